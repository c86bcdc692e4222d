"""The folder of an archive: parts written so that a kill at any moment loses nothing and leaves nothing half done.

Takes `Part`s; gives the files that hold the pages of the archive:

    pages/<id>.parquet      a page each, under the page's id: writing it again changes nothing
    packs/<id>.parquet      many pages that were written before, put together, so that queries open few files
    .lock                   held by whoever writes; the system lets go of it when a process ends, however it ends

What holds at every moment, in whatever order processes are killed:

- A file is written whole under a temporary name, forced to the disk and renamed. While somebody holds the lock nobody else has
  temporary files, so what lies there was left behind by a kill, and is taken away.
- A page is in `pages/`, or in exactly one pack, or in both: then the file in `pages/` holds. Packing takes a page out of older
  packs, then writes the new pack, and only then takes the files out of `pages/`.
- Readers list `pages/` before `packs/`, read without the lock, and read again if a file that they used is gone or changed; only
  if that happens again and again do they take the lock.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from zhibiao.errors import ArchiveError
from zhibiao.export import whole
from zhibiao.parts import Part, digest, packed

PACK = 64
"""Pages that are put into packs together. A query opens at most so many small files, at 1 to 2 ms each."""
ROWS = 1 << 14
"""Rows that make a pack full, some 500 pages; until then it takes in more. What is written again and again stays small."""
PATIENCE = 60.0
"""Seconds to wait for another writer, who holds the lock for about one."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of an archive at one moment, each with what shows a change: `loose` a page each, `packs` many."""

    loose: dict[Path, tuple[int, ...]]
    packs: dict[Path, tuple[int, ...]]


class Shelf:
    """The folder of an archive. It is made when the first page is put there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._loose = folder / "pages"
        self._packs = folder / "packs"
        self._contents: dict[tuple[Path, tuple[int, ...]], tuple[int, frozenset[str]]] = {}

    def exists(self) -> bool:
        """Whether there is an archive in the folder."""
        return self._loose.is_dir()

    def listing(self) -> Listing:
        """The files that are there now."""
        loose = _files(self._loose)  # first: what is packed meanwhile is then seen twice rather than never
        return Listing(loose, _files(self._packs))

    def holds(self, listing: Listing) -> bool:
        """Whether what was read from the files of a listing is what the archive held at that moment.

        Pages that came later do not matter. Packs must be the same: one that is being replaced can be missed in a listing.
        """
        same = all(_signature(path) == signature for path, signature in listing.loose.items())
        return same and _files(self._packs) == listing.packs

    def put(self, parts: Sequence[Part]) -> None:
        """Keep these pages; when it returns they are on the disk. Raises `ArchiveError` where that is not possible."""
        with self.locked():
            for part in parts:
                _write(self._loose / f"{part.page}.parquet", part.content)
            _settle(self._loose)
            loose = list(_files(self._loose))
            if len(loose) >= PACK:
                self._pack(sorted(loose)[:PACK])

    def _pack(self, loose: Sequence[Path]) -> None:
        pages = [path.stem for path in loose]
        for pack in _files(self._packs):
            if not self._content(pack)[1].isdisjoint(pages):
                self._without(pack, pages)
        growing = next((pack for pack in _files(self._packs) if self._content(pack)[0] < ROWS), None)
        target = growing or self._packs / f"{digest(*(page.encode() for page in pages))}.parquet"
        before = [pq.read_table(growing)] if growing else []
        _write(target, packed([*before, *(pq.read_table(path) for path in loose)]))
        _settle(self._packs)
        for path in loose:
            path.unlink()
        _settle(self._loose)

    def _without(self, pack: Path, pages: Sequence[str]) -> None:
        """Take pages out of a pack, since newer readings of them are about to be packed."""
        rows = pq.read_table(pack)
        kept = rows.filter(pc.invert(pc.is_in(rows["page"], pa.array(pages))))
        if len(kept):
            _write(pack, packed([kept]))
        else:
            pack.unlink()

    def _content(self, pack: Path) -> tuple[int, frozenset[str]]:
        """How many rows a pack has, and of which pages; looked up once for as long as the file stays the same."""
        key = (pack, _signature(pack))
        if key not in self._contents:
            column = pq.read_table(pack, columns=["page"])["page"]
            self._contents = {known: held for known, held in self._contents.items() if known[0] != pack}
            self._contents[key] = (len(column), frozenset(column.unique().to_pylist()))
        return self._contents[key]

    @contextmanager
    def locked(self) -> Iterator[None]:
        """The folder for oneself, tidied of what a kill left behind."""
        from filelock import FileLock, Timeout

        try:
            for folder in (self._loose, self._packs):
                folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / ".lock", timeout=PATIENCE):
                for folder in (self._loose, self._packs):
                    for left_behind in folder.glob(".partial-*"):
                        left_behind.unlink()
                yield
        except Timeout:
            raise ArchiveError(
                f"another process has been writing into {self.folder} for {PATIENCE:.0f} seconds: wait for it, or end it"
            ) from None
        except OSError as error:
            raise ArchiveError(
                f"cannot write into {self.folder}: {error.strerror or error}; choose another folder"
            ) from error


def _write(target: Path, content: bytes) -> None:
    """Write a file whole or not at all, and force it to the disk."""
    with whole(target) as partial, partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Force the names in a folder to the disk, where the system has a way to (Windows has none, and needs none)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _files(folder: Path) -> dict[Path, tuple[int, ...]]:
    found: dict[Path, tuple[int, ...]] = {}
    with suppress(FileNotFoundError):
        for path in sorted(folder.glob("[!.]*.parquet")):
            if signature := _signature(path):
                found[path] = signature
    return found


def _signature(path: Path) -> tuple[int, ...]:
    """What changes when a file is written anew; empty where there is none."""
    try:
        status: Any = path.stat()
    except FileNotFoundError:
        return ()
    return (status.st_ino, status.st_size, status.st_mtime_ns)
