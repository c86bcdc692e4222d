"""Quantities as a table: text, what measures in it, and a label; then what holds for any text."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibiao.model import Quantity
from zhibiao.quantities import find_quantities

CASES = Path(__file__).parent / "cases" / "quantities.tsv"
ALPHABET = "约近超不到第前每的一二三十百千万亿点半成倍番年月日个家元%％0123456789.,，、。—-至到（）“”《》余多以上 \n对A"


def _cases() -> list[object]:
    lines = (line for line in CASES.read_text(encoding="utf8").splitlines() if not line.startswith("#"))
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    known = pytest.mark.xfail(strict=True, reason="read wrong so far")
    return [
        pytest.param(
            row["text"].replace("\\n", "\n"),
            row["quantities"].replace("\\n", "\n"),
            id=row["label"],
            marks=[known] * (row["origin"] == "known"),
        )
        for row in rows
    ]


def _written(text: str, quantity: Quantity) -> str:
    value = f"{quantity.value:.15g}" + (
        f"..{quantity.value_high:.15g}" if quantity.value_high is not None else ""
    )
    bound = "" if quantity.bound == "=" else f" {quantity.bound}"
    return f"{text[quantity.start : quantity.end]}={value} {quantity.unit or '-'}{bound}"


@pytest.mark.parametrize(("text", "expected"), _cases())
def test_what_measures(text: str, expected: str) -> None:
    measures = [quantity for quantity in find_quantities(text) if quantity.label is None]
    assert "; ".join(_written(text, quantity) for quantity in measures) == expected


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("3.5万亩", "amount"),
        ("增长12%", "percent"),
        ("近七成", "percent"),
        ("三分之一", "percent"),
        ("提高2.3个百分点", "points"),
        ("增长1.2倍", "times"),
        ("翻一番", "times"),
        ("居全县第三", "rank"),
        ("位列榜首", "rank"),
        ("比例为1∶22.5", "part"),
    ],
)
def test_form(text: str, form: str) -> None:
    assert [quantity.form for quantity in find_quantities(text)] == [form]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("2025年11月27日8时30分", ["date"] * 4),
        ("近三年来", ["date"]),
        ("第三届，第一产业", ["ordinal", "ordinal"]),
        ("第一、第二产业", ["ordinal", "ordinal"]),
        ("5、6月份", ["date"]),
        ("2020、2021年", ["date"]),
        ("PM2.5", ["name"]),
        ("“39条”措施", ["name"]),
        ("电话0731-85571188", ["name"]),
        ("一批，千方百计，四川", []),
    ],
)
def test_what_does_not_measure_is_labelled_or_left_out(text: str, labels: list[str]) -> None:
    assert [quantity.label for quantity in find_quantities(text)] == labels


@pytest.mark.parametrize(
    ("text", "outer"),
    [
        ("投资约3亿元", "约3亿元"),
        ("投资3亿元以上", "3亿元以上"),
        ("占全县的比重超过了六成", "超过了六成"),
        ("节约3亿元", "3亿元"),
    ],
)
def test_outer_span_takes_the_hedges_in(text: str, outer: str) -> None:
    (quantity,) = find_quantities(text)
    assert text[quantity.outer_start : quantity.outer_end] == outer


def _check(text: str) -> None:
    """What holds for the quantities of any text."""
    end = 0
    for quantity in find_quantities(text):
        assert end <= quantity.start < quantity.end <= len(text)
        assert quantity.outer_start <= quantity.start and quantity.end <= quantity.outer_end
        assert quantity.label in (None, "date", "ordinal", "name")
        assert quantity.label or (quantity.value is not None and math.isfinite(quantity.value))
        assert quantity.value_high is None or quantity.value is None or quantity.value <= quantity.value_high
        end = quantity.end


@given(st.text(st.sampled_from(ALPHABET), max_size=80))
def test_any_text_gives_quantities_in_order(text: str) -> None:
    _check(text)


@given(st.text(max_size=80))
def test_any_characters_are_read(text: str) -> None:
    _check(text)


HOSTILE = (
    "1, |一百|（|9|第一|1∶|5至|百分之|数|“1|1.|1、|百|前十|1/|5台（|1年|约|一 |万|2025-|"
    "翻了|半|《1|成5成|的5%|每1|A1|零下|5—"
)


@pytest.mark.parametrize("unit", HOSTILE.split("|"))
def test_long_runs_are_read(unit: str) -> None:
    _check(unit * 5_000)


def test_a_long_text_is_the_sum_of_its_sentences() -> None:
    sentence = "全县新增企业30家，增长12%。"
    assert len(find_quantities(sentence * 1000)) == 1000 * len(find_quantities(sentence))
