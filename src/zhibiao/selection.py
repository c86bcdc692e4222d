"""Rows chosen by what a reader asks for: an article, a kind, a unit, whose, where, when, and words of a name.

Takes `page.indicators` and a `Selection`; gives the rows that fit, in the page's order, and what can be chosen. The explorer is
made of it, and anything else may use it without a widget.

>>> from zhibiao import read
>>> rows = read("青江市进出口总值320亿元，增长12%，居全省第二。", published="2026-01-20").indicators
>>> select(rows, Selection(kind="growth"))["value"].tolist(), select(rows, Selection(words="进出口 青江")).shape[0]
([12.0], 3)
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import pandas as pd

from zhibiao import wording

FIELDS = {
    "article": "Article",
    "kind": "Kind",
    "unit": "Unit",
    "subject": "Subject",
    "region": "Place",
    "period": "Period",
}
"""What rows are chosen by, a column of `page.indicators` each, and what a reader calls it."""

NOTHING = "(none)"
"""Stands for the rows of a column that hold nothing: ranks have no unit."""

CHART_OF_KIND = {"level": "amounts", "growth": "growth", "ratio": "ratios", "rank": "ranks"}
"""Which chart shows the rows of a kind; none shows changes by themselves."""


@dataclass(frozen=True)
class Selection:
    """What to choose rows by; None chooses all. `words` are looked for in a row's name and quote, each of them.

    `period` takes in what lies inside it: 2025 also chooses 2025-01/2025-11.
    """

    article: str | None = None
    kind: str | None = None
    unit: str | None = None
    subject: str | None = None
    region: str | None = None
    period: str | None = None
    words: str = ""

    def told(self) -> str:
        """What was chosen, in words: `kind growth, subject 青江市`; empty where nothing was."""
        chosen = [f"{field.name} {cell}" for field in fields(self) if (cell := getattr(self, field.name))]
        return ", ".join(chosen)


def options(rows: pd.DataFrame) -> dict[str, dict[str, int]]:
    """For each field what can be chosen, with how many rows it would choose: kinds and articles in their order, periods by
    time with the years that take them in, else the commonest first.
    """
    return {name: _years(rows[name]) if name == "period" else _counted(rows[name], name) for name in FIELDS}


def select(rows: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """The rows that fit all of a selection, in their order."""
    fits = pd.Series(True, index=rows.index)
    for name in FIELDS:
        wanted = getattr(selection, name)
        if wanted == NOTHING:
            fits &= rows[name].isna()
        elif wanted is not None:
            cells = rows[name].fillna("").astype("str")
            within = cells.str.startswith((f"{wanted}-", f"{wanted}/")) if name == "period" else False
            fits &= (cells == wanted) | within
    named = rows["subject"].fillna("") + " " + rows["indicator"].fillna("") + " " + rows["quote"].fillna("")
    for word in selection.words.split():
        fits &= named.str.contains(word, case=False, regex=False)
    return pd.DataFrame(rows[fits])


def chart_for(rows: pd.DataFrame) -> str:
    """The chart that shows most of the rows: amounts, growth, ratios or ranks."""
    charts = rows["kind"].map(CHART_OF_KIND).value_counts()
    return str(charts.index[0]) if len(charts) else "amounts"


def _counted(cells: pd.Series[str], name: str) -> dict[str, int]:
    counts = cells.fillna(NOTHING).astype("str").value_counts(sort=False)
    if name == "article":
        return {str(cell): int(number) for cell, number in counts.items()}
    order = list(wording.KINDS)
    known = {str(cell): int(number) for cell, number in counts.items()}
    if name == "kind":
        return {kind: known[kind] for kind in order if kind in known}
    return dict(sorted(known.items(), key=lambda pair: (pair[0] == NOTHING, -pair[1])))


def _years(periods: pd.Series[str]) -> dict[str, int]:
    told = periods.dropna().astype("str")
    every = sorted({*told, *told.str[:4]})
    found = {one: int((told.eq(one) | told.str.startswith((f"{one}-", f"{one}/"))).sum()) for one in every}
    silent = int(periods.isna().sum())
    return found | ({NOTHING: silent} if silent else {})
