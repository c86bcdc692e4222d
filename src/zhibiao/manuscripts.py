"""What a file of any kind says: its text, which of its lines it sets as headlines, and the day that it states.

Takes the lines that a reader finds in a file, each with the level of heading that it is set as. Gives a `Manuscript`.

Good: `[("青石镇通水了", 1), ("水来了。", 0)]`. Rejected: nothing; no lines give an
empty text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

LONGEST, MOST_LINES = 500_000, 50_000
"""Characters and lines of one page: more than any issue of a newspaper holds."""
TEXT = 0
"""The level of a line that is no heading; 1 is that of the largest."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The `text` of a file, and what the file tells of it.

    `headlines` are the places in the text where lines begin that the file sets as titles; `published` is the day of publication
    as the file states it apart from its text; `encoding` is what the file was in; `notes` say what could not be read.
    """

    text: str
    headlines: tuple[int, ...] = ()
    published: str | None = None
    encoding: str | None = None
    notes: tuple[str, ...] = ()


def put_together(
    lines: Iterable[tuple[str, int]],
    published: str | None = None,
    encoding: str | None = None,
    notes: tuple[str, ...] = (),
) -> Manuscript:
    r"""The manuscript that lines make; blank ones are left out.

    >>> put_together([("青石日报", 1), ("青石镇通水了", 2), ("水来了。", 0)])
    Manuscript(text='青石日报\n青石镇通水了\n水来了。\n', headlines=(5,), published=None, encoding=None, notes=())
    """
    kept = [(line, level) for text, level in lines if (line := text.replace("\r", " ").strip(" \n"))]
    title = _title_level([level for _, level in kept])
    text, headlines = [], []
    at = 0
    for line, level in kept:
        if level == title != TEXT:
            headlines.append(at)
        text.append(f"{line}\n")
        at += len(line) + 1
    return Manuscript("".join(text), tuple(headlines), published, encoding, notes)


def _title_level(levels: Sequence[int]) -> int:
    """The level of the titles: the highest with text beneath it, so that not the name of the paper is one."""
    over_text = {level for level, below in pairwise(levels) if level != TEXT and below == TEXT}
    return min(over_text, default=TEXT)
