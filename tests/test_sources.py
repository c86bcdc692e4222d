"""Reading pages: every way to give one, every encoding, and what cannot be read."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibiao.errors import SourceError, ZhibiaoError
from zhibiao.sources import Source, read_text

TEXT = "青石镇去年新建茶园3000亩，茶农收入增长12%。\n云岭县图书馆新馆藏书46万册，设座位1200个。\n"
TRADITIONAL = "青石鎮去年新建茶園三千畝，茶農收入增長百分之十二。\n雲嶺縣圖書館新館藏書四十六萬冊。\n"


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w:t>青石镇</w:t>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("encoding", "text", "named"),
    [
        ("utf-8", TEXT, "utf-8"),
        ("utf-8-sig", TEXT, "utf-8-sig"),
        ("utf-16", TEXT, "utf-16"),
        ("utf-16-le", TEXT, "utf-16-le"),
        ("utf-16-be", TEXT, "utf-16-be"),
        ("utf-32", TEXT, "utf-32"),
        ("gb18030", TEXT, "gb18030"),
        ("gbk", TEXT, "gb18030"),
        ("gb2312", TEXT, "gb18030"),
        ("gb18030", TRADITIONAL, "gb18030"),
        ("big5", TRADITIONAL, "big5"),
    ],
)
def test_encodings(encoding: str, text: str, named: str, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(text.encode(encoding))
    assert read_text(path) == Source(text, "page.txt", named)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16", "gb18030"])
def test_a_file_cut_in_mid_character_is_read_up_to_there(encoding: str) -> None:
    assert read_text((TEXT + "茶").encode(encoding)[:-1]).text == TEXT


def ways(path: Path) -> list[Any]:
    return [path, str(path), path.read_bytes(), path.open("rb"), path.open(encoding="utf8", newline="")]


def test_every_way_to_give_a_page(tmp_path: Path) -> None:
    path = tmp_path / "青石日报.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    given_ways = ways(path)
    read = [read_text(way) for way in given_ways]
    for way in given_ways[3:]:
        way.close()
    assert [source.text for source in read] == [TEXT] * 5
    assert [source.name for source in read] == [
        "青石日报.txt",
        "青石日报.txt",
        "bytes",
        "青石日报.txt",
        "青石日报.txt",
    ]


@pytest.mark.parametrize(
    ("given_text", "text"),
    [
        (TEXT, TEXT),
        ("\ufeff" + TEXT, TEXT),
        ("一行\r\n两行\r三行\n", "一行\n两行\n三行\n"),
        ("全市增长12%", "全市增长12%"),
        ("每平方米5元/月", "每平方米5元/月"),
        ("增长12.5%", "增长12.5%"),
        ("长" * 5000, "长" * 5000),
        ("12% up.\n", "12% up.\n"),
    ],
    ids=[
        "lines",
        "byte order mark",
        "line ends",
        "no stop",
        "a slash",
        "a point",
        "one long line",
        "ASCII with a line end",
    ],
)
def test_the_text_itself(given_text: str, text: str) -> None:
    assert read_text(given_text) == Source(text, "text", None)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        ("\ufeff".encode(), "is empty"),
        (b"\0" * 200, "binary"),
        (bytes(range(256)) * 8, "not text|binary"),
        (b"%PDF-1.7\n%\xe2\xe3", "a damaged PDF file"),
        (zipped(), "a damaged Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "an old Word or Excel file"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "a picture"),
        ("青石镇".encode() + b"\0\0\0", "binary|not text"),
    ],
    ids=[
        "empty",
        "blank",
        "only a mark",
        "zeros",
        "all bytes",
        "PDF",
        "DOCX",
        "DOC",
        "PNG",
        "zeros after text",
    ],
)
def test_what_cannot_be_read(content: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=says):
        read_text(path)


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("no-such-page.txt", "there is no file 'no-such-page.txt'"),
        (Path("no/such/page"), "there is no file"),
        ("no-such-page", "there is no file"),
        (os.curdir, "is a folder"),
        (Path(os.curdir), "is a folder"),
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("青石镇\ud800通水。", "half a character"),
        (5, "cannot read 5: pass a path"),
        (None, "cannot read None: pass a path"),
        (io.StringIO(""), "is empty"),
        (Path("a\0b.txt"), "cannot open"),
    ],
    ids=[
        "a missing file",
        "a missing path",
        "a missing name",
        "a folder's name",
        "a folder",
        "no text",
        "blank lines",
        "a lone surrogate",
        "a number",
        "nothing",
        "an empty file",
        "a path with a zero",
    ],
)
def test_what_is_no_page(source: Any, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        read_text(source)


def test_a_closed_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf8")
    with path.open("rb") as file:
        pass
    with pytest.raises(SourceError, match="open for reading"):
        read_text(file)


def test_a_file_opened_in_the_wrong_encoding_says_so(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    with path.open(encoding="utf8") as file, pytest.raises(SourceError, match="mode 'rb'"):
        read_text(file)


@given(st.binary(max_size=400))
def test_any_bytes_give_a_text_or_an_error(content: bytes) -> None:
    try:
        source = read_text(content)
    except ZhibiaoError as error:
        assert str(error)
    else:
        assert source.text.strip() and "\r" not in source.text and "\0" not in source.text


@given(st.text(max_size=100).filter(lambda text: "\0" not in text))
def test_any_text_with_a_line_end_is_itself(text: str) -> None:
    text += "\n青石镇。"
    assert read_text(text).text == text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
