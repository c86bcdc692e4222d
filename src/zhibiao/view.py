"""A page and its tables as HTML: the text with each row marked in it, and a table that can be filtered.

Takes a `Page` or a frame; gives HTML that holds all it needs, asks for nothing from the network, and reads well on light and on
dark. What comes from the page is escaped. Each mark (标注) can be reached with the tab key; hover or focus shows the row's
fields. Kinds are told apart by the line under the mark as well as by its colour.

Accepted: any page, also one without an article or a row. Rejected: nothing; what stands in no article is shown at the end.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from zhibiao import wording
from zhibiao.model import Article, Passage

if TYPE_CHECKING:
    from zhibiao.page import Page

Row = Mapping[str, Any]

ELEMENTS = {"title": "h2", "heading": "h3"}
"""The elements of titles and section headings; every other part of an article is a paragraph of its own class."""

HEADS = ("kicker", "title", "subtitle", "column")
TOLD = ("period", "scope", "basis", "section", "region")
"""Fields that a mark tells besides the row's name, value and kind."""

FONT = '"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif'
LIGHT = (
    "--ink:#1a1a1a;--soft:#5c6670;--paper:#fff;--edge:#d9dde1;"
    "--level:#d6e9f6;--change:#fdebc8;--growth:#d3ede3;--ratio:#f6e0ec;--rank:#e6e6e6"
)
DARK = (
    "--ink:#e8e8e8;--soft:#aab2ba;--paper:#16191c;--edge:#3a4147;"
    "--level:#12405c;--change:#5c4308;--growth:#0c4a38;--ratio:#5a2f49;--rank:#444"
)
STYLE = f"""
.zb{{{LIGHT};color:var(--ink);background:var(--paper);max-width:46em;padding:.5em 1em;
font:15px/1.75 {FONT}}}
@media (prefers-color-scheme:dark){{.zb{{{DARK}}}}}
body[data-jp-theme-light="true"] .zb{{{LIGHT}}}
body[data-jp-theme-light="false"] .zb{{{DARK}}}
.zb article{{border-top:1px solid var(--edge);padding:.5em 0}}
.zb :is(h2,h3){{font-weight:600}}
.zb h2{{font-size:1.35em;line-height:1.4;margin:.2em 0}}
.zb h3{{font-size:1.05em;margin:1em 0 .2em}}
.zb :is(h2,h3,p){{position:relative}}
.zb p{{margin:.4em 0}}
.zb .zb-paragraph{{text-indent:2em}}
.zb :is(.zb-kicker,.zb-subtitle,.zb-column,.zb-caption,.zb-about,.zb-legend,details){{color:var(--soft);font-size:.9em}}
.zb mark{{color:inherit;border-radius:2px;padding:0 1px;border-bottom:2px solid var(--ink)}}
.zb .zb-legend mark{{color:var(--ink)}}
.zb mark[tabindex]{{cursor:help}}
.zb .zb-here{{outline:2px solid var(--ink);outline-offset:1px}}
.zb .zb-level{{background:var(--level)}}
.zb .zb-change{{background:var(--change);border-bottom-style:double;border-bottom-width:3px}}
.zb .zb-growth{{background:var(--growth);border-bottom-style:dashed}}
.zb .zb-ratio{{background:var(--ratio);border-bottom-style:dotted}}
.zb .zb-rank{{background:var(--rank);border-bottom-width:4px}}
.zb mark:focus{{outline:2px solid var(--ink);outline-offset:1px}}
.zb mark:is(:hover,:focus)::after{{content:attr(aria-label);white-space:pre-line;position:absolute;left:0;z-index:9;
margin-top:1.9em;width:max-content;max-width:min(24em,100%);text-indent:0;background:var(--paper);color:var(--ink);
border:1px solid var(--soft);border-radius:4px;padding:.4em .7em;font:400 .9rem/1.5 {FONT};box-shadow:0 2px 8px #0004}}
.zb mark:focus::after{{z-index:8}}
"""

PLAIN_STYLE = (
    f".zb-table{{border-collapse:collapse;font:13px/1.5 {FONT}}}"
    ".zb-table :is(th,td){text-align:left!important;vertical-align:top;padding:.25em .8em .25em 0;white-space:normal!important;"
    "max-width:32em!important}"
)
FILTER_STYLE = (
    f"#table_wrapper{{font:12px/1.5 {FONT};overflow-x:auto}}"
    "#table :is(th,td){text-align:left;white-space:normal}#table .dt-type-numeric{text-align:right}"
    "#table td:last-child{min-width:18em}"
    "#table thead input{width:100%;min-width:3em;box-sizing:border-box}"
)


def page_html(page: Page) -> str:
    """The page's text, article by article, each row marked at its place, with a legend and its fields on hover or focus.

    >>> from zhibiao import read
    >>> "8000万人次</mark>" in page_html(read("全市接待游客8000万人次。"))
    True
    """
    layout, rows = page.layout, _rows(page)
    honours: dict[str, list[Row]] = {}
    for row in wording.records(page.recognitions):
        honours.setdefault(row["article"] if wording.present(row["article"]) else "", []).append(row)
    articles = "".join(_article(each, rows, honours.get(each.title or "", [])) for each in layout.articles)
    outside = [page.text[block.start : block.end] for block in layout.blocks if block.article is None]
    return _standing_alone(f"{_legend(rows.rows)}{articles}{_outside(outside)}")


def row_html(page: Page, row: str) -> str:
    """The paragraph that a row was read from, with its marks, that of the row outlined; empty where the page has no such row.

    >>> from zhibiao import read
    >>> page = read("全市接待游客8000万人次，增长5%。")
    >>> "zb-here" in row_html(page, page.indicators.index[1]), row_html(page, "i99-100")
    (True, '')
    """
    rows = _rows(page)
    for passage in (passage for article in page.layout.articles for passage in article.passages):
        if any(held["id"] == row for _, _, held in _located(passage, rows)):
            return _standing_alone(_passage(passage, rows, row))
    return ""


def _standing_alone(body: str) -> str:
    return f'<div class="zb" lang="zh-CN"><style>{STYLE}</style>{body}</div>'


def _rows(page: Page) -> _Rows:
    ordered = page.indicators.reset_index().sort_values(["start", "end"], kind="stable")
    return _Rows(wording.records(ordered))


@dataclass(frozen=True, eq=False)
class Table:
    """A frame as a notebook shows it: plain, or with `filters`, to sort and to filter column by column; one without rows says so.

    `name` is the id of a table with filters: two on one page need two names.
    """

    frame: pd.DataFrame
    filters: bool = False
    name: str = "zhibiao-table"

    def __repr__(self) -> str:
        return "This page has nothing to list here." if self.frame.empty else repr(self.frame)

    def _repr_html_(self) -> str:
        if self.frame.empty:
            return "<p>This page has nothing to list here.</p>"
        return filter_html(self.frame, self.name) if self.filters else table_html(self.frame)


def table_html(frame: pd.DataFrame) -> str:
    """A frame as a plain HTML table, whole and escaped, text to the left and numbers to the right.

    >>> "<td>3亿 &lt;元&gt;</td>" in table_html(pd.DataFrame({"says": ["3亿 <元>"]}))
    True
    """
    plain = frame.reset_index()
    if frame.index.nlevels > 1:  # a group's name stands once, on its first row
        group = plain.columns[0]
        plain[group] = plain[group].where(plain[group] != plain[group].shift(), "")
    with pd.option_context("display.max_colwidth", None, "display.float_format", "{:.12g}".format):
        table = plain.to_html(index=False, border=0, na_rep="", classes="zb-table")
    return f"<style>{PLAIN_STYLE}</style>{table}"


def filter_html(frame: pd.DataFrame, name: str = "zhibiao-table") -> str:
    """A frame as an HTML table that can be sorted and filtered, all its scripts inside; plain where itables is not installed.

    Without scripts, in a notebook that is not trusted, the first rows stand there as a plain table.
    """
    try:
        from itables import to_html_datatable
    except ImportError:
        return table_html(frame)
    texts: list[str] = list(frame.select_dtypes(include="str"))
    with pd.option_context("display.float_format", "{:.12g}".format):
        table = to_html_datatable(
            frame.assign(**{column: frame[column].fillna("") for column in texts}),
            connected=False,
            table_id=name,
            column_filters="header",
            maxBytes=0,  # all rows, however many
            lengthMenu=[15, 50, 100, -1],
            classes="display compact",
            style="width:100%;table-layout:auto",
            scrollX=False,
            autoWidth=False,
            css=FILTER_STYLE.replace("#table", f"#{name}"),
        )
    return _scripts() + str(table)


@cache
def _scripts() -> str:
    """The scripts and styles of itables, whole; only they, without the message that itables adds for its own set-up cell."""
    from itables.javascript import generate_init_offline_itables_html
    from itables.utils import find_package_file

    script, end, _ = generate_init_offline_itables_html(find_package_file("html/dt_bundle.js")).partition(
        "</script>"
    )
    return str(script + end)


class _Rows:
    """A page's rows in its order, found by where they begin."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.starts = [row["start"] for row in rows]

    def between(self, first: int, last: int) -> Sequence[Row]:
        return self.rows[bisect_left(self.starts, first) : bisect_left(self.starts, last)]


def _legend(rows: Sequence[Row]) -> str:
    counts = {kind: sum(row["kind"] == kind for row in rows) for kind in wording.KINDS}
    marks = [
        f'<mark class="zb-{kind}">{wording.KINDS[kind][0]} {kind}</mark> {wording.KINDS[kind][1]} ({number})'
        for kind, number in counts.items()
        if number
    ]
    told = (
        " · ".join(marks) + ". Hover over a mark, or tab to it, for its fields."
        if marks
        else "No figure was found."
    )
    return f'<p class="zb-legend" lang="en">{told}</p>'


def _article(article: Article, rows: _Rows, honours: Sequence[Row]) -> str:
    parts = [(passage.role, _passage(passage, rows)) for passage in article.passages]
    head = "".join(part for role, part in parts if role in HEADS)
    body = "".join(part for role, part in parts if role not in HEADS)
    return f"<article>{head}{_about(article)}{body}{_won(honours)}</article>"


def _about(article: Article) -> str:
    said = ["、".join(article.authors)] if article.authors else []
    said += [f'<span lang="en">text is missing</span>: {escape(how)}' for how in article.missing]
    return f'<p class="zb-about">{" · ".join(said)}</p>' if said else ""


def _passage(passage: Passage, rows: _Rows, here: str = "") -> str:
    """One part of an article with its marks, the row `here` outlined."""
    element = ELEMENTS.get(passage.role, "p")
    done, html = 0, []
    for start, end, marked in _clusters(_located(passage, rows)):
        html += [escape(passage.text[done:start]), _mark(passage.text[start:end], marked, here)]
        done = end
    html.append(escape(passage.text[done:]))
    return f'<{element} class="zb-{passage.role}">{"".join(html)}</{element}>'


def _located(passage: Passage, rows: _Rows) -> Iterator[tuple[int, int, Row]]:
    """The rows that begin in a passage, each with its half-open span there."""
    base = 0
    for first, last in passage.pieces:
        for row in rows.between(first, last):
            start = base + row["start"] - first
            # A quote that a column's end cuts in two spans the gap on the page; here its pieces stand together.
            inside = (min(row["end"], end) - max(row["start"], begin) for begin, end in passage.pieces)
            yield start, start + sum(length for length in inside if length > 0), row
        base += last - first


def _clusters(found: Iterator[tuple[int, int, Row]]) -> Iterator[tuple[int, int, list[Row]]]:
    """Spans that overlap as one span with all their rows."""
    start = end = 0
    rows: list[Row] = []
    for first, last, row in sorted(found, key=lambda item: item[:2]):
        if rows and first >= end:
            yield start, end, rows
            rows = []
        start, end = (start, max(end, last)) if rows else (first, last)
        rows.append(row)
    if rows:
        yield start, end, rows


def _mark(text: str, rows: Sequence[Row], here: str) -> str:
    """A mark with the fields of its rows, in the one attribute that the bubble and a screen reader both read."""
    told = escape("\n\n".join(map(_fields, rows)))
    found = " zb-here" if here in [row["id"] for row in rows] else ""
    look = f"zb-{rows[0]['kind']}{found}"
    return f'<mark class="{look}" tabindex="0" role="note" aria-label="{told}">{escape(text)}</mark>'


def _fields(row: Row) -> str:
    """A row's fields, a line each: its name and value first, then what else the row holds."""
    kind = f"{wording.KINDS[row['kind']][0]} {row['kind']}" + (
        " (target)" if row["status"] == "target" else ""
    )
    more = [f"{name}: {row[name]}" for name in TOLD if wording.present(row.get(name))]
    return "\n".join([f"{wording.name(row)}: {wording.measure(row)}", kind, *more, str(row["id"])])


def _won(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    items = "".join(f"<li>{escape(_honour(row))}</li>" for row in rows)
    return f'<details><summary lang="en">{wording.count(len(rows), "honour")}</summary><ul>{items}</ul></details>'


def _honour(row: Row) -> str:
    parts = [row["recipient"], row["work"], row["detail"], row["honour"], row["granted_by"]]
    leads = f"牵头：{'、'.join(row['leads'])}" if row["leads"] else None
    return " · ".join(str(part) for part in [*parts, leads] if wording.present(part))


def _outside(texts: Sequence[str]) -> str:
    if not texts:
        return ""
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    label = f"{wording.count(len(texts), 'block')} in no article: printed twice, notices, text that no article claims"
    return f'<details><summary lang="en">{label}</summary><ul>{items}</ul></details>'
