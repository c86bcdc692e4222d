"""Work spread over processes and over a real Dask cluster: the same results in the same order, whatever ends on the way."""

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

import zhibiao as zb
from zhibiao.engines import run

ROOT = Path(__file__).parent.parent


def double(number: int) -> int:
    return 2 * number


def deadly(folder: Path, number: int) -> int:
    """Ends its process for 13, whenever it is tried, and for 20 the first time."""
    first = folder / "tried"
    if number == 13 or (number == 20 and not first.exists()):
        first.touch() if number == 20 else None
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("jobs", [0, 1, 2, 1000])
def test_results_come_in_the_order_of_the_jobs(jobs: int) -> None:
    assert list(run(double, range(jobs), lost=double)) == [2 * number for number in range(jobs)]


def test_a_job_that_ends_its_process_is_lost_alone(tmp_path: Path) -> None:
    found = list(run(partial(deadly, tmp_path), range(40), lost=lambda number: -number))
    assert found == [-number if number == 13 else number for number in range(40)]


@pytest.mark.parametrize("scheduler", [None, "tcp://127.0.0.1:1", "nonsense"])
def test_a_cluster_that_cannot_be_reached_is_said(made_up_path: Path, scheduler: str | None) -> None:
    with pytest.raises(zb.ZhibiaoError, match="scheduler"):
        zb.read_many(made_up_path, engine="dask", scheduler=scheduler)


def test_an_unknown_engine_is_said(made_up_path: Path) -> None:
    with pytest.raises(zb.ZhibiaoError, match="choose processes"):
        zb.read_many(made_up_path, engine="threads")  # type: ignore[arg-type]


CLUSTER = """
import os, signal, sys, threading
from pathlib import Path
from distributed import Client, LocalCluster
import zhibiao as zb

if __name__ == "__main__":
    pages, out = Path(sys.argv[1]), Path(sys.argv[2])
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        with Client(cluster) as client:
            victim = next(iter(client.run(os.getpid).values()))
        rows = out / "archive" / "pages"
        def kill():
            while len(list(rows.glob("[!.]*"))) < 5:
                threading.Event().wait(0.01)
            os.kill(victim, signal.SIGKILL)
        threading.Thread(target=kill, daemon=True).start()
        where = {"engine": "dask", "scheduler": cluster.scheduler_address}
        print(zb.Archive(out / "archive").add(pages, progress=False, **where))
        print(len(list(rows.glob("[!.]*"))))
        read = zb.read_many(pages, progress=False, **where)
        for table in ("articles", "indicators", "recognitions"):
            zb.write(getattr(read, table), out / f"{table}.jsonl")
        try:
            os.kill(victim, 0)
        except ProcessLookupError:
            print("killed")
"""


def test_a_cluster_gives_the_same_rows_though_a_worker_is_killed(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    sample = (ROOT / "data" / "pages" / "yunting-2026-01-21.txt").read_text(encoding="utf8")
    for number in range(60):
        text = sample.replace("386.9亿元", f"{300 + number}.9亿元")
        (pages / f"{number:02}-2026-01-21.txt").write_text(text, encoding="utf8")
    (pages / "broken.txt").write_bytes(b"\x00\x01\x02" * 100)
    done = subprocess.run(
        [sys.executable, "-c", CLUSTER, pages, tmp_path],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.split("\n")[:3] == ["<Added: 60 new, 0 known, 1 failed>", "60", "killed"], done.stderr
    here = zb.read_many(pages)
    archive = zb.Archive(tmp_path / "archive")
    for table in ("articles", "indicators", "recognitions"):
        zb.write(getattr(here, table), tmp_path / "here.jsonl")
        assert (tmp_path / f"{table}.jsonl").read_bytes() == (tmp_path / "here.jsonl").read_bytes()
        kept = getattr(archive, table).drop(columns=["doc", "published"]).droplevel("page")
        pd.testing.assert_frame_equal(kept, getattr(here, table).droplevel("doc"))
