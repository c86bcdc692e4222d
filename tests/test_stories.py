"""Money and projects, repairs, a bureau's year, work resumed: read from pages written by us, and from the seed page."""

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from matplotlib import pyplot

import zhibiao as zb
from zhibiao import bureaus, calendarchart, coursechart, funds, repairs, resumption, stories
from zhibiao.prose import items_html, points, safe

ROOT = Path(__file__).parent.parent

REPAIR = """柳溪桥通了

陆一鸣

柳溪社区常住人口约5000人。桥面破损多年，一下雨就积水，居民多次投诉。街道办将问题交办社区。社区筹措资金50万元，更换桥板、疏通排水沟。历时3个月，惠及100户1000名居民，居民都很满意。
"""
BUREAU = """云汀市水利局去年办成实事

2025年，云汀市水利局完成水库加固12座，新建水厂3座。

1月6日，云汀市水利局检查工地9处。今年，该局计划推进灌区改造。
"""
RESUMED = """青江企业全面复工

正月初七，青江纺织厂复工。全厂返岗率达95%，订单已排到5月。

正月初九，青江船厂返岗职工800人，他们说
"""


@pytest.fixture(autouse=True)
def _closed():
    yield
    pyplot.close("all")


# ---- sentences with what they tell ----

ROLES = [  # name, part of the money story, label
    ("各项贷款时点余额", "lent", "a loan"),
    ("重点项目完成投资", "invested", "an investment"),
    ("资金缺口", "short", "what is missing"),
    ("进出口总值", "sold", "trade"),
    ("接待游客", "", "no money"),
    (None, "", "no name"),
]


@pytest.mark.parametrize(("name", "role", "label"), ROLES, ids=[row[-1] for row in ROLES])
def test_a_sum_of_money_is_what_its_name_says(name: str | None, role: str, label: str) -> None:
    assert stories.role_of(name, "money") == role


def test_every_row_of_a_paragraph_stands_in_its_sentence(seed_page: zb.Page) -> None:
    told = stories.sentences(seed_page)
    for sentence in told:
        for row in sentence.rows:
            assert "".join(str(row["quote"]).split()) in "".join(sentence.text.split())
    placed = [row["id"] for sentence in told for row in sentence.rows]
    assert len(placed) == len(set(placed))
    outside = seed_page.indicators.drop(index=placed)
    assert outside["quote"].tolist() == ["18项次", "5项", "5项"]  # two in the kicker, one in a heading


# ---- money and projects ----


def test_a_balance_at_the_years_start_is_computed(seed_page: zb.Page) -> None:
    """35.74亿元, 较年初新增4.18亿元: 31.56亿元 at the start, a rise of 13.2%."""
    table = funds.balances(seed_page)
    assert table["value"].tolist() == pytest.approx([31.56e8, 35.74e8])
    assert table["period"].tolist() == ["2025-12-31", "2026-02-14"]
    told = funds.told(seed_page)
    assert "**35.74亿元** (2026-02-14), up 4.18亿元: so it was 31.56亿元 at the year's start, +13.2%" in told


def test_the_range_and_the_saving_of_the_data_centre_are_told(seed_page: zb.Page) -> None:
    assert "能耗指标, **1.05–1.19**, a range; with it goes 节能 ≥+20%" in funds.told(seed_page)


def test_loans_and_sales_stand_under_what_they_are(seed_page: zb.Page) -> None:
    table = funds.by_use(seed_page)
    lent = table.loc["lent 贷款"]["as read"].tolist()
    assert {"35.74亿元", "2.3亿元", "1000万元"} <= set(lent)
    assert table.loc[("traded and sold 销售", "郴州高鑫材料有限公司"), "as read"] == "3.18亿元"
    assert table.loc["paid in tax 税收"]["as read"].tolist() == ["600万元"]


def test_projects_are_set_beside_what_they_cost(seed_page: zb.Page) -> None:
    """399个 for 1266.47亿元 is 3.17亿元 each, 71个 for 120.27亿元 1.69亿元."""
    table = funds.projects(seed_page)
    assert table["count"].tolist() == ["399个", "71个"]
    assert table["each"].tolist() == ["≈3.17亿元", "≈1.69亿元"]


BALANCES = [  # text, before, label
    ("截至6月末，青江支行存款余额20亿元，较年初减少5亿元。", [25e8, 20e8], "a fall"),
    ("截至6月末，青江支行存款余额20亿元，同比增加5亿元。", [15e8, 20e8], "on a year before"),
    ("青江市新登记经营主体4万户，净增3万户。", [], "a net rise of another total"),
    ("截至6月末，青江支行存款余额20亿元，增长5%。", [], "a growth is no change"),
    ("截至6月末，青江支行存款余额20亿元，新增贷款5亿元。", [], "the change of another thing"),
]


@pytest.mark.parametrize(("text", "values", "label"), BALANCES, ids=[row[-1] for row in BALANCES])
def test_balances(text: str, values: list[float], label: str) -> None:
    assert funds.balances(zb.read(text, published="2026-07-10"))["value"].tolist() == values


# ---- a repair ----


def test_a_repair_is_told_from_the_problem_to_those_it_reached() -> None:
    told = repairs.told(zb.read(REPAIR, published="2026-03-01"))
    assert re.search(r"It took \*\*50万元\*\* \(.*资金\) and \*\*3个月\*\*", told)
    assert "更换、疏通" in told
    assert "It reached **100户** and **1000名**" in told
    assert "about 20% of ≈5000人" in told  # 1000 of 5000
    assert "about 5000元 a household" in told  # 50万元 for 100户


def test_the_neighbourhood_of_the_seed_page(seed_page: zb.Page) -> None:
    """Over 200万元 for 412 households is over 4,900 yuan each; over 2,000 of nearly 20,000 residents is a tenth."""
    told = repairs.told(seed_page)
    assert repairs.name(seed_page) == "大庸桥社区“治水记”"
    for part in (
        "\\>200万元",
        "8个月",
        "**412户** and **\\>2000位**",
        "about 10% of ≈2万人",
        "more than about 4900元",
    ):
        assert part in told
    steps = repairs.steps(seed_page)
    assert set(steps["part"]) == set(repairs.PARTS)
    money = steps[steps["part"] == "money"]["says"].tolist()
    assert "落实整治资金 >200万元" in money
    assert steps["begin"].is_monotonic_increasing


def test_the_course_is_drawn_with_each_part_in_its_row(seed_page: zb.Page) -> None:
    axes = coursechart.course(repairs.course(seed_page), repairs.name(seed_page))
    assert [label.get_text() for label in axes.get_yticklabels()] == list(repairs.PARTS.values())
    assert "412户" in axes.get_title(loc="left")
    bars = [path for collection in axes.collections for path in collection.get_paths()]
    assert len(bars) >= len(repairs.steps(seed_page))


NO_REPAIR = [  # text, label
    ("全市改造老旧小区76个，加装电梯58台，惠及3000户。", "works without a problem"),
    ("雨后积水，居民投诉不断。", "a problem without works"),
    ("石桥边的早晨很静。", "nothing of the kind"),
]


@pytest.mark.parametrize(("text", "label"), NO_REPAIR, ids=[row[-1] for row in NO_REPAIR])
def test_no_repair(text: str, label: str) -> None:
    page = zb.read(text, published="2026-03-01")
    assert repairs.told(page).startswith("- **No repair on this page**")
    assert repairs.steps(page).empty and repairs.figures(page).empty
    assert coursechart.course(repairs.course(page)).get_title(loc="left") == "No story to follow"


# ---- a bureau's year ----


def test_a_bureaus_figures_stand_in_order_of_time() -> None:
    page = zb.read(BUREAU, published="2026-01-21")
    assert bureaus.bureau(page) == "云汀市水利局"
    table = bureaus.by_period(page).reset_index()
    assert table["as read"].tolist() == ["12座", "3座", "9处"]
    assert table["period"].tolist() == ["2025", "2025", "2026-01-06"]
    assert bureaus.plans(page)["figures"].tolist() == [0]
    told = bureaus.told(page)
    assert "2 of 2025 and 1 of 2026-01-06" in told
    assert "1 sentence tells of what is to come, **without any figure**" in told


def test_an_unresolved_name_is_shown(seed_page: zb.Page) -> None:
    told = bureaus.told(seed_page)
    assert told.startswith("- **湘州市住建局**")
    assert "**湘州市 is in no table of administrative divisions**" in told


NO_BUREAU = [  # text, label
    ("青江西部：土豆丰收\n\n青江西部今年种土豆5万亩。", "a direction, no ministry"),
    ("青江市水利局新楼落成\n\n一座新楼昨天落成，高9层。", "a title that the article does not take up"),
    ("青江市去年外贸增长\n\n青江市水利局完成水库加固12座。", "no authority in the title"),
    ("没有数字的一页。", "nothing"),
]


@pytest.mark.parametrize(("text", "label"), NO_BUREAU, ids=[row[-1] for row in NO_BUREAU])
def test_no_bureau(text: str, label: str) -> None:
    page = zb.read(text, published="2026-03-01")
    assert bureaus.bureau(page) == ""
    assert bureaus.told(page).startswith("- **No bureau's year on this page**")
    assert bureaus.by_period(page).empty and bureaus.calendar(page).empty and bureaus.plans(page).empty


# ---- work resumed ----


def test_work_resumed_on_lunar_days_and_the_cut_is_shown() -> None:
    """正月初七 and 正月初九, the seventh and ninth of the first lunar month of 2026, are 23 and 25 February."""
    page = zb.read(RESUMED, published="2026-02-28")
    assert resumption.days(page)["first"].tolist() == [date(2026, 2, 23), date(2026, 2, 25)]
    told = resumption.told(page)
    assert "返岗率, **95%**" in told
    assert "**Text is cut**: *青江企业全面复工* ends in mid-sentence" in told
    assert resumption.cut(page)["text that is there"].str.endswith("他们说").all()


def test_the_cut_article_of_the_seed_page_is_shown_at_both_ends(seed_page: zb.Page) -> None:
    table = resumption.cut(seed_page)
    assert set(table.index) == {"企业复工“劲头足” 安仁全力冲刺“开门红”"}
    assert table["where"].tolist() == ["begins in mid-sentence", "ends in mid-sentence"]
    assert "目前员" in table["text that is there"].iloc[1]
    assert "200.0" in resumption.figures(seed_page)["value"].astype(str).tolist()


@pytest.mark.parametrize(
    "text", ["石桥边的早晨很静。", "全市房屋新开工面积下降5%。"], ids=["nothing", "housing starts"]
)
def test_no_work_resumed(text: str) -> None:
    page = zb.read(text, published="2026-03-01")
    assert resumption.told(page).startswith("- **No work resumed on this page**")
    assert resumption.days(page).empty and resumption.told_in(page).empty and resumption.cut(page).empty


# ---- the calendar chart ----


def calendar(days: list[tuple[date, date]]) -> pd.DataFrame:
    starts, ends = [start for start, _ in days], [end for _, end in days]
    names = [f"事项{number}" for number in range(len(days))]
    return pd.DataFrame(
        {"first": starts, "last": ends, "says": [f"{number}个" for number in range(len(days))]}, names
    )


YEAR, DAY = (date(2025, 1, 1), date(2025, 12, 31)), (date(2026, 2, 24), date(2026, 2, 24))
CALENDARS = [  # days, title, label
    ([YEAR, DAY, YEAR], "3 figures, 2 of 2025 and 1 of 2026-02-24", "a year and a day"),
    ([DAY], "事项0: 0个, 2026-02-24", "one"),
    ([YEAR, DAY], "2 figures, from 2025-01-01 to 2026-02-24", "each its own"),
    ([], "No days to draw", "none"),
    ([YEAR] * 40, "40 figures, 40 of 2025", "forty"),
]


@pytest.mark.parametrize(("days", "title", "label"), CALENDARS, ids=[row[-1] for row in CALENDARS])
def test_a_calendar_counts_by_time(days: list[tuple[date, date]], title: str, label: str) -> None:
    axes = calendarchart.calendar(calendar(days), date(2026, 2, 28))
    assert axes.get_title(loc="left") == title
    assert len(axes.get_yticks()) == len(days)


def test_a_calendar_draws_each_row_over_its_days() -> None:
    axes = calendarchart.calendar(calendar([YEAR, DAY]))
    (bar,) = axes.patches
    assert (bar.get_x(), bar.get_width()) == (YEAR[0].toordinal(), 365)
    points = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o"]
    assert points == [DAY[0].toordinal()]


def test_a_calendar_leaves_out_what_is_too_much_and_says_so() -> None:
    axes = calendarchart.calendar(calendar([YEAR] * 70))
    assert len(axes.get_yticks()) == calendarchart.MOST
    assert any("10 rows not drawn" in text.get_text() for text in axes.texts)


@pytest.mark.parametrize("draw", [calendarchart.calendar, coursechart.course])
def test_another_table_is_refused(draw, seed_page: zb.Page) -> None:
    with pytest.raises(zb.ZhibiaoError, match="needs a table with the column"):
        draw(seed_page.articles)


# ---- prose ----

PROSE = [  # text of a page, what its item shows
    ("甲*乙*丙", "甲*乙*丙"),
    ("**粗**", "**粗**"),
    ("<b>&", "&lt;b&gt;&amp;"),
    ("[a](b) `c` 1|2 ~3 $4 #5", "[a](b) `c` 1|2 ~3 $4 #5"),
    ("后\\斜", "后\\斜"),
]


@pytest.mark.parametrize(("text", "shown"), PROSE)
def test_text_of_a_page_is_no_markup_in_html_either(text: str, shown: str) -> None:
    assert items_html(points([f"**{safe(text)}**"])) == [f"<strong>{shown}</strong>"]
