r"""Reading a page's text out of whatever holds it: a path, bytes, an open file, or the text itself.

Takes a `str` or `Path` that names a file, `bytes`, a file opened as text or as bytes, or a `str` that is the text.
Gives a `Source`: the text, a name to show, and the encoding it was read in. Encodings: UTF-8 and UTF-16 with or without a
byte order mark, GB18030 (国标, which holds GBK and GB2312), Big5 (大五码, of Taiwan and Hong Kong).

Line ends are read as in Python's text files: `\r\n` and a lone `\r` become `\n`. Every offset in zhibiao is into the text
as it stands after that.

Good: `read_text("page.txt")`, `read_text("全市完成投资120亿元。")`. Rejected, with a `SourceError` that says what to do: an
empty, binary or missing file, a folder, a PDF or Word file.
"""

from __future__ import annotations

import codecs
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from zhibiao.errors import SourceError

# What cannot stand in a path that anybody types, but does stand in prose: line ends and Chinese stops.
_PROSE = re.compile(r"[\n\r\u2028\u2029，。；！？、]")
_SUFFIX = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,7}$")
_LONGEST_PATH = 1024

_MARKS = (  # byte order marks; UTF-32 LE begins with that of UTF-16 LE, so it stands first
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PICTURE = ("a picture", "have its text recognised (OCR) and saved as a .txt file")
_SIGNATURES = (  # the first bytes of files that hold no plain text, what they are, and what to do
    (b"%PDF", "a PDF file", "save its text as a .txt file"),
    (b"PK\x03\x04", "a Word, Excel or zip file", "save its text as a .txt file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file", "save its text as a .txt file"),
    (b"\x1f\x8b", "a gzip file", "unpack it"),
    (b"\x89PNG", *_PICTURE),
    (b"\xff\xd8\xff", *_PICTURE),
    (b"GIF8", *_PICTURE),
)
# GB18030 first: of encodings that fit equally well it is the one that mainland newspapers use.
_CHINESE = ("gb18030", "big5", "utf-16-le", "utf-16-be")
_SAMPLE = 1 << 16


@dataclass(frozen=True, slots=True)
class Source:
    """A page as read: its `text`, a `name` to show (the file's), and the `encoding` it was in (None if given as text)."""

    text: str
    name: str
    encoding: str | None = None


def read_text(source: str | os.PathLike[str] | bytes | IO[str] | IO[bytes]) -> Source:
    r"""Read a page from a path, bytes, an open file or the text itself.

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
    if isinstance(source, bytes | bytearray | memoryview):
        return _from_bytes(bytes(source), "bytes")
    if isinstance(source, str):
        return _from_path(source) if _is_path(source) else _from_text(source, "text")
    if isinstance(source, os.PathLike):
        return _from_path(source)
    if hasattr(source, "read"):
        return _from_file(source)
    raise SourceError(f"cannot read {source!r:.40}: pass a path, bytes, an open file or the text itself")


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
    path = Path(given)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        or_text = (
            ", or pass the text itself" if isinstance(given, str) else ""
        )  # only a str may be meant as text
        raise SourceError(f"there is no file {str(path)!r}: check the path{or_text}") from None
    except IsADirectoryError:
        raise SourceError(
            f"{str(path)!r} is a folder: read one of its files, or all with read_many"
        ) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise SourceError(f"cannot open {str(path)!r}: {why}; check the path and its permissions") from None
    return _from_bytes(data, path.name)


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
    try:
        text.encode("utf8")
    except UnicodeEncodeError as error:
        raise SourceError(
            f"{name} holds half a character (a lone surrogate) at {error.start}: "
            "it was decoded wrongly; pass the file or its bytes instead"
        ) from None
    return Source(text, name, encoding)


def _from_bytes(data: bytes, name: str) -> Source:
    for signature, kind, advice in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(f"{name} is {kind}, and only text is read: {advice} first")
    encoding = _marked(data) or _unmarked(data, name)
    text = _decode(data, encoding)
    if text is None or "\0" in text:
        raise SourceError(f"{name} is not text, or is damaged: save it again as UTF-8")
    return _from_text(text, name, encoding)


def _marked(data: bytes) -> str | None:
    """The encoding that a byte order mark names."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _unmarked(data: bytes, name: str) -> str:
    """The encoding of bytes without a mark: UTF-8 if they are that, since by chance nothing else is; else the best fit."""
    if b"\0" not in data and _decode(data, "utf-8") is not None:
        return "utf-8"
    fits = {
        encoding: disorder for encoding in _CHINESE if (disorder := _disorder(data, encoding)) is not None
    }
    if not fits:
        raise SourceError(
            f"{name} is binary, or in an unknown encoding: if it is text, save it again as UTF-8"
        )
    return min(fits, key=fits.__getitem__)


def _disorder(data: bytes, encoding: str) -> float | None:
    """How little the bytes look like text in this encoding (0 best), by charset-normalizer; None if they cannot be that."""
    from charset_normalizer import from_bytes

    head = _decode(data[:_SAMPLE], encoding)
    if not head or "\0" in head:
        return None
    match = from_bytes(head.encode(encoding), cp_isolation=[encoding]).best()
    return match.chaos if match else None


def _decode(data: bytes, encoding: str) -> str | None:
    """The text, less a last character that is cut short (a file that was not copied to its end); None if it is not that."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data, final=False)
    except UnicodeDecodeError:
        return None
