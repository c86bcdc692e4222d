"""Workbooks: sheets, how numbers are shown, what Excel would spoil. All figures are invented."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import zhibiao as zb
from zhibiao.tables import TABLES

TEXT = """2025年青江市进出口总值320.5亿元，同比增长12.6%，居全省第二；出口额下降3.4%。
能耗指标稳定在1.05至1.19之间。居民满意度提高2个百分点。"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    page = zb.read(TEXT, published="2026-03-03")
    return openpyxl.load_workbook(zb.write(page, tmp_path_factory.mktemp("book") / "page.xlsx"))


def sheet(book: openpyxl.Workbook, name: str) -> Worksheet:
    found = book[name]
    assert isinstance(found, Worksheet)
    return found


def column(sheet: Worksheet, name: str) -> list[tuple[object, str, str]]:
    """The cells of a column below its head: value, type and number format."""
    at = [cell.value for cell in sheet[1]].index(name)
    return [(row[at].value, row[at].data_type, row[at].number_format) for row in sheet.iter_rows(min_row=2)]


SHOWN = [  # quote, value, how it is shown
    ("320.5亿元", 32050000000, "#,##0"),
    ("12.6%", 12.6, "+#,##0.0;-#,##0.0;0.0"),
    ("第二", 2, "#,##0"),
    ("3.4%", -3.4, "+#,##0.0;-#,##0.0;0.0"),
    ("1.05至1.19", 1.05, "#,##0.00"),
    ("2个百分点", 2, "+#,##0;-#,##0;0"),
]


@pytest.mark.parametrize(("quote", "value", "shown"), SHOWN)
def test_numbers_are_shown_with_their_own_decimals_and_signs(
    book: openpyxl.Workbook, quote: str, value: float, shown: str
) -> None:
    rows = sheet(book, "indicators")
    quotes = [cell[0] for cell in column(rows, "quote")]
    assert column(rows, "value")[quotes.index(quote)] == (value, "n", shown)


def test_days_are_days_and_codes_are_text(seed_page: zb.Page, tmp_path: Path) -> None:
    rows = sheet(openpyxl.load_workbook(zb.write(seed_page, tmp_path / "page.xlsx")), "indicators")
    assert column(rows, "region_code")[0][:2] == ("431000", "s")
    assert column(rows, "period_start")[0] == (datetime(2025, 1, 1), "d", "yyyy-mm-dd")
    assert column(rows, "period")[0][:2] == ("2025", "s")


def test_the_figures_are_seen_first(book: openpyxl.Workbook) -> None:
    assert book.active is not None
    assert book.active.title == "indicators"


def test_the_last_sheet_says_what_every_column_holds(book: openpyxl.Workbook) -> None:
    rows = sheet(book, "dictionary")
    told = list(
        zip(*([cell[0] for cell in column(rows, name)] for name in ("table", "column", "holds")), strict=True)
    )
    for name, columns in TABLES.items():
        assert {(name, each.name, each.holds) for each in columns} <= set(told)
    assert all(cell[0] for cell in column(rows, "含义"))


@pytest.mark.parametrize("name", [*TABLES, "dictionary"])
def test_each_sheet_has_a_filter_on_a_head_that_stays(book: openpyxl.Workbook, name: str) -> None:
    rows = sheet(book, name)
    assert rows.freeze_panes == "A2"
    assert rows.auto_filter.ref == rows.dimensions
    assert all(cell.font.bold for cell in rows[1])


def test_columns_are_wide_enough_for_chinese(tmp_path: Path) -> None:
    frame = pd.DataFrame({"name": ["规模以上工业增加值"], "value": [126647000000.0], "long": ["长" * 200]})
    rows = sheet(openpyxl.load_workbook(zb.write(frame, tmp_path / "a.xlsx")), "rows")
    widths = {letter: rows.column_dimensions[letter].width for letter in "ABC"}
    assert widths["A"] >= 2 * len("规模以上工业增加值")
    assert widths["B"] >= len("126,647,000,000")
    assert widths["C"] <= 61


@pytest.mark.parametrize("value", [float("inf"), 1e300, 1e-9, -0.0, 5e-324])
def test_any_number_can_be_written(value: float, tmp_path: Path) -> None:
    frame = pd.DataFrame({"kind": ["growth"], "value": [value]})
    held = openpyxl.load_workbook(zb.write(frame, tmp_path / "a.xlsx")).active["B2"].value  # type: ignore[index, union-attr]
    assert float(held) == pytest.approx(value)  # type: ignore[arg-type]


def test_a_row_is_one_line_high_however_long_its_text(seed_page: zb.Page, tmp_path: Path) -> None:
    rows = sheet(openpyxl.load_workbook(zb.write(seed_page, tmp_path / "page.xlsx")), "articles")
    assert {rows.row_dimensions[place].height for place in range(2, rows.max_row + 1)} == {15.75}
    at = [cell.value for cell in rows[1]].index("paragraphs")
    first = rows.cell(2, at + 1)
    assert "\n" in str(first.value)
    assert (first.alignment.wrap_text, first.alignment.vertical) == (True, "top")


def test_the_dictionary_shows_all_of_its_text(book: openpyxl.Workbook) -> None:
    rows = sheet(book, "dictionary")
    heights = [rows.row_dimensions[place].height for place in range(2, rows.max_row + 1)]
    longest = [len(str(cell[0])) for cell in column(rows, "holds")]
    assert all(height >= 15 * length / 60 for height, length in zip(heights, longest, strict=True))


@pytest.mark.parametrize("name", [*TABLES, "dictionary"])
def test_a_sheet_is_printed_as_wide_as_the_paper_with_its_head_on_each_page(
    book: openpyxl.Workbook, name: str
) -> None:
    rows = sheet(book, name)
    assert rows.print_title_rows == "$1:$1"
    assert rows.page_setup.orientation == "landscape"
    assert rows.sheet_properties.pageSetUpPr.fitToPage
    assert (rows.page_setup.fitToWidth or 1, rows.page_setup.fitToHeight) == (1, 0)  # 1 where it is not said
