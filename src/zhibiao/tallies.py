"""Lists counted: whether a page lists as many things as it says, and honours by section against the total at its head.

Takes a `Page`, or the figures of a sentence (`statements`); gives a `Check` for each stated number that a list follows
(5项典型经验做法分别是：…；…), or that the tally of `scoreboard` can be compared with. A section's list that ends in 等 (and
others) may leave some out, so it falls short of its number only where the whole page's list is known to be complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from zhibiao import scoreboard, wording
from zhibiao.intervals import Interval, Verdict
from zhibiao.statements import Check, Figure, is_counted

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
    counts = {str(name): int(count) for name, count in scoreboard.campaigns(page)["count"].items()}
    stated = scoreboard.stated(page)
    in_head = stated["section"].isna()
    heads = [figures[id_] for id_ in stated.index[in_head]]
    own = {str(stated.at[id_, "section"]): figures[id_] for id_ in stated.index[~in_head]}
    whole = sum(counts.values())
    complete = whole == scoreboard.headline(page)
    for section, figure in own.items():
        yield _section(figure, counts.get(section, 0), complete)
    full = bool(own) and all(counts.get(section) == figure.value for section, figure in own.items())
    for figure in heads if len(counts) > 1 else ():
        found: Verdict = "disagrees" if full or whole > figure.value else "cannot tell"
        found = "agrees" if whole == figure.value else found
        used, told = (figure, *own.values()), wording.added(list(counts.values()))
        said = _said(figure, "the sections list", whole)
        yield Check("parts", found, told, Interval(whole, whole), figure.row.unit, used, said)


def _section(figure: Figure, count: int, complete: bool) -> Check:
    """A section's number against its list; `complete` says that the lists of the page are known to leave nothing out."""
    found: Verdict = "disagrees" if count > figure.value or complete else "cannot tell"
    found = "agrees" if count == figure.value else found
    told = f"{count} listed {'=' if found == 'agrees' else '≠'} {figure.row.quote}"
    said = _said(figure, "the section lists", count)
    return Check("parts", found, told, Interval(count, count), figure.row.unit, (figure,), said)


def _said(figure: Figure, who: str, count: int) -> str:
    return f"the text says {figure.row.quote}; {who} {count}"


def _items(text: str, each: bool) -> int:
    """How many things a list names; 0 where that cannot be said."""
    bare = _BRACKETED.sub("", text)
    if "；" in bare or ";" in bare:
        return len([item for item in re.split("[；;]", bare) if item])
    return bare.count("、") + 1 if each and "、" in bare and not re.search("[，,和及与等]", bare) else 0
