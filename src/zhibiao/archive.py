"""An archive: the pages of years in a folder, as Parquet files, to ask with SQL or as frames.

Takes pages, or files that are read into pages; gives frames of them all, answers to SQL, and the series of a measure over time.
A page is its text: adding it twice changes nothing, and read anew, with another day of publication or by another version of
zhibiao, it takes the place of the old. A kill loses nothing that was reported as added, and adding the same files again goes
on where it stopped.

Accepted: `Archive("figures").add("pages/")`, `.sql("select * from indicators")`. Rejected, with an `ArchiveError`: SQL that is no
SELECT, a question to a folder that holds no archive, a folder that cannot be written.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import pandas as pd

from zhibiao.aliases import canonical
from zhibiao.engines import Engine
from zhibiao.errors import ArchiveError, ZhibiaoError
from zhibiao.inputs import Input, PathLike
from zhibiao.model import Kind
from zhibiao.page import Day, Page, each_page
from zhibiao.parts import Part, Reading, columns_of, frame, part_of, source_digest
from zhibiao.questions import ask, only_asks
from zhibiao.series import series
from zhibiao.shelf import Shelf

if TYPE_CHECKING:
    from duckdb import DuckDBPyRelation

TOGETHER = 16
"""Pages written at once: forcing them to the disk one by one would take longer than to read them."""
SOON = 1.0
"""Seconds that a page waits for others at most."""


@dataclass(frozen=True, slots=True)
class Added:
    """What `Archive.add` did: names of pages that are `new`, of those it had (`known`), and `failed`, from name to error."""

    new: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    failed: Mapping[str, ZhibiaoError] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Added: {len(self.new)} new, {len(self.known)} known, {len(self.failed)} failed>"


class Archive:
    """Pages kept in a folder, which is made when the first page is added.

    >>> from tempfile import TemporaryDirectory
    >>> from zhibiao import read
    >>> page = read("郴州市去年进出口总值498.04亿元。", published="2026-02-28")
    >>> with TemporaryDirectory() as folder:
    ...     archive = Archive(folder)
    ...     archive.add(page), archive.add(page)
    ...     archive.sql("select subject, value from indicators").fetchall()
    ...     archive.series("外贸进出口总额", subject="郴州")[["period", "value", "conflict"]].values.tolist()
    (<Added: 1 new, 0 known, 0 failed>, <Added: 0 new, 1 known, 0 failed>)
    [('郴州市', 49804000000.0)]
    [['2025', 49804000000.0, False]]
    """

    def __init__(self, folder: PathLike) -> None:
        try:
            self._shelf = Shelf(Path(folder).absolute())
        except TypeError:
            raise ArchiveError(f'an archive is a folder, not {folder!r:.40}: Archive("figures")') from None

    def __repr__(self) -> str:
        return f"<Archive {self._shelf.folder}>"

    @property
    def pages(self) -> pd.DataFrame:
        """A row for each page: name, day of publication, how it was read, and its text."""
        return self._rows("pages")

    @property
    def articles(self) -> pd.DataFrame:
        """The articles of all pages, with the columns of `page.articles` after the page's `doc` and `published`."""
        return self._rows("articles")

    @property
    def indicators(self) -> pd.DataFrame:
        """What all pages measure, with the columns of `page.indicators` after the page's `doc` and `published`."""
        return self._rows("indicators")

    @property
    def recognitions(self) -> pd.DataFrame:
        """The honours on all pages, with the columns of `page.recognitions` after the page's `doc` and `published`."""
        return self._rows("recognitions")

    def add(
        self,
        pages: Page | PathLike | Iterable[Page | PathLike],
        published: Day | Mapping[str, Day] = None,
        progress: bool | None = None,
        text_column: str | None = None,
        date_column: str | None = None,
        engine: Engine = "processes",
        scheduler: str | None = None,
    ) -> Added:
        """Add pages: a `Page`, several, or files, given with the other arguments as `read_many` takes them.

        Files that are in the archive already are not read again, so that work that was stopped goes on where it was. Pages are
        written as they are read, so that memory stays the same however many there are. What cannot be read does not stop the
        rest, and is in `failed` of what comes back. Raises `ZhibiaoError` where the folder cannot be written.
        """
        intake = _Intake(self._shelf, *self._kept())
        files: list[PathLike] = []
        try:
            for one in _several(pages):
                if isinstance(one, Page):
                    intake.take(one.name, part_of(one))
                else:
                    files.append(one)
            if files:
                read = each_page(
                    files,
                    published,
                    _part,
                    progress,
                    intake.has,
                    text_column=text_column,
                    date_column=date_column,
                    engine=engine,
                    scheduler=scheduler,
                )
                for name, part in read:
                    intake.take(name, part)
        finally:  # what was read before a stop is kept
            intake.write()
        return Added(tuple(intake.new), tuple(intake.known), intake.failed)

    def sql(self, query: str) -> DuckDBPyRelation:
        """The answer to one SELECT over `pages`, `articles`, `indicators` and `recognitions`, as a DuckDB relation.

        It holds what was there when it was asked: `.df()` makes a frame, `.fetchall()` a list, `.filter("value > 0")` asks on.
        Raises `ArchiveError` for anything but a SELECT, and where DuckDB does not understand.
        """
        import duckdb

        return duckdb.connect(":memory:").from_arrow(ask(self._shelf, only_asks(query)))

    def series(self, indicator: str, subject: str | None = None, kind: Kind | None = "level") -> pd.DataFrame:
        """One measure over time, across pages: a row for each thing that they say of it, in order of time.

        `indicator` stands for every name that means the same (`lexicon/aliases.tsv`: GDP, 地区生产总值), `subject` is a place by
        name, short name or code, or another name as the rows have it; None is everybody's. `kind` is that of `page.indicators`,
        None for all. Pages that say the same are counted in `pages`; where values for one period contradict each other all
        of them stand there, with `conflict` True. Columns: `zhibiao.series.COLUMNS`. Raises `ArchiveError` where no row
        has the measure, and says what there is.
        """
        names = self._names(str(indicator))
        subject = None if subject is None else str(subject)
        named = f"indicator IN ({', '.join('?' * len(names))})"
        condition, chosen = (named, names) if kind is None else (f"{named} AND kind = ?", [*names, kind])
        found = series(self._rows("indicators", condition, chosen), subject)
        if found.empty:
            rows = self._rows("indicators", named, names)
            raise ArchiveError(_no_series(indicator, subject, kind, series(rows, subject), rows))
        return found

    def _names(self, indicator: str) -> list[str]:
        """The names in the archive that mean what `indicator` does."""
        known = ask(self._shelf, "SELECT DISTINCT indicator FROM indicators WHERE indicator IS NOT NULL")
        names: list[str] = known["indicator"].to_pylist()
        meant = canonical(indicator)
        if found := sorted(name for name in names if canonical(name) == meant):
            return found
        near = get_close_matches(indicator, sorted(names), n=5, cutoff=0.5)
        advice = f"; there is {', '.join(near)}" if near else ""
        raise ArchiveError(f"no page in the archive measures {indicator!r}{advice}")

    def _rows(self, record: str, condition: str = "TRUE", parameters: Sequence[Any] = ()) -> pd.DataFrame:
        names = ", ".join(f'"{name}"' for name in columns_of(record))
        order = "published NULLS LAST, doc, page, position"
        query = f"SELECT {names} FROM parts WHERE record = '{record}' AND {condition} ORDER BY {order}"
        return frame(record, ask(self._shelf, query, parameters))

    def _kept(self) -> tuple[dict[str, Reading], set[str]]:
        """How each page in the archive was read, by its id, and the digests of the files."""
        if not self._shelf.exists():
            return {}, set()
        rows = ask(self._shelf, "SELECT page, published, version, source FROM pages").to_pylist()
        readings = {row["page"]: (row["published"], row["version"]) for row in rows}
        return readings, {row["source"] for row in rows if row["source"]}


class _Intake:
    """Pages on their way into an archive: those that it has are left, the others written a few at a time."""

    def __init__(self, shelf: Shelf, readings: dict[str, Reading], sources: set[str]) -> None:
        self.new: list[str] = []
        self.known: list[str] = []
        self.failed: dict[str, ZhibiaoError] = {}
        self._shelf = shelf
        self._readings = readings
        self._sources = sources
        self._waiting: list[Part] = []
        self._since = monotonic()

    def has(self, given: Input, published: Day) -> bool:
        """Whether the archive has what reading this page would give."""
        return source_digest(given, published) in self._sources

    def take(self, name: str, part: Part | ZhibiaoError | None) -> None:
        """Keep a part under way, note an error; None is a page that was not read, since the archive has it."""
        if isinstance(part, ZhibiaoError):
            self.failed[name] = part
        elif part is None or self._readings.get(part.page) == part.reading:
            self.known.append(name)
        else:
            self._waiting.append(part)
            self._readings[part.page] = part.reading
            self.new.append(name)
        if len(self._waiting) >= TOGETHER or monotonic() - self._since > SOON:
            self.write()

    def write(self) -> None:
        """Write what waits; it is in the archive afterwards."""
        if self._waiting:
            self._shelf.put(self._waiting)
        self._waiting, self._since = [], monotonic()


def _part(page: Page, given: Input, published: Day) -> Part:
    return part_of(page, source_digest(given, published))


def _several(pages: Page | PathLike | Iterable[Page | PathLike]) -> Iterable[Page | PathLike]:
    if isinstance(pages, Page | str | os.PathLike):
        return [pages]
    try:
        return iter(pages)
    except TypeError:
        raise ArchiveError(f"what can be added is pages, or paths of files, not {pages!r:.40}") from None


def _no_series(
    indicator: str, subject: str | None, kind: Kind | None, others: pd.DataFrame, rows: pd.DataFrame
) -> str:
    """Why there is no such series, and what there is instead."""
    if not others.empty:
        kinds = ", ".join(f"kind={name!r} ({count})" for name, count in others["kind"].value_counts().items())
        return f"{indicator!r} has no rows of kind {kind!r}: ask for {kinds}"
    whose = ", ".join(map(str, rows["subject"].value_counts().index[:5])) or "nobody named"
    return f"no page in the archive measures {indicator!r} of {subject!r}; it is measured of {whose}"
