"""Checks: figures that agree, that do not, and of which it cannot be told. All pages but the seed page are invented."""

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import zhibiao as zb
from zhibiao import checks, tables
from zhibiao.errors import ZhibiaoError
from zhibiao.intervals import Interval, exactly, printed, verdict

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
    (
        "2025年，青江市经济总量居全省第三。\n\n2025年，青江市经济总量排名全省第三。",
        "排名全省第三",
        "排名全省第五",
    ),
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
    """A number with each of its digits in turn made another."""
    for place, digit in enumerate(number):
        if digit.isdigit():
            new = str((int(digit) + 3 + place) % 10)
            yield number[:place] + (new if place or new != "0" else "1") + number[place + 1 :]


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


# ---- single texts ----

SAID = [  # text, the kind of check that is looked at, its verdicts
    ("青江市高新技术企业达743家，净增54家，增长7.84%。", "movement", ["agrees"], "counts are exact"),
    ("青江市高新技术企业达743家，增长7.84%，净增54家。", "movement", ["agrees"], "growth before change"),
    ("青江市净增高新技术企业54家，总数达743家，增长7.84%。", "movement", ["agrees"], "change before level"),
    ("青江市高新技术企业达743家，净增54家，增长7.83%。", "movement", ["cannot tell"], "cut off, not rounded"),
    ("青江市高新技术企业达743家，净增54家，增长8.74%。", "movement", ["disagrees"], "digits swapped"),
    ("青江市高新技术企业达743家，净增54家，下降7.84%。", "movement", ["disagrees"], "the sign"),
    ("青江市高新技术企业达743家，新增84家，增长7.84%。", "movement", ["cannot tell"], "新增 leaves out those that have gone"),
    ("6月末，青江市贷款余额320亿元，较年初增加20亿元，同比增长15%。", "movement", [], "two bases are two movements"),
    ("青江市存款余额约320亿元，增加20亿元，增长6.7%。", "movement", ["agrees"], "a hedge widens the level"),
    ("青江市年均新增企业54家，总数达743家，增长20%。", "movement", [], "a growth of each year"),
    ("甲县、乙县企业分别为743家、120家，分别增加54家、10家，分别增长7.84%、9.09%。", "movement", [], "handed out"),
    ("青江市森林覆盖率由48.3%提高到52.1%，提高3.8个百分点。", "from-to", ["agrees", "agrees"], "points"),
    ("青江市森林覆盖率由48.3%提高到52.1%，提高8.3个百分点。", "from-to", ["agrees", "disagrees"], "other points"),
    ("青江市森林覆盖率由48.3%下降到52.1%。", "from-to", ["disagrees"], "the wrong way"),
    ("青江市居民收入由2万元提高到3万元，同比增长6%。", "from-to", ["agrees"], "a growth of another basis"),
    ("青江市居民收入由2万元提高到3万元，年均增长8%。", "from-to", ["agrees"], "a growth of each year"),
    ("青江市外贸总量由全省第6位上升到第3位。", "from-to", ["agrees"], "a rank rises when its number falls"),
    ("青江市外贸总量由全省第3位上升到第6位。", "from-to", ["disagrees"], "a rank that does not rise"),
    ("青江市学员24人，其中女性9人，占37.5%。", "share", ["agrees"], "a share"),
    ("青江市学员24人，其中女性9人，占73.5%。", "share", ["disagrees"], "not the share"),
    ("青江市学员24人，其中女性9人，占全市女性的3.5%。", "share", [], "a share of something else"),
    ("青江市通报，2025年全市进出口总值5亿元。民营企业进出口3亿元，占进出口总值的60%。", "share", ["agrees"], "a named whole"),
    ("青江市完成投资82亿元，其中民间投资97亿元。", "parts", ["disagrees"], "a part larger than the whole"),
    ("核载5人，超员1人，其中儿童3人。", "parts", ["cannot tell"], "其中 may be of another whole"),
    ("会上有男性25人、女性27人，共52人。", "parts", ["agrees"], "added up"),
    ("会上有男性25人、女性27人，共62人。", "parts", ["disagrees"], "not the sum"),
    ("青江市有企业25家，其中民营11家；全市共有商户62家。", "parts", ["agrees"], "no sum of what went before"),
    ("青江市3项做法分别是：甲县办夜校；乙县修水渠；丙县种茶树。", "parts", ["agrees"], "a list"),
    ("青江市4项做法分别是：甲县办夜校；乙县修水渠；丙县种茶树。", "parts", ["disagrees"], "a list that is short"),
    ("青江市三次产业结构为9.6∶42.1∶48.3。", "share", ["agrees"], "hundredths"),
    ("青江市三次产业结构为9.6∶42.1∶58.3。", "share", ["disagrees"], "hundredths that are 110"),
    ("青江市拨备覆盖率达320%，完成率达104%。", "limit", [], "rates that can be over 100"),
    ("青江市垃圾分类覆盖率达104%。", "limit", ["disagrees"], "a share that cannot"),
    ("甲品种售价由每斤30元降至20元，乙品种从40%降到30%。", "range", [], "a movement is no range"),
    ("两家企业以6家的数量并列第9名。", "rank", [], "no number of those ranked"),
    ("大会有20个主旨报告，并设置14个主题、共26个分会场。", "parts", [], "a number after 共 of something else"),
    ("甲公司每股收益2.1元，其中包括2亿元的补助。", "parts", [], "what each share has is no sum"),
    ("甲公司利息净收入45亿元，其中利息收入91亿元，利息支出46亿元。", "parts", [], "a net amount is no sum"),
    ("销区蛋价3.81元/斤，其中产区成本4.2元/斤。", "parts", [], "a price has no parts"),
    ("6月末，青江市贷款余额1280亿元，同比多增45亿元，同比增长8.7%。", "movement", ["cannot tell"], "two rises compared"),
    ("甲公司排名由去年的第55位降到第68位。", "from-to", ["agrees"], "a rank that falls"),
    ("被告人分别处罚金20000至5000元不等。", "range", [], "不等 says no order"),
    ("甲公司上半年亏损减少61.9%～49.2%。", "range", [], "a fall is below zero"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "expected", "label"), SAID, ids=[row[-1] for row in SAID])
def test_verdicts(text: str, kind: str, expected: list[str], label: str) -> None:
    table = zb.check(read(text))
    assert table.loc[table["check"] == kind, "verdict"].tolist() == expected


KNOWN = "青江市、白石市地处江南。"  # so that the names of invented places are known for names
TWICE = [  # first sentence, second sentence, verdicts of what is said twice
    ("青江市进出口总值498亿元。", "青江市进出口总值498.04亿元。", ["agrees"], "rounded"),
    ("青江市进出口总值近500亿元。", "青江市进出口总值498.04亿元。", ["agrees"], "nearly is below"),
    ("青江市进出口总值超490亿元。", "青江市进出口总值498.04亿元。", ["agrees"], "more than"),
    ("2025年，青江市进出口总值498.04亿元。", "2025年，青江市进出口总值489.04亿元。", ["disagrees"], "digits swapped"),
    ("2025年，青江市进出口总值498.04亿元。", "2024年，青江市进出口总值489.04亿元。", [], "another year"),
    ("2025年，青江市进出口总值498.04亿元。", "2025年，白石市进出口总值489.04亿元。", [], "another place"),
    ("2025年，青江市重点项目412个。", "2025年，青江市重点项目71个。", [], "one name, other things"),
    ("2025年，青江市外贸总量居全省第三。", "2025年，青江市外贸总量居全国第九。", [], "another scope"),
    ("2025年，青江市进出口总值同比增长12.2%。", "2025年，青江市进出口总值同比下降12.2%。", ["disagrees"], "the sign"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "expected", "label"), TWICE, ids=[row[-1] for row in TWICE])
def test_the_same_measure_said_twice(one: str, other: str, expected: list[str], label: str) -> None:
    table = zb.check(read(f"{KNOWN}{one}\n\n{other}"))
    assert table.loc[table["check"] == "repeat", "verdict"].tolist() == expected


def test_a_headline_is_held_against_its_article() -> None:
    body = "\n\n林一帆\n\n2025年，青江市重点项目完成投资82.5亿元。\n\n青江市有水库12座。\n"
    assert verdicts(read("青江市重点项目完成投资82.5亿元" + body)) == ["agrees"]
    assert verdicts(read("青江市重点项目完成投资95亿元" + body)) == ["disagrees"]


# ---- pages before ----

BEFORE = "2024年，青江市进出口总值444亿元，高新技术企业689家，社会消费品零售总额300亿元。"
EARLIER = [  # this year's text, verdicts against the page of the year before
    ("2025年，青江市进出口总值498.04亿元，同比增长12.2%。", ["agrees"], "growth"),
    ("2025年，青江市进出口总值498.04亿元，同比增长21.2%。", ["disagrees"], "other growth"),
    ("2025年，青江市高新技术企业743家，比上年增加54家。", ["agrees"], "change"),
    ("2025年，青江市高新技术企业743家，比上年增加45家。", ["disagrees"], "other change"),
    (
        "2025年，青江市社会消费品零售总额330亿元，同比增长6.3%。",
        ["cannot tell"],
        "growth on a comparable basis",
    ),
    ("2025年，白石市进出口总值498.04亿元，同比增长21.2%。", [], "another place"),
    ("2026年1月，青江市进出口总值50亿元，同比增长21.2%。", [], "another period"),
]


@pytest.mark.parametrize(("text", "expected", "label"), EARLIER, ids=[row[-1] for row in EARLIER])
def test_growth_against_an_earlier_page(text: str, expected: list[str], label: str) -> None:
    before = read(KNOWN + BEFORE, published="2025-02-28")
    table = zb.check(read(KNOWN + text), earlier=before)
    assert table["verdict"].tolist() == expected
    if expected:
        assert table["rows"].iloc[0][1].startswith(f"{before.name}/i")


def test_of_several_pages_each_is_checked_against_those_before_it(tmp_path: Path) -> None:
    texts = {"2025-02-28": BEFORE, "2026-02-28": "2025年，青江市进出口总值498.04亿元，同比增长21.2%。"}
    for day, text in texts.items():
        (tmp_path / f"青江-{day}.txt").write_text(KNOWN + text, encoding="utf8")
    table = checks.check_all(zb.read_many(tmp_path).pages)
    assert [(doc, verdict) for (doc, _), verdict in table["verdict"].items()] == [
        ("青江-2026-02-28.txt", "disagrees")
    ]


# ---- what follows ----

DERIVED = [  # text, value, ends, period of the level before
    ("2025年，青江市高新技术企业达743家，净增54家，增长7.84%。", 689, (689, 689), "2024"),
    ("2025年，青江市进出口总值达500亿元，同比增长25%。", 4e10, (49.95e9 / 1.255, 50.05e9 / 1.245), "2024"),
    ("2025年1月，青江市发电量50亿千瓦时，环比下降20%。", 62.5e8, (49.5e8 / 0.805, 50.5e8 / 0.795), "2024-12"),
    ("2025年6月末，青江市贷款余额320亿元，较年初增加20亿元。", 3e10, (29.9e9, 30.1e9), "2024-12-31"),
]


@pytest.mark.parametrize(("text", "value", "ends", "period"), DERIVED, ids=[row[-1] for row in DERIVED])
def test_the_level_before(text: str, value: float, ends: tuple[float, float], period: str) -> None:
    page = read(text)
    row = checks.derived(page).iloc[0]
    assert (row["value"], row["value_low"], row["value_high"]) == pytest.approx((value, *ends))
    assert (row["period"], row["origin"]) == (period, "derived")
    assert set(row["rows"]) <= set(page.indicators.index)


@pytest.mark.parametrize(
    "text",
    [
        "2025年，青江市地区生产总值1026.4亿元，增长5.8%。",
        "2026年，青江市力争进出口总值达到550亿元，增长10%。",
        "2025年，青江市进出口总值约500亿元，增长25%。",
        "2025年，青江市企业743家，新增84家。",
    ],
    ids=["constant prices", "a target", "a hedge", "gross"],
)
def test_what_gives_no_level_before(text: str) -> None:
    assert checks.derived(read(text)).empty


# ---- arithmetic ----

PRINTED = [  # quote, value, bound, counted, strict ends
    ("498.04亿元", 49804000000.0, "=", False, (49803500000, 49804500000), "decimals"),
    ("743家", 743.0, "=", True, (743, 743), "a count"),
    ("5200人", 5200.0, "=", True, (5200, 5200), "a count in hundreds"),
    ("1,234吨", 1234.0, "=", False, (1233.5, 1234.5), "separators"),
    ("３．５％", 3.5, "=", False, (3.45, 3.55), "full width"),
    ("两万人", 20000.0, "=", True, (15000, 25000), "numerals"),
    ("37.8%", -37.8, "=", False, (-37.85, -37.75), "a fall"),
    ("500亿元", 5e10, "<", False, (4e10, 5e10), "nearly"),
    ("80场次", 80.0, ">", True, (80, 90), "more than"),
    ("200个", 200.0, "~", True, (180, 220), "about"),
]


@pytest.mark.parametrize(
    ("quote", "value", "bound", "counted", "ends", "label"), PRINTED, ids=[row[-1] for row in PRINTED]
)
def test_what_a_printed_number_stands_for(
    quote: str, value: float, bound: str, counted: bool, ends: tuple[float, float], label: str
) -> None:
    strict = printed(quote, value, bound, counted).strict
    assert (strict.low, strict.high) == pytest.approx(ends)


numbers = st.floats(-1e9, 1e9)


@given(numbers, numbers, numbers, numbers)
def test_a_result_lies_within_the_interval_of_its_parts(a: float, b: float, c: float, d: float) -> None:
    one, other = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    for x, y in ((a, c), (b, d), (a, d)):
        assert (one + other).meets(Interval(x + y, x + y))
        assert (one - other).meets(Interval(x - y, x - y))
        assert (one * other).meets(Interval(x * y, x * y))
        if y and abs(x / y) < 1e300:
            assert (one / other).meets(Interval(x / y, x / y))


@given(st.integers(1, 9999), st.integers(0, 3))
def test_a_number_agrees_with_itself_rounded_and_not_with_one_far_off(digits: int, places: int) -> None:
    value = digits / 10**places
    fine, coarse = f"{value:.{places}f}", f"{round(value)}"
    if round(value):
        assert verdict(printed(fine, value, "="), printed(coarse, float(coarse), "=")) == "agrees"
    assert verdict(printed(fine, value, "="), exactly(2.5 * value + 2)) == "disagrees"


# ---- frames, and broken pages ----


def test_frames_pass_their_schema(seed_page: zb.Page) -> None:
    for name, frame in (("checks", zb.check(seed_page)), ("derived", checks.derived(seed_page))):
        assert len(frame)
        tables.schema(name).validate(frame)
        assert frame.dtypes.equals(tables.empty(name).dtypes)


@pytest.mark.parametrize(
    "text", ["。", "今天天气很好。", "1," * 3000, "1亿元" * 2000, "（" * 3000], ids=range(5)
)
def test_pages_with_nothing_to_check(text: str) -> None:
    page = read(text)
    table = zb.check(page)
    assert not (table["verdict"] == "disagrees").any()
    assert checks.derived(page).empty
    assert checks.agreement(table).to_numpy().sum() == len(table)


def test_what_is_no_page_is_refused() -> None:
    with pytest.raises(ZhibiaoError, match="what can be checked is a page"):
        zb.check("page.txt")  # type: ignore[arg-type]


def test_derived_figures_are_no_indicators(seed_page: zb.Page) -> None:
    derived = checks.derived(seed_page)
    assert set(derived["origin"]) == {"derived"}
    assert not set(derived.index) & set(seed_page.indicators.index)
    assert not set(derived["value"]) & set(seed_page.indicators["value"])


def test_reading_puts_the_contradiction_first() -> None:
    page = zb.read(PAGES / "qingwei-2025-11-06.txt")
    table = checks.for_reading(zb.check(page))
    assert table[["verdict", "arithmetic"]].iloc[0].tolist() == ["disagrees", "3 + 2 + 0 + 4 = 9"]
    assert isinstance(table["rows"].iloc[0], str)
    assert pd.Series(table["verdict"]).value_counts()["disagrees"] == 1
