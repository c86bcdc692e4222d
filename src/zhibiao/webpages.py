r"""The text of a saved web page: an e-paper's page or article, a news article, a government's notice.

Takes the bytes of an HTML page, or of a page saved with all its parts (.mhtml), and the name to show. Gives its text, titles,
bylines, captions and paragraphs a line each, and the day of publication that its metadata state.

Good: `<h1>青石镇通水了</h1><p>水来了。`. Rejected, with a `SourceError`: a page without text, one that a script would fill.
"""

from __future__ import annotations

import re

from zhibiao.decoding import decode
from zhibiao.errors import SourceError, needs
from zhibiao.manuscripts import Manuscript, put_together
from zhibiao.weblines import find_lines
from zhibiao.webmeta import stated_day, stated_title

LARGEST = 10_000_000
"""Bytes of HTML, pictures inside it apart: as long as one text in it may be for libxml2."""

_INLINE_DATA = re.compile(rb"data:[a-z]{1,20}/[^\"'\s)>]{200,}")
_CHARSET = re.compile(
    rb"charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{1,40})|^<\?xml[^>]{0,80}encoding=[\"']([\w.:-]{1,40})",
    re.I,
)
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.I | re.S,
)
_SENTENCE = re.compile(r"[，。；！？]")


def is_webpage(data: bytes) -> bool:
    """Whether bytes are HTML or a page saved with all its parts.

    >>> is_webpage(b"<!DOCTYPE html><p>"), is_webpage("增长<12%".encode())
    (True, False)
    """
    head = data[:4000].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"")  # UTF-16 too
    return bool(_HTML.match(head)) or _is_archive(data)


def _is_archive(data: bytes) -> bool:
    head = data[:4000].lower()
    return b"mime-version:" in head and b"multipart/related" in head


def read_webpage(data: bytes, name: str) -> Manuscript:
    r"""The text of a saved web page.

    Raises `SourceError` where there is none, and where the extra `files` is not installed.

    >>> read_webpage("<h1>青石镇通水了</h1><p>水来了。<script>var a</script>".encode(), "page.html").text
    '青石镇通水了\n水来了。\n'
    """
    with needs("files", "HTML pages"):
        from lxml import etree, html
    page, encoding = _decoded(data, name)
    parser = html.HTMLParser(encoding="utf-8", remove_pis=True)
    try:
        tree = html.document_fromstring(page.encode(errors="replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        raise _no_text(name) from None
    lines = find_lines(tree)
    title = stated_title(tree)
    if title and (not lines or _SENTENCE.search(lines[0][0])) and not any(title in line for line, _ in lines):
        lines.insert(0, (title, 1))
    if not lines:
        raise _no_text(name)
    return put_together(lines, stated_day(tree, page), encoding)


def _no_text(name: str) -> SourceError:
    return SourceError(f"{name} is a web page without text: save it again once it is shown whole")


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    """The HTML of a page, without the pictures that it holds, and its encoding."""
    declared = None
    if _is_archive(data):
        data, declared = _unpacked(data, name)
    data = _INLINE_DATA.sub(b"", data)
    if len(data) > LARGEST:
        raise SourceError(f"{name} holds more HTML than a page does: save the article alone, or its text")
    found = _CHARSET.search(data[:4000])
    declared = declared or (found[1] or found[2] if found else b"").decode("ascii")
    try:
        return decode(data, name, declared)
    except SourceError:
        if b"\0" in data or not declared:
            raise
    try:  # as a browser does: a few damaged bytes are shown as such
        return data.decode(declared, errors="replace"), declared
    except LookupError:
        raise SourceError(f"{name} is in an unknown encoding: save the page again as UTF-8") from None


def _unpacked(data: bytes, name: str) -> tuple[bytes, str | None]:
    """The first HTML page in one that was saved with all its parts, and its encoding."""
    from email import message_from_bytes

    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return content, part.get_content_charset()
    raise _no_text(name)
