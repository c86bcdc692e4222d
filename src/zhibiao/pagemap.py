"""The picture of a page as a table: each block of text, in its order on the page, and what became of it.

Takes a `Page`; gives a frame with a row a block (a run of text that is for one thing): `article` its number
from 1, null where it belongs to none; `title` and `complete`, that article's; `role` (title 标题, paragraph 段落, byline 署名 and
so on) and `reason`, why that is its role; `fate`; `joins`, the block that it continues, where a paragraph was cut by a
column's end; `start`, `end`, `chars` and `text`.

`fate` is `kept`, `joined` (kept, and put together with an earlier block), `repeat` (the page prints it twice; it counts once) or
`left out` (a public notice, or text that no article claims).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from zhibiao.layout import Block, lay_out
from zhibiao.model import Article

if TYPE_CHECKING:
    from zhibiao.page import Page

LEFT_OUT = {"repeated": "repeat", "notice": "left out", "unplaced": "left out"}


def blocks(page: Page) -> pd.DataFrame:
    r"""A row a block of the page, in the page's order, numbered from 1.

    >>> from zhibiao import read
    >>> table = blocks(read("青石镇通水了\n\n水管铺了三公里，惠及\n\n412户。\n"))
    >>> table["fate"].tolist(), table["joins"].dropna().tolist()
    (['kept', 'kept', 'joined'], [2])
    """
    articles, found = lay_out(page.text, page.headlines).articles, page.blocks
    titles = [article.title for article in articles]
    joins = _joins(articles, [block.start for block in found])
    table = {
        "article": pd.array(
            [None if block.article is None else block.article + 1 for block in found], dtype="Int64"
        ),
        "title": [None if block.article is None else titles[block.article] for block in found],
        "role": [block.role for block in found],
        "fate": [_fate(block, place in joins) for place, block in enumerate(found)],
        "joins": pd.array(
            [joins[place] + 1 if place in joins else None for place in range(len(found))], dtype="Int64"
        ),
        "start": [block.start for block in found],
        "end": [block.end for block in found],
        "chars": [block.end - block.start for block in found],
        "text": [page.text[block.start : block.end] for block in found],
        "complete": [block.article is None or articles[block.article].complete for block in found],
        "reason": [block.reason for block in found],
    }
    return pd.DataFrame(table, index=pd.RangeIndex(1, len(found) + 1, name="block")).astype({"title": "str"})


def _fate(block: Block, joined: bool) -> str:
    return LEFT_OUT.get(block.role, "joined" if joined else "kept")


def _joins(articles: Sequence[Article], starts: Sequence[int]) -> dict[int, int]:
    """From the place of each block that continues a passage to the place of the block it continues."""
    found: dict[int, int] = {}
    for article in articles:
        for passage in article.passages:
            found |= {later: earlier for earlier, later in pairwise(_places(passage.pieces, starts))}
    return found


def _places(pieces: Sequence[tuple[int, int]], starts: Sequence[int]) -> Iterator[int]:
    """The places of the blocks that some pieces of text lie in, each once, in reading order."""
    found = (bisect_right(starts, first) - 1 for first, _ in pieces)
    yield from dict.fromkeys(place for place in found if place >= 0)
