"""How right the rows are on a folder of texts with gold rows: by field, kind, genre and document.

Takes a gold folder: `gold.jsonl`, `docs.tsv` (columns `doc`, `published`, `genre`) and the texts in `docs/`; gives an
`Evaluation` with a verdict on each row, a table of figures, and the list of misses with their sentences. How rows are judged
is in `scoring`.

    zhibiao evaluate FOLDER -o table.csv --misses misses.csv

>>> evaluate("no-such-folder")
Traceback (most recent call last):
zhibiao.errors.SourceError: no-such-folder is no gold folder: it has no docs.tsv
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from zhibiao.cells import plain
from zhibiao.errors import SourceError
from zhibiao.page import Page, read_many
from zhibiao.scoring import FIELDS, Row, Verdict, by, report, sorts, verdicts

SENTENCE_ENDS = "。！？；\n"
MISS = ["doc", "outcome", "kind", "wrong", "miss", "quote", "sentence", "wanted", "made"]


@dataclass(frozen=True)
class Evaluation:
    """The verdicts over a gold folder, with each document's genre and text."""

    verdicts: list[Verdict]
    genres: dict[str, str]
    texts: dict[str, str]

    def report(self) -> dict[str, float]:
        """The figures of all rows, with the mean over documents and the trends."""
        return report(self.verdicts)

    def table(self) -> pd.DataFrame:
        """The figures of all rows, of each kind, of each genre and of each document, a row each."""
        parts = {
            "all": by(self.verdicts, lambda verdict: "all"),
            "kind": by(self.verdicts, lambda verdict: verdict.kind),
            "genre": by(self.verdicts, lambda verdict: self.genres.get(verdict.doc or "", "")),
            "doc": by(self.verdicts, lambda verdict: verdict.doc or ""),
        }
        return pd.concat(parts, names=["by", "group"])

    def misses(self) -> pd.DataFrame:
        """Every row that is not wholly right: what is wrong with it, what was wanted, what was made, and its sentence."""
        return pd.DataFrame([self._miss(verdict) for verdict in self.bad()], columns=MISS)

    def bad(self) -> list[Verdict]:
        """The verdicts on rows that are not wholly right, in the order of `misses`."""
        return [v for v in self.verdicts if v.wrong or v.outcome in ("missed", "spurious")]

    def _miss(self, verdict: Verdict) -> dict[str, Any]:
        row = verdict.gold or verdict.made or {}
        wanted, made = verdict.gold or {}, verdict.made or {}
        return {
            "doc": verdict.doc,
            "outcome": verdict.outcome,
            "kind": verdict.kind,
            "wrong": ",".join(verdict.wrong),
            "miss": ", ".join(sorts(verdict)),
            "quote": row.get("quote"),
            "sentence": _sentence(self.texts.get(verdict.doc or "", ""), row["start"], row["end"]),
            "wanted": _shown(wanted, verdict.wrong),
            "made": _shown(made, verdict.wrong),
        }


def evaluate(folder: str | os.PathLike[str], docs: Iterable[str] | None = None) -> Evaluation:
    """Read the texts of a gold folder and judge what was found in them; `docs` names some of them, else all.

    Raises `SourceError` where the folder is not of the form that the module's docstring gives.
    """
    root = Path(folder)
    listed = _documents(root)
    chosen = [doc for doc in listed if docs is None or doc in set(docs)]
    days = {doc: listed[doc]["published"] or None for doc in chosen}
    pages = read_many([root / "docs" / doc for doc in chosen], published=days)
    for error in pages.failed.values():
        raise error
    gold = [row for row in read_rows(root / "gold.jsonl") if row["doc"] in days]
    judged = verdicts(gold, frame_rows(pages.indicators))
    genres = {doc: listed[doc].get("genre", "") for doc in chosen}
    return Evaluation(judged, genres, {name: page.text for name, page in pages.pages.items()})


def judge(page: Page, gold: Iterable[Row]) -> Evaluation:
    """Judge one page that was read already against its gold rows, whose `doc` is the page's name."""
    made = frame_rows(page.indicators, doc=page.name)
    return Evaluation(verdicts(gold, made), {page.name: ""}, {page.name: page.text})


def parts(folder: str | os.PathLike[str]) -> dict[str, list[str]]:
    """The documents of a gold folder in two parts: `open`, which rules may be made from, and `held out`, every third,
    which nobody looks into.

    Raises `SourceError` where the folder is not of the form that the module's docstring gives.
    """
    listed = list(_documents(Path(folder)))
    return {
        "open": [doc for place, doc in enumerate(listed) if place % 3 != 2],
        "held out": listed[2::3],
    }


def read_rows(path: str | os.PathLike[str]) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    with open(path, encoding="utf8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def frame_rows(frame: pd.DataFrame, doc: str | None = None) -> list[dict[str, Any]]:
    """The rows of a frame as JSON Lines would hold them; `doc` names the page where the frame does not."""
    named = {} if doc is None else {"doc": doc}
    records = frame.reset_index().to_dict("records")
    return [{**{str(name): plain(value) for name, value in row.items()}, **named} for row in records]


def _documents(root: Path) -> dict[str, dict[str, str]]:
    for name in ("docs.tsv", "gold.jsonl", "docs"):
        if not (root / name).exists():
            raise SourceError(f"{root} is no gold folder: it has no {name}")
    with open(root / "docs.tsv", encoding="utf8", newline="") as lines:
        return {row["doc"]: row for row in csv.DictReader(lines, delimiter="\t")}


def _shown(row: Mapping[str, Any], wrong: tuple[str, ...]) -> str:
    """The fields that are wrong, of a whole row where it has no counterpart, as `name=value`."""
    names = [name for name in wrong or FIELDS if row]
    return "; ".join(f"{name}={json.dumps(row.get(name), ensure_ascii=False)}" for name in names)


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a span."""
    first = max(text.rfind(mark, 0, start) for mark in SENTENCE_ENDS) + 1
    last = min((at for mark in SENTENCE_ENDS if (at := text.find(mark, end)) >= 0), default=len(text))
    return text[first : last + 1].strip()
