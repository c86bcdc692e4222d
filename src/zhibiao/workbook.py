"""Tables as an Excel workbook: a sheet each, and a last one that says what the columns hold.

Takes frames by name; gives the bytes of an .xlsx file, the same ones for the same frames. Each sheet has a filter on its head,
which stays in view and is printed on each page, and columns wide enough for Chinese, a character counting two. Numbers are
numbers, shown with their decimals and, where they are a change or a growth, with their sign; percentages and percentage points
stay as the table has them (12 and `%`, not 0.12). Days are days, codes of regions are text, a list is one cell with an item a
line. No cell is a formula or a link, whatever its text begins with.

>>> number_format({"kind": "growth"}, -3.4), number_format({"kind": "level"}, 32050000000.0), number_format({}, 1.05)
('+#,##0.0;-#,##0.0;0.0', '#,##0', '#,##0.00')
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

import pandas as pd

from zhibiao import cells
from zhibiao.dictionary import columns, dictionary
from zhibiao.errors import ExportError
from zhibiao.tables import TABLES

EXCEL_ROWS = 1_048_576  # Excel's own limits, from Microsoft's "Excel specifications and limits"
EXCEL_CHARACTERS = 32_767
CUT = "…〔截断：此处超出单元格容量，全文见 .jsonl〕"  # "cut: more than a cell holds, the whole text is in the .jsonl"
A4 = 9
HEIGHT = 15.75
"""Points of a row: one line, the first of a text that has several. Not Excel's own 15, which it would change to fit the text."""
DAY = {"num_format": "yyyy-mm-dd", "align": "left"}
LINES = {"text_wrap": True, "valign": "top"}
NARROWEST, WIDEST = 6, 60
DECIMALS = 4
"""Decimals that a sheet shows at most; the cell holds all of them."""
MADE = datetime(2000, 1, 1)
"""The date in the file's properties, so that the same rows give the same bytes."""
SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FIRST, DICTIONARY = "indicators", "dictionary"
"""The sheet that is seen first, and the name of the last."""
SIGNED = ("change", "growth")
MEASURES = ("value", "value_high")


def workbook(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """The bytes of a workbook with a sheet for each table; raises `ExportError` where Excel cannot hold the rows."""
    import xlsxwriter

    stated = [name for name in tables if name in TABLES]
    sheets = {**tables, **({DICTIONARY: dictionary(stated)} if stated else {})}
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        book.set_properties({"created": MADE})
        for name, frame in sheets.items():
            _sheet(book, name, frame)
        if FIRST in tables:
            book.get_worksheet_by_name(FIRST).activate()
    return out.getvalue()


def number_format(row: Mapping[str, Any], value: float) -> str:
    """How Excel shows a row's number: with its own decimals, and a sign where it is a change or a growth."""
    shown = f"{value:.{DECIMALS}f}".rstrip("0").partition(".")[2]
    digits = "#,##0" + (f".{'0' * len(shown)}" if shown else "")
    if value and not float(f"{value:.{DECIMALS}f}"):
        return "General"  # too small for these decimals
    zero = digits.replace("#,##", "")
    return f"+{digits};-{digits};{zero}" if row.get("kind") in SIGNED else digits


def _sheet(book: Any, name: str, frame: pd.DataFrame) -> None:
    if len(frame) >= EXCEL_ROWS:
        raise ExportError(
            f"Excel holds {EXCEL_ROWS - 1:,} rows, not {len(frame):,}: write .csv or .parquet instead"
        )
    sheet, head = book.add_worksheet(name), book.add_format({"bold": True, "bottom": 1})
    look = _Looks(book)
    kinds = frame["kind"].tolist() if "kind" in frame else [None] * len(frame)
    for at, column in enumerate(columns(frame)):
        values = list(frame.iloc[:, at])
        sheet.write_string(0, at, column.name, head)
        sheet.set_column(at, at, _width([column.name, *map(cells.flat, values)]))
        for place, (value, kind) in enumerate(zip(values, kinds, strict=True), start=1):
            shown = LINES if name == DICTIONARY else _look(column.name, kind, value)
            _cell(partial(_put, sheet, place, at), value, look(shown))
    for place, row in enumerate(
        cells.rows(frame), start=1
    ):  # or Excel makes a row as high as its longest text
        sheet.set_row(place, HEIGHT * (max(map(_lines, row)) if name == DICTIONARY else 1))
    _lay_out(sheet, len(frame), len(frame.columns))


def _lay_out(sheet: Any, rows: int, columns: int) -> None:
    """A filter on a head that stays, and a printed page as wide as the table."""
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, rows, max(columns - 1, 0))
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)  # as long as need be
    sheet.repeat_rows(0)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{rows + 1}"})  # codes are meant as text


class _Looks:
    """The formats of a book, each made once."""

    def __init__(self, book: Any) -> None:
        self.book, self.made = book, dict[str, Any]()

    def __call__(self, shown: Mapping[str, Any]) -> Any:
        key = repr(shown)
        if shown and key not in self.made:
            self.made[key] = self.book.add_format(dict(shown))
        return self.made.get(key)


def _look(column: str, kind: Any, value: Any) -> Mapping[str, Any]:
    """How a cell is shown, where Excel's own way will not do."""
    if isinstance(value, date):
        return {} if value is pd.NaT else DAY
    if column in MEASURES and isinstance(value, (int, float)) and abs(value) < float("inf"):
        return {"num_format": number_format({"kind": kind}, float(value)), "align": "right"}
    return LINES if "\n" in str(cells.flat(value)) else {}


def _cell(put: Any, value: Any, shown: Any) -> None:
    if isinstance(value, date) and value is not pd.NaT:
        put("write_datetime", datetime(value.year, value.month, value.day), shown)
        return
    flat = cells.flat(value)
    if isinstance(flat, str):
        put(
            "write_string",
            flat if len(flat) <= EXCEL_CHARACTERS else flat[: EXCEL_CHARACTERS - len(CUT)] + CUT,
            shown,
        )
    elif isinstance(flat, float) and abs(flat) == float("inf"):
        put("write_string", str(flat))  # a sheet has no such number
    elif flat is not None:
        put("write", flat, shown)


def _put(sheet: Any, row: int, column: int, method: str, value: Any, shown: Any = None) -> None:
    getattr(sheet, method)(row, column, value, shown)


def _width(values: list[Any]) -> int:
    """Columns that the longest first line takes, a Chinese character counting two."""
    longest = max((_columns(value) for value in values), default=0)
    return min(max(longest + 2, NARROWEST), WIDEST)


def _lines(value: Any) -> int:
    """Lines that a text takes in the widest column."""
    wide = sum(map(_columns, str(value)))
    return 1 + wide // (WIDEST - 2)


def _columns(value: Any) -> int:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return len(f"{value:,}") + 1  # separators and a sign
    line = "" if value is None else str(value).partition("\n")[0][:WIDEST]
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)
