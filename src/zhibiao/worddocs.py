"""The text of a Word document (.docx): paragraphs, headings, tables and text boxes in their order, each a line.

Takes the bytes of a document and the name to show. Gives its text. What was deleted with changes tracked is left out, what
was inserted is read. Cells of a table are parted by tabs. The day in a document's properties is when it was made or saved,
often from an older one, and says nothing of publication: it is not read.

Good: a page typed in Word or WPS. Rejected, with a `SourceError` that says what to do: an old .doc, a spreadsheet, a damaged
or encrypted file, one that unpacks to far more than a document holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from zhibiao.errors import SourceError, needs
from zhibiao.manuscripts import TEXT, Manuscript, put_together

if TYPE_CHECKING:
    from docx.document import Document

LARGEST, LARGEST_PART = 200_000_000, 30_000_000
"""Bytes that a document, and its text or any other part in XML, may unpack to: more is a zip bomb."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COPY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # a text box once more, for old programs
_SKIPPED = {_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText", _W + "rPr", _W + "pPr", _COPY}
_SPACES = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_DEEPEST = 60  # tables within tables and boxes within boxes


def read_docx(data: bytes, name: str) -> Manuscript:
    """The text of a Word document.

    Raises `SourceError` where there is none, and where the extra `files` is not installed.

    >>> read_docx(b"PK cut short", "page.docx")
    Traceback (most recent call last):
    zhibiao.errors.SourceError: page.docx is a damaged Word document: save or download it again
    """
    with needs("files", "Word documents"):
        import docx
        from lxml.etree import LxmlError
    damaged = SourceError(f"{name} is a damaged Word document: save or download it again")
    try:
        _check_size(data, name)
        document = docx.Document(BytesIO(data))
        return put_together(_lines(document))
    except SourceError:
        raise
    except (BadZipFile, LxmlError, KeyError, ValueError, OSError, EOFError, AttributeError) as error:
        if "spreadsheet" in str(error) or "presentation" in str(error):
            raise SourceError(f"{name} is no Word document: save its text as .docx or .txt") from None
        raise damaged from None
    except Exception as error:
        # python-docx names what it misses in a package by classes of its own, some of them plain Exceptions.
        if type(error).__module__.partition(".")[0] in ("docx", "zlib", "zipfile"):
            raise damaged from None
        raise


def _check_size(data: bytes, name: str) -> None:
    with ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise SourceError(f"{name} is encrypted: open it with its password and save it without one")
    xml = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    if xml > LARGEST_PART or sum(part.file_size for part in parts) > LARGEST or len(parts) > 10_000:
        raise SourceError(f"{name} unpacks to more than a document holds: copy its text into a new one")


def _lines(document: Document) -> Iterator[tuple[str, int]]:
    """The lines of a document with their levels: the heads of its pages once, then its body."""
    seen: set[str] = set()
    for section in document.sections:
        for line, _ in _block_lines(section.header._element, {}, 0):
            if line.strip() and line not in seen:
                seen.add(line)
                yield line, TEXT
    yield from _block_lines(document.element.body, _levels(document), 0)


def _levels(document: Document) -> dict[str, int]:
    """The levels of headings that styles stand for, by their ids."""
    levels = {"title": 1, **{f"heading {level}": level for level in range(1, 7)}}
    names = ((style.style_id, (style.name or "").lower()) for style in document.styles)
    return {style: levels[name] for style, name in names if name in levels}


def _block_lines(block: Any, levels: dict[str, int], depth: int) -> Iterator[tuple[str, int]]:
    """The lines of whatever holds paragraphs and tables: a body, a cell, a text box, a field to fill in."""
    for child in block if depth < _DEEPEST else ():
        if child.tag == _W + "p":
            style = child.find(f"{_W}pPr/{_W}pStyle")
            level = levels.get(style.get(_W + "val"), TEXT) if style is not None else TEXT
            yield from ((line, level) for line in _paragraph(child).split("\n"))
            for box in child.iter(_W + "txbxContent"):
                if not any(above.tag == _COPY for above in box.iterancestors()):
                    yield from _block_lines(box, levels, depth + 1)
        elif child.tag == _W + "tbl":
            yield from _rows(child, levels, depth)
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml"):
            yield from _block_lines(child, levels, depth + 1)


def _rows(table: Any, levels: dict[str, int], depth: int) -> Iterator[tuple[str, int]]:
    """A table's rows, cells parted by tabs; a table of one column only frames its text."""
    for row in table.iter(_W + "tr"):
        if next(row.iterancestors(_W + "tbl")) is not table:
            continue
        cells = [list(_block_lines(cell, levels, depth + 1)) for cell in row.iterchildren(_W + "tc")]
        if len(cells) == 1:
            yield from cells[0]
        else:
            texts = ("".join(line for line, _ in lines).replace("\t", " ").strip() for lines in cells)
            yield "\t".join(texts), TEXT


def _paragraph(paragraph: Any) -> str:
    """The text of a paragraph, without that of text boxes in it."""
    letters: list[str] = []
    pending = [paragraph]
    while pending:
        node = pending.pop()
        if node.tag in _SKIPPED or node.tag == _W + "txbxContent":
            continue
        if node.tag == _W + "t":
            letters.append(node.text or "")
        letters.append(_SPACES.get(node.tag, ""))
        pending += reversed(node)
    return "".join(letters)
