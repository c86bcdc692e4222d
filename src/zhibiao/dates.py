"""Spans of time.

Takes: calendar parts, or ISO 8601 strings.
Gives: `Span`s, which know how to be written (`2025-01/2025-11`), where they end and what they are in another year.

Good: `2025-01/2025-11`, `2026`. Rejected: nothing; what is no date never gets here.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import NamedTuple

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
