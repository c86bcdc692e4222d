"""SDMX-CSV: a message that another library reads, with keys that are there once and times in SDMX's own forms."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from pysdmx.io import read_sdmx

import zhibiao as zb
from zhibiao import sdmx
from zhibiao.errors import ExportError

PUBLISHED = "2026-03-03"
KEY = [*sdmx.KEY, "MENTION"]

PERIODS = [  # period, as SDMX has it, what it is
    ("2025", "2025", "a year"),
    ("2025-01/2025-12", "2025", "the months of a year"),
    ("2025-02", "2025-02", "a month"),
    ("2025-02-01/2025-02-28", "2025-02", "the days of a month"),
    ("2026-02-14", "2026-02-14", "a day"),
    ("2025-10/2025-12", "2025-Q4", "a quarter"),
    ("2025-01/2025-06", "2025-S1", "a half"),
    ("2025-02/2025-04", "2025-02-01/P3M", "three months that are no quarter"),
    ("2025-01/2025-09", "2025-01-01/P9M", "three quarters"),
    ("2024-12/2025-02", "2024-12-01/P3M", "months of two years"),
    ("2026/2030", "2026-01-01/P5Y", "five years"),
    ("2026-02-26/2026-03-01", "2026-02-26/P4D", "days"),
    ("2025-13", None, "no such month"),
    ("2025/2024", None, "an end before its start"),
    (None, None, "none"),
]


@pytest.mark.parametrize(("period", "expected", "label"), PERIODS, ids=[row[-1] for row in PERIODS])
def test_periods(period: str | None, expected: str | None, label: str) -> None:
    assert sdmx.time_period(period) == expected


@pytest.fixture
def quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def message(rows: pd.DataFrame, folder: Path) -> pd.DataFrame:
    """The observations as pysdmx reads them from the file, all text."""
    read = read_sdmx(zb.write(rows, folder / "rows.sdmx.csv"))
    assert [dataset.structure for dataset in read.data] == ["Dataflow=ZHIBIAO:INDICATORS(1.0.0)"]
    return pd.DataFrame(read.data[0].data)


CASES = [  # text, what the observation holds
    ("2025年青江市投资10亿元至12亿元。", {"OBS_VALUE": "1000000000", "OBS_VALUE_HIGH": "1200000000", "OBS_STATUS": "A"}),
    ("2025年青江市接待游客约800万人次。", {"OBS_VALUE": "8000000", "OBS_STATUS": "E", "BOUND": "~", "UNIT_MEASURE": "人次"}),
    ("2025年青江市进出口总值居全省第二。", {"OBS_VALUE": "2", "UNIT_MEASURE": "_Z", "SCOPE": "全省", "KIND": "rank"}),
    ("2025年青江市事故起数同比下降明显。", {"OBS_VALUE": "", "OBS_STATUS": "O", "BOUND": "<", "BASIS": "同比"}),
    ("力争2026年青江市投资增长8%。", {"OBS_VALUE": "8", "OBS_STATUS": "F", "STATUS": "target", "TIME_PERIOD": "2026"}),
    ("一季度，郴州市投资下降3.5%。", {"OBS_VALUE": "-3.5", "TIME_PERIOD": "2026-Q1", "REF_AREA": "431000"}),
    ("2025年完成投资10亿元。", {"REF_AREA": "_U", "SUBJECT": "_U", "UNIT_MULT": "0", "BASIS": "_Z"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "holds"), CASES, ids=[text for text, _ in CASES])
def test_observations(text: str, holds: dict[str, str], tmp_path: Path) -> None:
    table = message(zb.read(text, published=PUBLISHED).indicators, tmp_path)
    assert {name: table.loc[0, name] for name in holds} == holds


def test_the_head_is_the_standards(made_up_page: zb.Page, tmp_path: Path) -> None:
    rows = made_up_page.indicators.dropna(subset="period")
    head = zb.write(rows, tmp_path / "a.sdmx.csv").read_bytes().split(b"\r\n")[0].decode()
    assert head.startswith("STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,")
    assert set(head.split(",")) >= {"INDICATOR", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS"}


def test_no_key_is_there_twice_and_no_row_is_lost(seed_page: zb.Page, tmp_path: Path, quiet: None) -> None:
    rows = seed_page.indicators
    table = message(rows, tmp_path)
    dated = rows[rows["period"].notna()]
    assert table["ROW"].tolist() == dated.index.tolist()
    assert not table.duplicated(KEY).any()
    assert (table[KEY] != "").all(axis=None)
    assert pd.to_numeric(table["OBS_VALUE"]).tolist() == pytest.approx(dated["value"].tolist(), nan_ok=True)


def test_two_pages_that_say_the_same_are_two_mentions(
    made_up_path: Path, tmp_path: Path, quiet: None
) -> None:
    (made_up_path.parent / "二.txt").write_bytes(made_up_path.read_bytes())
    table = message(zb.read_many(made_up_path.parent, published=PUBLISHED).indicators, tmp_path)
    first = table[table["QUOTE"] == "320.5亿元"]
    assert first[["DOC", "MENTION"]].to_numpy().tolist() == [["二.txt", "1"], ["青江日报.txt", "2"]]


def test_rows_without_a_period_are_left_out_and_counted(tmp_path: Path) -> None:
    page = zb.read("青江市有企业47家。2025年投资10亿元。", published=PUBLISHED)
    with pytest.warns(
        UserWarning, match="1 of 2 rows are not in .*: SDMX has no place for a row without a period"
    ):
        path = zb.write(page.indicators, tmp_path / "a.sdmx.csv")
    assert "47家" not in path.read_text("utf8")


def test_what_are_no_indicators_is_refused(seed_page: zb.Page, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no column 'subject': pass page"):
        zb.write(seed_page.articles, tmp_path / "a.sdmx.csv")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_table_has_its_head(seed_page: zb.Page, tmp_path: Path) -> None:
    path = zb.write(seed_page.indicators.head(0), tmp_path / "a.sdmx.csv")
    assert path.read_text("utf8").count("\n") == 1
