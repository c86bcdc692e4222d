"""The command line: pages in, tables and reports out.

    zhibiao extract PAGE... [--published DATE] [-o FILE.csv|.sdmx.csv|.xlsx|.jsonl|.parquet|FOLDER/]
    zhibiao articles PAGE..., zhibiao recognitions PAGE... and zhibiao blocks PAGE..., likewise
    zhibiao tables PAGE... [--published DATE] -o FILE.xlsx|FOLDER/
    zhibiao check PAGE... [--published DATE] [-o TABLE]
    zhibiao archive add FOLDER PAGE... [--published DATE]
    zhibiao archive sql FOLDER QUERY [-o TABLE]
    zhibiao archive series FOLDER INDICATOR [--subject NAME] [--kind KIND] [-o TABLE]
    zhibiao report PAGE... [--published DATE] [-o FOLDER]
    zhibiao evaluate GOLD [-o TABLE] [--misses TABLE]

Takes paths of text, HTML, PDF, Word and Markdown files, folders of them, patterns, tables with a page a row (--text-column,
--date-column), or - for standard input; gives a file where `-o` names one, else CSV on standard output. What goes wrong is said
in one line on standard error; the exit code is then 1, or 2 where the command itself was not understood; `check` ends with 1 too
where figures disagree. Of many pages, those that can be read are written, and those that cannot are named.
"""

from __future__ import annotations

import io
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from zhibiao import __version__
from zhibiao.archiving import archive
from zhibiao.batches import csv_pieces, grows, write_batches
from zhibiao.errors import ZhibiaoError
from zhibiao.export import form, write
from zhibiao.inputs import Input
from zhibiao.options import (
    DateColumn,
    PagesGiven,
    Published,
    Scheduler,
    Table,
    TextColumn,
    advised,
    clear_errors,
    say_failed,
    say_notes,
    where,
)
from zhibiao.page import Day, Page, Pages, each_page, read_many

app = typer.Typer(
    help="Reads the figures in Chinese newspaper pages into tables.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


app.add_typer(archive, name="archive")


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


TABLED = {  # command, table: what its help says
    (
        "extract",
        "indicators",
    ): "What the pages measure: a row for each figure, with what it says of whom and when.",
    ("articles", "articles"): "The articles of the pages, put back together: a row for each.",
    (
        "recognitions",
        "recognitions",
    ): "The honours, awards and listings that the pages tell of: a row for each.",
    ("blocks", "blocks"): "What became of each run of the pages' text: its article, what it is for, and why.",
}


def _tabled(name: str, table: str, told: str) -> None:
    """Add a command that gives one table of the pages."""

    def command(
        pages: PagesGiven,
        published: Published = None,
        output: Table = None,
        text_column: TextColumn = None,
        date_column: DateColumn = None,
        scheduler: Scheduler = None,
    ) -> None:
        _table(table, pages, published, output, text_column, date_column, scheduler)

    app.command(name, help=told)(command)


for (_name, _of), _told in TABLED.items():
    _tabled(_name, _of, _told)


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
def check(
    pages: PagesGiven,
    published: Published = None,
    output: Table = None,
    text_column: TextColumn = None,
    date_column: DateColumn = None,
) -> None:
    """Whether the figures of the pages agree; of several pages each also with those published before it.

    Exit status 0: none disagree; 1: some do, or a page cannot be read; 2: the command was not understood.
    """
    from zhibiao.checks import check_all, lines

    with clear_errors():
        if output is not None:
            form(output)
        read = read_many(pages, published, None, text_column, date_column)
        frame = check_all(read.pages)
        if output is not None and read.pages:
            write(frame, output)
            typer.echo(f"{output}: {len(frame)} checks, pages read: {len(read)}", err=True)
        for line in lines(frame, list(read.pages)):
            typer.echo(line)
    say_failed(read.failed)
    if (frame["verdict"] == "disagrees").any():
        raise typer.Exit(1)


@app.command()
def report(
    pages: PagesGiven,
    published: Published = None,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FOLDER", help="Where to.")] = Path(
        "report"
    ),
    text_column: TextColumn = None,
    date_column: DateColumn = None,
) -> None:
    """Tables, charts, executed notebooks and HTML pages of a page, in a folder; of several, each in a folder within it."""
    from zhibiao.report import make_reports

    stopped = False
    with clear_errors(), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # said as a note below
        for made in make_reports(pages, output, published, text_column, date_column):
            if isinstance(made, ZhibiaoError):
                typer.echo(f"zhibiao: {made}", err=True)
                stopped = True
                continue
            typer.echo(made.summary())
            for note in made.notes:
                typer.echo(f"zhibiao: {advised(note)}", err=True)
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

    with clear_errors():
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


@dataclass
class _Read:
    """What came of reading pages one by one: how many rows, the notes of each page, and the errors."""

    rows: int = 0
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    failed: dict[str, ZhibiaoError] = field(default_factory=dict)


def _table(
    name: str | None,
    paths: list[str],
    published: str | None,
    output: str | None,
    text_column: str | None = None,
    date_column: str | None = None,
    scheduler: str | None = None,
) -> None:
    """Write one table of the pages, or all where no name is given."""
    how = {"text_column": text_column, "date_column": date_column, **where(scheduler)}
    with clear_errors():
        if output is not None:
            form(output, whole_page=name is None)  # a place that will not do is found out before the work
        if name is not None and (output is None or grows(output)):
            read = _stream(name, paths, published, output, how)
        else:
            pages = read_many(paths, published, **how)
            what: pd.DataFrame | Pages = getattr(pages, name) if name else pages
            for warning in _written(what, output) if output is not None and pages.pages else ():
                typer.echo(f"zhibiao: {warning}", err=True)
            read = _Read(len(what), {page: one.notes for page, one in pages.pages.items()}, pages.failed)
        if output is not None and read.notes:
            counted = f"{read.rows} {name}" if name else "all tables"
            typer.echo(f"{output}: {counted}, pages read: {len(read.notes)}", err=True)
    say_notes(read.notes)
    say_failed(read.failed)


def _written(what: pd.DataFrame | Pages, output: str) -> list[str]:
    """Write, and give what there is to know about it."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", UserWarning)
        write(what, output)
    return [str(warning.message) for warning in told]


def _stream(
    name: str, paths: list[str], published: str | None, output: str | None, how: dict[str, Any]
) -> _Read:
    """Write each page's rows as soon as it is read, to a file or to standard output."""
    read = _Read()

    def frames() -> Iterator[pd.DataFrame]:
        for page, made in each_page(paths, published, partial(_rows, name), **how):
            if isinstance(made, ZhibiaoError):
                read.failed[page] = made
            elif made is not None:
                frame, read.notes[page] = made
                yield pd.concat({page: frame}, names=["doc"])

    if output is not None:
        read.rows = write_batches(frames(), output, name)
    else:
        sys.stdout.writelines(text.replace("\r\n", "\n") for text in csv_pieces(frames()))
    return read


def _rows(name: str, page: Page, given: Input, published: Day) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """All that is kept of a page once it is read."""
    return getattr(page, name), page.notes
