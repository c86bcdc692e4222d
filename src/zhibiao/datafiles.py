"""Pages kept as rows of a table: CSV, TSV, JSON lines (.jsonl) or Parquet, a page a row.

Takes the bytes of the file, its name, and the names of the columns with the text and the day where they are not the usual ones.
Gives a `Row` for each row: its number counted from 1, its text, and what it says of the day of publication.

Good: columns `date,title,text`, or 发布日期 and 正文. Rejected, with a `SourceError` that names the columns there are: a table
without a column of text.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, NamedTuple

from zhibiao.decoding import decode
from zhibiao.errors import SourceError
from zhibiao.lexicon import words
from zhibiao.manuscripts import LONGEST

Cells = Mapping[str, Any]
ENDINGS = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
"""What the names of such files end in."""


class Row(NamedTuple):
    """A page kept in a row."""

    number: int
    text: str
    published: str | None


def is_datafile(name: str, data: bytes = b"") -> bool:
    """Whether a file holds pages as rows, by its ending or its first bytes.

    >>> is_datafile("pages.CSV"), is_datafile("page.txt")
    (True, False)
    """
    return Path(name).suffix.lower() in ENDINGS or data.startswith(b"PAR1")


def read_rows(
    data: bytes, name: str, text_column: str | None = None, date_column: str | None = None
) -> Iterator[Row]:
    r"""The pages of a table, one by one.

    >>> rows = read_rows("日期,正文\n2026-03-02,全市投资3亿元。\n".encode(), "pages.csv")
    >>> [(row.number, row.text, row.published) for row in rows]
    [(1, '全市投资3亿元。', '2026-03-02')]
    """
    text = day = None
    for number, cells in enumerate(_cells(data, name), 1):
        if number == 1:
            text, day = (
                _column(cells, text_column, "text", name),
                _column(cells, date_column, "date", name),
            )
        if text is None:
            raise SourceError(
                f"{name} has no column of text, only {_listed(cells)}: name it with text_column (--text-column)"
            )
        published = cells.get(day) if day else None
        yield Row(number, _written(cells.get(text)), _written(published).strip() or None)


def _cells(data: bytes, name: str) -> Iterator[Cells]:
    """The rows of a table, each a mapping from column to cell."""
    suffix = Path(name).suffix.lower()
    if data.startswith(b"PAR1") or suffix == ".parquet":
        yield from _parquet(data, name)
        return
    text, _ = decode(data, name)
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise SourceError(f"{name} is empty: put the pages' texts into it")
    if suffix in (".jsonl", ".ndjson") or (suffix not in ENDINGS and text.lstrip()[:1] == "{"):
        yield from _json_lines(text, name)
    else:
        yield from _separated(text, "\t" if suffix == ".tsv" else ",", name)


def _parquet(data: bytes, name: str) -> Iterator[Cells]:
    from pyarrow import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        for batch in ParquetFile(BytesIO(data)).iter_batches(batch_size=1000):
            yield from batch.to_pylist()
    except (ArrowException, OSError, ValueError) as error:
        raise _damaged(name, "Parquet file", error) from None


def _json_lines(text: str, name: str) -> Iterator[Cells]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            cells = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _damaged(name, f"file of JSON lines (line {number})", error) from None
        if not isinstance(cells, dict):
            raise SourceError(
                f"line {number} of {name} is no JSON object: write one a line, with the text in it"
            )
        yield cells


def _separated(text: str, separator: str, name: str) -> Iterator[Cells]:
    csv.field_size_limit(2 * LONGEST)  # a page that is too long says so itself
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        columns = next(reader, [])
        for row in reader:
            if len(row) > len(columns):
                raise ValueError(f"line {reader.line_num} has {len(row)} cells, and the first {len(columns)}")
            if row:
                yield dict(zip(columns, row, strict=False))
    except (csv.Error, ValueError) as error:
        raise _damaged(name, "CSV file", error) from None


def _damaged(name: str, kind: str, error: Exception) -> SourceError:
    why = str(error).strip().partition("\n")[0][:120]
    return SourceError(f"{name} is damaged, or no {kind}: {why}")


def _column(cells: Cells, wanted: str | None, use: str, name: str) -> str | None:
    """The column that was asked for, or the first of the usual names that the table has."""
    columns: dict[str, str] = {str(column).strip().lower(): column for column in reversed(list(cells))}
    if wanted is not None:
        if wanted.strip().lower() in columns:
            return columns[wanted.strip().lower()]
        raise SourceError(f"{name} has no column {wanted!r}, only {_listed(cells)}")
    return next((columns[word] for word in words("input_columns", use=use) if word in columns), None)


def _listed(columns: Iterable[object]) -> str:
    names = [str(column)[:40] for column in columns]
    return ", ".join(names[:12]) + (", …" if len(names) > 12 else "") or "none at all"


def _written(value: object) -> str:
    """A cell as text; an empty one is empty text."""
    return "" if value is None or value != value else str(value)
