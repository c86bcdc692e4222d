"""The course of a story as a chart: its parts from top to bottom, and where the text tells of each.

Takes the table of `repairs.course`; gives the Axes.

>>> table = pd.DataFrame({"spans": [[(0.0, 0.4)], [(0.5, 1.0)]], "says": ["", "30万元"]}, index=["problem", "money"])
>>> course(table, "青石桥").get_title(loc="left")
'青石桥: 30万元'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from zhibiao import drawing, style, wording
from zhibiao.fonts import drawable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROOM = 30.0
"""Ems of what stands beside a row."""


def course(table: pd.DataFrame, title: str = "", ax: Axes | None = None) -> Axes:
    """Where in its text a story tells of each part, as bars along the text, with the part's figures or words at the right.

    `table` has a row a part, named by its index, with `spans`, pairs from 0 to 1, and `says`. The title adds the figures.
    """
    drawing.need("course", table, ("spans", "says"))
    if table.empty:
        with style.context():
            return style.blank(ax, "No story to follow", "No article of the page tells of all its parts.")
    with style.context():
        axes = style.canvas(ax, _title(table, title), list(table.index), row=1.3 * style.ROW)
        says = [wording.elide(text, ROOM) or "not told" for text in table["says"]]
        axes.set_xlim(0, 100 / (1 - style.value_room(axes, max(map(wording.ems, says)))))
        axes.set_xticks(range(0, 101, 25), [f"{share}%" for share in range(0, 101, 25)])
        for position, (spans, text) in enumerate(zip(table["spans"], says, strict=True)):
            axes.hlines(position, 0, 100, color=style.FAINT, linewidth=1, zorder=1)
            bars = [(100 * begin, 100 * (end - begin)) for begin, end in spans]
            axes.broken_barh(
                bars,
                (position - drawing.BAR / 2, drawing.BAR),
                facecolor=style.COLOURS[position % len(style.COLOURS)],
                edgecolor=style.PAPER,
                zorder=2,
            )
            drawing.say(axes, 100, position, drawable(text))
        axes.spines["bottom"].set_bounds(0, 100)
        axes.set_xlabel("where in the text, from its beginning to its end", loc="left")
    return axes


def _title(table: pd.DataFrame, title: str) -> str:
    told = [says for says in table["says"] if any(letter.isdigit() for letter in says)]
    return ": ".join(part for part in (title, "; ".join(told)) if part)
