"""An archive of many pages, whose making is killed three times on the way, and the answers that it then gives.

Writes generated pages into a folder of their own, adds them in a process that is killed after a quarter, a half and three
quarters, and once more to the end; checks that every page is there once; prints how long it took, how much lies where, and
how long a series and other questions take. Run it with `make bench`, or with 10,000 pages: `python benchmarks/archive.py 10000`.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, sleep

from generated import page

import zhibiao as zb

PAGES = 1_000
KILLS = 3
QUESTIONS = {
    "series of one city": lambda archive: archive.series("GDP", subject="云汀"),
    "series of all cities": lambda archive: archive.series("规模以上工业增加值", kind="growth"),
    "rows of each indicator": lambda archive: archive.sql(
        "select indicator, count(*) from indicators group by all"
    ).fetchall(),
    "all indicators as a frame": lambda archive: archive.indicators,
}
ADD = "import sys, zhibiao as zb; zb.Archive(sys.argv[2]).add(sys.argv[1], progress=False)"


def main() -> None:
    """Print what was measured."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    with tempfile.TemporaryDirectory() as folder:
        pages, kept = Path(folder, "pages"), Path(folder, "archive")
        pages.mkdir()
        for number in range(wanted):
            name, text = page(number)
            (pages / name).write_text(text, encoding="utf8")
        begun = perf_counter()
        for kill in range(1, KILLS + 1):
            add_until(pages, kept, wanted * kill // (KILLS + 1))
            print(f"killed with {count(kept):,} pages in the archive")
        subprocess.run([sys.executable, "-c", ADD, pages, kept], check=True)
        taken = perf_counter() - begun
        archive = zb.Archive(kept)
        held = archive.sql(
            "select count(*), count(distinct page), count(distinct doc) from pages"
        ).fetchall()[0]
        rows, different = archive.sql(
            "select count(*), count(distinct (page, id)) from indicators"
        ).fetchall()[0]
        assert held == (wanted, wanted, wanted), held
        assert rows == different, (rows, different)
        print(
            f"{wanted:,} pages, {rows:,} indicators, none missing, none twice: {taken:.0f} s, {wanted / taken:.0f} pages a second"
        )
        size = sum(file.stat().st_size for file in kept.rglob("*.parquet"))
        print(
            f"{len(list(kept.rglob('*.parquet')))} files, {size / 1e6:.1f} MB, {size / wanted:,.0f} bytes a page"
        )
        for name, question in QUESTIONS.items():
            print(f"{name:28} {best(lambda question=question: question(archive)):6.3f} s")


def add_until(pages: Path, kept: Path, enough: int) -> None:
    """Add pages in a process group of its own, and kill all of it when the archive holds enough of them."""
    process = subprocess.Popen([sys.executable, "-c", ADD, pages, kept], start_new_session=True)
    while process.poll() is None and count(kept) < enough:
        sleep(0.2)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def count(kept: Path) -> int:
    """Pages in an archive that is being written, 0 before it is there."""
    try:
        return int(zb.Archive(kept).sql("select count(*) from pages").fetchall()[0][0])
    except zb.ZhibiaoError:
        return 0


def best(step: Callable[[], object]) -> float:
    """Seconds of the fastest of three runs."""
    taken = []
    for _ in range(3):
        begun = perf_counter()
        step()
        taken.append(perf_counter() - begun)
    return min(taken)


if __name__ == "__main__":
    main()
