"""A report's HTML pages in a real Chromium: no request to the network, every glyph drawn, nothing serious for axe to find."""

from __future__ import annotations

from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from matplotlib import get_data_path

import zhibiao as zb
from zhibiao import findings
from zhibiao.report import Report, make_report
from zhibiao.running import parameters

ROOT = Path(__file__).parents[2]
LATIN = Path(get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
"""The only font of the system that the browser is given."""
PAGES = [
    "index.html",
    "marked.html",
    *(
        f"notebooks/{path.stem}.html"
        for path in sorted((ROOT / "notebooks").glob("*.ipynb"))
        if "PAGE" in parameters(path)  # a year of pages is no page's
    ),
]
SHOWN_TEXT = """
() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement, name = element.tagName;
    if (name === 'SCRIPT' || name === 'STYLE' || !element.checkVisibility()) continue;
    for (const letter of walker.currentNode.textContent) found.add(letter);
  }
  return [...found].join('');
}
"""
UNBEARABLE = ("serious", "critical")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    seed = ROOT / "seeds" / "hunan-daily-2026-02-28.txt"
    made = make_report(seed, tmp_path_factory.mktemp("report") / "报告", published="2026-02-28")
    assert not made.failed
    return made


@pytest.fixture(params=PAGES)
def opened(request: pytest.FixtureRequest, browser: Any, report: Report) -> Any:
    """A page of the report, open, with the addresses that it asked for and what its scripts complained of."""
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    page = context.new_page()
    page.asked, page.complaints = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto((report.folder / request.param).as_uri())
    page.wait_for_function("document.fonts.status === 'loaded'")
    yield page
    context.close()


def test_a_page_stands_alone_is_drawn_whole_and_can_be_used_by_all(opened: Any) -> None:
    """One test, since a notebook's page takes its time to open."""
    from axe_playwright_python.sync_playwright import Axe

    elsewhere = [url for url in opened.asked if not url.startswith(("file:", "data:", "blob:"))]
    assert elsewhere == []
    assert opened.complaints == []
    assert missing(opened) == ""
    found = Axe().run(opened).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in UNBEARABLE] == []


def test_the_table_of_a_page_can_be_filtered(browser: Any, report: Report, seed_page: zb.Page) -> None:
    from playwright.sync_api import expect

    page = browser.new_page()
    page.goto((report.folder / "notebooks" / "02_what_it_measures.html").as_uri())
    table = page.locator("#zhibiao-table")
    rows = table.locator("tbody tr")
    every = rows.count()
    column = list(findings.overview(seed_page.indicators)).index("subject") + 1  # after the id
    table.locator("thead input").nth(column).fill("建行")
    page.keyboard.press("Enter")
    expect(rows.first).to_contain_text("建行")
    assert 2 < rows.count() < every
    assert all("建行" in text for text in rows.all_inner_texts())
    page.close()


def test_a_mark_tells_its_fields_to_mouse_and_keyboard(browser: Any, report: Report) -> None:
    page = browser.new_page()
    page.goto((report.folder / "marked.html").as_uri())
    page.keyboard.press("Tab")
    focused = page.locator("mark:focus")
    assert bubble(focused) == focused.get_attribute("aria-label")
    other = page.locator("mark[tabindex]").nth(5)
    assert bubble(other) is None
    other.hover()
    assert bubble(other) == other.get_attribute("aria-label")
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_can_be_read_in_both_themes(browser: Any, report: Report, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto((report.folder / "marked.html").as_uri())
    found = Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
    assert found == []
    context.close()


def bubble(mark: Any) -> str | None:
    """What stands in a mark's bubble, None where it has none."""
    content = mark.evaluate("element => getComputedStyle(element, '::after').content")
    return None if content == "none" else content.strip('"').replace("\\a ", "\n").replace("\\n", "\n")


def missing(page: Any) -> str:
    """The characters that are shown, and that neither the page's own font nor the system's only one holds."""
    text = page.content()
    carried = text.partition("data:font/woff;base64,")[2].partition(")")[0]
    held = set(TTFont(BytesIO(b64decode(carried))).getBestCmap()) | set(TTFont(LATIN).getBestCmap())
    return "".join(
        sorted(
            letter for letter in page.evaluate(SHOWN_TEXT) if not letter.isspace() and ord(letter) not in held
        )
    )
