"""Charts of rows of `page.indicators`: amounts, growth, ranks and ratios, one thing measured a row.

Takes the rows, and draws those of one kind; gives the Axes. What was left out, because the page says it twice or because a scale
has no place for it, is counted below the chart.

>>> row = {"subject": "临川市", "indicator": "进出口总值", "kind": "level", "value": 3.2e10, "unit": "元"}
>>> amounts(pd.DataFrame([row])).get_title(loc="left")
'临川市 进出口总值: 320亿元'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd

from zhibiao import drawing, style, wording

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Row = dict[str, Any]

MOST = 60
"""Rows that a chart draws before it leaves out the last."""


def amounts(rows: pd.DataFrame, ax: Axes | None = None, most: int = MOST) -> Axes:
    """Amounts on a logarithmic scale, the largest first: a point for each row, a bar between the ends of a range.

    Takes the `level` rows that have a value above zero. One unit makes one order; rows of several units are drawn in groups,
    the commonest unit first, and then only points of one group can be compared. What is planned (`target`) is hollow.
    """
    found = rows_of("amounts", rows, ("level",))
    drawn = [row for row in found if above_zero(row)]
    if not drawn:
        return nothing(
            ax, "No amounts to draw", "None of the rows is an amount or count above zero (kind level)."
        )
    drawn, cut = cut_off(_by_unit(drawn), most)
    with style.context():
        notes = notes_on(rows, ("level",), left_out=cut + len(found) - len(drawn) - cut)
        axes = style.canvas(ax, _amounts_title(drawn), wording.names(drawn), notes)
        labels = [wording.measure(row) + planned(row) for row in drawn]
        ends = [row[key] for row in drawn for key in ("value", "value_high") if above_zero(row, key)]
        drawing.log_scale(axes, min(ends), max(ends), max(map(wording.ems, labels)))
        for position, (row, label) in enumerate(zip(drawn, labels, strict=True)):
            high = row["value_high"] if above_zero(row, "value_high") else None
            drawing.point(axes, position, row["value"], label, row.get("status") == "target", high)
        group_lines(axes, drawn)
        axes.set_xlabel(_unit_label(drawn), loc="left")
    return axes


def growth(rows: pd.DataFrame, ax: Axes | None = None, most: int = MOST) -> Axes:
    """Relative rises and falls, signed and sorted: bars in %, and arrows for trends that the text gives no number for.

    Takes the `growth` rows; 倍 is drawn as hundreds of %, and 番 as doublings (翻一番 is +100%). A rise is blue, a fall
    orange and hatched.

    >>> row = {"subject": "临川市", "indicator": "出口额", "kind": "growth", "value": -3.4, "unit": "%"}
    >>> growth(pd.DataFrame([row])).get_title(loc="left")
    '临川市 出口额: −3.4%'
    """
    drawn = rows_of("growth", rows, ("growth",))
    if not drawn:
        return nothing(ax, "No growth to draw", "None of the rows is a relative rise or fall (kind growth).")
    drawn = sorted(({**row, "percent": wording.percent(row)} for row in drawn), key=_growth_order)
    drawn, cut = cut_off(drawn, most)
    with style.context():
        axes = style.canvas(ax, _growth_title(drawn), wording.names(drawn), notes_on(rows, ("growth",), cut))
        labels = [wording.measure(row) + _basis(row) + planned(row) for row in drawn]
        drawing.signed_scale(axes, [row["percent"] or 0.0 for row in drawn], labels)
        for position, (row, label) in enumerate(zip(drawn, labels, strict=True)):
            drawing.signed_bar(axes, position, row["percent"], label, row.get("status") == "target")
        axes.axvline(0, color=style.GREY, linewidth=1)
        silent = any(row["percent"] is None for row in drawn)
        axes.set_xlabel(f"change in %{'; ↑ ↓ trends without a number' if silent else ''}", loc="left")
    return axes


def ranks(rows: pd.DataFrame, ax: Axes | None = None, most: int = MOST) -> Axes:
    """Places in an order, the first at the top, each with the group it is a place in (全省, 全国).

    Takes the `rank` rows. The scale is logarithmic where ranks go beyond 20; `前10` (among the first ten) is hollow.

    >>> row = {"subject": "临川市", "indicator": "出口额", "kind": "rank", "value": 2.0, "unit": None, "scope": "全省"}
    >>> ranks(pd.DataFrame([row])).get_title(loc="left")
    '临川市 出口额: 第2 全省'
    """
    drawn = [row for row in rows_of("ranks", rows, ("rank",)) if above_zero(row)]
    if not drawn:
        return nothing(ax, "No ranks to draw", "None of the rows is a place in an order (kind rank).")
    drawn, cut = cut_off(sorted(drawn, key=lambda row: (row["value"], str(row.get("scope") or "~"))), most)
    with style.context():
        axes = style.canvas(ax, _ranks_title(drawn), wording.names(drawn), notes_on(rows, ("rank",), cut))
        labels = [_place(row) for row in drawn]
        drawing.rank_scale(axes, int(drawn[-1]["value"]), max(map(wording.ems, labels)))
        for position, (row, label) in enumerate(zip(drawn, labels, strict=True)):
            drawing.point(axes, position, row["value"], label, hollow=row.get("bound") in ("<", "<="))
        axes.set_xlabel("place in the order, 1 is first", loc="left")
    return axes


def ratios(rows: pd.DataFrame, ax: Axes | None = None, most: int = MOST) -> Axes:
    """Shares of a whole and rates, the largest first: a bar as long as the share, on a paler one that is the whole.

    Takes the `ratio` rows in %; a rate above 100% goes beyond the whole. Those in another unit, or in none, such as an index or a
    proportion of several parts, are counted below the chart.

    >>> row = {"subject": "临川市", "indicator": "返岗率", "kind": "ratio", "value": 98.0, "unit": "%"}
    >>> ratios(pd.DataFrame([row])).get_title(loc="left")
    '临川市 返岗率: 98%'
    """
    found = rows_of("ratios", rows, ("ratio",))
    shares = [
        row
        for row in found
        if row["unit"] == "%" and wording.present(row["value"]) and 0 <= row["value"] < 1e6
    ]
    if not shares:
        return nothing(ax, "No shares to draw", "None of the rows is a share or a rate in % (kind ratio).")
    drawn, cut = cut_off(sorted(shares, key=lambda row: -row["value"]), most)
    with style.context():
        note = notes_on(rows, ("ratio",), cut + len(found) - len(shares))
        axes = style.canvas(ax, _ratios_title(drawn), wording.names(drawn), note)
        labels = [_place(row) for row in drawn]
        drawing.share_scale(axes, max(100.0, drawn[0]["value"]), max(map(wording.ems, labels)))
        for position, (row, label) in enumerate(zip(drawn, labels, strict=True)):
            drawing.whole(axes, position)
            drawing.share_bar(axes, position, row["value"], hollow=row.get("status") == "target")
            drawing.say(axes, max(row["value"], 100.0), position, label)
        axes.set_xlabel("%; the pale bar is the whole", loc="left")
    return axes


def rows_of(chart: str, rows: pd.DataFrame, kinds: Sequence[str]) -> list[Row]:
    """The rows of these kinds as mappings, each thing measured once however often the page repeats it."""
    drawing.need(chart, rows, ("kind", "value", "unit", "indicator", "subject"))
    same = [key for key in drawing.SAME if key in rows]
    return wording.records(rows[rows["kind"].isin(kinds)].drop_duplicates(same))


def nothing(ax: Axes | None, title: str, message: str) -> Axes:
    with style.context():
        return style.blank(ax, title, message)


def cut_off(drawn: list[Row], most: int) -> tuple[list[Row], int]:
    return drawn[:most], max(len(drawn) - most, 0)


def notes_on(rows: pd.DataFrame, kinds: Sequence[str], left_out: int) -> str:
    """What was not drawn, counted."""
    chosen = rows[rows["kind"].isin(kinds)]
    again = len(chosen) - len(chosen.drop_duplicates([key for key in drawing.SAME if key in rows]))
    parts = [wording.count(again, "repeated mention") + " drawn once"] if again else []
    parts += [wording.count(left_out, "row") + " not drawn"] if left_out else []
    return "; ".join(parts)


def above_zero(row: Row, key: str = "value") -> bool:
    """Whether a logarithmic scale has a place for it; what is beyond 60 powers of ten is no figure of a newspaper."""
    return wording.present(row.get(key)) and 1e-60 < row[key] < 1e60


def planned(row: Row) -> str:
    return " (target)" if row.get("status") == "target" else ""


def _basis(row: Row) -> str:
    return f" {row['basis']}" if wording.present(row.get("basis")) and row["basis"] != "其他" else ""


def _by_unit(drawn: list[Row]) -> list[Row]:
    """The largest first within each unit, the commonest unit first."""
    often = Counter(str(row["unit"]) for row in drawn)
    return sorted(drawn, key=lambda row: (-often[str(row["unit"])], str(row["unit"]), -row["value"]))


def _unit_label(drawn: list[Row]) -> str:
    units = list(
        dict.fromkeys(str(row["unit"]) if wording.present(row["unit"]) else "no unit" for row in drawn)
    )
    return f"{units[0]}, logarithmic scale" if len(units) == 1 else "each in its own unit, logarithmic scale"


def group_lines(axes: Axes, drawn: list[Row]) -> None:
    for position, (above, row) in enumerate(pairwise(drawn), 1):
        if str(above["unit"]) != str(row["unit"]):
            axes.axhline(position - 0.5, color=style.GREY, linewidth=0.6, linestyle=(0, (1, 3)))


def _amounts_title(drawn: list[Row]) -> str:
    group = [row for row in drawn if str(row["unit"]) == str(drawn[0]["unit"])]
    reached = [row for row in group if row.get("status") != "target"]
    top = (reached or group)[0]
    name, said = wording.name(top), wording.measure(top) + planned(top)
    units = len({str(row["unit"]) for row in drawn})
    if len(drawn) == 1:
        return f"{name}: {said}"
    largest = "largest reached" if reached and len(reached) < len(group) else "largest"
    if units == 1:
        return f"{name} is the {largest} of {len(drawn)} amounts: {said}"
    return f"{len(drawn)} amounts in {units} units; the {largest} in {top['unit'] or 'no unit'} is {name}: {said}"


def _growth_order(row: Row) -> tuple[bool, float]:
    """Rises from the largest to the deepest fall, then trends without a number, upward ones first."""
    if row["percent"] is None:
        return True, {">": 0, "<": 2}.get(str(row.get("bound")), 1)
    return False, -row["percent"]


def _growth_title(drawn: list[Row]) -> str:
    told = [row for row in drawn if row["percent"] is not None]
    rises = sum(row["percent"] >= 0 for row in told)
    if not told:
        return f"{wording.count(len(drawn), 'trend')}, none with a number"
    if len(told) == 1:
        return f"{wording.name(told[0])}: {wording.measure(told[0])}"
    shares = f"{wording.count(rises, 'rise')} and {wording.count(len(told) - rises, 'fall')}"
    ends = [f"{wording.name(row)} ({wording.measure(row)})" for row in (told[0], told[-1])]
    return f"{shares}, from {ends[0]} to {ends[1]}"


def _place(row: Row) -> str:
    return (
        wording.measure(row)
        + (f" {row['scope']}" if wording.present(row.get("scope")) else "")
        + planned(row)
    )


def _ranks_title(drawn: list[Row]) -> str:
    firsts = sum(row["value"] == 1 for row in drawn)
    last = drawn[-1]
    if len(drawn) == 1:
        return f"{wording.name(last)}: {_place(last)}"
    if firsts == len(drawn):
        return f"First in all {firsts} rankings"
    lowest = f"{wording.measure(last)}, {wording.name(last)}"
    return f"First in {firsts or 'none'} of {len(drawn)} rankings; the lowest place is {lowest}"


def _ratios_title(drawn: list[Row]) -> str:
    ends = [f"{wording.name(row)} ({wording.measure(row)})" for row in (drawn[0], drawn[-1])]
    if len(drawn) == 1:
        return f"{wording.name(drawn[0])}: {_place(drawn[0])}"
    return f"{len(drawn)} shares and rates, from {ends[0]} down to {ends[1]}"
