"""Whether a short line is a piece of a sentence that the next line goes on with.

Takes the line, the line after it and the text around them. Gives a score of reasons: above 0 for a piece (断行), below 0 for
a line that stands by itself (标题). The words behind the reasons are in `lexicon/joints.tsv`.

Good: `青石镇今年新建的茶园` before `面积达三千亩。`. Rejected: `茶山新绿 茶农增收`, two phrases with a space between, as
headlines have.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate

from zhibiao.lexicon import alternation, words

NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十]{1,3}[章节部]|第?[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．](?!\d))"
)
_HAN = "\u4e00-\u9fff"
_QUOTED = re.compile(r"《[^》]*》|“[^”]*”|‘[^’]*’")
_PHRASES = re.compile(rf"[{_HAN}][”’！？]?[ \u3000]+[{_HAN}“‘]")
_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("（", "）"))
_ITEM = re.compile(r"[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}[，、]|[①-⑳●■◆▪•]|——|--")
_WIDE_GAP = re.compile(r"[ \u3000]{2,}")
_NUMBER_CUT = re.compile(r"[\d.]\|[\d.]|\d年\|\d{1,2}月|\d月\|\d{1,2}日")
_ROW = 50  # characters: longer lines are sentences
_CERTAIN = 6.0  # beyond it no further reason is looked for


def unclosed(text: str) -> bool:
    """Whether a quotation, title or bracket opens in a text and does not close in it.

    >>> unclosed("他说：“今年"), unclosed("他说：“今年好。”")
    (True, False)
    """
    return any(text.count(mark) > text.count(end) for mark, end in _PAIRS)


def opens_dated(text: str) -> bool:
    """Whether a text begins with a day, as the first sentence of a news text does.

    >>> opens_dated("昨天，青石镇通水。"), opens_dated("茶农说，水来了。")
    (True, False)
    """
    return bool(_joint("day", r"[^，。]{0,12}\d{1,2}日|").match(text))


def piece_score(line: str, following: str, near: str) -> float:
    """How likely a short line is a piece of the paragraph that the next line goes on with: above 0 for, below 0 against.

    >>> piece_score("据介绍，青石镇新建的茶", "园有三千亩。", "") > 0 > piece_score("茶山新绿 茶农增收", "昨天，", "")
    True
    """
    score = open_score(line)
    bare = following.lstrip()
    cut = _NUMBER_CUT.search(f"{line[-6:]}|{bare[:3]}")
    if cut or (line[-1:].isdigit() and _joint("unit").match(bare)):
        return score + 5.0  # a number or date cut in two, or a number from its unit
    joint = line[-1] + bare[:1]
    if re.fullmatch(rf"[{_HAN}]{{2}}", joint) and (joint in bare or joint in near):
        wider = (
            line[-2:] + bare[:1],
            line[-1:] + bare[:2],
        )  # 电动|闸: a word cut in two, or two that often meet
        score += 3.0 if any(joint in text for joint in wider for text in (bare, near)) else 1.0
    score += 2.0 * bool(_joint("begin").match(bare))
    score += 2.0 * _clause_cut_short(bare)
    # A lead, which may take up its headline's words.
    score -= 2.5 * opens_dated(bare) + 2.0 * line.startswith(bare[:4])
    if -1.0 <= score <= _CERTAIN and _crosses(line, bare):
        score += 2.5
    return score


def open_score(line: str) -> float:
    """How much a short line by itself looks broken off."""
    bare = _QUOTED.sub("", line)
    score = 5.0 * unclosed(line) - 5.0 * bool(NUMBERED.match(line))
    score += 1.2 * bare.count("，") + 0.5 * bare.count("、")
    score += 4.5 * _ends_in_grammar(line)
    score += 2.0 * bool(_joint("opener").match(line)) + 1.0 * bool(_joint("lean").match(line))
    score += 2.0 * bool(_joint("say", after="，").search(bare) or _joint("say", "，").search(bare))
    score += 1.5 * bool(_joint("day", r"\d日|").search(bare))
    score += 0.5 * len(set(_joint("inside").findall(bare)))
    return score - 3.0 * bool(_PHRASES.search(bare)) - 2.0 * bool(re.search(r"[”’！？!?…]$", line))


def _ends_in_grammar(line: str) -> bool:
    """Whether a line ends with a word that leads on (的, 由, 和); 成都 and 担当 only end with its character."""
    from zhibiao.words import cut

    found = _joint("end", after="$").search(line)
    if not found or not re.match(f"[{_HAN}]", found.group()):
        return bool(found)
    last = re.split(rf"[^{_HAN}]", line[-6:])[-1]
    return bool(last) and len(cut(last)[-1][0]) <= len(found.group())


def ends_open(text: str) -> bool:
    """Whether a line without a stop at its end is a sentence broken off, rather than a heading or a row of a table.

    >>> ends_open("我们是正月初七复工的，目前员"), ends_open("单位：万元")
    (True, False)
    """
    return len(text) > _ROW or open_score(text) > 0


def is_item(text: str) -> bool:
    """Whether a line is an item of a list, by its number or dash.

    >>> is_item("二是修好农村路；"), is_item("——坚持绿色发展；"), is_item("二月开工")
    (True, True, False)
    """
    return bool(NUMBERED.match(text) or _ITEM.match(text))


def is_row(text: str) -> bool:
    """Whether a line is a row of a table: cells with a tab or wide gaps between them.

    >>> is_row("青石镇   1200   8.5%"), is_row("青石镇今年 通水")
    (True, False)
    """
    return "\t" in text or len(_WIDE_GAP.findall(text)) > 1


def starts_cut(first: str, rest: str) -> bool:
    """Whether an article's first paragraph has lost its beginning, as far as it shows; `rest` is the article's other text.

    It shows where the paragraph closes a quotation that it did not open, begins with a word that begins nothing, is all but
    gone, or begins inside a word that the rest of the article has whole.

    >>> starts_cut("区政府昨天通报。", "石桥区政府说，石桥区政府已经派人。"), starts_cut("昨天通报。", "石桥区政府说。")
    (True, False)
    """
    sentence = re.match(r"[^。！？]*", first)
    if _joint("begin").match(first) or (
        sentence and len(sentence.group()) <= 3 and len(first) > len(sentence.group())
    ):
        return True
    if any(0 <= first.find(end) < first.find(mark) % (len(first) + 1) for mark, end in _PAIRS):
        return True
    return (
        bool(re.match(rf"[{_HAN}][，、；]", first)) or _begins_with_tail(first) or _inside_word(first, rest)
    )


def _begins_with_tail(first: str) -> bool:
    """Whether a text begins with a character that only ends words, and makes no word with the next: `日以故意`, not `日前`."""
    from zhibiao.words import cut

    return bool(_joint("tail").match(first)) and len(cut(first[:6])[0][0]) == 1


def _inside_word(first: str, rest: str) -> bool:
    """Whether the longest beginning that the rest shares always follows one same character there, in one word with it."""
    for size in range(8, 1, -1):
        head = first[:size]
        found = [match.start() for match in re.finditer(re.escape(head), rest)] if len(head) == size else []
        if not found:
            continue
        before = {rest[max(0, at - 1) : at] for at in found}
        if len(before) > 1 or not re.fullmatch(rf"[{_HAN}]", min(before)):
            return False
        return _crosses(rest[max(0, found[0] - 6) : found[0]], head) or (
            size > 2 and len(found) > 1 and bool(re.match("[区县州镇乡]", head))
        )
    return False


def _clause_cut_short(text: str) -> bool:
    """Whether a text begins with one or two characters and a comma that are no word: `煜说，`, but not `目前，`."""
    from zhibiao.words import cut

    match = re.match(rf"([{_HAN}]{{1,2}})[，。：；]", text)
    return match is not None and (len(match[1]) == 1 or len(cut(match[1])) > 1)


def _crosses(left: str, right: str) -> bool:
    """Whether a word of the dictionary lies across the line's end: `发布消|息称`."""
    from zhibiao.words import cut

    edge = left[-6:]
    return len(edge) not in accumulate(len(word) for word, _ in cut(edge + right[:6]))


@cache
def _joint(place: str, before: str = "", after: str = "") -> re.Pattern[str]:
    """The words of a place in joints.tsv, and the patterns before and after them."""
    return re.compile(before + alternation(words("joints", place=place)) + after)
