"""The committed notebooks: run in order, without complaint, findings first, in cells that only call the library."""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from matplotlib import pyplot

import zhibiao as zb
from zhibiao import findings

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PAGES = sorted((ROOT / "data" / "pages").glob("*.txt"))
FINDINGS = {
    "01_what_is_on_this_page": findings.on_the_page,
    "02_what_it_measures": findings.measured,
    "03_scoreboard": findings.honoured,
}


def cells(path: Path) -> list[Any]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def outputs(path: Path) -> list[Any]:
    return [output for cell in cells(path) for output in cell.outputs]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def test_all_are_here() -> None:
    assert [path.stem for path in NOTEBOOKS] == list(FINDINGS)


def test_cells_ran_in_order_from_one(notebook: Path) -> None:
    counts = [cell.execution_count for cell in cells(notebook)]
    assert counts == list(range(1, len(counts) + 1))


def test_nothing_was_printed_and_nothing_failed(notebook: Path) -> None:
    assert {output.output_type for output in outputs(notebook)} <= {"display_data", "execute_result"}


def test_the_first_code_cell_takes_the_parameters(notebook: Path) -> None:
    first = cells(notebook)[0]
    assert first.metadata["tags"] == ["parameters"]
    assert first.source.splitlines() == [
        'PAGE = "../seeds/hunan-daily-2026-02-28.txt"',
        'PUBLISHED = "2026-02-28"',
    ]


def test_findings_come_first_and_are_true_of_the_page(notebook: Path, seed_page: zb.Page) -> None:
    prose = outputs(notebook)[0]["data"]["text/markdown"]
    assert prose == str(FINDINGS[notebook.stem](seed_page))


def test_cells_are_short_and_headings_ask(notebook: Path) -> None:
    for cell in cells(notebook):
        assert len(cell.source.splitlines()) <= 4
    headings = [
        line
        for cell in nbformat.read(notebook, as_version=4).cells
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
        if line.startswith("#")
    ]
    assert headings[0].startswith("# ")
    assert len(headings) > 4


def test_nothing_in_the_file_changes_from_run_to_run(notebook: Path) -> None:
    book = nbformat.read(notebook, as_version=4)
    assert not any("execution" in cell.metadata or "papermill" in cell.metadata for cell in book.cells)
    said = " ".join(str(output["data"]["text/plain"]) for output in outputs(notebook))
    assert not re.search(r"0x[0-9a-f]{6}|/home/|/tmp/", said)
    assert book.metadata.kernelspec.name == "python3"
    identifiers = [cell.id for cell in book.cells]
    assert len(set(identifiers)) == len(identifiers)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_findings_can_be_told_of_any_page(path: Path) -> None:
    page = zb.read(path)
    for tell in FINDINGS.values():
        prose = tell(page)
        assert prose.startswith("- **")
        assert not any(word in prose for word in ("nan", "None", "<NA>"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_another_page_runs_too(notebook: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cells in this process, which is quicker than a kernel; that kernels run them is tested with the reports."""
    monkeypatch.setenv("MPLBACKEND", "Agg")
    first, *others = cells(notebook)
    names: dict[str, Any] = {}
    exec(first.source, names)
    names |= {"PAGE": str(path), "PUBLISHED": "2026-01-21"}
    for cell in others:
        exec(cell.source, names)
    pyplot.close("all")


def test_parts_that_do_not_add_up_are_said() -> None:
    page = zb.read(ROOT / "data" / "pages" / "qingwei-2025-11-06.txt", published="2025-11-06")
    prose = findings.honoured(page)
    assert "3 + 2 + 0 + 4 = 9, and the headline says 11: **they differ by 2**" in prose


def test_a_page_without_honours_has_no_scoreboard() -> None:
    assert findings.honoured(zb.read("青江市进出口总值320.5亿元。")) == (
        "- **No scoreboard here**: the page tells of no honours."
    )


def test_names_of_the_page_are_no_markup() -> None:
    page = zb.read("# 青江市*外贸*[增长](x)\n\n青江市进出口总值320.5亿元。")
    assert r"\*外贸\*\[增长\]" in findings.on_the_page(page)
