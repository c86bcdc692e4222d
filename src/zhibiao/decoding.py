r"""The encoding of a text, found out from its bytes.

Takes bytes, and the encoding that the file itself declares where it does. Gives the text and the encoding's name. Encodings:
UTF-8 and UTF-16 with or without a byte order mark, GB18030 (国标, which holds GBK and GB2312), Big5 (大五码, of Taiwan and
Hong Kong).

Good: `"全市".encode("gbk")` is read as GB18030. Rejected, with a `SourceError`: bytes that are no text in any of these.
"""

from __future__ import annotations

import codecs

from zhibiao.errors import SourceError

_MARKS = (  # byte order marks; UTF-32 LE begins with that of UTF-16 LE, so it stands first
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# GB18030 first: of encodings that fit equally well it is the one that mainland newspapers use.
_CHINESE = ("gb18030", "big5", "utf-16-le", "utf-16-be")
_SAMPLE = 1 << 16


def decode(data: bytes, name: str, declared: str | None = None) -> tuple[str, str]:
    """The text of bytes, and the encoding that they are in; `name` is what to call them where they cannot be read.

    What the bytes themselves show comes before what a file declares, which often is wrong.

    >>> decode("全市".encode("gb18030"), "page.txt"), decode("全市".encode(), "page.html", declared="gb2312")
    (('全市', 'gb18030'), ('全市', 'utf-8'))
    """
    encoding = _marked(data) or _unmarked(data, name, declared)
    text = _decoded(data, encoding)
    if text is None or "\0" in text:
        raise SourceError(f"{name} is not text, or is damaged: save it again as UTF-8")
    return text, encoding


def _marked(data: bytes) -> str | None:
    """The encoding that a byte order mark names."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _unmarked(data: bytes, name: str, declared: str | None) -> str:
    """The encoding of bytes without a mark: UTF-8 if they are that, since by chance nothing else is; else the best fit."""
    if b"\0" not in data and _decoded(data, "utf-8") is not None:
        return "utf-8"
    if declared and (known := _known(declared)) and _decoded(data, known) is not None:
        return known
    fits = {
        encoding: disorder for encoding in _CHINESE if (disorder := _disorder(data, encoding)) is not None
    }
    if not fits:
        raise SourceError(
            f"{name} is binary, or in an unknown encoding: if it is text, save it again as UTF-8"
        )
    return min(fits, key=fits.__getitem__)


def _known(declared: str) -> str | None:
    """A declared encoding by Python's name for it; GB2312 and GBK are read as GB18030, which holds both."""
    try:
        name = codecs.lookup(declared).name
    except (LookupError, ValueError):
        return None
    return "gb18030" if name in ("gb2312", "gbk") else name


def _disorder(data: bytes, encoding: str) -> float | None:
    """How little the bytes look like text in this encoding (0 best), by charset-normalizer; None if they cannot be that."""
    from charset_normalizer import from_bytes

    head = _decoded(data[:_SAMPLE], encoding)
    if not head or "\0" in head:
        return None
    match = from_bytes(head.encode(encoding), cp_isolation=[encoding]).best()
    return match.chaos if match else None


def _decoded(data: bytes, encoding: str) -> str | None:
    """The text, less a last character that is cut short (a file that was not copied to its end); None if it is not that."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data, final=False)
    except (UnicodeError, LookupError):
        return None
