"""Pages kept as rows of a table: CSV, TSV, JSON lines (.jsonl) or Parquet, a page a row.

Takes the bytes of the file, its name, and the names of the columns with the text and the day where they are not the usual ones.
Gives a `Row` for each row: its number counted from 1, its text, and what it says of the day of publication.

Good: columns `date,title,text`, or 发布日期 and 正文. Rejected, with a `SourceError` that names the columns there are: a table
without a column of text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from zhibiao.decoding import decode
from zhibiao.errors import SourceError
from zhibiao.lexicon import words

if TYPE_CHECKING:
    import pandas as pd

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
    table = _table(data, name)
    text = _column(table, text_column, "text", name)
    if text is None:
        raise SourceError(
            f"{name} has no column of text, only {_listed(table.columns)}: name it with text_column (--text-column)"
        )
    day = _column(table, date_column, "date", name)
    days = table[day] if day is not None else [None] * len(table)
    for number, (page, published) in enumerate(zip(table[text], days, strict=True), 1):
        yield Row(number, _cell(page), _cell(published).strip() or None)


def _table(data: bytes, name: str) -> pd.DataFrame:
    suffix = Path(name).suffix.lower()
    if data.startswith(b"PAR1") or suffix == ".parquet":
        with _damage(name, "Parquet"):
            return _parquet(data)
    text, _ = decode(data, name)
    if not text.strip():
        raise SourceError(f"{name} is empty: put the pages' texts into it")
    if suffix in (".jsonl", ".ndjson") or (suffix not in ENDINGS and text.lstrip()[:1] == "{"):
        with _damage(name, "JSON lines"):
            return _json_lines(text)
    with _damage(name, "CSV"):
        return _separated(text, "\t" if suffix == ".tsv" else ",")


@contextmanager
def _damage(name: str, kind: str) -> Iterator[None]:
    try:
        yield
    except (ValueError, OSError, OverflowError, RecursionError) as error:
        why = str(error).strip().partition("\n")[0][:120]
        raise SourceError(f"{name} is damaged, or no {kind} file: {why}") from None


def _parquet(data: bytes) -> pd.DataFrame:
    import pandas as pd

    return pd.read_parquet(BytesIO(data))


def _json_lines(text: str) -> pd.DataFrame:
    import pandas as pd

    return pd.read_json(StringIO(text), lines=True, dtype=False, convert_dates=False)


def _separated(text: str, separator: str) -> pd.DataFrame:
    import pandas as pd

    return pd.read_csv(StringIO(text), sep=separator, dtype=str, keep_default_na=False, skip_blank_lines=True)


def _column(table: pd.DataFrame, wanted: str | None, use: str, name: str) -> str | None:
    """The column that was asked for, or the first of the usual names that the table has."""
    columns = {str(column).strip().lower(): column for column in reversed(table.columns)}
    if wanted is not None:
        if wanted.strip().lower() in columns:
            return str(columns[wanted.strip().lower()])
        raise SourceError(f"{name} has no column {wanted!r}, only {_listed(table.columns)}")
    usual = (word for word in words("columns", use=use) if word in columns)
    return next((str(columns[word]) for word in usual), None)


def _listed(columns: Iterable[object]) -> str:
    names = [str(column)[:40] for column in columns]
    return ", ".join(names[:12]) + (", …" if len(names) > 12 else "") or "none at all"


def _cell(value: object) -> str:
    """A cell as text; an empty one is empty text."""
    import pandas as pd

    return "" if value is None or value is pd.NaT or value != value else str(value)
