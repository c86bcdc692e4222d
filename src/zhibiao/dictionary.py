"""The data dictionary: what each column of a table is called, holds, and may hold, for people and for files.

Takes the statement of `tables`, and Chinese from `lexicon/columns.tsv`; gives it as a frame, as Markdown, and as the columns of
any frame that is to be written. A file's first columns are the frame's index: `id`, and `doc` where there are several pages.

>>> table = dictionary(["recognitions"])
>>> table.loc[6, ["column", "type", "含义"]].tolist()
['work', 'text', '因什么工作获得，不带末尾的“工作”']
>>> named(pd.DataFrame({"title": ["a frame of somebody else's"]}))
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from zhibiao.lexicon import table as lexicon
from zhibiao.tables import TABLES, Column

KEYS = (
    Column("doc", "str", "file name of the page, in tables of several pages", nullable=False),
    Column("id", "str", "where the row stands: i285-289 is quoted in page.text[285:289]", nullable=False),
)
"""The index of the frames."""

TYPES = {
    "str": "text",
    "object": "list",
    "bool": "true or false",
    "int64": "integer",
    "float64": "number",
    "datetime64[us]": "day",
}
"""What each dtype is called."""

_ALIKE = (
    ("bool", pd.api.types.is_bool_dtype),
    ("int64", pd.api.types.is_integer_dtype),
    ("float64", pd.api.types.is_numeric_dtype),
    ("datetime64[us]", pd.api.types.is_datetime64_any_dtype),
)


def dictionary(names: Iterable[str] = tuple(TABLES)) -> pd.DataFrame:
    """A row a column of these tables, the index first: its type, what it holds in English and in Chinese, and its closed set."""
    rows = [
        {
            "table": name,
            "column": column.name,
            "type": TYPES[column.dtype],
            "holds": column.holds,
            "含义": chinese(name, column.name),
            "empty": "may be empty" if column.nullable else "never empty",
            "values": ", ".join(column.closed),
        }
        for name in names
        for column in (*KEYS, *TABLES[name])
    ]
    return pd.DataFrame(rows)


def markdown(name: str) -> str:
    """A table's columns as a Markdown table, as `data/README.md` has them.

    >>> print(markdown("recognitions").splitlines()[2])
    | `article` | text | title of the article | 所在文章的标题 |
    """
    rows = dictionary([name])
    lines = (
        f"| `{column}` | {kind} | {holds} | {means} |"
        for column, kind, holds, means in rows.loc[
            len(KEYS) :, ["column", "type", "holds", "含义"]
        ].to_numpy()
    )
    return "\n".join(["| column | type | holds | 含义 |", "| --- | --- | --- | --- |", *lines, ""])


def chinese(name: str, column: str) -> str:
    """What a column of a table, or of the index, holds, in Chinese.

    >>> chinese("articles", "id")
    '行号：i285-289 的引文在 page.text[285:289]'
    """
    held = {(row["table"], row["column"]): row["holds"] for row in lexicon("columns")}
    return held.get((name, column)) or held[("", column)]


def named(frame: pd.DataFrame) -> str | None:
    """Which of the tables a frame is, by its columns; None for any other frame."""
    held = set(frame.columns)
    return next(
        (name for name, columns in TABLES.items() if held >= {column.name for column in columns}), None
    )


def columns(frame: pd.DataFrame) -> list[Column]:
    """The columns of a frame, in its order: as stated where the frame is one of the tables, else by their dtypes.

    >>> [column.dtype for column in columns(pd.DataFrame({"doc": ["a.txt"], "hits": [3]}))]
    ['str', 'int64']
    """
    known = {column.name: column for column in (*KEYS, *TABLES.get(named(frame) or "", ()))}
    return [known.get(str(name)) or _unstated(str(name), frame[name]) for name in frame.columns]


def _unstated(name: str, cells: pd.Series[Any]) -> Column:
    """A column that no table states, by what it holds."""
    if cells.map(lambda cell: isinstance(cell, (list, tuple))).any():
        return Column(name, "object", "")
    return Column(name, next((dtype for dtype, fits in _ALIKE if fits(cells.dtype)), "str"), "")
