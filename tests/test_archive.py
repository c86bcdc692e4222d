"""The archive: what is added is kept, once, whatever happens; what is asked is answered, and nothing else can be done."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from time import sleep

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

import zhibiao as zb
from zhibiao import tables
from zhibiao.parts import KEPT

ROOT = Path(__file__).parent.parent
FAMOUS = (
    "郴州市统计局通报，2025年郴州市进出口总值{trade}亿元，同比增长{growth}%。郴州市社零总额{retail}亿元。"
)
ADD = """
import sys
import zhibiao as zb
from zhibiao.parts import KEPT
from zhibiao import shelf
shelf.PACK, shelf.ROWS = 7, 60
print(zb.Archive(sys.argv[2]).add(sys.argv[1], progress=False))
"""


def texts(folder: Path, pages: int) -> Path:
    """A folder of pages, each with other figures, and a name that says its day."""
    folder.mkdir()
    for number in range(pages):
        text = FAMOUS.format(trade=100 + number, growth=number % 10 + 1, retail=500 + number)
        (folder / f"page-{number:03}-2026-01-21.txt").write_text(text, encoding="utf8")
    return folder


def adding(pages: Path, kept: Path) -> subprocess.Popen[str]:
    """A process, a group with those that it starts, that adds pages, and packs them often."""
    return subprocess.Popen(
        [sys.executable, "-c", ADD, pages, kept],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def count(archive: zb.Archive) -> int:
    try:
        return int(archive.sql("select count(*) from pages").fetchall()[0][0])
    except zb.ZhibiaoError as error:  # before the first page
        assert "there is no archive" in str(error)
        return 0


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return texts(tmp_path_factory.mktemp("many") / "pages", 60)


@pytest.fixture
def archive(tmp_path: Path) -> zb.Archive:
    return zb.Archive(tmp_path / "archive")


# Frames


@pytest.mark.parametrize("table", KEPT)
def test_frames_are_those_of_the_page(archive: zb.Archive, seed_page: zb.Page, table: str) -> None:
    archive.add(seed_page)
    kept = getattr(archive, table)
    assert list(kept.columns[:2]) == ["doc", "published"]
    assert set(kept["doc"]) == {seed_page.name} and set(kept["published"].dt.date) == {seed_page.published}
    own = kept.drop(columns=["doc", "published"]).droplevel("page")
    pd.testing.assert_frame_equal(own, getattr(seed_page, table))
    tables.schema(table).validate(own)


def test_an_archive_of_pages_without_rows_has_empty_frames_with_the_same_types(archive: zb.Archive) -> None:
    archive.add(zb.read("石桥边的豆腐坊冒起了热气。"))
    kept = archive.indicators
    assert kept.empty
    pd.testing.assert_series_equal(
        kept.drop(columns=["doc", "published"]).dtypes, tables.empty("indicators").dtypes
    )


def test_a_row_leads_back_to_its_text(archive: zb.Archive, made_up_page: zb.Page) -> None:
    archive.add(made_up_page)
    texts = archive.pages["text"]
    for (page, _), row in archive.indicators.iterrows():
        assert texts[page][row["start"] : row["end"]] == row["quote"]


# Adding


def test_adding_twice_changes_nothing(archive: zb.Archive, made_up_path: Path, tmp_path: Path) -> None:
    first, second = archive.add(made_up_path), archive.add(made_up_path)
    assert (first.new, first.known) == ((made_up_path.name,), ())
    assert (second.new, second.known) == ((), (made_up_path.name,))
    assert archive.add(zb.read(made_up_path)).known == (made_up_path.name,)
    assert count(archive) == 1


def test_the_same_text_in_another_file_is_the_same_page(archive: zb.Archive, made_up_path: Path) -> None:
    copy = made_up_path.with_name("copy.txt")
    copy.write_bytes(made_up_path.read_text(encoding="utf8").encode("gb18030"))
    added = archive.add([made_up_path, copy])
    assert (added.new, added.known) == ((made_up_path.name,), (copy.name,))
    assert count(archive) == 1


@pytest.mark.parametrize("pack", [1, 500], ids=["packed", "not packed"])
def test_a_page_read_with_another_day_takes_the_place_of_the_old(
    archive: zb.Archive, pack: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhibiao.shelf.PACK", pack)
    text = "郴州市去年进出口总值320亿元。"
    archive.add([zb.read(text, published="2025-01-21"), zb.read("郴州市有企业5家。")])
    assert archive.add(zb.read(text, published="2026-01-21")).new == ("text",)
    assert archive.series("进出口总值", subject="郴州")["period"].tolist() == ["2025"]
    assert count(archive) == 2


def test_what_cannot_be_read_does_not_stop_the_rest(
    archive: zb.Archive, made_up_path: Path, tmp_path: Path
) -> None:
    (tmp_path / "broken.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    added = archive.add([tmp_path / "missing.txt", made_up_path, tmp_path / "broken.txt"])
    assert set(added.failed) == {"missing.txt", "broken.txt"}
    assert added.new == (made_up_path.name,)


def test_files_that_were_changed_are_read_again(archive: zb.Archive, made_up_path: Path) -> None:
    archive.add(made_up_path)
    made_up_path.write_text("郴州市进出口总值320亿元。", encoding="utf8")
    assert archive.add(made_up_path).new == (made_up_path.name,)
    assert count(archive) == 2


def test_the_files_have_fixed_names_and_bytes(made_up_page: zb.Page, tmp_path: Path) -> None:
    written = []
    for name in ("one", "other"):
        zb.Archive(tmp_path / name).add(made_up_page)
        written.append({file.name: file.read_bytes() for file in (tmp_path / name).rglob("*.parquet")})
    assert written[0] == written[1] and len(written[0]) == 1


def test_nothing_is_written_outside(made_up_path: Path, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*")}
    archive = zb.Archive(tmp_path / "archive")
    archive.add(made_up_path)
    archive.sql("select * from indicators")
    assert {path for path in tmp_path.iterdir()} - before == {tmp_path / "archive"}


AWKWARD = ["it's", "a[1]*", "指标 档案", "..hidden"]


@pytest.mark.parametrize("name", AWKWARD)
def test_folders_of_any_name(name: str, tmp_path: Path, made_up_page: zb.Page) -> None:
    archive = zb.Archive(tmp_path / name)
    archive.add(made_up_page)
    assert count(archive) == 1


# Kills and other writers


def test_killed_three_times_it_is_complete_and_without_doubles(
    archive: zb.Archive, many: Path, tmp_path: Path
) -> None:
    for enough in (5, 20, 40):
        process = adding(many, tmp_path / "archive")
        while process.poll() is None and count(archive) < enough:
            sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    assert adding(many, tmp_path / "archive").communicate()[0].endswith("0 failed>\n")
    rows = archive.sql("select count(*), count(distinct page), count(distinct doc) from pages").fetchall()
    assert rows == [(60, 60, 60)]
    direct = zb.read_many(many).indicators
    kept = archive.indicators.reset_index("page", drop=True).set_index("doc", append=True).swaplevel()
    pd.testing.assert_frame_equal(kept.drop(columns="published"), direct)
    assert not list(tmp_path.rglob(".partial-*"))


def test_what_a_kill_left_behind_is_taken_away(archive: zb.Archive, tmp_path: Path) -> None:
    archive.add(zb.read("郴州市有企业5家。"))
    left_behind = tmp_path / "archive" / "pages" / ".partial-0123.parquet"
    left_behind.write_bytes(b"PAR1")
    assert count(archive) == 1
    archive.add(zb.read("郴州市有企业6家。"))
    assert not left_behind.exists()


def test_two_writers_and_a_reader_do_not_spoil_each_other(
    archive: zb.Archive, many: Path, tmp_path: Path
) -> None:
    writers = [adding(many, tmp_path / "archive") for _ in range(2)]
    seen = [0]
    while any(writer.poll() is None for writer in writers):
        seen.append(count(archive))
    assert [writer.communicate()[0][:7] for writer in writers] == ["<Added:"] * 2
    assert seen == sorted(seen)
    rows = archive.sql("select count(*), count(distinct page) from pages").fetchall()
    assert rows == [(60, 60)]


# Questions


def test_answers_hold_what_was_there_when_asked(archive: zb.Archive) -> None:
    archive.add(zb.read("郴州市有企业5家。"))
    answer = archive.sql("select subject, value from indicators")
    archive.add(zb.read("郴州市有学校6所。"))
    assert answer.fetchall() == [("郴州市", 5.0)]
    assert answer.filter("value > 5").fetchall() == []
    assert answer.df()["value"].tolist() == [5.0]


def test_a_folder_of_the_parts_can_be_read_with_duckdb_alone(
    archive: zb.Archive, tmp_path: Path, many: Path
) -> None:
    archive.add(many)
    files = str(tmp_path / "archive" / "pages" / "*.parquet")
    found = duckdb.execute("select count(*) from read_parquet(?) where record = 'pages'", [files]).fetchall()
    assert found == [(60,)]
    assert pq.read_table(tmp_path / "archive" / "pages").num_rows > 60


NO_QUESTIONS = [  # query, what the error says, label
    ("copy pages to 'OUT'", "COPY", "writing a file"),
    ("copy (select 1) to 'ARCHIVE/pages/x.parquet'", "COPY", "writing into the archive"),
    ("select * from read_text('FOREIGN')", "Permission", "reading another file"),
    ("select * from 'FOREIGN'", "Permission", "reading another file by its name"),
    ("select * from read_text('ARCHIVE/../foreign.csv')", "Permission", "a way out of the folder"),
    ("attach 'OUT'", "ATTACH", "another database"),
    ("set enable_external_access = true", "SET", "opening what is closed"),
    ("select 1; drop view pages", "SELECT, DROP", "two statements"),
    ("explain analyze copy pages to 'OUT'", "EXPLAIN", "writing under another name"),
    ("insert into pages values (1)", "INSERT", "adding rows"),
    ("install httpfs", "LOAD", "an extension"),
    ("select * from 'https://example.com/rows.csv'", "cannot be answered", "the network"),
    ("select nothing from nowhere", "nowhere", "an unknown table"),
    ("selec", "syntax error", "no SQL"),
    ("", "nothing", "an empty query"),
]


@pytest.mark.parametrize(("query", "message", "label"), NO_QUESTIONS, ids=[row[-1] for row in NO_QUESTIONS])
def test_an_archive_only_answers(
    archive: zb.Archive, query: str, message: str, label: str, tmp_path: Path
) -> None:
    archive.add(zb.read("郴州市有企业5家。"))
    (tmp_path / "foreign.csv").write_text("a\n1\n")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    names = {"OUT": tmp_path / "out", "FOREIGN": tmp_path / "foreign.csv", "ARCHIVE": tmp_path / "archive"}
    for word, path in names.items():
        query = query.replace(word, str(path))
    with pytest.raises(zb.ZhibiaoError, match=message):
        archive.sql(query)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_a_folder_without_an_archive_is_said_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(zb.ZhibiaoError, match="there is no archive in"):
        zb.Archive(tmp_path / "typo").sql("select 1")
    assert not (tmp_path / "typo").exists()


def test_a_file_is_no_archive(made_up_path: Path, made_up_page: zb.Page) -> None:
    with pytest.raises(zb.ZhibiaoError, match="cannot write into"):
        zb.Archive(made_up_path).add(made_up_page)


@pytest.mark.parametrize("given", [None, 5, b"bytes"])
def test_what_is_no_page_is_said(archive: zb.Archive, given: object) -> None:
    with pytest.raises(zb.ZhibiaoError):
        archive.add(given)  # type: ignore[arg-type]
