"""Expressions of time in a passage, and what period each stands for.

Takes: a passage's text and the date on which it was published.
Gives: `Moment`s in reading order, each with its span, its period in ISO 8601 and its role: the time of what follows, or only what
it is compared with (比去年), the day on which it was said (8日获悉), or a time yet to come (到2030年).

Chinese terms: 去年 last year, 上半年 first half, 前三季度 first three quarters, 1—11月 January to November, 年末 end of the year,
“十四五” the 14th five-year plan (2021 to 2025), 截至 as of, 同期 the same part of another year, 获悉 has learnt.

Good: `去年11月` published 2026-02-28 is `2025-11`. Rejected: `连续8年`, `15天`, `第3年`, which are lengths and not times.

Source of the forms: GB/T 7408.1-2023 (dates and times, the Chinese edition of ISO 8601) and GB/T 15835-2011 (numerals in print).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from typing import cast

from zhibiao.dates import GAP, Span
from zhibiao.lexicon import table
from zhibiao.model import Moment
from zhibiao.reading import Grain, Reader, Reading, Role
from zhibiao.timeforms import cue, groups, scanner

_CLAUSE_END = re.compile(r"[，,。！？!?；;：:\n]")
_SENTENCE_END = re.compile(r"[。！？!?；;\n]")
_NEAR = 14  # characters within which a word such as 将 points a time to the future
_CLAUSE = 40  # characters of a clause that are looked at, so that text without any stop stays cheap
_SOON = 92  # days within which something to begin is told without its year
_FIGURE = r"的[将近超过约逾]{0,2}(?:\d[\d.]*|[一二两三四五六七八九十百几数]{1,4})[多余]?"
_MULTIPLE, _PART = (re.compile(_FIGURE + unit) for unit in ("倍", "(?:倍|[%％]|成|分之)"))
_MINOR = ("now", "yearend")  # forms too vague for others to lean on
_BARE = ("date", "month")  # forms that may be told without their year, of the calendar that publication has
_JOINS = ("、", "和", "及", "与", "或", "以及")


def find_moments(text: str, published: date | None, last: str | None = None) -> tuple[Moment, ...]:
    """The expressions of time in a passage, in order and apart, read against the publication date.

    Without that date, what counts from it (去年, 11月) is found and has no period. `last` is the period with which the
    passages before left off (ISO 8601), on which 同期, 当月 and the like lean.

    >>> [(moment.period, moment.role) for moment in find_moments("截至6月底，比去年同期多3家", date(2023, 7, 31))]
    [('2023-06-30', 'state'), ('2022-06-30', 'reference')]
    """
    reader = Reader(published, Span.read(last) if last else None)
    found: list[Moment] = []
    sentence = seen = 0
    for match in scanner().finditer(text):
        start, end = match.span()
        if stops := [stop.end() for stop in _SENTENCE_END.finditer(text, seen, start)]:
            sentence = stops[-1]
            reader.begin_sentence(len(stops) == 1, bool(cue("divides").match(text, sentence)))
        seen = end
        reader.ahead = _points_ahead(text, max(sentence, start - _NEAR), end)
        untold = match.lastgroup in _BARE and reader.sentence_year is None and not _names_year(match)
        reading = reader.read(match)
        if reading is None:
            continue
        moment = _moment(text, start, end, reading, found[-1] if found else None, published)
        if untold and published and moment.role == "since":
            moment = _coming(moment, published)
        found.append(moment)
        if moment.period and moment.role not in ("reference", "reporting") and match.lastgroup not in _MINOR:
            reader.remember(Span.read(moment.period), match)
    return tuple(found)


def _names_year(match: re.Match[str]) -> bool:
    return any(part == "year" and match[name] for name, part in groups(str(match.lastgroup)))


def _points_ahead(text: str, start: int, end: int) -> bool:
    stop = _SENTENCE_END.search(text, end, end + _NEAR)
    return bool(cue("ahead").search(text, start, stop.start() if stop else end + _NEAR))


def _moment(
    text: str, start: int, end: int, reading: Reading, previous: Moment | None, published: date | None
) -> Moment:
    """The moment at a span: its role from the words beside it, its period from both."""
    role = _role(text, start, end, reading, previous)
    span, grain, role = _settled(reading, role, published, lasting=text.startswith("以来", end))
    if span and role == "state" and previous and _runs_from(text, previous, start):
        span, role = Span(Span.read(str(previous.period)).first, span.last), "period"
    return Moment(start, end, span.iso if span else None, grain, role)


def _coming(moment: Moment, published: date) -> Moment:
    """3月1日起, told in February without its year, begins in days, and did not a year ago."""
    if moment.period is None or "/" in moment.period or published.year == date.max.year:
        return moment
    span = Span.read(moment.period).move(1)
    year, month, day = (*span.first, 1, 1)[:3]
    soon = 0 < (date(year, month, day) - published).days <= _SOON
    return replace(moment, period=span.iso) if soon else moment


# --- roles ---


@cache
def _beside(side: str) -> re.Pattern[str]:
    """The words of time_roles.tsv for one side; those before a time end where it begins."""
    rows = sorted(
        (row for row in table("time_roles") if row["side"] == side), key=lambda row: -len(row["word"])
    )
    choices = "|".join(row["word"] + (f"(?![{row['unless']}])" if row["unless"] else "") for row in rows)
    return re.compile(f"(?:{choices})" + (f"{GAP}$" if side == "before" else ""))


@cache
def _roles(side: str) -> dict[str, Role]:
    return {row["word"]: cast(Role, row["role"]) for row in table("time_roles") if row["side"] == side}


def _role(text: str, start: int, end: int, reading: Reading, previous: Moment | None) -> Role:
    """What the words around a time make of it.

    In this order, the surest first: what the form says itself; a row that began with a comparison (比一季度、去年全年); the word
    right before; the word right after; words later in its clause.
    """
    if reading.role in ("each", "reference"):
        return reading.role
    if previous and previous.role == "reference" and text[previous.end : start] in _JOINS:
        return "reference"
    if before := _beside("before").search(text[max(0, start - 5) : start]):
        return _roles("before")[before.group().strip()]
    ahead, behind = text[max(0, start - 1) : start], text[end : end + 1]
    likened = _PART if ahead in ("是", "为") else _MULTIPLE  # 是2020年的95%, but 提高到2025年的95%
    if ahead in ("是", "为", "达", "到") and (
        likened.match(text, end) or (reading.edge == "同" and behind == "的")
    ):
        return "reference"
    if reading.role == "ago":
        return "ago"
    if after := _beside("after").match(text, end):
        return _roles("after")[after.group()]
    clause = _clause_after(text, end)
    if ahead in ("与", "和", "同", "跟") and _beside("clause").search(clause):
        return "reference"
    if reading.grain == "day" and reading.role == "period" and _beside("day").search(clause):
        return "reporting"
    return reading.role


def _clause_after(text: str, end: int) -> str:
    """What stands after a time up to the end of its clause, or of the next one where the time is a clause by itself."""
    start = end + 1 if text[end : end + 1] in ("，", ",") else end
    stop = _CLAUSE_END.search(text, start, start + _CLAUSE)
    return text[start : stop.start() if stop else start + _CLAUSE]


def _settled(
    reading: Reading, role: Role, published: date | None, lasting: bool
) -> tuple[Span | None, Grain, Role]:
    """The span as its role has it: a state is its last day, 以来 lasts until publication, what is yet to come is a deadline."""
    span = reading.span
    if span is None or (published is None and lasting):
        return None, reading.grain, role
    today = (published.year, published.month, published.day) if published else (9999,)
    if role == "since" and lasting:
        first = span.first[:1] if reading.edge == "初" else span.first  # 年初以来 is the year so far
        return Span(first, max(today[: len(first)], first)), reading.grain, role
    if role == "state" and reading.role == "period":
        span = Span.at(*span.end)
    if role in ("period", "state") and span.first > today[: len(span.first)]:
        role = "deadline"
    return span, "day" if role == "state" and len(span.last) == 3 else reading.grain, role


def _runs_from(text: str, opening: Moment, until: int) -> bool:
    """从7月22日开村截至8月8日: a time that 从 or 自 opens, and the next one closes; not 从2015年的3万亩扩大到如今的12万亩."""
    if text.startswith("的", opening.end):
        return False
    opens = text[max(0, opening.start - 1) : opening.start] in ("从", "自") and opening.period is not None
    return opens and until - opening.end < 20 and not _CLAUSE_END.search(text, opening.end, until)
