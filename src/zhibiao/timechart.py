"""A measure over time as a chart: what pages say of each period, the targets, and the values that contradict each other.

Takes the table of `Archive.series`; gives the Axes. A value stands at the end of its period. A line joins periods that begin on
the same day (1—2月, 1—3月 …: sums that grow through a year), and of the others those of the same length (each month, each year).

>>> days = {"period_start": pd.Timestamp(2025, 1, 1), "period_end": pd.Timestamp(2025, 12, 31), "period": "2025"}
>>> row = {"subject": "云汀市", "indicator": "进出口总值", "kind": "level", "value": 3.2e10, "unit": "元", "status": "actual"}
>>> series(pd.DataFrame([{**row, **days, "conflict": False}])).get_title(loc="left")
'云汀市 进出口总值: 320亿元 in 2025'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd

from zhibiao import drawing, style, wording
from zhibiao.fonts import drawable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Row = dict[str, Any]
Box = tuple[float, float, float, float]

LINES = ((style.BLUE, "o", "-"), (style.ORANGE, "s", "--"), (style.GREY, "^", "-."), (style.SKY, "D", ":"))
"""How the lines of one chart differ: in colour, and for greyscale in marks and dashes."""
POINT = 0.07
"""Inches from the middle of a point to its edge."""
TEXT = 8.5
"""Points of the values beside points."""
MOST = 24
"""Points of a chart that all have values beside them; of more, only the contradictions, the targets and the last do."""
TIME = ("period", "period_start", "period_end")
NEEDS = ("subject", "indicator", "kind", "value", "unit", "status", "conflict", *TIME)


def series(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """One measure over time: points joined by lines, targets hollow, contradictions crossed and joined by a bar.

    Takes a table of `Archive.series`, and draws the rows of its commonest kind and unit, of up to four subjects. How many rows
    are left out, those without a period among them, is said below.
    """
    drawing.need("series", table, NEEDS)
    drawn, left_out = _drawn(table)
    with style.context():
        if not drawn:
            return style.blank(ax, "No series to draw", "None of the rows has a value and a period.")
        ticks = _ticks([row["value"] for row in drawn])
        labels = [wording.amount(tick, drawn[0]["unit"]) for tick in ticks]
        note = f"{wording.count(left_out, 'row')} not drawn: of another kind, unit or subject, or without a period"
        axes = style.canvas(ax, _title(drawn), labels, note if left_out else "", row=0.75)
        axes.set_yticks(ticks, labels)
        room = 0.1 * (ticks[-1] - ticks[0])  # for values above and below the points
        axes.set_ylim(
            ticks[0] - (room if min(row["value"] for row in drawn) > 0 < ticks[0] else 0), ticks[-1] + room
        )
        axes.grid(axis="y", color=style.FAINT, linewidth=0.8)
        _time_axis(axes, drawn)
        for subject, look in zip(whose := _subjects(drawn), LINES, strict=False):
            _line(axes, [row for row in drawn if row["subject"] == subject], look)
        _contradictions(axes, drawn)
        _values(axes, drawn)
        if len(whose) > 1:
            axes.legend(
                loc="upper left", bbox_to_anchor=(0, 0), borderaxespad=2.4, ncols=4, frameon=False, fontsize=9
            )
    return axes


def _drawn(table: pd.DataFrame) -> tuple[list[Row], int]:
    """The rows that are drawn, in order of time, and how many others there are."""
    dated = table[table["value"].notna() & table["period_end"].notna()]
    dated = dated.assign(subject=dated["subject"].fillna("nobody named"))
    rows = wording.records(dated.sort_values("period_end", kind="stable"))
    for column in ("kind", "unit"):
        often = Counter(str(row[column]) for row in rows).most_common(1)
        rows = [row for row in rows if str(row[column]) == often[0][0]]
    whose = _subjects(rows)
    drawn = [row for row in rows if row["subject"] in whose]
    return drawn, len(table) - len(drawn)


def _subjects(rows: Sequence[Row]) -> list[str]:
    """Who has most rows first, as many as there are lines to tell apart."""
    return [subject for subject, _ in Counter(str(row["subject"]) for row in rows).most_common(len(LINES))]


def _ticks(values: Sequence[float]) -> list[float]:
    """Round numbers around the values; from zero, unless they lie in a narrow band far from it."""
    from matplotlib.ticker import MaxNLocator

    low, high = min(values), max(values)
    narrow = low > 0 and high - low < low / 2
    ticks = MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]).tick_values(
        low if narrow else min(low, 0), max(high, 0)
    )
    return [float(tick) for tick in ticks]


def _time_axis(axes: Axes, rows: Sequence[Row]) -> None:
    """From before the first point to after the last, in years where there are many."""
    from matplotlib import dates

    of: Any = dates  # of which matplotlib declares no types
    first, last = rows[0]["period_end"], rows[-1]["period_end"]
    room = max((last - first) / 14, pd.Timedelta(days=20))
    axes.set_xlim(first - room, last + room)
    axes.xaxis.set_major_locator(of.AutoDateLocator(minticks=3, maxticks=8))
    axes.xaxis.set_major_formatter(of.DateFormatter("%Y" if (last - first).days > 8 * 366 else "%Y-%m"))
    axes.set_xlabel("end of the period", loc="right")


def _line(axes: Axes, rows: Sequence[Row], look: tuple[str, str, str]) -> None:
    """The points of one subject, targets hollow, and the lines between what was reached."""
    colour, marker, dashes = look
    for planned in (False, True):
        some = [row for row in rows if (row["status"] == "target") == planned]
        for joined in [] if planned else _joined(some):
            ends, values = [row["period_end"] for row in joined], [row["value"] for row in joined]
            axes.plot(ends, values, color=colour, linestyle=dashes, linewidth=1.6, zorder=2)
        if some:
            ends, values = [row["period_end"] for row in some], [row["value"] for row in some]
            name = f"{rows[0]['subject']}{' (target)' if planned else ''}"
            face = style.PAPER if planned else colour
            axes.plot(
                ends, values, marker, color=colour, markerfacecolor=face, markersize=7, zorder=3, label=name
            )


def _joined(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows that a line joins, one for each period: those with the same first day, of the others those of one length."""
    once = {row["period"]: row for row in reversed(rows)}.values()
    begins = Counter(row["period_start"] for row in once)
    groups: dict[object, list[Row]] = {}
    for row in sorted(once, key=lambda row: row["period_end"]):
        begin, months = row["period_start"], round((row["period_end"] - row["period_start"]).days / 30.4)
        groups.setdefault(begin if begins[begin] > 1 else months, []).append(row)
    yield from groups.values()


def _contradictions(axes: Axes, rows: Sequence[Row]) -> None:
    """A bar between the values of a period that contradict each other, and a cross on each."""
    told: dict[tuple[Any, Any], list[float]] = {}
    for row in rows:
        if row["conflict"]:
            told.setdefault((row["subject"], row["period_end"]), []).append(row["value"])
    for (_, end), values in told.items():
        axes.plot(
            [end] * len(values), values, "X-", color=style.VERMILION, linewidth=1.6, markersize=7, zorder=5
        )


def _values(axes: Axes, rows: Sequence[Row]) -> None:
    """The value beside each point where there is room for it: contradictions, targets and the last first."""
    ordered = sorted(rows, key=lambda row: _urgency(row, rows[-1]))
    taken = _obstacles(axes)
    for row in ordered if len(rows) <= MOST else [row for row in ordered if _urgency(row, rows[-1]) < OTHER]:
        x, y = _inches(axes, (row["period_end"], row["value"]))
        text = drawable(wording.measure(row) + (" target" if row["status"] == "target" else ""))
        wide, high = style.inches(wording.ems(text), TEXT), 0.17
        places = [
            (-wide / 2, POINT),
            (-wide / 2, -POINT - high),
            (POINT, -high / 2),
            (-wide - POINT, -high / 2),
        ]
        places += [(POINT, -POINT - high), (-wide - POINT, POINT)]
        boxes = [(x + dx, y + dy, x + dx + wide, y + dy + high) for dx, dy in places]
        if free := next((box for box in boxes if not any(_overlap(box, other) for other in taken)), None):
            taken.append(free)
            offset = (72 * (free[0] - x), 72 * (free[1] - y + 0.04))
            colour = style.VERMILION if row["conflict"] else style.INK
            at = (row["period_end"], row["value"])
            axes.annotate(text, at, offset, textcoords="offset points", fontsize=TEXT, color=colour)


OTHER = 3


def _urgency(row: Row, last: Row) -> int:
    """Whose value is written first."""
    return 0 if row["conflict"] else 1 if row["status"] == "target" else 2 if row is last else OTHER


def _obstacles(axes: Any) -> list[Box]:
    """Where no text may stand: on the points, and along the lines."""
    boxes = []
    for line in axes.get_lines():
        points = [_inches(axes, point) for point in line.get_xydata()]
        boxes += [(x - POINT, y - POINT, x + POINT, y + POINT) for x, y in points]
        for (x, y), (right, up) in pairwise(points) if line.get_linestyle() != "None" else []:
            steps = max(1, round(max(abs(right - x), abs(up - y)) / POINT))
            between = [(x + (right - x) * at / steps, y + (up - y) * at / steps) for at in range(steps)]
            boxes += [(along, over, along, over) for along, over in between]
    return boxes


def _inches(axes: Any, point: Any) -> tuple[float, float]:
    """Where a point of the data lies in its figure."""
    figure = axes.get_figure(root=True)
    dpi = figure.dpi if figure else 72
    x, y = axes.transData.transform((axes.convert_xunits(point[0]), point[1])) / dpi
    return float(x), float(y)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _title(rows: Sequence[Row]) -> str:
    """The last value that was reached, its target, and how many periods are told differently."""
    whose = _subjects(rows)
    own = [row for row in rows if row["subject"] == whose[0]]
    reached = [row for row in own if row["status"] != "target"] or own
    last = reached[-1]
    name = wording.name(last) if len(whose) == 1 else f"{last['indicator']} of {wording.listed(whose)}"
    planned = [
        row
        for row in own
        if row["status"] == "target" and row["period"] == last["period"] and row is not last
    ]
    title = f"{name}: {wording.measure(last)} in {last['period']}" if len(whose) == 1 else name
    title += f", target {wording.measure(planned[0])}" if planned and len(whose) == 1 else ""
    differ = len({(row["subject"], row["period"]) for row in rows if row["conflict"]})
    return title + (f"; {wording.count(differ, 'period')} told in two ways" if differ else "")
