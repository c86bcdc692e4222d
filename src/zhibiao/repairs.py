"""A repair from the problem to those it reached: what was wrong, who had to mend it, what it took, what was done.

Takes a `Page`; gives Markdown or a frame. The repair is the article that has most of the five parts in its sentences, at least
four, by the words of `lexicon/stories.tsv`; of several the one that says them most densely. A page without one says so. What is
computed and not printed (money a household, the share of the residents) says so.

>>> from zhibiao import read
>>> text = "青石桥年久失修。镇政府向村委会交办。筹措资金30万元。修复了桥面。惠及200户。"
>>> steps(read(text))["part"].tolist()
['problem', 'handover', 'money', 'works', 'reached']
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pandas as pd

from zhibiao import findings, wording
from zhibiao.prose import Prose, points, safe, titled
from zhibiao.stories import Sentence, sentences
from zhibiao.wording import amount, count, listed, present

if TYPE_CHECKING:
    from zhibiao.page import Page

Row = dict[str, Any]

PARTS = {
    "problem": "the problem 问题",
    "handover": "the handover 交办",
    "money": "the money 资金",
    "works": "the works 整治",
    "reached": "whom it reached 惠及",
}
"""The parts of a repair in their order, as charts and tables name them."""

LEAST = 4
"""Parts that an article must have to be a repair."""

PEOPLE, HOUSEHOLDS = ("人", "名", "位"), ("户",)
SPANS = ("年", "月", "周", "天", "日", "小时")
"""Units of how long something took."""


def told(page: Page) -> Prose:
    """A repair in a few sentences (Markdown): its parts, what it took, what was done, whom it reached, and for how much each."""
    found = repair(page)
    if not found:
        return points(
            ["**No repair on this page**: no article tells of a problem, what was done, and whom it reached."]
        )
    parts = {part: sum(part in sentence.roles("repair") for sentence in found) for part in PARTS}
    named = listed((f"{PARTS[part]} {number}" for part, number in parts.items() if number), 5)
    silent = listed(PARTS[part] for part, number in parts.items() if not number)
    rows = [row for sentence in found for row in sentence.rows]
    return points(
        [
            f"**A repair** is told of in {titled(found[0].title)}. Of its {count(len(found), 'sentence')}, these tell of: "
            f"{named}{f'; none of {silent}' if silent else ''}.",
            _took(rows),
            _done(found),
            *_reached(rows),
        ]
    )


def repair(page: Page) -> tuple[Sentence, ...]:
    """The sentences of the article that tells of a repair; none where no article does."""
    articles = [tuple(group) for _, group in groupby(sentences(page), lambda sentence: sentence.article)]
    best = max(articles, key=_fit, default=())
    return best if best and _fit(best)[0] >= LEAST else ()


def name(page: Page) -> str:
    """The title of the article that tells of the repair; empty where none does."""
    found = repair(page)
    return found[0].title or "" if found else ""


def steps(page: Page) -> pd.DataFrame:
    """A row a sentence of the repair that tells of a part of it, in the article's order.

    `part` is the part that most of its words tell of, `words` those words, `says` the figures in it, `begin` and `end` where in
    the article it stands, from 0 to 1.
    """
    found = [_step(sentence) for sentence in repair(page) if sentence.roles("repair")]
    return pd.DataFrame(found, columns=["part", "words", "says", "sentence", "begin", "end"])


def course(page: Page) -> pd.DataFrame:
    """A row a part of the repair, for `coursechart.course`: `spans` where the article tells of it, `says` figures or words."""
    table = steps(page)
    rows = [(PARTS[part], table[table["part"] == part]) for part in PARTS]
    told = {
        "spans": [list(zip(kept["begin"], kept["end"], strict=True)) for _, kept in rows],
        "says": [_summed(kept) for _, kept in rows],
    }
    every = pd.DataFrame(told, index=pd.Index([name for name, _ in rows], name="part"))
    return every if len(table) else every.head(0)


def figures(page: Page) -> pd.DataFrame:
    """The figures of the repair, for reading: what it took, and whom it reached."""
    starts = [row["start"] for sentence in repair(page) for row in sentence.rows]
    return findings.overview(page.indicators[page.indicators["start"].isin(starts)])


def _fit(article: Sequence[Sentence]) -> tuple[int, float]:
    """How many parts an article has, and how densely it tells of them."""
    roles = [role for sentence in article for role in sentence.roles("repair")]
    return len(set(roles)), len(roles) / max(len(article), 1)


def _step(sentence: Sentence) -> Row:
    roles = sentence.roles("repair")
    part = max(reversed(PARTS), key=lambda part: len(roles.get(part, [])))  # of two, what became of it
    says = "; ".join(_short(row) for row in sentence.rows)
    return {
        "part": part,
        "words": "、".join(roles[part]),
        "says": says,
        "sentence": sentence.text,
        "begin": sentence.place,
        "end": sentence.reach,
    }


def _short(row: Row) -> str:
    return f"{row['indicator'] or ''} {wording.measure(row)}".strip()


def _summed(steps: pd.DataFrame) -> str:
    """The figures of a part, or else its words."""
    said = [text for text in steps["says"] if text]
    words = dict.fromkeys(word for text in steps["words"] for word in text.split("、"))
    return "; ".join(said) if said else "、".join(words)


def _took(rows: Sequence[Row]) -> str:
    paid = [row for row in rows if row["unit"] in findings.CURRENCIES and row["kind"] == "level"]
    lasted = [row for row in rows if row["unit"] in SPANS and row["kind"] == "level"]
    if not paid and not lasted:
        return "What it cost and how long it took is not said."
    took = listed(f"**{safe(wording.measure(row))}** ({safe(row['indicator'])})" for row in [*paid, *lasted])
    return f"It took {took}."


def _done(found: Sequence[Sentence]) -> str:
    works = dict.fromkeys(word for sentence in found for word in sentence.roles("repair").get("works", []))
    return f"The works it names: {safe('、'.join(works))}." if works else "It names no works."


def _reached(rows: Sequence[Row]) -> list[str]:
    """Whom it reached, with the share of the residents and the money a household, where the text gives what they need."""
    homes, people, paid = (_first(rows, units) for units in (HOUSEHOLDS, PEOPLE, findings.CURRENCIES))
    living = next((row for row in rows if "人口" in str(row["indicator"]) and row["unit"] in PEOPLE), None)
    if not homes and not people:
        return ["How many it reached is not said."]
    whom = listed(f"**{safe(wording.measure(row))}**" for row in (homes, people) if row)
    told = [f"It reached {whom}."]
    if people and living and living["value"] > people["value"]:
        share = f"{people['value'] / living['value']:.0%}"
        told.append(f"That is about {share} of {safe(wording.measure(living))} who live there (computed).")
    if homes and paid:
        each = amount(float(f"{paid['value'] / homes['value']:.2g}"), paid["unit"])
        more = "more than " if paid["bound"] in (">", ">=") else ""
        told.append(f"It is {more}about {each} a household (computed).")
    return told


def _first(rows: Sequence[Row], units: Sequence[str]) -> Row | None:
    """The last amount of such a unit that is not the number of all residents: what was reached is told at the end."""
    fit = [row for row in rows if row["kind"] == "level" and row["unit"] in units and present(row["value"])]
    return next(
        (row for row in reversed(fit) if "人口" not in str(row["indicator"]) and row["value"] > 0), None
    )
