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
from collections.abc import Sequence
from datetime import date

from zhibiao.inheritance import Sentence, Timed, founding, frame, holds, opened
from zhibiao.model import Moment
from zhibiao.periods import find_moments
from zhibiao.timeforms import cue

__all__ = ["Timed", "Timeline"]

_CLAUSE_END = re.compile(r"[，,。！？!?；;：:\n]")
_REACH = 120  # characters looked at on either side of a number, so that text without any stop stays cheap
_CLAUSE = 20  # and of its clause before a length of time
_TIMES = 12  # times before a number that are looked at, likewise


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
                (moment.period for moment in reversed(moments) if holds(moment) and moment.period), last
            )
            self._moments.append(moments)
        self._starts = [[moment.start for moment in moments] for moments in self._moments]
        self._ends = [[moment.end for moment in moments] for moments in self._moments]
        self._sentences = frame(self._texts, self._moments, published)
        self._opens = [[sentence.start for sentence in row] for row in self._sentences]

    def moments(self, passage: int) -> tuple[Moment, ...]:
        """The expressions of time in a passage, as `find_moments` reads them."""
        return self._moments[passage]

    def at(self, passage: int, position: int) -> Timed:
        """The period of a number that begins at `position` of a passage's text, None where the text does not date it.

        The rules are tried in order, what is said of this very number first, what is only inherited last.
        """
        text, moments, sentences = self._texts[passage], self._moments[passage], self._sentences[passage]
        sentence = sentences[max(0, bisect_right(self._opens[passage], position) - 1)]
        here = bisect_right(self._ends[passage], position)
        opening = bisect_left(self._starts[passage], sentence.start)
        before = moments[max(opening, here - _TIMES) : here]
        return (
            _attached(text, position, before)
            or _length(text, position, before)
            or _distributed(text, position, before)
            or _parallel(text, position, before)
            or _at_an_end(text, position, before)
            or _nearest(text, position, before)
            or _following(text, position, moments[here : here + _TIMES])
            or _capacity(text, position)
            or _announced(text, position, before)
            or _ahead(text, position, sentence)
            or sentence.carried
        )


# --- what the words around a number say ---

_ATTACHES = re.compile(r"的?(?:[（(]|为|达|达到)?")
_LIKENS = re.compile(r"(?:恢复.?|相当于|是|为)$")
_FIGURE = re.compile(r"\d[\d.,]*")
_PAIR = re.compile(r"[从由][^，,。；;]{1,24}[到至为成]了?[将近超过约逾]{0,2}$")
_COUNT = r"(?:\d[\d.]*|[一二两三四五六七八九十百半数]+)[余多]?"
_LENGTH = re.compile(rf"{_COUNT}(?:个?半?多?(?:周年|年(?![均度产])|个月|周(?!岁)|星期))")
_HOURS = re.compile(rf"{_COUNT}个?半?(?:天|日|工作日|小时|分钟)")
_YEARLY = re.compile(r"年产[能值量]?$")
_REACHED = re.compile(r"[到至为成]")
_JOINS = ("、", "和", "及", "与", "以及")


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


def _length(text: str, position: int, before: Sequence[Moment]) -> Timed | None:
    """A length of time (历时八个月) has no period of its own; a measure has one, such as 优良天数330天 or 期限10年.

    One that fits into the year that its clause names has that year: 2025年全市技能大赛历时四个月.
    """
    short, long = _HOURS.match(text, position, position + 20), _LENGTH.match(text, position, position + 20)
    if not (long or short):
        return None
    clause = _clause_before(text, position)
    if not (long or cue("lasts").search(clause)):
        return None
    if cue("measured").search(clause) or _PAIR.search(clause):
        return None
    within = before and before[-1].end > position - len(clause) and before[-1].grain == "year"
    fits = within and holds(before[-1]) and not (long and "年" in long.group())
    return None if fits else Timed(None, "a length of time")


def _clause_before(text: str, position: int) -> str:
    """What stands before in the clause, as far as it matters."""
    return _CLAUSE_END.split(text[max(0, position - _CLAUSE) : position])[-1]


def _distributed(text: str, position: int, before: Sequence[Moment]) -> Timed | None:
    """5月、6月分别为3.5%、4.4% and 2020年至2022年…分别为…: times in a row share out the numbers after 分别."""
    held = [moment for moment in before if holds(moment) and moment.period]
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
        (moment for moment in reversed(before) if opened(text, moment) and text.startswith("的", moment.end)),
        None,
    )
    return Timed(opening.period, "as in the pair before", opening) if opening else None


def _at_an_end(text: str, position: int, before: Sequence[Moment]) -> Timed | None:
    """从2020年到2025年，企业由28家增至96家: the pair has the two ends of that time."""
    held = [moment for moment in before if holds(moment)]
    if not held or not _two_ends(text, held[-1]):
        return None
    first, _, last = str(held[-1].period).partition("/")
    if text[position - 1] in "从由":
        return Timed(first, "the beginning of its time", held[-1])
    ends = _PAIR.search(text[max(held[-1].end, position - 30) : position])
    return Timed(last, "the end of its time", held[-1]) if ends else None


def _two_ends(text: str, moment: Moment) -> bool:
    """2020年到2025年 names both its ends, “十四五”期间 neither."""
    return moment.role == "period" and moment.grain == "years" and text[moment.start].isdecimal()


def _nearest(text: str, position: int, before: Sequence[Moment]) -> Timed | None:
    """The nearest time before that holds: not one in closed brackets, left behind by 到, only part of a name or a founding."""
    held = [moment for moment in before if holds(moment) and not founding(text, moment)]
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


def _left_behind(text: str, moment: Moment, position: int) -> bool:
    """由上年同期的5.6%上升到14.7%: the time of the first number is not that of the second, unless it names both ends itself."""
    if not opened(text, moment) or _two_ends(text, moment):
        return False
    return bool(_REACHED.search(text, moment.end, min(position, moment.end + _REACH)))


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
    moment = next((moment for moment in after if moment.start < stop and holds(moment)), None)
    return Timed(moment.period, "in its clause", moment) if moment else None


def _clause_end(text: str, position: int) -> int:
    stop = _CLAUSE_END.search(text, position, position + _REACH)
    return stop.start() if stop else min(len(text), position + _REACH)


def _capacity(text: str, position: int) -> Timed | None:
    """What a plant can make in a year (年产200万吨) is so in every year."""
    return Timed(None, "a yearly capacity") if _YEARLY.search(text[max(0, position - 4) : position]) else None


def _announced(text: str, position: int, before: Sequence[Moment]) -> Timed | None:
    """2月26日，…公告，拟…: what is declared as a plan has the day on which it was."""
    day = before[-1] if before and before[-1].role == "reporting" else None
    told = cue("declares").search(text, max(day.end, position - _REACH), position) if day else None
    planned = told and cue("ahead").search(text, told.end(), position)
    return Timed(day.period, "declared that day", day) if day and planned else None


def _ahead(text: str, position: int, sentence: Sentence) -> Timed | None:
    """What is yet to come has no period unless its sentence or its section gives one."""
    if sentence.planned or not cue("ahead").search(text, max(sentence.start, position - _REACH), position):
        return None
    return Timed(None, "yet to come")
