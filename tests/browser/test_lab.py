"""Each notebook in a real JupyterLab: run, changed to another page, run again; the explorer's filters and buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pypdfium2
import pytest
from playwright.sync_api import expect

import zhibiao as zb
from browser.labpage import Notebook

ROOT = Path(__file__).parents[2]
NAMES = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
OTHER = 'PAGE = "../data/pages/yunting-2026-01-21.txt"\nPUBLISHED = "2026-01-21"'
OTHERS = {  # a notebook about a folder of pages is run again on another measure
    "06_a_year_of_pages": 'PAGES = "../data/year"\nARCHIVE = None\nSUBJECT, INDICATOR = "云汀", "社会消费品零售总额"',
}
FOREIGN = re.compile(r"^(?!data:|blob:)(?!(?:https?|wss?)://127\.0\.0\.1[:/])")
EXPLORER = next((name for name in NAMES if name.endswith("explorer")), "")


@pytest.fixture
def page(reading_browser: Any, lab: Any) -> Iterator[Any]:
    yield from opened(reading_browser, lab)


def opened(browser: Any, lab: Any) -> Iterator[Any]:
    """An empty page that notes what it asks for; the kernels that it starts are ended after it."""
    context = browser.new_context(viewport={"width": 1300, "height": 1000})
    page = context.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    context.close()
    lab.end_kernels()


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_and_runs_again_on_another_page(name: str, page: Any, lab: Any) -> None:
    notebook = Notebook(page, lab, name)
    notebook.run_all()
    assert notebook.wrong() == []
    assert notebook.numbers() == list(range(1, notebook.cells.count() + 1))
    assert notebook.shown("li") > 0
    assert notebook.shown("img") + notebook.shown("table") > 1
    first = notebook.findings()
    notebook.write_cell(0, OTHERS.get(name, OTHER))
    notebook.run_all()
    assert notebook.wrong() == []
    assert notebook.findings() != first
    assert [url for url in page.asked if FOREIGN.match(url)] == []


@pytest.fixture(scope="module")
def ran(reading_browser: Any, lab: Any) -> Iterator[Notebook]:
    """The explorer, open and run, for all tests of it."""
    for page in opened(reading_browser, lab):
        notebook = Notebook(page, lab, EXPLORER)
        notebook.run_all()
        yield notebook


@pytest.fixture
def explorer(ran: Notebook, seed_page: zb.Page) -> Notebook:
    """The explorer with all rows of its first page."""
    ran.choose("Page", seed_page.name)
    ran.page.get_by_role("button", name="Show all rows").click()
    expect(ran.status()).to_contain_text(
        f"{len(seed_page.indicators)} of {len(seed_page.indicators)} rows of {seed_page.name}"
    )
    return ran


def test_filters_move_the_table_the_chart_and_the_sentence(explorer: Notebook, seed_page: zb.Page) -> None:
    rows = seed_page.indicators[seed_page.indicators["kind"] == "growth"]
    explorer.choose("Kind", "growth")
    expect(explorer.status()).to_contain_text(f"{len(rows)} of {len(seed_page.indicators)} rows")
    expect(explorer.picture()).to_have_attribute("alt", re.compile("change in %"))
    table = explorer.page.locator(".jp-OutputArea-output table tbody tr")
    expect(table).to_have_count(min(len(rows), 10))
    table.nth(3).click()
    marked = explorer.page.locator(".zb .zb-here")
    expect(marked).to_have_text(str(rows["quote"].iloc[3]))
    explorer.page.get_by_label("Search", exact=True).fill("高新技术")
    expect(explorer.status()).to_contain_text("words 高新技术")
    expect(table).to_have_count(int(rows["indicator"].str.contains("高新技术").sum()))


def test_the_explorer_can_be_worked_from_the_keyboard(explorer: Notebook) -> None:
    explorer.page.get_by_label("Kind", exact=True).focus()
    explorer.page.keyboard.press("End")  # the last kind there is
    expect(explorer.status()).to_contain_text("kind rank")
    explorer.page.get_by_label("Row", exact=True).focus()
    before = explorer.page.locator(".zb .zb-here").inner_text()
    explorer.page.keyboard.press("End")
    expect(explorer.page.locator(".zb .zb-here")).not_to_have_text(before)
    explorer.page.get_by_role("button", name="Show all rows").focus()
    explorer.page.keyboard.press("Enter")
    expect(explorer.status()).not_to_contain_text("kind")


def test_the_buttons_save_what_is_shown(explorer: Notebook, lab: Any, seed_page: zb.Page) -> None:
    rows = seed_page.indicators[seed_page.indicators["kind"] == "rank"]
    explorer.choose("Kind", "rank")
    expect(explorer.status()).to_contain_text("kind rank")
    saved = {
        form: explorer.save(form, lab.folder / "notebooks") for form in ("csv", "xlsx", "png", "svg", "pdf")
    }
    assert pd.read_csv(saved["csv"])["quote"].tolist() == rows["quote"].tolist()
    sheet = openpyxl.load_workbook(saved["xlsx"]).worksheets[0]
    assert sheet.max_row == len(rows) + 1
    assert saved["png"].read_bytes().startswith(b"\x89PNG")
    assert "郴州市" in saved["svg"].read_text(encoding="utf8")
    text = pypdfium2.PdfDocument(saved["pdf"])[0].get_textpage().get_text_bounded()
    assert "第118" in text


def test_another_page_can_be_chosen_or_uploaded(explorer: Notebook, tmp_path: Path) -> None:
    explorer.choose("Page", "qingwei-2025-11-06.txt")
    expect(explorer.status()).to_contain_text("of qingwei-2025-11-06.txt")
    assert explorer.page.get_by_label("Published", exact=True).input_value() == "2025-11-06"
    own = tmp_path / "自己的一页.txt"
    own.write_text("青江市去年进出口总值320亿元。", encoding="gb18030")
    with explorer.page.expect_file_chooser() as chooser:
        explorer.page.get_by_role("button", name="Another page").click()
    chooser.value.set_files(own)
    expect(explorer.status()).to_contain_text("1 of 1 row of 自己的一页.txt")
    explorer.page.get_by_label("Published", exact=True).fill("2026-01-20")
    explorer.page.keyboard.press("Enter")
    explorer.choose("Period", "2025")
    expect(explorer.status()).to_contain_text("period 2025")
    explorer.page.get_by_label("Published", exact=True).fill("yesterday")
    explorer.page.keyboard.press("Enter")
    expect(explorer.status()).to_contain_text("yesterday")
