"""Tables as files: CSV, Excel and data packages for people, JSON Lines, Parquet and SDMX for programs.

Takes a table, or a page with all its tables, and a path whose ending says the form; gives a file written whole or not at all
(under a temporary name beside it, then renamed). The same rows give the same bytes.

- `.csv` has a byte-order mark, so that Excel reads the Chinese rightly, and no cell that a spreadsheet would run: text that
  begins with `=`, `+`, `-`, `@`, a tab or a line break gets an apostrophe before it. Numbers stay numbers.
- `.xlsx` has a sheet for each table and one that says what the columns hold (`workbook`).
- `.jsonl` has one object a row under the frame's own column names, the index first, null where there is nothing.
- `.parquet` keeps every type.
- `.sdmx.csv` has indicators as SDMX observations (`sdmx`).
- A folder gets a CSV file for each table, and a `datapackage.json` that states their columns (`package`).

A workbook and a folder hold all tables of a page; the other forms hold one.
"""

from __future__ import annotations

import io
import json
import os
import secrets
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pandas as pd

from zhibiao import cells, package, sdmx
from zhibiao.dictionary import named
from zhibiao.errors import ExportError
from zhibiao.page import Page, Pages
from zhibiao.tables import TABLES
from zhibiao.workbook import workbook

Tables = Mapping[str, pd.DataFrame]
PathGiven = str | os.PathLike[str]

HOW = 'write(page.indicators, "figures.xlsx")'
ALL = f"write one, {HOW}, or all of them into an .xlsx file or a folder"
CHOICES = "end its name in .csv, .sdmx.csv, .xlsx, .jsonl, .parquet, or / for a folder"


def write(what: pd.DataFrame | Page | Pages, path: PathGiven) -> Path:
    """Write a table, or all tables of a page, to `path` in the form that its ending names. Gives the path back.

    A path without an ending, one that ends in `/`, and a folder that is there already stand for a data package. Raises
    `ExportError` for what is neither table nor page, for an ending of no form, where the form cannot hold the rows, and where the
    folder cannot be written; warns of rows that SDMX has no place for.

    >>> write(pd.DataFrame({"value": [1.5]}), "a.txt")
    Traceback (most recent call last):
    zhibiao.errors.ExportError: cannot write a.txt: end its name in .csv, .sdmx.csv, .xlsx, .jsonl, .parquet, or / for a folder
    """
    tables = _tables(what)
    if not isinstance(path, str | os.PathLike):
        raise ExportError(f"{path!r:.40} is no path: say where to, {HOW}")
    target, ending = Path(path), _ending(path)
    made = form(path, whole_page=isinstance(what, (Page, Pages)))(tables)
    write_files({target / name: content for name, content in made.items()})
    if ending == SDMX and (left_out := sdmx.undated(rows := _only(tables))):
        warnings.warn(
            f"{left_out} of {len(rows)} rows are not in {path}: SDMX has no place for a row without a period",
            stacklevel=2,
        )
    return target


def form(path: PathGiven, whole_page: bool = False) -> Callable[[Tables], dict[str, bytes]]:
    """What makes the files of this path out of tables, by their names in its folder, or under an empty name where it is a file.

    Raises `ExportError` where the path's ending says nothing, or where it names one table only and a `whole_page` is meant.
    """
    ending = _ending(path)
    if ending == FOLDER:
        return package.package
    if ending == ".xlsx":
        return lambda tables: {"": workbook(tables)}
    if whole_page:
        raise ExportError(f"{path} holds one table: {ALL}")
    return lambda tables: {"": FORMS[ending](_only(tables))}


def write_bytes(target: Path, content: bytes) -> None:
    """Write a file whole or not at all, making its folder; raises `ExportError` where that is not possible."""
    write_files({target: content})


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write files, each whole or not at all, and none where one of them cannot be written; the last is in place last."""
    with ExitStack() as places:
        partials = {target: places.enter_context(whole(target)) for target in reversed([*files])}
        for target, content in files.items():
            partials[target].write_bytes(content)


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A temporary path beside `target`; what is written there takes target's place when the block ends well."""
    partial = target.with_name(f".partial-{secrets.token_hex(8)}{target.suffix}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        os.replace(partial, target)
    except OSError as error:
        raise ExportError(
            f"cannot write {target}: {error.strerror or error}; choose another place"
        ) from error
    finally:
        with suppress(
            OSError
        ):  # gone already when all went well; where the folder is missing, nothing to take away
            partial.unlink()


def csv_text(frame: pd.DataFrame) -> str:
    """A frame as comma-separated text without a byte-order mark, safe to open in a spreadsheet."""
    return cells.csv_text(_with_index(frame))


def _tables(what: pd.DataFrame | Page | Pages) -> dict[str, pd.DataFrame]:
    """All tables of a page, or the one that is given, by name; each with its index as its first columns."""
    if isinstance(what, (Page, Pages)):
        return {name: _with_index(getattr(what, name)) for name in TABLES}
    if not isinstance(what, pd.DataFrame):
        raise ExportError(f"what can be written is a page or a table, not {what!r:.40}: {HOW}")
    return {named(what) or "rows": _with_index(what)}


def _only(tables: Tables) -> pd.DataFrame:
    return next(iter(tables.values()))


def _with_index(frame: pd.DataFrame) -> pd.DataFrame:
    indexed = any(name is not None for name in frame.index.names)
    return frame.reset_index() if indexed else frame


def _ending(path: PathGiven) -> str:
    """Which of the forms a path names, `/` for a folder."""
    name = os.fspath(path)
    if name.endswith(("/", os.sep)) or not Path(name).suffix or Path(name).is_dir():
        return FOLDER
    ending = next((each for each in (SDMX, ".xlsx", *FORMS) if name.lower().endswith(each)), None)
    if ending is None:
        raise ExportError(f"cannot write {name}: {CHOICES}")
    return ending


def _jsonl(frame: pd.DataFrame) -> bytes:
    names = [str(name) for name in frame.columns]
    lines = (
        json.dumps(dict(zip(names, map(cells.plain, row), strict=True)), ensure_ascii=False)
        for row in cells.rows(frame)
    )
    return "".join(f"{line}\n" for line in lines).encode(errors="replace")


def _parquet(frame: pd.DataFrame) -> bytes:
    out = io.BytesIO()
    frame.to_parquet(out, engine="pyarrow", index=False)
    return out.getvalue()


def _sdmx(frame: pd.DataFrame) -> bytes:
    return cells.csv_text(sdmx.observations(frame)).encode(
        errors="replace"
    )  # for programs: no byte-order mark


FOLDER, SDMX = "/", ".sdmx.csv"
FORMS: dict[str, Callable[[pd.DataFrame], bytes]] = {
    SDMX: _sdmx,
    ".csv": package.csv_bytes,
    ".jsonl": _jsonl,
    ".parquet": _parquet,
}
"""The forms that hold one table, by the ending of the file's name."""
