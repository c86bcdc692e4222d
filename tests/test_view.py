"""The marked page and the table as HTML: each row at its place, escaped, standing alone. All pages are invented."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pandas as pd
import pytest

import zhibiao as zb
from zhibiao import findings, view, wording

PAGE = """青江市去年外贸增势良好

林一帆

2025年，青江市进出口总值达到320.5亿元，同比增长12.6%，居全省第二。其中民营企业进

出口增长8.1%。

公益广告

节约用水
"""


class Reader(HTMLParser):
    """The marks of a page with their fields, its text outside the style, and whether every element was closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.marks: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.open: list[str] = []
        self.fetched: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.open.append(tag)
        self.fetched += [given[name] for name in ("src", "href") if name in given]
        if tag == "mark" and "aria-label" in given:
            self.marks.append(("", given))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        self.text += data
        if self.open[-1:] == ["mark"] and self.marks and not self.marks[-1][0]:
            self.marks[-1] = (data, self.marks[-1][1])


@pytest.fixture(scope="module")
def page() -> zb.Page:
    return zb.read(PAGE, published="2026-01-20")


@pytest.fixture(scope="module")
def reader(page: zb.Page) -> Reader:
    return Reader(view.page_html(page))


def test_each_row_is_marked_at_its_place(page: zb.Page, reader: Reader) -> None:
    assert [text for text, _ in reader.marks] == page.indicators["quote"].drop_duplicates().tolist()


def test_a_mark_tells_its_fields_to_hover_and_keyboard(page: zb.Page, reader: Reader) -> None:
    text, fields = reader.marks[0]
    row = page.indicators.iloc[0]
    assert text == "320.5亿元"
    assert fields["tabindex"] == "0"
    assert fields["class"] == "zb-level"
    assert fields["aria-label"].splitlines()[0] == f"{wording.name(dict(row))}: 320.5亿元"
    assert str(page.indicators.index[0]) in fields["aria-label"]


def test_the_legend_counts_the_kinds(page: zb.Page, reader: Reader) -> None:
    for kind, number in page.indicators["kind"].value_counts().items():
        assert re.search(rf"{kind} [^()]*\({number}\)", reader.text)


def test_the_text_is_put_back_together(reader: Reader) -> None:
    assert "其中民营企业进出口增长8.1%。" in reader.text
    assert "林一帆" in reader.text
    assert "节约用水" in reader.text.partition("in no article")[2]


def test_it_stands_alone_and_is_well_formed(reader: Reader) -> None:
    assert reader.open == []
    assert reader.fetched == []


def test_it_has_colours_for_light_and_dark(page: zb.Page) -> None:
    html = view.page_html(page)
    assert "prefers-color-scheme:dark" in html
    assert 'data-jp-theme-light="false"' in html


@pytest.mark.filterwarnings("ignore:.*Only Chinese")
def test_what_the_page_says_is_escaped() -> None:
    nasty = '<script>alert(1)</script>"青江市"投资3亿元&amp;增长5%。<img src=x onerror=y>'
    html = view.page_html(zb.read(nasty))
    assert "<script" not in html
    assert "<img" not in html
    assert "<script>alert(1)</script>" in Reader(html).text


@pytest.mark.parametrize("text", ["没有数字的一页。", "，。", "共3", "公益广告\n节约用水"])
def test_any_page_can_be_shown(text: str) -> None:
    assert Reader(view.page_html(zb.read(text))).open == []


def test_every_row_of_the_seed_page_is_marked(seed_page: zb.Page) -> None:
    told = "\n".join(fields["aria-label"] for _, fields in Reader(view.page_html(seed_page)).marks)
    assert set(told.split()) >= set(seed_page.indicators.index)


def test_rows_of_one_span_share_a_mark() -> None:
    page = zb.read("青江市刑事案件、治安案件同比下降明显。", published="2026-01-20")
    marks = Reader(view.page_html(page)).marks
    assert len(page.indicators) > len(marks) == 1
    assert marks[0][1]["aria-label"].count("growth") == len(page.indicators)


def test_the_notebook_shows_the_marked_page(page: zb.Page) -> None:
    assert page._repr_html_() == view.page_html(page)


# ---- the table ----


@pytest.mark.parametrize("filters", [True, False])
def test_a_table_without_rows_says_so(filters: bool) -> None:
    shown = view.Table(pd.DataFrame({"says": []}), filters)
    assert shown._repr_html_() == "<p>This page has nothing to list here.</p>"
    assert repr(shown) == "This page has nothing to list here."


def test_the_table_holds_every_row_and_asks_for_nothing(page: zb.Page) -> None:
    html = view.filter_html(findings.overview(page.indicators))
    for quote in ("320.5亿元", "+12.6%", "第2"):
        assert quote in html
    assert not re.search(r"""(?:src|href)=["']?https?://[^"']*\.(?:js|css)""", html)


def test_the_table_is_the_same_each_time(page: zb.Page) -> None:
    rows = findings.overview(page.indicators)
    assert view.filter_html(rows) == view.filter_html(rows)


@pytest.mark.parametrize("draw", [view.table_html, view.filter_html])
def test_tables_escape(draw: Callable[[pd.DataFrame], str]) -> None:
    assert "<b>3亿</b>" not in draw(pd.DataFrame({"sentence": ["<b>3亿</b>"]}))


def test_without_itables_the_table_is_plain(page: zb.Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "itables", None)
    html = view.filter_html(findings.overview(page.indicators))
    assert "<table" in html and "<script" not in html
    assert "320.5亿元" in html


def test_a_quote_that_a_column_cuts_in_two_is_one_mark() -> None:
    page = zb.read(
        "青江市去年外贸增势良好\n\n2025年，青江市进出口总值达到320.\n\n5亿元，居全省第二。",
        published="2026-01-20",
    )
    texts = [text for text, _ in Reader(view.page_html(page)).marks]
    assert texts == ["320.5亿元", "第二"]
