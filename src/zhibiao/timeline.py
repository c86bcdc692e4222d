"""The frame of time of an article: which period holds at each point of its text.

Takes: the texts of an article's passages in reading order, and the publication date.
Gives: for a passage and an offset in it, the period of the number that stands there, why, and the time expression it comes from.

A number takes its time from the words nearest to it that give one: attached to it, before it in its sentence, after it in its
clause; else from the sentences before. Days of reporting (8日获悉) and comparisons (比去年) are nobody's period; a year carries
through a paragraph, a day seldom beyond its sentence. What the text does not date has None: a wrong period is worse than none.

Good: in `上半年，全市投资10亿元，比一季度多2亿元` both numbers have `2025-01/2025-06`. Rejected: 一季度 for the second.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhibiao.dates import GAP
from zhibiao.model import Moment
from zhibiao.periods import find_moments
from zhibiao.timeforms import cue

_SENTENCE_END = re.compile(r"[。！？!?\n]")
_CLAUSE_END = re.compile(r"[，,。！？!?；;：:\n]")
_REACH = (
    120  # characters that are looked at on either side of a number, so that text without any stop stays cheap
)
_TIMES = 12  # times before a number that are looked at, likewise


@dataclass(frozen=True, slots=True)
class Timed:
    """A period chosen for a point of the text: `period` in ISO 8601 or None, `reason` in words, the `moment` it comes from."""

    period: str | None
    reason: str
    moment: Moment | None = None


_UNDATED = Timed(None, "undated")


class Timeline:
    """The frame of time of one article.

    >>> line = Timeline(["2022年，全县投资5亿元。其中，工业投资2亿元，比上年多1亿元。"], date(2023, 8, 1))
    >>> [(timed.period, timed.reason) for timed in (line.at(0, 10), line.at(0, 22))]
    [('2022', 'in its sentence'), ('2022', 'carried from the sentence before')]
    """

    def __init__(self, passages: Sequence[str], published: date | None) -> None:
        self._texts = tuple(passages)
        self._moments: list[tuple[Moment, ...]] = []
        last: str | None = None
        for text in self._texts:
            moments = find_moments(text, published, last)
            last = next(
                (moment.period for moment in reversed(moments) if _holds(moment) and moment.period), last
            )
            self._moments.append(moments)
        self._sentences = _frame(self._texts, self._moments, published)

    def moments(self, passage: int) -> tuple[Moment, ...]:
        """The expressions of time in a passage, as `find_moments` reads them."""
        return self._moments[passage]

    def at(self, passage: int, position: int) -> Timed:
        """The period of a number that begins at `position` of a passage's text, None where the text does not date it.

        The rules are tried in order, what is said of this very number first, what is only inherited last.
        """
        text, moments, sentences = self._texts[passage], self._moments[passage], self._sentences[passage]
        sentence = sentences[max(0, bisect_right(sentences, position, key=lambda item: item.start) - 1)]
        here = bisect_right(moments, position, key=lambda moment: moment.end)
        opening = bisect_left(moments, sentence.start, key=lambda moment: moment.start)
        before = moments[max(opening, here - _TIMES) : here]
        return (
            _attached(text, position, before)
            or _length(text, position)
            or _distributed(text, position, before)
            or _parallel(text, position, before)
            or _nearest(text, position, before)
            or _following(text, position, moments[here : here + _TIMES])
            or _capacity(text, position)
            or _ahead(text, position, sentence)
            or sentence.carried
        )


# --- what the words around a number say ---

_ATTACHES = re.compile(r"的?(?:[（(]|为|达|达到)?")
_LIKENS = re.compile(r"(?:恢复.?|相当于|是|为)$")
_FIGURE = re.compile(r"\d[\d.,]*")
_COUNT = r"(?:\d[\d.]*|[一二两三四五六七八九十百半数]+)[余多]?"
_LENGTH = re.compile(rf"{_COUNT}(?:个?半?多?(?:周年|年(?![均度产])|个月|周(?!岁)|星期))")
_HOURS = re.compile(rf"{_COUNT}个?半?(?:天|日|工作日|小时|分钟)")
_YEARLY = re.compile(r"年产[能值量]?$")
_REACHED = re.compile(r"[到至为成]")
_JOINS = ("、", "和", "及", "与", "以及")


def _holds(moment: Moment) -> bool:
    """Whether what follows happens at this time, rather than being compared with it, reported at it or each time anew."""
    return moment.role not in ("reference", "reporting", "each")


def _attached(text: str, position: int, before: Sequence[Moment]) -> Timed | None:
    """上半年的4.1%, 一季度（6.7%）: whatever its role, the time right before a number is its own."""
    if not before or before[-1].role in ("each", "reporting"):
        return None
    moment = before[-1]
    bare = moment.role == "reference" and moment.end == position  # 较去年3%: compared, not dated
    if bare or not _ATTACHES.fullmatch(text, moment.end, position):
        return None
    likened = _LIKENS.search(text[max(0, moment.start - 4) : moment.start])  # 相当于去年同期的88%
    return None if likened else Timed(moment.period, "attached to it", moment)


def _length(text: str, position: int) -> Timed | None:
    """A length of time (历时八个月) has no period of its own; 优良天数330天 counts days and has one."""
    counted = _HOURS.match(text, position, position + 20)
    lasts = counted and cue("lasts").search(_clause_before(text, position))
    return Timed(None, "a length of time") if lasts or _LENGTH.match(text, position, position + 20) else None


def _clause_before(text: str, position: int) -> str:
    """The ten characters before, as far as they belong to the clause."""
    return _CLAUSE_END.split(text[max(0, position - 10) : position])[-1]


def _distributed(text: str, position: int, before: Sequence[Moment]) -> Timed | None:
    """5月、6月分别为3.5%、4.4% and 2020年至2022年…分别为…: times in a row share out the numbers after 分别."""
    held = [moment for moment in before if _holds(moment) and moment.period]
    share = text.rfind("分别", max(held[-1].end, position - _REACH), position) if held else -1
    if share < 0:
        return None
    row = held[-1:]
    while len(row) < len(held) and text[held[-len(row) - 1].end : row[0].start] in _JOINS:
        row.insert(0, held[-len(row) - 1])
    times = [(period, moment) for moment in row for period in _each_year(moment)]
    index = len(_FIGURE.findall(text, share, position))
    figures = len(_FIGURE.findall(text, share, _clause_end(text, position)))
    if len(times) < 2 or not index < len(times) <= figures:
        return None
    return Timed(times[index][0], "shared out by 分别", times[index][1])


def _each_year(moment: Moment) -> list[str]:
    """The years of 2020年至2022年, or the period as it is."""
    first, _, last = str(moment.period).partition("/")
    if moment.role != "period" or not (len(first) == len(last) == 4 and int(last) - int(first) < 10):
        return [str(moment.period)]
    return [str(year) for year in range(int(first), int(last) + 1)]


def _parallel(text: str, position: int, before: Sequence[Moment]) -> Timed | None:
    """从2020年的9元提高到2025年的12元，…从5元提高到6元: the second pair has the times of the first."""
    if text[max(0, position - 1) : position] not in ("从", "由"):
        return None
    opening = next(
        (
            moment
            for moment in reversed(before)
            if _opened(text, moment) and text.startswith("的", moment.end)
        ),
        None,
    )
    return Timed(opening.period, "as in the pair before", opening) if opening else None


def _nearest(text: str, position: int, before: Sequence[Moment]) -> Timed | None:
    """The nearest time before that holds: not one in closed brackets, left behind by 到, or only part of a name."""
    held = [moment for moment in before if _holds(moment)]
    held = [
        moment for moment, last in zip(held, [None, *held], strict=False) if not _names(text, moment, last)
    ]
    while held and (_left_behind(text, held[-1], position) or _bracketed(text, held[-1], position)):
        held.pop()
    if not held:
        return None
    if (
        held[0].grain == "day"
    ):  # 8日，位于2012年建成的大桥上…，5人: a year within a clause dates that clause alone
        held = [moment for moment in held[:-1] if not _within(text, moment, position)] + held[-1:]
        if len(held) > 1 and _within(text, held[-1], position):
            held.pop()
    return Timed(held[-1].period, "in its sentence", held[-1])


def _names(text: str, moment: Moment, last: Moment | None) -> bool:
    """7月25日，2021年度…项目: a year straight after a day is part of a name."""
    return bool(
        last and last.grain == "day" and moment.grain == "year" and text[last.end : moment.start] == "，"
    )


def _within(text: str, moment: Moment, position: int) -> bool:
    """Whether a year stands inside a clause that is over at the position."""
    if (
        moment.grain != "year"
        or moment.role != "period"
        or not _CLAUSE_END.search(text, moment.end, position)
    ):
        return False
    return not any(mark in "，,；;：:。" for mark in text[max(0, moment.start - 4) : moment.start])


def _opened(text: str, moment: Moment) -> bool:
    return moment.role == "period" and text[max(0, moment.start - 1) : moment.start] in ("从", "由")


def _left_behind(text: str, moment: Moment, position: int) -> bool:
    """由上年同期的5.6%上升到14.7%: the time of the first number is not that of the second."""
    return _opened(text, moment) and bool(
        _REACHED.search(text, moment.end, min(position, moment.end + _REACH))
    )


def _bracketed(text: str, moment: Moment, position: int) -> bool:
    """（6月为3%）: a time in brackets stays there, unless it only spells out the word before them, as in 今天（8日）."""
    opens = text.rfind("（", max(0, moment.start - 20), moment.start)
    if opens < 0 or text.find("）", opens, moment.start) >= 0:
        return False
    if opens == moment.start - 1 and text.startswith("）", moment.end):
        return False
    return text.find("）", moment.end, min(position, moment.end + _REACH)) >= 0


def _following(text: str, position: int, after: Sequence[Moment]) -> Timed | None:
    """399个项目去年完成投资…: a time later in the clause."""
    stop = _clause_end(text, position)
    moment = next((moment for moment in after if moment.start < stop and _holds(moment)), None)
    return Timed(moment.period, "in its clause", moment) if moment else None


def _clause_end(text: str, position: int) -> int:
    stop = _CLAUSE_END.search(text, position, position + _REACH)
    return stop.start() if stop else min(len(text), position + _REACH)


def _capacity(text: str, position: int) -> Timed | None:
    """What a plant can make in a year (年产200万吨) is so in every year."""
    return Timed(None, "a yearly capacity") if _YEARLY.search(text[max(0, position - 4) : position]) else None


def _ahead(text: str, position: int, sentence: _Sentence) -> Timed | None:
    """What is yet to come has no period unless its sentence or its section gives one."""
    if sentence.planned or not cue("ahead").search(text, max(sentence.start, position - _REACH), position):
        return None
    return Timed(None, "yet to come")


# --- what a sentence inherits ---

_NUMBERED = re.compile(
    rf"{GAP}(?:[一二三四五六七八九十]{{1,3}}、|（[一二三四五六七八九十]{{1,3}}）)[^。！？]{{1,30}}$"
)
_ITEM = re.compile(r"[一-龥]{0,3}[一二三四五六七八九十]：")


@dataclass(frozen=True, slots=True)
class _Sentence:
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
        return Timed(self.main.period, "the article's main period", self.main) if self.main else _UNDATED


def _frame(
    texts: Sequence[str], moments: Sequence[Sequence[Moment]], published: date | None
) -> list[list[_Sentence]]:
    """The sentences of each passage, with what they inherit: from their numbered section, or the article's main period."""
    release = sum(len(cue("rate").findall(text)) for text in texts) >= 3
    article = _Article(str(published.year) if published else None, _main(moments), release)
    section, told, found = _UNDATED, False, list[list[_Sentence]]()
    for text, row in zip(texts, moments, strict=True):
        if _NUMBERED.match(text):
            section = _handed_on(text, 0, row) or section
        carried = article.mainly if told and section is _UNDATED else section
        found.append(_sentences(text, row, carried, section is not _UNDATED, article))
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
    return _holds(moment) and moment.period is not None and moment.role != "deadline" and not _is_now(moment)


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
) -> list[_Sentence]:
    found: list[_Sentence] = []
    start = index = 0
    for end in [*(stop.end() for stop in _SENTENCE_END.finditer(text)), len(text)]:
        first = index
        while index < len(moments) and moments[index].start < end:
            index += 1
        taken = _taken_over(text, start, end, carried, article)
        this_year = taken.moment is not None and taken.moment.period == article.year
        found.append(_Sentence(start, end, taken, planned or this_year))
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
    held = [moment for moment in moments if _holds(moment) and not _compared(text, moment)]
    if not held:
        return None
    kept = [moment for moment in held if not _in_passing(text, start, moment)]
    if not kept or (held[-1].role == "deadline" and held[-1].grain != "year"):
        return Timed(None, "named in passing")
    return Timed(kept[-1].period, "carried from the sentence before", kept[-1])


def _compared(text: str, moment: Moment) -> bool:
    """A time with a number of its own for comparison: 去年同期为3亿元, 由上月上涨2%转为下降1%."""
    return "同期" in text[moment.start : moment.end] or _opened(text, moment)


def _in_passing(text: str, start: int, moment: Moment) -> bool:
    """以来 or 起 within the sentence (“十四五”以来年均…) is not what goes on."""
    opening = max(start, moment.start - _REACH)
    return moment.role == "since" and (
        moment.grain == "day" or bool(_CLAUSE_END.search(text, opening, moment.start))
    )
