"""What each kind of file is read as: saved web pages, Word documents, Markdown, tables of pages; and how they are given."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pandas as pd
import pytest
from conftest import ROOT
from docx.oxml import parse_xml
from press import Press

import zhibiao as zb
from zhibiao.errors import ZhibiaoError
from zhibiao.sources import read_text

TEXT = "青石镇去年新建茶园3000亩，茶农收入增长12%。"
MORE = "镇里引进加工企业5家，年加工能力2000吨。"
MENU = "<div class=menu><a href=1>首页</a> | <a href=2>要闻</a> | <a href=3>经济</a></div>"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

WEB = [  # HTML, its lines, what it is
    (
        f"{MENU}<h1>青石镇通水了</h1><p>　　{TEXT}</p><script>var a = 3;</script><style>p {{}}</style><p>{MORE}</p>",
        ["青石镇通水了", TEXT, MORE],
        "an article",
    ),
    (
        f"<nav><a>上一版</a></nav><table><tr><td><a>云岭通车</a><td><h3>乡村见闻</h3><h1>青石镇通水了</h1>"
        f"<h2>——三年变了样</h2><p class=sec>田一禾 周文<span>《青江日报》（2026年03月02日 第 02 版）</span></p>"
        f"<div id=ozoom><!--enpcontent--><founder-content><P>　　{TEXT}<P>　　{MORE}</founder-content></div></table>",
        [
            "乡村见闻",
            "青石镇通水了",
            "——三年变了样",
            "田一禾 周文",
            "《青江日报》（2026年03月02日 第 02 版）",
            TEXT,
            MORE,
        ],
        "an e-paper's article",
    ),
    (
        f"<h2>青石镇通水了</h2><p>田一禾<p>{TEXT}<h2>云岭县通车了</h2><p>{MORE}",
        ["青石镇通水了", "田一禾", TEXT, "云岭县通车了", MORE],
        "two articles",
    ),
    (
        f"<h1>青石镇通水了</h1><div><span>2026-03-02 08:30</span> <span>来源：青江日报</span> 字号：<a>大</a></div>"
        f"<p>{TEXT}"
        "<div class=share>分享到：微信</div><div class=related><h3>相关阅读</h3><ul><li><a>云岭通车</a></ul></div>"
        "<div id=comments><p>好，今年我家也增收20%。</div><footer>版权所有 ICP备1号</footer>",
        ["青石镇通水了", "2026-03-02 08:30", "来源：青江日报", TEXT],
        "a news site",
    ),
    (
        f"<h1>青石镇通水了</h1><figure><img src=a><figcaption>图为青石镇。<br>周文 摄</figcaption></figure><p>{TEXT}",
        ["青石镇通水了", "图为青石镇。 周文 摄", TEXT],
        "a caption",
    ),
    (
        "<h1>青石镇通水了</h1><table><tr><th>指标<th>数值<tr><td>茶园<td>3000亩</table>",
        ["青石镇通水了", "指标\t数值", "茶园\t3000亩"],
        "a table of figures",
    ),
    (f"<title>青石镇通水了_青江网</title><p>{TEXT}", ["青石镇通水了", TEXT], "a title only in the head"),
    (f"<p>{TEXT[:10]}<b>{TEXT[10:14]}</b><span>{TEXT[14:]}</span>", [TEXT], "inline elements"),
    (f"<p>{TEXT[:9]}\n      {TEXT[9:]}", [TEXT], "a line broken in the source"),
    (f"<p style='display: none'>看不见的20亿元。<p hidden>看不见。<p>{TEXT}", [TEXT], "what is hidden"),
    (
        f"<form id=form1><div class=nav-page><p>{TEXT}</div></form>",
        [TEXT],
        "a form that holds the whole page",
    ),
    ("<ul><li><a>青石镇通水了</a><li><a>云岭通车了</a></ul>", ["青石镇通水了", "云岭通车了"], "only links"),
    (f"<p>{TEXT}<br>{MORE}", [TEXT, MORE], "a break"),
]


@pytest.mark.parametrize(("page", "lines", "label"), WEB, ids=[row[-1] for row in WEB])
def test_a_web_page_is_read_as_its_articles(page: str, lines: list[str], label: str) -> None:
    assert read_text(f"<!DOCTYPE html><html>{page}".encode()).text.splitlines() == lines


ENCODED = [  # encoding, head, named
    ("utf-8", "", "utf-8"),
    ("utf-8-sig", "", "utf-8-sig"),
    ("utf-16", "", "utf-16"),
    ("gb18030", "<meta charset=gb2312>", "gb18030"),
    ("gb18030", '<meta http-equiv=Content-Type content="text/html; charset=gbk">', "gb18030"),
    ("gb18030", "", "gb18030"),
    ("utf-8", "<meta charset=gb2312>", "utf-8"),
    ("big5", "<meta charset=big5>", "big5"),
]


@pytest.mark.parametrize(("encoding", "head", "named"), ENCODED)
def test_a_web_page_in_any_encoding(encoding: str, head: str, named: str) -> None:
    text = "青石去年收入增加三成。" if encoding == "big5" else TEXT
    read = read_text(f"<html><head>{head}<p>{text * 20}".encode(encoding))
    assert (read.text, read.encoding) == (f"{text * 20}\n", named)


def test_a_page_saved_with_all_its_parts() -> None:
    page = (
        "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=----x\r\n\r\n------x\r\n"
        "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<h1>=E9=9D=92=E7=9F=B3</h1>\r\n"
        "------x\r\nContent-Type: image/png\r\n\r\n...\r\n------x--\r\n"
    )
    assert read_text(page.encode()).text == "青石\n"


STATED = [  # head of a page, its day, where it is from
    ('<meta name="publishdate" content="2026-03-02">', date(2026, 3, 2), "metadata"),
    ('<meta name="PubDate" content="2026-03-02 10:15">', date(2026, 3, 2), "metadata"),
    ('<meta property="article:published_time" content="2026-03-01T18:00:00Z">', date(2026, 3, 2), "metadata"),
    (
        '<script type="application/ld+json">{"datePublished": "2026-03-02"}</script>',
        date(2026, 3, 2),
        "metadata",
    ),
    ("<!--enpproperty <date>2026-03-02 00:00:00.0</date>/enpproperty-->", date(2026, 3, 2), "metadata"),
    ("<title>青江日报 2026年3月2日 第02版</title>", date(2026, 3, 2), "metadata"),
    ('<meta name="lastmod" content="2026-03-09">', date(2025, 5, 1), "text"),
]


@pytest.mark.parametrize(("head", "day", "origin"), STATED)
def test_the_day_that_a_web_page_states(head: str, day: date, origin: str) -> None:
    page = zb.read(f"<html><head>{head}</head><p>2025年5月1日，{TEXT}".encode())
    assert (page.published, page.published_from, page.published_inferred) == (day, origin, True)


# ---- Word and Markdown ----------------------------------------------------------------------------------------------


def word(build: Callable[[docx.document.Document], object]) -> bytes:
    document = docx.Document()
    build(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def with_table(document: docx.document.Document) -> None:
    document.add_paragraph(TEXT)
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("指标", "数值", "茶园", "3000亩"), strict=True):
        cell.text = text


def with_xml(*parts: str) -> Callable[[docx.document.Document], None]:
    def build(document: docx.document.Document) -> None:
        for part in parts:
            document.element.body.insert(0, parse_xml(part.replace(">", f" {W}>", 1)))

    return build


RUN = "<w:r><w:t>{}</w:t></w:r>"
DOCUMENTS = [  # a document, its lines, what it is
    (
        lambda d: (d.add_heading("青石镇通水了", 1), d.add_paragraph(TEXT)),
        ["青石镇通水了", TEXT],
        "a heading",
    ),
    (with_table, [TEXT, "指标\t数值", "茶园\t3000亩"], "a table"),
    (lambda d: d.add_paragraph(f"{TEXT}\n{MORE}"), [TEXT, MORE], "a break"),
    (
        lambda d: (setattr(d.sections[0].header.paragraphs[0], "text", "青江日报"), d.add_paragraph(TEXT)),
        ["青江日报", TEXT],
        "head",
    ),
    (
        with_xml(
            f"<w:p><w:ins>{RUN.format('通水了')}</w:ins><w:del><w:r><w:delText>断水了</w:delText></w:r></w:del></w:p>"
        ),
        ["通水了"],
        "tracked changes",
    ),
    (
        with_xml(f"<w:sdt><w:sdtContent><w:p>{RUN.format(TEXT)}</w:p></w:sdtContent></w:sdt>"),
        [TEXT],
        "a field to fill in",
    ),
    (
        with_xml(
            f"<w:p>{RUN.format(MORE)}<w:r><w:pict><w:txbxContent><w:p>{RUN.format(TEXT)}</w:p></w:txbxContent></w:pict></w:r></w:p>"
        ),
        [MORE, TEXT],
        "a text box",
    ),
]


@pytest.mark.parametrize(("build", "lines", "label"), DOCUMENTS, ids=[row[-1] for row in DOCUMENTS])
def test_a_word_document_is_read_as_its_lines(
    build: Callable[[docx.document.Document], object], lines: list[str], label: str
) -> None:
    assert read_text(word(build)).text.splitlines() == lines


def test_when_a_document_was_made_is_not_when_it_was_published() -> None:
    made = word(
        lambda d: (setattr(d.core_properties, "created", pd.Timestamp("2024-01-01")), d.add_paragraph(TEXT))
    )
    press = Press(300, 200)
    press.pdf.set_creation_date(pd.Timestamp("2024-01-01", tz="UTC").to_pydatetime())
    press.flow([(20, 20, 260, 100)], [TEXT])
    assert [zb.read(file).published for file in (made, press.bytes())] == [None, None]


MARKDOWN = [  # Markdown, its lines, what it is
    (f"# 青石镇**通水**了\n\n{TEXT}\n", ["青石镇通水了", TEXT], "a heading and emphasis"),
    ("投资[3亿元](https://a.cn)，![图为茶园](a.png)\n", ["投资3亿元，图为茶园"], "a link and a picture"),
    ("- 通水\n- 通车\n\n1. 开工\n2. 完工\n", ["通水", "通车", "1. 开工", "2. 完工"], "lists"),
    ("| 指标 | 数值 |\n|---|---|\n| 茶园 | 3000亩 |\n", ["指标\t数值", "茶园\t3000亩"], "a table"),
    (f"青石镇通水了\n田一禾\n{TEXT}\n", ["青石镇通水了", "田一禾", TEXT], "lines without blank ones between"),
    ("水来了。  \n车来了。\n", ["水来了。", "车来了。"], "a hard break"),
    (f"> {TEXT}\n\n---\n\n~~不~~增长`12%`\n", [TEXT, "不增长12%"], "a quotation, a rule, code"),
    ("---\ntitle: 青石镇通水了\n---\n水来了。\n", ["青石镇通水了", "水来了。"], "front matter"),
    ("增长 * 12%，PM2_5下降3_4。\n", ["增长 * 12%，PM2_5下降3_4。"], "signs that mark nothing"),
]


@pytest.mark.parametrize(("text", "lines", "label"), MARKDOWN, ids=[row[-1] for row in MARKDOWN])
def test_markdown_is_read_without_its_marks(text: str, lines: list[str], label: str, tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(text, encoding="utf8")
    assert read_text(path).text.splitlines() == lines


# ---- tables of pages --------------------------------------------------------------------------------------------------

FRAME = pd.DataFrame({"编号": [7, 8], "发布日期": ["2026-03-02", None], "正文": [TEXT, f"去年{MORE}"]})
TABLES = [  # name, content
    ("pages.csv", FRAME.to_csv(index=False).encode("utf-8-sig")),
    ("pages.csv", FRAME.to_csv(index=False).encode("gb18030")),
    ("pages.tsv", FRAME.to_csv(index=False, sep="\t").encode()),
    ("pages.jsonl", FRAME.to_json(orient="records", lines=True, force_ascii=False).encode()),
    ("pages.parquet", FRAME.to_parquet()),
    ("pages.parquet", FRAME.assign(发布日期=pd.to_datetime(FRAME["发布日期"])).to_parquet()),
]


@pytest.mark.parametrize(("name", "content"), TABLES)
def test_each_row_of_a_table_is_a_page(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    pages = zb.read_many(tmp_path / name)
    assert list(pages.pages) == [f"{name}#1", f"{name}#2"]
    assert [page.text for page in pages] == [TEXT, f"去年{MORE}"]
    assert [(page.published, page.published_from) for page in pages] == [
        (date(2026, 3, 2), "metadata"),
        (None, None),
    ]
    assert pages.indicators.loc[f"{name}#1", "period"].tolist() == ["2025", "2025"]


def test_columns_can_be_named_and_an_empty_row_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rows.dat"
    path.write_text(f"who,what,when\n甲,{TEXT},2026-03-02\n乙,,2026-03-02\n", encoding="utf8")
    pages = zb.read_many(path, text_column="what", date_column="when")
    assert (list(pages.pages), list(pages.failed)) == (["rows.dat#1"], ["rows.dat#2"])
    assert pages.pages["rows.dat#1"].published == date(2026, 3, 2)
    (error,) = zb.read_many(path, text_column="title").failed.values()
    assert "no column 'title', only who, what, when" in str(error)


def test_a_table_is_one_page_only_where_it_has_one_row(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text(f"date,text\n2026-03-02,{TEXT}\n", encoding="utf8")
    assert zb.read(path).published == date(2026, 3, 2)
    path.write_text(f"text\n{TEXT}\n{TEXT}\n", encoding="utf8")
    with pytest.raises(ZhibiaoError, match="read_many"):
        zb.read(path)


# ---- how pages are given ----------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    press = Press(300, 200)
    press.flow([(20, 20, 260, 100)], [TEXT])
    (tmp_path / "a.pdf").write_bytes(press.bytes())
    (tmp_path / "b.docx").write_bytes(word(lambda document: document.add_paragraph(TEXT)))
    (tmp_path / "c.html").write_text(f"<p>{TEXT}", encoding="gb18030")
    (tmp_path / "d.md").write_text(TEXT, encoding="utf8")
    (tmp_path / "e.TXT").write_text(TEXT, encoding="utf16")
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "f.txt").write_text(TEXT, encoding="utf8")
    return tmp_path


def test_a_folder_of_any_kinds(folder: Path) -> None:
    pages = zb.read_many(folder)
    assert list(pages.pages) == ["a.pdf", "b.docx", "c.html", "d.md", "e.TXT"]
    assert {page.text.strip() for page in pages} == {TEXT}


PATTERNS = [("*.[ph]*", ["a.pdf", "c.html"]), ("**/*.txt", ["f.txt"]), ("?.md", ["d.md"])]


@pytest.mark.parametrize(("pattern", "names"), PATTERNS)
def test_a_pattern(pattern: str, names: list[str], folder: Path) -> None:
    assert list(zb.read_many(f"{folder}/{pattern}").pages) == names


def test_a_pattern_that_nothing_fits(folder: Path) -> None:
    with pytest.raises(ZhibiaoError, match="no file fits the pattern"):
        zb.read_many(f"{folder}/*.doc")
    with pytest.raises(ZhibiaoError, match="read_many reads all files that fit a pattern"):
        zb.read(f"{folder}/*.pdf")


def run(*arguments: str, given: bytes = b"", hidden: str = "") -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own, in which some packages cannot be found."""
    code = (
        "import sys\n"
        "class Hidden:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name.partition('.')[0] in {hidden.split()}: raise ModuleNotFoundError(name=name)\n"
        "sys.meta_path.insert(0, Hidden())\n"
        "from zhibiao.cli import main\nmain()"
    )
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        input=given,
        capture_output=True,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf8"},
        check=False,
    )


def test_standard_input(folder: Path) -> None:
    done = run("extract", "-", "--published", "2026-03-02", given=(folder / "a.pdf").read_bytes())
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().count("standard input,") == 2


def test_without_the_extra_the_error_names_it_and_text_is_read(folder: Path) -> None:
    done = run("articles", str(folder), hidden="pypdfium2 docx lxml markdown_it")
    errors = done.stderr.decode()
    assert done.returncode == 1
    for needed in (
        "PDF files need pypdfium2",
        "Word documents need docx",
        "HTML pages need lxml",
        "Markdown files need markdown_it",
    ):
        assert f"{needed}, which is not installed: run pip install 'zhibiao[files]'" in errors
    assert TEXT in done.stdout.decode()


def test_the_columns_of_a_table_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f"what,when\n{TEXT},2026-03-02\n", encoding="utf8")
    done = run(
        "extract",
        str(path),
        "--text-column",
        "what",
        "--date-column",
        "when",
        "-o",
        str(tmp_path / "out.jsonl"),
    )
    assert done.returncode == 0, done.stderr.decode()
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf8").splitlines()]
    assert [(row["doc"], row["period"]) for row in rows] == [("rows.csv#1", "2025")] * 2
