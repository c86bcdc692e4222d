"""A report of one page: tables, charts, executed notebooks and HTML pages in a folder.

Takes a page and a folder; gives a `Report` that says where everything is. The folder then holds

    index.html        what is here, with a caption for each thing, and which charts were left out
    <page>            the text as read, in UTF-8
    marked.html       the text with its rows marked
    tables/           articles, indicators and recognitions, each as .csv, .xlsx, .jsonl and .parquet
    charts/           each chart that has rows as .png, .svg and .pdf
    notebooks/        each notebook run on this page, and an HTML page of it

The HTML pages hold all that they show and ask for nothing from the network. Everything is made in a folder of its own first and
then moved into place, file by file. Rejected: a notebook without the parameters `PAGE` and `PUBLISHED` (`ReportError`).
"""

from __future__ import annotations

import html
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from zhibiao import tables
from zhibiao.errors import ExportError, ReportError
from zhibiao.export import whole, write, write_bytes
from zhibiao.fonts import with_font
from zhibiao.page import Page, Pages, read
from zhibiao.running import notebook_html, notebooks_folder, question, run_notebook

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PARAMETERS = ("PAGE", "PUBLISHED")
ENDINGS = (".csv", ".xlsx", ".jsonl", ".parquet")
STYLE = """
body { font: 16px/1.6 "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; max-width: 60rem; margin: 2rem auto;
       padding: 0 1rem; color: #222; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
a { color: #0b5cad; } img { max-width: 100%; } .failed { color: #a33; } table { border-collapse: collapse; }
td, th { padding: 0.2rem 1rem 0.2rem 0; text-align: left; }
"""
CAPTIONS = {
    "marked": "The text, article by article, with each figure marked; hover over a mark for its fields.",
    "text": "The text as it was read.",
    "articles": "The articles, put back together from the page's columns.",
    "indicators": "The figures: whose, what, how much, when, and against what.",
    "recognitions": "The honours, awards and listings.",
    "page_map": "The page's blocks of text in their order, a lane for each article; arrows join what a column's end cut apart.",
    "money": "Sums of money, the largest first; what is planned is hollow.",
    "numbers": "Amounts and counts of everything else, grouped by unit.",
    "growth": "What grew and what fell, in %.",
    "ranks": "Places in an order, the first at the top, each with the group it is a place in.",
    "honours": "The honours of each section, added up and compared with the number that the headline states.",
    "leads": "How many of the honoured works each agency led (牵头).",
    "practices": "How many practices of each place were held up as examples.",
}
"""What each page, table and chart shows; a notebook's caption is its own title."""


@dataclass(frozen=True)
class Report:
    """Where a report is: its `folder`, its `files`, and `failed`, from a notebook's name to why it does not run.

    `notes` are the page's: what to know before relying on its rows.
    """

    folder: Path
    files: tuple[Path, ...]
    failed: Mapping[str, str]
    notes: tuple[str, ...] = ()

    def summary(self) -> str:
        """One line that says what is where."""
        kinds = {name: sum(file.parent.name == name for file in self.files) for name in ("tables", "charts")}
        ran = sum(file.suffix == ".ipynb" for file in self.files)
        counted = f"table files {kinds['tables']}, chart files {kinds['charts']}, notebooks {ran}"
        return (
            f"Everything is in {self.folder}{os.sep} ({counted}). Open {self.folder / 'index.html'} to begin."
        )


def make_report(
    source: str | os.PathLike[str], folder: str | os.PathLike[str], published: date | str | None = None
) -> Report:
    """Read a page and write its report into `folder`, which is made where it is missing.

    Raises `ZhibiaoError` where the page cannot be read or the folder cannot be written. A notebook that stops on this page is
    left out and named in `failed`; everything else is written.
    """
    from tqdm.auto import tqdm

    page = read(source, published)
    target = Path(folder).absolute()
    notebooks = sorted(notebooks_folder().glob("*.ipynb"))
    with (
        _workshop(target) as work,
        tqdm(total=len(notebooks) + 3, desc=page.name, unit="step", disable=None) as bar,
    ):
        for write_part in (_write_page, _write_tables):
            write_part(page, work)
            bar.update()
        empty = _write_charts(page, work)
        bar.update()
        failed: dict[str, str] = {}
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # the work is done by the notebooks' own processes
            for name, reason in pool.map(partial(_run, page, work), notebooks):
                failed |= {name: reason} if reason else {}
                bar.update()
        _write(work / "index.html", _index(page, work, empty, failed))
        files = tuple(_move(work, target))
    return Report(target, files, failed, page.notes)


# The steps of a report: each writes into the folder it is given.


def _write_page(page: Page, work: Path) -> None:
    from zhibiao.view import page_html

    _write(work / _file_name(page), page.text)
    _write(work / "marked.html", _html(page.name, page_html(page)))


def _write_tables(page: Page, work: Path) -> None:
    pages = Pages({page.name: page}, {})
    for name in tables.TABLES:
        for ending in ENDINGS:
            write(getattr(pages, name), work / "tables" / f"{name}{ending}")


def _write_charts(page: Page, work: Path) -> dict[str, str]:
    """Save the charts that have something to draw; gives why each of the others has not."""
    from matplotlib import pyplot

    from zhibiao import charts

    empty: dict[str, str] = {}
    for name, draw in _charts().items():
        axes = draw(page)
        if axes.has_data():
            charts.save(axes, work / "charts" / name)
        else:
            empty[name] = " ".join(text.get_text() for text in axes.texts)
        pyplot.close(axes.get_figure(root=True))
    return empty


def _charts() -> dict[str, Callable[[Page], Axes]]:
    """The charts of a report, by file name, in the order in which the index shows them."""
    from zhibiao import charts, findings, pagemap, scoreboard

    return {
        "page_map": lambda page: charts.page_map(pagemap.blocks(page)),
        "money": lambda page: charts.amounts(findings.money(page.indicators)),
        "numbers": lambda page: charts.amounts(findings.numbers(page.indicators)),
        "growth": lambda page: charts.growth(page.indicators),
        "ranks": lambda page: charts.ranks(page.indicators),
        "honours": lambda page: charts.tally(
            scoreboard.campaigns(page), scoreboard.headline(page), noun=scoreboard.honour(page)
        ),
        "leads": lambda page: charts.counts(
            scoreboard.leads(page),
            noun=scoreboard.honour(page),
            total=len(scoreboard.incentives(page)),
            verb="led",
        ),
        "practices": lambda page: charts.counts(scoreboard.practices(page), noun=scoreboard.honour(page, 1)),
    }


def _run(page: Page, work: Path, notebook: Path) -> tuple[str, str | None]:
    """Run a notebook on the copy of the page beside it, so that the report can be moved and run again.

    Gives its name, and why it does not run on this page, or None.
    """
    output = work / "notebooks" / notebook.name
    published = page.published.isoformat() if page.published else None
    try:
        run_notebook(
            notebook, output, dict(zip(PARAMETERS, (f"../{_file_name(page)}", published), strict=True))
        )
    except ReportError as error:
        return notebook.name, str(error)
    _write(output.with_suffix(".html"), notebook_html(output))
    return notebook.name, None


def _index(page: Page, work: Path, empty: Mapping[str, str], failed: Mapping[str, str]) -> str:
    """The page that a reader opens first."""
    day = f"published {page.published}" if page.published else "day of publication unknown"
    day += " (inferred from the text or the name of its file)" if page.published_inferred else ""
    notes = "".join(f'<p class="failed">{html.escape(note)}' for note in page.notes)
    rows = "".join(
        f"<tr><th>{name}<td>{len(getattr(page, name))}<td>{CAPTIONS[name]}<td>{_links(work, name)}"
        for name in tables.TABLES
    )
    ran = "".join(
        f"<li>{html.escape(question(path.with_suffix('.ipynb')))} {_files(work, [path, path.with_suffix('.ipynb')])}"
        for path in sorted(work.glob("notebooks/*.html"))
    )
    stopped = "".join(
        f'<li class="failed">{html.escape(f"{name} does not run on this page: {why}")}'
        for name, why in failed.items()
    )
    return _html(
        page.name,
        f"<h1>{html.escape(page.name)}</h1><p>{day}.{notes}<h2>Page</h2><ul>"
        f"<li>{CAPTIONS['marked']} {_files(work, [work / 'marked.html'])}"
        f"<li>{CAPTIONS['text']} {_files(work, [work / _file_name(page)])}</ul>"
        f"<h2>Tables</h2><table>{rows}</table><h2>Notebooks</h2><ul>{ran}{stopped}</ul>"
        f"<h2>Charts</h2>{_drawn(work, empty)}",
    )


def _drawn(work: Path, empty: Mapping[str, str]) -> str:
    """Each chart with its caption, and below them the charts that were left out, and why."""
    shown = "".join(
        f"<h3>{name}</h3><p>{CAPTIONS[name]} {_files(work, sorted(work.glob(f'charts/{name}.*')))}"
        f'<p><img src="charts/{name}.png" alt="{CAPTIONS[name]}">'
        for name in _charts()
        if name not in empty
    )
    left_out = "".join(f"<li>{name}: {html.escape(reason)}" for name, reason in empty.items())
    return f"{shown}<h3>Left out</h3><ul>{left_out}</ul>" if empty else shown


def _links(work: Path, name: str) -> str:
    return _files(work, [work / "tables" / f"{name}{ending}" for ending in ENDINGS])


def _files(work: Path, paths: Iterable[Path]) -> str:
    links = (path.relative_to(work).as_posix() for path in paths)
    return " · ".join(f'<a href="{quote(link)}">{html.escape(link.rpartition("/")[2])}</a>' for link in links)


def _html(title: str, body: str) -> str:
    head = f'<meta charset="utf-8"><title>{html.escape(title)}</title><style>{STYLE}</style>'
    return with_font(
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{head}</head><body>\n{body}\n</body></html>\n'
    )


def _file_name(page: Page) -> str:
    """What the copy of the page is called: as the page's own file, always a .txt."""
    from zhibiao.saving import safe_name

    return f"{safe_name(Path(page.name).stem)}.txt"


@contextmanager
def _workshop(target: Path) -> Iterator[Path]:
    """A folder inside `target` to make things in; it is gone afterwards, whatever happens."""
    try:
        target.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".partial-", dir=target))
    except OSError as error:
        raise ExportError(
            f"cannot write into {target}: {error.strerror or error}; choose another folder"
        ) from error
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _move(work: Path, target: Path) -> Iterator[Path]:
    for path in sorted(work.rglob("*")):
        if path.is_file():
            place = target / path.relative_to(work)
            with whole(place) as partial:
                os.replace(path, partial)
            yield place


def _write(path: Path, text: str) -> None:
    write_bytes(path, text.encode(errors="replace"))
