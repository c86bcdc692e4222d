"""What a sentence that names no time takes over from the sentences before it.

Takes: the texts of an article's passages, their expressions of time (`periods.find_moments`), and the publication date.
Gives: the `Sentence`s of each passage, each with the period that holds where the sentence itself says nothing, and why.

A stretch of time (上半年, 2025年) carries through a paragraph; of a day or a month only the year does, unless the sentence
goes on about the same (其中, 此外) or compares as a release does. A section (三、2026年重点工作) has its year throughout.

Good: after `上半年投资5亿元。去年同期为4亿元。` a sentence takes over `2023-01/2023-06`. Rejected: 去年同期, which compares.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhibiao.dates import GAP
from zhibiao.model import Moment
from zhibiao.timeforms import cue

_SENTENCE_END = re.compile(r"[。！？!?\n]")
_CLAUSE_END = re.compile(r"[，,。！？!?；;：:\n]")
_REACH = 120  # characters of a sentence that are looked at, so that text without any stop stays cheap
_NUMBERED = re.compile(
    rf"{GAP}(?:[一二三四五六七八九十]{{1,3}}、|（[一二三四五六七八九十]{{1,3}}）)[^。！？]{{1,30}}$"
)
_ITEM = re.compile(r"[一-龥]{0,3}[一二三四五六七八九十]：")


@dataclass(frozen=True, slots=True)
class Timed:
    """A period chosen for a point of the text: `period` in ISO 8601 or None, `reason` in words, the `moment` it comes from."""

    period: str | None
    reason: str
    moment: Moment | None = None


UNDATED = Timed(None, "undated")


def holds(moment: Moment) -> bool:
    """Whether what follows happens at this time, rather than being compared with it, reported at it or each time anew."""
    return moment.role not in ("reference", "reporting", "each")


def founding(text: str, moment: Moment) -> bool:
    """成立于2008年, 建于2015年的大桥: when something came to be, not when it is as the sentence says."""
    before = cue("founded").search(text, max(0, moment.start - 4), moment.start)
    return before is not None and before.end() == moment.start


def opened(text: str, moment: Moment) -> bool:
    return moment.role == "period" and text[max(0, moment.start - 1) : moment.start] in ("从", "由")


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    carried: Timed  # what holds where the sentence itself says nothing
    planned: bool  # its section is dated, or it inherits this year, so that what is yet to come is dated too


@dataclass(frozen=True, slots=True)
class _Article:
    year: str | None  # of publication
    main: Moment | None  # the one period that most of its times name
    release: bool  # it compares throughout, as a statistical release does

    @property
    def mainly(self) -> Timed:
        return Timed(self.main.period, "the article's main period", self.main) if self.main else UNDATED


def frame(
    texts: Sequence[str], moments: Sequence[Sequence[Moment]], published: date | None
) -> list[list[Sentence]]:
    """The sentences of each passage, with what they inherit: from their numbered section, or the article's main period."""
    release = sum(len(cue("rate").findall(text)) for text in texts) >= 3
    article = _Article(str(published.year) if published else None, _main(moments), release)
    section, told, found = UNDATED, False, list[list[Sentence]]()
    for text, row in zip(texts, moments, strict=True):
        if _NUMBERED.match(text):
            section = _handed_on(text, 0, row) or section
        carried = article.mainly if told and section is UNDATED else section
        found.append(_sentences(text, row, carried, section is not UNDATED, article))
        told = told or bool(
            article.main
            and _spreads(article.main)
            and any(item.period == article.main.period for item in row)
        )
    return found


def _main(moments: Sequence[Sequence[Moment]]) -> Moment | None:
    """The one period that at least half of the article's times name, and more than once."""
    dated = [moment for row in moments for moment in row if _dates(moment)]
    for period, count in Counter(moment.period for moment in dated).most_common(1):
        if count > 1 and count * 2 >= len(dated):
            return next(moment for moment in dated if moment.period == period)
    return None


def _dates(moment: Moment) -> bool:
    """Whether it says for itself when something was."""
    return holds(moment) and moment.period is not None and moment.role != "deadline" and not _is_now(moment)


def _is_now(moment: Moment) -> bool:
    return moment.role == "state" and moment.grain == "year"


def _single(moment: Moment) -> bool:
    """One day or one month, rather than a stretch."""
    return moment.grain in ("day", "month") and "/" not in str(moment.period)


def _spreads(main: Moment) -> bool:
    """A release is about its months, quarter or day throughout; a year is too wide to say so, a month too slight."""
    return main.grain in ("quarter", "half", "day") or (main.grain == "month" and not _single(main))


def _sentences(
    text: str, moments: Sequence[Moment], carried: Timed, planned: bool, article: _Article
) -> list[Sentence]:
    found: list[Sentence] = []
    start = index = 0
    for end in [*(stop.end() for stop in _SENTENCE_END.finditer(text)), len(text)]:
        first = index
        while index < len(moments) and moments[index].start < end:
            index += 1
        taken = _taken_over(text, start, end, carried, article)
        this_year = taken.moment is not None and taken.moment.period == article.year
        found.append(Sentence(start, end, taken, planned or this_year))
        carried = _handed_on(text, start, moments[first:index]) or found[-1].carried
        start = end
    return found


def _taken_over(text: str, start: int, end: int, carried: Timed, article: _Article) -> Timed:
    """What a sentence takes over from the one before: a stretch of time as it is, a day or a month only in part.

    Where it goes on about the same (其中, 此外) it takes over even these; where it compares (同比), it belongs to the release,
    and so to the release's month or main period; else only the year is sure.
    """
    moment, main = carried.moment, article.main
    if _ITEM.match(text, start):
        return Timed(None, "a new item")
    if moment is None or moment.period is None:
        return carried
    if _is_now(moment):
        return Timed(None, "now is past")
    if not _single(moment) or (main and moment.period == main.period) or cue("goes_on").match(text, start):
        return carried
    compares = article.release or bool(cue("compares").search(text, start, end))
    if main and (moment.period[:4] != str(main.period)[:4] or (compares and moment.grain == "day")):
        return article.mainly
    if compares and moment.grain == "month":
        return carried
    if moment.period[:4] != article.year:
        return Timed(None, "a day long past")
    return Timed(moment.period[:4], "the year of the day before", moment)


def _handed_on(text: str, start: int, moments: Sequence[Moment]) -> Timed | None:
    """The time that a sentence hands on to the next: its last, but nothing that was named only in passing or is yet to come."""
    held = [moment for moment in moments if holds(moment) and not _compared(text, moment)]
    held = [moment for moment in held if not founding(text, moment)]
    if not held:
        return None
    kept = [moment for moment in held if not _in_passing(text, start, moment)]
    if not kept or (held[-1].role == "deadline" and held[-1].grain != "year"):
        return Timed(None, "named in passing")
    return Timed(kept[-1].period, "carried from the sentence before", kept[-1])


def _compared(text: str, moment: Moment) -> bool:
    """A time with a number of its own for comparison: 去年同期为3亿元, 由上月上涨2%转为下降1%."""
    return "同期" in text[moment.start : moment.end] or opened(text, moment)


def _in_passing(text: str, start: int, moment: Moment) -> bool:
    """以来 or 起 within the sentence (“十四五”以来年均…) is not what goes on."""
    opening = max(start, moment.start - _REACH)
    return moment.role == "since" and (
        moment.grain == "day" or bool(_CLAUSE_END.search(text, opening, moment.start))
    )
