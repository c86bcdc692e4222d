"""Times: what is one, what it stands for and does, which period holds at a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zhibiao.almanac import festival_day, lunar_day
from zhibiao.dates import Span
from zhibiao.lexicon import table
from zhibiao.model import Moment
from zhibiao.periods import find_moments
from zhibiao.timeline import Timeline

CASES = Path(__file__).parent / "cases"
PUBLISHED = date(2026, 2, 28)
HOSTILE = [
    "1," * 5000,
    "一百" * 5000,
    "（" * 5000,
    "2025年" * 3000,
    "由上月" * 3000,
    "“十五" * 3000,
    "1月至" * 3000,
    "三年前" * 3000,
]
ALPHABET = (
    "0123456789０一二十廿年月日号份度末底初上下半季去今前近比较截至—-“”（），。《》同期正春节以来获悉旬 "
)


def rows(name: str) -> list[object]:
    return list(_rows(name))


def _rows(name: str) -> Iterator[object]:
    lines = (CASES / f"{name}.tsv").read_text(encoding="utf8").splitlines()
    for line in [line for line in lines if not line.startswith("#")][1:]:
        origin, published, text, expected, label = line.split("\t")
        known = [pytest.mark.xfail(strict=True)] if origin == "known" else []
        yield pytest.param(
            date.fromisoformat(published), text, expected, id=f"{origin}: {label}", marks=known
        )


def written(text: str, moments: tuple[Moment, ...]) -> str:
    return "; ".join(f"{text[one.start : one.end]}={one.period} {one.role}" for one in moments)


@pytest.mark.parametrize(("published", "text", "expected"), rows("periods"))
def test_moments(published: date, text: str, expected: str) -> None:
    assert written(text, find_moments(text, published)) == expected


@pytest.mark.parametrize(("published", "text", "expected"), rows("timeline"))
def test_timeline(published: date, text: str, expected: str) -> None:
    passages = text.split("/")
    line = Timeline([re.sub("[⟦⟧]", "", passage) for passage in passages], published)
    found = [
        line.at(index, mark.start() - 2 * number).period or "-"
        for index, passage in enumerate(passages)
        for number, mark in enumerate(re.finditer("⟦", passage))
    ]
    assert " ".join(found) == expected


@pytest.mark.parametrize(
    ("spellings", "period"),
    [
        (
            (
                "2025年11月",
                "二〇二五年十一月",
                "２０２５年１１月",
                "2025 年 11 月",
                "去年11月",
                "2025年11月份",
            ),
            "2025-11",
        ),
        (
            ("2025年1—11月", "2025年1月至11月", "2025年1-11月份", "去年1～11月", "2025年前11个月"),
            "2025-01/2025-11",
        ),
        (("2025年10月1日", "2025-10-01", "二〇二五年十月一日", "去年国庆节"), "2025-10-01"),
        (("2025年前三季度", "2025年1—9月", "去年前9个月", "去年前三个季度"), "2025-01/2025-09"),
        (("2025年末", "2025年底", "去年年末", "去年12月31日", "“十四五”末"), "2025-12-31"),
    ],
    ids=["month", "months", "day", "quarters", "end of the year"],
)
def test_one_time_many_spellings(spellings: tuple[str, ...], period: str) -> None:
    assert {find_moments(text, PUBLISHED)[0].period for text in spellings} == {period}


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("春节", 2024, date(2024, 2, 10)),
        ("春节", 2026, date(2026, 2, 17)),
        ("除夕", 2025, date(2025, 1, 28)),
        ("端午", 2023, date(2023, 6, 22)),
        ("中秋", 2023, date(2023, 9, 29)),
        ("元宵节", 2026, date(2026, 3, 3)),
        ("国庆", 2025, date(2025, 10, 1)),
    ],
)
def test_festivals(name: str, year: int, day: date) -> None:
    assert festival_day(name, year) == day


def test_a_day_that_the_lunar_calendar_does_not_have() -> None:
    with pytest.raises(ValueError, match="no lunar day"):
        lunar_day(2026, 13, 1)


def test_the_times_of_earlier_passages_count() -> None:
    moments = find_moments("去年同期为4亿元", date(2023, 8, 1), last="2023-01/2023-06")
    assert [moment.period for moment in moments] == ["2022-01/2022-06"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年11月3日开工", "2025年11月3日=2025-11-03 period"),
        ("2019年，厂房11月完工，次年投产", "2019年=2019 period; 11月=2019-11 period; 次年=2020 period"),
        ("截至2025年末", "2025年末=2025-12-31 state"),
        (
            "到2030年。去年。11月。8日",
            "2030年=2030 period; 去年=None period; 11月=None period; 8日=None period",
        ),
        (
            "近三年，四年前，目前，正月初七",
            "近三年=None since; 四年前=None ago; 目前=None state; 正月初七=None period",
        ),
        ("2023年以来，比去年多", "2023年=None since; 去年=None reference"),
    ],
    ids=["whole", "within its sentence", "state", "relative", "counted back", "until when"],
)
def test_without_a_publication_date_nothing_is_guessed(text: str, expected: str) -> None:
    assert written(text, find_moments(text, None)) == expected


def test_a_timeline_without_a_publication_date() -> None:
    line = Timeline(["2025年投资10亿元。去年投资9亿元。8月3日来了5人。昨天来了3人"], None)
    assert [line.at(0, position).period for position in (7, 17, 29)] == ["2025", None, None]


def test_a_reason_goes_with_every_period() -> None:
    timed = Timeline(["2025年投资10亿元"], PUBLISHED).at(0, 7)
    assert timed.moment is not None
    assert (timed.period, timed.reason, timed.moment.start, timed.moment.end) == (
        "2025",
        "in its sentence",
        0,
        5,
    )


def test_plans_follow_each_other() -> None:
    years = [(int(row["first"]), int(row["last"])) for row in table("plans")]
    assert all(first < last for first, last in years)
    assert all(later[0] > earlier[1] for earlier, later in pairwise(years))


@given(st.text(alphabet=ALPHABET, max_size=60), st.none() | st.dates(date(1950, 1, 1), date(2090, 12, 31)))
@example("2月29日", date(2023, 3, 1))
@example("99年前99个月前", date(1950, 1, 1))
def test_moments_are_apart_and_dated_rightly(text: str, published: date | None) -> None:
    moments = find_moments(text, published)
    assert all(0 <= one.start < one.end <= len(text) for one in moments)
    assert all(one.end <= other.start for one, other in pairwise(moments))
    for moment in moments:
        if moment.period:
            span = Span.read(moment.period)
            assert span.iso == moment.period
            assert date(*span.end)


@given(st.lists(st.text(alphabet=ALPHABET, max_size=40), min_size=1, max_size=4), st.integers(0, 39))
def test_every_point_has_an_answer(passages: list[str], position: int) -> None:
    timed = Timeline(passages, PUBLISHED).at(0, min(position, len(passages[0])))
    assert timed.reason
    assert timed.period is None or Span.read(timed.period).iso == timed.period


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:4] for text in HOSTILE])
def test_hostile_text_ends(text: str) -> None:
    assert Timeline([text], PUBLISHED).at(0, len(text) // 2).reason
