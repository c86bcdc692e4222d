"""The committed notebooks: run in order, without complaint, findings first, in cells that only call the library."""

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from matplotlib import pyplot

import zhibiao as zb
from zhibiao import bureaus, charts, chronicle, findings, funds, repairs, resumption, trust

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PAGES = sorted((ROOT / "data" / "pages").glob("*.txt"))
FINDINGS = {
    "01_what_is_on_this_page": findings.on_the_page,
    "02_what_it_measures": findings.measured,
    "03_scoreboard": findings.honoured,
    "04_how_far_can_you_trust_it": trust.told,
    "05_do_the_figures_agree": findings.checked,
    "07_money_and_projects": funds.told,
    "08_what_a_repair_took": repairs.told,
    "09_a_bureaus_year": bureaus.told,
    "10_work_resumed": resumption.told,
    "11_explorer": findings.measured,
}


OF_AN_ARCHIVE = "06_a_year_of_pages"
OF_A_PAGE = [path for path in NOTEBOOKS if path.stem != OF_AN_ARCHIVE]
YEAR = ROOT / "data" / "year"


def cells(path: Path) -> list[Any]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def outputs(path: Path) -> list[Any]:
    return [output for cell in cells(path) for output in cell.outputs]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture(params=OF_A_PAGE, ids=lambda path: path.stem)
def page_notebook(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> zb.Archive:
    archive = zb.Archive(tmp_path_factory.mktemp("year") / "archive")
    archive.add(YEAR)
    return archive


def test_all_are_here() -> None:
    assert [path.stem for path in OF_A_PAGE] == list(FINDINGS)
    assert len(NOTEBOOKS) == len(OF_A_PAGE) + 1


def test_cells_ran_in_order_from_one(notebook: Path) -> None:
    counts = [cell.execution_count for cell in cells(notebook)]
    assert counts == list(range(1, len(counts) + 1))


def test_nothing_was_printed_and_nothing_failed(notebook: Path) -> None:
    assert {output.output_type for output in outputs(notebook)} <= {"display_data", "execute_result"}


def test_the_first_code_cell_takes_the_parameters(page_notebook: Path) -> None:
    first = cells(page_notebook)[0]
    assert first.metadata["tags"] == ["parameters"]
    assert first.source.splitlines() == [
        'PAGE = "../seeds/hunan-daily-2026-02-28.txt"',
        'PUBLISHED = "2026-02-28"',
    ]


def test_findings_come_first_and_are_true_of_the_page(page_notebook: Path, seed_page: zb.Page) -> None:
    prose = outputs(page_notebook)[0]["data"]["text/markdown"]
    assert prose == str(FINDINGS[page_notebook.stem](seed_page))


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
    assert len(headings) >= 3


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
def test_another_page_runs_too(page_notebook: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cells in this process, which is quicker than a kernel; that kernels run them is tested with the reports."""
    monkeypatch.setenv("MPLBACKEND", "Agg")
    first, *others = cells(page_notebook)
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


TRUST_TABLES = [trust.by_field, trust.by_kind, trust.misses]


def test_the_seed_page_is_scored_by_its_gold_rows(seed_page: zb.Page) -> None:
    assert "numbers on this page are right in every field" in trust.told(seed_page)
    assert set(trust.by_field(seed_page)["right"] + trust.by_field(seed_page)["wrong"]) == {86}
    assert trust.by_kind(seed_page)["gold"].sum() == 86


def test_the_rows_judged_and_those_left_out_add_up(seed_page: zb.Page) -> None:
    told = re.search(
        r"That is (\d+) of the page's (\d+) rows; not counted are ([^.]*)\.", trust.told(seed_page)
    )
    assert told
    judged, whole, others = told.groups()
    assert int(whole) == len(seed_page.indicators)
    assert int(judged) + sum(map(int, re.findall(r"\d+", others))) == int(whole)


def test_the_largest_sum_is_one_that_was_reached() -> None:
    page = zb.read("青江市去年投资3亿元。青江市计划今年完成产值50亿元。", published="2026-01-20")
    assert set(page.indicators["status"]) == {"actual", "target"}
    assert "2 sums of money (1 target): the largest reached is 青江市 投资, **3亿元**" in findings.measured(
        page
    )


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_what_was_not_measured_is_said() -> None:
    page = zb.read("青江市實現進出口總值498億元，經濟運行穩中有進。", published="2026-01-20")
    assert all(note in findings.on_the_page(page) for note in page.notes)
    assert page.notes


def test_every_miss_is_told_with_its_kind_and_sentence(seed_page: zb.Page) -> None:
    table = trust.misses(seed_page)
    assert all(re.match("(another|no) |not found|made up|.* cut elsewhere", miss) for miss in table.index)
    assert all(row["quote"] in row["sentence"] for _, row in table.iterrows())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_without_gold_rows_says_so(path: Path) -> None:
    page = zb.read(path)
    assert trust.told(page).startswith("- **No gold rows for this page**")
    assert all(tell(page).empty for tell in TRUST_TABLES)


def test_gold_rows_of_another_text_of_the_same_name_are_not_taken(tmp_path: Path, seed_page: zb.Page) -> None:
    path = tmp_path / seed_page.name
    path.write_text("青江市进出口总值320.5亿元。", encoding="utf8")
    assert trust.judged(zb.read(path)) is None


def test_measured_figures_are_told_and_drawn(seed_page: zb.Page) -> None:
    table = trust.measured()
    held = table["held_out"]
    assert f"indicator {held['indicator']:.1%}, subject {held['subject']:.1%}" in trust.told(seed_page)
    bars = [bar.get_width() for bar in charts.shares(trust.side_by_side()).patches]
    pyplot.close("all")
    drawn = table.loc[list(trust.FIGURES), list(trust.PARTS)].to_numpy().ravel()
    assert sorted(bars) == pytest.approx(sorted(100 * drawn))


def test_the_least_safe_field_stands_first() -> None:
    wrong = trust.where_not_to_rely()["wrong of 100"].astype(float)
    assert wrong.is_monotonic_decreasing and set(wrong.index) == set(trust.ADVICE)


@pytest.mark.parametrize(("readme", "heading"), [("README.md", "Accuracy"), ("README.zh-CN.md", "准确度")])
def test_the_readmes_hold_the_measured_figures(readme: str, heading: str) -> None:
    """All are written by benchmarks/accuracy.py."""
    section = (ROOT / readme).read_text(encoding="utf8").split(f"## {heading}")[1].split("\n## ")[0]
    rows = re.findall(r"\| `(\w+)` \| (.*) \| (.*) \| (.*) \|", section)
    told = {name: list(map(float, cells)) for name, *cells in rows}
    assert told == {name: list(row) for name, row in trust.measured().iterrows()}


def test_findings_of_the_year_are_true_of_its_pages(year: zb.Archive) -> None:
    """Expected from the pages: two of them give 66.9 and 69.4 for January to July, and the target was 120."""
    (path,) = (path for path in NOTEBOOKS if path.stem == OF_AN_ARCHIVE)
    prose = outputs(path)[0]["data"]["text/markdown"]
    assert prose == str(chronicle.told(year, "进出口总值", "云汀"))
    assert "**12 pages** in the archive, from 2025-01-16 to 2026-01-22" in prose
    assert "118.9亿元 in 2025" in prose and "外贸进出口总额" in prose
    assert "Target for 2025: 120亿元; reached were 118.9亿元." in prose
    assert "2025-01/2025-07: 66.9亿元 and 69.4亿元" in prose


def test_the_chart_of_the_year_draws_every_value_and_crosses_what_contradicts(year: zb.Archive) -> None:
    ax = charts.series(year.series("进出口总值", subject="云汀"))
    points = {(f"{x:%Y-%m}", y) for line in ax.get_lines() for x, y in zip(*line.get_data(), strict=True)}
    pyplot.close("all")
    assert {("2025-02", 16.2e8), ("2025-07", 66.9e8), ("2025-07", 69.4e8), ("2025-12", 120e8)} <= points
    assert len(points) == 15
    assert ax.get_title(loc="left") == (
        "云汀市 进出口总值: 118.9亿元 in 2025, target 120亿元; 1 period told in two ways"
    )


def test_contradictions_stand_with_their_sentences(year: zb.Archive) -> None:
    table = chronicle.contradictions(year, "外贸进出口总额", "云汀市")
    assert table["says"].tolist() == ["66.9亿元", "69.4亿元"]
    assert all(
        said.removesuffix("元") in row for said, row in zip(table["says"], table["sentence"], strict=True)
    )
    assert chronicle.contradictions(year, "GDP", "云汀市").empty


def test_measures_are_listed_under_one_name(year: zb.Archive) -> None:
    table = chronicle.measures(year)
    assert table.loc["社会消费品零售总额", "pages"] == 12
    assert table.loc["社会消费品零售总额", "called"] == "社会消费品零售总额、社零总额"


def test_a_series_that_is_not_there_is_told(year: zb.Archive) -> None:
    assert "**No series**" in chronicle.told(year, "降雨量", "云汀")
    assert chronicle.contradictions(year, "降雨量", "云汀").empty


def test_another_measure_runs_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MPLBACKEND", "Agg")
    (path,) = (path for path in NOTEBOOKS if path.stem == OF_AN_ARCHIVE)
    first, *others = cells(path)
    names: dict[str, Any] = {}
    exec(first.source, names)
    names |= {"PAGES": str(YEAR), "INDICATOR": "GDP"}
    for cell in others:
        exec(cell.source, names)
    pyplot.close("all")
