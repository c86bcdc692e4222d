"""Work spread over the cores of this machine, or over a Dask cluster.

Takes a function and its jobs; gives the results one after another, in the order of the jobs. Only a few batches are under way
at a time, so that memory stays the same however many jobs there are. A job that ends its process (for want of memory, say)
does not end the others: what was under way with it is done again, job by job, and only what ends its process again is lost.

>>> list(run(abs, [-1, -2, -3], lost=str))
[1, 2, 3]
>>> list(run(abs, [-1], lost=str, engine="threads"))
Traceback (most recent call last):
zhibiao.errors.ZhibiaoError: there is no engine 'threads': choose processes (this machine) or dask (a cluster)
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any, Literal, Protocol, TypeVar

from zhibiao.errors import ZhibiaoError
from zhibiao.garbage import uncollected

Engine = Literal["processes", "dask"]
Job = TypeVar("Job")
Result = TypeVar("Result")
Task = Callable[[Sequence[Any]], list[Any]]

BATCH = 16
"""Jobs that travel together, at most: a page takes some 20 ms, and Dask about 2 ms to hand out a task."""
AHEAD = 4
"""Batches under way for each core."""


class Workers(Protocol):
    """Where work is done: on how many cores, and what is begun now and asked for later."""

    cores: int

    def begin(self, task: Task, batch: Sequence[Any]) -> Any:
        """A handle on the batch, which is under way from now on."""

    def finish(self, handle: Any) -> list[Any]:
        """The results of a batch; raises `BrokenExecutor` where its process ended."""

    def alone(self, task: Task, job: Any) -> list[Any]:
        """The result of one job, apart from all others; raises `BrokenExecutor` likewise."""


def run(
    work: Callable[[Job], Result],
    jobs: Sequence[Job],
    lost: Callable[[Job], Result],
    engine: Engine = "processes",
    scheduler: str | None = None,
) -> Iterator[Result]:
    """The result of `work` for each job, in order; `lost` makes that of a job which ends the process it runs in.

    `engine` is `processes`, on all cores of this machine, or `dask`, on the cluster whose scheduler is at the address
    `scheduler` (tcp://10.0.0.1:8786). Raises `ZhibiaoError` for another engine, and where the cluster cannot be reached.
    """
    task = partial(_each, work)
    with _workers(engine, scheduler, len(jobs)) as workers:
        size = max(1, min(BATCH, len(jobs) // (AHEAD * workers.cores)))
        under_way: deque[tuple[Sequence[Job], Any]] = deque()
        for first in range(0, len(jobs), size):
            batch = jobs[first : first + size]
            under_way.append((batch, workers.begin(task, batch)))
            if len(under_way) > AHEAD * workers.cores:
                yield from _finished(workers, task, *under_way.popleft(), lost)
        while under_way:
            yield from _finished(workers, task, *under_way.popleft(), lost)


@uncollected()
def _each(work: Callable[[Job], Result], batch: Sequence[Job]) -> list[Result]:
    return [work(job) for job in batch]


@uncollected()
def _finished(
    workers: Workers, task: Task, batch: Sequence[Job], handle: Any, lost: Callable[[Job], Result]
) -> list[Result]:
    try:
        return workers.finish(handle)
    except BrokenExecutor:
        return [_alone(workers, task, job, lost) for job in batch]


def _alone(workers: Workers, task: Task, job: Job, lost: Callable[[Job], Result]) -> Result:
    """The result of a job apart from all others, tried twice: in the batch it may never have begun."""
    for _ in range(2):
        try:
            result: Result = workers.alone(task, job)[0]
            return result
        except BrokenExecutor:
            continue
    return lost(job)


@contextmanager
def _workers(engine: str, scheduler: str | None, jobs: int) -> Iterator[Workers]:
    if engine not in ("processes", "dask"):
        raise ZhibiaoError(
            f"there is no engine {engine!r}: choose processes (this machine) or dask (a cluster)"
        )
    several = min(cores(), jobs)
    workers = Cluster(scheduler) if engine == "dask" else Processes(several) if several > 1 else Here()
    try:
        yield workers
    finally:
        workers.close()


def cores() -> int:
    """The cores that this process may use, where the system tells; else all."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Here:
    """This process: where there is one core or one job, another process would only cost time."""

    cores = 1

    def begin(self, task: Task, batch: Sequence[Any]) -> Callable[[], list[Any]]:
        """Nothing is under way before it is asked for."""
        return partial(task, batch)

    def finish(self, handle: Callable[[], list[Any]]) -> list[Any]:
        """Do it now."""
        return handle()

    def alone(self, task: Task, job: Any) -> list[Any]:
        """Do it now."""
        return task([job])

    def close(self) -> None:
        """Nothing is left behind."""


class Processes:
    """Processes of this machine, one a core, and one more for jobs that are done alone."""

    def __init__(self, cores: int) -> None:
        self.cores = cores
        self._pool = ProcessPoolExecutor(cores)
        self._single = ProcessPoolExecutor(1)  # its process is started when it is first needed

    def begin(self, task: Task, batch: Sequence[Any]) -> Any:
        """Hand a batch to the pool, a new one where the last was broken by a job."""
        try:
            return self._pool.submit(task, batch)
        except BrokenExecutor:
            self._pool = ProcessPoolExecutor(self.cores)
            return self._pool.submit(task, batch)

    def finish(self, handle: Any) -> list[Any]:
        """Wait for the batch."""
        results: list[Any] = handle.result()
        return results

    def alone(self, task: Task, job: Any) -> list[Any]:
        """Do one job in a process of its own."""
        try:
            return self.finish(self._single.submit(task, [job]))
        except BrokenExecutor:
            self._single = ProcessPoolExecutor(1)
            raise

    def close(self) -> None:
        """End the processes; what has not begun is not done."""
        for pool in (self._pool, self._single):
            pool.shutdown(cancel_futures=True)


class Cluster:
    """A Dask cluster. Its workers need zhibiao in the same version, and must see the files under the same paths."""

    def __init__(self, scheduler: str | None) -> None:
        if not isinstance(scheduler, str):
            raise ZhibiaoError(
                "the engine dask needs its scheduler's address: scheduler='tcp://10.0.0.1:8786'"
            )
        try:
            from distributed import Client
            from distributed.comm.addressing import get_address_host_port
        except ImportError:
            raise ZhibiaoError("Dask is missing: install zhibiao with it, zhibiao[cluster]") from None
        self._address = scheduler
        check: Callable[[str], Any] = get_address_host_port
        connect: Callable[..., Any] = Client  # of both distributed declares no types
        try:
            check(scheduler)  # first, since a client that got half-way is loud when it ends
            self._client = connect(scheduler, set_as_default=False, timeout=5)
        except (OSError, TimeoutError, ValueError) as error:
            raise ZhibiaoError(
                f"no Dask scheduler answers at {scheduler!r}: check the address ({error})"
            ) from None
        self.cores = max(1, sum(self._client.nthreads().values()))

    def begin(self, task: Task, batch: Sequence[Any]) -> Any:
        """Hand a batch to the cluster, which does it again elsewhere where a worker is lost."""
        return self._client.submit(task, batch, pure=False)

    def finish(self, handle: Any) -> list[Any]:
        """Wait for the batch."""
        from distributed import KilledWorker
        from distributed.comm.core import CommClosedError

        try:
            results: list[Any] = handle.result()
        except KilledWorker as error:
            raise BrokenExecutor(str(error)) from error
        except (CommClosedError, CancelledError, TimeoutError) as error:
            raise ZhibiaoError(
                f"the Dask scheduler at {self._address} was lost ({error}): start it and run again"
            ) from error
        return results

    def alone(self, task: Task, job: Any) -> list[Any]:
        """Hand one job to the cluster."""
        return self.finish(self.begin(task, [job]))

    def close(self) -> None:
        """Leave the cluster running, and forget what was under way."""
        self._client.close()
