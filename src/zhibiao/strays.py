"""Which of the lines beneath an article's head belong to an earlier article (串文, a stray tail).

Takes the lines of one section (the text from one head to the next), the article of that head, and the earlier articles that
may still be open. Gives the article of each line. On a jumbled page the end of one article often stands inside the next one;
it shows in two ways: names that sign an article in the middle of another, and words that the earlier article alone has used.

Good: beneath `地铁晚点`, a paragraph on 青石镇's tea, signed, goes back to the article on tea. Rejected: moving a paragraph
because it says 记者了解到; all articles do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import or_

from zhibiao.blocks import Line
from zhibiao.cohesion import Pairs, odds, pairs

_NONE: Pairs = frozenset()
_LONGEST = 6  # lines of a stray tail
_REACH = 60  # lines of a section that are searched: tails stray no further, and time stays linear
_STRAY = 4.0  # log odds that a section holds no stray tail, before its words are looked at
_CLOSE = 2.0  # log odds between two articles below which it is left in doubt whose a line is
_TITLE = 2.0  # log odds that a pair of an article's title says for it
_LINE = 0.6  # and that it holds one more line of it
_END = 3.0  # and that the tail stands at the section's end, not inside it
_ENOUGH = 20.0  # log odds beyond which shared words say no more


@dataclass
class Draft:
    """An article in the making: the indices of its lines in reading order, its names, and what it says so far.

    `pairs` are those of its first `said` characters; `doubts` are the lines that may be of another article, with that
    article's title.
    """

    head: list[int] = field(default_factory=list)
    members: list[int] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    signed: bool = False
    title: str = ""
    pairs: Pairs = frozenset()
    said: int = 0
    doubts: dict[int, str] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether more of it may come: it is not signed at its end."""
        return not self.signed


@dataclass(frozen=True)
class _Tail:
    draft: Draft
    first: int
    last: int  # half-open
    lead: float  # log odds of the tail over none


def share_out(
    body: Sequence[int], own: Draft, earlier: Sequence[Draft], lines: Sequence[Line]
) -> list[Draft]:
    """The article of each line of a section: `own`, or one of the `earlier` ones that are open.

    Where the one is hardly likelier than the other, the article that has the line notes the doubt.
    """
    owners = [own] * len(body)
    open_drafts = [draft for draft in earlier if draft.open]
    if open_drafts and len(body) > 1:
        tail = _find_tail([lines[i] for i in body[:_REACH]], own, open_drafts)
        if tail:
            found, other = (tail.draft, own) if tail.lead > 0 else (own, tail.draft)
            owners[tail.first : tail.last] = [found] * (tail.last - tail.first)
            if abs(tail.lead) < _CLOSE:
                found.doubts |= dict.fromkeys(
                    body[tail.first : tail.last], other.title or "an article without a title"
                )
    return owners


def mismatched(left: Line, right: Line) -> bool:
    r"""Whether a quotation that the first line leaves open is never closed by the second: then they are not one paragraph.

    >>> from zhibiao.blocks import cut_lines
    >>> mismatched(*cut_lines("“我们今年招了\n培训班昨天开班。"))
    True
    """
    return (
        left.text.count("“") > left.text.count("”")
        and right.whole
        and right.text.count("”") <= right.text.count("“")
    )


def _find_tail(section: Sequence[Line], own: Draft, earlier: Sequence[Draft]) -> _Tail | None:
    """The likeliest stray tail of a section, if one is likelier than none, or nearly so."""
    bags = [line.pairs for line in section]
    # What the section says before each line, with its head, and from each line on.
    before = list(accumulate(bags, or_, initial=own.pairs))
    after = list(accumulate(reversed(bags), or_, initial=_NONE))[::-1]
    # How much of its first line's, or its last line's, a tail would find said in what is left of the section.
    opening = [len(bag & said) for bag, said in zip(bags, before[:-1], strict=True)]
    closing = [len(bag & said) for bag, said in zip(bags, after[1:], strict=True)]
    whole = len(before[-1])
    none = _order(section, own.authors)
    best, best_score = None, none - _CLOSE
    title = pairs(own.title)
    cuts = [_cut(section, at) for at in range(len(section) + 1)]
    candidates = list(_candidates(section, bags))
    for draft in earlier:
        theirs, theirs_title = draft.pairs, pairs(draft.title)
        common = [bag & theirs for bag in bags]
        counted = list(accumulate(map(len, common), initial=0))
        for first, last, words in candidates:
            apart = _STRAY + cuts[first] + cuts[last] + _LINE * (last - first) + _END * (last == len(section))
            # What cannot win is weighed no further.
            most = 2 * _TITLE - apart - _at_home(max(opening[first], closing[last - 1]), len(words), whole)
            if _kin(counted[last] - counted[first], words, theirs) + most <= best_score:
                continue
            kin = _kin(len(_NONE.union(*common[first:last])), words, theirs)
            if kin + most <= best_score:
                continue
            score = (
                kin - apart - _at_home(len(words & before[first] | words & after[last]), len(words), whole)
            )
            score -= _TITLE * (len(words & title - theirs_title) - min(2, len(words & theirs_title - title)))
            if score <= best_score:
                continue
            score += _order([*section[:first], *section[last:]], own.authors)
            score += _order(section[first:last], draft.authors)
            if score > best_score:
                best, best_score = _Tail(draft, first, last, score - none), score
    return best


def _kin(shared: int, words: Pairs, theirs: Pairs) -> float:
    """How much says that words are of an article with so many of whose pairs they share."""
    return min(_ENOUGH, odds(shared, len(words), len(theirs)))


def _at_home(shared: int, words: int, whole: int) -> float:
    """How much says that so many pairs of a section are of the rest of it, where they share so many of its pairs.

    It counts twice where they are at home: like subjects stand on one page.
    """
    here = odds(shared, words, whole - words + shared)
    return here + max(0.0, here)


def _candidates(section: Sequence[Line], bags: Sequence[Pairs]) -> Iterator[tuple[int, int, Pairs]]:
    """Each run of lines that may be a tail, with its pairs: after the first line, not across a signature."""
    for first in range(1, len(section)):
        words = _NONE
        for last in range(first, min(first + _LONGEST, len(section))):
            words |= bags[last]
            if section[first].form != "signature":
                yield first, last + 1, words
            if section[last].form == "signature":
                break


def _order(section: Sequence[Line], authors: Sequence[str]) -> float:
    """How well an article's lines go with its names: signed once, at its end, or not at all where a byline stands above."""
    signed = [k for k, line in enumerate(section) if line.form == "signature"]
    score = -6.0 * len(signed[1:]) - (3.0 if authors else 0.0) * len(signed[:1])
    if signed and signed[0] != len(section) - 1:
        score -= 5.0
    return score - (2.0 if not authors and not signed else 0.0)


def _cut(section: Sequence[Line], at: int) -> float:
    """What it costs to part a section before a line: much where a sentence goes on there."""
    if at in (0, len(section)):
        return 0.0
    left, right = section[at - 1], section[at]
    if right.form == "signature":
        return 20.0 if left.form == "text" else 0.0
    whole = left.whole or left.form == "signature" or mismatched(left, right)
    return 0.0 if whole else 4.0
