"""What several test modules need: the seed page, read once, and a made-up page to write, spoil and read again."""

from pathlib import Path

import pytest

import zhibiao as zb

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "hunan-daily-2026-02-28.txt"
PUBLISHED = "2026-02-28"
MADE_UP = """青江市去年外贸增势良好

林一帆

青江市商务局3月2日通报，2025年全市进出口总值达到320.5亿元，同比增长12.6%，居全省第二。其中出口额超180亿元，下降3.4%。

全市新增外贸企业47家。青江港入选全国绿色港口名单。
"""


@pytest.fixture(scope="session")
def seed_path() -> Path:
    return SEED


@pytest.fixture(scope="session")
def seed_page() -> zb.Page:
    return zb.read(SEED, published=PUBLISHED)


@pytest.fixture(scope="session")
def made_up_page() -> zb.Page:
    return zb.read(MADE_UP, published="2026-03-03")


@pytest.fixture
def made_up_path(tmp_path: Path) -> Path:
    path = tmp_path / "青江日报.txt"
    path.write_text(MADE_UP, encoding="utf8")
    return path
