"""Lists counted: whether a page lists as many things as it says (5项典型经验做法分别是：…；…), and honours by section their total.

Takes a `Page`, or the figures of a sentence (`statements`); gives a `Check` for each stated number that a list follows or that the
tally of `scoreboard` can be compared with. A section's list that ends in 等 (and others) may leave some out, so it falls short
of its number only where the whole page's list is known to be complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from zhibiao import scoreboard, wording
from zhibiao.intervals import Interval, Verdict
from zhibiao.statements import Check, Figure, is_counted
from zhibiao.wording import records

if TYPE_CHECKING:
    from zhibiao.page import Page

MOST = 40
"""Things that a list in one sentence has at most."""
_OPENS = re.compile(
    r"[^，,。；;：:（）()]{0,16}?(?P<each>分别是|分别为|分别有|包括|即|是|有)?[：:](?P<list>.+?)[。！？]?\Z"
)
_BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)|“[^“”]*”|《[^《》]*》")


def listed(figures: Sequence[Figure]) -> Iterator[Check]:
    """Each count of a sentence that a list follows behind a colon, its items parted by ； or, after 分别是, by 、."""
    for figure in figures:
        row = figure.row
        if row.kind != "level" or not is_counted(row) or row.bound != "=" or not 1 < figure.value <= MOST:
            continue
        found = _OPENS.match(figure.sentence, figure.end)
        items = _items(found["list"], bool(found["each"] and "分别" in found["each"])) if found else 0
        if items == figure.value or (items and found and found["each"]):
            verdict: Verdict = "agrees" if items == figure.value else "disagrees"
            told = f"{items} listed {'=' if verdict == 'agrees' else '≠'} {row.quote}"
            yield Check(
                "parts",
                verdict,
                told,
                Interval(items, items),
                row.unit,
                (figure,),
                _said(figure, "the list has", items),
            )


def honours(page: Page, figures: Mapping[str, Figure]) -> Iterator[Check]:
    """The honours of the sections added up, against the head of the article; and each section's list against its own number.

    `figures` are those of the page by id.
    """
    table, total = scoreboard.campaigns(page), scoreboard.headline(page)
    stated = scoreboard.stated(page)
    counts = {str(name): int(count) for name, count in table["count"].items()}
    whole = sum(counts.values())
    own = {
        str(row["section"]): figures[row["id"]]
        for row in records(stated.dropna(subset="section").reset_index())
    }
    complete = whole == total
    for section, figure in own.items():
        count = counts.get(section, 0)
        found: Verdict = "disagrees" if count > figure.value or complete else "cannot tell"
        found = "agrees" if count == figure.value else found
        yield Check(
            "parts", found, f"{count} listed {'=' if count == figure.value else '≠'} {figure.row.quote}", Interval(count, count), figure.row.unit, (figure,),
            _said(figure, "the section lists", count),
        )  # fmt: skip
    heads = [figures[id_] for id_ in stated.index[stated["section"].isna()]]
    if heads and len(counts) > 1:
        sure = whole > heads[0].value or all(counts.get(name) == figure.value for name, figure in own.items())
        for figure in heads:
            found = "agrees" if whole == figure.value else "disagrees" if sure and own else "cannot tell"
            yield Check(
                "parts", found, wording.added(list(counts.values())), Interval(whole, whole), figure.row.unit,
                (figure, *own.values()), _said(figure, "the sections list", whole),
            )  # fmt: skip


def _said(figure: Figure, who: str, count: int) -> str:
    return f"the text says {figure.row.quote}; {who} {count}"


def _items(text: str, each: bool) -> int:
    """How many things a list names; 0 where that cannot be said."""
    bare = _BRACKETED.sub("", text)
    if "；" in bare or ";" in bare:
        return len([item for item in re.split("[；;]", bare) if item])
    return bare.count("、") + 1 if each and "、" in bare and not re.search("[，,和及与等]", bare) else 0
