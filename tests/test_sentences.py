"""The bank of sentences: what each measures, as tables in tests/cases/sentences/, judged as the evaluation judges texts.

A table a genre, written for this project after GUIDELINE.md: the places are real, their figures are not; firms, projects,
villages and schools are invented. A line is an expected row; where `text` is empty it belongs to the sentence above. In a cell,
`|` parts the accepted answers, best first, `-` stands for none, and an empty cell is not judged. A `quote` with `^` before it
stands at the same place as the one above. A sentence whose only quote is `-` measures nothing, and a line of kind `-` is a
number that measures nothing beside others that do. What a careful reader may or may not list stands in no line, and rows for it
are welcome. `fails` names what is read wrong so far: fields, `missed` or `spurious`.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import zhibiao as zb
from zhibiao.evaluation import frame_rows
from zhibiao.scoring import FIELDS, Verdict, verdicts

TABLES = sorted((Path(__file__).parent / "cases" / "sentences").glob("*.tsv"))
PUBLISHED = "2026-02-28"
NAMES = {"indicator", "subject", "period", "status"}  # gold rows always hold lists of these


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence with the rows of its table, in order; `label` is its genre, its shape and its number among that shape."""

    label: str
    text: str
    rows: tuple[dict[str, str], ...]


@cache
def sentences() -> tuple[Sentence, ...]:
    counts: Counter[str] = Counter()
    bank: list[Sentence] = []
    for table in TABLES:
        lines = [line for line in table.read_text(encoding="utf8").splitlines() if not line.startswith("#")]
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["text"]:
                shape = f"{table.stem}-{row['shape']}"
                counts[shape] += 1
                bank.append(Sentence(f"{shape}-{counts[shape]}", row["text"], (row,)))
            else:
                bank[-1] = Sentence(bank[-1].label, bank[-1].text, (*bank[-1].rows, row))
    return tuple(bank)


def gold_rows(sentence: Sentence) -> list[dict[str, Any]]:
    """The rows as gold rows: quotes sought in order from the one before, accepted answers as lists."""
    rows, start, end = [], 0, 0
    for row in sentence.rows:
        quote = row["quote"].removeprefix("^")
        if quote == "-":
            end = len(sentence.text)
        elif quote == row["quote"]:
            start = sentence.text.index(quote, end)
            end = start + len(quote)
        rows.append({**_answers(row), "doc": sentence.label, "start": start, "end": end, "quote": quote})
    return rows


def _answers(row: dict[str, str]) -> dict[str, Any]:
    """The cells as a gold row's fields: lists where several answers are accepted, numbers where numbers stand."""
    answers: dict[str, Any] = {}
    for column, cell in row.items():
        accepted: list[Any] = [None if one in ("-", "") else one for one in cell.split("|")]
        if column in ("value", "high"):
            accepted = [one and float(one) for one in accepted]
        name = "value_high" if column == "high" else column
        answers[name] = accepted if name in NAMES or len(accepted) > 1 else accepted[0]
    return answers


@cache
def problems(sentence: Sentence) -> tuple[dict[str, Any], ...]:
    """What is wrong with each row of a sentence, by field, each with what was read."""
    page = zb.read(sentence.text, published=PUBLISHED)
    made = frame_rows(page.indicators, doc=sentence.label)
    gold = gold_rows(sentence)
    wanted = [row for row in gold if row["kind"] is not None]
    judged = {id(verdict.gold): verdict for verdict in verdicts(wanted, made) if verdict.gold}
    return tuple(
        _wrong(judged[id(row)], cells) if id(row) in judged else _spurious(row, made)
        for row, cells in zip(gold, sentence.rows, strict=True)
    )


def _wrong(verdict: Verdict, cells: dict[str, str]) -> dict[str, Any]:
    """The fields that are read wrong; an empty cell is not judged."""
    if verdict.made is None:
        return {"missed": None}
    return {name: verdict.made[name] for name in verdict.wrong if cells[name]}


def _spurious(row: dict[str, Any], made: list[dict[str, Any]]) -> dict[str, Any]:
    """Rows that were made where nothing measures: in the whole sentence, or over the quote."""
    over = [one["quote"] for one in made if one["start"] < row["end"] and row["start"] < one["end"]]
    return {"spurious": over} if over else {}


def declared(row: dict[str, str]) -> set[str]:
    """What the table says is read wrong so far."""
    return set(filter(None, row["fails"].split(",")))


@pytest.mark.parametrize("sentence", [pytest.param(one, id=one.label) for one in sentences()])
def test_sentence(sentence: Sentence) -> None:
    """Every row is read as the table says, and what `fails` names is read wrong still: what is mended leaves the column."""
    wrong: dict[str, Any] = {}
    mended: dict[str, Any] = {}
    for row, found in zip(sentence.rows, problems(sentence), strict=True):
        place = f"{row['quote']} {row['indicator']}"
        wrong |= {f"{place}: {name}": found[name] for name in found.keys() - declared(row)}
        mended |= {f"{place}: {name}": row.get(name) for name in declared(row) - found.keys()}
    assert (wrong, mended) == ({}, {}), sentence.text


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(one, id=one.label, marks=pytest.mark.xfail(strict=True, reason=", ".join(sorted(names))))
        for one in sentences()
        if (names := {name for row in one.rows for name in declared(row)})
    ],
)
def test_known_failure(sentence: Sentence) -> None:
    """A sentence that is not read wholly right so far; the reason names the fields."""
    assert not any(problems(sentence))


def test_the_bank_is_well_formed() -> None:
    """No sentence stands twice, and `fails` names fields."""
    assert len(sentences()) >= 300
    assert max(Counter(one.text for one in sentences()).values()) == 1
    fields = {*FIELDS, "missed", "spurious"}
    assert all(declared(row) <= fields for one in sentences() for row in one.rows)
