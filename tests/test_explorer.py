"""The explorer without a browser: rows chosen, what follows, what is saved; and how it looks where no widgets run."""

import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from matplotlib import pyplot

import zhibiao as zb
from zhibiao.explorer import ALL, CHARTS, Explorer
from zhibiao.selection import FIELDS, NOTHING, Selection, chart_for, options, select

ROOT = Path(__file__).parent.parent
PAGE = """青江市去年外贸增势良好

2025年，青江市进出口总值达到320.5亿元，同比增长12.6%，居全省第二。1—11月，出口额180亿元，占全省5%。

柳溪县有外贸企业47家。
"""


@pytest.fixture
def rows() -> pd.DataFrame:
    return zb.read(PAGE, published="2026-01-20").indicators


@pytest.fixture
def explorer(tmp_path: Path) -> Explorer:
    path = tmp_path / "pages" / "青江-2026-01-20.txt"
    path.parent.mkdir()
    path.write_text(PAGE, encoding="utf8")
    return Explorer(
        path, exports=tmp_path / "exports", folders=[ROOT / "data" / "pages", tmp_path / "nowhere"]
    )


SELECTIONS = [  # selection, quotes, label
    (Selection(), ["320.5亿元", "12.6%", "第二", "180亿元", "5%", "47家"], "all"),
    (Selection(kind="level"), ["320.5亿元", "180亿元", "47家"], "a kind"),
    (Selection(unit=NOTHING), ["第二"], "no unit"),
    (Selection(unit="元", words="出口额"), ["180亿元"], "a unit and a word"),
    (Selection(period="2025-01/2025-11"), ["180亿元", "5%"], "a period"),
    (Selection(kind="change"), [], "nothing fits"),
    (Selection(words="进出口 12.6"), ["12.6%"], "each word"),
    (Selection(words=".*"), [], "a pattern is no pattern"),
]


@pytest.mark.parametrize(("selection", "quotes", "label"), SELECTIONS, ids=[row[-1] for row in SELECTIONS])
def test_rows_are_chosen(rows: pd.DataFrame, selection: Selection, quotes: list[str], label: str) -> None:
    assert select(rows, selection)["quote"].tolist() == quotes


def test_a_year_takes_in_what_lies_inside_it(rows: pd.DataFrame) -> None:
    inside = select(rows, Selection(period="2025"))["period"].tolist()
    assert set(inside) == {"2025", "2025-01/2025-11"}


def test_each_choice_chooses_as_many_rows_as_it_says(seed_page: zb.Page) -> None:
    for name, found in options(seed_page.indicators).items():
        for choice, number in found.items():
            assert len(select(seed_page.indicators, Selection(**{name: choice}))) == number
        if name != "period":  # a year and a month inside it both hold a row
            assert sum(found.values()) == len(seed_page.indicators)


def test_the_chart_is_that_of_most_rows(rows: pd.DataFrame) -> None:
    assert chart_for(rows) == "amounts"
    assert [chart_for(rows[rows["kind"] == kind]) for kind in ("growth", "ratio", "rank")] == [
        "growth",
        "ratios",
        "ranks",
    ]
    assert chart_for(rows.head(0)) == "amounts"


# ---- widgets ----


def test_the_table_the_list_and_the_chart_follow_a_filter(explorer: Explorer) -> None:
    explorer.filters["kind"].value = "growth"
    assert explorer.rows["quote"].tolist() == ["12.6%"]
    assert explorer.table.df["as read"].tolist() == ["+12.6%"]
    assert [label for label, _ in explorer.row.options] == ["1. 青江市 进出口总值: +12.6%"]
    assert explorer.chart == "growth" and "change in %" in explorer.picture.value
    assert "1 of 6 rows" in explorer.status.value


def test_a_row_of_the_table_leads_to_its_sentence(explorer: Explorer) -> None:
    explorer.table.selected_rows = [3]
    assert explorer.row.value == explorer.rows.index[3]
    assert re.search(r'zb-here"[^>]*>180亿元</mark>', explorer.sentence.value)


def test_no_row_fits(explorer: Explorer) -> None:
    explorer.words.value = "没有这个词"
    assert explorer.rows.empty and explorer.row.value is None and explorer.sentence.value == ""
    assert "0 of 6 rows" in explorer.status.value
    assert "No amounts to draw" in explorer.picture.value
    assert Explorer.static_html(explorer)
    explorer.reset.click()
    assert len(explorer.rows) == 6


@pytest.mark.parametrize("name", CHARTS)
def test_any_chart_can_be_chosen(explorer: Explorer, name: str) -> None:
    explorer.kind.value = name
    assert explorer.chart == name
    assert explorer.picture.value.startswith("<img ")


def test_no_chart_is_left_open(explorer: Explorer) -> None:
    explorer.kind.value = "growth"
    explorer.save_chart("png")
    assert pyplot.get_fignums() == []


def test_each_button_saves_what_is_shown(explorer: Explorer, tmp_path: Path) -> None:
    explorer.filters["kind"].value = "level"
    for form, button in explorer.buttons.items():
        button.click()
        assert f".{form} (3 rows)" in explorer.status.value
    names = sorted(path.name for path in (tmp_path / "exports").iterdir())
    stem = "青江-2026-01-20"
    assert names == sorted(
        [
            *(f"{stem}-figures.{form}" for form in ("csv", "xlsx")),
            *(f"{stem}-amounts.{form}" for form in ("png", "svg", "pdf")),
        ]
    )
    assert pd.read_csv(tmp_path / "exports" / f"{stem}-figures.csv")["quote"].tolist() == [
        "320.5亿元",
        "180亿元",
        "47家",
    ]
    assert openpyxl.load_workbook(tmp_path / "exports" / f"{stem}-figures.xlsx").worksheets[0].max_row == 4


def test_a_folder_that_cannot_be_written_is_said(explorer: Explorer, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    explorer.exports = tmp_path / "file"
    for button in explorer.buttons.values():
        button.click()
        assert "Saved" not in explorer.status.value and "cannot write" in explorer.status.value


def test_the_pages_beside_it_can_be_chosen(explorer: Explorer) -> None:
    names = [name for name, _ in explorer.pages.options]
    assert names[0] == "青江-2026-01-20.txt"
    assert {"yunting-2026-01-21.txt", "no-figures.txt"} <= set(names)
    explorer.pages.value = dict(explorer.pages.options)["yunting-2026-01-21.txt"]
    assert explorer.page.name == "yunting-2026-01-21.txt"
    assert explorer.day.value == "2026-01-21"
    assert explorer.filters["subject"].value == ALL
    explorer.pages.value = dict(explorer.pages.options)["no-figures.txt"]
    assert explorer.rows.empty and "no rows of no-figures.txt" in explorer.status.value


def test_a_page_is_uploaded_and_its_day_given(explorer: Explorer) -> None:
    file = {
        "name": "自己.txt",
        "type": "",
        "size": 1,
        "content": memoryview("全市去年投资3亿元。".encode("gb18030")),
        "last_modified": 0,
    }
    explorer._take_upload({"new": ({**file},)})
    assert explorer.page.name == "自己.txt" and explorer.day.value == ""
    assert "The day of publication is unknown" in explorer.status.value
    explorer.day.value = "2026-01-20"
    assert explorer.rows["period"].tolist() == ["2025"]


BAD = [  # what is done, what the status says, label
    (lambda explorer: setattr(explorer.day, "value", "yesterday"), "yesterday", "no day"),
    (
        lambda explorer: explorer._take_upload({"new": ({"name": "空.txt", "content": b""},)}),
        "空.txt is empty",
        "an empty file",
    ),
]


@pytest.mark.parametrize(("do", "said", "label"), BAD, ids=[row[-1] for row in BAD])
def test_what_cannot_be_read_is_said_and_the_page_stays(
    explorer: Explorer, do, said: str, label: str
) -> None:
    do(explorer)
    assert said in explorer.status.value
    assert explorer.page.name == "青江-2026-01-20.txt" and len(explorer.rows) == 6


# ---- without widgets ----


def test_where_no_widgets_run_there_are_a_table_and_a_chart(explorer: Explorer) -> None:
    shown = explorer._repr_mimebundle_()
    assert set(shown) == {"text/plain", "text/html", "application/vnd.jupyter.widget-view+json"}
    assert "<img " in shown["text/html"] and "<table" in shown["text/html"]
    for quote in ("320.5亿元", "第2", "47家"):
        assert quote in shown["text/html"]
    assert shown["text/plain"] == "<Explorer of 青江-2026-01-20.txt: 6 of 6 rows>"


def test_what_a_page_says_is_escaped() -> None:
    explorer = Explorer("<b>青江市</b>投资3亿元<img src=x onerror=y>。", published="2026-01-20")
    live = [explorer.status.value, explorer.sentence.value, explorer.static_html()]
    assert not any("<b>" in text or "<img src=x" in text for text in live)
    assert "<b>" not in str(explorer.table._dt_args["data_json"]).replace("\\u003cb", "")


def test_all_that_can_be_filtered_has_a_label(explorer: Explorer) -> None:
    assert [one.description for one in explorer.filters.values()] == list(FIELDS.values())
