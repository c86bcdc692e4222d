"""What a chart shows, in words: for readers who do not see it, and for search.

Takes an Axes that `charts` drew, or a figure of several; gives its title, its scale, and each row with the value beside it, as
many rows as a listener will sit through. `saving.save` writes it into the files, and an HTML page
has it as the `alt` of the picture.

>>> from zhibiao import charts, read
>>> page = read("湖岸市去年进出口总值320亿元，增长12%。", published="2026-02-28")
>>> alt(charts.growth(page.indicators))
'进出口总值: +12%. change in %. 进出口总值: +12%.'
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from zhibiao.errors import ExportError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure

MOST = 12
"""Rows that are told before the rest are counted."""


def alt(chart: Axes | Figure | SubFigure, most: int = MOST) -> str:
    """A chart in words: title, scale, its first rows with their values, how many more there are, and the note below it.

    Raises `ExportError` for what is no chart.
    """
    if not hasattr(chart, "get_figure"):
        raise ExportError(
            f"what can be described is a chart, not {chart!r:.40}: alt(charts.growth(page.indicators))"
        )
    parts: list[Any] = list(chart.axes) if isinstance(chart.axes, list) else [chart]
    return " ".join(_told(axes, most) for axes in parts)


def _told(axes: Axes, most: int) -> str:
    rows = list(_rows(axes))
    more = [f"and {len(rows) - most} more"] if len(rows) > most else []
    legend = axes.get_legend()
    series = [", ".join(text.get_text() for text in legend.get_texts())] if legend else []
    notes = [text.get_text() for text in axes.texts if text.get_text() and not _in_data(text)]
    told = [axes.get_title(loc="left"), axes.get_xlabel(), *series, "; ".join([*rows[:most], *more]), *notes]
    return " ".join(f"{_one_line(part).rstrip('.')}." for part in told if part)


def _rows(axes: Axes) -> Iterator[str]:
    """Each row's label and what stands beside it; of a page map, which has no rows, the heads of its lanes."""
    texts: list[Any] = [text for text in axes.texts if text.get_text() and _in_data(text)]
    labels = [label.get_text() for label in axes.get_yticklabels()]
    for position, label in enumerate(labels):
        beside = [text.get_text() for text in texts if abs(text.xy[1] - position) < 0.5]
        yield _one_line(f"{label}: {', '.join(beside)}" if beside else label)
    if not labels:
        yield from (_one_line(text.get_text()) for text in texts if text.xy[1] == 0)


def _in_data(text: Any) -> bool:
    """Whether a text stands at a point of the data, rather than in a corner of the chart."""
    return getattr(text, "xycoords", None) == "data"


def _one_line(text: str) -> str:
    return " ".join(text.split())
