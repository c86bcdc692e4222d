"""Reading without Python's garbage collector.

The records of a page refer to no record that refers back, so that each is freed as soon as nothing needs it; the collector
would look at all of them again and again and find nothing, the more often the longer the page is and the more pages there are.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave the collector off meanwhile, and on again where it was on.

    >>> with uncollected():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
