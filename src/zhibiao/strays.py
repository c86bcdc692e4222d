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
    """An article in the making: the indices of its lines in reading order, its names, and its words so far.

    `doubts` are the lines that may be of another article, with that article's title.
    """

    head: list[int] = field(default_factory=list)
    members: list[int] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    signed: bool = False
    title: str = ""
    words: str = ""
    doubts: dict[int, str] = field(default_factory=dict)
    _counted: tuple[int, Pairs] = field(default_factory=lambda: (0, _NONE), init=False, repr=False)

    @property
    def pairs(self) -> Pairs:
        """The pairs of its words so far, counted anew only where it has grown."""
        if self._counted[0] < len(self.words):
            self._counted = len(self.words), pairs(self.words)
        return self._counted[1]

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
    bags: list[Pairs] = [pairs(line.text) if line.form != "signature" else _NONE for line in section]
    # What the section says before each line, with its head, and from each line on.
    before = list(accumulate(bags, or_, initial=own.pairs))
    after = list(accumulate(reversed(bags), or_, initial=_NONE))[::-1]
    none = _order(section, own.authors)
    best, best_score = None, none - _CLOSE
    title = pairs(own.title)
    candidates = list(_candidates(section, bags))
    cuts = [
        0.0,
        *(_cut(section, at) for at in range(1, len(section) + 1)),
    ]  # no tail begins at the first line
    for draft in earlier:
        theirs, theirs_title = draft.pairs, pairs(draft.title)
        common = [bag & theirs for bag in bags]
        for first, last, words in candidates:
            kin = odds(len(_NONE.union(*common[first:last])), len(words), len(theirs))
            there = min(_ENOUGH, kin) - _STRAY - cuts[first] - cuts[last]
            there -= _LINE * (last - first) + _END * (last == len(section))
            if there - odds(0, len(words), len(before[-1])) + 2 * _TITLE <= best_score:
                continue  # it cannot win, however little it shares with the section
            shared = len(words & before[first] | words & after[last])
            here = odds(shared, len(words), len(before[-1]) - len(words) + shared)
            score = (
                there - here - max(0.0, here)
            )  # twice where it is at home: like subjects stand on one page
            score += _order([*section[:first], *section[last:]], own.authors)
            score += _order(section[first:last], draft.authors)
            score -= _TITLE * (len(words & title - theirs_title) - min(2, len(words & theirs_title - title)))
            if score > best_score:
                best, best_score = _Tail(draft, first, last, score - none), score
    return best


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
    if at == len(section):
        return 0.0
    left, right = section[at - 1], section[at]
    if right.form == "signature":
        return 20.0 if left.form == "text" else 0.0
    whole = left.whole or left.form == "signature" or mismatched(left, right)
    return 0.0 if whole else 4.0
