"""Charts: each function takes a finished frame, draws one chart and gives its matplotlib Axes.

Takes rows of `page.indicators` or `page.recognitions`, or a small table that `scoreboard` or `trust` made; `ax=None`
draws on a new figure that grows with its rows. Gives the Axes, never shows or prints anything, and leaves matplotlib's settings
as they were. The title states what the frame shows, each row has its value beside it in Chinese magnitudes (万, 亿), and a frame
with nothing to draw gives a chart that says so. `alt` says in words what a chart shows, `save` writes it. matplotlib is loaded
when the first chart is drawn.

Accepted: `charts.growth(page.indicators)`, which takes the growth rows and leaves the others. Rejected: a frame without the
columns that a chart needs, which raises `ZhibiaoError` and says which table the chart takes.

>>> from zhibiao import read
>>> page = read("湖岸市去年进出口总值320亿元，增长12%。", published="2026-02-28")
>>> growth(page.indicators).get_title(loc="left")
'进出口总值: +12%'
"""

from __future__ import annotations

from zhibiao.describing import alt
from zhibiao.paircharts import before_after, ranges, targets
from zhibiao.rowcharts import amounts, growth, ranks, ratios
from zhibiao.saving import save
from zhibiao.tablecharts import counts, page_map, recognitions, shares, tally

__all__ = [
    "alt",
    "amounts",
    "before_after",
    "counts",
    "growth",
    "page_map",
    "ranges",
    "ranks",
    "ratios",
    "recognitions",
    "save",
    "shares",
    "tally",
    "targets",
]
