"""Options: what the commands of the command line share, their arguments and how they speak to the user.

Takes nothing; gives the annotated arguments (`PagesGiven`, `Published`, `Table` …), and functions that say on standard error
what to know of pages, which could not be read, and what an error means.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any

import pandas as pd
import typer

from zhibiao.errors import ZhibiaoError
from zhibiao.export import csv_text, write
from zhibiao.page import UNDATED
from zhibiao.wording import listed

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
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Work on the Dask cluster of this scheduler: tcp://10.0.0.1:8786."),
]


def say_notes(notes: Mapping[str, Iterable[str]]) -> None:
    """What to know before relying on the rows, each thing once with the pages it is said of."""
    told: dict[str, list[str]] = {}
    for page, said in notes.items():
        for note in said:
            told.setdefault(note, []).append(page)
    for note, names in told.items():
        typer.echo(f"zhibiao: {listed(names)}: {advised(note)}", err=True)


def advised(note: str) -> str:
    return f"{note} Pass {DAY}." if note == UNDATED else note


def say_failed(failed: Mapping[str, ZhibiaoError]) -> None:
    for error in failed.values():
        typer.echo(f"zhibiao: {error}", err=True)
    if failed:
        raise typer.Exit(1)


@contextmanager
def clear_errors() -> Iterator[None]:
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


def where(scheduler: str | None) -> dict[str, Any]:
    """Which engine does the work."""
    return {"engine": "dask", "scheduler": scheduler} if scheduler else {}


def give(frame: pd.DataFrame, output: str | None) -> None:
    if output is None:
        sys.stdout.write(csv_text(frame).replace("\r\n", "\n"))
    else:
        typer.echo(f"{write(frame, output)}: {len(frame)} rows", err=True)
