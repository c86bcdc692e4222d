"""Numbers and rows in words: one spelling on axes, in tables, in prose and in hovers. All names are invented."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibiao import wording

NUMBERS = [  # value, text, label
    (0, "0", "zero"),
    (7.84, "7.84", "two decimals"),
    (1.005, "1", "no more than two"),
    (9999, "9999", "below 万"),
    (10000, "1万", "万"),
    (20000000, "2000万", "thousands of 万"),
    (99999999.9, "1亿", "rounded up into the next magnitude"),
    (126647000000, "1266.47亿", "hundreds of 亿"),
    (3.6e12, "3.6万亿", "万亿"),
    (-37.8, "−37.8", "a true minus sign"),
    (-0.0001, "−0.0001", "a small one"),
]


@pytest.mark.parametrize(("value", "text", "label"), NUMBERS, ids=[row[-1] for row in NUMBERS])
def test_numbers(value: float, text: str, label: str) -> None:
    assert wording.number(value) == text


MEASURES = [  # fields, text, label
    ({"value": 743.0, "unit": "家", "kind": "level"}, "743家", "an amount"),
    ({"value": 54.0, "unit": "家", "kind": "change"}, "+54家", "a rise has its sign"),
    ({"value": -37.8, "unit": "%", "kind": "growth"}, "−37.8%", "a fall too"),
    ({"value": 8e7, "unit": "人次", "kind": "level", "bound": ">"}, ">8000万人次", "more than"),
    ({"value": 2e4, "unit": "人", "kind": "level", "bound": "~", "quote": "两万人"}, "≈2万人", "about"),
    (
        {"value": 10.0, "unit": "家", "bound": "~", "quote": "数十\n家"},
        "数十家",
        "a vague amount in its words",
    ),
    ({"value": 1.05, "value_high": 1.19, "unit": None, "kind": "ratio"}, "1.05–1.19", "a range"),
    ({"value": 3.0, "unit": None, "kind": "rank"}, "第3", "a rank"),
    ({"value": 100.0, "kind": "rank", "bound": "<="}, "前100", "among the first"),
    ({"value": None, "kind": "growth", "bound": ">", "quote": "增长迅速"}, "↑ 增长迅速", "a trend up"),
    ({"value": float("nan"), "kind": "growth", "bound": "=", "quote": "持平"}, "持平", "a trend level"),
    ({"value": None, "quote": None}, "", "nothing at all"),
]


@pytest.mark.parametrize(("fields", "text", "label"), MEASURES, ids=[row[-1] for row in MEASURES])
def test_measures(fields: dict[str, Any], text: str, label: str) -> None:
    assert wording.measure(fields) == text


NAMES = [  # rows, names, label
    ([{"subject": "青江市", "indicator": "外贸"}], ["青江市 外贸"], "whose and what"),
    ([{"subject": "青江市", "indicator": "青江市外贸"}], ["青江市外贸"], "not twice"),
    ([{"subject": None, "indicator": None, "quote": "5个"}], ["“5个”"], "no name: the quote"),
    (
        [{"subject": "青江市", "indicator": "外贸"}, {"subject": "青江市", "indicator": "税收"}],
        ["外贸", "税收"],
        "one subject is left out",
    ),
    (
        [
            {"indicator": "项目", "unit": "个", "period": "2025"},
            {"indicator": "项目", "unit": "元", "period": "2025"},
        ],
        ["项目 (个)", "项目 (元)"],
        "told apart by what differs alone",
    ),
    (
        [
            {"indicator": "项目", "section": "聚焦产业", "start": 3},
            {"indicator": "项目", "section": "聚焦民生", "start": 90},
        ],
        ["项目 (聚焦产业)", "项目 (聚焦民生)"],
        "by their sections",
    ),
    (
        [
            {"indicator": "项目", "section": "聚焦产业", "period": "2024", "sentence": "去年，开工项目3个。"},
            {"indicator": "项目", "section": "聚焦产业", "period": "2025", "sentence": "今年，开工项目5个。"},
        ],
        ["项目 (2024)", "项目 (2025)"],
        "within a section by their periods",
    ),
    (
        [
            {"indicator": "项目", "start": 3, "sentence": "县里开工项目3个。"},
            {"indicator": "项目", "start": 90, "sentence": "云岭镇争取到的省级重点项目有5个。"},
        ],
        ["项目 (县里开工项目3个。)", "项目 (云岭镇争取到的省级重点…)"],
        "in the end by the first words of their sentences",
    ),
    (
        [{"indicator": "项目", "start": 3}, {"indicator": "项目", "start": 90}],
        ["项目 (#1)", "项目 (#2)"],
        "where these are unknown by number, never by offset",
    ),
    ([{"indicator": "项目"}, {"indicator": "项目"}], ["项目 (#1)", "项目 (#2)"], "or by number"),
]


@pytest.mark.parametrize(("rows", "names", "label"), NAMES, ids=[row[-1] for row in NAMES])
def test_names(rows: list[dict[str, Any]], names: list[str], label: str) -> None:
    assert wording.names(rows) == names


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_is_short(value: float) -> None:
    text = wording.number(value)
    assert 1 <= len(text) <= 15
    assert text.startswith("−") == (value < 0)


@given(st.text(), st.floats(4, 60), st.integers(1, 4))
def test_wrapping_keeps_within_its_room(text: str, room: float, lines: int) -> None:
    wrapped = wording.wrap(" ".join(text.split()), room, lines).split("\n")
    assert len(wrapped) <= lines
    assert all(wording.ems(line) <= room + 0.01 for line in wrapped)


@given(st.lists(st.sampled_from("甲乙丙"), max_size=9))
def test_names_are_unique(indicators: list[str]) -> None:
    names = wording.names([{"indicator": indicator} for indicator in indicators])
    assert len(set(names)) == len(names)


def test_what_is_present() -> None:
    absent = [None, float("nan"), pd.NA, pd.NaT, ""]
    assert [wording.present(value) for value in absent] == [False] * 5
    assert [wording.present(value) for value in (0, "x", [], [1], False)] == [True] * 5
