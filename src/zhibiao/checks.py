"""Checks: figures that should agree, and whether they do; and what follows from them though no text says it.

Takes a `Page`, and pages published before it where there are any; gives a frame with a row a check (`check`), and a frame of
derived figures (`derived`) that never go into `page.indicators`. Each check has the arithmetic, what result the rounding of the
printed digits allows, the ids of the rows it used, and one of three verdicts: `agrees`, `disagrees`, and `cannot tell` where
subject, period or basis are not surely the same. The rules stand in `moves`, `wholes`, `restated` and `tallies`, the arithmetic
in `intervals`.

>>> from zhibiao import read
>>> page = read("青江市通报，2025年全市高新技术企业总数达743家，净增54家，增长7.84%。", published="2026-02-28")
>>> check(page)[["check", "verdict", "arithmetic"]].to_records(index=False).tolist()
[('movement', 'agrees', '54 ÷ (743 − 54) = 7.84%')]
>>> derived(page)[["indicator", "period", "value", "arithmetic"]].to_records(index=False).tolist()
[('高新技术企业总数', '2024', 689.0, '743 − 54 = 689家')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from zhibiao import moves, restated, tables, tallies, wholes, wording
from zhibiao.errors import ZhibiaoError
from zhibiao.statements import Check, ids_of, sentences, squeeze

if TYPE_CHECKING:
    from zhibiao.page import Page

SENTENCE_RULES = (
    moves.movements,
    moves.from_to,
    wholes.added,
    wholes.within,
    wholes.shares,
    wholes.proportions,
    wholes.limits,
    wholes.ranks,
    wholes.ranges,
    tallies.listed,
)
"""What is asked of each sentence."""


def check(page: Page, earlier: Page | Iterable[Page] = ()) -> pd.DataFrame:
    """The figures of a page that should agree, and whether they do: a row a check, in the page's order.

    `earlier` is one page or several published before, whose levels this page's growth is checked against. Columns are those of
    `zhibiao.tables.CHECKS`; the id of a row of an earlier page has the page's name before it. Raises `ZhibiaoError` for what is
    no page.

    >>> from zhibiao import read
    >>> before = read("青江市通报，2024年全市进出口总值444亿元。", published="2025-02-28")
    >>> page = read("青江市通报，2025年全市进出口总值498.04亿元，增长21.2%。", published="2026-02-28")
    >>> check(page, before)[["verdict", "arithmetic"]].to_records(index=False).tolist()
    [('disagrees', '(498.04亿 − 444亿) ÷ 444亿 = 12.2%')]
    """
    pages = _pages(page, earlier)
    found = sorted(_found(page, pages), key=lambda one: one.figures[0].row.start)
    return tables.checks_frame([_cells(page, one) for one in found])


def check_all(pages: Mapping[str, Page]) -> pd.DataFrame:
    """The checks of several pages by name (`read_many(…).pages`), each also against those published before it.

    The index is the page's name, `doc`, and the check's `id`.
    """
    frames = {name: check(page, _before(page, pages.values())) for name, page in pages.items()}
    together: pd.DataFrame = pd.concat(frames or {"": tables.empty("checks")}, names=["doc"])
    return together


def derived(page: Page) -> pd.DataFrame:
    """What follows from a page's figures though it does not say it: the level before, from the level and its growth or change.

    `value` is that of the printed numbers, `value_low` and `value_high` are the ends that their rounding leaves, `origin` is
    always `derived`, and `rows` are the ids it comes from. A growth whose basis the text does not name is taken as over the year
    before, as in statistics, and `explanation` says so; growth at constant prices (地区生产总值) leads to no level, nor do
    targets and hedged figures.
    """
    _pages(page, ())
    return tables.derived_frame(
        [_derived_cells(page, one) for group in sentences(page) for one in moves.levels_before(group)]
    )


def _pages(page: Page, earlier: Page | Iterable[Page]) -> list[Page]:
    from zhibiao.page import Page

    others = [earlier] if isinstance(earlier, Page) else list(earlier)
    for one in (page, *others):
        if not isinstance(one, Page):
            raise ZhibiaoError(f"what can be checked is a page, not {one!r:.40}: check(zb.read('page.txt'))")
    return others


def _before(page: Page, pages: Iterable[Page]) -> list[Page]:
    return [one for one in pages if page.published and one.published and one.published < page.published]


def _found(page: Page, earlier: Sequence[Page]) -> Iterator[Check]:
    groups = list(sentences(page))
    figures = [figure for group in groups for figure in group]
    others = [figure for one in earlier for group in sentences(one, one.name) for figure in group]
    for group in groups:
        for rule in SENTENCE_RULES:
            yield from rule(group)
    yield from wholes.parts(figures)
    yield from wholes.named_shares(figures)
    yield from tallies.honours(page, {figure.id: figure for figure in figures})
    yield from restated.restated(figures, _heads(page))
    yield from moves.against_earlier(
        (one for group in groups for one in moves.moves(group)), [*figures, *others]
    )


def _heads(page: Page) -> set[str]:
    """The lines at the head of the page's articles, and their headings and captions."""
    lines = [
        line for name in ("title", "kicker", "subtitle", "caption") for line in page.articles[name].dropna()
    ]
    lines += [heading for each in page.articles["headings"] for heading in each or ()]
    return {squeeze(str(line)) for line in lines}


def _cells(page: Page, one: Check) -> dict[str, Any]:
    first = one.figures[0]
    return {
        "article": page.articles["title"].iloc[first.row.article],
        "check": one.check,
        "subject": first.row.subject,
        "indicator": first.row.indicator,
        "verdict": one.verdict,
        "arithmetic": one.arithmetic,
        "allowed_low": one.allowed.low if one.allowed else None,
        "allowed_high": one.allowed.high if one.allowed else None,
        "unit": one.unit if one.allowed else None,
        "rows": ids_of(one.figures),
        "explanation": one.explanation,
        "start": first.row.start,
        "sentence": first.row.sentence,
    }


def _derived_cells(page: Page, one: moves.Before) -> dict[str, Any]:
    row = one.level.row
    return {
        "article": page.articles["title"].iloc[row.article],
        "subject": row.subject,
        "indicator": row.indicator,
        "value": one.value,
        "value_low": one.estimate.strict.low,
        "value_high": one.estimate.strict.high,
        "unit": row.unit,
        "period": one.period,
        "origin": "derived",
        "arithmetic": one.arithmetic,
        "rows": ids_of((one.level, one.move)),
        "explanation": one.explanation,
    }


def agreement(checks: pd.DataFrame) -> pd.DataFrame:
    """How many checks of each kind came out how: a row a kind, a column a verdict; for `charts.verdicts`."""
    table = pd.crosstab(checks["check"], checks["verdict"])
    wanted = [kind for kind in tables.CHECK_NAMES if kind in table.index]
    counts = table.reindex(index=wanted, columns=list(tables.VERDICTS), fill_value=0)
    return counts.rename_axis(index="check", columns=None).astype("int64")


def for_reading(checks: pd.DataFrame) -> pd.DataFrame:
    """Checks for reading, those that disagree first: verdict, arithmetic, what the rounding allows, and why."""
    order = checks["verdict"].map({"disagrees": 0, "cannot tell": 1, "agrees": 2})
    table = checks.assign(
        allowed=[_allowed(row) for row in wording.records(checks)],
        rows=checks["rows"].map(" ".join),
        order=order,
    ).sort_values(["order", "start"], kind="stable")
    told = [
        "verdict",
        "check",
        "subject",
        "indicator",
        "arithmetic",
        "allowed",
        "explanation",
        "rows",
        "sentence",
    ]
    return table[told]


def derived_for_reading(rows: pd.DataFrame) -> pd.DataFrame:
    """Derived figures for reading, each with the ends that the rounding leaves."""
    ends = [
        wording.amount(row["value_low"], row["unit"])
        if row["value_low"] == row["value_high"]
        else f"{wording.number(row['value_low'])}–{wording.amount(row['value_high'], row['unit'])}"
        for row in wording.records(rows)
    ]
    table = rows.assign(between=ends, rows=rows["rows"].map(" ".join))
    return table[["subject", "indicator", "period", "arithmetic", "between", "explanation", "rows", "origin"]]


def _allowed(row: dict[str, Any]) -> str:
    """The interval that the rounding leaves, in the magnitude of its numbers: 7.76–7.92%."""
    low, high = row["allowed_low"], row["allowed_high"]
    if not (wording.present(low) and wording.present(high)):
        return ""
    if low == high:
        return wording.amount(low, row["unit"])
    return f"{wording.number(low)}–{wording.amount(high, row['unit'])}"


def told(checks: pd.DataFrame) -> str:
    """How many checks there are and how they came out, in a few words.

    >>> told(tables.empty("checks"))
    'nothing to check'
    """
    counts = checks["verdict"].value_counts()
    if checks.empty:
        return "nothing to check"
    said = {
        "agrees": ("agrees", "agree"),
        "disagrees": ("disagrees", "disagree"),
        "cannot tell": ("cannot tell",) * 2,
    }
    parts = [
        f"{counts[name]} {words[int(counts[name] != 1)]}" for name, words in said.items() if name in counts
    ]
    return f"{wording.count(len(checks), 'check')}: {', '.join(parts)}"


def lines(checks: pd.DataFrame, names: Sequence[str]) -> Iterator[str]:
    """The checks of `check_all` as lines of text: for each page by its name how they came out, then each, the worst first."""
    docs = checks.index.get_level_values("doc")
    for name in names:
        mine = checks[docs == name]
        yield f"{name}: {told(mine)}"
        for row in wording.records(for_reading(mine)):
            who = wording.name({**row, "quote": row["indicator"] or ""})
            yield f"  {row['verdict']:<11}  {row['check']:<8}  {who}: {row['arithmetic']} ({row['explanation']})"
