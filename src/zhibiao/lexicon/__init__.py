"""The vocabulary, one table of tab-separated values a file, and the two functions that read it.

A table's first lines begin with `#` and say what it holds and where it comes from; the next line names the columns. Words
live here and not in code: to teach zhibiao a measure word or a verb, add a line to a table.

>>> "亿" in {row["word"] for row in table("magnitudes")}
True
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

_MANY = 8  # first characters


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `lexicon/<name>.tsv`, in file order, each a mapping from column to text (empty where absent)."""
    lines = files(__name__).joinpath(f"{name}.tsv").read_text(encoding="utf8").splitlines()
    head, *body = [line for line in lines if line and not line.startswith("#")]
    columns = head.split("\t")
    cells = (line.split("\t") for line in body)
    return tuple(dict(zip(columns, row + [""] * (len(columns) - len(row)), strict=True)) for row in cells)


def words(name: str, column: str = "word", **where: str) -> tuple[str, ...]:
    """One column of a table, the rows that match `where` only: `words("hedges", bound="~")`."""
    rows = table(name)
    return tuple(row[column] for row in rows if all(row[key] == value for key, value in where.items()))


def alternation(choices: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first, so that 百分点 is never read as 百分.

    Where there are many, a look at the first character turns most places away before each word is tried in turn.

    >>> alternation(["万", "万亿"])
    '(?:万亿|万)'
    """
    ordered = sorted(set(choices), key=lambda word: (-len(word), word))
    firsts = sorted({word[:1] for word in ordered})
    any_of = f"(?:{'|'.join(map(re.escape, ordered))})"
    if len(firsts) < _MANY or "" in firsts:
        return any_of
    return f"(?:(?=[{re.escape(''.join(firsts))}]){any_of})"
