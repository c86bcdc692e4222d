"""In which order the parts of a printed page are read: columns from left to right, each from top to bottom.

Takes the runs of a sheet, its rules and frames. Gives `Column`s in reading order, each the runs of one column or one head.

A sheet is cut along its white spaces, again and again (the recursive XY cut of Nagy and Seth, 1984):

1. across, at a drawn rule or a wide white band that runs from edge to edge;
2. down, along a gutter (栏间空) that runs from top to bottom;
3. where headlines block each gutter, across, above and below what blocks the one that is blocked least; a caption or frame
   that stands in the midst of columns is taken out, and the columns are read past it.

Cells in columns are no columns: where the parts are ragged and their lines stand at one height, it is a table, read by rows.

Good: a headline over three columns is read before them, and the article beneath them after. Rejected: an article whose columns
stand apart from each other with another article between them; it is read in two parts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby, pairwise
from statistics import median
from typing import NamedTuple

from zhibiao.glyphs import Box, Run, Sheet, around, set_rows

_GUTTER = 0.9  # em: the narrowest gutter
_BAND = 3.5  # em: a white band so high parts what is above it from what is below
_RULE = 0.8  # of the width: a rule so long parts too
_HEAD = 1.25  # of the body's size: a head over columns is larger
_UNDER_HEAD, _SHORT = 3, 45  # lines that go with it, subtitle and byline, and characters of the longest
_TOUCH = 0.15  # em: lines that overlap by no more stand one below the other
_NARROW = 3.5  # em: a column is wider; what is narrower is the number or dot of a list
_FEW = 3  # rows: fewer beside a gutter are no column
_FLOAT = 6  # rows: a caption is no longer
_HEADLINE = 1.1  # of the body's size: a headline is larger
_PROSE = 0.72  # of a column's width: its lines are that full, those of a table are not
_STOPS = 0.2  # of the rows of prose hold a stop or comma, at the least
_STOP = re.compile("[，。；！？]")
_FRAMED = 0.7  # of the sheet's text: a frame that holds more is a border of the page
_LEVEL = 1.5  # points: what stands at heights that differ by no more stands in one row
_EFFORT = 60  # times that a run is looked at on average; on a page of a newspaper ten are enough
_GRID = 0.25  # em: how finely places for a gutter are looked for


class Column(NamedTuple):
    """Runs that are read from top to bottom between two edges, `left` and `right`.

    A `floating` one stands in the midst of a text that goes on past it; a `table` is read by rows.
    """

    runs: tuple[Run, ...]
    left: float
    right: float
    floating: bool = False
    table: bool = False


def find_columns(sheet: Sheet, runs: Sequence[Run]) -> list[Column]:
    """The columns and heads of a sheet in reading order."""
    if not runs:
        return []
    body = body_size(runs)
    frames = [frame for frame in sheet.frames if frame.width > 8 * body and frame.height > 4 * body]
    set_in = _framed(runs, frames, body)
    used = {run.box for run in set_in if run.inside}
    pictures = [box for box in (*sheet.pictures, *frames) if box not in used]
    return list(_Cutter(body, sheet.rules, _bare(pictures, runs)).cut(set_in))


def body_size(runs: Sequence[Run]) -> float:
    """The size of type that most of a sheet's text is set in."""
    weights: dict[float, int] = {}
    for run in runs:
        size = round(run.size, 1)
        weights[size] = weights.get(size, 0) + len(run.text)
    return max(weights, key=lambda size: (weights[size], size))


def _framed(runs: Sequence[Run], frames: Sequence[Box], body: float) -> list[Run]:
    """Runs with those inside one frame put together as one, which stands where the frame stands."""
    rest = list(runs)
    boxed: list[Run] = []
    for frame in sorted(set(frames), key=lambda frame: -frame.width * frame.height):
        inside = [run for run in rest if frame.holds(run.box)]
        if len(inside) < _FEW or len(inside) > _FRAMED * len(runs):
            continue
        rest = [run for run in rest if not frame.holds(run.box)]
        box = around([frame, *(run.box for run in inside)])
        boxed.append(Run(box, "", body, None, tuple(inside)))
    return rest + boxed


def _bare(pictures: Sequence[Box], runs: Sequence[Run]) -> list[Box]:
    """Pictures that no text is printed on."""
    return [picture for picture in pictures if not any(picture.holds(run.box) for run in runs)]


class _Region:
    """Runs, and the edges that their text is set to: those of the region that they are cut from, across its whole width."""

    def __init__(self, runs: Sequence[Run], edges: tuple[float, float] | None = None) -> None:
        self.runs = list(runs)
        box = around(run.box for run in runs)
        self.left, self.right = edges or (box.left, box.right)


class _Cut(NamedTuple):
    """The parts of a region in order: `columns` beside each other, or else strips; what `floats` in it; or a `table`."""

    parts: list[list[Run]]
    floats: Sequence[list[Run]] = ()
    columns: bool = False
    table: bool = False


class _Cutter:
    """Cuts a region of the sheet into columns in reading order."""

    def __init__(self, body: float, rules: Sequence[Box], pictures: Sequence[Box]) -> None:
        self.body, self.rules, self.pictures = body, rules, pictures
        self.looked_at = 0

    def cut(self, runs: Sequence[Run]) -> Iterator[Column]:
        """The columns of a region."""
        pending = [_Region(runs)]
        while pending:
            region = pending.pop()
            if len(region.runs) == 1 and region.runs[0].inside:
                pending.append(_Region(region.runs[0].inside))
                continue
            self.looked_at += len(region.runs)
            if self.looked_at > _EFFORT * len(runs):  # no printed page: read from top to bottom
                yield Column(tuple(region.runs), region.left, region.right)
                continue
            cut = self._cut(region.runs)
            edges = region.left, region.right
            if len(cut.parts) == 1 and not cut.floats:
                yield Column(tuple(region.runs), *edges, table=cut.table)
                continue
            pending += reversed([_Region(part, None if cut.columns else edges) for part in cut.parts])
            for floating in cut.floats:
                yield from (column._replace(floating=True) for column in self.cut(floating))

    def _cut(self, runs: list[Run]) -> _Cut:
        if len(runs) < 2:
            return _Cut([runs])
        if strips := self._across(runs):
            return _Cut(strips)
        if len(set_rows(runs)) > 1:
            if columns := self._down(runs):
                return _Cut([runs], table=True) if _is_table(columns) else _Cut(columns, columns=True)
            if past := self._past_blocks(runs):
                return past
        return _Cut(_unframed(runs))

    def _across(self, runs: list[Run]) -> list[list[Run]]:
        """The strips of a region that run from edge to edge; none where there is but one.

        They are parted by a rule, by a wide white band, and above and below a headline that nothing stands beside.
        """
        region = around(run.box for run in runs)
        bands = self._bands(runs, region)
        heads = self._heads(bands)
        strips: list[list[Run]] = []
        for i, band in enumerate(bands):
            inside = [run for run in band if isinstance(run, Run)]
            parted = i and (
                heads[i] != heads[i - 1]
                or self._parted(region, _bottom(bands[i - 1]), _top(band), bare=len(inside) == len(band))
            )
            if not strips or (parted and strips[-1]):
                strips.append([])
            strips[-1] += inside
        return strips if len(strips) > 1 and strips[-1] else []

    def _bands(self, runs: list[Run], region: Box) -> list[list[Run | Box]]:
        """The region from top to bottom, in bands that hold what stands at one height; pictures count."""
        pictures = [
            box
            for box in self.pictures
            if box.left < region.right and box.right > region.left and region.top < box.top < region.bottom
        ]
        bands: list[list[Run | Box]] = []
        bottom = region.top
        things: list[Run | Box] = [*runs, *pictures]
        for thing in sorted(things, key=lambda thing: _top([thing])):
            if not bands or _top([thing]) > bottom - _TOUCH * self.body:
                bands.append([])
            bands[-1].append(thing)
            bottom = max(bottom, _bottom([thing]))
        return bands

    def _heads(self, bands: Sequence[Sequence[Run | Box]]) -> list[bool]:
        """Which bands are heads over columns: a headline and the short lines that go with it, each alone at its height."""
        alone = [
            band[0] if len(band) == 1 and isinstance(band[0], Run) and not band[0].inside else None
            for band in bands
        ]
        heads = [False] * len(bands)
        for i in range(1, len(bands)):
            if len(bands[i]) > 1 and alone[i - 1]:  # columns begin
                for j in self._head(alone[:i]):
                    heads[j] = True
        return heads

    def _head(self, lines: Sequence[Run | None]) -> range:
        """Which of the lines above columns are the head over them: the last ones, with a headline among them."""
        first, small, headline = len(lines), 0, None
        for i in range(len(lines) - 1, -1, -1):
            line = lines[i]
            if line is None:
                break
            if line.size > _HEAD * self.body:
                first, headline = i, line
                continue
            small += 1
            if small > _UNDER_HEAD or len(line.text) > _SHORT:
                break
            if headline and not _one_middle(line, headline):
                break
            first = i if headline else first
        return range(first, len(lines)) if headline else range(0)

    def _parted(self, region: Box, top: float, bottom: float, bare: bool) -> bool:
        return (bare and bottom - top > _BAND * self.body) or any(
            top - 1 <= (rule.top + rule.bottom) / 2 <= bottom + 1
            and min(rule.right, region.right) - max(rule.left, region.left) > _RULE * region.width
            for rule in self.rules
        )

    def _down(self, runs: list[Run]) -> list[list[Run]]:
        """The parts beside each gutter; none where nothing parts them from top to bottom."""
        parts: list[list[Run]] = []
        right = float("-inf")
        for run in sorted(runs, key=lambda run: run.box.left):
            if not parts or run.box.left - right >= self._gutter(run):
                parts.append([])
            parts[-1].append(run)
            right = max(right, run.box.right)
        parts = self._wide(parts)
        return parts if len(parts) > 1 else []

    def _gutter(self, run: Run) -> float:
        return _GUTTER * max(self.body, min(run.size, 2 * self.body))

    def _wide(self, parts: list[list[Run]]) -> list[list[Run]]:
        """Parts with each that is too narrow for a column put to its neighbour: the numbers of a list go with its text."""
        wide: list[list[Run]] = []
        held: list[Run] = []
        for part in parts:
            narrow = around(run.box for run in part).width < _NARROW * self.body and len(part) > 1
            part, held = held + part, []
            if narrow:
                held = part
            else:
                wide.append(part)
        if held and wide:
            wide[-1] = wide[-1] + held
        return wide

    def _past_blocks(self, runs: list[Run]) -> _Cut | None:
        """The strips of a region whose best gutter is blocked, or all of it but what floats; None where there is no gutter."""
        strips = _strips(runs, self._blocks(runs))
        if len(strips) < 2:
            return None
        floats = [strip for blocked, strip in strips[1:-1] if blocked and self._floats(strip)]
        if not floats:
            return _Cut([strip for _, strip in strips])
        rest = [run for _, strip in strips if not any(strip is one for one in floats) for run in strip]
        return _Cut([rest], floats)

    def _floats(self, strip: list[Run]) -> bool:
        """Whether what blocks a gutter is a caption or a frame, with columns above and below it that go on past it."""
        if any(run.inside for run in strip):
            return len(strip) == 1
        return all(run.size < _HEADLINE * self.body for run in strip) and len(set_rows(strip)) <= _FLOAT

    def _blocks(self, runs: list[Run]) -> set[Run]:
        """The runs that stand in the way of the gutter that the fewest stand in the way of."""
        region = around(run.box for run in runs)
        step, gap = _GRID * self.body, _GUTTER * self.body
        size = int(region.width / step) + 2
        ends, begins = [0] * size, [0] * size
        for run in runs:
            ends[min(size - 1, int((run.box.right - region.left) / step) + 1)] += 1
            begins[int((run.box.left - region.left) / step)] += 1
        left_of = list(accumulate(ends))  # runs that end left of a place
        right_of = list(accumulate(reversed(begins)))[::-1]  # runs that begin right of it
        wide = int(gap / step)
        places = [
            (len(runs) - left_of[i] - right_of[i + wide], abs(i + wide / 2 - size / 2), i)
            for i in range(size - wide)
            if left_of[i]
            and right_of[i + wide]
            and len(runs) - left_of[i] - right_of[i + wide] <= 2 * min(left_of[i], right_of[i + wide])
        ]
        if not places:
            return set()
        *_, best = min(places)
        left, right = region.left + best * step, region.left + best * step + gap
        return {run for run in runs if run.box.left < right and run.box.right > left}


def _unframed(runs: list[Run]) -> list[list[Run]]:
    """A column with each frame in it as a part of its own."""
    ordered = sorted(runs, key=lambda run: run.box.bottom)
    return [list(group) for _, group in groupby(ordered, key=lambda run: run.box if run.inside else None)]


def _one_middle(line: Run, other: Run) -> bool:
    return abs(line.box.left + line.box.right - other.box.left - other.box.right) < 2 * other.size


def _top(band: Sequence[Run | Box]) -> float:
    return min(thing.box.top if isinstance(thing, Run) else thing.top for thing in band)


def _bottom(band: Sequence[Run | Box]) -> float:
    return max(thing.box.bottom if isinstance(thing, Run) else thing.bottom for thing in band)


def _strips(runs: Sequence[Run], blocks: set[Run]) -> list[tuple[bool, list[Run]]]:
    """The region from top to bottom, in strips that hold blocks or none; what stands beside a block goes with it."""
    heights: list[list[float]] = []
    for run in sorted(blocks, key=lambda run: run.box.top):
        if heights and run.box.top <= heights[-1][1]:
            heights[-1][1] = max(heights[-1][1], run.box.bottom)
        else:
            heights.append([run.box.top, run.box.bottom])
    tops = [top for top, _ in heights]
    labelled = []
    for run in runs:
        middle = (run.box.top + run.box.bottom) / 2
        at = bisect_right(tops, middle) - 1
        labelled.append((middle, run in blocks or (at >= 0 and middle <= heights[at][1]), run))
    labelled.sort(key=lambda one: one[0])
    return [
        (inside, [run for _, _, run in group]) for inside, group in groupby(labelled, key=lambda one: one[1])
    ]


def _is_table(columns: Sequence[Sequence[Run]]) -> bool:
    """Whether columns are those of a table: their lines are ragged or without stops, and stand at the same heights."""
    heights = [[row.box.bottom for row in set_rows(column)] for column in columns]
    if min(map(len, heights)) < 2:
        return _aligned(heights)
    stops = sum(bool(_STOP.search(run.text)) for column in columns for run in column)
    if stops < _STOPS * sum(map(len, columns)):
        return _aligned(heights)
    full = [
        median(run.box.width for run in column) / max(1e-6, around(run.box for run in column).width)
        for column in columns
    ]
    return sum(share < _PROSE for share in full) > len(full) / 2 and _aligned(heights)


def _aligned(heights: Sequence[Sequence[float]]) -> bool:
    """Whether most rows of each column stand at the height of a row of the column beside it."""
    for left, right in pairwise(heights):
        fewer, more = sorted((left, right), key=len)
        near = {int(height // _LEVEL) + by for height in more for by in (-1, 0, 1)}
        level = sum(int(height // _LEVEL) in near for height in fewer)
        if level < 0.8 * len(fewer) or 2 * len(fewer) < len(more):
            return False
    return True
