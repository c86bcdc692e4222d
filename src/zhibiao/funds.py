"""Money and projects on a page: what each sum is, what stood where before, what projects cost, figures between two ends.

Takes a `Page`; gives Markdown or a frame. What a sum is (lent, sold, invested …) is said by the words of its name, those of
`lexicon/stories.tsv`. What is computed here and not printed (a balance at the year's start, a share, money a project) says so.

>>> from zhibiao import read
>>> page = read("截至2月14日，青江支行各项贷款余额35亿元，较年初新增5亿元。", published="2026-02-28")
>>> balances(page)[["indicator", "value", "period"]].to_records(index=False).tolist()
[('各项贷款余额', 3000000000.0, '2025-12-31'), ('各项贷款余额', 3500000000.0, '2026-02-14')]
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd

from zhibiao import findings, wording
from zhibiao.prose import Prose, points, safe, stated
from zhibiao.stories import role_of, sentences
from zhibiao.wording import amount, count, listed, present

if TYPE_CHECKING:
    from zhibiao.page import Page

Row = dict[str, Any]

USES = {
    "lent": "lent 贷款",
    "sold": "traded and sold 销售",
    "made": "produced 产值",
    "earned": "earned 收入",
    "invested": "invested 投资",
    "taxed": "paid in tax 税收",
    "short": "missing 缺口",
    "": "other",
}
"""What a sum of money is, as tables call it."""

SAME = ("subject", "indicator", "unit")
BEFORE = {"较年初": "at the year's start", "环比": "the month or quarter before", "同比": "a year before"}
"""When a balance was what is computed, by what its change is measured against."""


def told(page: Page) -> Prose:
    """Money and projects in a few sentences (Markdown): what the sums are, balances and their rise, projects, ranges."""
    sums = by_use(page)
    found = [
        _sums_point(sums),
        *(_balance_point(before, after) for before, after in _balances(page)),
        *(_project_point(row) for row in wording.records(projects(page).reset_index())),
        *(_range_point(page, row) for row in wording.records(ranges(page))),
    ]
    return points(found)


def by_use(page: Page) -> pd.DataFrame:
    """The sums of money and their changes, by what they are: lent, sold, invested …; the largest first within each."""
    rows = page.indicators
    kept = rows[rows["unit"].isin(findings.CURRENCIES) & rows["kind"].isin(("level", "change"))]
    uses = [role_of(name, "money") for name in kept["indicator"]]
    table = pd.DataFrame(
        {
            "use": [USES[use] for use in uses],
            "subject": kept["subject"].fillna(""),
            "indicator": kept["indicator"].fillna(""),
            "as read": [wording.measure(row) for row in wording.records(kept)],
            "period": kept["period"].fillna(""),
            "status": kept["status"],
            "sentence": kept["sentence"],
        }
    )
    order = [list(USES).index(use) for use in uses]
    ranked = table.assign(order=order, size=-kept["value"].abs()).sort_values(
        ["order", "size"], kind="stable"
    )
    return ranked.drop(columns=["order", "size"]).set_index(["use", "subject"])


def balances(page: Page) -> pd.DataFrame:
    """What stood where before, computed: two rows for each level whose change the page gives too, before and after.

    The rows have the columns of `page.indicators`; the row before has the level less its change, and as its period the day before
    the year of the level, where it is told since the year's start (较年初).
    """
    pairs = [row for pair in _balances(page) for row in pair]
    return pd.DataFrame(pairs, columns=list(page.indicators.columns))


def ranges(page: Page) -> pd.DataFrame:
    """The rows that have two ends (1.05至1.19): those rows of `page.indicators`."""
    return page.indicators[page.indicators["value_high"].notna()]


def projects(page: Page) -> pd.DataFrame:
    """Counts of projects (项目) with the money that the next figure of the sentence gives for them, and the money for each."""
    found = [
        {
            "subject": projects["subject"],
            "projects": projects["indicator"],
            "count": wording.measure(projects),
            "money": wording.measure(sum_),
            "each": f"≈{amount(sum_['value'] / projects['value'], sum_['unit'])}",
            "period": sum_["period"],
            "status": sum_["status"],
            "sentence": sum_["sentence"],
        }
        for projects, sum_ in _costs(page)
    ]
    columns = ["subject", "projects", "count", "money", "each", "period", "status", "sentence"]
    return pd.DataFrame(found, columns=columns).set_index("subject")


def _balances(page: Page) -> Iterator[tuple[Row, Row]]:
    """Each level with what it was before the change that the page gives for it, the earlier first."""
    for level, change in pairwise(wording.records(page.indicators)):
        alike = all(present(level[key]) and level[key] == change[key] for key in SAME)
        if not alike or (level["kind"], change["kind"]) != ("level", "change"):
            continue
        exact = all(present(row["value"]) and not present(row["value_high"]) for row in (level, change))
        if exact and present(change["basis"]):  # 净增 by itself may be of another total
            before = {
                "value": level["value"] - change["value"],
                "bound": _loosest(level, change),
                "basis": change["basis"],
                "period": _since(level, change),
            }
            yield level | before, level


def _loosest(level: Row, change: Row) -> str:
    """How sure a difference is: exact only where both are."""
    return "=" if level["bound"] == change["bound"] == "=" else "~"


def _since(level: Row, change: Row) -> str | None:
    """The day before the year of a level that is compared with the year's start (较年初)."""
    year = str(level["period"])[:4] if present(level["period"]) else ""
    return f"{int(year) - 1}-12-31" if change["basis"] == "较年初" and year.isdigit() else None


def _costs(page: Page) -> Iterator[tuple[Row, Row]]:
    """Counts of projects, each with the sum of money beside it in its sentence."""
    for sentence in sentences(page):
        for row, money in pairwise(sentence.rows):
            counted = row["kind"] == "level" and "项目" in str(row["indicator"]) and (row["value"] or 0) >= 1
            paid = money["kind"] == "level" and money["unit"] in findings.CURRENCIES
            if counted and paid and row["unit"] not in findings.CURRENCIES and present(money["value"]):
                yield row, money


def _sums_point(table: pd.DataFrame) -> str:
    if table.empty:
        return "**No sum of money** on this page."
    counts = table.index.get_level_values("use").value_counts(sort=False)
    told = listed((f"{number} {use}" for use, number in counts.items()), 6)
    return f"**{count(len(table), 'figure')} of money** on this page: {told}."


def _balance_point(before: Row, after: Row) -> str:
    change = after["value"] - before["value"]
    rate = f", {'+' if change > 0 else '−'}{abs(change / before['value']):.1%}" if before["value"] > 0 else ""
    since = f" ({after['period']})" if present(after["period"]) else ""
    moved = f"{'up' if change > 0 else 'down'} {amount(abs(change), after['unit'])}"
    then = BEFORE.get(before["basis"], "before")
    return (
        f"{stated(after)}{since}, {moved}: so it was {wording.measure(before)} {then}{rate} "
        "(computed; the page gives level and change)."
    )


def _project_point(row: Row) -> str:
    whose = f"{safe(row['subject'])}: " if present(row["subject"]) else ""
    planned = " (planned)" if row["status"] == "target" else ""
    told = f"{row['count']} {row['projects']}, {row['money']}{planned}, {row['each']} each"
    return f"{whose}{safe(told)} (computed)."


def _range_point(page: Page, row: Row) -> str:
    """A figure between two ends, with what else the page measures of the same subject in relative terms."""
    rows = page.indicators
    same = rows[
        (rows["subject"] == row["subject"]) & (rows["kind"] == "growth") & (rows["article"] == row["article"])
    ]
    more = listed(
        f"{safe(each['indicator'])} {safe(wording.measure(each))}" for each in wording.records(same)
    )
    return f"{stated(row)}, a range{f'; with it goes {more}' if more else ''}."
