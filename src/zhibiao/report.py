"""A report of one page: tables, charts, executed notebooks and HTML pages in a folder.

Takes a page and a folder; gives a `Report` that says where everything is. The folder then holds

    index.html        what is here, with a caption for each thing, and which charts were left out
    <page>            the text as read, in UTF-8, and the file that it was read from, if that is not text
    marked.html       the text with its rows marked
    tables/           articles, indicators and recognitions, each as .csv, .xlsx, .jsonl and .parquet
    charts/           each chart that has rows as .png, .svg and .pdf
    notebooks/        each notebook run on this page, and an HTML page of it

The HTML pages hold all that they show and ask for nothing from the network. Everything is made in a folder of its own first and
then moved into place, file by file. A notebook without the parameters `PAGE` and `PUBLISHED` is not about a page, and left out.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from zhibiao import tables
from zhibiao.errors import DateError, ExportError, ReportError, SourceError, ZhibiaoError
from zhibiao.export import whole, write, write_bytes
from zhibiao.indexpage import Made, html_page, index_html
from zhibiao.inputs import find_inputs
from zhibiao.page import Page, Pages, read
from zhibiao.running import close_loop, notebook_html, notebooks_folder, parameters, run_notebook
from zhibiao.saving import safe_name
from zhibiao.sources import Given, read_file

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PARAMETERS = ("PAGE", "PUBLISHED")
ENDINGS = (".csv", ".xlsx", ".jsonl", ".parquet")


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


def make_reports(
    paths: Iterable[str | os.PathLike[str]],
    folder: str | os.PathLike[str],
    published: date | str | None = None,
    text_column: str | None = None,
    date_column: str | None = None,
) -> Iterator[Report | ZhibiaoError]:
    """Write a report of each page that paths stand for: of one page into `folder`, of several each into a folder within it.

    Gives the reports one by one, and in its turn the error of each page that cannot be read. Raises `ZhibiaoError` where the
    folder cannot be written, or the one page cannot be read.
    """
    inputs = find_inputs(paths, text_column, date_column)
    if len(inputs) == 1:
        (given,) = inputs.values()
        if isinstance(given, ZhibiaoError):
            raise given
        yield make_report(given, folder, published)
        return
    for name, given in inputs.items():
        try:
            if isinstance(given, ZhibiaoError):
                raise given
            yield make_report(given, Path(folder) / safe_name(name), published)
        except (SourceError, DateError) as error:
            yield error


def make_report(source: Given, folder: str | os.PathLike[str], published: date | str | None = None) -> Report:
    """Read a page and write its report into `folder`, which is made where it is missing.

    Raises `ZhibiaoError` where the page cannot be read or the folder cannot be written. A notebook that stops on this page is
    left out and named in `failed`; everything else is written.
    """
    from tqdm.auto import tqdm

    original = _opened(source)
    page = read(original or source, published)
    target = Path(folder).absolute()
    notebooks = [
        path for path in sorted(notebooks_folder().glob("*.ipynb")) if parameters(path) >= set(PARAMETERS)
    ]
    with (
        _workshop(target) as work,
        tqdm(total=len(notebooks) + 3, desc=page.name, unit="step", disable=None) as bar,
    ):
        _write_page(page, work, original)
        bar.update()
        _write_tables(page, work)
        bar.update()
        drawn, empty = _write_charts(page, work)
        bar.update()
        failed: dict[str, str] = {}
        with ThreadPoolExecutor(os.cpu_count()) as pool:  # the work is done by the notebooks' own processes
            for name, reason in pool.map(partial(_run, page, work), notebooks):
                failed |= {name: reason} if reason else {}
                bar.update()
        copies = dict.fromkeys((_file_name(page), _original_name(page)))
        made = Made(work, tuple(name for name in copies if (work / name).exists()), drawn, empty, failed)
        _write(work / "index.html", index_html(page, made))
        files = tuple(_move(work, target))
    return Report(target, files, failed, page.notes)


# The steps of a report: each writes into the folder it is given.


def _opened(source: Given) -> BytesIO | None:
    """The file or standard input that a path names, read once, so that the report holds what it was made from."""
    if not isinstance(source, str | os.PathLike):
        return None
    data, name = read_file(source)
    file = BytesIO(data)
    file.name = name
    return file


def _write_page(page: Page, work: Path, original: BytesIO | None) -> None:
    from zhibiao.view import page_html

    _write(work / _file_name(page), page.text)
    if original and _original_name(page) != _file_name(page):
        write_bytes(work / _original_name(page), original.getvalue())
    _write(
        work / "marked.html",
        html_page(page.name, f"<main><h1>{escape(page.name)}</h1>{page_html(page)}</main>"),
    )


def _write_tables(page: Page, work: Path) -> None:
    pages = Pages({page.name: page}, {})
    for name in tables.TABLES:
        for ending in ENDINGS:
            write(getattr(pages, name), work / "tables" / f"{name}{ending}")


def _write_charts(page: Page, work: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Save the charts that have something to draw; gives what each shows in words, and why each of the others has nothing."""
    from matplotlib import pyplot

    from zhibiao import charts

    drawn: dict[str, str] = {}
    empty: dict[str, str] = {}
    for name, draw in _charts().items():
        axes = draw(page)
        if axes.has_data():
            charts.save(axes, work / "charts" / name)
            drawn[name] = charts.alt(axes)
        else:
            empty[name] = " ".join(text.get_text() for text in axes.texts)
        pyplot.close(axes.get_figure(root=True))
    return drawn, empty


def _charts() -> dict[str, Callable[[Page], Axes]]:
    """The charts of a report, by file name, in the order in which the index shows them."""
    from zhibiao import charts, checks, findings, scoreboard

    return {
        "page_map": lambda page: charts.page_map(page.blocks),
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
        "checks": lambda page: charts.verdicts(checks.agreement(checks.check(page))),
        "practices": lambda page: charts.counts(scoreboard.practices(page), noun=scoreboard.honour(page, 1)),
    }


def _run(page: Page, work: Path, notebook: Path) -> tuple[str, str | None]:
    """Run a notebook on the copy of the page beside it, so that the report can be moved and run again.

    Gives its name, and why it does not run on this page, or None.
    """
    output = work / "notebooks" / notebook.name
    published = page.published.isoformat() if page.published else None
    copies = (name for name in (_original_name(page), _file_name(page)) if (work / name).exists())
    try:
        run_notebook(notebook, output, dict(zip(PARAMETERS, (f"../{next(copies)}", published), strict=True)))
    except ReportError as error:
        return notebook.name, str(error)
    finally:
        close_loop()
    _write(output.with_suffix(".html"), notebook_html(output))
    return notebook.name, None


def _file_name(page: Page) -> str:
    """What the copy of the page is called: as the page's own file, always a .txt."""
    return f"{safe_name(Path(page.name).stem)}.txt"


def _original_name(page: Page) -> str:
    """What the copy of the file is called that the page was read from, where that is no .txt."""
    name = safe_name(page.name)
    return _file_name(page) if Path(name).suffix.lower() == ".txt" else name


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
