"""Rows scored against gold rows: indicators, articles and recognitions.

Takes gold rows and the rows that zhibiao made, both as mappings with the columns' names and `doc`; gives a verdict on each
indicator row with figures over any part of them, and a report for articles and for recognitions. Which answers are accepted
is the gold rows' business: `indicator`, `subject`, `period` and `status` hold lists of accepted answers, any other field may.

A gold row is paired with the made row that overlaps it and agrees best, one to one. A number that is found is right in a
field when it equals an accepted answer; names (`indicator`, `subject`, `scope`) are right when they share enough characters
with one (`NAME_OK`). `row_f1` counts the rows that are right in every field.

>>> gold = [{"start": 0, "end": 3, "value": 12, "unit": "%", "bound": "=", "kind": "growth", "indicator": ["客流"]}]
>>> gold[0].update(basis=None, scope=None, subject=["全市"], period=[None], status=["actual"])
>>> made = [{**gold[0], "indicator": "客流", "subject": "全市", "period": None, "status": "actual", "unit": None}]
>>> figures(verdicts(gold, made))["unit"], figures(verdicts(gold, made))["value"]
(0.0, 1.0)
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

Row = Mapping[str, Any]
FIELDS = ("value", "unit", "bound", "kind", "basis", "indicator", "subject", "period", "scope", "status")
NAME_OK = 0.8  # character F1 from which a name counts as the same
CUT_ELSEWHERE = 0.4  # and from which it is the same name with other bounds
ARTICLE_TEXTS = ("title", "kicker", "subtitle", "column")
ARTICLE_LISTS = ("authors", "photographers", "headings")
RECOGNITION_FIELDS = ("section", "recipient", "leads", "work", "detail", "honour", "granted_by")
RECOGNITION_WEIGHT = {"work": 3, "detail": 3}  # what tells one recognition of a list from the next
SAME_RECOGNITION = 4  # the least agreement at which two recognitions are taken for the same one


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one row: `found` with the fields that are `wrong`, `missed`, `spurious`, or `optional`.

    `trend` marks rows without a number, `name` is how like the indicator's name is to an accepted one, 0 to 1.
    """

    doc: str | None
    outcome: Literal["found", "missed", "spurious", "optional"]
    trend: bool
    gold: Row | None
    made: Row | None
    wrong: tuple[str, ...] = ()
    name: float = 0.0

    @property
    def kind(self) -> str:
        """The kind that the gold row names first; of a spurious row, its own."""
        kind = (self.gold or self.made or {}).get("kind")
        return str(kind[0] if isinstance(kind, list) else kind)


# Indicators


def sorts(verdict: Verdict) -> tuple[str, ...]:
    """What kind of miss a verdict is, a few words for each field that is wrong; nothing where the row is right.

    A name that shares characters with an accepted one is `cut elsewhere`: its bounds are wrong (`罚` for `被罚`), not its place.

    >>> gold, made = {"indicator": ["存款余额"], "period": ["2025"]}, {"indicator": "各项存款余额总", "period": None}
    >>> sorts(Verdict("a", "found", False, gold, made, ("indicator", "period"), 0.7))
    ('indicator cut elsewhere', 'no period')
    """
    if verdict.outcome in ("missed", "spurious"):
        return ("not found" if verdict.outcome == "missed" else "made up",)
    return tuple(_sort(name, verdict.made or {}, verdict.gold or {}) for name in verdict.wrong)


def _sort(name: str, made: Row, gold: Row) -> str:
    wanted = gold[name] if isinstance(gold[name], list) else [gold[name]]
    if _nothing(made.get(name)) and name != "value":
        return f"no {name}"
    if name in ("indicator", "subject") and _name_score(made[name], wanted) >= CUT_ELSEWHERE:
        return f"{name} cut elsewhere"
    return f"another {name}"


def verdicts(gold: Iterable[Row], made: Iterable[Row]) -> list[Verdict]:
    """A verdict for each gold row, and one for each made row of a document of the gold that matches none."""
    wanted, got = _by_doc(gold), _by_doc(made)
    return [verdict for doc, rows in wanted.items() for verdict in _document(doc, rows, got.get(doc, []))]


def figures(given: Sequence[Verdict]) -> dict[str, float]:
    """Precision, recall and f1 of numbers, the share of found ones right in each field, and the whole rows' f1.

    `doc_mean` is the mean over documents of their row_f1; `trend_found` and `trend_precision` are of rows without a number.
    """
    numbers = [v for v in given if not v.trend and v.outcome != "optional"]
    found = [v for v in numbers if v.outcome == "found"]
    wanted = sum(v.outcome != "spurious" for v in numbers)
    made = sum(v.outcome != "missed" for v in numbers)
    full = sum(not v.wrong for v in found)
    precision, recall = _share(len(found), made), _share(len(found), wanted)
    report: dict[str, float] = {"gold": wanted, "found": len(found), "spurious": made - len(found)}
    report |= {"precision": precision, "recall": recall, "f1": _f1(precision, recall)}
    report |= {name: _share(sum(name not in v.wrong for v in found), len(found)) for name in FIELDS}
    report["name_similarity"] = _share(sum(v.name for v in found), len(found))
    report["row_f1"] = _f1(_share(full, made), _share(full, wanted))
    return report


def report(given: Sequence[Verdict]) -> dict[str, float]:
    """`figures` of all rows, with the mean over documents and the trends."""
    docs = by(given, lambda verdict: verdict.doc or "")
    trends = [v for v in given if v.trend and v.outcome != "optional"]
    right = sum(v.outcome == "found" and not v.wrong for v in trends)
    made_wrongly = sum(v.outcome == "spurious" for v in trends)
    return {
        **figures(given),
        "doc_mean": _share(float(docs["row_f1"].sum()), len(docs)),
        "trend_found": _share(right, sum(v.outcome != "spurious" for v in trends)),
        "trend_precision": _share(right, right + made_wrongly),
    }


def by(given: Iterable[Verdict], group: Callable[[Verdict], str]) -> pd.DataFrame:
    """`figures` of each group of rows, a row a group, groups in order of their names."""
    groups: defaultdict[str, list[Verdict]] = defaultdict(list)
    for verdict in given:
        groups[group(verdict)].append(verdict)
    return pd.DataFrame.from_dict({name: figures(groups[name]) for name in sorted(groups)}, orient="index")


def _document(doc: str | None, gold: list[Row], made: list[Row]) -> list[Verdict]:
    pairs = dict(_pairs(gold, made))
    taken = set(pairs.values())
    rows = [_verdict(doc, row, made[pairs[i]] if i in pairs else None) for i, row in enumerate(gold)]
    spare = [row for j, row in enumerate(made) if j not in taken]
    return rows + [Verdict(doc, "spurious", _nothing(row.get("value")), None, row) for row in spare]


def _pairs(gold: list[Row], made: list[Row]) -> list[tuple[int, int]]:
    """One-to-one pairs of overlapping rows, the best-agreeing first."""
    candidates = []
    for i, wanted in enumerate(gold):
        for j, got in enumerate(made):
            overlap = min(wanted["end"], got["end"]) - max(wanted["start"], got["start"])
            if overlap > 0:
                share = overlap / max(wanted["end"] - wanted["start"], got["end"] - got["start"])
                agree = sum(_right(name, got, wanted) for name in FIELDS)
                candidates.append((share + agree + _indicator_score(got, wanted), i, j))
    return _one_to_one(candidates)


def _one_to_one(candidates: list[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """The best-scored pairs in which nothing stands twice."""
    left, right, pairs = set(), set(), []
    for _, i, j in sorted(candidates, reverse=True):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def _verdict(doc: str | None, gold: Row, made: Row | None) -> Verdict:
    trend = _nothing(gold["value"])
    if gold.get("optional"):
        return Verdict(doc, "optional", trend, gold, made)
    if made is None:
        return Verdict(doc, "missed", trend, gold, None)
    fields = ("value", "bound") if trend else FIELDS
    wrong = tuple(name for name in fields if not _right(name, made, gold))
    return Verdict(doc, "found", trend, gold, made, wrong, _indicator_score(made, gold))


def _right(name: str, made: Row, gold: Row) -> bool:
    """Whether a field holds an accepted answer."""
    if name == "value":
        return _in_any(_same_number, made.get("value"), gold.get("value")) and _in_any(
            _same_number, made.get("value_high"), gold.get("value_high")
        )
    return RIGHT.get(name, _equal_any)(made.get(name), gold.get(name))


def _in_any(same: Callable[[Any, Any], bool], got: Any, want: Any) -> bool:
    return any(same(got, one) for one in (want if isinstance(want, list) else [want]))


def _same_number(got: Any, want: Any) -> bool:
    if _nothing(got) or _nothing(want):
        return _nothing(got) and _nothing(want)
    return abs(float(got) - float(want)) <= 1e-9 * max(1.0, abs(float(got)))


def _equal_any(got: Any, want: Any) -> bool:
    return _in_any(lambda a, b: (_nothing(a) and _nothing(b)) or bool(a == b), got, want)


def _name_right(got: Any, want: Any) -> bool:
    return _name_score(got, want) >= NAME_OK


def _scope_right(got: Any, want: Any) -> bool:
    """A scope that the gold does not name is not judged."""
    return _in_any(lambda a, b: not b or _name_score(a, [b]) >= NAME_OK, got, want)


def _period_right(got: Any, want: Sequence[str | None]) -> bool:
    return any((_nothing(got) and one is None) or got == one for one in want)


def _status_right(got: Any, want: Sequence[str]) -> bool:
    return (got or "actual") in (want or ["actual"])


RIGHT: dict[str, Callable[[Any, Any], bool]] = {
    "indicator": _name_right,
    "subject": _name_right,
    "scope": _scope_right,
    "period": _period_right,
    "status": _status_right,
}


def _indicator_score(made: Row, gold: Row) -> float:
    return _name_score(made.get("indicator"), gold["indicator"])


def _name_score(got: Any, accepted: Sequence[str | None]) -> float:
    """The best character F1 with an accepted name, 0 to 1; 1 where none is given."""
    names = [name for name in accepted if name]
    return max((_character_f1("" if _nothing(got) else got, name) for name in names), default=1.0)


def _character_f1(a: str, b: str) -> float:
    a, b = _bare(a), _bare(b)
    if not a or not b:
        return float(a == b)
    common = sum((Counter(a) & Counter(b)).values())
    return 2 * common / (len(a) + len(b))


def _bare(text: str) -> str:
    return re.sub(r"[\s“”‘’\"'《》（）()、，。的]", "", text)


# Articles and recognitions


def score_articles(gold: Iterable[Row], made: Iterable[Row]) -> dict[str, float]:
    """Articles put back together, scored by paragraph, by field and whole; spaces are ignored.

    A paragraph is right when it stands, whole, in the article it belongs to.
    """
    wanted, got = _by_doc(gold), _by_doc(made)
    fields: Counter[str] = Counter()
    for doc in {**wanted, **got}:
        fields += _score_page(wanted.get(doc, []), got.get(doc, []))
    articles = fields["gold"]
    precision, recall = (
        _share(fields["right"], fields["made_paragraphs"]),
        _share(fields["right"], fields["paragraphs"]),
    )
    report: dict[str, float] = {"articles": articles, "made": fields["made"]}
    report |= {
        "paragraph_precision": precision,
        "paragraph_recall": recall,
        "paragraph_f1": _f1(precision, recall),
    }
    report |= {
        name: _share(fields[name], articles) for name in (*ARTICLE_TEXTS, *ARTICLE_LISTS, "complete", "order")
    }
    report["whole"] = _share(fields["whole"], max(articles, fields["made"]))
    return report


def _score_page(gold: list[Row], made: list[Row]) -> Counter[str]:
    counts = Counter(gold=len(gold), made=len(made))
    counts["paragraphs"] = sum(len(row["paragraphs"]) for row in gold)
    counts["made_paragraphs"] = sum(len(row.get("paragraphs") or []) for row in made)
    scored = [
        (_shared(wanted, got) + _same_text(got.get("title"), wanted["title"]), i, j)
        for i, wanted in enumerate(gold)
        for j, got in enumerate(made)
    ]
    for i, j in _one_to_one([one for one in scored if one[0]]):
        verdict = _article_right(gold[i], made[j])
        counts["right"] += _shared(gold[i], made[j])
        counts.update(name for name, good in verdict.items() if good)
        counts["whole"] += all(verdict.values())
    return counts


def _article_right(gold: Row, made: Row) -> dict[str, bool]:
    right = {name: _same_text(made.get(name), gold.get(name)) for name in ARTICLE_TEXTS}
    right |= {name: sorted(_lines(made, name)) == sorted(_lines(gold, name)) for name in ARTICLE_LISTS}
    right["complete"] = bool(gold.get("complete", True)) == bool(made.get("complete", True))
    right["order"] = _lines(made, "paragraphs") == _lines(gold, "paragraphs")
    return right


def _shared(gold: Row, made: Row) -> int:
    return sum((Counter(_lines(gold, "paragraphs")) & Counter(_lines(made, "paragraphs"))).values())


def _lines(row: Row, name: str) -> list[str]:
    return [_unspaced(line) for line in row.get(name) or []]


def _same_text(got: Any, want: Any) -> bool:
    return _in_any(lambda a, b: _unspaced(a) == _unspaced(b), got, want)


def _unspaced(text: str | None) -> str:
    return re.sub(r"\s|^—+|—+$", "", text or "")


def score_recognitions(gold: Sequence[Row], made: Sequence[Row]) -> dict[str, float]:
    """Recognitions: how many were found, how many made up, how many whole, and the share of gold right in each field."""
    scored = [
        (_recognition_score(wanted, got), i, j) for i, wanted in enumerate(gold) for j, got in enumerate(made)
    ]
    pairs = _one_to_one([one for one in scored if one[0] >= SAME_RECOGNITION])
    right = [
        {name: _recognition_right(name, made[j], gold[i]) for name in RECOGNITION_FIELDS} for i, j in pairs
    ]
    report: dict[str, float] = {"gold": len(gold), "found": len(pairs), "spurious": len(made) - len(pairs)}
    report["whole"] = sum(all(one.values()) for one in right)
    return report | {name: _share(sum(one[name] for one in right), len(gold)) for name in RECOGNITION_FIELDS}


def _recognition_score(gold: Row, made: Row) -> int:
    return sum(RECOGNITION_WEIGHT.get(f, 1) * _recognition_right(f, made, gold) for f in RECOGNITION_FIELDS)


def _recognition_right(name: str, made: Row, gold: Row) -> bool:
    got, want = made.get(name), gold[name]
    if name == "leads":
        return sorted(map(_unquoted, got or [])) in [sorted(map(_unquoted, one)) for one in want]
    return _in_any(lambda a, b: _unquoted(a) == _unquoted(b), got, want)


def _unquoted(text: str | None) -> str:
    return re.sub(r"[\s“”‘’\"'《》]", "", text or "")


def _by_doc(rows: Iterable[Row]) -> dict[str | None, list[Row]]:
    groups: dict[str | None, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.get("doc"), []).append(row)
    return groups


def _nothing(value: Any) -> bool:
    return value is None or value == "" or value != value


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _share(part: float, total: float) -> float:
    return part / total if total else 0.0
