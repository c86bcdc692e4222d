"""Data packages: they pass the standard's own validator, and are read back as they were written."""

import json
from pathlib import Path
from typing import Any

import frictionless
import pandas as pd
import pytest

import zhibiao as zb
from zhibiao.cells import plain
from zhibiao.tables import TABLES


def packed(what: Any, folder: Path) -> frictionless.Package:
    return frictionless.Package(str(zb.write(what, f"{folder}/") / "datapackage.json"))


def cells(frame: pd.DataFrame) -> list[list[object]]:
    """The cells as JSON has them; a CSV file knows no difference between an empty list and none."""
    return [
        [plain(cell) or None if cell != 0 else cell for cell in row]
        for row in frame.reset_index().to_numpy().tolist()
    ]


@pytest.mark.parametrize(
    "what", ["seed page", "made-up page", "two pages", "one table", "no rows", "another table"]
)
def test_a_package_is_valid(
    what: str, seed_page: zb.Page, made_up_page: zb.Page, made_up_path: Path, tmp_path: Path
) -> None:
    (made_up_path.parent / "二.txt").write_text(made_up_page.text, encoding="utf8")
    given: dict[str, Any] = {
        "seed page": seed_page,
        "made-up page": made_up_page,
        "two pages": zb.read_many(made_up_path.parent, published="2026-03-03"),
        "one table": seed_page.indicators,
        "no rows": seed_page.indicators.head(0),
        "another table": pd.DataFrame({"hits": [1, 2], "share": [0.5, None], "who": [["甲", "乙"], []]}),
    }
    report = packed(given[what], tmp_path / "package").validate()
    assert report.valid, report.to_summary()
    assert report.stats["tasks"] == (1 if what in ("one table", "no rows", "another table") else len(TABLES))


@pytest.mark.parametrize("name", TABLES)
def test_a_package_is_read_back_as_it_was_written(name: str, seed_page: zb.Page, tmp_path: Path) -> None:
    frame = getattr(seed_page, name)
    rows = packed(seed_page, tmp_path / "package").get_resource(name).read_rows()
    read = [[plain(row[column] if row[column] != [] else None) for column in row] for row in rows]
    assert [
        [float(cell) if type(cell).__name__ == "Decimal" else cell for cell in row] for row in read
    ] == cells(frame)


def test_the_descriptor_states_columns_keys_and_closed_sets(seed_page: zb.Page, tmp_path: Path) -> None:
    folder = zb.write(seed_page, f"{tmp_path}/package/")
    resources = json.loads((folder / "datapackage.json").read_text("utf8"))["resources"]
    fields = {
        each["name"]: {field["name"]: field for field in each["schema"]["fields"]} for each in resources
    }
    assert fields["indicators"]["kind"]["constraints"]["enum"] == [
        "level",
        "change",
        "growth",
        "ratio",
        "rank",
    ]
    assert fields["indicators"]["region_code"]["type"] == "string"
    assert fields["articles"]["authors"] == {
        "name": "authors", "type": "list", "delimiter": "\n", "description": "list of names",
    }  # fmt: skip
    assert [each["schema"]["primaryKey"] for each in resources] == [["id"]] * len(TABLES)


@pytest.mark.parametrize("spoil", ["a letter for a number", "a kind outside the set", "a row less"])
def test_a_spoilt_package_is_found_out(spoil: str, made_up_page: zb.Page, tmp_path: Path) -> None:
    folder = zb.write(made_up_page, f"{tmp_path}/package/")
    text = (folder / "indicators.csv").read_text(encoding="utf-8-sig")
    spoilt = {
        "a letter for a number": text.replace("32050000000", "much"),
        "a kind outside the set": text.replace(",growth,", ",total,"),
        "a row less": text.rpartition("\ni")[0],
    }[spoil]
    assert spoilt != text
    (folder / "indicators.csv").write_text(spoilt, encoding="utf-8-sig")
    assert not frictionless.Package(str(folder / "datapackage.json")).validate().valid


def test_the_same_page_gives_the_same_bytes(made_up_page: zb.Page, tmp_path: Path) -> None:
    one, other = (zb.write(made_up_page, f"{tmp_path}/{name}/") for name in ("one", "other"))
    for path in one.iterdir():
        assert path.read_bytes() == (other / path.name).read_bytes()


def test_a_package_that_cannot_be_written_leaves_nothing(made_up_page: zb.Page, tmp_path: Path) -> None:
    (tmp_path / "indicators.csv").mkdir()
    with pytest.raises(zb.ZhibiaoError, match="choose another place"):
        zb.write(made_up_page, tmp_path)
    assert not (tmp_path / "datapackage.json").exists()
    assert not list(tmp_path.glob(".partial-*"))
