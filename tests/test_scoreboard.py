"""Honours counted. All pages but the seed page are invented."""

from pathlib import Path

import pandas as pd
import pytest

import zhibiao as zb
from zhibiao import findings, scoreboard

PAGES = Path(__file__).parent.parent / "data" / "pages"


@pytest.fixture(scope="module")
def county() -> zb.Page:
    return zb.read(PAGES / "qingwei-2025-11-06.txt", published="2025-11-06")


# ---- the seed page ----


def test_campaigns_of_the_seed_page(seed_page: zb.Page) -> None:
    table = scoreboard.campaigns(seed_page)
    assert [name.removeprefix("大力实施") for name in table.index] == [
        "内需扩量提效攻坚",
        "产业育新培强攻坚",
        "科技创新赋能攻坚",
        "改革开放重点攻坚",
        "环境优化提升攻坚",
        "安全强基固本攻坚",
        "民生补短提质攻坚",
    ]
    assert table["count"].tolist() == [4, 3, 0, 3, 1, 5, 2]
    assert (table["stated"].dropna() == table["count"][table["stated"].notna()]).all()


def test_leads_of_the_seed_page(seed_page: zb.Page) -> None:
    counts = scoreboard.leads(seed_page)["count"]
    assert (
        counts.to_dict() | {"市工信局": 3, "市发改委": 2, "市商务局": 2, "市财政局": 2, "": 1}
        == counts.to_dict()
    )
    assert len(counts) == 14
    assert counts.sum() == 19  # 18 works, one of which two agencies led


def test_practices_of_the_seed_page(seed_page: zb.Page) -> None:
    table = scoreboard.practices(seed_page)
    assert table["count"].to_dict() == {"郴州市": 2, "桂阳县": 1, "嘉禾县": 1, "永兴县": 1}
    assert table.loc["嘉禾县", "what"] == ["“三强”措施赋能中小企业发展"]


def test_a_work_honoured_twice_is_told_with_its_details(seed_page: zb.Page) -> None:
    led = scoreboard.leads(seed_page)["what"]["市工信局"]
    assert "“推进‘五好’园区建设”（郴州高新区、郴州经开区）" in led
    assert len(led) == 2


# ---- another page ----


def test_parts_may_fall_short(county: zb.Page) -> None:
    table = scoreboard.campaigns(county)
    assert table["count"].to_dict() == {
        "聚焦产业强县": 3,
        "聚焦乡村振兴": 2,
        "聚焦绿色发展": 0,
        "聚焦民生改善": 4,
    }
    assert scoreboard.headline(county) == 11


def test_what_campaigns_reached_leaves_the_honours_out(county: zb.Page) -> None:
    quotes = scoreboard.reached(county)["quote"].tolist()
    assert "82.5亿元" in quotes
    assert not {"3项", "2项", "4项", "11项"} & set(quotes)
    table = findings.campaign_figures(county)
    assert table.index.names == ["campaign", "indicator"]
    assert len(table) == len(quotes) == scoreboard.campaigns(county)["figures"].sum()


@pytest.mark.parametrize("text", ["青江市投资3亿元。", "青江市获评全国文明城市。", "。"])
def test_pages_without_a_scoreboard_give_empty_tables(text: str) -> None:
    page = zb.read(text)
    tables: list[pd.DataFrame] = [
        tell(page)
        for tell in (scoreboard.incentives, scoreboard.campaigns, scoreboard.leads, scoreboard.practices)
    ]
    assert [len(table) for table in tables] == [0, 0, 0, 0]
    assert scoreboard.headline(page) is None
    assert findings.campaign_figures(page).empty
