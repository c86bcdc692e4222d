r"""Frames as files: CSV and Excel for people, JSON Lines and Parquet for programs.

Takes any frame of zhibiao and a path whose ending says the form; gives a file written whole or not at all (under a
temporary name beside it, then renamed). The same frame gives the same bytes.

- `.csv` has a byte-order mark, so that Excel reads the Chinese rightly, and no cell that a spreadsheet would run: text that
  begins with `=`, `+`, `-`, `@`, a tab or a line break gets an apostrophe before it. Numbers stay numbers.
- `.xlsx` has typed cells, no formulas and no links, a filter on its head, and columns wide enough for Chinese.
- `.jsonl` has one object a row under the frame's own column names, the index first, null where there is nothing.
- `.parquet` keeps every type.

In CSV and Excel a list is one cell, an item a line.

>>> cell("=1+1"), cell(["陈彦璋", "黄维"]), cell(31.0), cell(float("nan"))
("'=1+1", '陈彦璋\n黄维', 31, None)
"""

from __future__ import annotations

import csv
import io
import json
import os
import secrets
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from zhibiao.errors import ExportError
from zhibiao.tables import FRAMES

RUN_BY_SPREADSHEETS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
)  # Excel runs full-width ones too
EXCEL_ROWS = 1_048_576  # Excel's own limits, from Microsoft's "Excel specifications and limits"
EXCEL_CHARACTERS = 32_767
CUT = "…〔截断：此处超出单元格容量，全文见 .jsonl〕"  # "cut: more than a cell holds, the whole text is in the .jsonl"
WIDEST = 60
MADE = datetime(
    2000, 1, 1
)  # a fixed date in the file's properties, so that the same rows give the same bytes


def write(frame: pd.DataFrame, path: str | os.PathLike[str]) -> Path:
    """Write a frame to `path` in the form that its ending names: .csv, .xlsx, .jsonl or .parquet. Gives the path back.

    Raises `ExportError` for what is no frame, where the ending is none of these, where the folder cannot be written, and where
    Excel cannot hold the rows.

    >>> write(pd.DataFrame({"value": [1.5]}), "rows.txt")
    Traceback (most recent call last):
    zhibiao.errors.ExportError: cannot write rows.txt: end its name in .csv, .xlsx, .jsonl or .parquet
    """
    if not isinstance(frame, pd.DataFrame):
        raise ExportError(
            f'what can be written is a frame, not {frame!r:.40}: write(page.indicators, "figures.xlsx")'
        )
    if not isinstance(path, str | os.PathLike):
        raise ExportError(f'{path!r:.40} is no path: say where to, write(page.indicators, "figures.xlsx")')
    target = Path(path)
    write_bytes(target, form(target)(_with_index(frame)))
    return target


def form(path: str | os.PathLike[str]) -> Callable[[pd.DataFrame], bytes]:
    """What makes a file of this name out of a frame; raises `ExportError` where its ending says nothing."""
    to_bytes = FORMS.get(Path(path).suffix.lower())
    if to_bytes is None:
        raise ExportError(f"cannot write {path}: end its name in .csv, .xlsx, .jsonl or .parquet")
    return to_bytes


def write_bytes(target: Path, content: bytes) -> None:
    """Write a file whole or not at all, making its folder; raises `ExportError` where that is not possible."""
    with whole(target) as partial:
        partial.write_bytes(content)


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A temporary path beside `target`; what is written there takes target's place when the block ends well."""
    partial = target.with_name(f".partial-{secrets.token_hex(8)}{target.suffix}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        os.replace(partial, target)
    except OSError as error:
        raise ExportError(
            f"cannot write {target}: {error.strerror or error}; choose another place"
        ) from error
    finally:
        with suppress(
            OSError
        ):  # gone already when all went well; where the folder is missing, nothing to take away
            partial.unlink()


def csv_text(frame: pd.DataFrame) -> str:
    """A frame as comma-separated text without a byte-order mark, safe to open in a spreadsheet."""
    return _csv(_with_index(frame))


def cell(value: Any) -> str | int | float | bool | None:
    """One value as CSV writes it: lists joined, numbers shortest, nothing as None, no text that a spreadsheet would run."""
    flat = _flat(value)
    runs = (
        isinstance(flat, str) and len(flat) > 1 and flat.startswith(RUN_BY_SPREADSHEETS)
    )  # a lone = runs nothing
    return f"'{flat}" if runs else flat


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


def _flat(value: Any) -> str | int | float | bool | None:
    simple = plain(value)
    return "\n".join(map(str, simple)) if isinstance(simple, list) else simple


def _with_index(frame: pd.DataFrame) -> pd.DataFrame:
    named = any(name is not None for name in frame.index.names)
    return frame.reset_index() if named else frame


def _rows(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    return zip(*(frame[name].array for name in frame.columns), strict=True)


def _csv(frame: pd.DataFrame) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(frame.columns)
    writer.writerows(map(cell, row) for row in _rows(frame))
    return out.getvalue()


def _csv_bytes(frame: pd.DataFrame) -> bytes:
    return _csv(frame).encode("utf-8-sig", errors="replace")


def _jsonl_bytes(frame: pd.DataFrame) -> bytes:
    names = [str(name) for name in frame.columns]
    lines = (
        json.dumps(dict(zip(names, map(plain, row), strict=True)), ensure_ascii=False) for row in _rows(frame)
    )
    return "".join(f"{line}\n" for line in lines).encode(errors="replace")


def _parquet_bytes(frame: pd.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.to_parquet(out, engine="pyarrow", index=False)
    return out.getvalue()


def _xlsx_bytes(frame: pd.DataFrame) -> bytes:
    import xlsxwriter

    if len(frame) >= EXCEL_ROWS:
        raise ExportError(
            f"Excel holds {EXCEL_ROWS - 1:,} rows, not {len(frame):,}: write .csv or .parquet instead"
        )
    out = io.BytesIO()
    safe = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, safe) as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet(_sheet_name(frame))
        head = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        for column, name in enumerate(map(str, frame.columns)):
            values = list(frame[name])
            sheet.write_string(0, column, name, head)
            sheet.set_column(column, column, _width([name, *map(_flat, values)]))
            for row, value in enumerate(values, start=1):
                _xlsx_cell(sheet, row, column, value, day)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(frame), max(len(frame.columns) - 1, 0))
    return out.getvalue()


def _sheet_name(frame: pd.DataFrame) -> str:
    """The table that a frame has all columns of; of any other frame `rows`."""
    held = set(frame.columns)
    return next(
        (name for name, columns in FRAMES.items() if held >= {column.name for column in columns}), "rows"
    )


def _xlsx_cell(sheet: Any, row: int, column: int, value: Any, day: Any) -> None:
    if isinstance(value, date) and value is not pd.NaT:
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
        return
    flat = _flat(value)
    if isinstance(flat, str):
        cut = flat if len(flat) <= EXCEL_CHARACTERS else flat[: EXCEL_CHARACTERS - len(CUT)] + CUT
        sheet.write_string(row, column, cut)
    elif flat is not None:
        sheet.write(row, column, flat)


def _width(values: list[Any]) -> int:
    """Columns that the longest first line takes, a Chinese character counting two."""
    longest = 0
    for value in values:
        line = "" if value is None else str(value).partition("\n")[0][:WIDEST]
        longest = max(longest, sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line))
    return min(longest + 2, WIDEST)


FORMS: dict[str, Callable[[pd.DataFrame], bytes]] = {
    ".csv": _csv_bytes,
    ".xlsx": _xlsx_bytes,
    ".jsonl": _jsonl_bytes,
    ".parquet": _parquet_bytes,
}
