"""Who wrote it and who took the picture: lines of names, names in brackets at the end, credits of captions.

Takes a line or a paragraph. Gives names as printed, without the padding inside (黄　维 is 黄维).

- byline (署名): a line under the title that holds names and nothing else, `田一禾 周文`, `本报记者 田一禾 通讯员 周文`;
- signature (文末署名): names in brackets that close an article, `……落到实处。（田一禾 周文）`;
- dateline (电头): `本报讯（记者 田一禾）`, at the head of the text, which stays text;
- credit (图片署名): `田一禾 摄` at the end of a caption.

Good: `（田一禾 周文）` after a full stop. Rejected: `（田一禾 2024年摄于长沙）`, which says more than names, and `（王阳明）` in
mid-sentence, which only explains.
"""

from __future__ import annotations

import re
from functools import cache

from zhibiao.lexicon import alternation, words

_HAN = "\u4e00-\u9fff"
_LONGEST_BYLINE = 60  # characters; a longer line of names is a list, such as the members of a committee


@cache
def _name() -> str:
    """A pattern of one name: surname and given name, `黄　维` spread over two cells, or `买买提·卡斯木`."""
    surnames = words("surnames")
    single = "[" + "".join(word for word in surnames if len(word) == 1) + "]"
    part = rf"(?:(?![的了在是和与说将被把])[{_HAN}]){{1,6}}"  # of a name with dots between
    double = alternation(word for word in surnames if len(word) == 2)
    return (
        rf"(?:{part}(?:[·•]{part}){{1,3}}|{double}[{_HAN}]{{1,2}}"
        rf"|{single}(?:[ \u3000]{{1,2}}[{_HAN}](?![{_HAN}])|[{_HAN}]{{1,2}}))"
    )


@cache
def _role(*roles: str) -> str:
    return alternation(word for role in roles for word in words("bylines", role=role))


@cache
def _credits() -> tuple[str, ...]:
    return words("bylines", role="photographer")


@cache
def _staff() -> tuple[str, ...]:
    return words("bylines", role="staff")


_GAP = r"[\s、，,/]{1,4}"


@cache
def _names_pattern() -> re.Pattern[str]:
    """Names with gaps between them, a role word before any of them or after the last: the whole of a byline."""
    roles = _role("writer", "photographer", "staff")
    item = rf"(?:(?P<role>{roles})[:：]?\s{{0,3}})?(?P<name>{_name()})"
    long_roles = alternation(
        word for word in words("bylines") if len(word) > 1
    )  # 田一禾摄影报道, but not 田一文
    return re.compile(item + rf"(?={_GAP}|$|{long_roles})")


@cache
def _between_names() -> re.Pattern[str]:
    return re.compile(rf"(?:[\s、，,/:：■□●◎◆★○]|{_role('writer', 'photographer', 'staff')})+")


def find_byline(line: str) -> tuple[str, ...]:
    """The names of a line that holds nothing but names and the words that go with them; empty if it holds anything else.

    >>> find_byline("本报记者 田一禾 通讯员 周　文")
    ('田一禾', '周文')
    >>> find_byline("春风化雨 润物无声")
    ()
    """
    if len(line) > _LONGEST_BYLINE or not (_names_pattern().match(line) or _between_names().match(line)):
        return ()
    names: list[str] = []
    at = 0
    while at < len(line):
        if match := _names_pattern().match(line, at):
            if _is_words(match["name"]):
                return ()
            if match["role"] not in _staff():
                names.append(re.sub(r"\s", "", match["name"]))
            at = match.end()
        elif skipped := _between_names().match(line, at):
            at = skipped.end()
        else:
            return ()
    return tuple(names)


def _is_words(name: str) -> bool:
    """Whether part of a dotted name ends with a word of the dictionary: 二十四节气·夏至, which is a title."""
    from zhibiao.words import cut, vocabulary

    parts = re.split("[·•]", name)
    ends = [(part, cut(part)[-1][0]) for part in parts] if len(parts) > 1 else []
    return any(1 < len(word) < len(part) - 1 and word not in vocabulary().proper for part, word in ends)


_CLOSING = re.compile(r"[（(]([^（）()]{2,60})[）)]\s*$")
_SOURCE = re.compile(r"[（(](?:来源|稿源|供稿|完|未完待续)[^（）()]{0,30}[）)]\s*$")
_STOP = re.compile(r"[。！？!?…][”’』」）)》]{0,3}\s*$")


def find_signature(text: str) -> tuple[int, tuple[str, ...]]:
    """Where the bracketed names that close a text begin, and the names; the length of the text and () if it has none.

    >>> find_signature("村里通了路。（田一禾 周文）")
    (6, ('田一禾', '周文'))
    >>> find_signature("他敬仰的是王阳明（王守仁）")
    (13, ())
    """
    end = len(text)
    if text[-1:] not in ("）", ")"):
        return end, ()
    if source := _SOURCE.search(text, max(0, end - 40)):
        end = source.start()
    match = _CLOSING.search(text[:end], max(0, end - 70))
    if not match or re.search(r"\d", text[match.start() :]):
        return len(text), ()
    names = () if match[1].strip().endswith(_credits()) else find_byline(match[1].strip())
    signed = match.start() == 0 or _STOP.search(text[: match.start()], max(0, match.start() - 6))
    named = re.match(_role("writer", "photographer"), match[1].strip())
    return (match.start(), names) if names and (signed or named or len(names) > 1) else (len(text), ())


def is_imprint(line: str) -> bool:
    """Whether a line only says where a text comes from or who edited it.

    >>> is_imprint("来源：青石日报"), is_imprint("责任编辑：田一禾"), is_imprint("水来自青石山")
    (True, True, False)
    """
    return bool(_imprint_pattern().match(line))


@cache
def _imprint_pattern() -> re.Pattern[str]:
    return re.compile(rf"[（(【\[]?\s?(?:来源|稿源|{_role('staff')})\s?[：:/]")


@cache
def _credit_pattern() -> re.Pattern[str]:
    credit = _role("photographer")
    writers = _role("writer")
    return re.compile(
        rf"(?:^|[\s。（(，]|{writers})(?P<names>{_name()}(?:{_GAP}{_name()}){{0,5}})[\s/]{{0,3}}{credit}[）)]?\s*$"
    )


def find_credit(line: str) -> tuple[str, ...]:
    """The photographers that a caption names at its end.

    >>> find_credit("图为青石镇的茶园。 田一禾 周文 摄")
    ('田一禾', '周文')
    """
    if not line.rstrip("）) ").endswith(_credits()):
        return ()
    match = _credit_pattern().search(line, max(0, len(line) - _LONGEST_BYLINE))
    return tuple(re.sub(r"\s", "", name) for name in re.findall(_name(), match["names"])) if match else ()


@cache
def _dateline_pattern() -> re.Pattern[str]:
    return re.compile(rf"[（(]\s?({_role('writer')}[^（）()。]{{2,40}})[）)]")


def find_dateline(text: str) -> tuple[str, ...]:
    """The names in the brackets of a news text's first words.

    Names that are run together, 记者田一禾周文, are told apart only where one way alone does it.

    >>> find_dateline("本报讯（记者 田一禾）2月3日，青石镇开工。")
    ('田一禾',)
    """
    match = _dateline_pattern().search(text[:80])
    return find_byline(match[1]) if match else ()
