"""One page in every kind of file: the seed page gives the same rows, and each kind's own forms are read as they are shown."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import docx
import pandas as pd
import pytest
from conftest import PUBLISHED, ROOT, SEED
from press import Press, columns

import zhibiao as zb

HEADS = {"kicker": "kicker", "title": "title", "subtitle": "subtitle", "column": "kicker"}
SIZES = {"kicker": 13.0, "title": 15.0, "subtitle": 13.0, "heading": 11.0, "text": 9.0}
GOLD = ROOT / "data" / "gold" / "seed_articles.jsonl"


def seed_lines() -> list[tuple[str, str]]:
    """The seed page's lines, each with what it is by the gold rows."""
    roles: dict[str, str] = {}
    for row in map(json.loads, GOLD.read_text(encoding="utf8").splitlines()):
        for field, role in HEADS.items():
            named = row[field] if isinstance(row[field], list) else [row[field]]
            roles |= {line: role for line in named if line}
        roles |= dict.fromkeys(row["headings"] or (), "heading")
    lines = (line.strip() for line in SEED.read_text(encoding="utf8").splitlines())
    found = []
    for line in lines:
        if line:
            found.append((line, roles.get(line.removeprefix("——"), "text")))
    return found


# ---- the seed page, set in every kind of file -----------------------------------------------------------------------


def as_pdf(
    number: int, width: float, height: float, indent: float = 2, gap: float = 0, leading: float = 1.5
) -> bytes:
    """The page in columns, headlines and subheadings in larger type, as newspapers are set."""
    press = Press(width, height, body=9, leading=leading)
    frames = iter([*columns(24, 40, width - 48, height - 64, number)] * 60)
    used = 0

    def foot() -> tuple[float, float, float, float]:
        nonlocal used
        if used and used % number == 0:
            press.page()
        used += 1
        return next(frames)

    left, top, wide, high = foot()
    end = top + high
    for line, role in seed_lines():
        size = SIZES[role]
        short = role == "text" and len(line) < 15 and not line.endswith("。") and " " in line
        set_in = 0 if role != "text" or short else indent
        for i, row in enumerate(press.rows(line, size, wide, set_in)):
            if top + size > end:
                left, top, wide, high = foot()
            if role != "text" or short:
                press.centred(left, top, wide, row, size)
            else:
                press.row(left + (set_in * size if i == 0 else 0), top, row, size)
            top += leading * size
        top += gap
    return press.bytes()


def as_docx() -> bytes:
    document = docx.Document()
    for line, role in seed_lines():
        if role == "text":
            document.add_paragraph(line)
        else:
            document.add_heading(line, 2 if role == "heading" else 1)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_html() -> bytes:
    tags = {"title": "h2", "heading": "h4"}
    parts = ((line, tags.get(role, "p")) for line, role in seed_lines())
    body = "\n".join(f"<{tag}>{line}</{tag}>" for line, tag in parts)
    menu = "<nav><a href=1>首页</a><a href=2>要闻</a></nav><ul><li><a href=3>大庸桥社区“治水记”</a></ul>"
    return (
        '<!DOCTYPE html><html><head><meta charset="gb2312"><title>湖南日报</title><script>var a = "水";</script></head>'
        f"<body>{menu}<div class=page>{body}</div><footer>版权所有 湖南日报社</footer></body></html>"
    ).encode("gb18030")


def as_markdown() -> bytes:
    signs = {"title": "## ", "heading": "#### "}
    return "\n\n".join(signs.get(role, "") + line for line, role in seed_lines()).encode()


SEED_FILES: list[tuple[str, Callable[[], bytes]]] = [
    ("gb18030.txt", lambda: SEED.read_text(encoding="utf8").encode("gb18030")),
    ("utf-16.txt", lambda: SEED.read_text(encoding="utf8").encode("utf-16")),
    ("three columns.pdf", lambda: as_pdf(3, 420, 594)),
    ("three wide columns.pdf", lambda: as_pdf(3, 900, 1300)),
    ("two columns, paragraphs apart.pdf", lambda: as_pdf(2, 595, 842, indent=0, gap=6)),
    ("five columns.pdf", lambda: as_pdf(5, 900, 1300, leading=1.35)),
    ("page.docx", as_docx),
    ("page.html", as_html),
    ("page.md", as_markdown),
]


@pytest.mark.parametrize(("name", "make"), SEED_FILES, ids=[name for name, _ in SEED_FILES])
def test_the_seed_page_gives_the_same_rows_in_every_kind_of_file(
    name: str, make: Callable[[], bytes], seed_page: zb.Page, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(make())
    page = zb.read(path, published=PUBLISHED)
    pd.testing.assert_frame_equal(bare(page.articles), bare(seed_page.articles))
    pd.testing.assert_frame_equal(bare(page.indicators), bare(seed_page.indicators))
    pd.testing.assert_frame_equal(bare(page.recognitions), bare(seed_page.recognitions))
    quotes = [page.text[start:end] for start, end in page.indicators[["start", "end"]].to_numpy()]
    assert ["".join(quote.split()) for quote in quotes] == page.indicators["quote"].tolist()


def bare(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows without their places in the text, which differ by blank lines."""
    return frame.drop(columns=["start", "end"], errors="ignore").reset_index(drop=True)
