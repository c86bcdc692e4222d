"""Putting a page's articles together: whose is each line, which lines are one paragraph, and what is missing.

Takes the text of a page. Gives `Article` records in the order in which their heads stand, and a `Block` for everything on the
page: no character but white space is in no block.

Order of steps, each on the ground of the one before: lines are cut and formed (`blocks`), repeated lines and notices are left
out (`repeats`), short lines are told apart (`heads`), each head opens an article, paragraphs that stand beneath another
article's head go back to their own (`strays`), pieces are joined (断行), and what remains broken off is reported.

Good: a paragraph cut in two by a column's end is one passage with two pieces. Rejected: joining a sentence that breaks off at
the foot of a column to a paragraph that begins afresh; the article that it ends is not complete.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from zhibiao.blocks import Line, cut_lines
from zhibiao.bylines import find_dateline
from zhibiao.cohesion import pairs
from zhibiao.garbage import uncollected
from zhibiao.heads import Part, settle_parts
from zhibiao.model import Article, Block, BlockRole, Layout, Passage, Role
from zhibiao.pieces import ends_open, is_item, is_row, starts_cut
from zhibiao.repeats import LeftOut, find_left_out
from zhibiao.strays import Draft, mismatched, share_out

DOUBT = "; it may be of "
"""Before the title of the other article that a block may be of, at the end of its reason."""

_HEAD: tuple[Role, ...] = ("kicker", "title", "subtitle", "column")
_BODY = ("paragraph", "piece")
_OPEN_ARTICLES = 3  # earlier articles that a paragraph may go back to
_REMEMBERED = 3000  # characters of an article with which stray paragraphs are compared
_LOOKED_AT = 20_000  # characters of an article in which its first words are looked for again


_REASONS: dict[Part, str] = {
    "kicker": "line above the title of its article",
    "title": "headline that opens an article",
    "subtitle": "line below the title of its article",
    "column": "name of a column, above its introduction",
    "byline": "names beneath a title, and nothing else",
    "signature": "names that close an article",
    "caption": "ends with a photographer's credit, or begins as captions do",
    "heading": "short line over text that goes on with the same matter",
    "paragraph": "text beneath the head of its article",
    "piece": "half of a sentence beneath the head of its article",
}


def find_articles(text: str) -> tuple[Article, ...]:
    r"""The articles of a page, put back together, in the order of their heads.

    A text without a title is one article whose title is None. Raises nothing.

    >>> (article,) = find_articles("青石镇通水了\n田一禾\n\n青石镇昨天通\n\n水，惠及3000人。")
    >>> article.title, article.authors, article.paragraphs
    ('青石镇通水了', ('田一禾',), ('青石镇昨天通水，惠及3000人。',))
    """
    return lay_out(text).articles


def find_blocks(text: str) -> tuple[Block, ...]:
    r"""What each run of the page is for, in page order; together they hold every character that is not white space.

    >>> [block.role for block in find_blocks("青石镇通水了\n水来了。\n公益广告\n节约用水")]
    ['title', 'paragraph', 'notice', 'notice']
    """
    return lay_out(text).blocks


@uncollected()
def lay_out(text: str, headlines: Collection[int] = ()) -> Layout:
    """Articles and blocks at once, where both are wanted; `headlines` is where lines begin that the file sets as titles."""
    every = cut_lines(text)
    left_out = find_left_out(every)
    lines = [line for i, line in enumerate(every) if i not in left_out]
    titles = {i for i, line in enumerate(lines) if line.start in headlines}
    parts = settle_parts(lines, _breaks(len(every), left_out), titles)
    drafts = _assign(lines, parts)
    paragraphs = [_join(lines, parts, draft) for draft in drafts]
    articles = [
        _article(lines, parts, draft, groups) for draft, groups in zip(drafts, paragraphs, strict=True)
    ]
    blocks = [Block(role, every[i].start, every[i].end, None, why) for i, (role, why) in left_out.items()]
    blocks += _placed_blocks(lines, parts, drafts, paragraphs)
    return Layout(tuple(articles), tuple(sorted(blocks, key=lambda block: block.start)))


def _breaks(size: int, left_out: LeftOut) -> set[int]:
    """Before which of the lines that are kept others were left out that parted them: an imprint parts nothing."""
    breaks, kept, parted = set(), 0, False
    for i in range(size):
        if i in left_out:
            parted = parted or left_out[i][0] != "unplaced"
            continue
        if parted:
            breaks.add(kept)
        kept, parted = kept + 1, False
    return breaks


# ---- whose is each line -------------------------------------------------------------------------------------------


def _assign(lines: Sequence[Line], parts: Sequence[Part]) -> list[Draft]:
    """The articles, each with its lines in reading order."""
    drafts: list[Draft] = []
    for head, body in _sections(parts):
        title = " ".join(lines[i].text for i in head if parts[i] != "byline")
        own = Draft(head, title=title, pairs=pairs(title), said=len(title))
        own.authors += [name for i in head if parts[i] == "byline" for name in lines[i].names]
        for i, draft in zip(body, share_out(body, own, drafts[-_OPEN_ARTICLES:], lines), strict=True):
            _take(draft, i, lines[i], parts[i])
        if head or own.members:
            drafts.append(own)
    return drafts


def _sections(parts: Sequence[Part]) -> Iterable[tuple[list[int], list[int]]]:
    """Heads and the lines beneath them: a head is what stands together around a title."""
    opens = [_head_start(i, parts) for i, part in enumerate(parts) if part == "title"]
    for first, last in pairwise(sorted({0, *opens, len(parts)})):
        head = [i for i in range(first, last) if parts[i] in _HEAD or parts[i] == "byline"]
        yield head, [i for i in range(first, last) if parts[i] not in _HEAD and parts[i] != "byline"]


def _head_start(title: int, parts: Sequence[Part]) -> int:
    start = title
    while start and parts[start - 1] in ("kicker", "column"):
        start -= 1
    if start > 1 and parts[start - 2] == "column":  # its introduction stands between
        start -= 2
    return start


def _take(draft: Draft, i: int, line: Line, part: Part) -> None:
    draft.members.append(i)
    if part == "signature":
        draft.authors += [name for name in line.names if name not in draft.authors]
        draft.signed = True
    elif part != "caption" and draft.said < _REMEMBERED:
        draft.pairs |= line.pairs
        draft.said += len(line.text)


# ---- which lines are one paragraph --------------------------------------------------------------------------------


def _join(lines: Sequence[Line], parts: Sequence[Part], draft: Draft) -> list[list[int]]:
    """An article's lines in reading order, without signatures, the pieces of one paragraph together."""
    groups: list[list[int]] = []
    for i in draft.members:
        if parts[i] == "signature":
            continue
        if groups and parts[i] in _BODY and _goes_on(groups[-1][-1], i, lines, parts):
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _goes_on(before: int, after: int, lines: Sequence[Line], parts: Sequence[Part]) -> bool:
    """Whether a line goes on with the line before it: that breaks off, and neither is a row of a table."""
    left, right = lines[before], lines[after]
    if parts[before] != "piece" and not (
        parts[before] == "paragraph" and left.form == "text" and not left.whole
    ):
        return False
    if left.text.endswith("；") and is_item(right.text):
        return False
    return not (mismatched(left, right) or is_row(left.text) or is_row(right.text))


# ---- the records --------------------------------------------------------------------------------------------------


def _article(
    lines: Sequence[Line], parts: Sequence[Part], draft: Draft, groups: Sequence[Sequence[int]]
) -> Article:
    heads = {parts[i]: lines[i].text for i in draft.head}
    captions = [lines[group[0]] for group in groups if parts[group[0]] == "caption"]
    bodies = [group for group in groups if parts[group[0]] in _BODY]
    missing = tuple(_missing(lines, bodies, " ".join(heads.values())))
    opening = lines[bodies[0][0]].text if bodies else ""
    return Article(
        title=heads.get("title"),
        passages=(*_head_passages(lines, parts, draft), *_body_passages(lines, parts, groups)),
        start=min(lines[i].start for i in (*draft.head, *draft.members)),
        kicker=heads.get("kicker"),
        subtitle=heads.get("subtitle"),
        column=heads.get("column"),
        caption=captions[0].text if captions else None,
        authors=tuple(draft.authors) or find_dateline(opening),
        photographers=tuple(dict.fromkeys(name for caption in captions for name in caption.names)),
        complete=not missing,
        missing=missing,
    )


def _head_passages(lines: Sequence[Line], parts: Sequence[Part], draft: Draft) -> Iterable[Passage]:
    for role in _HEAD:
        for line in [lines[i] for i in draft.head if parts[i] == role]:
            yield Passage(role, line.text, ((line.start, line.end),))


def _body_passages(
    lines: Sequence[Line], parts: Sequence[Part], groups: Sequence[Sequence[int]]
) -> Iterable[Passage]:
    """Captions, then headings and paragraphs, each paragraph with the heading it stands under."""
    section = None
    for group in sorted(groups, key=lambda group: parts[group[0]] != "caption"):
        text = "".join(lines[i].text for i in group)
        pieces = tuple((lines[i].start, lines[i].end) for i in group)
        part = parts[group[0]]
        if part in _BODY:
            yield Passage("paragraph", text, pieces, section)
        else:
            section = text if part == "heading" else section
            yield Passage("heading" if part == "heading" else "caption", text, pieces)


def _missing(lines: Sequence[Line], bodies: Sequence[Sequence[int]], head: str) -> Iterable[str]:
    """How it shows that text of an article is missing."""
    if not bodies:
        return
    first = "".join(lines[i].text for i in bodies[0])
    others = " ".join([head, first[1:], *(lines[i].text for group in bodies[1:] for i in group)])
    if starts_cut(first, others[:_LOOKED_AT]):
        yield f"begins in mid-sentence: {first[:10]}…"
    sentences = any(lines[group[-1]].whole for group in bodies)
    for k, last in enumerate(lines[group[-1]] for group in bodies):
        if last.text.endswith("；") and k + 1 < len(bodies):
            continue  # an item of a list
        if not last.whole and not is_row(last.text) and (sentences or ends_open(last.text)):
            yield f"ends in mid-sentence: …{last.text[-10:]}"


def _placed_blocks(
    lines: Sequence[Line],
    parts: Sequence[Part],
    drafts: Sequence[Draft],
    paragraphs: Sequence[Sequence[list[int]]],
) -> Iterable[Block]:
    """The blocks of the articles, each with the reason that its place or form gives."""
    roles: dict[Part, BlockRole] = {"piece": "paragraph", "signature": "byline"}
    for number, (draft, groups) in enumerate(zip(drafts, paragraphs, strict=True)):
        goes_on = {later: earlier for group in groups for earlier, later in pairwise(group)}
        later = [other.head[0] for other in drafts[number + 1 : number + 1 + _OPEN_ARTICLES] if other.head]
        for i in (*draft.head, *draft.members):
            joins = lines[goes_on[i]].start if i in goes_on else None
            why = _why(i, draft, lines[i], parts[i], any(first < i for first in later))
            if joins is not None:
                why = f"goes on with the sentence that breaks off at {lines[goes_on[i]].end}"
            yield Block(roles.get(parts[i], parts[i]), lines[i].start, lines[i].end, number, why, joins)  # type: ignore[arg-type]


def _why(i: int, draft: Draft, line: Line, part: Part, strayed: bool) -> str:
    """Why a line is what it is, and that of its article."""
    why = _REASONS[part]
    if strayed and max(draft.head, default=-1) < i:
        why = "stands beneath another head; its words, or its names, are those of this article"
    return why + (f"{DOUBT}{draft.doubts[i]}" if i in draft.doubts else "")
