"""Charts of counted tables: how many each has, whether parts add up, shares side by side, and the page's own map.

Takes small tables whose index names their rows, such as `scoreboard` and `trust` make, `page.recognitions`, or the table of
`page.blocks`; gives the Axes.

>>> counts(pd.DataFrame({"count": [2, 1]}, index=["市商务局", "市财政局"]), noun="honours").get_title(loc="left")
'市商务局 got most: 2 honours'
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from zhibiao import drawing, pagedrawing, style, wording
from zhibiao.errors import ZhibiaoError
from zhibiao.rowcharts import nothing

if TYPE_CHECKING:
    from matplotlib.axes import Axes


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
        return nothing(ax, f"No {noun} to count", f"The page has no list of {noun}.")
    with style.context():
        names = [str(label) or "nobody named" for label in table.index]
        title, note = _counts_title(table, noun, total, verb), _shared(int(table["count"].sum()), total)
        axes = style.canvas(ax, title, names, note)
        labels = [_counted(row, most=style.room_ems(axes)) for row in wording.records(table)]
        drawing.count_scale(axes, int(table["count"].max()), max(map(wording.ems, labels)))
        axes.barh(range(len(table)), table["count"], color=style.BLUE, height=drawing.BAR)
        for position, (count, label) in enumerate(zip(table["count"], labels, strict=True)):
            drawing.say(axes, count, position, label)
        axes.set_xlabel(f"number of {noun}", loc="left")
    return axes


def recognitions(rows: pd.DataFrame, ax: Axes | None = None) -> Axes:
    """Honours by agency: how many each agency led the work for, with what they were for.

    Takes `page.recognitions`. What two agencies led counts for both; the last bar counts those for which nobody is named.

    >>> rows = {"leads": [["市商务局", "市财政局"], ["市商务局"]], "work": ["稳外贸", None], "honour": ["激励", "表扬"]}
    >>> recognitions(pd.DataFrame(rows)).get_title(loc="left")
    '市商务局 led most: 2 of 2 recognitions'
    """
    drawing.need("recognitions", rows, ("leads", "work", "honour"))
    each = rows["leads"].map(lambda names: list(names) or [""])
    named = rows.assign(lead=each, what=rows["work"].fillna(rows["honour"])).explode("lead")
    grouped = named.groupby("lead", sort=False)["what"]
    table = pd.DataFrame({"count": grouped.size(), "what": grouped.agg(_each)})
    return counts(table, ax, noun="recognitions", total=len(rows), verb="led")


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
        return nothing(ax, f"No {noun} to add up", f"The page has no sections with {noun}.")
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
        return nothing(ax, "No shares to draw", "There are no measured figures.")
    with style.context():
        axes = style.canvas(
            ax, _shares_title(table.iloc[:, -1], noun), list(table.index), row=1.5 * style.ROW
        )
        axes.set_xlim(0, 100 / (1 - style.value_room(axes, 5)))
        axes.set_xticks(range(0, 101, 20))
        for place, part in enumerate(table):
            drawing.side_by_side(
                axes, [100 * share for share in table[part]], place, len(table.columns), str(part)
            )
        axes.legend(
            loc="upper left", bbox_to_anchor=(0, 0), borderaxespad=2.4, ncols=3, frameon=False, fontsize=9
        )
        axes.set_xlabel(f"% {noun}", loc="right")
    return axes


def page_map(blocks: pd.DataFrame, ax: Axes | None = None, most: int = 400) -> Axes:
    r"""A page's blocks from top to bottom as they are printed, each as high as it is long, a lane for each article.

    Takes `page.blocks`, and draws its first `most` rows. An arrow leads from a block to the one that continues
    it; the last lane, hatched, holds what was printed twice and what belongs to no article.

    >>> from zhibiao import read
    >>> page_map(read("青石镇通水了\n\n水管铺了三公里，惠及\n\n412户。").blocks).get_title(loc="left")
    '1 article in 3 blocks: 1 join across a break'
    """
    drawing.need("page_map", blocks, ("article", "article_id", "role", "joins", "text", "start", "end"))
    if blocks.empty:
        return nothing(ax, "No page to draw", "There is no text on this page.")
    title = pagedrawing.map_title(blocks) + (
        f" (the first {most} blocks are drawn)" if len(blocks) > most else ""
    )
    with style.context():
        return pagedrawing.draw_map(blocks.head(most), ax, title)


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


def _shares_title(last: pd.Series[float], noun: str) -> str:
    told = sorted(last.dropna().items(), key=lambda pair: -pair[1])
    high, low = (f"{share:.1%} {noun} ({name})" for name, share in (told[0], told[-1]))
    return f"{last.name}: {high}" if high == low else f"{last.name}: from {high} down to {low}"


def _counted(row: Mapping[Any, Any], most: float) -> str:
    """The count, and the names of what was counted as far as there is room."""
    return wording.elide("  ".join([str(row["count"]), "；".join(row.get("what") or [])]).rstrip(), most)


def _each(cells: pd.Series[Any]) -> list[str]:
    """The texts of some cells, each once, those that are there more often with their number (×2)."""
    often = cells.astype("str").value_counts(sort=False)
    return [f"{text} ×{count}" if count > 1 else str(text) for text, count in often.items()]
