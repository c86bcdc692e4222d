r"""Values as files have them: one plain value a cell, and no text that a spreadsheet would run.

Takes the cells of a frame; gives values for JSON (`plain`), for a sheet (`flat`) and for CSV (`cell`), and frames as CSV text.
In CSV and Excel a list is one cell, an item a line.

>>> cell("=1+1"), cell(["陈彦璋", "黄维"]), cell(31.0), cell(float("nan"))
("'=1+1", '陈彦璋\n黄维', 31, None)
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a text begins that a spreadsheet runs as a formula; Excel runs full-width signs too (OWASP, "CSV Injection")."""


def plain(value: Any) -> Any:
    """One value as JSON has it: whole floats as integers, days as ISO text, nothing as None."""
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    if hasattr(value, "item"):  # a numpy scalar
        value = value.item()
    return int(value) if isinstance(value, float) and value.is_integer() else value


def flat(value: Any) -> str | int | float | bool | None:
    """One value as a sheet has it: as `plain` gives it, but a list as one text, an item a line."""
    simple = plain(value)
    return "\n".join(map(str, simple)) if isinstance(simple, list) else simple


def cell(value: Any) -> str | int | float | bool | None:
    """One value as CSV has it: as `flat` gives it, with an apostrophe before a text that a spreadsheet would run."""
    simple = flat(value)
    runs = isinstance(simple, str) and len(simple) > 1 and simple.startswith(RUN_BY_SPREADSHEETS)
    return f"'{simple}" if runs else simple  # a lone = runs nothing


def rows(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The rows of a frame, without its index."""
    return zip(*(frame[name].array for name in frame.columns), strict=True)


def csv_text(frame: pd.DataFrame) -> str:
    """A frame, without its index, as comma-separated text (RFC 4180), safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(frame.columns)
    writer.writerows(map(cell, row) for row in rows(frame))
    return out.getvalue()
