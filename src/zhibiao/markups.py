r"""The text of a Markdown file: headings, paragraphs, items and rows, each a line, without the signs that mark them.

Takes the text of the file. Gives the text without its marks, and what its front matter says of it: `date: 2026-03-02` is the
day of publication, `title: …` the title. Numbers of lists stay, bullets go; cells of a table are parted by tabs.

Good: `# 青石镇**通水**了` is a line of its own, `青石镇通水了`. Rejected: nothing; any text is Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from zhibiao.errors import needs
from zhibiao.manuscripts import TEXT, Manuscript, put_together

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ \t]*\n((?:[^\n]*\n){0,60}?)---[ \t]*\n")
_FIELD = re.compile(r"^(title|date|published|pubdate)[ \t]*:[ \t]*[\"']?(.*?)[\"']?[ \t]*$", re.M | re.I)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_WIDE = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’]"
_BROKEN = re.compile(rf"(?<={_WIDE})\n(?={_WIDE})")


def read_markdown(text: str) -> Manuscript:
    r"""The text of Markdown without its marks, and the date that its front matter states.

    >>> page = read_markdown("---\ndate: 2026-03-02\n---\n# 青石镇**通水**了\n\n- 投资[3亿元](x)\n")
    >>> page.text, page.published
    ('青石镇通水了\n投资3亿元\n', '2026-03-02')
    """
    with needs("files", "Markdown files"):
        from markdown_it import MarkdownIt
    front = _FRONT.match(text)
    fields = {name.lower(): value for name, value in _FIELD.findall(front[1])} if front else {}
    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable(["table", "strikethrough"])
    lines = list(_lines(parser.parse(text[front.end() :] if front else text)))
    title = fields.get("title")
    if title and title not in [line for line, _ in lines[:5]]:
        lines.insert(0, (title, 1))
    return put_together(lines, fields.get("date") or fields.get("published") or fields.get("pubdate"))


def _lines(tokens: Sequence[Token]) -> Iterator[tuple[str, int]]:
    """The lines with their levels of heading."""
    cells: list[str] | None = None
    number, level = "", TEXT
    for token in tokens:
        if token.type == "list_item_open":
            number = f"{token.info}{token.markup} " if token.info else ""
        elif token.type in ("heading_open", "heading_close"):
            level = int(token.tag[1:]) if token.type == "heading_open" else TEXT
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            yield "\t".join(cells), TEXT
            cells = None
        elif token.type == "inline":
            text = _BROKEN.sub("", _plain(token.children or []))
            if cells is not None:
                cells.append(text.replace("\n", " "))
                continue
            yield from ((line, level) for line in (number + text).split("\n"))
            number = ""
        elif token.type in ("code_block", "fence"):
            yield from ((line, TEXT) for line in token.content.split("\n"))
        elif token.type == "html_block":
            yield from ((line, TEXT) for line in _TAG.sub("", token.content).split("\n"))


def _plain(children: Sequence[Token]) -> str:
    """Inline text without emphasis and links; a picture is its caption."""
    letters = []
    for token in children:
        if token.type in ("softbreak", "hardbreak"):
            letters.append("\n")
        elif token.type == "html_inline":
            letters.append("\n" if token.content.lower().startswith("<br") else "")
        else:
            letters.append(token.content)
    return "".join(letters)
