"""Broken files of every kind: each gives a clear error or what can be read of it, within 20 seconds and a gigabyte.

Each is read in a process of its own whose memory and time are limited.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pandas as pd
import pytest
from fpdf import FPDF
from fpdf.enums import EncryptionMethod
from press import Press, columns

TEXT = "青石镇去年新建茶园3000亩，茶农收入增长12%。\n"
LINE = "全市完成投资120亿元，增长12%，"
GIGABYTE, SECONDS = 1 << 30, 20

CHILD = """
import json, os, resource, signal, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)  # before Arrow reserves what there is
import zhibiao as zb
zb.read("青石镇去年新建茶园3000亩。")  # what is loaded once is there for all
def read(path):
    pages = zb.read_many(path, progress=False)
    errors = [str(error) for error in pages.failed.values()]
    faults = [f"FAULT {error}" for error in errors if "report this page" in error]
    return "; ".join(faults or errors) or "read: " + "".join(page.text for page in pages)[:200]
for name in json.load(sys.stdin):
    if os.fork():
        if os.wait()[1]:
            print(json.dumps([name, "FAULT: the process died"]), flush=True)
        continue
    signal.alarm(int(sys.argv[3]))  # ends the process
    try:
        result = read(sys.argv[1] + "/" + name)
    except zb.ZhibiaoError as error:
        result = str(error)
    except BaseException as error:
        result = f"FAULT {type(error).__name__}: {error}"
    print(json.dumps([name, result]), flush=True)
    os._exit(0)
"""


# ---- whole files, to be broken ------------------------------------------------------------------------------------


def pdf(pages: int = 1, **encryption: str) -> bytes:
    press = Press(300, 400)
    press.flow(columns(20, 20, 260, 340, 2), [TEXT.strip()] * 3)
    for _ in range(pages - 1):
        press.page()
    if encryption:
        press.pdf.set_encryption(encryption_method=EncryptionMethod.RC4, **encryption)
    return press.bytes()


def picture_pdf() -> bytes:
    paper = FPDF()
    paper.add_page()
    paper.set_fill_color(90)
    paper.rect(20, 20, 100, 100, style="F")
    return bytes(paper.output())


def bare_pdf(*objects: str) -> bytes:
    """A PDF of these objects, as another program than ours would write it."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return body + end.encode()


def word(text: str = TEXT) -> bytes:
    document = docx.Document()
    document.add_heading("青石镇通水了", 1)
    document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def repacked(change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None) -> bytes:
    """A Word document with its parts changed, or left out where the change is None."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (content := change(name, old.read(name))) is not None:
                new.writestr(name, content)
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return file.getvalue()


def body_part(content: bytes) -> bytes:
    return repacked(lambda name, old: content if name == "word/document.xml" else old)


def entity_bomb() -> bytes:
    nested = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return body_part(
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "增长">{nested}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        "<w:t>青石镇通水了&l9;</w:t></w:r></w:p></w:body></w:document>".encode()
    )


def nested_word(depth: int) -> bytes:
    opens, closes = "<w:sdt><w:sdtContent>" * depth, "</w:sdtContent></w:sdt>" * depth
    return body_part(
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"{opens}<w:p><w:r><w:t>水来了。</w:t></w:r></w:p>{closes}</w:body></w:document>".encode()
    )


def zipped(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def parquet(frame: pd.DataFrame) -> bytes:
    return frame.to_parquet()


def encrypted_entries() -> bytes:
    """A document whose entries are marked as encrypted."""
    data = bytearray(word())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


HTML = f"<!DOCTYPE html><meta charset=utf-8><h1>青石镇通水了</h1><p>{TEXT}"
FILES: list[tuple[str, Callable[[], bytes], str]] = [  # name, content, what it gives
    # plain text
    ("cut.txt", lambda: (TEXT * 3).encode()[:-2], "read: 青石镇"),
    ("cut-gbk.txt", lambda: (TEXT * 3).encode("gb18030")[:-2], "read: 青石镇"),
    ("empty.txt", lambda: b"", "is empty"),
    ("blank.txt", lambda: " \u3000\n".encode() * 100, "is empty"),
    ("zeros.txt", lambda: b"\0" * 100_000, "binary"),
    ("binary.txt", lambda: bytes(range(256)) * 1000, "binary"),
    ("surrogates.txt", lambda: TEXT.encode("utf-16-le") + b"\x00\xd8", "read: 青石镇"),
    ("surrogates-8.txt", lambda: TEXT.encode() + b"\xed\xa0\x80", "not text|unknown encoding|read: "),
    ("line-50MB.txt", lambda: (LINE * 1_100_000).encode(), "more than 500,000 characters"),
    ("same-50MB.txt", lambda: b"1" * 50_000_000, "more than 500,000 characters"),
    ("mixed.txt", lambda: TEXT.encode() + TEXT.encode("gb18030"), "not text|unknown encoding"),
    ("rtf.txt", lambda: b"{\\rtf1\\ansi \\u38738?}", "a rich text file"),
    # wrong suffixes
    ("a-pdf.txt", pdf, "read: 青石镇"),
    ("a-pdf.docx", pdf, "read: 青石镇"),
    ("a-docx.pdf", word, "read: 青石镇"),
    ("a-docx.txt", word, "read: 青石镇"),
    ("a-page.txt", HTML.encode, "read: 青石镇"),
    ("a-page.pdf", HTML.encode, "read: 青石镇"),
    ("a-text.pdf", TEXT.encode, "is no PDF file"),
    ("a-text.docx", TEXT.encode, "is no DOCX file"),
    ("a-text.html", TEXT.encode, "read: 青石镇"),
    ("a-zip.txt", lambda: zipped(note=TEXT.encode()), "damaged Word document"),
    ("a-picture.html", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "a picture"),
    ("a-doc.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "an old Word"),
    # PDF
    ("cut.pdf", lambda: pdf()[:-900], "read: |damaged PDF|no text"),
    ("half.pdf", lambda: pdf()[:3000], "damaged PDF|no text"),
    ("empty.pdf", lambda: b"", "is empty"),
    ("head.pdf", lambda: b"%PDF-1.7\n", "damaged PDF"),
    ("binary.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4000, "damaged PDF"),
    ("encrypted.pdf", lambda: pdf(owner_password="a", user_password="b"), "is encrypted"),
    ("owner.pdf", lambda: pdf(owner_password="a", user_password=""), "read: 青石镇"),
    (
        "no-pages.pdf",
        lambda: bare_pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"),
        "damaged PDF|no text",
    ),
    ("scan.pdf", picture_pdf, "only pictures of it"),
    (
        "loop.pdf",
        lambda: bare_pdf(
            "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 9999999 >>"
        ),
        "damaged PDF|no text",
    ),
    ("many-pages.pdf", lambda: pdf(pages=300), "read: 青石镇"),
    ("zeros.pdf", lambda: b"%PDF-1.4\n" + b"\0" * 5_000_000, "damaged PDF"),
    # Word
    ("cut.docx", lambda: word()[:-2000], "damaged Word"),
    ("half.docx", lambda: word()[:5000], "damaged Word"),
    ("empty.docx", lambda: b"", "is empty"),
    ("head.docx", lambda: b"PK\x03\x04", "damaged Word"),
    ("binary.docx", lambda: b"PK\x03\x04" + bytes(range(256)) * 4000, "damaged Word"),
    ("bomb.docx", lambda: body_part(b" " * 31_000_000), "unpacks to more"),
    (
        "bomb-beside.docx",
        lambda: repacked(lambda _, old: old, {"word/media/a.bin": bytes(201_000_000)}),
        "unpacks to more",
    ),
    ("entities.docx", entity_bomb, "damaged Word|read: 青石镇"),
    ("nested.docx", lambda: nested_word(100_000), "damaged Word|is empty"),
    (
        "no-body.docx",
        lambda: repacked(lambda name, old: None if name == "word/document.xml" else old),
        "damaged Word",
    ),
    ("bad-body.docx", lambda: body_part(b"<w:document"), "damaged Word"),
    (
        "not-word.docx",
        lambda: zipped(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<a/>"}),
        "Word document",
    ),
    ("locked.docx", encrypted_entries, "is encrypted"),
    ("no-text.docx", lambda: word(""), "read: 青石镇"),
    ("line.docx", lambda: word(LINE * 100_000), "more than 500,000 characters"),
    # HTML
    ("cut.html", lambda: HTML.encode()[:-4], "read: 青石镇"),
    ("empty.html", lambda: b"", "is empty"),
    ("blank.html", lambda: b"<html><head><title></title></head><body></body></html>", "without text"),
    (
        "script.html",
        lambda: b"<html><body><div id=app></div><script>var a='\xe6\xb0\xb4'</script></body></html>",
        "without text",
    ),
    ("nested.html", lambda: b"<html>" + b"<div>" * 100_000 + TEXT.encode(), "without text|read: "),
    ("inline.html", lambda: b"<html><p>" + b"<b>" * 100_000 + TEXT.encode(), "without text|read: "),
    ("attributes.html", lambda: b"<html><p " + b"a=b " * 300_000 + b">" + TEXT.encode(), "read: 青石镇"),
    ("tables.html", lambda: b"<html>" + b"<table><tr><td>" * 3000 + TEXT.encode(), "without text|read: "),
    ("rows.html", lambda: b"<table>" + b"<tr><td>1<td>2" * 100_000, "more than 50,000 lines"),
    ("lines.txt", lambda: b"1\n" * 100_000, "more than 50,000 lines"),
    ("binary.html", lambda: b"<html>" + bytes(range(256)) * 1000, "binary|not text"),
    ("line-50MB.html", lambda: b"<html><p>" + (LINE * 1_100_000).encode(), "more HTML than a page"),
    ("line-9MB.html", lambda: b"<html><p>" + (LINE * 190_000).encode(), "more than 500,000 characters"),
    ("links.html", lambda: b"<html>" + "<a href=1>青石镇</a>".encode() * 10_000, "read: 青石镇"),
    ("comments.html", lambda: b"<html>" + b"<!-- " * 200_000 + TEXT.encode(), "without text|read: "),
    ("charset.html", lambda: b"<html><meta charset=x-none><p>" + TEXT.encode("gb18030"), "read: 青石镇"),
    (
        "stray.html",
        lambda: b"<html><meta charset=gb2312><p>" + TEXT.encode("gb18030") + b"\xff\xff<p>",
        "read: 青石镇",
    ),
    (
        "archive.mhtml",
        lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n",
        "without text",
    ),
    # Markdown
    ("empty.md", lambda: b"", "is empty"),
    ("nested.md", lambda: b"> " * 50_000 + TEXT.encode(), "read: |is empty"),
    ("stars.md", lambda: b"*a_ " * 5_000 + TEXT.encode(), "read: "),
    ("brackets.md", lambda: b"[" * 20_000 + TEXT.encode(), "read: "),
    ("front.md", lambda: b"---\n" + b"a: b\n" * 1_000 + TEXT.encode(), "read: "),
    ("binary.md", lambda: bytes(range(256)) * 100, "binary|not text"),
    # tables
    ("empty.csv", lambda: b"", "is empty"),
    ("no-text.csv", lambda: "年份,产值\n2025,3\n".encode(), "has no column of text, only 年份, 产值"),
    ("no-rows.csv", lambda: b"text,date\n", "has no rows"),
    ("ragged.csv", lambda: f"text,date\n{TEXT}a,b,c,d,e\n".encode(), "damaged, or no CSV"),
    ("quote.csv", lambda: f'text\n"{TEXT}'.encode(), "damaged, or no CSV|read: "),
    ("blank.csv", lambda: b"text,date\n,2026-03-02\n", "blank.csv#1 is empty"),
    ("binary.csv", lambda: bytes(range(256)) * 100, "binary|not text"),
    ("gbk.csv", lambda: f"正文\n{TEXT}".encode("gb18030"), "read: 青石镇"),
    ("line-50MB.csv", lambda: b"text\n" + (LINE * 1_100_000).encode(), "field larger than field limit"),
    ("line-2MB.csv", lambda: b"text\n" + (LINE * 40_000).encode(), "line-2MB.csv#1 holds more than 500,000"),
    ("cut.jsonl", lambda: json.dumps({"text": TEXT}).encode()[:-9], "damaged, or no file of JSON lines"),
    ("list.jsonl", lambda: b"[1, 2]\n[3]\n", "no JSON object"),
    ("deep.jsonl", lambda: b"[" * 100_000, "damaged, or no file of JSON lines"),
    ("cut.parquet", lambda: parquet(pd.DataFrame({"text": [TEXT]}))[:-40], "damaged, or no Parquet"),
    ("head.parquet", lambda: b"PAR1", "damaged, or no Parquet"),
    ("numbers.parquet", lambda: parquet(pd.DataFrame({"年份": [2025]})), "has no column of text"),
    (
        "bytes.parquet",
        lambda: parquet(pd.DataFrame({"text": [b"\xff\xfe", None]})),
        "bytes.parquet#2 is empty",
    ),
]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("broken")
    for name, make, _ in FILES:
        (folder / name).write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(folder), str(GIGABYTE), str(SECONDS)],
        input=json.dumps([name for name, *_ in FILES]),
        capture_output=True,
        text=True,
        env={
            "PYTHONPATH": str(Path(__file__).parent.parent / "src"),
            "OPENBLAS_NUM_THREADS": "1",
            "PATH": "/usr/bin:/bin",
        },
        check=False,
    )
    found = dict(json.loads(line) for line in done.stdout.splitlines())
    assert len(found) == len(FILES), done.stderr[-2000:]
    return found


@pytest.mark.parametrize(
    ("name", "says"), [(name, says) for name, _, says in FILES], ids=[name for name, *_ in FILES]
)
def test_a_broken_file_gives_a_clear_error_or_what_can_be_read(
    name: str, says: str, results: dict[str, str]
) -> None:
    import re

    assert re.search(says, results[name]), results[name]
    assert "FAULT" not in results[name]
