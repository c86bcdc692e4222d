"""The errors that zhibiao raises: one base class, each subclass a sentence about what is wrong.

Every message says what is wrong and what to do about it. All are `ValueError`s too, so that code that knows nothing of
zhibiao can catch them.

>>> issubclass(SourceError, ZhibiaoError) and issubclass(ZhibiaoError, ValueError)
True
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class ZhibiaoError(ValueError):
    """Something that zhibiao was given cannot be used; the message says what to do."""


class SourceError(ZhibiaoError):
    """The page cannot be read: missing, empty, binary or in an unknown encoding."""


class ExtraError(SourceError):
    """A kind of file needs a part of zhibiao that is not installed."""


class DateError(ZhibiaoError):
    """A publication date is not a date."""


class ExportError(ZhibiaoError):
    """A table or chart cannot be written as asked: an unknown ending, or a folder that cannot be written."""


class ReportError(ZhibiaoError):
    """A report cannot be made: an unknown parameter, or a notebook that does not run on this page."""


@contextmanager
def needs(extra: str, what: str) -> Iterator[None]:
    """Say which extra to install where an import inside finds no package; `what` is what it is needed for.

    >>> with needs("files", "PDF files"):
    ...     import no_such_package
    Traceback (most recent call last):
    zhibiao.errors.ExtraError: PDF files need no_such_package, which is not installed: run pip install 'zhibiao[files]'
    """
    try:
        yield
    except ImportError as error:
        raise ExtraError(
            f"{what} need {error.name or 'a package'}, which is not installed: run pip install 'zhibiao[{extra}]'"
        ) from None
