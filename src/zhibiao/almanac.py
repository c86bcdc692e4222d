"""Lunar days and festivals as days of the solar calendar.

Takes: a lunar year, month and day, or a festival's name and a year.
Gives: a date; a ValueError for a day that the lunar calendar does not have.

Chinese terms: 正月 first lunar month, 腊月 twelfth, 初八 the eighth, 廿三 the twenty-third, 除夕 the eve of the lunar new year.

>>> lunar_day(2026, 1, 8), festival_day("除夕", 2026)
(datetime.date(2026, 2, 24), datetime.date(2026, 2, 16))
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from zhibiao.lexicon import table


@cache
def festivals() -> dict[str, dict[str, str]]:
    """The rows of festivals.tsv by name."""
    return {row["word"]: row for row in table("festivals")}


@cache
def lunar_day(year: int, month: int, day: int) -> date:
    """The solar day of a day in the lunar year that begins in `year`; 三十 of a month of 29 days is its last day.

    The calendar package is loaded when a lunar date is first met.
    """
    from lunar_python import Lunar, LunarMonth

    if not (1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 30):
        raise ValueError(f"no lunar day {year}-{month}-{day}")
    last = LunarMonth.fromYm(year, month).getDayCount()
    return date.fromisoformat(Lunar.fromYmd(year, month, min(day, last)).getSolar().toYmd())


def festival_day(name: str, year: int) -> date:
    """The day of a festival in a year: in the lunar year that begins in it where the festival is lunar."""
    row = festivals()[name]
    month, day = int(row["month"]), int(row["day"])
    held = date(year, month, day) if row["calendar"] == "solar" else lunar_day(year, month, day)
    return held + timedelta(int(row["shift"]))
