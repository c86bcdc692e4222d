"""The drawing of a page map: lanes, blocks, and the arrows that join what a column's end cut apart.

Takes `page.blocks`; gives the Axes. Heights are in inches, so that a block is as high on every map as its text
is long, and a page of many blocks makes a longer picture rather than a crowded one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from zhibiao import style, wording
from zhibiao.fonts import drawable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SMALL = 7.0
"""Points of the text in blocks and lane heads."""
LEAST, PER_CHARACTER, MOST = 0.13, 0.0006, 0.3
"""Inches: the height of the shortest block, what each character adds, and the most that they add."""
GAP = 0.012
HEAD_LINES = 4
FATES = {"repeat": "printed twice", "left out": "left out"}
OUTSIDE = ""
"""The lane of what belongs to no article."""
STRONG = ("title", "kicker", "subtitle", "column")


def draw_map(blocks: pd.DataFrame, ax: Axes | None, title: str) -> Axes:
    """Draw the map on `ax`, or on a new figure as high as the page is long."""
    blocks = blocks.assign(fate=wording.fates(blocks), lane=blocks["article_id"].fillna(OUTSIDE))
    chars = blocks["end"] - blocks["start"]
    heights = [LEAST + min(each * PER_CHARACTER, MOST) for each in chars]
    bottoms = _bottoms(heights)
    lanes = _lanes(blocks)
    axes = _map_axes(ax, title, bottoms[-1])
    axes.set_xlim(0, len(lanes))
    axes.set_ylim(bottoms[-1] + GAP, 0)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines["bottom"].set_visible(False)
    room = style.WIDTH / len(lanes) * 0.92 * 72 / SMALL
    for place, (key, name) in enumerate(lanes.items()):
        _lane(axes, place, key, name, blocks, heights, bottoms, room)
    _arrows(axes, blocks, list(lanes), heights, bottoms)
    return axes


def map_title(blocks: pd.DataFrame) -> str:
    """How many articles and blocks there are, and what became of them."""
    fates = wording.fates(blocks).value_counts()
    told = [
        wording.count(int(fates[fate]), *nouns)
        for fate, nouns in (
            ("joined", ("join across a break", "joins across breaks")),
            ("repeat", ("block printed twice", "blocks printed twice")),
            ("left out", ("block left out", "blocks left out")),
        )
        if fate in fates
    ]
    whole = (
        f"{wording.count(blocks['article_id'].nunique(), 'article')} in {wording.count(len(blocks), 'block')}"
    )
    return f"{whole}: {wording.listed(told)}" if told else whole


def _bottoms(heights: Sequence[float]) -> list[float]:
    ends: list[float] = []
    for height in heights:
        ends.append((ends[-1] + GAP if ends else 0.0) + height)
    return ends


def _lanes(blocks: pd.DataFrame) -> dict[str, str]:
    """The id of each article with its number and title, in page order; the last lane is that of what no article has."""
    owned = blocks.dropna(subset="article_id").drop_duplicates("article_id")
    lanes = {
        row["article_id"]: _head(number, row) for number, row in enumerate(wording.records(owned), start=1)
    }
    return lanes | ({OUTSIDE: "in no article"} if blocks["article_id"].isna().any() else {})


def _head(number: int, row: Mapping[Any, Any]) -> str:
    title = row["article"] if wording.present(row["article"]) else "no title"
    return f"{number}\u00a0{title}" + ("" if row.get("complete", True) else " (incomplete)")


def _map_axes(ax: Axes | None, title: str, height: float) -> Axes:
    import matplotlib.pyplot as plt

    head = HEAD_LINES * SMALL * 1.4 / 72
    wrapped = wording.wrap(title, (style.WIDTH - 0.4) * 72 / style.TITLE_SIZE, lines=3)
    if ax is None:
        top = head + 0.3 * (1 + wrapped.count("\n")) + 0.2
        whole = height + top + 0.1
        figure = plt.figure(figsize=(style.WIDTH, whole))
        ax = figure.add_axes((0.01, 0.1 / whole, 0.98, height / whole))
    style.dress(ax)
    style.put_title(ax, wrapped, 0.0, above=head * 72 + 10)
    return ax


def _lane(
    axes: Axes,
    place: int,
    key: str,
    name: str,
    blocks: pd.DataFrame,
    heights: Sequence[float],
    bottoms: Sequence[float],
    room: float,
) -> None:
    """One article's lane: its head, a line from its first block to its last, and its blocks."""
    head = wording.wrap(drawable(name), room, lines=HEAD_LINES)
    colour = style.PAPER if key == OUTSIDE else style.COLOURS[place % len(style.COLOURS)]
    axes.annotate(
        head,
        (place + 0.03, 0),
        (0, 5),
        textcoords="offset points",
        fontsize=SMALL,
        va="bottom",
        annotation_clip=False,
    )
    mine = [at for at, lane in enumerate(blocks["lane"]) if lane == key]
    if key != OUTSIDE:
        axes.vlines(
            place + 0.5, bottoms[mine[0]], bottoms[mine[-1]], color=style.GREY, linewidth=0.6, zorder=1
        )
    for at in mine:
        _block(axes, place, blocks.iloc[at], bottoms[at] - heights[at], heights[at], colour, room)


def _block(
    axes: Axes, place: int, row: pd.Series[Any], top: float, height: float, colour: str, room: float
) -> None:
    from matplotlib.patches import Rectangle

    strong = row["role"] in STRONG
    face = colour if strong else style.tint(colour, 0.45 if row["role"] == "heading" else 0.22)
    edge = style.GREY if colour == style.PAPER else colour
    hatch = {"repeat": "////", "left out": "...."}.get(row["fate"], "")
    axes.add_patch(
        Rectangle(
            (place + 0.03, top),
            0.94,
            height,
            facecolor=face,
            edgecolor=edge,
            linewidth=0.8,
            hatch=hatch,
            zorder=2,
        )
    )
    said = f"{FATES[row['fate']]}: {row['text']}" if row["fate"] in FATES else str(row["text"])
    ground = {"boxstyle": "square,pad=0.1", "facecolor": style.PAPER, "edgecolor": "none"} if hatch else None
    axes.annotate(
        wording.elide(drawable(said), room * 0.86),
        (place + 0.03, top + LEAST / 2),
        (4, 0),
        textcoords="offset points",
        fontsize=SMALL,
        va="center",
        color=style.on(face),
        bbox=ground,
        zorder=4,
    )


def _arrows(
    axes: Axes, blocks: pd.DataFrame, lanes: Sequence[str], heights: Sequence[float], bottoms: Sequence[float]
) -> None:
    """From each block that was cut to the one that continues it, along the right edge of its lane."""
    places = {name: at for at, name in enumerate(blocks.index)}
    for at, (lane, joins) in enumerate(zip(blocks["lane"], blocks["joins"], strict=True)):
        if pd.isna(joins) or joins not in places:
            continue
        x = lanes.index(lane) + 0.9
        source = places[joins]
        down = source < at
        start = bottoms[source] - (0.06 if down else heights[source] - 0.06)
        end = bottoms[at] - heights[at] + 0.06 if down else bottoms[at] - 0.06
        look = {
            "arrowstyle": "-|>",
            "color": style.INK,
            "linewidth": 1.6,
            "shrinkA": 0,
            "shrinkB": 0,
            "mutation_scale": 9,
        }
        axes.annotate("", (x, end), (x, start), arrowprops=look, zorder=5)
