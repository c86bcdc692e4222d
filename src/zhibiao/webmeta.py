"""What a web page's own metadata say of it: the day of publication and the title.

Takes a page as lxml's tree, and its source. Gives what is stated, as text, or None. Read are `<meta>` tags, schema.org's
`datePublished` (as an attribute or in JSON-LD), `<time pubdate>`, a page's title that is its folio, and the comment that
Founder's system (方正) puts before an article.

Good: `<meta name="publishdate" content="2026-03-02">`. Rejected: the day of the last change, and a day in the page's address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from zhibiao.lexicon import words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FOUNDER = re.compile(r"<!--\s{0,5}enpproperty\b(.{0,4000}?)/?enpproperty-->", re.S)
_FOUNDER_DAY = re.compile(r"<date>\s{0,5}([\d\-:. T]{8,30})")
_LINKED_DAY = re.compile(r'"datePublished"\s{0,5}:\s{0,5}"([^"]{8,40})"')
# Of the paper's own page: 青江日报 2026年3月2日 第02版.
_TITLE_DAY = re.compile(r"((?:19|20)\d\d[-年]\d{1,2}[-月]\d{1,2}日?).{0,10}(?:版|星期|周[一二三四五六日])")
_SITE = re.compile(r"\s*(?:_|\||｜|—{1,2}|--| - |-(?=[\u4e00-\u9fff]{2,12}(?:网|报|政府|客户端)$)).*$")


def stated_day(tree: HtmlElement, page: str) -> str | None:
    """The day of publication as the page's metadata write it, the surest first; of several articles, that of the first."""
    return next((day.strip() for day in _days(tree, page) if sum(map(str.isdigit, day)) > 5), None)


def _days(tree: HtmlElement, page: str) -> Iterator[str]:
    stated = _stated(tree)
    for name in words("web_words", kind="day"):
        if name in stated:
            yield stated[name]
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", "") and (match := _LINKED_DAY.search(script.text or "")):
            yield match[1]
    for node in tree.xpath("//*[@itemprop='datePublished']|//time[@pubdate]"):
        yield node.get("content") or node.get("datetime") or node.text_content()
    for title in tree.iter("title"):
        if match := _TITLE_DAY.search(title.text or ""):
            yield match[1]
    for comment in _FOUNDER.findall(page):
        if match := _FOUNDER_DAY.search(comment):
            yield match[1]


def stated_title(tree: HtmlElement) -> str | None:
    """The title that a page states, without the site's name after it.

    >>> from lxml.html import document_fromstring
    >>> stated_title(document_fromstring("<title>青石镇通水了_要闻_青江网</title><p>"))
    '青石镇通水了'
    """
    stated = _stated(tree)
    titles = [stated[name] for name in words("web_words", kind="title") if name in stated]
    titles += [node.text or "" for node in tree.iter("title")]
    return next((title for text in titles if (title := _SITE.sub("", " ".join(text.split())))), None)


def _stated(tree: Any) -> dict[str, str]:
    """The page's `<meta>` tags, by their names in small letters; the first of each name."""
    stated: dict[str, str] = {}
    for tag in tree.iter("meta"):
        name = (tag.get("property") or tag.get("name") or tag.get("itemprop") or "").strip().lower()
        if name and tag.get("content", "").strip():
            stated.setdefault(name, tag.get("content").strip())
    return stated
