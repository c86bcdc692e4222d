"""Indicators as SDMX-CSV, the form in which statistical offices exchange observations.

Takes a frame with the columns of `page.indicators`; gives one with the columns of an SDMX-CSV 2.0 data message (SDMX 3.0; "Data
Message Field Guide" of the SDMX Technical Working Group): `STRUCTURE`, `STRUCTURE_ID`, `ACTION`, then the dimensions, the measure
and the attributes of `COLUMNS`. The structure is zhibiao's own; its dimensions are not coded but for those said below, so
that `INDICATOR` and `SUBJECT` hold the text's own words.

- A dimension is never empty: `_Z` says that it does not apply (a place in an order has no unit), `_U` that the text does not say
  whose or what it is (generic codes of the SDMX cross-domain code lists).
- `TIME_PERIOD` is an observational time period (SDMX 3.0, section 6, "Time and time format"): `time_period` says which.
  Rows without a period are no observations and are left out; `undated` counts them.
- `OBS_STATUS` is from the code list CL_OBS_STATUS: `A` normal, `F` forecast (a target, or what is yet to come), `E` estimated
  (约 about), `O` missing, no reason said (a trend without a number, whose direction `BOUND` gives).
- `UNIT_MULT` is from CL_UNIT_MULT: 0, since values are in the base unit.
- Attributes hold what SDMX has no place for: a range's high end (`OBS_VALUE_HIGH`), the hedge (`BOUND`), and where it was read.
- A figure that is given twice differs in `MENTION`, so that no key is there twice.

Texts that a spreadsheet would run have an apostrophe before them, as in any CSV that zhibiao writes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from zhibiao.errors import ExportError
from zhibiao.tables import period_days
from zhibiao.wording import present, records

NOT_APPLICABLE, UNKNOWN = "_Z", "_U"

HEAD = {"STRUCTURE": "dataflow", "STRUCTURE_ID": "ZHIBIAO:INDICATORS(1.0.0)", "ACTION": "I"}
"""The columns that every row begins with; `I` is information: to look at, or to append."""

COLUMNS = {
    "REF_AREA": ("dimension", "region_code", "administrative division, its code by GB/T 2260; `_U` where none is resolved"),
    "SUBJECT": ("dimension", "subject", "whose figure it is"),
    "INDICATOR": ("dimension", "indicator", "what is measured"),
    "KIND": ("dimension", "kind", "level, change, growth, ratio or rank"),
    "UNIT_MEASURE": ("dimension", "unit", "unit of measure; `_Z` for ranks and bare numbers"),
    "BASIS": ("dimension", "basis", "what a movement is measured against; `_Z` where nothing is named"),
    "SCOPE": ("dimension", "scope", "among whom a rank or share is taken; `_Z` where nothing is named"),
    "STATUS": ("dimension", "status", "actual or target"),
    "MENTION": ("dimension", None, "1; 2, 3 … where a figure is given again for the same key"),
    "TIME_PERIOD": ("dimension", "period", "observational time period: 2025, 2025-Q1, 2025-01, 2025-01-01/P11M"),
    "OBS_VALUE": ("measure", "value", "the number in its base unit; a range's low end"),
    "OBS_STATUS": ("attribute", None, "A normal, F forecast or target, E estimated (about), O missing"),
    "UNIT_MULT": ("attribute", None, "power of ten of the unit: 0"),
    "OBS_VALUE_HIGH": ("attribute", "value_high", "a range's high end"),
    "BOUND": ("attribute", "bound", "= exact, ~ about, > more than, < less than, >= at least, <= at most"),
    "REF_AREA_NAME": ("attribute", "region", "name of the division"),
    "DOC": ("attribute", "doc", "file name of the page"),
    "ROW": ("attribute", "id", "id of the row, which leads to the text"),
    "QUOTE": ("attribute", "quote", "number and unit as written"),
    "SENTENCE": ("attribute", "sentence", "sentence it stands in"),
}  # fmt: skip
"""Each component: its role, the column of `page.indicators` it is made of, and what it holds."""

WITHOUT = {"REF_AREA": UNKNOWN, "SUBJECT": UNKNOWN, "INDICATOR": UNKNOWN}
"""What a dimension holds where the row has nothing; `_Z` for the others."""

INDEX = ("doc", "id")
"""Columns that a table may be without: those of the index."""

KEY = [name for name, (role, _, _) in COLUMNS.items() if role == "dimension" and name != "MENTION"]

_YEARS = re.compile(r"\d{4}/\d{4}\Z", re.ASCII)
_PARTS = {1: "-{:02d}", 3: "-Q{}", 6: "-S{}", 12: ""}
"""Months of a period that SDMX has a form of its own for, and how it is written after the year."""


def observations(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with a period as an SDMX-CSV 2.0 message; raises `ExportError` for a frame that is no table of indicators.

    >>> from zhibiao import read
    >>> page = read("2025年郴州市完成投资10亿元至12亿元。", published="2026-02-28")
    >>> table = observations(page.indicators)
    >>> table.loc[0, ["REF_AREA", "TIME_PERIOD", "OBS_VALUE", "OBS_VALUE_HIGH", "OBS_STATUS"]].astype("str").tolist()
    ['431000', '2025', '1000000000.0', '1200000000.0', 'A']
    """
    if missing := [column for _, column, _ in COLUMNS.values() if column and column not in {*INDEX, *rows}]:
        raise ExportError(
            f"SDMX holds indicators, and this table has no column {missing[0]!r}: pass page.indicators"
        )
    made = [_observation(row) for row in records(rows) if time_period(row["period"])]
    seen: Counter[tuple[Any, ...]] = Counter()
    for row in made:
        key = tuple(row[name] for name in KEY)
        seen[key] += 1
        row["MENTION"] = seen[key]
    return pd.DataFrame(made, columns=[*HEAD, *COLUMNS])


def markdown() -> str:
    """The columns of a message as a Markdown table, as `data/README.md` has them.

    >>> print(markdown().splitlines()[2])
    | `STRUCTURE` `STRUCTURE_ID` `ACTION` | | `dataflow`, `ZHIBIAO:INDICATORS(1.0.0)`, `I` |
    """
    head = f"| {' '.join(f'`{name}`' for name in HEAD)} | | {', '.join(f'`{value}`' for value in HEAD.values())} |"
    rows = [f"| `{name}` | {role} | {holds} |" for name, (role, _, holds) in COLUMNS.items()]
    return "\n".join(["| column | role | holds |", "| --- | --- | --- |", head, *rows, ""])


def undated(rows: pd.DataFrame) -> int:
    """How many rows have no period, and so no place in SDMX."""
    return sum(time_period(period) is None for period in rows["period"])


def time_period(period: object) -> str | None:
    """A period of `page.indicators` as SDMX writes it; None where there is none.

    A year, month or day stays as it is (Gregorian period); a quarter and a half are reporting periods, whose year begins on 1
    January; anything else is a time range, its first day and its length.

    >>> [time_period(each) for each in ("2025", "2025-01/2025-03", "2025-07/2025-12", "2025-01/2025-11", "2021/2025")]
    ['2025', '2025-Q1', '2025-S2', '2025-01-01/P11M', '2021-01-01/P5Y']
    >>> time_period("2026-02-26/2026-02-27"), time_period("2026-02-14"), time_period(None), time_period("春")
    ('2026-02-26/P2D', '2026-02-14', None, None)
    """
    start, end = period_days(period if isinstance(period, str) else None)
    if start is None or end is None or end < start:
        return None
    if "/" not in str(period):
        return str(period)
    after = end.toordinal() - start.toordinal() + 1
    months = 12 * (end.year - start.year) + end.month - start.month + 1
    if start.day > 1 or period_days(f"{end:%Y-%m}")[1] != end:
        return f"{start}/P{after}D" if after > 1 else f"{start}"
    if months in _PARTS and (start.month - 1) % months == 0:
        return f"{start.year:04d}" + _PARTS[months].format((start.month - 1) // months + 1)
    return f"{start}/P{months // 12}Y" if _YEARS.match(str(period)) else f"{start}/P{months}M"


def _observation(row: Mapping[str, Any]) -> dict[str, Any]:
    held = {name: row.get(source) if source else None for name, (_, source, _) in COLUMNS.items()}
    empty = {name: WITHOUT.get(name, NOT_APPLICABLE) for name in KEY if not present(held[name])}
    told = {"TIME_PERIOD": time_period(row["period"]), "OBS_STATUS": _status(row), "UNIT_MULT": 0}
    return {**HEAD, **held, **empty, **told}


def _status(row: Mapping[str, Any]) -> str:
    """The code of CL_OBS_STATUS: that there is no number says most, then that it is yet to come."""
    if not present(row["value"]):
        return "O"
    if row["status"] == "target":
        return "F"
    return "E" if row["bound"] == "~" else "A"
