"""Checks: figures that agree, that do not, and of which it cannot be told. All pages but the seed page are invented."""

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import zhibiao as zb
from zhibiao import checks, intervals, tables
from zhibiao.intervals import Estimate, Interval, exactly, printed, verdict

PAGES = Path(__file__).parent.parent / "data" / "pages"
DAY = "2026-02-28"

# A page on which everything adds up; the numbers in 【】 are those that a planted digit has to be found in.
WHOLE = """青江市去年进出口额498.04亿元

——全市经济总量居全省第三

林一帆 周远

青江市统计局2月20日发布，2025年全市进出口额【498.04】亿元，同比增长12.2%；其中出口【300.01】亿元，进口【198.03】亿元。\
2024年，全市进出口额【443.89】亿元。

创新动能更足

全市高新技术企业总数达【743】家，净增【54】家，增长【7.84】%。科技型中小企业【1263】家，比上年增加【108】家，增长【9.35】%。\
年末金融机构存款余额【2841.6】亿元，较年初增加【213.7】亿元，增长【8.13】%。技术合同登记【3216】项，减少【187】项，下降【5.5】%。

森林覆盖率由【48.3】%提高到【52.1】%，提高【3.8】个百分点。发电装机由【312】万千瓦增加到【428】万千瓦，增长【37.2】%。\
审批时限由【15】个工作日压缩为【6】个工作日，压缩【60】%。

全市共有工业企业【2415】家，其中民营企业【1932】家，占【80.0】%。培训学员【1246】人，其中女学员【538】人，占比【43.2】%。

2025年，全市实现地区生产总值【1026.4】亿元，增长5.8%。其中，第一产业增加值【98.7】亿元，第二产业增加值【431.5】亿元，\
第三产业增加值【496.2】亿元。三次产业结构为【9.6】∶【42.1】∶【48.3】。

志愿者队伍有男性【125】人、女性【187】人，共【312】人。
"""


def read(text: str, published: str = DAY) -> zb.Page:
    return zb.read(text, published=published)


def verdicts(page: zb.Page, *earlier: zb.Page) -> list[str]:
    return zb.check(page, earlier)["verdict"].tolist()


# ---- the seed page ----


def test_the_seed_page_has_no_false_alarm(seed_page: zb.Page) -> None:
    table = zb.check(seed_page)
    assert set(table["verdict"]) == {"agrees"}
    assert {"movement", "parts", "repeat", "rank", "range", "limit"} == set(table["check"])


SEED = [  # kind, arithmetic, how often
    ("movement", "54 ÷ (743 − 54) = 7.84%", 1),
    ("parts", "4 + 3 + 0 + 3 + 1 + 5 + 2 = 18", 2),
    ("parts", "5 listed = 5项", 2),  # works of a campaign, practices
    ("rank", "118 ≤ 600", 1),
    ("range", "1.05 ≤ 1.19", 1),
    ("repeat", "18 = 18", 1),
]


@pytest.mark.parametrize(("kind", "arithmetic", "times"), SEED, ids=[row[1] for row in SEED])
def test_checks_of_the_seed_page(kind: str, arithmetic: str, times: int, seed_page: zb.Page) -> None:
    table = zb.check(seed_page)
    assert ((table["check"] == kind) & (table["arithmetic"] == arithmetic)).sum() == times


def test_rows_lead_to_the_figures(seed_page: zb.Page) -> None:
    row = zb.check(seed_page).set_index("check").loc["movement"]
    assert seed_page.indicators.loc[row["rows"], "quote"].tolist() == ["743家", "54家", "7.84%"]
    assert row["allowed_low"] == row["allowed_high"] == pytest.approx(100 * 54 / 689)
    assert row["unit"] == "%"


# ---- planted contradictions ----

SEED_NUMBERS = [  # what stands on the seed page: the words with the number in 【】, and the digits it is changed into
    ("总数达【743】家", ["843", "753", "734", "742"]),
    ("净增【54】家", ["64", "45", "57", "74"]),
    ("增长【7.84】%，净增数", ["8.84", "7.94", "7.48", "78.4"]),
    ("督查激励【18】项次、", ["19", "81", "28"]),
    ("督查激励【18】项次，名列", ["17", "81", "13"]),
    ("战略等【4】项工作", ["5", "3", "6"]),
    ("等【3】项（次）工作", ["4", "2", "8"]),
    ("改革等【3】项工作", ["4", "2", "8"]),
    ("治理欠薪等【5】项工作", ["6", "4", "3"]),
    ("保卫战等【2】项工作", ["3", "1", "5"]),
    ("推介的【5】项典型", ["6", "4", "3"]),
    ("18项次、【5】项典型", ["6", "4", "3"]),
    ("600家重点县域联系行竞赛中排名第【118】位", ["618", "818"]),
    ("稳定在【1.05】至", ["1.50", "1.25", "7.05"]),
    ("返岗率就达到了【98】%", ["980"]),
]
SEED_SIGNS = [("净增54家", "减少54家"), ("净增54家，增长", "净增54家，下降")]

SIGNS = [  # words of the page on which everything adds up, and the opposite
    ("净增【54】", "减少【54】"), ("增长【7.84】", "下降【7.84】"), ("比上年增加【108】", "比上年减少【108】"),
    ("较年初增加【213.7】亿元，增长", "较年初增加【213.7】亿元，下降"), ("减少【187】项，下降", "减少【187】项，增长"),
    ("由【48.3】%提高到【52.1】%", "由【52.1】%提高到【48.3】%"), ("提高到【52.1】", "下降到【52.1】"),
    ("，提高【3.8】个", "，下降【3.8】个"), ("增加到【428】", "减少到【428】"), ("万千瓦，增长【37.2】", "万千瓦，下降【37.2】"),
    ("由【15】个工作日压缩为【6】", "由【6】个工作日压缩为【15】"), ("同比增长12.2%", "同比下降12.2%"),
]  # fmt: skip

RANKS = [  # the text, the rank or number changed
    ("青江市经济总量居全省第三\n\n2025年，青江市经济总量居全省第三。", "全省第三。", "全省第二。"),
    ("2025年，青江市经济总量居全省第三。\n\n2025年，青江市经济总量排名全省第三。", "排名全省第三", "排名全省第五"),
    ("2025年，青江市外贸增速在14个市州中排名第3位。", "第3位", "第23位"),
    ("青江市营商环境在全省14个市州中居第6位。", "第6位", "第16位"),
    ("青江支行在全国600家重点支行竞赛中排名第118位。", "第118位", "第718位"),
]

LIMITS = [  # the text, what is changed
    ("青江市污水集中处理率达96.4%。", "96.4", "196.4"),
    ("青江市养老服务设施覆盖率98.6%。", "98.6", "109.8"),
    ("青江市民间投资占比58.2%。", "58.2", "158.2"),
    ("青江市产品抽检合格率为99.1%。", "99.1", "199.1"),
    ("青江市数据中心能耗指标稳定在1.05至1.19之间。", "1.05至1.19", "1.19至1.05"),
    ("青江市每亩增收800—1000元。", "800—1000", "1000—800"),
]


def plain(text: str) -> str:
    return text.replace("【", "").replace("】", "")


def digits_changed(number: str) -> Iterator[str]:
    """A number with each of its digits in turn made another, but for the last where only the rounding would show."""
    for place, digit in enumerate(number):
        if digit.isdigit():
            for more in (3, 6):
                new = str((int(digit) + more) % 10)
                if not (place == 0 and new == "0"):
                    yield number[:place] + new + number[place + 1 :]


def planted_in_the_whole_page() -> Iterator[tuple[str, str]]:
    for found in re.finditer("【([^】]*)】", WHOLE):
        for new in digits_changed(found[1]):
            yield f"{found[1]} → {new}", plain(WHOLE[: found.start()] + new + WHOLE[found.end() :])
    for old, new in SIGNS:
        assert old in WHOLE
        yield f"{plain(old)} → {plain(new)}", plain(WHOLE.replace(old, new))


def planted_in_short_texts() -> Iterator[tuple[str, str]]:
    for text, old, new in (*RANKS, *LIMITS):
        assert text.count(old) == 1
        yield f"{old} → {new}", text.replace(old, new)


def planted_in_the_seed_page(text: str) -> Iterator[tuple[str, str]]:
    for words, others in SEED_NUMBERS:
        before, number, after = re.fullmatch("(.*)【(.*)】(.*)", words).groups()  # type: ignore[union-attr]
        assert text.count(before + number + after) == 1, words
        for new in others:
            yield f"{number} → {new}", text.replace(before + number + after, before + new + after)
    for old, opposite in SEED_SIGNS:
        yield f"{old} → {opposite}", text.replace(old, opposite)


def missed(planted: Iterator[tuple[str, str]]) -> tuple[list[str], int]:
    tried = [(label, "disagrees" in verdicts(read(text))) for label, text in planted]
    return [label for label, found in tried if not found], len(tried)


def test_unplanted_texts_raise_no_alarm() -> None:
    for text in (plain(WHOLE), *(text for text, _, _ in (*RANKS, *LIMITS))):
        table = zb.check(read(text))
        assert set(table["verdict"]) == {"agrees"}, table[table["verdict"] != "agrees"]


@pytest.mark.parametrize("where", ["the whole page", "short texts", "the seed page"])
def test_nine_of_ten_planted_contradictions_are_found(where: str, seed_page: zb.Page) -> None:
    planted = {
        "the whole page": planted_in_the_whole_page,
        "short texts": planted_in_short_texts,
        "the seed page": lambda: planted_in_the_seed_page(seed_page.text),
    }[where]()
    lost, tried = missed(planted)
    assert len(lost) <= 0.1 * tried, lost
