"""The text of a PDF: a newspaper page or a printed document, in the order in which it is read.

Takes the bytes of a PDF and the name to show. Gives its text, a paragraph or headline a line. PDFium
says which glyph stands where; `columns` finds out in which order they are read.

Good: a page set in columns, its letters in any font that says which characters they are; a scan that has been through OCR.
Rejected, with a `SourceError` that says what to do: a scan without text, an encrypted or damaged file, a font without
characters.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from itertools import islice
from math import cos, hypot, pi, sin
from threading import Lock
from typing import TYPE_CHECKING, Any

from zhibiao.errors import SourceError, needs
from zhibiao.glyphs import Box, Glyph, Sheet
from zhibiao.manuscripts import LONGEST, Manuscript, put_together
from zhibiao.paragraphs import read_sheets

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

MOST_SHAPES = 2_000
"""How many of a page's drawn shapes are looked at; a drawing of more, a map, parts no text."""

_ONE_AT_A_TIME = Lock()  # PDFium may not be called from two threads at once
_UPRIGHT = 0.05  # radians; glyphs turned further, a seal or a watermark, are no running text
_UNREADABLE = 0.3  # of the glyphs: with more that are no characters, the text is of no use
_SMALLEST = 1.0  # points: smaller type is not there to be read
_THIN = 3.0  # points: a drawn shape no higher is a rule


def read_pdf(data: bytes, name: str) -> Manuscript:
    """The text of a PDF in reading order, a paragraph or headline a line.

    Raises `SourceError` where there is none, and where the extra `files` is not installed.

    >>> read_pdf(b"%PDF-1.7 cut short", "page.pdf")
    Traceback (most recent call last):
    zhibiao.errors.SourceError: page.pdf is a damaged PDF file: save or download it again
    """
    with needs("files", "PDF files"):
        import pypdfium2
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _refused(error, data, name) from None
        try:
            sheets = _sheets(document, name)
        except pypdfium2.PdfiumError:
            raise SourceError(f"{name} is a damaged PDF file: save or download it again") from None
        finally:
            document.close()
    return _read(sheets, name)


def _refused(error: Exception, data: bytes, name: str) -> SourceError:
    import pypdfium2.raw as pdfium

    # PDFium keeps the error of an earlier document where it has none of its own for this one.
    if b"/Encrypt" in data and getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
        return SourceError(f"{name} is encrypted: open it with its password and save it without one")
    return SourceError(f"{name} is a damaged PDF file: save or download it again")


def _sheets(document: PdfDocument, name: str) -> list[Sheet]:
    sheets: list[Sheet] = []
    glyphs = 0
    for number in range(len(document)):
        page = document[number]
        sheets.append(_sheet(page))
        page.close()
        glyphs += len(sheets[-1].glyphs)
        if glyphs > LONGEST:
            raise SourceError(f"{name} holds more than {LONGEST:,} characters: split it into its pages")
    return sheets


def _read(sheets: list[Sheet], name: str) -> Manuscript:
    glyphs = sum(len(sheet.glyphs) for sheet in sheets)
    unreadable = sum(sheet.unreadable for sheet in sheets)
    if unreadable > _UNREADABLE * (glyphs + unreadable):
        raise SourceError(
            f"{name} does not say which characters its letters are: have its text recognised (OCR) and read that"
        )
    if not glyphs:
        raise SourceError(
            f"{name} holds no text, only pictures of it: have its text recognised (OCR) and read that"
        )
    empty = [str(number) for number, sheet in enumerate(sheets, 1) if not sheet.glyphs]
    notes = []
    if empty:
        notes.append(
            f"Of the {len(sheets)} pages of the PDF, {', '.join(empty)} held no text and were left out."
        )
    if unreadable:
        notes.append(
            f"The PDF does not say which characters {unreadable} of its letters are: they are missing."
        )
    return put_together(read_sheets(sheets), notes=tuple(notes))


# ---- what PDFium knows of a page ----------------------------------------------------------------------------------


def _sheet(page: PdfPage) -> Sheet:
    """A page as drawn, measured in points from its upper left corner as it is looked at."""
    text = page.get_textpage()
    try:
        placed = _Placing(page)
        glyphs = list(_glyphs(text, placed))
    finally:
        text.close()
    known = tuple(glyph for glyph in glyphs if glyph.text)
    unreadable = len(glyphs) - len(known)
    return Sheet(placed.width, placed.height, known, unreadable=unreadable, **_drawn(page, placed))


class _Placing:
    """Where a point of the PDF stands on the page as it is looked at: the PDF counts upwards, and may be turned."""

    def __init__(self, page: PdfPage) -> None:
        self.left, self.bottom, right, top = page.get_bbox()
        self.turns = page.get_rotation() // 90 % 4
        across, up = right - self.left, top - self.bottom
        self.width, self.height = (up, across) if self.turns % 2 else (across, up)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point is seen: from the left, and from the top."""
        x, y = x - self.left, y - self.bottom
        places = (x, self.height - y), (y, x), (self.width - x, y), (self.width - y, self.height - x)
        return places[self.turns]

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Where a rectangle is seen."""
        (x1, y1), (x2, y2) = self.point(left, bottom), self.point(right, top)
        return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

    def shows(self, glyph: Glyph) -> bool:
        """Whether a glyph can be seen, and is not beyond the page's edge."""
        return bool(0 <= glyph.left <= self.width and 0 <= glyph.baseline <= self.height + glyph.size)


def _glyphs(text: PdfTextPage, placed: _Placing) -> Iterator[Glyph]:
    """The upright glyphs of a page in the order in which they were drawn; one of unknown character has no text."""
    import pypdfium2.raw as pdfium

    raw, fonts = text.raw, _Fonts()
    matrix, box, x, y = pdfium.FS_MATRIX(), pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for i in range(text.count_chars()):
        letter = _letter(pdfium.FPDFText_GetUnicode(raw, i))
        if letter is None or pdfium.FPDFText_IsGenerated(raw, i) == 1:
            continue  # what PDFium put in, a space or line end, `glyphs` sees for itself
        turned = pdfium.FPDFText_GetCharAngle(raw, i) + placed.turns * pi / 2
        if abs(sin(turned)) > _UPRIGHT or cos(turned) < 0:
            continue
        pdfium.FPDFText_GetLooseCharBox(raw, i, box)
        pdfium.FPDFText_GetCharOrigin(raw, i, x, y)
        pdfium.FPDFText_GetMatrix(raw, i, matrix)
        place, (left, baseline) = placed.box(*_corners(box)), placed.point(x.value, y.value)
        scale = pdfium.FPDFText_GetFontSize(raw, i)
        size, wide = scale * hypot(matrix.c, matrix.d), scale * hypot(matrix.a, matrix.b)
        # A Chinese character fills its em; the box that PDFium gives is sometimes that of the ink.
        fills = letter and unicodedata.east_asian_width(letter) == "W"
        right = left + wide if fills else max(left, place.right)
        unknown = pdfium.FPDFText_HasUnicodeMapError(raw, i) == 1
        font = fonts.number(pdfium.FPDFText_GetTextObject(raw, i))
        glyph = Glyph("" if unknown else letter, left, right, baseline, round(size, 2), font)
        if size > _SMALLEST and placed.shows(glyph):
            yield glyph


def _corners(box: Any) -> tuple[float, float, float, float]:
    return box.left, box.bottom, box.right, box.top


def _letter(point: int) -> str | None:
    """The character of a code point, "" where it says none, None where it is no letter at all."""
    if point in (0, 0xFFFD, 0xFFFE, 0xFFFF) or 0xE000 <= point < 0xF900 or 0xD800 <= point < 0xE000:
        return ""
    letter = chr(point)
    if letter.isspace():
        return None if letter in "\r\n\v\f" else letter if letter == "\u3000" else " "
    return None if unicodedata.category(letter) in ("Cc", "Cf", "Cn") else letter


class _Fonts:
    """Fonts by number, so that two glyphs can be said to be of one font or not."""

    def __init__(self) -> None:
        self.numbers: dict[int | None, int] = {}
        self.last: tuple[int | None, int] = (None, 0)

    def number(self, text_object: Any) -> int:
        """The number of the font of a text object."""
        import pypdfium2.raw as pdfium

        address = ctypes.cast(text_object, ctypes.c_void_p).value
        if address != self.last[0]:
            font = pdfium.FPDFTextObj_GetFont(text_object)
            key = ctypes.cast(font, ctypes.c_void_p).value
            self.last = address, self.numbers.setdefault(key, len(self.numbers))
        return self.last[1]


def _drawn(page: PdfPage, placed: _Placing) -> dict[str, tuple[Box, ...]]:
    """The rules, frames and pictures that are drawn on a page."""
    import pypdfium2.raw as pdfium

    shapes: list[Box] = []
    pictures: list[Box] = []
    wanted = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE]
    for drawn in islice(page.get_objects(filter=wanted, max_depth=1), MOST_SHAPES):
        kind = shapes if drawn.type == pdfium.FPDF_PAGEOBJ_PATH else pictures
        kind.append(placed.box(*drawn.get_bounds()))
    rules = tuple(box for box in shapes if box.height <= _THIN < box.width)
    frames = tuple(box for box in shapes if box.height > _THIN and box.width > _THIN)
    return {"rules": rules, "frames": frames, "pictures": tuple(pictures)}
