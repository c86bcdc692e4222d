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


def false_rows(path: Path) -> list[str]:
    return list(zb.read(path, published="2026-02-28").indicators["quote"])


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_text_without_measures_gives_no_rows(path: Path) -> None:
    assert false_rows(path) == []


def test_false_rows_are_rare() -> None:
    """The floor that holds while a new text's false rows are being mended."""
    assert 1000 * sum(len(false_rows(path)) for path in TEXTS) / _characters() <= MOST


def test_the_texts_are_long_enough_and_ours() -> None:
    """Every text says in its first line that it was made for testing."""
    assert _characters() >= 6000
    assert all("测试" in path.read_text(encoding="utf8").split("\n")[0] for path in TEXTS)


def _characters() -> int:
    return sum(len(path.read_text(encoding="utf8")) for path in TEXTS)
