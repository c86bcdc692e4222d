"""The commands of an archive: add pages to a folder, ask it in SQL, and a measure over time.

Takes the folder and what the user asks; gives tables on standard output or in a file. What goes wrong is said in one line.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from zhibiao.model import Kind
from zhibiao.options import (
    DateColumn,
    PagesGiven,
    Published,
    Scheduler,
    Table,
    TextColumn,
    clear_errors,
    give,
    say_failed,
    where,
)

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the archive is.")]

archive = typer.Typer(help="Pages of years in a folder: add to them, ask them.", no_args_is_help=True)


@archive.command("add")
def archive_add(
    folder: Folder,
    pages: PagesGiven,
    published: Published = None,
    text_column: TextColumn = None,
    date_column: DateColumn = None,
    scheduler: Scheduler = None,
) -> None:
    """Read pages and keep what they say; pages that are there already are not read again."""
    from zhibiao.archive import Archive

    with clear_errors():
        added = Archive(folder).add(
            pages, published, text_column=text_column, date_column=date_column, **where(scheduler)
        )
        typer.echo(f"{folder}: {len(added.new)} pages added, {len(added.known)} known", err=True)
    say_failed(added.failed)


@archive.command("sql")
def archive_sql(
    folder: Folder,
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="A SELECT over pages, articles, indicators, recognitions.")
    ],
    output: Table = None,
) -> None:
    """The answer to a question in SQL."""
    from zhibiao.archive import Archive

    with clear_errors():
        give(Archive(folder).sql(query).df(), output)


@archive.command("series")
def archive_series(
    folder: Folder,
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help="What is measured: 进出口总值.")],
    subject: Annotated[str | None, typer.Option(metavar="NAME", help="Whose: 郴州, or 431000.")] = None,
    kind: Annotated[
        str, typer.Option(metavar="KIND", help="level, change, growth, ratio or rank.")
    ] = "level",
    output: Table = None,
) -> None:
    """One measure over time, across pages, with what contradicts marked."""
    from zhibiao.archive import Archive

    with clear_errors():
        give(Archive(folder).series(indicator, subject, cast(Kind, kind)), output)
