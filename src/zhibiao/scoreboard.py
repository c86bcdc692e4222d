"""Honours counted: who got how many, by campaign, by lead agency (牵头单位) and by place.

Takes a `Page`; gives small tables for `charts.tally` and `charts.counts`. The main honour is the one that a single article
tells of most often (督查激励, an incentive, on the seed page); the campaigns (攻坚) are the sections of that article from the
first with such an honour to the last, those with none among them, so that the counts can be added up and compared with the
total that the head of the article states.

Honours are the same when they end in the same four characters: 省政府大抓落实督查激励 and 督查激励 are one. A page without
honours gives empty tables.

>>> from zhibiao import read
>>> page = read("临武县商务局牵头的稳外贸、县财政局牵头的财源建设等2项工作获省政府督查激励。")
>>> honour(page), leads(page)["count"].to_dict()
('督查激励', {'县商务局': 1, '县财政局': 1})
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from zhibiao import wording

if TYPE_CHECKING:
    from zhibiao.page import Page

ALIKE = 4
"""Characters at the end of an honour that make it the same as another: 督查激励, 经验做法."""


def honours(page: Page) -> pd.DataFrame:
    """A row an honour, the commonest first: `article`, `honour` (its longest name), `count`, and `recipients`, a list."""
    rows = page.recognitions
    grouped = rows.groupby(["article", rows["honour"].str[-ALIKE:]], sort=False, dropna=False)
    found = [
        {
            "article": group["article"].iloc[0],
            "honour": max(group["honour"], key=len),
            "count": len(group),
            "recipients": _each(group["recipient"]),
        }
        for _, group in grouped
    ]
    table = pd.DataFrame(found, columns=["article", "honour", "count", "recipients"])
    return table.sort_values("count", ascending=False, kind="stable", ignore_index=True)


def honour(page: Page, place: int = 0) -> str:
    """The name of the main honour, or of the one at another place in `honours`; "honours" or "other honours" where none is."""
    rows = _of(page, place)
    if rows.empty:
        return "other honours" if place else "honours"
    return str(max(rows["honour"], key=len))


def incentives(page: Page) -> pd.DataFrame:
    """The recognitions of the main honour: those rows of `page.recognitions`."""
    return _of(page, 0)


def practices(page: Page) -> pd.DataFrame:
    """By place, how many of the second honour (典型经验做法, practices held up as examples): `count`, and `what`, their names."""
    rows = _of(page, 1)
    grouped = rows.groupby("recipient", sort=False, dropna=False)["work"]
    found = {name: _each(work) for name, work in grouped}
    sizes = grouped.size().tolist()
    places = pd.Index([_text(name) for name in found], name="place")
    table = pd.DataFrame({"count": sizes, "what": list(found.values())}, index=places)
    return table.sort_values("count", ascending=False, kind="stable")


def leads(page: Page) -> pd.DataFrame:
    """By lead agency, how many works it led that got the main honour: `count`, and `what`, their names.

    A work that was honoured several times is named once, with its details or the number of times (×2) after it. A work that two
    agencies led counts for both; the row with an empty name counts the works for which the page names nobody.
    """
    rows = incentives(page)
    named = rows.assign(lead=rows["leads"].map(lambda names: list(names) or [""])).explode("lead")
    grouped = named.groupby("lead", sort=False)
    what = {lead: _works(group) for lead, group in grouped}
    table = pd.DataFrame({"count": grouped.size(), "what": pd.Series(what, dtype="object")})
    return table.rename_axis("agency").sort_values("count", ascending=False, kind="stable")


def campaigns(page: Page) -> pd.DataFrame:
    """By campaign, the sections in the article's order: `count` (the works listed), `stated` (the number that the text gives,
    null where it gives none) and `figures` (how much else it measures there).
    """
    rows = incentives(page)
    measured = _measured(page, rows)
    told = stated(page)
    sections = pd.Index(_sections(page, rows), name="campaign", dtype="str")
    table = {
        "count": [int((rows["section"] == section).sum()) for section in sections],
        "stated": told.groupby("section")["value"].sum().reindex(sections).astype("Int64"),
        "figures": [int((measured["section"] == section).sum()) for section in sections],
    }
    frame = pd.DataFrame(table, index=sections).astype({"count": "int64", "figures": "int64"})
    return frame.assign(
        figures=frame["figures"] - told["section"].value_counts().reindex(sections, fill_value=0)
    )


def reached(page: Page) -> pd.DataFrame:
    """What the campaigns measure besides the honours: those rows of `page.indicators`, in the page's order."""
    rows = incentives(page)
    measured = _measured(page, rows)
    others = ~measured.index.isin(stated(page).index)
    return pd.DataFrame(measured[others & measured["section"].isin(_sections(page, rows))])


def headline(page: Page) -> int | None:
    """How many of the main honour the head of the article says there are (18项次), or None."""
    rows = stated(page)
    heads = rows.loc[rows["section"].isna(), "value"]
    return int(heads.max()) if len(heads) else None


def stated(page: Page) -> pd.DataFrame:
    """The numbers that the text gives of the main honour, in its head and its sections: those rows of `page.indicators`."""
    rows = incentives(page)
    return _stated(_measured(page, rows), rows)


def _measured(page: Page, rows: pd.DataFrame) -> pd.DataFrame:
    """The indicator rows of the article that these recognitions stand in."""
    if rows.empty:
        return page.indicators.head(0)
    return pd.DataFrame(page.indicators[_same(page.indicators["article"], rows["article"].iloc[0])])


def _same(column: pd.Series[Any], cell: object) -> pd.Series[bool]:
    """Where a column holds this cell; nothing is the same as nothing."""
    return column.fillna("") == _text(cell)


def _of(page: Page, place: int) -> pd.DataFrame:
    """The recognitions of the honour at this place in `honours`; none where there are fewer, or where it was given once."""
    table = honours(page)
    if len(table) <= place or table["count"].iloc[place] < 2:
        return page.recognitions.head(0)
    article, honour = table["article"].iloc[place], table["honour"].iloc[place]
    rows = page.recognitions
    return pd.DataFrame(
        rows[_same(rows["article"], article) & (rows["honour"].str[-ALIKE:] == honour[-ALIKE:])]
    )


def _stated(measured: pd.DataFrame, honoured: pd.DataFrame) -> pd.DataFrame:
    """The rows that count the honour: items (项) of it, or the works (工作) of a sentence that ends in it."""
    if honoured.empty:
        return measured.head(0)
    honour = str(honoured["honour"].iloc[0])[-ALIKE:]
    items = (measured["kind"] == "level") & measured["unit"].fillna("").str.startswith("项")
    named = measured["indicator"].fillna("工作")
    works = named.str.endswith("工作") & measured["sentence"].str.contains(honour, regex=False)
    counted = items & measured["value"].notna() & (named.str.contains(honour, regex=False) | works)
    return pd.DataFrame(measured[counted])


def _sections(page: Page, rows: pd.DataFrame) -> list[str]:
    """The headings of the article from the first with the honour to the last, in order."""
    if rows.empty:
        return []
    lists = page.articles.loc[_same(page.articles["title"], rows["article"].iloc[0]), "headings"]
    headings = [heading for each in lists for heading in each or []]
    held = [place for place, heading in enumerate(headings) if (rows["section"] == heading).any()]
    return list(dict.fromkeys(headings[held[0] : held[-1] + 1])) if held else []


def _works(rows: pd.DataFrame) -> list[str]:
    """The works of some recognitions, each once: 园区建设（东区、西区）, 园区建设 ×2."""
    return [_work(str(work), group) for work, group in rows.groupby("work", sort=False)]


def _work(work: str, rows: pd.DataFrame) -> str:
    if len(rows) == 1:
        return work
    details = _each(rows["detail"])
    return f"{work}（{'、'.join(details)}）" if len(details) == len(rows) else f"{work} ×{len(rows)}"


def _each(cells: Iterable[object]) -> list[str]:
    """The texts of some cells, each once, in their order."""
    return list(dict.fromkeys(str(cell) for cell in cells if wording.present(cell)))


def _text(cell: object) -> str:
    return str(cell) if wording.present(cell) else ""
