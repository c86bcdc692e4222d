"""Charts of figures that have two ends: ranges, targets beside what was reached, before and after.

Takes rows of `page.indicators`; gives the Axes. Which rows belong together is said in `pairing`.

>>> row = {"subject": "云汀湖数据中心", "indicator": "能耗指标", "kind": "ratio", "value": 1.05, "value_high": 1.2, "unit": None}
>>> ranges(pd.DataFrame([row])).get_title(loc="left")
'云汀湖数据中心 能耗指标: 1.05–1.2'
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from zhibiao import drawing, pairing, style, wording
from zhibiao.pairing import Pair, Row
from zhibiao.rowcharts import MOST, above_zero, cut_off, group_lines, notes_on, nothing, planned, rows_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BOUNDS = {">": 1, ">=": 1, "<": -1, "<=": -1}
"""Which way a bound is open."""
FAR = 30.0
"""How many times the smallest value the largest may be for a scale that is even."""


def ranges(rows: pd.DataFrame, ax: Axes | None = None, most: int = MOST) -> Axes:
    """Figures that the text gives between two ends (1.05至1.19), and those that it leaves open on one side (超8000万, 20%以上).

    Takes rows of any kind but ranks. Two ends are joined by a bar; an arrow leads to the open side, from a hollow point where the
    value itself is left out (超, 不足). Rows of one unit and a like size stand on an even scale, others on a logarithmic one.
    """
    kinds = ("level", "change", "growth", "ratio")
    found = [row for row in rows_of("ranges", rows, kinds) if _open(row) or _two_ended(row)]
    if not found:
        return nothing(
            ax, "No ranges to draw", "No figure has two ends, or is said to be more or less than a number."
        )
    even = drawing.even([end for row in found for end in _ends(row)], FAR) and _one_unit(found)
    fit = [row for row in found if even or min(_ends(row)) > 0]
    drawn, cut = cut_off(sorted(fit, key=_range_order), most)
    if not drawn:
        return nothing(ax, "No ranges to draw", "The figures are of several units, and none is above zero.")
    with style.context():
        note = notes_on(rows.head(0), kinds, cut + len(found) - len(fit))
        axes = style.canvas(ax, _ranges_title(drawn), wording.names(drawn), note)
        labels = [wording.measure(row) + planned(row) for row in drawn]
        _scale(axes, even, [end for row in drawn for end in _ends(row)], max(map(wording.ems, labels)) + 2)
        for position, (row, label) in enumerate(zip(drawn, labels, strict=True)):
            drawing.interval(
                axes,
                position,
                _ends(row),
                BOUNDS.get(str(row.get("bound")), 0),
                row.get("bound") in ("<", ">"),
            )
            drawing.say(axes, max(_ends(row)), position, label, gap=26 if _opens(row) > 0 else 6)
        group_lines(axes, drawn)
        axes.set_xlabel(_units(drawn) + ("" if even else ", logarithmic scale"), loc="left")
    return axes


def targets(rows: pd.DataFrame, ax: Axes | None = None, most: int = MOST) -> Axes:
    """Targets against actual: how much of each target was reached, in % of it, with both figures beside the bar.

    Takes rows with both statuses; each target has the latest actual figure of the same thing beside it, or says that there is
    none. What fell short, or went beyond what was to be the most (不超过), is orange and hatched.

    >>> both = {"subject": "临川市", "indicator": "出口额", "kind": "level", "unit": "元"}
    >>> table = [both | {"value": 9e8, "status": "actual"}, both | {"value": 1e9, "status": "target"}]
    >>> targets(pd.DataFrame(table)).get_title(loc="left")
    '临川市 出口额: 9亿元, 90% of the target of 10亿元'
    """
    drawing.need("targets", rows, ("kind", "value", "unit", "indicator", "subject", "status"))
    pairs = pairing.against_targets(rows.drop_duplicates([key for key in drawing.SAME if key in rows]))
    if not pairs:
        return nothing(
            ax, "No targets to draw", "None of the rows is planned or yet to come (status target)."
        )
    ordered = sorted(pairs, key=lambda pair: -(_share(*pair) if pair[1] else -1e9))
    drawn, cut = ordered[:most], max(len(ordered) - most, 0)
    with style.context():
        names = wording.names([target for target, _ in drawn])
        axes = style.canvas(
            ax, _targets_title(drawn), names, f"{wording.count(cut, 'row')} not drawn" if cut else ""
        )
        labels = [_against(*pair) for pair in drawn]
        shares = [min(max(_share(*pair), 0.0), drawing.MOST_SHARE) if pair[1] else 0.0 for pair in drawn]
        drawing.share_scale(axes, max(100.0, *shares), max(map(wording.ems, labels)))
        for position, (pair, share, label) in enumerate(zip(drawn, shares, labels, strict=True)):
            drawing.share_bar(axes, position, share, short=not _is_reached(*pair))
            drawing.say(axes, share, position, label, colour=style.INK if pair[1] else style.GREY)
        axes.set_xlabel("% of the target", loc="left")
    return axes


def before_after(rows: pd.DataFrame, ax: Axes | None = None, most: int = MOST) -> Axes:
    """Figures before and after: an arrow from each to what became of it, both beside it, and their periods where they are known.

    Takes the rows that `pairing.from_to` pairs. Figures of one unit stand on its scale; those of several are all drawn against
    100 before. A fall is orange.

    >>> both = {"subject": "临川市", "indicator": "绿化率", "kind": "ratio", "unit": "%"}
    >>> table = [both | {"value": 40.0, "period": "2020"}, both | {"value": 44.0, "period": "2025"}]
    >>> before_after(pd.DataFrame(table)).get_title(loc="left")
    '临川市 绿化率: 40% → 44%'
    """
    drawing.need("before_after", rows, ("kind", "value", "unit", "indicator", "subject"))
    found = [pair for pair in pairing.from_to(rows) if above_zero(pair[0]) and pair[0]["kind"] != "rank"]
    found = [pair for pair in found if above_zero(pair[1])]
    if not found:
        return nothing(
            ax, "No figures before and after", "No figure is said to have become another (由…提高到…)."
        )
    drawn, cut = found[:most], max(len(found) - most, 0)
    one = _one_unit([pair[0] for pair in drawn]) and drawing.even(_values(drawn), FAR)
    ends = [(before["value"], after["value"]) if one else _indexed(before, after) for before, after in drawn]
    every = [end for pair in ends for end in pair]
    with style.context():
        note = f"{wording.count(cut, 'row')} not drawn" if cut else ""
        axes = style.canvas(ax, _changes_title(drawn), wording.names([after for _, after in drawn]), note)
        labels = [_became(*pair) for pair in drawn]
        _scale(axes, drawing.even(every, FAR), every, max(map(wording.ems, labels)) + 1)
        for position, (pair, label) in enumerate(zip(ends, labels, strict=True)):
            drawing.arrow(axes, position, *pair)
            drawing.say(axes, max(pair), position, label, gap=10)
        scale = _units([pair[0] for pair in drawn]) if one else "each against 100 before"
        scale += "" if drawing.even(every, FAR) else ", logarithmic scale"
        axes.set_xlabel(f"{scale}; an arrow leads from before to after", loc="left")
    return axes


def _two_ended(row: Row) -> bool:
    return (
        wording.present(row.get("value"))
        and wording.present(row.get("value_high"))
        and abs(row["value_high"]) < 1e60
    )


def _open(row: Row) -> bool:
    return wording.present(row.get("value")) and abs(row["value"]) < 1e60 and row.get("bound") in BOUNDS


def _opens(row: Row) -> int:
    return 0 if _two_ended(row) else BOUNDS.get(str(row.get("bound")), 0)


def _ends(row: Row) -> list[float]:
    return sorted([row["value"], row["value_high"]] if _two_ended(row) else [row["value"]])


def _range_order(row: Row) -> tuple[Any, ...]:
    """By unit, those with two ends first, the largest first."""
    return str(row["unit"]), not _two_ended(row), -row["value"]


def _one_unit(rows: Sequence[Row]) -> bool:
    return len({str(row["unit"]) for row in rows}) == 1


def _units(rows: Sequence[Row]) -> str:
    unit = rows[0]["unit"]
    if not _one_unit(rows):
        return "each in its own unit"
    return str(unit) if wording.present(unit) else "no unit"


def _scale(axes: Axes, even: bool, values: Sequence[float], ems: float) -> None:
    if even:
        drawing.even_scale(axes, min(values), max(values), ems)
    else:
        drawing.log_scale(axes, min(values), max(values), ems)


def _ranges_title(drawn: Sequence[Row]) -> str:
    two = [row for row in drawn if _two_ended(row)]
    told = drawn[0]
    if len(drawn) == 1:
        return f"{wording.name(told)}: {wording.measure(told)}"
    opened = wording.count(len(drawn) - len(two), "bound")
    if not two:
        return f"{opened} and no range, among them {wording.name(told)}: {wording.measure(told)}"
    widest = max(two, key=lambda row: abs(_ends(row)[1] / _ends(row)[0]) if _ends(row)[0] else 0.0)
    first = (
        f"{wording.count(len(two), 'range')} and {opened}"
        if len(two) < len(drawn)
        else wording.count(len(two), "range")
    )
    most = "the widest is " if len(two) > 1 else ""
    return f"{first}; {most}{wording.name(widest)}: {wording.measure(widest)}"


def _share(target: Row, actual: Row | None) -> float:
    """How much of a target was reached, in % of it."""
    return 100.0 * actual["value"] / target["value"] if actual and target["value"] else 0.0


def _is_reached(target: Row, actual: Row | None) -> bool:
    if actual is None:
        return False
    if target.get("bound") in ("<", "<=") or target["kind"] == "rank":  # to be the fifth or better
        return bool(actual["value"] <= target["value"])
    return bool(abs(actual["value"]) >= abs(target["value"]) and actual["value"] * target["value"] >= 0)


def _against(target: Row, actual: Row | None) -> str:
    """What is written beside a bar: both figures, and the target's period."""
    due = f" ({target['period']})" if wording.present(target.get("period")) else ""
    if actual is None:
        return f"{wording.measure(target)}{due}: no figure yet"
    return f"{wording.measure(actual)} of {wording.measure(target)}{due}"


def _targets_title(drawn: Sequence[tuple[Row, Row | None]]) -> str:
    known = [pair for pair in drawn if pair[1]]
    if len(drawn) == 1:
        target, actual = drawn[0]
        told = (
            f"{wording.measure(actual)}, {_share(target, actual):.0f}% of the target of "
            if actual
            else "target of "
        )
        return f"{wording.name(target)}: {told}{wording.measure(target)}"
    if not known:
        return f"{len(drawn)} targets, and no figure yet of what was reached"
    reached = sum(_is_reached(*pair) for pair in known)
    last, silent = known[-1], len(drawn) - len(known)
    unknown = f", {silent} {'has' if silent == 1 else 'have'} no figure yet" if silent else ""
    stands = f"{wording.name(last[0])} stands at {_share(*last):.0f}%"
    return f"{reached} of {wording.count(len(drawn), 'target')} reached{unknown}; {stands}"


def _values(pairs: Sequence[Pair]) -> list[float]:
    return [row["value"] for pair in pairs for row in pair]


def _indexed(before: Row, after: Row) -> tuple[float, float]:
    return 100.0, 100.0 * after["value"] / before["value"]


def _became(before: Row, after: Row) -> str:
    """Both figures, with their periods where both are known and differ: 40% → 44% (2020 → 2025)."""
    periods = [str(row["period"]) for row in (before, after) if wording.present(row.get("period"))]
    told = f" ({' → '.join(periods)})" if len(set(periods)) == 2 else ""
    return f"{wording.measure(before)} → {wording.measure(after)}{told}{planned(after)}"


def _changes_title(drawn: Sequence[Pair]) -> str:
    if len(drawn) == 1:
        before, after = drawn[0]
        return f"{wording.name(after)}: {wording.measure(before)} → {wording.measure(after)}"
    rises = sum(after["value"] > before["value"] for before, after in drawn)
    falls = sum(after["value"] < before["value"] for before, after in drawn)
    most = max(drawn, key=lambda pair: abs(_indexed(*pair)[1] - 100))
    told = f"{wording.name(most[1])}, {wording.measure(most[0])} → {wording.measure(most[1])}"
    return f"{wording.count(rises, 'rise')} and {wording.count(falls, 'fall')}; the largest change is {told}"
