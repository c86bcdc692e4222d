"""Parts that charts are put together from: points, bars, scales and the words beside them.

Takes an Axes of `style.canvas` (row 0 at the top) and rows as mappings; draws on the Axes and gives nothing back, or a scale's
limits. Everything here runs inside `style.context()`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from zhibiao import style, wording
from zhibiao.errors import ZhibiaoError
from zhibiao.fonts import drawable
from zhibiao.tables import CHECK_NAMES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Row = Mapping[str, Any]

TAKES = {
    "amounts": "page.indicators, or rows of it such as findings.money(page.indicators)",
    "growth": "page.indicators, or rows of it",
    "ranks": "page.indicators, or rows of it",
    "ratios": "page.indicators, or rows of it",
    "ranges": "page.indicators, or rows of it",
    "targets": "page.indicators, or rows of it",
    "before_after": "page.indicators, or rows of it",
    "recognitions": "page.recognitions, or rows of it",
    "counts": "scoreboard.leads(page) or scoreboard.practices(page)",
    "tally": "scoreboard.campaigns(page), with the total scoreboard.headline(page)",
    "shares": "trust.side_by_side(), or another table of shares from 0 to 1",
    "calendar": "bureaus.calendar(page) or resumption.days(page)",
    "course": "repairs.course(page)",
    "page_map": "page.blocks",
    "verdicts": "checks.agreement(zb.check(page))",
    "series": 'archive.series("进出口总值", subject="郴州")',
}
"""Which table each chart takes, and the function of zhibiao that makes it."""

SAME = (
    "subject",
    "indicator",
    "kind",
    "value",
    "value_high",
    "unit",
    "bound",
    "basis",
    "scope",
    "status",
    "period",
)
"""Rows alike in all of these say the same thing twice."""

MOST_SHARE = 1000.0
"""The longest bar of a share of a target, in %; its text says the rest."""

VERDICTS: dict[str, tuple[str, str]] = {
    "agrees": (style.SKY, ""),
    "disagrees": (style.VERMILION, "///"),
    "cannot tell": (style.FAINT, "..."),
}
"""The verdicts of checks, in their order, each with its colour and hatching."""

BAR = 0.62
"""The height of a bar, in rows."""


def need(chart: str, table: pd.DataFrame, columns: Sequence[str]) -> None:
    """Raise `ZhibiaoError` where this is not a table that the chart can draw."""
    if not isinstance(table, pd.DataFrame):
        raise ZhibiaoError(f"{chart} draws a table, not {table!r:.40}: pass {TAKES[chart]}")
    if missing := [column for column in columns if column not in table]:
        raise ZhibiaoError(f"{chart} needs a table with the column {missing[0]!r}: pass {TAKES[chart]}")
    numbers = [column for column in ("value", "count", "start", "end") if column in columns]
    if wrong := [column for column in numbers if not _numeric(table[column])]:
        raise ZhibiaoError(f"{chart} needs numbers in the column {wrong[0]!r}: pass {TAKES[chart]}")


def _numeric(cells: pd.Series[Any]) -> bool:
    held = cells.dropna().infer_objects()
    return held.empty or pd.api.types.is_numeric_dtype(held)


def say(
    axes: Axes,
    x: float,
    position: int,
    text: str,
    left: bool = False,
    colour: str = style.INK,
    gap: float = 6,
) -> None:
    """Write beside a bar or point, `gap` points to the right of it or to the left."""
    side = "right" if left else "left"
    place: Any = {
        "xytext": (-gap if left else gap, 0),
        "textcoords": "offset points",
        "ha": side,
        "va": "center",
        "annotation_clip": False,
        "bbox": {"boxstyle": "square,pad=0.1", "facecolor": style.PAPER, "edgecolor": "none"},
    }
    axes.annotate(drawable(text), (x, position), color=colour, **place)


def point(
    axes: Axes, position: int, x: float, text: str, hollow: bool = False, high: float | None = None
) -> None:
    """A point with a thin line leading to it and its value beside it; to `high` a bar, where the row is a range."""
    axes.hlines(position, axes.get_xlim()[0], x, color=style.FAINT, linewidth=1.4, zorder=1)
    if high is not None:
        axes.plot(
            [x, high], [position, position], color=style.BLUE, linewidth=5, solid_capstyle="butt", zorder=2
        )
    ends = [x] if high is None else [x, high]
    face = style.PAPER if hollow else style.BLUE
    axes.plot(
        ends, [position] * len(ends), "o", color=style.BLUE, markerfacecolor=face, markersize=7, zorder=3
    )
    say(axes, ends[-1], position, text)


def log_scale(axes: Axes, low: float, high: float, ems: float, first: float | None = None) -> None:
    """A logarithmic scale with room for the widest text beyond `high`; ticks in 万 and 亿.

    It begins at the power of ten below `low`, or at 10 to the power of `first`.
    """
    from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

    first = math.floor(math.log10(low) - 0.1) if first is None else first
    decades = max(math.log10(high) - first, 0.7)
    axes.set_xscale("log")
    axes.set_xlim(10.0**first, 10.0 ** (first + decades / (1 - style.value_room(axes, ems))))
    powers = range(math.ceil(first), math.floor(first + decades) + 1)
    axes.xaxis.set_major_locator(FixedLocator([10.0**power for power in powers[:: 1 + len(powers) // 9]]))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: wording.number(value)))


def even(values: Sequence[float], far: float) -> bool:
    """Whether values can stand on one even scale: the smallest is still seen beside the largest."""
    sizes = [abs(value) for value in values if value]
    return not sizes or max(sizes) <= far * min(sizes)


def even_scale(axes: Axes, low: float, high: float, ems: float) -> None:
    """An even scale from `low` to `high`, with room on both sides and for the widest text beyond; ticks in 万 and 亿."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    span = (high - low) or abs(high) or 1.0
    low, high = low - 0.12 * span, high + 0.06 * span
    axes.set_xlim(low, low + (high - low) / (1 - style.value_room(axes, ems)))
    ticks = MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    axes.set_xticks([tick for tick in ticks if low <= tick <= high])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: wording.number(value)))


def share_scale(axes: Axes, top: float, ems: float) -> None:
    """A scale of % from zero to `top`, with room for the widest text beyond it, and a line at 100."""
    axes.set_xlim(0, top / (1 - style.value_room(axes, ems)))
    step = next(
        size * 10**power for power in range(9) for size in (20, 25, 50) if 6 * size * 10**power >= top
    )
    axes.set_xticks(range(0, int(top) + 1, step))
    axes.axvline(100, color=style.GREY, linewidth=0.8, linestyle=(0, (1, 3)), zorder=0.5)


def whole(axes: Axes, position: int) -> None:
    """A pale bar from 0 to 100%, behind a share of it."""
    axes.barh(position, 100, height=BAR, color=style.FAINT, zorder=0.4)


def share_bar(axes: Axes, position: int, share: float, short: bool = False, hollow: bool = False) -> None:
    """A share in %; orange and hatched where it falls short, hollow where it is planned."""
    colour = style.ORANGE if short else style.BLUE
    look: Any = (
        {"facecolor": style.PAPER, "edgecolor": colour}
        if hollow
        else {"facecolor": colour, "edgecolor": style.PAPER}
    )
    axes.barh(position, share, height=BAR, hatch="///" if short else "", **look)


def interval(axes: Axes, position: int, ends: Sequence[float], opens: int, hollow: bool) -> None:
    """A bar between two ends; of one end alone a point, with an arrow to the side that is open (1 right, -1 left)."""
    if len(ends) == 2:
        axes.plot(ends, [position] * 2, color=style.BLUE, linewidth=5, solid_capstyle="butt", zorder=2)
    elif opens:
        look: Any = {
            "arrowstyle": "<|-",
            "color": style.BLUE,
            "linewidth": 1.6,
            "shrinkA": 0,
            "shrinkB": 0,
            "mutation_scale": 9,
        }
        axes.annotate(
            "", (ends[0], position), (opens * 22, 0), textcoords="offset points", arrowprops=look, zorder=2
        )
    face = style.PAPER if hollow and len(ends) == 1 else style.BLUE
    axes.plot(
        ends, [position] * len(ends), "o", color=style.BLUE, markerfacecolor=face, markersize=7, zorder=3
    )


def arrow(axes: Axes, position: int, before: float, after: float) -> None:
    """From a hollow point to a full one; a fall is orange."""
    colour = style.BLUE if after >= before else style.ORANGE
    axes.plot([before, after], [position] * 2, color=colour, linewidth=2.2, zorder=2)
    axes.plot([before], [position], "o", color=colour, markerfacecolor=style.PAPER, markersize=7, zorder=3)
    axes.plot([after], [position], ">" if after >= before else "<", color=colour, markersize=8, zorder=3)


def signed_scale(axes: Axes, values: Sequence[float], labels: Sequence[str]) -> None:
    """A scale around zero, with room for the labels of falls on the left and of rises on the right."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    reach = max(map(abs, values), default=0) or 1.0
    pairs = list(zip(values, labels, strict=True))
    right = max(
        (style.value_room(axes, wording.ems(text)) for value, text in pairs if value >= 0), default=0.02
    )
    left = max(
        (style.value_room(axes, wording.ems(text) + 2) for value, text in pairs if value < 0), default=0.02
    )
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    span = ((high - low) or reach) / max(1 - left - right, 0.2)
    axes.set_xlim(low - left * span, high + right * span)
    ticks = MaxNLocator(nbins=6, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)
    axes.set_xticks([tick for tick in ticks if low <= tick <= high] or [0.0])
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda value, _: f"{'+' if value > 0 else ''}{wording.number(value)}%")
    )


def signed_bar(axes: Axes, position: int, value: float | None, text: str, hollow: bool = False) -> None:
    """A bar from zero, blue to the right or orange and hatched to the left; for a trend without a number, its words only."""
    if value is None:
        say(axes, 0, position, text, colour=style.GREY)
        return
    rise = value >= 0
    colour = style.BLUE if rise else style.ORANGE
    look: Any = (
        {"facecolor": style.PAPER, "edgecolor": colour}
        if hollow
        else {"facecolor": colour, "edgecolor": style.PAPER}
    )
    axes.barh(position, value, height=BAR, hatch="" if rise else "///", **look)
    say(axes, value, position, text, left=not rise)


def side_by_side(axes: Axes, values: Sequence[float], place: int, of: int, name: str) -> None:
    """One of `of` bars in each row, the `place`-th from the top, with its value in %; bars differ in lightness and hatching."""
    colour, hatch = (
        (style.SKY, ""),
        (style.BLUE, ""),
        (style.ORANGE, "///"),
        (style.GREY, "..."),
    )[place % 4]
    height = 0.84 / of
    rows = [row + (place - (of - 1) / 2) * height for row in range(len(values))]
    axes.barh(
        rows,
        values,
        height=height,
        color=colour,
        hatch=hatch,
        edgecolor=style.PAPER,
        linewidth=0.6,
        label=name,
    )
    for row, value in zip(rows, values, strict=True):
        if value == value:
            axes.annotate(
                f"{value:.1f}", (value, row), (3, 0), textcoords="offset points", va="center", fontsize=7.5
            )


def stacked(axes: Axes, table: pd.DataFrame) -> None:
    """A bar a row, cut by verdict, with the counts inside; the verdicts are named below."""
    from matplotlib.patches import Patch

    count_scale(axes, int(table.sum(axis=1).max()), 1)
    ends = [0] * len(table)
    for verdict, (colour, hatch) in VERDICTS.items():
        counts = [int(count) for count in table[verdict]]
        axes.barh(
            range(len(table)),
            counts,
            left=ends,
            height=BAR,
            color=colour,
            hatch=hatch,
            edgecolor=style.INK,
            linewidth=0.6,
        )
        for row, (count, start) in enumerate(zip(counts, ends, strict=True)):
            if count:
                face = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 1.5}
                axes.text(
                    start + count / 2, row, f"{count}", ha="center", va="center", bbox=face if hatch else None
                )
        ends = [end + count for end, count in zip(ends, counts, strict=True)]
    names = [
        Patch(facecolor=colour, hatch=hatch, edgecolor=style.INK, label=name)
        for name, (colour, hatch) in VERDICTS.items()
    ]
    axes.legend(
        handles=names,
        loc="upper left",
        bbox_to_anchor=(0, 0),
        borderaxespad=2.4,
        ncols=3,
        frameon=False,
        fontsize=9,
    )


def check_name(kind: object) -> str:
    """A kind of check with what it compares."""
    return f"{kind}: {CHECK_NAMES.get(str(kind), '')}".rstrip(": ")


def count_scale(axes: Axes, top: int, ems: float) -> None:
    """A scale of whole numbers from zero to `top`, with room for the widest text beyond it."""
    axes.set_xlim(0, top / (1 - style.value_room(axes, ems)))
    step = next(size * 10**power for power in range(16) for size in (1, 2, 5) if 8 * size * 10**power >= top)
    axes.set_xticks(range(0, top + 1, step))


def rank_scale(axes: Axes, last: int, ems: float) -> None:
    """A scale of places from the first to `last`: even up to 20, logarithmic beyond, where the first places matter most."""
    if last <= 20:
        count_scale(axes, max(last, 3), ems)
        axes.set_xticks([tick for tick in axes.get_xticks() if tick >= 1] or [1])
        return
    log_scale(axes, 1, last, ems, first=-0.15)
    ticks = [size * 10**power for power in range(16) for size in (1, 2, 5) if size * 10**power <= 2 * last]
    axes.set_xticks(ticks[:: 1 + len(ticks) // 10])


def totals(axes: Axes, first: int, whole: int, stated: int | None) -> None:
    """The bars below a row of parts: their sum, and the total that the text states, hatched where the two differ."""
    for position, value in enumerate([whole] if stated is None else [whole, stated], first):
        differs = stated is not None and stated != whole
        axes.barh(
            position,
            value,
            height=BAR,
            color=style.BLUE if position == first else style.GREY,
            edgecolor=style.PAPER,
            hatch="///" if differs and position > first else "",
        )
        say(axes, value, position, f"= {value}" if position == first else f"{value}")
    axes.axhline(first - 0.5, color=style.GREY, linewidth=0.8)
