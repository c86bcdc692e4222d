"""zhibiao (指标, indicator) reads the figures in Chinese newspaper pages into pandas DataFrames.

>>> import zhibiao as zb
>>> page = zb.read("全市进出口总值320亿元，同比增长12%。", published="2026-02-28")
>>> page.indicators[["indicator", "kind", "value", "unit"]].to_records(index=False).tolist()
[('进出口总值', 'level', 32000000000.0, '元'), ('进出口总值', 'growth', 12.0, '%')]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from zhibiao.checks import check
from zhibiao.errors import ZhibiaoError
from zhibiao.export import write
from zhibiao.page import Page, Pages, explain, read, read_many

if TYPE_CHECKING:
    from zhibiao import charts
    from zhibiao.archive import Archive

__all__ = [
    "Archive",
    "Page",
    "Pages",
    "ZhibiaoError",
    "charts",
    "check",
    "explain",
    "read",
    "read_many",
    "write",
]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load `zb.charts` and `zb.Archive` when they are first asked for, and with them what they need."""
    if name == "charts":
        return import_module("zhibiao.charts")
    if name == "Archive":
        return import_module("zhibiao.archive").Archive
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
