"""Work taken up again after a holiday or a stop, on which day, with what figures; and where the page's text is cut off.

Takes a `Page`; gives Markdown or a frame. A sentence tells of work resumed by the words of `lexicon/stories.tsv` (复工). Its
days are the dates that it names, 正月初七 (the seventh of the first lunar month) among them, read against the day of publication.
Where an article is cut, what stood there is not guessed: the ends of the text that is there are shown.

>>> from zhibiao import read
>>> page = read("青江厂正月初七复工，返岗率达98%。", published="2026-02-28")
>>> days(page)["first"].astype(str).tolist(), told_in(page)["figures"].tolist()
(['2026-02-23'], ['返岗率 98%'])
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pandas as pd

from zhibiao import findings, wording
from zhibiao.periods import find_moments
from zhibiao.prose import Prose, points, safe, stated, titled
from zhibiao.stories import Sentence, sentences
from zhibiao.tables import period_days
from zhibiao.wording import count, listed

if TYPE_CHECKING:
    from zhibiao.page import Page

Row = dict[str, Any]


def told(page: Page) -> Prose:
    """Work resumed in a few sentences (Markdown): where it is told of, on which days, with what figures, and what is cut off."""
    found = resumed(page)
    if not found:
        return points(
            [
                "**No work resumed on this page**: no sentence tells of it (复工, 复产, 返岗).",
                *_cuts(page),
            ]
        )
    titles = listed(dict.fromkeys(titled(sentence.title) for sentence in found))
    rows = [row for sentence in found for row in sentence.rows]
    return points(
        [
            f"**Work resumed** is told of in {count(len(found), 'sentence')}, in {titles}.",
            _days_point(page),
            *(f"{stated(row)}." for row in rows if row["kind"] in ("ratio", "growth")),
            "" if rows else "No figure stands there.",
            *_cuts(page),
        ]
    )


def resumed(page: Page) -> tuple[Sentence, ...]:
    """The sentences that tell of work resumed."""
    return tuple(sentence for sentence in sentences(page) if sentence.roles("resumption"))


def told_in(page: Page) -> pd.DataFrame:
    """The sentences that tell of work resumed: which words say so, the figures in them, and the article."""
    table = [
        {
            "article": sentence.title or "",
            "words": "、".join(sentence.roles("resumption")["resume"]),
            "figures": "; ".join(_short(row) for row in sentence.rows),
            "sentence": sentence.text,
        }
        for sentence in resumed(page)
    ]
    return pd.DataFrame(table, columns=["article", "words", "figures", "sentence"]).set_index("article")


def days(page: Page) -> pd.DataFrame:
    """The days that these sentences name, for `calendarchart.calendar`: a row a day, named by its words and its article."""
    found: dict[str, Row] = {}
    for sentence in resumed(page):
        for moment in find_moments(sentence.text, page.published):
            start, end = period_days(moment.period)
            if start and start == end:
                name = f"{sentence.text[moment.start : moment.end]} ({sentence.title or 'no title'})"
                says = "、".join(sentence.roles("resumption")["resume"])
                found.setdefault(name, {"first": start, "last": end, "says": says})
    table = pd.DataFrame(list(found.values()), columns=["first", "last", "says"])
    return table.set_axis(pd.Index(list(found), name="day", dtype="str"))


def figures(page: Page) -> pd.DataFrame:
    """The figures of the articles that tell most of work resumed, for reading: those with as many such sentences as any."""
    found = Counter(sentence.article for sentence in resumed(page))
    most = {article for article, number in found.items() if number == max(found.values())}
    starts = [row["start"] for each in sentences(page) if each.article in most for row in each.rows]
    return findings.overview(page.indicators[page.indicators["start"].isin(starts)])


def cut(page: Page) -> pd.DataFrame:
    """Where articles are cut off: the article, how it shows, and the text that is there on the side of the cut."""
    table = [
        {"article": article.title or "", "where": how.partition(":")[0], "text that is there": _beside(how)}
        for article in page.layout.articles
        for how in article.missing
    ]
    return pd.DataFrame(table, columns=["article", "where", "text that is there"]).set_index("article")


def _short(row: Row) -> str:
    return f"{row['indicator'] or ''} {wording.measure(row)}".strip()


def _beside(how: str) -> str:
    """The text that `Article.missing` shows."""
    return how.partition(": ")[2]


def _days_point(page: Page) -> str:
    table = days(page)
    if table.empty:
        return "No day is named there."
    named = listed(f"**{start:%Y-%m-%d}** ({safe(name)})" for name, start in table["first"].items())
    return f"The days they name: {named}."


def _cuts(page: Page) -> list[str]:
    """A sentence for each article that is cut."""
    found = []
    for title, rows in cut(page).groupby(level=0, sort=False):
        ends = listed(
            f"{where} ({safe(text)})"
            for where, text in zip(rows["where"], rows["text that is there"], strict=True)
        )
        found.append(
            f"**Text is cut**: {titled(title)} {ends}; what stood there is not guessed, and figures may be missing."
        )
    return found
