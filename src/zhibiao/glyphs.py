"""Glyphs on a sheet of paper, and the runs and rows of text that they make.

Takes `Glyph`s with their places. Gives `Run`s, the glyphs of one line that stand side by side, and `Row`s, the runs of one line
of a column. Lengths are in points, from the upper left corner of the sheet; 1 em (一个字宽) is as wide as the type is high.

Good: a headline whose letters are spaced out is one run. Rejected: lines of two columns at one height, parted by the gutter
(栏间空), are two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

ASCENT, DESCENT = 0.88, 0.12  # em above and below the baseline, of Chinese type in any font
SAME_SIZE = 1.12  # sizes that differ by no more are one size

_GUTTER = 0.95  # em: no wider a gap parts the glyphs of a run
_OVERLAP = 0.6  # em: a glyph that goes back no further still belongs to the run (squeezed punctuation)
_BASELINE = 0.3  # em by which baselines of one line may differ
# em: a wider gap was meant as a space. Between letters of one script a narrower one was; between a character and a figure
# typesetters leave a quarter, and beside stops up to half.
_WORD_SPACE, _SPACE = 0.17, 0.55
_STACK = 1.8  # em from one letter of a vertical headline (竖排标题) to the next
_LATIN, _HAN = re.compile(r"[A-Za-z0-9]{2}"), re.compile("[\u4e00-\u9fff]{2}")


class Box(NamedTuple):
    """A rectangle of the sheet, upright."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def holds(self, other: Box) -> bool:
        """Whether the middle of another box is inside this one."""
        x, y = (other.left + other.right) / 2, (other.top + other.bottom) / 2
        return self.left <= x <= self.right and self.top <= y <= self.bottom


class Glyph(NamedTuple):
    """A character as drawn: from `left` to `right`, on its `baseline`, at a `size`, in a `font` known by number."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: int


class Run(NamedTuple):
    """Text that stands side by side, or `inside` a frame, what stands there."""

    box: Box
    text: str
    size: float
    font: int | None  # None where there are several
    inside: tuple[Run, ...] = ()


class Row(NamedTuple):
    """A line of a column."""

    box: Box
    text: str
    size: float
    font: int | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as drawn: glyphs in the order of drawing, rules, frames and pictures; `unreadable` glyphs are no known character."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Box, ...] = ()
    frames: tuple[Box, ...] = ()
    pictures: tuple[Box, ...] = ()
    unreadable: int = 0


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around some.

    >>> around([Box(1, 5, 2, 6), Box(0, 7, 1, 8)])
    Box(left=0, top=5, right=2, bottom=8)
    """
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def same_size(one: float, other: float) -> bool:
    """Whether two sizes of type are meant as one."""
    return max(one, other) <= SAME_SIZE * min(one, other)


# ---- runs ---------------------------------------------------------------------------------------------------------


def set_runs(glyphs: Sequence[Glyph]) -> list[Run]:
    """The runs of text that glyphs make, whatever the order in which they were drawn."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if lines and glyph.baseline - lines[-1][0].baseline <= _BASELINE * glyph.size:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    strings = (string for line in lines for string in _strings(line))
    return _unstacked([_run(string) for string in strings if any(glyph.text.strip() for glyph in string)])


def _strings(line: list[Glyph]) -> Iterator[list[Glyph]]:
    """The glyphs at one height, parted where a gutter parts them; a letter that is drawn twice, for bold, counts once."""
    string: list[Glyph] = []
    for glyph in sorted(line, key=lambda glyph: glyph.left):
        if any(_drawn_again(earlier, glyph) for earlier in string[-2:]):
            continue
        if string and not _follows(string[-1], glyph):
            yield string
            string = []
        string.append(glyph)
    if string:
        yield string


def _follows(before: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph stands beside the one before it, on the same line."""
    small, large = sorted((before.size, glyph.size))
    return large <= 1.5 * small and -_OVERLAP * small <= glyph.left - before.right <= _GUTTER * small


def _drawn_again(before: Glyph, glyph: Glyph) -> bool:
    return glyph.text == before.text and abs(glyph.left - before.left) < 0.2 * glyph.size


def _run(string: list[Glyph]) -> Run:
    while string[0].text.isspace():
        string = string[1:]
    ends = len(string)
    while string[ends - 1].text.isspace():
        ends -= 1
    inked = string[:ends]
    sizes = Counter(glyph.size for glyph in inked)
    size = max(sizes, key=lambda one: (sizes[one], one))
    base = median(glyph.baseline for glyph in inked)
    fonts = {glyph.font for glyph in inked}
    box = Box(inked[0].left, base - ASCENT * size, max(glyph.right for glyph in inked), base + DESCENT * size)
    return Run(box, _spaced(string), size, fonts.pop() if len(fonts) == 1 else None)


def _spaced(string: Sequence[Glyph]) -> str:
    """The text of glyphs, with a space where a gap was left: one wider than those of a headline that is spaced out."""
    gaps = [right.left - left.right for left, right in pairwise(string)]
    usual = max(0.0, median(gaps)) if len(gaps) > 2 else 0.0
    letters = [string[0].text]
    for gap, left, right in zip(gaps, string, string[1:], strict=False):
        words = _LATIN.fullmatch(left.text + right.text) or _HAN.fullmatch(left.text + right.text)
        wide = usual + (_WORD_SPACE if words else _SPACE) * min(left.size, right.size)
        if gap > wide and not left.text.isspace() and not right.text.isspace():
            letters.append(" ")
        letters.append(right.text)
    return "".join(letters)


def _unstacked(runs: list[Run]) -> list[Run]:
    """Runs with each vertical headline as one: single letters of one size, one below the other and nothing beside them."""
    single = sorted(
        (run for run in runs if len(run.text) == 1), key=lambda run: (round(run.box.left), run.box.top)
    )
    stacks: list[list[Run]] = []
    for run in single:
        above = stacks[-1][-1] if stacks else None
        if (
            above
            and abs(above.box.left - run.box.left) < 0.3 * run.size
            and same_size(above.size, run.size)
            and 0 < run.box.top - above.box.top < _STACK * run.size
        ):
            stacks[-1].append(run)
        else:
            stacks.append([run])
    tall = [stack for stack in stacks if len(stack) > 3]
    stacked = {run for stack in tall for run in stack}
    headlines = [
        Run(
            around(run.box for run in stack), "".join(run.text for run in stack), stack[0].size, stack[0].font
        )
        for stack in tall
    ]
    return [run for run in runs if run not in stacked] + headlines


# ---- rows ---------------------------------------------------------------------------------------------------------


def set_rows(runs: Sequence[Run], between: str = " ") -> list[Row]:
    """The rows that the runs of one column make, from top to bottom; what stands `between` the runs of a row.

    >>> [row.text for row in set_rows([Run(Box(30, 0, 40, 10), "右", 10, 1), Run(Box(0, 0, 10, 10), "左", 10, 1)])]
    ['左 右']
    """
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.box.bottom):
        if lines and run.box.bottom - lines[-1][0].box.bottom <= _BASELINE * min(run.size, lines[-1][0].size):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [_row(sorted(line), between) for line in lines]


def _row(line: Sequence[Run], between: str) -> Row:
    long = max(line, key=lambda run: len(run.text))
    text = between.join(run.text.strip(" ") if between == "\t" else run.text for run in line)
    fonts = {run.font for run in line}
    return Row(around(run.box for run in line), text, long.size, fonts.pop() if len(fonts) == 1 else None)
