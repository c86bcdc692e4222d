"""The command line: pages in, tables and reports out.

    zhibiao extract PAGE... [--published DATE] [-o FILE.csv|.sdmx.csv|.xlsx|.jsonl|.parquet|FOLDER/]
    zhibiao articles PAGE..., zhibiao recognitions PAGE... and zhibiao blocks PAGE..., likewise
    zhibiao tables PAGE... [--published DATE] -o FILE.xlsx|FOLDER/
    zhibiao report PAGE... [--published DATE] [-o FOLDER]
    zhibiao evaluate GOLD [-o TABLE] [--misses TABLE]

Takes paths of text, HTML, PDF, Word and Markdown files, folders of them, patterns, tables with a page a row (--text-column,
--date-column), or - for standard input; gives a file where `-o` names one, else CSV on standard output. What goes wrong is said
in one line on standard error; the exit code is then 1, or 2 where the command itself was not understood. Of many pages, those
that can be read are written, and those that cannot are named.
"""

from __future__ import annotations

import io
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from zhibiao import __version__
from zhibiao.errors import ZhibiaoError
from zhibiao.export import csv_text, form, write
from zhibiao.page import UNDATED, Pages, read_many
from zhibiao.wording import listed

app = typer.Typer(
    help="Reads the figures in Chinese newspaper pages into tables.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

DAY = "--published 2026-02-28 (with make: PUBLISHED=2026-02-28)"

PagesGiven = Annotated[
    list[str],
    typer.Argument(
        metavar="PAGE...",
        help="Text, HTML, PDF, Word or Markdown files, folders or patterns of them, tables with a page a row, or - for stdin.",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Day of publication, 2026-02-28; else inferred from metadata, folio, file name or text.",
    ),
]
TextColumn = Annotated[
    str | None, typer.Option(metavar="NAME", help="The column of a table that holds the pages' texts.")
]
DateColumn = Annotated[
    str | None, typer.Option(metavar="NAME", help="The column that holds their days of publication.")
]
Table = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="File to write: .csv, .sdmx.csv, .xlsx, .jsonl or .parquet; or FOLDER/, a data package.",
    ),
]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"zhibiao {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Say which version this is.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Reads the figures in Chinese newspaper pages into tables."""


@app.command()
def extract(
    pages: PagesGiven,
    published: Published = None,
    output: Table = None,
    text_column: TextColumn = None,
    date_column: DateColumn = None,
) -> None:
    """What the pages measure: a row for each figure, with what it says of whom and when."""
    _table("indicators", pages, published, output, text_column, date_column)


@app.command()
def articles(
    pages: PagesGiven,
    published: Published = None,
    output: Table = None,
    text_column: TextColumn = None,
    date_column: DateColumn = None,
) -> None:
    """The articles of the pages, put back together: a row for each."""
    _table("articles", pages, published, output, text_column, date_column)


@app.command()
def recognitions(
    pages: PagesGiven,
    published: Published = None,
    output: Table = None,
    text_column: TextColumn = None,
    date_column: DateColumn = None,
) -> None:
    """The honours, awards and listings that the pages tell of: a row for each."""
    _table("recognitions", pages, published, output, text_column, date_column)


@app.command()
def blocks(
    pages: PagesGiven,
    published: Published = None,
    output: Table = None,
    text_column: TextColumn = None,
    date_column: DateColumn = None,
) -> None:
    """What became of each run of the pages' text: a row for each, with its article, what it is for, and why."""
    _table("blocks", pages, published, output, text_column, date_column)


@app.command()
def tables(
    pages: PagesGiven,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="An .xlsx file; or FOLDER/, a data package.")
    ],
    published: Published = None,
    text_column: TextColumn = None,
    date_column: DateColumn = None,
) -> None:
    """All tables of the pages together: a workbook, or a folder with a datapackage.json."""
    _table(None, pages, published, output, text_column, date_column)


@app.command()
def report(
    pages: PagesGiven,
    published: Published = None,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FOLDER", help="Where to.")] = Path(
        "report"
    ),
) -> None:
    """Tables, charts, executed notebooks and HTML pages of a page, in a folder; of several, each in a folder within it."""
    from zhibiao.report import make_reports

    stopped = False
    with _clear_errors(), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # said as a note below
        for made in make_reports(pages, output, published):
            if isinstance(made, ZhibiaoError):
                typer.echo(f"zhibiao: {made}", err=True)
                stopped = True
                continue
            typer.echo(made.summary())
            for note in made.notes:
                typer.echo(f"zhibiao: {_advised(note)}", err=True)
            for notebook, reason in made.failed.items():
                typer.echo(f"zhibiao: {notebook} does not run on this page: {reason}", err=True)
            stopped = stopped or bool(made.failed)
    if stopped:
        raise typer.Exit(1)


@app.command()
def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="A folder with gold.jsonl, docs.tsv and docs/.")
    ],
    output: Table = None,
    misses: Annotated[
        str | None, typer.Option(metavar="FILE", help="Table of every row that is not right.")
    ] = None,
) -> None:
    """How right the rows are on texts with gold rows: by field, kind, genre and document."""
    from zhibiao.evaluation import evaluate as judge

    with _clear_errors():
        judged = judge(gold)
        for name, value in judged.report().items():
            typer.echo(f"{name:16} {value:.3f}" if isinstance(value, float) else f"{name:16} {value}")
        for frame, path in ((judged.table(), output), (judged.misses(), misses)):
            if path is not None:
                typer.echo(f"{write(frame, path)}: {len(frame)} rows")


def main() -> None:
    """The command `zhibiao`; a terminal that cannot show a character shows its number instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app()


def _table(
    name: str | None, paths: list[str], published: str | None, output: str | None, *columns: str | None
) -> None:
    """Write one table of the pages, or all where no name is given; `columns` are those of text and date in tables of pages."""
    with _clear_errors():
        if output is not None:
            form(output, whole_page=name is None)  # a place that will not do is found out before the work
        pages = read_many(paths, published, None, *columns)
        what: pd.DataFrame | Pages = getattr(pages, name) if name else pages
        if output is not None and pages.pages:
            for warning in _written(what, output):
                typer.echo(f"zhibiao: {warning}", err=True)
            counted = f"{len(what)} {name}" if name else "all tables"
            typer.echo(f"{output}: {counted}, pages read: {len(pages)}", err=True)
        elif isinstance(what, pd.DataFrame) and pages.pages:
            sys.stdout.write(csv_text(what).replace("\r\n", "\n"))
    _say_notes(pages)
    _say_failed(pages)


def _written(what: pd.DataFrame | Pages, output: str) -> list[str]:
    """Write, and give what there is to know about it."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", UserWarning)
        write(what, output)
    return [str(warning.message) for warning in told]


def _say_notes(pages: Pages) -> None:
    """What to know before relying on the rows, each thing once with the pages it is said of."""
    told: dict[str, list[str]] = {}
    for page in pages:
        for note in page.notes:
            told.setdefault(note, []).append(page.name)
    for note, names in told.items():
        typer.echo(f"zhibiao: {listed(names)}: {_advised(note)}", err=True)


def _advised(note: str) -> str:
    return f"{note} Pass {DAY}." if note == UNDATED else note


def _say_failed(pages: Pages) -> None:
    for error in pages.failed.values():
        typer.echo(f"zhibiao: {error}", err=True)
    if pages.failed:
        raise typer.Exit(1)


@contextmanager
def _clear_errors() -> Iterator[None]:
    """What goes wrong, said in one line; a reader that stops reading (`| head`) is no error."""
    try:
        yield
        sys.stdout.flush()
    except ZhibiaoError as error:
        typer.echo(f"zhibiao: {error}", err=True)
        raise typer.Exit(1) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(0) from None
