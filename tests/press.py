"""A small press for tests: sets Chinese type on the pages of a real PDF, as newspapers do, with the font that zhibiao carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise

from fpdf import FPDF

from zhibiao.fonts import shipped_font

NO_START = "，。、；：！？”’）》」』】…%"
"""What may not begin a row (避头)."""
NO_END = "“‘（《「『【"

Frame = tuple[float, float, float, float]
"""Where text flows: left, top, width, height in points."""


class Press:
    """Pages of one size; `body` is the size of type of running text."""

    def __init__(self, width: float, height: float, body: float = 9, leading: float = 1.5) -> None:
        self.pdf = FPDF(unit="pt", format=(width, height))
        self.pdf.set_auto_page_break(False)
        self.pdf.set_creation_date(datetime(2026, 3, 1, tzinfo=UTC))  # the same bytes each time
        self.pdf.add_font("Song", "", str(shipped_font()))
        self.pdf.set_font("Song", size=body)
        self.body, self.leading = body, leading
        self.page()

    def page(self) -> None:
        self.pdf.add_page()

    def row(self, left: float, top: float, text: str, size: float | None = None) -> None:
        self.pdf.set_font_size(size or self.body)
        self.pdf.text(left, top + 0.88 * (size or self.body), text)

    def width(self, text: str, size: float | None = None) -> float:
        self.pdf.set_font_size(size or self.body)
        return float(self.pdf.get_string_width(text))

    def centred(self, left: float, top: float, width: float, text: str, size: float) -> None:
        self.row(left + (width - self.width(text, size)) / 2, top, text, size)

    def rule(self, left: float, top: float, right: float) -> None:
        self.pdf.line(left, top, right, top)

    def box(self, left: float, top: float, width: float, height: float, filled: bool = False) -> None:
        self.pdf.set_fill_color(200)
        self.pdf.rect(left, top, width, height, style="F" if filled else "D")

    def flow(
        self,
        frames: Sequence[Frame],
        paragraphs: Iterable[str],
        size: float | None = None,
        indent: float = 2,
        gap: float = 0,
    ) -> list[str]:
        """Set paragraphs through frames, one after the other, as a layout program does; gives what found no room.

        A paragraph that begins with # is a heading, centred; with = it is set flush, as is one that goes on.
        """
        size = size or self.body
        waiting, given = list(frames[1:]), list(paragraphs)
        left, top, width, height = frames[0]
        foot = top + height
        for number, paragraph in enumerate(given):
            kind, text = (paragraph[0], paragraph[1:]) if paragraph[0] in "#=" else ("", paragraph)
            rows = list(self.rows(text, size, width, 0 if kind else indent))
            for i, row in enumerate(rows):
                if top + size > foot:
                    if not waiting:
                        return ["=" + "".join(rows[i:]) if i else paragraph, *given[number + 1 :]]
                    left, top, width, height = waiting.pop(0)
                    foot = top + height
                if kind == "#":
                    self.centred(left, top, width, row, size)
                else:
                    self.row(left + (0 if kind or i else indent * size), top, row, size)
                top += self.leading * size
            top += gap
        return []

    def rows(self, text: str, size: float, width: float, indent: float) -> Iterator[str]:
        """A paragraph's rows: as much as there is room for, and no stop at the beginning of one."""
        row, room = "", width - indent * size
        for letter, after in [*pairwise(text), (text[-1], "")]:
            if (
                row
                and (
                    self.width(row + letter, size) > room + 0.01
                    or (after in NO_START and after and self.width(row + letter + after, size) > room + 0.01)
                    or (letter in NO_END and self.width(row + letter, size) + size > room + 0.01)
                )
                and letter not in NO_START
            ):
                yield row
                row, room = "", width
            row += letter
        yield row

    def bytes(self) -> bytes:
        return bytes(self.pdf.output())


def columns(
    left: float, top: float, width: float, height: float, number: int, gutter: float = 16
) -> list[Frame]:
    """Frames side by side."""
    each = (width - (number - 1) * gutter) / number
    return [(left + i * (each + gutter), top, each, height) for i in range(number)]
