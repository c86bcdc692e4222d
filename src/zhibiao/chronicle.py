"""What an archive shows of one measure, in a few sentences and small tables: the prose and the tables of its notebook.

Takes an `Archive`, the name of a measure and of whom; gives Markdown or a frame. Every number in the prose is computed from the
archive, so that it is as true of any other; where there is nothing of a kind, the sentence says so.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

from zhibiao import wording
from zhibiao.aliases import canonical
from zhibiao.errors import ArchiveError
from zhibiao.model import Kind
from zhibiao.prose import Prose, points, safe

if TYPE_CHECKING:
    from zhibiao.archive import Archive

MOST = 12
"""Measures that are listed."""


def told(archive: Archive, indicator: str, subject: str, kind: Kind = "level") -> Prose:
    """How many pages there are, how the measure moved, whether its target was reached, and what contradicts (Markdown)."""
    days = archive.sql("select count(*) n, min(published) early, max(published) late from pages").df().iloc[0]
    span = "" if pd.isna(days["early"]) else f", from {days['early']:%Y-%m-%d} to {days['late']:%Y-%m-%d}"
    pages = f"**{wording.count(int(days['n']), 'page')}** in the archive{span}."
    try:
        series = archive.series(indicator, subject, kind)
    except ArchiveError as error:
        return points([pages, f"**No series**: {safe(str(error))}."])
    return points([pages, _course(series), *_targets(series), _contradicted(series)])


def contradictions(archive: Archive, indicator: str, subject: str, kind: Kind = "level") -> pd.DataFrame:
    """The values of one period that cannot all be true, each with the page and the sentence that says it."""
    try:
        series = archive.series(indicator, subject, kind)
    except ArchiveError:
        series = archive.indicators.head(0).assign(conflict=False)
    found = series[series["conflict"].astype(bool)]
    says = [wording.measure(row) for row in wording.records(found)]
    return found.assign(says=says).set_index("period")[["says", "doc", "sentence"]]


def measures(archive: Archive, most: int = MOST) -> pd.DataFrame:
    """The measures that most pages speak of, each under the one name for all that mean it, with the names that pages use."""
    rows = archive.sql(
        "select indicator, page from indicators where indicator is not null group by all order by all"
    ).df()
    pages: dict[str, set[str]] = {}
    names: dict[str, Counter[str]] = {}
    for name, page in rows.itertuples(index=False):
        pages.setdefault(canonical(name), set()).add(page)
        names.setdefault(canonical(name), Counter())[name] += 1
    ordered = sorted(pages, key=lambda name: (-len(pages[name]), name))[:most]
    table = {
        "pages": [len(pages[name]) for name in ordered],
        "called": ["、".join(called for called, _ in names[name].most_common()) for name in ordered],
    }
    return pd.DataFrame(table, index=pd.Index(ordered, name="measure", dtype="str"))


def _course(series: pd.DataFrame) -> str:
    """The first and the last value that were reached, and how many periods there are between."""
    rows = wording.records(series[(series["status"] == "actual") & series["period"].notna()])
    if not rows:
        return "No value is dated."
    first, last = rows[0], rows[-1]
    names = dict.fromkeys(str(row["indicator"]) for row in rows)
    periods = wording.count(len({row["period"] for row in rows}), "period")
    return (
        f"**{safe(wording.name(last))}** in {periods}: {wording.measure(first)} in {first['period']}, "
        f"**{wording.measure(last)} in {last['period']}**"
        + (f"; pages call it {wording.listed(list(names))}." if len(names) > 1 else ".")
    )


def _targets(series: pd.DataFrame) -> list[str]:
    """Each target, beside what was reached in its period."""
    said = []
    for row in wording.records(series[(series["status"] == "target") & series["period"].notna()]):
        of = series[(series["status"] == "actual") & (series["period"] == row["period"])]
        reached = wording.listed([wording.measure(one) for one in wording.records(of)])
        beside = f"reached were {reached}" if reached else "what was reached, no page says yet"
        said.append(f"Target for {row['period']}: {wording.measure(row)}; {beside}.")
    return said


def _contradicted(series: pd.DataFrame) -> str:
    found = series[series["conflict"]]
    if found.empty:
        return "No two pages contradict each other."
    each = [
        f"{period}: {wording.listed([wording.measure(row) for row in wording.records(rows)])}"
        for period, rows in found.groupby("period", sort=False)
    ]
    return f"**{wording.count(len(each), 'period')} told in more than one way**, of which one can be true: {'; '.join(each)}."
