"""Questions to an archive in SQL, answered by DuckDB from the files as they are at one moment.

Takes a shelf and a query; gives the answer as an Arrow table. The views `pages`, `articles`, `indicators` and `recognitions` hold
the rows of those frames, with `page` (the page's id), `id`, `doc` and `published` first. A query can only read, and only
the archive's own files: it is one SELECT, DuckDB's access to other files, to the network and to its own settings is closed,
and nothing is written, not even a temporary file.

Accepted: `select doc, value from indicators where indicator = 'GDP'`. Rejected, with an `ArchiveError`: anything but one SELECT.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from zhibiao.errors import ArchiveError
from zhibiao.parts import RECORDS, SCHEMA, columns_of
from zhibiao.shelf import Listing, Shelf

if TYPE_CHECKING:
    import duckdb

TRIES = 5
"""Times that an answer is begun anew because files were packed under it, before the writers have to wait for it."""
CLOSED = (
    "SET temp_directory = ''",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)


def ask(shelf: Shelf, query: str, parameters: Sequence[Any] = ()) -> pa.Table:
    """The answer to a query; raises `ArchiveError` where there is no archive, or DuckDB does not understand."""
    if not shelf.exists():
        raise ArchiveError(
            f"there is no archive in {str(shelf.folder)!r}: check the path, or add pages to it first"
        )
    for _ in range(TRIES):
        answer = _answer(shelf, query, parameters)
        if answer is not None:
            return answer
    with shelf.locked():  # pages are packed faster than they are read: wait for the writers
        answer = _answer(shelf, query, parameters)
    if answer is None:
        raise ArchiveError(
            f"the files of {shelf.folder} change while they are read: have nothing else write there"
        )
    return answer


def _answer(shelf: Shelf, query: str, parameters: Sequence[Any]) -> pa.Table | None:
    """The answer from the files as they are now; None where they changed meanwhile."""
    import duckdb

    listing = shelf.listing()
    try:
        with closing(_connect(shelf.folder, listing)) as connection:
            answer = connection.sql(query, params=list(parameters)).to_arrow_table()
    except duckdb.Error as error:
        if shelf.holds(listing):
            raise ArchiveError(f"the query cannot be answered: {str(error).strip()}") from None
        return None
    return answer if shelf.holds(listing) else None


def only_asks(query: str) -> str:
    """The query, if it is one SELECT; raises `ArchiveError` for anything else.

    >>> only_asks("copy pages to 'pages.csv'")
    Traceback (most recent call last):
    zhibiao.errors.ArchiveError: an archive answers one SELECT at a time, and this is COPY
    """
    import duckdb

    try:
        with closing(duckdb.connect(":memory:")) as connection:
            statements = connection.extract_statements(query)
    except (duckdb.Error, TypeError) as error:
        raise ArchiveError(f"the query is not understood: {str(error).strip()}") from None
    kinds = [statement.type.name for statement in statements]
    if kinds != ["SELECT"]:
        raise ArchiveError(
            f"an archive answers one SELECT at a time, and this is {', '.join(kinds) or 'nothing'}"
        )
    return query


def _connect(folder: Path, listing: Listing) -> duckdb.DuckDBPyConnection:
    import duckdb

    connection = duckdb.connect(":memory:")
    connection.register("nothing", SCHEMA.empty_table())
    connection.execute(f"SET allowed_directories = [{_text(f'{folder}/')}]")
    for statement in (*CLOSED, *_views(listing)):
        connection.execute(statement)
    return connection


def _views(listing: Listing) -> Iterable[str]:
    columns = ", ".join(map(_name, SCHEMA.names))
    files = [f"SELECT {columns} FROM nothing"]
    if listing.loose:
        files.append(f"SELECT {columns} FROM {_parquet(listing.loose)}")
    if listing.packs:
        newer = ", ".join(_text(path.stem) for path in listing.loose)
        unless = f" WHERE page NOT IN ({newer})" if newer else ""
        files.append(f"SELECT {columns} FROM {_parquet(listing.packs)}{unless}")
    yield f"CREATE VIEW parts AS {' UNION ALL '.join(files)}"
    for record in RECORDS:
        shown = ", ".join(map(_name, columns_of(record)))
        yield f"CREATE VIEW {record} AS SELECT {shown} FROM parts WHERE record = '{record}'"


def _parquet(files: Iterable[Path]) -> str:
    return f"read_parquet([{', '.join(_text(str(path)) for path in files)}])"


def _text(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def _name(name: str) -> str:
    """A column's name as SQL writes it; `end` and `column` are words of SQL."""
    return f'"{name}"'
