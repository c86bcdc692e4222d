"""Which pages are meant: files, folders, patterns, tables of pages, standard input.

Takes paths as a user gives them. Gives the pages by name, each as a path still to be read, as a `Source` where it is a row of a
table, or as the error that says why it is none. A name is the file's own, or its path where two files share one.

Good: `pages/`, `pages/**/*.pdf`, `articles.csv`, `-`. Rejected, with a `ZhibiaoError`: a folder or pattern without pages.
"""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from zhibiao.datafiles import is_datafile
from zhibiao.errors import SourceError, ZhibiaoError
from zhibiao.sources import ENDINGS, STDIN, Source, read_table

PathLike = str | os.PathLike[str]
Input = Path | Source | ZhibiaoError


def find_inputs(
    paths: PathLike | Iterable[PathLike], text_column: str | None = None, date_column: str | None = None
) -> dict[str, Input]:
    """The pages that paths stand for, by name, in their order; a path given twice counts once.

    A folder stands for the files in it whose names end as pages' do, a pattern (`*`, `?`, `**`) for the files that fit it, a
    table for its rows. Where columns are named, every path is a table.

    >>> list(find_inputs(["pages/1.pdf", "pages/2.pdf"]))
    ['1.pdf', '2.pdf']
    """
    try:
        every = [paths] if isinstance(paths, str | os.PathLike) else paths
        each = [str(Path(path)) if path != STDIN else STDIN for path in every]
    except TypeError:
        raise ZhibiaoError(
            "read_many takes a folder, a pattern, a path or a list of paths: pass bytes, open files and texts to read"
        ) from None
    given = list(dict.fromkeys(file for path in each for file in _files(path)))
    shared = Counter(path.name for path in given)
    named = {path.name if shared[path.name] == 1 else str(path): path for path in given}
    wanted = text_column is not None or date_column is not None
    inputs: dict[str, Input] = {}
    for name, path in named.items():
        if wanted or is_datafile(path.name):
            inputs |= _rows(name, path, text_column, date_column)
        else:
            inputs[name] = path
    return inputs


def _rows(name: str, path: Path, text_column: str | None, date_column: str | None) -> dict[str, Input]:
    """The pages of a table, or the error that stands for it."""
    rows: dict[str, Input] = {}
    try:
        for number, row in enumerate(read_table(path, text_column, date_column), 1):
            rows[f"{name}#{number}"] = row
    except ZhibiaoError as error:
        rows[name] = error
    return rows or {name: SourceError(f"{name} has no rows: put the pages' texts into it, one a row")}


def _files(given: str) -> Iterator[Path]:
    """The files that a path stands for."""
    path = Path(given)
    try:
        folder = given != STDIN and path.is_dir()
        pattern = not folder and glob.has_magic(given) and not path.exists()
    except (OSError, ValueError):  # what cannot be looked into is named when it is read
        folder = pattern = False
    if folder:
        yield from _in_folder(path)
        return
    if not pattern:
        yield path
        return
    found = sorted(file for file in map(Path, glob.glob(given, recursive=True)) if file.is_file())
    if not found:
        raise ZhibiaoError(f"no file fits the pattern {given!r}: check it and the folder it begins in")
    yield from found


def _in_folder(folder: Path) -> Iterator[Path]:
    """The pages in a folder by name; what begins with a dot or ~$ is a program's own."""
    files = sorted(
        file
        for file in folder.iterdir()
        if file.suffix.lower() in ENDINGS and not file.name.startswith((".", "~$")) and file.is_file()
    )
    if not files:
        raise ZhibiaoError(
            f"the folder {str(folder)!r} has no pages ({', '.join(ENDINGS)}): save the pages there, or pass paths"
        )
    yield from files
