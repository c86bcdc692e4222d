"""A page as one Parquet part: what the page is, its text, and the rows of its frames, all in one file.

Takes a `Page`; gives a `Part`, whose `content` are the bytes of a file. A part is one table: the column `record` says which
frame a row belongs to (pages, articles, indicators, recognitions), `page` and `position` where it stands, and every other
column is one of that frame, null in the rows of others. So a page is there whole or not at all, and parts put one below the
other are a part again. `frame` leads back to the frames.

A page's id is a digest of its text: the same text has the same id under whatever name, and its part the same name.

>>> from zhibiao.page import read
>>> part = part_of(read("全市进出口总值320亿元。"))
>>> len(part.page), part.content[:4]
(20, b'PAR1')
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from zhibiao.errors import ZhibiaoError
from zhibiao.inputs import Input
from zhibiao.page import Page
from zhibiao.sources import Source
from zhibiao.tables import TABLES, Column

PAGES = (
    Column("doc", "str", "file name of the page", nullable=False),
    Column("published", "datetime64[us]", "day of publication; null if unknown"),
    Column(
        "published_inferred",
        "bool",
        "True where the day was read from the text or the file's name",
        nullable=False,
    ),
    Column("encoding", "str", "what the file was in; null where the text itself was given"),
    Column("version", "str", "version of zhibiao that read it", nullable=False),
    Column("source", "str", "digest of the file and how it was read; null where no path was given"),
    Column("notes", "object", "list of what to know before relying on the rows", nullable=False),
    Column("text", "str", "text as read", nullable=False),
)
KEPT = ("articles", "indicators", "recognitions")
RECORDS = {"pages": PAGES, **{name: TABLES[name] for name in KEPT}}
KEYS = {
    "page": pa.string(),
    "record": pa.string(),
    "position": pa.int32(),
    "id": pa.string(),
    "doc": pa.string(),
    "published": pa.date32(),
}
_TYPES = {
    "str": pa.string(),
    "object": pa.list_(pa.string()),
    "bool": pa.bool_(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "datetime64[us]": pa.date32(),
}
_DIGITS = 20
"""Hexadecimal digits of an id: 80 bits, so that of a million pages no two share one, by all odds (one in 10^12)."""
_ROWS = 1 << 16
"""Rows of a pack that stand together, with their least and greatest values: a query passes over those that it does not want."""


def schema_of(record: str) -> pa.Schema:
    """The Arrow types of a frame's columns, days as dates."""
    return pa.schema([(column.name, _TYPES[column.dtype]) for column in RECORDS[record]])


FIRST = ("page", "id", "doc", "published")
"""What stands before a frame's own columns in an archive."""


def columns_of(record: str) -> list[str]:
    """The names of a frame's columns in an archive."""
    first = [name for name in FIRST if (record, name) != ("pages", "id")]  # a page is one row
    return list(dict.fromkeys([*first, *(column.name for column in RECORDS[record])]))


SCHEMA = pa.schema(KEYS | {field.name: field.type for record in RECORDS for field in schema_of(record)})
"""The columns of a part: the keys, and every column of every frame once."""


Reading = tuple[date | None, str]
"""How a page was read: the day of publication, and the version of zhibiao. The same text read alike gives the same rows."""


@dataclass(frozen=True, slots=True)
class Part:
    """A page as it is kept: its id `page`, its name `doc`, how it was read, and the bytes of its file."""

    page: str
    doc: str
    reading: Reading
    content: bytes


def part_of(page: Page, source: str | None = None) -> Part:
    """A page as a part; `source` is the digest of the file it was read from, by `source_digest`."""
    from zhibiao import __version__

    about = {
        "doc": page.name,
        "published": page.published,
        "published_inferred": page.published_inferred,
        "encoding": page.encoding,
        "version": __version__,
        "source": source,
        "notes": list(page.notes),
        "text": page.text,
    }
    identity = digest(page.text.encode())
    keys = {"page": identity, "doc": page.name, "published": page.published}
    tables = [_rows(pa.Table.from_pylist([about], schema_of("pages")), keys | {"record": "pages"}, [None])]
    for record in KEPT:
        frame = getattr(page, record)
        cells = pa.Table.from_pandas(frame, schema_of(record), preserve_index=False)
        tables.append(_rows(cells, keys | {"record": record}, list(frame.index)))
    content = _parquet(pa.concat_tables(tables), compression="snappy", write_statistics=False)
    return Part(identity, page.name, (page.published, __version__), content)


def digest(*parts: bytes) -> str:
    """An id for what these bytes are, one after another; their bounds count."""
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(len(part).to_bytes(8, "big") + part)
    return hashed.hexdigest()[:_DIGITS]


def source_digest(given: Input, published: date | str | None) -> str | None:
    """What tells how a page would be read: its bytes and name, the day given, the version of zhibiao; None for no page."""
    from zhibiao import __version__

    if isinstance(given, ZhibiaoError):
        return None
    if isinstance(given, Source):
        said = (given.text, given.name, given.published, published, __version__)
        return digest(*(str(one).encode(errors="replace") for one in said))
    try:
        content = given.read_bytes()
    except (OSError, ValueError):  # what is wrong is said when it is read
        return None
    return digest(content, given.name.encode(errors="replace"), str(published).encode(), __version__.encode())


def packed(parts: Sequence[pa.Table]) -> bytes:
    """Parts put together as one file, the rows of each frame side by side; the same parts give the same bytes."""
    whole = pa.concat_tables(parts)
    places = pc.index_in(whole["record"], pa.array(RECORDS))
    order = pa.table({"place": places, "row": pa.array(range(len(whole)))})
    whole = whole.take(pc.sort_indices(order, [("place", "ascending"), ("row", "ascending")]))
    return _parquet(whole, compression="zstd", row_group_size=_ROWS)


def frame(record: str, rows: pa.Table) -> pd.DataFrame:
    """A frame with the types that `zhibiao.tables` states, of rows in Arrow's; the index is the page and the id within it.

    Columns that are not the frame's own (doc, published) are kept and stand first.
    """
    made: pd.DataFrame = rows.to_pandas(date_as_object=False)
    for column in RECORDS[record]:
        if column.name in made:
            made[column.name] = _typed(made[column.name], column)
    if "published" in made:
        made["published"] = made["published"].astype("datetime64[us]")
    keys = [key for key in ("page", "id") if key in made]
    made[keys] = made[keys].astype("str")
    return made.set_index(keys)


def _typed(cells: pd.Series[Any], column: Column) -> pd.Series[Any]:
    if column.dtype != "object":
        return cells.astype(column.dtype)  # type: ignore[call-overload,no-any-return]
    lists = [None if cell is None else list(cell) for cell in cells]
    return pd.Series(lists, index=cells.index, dtype="object")


def _rows(cells: pa.Table, keys: Mapping[str, Any], ids: Sequence[str | None]) -> pa.Table:
    """Cells of a frame as rows of a part."""
    count = len(cells)
    columns = {name: cells[name] for name in cells.column_names}
    columns |= {name: pa.repeat(pa.scalar(value, KEYS[name]), count) for name, value in keys.items()}
    columns |= {"position": pa.array(range(count), pa.int32()), "id": pa.array(ids, pa.string())}
    columns |= {field.name: pa.nulls(count, field.type) for field in SCHEMA if field.name not in columns}
    return pa.table(columns).select(SCHEMA.names)


def _parquet(rows: pa.Table, **settings: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(rows, out, **settings)
    return out.getvalue()
