"""No harm: text that measures nothing gives next to no rows.

The texts in tests/cases/no_harm/ were written for this project and say so in their first line: poems, a law, recipes without
amounts, a dialogue, an essay, a tale and a speech, full of what only looks like a number (第三条, 三心二意, 七夕, 李三伯).
"""

from __future__ import annotations

from pathlib import Path

import pytest

import zhibiao as zb

TEXTS = sorted((Path(__file__).parent / "cases" / "no_harm").glob("*.txt"))
MOST = 0.2  # false rows per 1,000 characters
KNOWN = {
    "law": "保护第一 (protection first) is read as a rank",
    "poems": "六盘山 (a mountain) is read as six plates",
    "recipe": "一点一点 (bit by bit) and 第一， (firstly) are read as measures",
    "tale": "阿四头也不抬 (A-si did not look up) is read as four head",
}
"""What is read wrong so far, by text."""


def false_rows(path: Path) -> list[str]:
    return list(zb.read(path, published="2026-02-28").indicators["quote"])


def _texts() -> list[object]:
    known = {name: [pytest.mark.xfail(strict=True, reason=reason)] for name, reason in KNOWN.items()}
    return [pytest.param(path, id=path.stem, marks=known.get(path.stem, [])) for path in TEXTS]


@pytest.mark.parametrize("path", _texts())
def test_a_text_without_measures_gives_no_rows(path: Path) -> None:
    assert false_rows(path) == []


@pytest.mark.xfail(len(KNOWN) > 1, strict=True, reason="see KNOWN")
def test_false_rows_are_rare() -> None:
    assert 1000 * sum(len(false_rows(path)) for path in TEXTS) / _characters() <= MOST


def test_the_texts_are_long_enough_and_ours() -> None:
    """Every text says in its first line that it was made for testing."""
    assert _characters() >= 6000
    assert all("测试" in path.read_text(encoding="utf8").split("\n")[0] for path in TEXTS)


def _characters() -> int:
    return sum(len(path.read_text(encoding="utf8")) for path in TEXTS)
