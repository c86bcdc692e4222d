"""A calendar as a chart: each row at its days, a point for a day, a bar for a longer time.

Takes a table with `first` and `last` (days) and `says` (what stands beside); gives the Axes.

>>> from datetime import date
>>> table = pd.DataFrame({"first": [date(2026, 2, 24)], "last": [date(2026, 2, 24)], "says": ["10份"]}, index=["整改通知书"])
>>> calendar(table).get_title(loc="left")
'整改通知书: 10份, 2026-02-24'
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from zhibiao import drawing, style, wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROOM = 26.0
"""Ems of what stands beside a row."""
MOST = 60
"""Rows that are drawn before the last are left out."""


def calendar(
    table: pd.DataFrame,
    published: date | None = None,
    title: str = "",
    noun: str = "figure",
    ax: Axes | None = None,
    most: int = MOST,
) -> Axes:
    """Rows at their days, in order of time; `published` draws a line at the day of publication.

    `table` has a row each, named by its index; `noun` says what the rows are. The title is `title` and their number by time.
    """
    drawing.need("calendar", table, ("first", "last", "says"))
    if table.empty:
        with style.context():
            return style.blank(ax, "No days to draw", f"No {noun} has a day or a period.")
    table = table.sort_values(["first", "last"], kind="stable")
    drawn, cut = table.head(most), max(len(table) - most, 0)
    with style.context():
        note = f"{wording.count(cut, 'row')} not drawn" if cut else ""
        axes = style.canvas(ax, _title(table, title, noun), list(drawn.index), note)
        says = [wording.elide(text, ROOM) for text in drawn["says"]]
        _scale(axes, drawn, published, max(map(wording.ems, says)))
        for position, (start, end) in enumerate(zip(drawn["first"], drawn["last"], strict=True)):
            _span(axes, position, start, end, says[position])
        if published:
            axes.axvline(
                published.toordinal(), color=style.GREY, linewidth=0.8, linestyle=(0, (2, 2)), zorder=0
            )
        axes.set_xlabel(_axis(published), loc="left")
    return axes


def _span(axes: Axes, position: int, start: date, end: date, text: str) -> None:
    """A bar over the days, or a point where they are one."""
    first, last = start.toordinal(), end.toordinal()
    if first == last:
        axes.plot([first], [position], "o", color=style.VERMILION, markersize=7, zorder=3)
    else:
        axes.barh(position, last - first + 1, left=first, height=drawing.BAR / 2, color=style.SKY, zorder=2)
    drawing.say(axes, last, position, text)
    axes.texts[-1].set_bbox({"facecolor": style.PAPER, "edgecolor": "none", "pad": 1})


def _scale(axes: Axes, table: pd.DataFrame, published: date | None, ems: float) -> None:
    """Days from the first to the last, with room for what stands beside; ticks at days, months or years, as they fit."""
    days = [*table["first"], *table["last"], *([published] if published else [])]
    first, last = min(days), max(days)
    span = max((last - first).days, 4)
    axes.set_xlim(first.toordinal() - span / 40, first.toordinal() + span / (1 - style.value_room(axes, ems)))
    ticks = _ticks(first, last, span)
    axes.set_xticks([tick.toordinal() for tick in ticks], [_named(tick, span) for tick in ticks])


def _ticks(first: date, last: date, span: int) -> list[date]:
    if span <= 62:
        step = 1 + span // 8
        return [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1, step)]
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if len(months) / step <= 7)
    return [
        date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0 and _in(month, first)
    ]


def _in(month: int, first: date) -> bool:
    return date(month // 12, month % 12 + 1, 1) >= first.replace(day=1)


def _named(day: date, span: int) -> str:
    return f"{day:%m-%d}" if span <= 62 else f"{day:%Y-%m}"


def _title(table: pd.DataFrame, title: str, noun: str) -> str:
    """How many rows are of which time, the commonest first; where each has its own, from when to when."""
    times = Counter(_time(start, end) for start, end in zip(table["first"], table["last"], strict=True))
    if len(table) == 1:
        told = f"{table.index[0]}: {table['says'].iloc[0]}, {next(iter(times))}"
    elif len(times) == len(table):
        told = f"{wording.count(len(table), noun)}, from {min(table['first']):%Y-%m-%d} to {max(table['last']):%Y-%m-%d}"
    else:
        by_time = wording.listed((f"{number} of {time}" for time, number in times.most_common()), 3)
        told = f"{wording.count(len(table), noun)}, {by_time}"
    return f"{title}: {told}" if title else told


def _time(start: date, end: date) -> str:
    if start == end:
        return f"{start:%Y-%m-%d}"
    whole = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    years = list(dict.fromkeys((start.year, end.year))) if whole else []
    return "–".join(map(str, years)) if years else f"{start:%Y-%m-%d} to {end:%Y-%m-%d}"


def _axis(published: date | None) -> str:
    return f"days; the broken line is the day of publication, {published:%Y-%m-%d}" if published else "days"
