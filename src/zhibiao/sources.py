r"""Reading a page's text out of whatever holds it: a path, bytes, an open file, standard input, or the text itself.

Takes a `str` or `Path` that names a file (`-` is standard input), `bytes`, a file opened as text or as bytes, or a `str` that is
the text. Gives a `Source`: the text, a name to show, the encoding it was in, and what the file states apart from its text.

What kind of file it is shows in its first bytes, whatever its name ends in: a PDF, a Word document (.docx), a web page (.html,
.mhtml), Markdown (by its ending) or plain text in any encoding that `decoding` knows. A table of pages (`datafiles`) is one
page here if it has one row.

Line ends are read as in Python's text files: `\r\n` and a lone `\r` become `\n`. Every offset in zhibiao is into the text
as it stands after that.

Good: `read_text("page.txt")`, `read_text("全市完成投资120亿元。")`. Rejected, with a `SourceError` that says what to do: an
empty, binary or missing file, a folder, a picture, more text than a page or an issue holds.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO

from zhibiao.datafiles import is_datafile, read_rows
from zhibiao.decoding import decode
from zhibiao.errors import SourceError
from zhibiao.manuscripts import LONGEST, MOST_LINES, Manuscript
from zhibiao.markups import read_markdown
from zhibiao.pdfs import read_pdf
from zhibiao.webpages import is_webpage, read_webpage
from zhibiao.worddocs import read_docx

STDIN = "-"
"""What stands for standard input."""
LARGEST_FILE = 200_000_000
"""Bytes of one page's file, pictures with it."""
ENDINGS = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht", ".pdf", ".docx")
"""What the names of files end in that hold a page each."""

# What cannot stand in a path that anybody types, but does stand in prose: line ends and Chinese stops.
_PROSE = re.compile(r"[\n\r\u2028\u2029，。；！？、]")
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,7}$")
_LONGEST_PATH = 1024
_PATTERN = re.compile(r"[*?]")

_PICTURE = ("a picture", "have its text recognised (OCR) and saved as a .txt file")
_ARCHIVE = ("an archive of files", "unpack it, and read its files")
_SIGNATURES = (  # the first bytes of files that hold no page, what they are, and what to do
    (
        b"\xd0\xcf\x11\xe0",
        "an old Word or Excel file, or an encrypted one",
        "save it as .docx without a password, or as .txt",
    ),
    (b"{\\rtf", "a rich text file", "save it as .docx or .txt"),
    (b"\x1f\x8b", *_ARCHIVE),
    (b"7z\xbc\xaf", *_ARCHIVE),
    (b"Rar!", *_ARCHIVE),
    (b"\x89PNG", *_PICTURE),
    (b"\xff\xd8\xff", *_PICTURE),
    (b"GIF8", *_PICTURE),
    (b"II*\0", *_PICTURE),
    (b"MM\0*", *_PICTURE),
)
_WEB = (".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht")
_MARKED = (".md", ".markdown")
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Source:
    """A page as read: its `text`, a `name` to show (the file's), and the `encoding` it was in (None where it has none).

    `published` is the day of publication as the file states it apart from its text, `headlines` is where lines begin that it sets
    as titles, and `notes` say what could not be read of it.
    """

    text: str
    name: str
    encoding: str | None = None
    published: str | None = None
    headlines: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


Given = str | os.PathLike[str] | bytes | IO[str] | IO[bytes] | Source
"""What a page can be read from."""


def read_text(source: Given) -> Source:
    r"""Read a page from a path, bytes, an open file or the text itself; `-` is standard input.

    A `str` is a path if a file of that name exists or if it looks like one (`page.txt`); otherwise it is the text.
    Raises `SourceError` where there is nothing to read, with a message that says what to do.

    >>> read_text("全市完成投资120亿元。\r\n").text
    '全市完成投资120亿元。\n'
    >>> read_text("全市".encode("gb18030")).encoding
    'gb18030'
    >>> read_text("no-such-page.txt")
    Traceback (most recent call last):
    zhibiao.errors.SourceError: there is no file 'no-such-page.txt': check the path, or pass the text itself
    """
    if isinstance(source, Source):
        return source
    if isinstance(source, bytes | bytearray | memoryview):
        return _from_bytes(bytes(source), "bytes")
    if isinstance(source, str):
        return _from_path(source) if source == STDIN or _is_path(source) else _from_text(source, "text")
    if isinstance(source, os.PathLike):
        return _from_path(source)
    if hasattr(source, "read"):
        return _from_file(source)
    raise SourceError(f"cannot read {source!r:.40}: pass a path, bytes, an open file or the text itself")


def read_table(
    path: str | os.PathLike[str], text_column: str | None = None, date_column: str | None = None
) -> Iterator[Source | SourceError]:
    """The pages of a table, one by one, each named by the file and the number of its row; an error for one that is no page.

    Raises `SourceError` where the table cannot be read.
    """
    data, name = _content(path)
    for row in read_rows(data, name, text_column, date_column):
        called = f"{name}#{row.number}"
        try:
            page = _from_text(row.text, called)
        except SourceError as error:
            yield error
        else:
            yield Source(page.text, called, published=row.published)


def _is_path(source: str) -> bool:
    if len(source) > _LONGEST_PATH or "\0" in source:
        return False
    try:
        if source and os.path.exists(source):
            return True
    except (OSError, ValueError):
        return False
    if _PROSE.search(source):
        return False
    return bool(_SUFFIX.search(source)) or (source.isascii() and bool(source.strip()))


def _from_path(given: str | os.PathLike[str]) -> Source:
    return _from_bytes(*_content(given))


def _content(given: str | os.PathLike[str]) -> tuple[bytes, str]:
    """The bytes of a file, and its name."""
    path = Path(given)
    if str(given) == STDIN:
        return _bounded(sys.stdin.buffer.read(LARGEST_FILE + 1), "standard input"), "standard input"
    try:
        with path.open("rb") as file:
            return _bounded(file.read(LARGEST_FILE + 1), path.name), path.name
    except FileNotFoundError:
        raise SourceError(f"there is no file {str(path)!r}: {_advice(given)}") from None
    except IsADirectoryError:
        raise SourceError(
            f"{str(path)!r} is a folder: read one of its files, or all with read_many"
        ) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise SourceError(f"cannot open {str(path)!r}: {why}; check the path and its permissions") from None


def _advice(given: str | os.PathLike[str]) -> str:
    if _PATTERN.search(str(given)):
        return "read_many reads all files that fit a pattern"
    return "check the path" + (", or pass the text itself" if isinstance(given, str) else "")


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > LARGEST_FILE:
        raise SourceError(f"{name} is larger than {LARGEST_FILE // 1_000_000} MB: split it into its pages")
    return data


def _from_file(file: IO[str] | IO[bytes]) -> Source:
    name = getattr(file, "name", None)
    shown = Path(name).name if isinstance(name, str) else "file"
    try:
        content: str | bytes = file.read()
    except UnicodeDecodeError:
        raise SourceError(f"{shown} was opened in the wrong encoding: open it with mode 'rb'") from None
    except (OSError, ValueError) as error:
        raise SourceError(f"cannot read {shown}: {error}; pass a file that is open for reading") from None
    return _from_text(content, shown) if isinstance(content, str) else _from_bytes(content, shown)


def _from_text(text: str, name: str, encoding: str | None = None) -> Source:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise SourceError(f"{name} is empty: put the page's text into it")
    if len(text) > LONGEST:
        raise SourceError(f"{name} holds more than {LONGEST:,} characters: split it into its pages")
    if text.count("\n") > MOST_LINES:
        raise SourceError(f"{name} holds more than {MOST_LINES:,} lines: split it into its pages")
    try:
        text.encode("utf8")
    except UnicodeEncodeError as error:
        raise SourceError(
            f"{name} holds half a character (a lone surrogate) at {error.start}: "
            "it was decoded wrongly; pass the file or its bytes instead"
        ) from None
    return Source(text, name, encoding)


def _from_bytes(data: bytes, name: str) -> Source:
    """The page in a file's bytes, by what they show it to be."""
    for signature, kind, advice in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(f"{name} is {kind}: {advice}")
    suffix = Path(name).suffix.lower()
    if b"%PDF-" in data[:1024]:
        return _from_manuscript(read_pdf(data, name), name)
    if data.startswith(_ZIP):
        return _from_manuscript(read_docx(data, name), name)
    if is_datafile(name, data):
        return _only_row(data, name)
    if is_webpage(data) or (suffix in _WEB and data.strip()):
        return _from_manuscript(read_webpage(data, name), name)
    if not data:
        raise SourceError(f"{name} is empty: put the page's text into it")
    if suffix in (".pdf", ".docx"):
        raise SourceError(f"{name} is no {suffix[1:].upper()} file, or is damaged: save or download it again")
    text, encoding = decode(data, name)
    if suffix in _MARKED:
        return replace(_from_manuscript(read_markdown(text), name), encoding=encoding)
    return _from_text(text, name, encoding)


def _from_manuscript(found: Manuscript, name: str) -> Source:
    page = _from_text(found.text, name, found.encoding)
    return replace(page, published=found.published, headlines=found.headlines, notes=found.notes)


def _only_row(data: bytes, name: str) -> Source:
    """The page of a table that has one row."""
    rows = list(islice(read_rows(data, name), 2))
    if len(rows) != 1:
        held = "many pages" if rows else "no page"
        raise SourceError(f"{name} holds {held}, a row each: read them with read_many")
    return replace(_from_text(rows[0].text, name), published=rows[0].published)
