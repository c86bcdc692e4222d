"""What reading costs: time to start, memory, cores against speed, and length against time.

- **start**: a process that imports pandas, one that imports zhibiao, and one that has the rows of the seed page, from its
  first moment to its last;
- **memory**: the most that `zhibiao extract` and its processes hold together for a folder of pages, and for a larger one;
- **cores**: pages a second with one process, two, and one for each core;
- **length**: texts of 1,000 characters and of 256 times as many, news and what nobody would print; at no doubling should
  the time grow more than 2.2-fold.

Run it with `make bench`; `python benchmarks/scaling.py 100` measures memory on 100 MB of pages.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time, sleep

import psutil
from speed import DAY, ROOT, SEED, news

import zhibiao as zb
from zhibiao import engines

SOURCES = {**os.environ, "PYTHONPATH": str(Path(zb.__file__).parent.parent)}
MEGABYTES = 1
PAGES = 1000
BASE, DOUBLINGS = 1_000, 8
NOTED = 0.05
"""Seconds below which a doubling is not judged: there the clock and the machine weigh more than the text."""
EXTRACT = "import sys; from zhibiao.cli import main; sys.argv = ['zhibiao', *sys.argv[1:]]; main()"
CORES = """
import sys, time
import zhibiao as zb
from zhibiao import engines
engines.cores = lambda: int(sys.argv[2])
begun = time.perf_counter()
pages = zb.read_many(sys.argv[1], published="2026-02-28", progress=False)
print(len(pages) / (time.perf_counter() - begun))
"""
TEXTS: dict[str, Callable[[int], str]] = {
    "news": lambda size: "\n\n".join(news(3 * size + len(SEED.encode())))[:size],
    "news without stops": lambda size: "".join(filter(str.isalnum, "".join(news(5 * size))))[:size],
    "1,1,1,…": lambda size: "1," * (size // 2),
    "一百一百…": lambda size: "一百" * (size // 2),
    "1亿元1亿元…": lambda size: "1亿元" * (size // 3),
    "（（（…": lambda size: "（" * size,
}


def main() -> None:
    """Print what was measured."""
    size = float(sys.argv[1]) if len(sys.argv) > 1 else MEGABYTES
    start()
    with tempfile.TemporaryDirectory() as folder:
        for megabytes in [size] if len(sys.argv) > 1 else (size, 4 * size):
            memory(folder_of(Path(folder, f"{megabytes}"), news(int(megabytes * 1_000_000))), megabytes)
        cores(folder_of(Path(folder, "cores"), news(PAGES * len(SEED.encode()))))
    length()


def folder_of(folder: Path, texts: list[str]) -> Path:
    """The texts as files."""
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:06}.txt").write_text(text, encoding="utf8")
    return folder


def start() -> None:
    """Seconds of a whole process, the best of five."""
    read = (
        f"import zhibiao as zb; zb.read({str(ROOT / 'seeds' / 'hunan-daily-2026-02-28.txt')!r}, '2026-02-28')"
    )
    for name, code in {
        "import pandas": "import pandas",
        "import zhibiao": "import zhibiao",
        "the rows of the seed page": f"{read}.indicators",
    }.items():
        taken = min(
            timed(lambda code=code: subprocess.run([sys.executable, "-c", code], env=SOURCES))
            for _ in range(5)
        )
        print(f"start    {name:32}{taken:8.2f} s")


def memory(folder: Path, megabytes: float) -> None:
    """The most that the command and its processes hold together, looked at five times a second."""
    command = [
        sys.executable,
        "-c",
        EXTRACT,
        "extract",
        folder,
        "--published",
        "2026-02-28",
        "-o",
        f"{folder}.csv",
    ]
    process = psutil.Popen(list(map(str, command)), env=SOURCES, stderr=subprocess.DEVNULL)
    most, begun = 0, perf_counter()
    while process.poll() is None:
        most = max(most, held(process))
        sleep(0.2)
    print(f"memory   {megabytes:g} MB of pages{most / 1e6:20,.0f} MB, {perf_counter() - begun:.1f} s")


def held(process: psutil.Process) -> int:
    """Bytes of a process and those that it started; what they share counts once."""
    total = 0
    try:
        for one in (process, *process.children(recursive=True)):
            total += one.memory_full_info().pss
    except psutil.Error:
        return 0
    return total


def cores(folder: Path) -> None:
    """Pages a second by how many processes read."""
    alone = 0.0
    for count in sorted({1, 2, engines.cores()}):
        command = [sys.executable, "-c", CORES, str(folder), str(count)]
        speed = float(subprocess.run(command, env=SOURCES, capture_output=True, text=True, check=True).stdout)
        alone = alone or speed
        print(f"cores    {count}{speed:20.1f} pages a second, {speed / alone:.2f} × one")


def length() -> None:
    """Seconds of processor time by length, and the dearest doubling."""
    for name, make in TEXTS.items():
        taken = []
        for doubling in range(DOUBLINGS + 1):
            text = make(BASE << doubling).encode()
            taken.append(min(busy(lambda text=text: zb.read(text, published=DAY)) for _ in range(2)))
        steps = [after / before for before, after in pairwise(taken) if before > NOTED]
        told = ", ".join(f"×{1 << at} {1000 * taken[at]:,.0f} ms" for at in (0, 3, 6, 8))
        print(f"length   {name:20}{told}; dearest doubling {max(steps, default=0):.2f}")


def busy(step: Callable[[], object]) -> float:
    """Seconds of processor time that a step takes, whatever else the machine does."""
    begun = process_time()
    step()
    return process_time() - begun


def timed(step: Callable[[], object]) -> float:
    """Seconds that a step takes."""
    begun = perf_counter()
    step()
    return perf_counter() - begun


if __name__ == "__main__":
    main()
