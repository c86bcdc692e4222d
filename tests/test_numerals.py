"""Numbers alone as a table, token and value; then what holds for any number."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from cn2an import an2cn
from hypothesis import given
from hypothesis import strategies as st

from zhibiao.numerals import parse_number, parse_pair

CASES = Path(__file__).parent / "cases" / "numerals.tsv"
FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


def _cases() -> list[object]:
    lines = (line for line in CASES.read_text(encoding="utf8").splitlines() if not line.startswith("#"))
    known = pytest.mark.xfail(strict=True, reason="read wrong so far")
    return [
        pytest.param(row["token"], row["value"], id=row["label"], marks=[known] * (row["origin"] == "known"))
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    ]


@pytest.mark.parametrize(("token", "expected"), _cases())
def test_value(token: str, expected: str) -> None:
    value = parse_number(token)
    assert value == (pytest.approx(float(expected), rel=1e-11) if expected else None)


@pytest.mark.parametrize(
    ("token", "ends"),
    [
        ("二三十", (20, 30)),
        ("三四百", (300, 400)),
        ("十七八", (17, 18)),
        ("两三", (2, 3)),
        ("七八千万", (70_000_000, 80_000_000)),
        ("三五", (3, 5)),
        ("二五", None),
        ("三十", None),
        ("一二三", None),
    ],
)
def test_neighbouring_numerals(token: str, ends: tuple[float, float] | None) -> None:
    assert parse_pair(token) == ends


@given(st.integers(0, 10**15 - 1))
def test_digits_and_numerals_agree(number: int) -> None:
    spellings = {str(number), f"{number:,}", f"{number:,}".translate(FULL_WIDTH), an2cn(number)}
    assert {parse_number(spelling) for spelling in spellings} == {float(number)}


@given(st.decimals(0, 10**6, places=2), st.sampled_from(["万", "亿", "万亿"]))
def test_magnitudes_multiply_exactly(number: object, magnitude: str) -> None:
    power = {"万": 4, "亿": 8, "万亿": 12}[magnitude]
    assert parse_number(f"{number:f}{magnitude}") == float(f"{number:f}e{power}")


@given(st.text("零一二两三十百千万亿点分之又半负-0123456789.,，/ W", max_size=60))
def test_any_token_gives_a_number_or_none(token: str) -> None:
    value = parse_number(token)
    assert value is None or value == value
