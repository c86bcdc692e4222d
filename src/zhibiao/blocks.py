"""Cutting a page into lines and telling each line's kind by its form alone.

Takes the text of a page. Gives a `Line` for each line that is not blank: its span without white space at the edges and its
`form`. What a line is for (a title, a subheading, half a paragraph) is settled later, from its neighbours, in `layout`.

Forms, tested in this order, the surest first:

- `kicker` (引题, 肩题): a short line that ends with ——; `subtitle` (副题): a short line that begins with ——;
- `notice` (公益广告): a short line that names itself an advertisement or public notice;
- `imprint` (版头): the paper's name with its date, a page number, where the text comes from, editors, or a rule of dashes;
- `caption` (图片说明): a line with a photographer's credit at its end, or one that begins 图为;
- `names`: a line of names; `signature`: names in brackets, alone on their line;
- `lead` (引言): the introduction of a column;
- `short`: no longer than a headline and without a sentence's end;
- `text`: everything else, a paragraph or a piece of one.

Good: `——青石镇三年变了样` is a subtitle. Rejected: `——这是他常说的一句话，也是他十年来做的一件事。`, which is a sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from zhibiao.bylines import find_byline, find_credit, find_signature, is_imprint
from zhibiao.cohesion import Pairs, pairs
from zhibiao.lexicon import alternation, words

Form = Literal[
    "kicker", "subtitle", "notice", "imprint", "caption", "names", "signature", "lead", "short", "text"
]

# Characters: no headline of the pages seen was longer; pieces of paragraphs seldom are that short.
HEADLINE = 50
_CAPTION = 160  # characters; a longer text that begins 图为 is a paragraph
_LINE = re.compile(r"\S[^\n\v\f\x1c-\x1e\x85\u2028\u2029]*")
_STOP = r"[。！？!?…]"
# A sentence's end: a stop, with the quotes and brackets that close behind it, and a source in brackets at the very end.
_WHOLE = re.compile(
    rf"(?:{_STOP}|[^\d\s]\.)[”’』」）)》\"']{{0,4}}(?:[（(][^（）()]{{1,40}}[）)]){{0,2}}$|[（(]完[）)]$"
)
_COLON = re.compile(r"[：:]$")
_DASHES = r"(?:—{1,2}|──|－－|--)"
_KICKER = re.compile(r"(?:——|──|－－|--)$")  # one dash is half of one that a line's end cut
_SUBTITLE = re.compile(rf"^{_DASHES}\s?\S")
# 青石日报 2024年5月3日 星期五 第2版, 2024年05月03日 第02版, 2024-05-03 08:30, or a line without one letter or figure.
_DAY = r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?(?:\s{0,3}\d{1,2}:\d\d(?::\d\d)?)?"
_FOLIO = re.compile(
    r"\d月\d{1,2}日[\s，]{0,4}(?:星期|周)[一二三四五六日天]|^第?\s?[A-Z]?\d{1,3}\s?版$|^\W+$"
    rf"|^(?:《[^《》]{{2,12}}》|(?:发布|发表|更新)(?:时间|日期)[：:])?\s?[（(]?\s?{_DAY}(?:\s{{0,3}}第?\s?[A-Z]?\d{{1,3}}\s?版)?\s?[）)]?$"
    r"|\d月\d{1,2}日\s{0,3}第?\s?[A-Z]?\d{1,3}\s?版"
)
_INNER_STOP = re.compile(r"。|[；;]$|[；;].*[；;]")
_CALL = re.compile(
    r"(?:[！？!?…]|\.{3})$"
)  # 青石镇通水了！, a headline as well as a sentence; not “通水了！”


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page: `text` is the page's `[start:end]`, with no white space at its edges.

    `whole` says that it ends where a sentence ends, so that nothing need follow; `names` are those of a byline or credit;
    `pairs` are what it says, for `cohesion`.
    """

    start: int
    end: int
    text: str
    form: Form
    whole: bool
    names: tuple[str, ...] = ()
    pairs: Pairs = frozenset()


def cut_lines(text: str) -> list[Line]:
    r"""The lines of a page that are not blank, in order, each with its form; a signature is a line of its own.

    >>> [(line.form, line.text) for line in cut_lines("青石镇通水了\n田一禾\n\n　　水来了。")]
    [('short', '青石镇通水了'), ('names', '田一禾'), ('text', '水来了。')]
    """
    lines = []
    for match in _LINE.finditer(text):
        start, content = match.start(), match.group().rstrip()
        at, names = find_signature(content)
        if body := content[:at].rstrip():
            whole = ends_whole(body)
            form, credited = _form(body, whole)
            lines.append(Line(start, start + len(body), body, form, whole, credited, pairs(body)))
        if names:
            lines.append(Line(start + at, start + len(content), content[at:], "signature", False, names))
    return lines


def ends_whole(text: str) -> bool:
    """Whether a text ends where a sentence ends; a colon ends a paragraph too, when a list follows.

    >>> ends_whole("共投资3亿元。（完）"), ends_whole("共投资3亿")
    (True, False)
    """
    tail = text[-100:]
    return bool(_WHOLE.search(tail) or _COLON.search(tail))


def _form(content: str, whole: bool) -> tuple[Form, tuple[str, ...]]:
    if "\t" in content:
        return "text", ()  # a row of a table
    headline = len(content) <= HEADLINE and not _INNER_STOP.search(content)
    if headline and (form := _headline_form(content, whole)):
        return form
    if len(content) <= _CAPTION and (names := find_credit(content)):
        return "caption", names
    if len(content) <= _CAPTION and _caption_words().match(content):
        return "caption", ()
    if _lead_words().match(content):
        return "lead", ()
    return ("short" if headline and (not whole or _CALL.search(content)) else "text"), ()


def _headline_form(content: str, whole: bool) -> tuple[Form, tuple[str, ...]] | None:
    """The forms that only a short line has; None if it has none of them."""
    if not whole and _notice_words().search(content):
        return "notice", ()
    if _FOLIO.search(content) or is_imprint(content):
        return "imprint", ()
    if _KICKER.search(content):
        return "kicker", ()
    if not whole and _SUBTITLE.match(content):
        return "subtitle", ()
    names = () if whole else find_byline(content)
    return ("names", names) if names else None


@cache
def _notice_words() -> re.Pattern[str]:
    # Alone or after the paper's name: 湖南日报 公益广告. In a headline the word stands among others: 广告业增长两成.
    return re.compile(rf"(?:^|\s){alternation(words('page_words', kind='notice'))}$")


@cache
def _caption_words() -> re.Pattern[str]:
    return re.compile(alternation(words("page_words", kind="caption")))


@cache
def _lead_words() -> re.Pattern[str]:
    return re.compile(rf"[【\[（(]?{alternation(words('page_words', kind='lead'))}(?:[】\]）)]|[：:\s])")
