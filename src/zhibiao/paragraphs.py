"""The text of printed pages: rows of type put together into paragraphs and headlines, each a line of text.

Takes `Sheet`s. Gives lines in reading order, each a paragraph, headline, caption or byline (署名), and which are set as titles.

A paragraph begins where its first row is indented (首行缩进), where the row above is cut short, where size or font change, or
below a gap. Rows are joined without a space, Latin words with one, a word divided by a hyphen without it. A paragraph that a
column or page ends in goes on in the next. Page numbers are left out, and so is the head of a page that was printed before.

Good: a caption between two columns stands on a line of its own, after the paragraph that goes on past it. Rejected: a row that
ends early since the number after it did not fit; the paragraph goes on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from zhibiao.columns import Column, body_size, find_columns
from zhibiao.glyphs import Row, Run, Sheet, same_size, set_rows, set_runs

_INDENT = 1.2  # em: a first row that is set in by more begins a paragraph
_SLACK = 0.6  # em by which a full row may end early
_LATIN = 0.55  # em: the width of a Latin letter or figure
_GAP, _BREAK = (
    1.35,
    3.5,
)  # of the usual distance between rows: more parts paragraphs, and most is a picture between
_HEADLINE = 1.1  # of the body's size: a headline is larger
_TITLE = 1.35  # of the body's size: so large are titles, and no subheadings
_SMALL = 0.93  # of the body's size: a caption in the midst of a column is smaller
_CAPTION_ROWS = 6
_NARROWER = 0.9  # of a width: text that keeps within less is set narrower
_COLUMN_ROWS = 8  # in as many one is full
_TIGHT = 1.9  # em from row to row of one headline
_MARGIN_ROWS = 2  # at the top and at the foot of a page, where its head and number stand
_LONGEST_HEAD = 90  # characters

_DASHES = ("——", "──", "--")
_STOP = re.compile(r"[。！？!?…：:；;][”’」』）)》]{0,3}$")
_WORD = re.compile(r"[A-Za-z0-9.,%‰+\-/:]+|[“‘《（(「『【]*.[，。、；：！？”’》）」』】,.;:!?)]*")
_HYPHENED = re.compile(r"[A-Za-z]-$")
_NUMBER = re.compile(r"\W*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\W*(?:共\s*)?\d{1,4}(?:\s*页)?)?\W*")
_PRINTED = re.compile(  # what a browser prints at the edges: the address, the time of printing
    r"(?:https?|file)://\S+(?:\s+\d+/\d+)?|\d{1,4}[/-]\d{1,2}[/-]\d{1,4}[,，]?\s*(?:[上下]午)?\s*\d{1,2}:\d\d\b.*"
)
_HEAD = re.compile(  # 青江日报 2026年2月28日 星期六 第3版, 责任编辑 …
    r"\d年\s*\d{1,2}\s*月\s*\d{1,2}\s*日.{0,30}(?:星期|周[一二三四五六日]|版|农历)|(?:星期|周)[一二三四五六日天].{0,20}\d年"
    r"|^.{0,30}(?:第\s*)?[A-Z]?\d{1,3}\s*版.{0,30}$|^\W*(?:责任编辑|责编|值班|编辑|版式|校对|美编)"
)


@dataclass
class _Line:
    """A line of the text in the making, and how its first and last row stand in their columns."""

    text: str
    first: Row
    last: Row
    flush: bool  # its first row begins at the column's edge
    room: float  # from its last row to the column's edge, in em
    indents: bool = True  # whether the column sets first rows in
    title: bool = False  # set in type as large as that of titles


class _Text:
    """The text in the making, and what waits until the paragraph ends that goes on past it."""

    def __init__(self) -> None:
        self.lines: list[_Line] = []
        self.waiting: list[_Line] = []

    def add(self, lines: Sequence[_Line], floating: bool, body: float) -> None:
        """Put lines to the text, or to what waits; the first may go on with the last one there."""
        there = self.waiting if floating else self.lines
        if there and lines and _goes_on(there[-1], lines[0], body):
            last, more, *lines = there[-1], *lines
            last.text = _glued(last.text, more.text)
            last.last, last.room, last.indents = more.last, more.room, more.indents
        if lines and not floating:
            self.flush()
        there += lines

    def flush(self) -> None:
        """Put what waits where it stands."""
        self.lines += self.waiting
        self.waiting = []


def read_sheets(sheets: Sequence[Sheet]) -> Iterator[tuple[str, int]]:
    """The lines of pages in reading order, each with the level of heading that its size makes it: 1 for a title, else 0."""
    text = _Text()
    printed: set[str] = set()
    widths: Counter[int] = Counter()
    for sheet in sheets:
        runs = set_runs(sheet.glyphs)
        if not runs:
            continue
        body = body_size(runs)
        heads, runs = _margins(runs, body, printed)
        text.waiting += map(_alone, heads)
        if not text.lines:
            text.flush()
        for column in _widened(find_columns(sheet, runs), widths):
            for rows, floating in _stretches(column, body):
                text.add(_lines(rows, column, body), floating, body)
    text.flush()
    for line in text.lines:
        yield line.text.strip(" "), int(line.title)


def _widened(columns: Sequence[Column], widths: Counter[int]) -> Iterator[Column]:
    """Columns, those of a few rows, which may all be short, as wide as most are; `widths` is how often each width was."""
    long = [column for column in columns if len(column.runs) >= _COLUMN_ROWS]
    widths.update(round(column.right - column.left) for column in long)
    usual = max(widths, key=lambda width: (widths[width], width), default=0)
    for column in columns:
        short = len(column.runs) < _COLUMN_ROWS and column.right - column.left < _NARROWER * usual
        yield column._replace(right=column.left + usual) if short else column


def _alone(row: Row) -> _Line:
    """A row that goes on with nothing, and nothing with it."""
    return _Line(row.text, row, row, flush=False, room=row.box.width)


# ---- heads and numbers of pages -----------------------------------------------------------------------------------


def _margins(runs: Sequence[Run], body: float, printed: set[str]) -> tuple[list[Row], list[Run]]:
    """The rows at the top and foot of a page that say what page it is, and the runs of all others.

    Left out are a row that only counts pages, one that a browser prints there, and one with the same words as on an earlier
    page, numbers apart.
    """
    rows = set_rows(runs)
    heads: list[Row] = []
    taken: list[Row] = []
    for row in dict.fromkeys(rows[:_MARGIN_ROWS] + rows[-_MARGIN_ROWS:]):
        if row.size > 2 * body or len(row.text) > _LONGEST_HEAD:
            continue
        words = re.sub(r"\d+", "0", row.text)
        counts = _NUMBER.fullmatch(row.text) or _PRINTED.fullmatch(row.text)
        if counts or words in printed or _HEAD.search(row.text):
            taken.append(row)
            heads += [] if counts or words in printed else [row]
        printed.add(words)
    return heads, [run for run in runs if not any(row.box.holds(run.box) for row in taken)]


# ---- rows into lines ----------------------------------------------------------------------------------------------


def _stretches(column: Column, body: float) -> Iterator[tuple[list[Row], bool]]:
    """The rows of a column, and whether they float: a caption in small type does, in the midst of the text."""
    rows = set_rows(column.runs, between="\t" if column.table else " ")
    small = [row.size < _SMALL * body for row in rows]
    start = 0
    for i in range(1, len(rows) + 1):
        if i < len(rows) and small[i] == small[start]:
            continue
        amid = small[start] and i - start <= _CAPTION_ROWS and start > 0 and i < len(rows)
        yield rows[start:i], column.floating or amid
        start = i


def _lines(rows: Sequence[Row], column: Column, body: float) -> list[_Line]:
    """The lines that the rows of a column make."""
    if column.table:
        return list(map(_alone, rows))
    column = _set_edges(column, rows, body)
    indents = any(_begins_in(row, column.left) for row in rows if row.size < _HEADLINE * body)
    steps = [
        low.box.bottom - high.box.bottom for high, low in pairwise(rows) if same_size(high.size, low.size)
    ]
    usual = median(steps) if steps else 0.0
    padded = 2 * sum(row.text.endswith(" ") for row in rows) > len(
        rows
    )  # a habit of the program that made the PDF
    lines: list[_Line] = []
    for i, row in enumerate(rows):
        text = row.text.rstrip(" ") if padded else row.text
        room = _room(rows, i, column)
        glue = _glue(rows, i, column, body, usual) if lines else None
        if glue is None:
            title = row.size >= _TITLE * body
            lines.append(_Line(text, row, row, not _begins_in(row, column.left), room, indents, title))
        else:
            lines[-1].text = _glued(lines[-1].text + glue, text)
            lines[-1].last, lines[-1].room = row, room
    return lines


def _set_edges(column: Column, rows: Sequence[Row], body: float) -> Column:
    """The column with the edges that its text keeps, where it is set narrower than the region that it was cut from."""
    text = [row for row in rows if row.size < _HEADLINE * body]
    if len(text) < 3:
        return column
    left, right = min(row.box.left for row in text), max(row.box.right for row in text)
    full = sum(
        right - row.box.right < 1.5 * row.size and row.box.left - left < 2.5 * row.size for row in text
    )
    narrow = right - left < _NARROWER * (column.right - column.left)
    return (
        column._replace(left=left, right=right) if narrow and full > 1 and full > 0.4 * len(text) else column
    )


def _glue(rows: Sequence[Row], i: int, column: Column, body: float, usual: float) -> str | None:
    """What joins a row to the row above it: a space between two halves of a headline, mostly nothing; None if it is new."""
    above, row = rows[i - 1], rows[i]
    if not same_size(above.size, row.size) or (None not in (above.font, row.font) and above.font != row.font):
        return None
    step = row.box.bottom - above.box.bottom
    if row.size > _HEADLINE * body:
        return _headline_glue(above, row, step, column)
    if _GAP * usual < step < _BREAK * usual and step - usual > 0.3 * row.size:
        return None
    if not _is_full(above, row, _room(rows, i - 1, column)) or _opens(rows, i, column):
        return None
    if _begins_in(row, above.box.left) and not _hangs(rows, i, column):
        return "" if above.text.startswith(_DASHES) and _is_centred(rows, i, column) else None
    return ""


def _headline_glue(above: Row, row: Row, step: float, column: Column) -> str | None:
    """What joins two rows in large type: nothing where the first was full, a space between lines of like length (对仗)."""
    opens = row.text.startswith(_DASHES) and row.text.strip("—─- ")
    if step > _TIGHT * row.size or above.text.endswith(_DASHES) or opens:
        return None
    room = (column.right - column.left - above.box.width) / above.size  # the same where lines are centred
    if _is_full(above, row, room):
        return ""
    lengths = [len(re.sub(r"\W", "", text)) for text in (above.text, row.text)]
    return " " if min(lengths) > 3 and abs(lengths[0] - lengths[1]) < 2 else None


def _room(rows: Sequence[Row], i: int, column: Column) -> float:
    """How much room a row leaves in its column, in em; of a centred row, what it leaves on both sides."""
    row = rows[i]
    beside = row.box.left - column.left if _is_centred(rows, i, column) else 0.0
    return (column.right - row.box.right + beside) / row.size


def _is_centred(rows: Sequence[Row], i: int, column: Column) -> bool:
    """Whether a row stands in the middle, and is not the first of a paragraph that happens to end as early."""
    row, after = rows[i], rows[i + 1] if i + 1 < len(rows) else None
    left, right = row.box.left - column.left, column.right - row.box.right
    if left < row.size / 2 or (after and after.box.left - column.left < after.size / 2):
        return False
    one_middle = after and abs(row.box.left + row.box.right - after.box.left - after.box.right) < row.size / 2
    return bool(one_middle) or abs(left - right) < row.size / 2


def _opens(rows: Sequence[Row], i: int, column: Column) -> bool:
    """Whether a row is set in and full, and the next one is not set in: the first row of a paragraph."""
    row, after = rows[i], rows[i + 1] if i + 1 < len(rows) else None
    if not after or not _begins_in(row, column.left) or _begins_in(after, column.left):
        return False
    return _is_full(row, after, _room(rows, i, column))


def _hangs(rows: Sequence[Row], i: int, column: Column) -> bool:
    """Whether a row that begins further in goes on with an item whose rows all do, but for the first (悬挂缩进)."""
    row, after, third = (rows[j] if j < len(rows) else None for j in (i, i + 1, i + 2))
    if not row or not after or abs(after.box.left - row.box.left) > row.size / 2:
        return False
    if third and _begins_in(after, third.box.left) and _is_full(after, third, _room(rows, i + 1, column)):
        return False  # the row after is the first of a paragraph
    return _is_full(row, after, _room(rows, i, column))


def _begins_in(row: Row, left: float) -> bool:
    """Whether a row begins further in than others."""
    return row.box.left - left > _INDENT * row.size


def _is_full(row: Row, after: Row, room: float) -> bool:
    """Whether the first word of the row after had no room on this one; `room` is what was left, in em."""
    return room < _first_width(after.text) + _SLACK


def _first_width(text: str) -> float:
    """How wide the first word of a text is, in em: a Chinese character with the stops behind it, or a number.

    >>> _first_width("县，"), _first_width("1266.47亿元")
    (2.0, 3.85)
    """
    match = _WORD.match(text.lstrip())
    word = match.group() if match else ""
    return round(sum(_LATIN if letter.isascii() else 1.0 for letter in word), 2)


def _goes_on(last: _Line, line: _Line, body: float) -> bool:
    """Whether a line at the top of a column or page goes on with the last one of the column before."""
    first = line.first
    if not same_size(last.last.size, first.size) or last.last.text.endswith(_DASHES):
        return False
    if not _is_full(last.last, first, last.room):
        return False
    if first.size > _HEADLINE * body:
        return True
    return line.flush and not (_STOP.search(last.text.rstrip()) and not (last.indents and line.indents))


def _glued(text: str, more: str) -> str:
    """Two rows as one: Latin words with a space between, a word that a hyphen divides without it.

    >>> _glued("inter-", "national"), _glued("New", "York"), _glued("完成1266.", "47亿元")
    ('international', 'New York', '完成1266.47亿元')
    """
    if _HYPHENED.search(text) and more[:1].islower():
        return text[:-1] + more
    latin = re.search(r"[A-Za-z]$", text) and re.match(r"[A-Za-z]", more)
    return f"{text} {more}" if latin else text + more
