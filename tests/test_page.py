"""Pages: the public face, on the seed page, on a page written here, and on whatever else is thrown at it."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import zhibiao as zb
from zhibiao import tables

ROOT = Path(__file__).parent.parent


def test_the_public_face() -> None:
    assert len(zb.__all__) <= 10
    assert sorted(zb.__all__) == dir(zb)
    for name in zb.__all__:
        assert getattr(zb, name).__doc__


def test_importing_is_light() -> None:
    """What only some users need is loaded when it is first needed."""
    heavy = ["jieba", "matplotlib", "pandera", "duckdb", "dask", "IPython", "typer", "papermill", "nbconvert"]
    code = f"import sys, zhibiao; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": "src"},
        cwd=ROOT,
    )
    assert done.stdout.strip() == "[]"


def test_the_seed_page(seed_page: zb.Page) -> None:
    assert (seed_page.name, seed_page.published, seed_page.published_inferred) == (
        "hunan-daily-2026-02-28.txt",
        date(2026, 2, 28),
        False,
    )
    assert len(seed_page.articles) == 6
    assert "湘州市" in seed_page.unresolved


PAGES = ["seed_page", "made_up_page"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("table", tables.TABLES)
def test_every_frame_passes_its_schema(page: str, table: str, request: pytest.FixtureRequest) -> None:
    frame = getattr(request.getfixturevalue(page), table)
    assert not frame.empty
    tables.schema(table).validate(frame)


@pytest.mark.parametrize("page", PAGES)
def test_the_text_between_start_and_end_is_the_quote(page: str, request: pytest.FixtureRequest) -> None:
    read: zb.Page = request.getfixturevalue(page)
    for frame in (read.indicators, read.recognitions):
        for row in frame.itertuples():
            assert _bare(read.text[row.start : row.end]) == _bare(row.quote)


MAP = """青江市去年外贸增势良好

林一帆

青江市进出口总值达到320.5亿元，其中民营企业进

出口增长8.1%。全市新增外贸企业47家，港口吞吐量稳步上升。

公益广告

节约用水
"""
LINES = [
    "青石镇通水了", "田一禾 周文", "青石镇今年新建茶园三千亩，收入增", "加两成。", "（林小满）", "公益广告", "通水3公里。",
    "　", "",
]  # fmt: skip
TEXTS = sorted([*ROOT.glob("seeds/*.txt"), *ROOT.glob("data/pages/*.txt")])


def _left_over(page: zb.Page) -> str:
    """The characters of a page that are in no block; none is in two, and each block holds what stands at its place."""
    inside = [index for row in page.blocks.itertuples() for index in range(row.start, row.end)]
    assert len(inside) == len(set(inside))
    assert all(page.text[row.start : row.end] == row.text for row in page.blocks.itertuples())
    return "".join(page.text[index] for index in sorted(set(range(len(page.text))) - set(inside)))


def test_blocks_say_whose_they_are_and_what_became_of_them() -> None:
    table = zb.read(MAP).blocks
    assert table["role"].tolist() == ["title", "byline", "paragraph", "paragraph", "notice", "notice"]
    assert table["joins"].dropna().tolist() == [table.index[2]]
    assert table["article"].fillna("").tolist() == ["青江市去年外贸增势良好"] * 4 + ["", ""]
    assert (table["reason"] != "").all()


def test_a_block_printed_twice_counts_once(seed_page: zb.Page) -> None:
    table = seed_page.blocks
    again = table[table["role"] == "repeated"]
    assert len(again) == 2
    assert again["article_id"].isna().all()
    for text in again["text"]:
        assert table["text"].str.startswith(text[:40]).sum() == 2


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_blocks_hold_the_whole_page(path: Path) -> None:
    page = zb.read(path, published="2026-02-28")
    assert _left_over(page).strip() == ""
    assert set(page.blocks["article_id"].dropna()) == set(page.articles.index)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=14))
def test_blocks_hold_any_page(lines: list[str]) -> None:
    page = zb.read("青石镇\n" + "\n".join(lines), published="2026-02-28")
    assert _left_over(page).strip() == ""


def test_a_page_written_here(made_up_page: zb.Page) -> None:
    rows = made_up_page.indicators.set_index("quote")
    total = rows.loc["320.5亿元"]
    assert (total["subject"], total["indicator"], total["value"], total["unit"], total["period"]) == (
        "青江市", "进出口总值", 3.205e10, "元", "2025",
    )  # fmt: skip
    assert rows.loc["12.6%", ["indicator", "kind", "value", "basis"]].tolist() == [
        "进出口总值",
        "growth",
        12.6,
        "同比",
    ]
    assert rows.loc["第二", ["kind", "value", "scope"]].tolist() == ["rank", 2.0, "全省"]
    assert rows.loc["180亿元", ["indicator", "bound"]].tolist() == ["出口额", ">"]
    assert rows.loc["3.4%", ["indicator", "value"]].tolist() == ["出口额", -3.4]
    assert made_up_page.recognitions["honour"].tolist() == ["全国绿色港口名单"]
    assert made_up_page.articles["authors"].tolist() == [["林一帆"]]


SOURCES = [
    (lambda path: path, "青江日报.txt", "a path"),
    (lambda path: str(path), "青江日报.txt", "a path as text"),
    (lambda path: path.read_bytes(), "bytes", "bytes"),
    (lambda path: path.read_text("utf8"), "text", "the text itself"),
    (lambda path: path.open("rb"), "青江日报.txt", "an open file"),
    (lambda path: path.read_text("utf8").encode("gb18030"), "bytes", "GB18030"),
    (lambda path: path.read_text("utf8").encode("utf-16"), "bytes", "UTF-16"),
]


@pytest.mark.parametrize(("source", "name", "label"), SOURCES, ids=[row[-1] for row in SOURCES])
def test_whatever_holds_the_text_the_rows_are_the_same(
    source, name: str, label: str, made_up_path: Path, made_up_page: zb.Page
) -> None:
    page = zb.read(source(made_up_path), published="2026-03-03")
    assert page.name == name
    pd.testing.assert_frame_equal(page.indicators, made_up_page.indicators)
    pd.testing.assert_frame_equal(page.articles, made_up_page.articles)


DAYS = [  # what is given, the day, whether it was inferred
    ("2026-03-03", date(2026, 3, 3), False, "ISO text"),
    (date(2026, 3, 3), date(2026, 3, 3), False, "a date"),
]


@pytest.mark.parametrize(("published", "day", "inferred", "label"), DAYS, ids=[row[-1] for row in DAYS])
def test_the_day_of_publication(
    published: str | date, day: date, inferred: bool, label: str, made_up_path: Path
) -> None:
    page = zb.read(made_up_path, published=published)
    assert (page.published, page.published_inferred) == (day, inferred)


UNDATED = [  # text, period when the day of publication is unknown
    ("2025年青江市完成投资120亿元。", "2025", "a year"),
    ("2025年11月青江市完成投资120亿元。", "2025-11", "a month of a year"),
    ("通报2025年青江市经济情况。全年完成投资120亿元。", "2025", "the whole year after a year"),
    ("预计到2027年青江市完成投资120亿元。", "2027", "a year to come"),
    ("去年青江市完成投资120亿元。", None, "last year"),
    ("全年青江市完成投资120亿元。", None, "the whole of no year"),
    ("年末青江市有企业120家。", None, "the end of no year"),
    ("11月青江市完成投资120亿元。", None, "a month of no year"),
    ("青江市完成投资120亿元。", None, "no time at all"),
]


@pytest.mark.parametrize(("text", "period", "label"), UNDATED, ids=[row[-1] for row in UNDATED])
def test_without_a_day_only_periods_that_do_not_depend_on_it_are_read(
    text: str, period: str | None, label: str
) -> None:
    page = zb.read(text)
    assert (page.published, page.published_inferred) == (None, False)
    (found,) = page.indicators["period"]
    assert found == period if period else pd.isna(found)


NAMES = [  # file name, text, day
    ("青江-2026-01-21.txt", "去年投资120亿元。", date(2026, 1, 21), "a day in the name"),
    (
        "青江-2026-01-21.txt",
        "2026年1月20日 星期二\n\n去年投资120亿元。",
        date(2026, 1, 20),
        "the page's own day first",
    ),
    ("青江-2026-13-41.txt", "去年投资120亿元。", None, "no such day"),
    ("2026-01-21至2026-01-23.txt", "去年投资120亿元。", None, "two days"),
    ("20260121.txt", "去年投资120亿元。", None, "only digits"),
]


@pytest.mark.parametrize(("name", "text", "day", "label"), NAMES, ids=[row[-1] for row in NAMES])
def test_a_file_name_may_give_the_day(
    name: str, text: str, day: date | None, label: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="utf8")
    page = zb.read(tmp_path / name)
    assert (page.published, page.published_inferred) == (day, day is not None)


NOTES = [  # text, what its notes begin with
    ("去年青江市投资3亿元。", ["The day of publication is unknown"], "no day"),
    ("青江市是一座城市。", [], "no day and no figure"),
    ("2026年1月20日，青江市投资3亿元，董事长朱镕瑄（音）出席。", [], "a rare character"),
    (
        "2026年1月20日，青江市實現進出口總值498億元，經濟運行穩中有進。",
        ["Only Chinese in simplified"],
        "traditional",
    ),
    (
        "On 20 January the city said: trade rose 12% (2026年1月20日).",
        ["Only Chinese in simplified"],
        "English",
    ),
]


@pytest.mark.parametrize(("text", "begins", "label"), NOTES, ids=[row[-1] for row in NOTES])
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_what_to_know_before_relying_on_a_page(text: str, begins: list[str], label: str) -> None:
    notes = zb.read(text.encode()).notes
    assert len(notes) == len(begins)
    assert all(note.startswith(start) for note, start in zip(notes, begins, strict=True))


def test_traditional_characters_are_warned_of_once() -> None:
    with pytest.warns(UserWarning, match="simplified") as caught:
        zb.read("青江市實現進出口總值498億元，經濟運行穩中有進。")
    assert len(caught) == 1


BAD = [
    (lambda folder: zb.read(folder / "missing.txt"), "no file", "a missing file"),
    (lambda folder: zb.read(folder), "folder", "a folder"),
    (lambda folder: zb.read(""), "empty", "nothing"),
    (lambda folder: zb.read(b"\x00\x01\x02" * 100), "binary", "binary"),
    (lambda folder: zb.read("全市120家。", published="yesterday"), "yesterday", "no date"),
    (lambda folder: zb.read_many(folder), "has no pages", "a folder without pages"),
    (lambda folder: zb.read_many(5), "list of paths", "a number for paths"),
    (lambda folder: zb.read_many([b"page"]), "list of paths", "bytes for a path"),
    (
        lambda folder: zb.explain(zb.read("全市120家。"), "i0"),
        "page.indicators.index",
        "an id that is not there",
    ),
]


@pytest.mark.parametrize(("call", "message", "label"), BAD, ids=[row[-1] for row in BAD])
def test_errors_say_what_to_do(call, message: str, label: str, tmp_path: Path) -> None:
    with pytest.raises(zb.ZhibiaoError, match=message) as raised:
        call(tmp_path)
    assert isinstance(raised.value, ValueError)
    assert "\n" not in str(raised.value)


def test_why_a_row_is_as_it_is(made_up_page: zb.Page) -> None:
    told = zb.explain(made_up_page, made_up_page.indicators.index[0])
    assert list(told.columns) == ["field", "value", "reason"]
    assert {"indicator", "subject", "period"} <= set(told["field"])
    assert told["reason"].str.len().gt(0).all()


def test_many_pages_come_in_their_order_and_a_bad_one_does_not_stop_the_rest(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in (3, 1, 2)]
    for number, path in enumerate(paths):
        path.write_text(f"青江市新增企业{number + 5}家。", encoding="utf8")
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"")
    pages = zb.read_many([paths[0], bad, *paths[1:], paths[0]], published={"3.txt": "2024-01-05"})
    assert list(pages.pages) == ["3.txt", "1.txt", "2.txt"]
    assert list(pages.failed) == ["bad.txt"]
    assert isinstance(pages.failed["bad.txt"], zb.ZhibiaoError)
    assert [page.published for page in pages] == [date(2024, 1, 5), None, None]
    assert pages.indicators["value"].tolist() == [5, 6, 7]
    assert pages.indicators.index.get_level_values("doc").tolist() == ["3.txt", "1.txt", "2.txt"]
    assert pages.indicators.index.is_unique


def test_a_folder_is_its_pages_by_name_and_a_path_one_page(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.TXT", "notes.log", "rows.csv", ".d.txt", "~$e.docx"):
        (tmp_path / name).write_text("全市新增企业5家。", encoding="utf8")
    (tmp_path / "d.txt").mkdir()
    for folder in (tmp_path, str(tmp_path), [tmp_path]):
        assert list(zb.read_many(folder).pages) == ["a.txt", "b.txt", "c.TXT"]
    assert list(zb.read_many(str(tmp_path / "b.txt")).pages) == ["b.txt"]
    assert list(zb.read_many(str(tmp_path / "missing.txt")).failed) == ["missing.txt"]


SAID_ONCE = [  # content, what the error says
    (b"", "page.txt is empty: put the page's text into it", "empty"),
    (b"\x89PNG\r\n", "page.txt is a picture: have its text recognised", "a picture"),
    (b"\x1f\x8b\x08", "page.txt is an archive of files: unpack it", "packed"),
    (
        bytes(range(256)) * 30,
        "page.txt is binary, or in an unknown encoding: if it is text, save it",
        "binary",
    ),
]


@pytest.mark.parametrize(("content", "says", "label"), SAID_ONCE, ids=[row[-1] for row in SAID_ONCE])
def test_what_is_wrong_with_a_file_is_said_once(
    content: bytes, says: str, label: str, tmp_path: Path
) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(content)
    with pytest.raises(zb.ZhibiaoError) as raised:
        zb.read(path)
    assert str(raised.value).startswith(says)


def test_files_of_one_name_are_told_apart_by_their_paths(tmp_path: Path) -> None:
    paths = [tmp_path / folder / "page.txt" for folder in ("a", "b")]
    for path in paths:
        path.parent.mkdir()
        path.write_text("全市新增企业5家。", encoding="utf8")
    assert list(zb.read_many(paths).pages) == [str(path) for path in paths]


def test_no_pages_give_empty_frames() -> None:
    pages = zb.read_many([])
    for name in tables.TABLES:
        assert getattr(pages, name).empty
        assert list(getattr(pages, name).columns) == [column.name for column in tables.TABLES[name]]


def test_the_same_input_gives_the_same_rows_and_ids(seed_page: zb.Page, seed_path: Path) -> None:
    again = zb.read(seed_path, published="2026-02-28")
    for name in tables.TABLES:
        pd.testing.assert_frame_equal(getattr(again, name), getattr(seed_page, name))


HOSTILE = [
    ("1," * 100_000, "numbers and commas"),
    ("一百" * 50_000, "numerals"),
    ("（" * 100_000, "brackets"),
    ("\n" * 100_000 + "全市", "empty lines"),
    ("全市增长" * 25_000, "words of movement"),
    ("市" * 100_000, "one character"),
    ("2025年1月1日" * 10_000, "dates"),
    ("\ufeff\u200b\u3000全市120家\x0c", "characters that are not seen"),
    ("🙂𠮷" * 1000, "characters beyond the basic plane"),
]


@pytest.mark.filterwarnings("ignore:.*Only Chinese")
@pytest.mark.parametrize(("text", "label"), HOSTILE, ids=[row[-1] for row in HOSTILE])
def test_hostile_text_is_read(text: str, label: str) -> None:
    _check(text)


@given(st.text(alphabet="全市青江县委年月日1２三万亿元%个百分点增长降，。、：“”（）— \n", max_size=120))
@settings(deadline=None, max_examples=150)
def test_any_text_gives_rows_that_hold_or_an_error_that_explains(text: str) -> None:
    _check(text)


def _check(text: str) -> None:
    try:
        page = zb.read(text, published="2026-02-28")
    except zb.ZhibiaoError as error:
        assert str(error)
        return
    for name in tables.TABLES:
        tables.schema(name).validate(getattr(page, name))
    for row in page.indicators.itertuples():
        assert _bare(page.text[row.start : row.end]) == _bare(row.quote)


def _bare(text: str) -> str:
    return "".join(text.split())
