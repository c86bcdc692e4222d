"""Pairs: targets and what was reached, before and after; on texts written here."""

from typing import Any

import pandas as pd
import pytest

import zhibiao as zb
from zhibiao import pairing

PUBLISHED = "2026-03-03"


def rows(text: str) -> pd.DataFrame:
    return zb.read(text, published=PUBLISHED).indicators


BECAME = [  # text, the pairs in it, what it shows
    ("森林覆盖率由48.3%提高到52.1%。", [("48.3%", "52.1%")], "from … to"),
    ("审批时限从5个工作日压缩至2个工作日。", [("5个工作日", "2个工作日")], "a fall"),
    ("三次产业结构由12.1∶40.2∶47.7调整为10.5∶38.3∶51.2。",
     [("12.1", "10.5"), ("40.2", "38.3"), ("47.7", "51.2")], "number by number"),
    ("城镇化率由61%提高到65%，绿化率由38%提高到41%。", [("61%", "65%"), ("38%", "41%")], "two things"),
    ("全市企业由40家增加到52家，其中高新技术企业9家。", [("40家", "52家")], "another thing beside them"),
    ("2020年青江市粮食总产量20万吨。2025年青江市粮食总产量24万吨。", [("20万吨", "24万吨")], "two years"),
    ("森林覆盖率由48.3%提高到52.1%。会议指出，森林覆盖率由48.3%提高到52.1%。", [("48.3%", "52.1%")], "said twice"),
    ("工业增加值超1万亿元、达1.19万亿元。", [], "one figure and then another"),
    ("城镇化率65%，绿化率41%。", [], "two things that have nothing to do with each other"),
    ("2025年进出口总值320亿元，1月进出口总值25亿元。", [], "a year and a month"),
    ("力争2026年城镇化率达66%。2025年城镇化率为65%。", [], "a target is no figure after"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pairs", "label"), BECAME, ids=[row[-1] for row in BECAME])
def test_before_and_after(text: str, pairs: list[tuple[str, str]], label: str) -> None:
    assert [(before["quote"], after["quote"]) for before, after in pairing.from_to(rows(text))] == pairs


TARGETS = [  # text, each target with what was reached, what it shows
    ("2025年城镇化率为65%。力争2026年城镇化率达66%。", [("66%", "65%")], "the year before"),
    (
        "2024年城镇化率为64%。2025年城镇化率为65%。力争2026年城镇化率达66%。",
        [("66%", "65%")],
        "the latest of two",
    ),
    ("2025年投资12亿元。力争2026年城镇化率达66%。", [("66%", None)], "something else"),
    ("2025年城镇化率为65%。", [], "no target"),
]


@pytest.mark.parametrize(("text", "pairs", "label"), TARGETS, ids=[row[-1] for row in TARGETS])
def test_targets_and_what_was_reached(text: str, pairs: list[tuple[str, str | None]], label: str) -> None:
    found = pairing.against_targets(rows(text))
    assert [(target["quote"], actual and actual["quote"]) for target, actual in found] == pairs


def test_what_was_reached_later_is_not_set_beside_an_earlier_target() -> None:
    made: dict[str, Any] = {
        "subject": "青江市",
        "indicator": "城镇化率",
        "unit": "%",
        "kind": "ratio",
        "scope": None,
    }
    table = pd.DataFrame(
        [
            {**made, "value": 66.0, "status": "target", "period": "2025", "quote": "66%"},
            {**made, "value": 68.0, "status": "actual", "period": "2026", "quote": "68%"},
        ]
    )
    assert [actual for _, actual in pairing.against_targets(table)] == [None]
