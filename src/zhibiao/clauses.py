"""Clauses: a passage parsed once into sentences, clauses and typed tokens, over which every later pattern is written.

Takes a passage's text with its quantities, moments and places; gives sentences (to 。！？； or the line's end), each a
list of clauses (to ，： or the edge of a bracket that holds figures), each a list of tokens in order. A token is a word
with the letter that `words` gives it, or

    Q a quantity, with the hedges around it   T a time expression   E a place   N a name in quotation marks
    b a bracket without figures   , a list mark (、)

Accepted: `全市接待游客8000万人次，增长12%。`, one sentence of two clauses. A comma inside a number, a name or a bracket
is no edge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zhibiao import words
from zhibiao.model import Basis, Moment, Quantity

STOPS = "。！？!?\n；;"
SPACE = r" \t\r\xa0\u3000"
MARK = re.compile(
    rf"""
    [。！？!?\n；;，,、（(）)“”‘’「」《》…—|｜：:{SPACE}]  # first, so that most of a text is passed over at the speed of a search
    (?:(?<![：:{SPACE}])|(?<=[{SPACE}])[{SPACE}]*|(?<!\d.)|(?!\d))  # white space as one, a colon not between digits
    """,
    re.VERBOSE,
)
PARAGRAPH = re.compile(
    r"[ \t\r\xa0\u3000]*(?:\u3000|[ \xa0]{2})[ \t\r\xa0\u3000]*"
)  # white space that parts paragraphs
GAP = re.compile(
    r"(?<=[\u4e00-\u9fff”）》]) (?=[\u4e00-\u9fff“（《])"
)  # one space between words parts a headline in two
QUOTED = re.compile(
    r"“[^“”。！？；，\n]{1,30}”|《[^《》\n]{1,60}》|‘[^‘’。！？；，\n]{1,30}’|「[^「」\n]{1,30}」"
)
BRACKET = re.compile(r"[（(][^（）()\n]{0,60}[）)]")
ORDINAL_TIME = re.compile(r"第[一二三四五六七八九十\d]{1,3}个?(?:月|季度|年|周|天|交易日)")
REACHING = "达为是有至到占"
LETTERS = {"、": ","} | dict.fromkeys("“”‘’「」《》", " ") | dict.fromkeys(STOPS + "，,（(）)…—|｜：:", "/")


@dataclass(slots=True, eq=False)
class Token:
    """A word, figure, time or mark: the passage's `text[start:end]`, its letter, and the record it stands for.

    Two tokens are equal only where they are the same one, so that to look for one in a clause is cheap.

    `basis` and `sign` belong to comparisons (see `comparisons`).
    """

    start: int
    end: int
    tag: str
    text: str
    quantity: Quantity | None = None
    moment: Moment | None = None
    basis: Basis | None = None
    sign: str = ""


@dataclass(slots=True)
class Clause:
    """A run of tokens between two edges; `opener` holds the marks at the first of them, empty at a sentence's start."""

    tokens: list[Token]
    opener: str


@dataclass(slots=True)
class Sentence:
    """Clauses up to a full stop, semicolon or line's end; `closer` is that mark, empty at the passage's end."""

    start: int
    end: int
    clauses: list[Clause]
    closer: str


def parse(
    text: str, quantities: Sequence[Quantity], moments: Sequence[Moment], places: Iterable[tuple[int, int]]
) -> list[Sentence]:
    """The sentences of a passage, in order. `places` are the spans of the places named in it.

    >>> [sentence.clauses[1].tokens[0].text for sentence in parse("全市接待游客，增长迅速。", (), (), ())]
    ['增长']
    """
    sentences: list[Sentence] = []
    clauses: list[Clause] = []
    tokens: list[Token] = []
    start, at, opener = 0, 0, ""
    for unit in [*_units(text, quantities, moments, places), Token(len(text), len(text), "/", "")]:
        if at < unit.start:
            tokens += _words(text, at, unit.start, unit.tag == "Q")
        at = unit.end
        if unit.tag == "/":
            if tokens:
                clauses.append(Clause(tokens, opener))
                tokens, opener = [], ""
            opener += unit.text
            if clauses and (unit.text in STOPS or not unit.text):
                sentences.append(Sentence(start, unit.end, clauses, unit.text))
                clauses, start, opener = [], unit.end, ""
        elif unit.tag != " ":
            tokens.append(unit)
    return sentences


def _words(text: str, start: int, end: int, figure: bool) -> list[Token]:
    """The words of a stretch; before a figure the last 达 or 为 is a word of its own (`良率达` is not 率达)."""
    piece = text[start:end]
    split = figure and _reaches(piece)
    tokens: list[Token] = []
    for word, tag in words.cut(piece[:-1]) + words.cut(piece[-1]) if split else words.cut(piece):
        end = start + len(word)
        tokens.append(Token(start, end, tag, word))
        start = end
    return tokens


def _reaches(piece: str) -> bool:
    tags = words.vocabulary().tags
    return piece[-1] in REACHING and not any(tags.get(piece[-n:]) in ("k", "h", "n") for n in (2, 3))


def _units(
    text: str, quantities: Sequence[Quantity], moments: Sequence[Moment], places: Iterable[tuple[int, int]]
) -> list[Token]:
    """What is not a plain word, in order and without overlaps: what comes first in this list is kept where two overlap."""
    found = [
        Token(_outer_start(q, text), q.outer_end, "Q", text[q.start : q.end], quantity=q)
        for q in quantities
        if not q.label
    ]
    for more in (
        [Token(m.start, m.end, "T", text[m.start : m.end], moment=m) for m in moments],
        [Token(m.start(), m.end(), "b", m.group()) for m in BRACKET.finditer(text)],
        [Token(m.start(), m.end(), "N", m.group()) for m in QUOTED.finditer(text)],
        [_labelled(q, text) for q in quantities if q.label],
        [Token(start, end, "E", text[start:end]) for start, end in places],
        [_mark(m, text) for m in MARK.finditer(text)],
    ):
        found = list(_merge(found, more)) if more else found
    return found


def _outer_start(quantity: Quantity, text: str) -> int:
    """Where a figure begins with the hedges before it; a share in them is told apart (`约占全国的12%`)."""
    shares = "占" in text[quantity.outer_start : quantity.start]
    return quantity.start if shares else quantity.outer_start


def _labelled(quantity: Quantity, text: str) -> Token:
    """A number that does not measure: a time (`2025年`, `第5个月`) or a part of a name."""
    ordinal = ORDINAL_TIME.match(text, quantity.start)
    end = max(quantity.end, ordinal.end()) if ordinal else quantity.end
    tag = "t" if ordinal or quantity.label == "date" else "n"
    return Token(quantity.start, end, tag, text[quantity.start : end])


def _mark(match: re.Match[str], text: str) -> Token:
    """A mark with its letter: `,` a list mark, `/` an edge, a space for what parts nothing."""
    mark, (start, end) = match.group(), match.span()
    if mark in LETTERS:
        return Token(start, end, LETTERS[mark], mark)
    if PARAGRAPH.fullmatch(mark):
        return Token(start, end, "/", "\n")
    return Token(start, end, "/" if GAP.match(text, start) else " ", mark)


def _merge(kept: list[Token], more: list[Token]) -> Iterator[Token]:
    """Both lists as one, in order, without those of the second that overlap one of the first or each other."""
    i, end = 0, 0
    for token in more:
        while i < len(kept) and kept[i].end <= token.start:
            yield kept[i]
            end = kept[i].end
            i += 1
        if token.start >= end and (i == len(kept) or kept[i].start >= token.end):
            yield token
            end = token.end
    yield from kept[i:]
