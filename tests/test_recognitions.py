"""Recognitions: who got which honour, for what, from whom.

The cases (`cases/recognitions.jsonl`) give a text, where needed the article's title, and the rows it holds, with the fields that
are not null. A label that begins with "none" is of a text that looks like an honour and is none.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibiao.model import Article, Passage
from zhibiao.recognitions import find_recognitions

EMPTY = {"recipient": None, "leads": [], "work": None, "detail": None, "honour": None, "granted_by": None}
PARTS = ["获", "荣获", "被省政府", "授予", "牵头的", "甲局", "乙村", "“丙”", "（丁区）", "、", "，", "。"]
PARTS += ["等3项工作", "督查激励", "全国先进集体", "称号", "分别是："]


def cases() -> list[object]:
    lines = (Path(__file__).parent / "cases" / "recognitions.jsonl").read_text(encoding="utf8").splitlines()
    return [
        pytest.param(
            case.get("title"),
            case["text"],
            case["rows"],
            id=case["label"],
            marks=[pytest.mark.xfail(reason=case["known_failure"])] if "known_failure" in case else [],
        )
        for case in map(json.loads, lines)
    ]


def article(text: str, title: str | None = None, pieces: tuple[tuple[int, int], ...] = ()) -> Article:
    pieces = pieces or ((0, len(text)),)
    return Article(title, (Passage("paragraph", text, pieces, "一个小标题"),), pieces[0][0])


@pytest.mark.parametrize(("title", "text", "rows"), cases())
def test_rows(title: str | None, text: str, rows: list[dict[str, Any]]) -> None:
    found = find_recognitions(article(text, title), 0)
    made = [{name: getattr(row, name) for name in EMPTY} | {"leads": list(row.leads)} for row in found]
    assert made == [EMPTY | row for row in rows]


def test_offsets_lead_to_the_page() -> None:
    text = "甲山村荣获全国文明村。"
    page = "题目\n甲山村荣\n\n别的\n\n获全国文明村。"
    (row,) = find_recognitions(article(text, pieces=((3, 7), (13, 20))), 4)
    assert (row.article, row.section, row.quote) == (4, "一个小标题", "甲山村荣获全国文明村")
    assert page[row.start : row.end] == "甲山村荣\n\n别的\n\n获全国文明村"


def test_rows_of_a_list_begin_each_at_their_own_work() -> None:
    text = "市甲局牵头的治水、市乙局牵头的造林（北山、南山）等2项工作获省政府督查激励。"
    quotes = [row.quote[:4] for row in find_recognitions(article(text), 0)]
    assert quotes == ["市甲局牵", "北山、南", "南山）等"]


def test_headlines_are_not_read() -> None:
    heading = "甲山村荣获全国文明村"
    passage = Passage("heading", heading, ((0, len(heading)),))
    assert find_recognitions(Article(heading, (passage,), 0), 0) == []


@given(st.lists(st.sampled_from(PARTS), max_size=25).map("".join))
def test_quotes_are_the_text_and_rows_are_distinct(text: str) -> None:
    rows = find_recognitions(article(text), 0)
    assert all(text[row.start : row.end] == row.quote for row in rows)
    assert all(row.honour and row.honour.strip() == row.honour for row in rows)
    assert rows == find_recognitions(article(text), 0)


HOSTILE = {
    "nothing": "",
    "brackets": "（" * 100_000,
    "quotes": "“" * 100_000,
    "verbs": "获" * 5_000,
    "grantors": "被省政府" * 5_000,
    "honours": "获全国先进、" * 1_000,
    "words of time": "在近日中" * 10_000 + "荣获全国先进集体",
    "works": "市甲局牵头的乙、" * 10_000 + "获省政府激励",
    "items": "获全省推介的5项做法分别是：" + "甲县、" * 5_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_gives_a_result(text: str) -> None:
    assert isinstance(find_recognitions(article(text), 0), list)
