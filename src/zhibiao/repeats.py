"""Lines of a page that belong to no article: paragraphs printed twice, public notices, imprints.

Takes the page's lines as `blocks` cut them. Gives, for each line to leave out, its role and the reason.

- repeated (重复): text that stands word for word elsewhere on the page, wherever its lines are cut; it is kept at the place where
  it reads on, and left out where a head or the page's end follows;
- notice (公益广告): the line that names itself one, and the short lines that go with it;
- imprint (版头, 版权行): the paper's name with its date or page, where a text comes from, who edited it, and rules between texts;
  these are unplaced.

Good: the same paragraph above a title and again beneath it. Rejected: two paragraphs that begin alike and go on differently.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Sequence
from typing import Literal

from zhibiao.blocks import Line

_KEY = 8  # characters that two copies must begin with alike before they are compared
_SHORTEST = 15  # characters; shorter lines, such as a refrain or a row of a table, may be said twice
_COMPARED = 4  # earlier lines with which a line that begins alike is compared, so that time stays linear
_PRINTED_TWICE = ("text", "short", "lead")
_SAID = {
    "notice": 40,
    "short": 40,
    "text": 20,
}  # how long the lines of a notice are, in characters, by their form

LeftOut = dict[int, tuple[Literal["repeated", "notice", "unplaced"], str]]


def find_left_out(lines: Sequence[Line]) -> LeftOut:
    r"""The lines to leave out, by index, each with its role and why.

    >>> from zhibiao.blocks import cut_lines
    >>> find_left_out(cut_lines("青石日报 2024年5月3日 星期五\n青石镇通水了。\n公益广告\n节约用水"))
    {0: ('unplaced', 'imprint (版头)'), 2: ('notice', 'public notice: 公益广告'), 3: ('notice', 'public notice: 公益广告')}
    """
    left_out: LeftOut = {
        i: ("unplaced", "imprint (版头)") for i, line in enumerate(lines) if line.form == "imprint"
    }
    left_out.update(_find_notices(lines))
    left_out.update(_find_repeats(lines, left_out))
    return left_out


def _find_notices(lines: Sequence[Line]) -> LeftOut:
    notices: LeftOut = {}
    i = 0
    while i < len(lines):
        if lines[i].form != "notice":
            i += 1
            continue
        end = _notice_end(lines, i)
        notices.update({k: ("notice", f"public notice: {lines[i].text}") for k in range(i, end)})
        i = end
    return notices


def _notice_end(lines: Sequence[Line], first: int) -> int:
    """Where a notice ends: its slogans are short lines, the last of which may be the title of the article that follows."""
    end = first + 1
    while end < len(lines) and _is_slogan(lines[end]):
        end += 1
    if end < len(lines) and end > first + 1 and lines[end - 1].form == "short":
        end -= 1
    return end


def _is_slogan(line: Line) -> bool:
    """Whether a line may be part of a notice: no figure is lost with it, and no paragraph."""
    longest = _SAID.get(line.form, 0)
    return len(line.text) <= longest and not re.search(r"\d", line.text)


def _find_repeats(lines: Sequence[Line], left_out: LeftOut) -> LeftOut:
    """Compare each line with the last few that begin alike; a copy that was found once is not compared again."""
    bare = [re.sub(r"\s", "", line.text) for line in lines]
    alike: dict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_COMPARED))
    repeats: LeftOut = {}
    for i, line in enumerate(lines):
        if i in left_out or i in repeats or len(bare[i]) < _KEY or line.form not in _PRINTED_TWICE:
            continue
        earlier = alike[bare[i][:_KEY]]
        pairs = (_common(bare, first, i) for first in earlier if first not in repeats)
        copy, other = next((_choose(lines, one, two) for one, two in pairs if one and two), ([], [i]))
        repeats.update({k: ("repeated", f"printed twice, reads on at {lines[other[0]].start}") for k in copy})
        if i not in repeats:
            earlier.append(i)
    return repeats


def _choose(lines: Sequence[Line], one: list[int], two: list[int]) -> tuple[list[int], list[int]]:
    """Of two copies the one to leave out, and the other."""
    return (one, two) if _is_stray(lines, one, two) else (two, one)


def _common(bare: Sequence[str], first: int, second: int) -> tuple[list[int], list[int]]:
    """The lines from `first` and from `second` on that hold the same text, whole, however it is cut into lines."""
    i, j, at_i, at_j, length = first, second, 0, 0, 0
    one: list[int] = []
    two: list[int] = []
    while i < second and j < len(bare):
        step = min(len(bare[i]) - at_i, len(bare[j]) - at_j)
        if bare[i][at_i : at_i + step] != bare[j][at_j : at_j + step]:
            break
        at_i, at_j, length = at_i + step, at_j + step, length + step
        if at_i == len(bare[i]):
            one.append(i)
            i, at_i = i + 1, 0
        if at_j == len(bare[j]):
            two.append(j)
            j, at_j = j + 1, 0
    return (one, two) if length >= _SHORTEST else ([], [])


def _is_stray(lines: Sequence[Line], one: list[int], two: list[int]) -> bool:
    """Whether the first of two copies is the one that does not read on."""
    ends = [not _reads_on(lines, copy[-1]) for copy in (one, two)]
    if ends[0] != ends[1]:
        return ends[0]
    # Both stand before a head: the one whose own article begins between them is a foretaste of it.
    return ends[0] and any(lines[k].form not in ("text", "signature") for k in range(one[-1] + 1, two[0]))


def _reads_on(lines: Sequence[Line], last: int) -> bool:
    return last + 1 < len(lines) and lines[last + 1].form == "text"
