"""Spans of time, and the date on which a page was published.

Takes: calendar parts, ISO 8601 strings, or the text of a page.
Gives: `Span`s, which know how to be written (`2025-01/2025-11`), where they end and what they are in another year; and the
publication date that was given, or that the page itself gives.

Chinese terms: 报头 the folio with date and weekday, 电头 the dateline of a dispatch (新华社北京2月27日电), 讯 a report.

Good: `2026年2月28日 星期六` is the day of publication. Rejected: `2月27日电` alone, whose year nothing tells.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from typing import NamedTuple

from zhibiao.errors import DateError

GAP = "[ \t\u3000\xa0]{0,2}"  # pages split numbers from the words after them by spaces


class Span(NamedTuple):
    """A stretch of time from `first` to `last`, each a year, a year and month, or a year, month and day.

    >>> Span((2025, 1), (2025, 11)).iso, Span.at(2025, 2).end, Span.at(2024, 2, 29).move(1).iso
    ('2025-01/2025-11', (2025, 2, 28), '2025-02-28')
    """

    first: tuple[int, ...]
    last: tuple[int, ...]

    @classmethod
    def at(cls, *parts: int) -> Span:
        """One year, month or day."""
        return cls(parts, parts)

    @classmethod
    def on(cls, day: date) -> Span:
        """One day."""
        return cls.at(day.year, day.month, day.day)

    @classmethod
    def read(cls, period: str) -> Span:
        """The span that an ISO 8601 period writes.

        >>> Span.read("2021/2025")
        Span(first=(2021,), last=(2025,))
        """
        first, _, last = period.partition("/")
        start, end = (tuple(map(int, point.split("-"))) for point in (first, last or first))
        return cls(start, end)

    @property
    def iso(self) -> str:
        """The span as the guideline writes periods: `2025`, `2025-11`, `2026-02-26/2026-02-27`."""
        first, last = _iso(self.first), _iso(self.last)
        return first if first == last else f"{first}/{last}"

    @property
    def end(self) -> tuple[int, ...]:
        """Its last day."""
        year, month = self.last[0], self.last[1] if len(self.last) > 1 else 12
        return self.last if len(self.last) == 3 else (year, month, monthrange(year, month)[1])

    def move(self, years: int) -> Span:
        """The same part of another year; 29 February becomes 28 February where there is none."""
        return Span(_moved(self.first, years), _moved(self.last, years))


def _iso(point: tuple[int, ...]) -> str:
    return "-".join(f"{part:04}" if index == 0 else f"{part:02}" for index, part in enumerate(point))


def _moved(point: tuple[int, ...], years: int) -> tuple[int, ...]:
    year, rest = point[0] + years, point[1:]
    return (year, *(rest if len(rest) < 2 else (rest[0], min(rest[1], monthrange(year, rest[0])[1]))))


# --- the publication date ---

_GIVEN = re.compile(r"\s*(\d{4})\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*日?\s*")


def parse_published(value: str | date | None) -> date | None:
    """The publication date as given: a date, a string such as 2026-02-28 or 2026年2月28日, or None.

    Raises DateError for anything else.

    >>> parse_published("2026年2月28日")
    datetime.date(2026, 2, 28)
    """
    if value is None:
        return None
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    match = _GIVEN.fullmatch(value) if isinstance(value, str) else None
    found = _date(*match.groups()) if match else None
    if found is None:
        raise DateError(f"{value!r} is not a publication date: write it like 2026-02-28, or leave it out")
    return found


# A date with its year; 到, 至 before it or 前 after it mean that it is still to come.
_FULL = re.compile(
    rf"(?<![\d到至])((?:19|20)\d\d){GAP}(?:年|[-/.]){GAP}(\d{{1,2}}){GAP}(?:月|[-/.]){GAP}(\d{{1,2}})(?!\d)"
    rf"(?:{GAP}日(?!之?前|以前)|(?!{GAP}日))(?P<folio>{GAP}(?:星期|周)[一二三四五六日天])?"
)
_DATELINE = re.compile(rf"(?<!\d)(\d{{1,2}}){GAP}月{GAP}(\d{{1,2}}){GAP}日{GAP}(?:专?电|讯|消息)")


def infer_published(text: str) -> date | None:
    """The publication date as the page itself gives it, or None.

    In this order, the surest first: the folio (a full date with its weekday); the dateline of a dispatch, in the year of
    the latest full date or the year after, so that it does not precede that date; that latest full date. The clock is never
    asked: the same text always gives the same date.

    >>> infer_published("2026年2月28日 星期六 第3版"), infer_published("新华社北京2月27日电")
    (datetime.date(2026, 2, 28), None)
    """
    dates = [(day, match) for match in _FULL.finditer(text) if (day := _date(*match.groups()[:3]))]
    folio = next((day for day, match in dates if match["folio"]), None)
    if folio or not dates:
        return folio
    latest = max(day for day, _ in dates)
    years = (latest.year, latest.year + 1)
    lines = [_date(year, *match.groups()) for match in _DATELINE.finditer(text) for year in years]
    return min((day for day in lines if day and day >= latest), default=latest)


def _date(year: str | int, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
