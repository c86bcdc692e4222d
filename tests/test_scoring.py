"""Scoring: verdicts on made-up rows, and the same figures as the scripts that came with the gold rows, where those are."""

import importlib.util
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from zhibiao.scoring import figures, report, score_articles, score_recognitions, verdicts

GOLD = Path(__file__).parent.parent / "data" / "gold"
TOOLS = Path(os.environ.get("ZHIBIAO_GOLD", "no-such-folder")).parent / "tools"
needs_scripts = pytest.mark.skipif(
    not TOOLS.is_dir(), reason="ZHIBIAO_GOLD is not set, or no tools beside it"
)

WANTED = {
    "doc": "a.txt", "start": 10, "end": 15, "quote": "120亿元", "value": 12000000000, "value_high": None, "unit": "元",
    "bound": ">", "kind": ["level", "change"], "basis": None, "indicator": ["完成投资", "投资"], "subject": ["青江市"],
    "period": ["2025", None], "scope": None, "status": ["actual"], "optional": False,
}  # fmt: skip
MADE = {
    **WANTED,
    "kind": "level",
    "indicator": "投资",
    "subject": "青江市",
    "period": "2025",
    "status": "actual",
}

VERDICTS = [  # what is changed in the made row, what is changed in the gold row, the fields that are then wrong
    ({}, {}, (), "wholly right"),
    ({"kind": "change"}, {}, (), "another accepted kind"),
    ({"kind": "growth"}, {}, ("kind",), "no accepted kind"),
    ({"period": None}, {}, (), "null is among the accepted periods"),
    ({"period": "2024"}, {}, ("period",), "another year"),
    ({"indicator": "完成的投资"}, {}, (), "的 does not count"),
    ({"indicator": "投资额度增速"}, {}, ("indicator",), "too few characters in common"),
    ({"indicator": None}, {}, ("indicator",), "no name where one is wanted"),
    ({"value": 12000000000.0000001}, {}, (), "the same but for rounding"),
    ({"value_high": 13000000000}, {}, ("value",), "a range where none is"),
    ({"unit": None}, {}, ("unit",), "no unit"),
    ({"scope": "全省"}, {}, (), "a scope that gold does not name is not judged"),
    ({"scope": None}, {"scope": "全省"}, ("scope",), "the scope is missing"),
    ({"status": None}, {}, (), "no status is actual"),
    ({"basis": "同比"}, {}, ("basis",), "a basis where none is"),
    ({"start": 9, "end": 12}, {}, (), "an overlapping quote is the same row"),
]


@pytest.mark.parametrize(("made", "gold", "wrong", "label"), VERDICTS, ids=[row[-1] for row in VERDICTS])
def test_fields_that_are_wrong(made: dict, gold: dict, wrong: tuple, label: str) -> None:
    (verdict,) = verdicts([{**WANTED, **gold}], [{**MADE, **made}])
    assert (verdict.outcome, verdict.wrong) == ("found", wrong)


def test_missed_spurious_and_optional_rows() -> None:
    far = {**MADE, "start": 90, "end": 95}
    optional = {**WANTED, "start": 50, "end": 52, "optional": True}
    judged = verdicts([WANTED, optional], [far, {**MADE, "start": 50, "end": 52}])
    assert [verdict.outcome for verdict in judged] == ["missed", "optional", "spurious"]
    assert figures(judged)["f1"] == 0


def test_rows_of_documents_without_gold_are_not_judged() -> None:
    assert len(verdicts([WANTED], [MADE, {**MADE, "doc": "other.txt"}])) == 1


def test_trends_are_scored_apart() -> None:
    trend = {**WANTED, "value": None, "bound": "<"}
    scores = report(
        verdicts(
            [trend], [{**MADE, "value": None, "bound": "<"}, {**MADE, "start": 70, "end": 72, "value": None}]
        )
    )
    assert (scores["gold"], scores["trend_found"], scores["trend_precision"]) == (0, 1.0, 0.5)


@needs_scripts
@pytest.mark.parametrize("seed", range(5))
def test_indicators_score_as_the_script_has_it(seed: int) -> None:
    gold = _rows("seed.jsonl")
    made = [_spoilt(row, random.Random(f"{seed}{i}")) for i, row in enumerate(gold)]
    made = [row for row in made if row["start"] % 11 != seed]
    assert report(verdicts(gold, made)) == pytest.approx(
        _script("evaluate").evaluate(gold, made)[0], abs=1e-12
    )


@needs_scripts
@pytest.mark.parametrize("seed", range(5))
def test_articles_score_as_the_script_has_it(seed: int) -> None:
    gold = _rows("seed_articles.jsonl")
    made = [_spoilt(row, random.Random(f"{seed}{i}")) for i, row in enumerate(gold)]
    assert score_articles(gold, made) == pytest.approx(
        _script("evaluate_page").evaluate(gold, made)[0], abs=1e-12
    )


@needs_scripts
@pytest.mark.parametrize("seed", range(5))
def test_recognitions_score_as_the_script_has_it(seed: int, tmp_path: Path) -> None:
    gold = _rows("seed_recognitions.jsonl")
    made = [_spoilt(row, random.Random(f"{seed}{i}")) for i, row in enumerate(gold)]
    made = [*made[seed:], {**made[0], "honour": "他"}]
    path = tmp_path / "made.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made), encoding="utf8")
    script = [sys.executable, TOOLS / "evaluate_recognitions.py", GOLD / "seed_recognitions.jsonl", path]
    words = subprocess.run(script, capture_output=True, check=True, text=True).stdout.split()
    printed = dict(zip(words[::2], map(float, words[1::2]), strict=True))
    assert score_recognitions(gold, made) == pytest.approx(printed, abs=0.0005)


def _rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf8").splitlines()]


def _script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _spoilt(row: dict, dice: random.Random) -> dict:
    """A gold row turned into one that zhibiao might make: an accepted answer for each list, and a field or two spoilt."""
    lists = {"authors", "photographers", "headings", "paragraphs"}
    accepted = {name: value for name, value in row.items() if isinstance(value, list) and name not in lists}
    made = {**row, **{name: dice.choice(answers) for name, answers in accepted.items()}}
    for name in dice.sample(sorted(made), dice.randrange(3)):
        if name not in ("doc", "start", "end"):
            made[name] = [] if isinstance(made[name], list) else None
    return made
