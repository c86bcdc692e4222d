"""Rows of `page.indicators` that belong together: a target and what was reached, a figure before and after.

Takes rows; gives pairs of rows as mappings. A pair measures the same thing: indicator, unit, kind, scope, and whose it is.

- `against_targets` pairs each target with the latest actual row whose period does not lie after the target's.
- `from_to` pairs two figures of a sentence that says that one became the other (由48.3%提高到52.1%), number by number where
  there are several (由12∶40∶48调整为10∶38∶52), and the first and the last period for which the rows give the same thing; what is
  said twice is one pair.

Nothing else is paired: two figures of one sentence are not (超1万亿元、达1.19万亿元).

>>> from zhibiao import read
>>> rows = read("森林覆盖率由48.3%提高到52.1%，湿地保护率为72%。", published="2026-02-28").indicators
>>> [(before["quote"], after["quote"]) for before, after in from_to(rows)]
[('48.3%', '52.1%')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import pandas as pd

from zhibiao.lexicon import alternation, words
from zhibiao.tables import period_days
from zhibiao.wording import present, records

Row = dict[str, Any]
Pair = tuple[Row, Row]

MEASURED = ("level", "ratio")
"""Kinds that can be set beside another period's; a growth already compares two."""

_FROM = re.compile(alternation(words("from_to", role="from")))
_TO = re.compile(alternation(words("from_to", role="to")) + r"[^，。；0-9]{0,3}\Z")  # 到, 到约, 至目前的


def against_targets(rows: pd.DataFrame) -> list[tuple[Row, Row | None]]:
    """Each target with what was reached of it, or None where the rows do not say; in the order of the rows."""
    every = [row for row in records(rows) if present(row["value"])]
    actual = [row for row in every if row.get("status") != "target"]
    return [(row, _reached(row, actual)) for row in every if row.get("status") == "target"]


def from_to(rows: pd.DataFrame) -> list[Pair]:
    """The pairs of a figure before and the same after, in the order of the rows."""
    every = [row for row in records(rows) if present(row["value"])]
    told = [pair for group in _groups(every, "sentence") for pair in _told(group)]
    used = {id(row) for pair in told for row in pair}
    rest = [row for row in every if id(row) not in used and row["kind"] in MEASURED]
    times = [pair for group in _groups(rest) for pair in _first_and_last(group)]
    once = {_said(pair): pair for pair in reversed([*told, *times])}
    order = {id(row): number for number, row in enumerate(every)}
    return sorted(once.values(), key=lambda pair: order[id(pair[0])])


def _same(row: Row) -> tuple[str, ...]:
    """What two rows have in common that measure the same thing."""
    whose = row.get("subject") if present(row.get("subject")) else row.get("region")
    return tuple(
        str(cell) if present(cell) else ""
        for cell in (whose, *map(row.get, ("indicator", "unit", "kind", "scope")))
    )


def _said(pair: Pair) -> tuple[Any, ...]:
    """What a pair says: two that are alike say the same thing twice."""
    return _same(pair[0]), *((row["value"], str(row.get("period"))) for row in pair)


def _groups(rows: Iterable[Row], *more: str) -> Iterator[list[Row]]:
    """Rows that measure the same thing and are alike in `more` columns, each group in the rows' order."""

    def key(row: Row) -> tuple[str, ...]:
        return (*_same(row), *(str(row.get(name)) for name in more))

    for _, group in groupby(sorted(rows, key=key), key):
        yield list(group)


def _reached(target: Row, actual: Sequence[Row]) -> Row | None:
    _, end = _days(target)
    found = [row for row in actual if _same(row) == _same(target) and _days(row)[1] <= end]
    return max(found, key=lambda row: _days(row)[1], default=None)


def _days(row: Row) -> tuple[date, date]:
    """The first and last day of a row's period; of one without a period the ends of time, actual ones early, targets late."""
    start, end = period_days(row.get("period") if present(row.get("period")) else None)
    unknown = date.max if row.get("status") == "target" else date.min
    return start or unknown, end or unknown


def _told(group: list[Row]) -> list[Pair]:
    """The pairs of a sentence in which one figure, or one run of them, is said to become another."""
    sentence, at, ends = str(group[0].get("sentence") or ""), 0, []
    for row in group:
        quote = str(row.get("quote") or "")
        start = sentence.find(quote, at)
        if start < 0:
            return []
        at = start + len(quote)
        ends.append((start, at))
    half = len(group) // 2
    if len(group) % 2 or not half or not _FROM.search(sentence[: ends[0][0]]):
        return []
    between = sentence[ends[half - 1][1] : ends[half][0]]
    return list(zip(group[:half], group[half:], strict=True)) if _TO.search(between) else []


def _first_and_last(group: list[Row]) -> list[Pair]:
    """The first and the last period of a thing measured, where there are two as long as each other and both are actual."""
    dated = sorted((row for row in group if row.get("status") != "target" and _length(row)), key=_days)
    alike = [row for row in dated if _length(row) == _length(dated[-1])]
    return [(alike[0], alike[-1])] if len(alike) > 1 and _days(alike[0]) != _days(alike[-1]) else []


def _length(row: Row) -> int:
    """A period's length in months, rounded up; 0 where there is none."""
    start, end = period_days(row.get("period") if present(row.get("period")) else None)
    return 0 if start is None or end is None else 1 + round((end - start).days / 30.44)
