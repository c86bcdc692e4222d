"""Putting articles together: pages of our own, the seed page, lines by themselves, and what holds for any text."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibiao.blocks import cut_lines
from zhibiao.bylines import find_dateline
from zhibiao.layout import find_articles, find_blocks, lay_out

CASES = Path(__file__).parent / "cases"
ROOT = Path(__file__).parent.parent
HOSTILE = {
    "figures": "1," * 100_000,
    "numerals": "一百" * 50_000,
    "open brackets": "（" * 100_000,
    "open quotes": "“" * 100_000,
    "names": "王磊 " * 50_000,
    "bylines": "王磊 李芳\n" * 5_000,
    "signatures": "（王磊 李芳）\n" * 5_000,
    "kickers": "青石镇——\n" * 5_000,
    "notices": "公益广告\n" * 5_000,
    "headlines": "".join(f"青石镇通水{i}\n" for i in range(5_000)),
    "heads and texts": "".join(f"青石镇通水{i}\n第{i}村通水了。\n又修路{i}米。\n" for i in range(1_500)),
    "one paragraph": "青石镇今年新建茶园三千亩，收入增加。\n" * 5_000,
    "pieces": "青石镇今年新建茶园三千亩，收入增\n" * 5_000,
    "blank lines": "\n" * 200_000,
    "spaces": "青石镇" + " " * 200_000 + "通水",
}
EMPTY: dict[str, Any] = {
    "kicker": None,
    "title": None,
    "subtitle": None,
    "column": None,
    "caption": None,
    "authors": [],
    "photographers": [],
    "headings": [],
    "paragraphs": [],
    "complete": True,
}
PAGE_TEXT = st.lists(
    st.sampled_from(
        [
            "青石镇春茶开采",
            "青石镇三年建成茶园——",
            "——江城纺织厂改造记",
            "田一禾 周文",
            "公益广告",
            "引言：即日起开设专栏。",
            "图为茶园。 林小满 摄",
            "青石镇的春茶昨日开采，全镇茶园1.2万亩。",
            "青石镇的春茶昨日开采，全镇茶园",
            "1.2万亩，“茶农说",
            "江城地铁三号线3月1日起试运行，设车站21座。（林小满）",
            "（田一禾）",
            "江城日报 2026年3月2日 星期一",
            "一、重点工作",
            "",
        ]
    )
    | st.text(alphabet="青石镇通水。，“”（）\u3000 —1亿\n\r\t\u2028", max_size=30),
    max_size=14,
).map("\n".join) | st.text(max_size=200)


def pages() -> list[object]:
    return list(_pages())


def _pages() -> Iterator[object]:
    for case in tomllib.loads((CASES / "layout_pages.toml").read_text(encoding="utf8"))["page"]:
        known = [pytest.mark.xfail(strict=True)] if case["origin"] == "known" else []
        yield pytest.param(case, id=f"{case['origin']}: {case['label']}", marks=known)


def lines() -> list[object]:
    return list(_lines())


def _lines() -> Iterator[object]:
    for row in (CASES / "layout_lines.tsv").read_text(encoding="utf8").splitlines():
        if not row.startswith(("#", "origin\t")):
            origin, text, form, names, label = row.split("\t")
            yield pytest.param(text, form, tuple(names.split()), id=f"{origin}: {label}")


def made(text: str) -> list[dict[str, Any]]:
    """The articles of a text as rows like those of the cases."""
    return [
        {key: list(value) if isinstance(value := getattr(article, key), tuple) else value for key in EMPTY}
        for article in find_articles(text)
    ]


@pytest.mark.parametrize("case", pages())
def test_pages(case: dict[str, Any]) -> None:
    assert made(case["text"]) == [EMPTY | article for article in case["article"]]


@pytest.mark.parametrize("case", pages())
def test_what_is_left_out(case: dict[str, Any]) -> None:
    text = case["text"]
    left_out = [text[block.start : block.end] for block in find_blocks(text) if block.article is None]
    assert left_out == case.get("left_out", [])


@pytest.mark.parametrize(("text", "form", "names"), lines())
def test_lines(text: str, form: str, names: tuple[str, ...]) -> None:
    assert [(line.form, line.names) for line in cut_lines(text)] == [(form, names)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("本报讯（记者 田一禾）青石镇通水。", ("田一禾",)),
        ("新华社江城3月2日电（记者程立、周文）青石镇通水。", ("程立", "周文")),
        (
            "新华社江城3月2日电（记者程立周文）青石镇通水。",
            (),
        ),  # run together: whose names they are is not told
        ("青石镇（记者站所在地）通水。", ()),
    ],
    ids=["one name", "two names", "names run together", "a word that begins with 记者"],
)
def test_datelines(text: str, names: tuple[str, ...]) -> None:
    assert find_dateline(text) == names


def test_the_seed_page() -> None:
    text = (ROOT / "seeds" / "hunan-daily-2026-02-28.txt").read_text(encoding="utf8")
    rows = (ROOT / "data" / "gold" / "seed_articles.jsonl").read_text(encoding="utf8").splitlines()
    for article, row in zip(made(text), map(json.loads, rows), strict=True):
        for key, value in article.items():
            wanted = row.get(key, value)
            one_of = wanted if isinstance(wanted, list) and not isinstance(value, list) else [wanted]
            bare = [one.strip("—") if isinstance(one, str) else one for one in one_of]
            assert (value.strip("—") if isinstance(value, str) else value) in bare, key


@pytest.mark.parametrize("text", ["", " \n\u3000\n"], ids=["nothing", "blank lines"])
def test_no_text_is_no_article(text: str) -> None:
    assert lay_out(text).articles == () and lay_out(text).blocks == ()


def test_a_paragraph_leads_back_to_the_page() -> None:
    text = "青石镇通水了\n\n　　青石镇昨天通\n\n　　水，惠及3000人。\n"
    passage = find_articles(text)[0].passages[-1]
    start, end = passage.locate(passage.text.index("3000"), passage.text.index("人"))
    assert text[start:end] == "3000"


def test_a_paragraph_knows_its_heading() -> None:
    text = "茶乡新事\n\n开头。\n\n一、茶山\n\n茶山绿了。\n\n二、茶农\n\n茶农富了。\n"
    sections = [passage.section for passage in find_articles(text)[0].passages if passage.role == "paragraph"]
    assert sections == [None, "一、茶山", "二、茶农"]


def test_what_is_missing_is_said() -> None:
    article = find_articles("电子厂里抢订单\n\n“今年订单多了三成，我们从正月初六就开工了，眼下还缺")[0]
    assert article.missing == ("ends in mid-sentence: …六就开工了，眼下还缺",)


@given(PAGE_TEXT)
def test_every_character_is_accounted_for(text: str) -> None:
    blocks = find_blocks(text)
    inside = [index for block in blocks for index in range(block.start, block.end)]
    assert len(inside) == len(set(inside))
    assert all(text[index].isspace() for index in set(range(len(text))) - set(inside))


@given(PAGE_TEXT)
def test_passages_are_made_of_the_page(text: str) -> None:
    layout = lay_out(text)
    for number, article in enumerate(layout.articles):
        mine = [block for block in layout.blocks if block.article == number and block.role != "byline"]
        for passage in article.passages:
            assert passage.text == "".join(text[start:end] for start, end in passage.pieces)
            assert passage.text == passage.text.strip() != ""
        pieces = [piece for passage in article.passages for piece in passage.pieces]
        assert sorted(pieces) == [(block.start, block.end) for block in mine]


@given(PAGE_TEXT)
def test_the_same_text_gives_the_same_layout(text: str) -> None:
    assert lay_out(text) == lay_out(text)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_gives_a_layout(text: str) -> None:
    layout = lay_out(text)
    assert sum(block.end - block.start for block in layout.blocks) <= len(text)
