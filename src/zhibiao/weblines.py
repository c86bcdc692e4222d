"""The lines of an article, or of several, in a web page.

Takes a page as lxml's tree. Gives its lines: titles, bylines, captions, paragraphs, each as it is shown.

Left out are scripts, what is hidden, menus, lists of links, shares and comments, a site's imprint: what an element's name, class
or role says it is, unless most of the page is in it; lines that are mostly links; and lines that a site prints around its
articles (`lexicon/web_words.tsv`). The rest is read in the page's order, so that several articles in one file all are. Cells of a
table of figures are parted by tabs; a table that only arranges the page is read cell by cell.

Good: `<p>青石镇<b>通水</b>了` is one line. Rejected: `<a>首页</a> <a>要闻</a>`, a menu, on a page that has any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from zhibiao.lexicon import alternation, words
from zhibiao.manuscripts import TEXT

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "menu"))
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none", re.I)
_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_WIDE = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’—…]"
_WRAPPED = re.compile(rf"(?<={_WIDE})[ \t]*[\r\n]\s*(?={_WIDE})")
_BLANK = re.compile(r"[ \t\r\n\f\xa0\u200b\ufeff]+")
_LINKS = 0.6  # of a line's characters: a line with more of them in links is a menu
_MOSTLY = 0.5  # of a page's text: an element that holds more is no furniture, whatever it is called
_SHORT_CELL = 40  # characters; a table with longer cells arranges a page
_SHORT_LINE = 80  # characters; a longer line is no line of a site
_STOP = re.compile(r"[。！？；]")
_DAY = r"(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}"


class _Line(NamedTuple):
    text: str
    linked: int  # characters of it that are links
    tag: str


def find_lines(tree: HtmlElement) -> list[tuple[str, int]]:
    """The lines of a page's articles in their order, with their levels of heading; those of its links where it has no others."""
    lines = list(_walk(tree))
    kept = [line for line in lines if line.tag == "h1" or line.linked <= _LINKS * len(line.text)]
    parts = [
        (part, _level(line.tag))
        for line in kept
        for part in ([line.text] if line.tag == "tr" else _parted(_site_words().sub("", line.text)))
        if not _is_site_line(part)
    ]
    return parts or [(line.text, TEXT) for line in lines]


def _level(tag: str) -> int:
    """The level of heading that an element is: 1 to 6; a title of Founder's system (方正) is of the first."""
    if tag == "founder-title":
        return 1
    return int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else TEXT


# ---- the lines as shown -------------------------------------------------------------------------------------------


def _walk(tree: HtmlElement) -> Iterator[_Line]:
    """Every line of a page, apart from those in its furniture."""
    from lxml.etree import iterwalk

    half = _MOSTLY * len(tree.text_content())
    line = _Writer()
    walk: Any = iterwalk(tree, events=("start", "end", "comment"))
    for event, node in walk:
        if event == "start" and _is_left_out(node, half):
            walk.skip_subtree()
        elif event == "start" and node.tag == "table" and (rows := _figures(node)):
            yield from line.taken()
            yield from (_Line(row, 0, "tr") for row in rows)
            walk.skip_subtree()
        elif event == "start":
            if node.tag in _tags("block"):
                yield from line.taken("br" if node.tag == "br" else "")
            line.open(node)
        if event != "start":
            if event == "end" and node.tag in _tags("block") and node.tag != "br":
                yield from line.taken()
            line.close(node)
    yield from line.taken()


class _Writer:
    """The line being written: its text, how much of it is link, and the last line of the same block, ended by a break."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.links = 0
        self.linked = 0
        self.tag = ""
        self.held: _Line | None = None

    def open(self, node: Any) -> None:
        """Write what stands at the beginning of an element."""
        self.tag = node.tag if node.tag in _tags("block") else self.tag
        self.links += node.tag == "a"
        self.write(node.text)

    def close(self, node: Any) -> None:
        """Write what stands after an element."""
        self.links -= node.tag == "a"
        self.write(node.tail)

    def write(self, text: str | None) -> None:
        """Write text."""
        if text:
            self.text.append(text)
            self.linked += len("".join(text.split())) if self.links > 0 else 0

    def taken(self, by: str = "") -> Iterator[_Line]:
        """The line that ends here; a photographer's credit after a break goes with the caption above it."""
        text = _BLANK.sub(" ", _WRAPPED.sub("", "".join(self.text))).strip(" \u3000")
        line = _Line(text, self.linked, self.tag) if text else None
        self.text, self.linked = [], 0
        if line and self.held and _credit().search(line.text) and len(line.text) < 30:
            line = _Line(f"{self.held.text} {line.text}", self.held.linked + line.linked, line.tag)
            self.held = None
        if self.held:
            yield self.held
        self.held = line if by == "br" else None
        if line and by != "br":
            yield line


@cache
def _credit() -> re.Pattern[str]:
    return re.compile(alternation(words("bylines", role="photographer")) + r"[）)]?$")


def _is_left_out(node: Any, half: float) -> bool:
    if node.tag in _tags("never") or "hidden" in node.attrib or _HIDDEN.search(node.get("style", "")):
        return True
    named = (
        node.tag in _tags("furniture")
        or node.get("role") in _ROLES
        or not _classes().isdisjoint(
            name.lower() for name in _NAME.findall(f"{node.get('class', '')} {node.get('id', '')}"[:300])
        )
    )
    return named and len(node.text_content()) <= half


@cache
def _tags(kind: str) -> frozenset[str]:
    return frozenset(words("html_tags", kind=kind))


@cache
def _classes() -> frozenset[str]:
    return frozenset(words("web_words", kind="class"))


def _figures(table: Any) -> list[str]:
    """The rows of a table of figures; none of a table that arranges a page."""
    if table.find(".//table") is not None:
        return []
    rows = [
        [" ".join(cell.text_content().split()) for cell in row if cell.tag in ("td", "th")]
        for row in table.iter("tr")
    ]
    cells = [cell for row in rows for cell in row]
    several = sum(len(row) > 1 for row in rows)
    if len(rows) < 2 or several < len(rows) / 2 or any(len(cell) > _SHORT_CELL for cell in cells):
        return []
    return ["\t".join(row) for row in rows if any(row)]


# ---- lines of the site --------------------------------------------------------------------------------------------


def _parted(line: str) -> list[str]:
    """The line beneath a title in its parts: day, source, writer; any other line as it is.

    >>> _parted("2026-03-02 08:30 来源：青江日报 | 作者：田一禾"), _parted("青石镇通水了")
    (['2026-03-02 08:30', '来源：青江日报', '作者：田一禾'], ['青石镇通水了'])
    """
    if len(line) > 2 * _SHORT_LINE or _STOP.search(line) or not _label().search(line):
        return [line]
    ends = sorted({0, len(line), *(match.start() for match in _label().finditer(line))})
    parts = (line[start:end].strip(" |｜·\u3000") for start, end in pairwise(ends))
    return [part for part in parts if part]


@cache
def _label() -> re.Pattern[str]:
    labels = alternation((*words("web_words", kind="label"), *words("web_words", kind="begin")))
    return re.compile(rf"(?<![^\s|｜])(?:{labels}\s?[：:]|{_DAY})|《[^《》]{{2,12}}》\s?[（(]\s?{_DAY}")


def _is_site_line(line: str) -> bool:
    """Whether a site prints a line around its articles.

    >>> _is_site_line("当前位置：首页 > 经济"), _is_site_line("上一篇 下一篇"), _is_site_line("青石镇通水了")
    (True, True, False)
    """
    if len(line) > _SHORT_LINE or "。" in line:
        return False
    return bool(_site_line().match(line) or _mark().search(line))


@cache
def _site_line() -> re.Pattern[str]:
    whole, begin = (alternation(words("web_words", kind=kind)) for kind in ("line", "begin"))
    between = r"[\s|｜/>»·：:【】\[\]]*"
    return re.compile(rf"{between}(?:(?:{whole}{between})+$|{begin}(?=[：:\s>】\]\d蓝]|$))")


@cache
def _site_words() -> re.Pattern[str]:
    """Words of a site at the end of a line: 2026年3月2日 星期一 上一版 下一版."""
    return re.compile(rf"(?:[\s|｜/]{{1,5}}{alternation(words('web_words', kind='line'))})+$")


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(alternation(words("web_words", kind="mark")), re.I)
