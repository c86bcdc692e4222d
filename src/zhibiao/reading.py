"""What an expression of time stands for, read against the publication date and the times read before it.

Takes: matches of `timeforms.scanner()` in reading order.
Gives: a `Reading` for each: its span of time, its grain, and the role that the form has by itself.

A month or day without its year has the year that its sentence names; else it is the latest such one not after publication, unless
the text points ahead (将, 预计). 同期, 当月, 次年 lean on the times read before.

Good: `11月` published 2026-02-28 is 2025-11; after `2019年` in the same sentence it is 2019-11. Rejected: `13月`, `2月30日`.
"""

from __future__ import annotations

from calendar import monthrange
from collections import deque
from collections.abc import Callable
from datetime import date, timedelta
from re import Match
from typing import Literal, NamedTuple

from zhibiao.almanac import festival_day, festivals, lunar_day
from zhibiao.dates import Span
from zhibiao.timeforms import groups, months_of, number, parts, plan_years, shifts, valid_month

Grain = Literal["day", "month", "quarter", "half", "year", "years", "none"]
Role = Literal["period", "state", "reference", "reporting", "deadline", "since", "each", "ago"]

EARLY = 3  # until March a text that looks back over a year, or years, means the full ones
_SPOKEN = 8  # times that are remembered
# Days: a month that has just been is told without its year, even within a story of an earlier year.
_RECENT = 92
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_PART_GRAINS: dict[int, Grain] = {2: "quarter", 5: "half", 11: "year"}


class Reading(NamedTuple):
    """What a form stands for by itself; `edge` says that it was a beginning (初), or a comparison with another year (同)."""

    span: Span | None
    grain: Grain
    role: Role = "period"
    edge: Literal["", "初", "同"] = ""


UNDATED = Reading(None, "none")
_OWN_ROLES: dict[str, Role] = {"ago": "ago", "recent": "since", "now": "state"}


class _UnpublishedError(Exception):
    """The publication date is needed and not known."""


class Reader:
    """Reads the forms of one passage in order; the caller says where sentences begin and which times to remember.

    `spoken` holds the last spans read, `sentence_year` the year that this sentence names, `story` the last date given with its
    year in the sentence before, `told` the year that this sentence or the one before is about, and `ahead` says whether the
    words around point to the future.
    """

    def __init__(self, published: date | None, last: Span | None) -> None:
        self._published = published
        self.spoken = deque([last] if last else [], maxlen=_SPOKEN)
        self.sentence_year: int | None = None
        self.story: Span | None = None
        self.told: int | None = None
        self.ahead = False
        self._dated: Span | None = None  # given with its year in this sentence

    @property
    def published(self) -> date:
        """The publication date; without it nothing that counts from it can be read."""
        if self._published is None:
            raise _UnpublishedError
        return self._published

    def begin_sentence(self, adjacent: bool, divides: bool) -> None:
        """A new sentence: right after the one with the last time (`adjacent`), and parting what that said (分季度看)."""
        self.story, self._dated = (self._dated if adjacent else None), None
        self.told = self.told if adjacent else None
        stretch = bool(self.spoken) and len(self.spoken[-1].last) < 3
        self.sentence_year = self.told if divides and stretch else None

    def remember(self, span: Span, match: Match[str]) -> None:
        """A time on which others may lean; 上年, which itself leans on the year told, is none."""
        given = {part: match[name] for name, part in groups(str(match.lastgroup)) if match[name]}
        if shifts("year").get(given.get("year", "").removesuffix("度"), (0, ""))[1] == "told":
            return
        self.spoken.append(span)
        self.told = span.last[0] if span.first[0] == span.last[0] else None
        if "year" in given:
            self._dated, self.sentence_year = span, span.last[0]

    def read(self, match: Match[str]) -> Reading | None:
        """The reading of one match, None where there is no such time (13月, 31 April).

        What counts from an unknown publication date is read as a time without a date.
        """
        form = str(match.lastgroup)
        given = {part: match[name] for name, part in groups(form) if match[name]}
        try:
            reading: Reading = getattr(self, f"_read_{form}")(given | {"": match.group()})
        except _UnpublishedError:
            return UNDATED._replace(role=_OWN_ROLES.get(form, "period"))
        except (ValueError, KeyError, OverflowError):
            return None
        span = reading.span
        return reading if span is None or 0 < span.first[0] <= span.last[0] <= date.max.year else None

    # --- years and months, named or understood ---

    def _named_year(self, text: str) -> int:
        text = text.removesuffix("度").strip()
        if text in shifts("year"):
            shift, note = shifts("year")[text]
            if note == "told" and self.told is not None:
                return self.told + shift
            return (
                self.spoken[-1].last[0] if note == "anchor" and self.spoken else self.published.year
            ) + shift
        year = number(text.removesuffix("年").strip("’'‘ \t\u3000\xa0"))
        return year if year > 99 else year + (1900 if year > 50 else 2000)

    def _year_of(self, given: dict[str, str], month: int, day: int = 1, until: int | None = None) -> int:
        """The year of a month: as written, as the sentence or the story has it, or the latest in which it has begun.

        A part of a year (`until` its last month) has to be over, or nearly; after a year that is over it is that year's part.
        """
        if "year" in given:
            return self._named_year(given["year"])
        if self.sentence_year is not None:
            return self.sentence_year
        if self.story and len(self.story.last) > 1 and (month, day) > self.story.last[1:]:
            this_year = date(self.published.year, month, min(day, 28))
            if self.story.last[0] == self.published.year or (self.published - this_year).days > _RECENT:
                return self.story.last[0]
        today = (self.published.month, self.published.day)
        if until and until > today[0] and self.told and self.told < self.published.year and not self.ahead:
            return self.told
        begun = (month, day) <= today and (until is None or until <= today[0] + 3)
        return self.published.year if begun or self.ahead else self.published.year - 1

    def _last_year(self, given: dict[str, str], year: int, turns: bool) -> int:
        """The year in which a range ends: as written, or that in which it began, or the next where the months turn back."""
        text = given.get("year2")
        if text is None:
            return year + turns
        shift, note = shifts("year").get(text, (0, ""))
        return year + shift if note == "anchor" else self._named_year(text)

    def _month_of(self, given: dict[str, str], day: int = 1) -> tuple[int, int]:
        """Year and month of 去年11月, 11月, 本月, 当月."""
        if "month" in given:
            month = valid_month(given["month"])
            return self._year_of(given, month, day), month
        shift, note = shifts("month")[given["word"]]
        months = [span.last[0] * 12 + span.last[1] - 1 for span in self.spoken if len(span.last) > 1]
        if note == "anchor" and months:
            base = months[-1]
        else:
            base = self.published.year * 12 + self.published.month - 1
            base -= note == "release" and base - 1 in months
        year, month = divmod(base + shift, 12)
        return (self._named_year(given["year"]) if "year" in given else year), month + 1

    def _same(self, year: int) -> Reading:
        """去年同期: the part of a year that was spoken of last, in that other year."""
        spoken = next((span for span in reversed(self.spoken) if span.last[0] != year), None)
        if spoken is None or len(spoken.last) == 1:
            return Reading(Span.at(year), "year", edge="同")
        return Reading(spoken.move(year - spoken.last[0]), "none", edge="同")

    def _latest(self, of_year: Callable[[int], date]) -> date:
        """The latest such day not after publication, or the next one where the text points ahead."""
        days = [of_year(self.published.year + shift) for shift in (-2, -1, 0, 1)]
        coming = [day for day in days if day > self.published]
        return coming[0] if self.ahead and coming else max(day for day in days if day <= self.published)

    # --- a method a form ---

    def _read_stamp(self, given: dict[str, str]) -> Reading:
        return Reading(Span.on(date(*(int(given[part]) for part in ("year", "month", "day")))), "day")

    def _read_days(self, given: dict[str, str]) -> Reading:
        day, month = number(given["day"]), valid_month(given["month"])
        year, last_month = self._year_of(given, month, day), valid_month(given.get("month2", given["month"]))
        last_year = self._last_year(given, year, last_month < month)
        first, last = date(year, month, day), date(last_year, last_month, number(given["day2"]))
        return Reading(Span(Span.on(first).first, Span.on(last).last), "day")

    def _read_months(self, given: dict[str, str]) -> Reading:
        first, last = valid_month(given["month"]), valid_month(given["month2"])
        year = self._year_of(given, first if self.ahead or last < first else last)
        last_year = self._last_year(given, year, last < first)
        return Reading(Span((year, first), (last_year, last)), "month")

    def _read_years(self, given: dict[str, str]) -> Reading:
        first, last = number(given["year"]), number(given["year2"])
        return (
            Reading(self._same(last).span, "years", "reference") if "same" in given else _through(first, last)
        )

    def _read_date(self, given: dict[str, str]) -> Reading:
        day = number(given["day"])
        return Reading(Span.on(date(*self._month_of(given, day), day)), "day")

    def _read_third(self, given: dict[str, str]) -> Reading:
        year, month = self._month_of(given)
        first, last = parts("third")[given["part"]]
        return Reading(Span((year, month, first), (year, month, last or monthrange(year, month)[1])), "day")

    def _read_month(self, given: dict[str, str]) -> Reading:
        return _edged(Span.at(*self._month_of(given)), "month", given.get("edge"))

    def _read_part(self, given: dict[str, str]) -> Reading:
        first, last = months_of(given["part"])
        year = self._year_of(given, first, until=last)
        span = Span.at(year) if last - first == 11 else Span((year, first), (year, last))
        return _edged(span, _PART_GRAINS.get(last - first, "month"), given.get("edge"))

    def _read_report(self, given: dict[str, str]) -> Reading:
        return self._read_part(given | {"year": given["year"] + "年"})

    def _read_quarter(self, given: dict[str, str]) -> Reading:
        quarters = (
            self.published.year * 4 + (self.published.month - 1) // 3 + shifts("quarter")[given["word"]][0]
        )
        year, index = divmod(quarters, 4)
        return _edged(Span((year, 3 * index + 1), (year, 3 * index + 3)), "quarter", given.get("edge"))

    def _read_edge(self, given: dict[str, str]) -> Reading:
        return _edged(Span.at(self._named_year(given["year"])), "year", given["edge"])

    def _read_year(self, given: dict[str, str]) -> Reading:
        year = self._named_year(given["year"])
        return self._same(year) if "same" in given else Reading(Span.at(year), "year")

    def _read_yearend(self, given: dict[str, str]) -> Reading:
        if given[""] == "期末":  # 报告期末: the end of the period reported on
            return Reading(Span.at(*self.spoken[-1].end), "day", "state") if self.spoken else UNDATED
        year = self.sentence_year
        if year is None:
            past = self.published.month <= EARLY and not self.ahead and given[""] != "年初"
            year = self.published.year - past
        return _edged(Span.at(year), "year", given[""][-1])

    def _read_plan(self, given: dict[str, str]) -> Reading:
        first, last = plan_years()[given.get("name") or given["bare"]]
        tail = given.get("tail") or given.get("bare_tail") or ""
        if tail.startswith("前"):
            return _through(first, first + number(tail[1]) - 1)
        if tail == "以来":
            return _through(first, max(first, min(last, self.published.year)))._replace(role="since")
        return _edged(Span((first,), (last,)), "years", "末" if "末" in tail else None)

    def _read_lunar(self, given: dict[str, str]) -> Reading:
        day = number(given.get("day") or given["eve"])
        # 大年三十 is the last day of a lunar year, 大年初一 the first
        named = given.get("month") or given.get("own") or ("腊" if day == 30 else "正")
        month = _LUNAR_MONTHS.get(named) or number(named)
        return Reading(Span.on(self._latest(lambda year: lunar_day(year, month, day))), "day")

    def _read_festival(self, given: dict[str, str]) -> Reading:
        name = given.get("name") or given["holiday"]
        if "year" in given:
            held = festival_day(name, self._named_year(given["year"]))
        else:
            held = self._latest(lambda year: festival_day(name, year))
        # The days off, and the days around, are settled year by year: of these only the month is certain.
        loose = "leave" in given or festivals()[name]["alone"] == "no"
        return Reading(Span.at(held.year, held.month), "month") if loose else Reading(Span.on(held), "day")

    def _read_ago(self, given: dict[str, str]) -> Reading:
        if given["count"] == "半":
            return UNDATED._replace(role="ago")
        count = number(given["count"])
        if "month" in given:
            year, month = divmod(self.published.year * 12 + self.published.month - 1 - count, 12)
            return Reading(Span.at(year, month + 1), "month", "ago")
        if given["unit"] == "年":
            return Reading(Span.at(self.published.year - count), "year", "ago")
        return Reading(
            Span.on(self.published - timedelta(count * (7 if given["unit"] == "周" else 1))), "day", "ago"
        )

    def _read_coming(self, given: dict[str, str]) -> Reading:
        count, year = number(given["count"]), self.published.year
        if (
            self.published.month > EARLY or not 1 < count < 100
        ):  # late in a year nothing tells whether it counts
            return UNDATED
        return _through(year, year + count - 1)

    def _read_recent(self, given: dict[str, str]) -> Reading:
        numeral = given.get("count") or given["bare"]
        count, year = 0 if numeral == "半" else number(numeral), self.published.year
        if count == 1 and self.published.month <= EARLY:
            return Reading(Span.at(year - 1), "year", "since")
        if not 1 < count < 200:
            return UNDATED._replace(role="since")
        return _through(year - count, year - (self.published.month <= EARLY))._replace(role="since")

    def _read_decade(self, given: dict[str, str]) -> Reading:
        century = {"上世纪": 20, "本世纪": 21}.get(given["century"]) or number(
            given["century"].removesuffix("世纪")
        )
        first = (century - 1) * 100 + number(given["tens"])
        return _through(first, first + 9)

    def _read_sameday(self, given: dict[str, str]) -> Reading:
        shift, note = shifts("day")[given["word"]]
        anchor = self.spoken[-1].last if note == "anchor" and self.spoken else ()
        base = date(*anchor) if len(anchor) == 3 else self.published
        return Reading(Span.on(base + timedelta(shift)), "day")

    def _read_dayonly(self, given: dict[str, str]) -> Reading:
        first, last = number(given["day"]), number(given.get("day2", given["day"]))
        if self.sentence_year is not None and self.spoken and len(self.spoken[-1].last) > 1:
            year, month = self.spoken[-1].last[:2]
        else:
            year, month = self.published.year, self.published.month
            if first > self.published.day and not self.ahead:
                year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        return Reading(
            Span(Span.on(date(year, month, first)).first, Span.on(date(year, month, last)).last), "day"
        )

    def _read_now(self, _: dict[str, str]) -> Reading:
        return Reading(Span.at(self.published.year), "year", "state")

    def _read_vague(self, _: dict[str, str]) -> Reading:
        return UNDATED

    def _read_each(self, _: dict[str, str]) -> Reading:
        return UNDATED._replace(role="each")

    def _read_former(self, _: dict[str, str]) -> Reading:
        return UNDATED._replace(role="reference")

    def _read_named(self, given: dict[str, str]) -> Reading:
        return Reading(Span.at(number(given["year"])), "year")

    def _read_same(self, _: dict[str, str]) -> Reading:
        return Reading(self.spoken[-1].move(-1) if self.spoken else None, "none", "reference")


def _through(first: int, last: int) -> Reading:
    return Reading(Span((first,), (last,)), "years")


def _edged(span: Span, grain: Grain, edge: str | None) -> Reading:
    """A period, its last day (末, 底), or its beginning (初): of a year the first month."""
    if edge is None or edge == "同期":
        return Reading(span, grain)
    if "初" in edge:
        return Reading(Span.at(span.first[0], 1) if len(span.first) == 1 else span, "month", edge="初")
    return Reading(Span.at(*span.end), "day", "state")
