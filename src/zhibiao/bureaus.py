r"""A bureau's year: what one authority says it did, by when, what it plans, and how its name was resolved.

Takes a `Page`; gives Markdown or a frame. The authority (局, 厅, 委 …; those of `lexicon/organisations.tsv`) is one that a title
names and whose article names it again; of several such articles the one with most figures. A page without one says so.

>>> from zhibiao import read
>>> page = read("青江市住建局实干开新局\n\n2025年，青江市住建局改造老旧小区9个。", published="2026-02-28")
>>> bureau(page), by_period(page)["as read"].tolist()
('青江市住建局', ['9个'])
"""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pandas as pd

from zhibiao import wording
from zhibiao.lexicon import alternation, words
from zhibiao.prose import Prose, points, safe, stated, titled
from zhibiao.stories import sentences
from zhibiao.tables import period_days
from zhibiao.wording import count, listed, present

if TYPE_CHECKING:
    from zhibiao.page import Page

Row = dict[str, Any]

NO_BUREAU = (
    "**No bureau's year on this page**: no title names an authority (局, 厅, 委 …) that its article tells of."
)


def told(page: Page) -> Prose:
    """A bureau's year in a few sentences (Markdown): how many figures of which time, the largest, honours, plans, its name."""
    name, rows = bureau(page), _rows(page)
    if not name:
        return points([NO_BUREAU])
    times = listed(f"{number} of {time}" for time, number in _times(rows).items())
    return points(
        [
            f"**{safe(name)}**: {count(len(rows), 'figure')} in {titled(_title(page))}{f', {times}' if times else ''}.",
            _whole(rows),
            _honours(page),
            _plans_point(page),
            *_unresolved(page),
        ]
    )


def bureau(page: Page) -> str:
    """The authority that the page tells of, as its title names it; empty where there is none."""
    found = _found(page)
    return found[1] if found else ""


def by_period(page: Page) -> pd.DataFrame:
    """The bureau's figures in order of time, those without one last: when, what, how much, planned or real, and the sentence."""
    rows = _rows(page)
    starts = [period_days(period if present(period) else None)[0] for period in rows["period"]]
    table = pd.DataFrame(
        {
            "period": rows["period"].fillna("no period"),
            "indicator": rows["indicator"].fillna(""),
            "as read": [wording.measure(row) for row in wording.records(rows)],
            "status": rows["status"],
            "sentence": rows["sentence"],
        }
    )
    order = sorted(range(len(rows)), key=lambda place: (starts[place] is None, str(starts[place])))
    return table.iloc[order].set_index(["period", "indicator"])


def calendar(page: Page) -> pd.DataFrame:
    """The bureau's figures with their days, for `calendarchart.calendar`: `first`, `last`, `says`; without those of no period."""
    rows = wording.records(_rows(page))
    days = [period_days(row["period"] if present(row["period"]) else None) for row in rows]
    kept = [(row, *pair) for row, pair in zip(rows, days, strict=True) if all(pair)]
    return pd.DataFrame(
        {
            "first": [start for _, start, _ in kept],
            "last": [end for _, _, end in kept],
            "says": [wording.measure(row) for row, _, _ in kept],
        },
        index=pd.Index(wording.names([row for row, _, _ in kept]), name="figure", dtype="str"),
    )


def plans(page: Page) -> pd.DataFrame:
    """The sentences of the bureau's article that speak of what is to come, each with how many figures it gives for it."""
    found = _found(page)
    kept = [
        (sentence.text, len(sentence.rows))
        for sentence in sentences(page)
        if found and sentence.article == found[0] and _ahead().search(sentence.text)
    ]
    return pd.DataFrame(kept, columns=["sentence", "figures"])


def _found(page: Page) -> tuple[int, str] | None:
    """The article's number and the authority's name."""
    held = {number: list(group) for number, group in groupby(sentences(page), lambda each: each.article)}
    named = [
        (sum(len(each.rows) for each in group), -number, name)
        for number, group in held.items()
        if (name := _named(group[0].title)) and any(name in each.text for each in group)
    ]
    _, number, name = max(named, default=(0, 0, None))
    return (-number, name) if name else None


def _named(title: str | None) -> str | None:
    """The authority that a title begins with, or that begins after a gap in it."""
    found = _authority().search(title or "")
    return found[1] if found else None


@cache
def _authority() -> re.Pattern[str]:
    """Two characters or more before an authority's ending; the shortest name first, so that the verb after it stays out.

    部 by itself is left out: it ends 西部 (the west) and 总部 (headquarters) as often as a ministry.
    """
    endings = alternation(ending for ending in words("organisations", role="organ") if ending != "部")
    return re.compile(rf"(?:^|[\s：:，、“])([\u4e00-\u9fff]{{2,10}}?{endings})")


@cache
def _ahead() -> re.Pattern[str]:
    return re.compile(alternation(words("targets")))


def _title(page: Page) -> str | None:
    found = _found(page)
    return page.articles["title"].iloc[found[0]] if found else None


def _rows(page: Page) -> pd.DataFrame:
    """The rows of the bureau's article."""
    found = _found(page)
    starts = {
        row["start"] for each in sentences(page) if found and each.article == found[0] for row in each.rows
    }
    return pd.DataFrame(page.indicators[page.indicators["start"].isin(starts)])


def _times(rows: pd.DataFrame) -> dict[str, int]:
    counts = rows["period"].fillna("no period").value_counts(sort=False)
    return {str(time): int(number) for time, number in counts.items()}


def _whole(rows: pd.DataFrame) -> str:
    """What was done in full, and the largest number of anything."""
    shares = [row for row in wording.records(rows) if row["kind"] == "ratio" and row["unit"] == "%"]
    levels = [row for row in wording.records(rows[rows["kind"] == "level"]) if present(row["value"])]
    most = max(levels, key=lambda row: row["value"], default=None)
    told = [f"its largest count is {stated(most)}"] if most else []
    told += (
        [f"{len(shares)} {'are shares' if len(shares) > 1 else 'is a share'} ({_each(shares)})"]
        if shares
        else []
    )
    sentence = "; ".join(told)
    return f"{sentence[:1].upper()}{sentence[1:]}." if told else ""


def _each(rows: list[Row]) -> str:
    return listed(f"{safe(row['indicator'])} {safe(wording.measure(row))}" for row in rows)


def _honours(page: Page) -> str:
    rows = page.recognitions[page.recognitions["article"] == _title(page)]
    names = listed(dict.fromkeys(safe(honour) for honour in rows["honour"]))
    return f"It tells of {count(len(rows), 'honour')}: {names}." if len(rows) else ""


def _plans_point(page: Page) -> str:
    table = plans(page)
    if table.empty:
        return "Of what is to come it says nothing."
    silent = int((table["figures"] == 0).sum())
    told = f"{count(len(table), 'sentence tells', 'sentences tell')} of what is to come"
    none = "without any figure" if silent == len(table) else f"{silent} of them without any figure"
    return f"{told}, {f'**{none}**' if silent else 'each with a figure'}."


def _unresolved(page: Page) -> list[str]:
    """The bureau's place, where it is in no table of divisions."""
    name = bureau(page)
    return [
        f"**{safe(place)} is in no table of administrative divisions**: the name is kept as printed, its rows have no code, and "
        "which place is meant is not guessed."
        for place in page.unresolved
        if place in name
    ]
