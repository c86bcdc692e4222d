"""Rows of many pages as one file, written while the pages are read, so that only the rows of a few pages are held.

Takes frames of one kind, one after another, and a path whose ending says the form; gives the file, whole or not at all, with the
same rows as `zhibiao.write` makes of them together. CSV, JSON Lines and Parquet can grow in this way; a workbook cannot.

>>> grows("figures.csv"), grows("figures.xlsx")
(True, False)
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from zhibiao.export import FORMS, csv_text, whole
from zhibiao.tables import TABLES

GROWING = (".csv", ".jsonl", ".parquet")
ROWS = 1 << 16
"""Rows that a Parquet file keeps together, and that are held until there are so many."""

_TYPES = {
    "str": pa.large_string(),
    "object": pa.list_(pa.string()),
    "bool": pa.bool_(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "datetime64[us]": pa.timestamp("us"),
}


def grows(path: str | os.PathLike[str]) -> bool:
    """Whether a file of this name can be written page by page."""
    return _ending(path) in GROWING


def write_batches(frames: Iterable[pd.DataFrame], path: str | os.PathLike[str], record: str) -> int:
    """Write frames of a kind (`indicators`), each with its index, one below the other; gives how many rows there were.

    Nothing is written where there are no frames, or where an error comes instead of one. Raises `ExportError` where the folder
    cannot be written.
    """
    each = iter(frames)
    first = next(each, None)
    if first is None:
        return 0
    ending, rows = _ending(path), 0

    def counted() -> Iterator[pd.DataFrame]:
        nonlocal rows
        for frame in chain([first], each):
            rows += len(frame)
            yield frame

    with whole(Path(path)) as partial:
        if ending == ".parquet":
            _write_parquet(counted(), partial, record)
        else:
            with partial.open("wb") as file:
                file.writelines(_csv_bytes(counted()) if ending == ".csv" else map(_jsonl_bytes, counted()))
    return rows


def csv_pieces(frames: Iterable[pd.DataFrame]) -> Iterator[str]:
    """Frames as the pieces of one comma-separated text: only the first has the names of the columns."""
    for number, frame in enumerate(frames):
        text = csv_text(frame)
        yield text.partition("\r\n")[2] if number else text


def _csv_bytes(frames: Iterable[pd.DataFrame]) -> Iterator[bytes]:
    yield codecs.BOM_UTF8
    yield from (text.encode(errors="replace") for text in csv_pieces(frames))


def _jsonl_bytes(frame: pd.DataFrame) -> bytes:
    return FORMS[".jsonl"](frame.reset_index())


def _write_parquet(frames: Iterable[pd.DataFrame], path: Path, record: str) -> None:
    keys = [(name, pa.large_string()) for name in ("doc", "id")]
    schema = pa.schema([*keys, *((column.name, _TYPES[column.dtype]) for column in TABLES[record])])
    with pq.ParquetWriter(path, schema) as writer:
        held: list[pa.Table] = []
        for frame in frames:
            held.append(pa.Table.from_pandas(frame.reset_index(), schema, preserve_index=False))
            if sum(map(len, held)) >= ROWS:
                writer.write_table(pa.concat_tables(held))
                held = []
        writer.write_table(pa.concat_tables([*held, schema.empty_table()]))


def _ending(path: str | os.PathLike[str]) -> str | None:
    name = os.fspath(path).lower()
    return next((ending for ending in FORMS if name.endswith(ending)), None)
