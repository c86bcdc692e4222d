"""Writes the data dictionary into `data/README.md`, from where the columns are stated: `zhibiao.tables` and `zhibiao.sdmx`.

make dictionary
"""

from __future__ import annotations

import re
from pathlib import Path

from zhibiao import dictionary, sdmx
from zhibiao.export import write_bytes
from zhibiao.tables import TABLES

TABLE = re.compile(r"^\| .*\n(?:\|.*\n)*", re.MULTILINE)
README = Path(__file__).parents[1] / "data" / "README.md"


def sections() -> dict[str, str]:
    """The table below each heading."""
    made = {f"### `page.{name}`": dictionary.markdown(name) for name in TABLES}
    return {**made, "### `.sdmx.csv`": sdmx.markdown()}


def filled(text: str) -> str:
    """The page with the table below each of the headings made anew."""
    for heading, table in sections().items():
        before, found, after = text.partition(f"{heading}\n")
        if not found:
            raise SystemExit(f"{README.name} has no heading {heading}")
        text = before + found + TABLE.sub(lambda _, table=table: table, after, count=1)
    return text


if __name__ == "__main__":
    write_bytes(README, filled(README.read_text(encoding="utf8")).encode())
