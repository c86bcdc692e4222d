"""What a page shows, in a few sentences and small tables: the prose at the head of each notebook.

Takes a `Page`; gives Markdown or a frame. Every number in the prose is computed from the page's frames, so that it is as true
of any other page; where a page has nothing of a kind, the sentence says so. English with the page's own Chinese names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from zhibiao import checks, scoreboard, wording
from zhibiao.layout import DOUBT
from zhibiao.prose import Prose, points, safe, stated, titled
from zhibiao.wording import count, listed

if TYPE_CHECKING:
    from zhibiao.page import Page

CURRENCIES = ("元", "美元", "欧元", "英镑", "日元", "港元", "港币", "卢布")
KIND_NOUNS = {
    "level": ("amount or count", "amounts and counts"),
    "change": ("absolute change",),
    "growth": ("relative change",),
    "ratio": ("share or rate", "shares and rates"),
    "rank": ("place in an order", "places in an order"),
}


def on_the_page(page: Page) -> Prose:
    r"""Which articles stand on the page, and what had to be mended to read them.

    >>> from zhibiao import read
    >>> on_the_page(read("青石镇通水了\n\n水管铺了三公里，惠及\n\n412户。", published="2026-02-28")).splitlines()[1]
    '- Of 3 blocks of text, 1 piece of a paragraph was joined to its beginning.'
    """
    table = articles(page)
    if table.empty:
        return points(["**No article** was found on this page."])
    stand, them = ("stands", "it") if len(table) == 1 else ("stand", "them")
    read = f"{count(len(page.indicators), 'figure')} and {count(len(page.recognitions), 'honour')}"
    return points(
        [
            f"**{count(len(table), 'article')}** {stand} on this page{_published(page)}; {read} were read from {them}.",
            *_longest(table),
            *_mended(page.blocks),
            *(_incomplete(row) for row in wording.records(table[~table["complete"]])),
            *_unplaced(page),
            *(f"**{note}**" for note in page.notes),
        ]
    )


def measured(page: Page) -> Prose:
    """What the page measures: how many rows of each kind, the largest sum, the ends of growth, the first places (Markdown)."""
    rows = page.indicators
    if rows.empty:
        return points(["**No figure** was found on this page."])
    kinds = rows["kind"].value_counts()
    told = [
        f"{count(int(kinds[kind]), *KIND_NOUNS[kind])} ({kind} {wording.KINDS[kind][0]})"
        for kind in wording.KINDS
        if kind in kinds
    ]
    found = [
        f"**{count(len(rows), 'figure')}**{_published(page)}: {listed(told, 6)}.",
        _money_point(money(rows)),
        _growth_point(rows[rows["kind"] == "growth"]),
        _ranks_point(rows[rows["kind"] == "rank"]),
        _targets_point(rows[rows["status"] == "target"]),
    ]
    return points(found)


def honoured(page: Page) -> Prose:
    """The scoreboard in words: the sum of the campaigns against the headline, who led most, which places."""
    rows = scoreboard.incentives(page)
    if rows.empty:
        once = ", none of them more than once" if len(page.recognitions) else ""
        return points(
            [f"**No scoreboard here**: the page tells of {count(len(page.recognitions), 'honour')}{once}."]
        )
    whose = listed(dict.fromkeys(rows["recipient"].dropna()))
    found = [
        f"**{len(rows)} × {safe(scoreboard.honour(page))}**{f' for {safe(whose)}' if whose else ''}, "
        f"in {titled(rows['article'].iloc[0])}.",
        _sum_point(scoreboard.campaigns(page), scoreboard.headline(page)),
        _leads_point(scoreboard.leads(page), len(rows)),
        _practices_point(page),
    ]
    return points(found)


def checked(page: Page) -> Prose:
    """Whether the page's figures agree with each other, in words: which do not, and what follows without being said.

    >>> from zhibiao import read
    >>> checked(read("全市高新技术企业达743家，净增54家，增长8.74%。", published="2026-02-28")).splitlines()[1]
    '- 全市 高新技术企业: **54 ÷ (743 − 54) = 7.84%**, the text says +8.74%.'
    """
    found, more = checks.check(page), checks.derived(page)
    if found.empty:
        first = "**Nothing to check**: no two figures of this page say something of each other."
    else:
        first = f"**{checks.told(found)}**{_published(page)}."
    wrong = found[found["verdict"] == "disagrees"]
    return points([first, *(_contradiction(row) for row in wording.records(wrong)), *_derived_point(more)])


def articles(page: Page) -> pd.DataFrame:
    """A row an article: title, authors, place, length, and how much was read from it."""
    table = page.articles
    titles = table["title"].fillna("")
    rows = {
        "title": titles,
        "authors": table["authors"].map(_names),
        "region": table["region"].fillna(""),
        "paragraphs": [len(paragraphs or []) for paragraphs in table["paragraphs"]],
        "characters": table["text"].str.len(),
        "figures": titles.map(page.indicators["article"].fillna("").value_counts()).fillna(0).astype("int64"),
        "honours": titles.map(page.recognitions["article"].fillna("").value_counts())
        .fillna(0)
        .astype("int64"),
        "complete": table["complete"],
    }
    return pd.DataFrame(rows, index=table.index)


def money(rows: pd.DataFrame) -> pd.DataFrame:
    """The indicator rows that are amounts of money (kind level, a currency as unit)."""
    return rows[(rows["kind"] == "level") & rows["unit"].isin(CURRENCIES)]


def numbers(rows: pd.DataFrame) -> pd.DataFrame:
    """The indicator rows that are amounts or counts of anything but money (kind level)."""
    return rows[(rows["kind"] == "level") & ~rows["unit"].isin(CURRENCIES)]


def overview(rows: pd.DataFrame) -> pd.DataFrame:
    """Indicator rows for reading: who, what, how much in words (`says`), and the sentence each was read from."""
    said = rows.assign(**{"as read": [wording.measure(row) for row in wording.records(rows)]})
    return said[["subject", "indicator", "as read", "value", "unit", "kind", "period", "scope", "sentence"]]


def _row(table: pd.DataFrame, column: str) -> dict[str, Any]:
    """The row with the largest value in a column, the first of several."""
    return wording.records(table.nlargest(1, column))[0]


def campaign_figures(page: Page) -> pd.DataFrame:
    """What each campaign reached: a row a figure under the campaign's name, as the page gives it."""
    rows = scoreboard.reached(page)
    said = [wording.measure(row) for row in wording.records(rows)]
    table = {"campaign": rows["section"], "indicator": rows["indicator"].fillna(""), "as read": said}
    return pd.DataFrame({**table, "period": rows["period"].fillna("")}).set_index(["campaign", "indicator"])


def honours(page: Page) -> pd.DataFrame:
    """Every honour, for reading: who got it, who led, for what, and from whom."""
    rows = page.recognitions
    columns = ["recipient", "work", "detail", "honour", "granted_by"]
    table = rows[columns].fillna("")
    table.insert(1, "led by", rows["leads"].map(_names))
    return table


def blocks(page: Page) -> pd.DataFrame:
    """A row a block of the page, in its order: what it is for, in which article, why, and the block it goes on with."""
    table = page.blocks
    rows = {
        "role": table["role"],
        "article": table["article"].fillna(""),
        "text": [wording.elide(text, 45) for text in table["text"]],
        "why": table["reason"],
        "goes on with": table["joins"].fillna(""),
    }
    return pd.DataFrame(rows, index=table.index)


def mended(page: Page) -> pd.DataFrame:
    """The blocks that were joined to an earlier one, are printed twice, were left out, or may be of another article."""
    table = blocks(page)
    doubtful = page.blocks["reason"].str.contains(DOUBT, regex=False)
    return pd.DataFrame(table[(wording.fates(page.blocks) != "kept") | doubtful])


def _names(names: object) -> str:
    return "、".join(names) if isinstance(names, (list, tuple)) else ""


def _verb(table: pd.DataFrame, one: str, many: str) -> str:
    return one if len(table) == 1 else many


def _published(page: Page) -> str:
    if page.published is None:
        return " (day of publication unknown)"
    inferred = f" (inferred from the {page.published_from})" if page.published_inferred else ""
    return f", published {page.published:%Y-%m-%d}{inferred}"


def _longest(table: pd.DataFrame) -> list[str]:
    if len(table) == 1:
        return []
    row, figures = _row(table, "characters"), int(table["figures"].sum())
    held = f"; it holds {row['figures']} of the {count(figures, 'figure')}" if figures else ""
    return [f"The longest is {titled(row['title'])}, {row['characters']} characters{held}."]


def _mended(blocks: pd.DataFrame) -> list[str]:
    fates = wording.fates(blocks).value_counts()
    said = {
        "joined": (
            "piece of a paragraph was joined to its beginning",
            "pieces of paragraphs were joined to their beginnings",
        ),
        "repeat": ("block is printed twice and was read once", "blocks are printed twice and were read once"),
        "left out": (
            "block belongs to no article and was left out",
            "blocks belong to no article and were left out",
        ),
    }
    told = [count(int(fates[fate]), *nouns) for fate, nouns in said.items() if fate in fates]
    return [f"Of {count(len(blocks), 'block')} of text, {listed(told)}."] if told else []


def _incomplete(row: dict[str, Any]) -> str:
    return f"{titled(row['title'])} is **not complete**: part of its text is missing on the page, so its figures may be too."


def _unplaced(page: Page) -> list[str]:
    """Articles that no place was settled for, with what they speak of most."""
    told = []
    for title in page.articles.loc[page.articles["region"].isna(), "title"].fillna(""):
        subjects = page.indicators.loc[
            page.indicators["article"].fillna("") == title, "subject"
        ].value_counts()
        of = f"; most of its figures are those of {safe(subjects.index[0])}" if len(subjects) else ""
        told.append(f"No place was settled for {titled(title)}{of}.")
    return told


def _money_point(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "No sums of money."
    reached = rows[rows["status"] != "target"]
    planned = len(rows) - len(reached)
    told = f"{count(len(rows), 'sum')} of money" + (f" ({count(planned, 'target')})" if planned else "")
    largest = (
        "" if len(rows) == 1 else "the largest reached is " if planned and len(reached) else "the largest is "
    )
    return f"{told}: {largest}{stated(_row(reached if len(reached) else rows, 'value'))}."


def _growth_point(rows: pd.DataFrame) -> str:
    rates = [(rate, row) for row in wording.records(rows) if (rate := wording.percent(row)) is not None]
    silent = int(rows["value"].isna().sum())
    more = f" {count(silent, 'more trend has', 'more trends have')} no number." if silent else ""
    if not rates:
        return f"No growth with a number.{more}"
    ends = [stated(row) for _, row in sorted(rates, key=lambda pair: -pair[0])]
    said = f": {ends[0]}" if len(ends) == 1 else f", from {ends[0]} down to {ends[-1]}"
    return f"{count(len(rates), 'growth rate')}{said}.{more}"


def _ranks_point(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "No rankings."
    firsts = rows[rows["value"] == 1]
    names = listed(
        dict.fromkeys(safe(row["indicator"]) for row in wording.records(firsts) if row["indicator"]), 5
    )
    return (
        f"{count(len(rows), 'ranking')}, {count(len(firsts), 'first place')}{f': {names}' if names else ''}."
    )


def _targets_point(rows: pd.DataFrame) -> str:
    if rows.empty:
        return ""
    first = listed((stated(row) for row in wording.records(rows)), 2)
    return f"{count(len(rows), 'figure is a target', 'figures are targets')}, not yet reached: {first}."


def _contradiction(row: Any) -> str:
    return f"{safe(wording.name(row))}: **{safe(row['arithmetic'])}**, {safe(row['explanation'])}."


def _derived_point(rows: pd.DataFrame) -> list[str]:
    """What follows though the page does not say it."""
    if rows.empty:
        return []
    told = [
        f"{safe(wording.name(row))}{_of_period(row)}, {safe(row['arithmetic'])}"
        for row in wording.records(rows)
    ]
    follow = "follows though no text says it" if len(rows) == 1 else "follow though no text says them"
    return [f"{count(len(rows), 'figure')} {follow}: {'; '.join(told[:4])}{'; …' if len(told) > 4 else ''}."]


def _of_period(row: Any) -> str:
    return f" in {row['period']}" if wording.present(row["period"]) else ""


def _sum_point(parts: pd.DataFrame, total: int | None) -> str:
    if parts.empty:
        return f"The article has no sections to add up; it states {total or 'no total'}."
    whole = int(parts["count"].sum())
    arithmetic = wording.added(list(parts["count"]))
    if total is None:
        return f"By section {arithmetic}; the text states no total."
    verdict = "**they agree**" if total == whole else f"**they differ by {abs(total - whole)}**"
    stated = parts.dropna(subset="stated")
    same = int((stated["stated"] == stated["count"]).sum())
    own = (
        f" {len(stated)} state their own number, and the works listed match it in {same}."
        if len(stated)
        else ""
    )
    return f"By {count(len(parts), 'campaign')} {arithmetic}, and the headline says {total}: {verdict}.{own}"


def _leads_point(table: pd.DataFrame, total: int) -> str:
    named = table[table.index != ""]
    if named.empty:
        return "The page names no agency that led."
    most = int(named["count"].max())
    top = named.index[named["count"] == most]
    who = f"{safe(listed(top))} led most, {most}{' each' if len(top) > 1 else ''} of {total}"
    led = f"{count(len(named), 'agency', 'agencies')} led{f' {most} each' if len(top) == len(named) else f'; {who}'}."
    silent = int(table["count"].sum() - named["count"].sum())
    nobody = f" For {count(silent, 'work')} the page names nobody." if silent else ""
    again = int(table["count"].sum()) - total
    twice = (
        f" {count(again, 'work')} led by two agencies {'counts' if again == 1 else 'count'} for both."
        if again
        else ""
    )
    return f"{led}{twice}{nobody}"


def _practices_point(page: Page) -> str:
    table = scoreboard.practices(page)
    if table.empty:
        return ""
    places = listed((f"{safe(place)} {number}" for place, number in table["count"].items()), 6)
    return f"{table['count'].sum()} × {safe(scoreboard.honour(page, 1))}: {places}."
