"""Sentences of a page with what they tell: the article, the rows read from them, and the words of a story in them.

Takes a `Page`; gives `Sentence`s in reading order, for notebooks that follow one story: a repair from the problem to those it
reached, work taken up again. The words are those of `lexicon/stories.tsv`.

>>> from zhibiao import read
>>> told = sentences(read("青石桥年久失修。修复桥面花了30万元，惠及200户。"))
>>> [(sentence.roles("repair"), [row["quote"] for row in sentence.rows]) for sentence in told]
[({'problem': ['年久失修']}, []), ({'works': ['修复'], 'reached': ['惠及']}, ['30万元', '200户'])]
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from zhibiao import wording
from zhibiao.lexicon import alternation, table
from zhibiao.model import Passage

if TYPE_CHECKING:
    from zhibiao.page import Page

Row = dict[str, Any]

STOP = re.compile(r"[。！？!?…]+[”’）)]*")
TOLD_IN = ("paragraph", "caption")


@dataclass(frozen=True)
class Sentence:
    """A sentence of an article: its number and title, its text, where it stands there, and the rows that begin in it.

    `place` is where it begins, as a part of the article's text from 0 to 1, and `reach` where it ends.
    """

    article: int
    title: str | None
    text: str
    place: float
    reach: float
    rows: tuple[Row, ...]

    def roles(self, story: str) -> dict[str, list[str]]:
        """The words of a story that stand in the sentence, each once, by their part in it."""
        found: dict[str, list[str]] = {}
        for word in dict.fromkeys(match.group() for match in _words(story).finditer(self.text)):
            for role in _roles(story)[word]:
                found.setdefault(role, []).append(word)
        return found


def sentences(page: Page) -> tuple[Sentence, ...]:
    """The sentences of a page's paragraphs and captions, article by article, each with its rows."""
    rows = sorted(wording.records(page.indicators.reset_index()), key=lambda row: int(row["start"]))
    return tuple(
        sentence
        for number, article in enumerate(page.layout.articles)
        for sentence in _of_article(
            number, article.title, [each for each in article.passages if each.role in TOLD_IN], rows
        )
    )


def role_of(name: object, story: str) -> str:
    """The part of a story that the last of its words in a name says, or an empty text.

    >>> role_of("重点项目完成投资", "money"), role_of("各项贷款时点余额", "money"), role_of(None, "money")
    ('invested', 'lent', '')
    """
    found = _words(story).findall(str(name)) if wording.present(name) else []
    return _roles(story)[found[-1]][0] if found else ""


def _of_article(
    number: int, title: str | None, passages: list[Passage], rows: list[Row]
) -> Iterator[Sentence]:
    whole = sum(len(passage.text) for passage in passages) or 1
    before = 0
    for passage in passages:
        placed = list(_placed(passage, rows))
        for start, end in _spans(passage.text):
            held = tuple(row for at, row in placed if start <= at < end)
            places = (before + start) / whole, (before + end) / whole
            yield Sentence(number, title, passage.text[start:end].strip(), *places, held)
        before += len(passage.text)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in STOP.finditer(text):
        yield start, stop.end()
        start = stop.end()
    if text[start:].strip():
        yield start, len(text)


def _placed(passage: Passage, rows: list[Row]) -> Iterator[tuple[int, Row]]:
    """The rows that begin in a passage, each with its place there."""
    before = 0
    for first, last in passage.pieces:
        held = slice(*(bisect_left(rows, end, key=lambda row: row["start"]) for end in (first, last)))
        yield from ((before + row["start"] - first, row) for row in rows[held])
        before += last - first


@cache
def _roles(story: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in table("stories"):
        if row["story"] == story:
            found.setdefault(row["word"], []).append(row["role"])
    return found


@cache
def _words(story: str) -> re.Pattern[str]:
    return re.compile(alternation(_roles(story)))
