"""Rows as pandas DataFrames, with the one statement of what their columns hold.

Takes the records of `model` (articles, indicators, recognitions, blocks); gives frames whose columns, order and types are
those of `ARTICLES`, `INDICATORS`, `RECOGNITIONS` and `BLOCKS` below, empty frames too. `schema` makes a pandera schema of the
same statement.

Text columns have dtype `str`, numbers `float64`, offsets `int64`, days `datetime64[us]`; what the text does not give is null.

The index is an `id` that says where the row stands: `i285-289` is the indicator quoted in `page.text[285:289]`, `r…` a
recognition, `b…` a block, `a…` an article by its start. A second row of the same span has `.2`. An id depends on nothing but the
span, so it is the same in every run, and other rows that come or go do not change it.

>>> ids("i", [(285, 289), (294, 296), (294, 296)])
['i285-289', 'i294-296', 'i294-296.2']

A period (ISO 8601, 一季度 is `2025-01/2025-03`) has its first and its last day beside it:

>>> period_days("2025-01/2025-03")
(datetime.date(2025, 1, 1), datetime.date(2025, 3, 31))
>>> period_days("spring")
(None, None)
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

import pandas as pd

from zhibiao.model import (
    Article,
    Basis,
    Block,
    BlockRole,
    Bound,
    Indicator,
    Kind,
    Place,
    Recognition,
    Status,
)

if TYPE_CHECKING:
    import pandera.pandas as pa


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its dtype, what it holds, whether it may be null, and its closed set if it has one."""

    name: str
    dtype: str
    holds: str
    nullable: bool = True
    closed: tuple[str, ...] = ()


ARTICLES = (
    Column("kicker", "str", "line above the title (引题)"),
    Column("title", "str", "title; null where the page prints none"),
    Column("subtitle", "str", "line below the title (副题)"),
    Column("column", "str", "name of the column or series (栏目)"),
    Column("authors", "object", "list of names"),
    Column("photographers", "object", "list of names from the caption's credit (摄)"),
    Column("caption", "str", "caption of the picture, its whole line"),
    Column("headings", "object", "list of section headings (小标题)"),
    Column("paragraphs", "object", "list of body paragraphs, each put back together"),
    Column("text", "str", "headings and paragraphs in reading order, one a line", nullable=False),
    Column("region", "str", "place the article is about, in full (郴州市)"),
    Column("region_code", "str", "its code by GB/T 2260 (431000)"),
    Column("complete", "bool", "False where text of the article is missing", nullable=False),
    Column("missing", "object", "list of how that shows (ends in mid-sentence: …)"),
    Column("start", "int64", "where the article begins in page.text", nullable=False),
)

INDICATORS = (
    Column("article", "str", "title of the article"),
    Column("section", "str", "section heading it stands under"),
    Column("subject", "str", "whose figure it is: a place, organisation, project or group, resolved"),
    Column("region", "str", "administrative division of the subject, or of the article, in full"),
    Column("region_code", "str", "its code by GB/T 2260"),
    Column("indicator", "str", "what is measured, in the text's own words"),
    Column(
        "kind",
        "str",
        "level (amount, count), change (rise or fall), growth (relative one), ratio (share, rate), rank (place)",
        False,
        get_args(Kind),
    ),
    Column("value", "float64", "number in the base unit, signed for change and growth; a range's low end"),
    Column("value_high", "float64", "a range's high end"),
    Column("unit", "str", "unit without 万 or 亿 (元, 人次, %, 百分点); null for ranks and bare numbers"),
    Column(
        "bound",
        "str",
        "= exact, ~ about, > more than, < less than, >= at least, <= at most",
        False,
        get_args(Bound),
    ),
    Column(
        "basis",
        "str",
        "measured against: 同比 a year before, 环比 the month or quarter before, 较年初 the year's start, 其他 else named",
        True,
        get_args(Basis),
    ),
    Column("scope", "str", "among whom a rank or share is taken (全省)"),
    Column("status", "str", "actual, or target for what is planned or yet to come", False, get_args(Status)),
    Column(
        "period",
        "str",
        "ISO 8601 year, month, day or interval (2025, 2025-01/2025-11), read against the day of publication",
    ),
    Column("period_start", "datetime64[us]", "first day of the period"),
    Column("period_end", "datetime64[us]", "last day of the period"),
    Column("quote", "str", "number and unit as written", nullable=False),
    Column("start", "int64", "where the quote begins in page.text", nullable=False),
    Column("end", "int64", "where it ends (half-open)", nullable=False),
    Column("sentence", "str", "sentence it stands in", nullable=False),
)

RECOGNITIONS = (
    Column("article", "str", "title of the article"),
    Column("section", "str", "section heading it stands under"),
    Column("recipient", "str", "whose honour it is, resolved"),
    Column(
        "leads", "object", "list of the agencies that led (牵头), empty where none is named", nullable=False
    ),
    Column("work", "str", "what it was for, without a final 工作"),
    Column("detail", "str", "unit in brackets after the work"),
    Column("honour", "str", "honour, award, listing or commendation", nullable=False),
    Column("granted_by", "str", "who granted it"),
    Column("quote", "str", "words it was read from", nullable=False),
    Column("start", "int64", "where the quote begins in page.text", nullable=False),
    Column("end", "int64", "where it ends (half-open)", nullable=False),
)

BLOCKS = (
    Column("article", "str", "title of its article; null where that has none, or the block is in none"),
    Column("article_id", "str", "its article's id in page.articles; null where the block is in none"),
    Column(
        "role",
        "str",
        "kicker, title, subtitle, column, byline, caption, heading and paragraph as in page.articles; repeated (printed twice, "
        "counted once), notice (公益广告), unplaced (imprint and rules)",
        False,
        tuple(role for part in get_args(BlockRole) for role in get_args(part) or (part,)),
    ),
    Column("text", "str", "the page's text from start to end", nullable=False),
    Column(
        "joins",
        "str",
        "id of the block whose paragraph it goes on with, where a column's or line's end cut it",
    ),
    Column(
        "reason",
        "str",
        "why it is what it is, and what it may be instead where that is in doubt",
        nullable=False,
    ),
    Column("complete", "bool", "False where text of its article is missing", nullable=False),
    Column("start", "int64", "where it begins in page.text", nullable=False),
    Column("end", "int64", "where it ends (half-open)", nullable=False),
)

TABLES = {"articles": ARTICLES, "indicators": INDICATORS, "recognitions": RECOGNITIONS, "blocks": BLOCKS}

ISO_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)


def articles_frame(articles: Sequence[Article], places: Sequence[Place | None]) -> pd.DataFrame:
    """A row an article, in the order given; `places` are where each is set, one an article."""
    rows = [
        {
            **{name: getattr(article, name) for name in ("kicker", "title", "subtitle", "column", "caption")},
            **{name: list(getattr(article, name)) or None for name in _lists(ARTICLES)},
            "text": "\n".join(p.text for p in article.passages if p.role in ("heading", "paragraph")),
            "region": place.name if place else None,
            "region_code": place.code if place else None,
            "complete": article.complete,
            "start": article.start,
        }
        for article, place in zip(articles, places, strict=True)
    ]
    return _frame(rows, ARTICLES, article_ids(articles))


def indicators_frame(articles: Sequence[Article], rows: Iterable[Indicator]) -> pd.DataFrame:
    """A row a thing measured, in the order given."""
    rows = list(rows)
    return _frame([_indicator_row(articles, row) for row in rows], INDICATORS, indicator_ids(rows))


def recognitions_frame(articles: Sequence[Article], rows: Iterable[Recognition]) -> pd.DataFrame:
    """A row an honour that somebody got, in the order given."""
    rows = list(rows)
    cells = [
        {**_fields(row, RECOGNITIONS), "article": articles[row.article].title, "leads": list(row.leads)}
        for row in rows
    ]
    return _frame(cells, RECOGNITIONS, ids("r", [(row.start, row.end) for row in rows]))


def blocks_frame(articles: Sequence[Article], blocks: Sequence[Block], text: str) -> pd.DataFrame:
    """A row a block, in the order given; `text` is the page's."""
    names = ids("b", [(block.start, block.end) for block in blocks])
    by_start = {block.start: name for block, name in zip(blocks, names, strict=True)}
    codes = article_ids(articles)
    rows = [
        {
            "article": None if block.article is None else articles[block.article].title,
            "article_id": None if block.article is None else codes[block.article],
            "role": block.role,
            "text": text[block.start : block.end],
            "joins": None if block.joins is None else by_start[block.joins],
            "reason": block.reason,
            "complete": block.article is None or articles[block.article].complete,
            "start": block.start,
            "end": block.end,
        }
        for block in blocks
    ]
    return _frame(rows, BLOCKS, names)


def article_ids(articles: Sequence[Article]) -> list[str]:
    """The ids that `articles_frame` gives to these articles."""
    return ids("a", [(article.start, None) for article in articles])


def indicator_ids(rows: Iterable[Indicator]) -> list[str]:
    """The ids that `indicators_frame` gives to these rows."""
    return ids("i", [(row.start, row.end) for row in rows])


def ids(prefix: str, spans: Iterable[tuple[int, int | None]]) -> list[str]:
    """An id for each span, unique among them; the second row of a span gets `.2`, the third `.3`."""
    seen: Counter[str] = Counter()
    made = []
    for start, end in spans:
        name = f"{prefix}{start}" if end is None else f"{prefix}{start}-{end}"
        seen[name] += 1
        made.append(name if seen[name] == 1 else f"{name}.{seen[name]}")
    return made


def period_days(period: str | None) -> tuple[date | None, date | None]:
    """The first and the last day of an ISO 8601 year, month, day or interval of these; (None, None) if it is none."""
    first, _, last = (period or "").partition("/")
    start, end = _day(first, last=False), _day(last or first, last=True)
    return (start, end) if start and end else (None, None)


def schema(name: str) -> pa.DataFrameSchema:
    """The pandera schema of `articles`, `indicators`, `recognitions` or `blocks`: names, order, types, nulls and closed sets.

    >>> _ = schema("indicators").validate(indicators_frame([], []))
    """
    import pandera.pandas as pa

    columns = {
        column.name: pa.Column(
            column.dtype, pa.Check.isin(column.closed) if column.closed else None, nullable=column.nullable
        )
        for column in TABLES[name]
    }
    checks = (
        [pa.Check(lambda frame: frame["start"] < frame["end"], name="start before end")]
        if "end" in columns
        else []
    )
    return pa.DataFrameSchema(
        columns, checks=checks, index=pa.Index("str", unique=True, name="id"), strict=True, ordered=True
    )


def empty(name: str) -> pd.DataFrame:
    """An empty frame of that name, with its columns and types."""
    return _frame([], TABLES[name], [])


def _indicator_row(articles: Sequence[Article], row: Indicator) -> dict[str, Any]:
    start, end = period_days(row.period)
    derived = {"article": articles[row.article].title, "period_start": start, "period_end": end}
    return {**_fields(row, INDICATORS), **derived}


def _fields(row: Indicator | Recognition, columns: Sequence[Column]) -> dict[str, Any]:
    return {column.name: getattr(row, column.name, None) for column in columns}


def _lists(columns: Sequence[Column]) -> list[str]:
    return [column.name for column in columns if column.dtype == "object"]


def _frame(rows: Sequence[dict[str, Any]], columns: Sequence[Column], index: list[str]) -> pd.DataFrame:
    cells = {column.name: _cells([row[column.name] for row in rows], column.dtype) for column in columns}
    return pd.DataFrame(cells, index=pd.Index(index, dtype="str", name="id"))


def _cells(values: list[Any], dtype: str) -> Any:
    """A column's cells as an array of its type, which takes half the time of a series; lists stay objects."""
    if dtype == "object":
        return pd.Series(values, dtype=dtype).array
    return pd.array(values, dtype=_dtype(dtype))


@cache
def _dtype(name: str) -> Any:
    return pd.api.types.pandas_dtype(name)


def _day(text: str, last: bool) -> date | None:
    found = ISO_DAY.match(text)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    month = month or (12 if last else 1)
    try:
        return date(year or 0, month, day or (calendar.monthrange(year or 0, month)[1] if last else 1))
    except ValueError:  # month 13, 30 February, year 0000
        return None
