"""Export: what each form of file holds, that no cell runs, and that files are whole or not there."""

import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import zhibiao as zb
from zhibiao.cells import plain
from zhibiao.errors import ExportError
from zhibiao.export import write
from zhibiao.workbook import EXCEL_CHARACTERS

FRAME = pd.DataFrame(
    {
        "indicator": pd.Series(["进出口总值", "=HYPERLINK(1)", "https://example.org"], dtype="str"),
        "value": [32050000000.0, -3.4, None],
        "bound": ["=", ">=", "~"],
        "names": [["林一帆", "周远"], None, []],
        "complete": [True, False, True],
        "period_start": pd.Series([pd.Timestamp(2025, 1, 1), None, None], dtype="datetime64[us]"),
    }
).set_index(pd.Index(["i1-2", "i3-4", "i5-6"], dtype="str", name="id"))
ENDINGS = [".csv", ".xlsx", ".jsonl", ".parquet"]
SHEETS = ["articles", "indicators", "recognitions", "blocks"]

CELLS = [  # text, the same as CSV has it
    ("进出口总值", "进出口总值", "plain text"),
    ("=1+1", "'=1+1", "a formula"),
    ("+86", "'+86", "a plus"),
    ("-5%左右", "'-5%左右", "a minus in text"),
    ("@SUM(A1)", "'@SUM(A1)", "an at sign"),
    ("\t=1", "'\t=1", "a tab first"),
    ("\r=1", "'\r=1", "a carriage return first"),
    ("＝1+1", "'＝1+1", "a full-width equals sign"),
    ("=", "=", "a lone equals sign, the exact bound, runs nothing"),
    (">=", ">=", "at least"),
    ('引号"与,逗号', '引号"与,逗号', "quotes and commas"),
]


@pytest.mark.parametrize(("text", "expected", "label"), CELLS, ids=[row[-1] for row in CELLS])
def test_text_in_csv(text: str, expected: str, label: str, tmp_path: Path) -> None:
    assert _csv(write(pd.DataFrame({"text": [text]}), tmp_path / "a.csv"))[1] == [expected]


def test_csv(tmp_path: Path) -> None:
    path = write(FRAME, tmp_path / "a.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert _csv(path) == [
        ["id", "indicator", "value", "bound", "names", "complete", "period_start"],
        ["i1-2", "进出口总值", "32050000000", "=", "林一帆\n周远", "True", "2025-01-01"],
        ["i3-4", "'=HYPERLINK(1)", "-3.4", ">=", "", "False", ""],
        ["i5-6", "https://example.org", "", "~", "", "True", ""],
    ]


def test_jsonl(tmp_path: Path) -> None:
    lines = write(FRAME, tmp_path / "a.jsonl").read_text(encoding="utf8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert list(rows[0]) == ["id", *FRAME.columns]
    assert [row["value"] for row in rows] == [32050000000, -3.4, None]
    assert [row["names"] for row in rows] == [["林一帆", "周远"], None, []]
    assert rows[0]["period_start"] == "2025-01-01"


def test_xlsx(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(write(FRAME, tmp_path / "a.xlsx")).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["id", *FRAME.columns]
    assert rows[2][:4] == ["i3-4", "=HYPERLINK(1)", -3.4, ">="]
    assert sheet["B3"].data_type == "s"
    assert sheet["B4"].hyperlink is None
    assert (sheet.auto_filter.ref, sheet.freeze_panes) == ("A1:G4", "A2")
    assert sheet.column_dimensions["B"].width > 2 * len("进出口总值")
    assert sheet["G2"].is_date


def test_xlsx_says_where_it_cuts_a_text_that_no_cell_holds(tmp_path: Path) -> None:
    long = "长" * (EXCEL_CHARACTERS + 1)
    sheet = openpyxl.load_workbook(write(pd.DataFrame({"text": [long]}), tmp_path / "a.xlsx")).active
    assert sheet is not None
    text = str(sheet["A2"].value)
    assert len(text) == EXCEL_CHARACTERS
    assert "截断" in text


def test_parquet(tmp_path: Path) -> None:
    frame = pd.read_parquet(write(FRAME, tmp_path / "a.parquet"))
    assert frame["period_start"].dtype == "datetime64[us]"
    assert (
        frame["names"].map(lambda names: None if names is None else list(names)).tolist()
        == FRAME["names"].tolist()
    )


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_rows_give_the_same_bytes_in_a_folder_made_for_them(ending: str, tmp_path: Path) -> None:
    first = write(FRAME, tmp_path / "one" / f"a{ending}")
    again = write(FRAME.copy(), tmp_path / "two" / f"b{ending}")
    assert first.read_bytes() == again.read_bytes()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [first, again]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("table", ["articles", "indicators", "recognitions"])
def test_the_frames_of_a_page_and_of_many(
    ending: str, table: str, made_up_path: Path, tmp_path: Path
) -> None:
    pages = zb.read_many([made_up_path], published="2026-03-03")
    one = getattr(pages.pages["青江日报.txt"], table)
    for frame in (one, one.iloc[:0], getattr(pages, table)):
        assert write(frame, tmp_path / f"a{ending}").stat().st_size > 0 or (
            frame.empty and ending == ".jsonl"
        )


@pytest.mark.parametrize("given", ["page", "pages"])
def test_a_page_is_written_whole(given: str, made_up_path: Path, tmp_path: Path) -> None:
    pages = zb.read_many([made_up_path], published="2026-03-03")
    what = pages.pages["青江日报.txt"] if given == "page" else pages
    book = openpyxl.load_workbook(zb.write(what, tmp_path / "page.xlsx"))
    assert book.sheetnames == [*SHEETS, "dictionary"]
    folder = zb.write(what, f"{tmp_path}/page/")
    assert {path.name for path in folder.iterdir()} == {
        *(f"{name}.csv" for name in SHEETS),
        "datapackage.json",
    }


FOLDERS = [
    ("rows/", "a name that ends in /"),
    ("rows", "a name without an ending"),
    ("there.is", "a folder that is there"),
]


@pytest.mark.parametrize(("name", "label"), FOLDERS, ids=[row[-1] for row in FOLDERS])
def test_what_stands_for_a_folder(name: str, label: str, tmp_path: Path) -> None:
    (tmp_path / "there.is").mkdir()
    folder = write(FRAME, f"{tmp_path}/{name}")
    assert sorted(path.name for path in folder.iterdir()) == ["datapackage.json", "rows.csv"]


@pytest.mark.parametrize("ending", [".csv", ".sdmx.csv", ".jsonl", ".parquet"])
def test_a_file_of_one_table_does_not_take_a_page(ending: str, made_up_page: zb.Page, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="holds one table: write one, "):
        zb.write(made_up_page, tmp_path / f"page{ending}")
    assert list(tmp_path.iterdir()) == []


# ---- what is read back is what was written ----


@pytest.fixture(scope="module")
def rows(seed_page: zb.Page) -> pd.DataFrame:
    """The indicators of the seed page as a file has them: the index is a column."""
    return seed_page.indicators.reset_index()


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(one, other, check_dtype=False)


def test_csv_read_back_with_pandas(rows: pd.DataFrame, tmp_path: Path) -> None:
    path = write(rows, tmp_path / "a.csv")
    days = ["period_start", "period_end"]
    same(pd.read_csv(path, dtype={"region_code": "str"}, parse_dates=days), rows)


def test_xlsx_read_back_with_pandas(rows: pd.DataFrame, tmp_path: Path) -> None:
    path = write(rows, tmp_path / "a.xlsx")
    same(pd.read_excel(path, sheet_name="indicators", dtype={"region_code": "str", "period": "str"}), rows)


def test_json_lines_read_back_with_pandas(rows: pd.DataFrame, tmp_path: Path) -> None:
    path = write(rows, tmp_path / "a.jsonl")
    read = pd.read_json(path, lines=True, dtype=False)
    same(read.astype({name: "datetime64[us]" for name in ("period_start", "period_end")}), rows)


def test_parquet_read_back_with_pyarrow_and_duckdb(seed_page: zb.Page, tmp_path: Path) -> None:
    for name in SHEETS:
        frame = getattr(seed_page, name).reset_index()
        path = write(frame, tmp_path / f"{name}.parquet")
        kept = pyarrow.parquet.read_table(path)
        expected = [[plain(cell) for cell in row] for row in frame.to_numpy().tolist()]
        assert [[plain(cell) for cell in row.values()] for row in kept.to_pylist()] == expected
        asked = duckdb.sql(f"select * from '{path}'").fetchall()
        assert [[plain(cell) for cell in row] for row in asked] == expected


NO_FRAMES = [  # what is passed as a frame, as a path, what the error says
    ("page.txt", "a.csv", "not 'page.txt': write\\(page.indicators", "a text"),
    (None, "a.csv", "not None: write\\(page.indicators", "nothing"),
    (FRAME["value"], "a.csv", "what can be written is a page or a table", "a column"),
    (FRAME, None, "None is no path", "no path"),
    (FRAME, FRAME, "is no path", "a frame for a path"),
]


@pytest.mark.parametrize(("frame", "path", "message", "label"), NO_FRAMES, ids=[row[-1] for row in NO_FRAMES])
def test_what_cannot_be_written_is_said(frame: Any, path: Any, message: str, label: str) -> None:
    with pytest.raises(ExportError, match=message):
        write(frame, path)


BAD_PLACES = [
    ("rows.txt", "end its name in .csv", "an unknown ending"),
    ("rows.csv.zip", "end its name in .csv", "an ending after it"),
    ("file", "choose another place", "a file where the data package should be"),
    ("file/rows.csv", "choose another place", "a file where the folder should be"),
]


@pytest.mark.parametrize(("place", "message", "label"), BAD_PLACES, ids=[row[-1] for row in BAD_PLACES])
def test_errors_say_what_to_do(place: str, message: str, label: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match=message):
        write(FRAME, tmp_path / place)


def test_a_file_that_cannot_be_made_leaves_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    path = write(FRAME, tmp_path / "a.parquet")
    before = path.read_bytes()
    with pytest.raises(Exception, match="mixed"):
        write(pd.DataFrame({"mixed": [1, "a", object()]}), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@given(st.lists(st.text(max_size=20), max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
def test_any_text_can_be_written_and_no_cell_of_csv_runs(tmp_path: Path, texts: list[str]) -> None:
    frame = pd.DataFrame({"text": pd.Series(texts, dtype="str")})
    for ending in ENDINGS:
        write(frame, tmp_path / f"a{ending}")
    openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = [row[0] for row in _csv(tmp_path / "a.csv")[1:] if row]
    assert not [cell for cell in cells if len(cell) > 1 and cell[0] in "=+-@\t\r\n"]


def _csv(path: Path) -> list[list[str]]:
    with open(path, encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))
