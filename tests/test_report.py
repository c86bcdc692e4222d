"""Reports: what is in the folder, that its pages stand alone, and what becomes of notebooks that do not run."""

import json
import os
import re
import subprocess
import sys
import zipfile
from base64 import b64decode
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import nbformat
import openpyxl
import pytest
from fontTools.ttLib import TTFont
from test_columns import two_columns

import zhibiao as zb
from zhibiao import ZhibiaoError, bureaus, findings, funds, repairs, resumption, running
from zhibiao.indexpage import CAPTIONS
from zhibiao.prose import items_html
from zhibiao.report import Report, make_report, make_reports

ROOT = Path(__file__).parent.parent
FETCHING = {
    "script": "src",
    "link": "href",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "object": "data",
    "embed": "src",
}
IN_SCRIPT = re.compile(r"""(?:\bimport\s*\(?|\bfrom|fetch\(|\.src\s*=|@import|url\()\s*["']?(?:https?:)?//""")
DRAWING = re.compile(r"^ax = \w*charts?\.", re.MULTILINE)


class Requests(HTMLParser):
    """What a page would ask other places for: addresses in its tags, its scripts and its styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tag = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag = tag
        address = dict(attrs).get(FETCHING.get(tag, ""), None)
        if address is not None and not address.startswith(("data:", "charts/")):
            self.found.append(f"{tag} {address[:80]!r}")

    def handle_data(self, data: str) -> None:
        if self.tag in ("script", "style"):
            self.found.extend(found.group() for found in IN_SCRIPT.finditer(data))


@pytest.fixture(scope="module")
def made(seed_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Report:
    return make_report(seed_path, tmp_path_factory.mktemp("elsewhere") / "report", published="2026-02-28")


def of_a_page() -> list[Path]:
    """The notebooks that a report of one page runs."""
    every = running.notebooks_folder().glob("*.ipynb")
    return [path for path in every if "PAGE" in running.parameters(path)]


def test_everything_is_there(made: Report) -> None:
    names = {path.relative_to(made.folder).as_posix() for path in made.files}
    notebooks = {path.stem for path in of_a_page()}
    assert not made.failed
    assert names >= {"index.html", "marked.html", "hunan-daily-2026-02-28.txt"}
    assert names >= {
        f"tables/{table}.{form}"
        for table in ("articles", "indicators", "recognitions")
        for form in ("csv", "xlsx", "jsonl", "parquet")
    }
    assert names >= {
        f"charts/{chart}.{form}"
        for chart in (
            "page_map",
            "money",
            "numbers",
            "growth",
            "ranks",
            "honours",
            "leads",
            "practices",
            "checks",
        )
        for form in ("png", "svg", "pdf")
    }
    assert names >= {f"notebooks/{name}.{form}" for name in notebooks for form in ("ipynb", "html")}
    assert {path for path in made.folder.rglob("*") if path.is_file()} == set(made.files)


def test_the_summary_says_where(made: Report) -> None:
    assert str(made.folder / "index.html") in made.summary()


def test_pages_carry_the_characters_they_show(made: Report) -> None:
    """Chinese is drawn right in a browser on a machine without a Chinese font."""
    pages = [path for path in made.files if path.suffix == ".html"]
    for page in pages:
        text = page.read_text(encoding="utf8")
        font = TTFont(BytesIO(b64decode(text.partition("data:font/woff;base64,")[2].partition(")")[0])))
        shown = {ord(letter) for letter in text if "\u4e00" <= letter <= "\u9fff"}
        assert shown <= set(font.getBestCmap()), page.name
    assert len(pages) > 2


def test_pages_ask_for_nothing_from_the_network(made: Report) -> None:
    for page in made.folder.rglob("*.html"):
        assert Requests(page.read_text(encoding="utf8")).found == [], page.name


def test_the_index_says_what_each_thing_shows(made: Report) -> None:
    index = (made.folder / "index.html").read_text(encoding="utf8")
    for caption in CAPTIONS.values():
        assert caption in index
    for notebook in of_a_page():
        assert running.question(notebook) in index
    assert "Left out" not in index


def test_the_first_screen_sums_the_page_up(made: Report, seed_page: zb.Page) -> None:
    index = (made.folder / "index.html").read_text(encoding="utf8")
    screen = index.partition("<h2>The page</h2>")[0]
    for number, noun in ((6, "articles"), (len(seed_page.indicators), "figures")):
        assert f"<strong>{number}</strong>{noun}" in screen
    for tell in (findings.on_the_page, funds.told, repairs.told, bureaus.told, resumption.told):
        assert items_html(tell(seed_page))[0] in screen
    assert screen.count("<strong>No") == 0


def test_what_a_page_does_not_have_stands_last(made_up_path: Path, tmp_path: Path) -> None:
    made = make_report(made_up_path, tmp_path / "report", published="2026-03-03")
    index = (made.folder / "index.html").read_text(encoding="utf8")
    told = re.findall(r"<li>(.*?) <a", index.partition("In short")[2].partition("<h2>")[0])
    silent = [item.startswith("<strong>No") for item in told]
    assert silent == sorted(silent)
    assert 0 < sum(silent) < len(silent)


def test_links_of_the_index_lead_somewhere(made: Report) -> None:
    index = (made.folder / "index.html").read_text(encoding="utf8")
    links = re.findall(r'(?:href|src)="([^"]+)"', index)
    assert len(links) > 20
    assert [link for link in links if not (made.folder / link).exists()] == []


def test_tables_hold_the_rows_of_the_page(made: Report, seed_page: zb.Page) -> None:
    rows = [
        json.loads(line)
        for line in (made.folder / "tables" / "indicators.jsonl").read_text("utf8").splitlines()
    ]
    assert [row["id"] for row in rows] == list(seed_page.indicators.index)
    sheet = openpyxl.load_workbook(made.folder / "tables" / "indicators.xlsx").active
    assert sheet is not None
    assert sheet.max_row == len(seed_page.indicators) + 1


def test_notebooks_ran_on_the_copy_of_the_page(made: Report) -> None:
    for path in (made.folder / "notebooks").glob("*.ipynb"):
        cells = [
            cell
            for cell in nbformat.read(path, as_version=4).cells
            if cell.cell_type == "code" and cell.source
        ]
        assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
        assert any('PAGE = "../hunan-daily-2026-02-28.txt"' in cell.source for cell in cells)


def test_every_chart_shows(made: Report) -> None:
    for path in (made.folder / "notebooks").glob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code" and DRAWING.search(cell.source):
                assert [output for output in cell.outputs if "image/png" in output.get("data", {})], (
                    cell.source
                )


def test_another_page_makes_a_report_too(made_up_path: Path, tmp_path: Path) -> None:
    made = make_report(made_up_path, tmp_path / "报告 1", published="2026-03-03")
    assert not made.failed
    assert (made.folder / "青江日报.txt").exists()
    assert (made.folder / "charts" / "growth.png").exists()
    assert not list((made.folder / "charts").glob("leads.*"))
    left_out = (made.folder / "index.html").read_text("utf8").partition("Left out")[2]
    assert "leads: The page has no list of honours." in left_out


NOTEBOOKS = [  # code, parameters, what the error says
    ("PAGE = ''", {"PAGES": "a.txt"}, "no parameter PAGES: it has PAGE", "an unknown parameter"),
    ("PAGE = ''\n1 / 0", {"PAGE": "a.txt"}, "ZeroDivisionError", "a cell that stops"),
]


@pytest.mark.parametrize(
    ("code", "parameters", "message", "label"), NOTEBOOKS, ids=[row[-1] for row in NOTEBOOKS]
)
def test_a_notebook_that_does_not_run(
    code: str, parameters: dict, message: str, label: str, tmp_path: Path
) -> None:
    with pytest.raises(zb.ZhibiaoError, match=message):
        running.run_notebook(_notebook(tmp_path / "a.ipynb", code), tmp_path / "out.ipynb", parameters)
    assert not (tmp_path / "out.ipynb").exists()


def test_running_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    notebook = _notebook(tmp_path / "a.ipynb", "PAGE = ''\nprint(PAGE)")
    made = []
    for name in ("one.ipynb", "two.ipynb"):
        running.run_notebook(notebook, tmp_path / name, {"PAGE": "a.txt"})
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


def test_an_installed_zhibiao_carries_the_notebooks(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    code = "from zhibiao.running import notebooks_folder; print(*sorted(notebooks_folder().iterdir()), sep='\\n')"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    found = [Path(line) for line in done.stdout.splitlines()]
    assert {path.parent for path in found} == {tmp_path / "installed" / "zhibiao" / "notebooks"}
    assert [path.name for path in found] == sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


def test_a_folder_that_cannot_be_written(made_up_path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(zb.ZhibiaoError, match="choose another folder"):
        make_report(made_up_path, tmp_path / "file" / "report")


def _notebook(path: Path, code: str) -> Path:
    cell = nbformat.v4.new_code_cell(code, id="parameters", metadata={"tags": ["parameters"]})
    page = nbformat.v4.new_notebook(
        cells=[cell],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    )
    nbformat.write(page, path)
    return path


def test_a_report_of_a_pdf_holds_the_file_and_reads_it_again(tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_bytes(two_columns()[0])
    made = make_report(tmp_path / "page.pdf", tmp_path / "report")
    assert not made.failed
    assert (made.folder / "page.pdf").read_bytes() == two_columns()[0]
    assert (made.folder / "page.txt").read_text("utf8").startswith("云汀日报 2026年3月2日")
    notebook = (made.folder / "notebooks" / "01_what_is_on_this_page.ipynb").read_text("utf8")
    assert "../page.pdf" in notebook and "前两月公路客运增长" in notebook


def test_of_several_pages_each_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    found = list(make_reports([tmp_path / "a.txt", tmp_path / "b.pdf"], tmp_path / "reports"))
    assert [isinstance(one, ZhibiaoError) for one in found] == [True, True]
    with pytest.raises(ZhibiaoError, match="no file"):
        list(make_reports([tmp_path / "a.txt"], tmp_path / "reports"))
