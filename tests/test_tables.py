"""Tables: columns, types, ids and periods, on records written here."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pandera.errors
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibiao import tables
from zhibiao.model import Article, Block, Indicator, Passage, Place, Recognition

BODY = Passage("paragraph", "全市完成投资120亿元。", ((12, 24),), section="稳投资")
ARTICLE = Article(
    "稳投资有力", (Passage("heading", "稳投资", ((8, 11),)), BODY), 0, authors=("林一帆", "周远")
)
ROW = Indicator(
    article=0, section="稳投资", subject="青江市", region=None, region_code=None, indicator="投资", kind="level",
    value=1.2e10, value_high=None, unit="元", bound="=", basis=None, scope=None, status="actual", period="2025",
    quote="120亿元", start=18, end=23, sentence="全市完成投资120亿元。",
)  # fmt: skip
HONOUR = Recognition(
    0, None, "青江市", ("市商务局", "市财政局"), "稳外贸", None, "通报表扬", None, "稳外贸获通报表扬", 30, 38
)

BLOCKS = [
    Block("heading", 0, 3, 0, "short line"),
    Block("paragraph", 4, 8, 0, "text"),
    Block("paragraph", 9, 12, 0, "goes on", joins=4),
    Block("notice", 13, 17, None, "公益广告"),
]

PERIODS = [  # period, first day, last day
    ("2025", date(2025, 1, 1), date(2025, 12, 31), "a year"),
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "a month of a leap year"),
    ("2026-02-14", date(2026, 2, 14), date(2026, 2, 14), "a day"),
    ("2025-01/2025-11", date(2025, 1, 1), date(2025, 11, 30), "months"),
    ("2021/2025", date(2021, 1, 1), date(2025, 12, 31), "years"),
    ("2026-02-26/2026-02-27", date(2026, 2, 26), date(2026, 2, 27), "days"),
    (None, None, None, "none"),
    ("2025-13", None, None, "no such month"),
    ("2025-02-30", None, None, "no such day"),
    ("2025/春", None, None, "an end that is no date"),
    ("0000", None, None, "no such year"),
]


@pytest.mark.parametrize(("period", "first", "last", "label"), PERIODS, ids=[row[-1] for row in PERIODS])
def test_days_of_a_period(period: str | None, first: date | None, last: date | None, label: str) -> None:
    assert tables.period_days(period) == (first, last)


def test_indicators() -> None:
    frame = tables.indicators_frame([ARTICLE], [ROW])
    row = frame.loc["i18-23"]
    assert list(frame.columns) == [column.name for column in tables.INDICATORS]
    assert (row["article"], row["value"], row["quote"]) == ("稳投资有力", 1.2e10, "120亿元")
    assert (row["period_start"], row["period_end"]) == (pd.Timestamp(2025, 1, 1), pd.Timestamp(2025, 12, 31))
    assert row[["region", "value_high", "basis", "scope"]].isna().all()


def test_articles_hold_lists_and_null_where_there_is_none() -> None:
    frame = tables.articles_frame([ARTICLE], [Place("431000", "郴州市", "prefecture")])
    row = frame.loc["a0"]
    assert (row["authors"], row["headings"], row["photographers"]) == (["林一帆", "周远"], ["稳投资"], None)
    assert (row["text"], row["region"], row["region_code"]) == (
        "稳投资\n全市完成投资120亿元。",
        "郴州市",
        "431000",
    )


def test_recognitions_have_a_list_of_leads_even_where_nobody_is_named() -> None:
    frame = tables.recognitions_frame([ARTICLE], [HONOUR, replace(HONOUR, leads=())])
    assert frame["leads"].tolist() == [["市商务局", "市财政局"], []]
    assert list(frame.index) == ["r30-38", "r30-38.2"]


def test_blocks_name_the_one_they_go_on_with() -> None:
    frame = tables.blocks_frame([ARTICLE], BLOCKS, "稳投资\n全市完成\n投资。\n公益广告")
    assert list(frame.index) == ["b0-3", "b4-8", "b9-12", "b13-17"]
    assert frame["text"].tolist() == ["稳投资", "全市完成", "投资。", "公益广告"]
    assert frame["joins"].dropna().to_dict() == {"b9-12": "b4-8"}
    assert frame["article_id"].fillna("").tolist() == ["a0", "a0", "a0", ""]


@pytest.mark.parametrize("name", tables.TABLES)
def test_frames_pass_their_schema(name: str) -> None:
    full = {
        "articles": tables.articles_frame([ARTICLE, replace(ARTICLE, start=99, title=None)], [None, None]),
        "indicators": tables.indicators_frame([ARTICLE], [ROW, replace(ROW, value=None, period=None)]),
        "recognitions": tables.recognitions_frame([ARTICLE], [HONOUR]),
        "blocks": tables.blocks_frame([ARTICLE], BLOCKS, "稳投资\n全市完成\n投资。\n公益广告"),
    }
    tables.schema(name).validate(full[name])
    tables.schema(name).validate(tables.empty(name))
    assert full[name].dtypes.equals(tables.empty(name).dtypes)


SPOILT = [
    ({"kind": "total"}, "a kind outside the closed set"),
    ({"bound": "≈"}, "a bound outside the closed set"),
    ({"status": None}, "no status"),
    ({"start": 30}, "an end before its start"),
]


@pytest.mark.parametrize(("change", "label"), SPOILT, ids=[row[-1] for row in SPOILT])
def test_the_schema_refuses(change: dict, label: str) -> None:
    with pytest.raises(pandera.errors.SchemaError):
        tables.schema("indicators").validate(tables.indicators_frame([ARTICLE], [replace(ROW, **change)]))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(10, 19))))
def test_ids_are_unique_and_those_of_a_part_are_among_those_of_the_whole(
    spans: list[tuple[int, int]],
) -> None:
    whole = tables.ids("i", spans)
    assert len(set(whole)) == len(spans)
    assert tables.ids("i", spans[: len(spans) // 2]) == whole[: len(spans) // 2]
