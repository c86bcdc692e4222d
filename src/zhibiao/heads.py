"""What the short lines of a page are: a head (title and what goes with it), a subheading, or a piece of a paragraph.

Takes the page's lines as `blocks` cut them, without those left out (repeated, notices), and before which of them something
was left out. Gives a part for each line: kicker, title, subtitle, column, byline, caption, heading, paragraph, signature, or
piece (a paragraph's line that the next line goes on with).

Terms: 主题 title, 引题 kicker, 副题 subtitle, 小标题 subheading, 专栏 column. Where the form leaves it open, reasons are weighed:

- a head opens an article where the page begins, where the text above is signed, or where a byline or subtitle goes with it;
- otherwise it does so where it says something new that the text beneath takes up, and the two texts share few words;
- subheadings come in sets of like length and form; a lone short line that is neither is a piece of a paragraph.

Good: `青石镇茶园新增两百亩` above a date and a new subject is a title. Rejected: `今年，青石镇新增茶园两百`, a piece.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from typing import Literal

from zhibiao.blocks import Form, Line
from zhibiao.cohesion import LONGEST, Pairs, kinship
from zhibiao.lexicon import alternation, words
from zhibiao.pieces import NUMBERED, open_score, opens_dated, piece_score

Part = Literal[
    "kicker", "title", "subtitle", "column", "byline", "caption", "heading", "paragraph", "piece", "signature"
]

_PIECE = 1.5  # scores of `piece_score`: above it a piece whatever stands around it,
_DOUBT = 0.25  # and above it not a subheading
_SURE, _LIKELY = 99.0, 4.0  # what form and place say for a head: all there is to say, or as much as words can
_SIGNED = 2.5  # what two sets of authors say for two articles
_NEWS = 0.79  # of a head's words: more are not in the text above,
_TAKEN_UP = 0.45  # and more are in the text beneath
_SET = 10  # runs before and after one that are compared with it,
_VIEW = 40  # and lines above and below it that are looked at, so that time stays linear
_READ = 400  # characters of each that are read
_LONGEST_HEAD = 5  # lines; as many short lines in a row are a list or a poem, which is text
_HEAD_FORMS: dict[Form, Part] = {
    "kicker": "kicker",
    "subtitle": "subtitle",
    "names": "byline",
    "caption": "caption",
    "short": "heading",
}
_NAMED: dict[int, tuple[Part, ...]] = {  # what the headlines of one head are, by their number
    1: ("title",),
    2: ("title", "subtitle"),
    3: ("kicker", "title", "subtitle"),
}


@dataclass
class _Run:
    """Lines `first` to `last` (half-open) between two texts.

    `sign` is how much form and place alone say that they open an article, `piece` the `piece_score` of the last line.
    """

    first: int
    last: int
    sign: float
    piece: float = 0.0

    @property
    def sure(self) -> bool:
        return self.sign >= _SURE

    @property
    def span(self) -> range:
        return range(self.first, self.last)


@dataclass
class _Page:
    """The lines, the parts given so far, and the lines before which something was left out or that are set as titles.

    `broken` is True where some paragraph is cut into lines: on other pages no line is a piece of one.
    """

    lines: Sequence[Line]
    breaks: Collection[int]
    titles: Collection[int] = ()
    parts: list[Part] = field(default_factory=list)
    broken: bool = False

    def __post_init__(self) -> None:
        forms: dict[Form, Part] = {"signature": "signature", "caption": "caption"}
        self.parts = [forms.get(line.form, "paragraph") for line in self.lines]
        self.broken = any(line.form == "text" and not line.whole for line in self.lines)

    def is_text(self, i: int) -> bool:
        """Whether a line is body text, directly after the line before it."""
        return 0 <= i < len(self.lines) and self.lines[i].form == "text" and i not in self.breaks


def settle_parts(
    lines: Sequence[Line], breaks: Collection[int] = (), titles: Collection[int] = ()
) -> list[Part]:
    r"""The part of each line; `breaks` are the lines before which something was left out, `titles` those set as titles.

    >>> from zhibiao.blocks import cut_lines
    >>> settle_parts(cut_lines("青石镇通水了\n田一禾\n水来了。"))
    ['title', 'byline', 'paragraph']
    """
    page = _Page(lines, breaks, titles)
    stretch: list[_Run] = []
    for run in _find_runs(page):
        while _take_piece(run, page):
            pass
        _take_broken_end(run, page)
        if run.first == run.last:
            continue
        if run.sure:
            _weigh(stretch, run.first, page)
            stretch = []
            _name_head(run.span, page)
        else:
            stretch.append(run)
    _weigh(stretch, len(lines), page)
    return page.parts


# ---- runs of short lines ------------------------------------------------------------------------------------------


def _find_runs(page: _Page) -> list[_Run]:
    """The runs of lines that are no body text, in order; names that follow a text close it (`signature`)."""
    runs: list[_Run] = []
    i, size = 0, len(page.lines)
    while i < size:
        first = i
        while (
            i < size
            and page.lines[i].form not in ("text", "signature")
            and (i == first or i not in page.breaks)
        ):
            i += 1
        if i > first and first and page.lines[first - 1].form == "text" and _is_byline(page.lines[first]):
            page.parts[first] = "signature"
            first += 1
        if i > first:
            runs.append(_Run(first, i, _sign(first, i, page)))
        i = max(i, first + 1)
    return runs


def _is_byline(line: Line) -> bool:
    """Whether names are a byline wherever they stand: one name alone may be any words (高温, 方法)."""
    return line.form == "names" and (len(line.names) > 1 or len(line.text) > len(line.names[0]) + 1)


def _sign(first: int, last: int, page: _Page) -> float:
    """How much the form of a run and its place say that it opens an article."""
    forms = [line.form for line in page.lines[first:last]]
    if not {"short", "kicker"} & set(forms):
        return 0.0
    if not first or "kicker" in forms[:-1] or "subtitle" in forms[1:] or "names" in forms[1:]:
        return _SURE
    if last < len(page.lines) and _dateline().match(page.lines[last].text):
        return _SURE
    if any(i in page.titles for i in range(first, last)):
        return _LIKELY
    # Behind a signature the rest of an article may follow in which another one's end stands.
    return _LIKELY if first in page.breaks or page.parts[first - 1] == "signature" else 0.0


@cache
def _dateline() -> re.Pattern[str]:
    return re.compile(alternation(words("page_words", kind="dateline")))


def _take_broken_end(run: _Run, page: _Page) -> None:
    """Give the run's first line back to the text above if it is the end of it, broken off above a head."""
    forms = [page.lines[i].form for i in run.span]
    above = forms[: forms.index("names")] if "names" in forms else forms  # a byline has its title above it
    if forms[:1] != ["short"] or not {"short", "kicker"} & set(above[1:]) or run.first in page.breaks:
        return
    if run.first and page.lines[run.first - 1].form == "text":
        run.first += open_score(page.lines[run.first].text) > _PIECE


def _take_piece(run: _Run, page: _Page) -> bool:
    """Give the run's last line back to the text if it is a piece of a paragraph."""
    last = run.last - 1
    alone = run.first == last
    follows = page.parts[run.last] if run.last < len(page.lines) and run.last not in page.breaks else None
    if run.first == run.last or page.lines[last].form != "short" or (run.sure and alone and follows):
        return False
    if follows in ("paragraph", "piece"):
        near = [
            line.text[:_READ]
            for line in (*page.lines[max(0, last - _VIEW) : last], *page.lines[last + 2 : last + _VIEW])
        ]
        run.piece = piece_score(page.lines[last].text, page.lines[run.last].text[:_READ], " ".join(near))
        doubt = -_DOUBT if _is_headed(run, page) else _DOUBT
        taken = run.piece > (_PIECE + run.sign if alone else doubt)
    else:
        taken = _trails(last, alone, page)
    if taken:
        page.parts[last] = "piece" if follows else "paragraph"
        page.broken = page.broken or follows is not None
        run.last, run.piece = last, 0.0
    return taken


def _is_headed(run: _Run, page: _Page) -> bool:
    """Whether a run has a title and a byline without its last line, on a page where lines are broken off."""
    forms = [page.lines[i].form for i in range(run.first, run.last - 1)]
    return forms[-1:] == ["names"] and "short" in forms and page.broken


def _trails(i: int, alone: bool, page: _Page) -> bool:
    """Whether a short line with no text after it is the end of the text above it, or broken off itself."""
    after_text = page.is_text(i - 1) and i not in page.breaks
    return (after_text and (alone or not page.lines[i - 1].whole)) or open_score(page.lines[i].text) > _DOUBT


# ---- heads --------------------------------------------------------------------------------------------------------


def _name_head(span: range, page: _Page) -> None:
    """Name the lines of a head: column with its introduction, kicker, title, subtitle, byline, caption."""
    forms = {i: page.lines[i].form for i in span}
    for i, form in forms.items():
        page.parts[i] = _HEAD_FORMS.get(form, "paragraph")
    shorts = [i for i, form in forms.items() if form == "short"]
    lead = next((i for i, form in forms.items() if form == "lead"), span.start)
    if columns := [i for i in shorts if i < lead]:
        page.parts[columns[-1]] = "column"
        shorts.remove(columns[-1])
    byline = next((i for i, form in forms.items() if form == "names"), span.stop)
    titles = [i for i in shorts if i < byline] or shorts[:1]
    titles = (
        titles or [i for i, form in forms.items() if form == "kicker"][-1:]
    )  # a kicker alone is the title
    named = _NAMED[min(len(titles), 3)] if titles else ()
    if len(titles) == 2 and "subtitle" in forms.values():
        named = ("kicker", "title")
    for i, part in zip(titles, named, strict=False):
        page.parts[i] = part


# ---- heads or subheadings -----------------------------------------------------------------------------------------


def _weigh(runs: Sequence[_Run], end: int, page: _Page) -> None:
    """Settle the runs of one stretch that may be heads or subheadings; `end` is where the next sure head begins."""
    if not runs:
        return
    start = runs[0].first
    while start and page.parts[start] != "title":
        start -= 1
    likes = _likes(runs, page.lines)
    for k, (run, like) in enumerate(zip(runs, likes, strict=True)):
        after = k + 1
        item = (
            run.first - (runs[k - 1].last if k else start) < 2
        )  # above it one paragraph: an item of a brief
        while after < len(runs) and (
            (page.broken and runs[after].piece > _DOUBT) or (not like and not item and likes[after])
        ):
            after += 1  # a set of subheadings stands beneath it, or half a sentence
        stop = runs[after].first if after < len(runs) else end
        if _head_score(run, start, stop, like, page) > 0:
            _name_head(run.span, page)
            start = run.first
        else:
            _name_subheadings(run, like, page)


def _name_subheadings(run: _Run, like: int, page: _Page) -> None:
    if len(run.span) >= _LONGEST_HEAD:
        return  # a list: text
    alone = len(run.span) == 1 and page.lines[run.first].form == "short" and page.is_text(run.last)
    # On a page without one broken line a lone short line is a subheading; on others it may be a piece.
    if alone and run.piece >= 0 and not (like and run.piece <= _DOUBT) and page.broken:
        page.parts[run.first] = "piece"
        return
    for i in run.span:
        if page.lines[i].form == "short":
            page.parts[i] = "paragraph" if page.lines[i].whole and not like else "heading"


def _head_score(run: _Run, start: int, stop: int, like: int, page: _Page) -> float:
    """The reasons for a run to open an article, against its being a subheading or a piece; above 0 it does.

    The weights come from a logistic regression over jumbled pages, rounded.
    """
    head = [page.lines[i] for i in run.span if page.lines[i].form == "short"]
    below = [
        i for i in range(run.last, min(stop, run.last + _VIEW)) if page.parts[i] in ("paragraph", "piece")
    ]
    if (
        not head
        or len(run.span) >= _LONGEST_HEAD
        or any(NUMBERED.match(line.text) for line in head)
        or not below
    ):
        return -1.0
    if sum(page.lines[i].whole for i in below) < 2 and not run.sign:
        return -1.0  # a head over one paragraph, unsigned, is an item of a brief
    score = _news_score(head, _above(start, run.first, page), [page.lines[i] for i in below[:4]])
    score += _SIGNED * _signed_twice(start, run.first, stop, page)
    score += 0.2 * min(len(below), 4) + 0.5 * opens_dated(page.lines[below[0]].text) + 3.0 * (len(head) > 1)
    return score + run.sign - 1.1 * run.piece - (0.0 if run.sign else 0.8 * min(like, 3))


def _above(start: int, stop: int, page: _Page) -> list[Line]:
    """The lines of the article above a run, its beginning and its end."""
    first = min(start + _VIEW, stop)
    view = [*range(start, first), *range(max(first, stop - _VIEW), stop)]
    return [page.lines[i] for i in view if page.parts[i] not in ("caption", "signature", "byline")]


def _news_score(head: Sequence[Line], above: Sequence[Line], below: Sequence[Line]) -> float:
    """How much a head says that is new after the text above it, and that the text below it takes up."""
    own, over, under = _said(head), _said(above), _said(below)
    new = 1 - len(own & over) / max(1, len(own))
    taken_up = len(own & under) / max(1, len(own))
    kin = max(-6.0, min(6.0, kinship(over, under)))
    return -1.5 - 0.5 * kin + 0.5 * new + 1.3 * taken_up + 2.5 * (new > _NEWS and taken_up > _TAKEN_UP)


def _said(lines: Sequence[Line]) -> Pairs:
    """What lines say together, as far as a text is looked at."""
    sizes = accumulate(len(line.text) + 1 for line in lines)
    within = sum(size <= LONGEST for size in sizes) + 1
    return frozenset[str]().union(*(line.pairs for line in lines[:within]))


def _signed_twice(start: int, at: int, stop: int, page: _Page) -> bool:
    """Whether the text above a run has its authors already, and names stand beneath it again."""
    above = [part for part in page.parts[start : min(at, start + _VIEW)] if part in ("byline", "signature")]
    below = [part for part in page.parts[at : min(stop, at + _VIEW)] if part == "signature"]
    return bool(above and below) or len(below) > 1


def _likes(runs: Sequence[_Run], lines: Sequence[Line]) -> list[int]:
    """With how many of its neighbours each run could be a subheading of one set."""
    shapes = [_shape(lines[run.first].text) for run in runs]
    likes = []
    for k, shape in enumerate(shapes):
        near = range(max(0, k - _SET), min(len(runs), k + _SET + 1))
        others = [shapes[n] for n in near if n != k and runs[n].piece <= _DOUBT and not runs[n].sign]
        likes.append(sum(_alike(shape, other) for other in others))
    return likes


def _shape(text: str) -> tuple[int, tuple[int, ...]]:
    return len(text), tuple(text.count(mark) for mark in "，“ 、")


def _alike(one: tuple[int, tuple[int, ...]], other: tuple[int, tuple[int, ...]]) -> bool:
    """Whether two short lines are of like length, with as many commas, quotes and spaces."""
    return one[1] == other[1] and abs(one[0] - other[0]) <= 0.3 * max(one[0], other[0])
