"""Statements: a page's figures made ready to be checked against each other.

Takes a `Page`; gives its `Figure`s by sentence: each row with its id, with what its printed digits allow (`intervals`), with its
place in the sentence, so that the words between two figures can be read, and with the core of its name, which is the same for
高新技术企业总数 and 高新技术企业. The rules that compare figures stand in the modules after this.

>>> from zhibiao import read
>>> level, growth = next(sentences(read("全市进出口总值320亿元，同比增长12%。", published="2026-02-28")))
>>> level.core, gap(level, growth), growth.estimate.strict
('进出口', '，同比增长', Interval(low=11.5, high=12.5))
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby, islice
from typing import TYPE_CHECKING, Literal

from zhibiao import intervals, wording
from zhibiao.intervals import Estimate, Verdict, exactly
from zhibiao.lexicon import alternation, table, words
from zhibiao.model import Indicator
from zhibiao.tables import indicator_ids

if TYPE_CHECKING:
    from zhibiao.page import Page

CheckKind = Literal["movement", "from-to", "earlier", "parts", "share", "limit", "repeat", "rank", "range"]

MEASURED = frozenset(
    row["unit"] or row["word"]
    for row in table("units")
    if row["class"] not in ("measure", "weak", "label", "time")
)
"""Units of what is measured and rounded: money, lengths, shares. Of any other unit whole numbers are counted and exact."""

MOST = 100
"""Figures that are looked at together: a sentence with more never ends, and stays cheap when it is cut."""
LEAST = 3
"""Characters that a name has at least, so that it can be told from others: 项目 and 企业 are names of many things."""
_CLAUSE = re.compile(r"[，,。；;：:！？]")
_NEARLY = ("近", "接近", "将近", "几近", "临近")  # always from below, unlike 约
_PRINTED = re.compile(r"[\d,.]+[余多]?[十百千万亿]*")
_FORM = re.compile(r"([\d,.]+)[余多]?([十百千万亿]*)\Z")
_JOIN = re.compile(r"[至到—–~～-]")  # of the two ends of a range
_BEFORE = 10  # characters before a figure that tell which of several like it in a sentence it is


@dataclass(frozen=True, slots=True)
class Figure:
    """A row with its `id`, the `core` of its name, what it may be (`estimate`, None for a trend), and its place in its sentence.

    `page` is the name of the page where it is another than the one that is checked.
    """

    id: str
    row: Indicator
    core: str
    estimate: Estimate | None
    sentence: str
    at: int
    page: str | None = None

    @property
    def end(self) -> int:
        """Where its quote ends in the sentence."""
        return self.at + len(squeeze(self.row.quote))

    @property
    def value(self) -> float:
        """The value; only for a figure that has one."""
        assert self.row.value is not None
        return self.row.value

    @property
    def lead(self) -> str:
        """The sentence before it."""
        return self.sentence[: self.at]

    @property
    def clause(self) -> str:
        """The words of its clause that stand before it."""
        return _CLAUSE.split(self.lead)[-1]

    @property
    def is_named(self) -> bool:
        """Whether its sentence itself names what it measures; a name may be carried over from the sentence before."""
        return bool(self.core) and self.core in self.sentence

    @property
    def said(self) -> str:
        """Its number as printed, without sign and unit: `498.04亿`."""
        quote = squeeze(self.row.quote).removesuffix(str(self.row.unit))
        found = _PRINTED.match(unicodedata.normalize("NFKC", quote))
        return found[0] if found else wording.number(abs(self.value))


@dataclass(frozen=True, slots=True)
class Check:
    """One check: which kind, the verdict, the arithmetic in words, what result the rounding allows, and the figures it used."""

    check: CheckKind
    verdict: Verdict
    arithmetic: str
    allowed: intervals.Interval | None
    unit: str | None
    figures: tuple[Figure, ...]
    explanation: str


def sentences(page: Page, name: str | None = None) -> Iterator[list[Figure]]:
    """The figures of each sentence, in reading order; `name` is the page's, where it is not the one that is checked."""
    rows = zip(indicator_ids(page.found), page.found, strict=True)
    for _, group in groupby(rows, key=lambda pair: (pair[1].article, pair[1].section, pair[1].sentence)):
        placed = _placed(page.text, list(group), name)
        while some := list(islice(placed, MOST)):
            yield some


def gap(one: Figure, other: Figure) -> str:
    """The words between two figures of a sentence."""
    return one.sentence[one.end : other.at]


def squeeze(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def in_form_of(value: float, stated: Figure) -> str:
    """A result as the figure that it is compared with is printed: as many decimals, the same 万 or 亿, its unit.

    >>> from zhibiao import read
    >>> in_form_of(1550319600000.0, next(sentences(read("全市生产总值15503.20亿元。")))[0])
    '15503.20亿元'
    """
    found, unit = _FORM.match(stated.said), str(stated.row.unit or "")
    number = float(found[1].replace(",", "")) if found else 0.0
    if not found or not number or not stated.row.value:
        return wording.amount(value, stated.row.unit)
    scaled = value / (abs(stated.value) / number)
    return f"{scaled:.{intervals.decimals(found[1])}f}{found[2]}{unit}".replace("-", "−")


def alike(one: Figure, other: Figure) -> bool:
    """Whether two figures measure the same thing of the same owner, as far as names say."""
    return bool(one.core) and one.core == other.core and _owner(one) == _owner(other)


def is_counted(row: Indicator) -> bool:
    """Whether a row counts things, one by one (家, 项次), or places in an order."""
    unit = row.unit or ""
    return row.kind == "rank" or bool(unit and unit not in MEASURED and "/" not in unit)


def role(name: str) -> tuple[str, ...]:
    """The words of `lexicon/checks.tsv` in a role."""
    return words("checks", role=name)


def is_comparable(figure: Figure) -> bool:
    """Whether the growth of this measure is published at constant prices or for a comparable set, and so need not follow."""
    return (figure.row.indicator or "").endswith(role("comparable"))


def growth(figure: Figure) -> Estimate | None:
    """A growth in %, whether it is printed in %, 倍 or 番; None where it is none of these, or has no number."""
    estimate, unit = figure.estimate, figure.row.unit
    if estimate is None or unit == "%":
        return estimate
    if unit == "倍":
        return estimate * exactly(100)
    if unit == "番":  # 翻一番 is said of what nearly doubled too
        return intervals.printed("", 100 * (2 ** min(figure.value, 30) - 1), "~")
    return None


@cache
def core_of(name: str) -> str:
    """A name without the endings that make no other thing of it.

    >>> core_of("高新技术企业总数"), core_of("进出口总值"), core_of("总量")
    ('高新技术企业', '进出口', '总量')
    """
    found = re.fullmatch(f"(.{{2,}}?)(?:{alternation(role('alike'))})", name)
    return found[1] if found else name


def _owner(figure: Figure) -> str:
    return figure.row.region_code or figure.row.subject or ""


def _placed(text: str, rows: list[tuple[str, Indicator]], name: str | None) -> Iterator[Figure]:
    sentence, at = squeeze(rows[0][1].sentence), 0
    for id_, row in rows:
        at = _place(sentence, text, row, at)
        yield Figure(
            id_, row, core_of(row.indicator or ""), estimate(row, text[: row.start]), sentence, at, name
        )


def _place(sentence: str, text: str, row: Indicator, after: int) -> int:
    """Where a quote stands in its sentence: of several places, where what stands before it is as on the page."""
    quote, before = squeeze(row.quote), squeeze(text[max(0, row.start - 3 * _BEFORE) : row.start])[-_BEFORE:]
    whole = sentence.find(before + quote, max(0, after - len(before)))
    if whole >= 0:
        return whole + len(before)
    places = [found.start() for found in re.finditer(re.escape(quote), sentence) if found.start() >= after]
    return max(places, key=lambda at: (_shared_end(sentence[:at], before), -at), default=after)


def _shared_end(one: str, other: str) -> int:
    return next(
        (i for i, (a, b) in enumerate(zip(reversed(one), reversed(other), strict=False)) if a != b),
        min(len(one), len(other)),
    )


def estimate(row: Indicator, before: str) -> Estimate | None:
    """What a row's printed digits, its hedge and its range allow, None for a trend; `before` is the text before its quote."""
    if row.value is None:
        return None
    if row.bound == "~" and squeeze(row.quote).startswith(wording.VAGUE):  # 数十亿元: from one of them to ten
        vague = intervals.Interval(row.value, 10 * row.value)
        return Estimate(vague, vague)
    nearly = row.bound == "~" and before[-_BEFORE:].rstrip().endswith(_NEARLY)
    bound, counted = "<" if nearly else row.bound, is_counted(row)
    low = intervals.printed(row.quote, row.value, bound, counted)
    if row.value_high is None:
        return low
    high = intervals.printed(_JOIN.split(row.quote)[-1], row.value_high, bound, counted)
    return low.through(high)


def ids_of(figures: Iterable[Figure]) -> list[str]:
    """The ids of figures; those of another page have its name before them."""
    return [f"{figure.page}/{figure.id}" if figure.page else figure.id for figure in figures]
