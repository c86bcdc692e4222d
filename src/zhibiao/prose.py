r"""Prose of a notebook: Markdown made from computed figures, in which nothing that a page says becomes markup.

Takes sentences and texts of a page; gives `Prose`, which a notebook shows as a list of findings.

>>> print(points(["**3 figures** were read.", f"The first is {safe('进出口*总值*')}."]))
- **3 figures** were read.
- The first is 进出口\*总值\*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from zhibiao import wording

MARKUP = re.compile(r"([\\`*_\[\]<>#|~$])")
BOLD, ITALIC = re.compile(r"\*\*(.+?)\*\*"), re.compile(r"\*(.+?)\*")


class Prose(str):
    """Markdown: text that a notebook shows as prose."""

    def _repr_markdown_(self) -> str:
        return str(self)


def points(sentences: Iterable[str]) -> Prose:
    """A list of findings, an item for each that is not empty."""
    return Prose("\n".join(f"- {sentence}" for sentence in sentences if sentence))


def safe(text: object) -> str:
    """Text of a page inside Markdown: nothing in it becomes markup."""
    return MARKUP.sub(r"\\\1", " ".join(str(text).split()))


def titled(title: object) -> str:
    """An article's title in italics.

    >>> titled("青石镇通水了"), titled(None)
    ('*青石镇通水了*', 'one without a title')
    """
    return f"*{safe(title)}*" if wording.present(title) else "one without a title"


def stated(row: Mapping[str, Any]) -> str:
    """A row of `page.indicators` in a sentence: whose, what, and how much in bold."""
    return f"{safe(wording.name(row))}, **{safe(wording.measure(row))}**"


def items_html(prose: str) -> list[str]:
    r"""The points of a prose as HTML, for pages that are no notebooks: bold, italics and escapes are all it may hold.

    >>> items_html(points(["**2 figures** of *甲\\*乙*", "3 < 4"]))
    ['<strong>2 figures</strong> of <em>甲*乙</em>', '3 &lt; 4']
    """
    return [_html(line.removeprefix("- ")) for line in prose.splitlines()]


def _html(line: str) -> str:
    """Escaped marks wait as private characters while bold and italics are found."""
    hidden = re.sub(r"\\(.)", lambda found: chr(0xE000 + ord(found[1])), line)
    marked = ITALIC.sub(r"<em>\1</em>", BOLD.sub(r"<strong>\1</strong>", escape(hidden, quote=False)))
    return re.sub("[\ue000-\ue07f]", lambda found: escape(chr(ord(found[0]) - 0xE000), quote=False), marked)
