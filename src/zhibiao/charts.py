"""Charts: each function takes a finished frame, draws one chart and gives its matplotlib Axes.

Takes rows of `page.indicators`, or a small table that `findings` made; `ax=None` draws on a new figure that grows with its rows.
Gives the Axes, never shows or prints anything, and leaves matplotlib's settings as they were. The title states what the frame
shows, each row has its value beside it in Chinese magnitudes (万, 亿), and a frame with nothing to draw gives a chart that says
so. matplotlib is imported when the first chart is drawn.

Accepted: `charts.growth(page.indicators)`, which takes the growth rows and leaves the others. Rejected: a frame without the
columns that a chart needs, which raises `ZhibiaoError` and says which table the chart takes.

>>> row = {"subject": "临川市", "indicator": "进出口总值", "kind": "level", "value": 3.2e10, "unit": "元"}
>>> amounts(pd.DataFrame([row])).get_title(loc="left")
'临川市 进出口总值: 320亿元'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd

from zhibiao import drawing, pagedrawing, style, wording
from zhibiao.errors import ZhibiaoError
from zhibiao.saving import save
from zhibiao.timechart import series

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "amounts", "counts", "growth", "page_map", "ranks",
    "save", "series", "shares", "tally", "verdicts",
]  # fmt: skip

Row = dict[str, Any]

MOST = 60
"""Rows that a chart draws before it leaves out the last."""

SAME = ("subject", "indicator", "kind", "value", "value_high", "unit", "bound", "basis", "scope", "status", "period")  # fmt: skip
"""Rows alike in all of these say the same thing twice."""


def amounts(rows: pd.DataFrame, ax: Axes | None = None, most: int = MOST) -> Axes:
    """Amounts on a logarithmic scale, the largest first: a point for each row, a bar between the ends of a range.

    Takes the `level` rows that have a value above zero. One unit makes one order; rows of several units are drawn in groups,
    the commonest unit first, and then only points of one group can be compared. What is planned (`target`) is hollow.
    """
    found = _rows("amounts", rows, ("level",))
    drawn = [row for row in found if _above_zero(row)]
    if not drawn:
        return _nothing(
            ax, "No amounts to draw", "None of the rows is an amount or count above zero (kind level)."
        )
    drawn, cut = _cut(_by_unit(drawn), most)
    with style.context():
        notes = _notes(rows, ("level",), left_out=cut + len(found) - len(drawn) - cut)
        axes = style.canvas(ax, _amounts_title(drawn), wording.names(drawn), notes)
        labels = [wording.measure(row) + _planned(row) for row in drawn]
        ends = [row[key] for row in drawn for key in ("value", "value_high") if _above_zero(row, key)]
        drawing.log_scale(axes, min(ends), max(ends), max(map(wording.ems, labels)))
        for position, (row, label) in enumerate(zip(drawn, labels, strict=True)):
            high = row["value_high"] if _above_zero(row, "value_high") else None
            drawing.point(axes, position, row["value"], label, row.get("status") == "target", high)
        _group_lines(axes, drawn)
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
    drawn = _rows("growth", rows, ("growth",))
    if not drawn:
        return _nothing(ax, "No growth to draw", "None of the rows is a relative rise or fall (kind growth).")
    drawn = sorted(({**row, "percent": wording.percent(row)} for row in drawn), key=_growth_order)
    drawn, cut = _cut(drawn, most)
    with style.context():
        axes = style.canvas(ax, _growth_title(drawn), wording.names(drawn), _notes(rows, ("growth",), cut))
        labels = [wording.measure(row) + _basis(row) + _planned(row) for row in drawn]
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
    drawn = [row for row in _rows("ranks", rows, ("rank",)) if _above_zero(row)]
    if not drawn:
        return _nothing(ax, "No ranks to draw", "None of the rows is a place in an order (kind rank).")
    drawn, cut = _cut(sorted(drawn, key=lambda row: (row["value"], str(row.get("scope") or "~"))), most)
    with style.context():
        axes = style.canvas(ax, _ranks_title(drawn), wording.names(drawn), _notes(rows, ("rank",), cut))
        labels = [_place(row) for row in drawn]
        drawing.rank_scale(axes, int(drawn[-1]["value"]), max(map(wording.ems, labels)))
        for position, (row, label) in enumerate(zip(drawn, labels, strict=True)):
            drawing.point(axes, position, row["value"], label, hollow=row.get("bound") in ("<", "<="))
        axes.set_xlabel("place in the order, 1 is first", loc="left")
    return axes


def counts(
    table: pd.DataFrame,
    ax: Axes | None = None,
    noun: str = "rows",
    total: int | None = None,
    verb: str = "got",
) -> Axes:
    """How many each has: a bar for each row of a table whose index names it and whose column `count` counts.

    A column `what`, with a list of names a row, is written beside the bars. `noun` says what is counted, `verb` what the rows did
    to it (led), and `total`, where it is given, how many of them there are; one may count for two rows, and then a note says so.
    The row of an empty name (nobody is named) stands last.

    >>> counts(pd.DataFrame({"count": [2, 1]}, index=["市商务局", "市财政局"]), noun="honours").get_title(loc="left")
    '市商务局 got most: 2 honours'
    """
    drawing.need("counts", table, ("count",))
    table = table[table["count"] > 0].sort_values("count", ascending=False, kind="stable")
    table = pd.concat([table[table.index != ""], table[table.index == ""]])
    if table.empty:
        return _nothing(ax, f"No {noun} to count", f"The page has no list of {noun}.")
    with style.context():
        names = [str(label) or "nobody named" for label in table.index]
        title, note = _counts_title(table, noun, total, verb), _shared(int(table["count"].sum()), total)
        axes = style.canvas(ax, title, names, note)
        labels = [_counted(row, most=36) for row in wording.records(table)]
        drawing.count_scale(axes, int(table["count"].max()), max(map(wording.ems, labels)))
        axes.barh(range(len(table)), table["count"], color=style.BLUE, height=drawing.BAR)
        for position, (count, label) in enumerate(zip(table["count"], labels, strict=True)):
            drawing.say(axes, count, position, label)
        axes.set_xlabel(f"number of {noun}", loc="left")
    return axes


def tally(
    table: pd.DataFrame, total: int | None = None, ax: Axes | None = None, noun: str = "honours"
) -> Axes:
    """Parts that should add up to a stated total: each bar begins where the one before ended, and the total stands below.

    `table` has a row for each part, named by its index, with the column `count`; `total` is what the text says, or None.

    >>> tally(pd.DataFrame({"count": [4, 0, 5]}, index=["工业", "农业", "商贸"]), total=11).get_title(loc="left")
    "4 + 0 + 5 = 9: 2 short of the headline's 11"
    """
    drawing.need("tally", table, ("count",))
    if table.empty:
        return _nothing(ax, f"No {noun} to add up", f"The page has no sections with {noun}.")
    parts = [int(part) for part in table["count"]]
    whole = sum(parts)
    with style.context():
        labels = [
            *map(str, table.index),
            "sum of the parts",
            *(["stated in the headline"] if total is not None else []),
        ]
        axes = style.canvas(ax, wording.sum_told(parts, total), labels)
        drawing.count_scale(axes, max(whole, total or 0, 1), 3)
        ends = [sum(parts[: place + 1]) for place in range(len(parts))]
        for position, (part, end) in enumerate(zip(parts, ends, strict=True)):
            axes.barh(
                position,
                part,
                left=end - part,
                color=style.SKY,
                edgecolor=style.INK,
                linewidth=0.6,
                height=drawing.BAR,
            )
            axes.plot(
                [end, end], [position - 0.31, position + 1.31], color=style.GREY, linewidth=0.8, zorder=0.5
            )
            drawing.say(axes, end, position, f"+{part}" if part else "0")
        drawing.totals(axes, len(parts), whole, total)
        axes.set_xlabel(f"number of {noun}", loc="left")
    return axes


def shares(table: pd.DataFrame, ax: Axes | None = None, noun: str = "right") -> Axes:
    """Shares side by side: a group of bars a row, a bar a column, each with its number in %; the columns are named below.

    Takes shares from 0 to 1, rows named by the index; a row keeps its place, and a share that is missing has no bar. `noun` says
    what they are shares of; the title tells of the last column.

    >>> shares(pd.DataFrame({"open": [0.98], "held out": [0.8]}, index=["unit 单位"])).get_title(loc="left")
    'held out: 80.0% right (unit 单位)'
    """
    drawing.need("shares", table, ())
    if any(not pd.api.types.is_numeric_dtype(kind) for kind in table.dtypes):
        raise ZhibiaoError(f"shares draws columns of numbers alone: pass {drawing.TAKES['shares']}")
    if table.empty or table.iloc[:, -1].isna().all():
        return _nothing(ax, "No shares to draw", "There are no measured figures.")
    with style.context():
        axes = style.canvas(
            ax, _shares_title(table.iloc[:, -1], noun), list(table.index), row=1.5 * style.ROW
        )
        axes.set_xlim(0, 100 / (1 - style.value_room(axes, 5)))
        for place, part in enumerate(table):
            drawing.side_by_side(
                axes, [100 * share for share in table[part]], place, len(table.columns), str(part)
            )
        axes.legend(
            loc="upper left", bbox_to_anchor=(0, 0), borderaxespad=2.4, ncols=3, frameon=False, fontsize=9
        )
        axes.set_xlabel(f"% {noun}", loc="right")
    return axes


def verdicts(table: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Checks by kind and verdict: a row a kind, its bar cut into those that agree, disagree, and cannot be told.

    Takes the table of `checks.agreement`: a column a verdict, with counts.

    >>> table = pd.DataFrame({"agrees": [3], "disagrees": [1], "cannot tell": [0]}, index=["parts"])
    >>> verdicts(table).get_title(loc="left")
    '4 checks: 1 disagrees (parts)'
    """
    drawing.need("verdicts", table, tuple(drawing.VERDICTS))
    if table.empty or not table.to_numpy().sum():
        return _nothing(ax, "No checks to draw", "No two figures of the page say something of each other.")
    with style.context():
        axes = style.canvas(ax, _verdicts_title(table), [drawing.check_name(kind) for kind in table.index])
        drawing.stacked(axes, table)
        axes.set_xlabel("number of checks", loc="right")
    return axes


def page_map(blocks: pd.DataFrame, ax: Axes | None = None, most: int = 400) -> Axes:
    r"""A page's blocks from top to bottom as they are printed, each as high as it is long, a lane for each article.

    Takes the table of `pagemap.blocks`, and draws its first `most` rows. An arrow leads from a block to the one that continues
    it; the last lane, hatched, holds what was printed twice and what belongs to no article.

    >>> from zhibiao import pagemap, read
    >>> page_map(pagemap.blocks(read("青石镇通水了\n\n水管铺了三公里，惠及\n\n412户。"))).get_title(loc="left")
    '1 article in 3 blocks: 1 join across a break'
    """
    drawing.need("page_map", blocks, ("article", "title", "role", "fate", "joins", "chars", "text"))
    if blocks.empty:
        return _nothing(ax, "No page to draw", "There is no text on this page.")
    title = pagedrawing.map_title(blocks) + (
        f" (the first {most} blocks are drawn)" if len(blocks) > most else ""
    )
    with style.context():
        return pagedrawing.draw_map(blocks.head(most), ax, title)


def _rows(chart: str, rows: pd.DataFrame, kinds: Sequence[str]) -> list[Row]:
    """The rows of these kinds as mappings, each thing measured once however often the page repeats it."""
    drawing.need(chart, rows, ("kind", "value", "unit", "indicator", "subject"))
    same = [key for key in SAME if key in rows]
    return wording.records(rows[rows["kind"].isin(kinds)].drop_duplicates(same))


def _nothing(ax: Axes | None, title: str, message: str) -> Axes:
    with style.context():
        return style.blank(ax, title, message)


def _cut(drawn: list[Row], most: int) -> tuple[list[Row], int]:
    return drawn[:most], max(len(drawn) - most, 0)


def _notes(rows: pd.DataFrame, kinds: Sequence[str], left_out: int) -> str:
    """What was not drawn, counted."""
    chosen = rows[rows["kind"].isin(kinds)]
    again = len(chosen) - len(chosen.drop_duplicates([key for key in SAME if key in rows]))
    parts = [wording.count(again, "repeated mention") + " drawn once"] if again else []
    parts += [wording.count(left_out, "row") + " not drawn"] if left_out else []
    return "; ".join(parts)


def _above_zero(row: Row, key: str = "value") -> bool:
    """Whether a logarithmic scale has a place for it; what is beyond 60 powers of ten is no figure of a newspaper."""
    return wording.present(row.get(key)) and 1e-60 < row[key] < 1e60


def _planned(row: Row) -> str:
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


def _group_lines(axes: Axes, drawn: list[Row]) -> None:
    for position, (above, row) in enumerate(pairwise(drawn), 1):
        if str(above["unit"]) != str(row["unit"]):
            axes.axhline(position - 0.5, color=style.GREY, linewidth=0.6, linestyle=(0, (1, 3)))


def _amounts_title(drawn: list[Row]) -> str:
    group = [row for row in drawn if str(row["unit"]) == str(drawn[0]["unit"])]
    reached = [row for row in group if row.get("status") != "target"]
    top = (reached or group)[0]
    name, said = wording.name(top), wording.measure(top) + _planned(top)
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
        + _planned(row)
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


def _shared(drawn: int, total: int | None) -> str:
    """A note where the bars add up to more than there is."""
    return (
        f"The bars add up to {drawn}, not {total}: what two share counts for each."
        if drawn > (total or drawn)
        else ""
    )


def _counts_title(table: pd.DataFrame, noun: str, total: int | None, verb: str) -> str:
    named = table[table.index != ""]
    if named.empty:
        return f"Nobody is named for the {table['count'].sum()} {noun}"
    most = int(named["count"].max())
    leaders = [str(label) for label in named.index[named["count"] == most]]
    of = f" of {total}" if total is not None else ""
    told = f"{verb} most:" if len(leaders) < len(named) else verb
    return f"{wording.listed(leaders, 3)} {told} {most}{of} {noun}{' each' if len(leaders) > 1 else ''}"


def _verdicts_title(table: pd.DataFrame) -> str:
    every, wrong = int(table.to_numpy().sum()), table["disagrees"]
    told = wording.count(every, "check")
    if wrong.sum():
        verb = "disagrees" if wrong.sum() == 1 else "disagree"
        return f"{told}: {wrong.sum()} {verb} ({wording.listed(map(str, table.index[wrong > 0]))})"
    silent = int(table["cannot tell"].sum())
    return f"{told}: {f'none disagrees, {silent} cannot be told' if silent else 'all agree'}"


def _shares_title(last: pd.Series[float], noun: str) -> str:
    told = sorted(last.dropna().items(), key=lambda pair: -pair[1])
    high, low = (f"{share:.1%} {noun} ({name})" for name, share in (told[0], told[-1]))
    return f"{last.name}: {high}" if high == low else f"{last.name}: from {high} down to {low}"


def _counted(row: Mapping[Any, Any], most: float) -> str:
    """The count, and the names of what was counted as far as there is room."""
    return wording.elide("  ".join([str(row["count"]), "；".join(row.get("what") or [])]).rstrip(), most)
