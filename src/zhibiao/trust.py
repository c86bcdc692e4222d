"""How far a page's rows can be trusted: what was measured on texts with gold rows, and on this page where it has some.

Takes a `Page`; gives Markdown or a frame, as `findings` does. The figures of other texts stand in `data/accuracy.csv`, which
`benchmarks/accuracy.py` writes; gold rows (what a careful reader finds) in `data/gold/`. A page has gold rows where a file there
names it and quotes its text. Where it has none, or where the tables are not at hand, the prose says so.

Accepted: any page. Never done: a figure for a page that nobody has read by hand.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from zhibiao.evaluation import Evaluation, judge, read_rows
from zhibiao.prose import Prose
from zhibiao.scoring import FIELDS, Row
from zhibiao.wording import amount, count, listed, present

if TYPE_CHECKING:
    from zhibiao.page import Page

FIGURES = {
    "f1": "numbers found 找到",
    "value": "value 数值",
    "unit": "unit 单位",
    "bound": "bound 界限",
    "kind": "kind 种类",
    "basis": "basis 对比基准",
    "scope": "scope 范围",
    "status": "status 状态",
    "period": "period 时间",
    "indicator": "indicator 指标",
    "subject": "subject 主体",
    "row_f1": "whole row 整行",
    "trend_found": "trends found 趋势",
    "trend_precision": "trends right 趋势",
}
"""The figures of the accuracy tables, as charts name them; `f1` is of finding numbers, `row_f1` of rows right in every
field, the last two of trends without a number."""

SHOWN = ("indicator", "subject", "kind")
"""What is shown of a row that was missed or made up."""

PARTS = {"seed_page": "the seed page", "open": "open texts", "held_out": "held-out texts"}
"""The columns of `data/accuracy.csv`. Rules were made from the first two; of the third only scores were looked at."""

ADVICE = {
    "indicator": "the name may be cut too short or too long, most in free prose: read the sentence",
    "subject": "whose it is may be the article's place where the text means a part of it: read the sentence",
    "unit": "rare measure words stay unread or take a character of the next word: read the quote",
    "period": "a year named in passing may be taken for the figure's own: read the sentence",
    "kind": "a rise without its verb beside it is read as a level: read the sentence",
    "basis": "what a change is compared with may stand a sentence before",
    "status": "a plan told without 目标, 力争 or 将 is read as reached",
    "bound": "a hedge far from its number may be lost",
    "scope": "among whom a place is taken may stand a sentence before",
    "value": "safe, signs apart: a fall told by an unusual verb may be positive",
}
"""What to look out for, by field."""


def told(page: Page) -> Prose:
    """How far to rely on a page's rows, in a few sentences (Markdown): this page's score, others' scores, its open ends."""
    evaluation, table = judged(page), measured()
    points = [
        _here(evaluation) if evaluation else _unjudged(page),
        *(
            [_elsewhere(table), _ranked(table)]
            if len(table)
            else ["No table of measured figures is at hand."]
        ),
        *_open_ends(page),
    ]
    return Prose("\n".join(f"- {point}" for point in points))


def judged(page: Page) -> Evaluation | None:
    """The page's rows against its gold rows, or None where nobody has read this page by hand."""
    for path in sorted(_data().glob("gold/*.jsonl")):
        rows = [row for row in read_rows(path) if row.get("doc") == page.name and "value" in row]
        if rows and all(page.text[row["start"] : row["end"]] == row["quote"] for row in rows):
            return judge(page, rows)
    return None


def measured() -> pd.DataFrame:
    """The committed figures: a row a figure (1 is all right), a column a part; empty where the table is not at hand."""
    return _table("accuracy")


def measured_by_genre() -> pd.DataFrame:
    """The same of the held-out texts, a row a genre, statistics releases first where they are read best."""
    return _table("accuracy_by_genre")


def side_by_side() -> pd.DataFrame:
    """The measured shares for a chart: rows and columns named for reading, the best-read on top."""
    table = measured()
    if table.empty:
        return table
    shares = table.reindex(list(FIGURES)).sort_values("held_out", ascending=False, kind="stable")
    return shares.rename(index=FIGURES, columns=PARTS)[list(PARTS.values())]


def by_field(page: Page) -> pd.DataFrame:
    """This page's score: a row a field with how many are right and wrong; empty without gold rows."""
    evaluation = judged(page)
    if evaluation is None:
        return pd.DataFrame(columns=["right", "wrong", "share right"])
    found = [v for v in evaluation.verdicts if v.outcome == "found" and not v.trend]
    wrong = {name: sum(name in v.wrong for v in found) for name in FIELDS}
    rows = {
        name: [len(found) - bad, bad, f"{1 - bad / max(len(found), 1):.1%}"] for name, bad in wrong.items()
    }
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["right", "wrong", "share right"])
    return table.rename_axis("field").sort_values("wrong", ascending=False, kind="stable")


def by_kind(page: Page) -> pd.DataFrame:
    """This page's score by kind of row: how many there are, found, made up, and right as a whole; empty without gold rows."""
    evaluation = judged(page)
    if evaluation is None:
        return pd.DataFrame(columns=["gold", "found", "made up", "whole rows right"])
    table = evaluation.table().loc["kind"]
    counts = table[["gold", "found", "spurious"]].astype("int64")
    shown = pd.DataFrame(counts).set_axis(["gold", "found", "made up"], axis="columns")
    whole = [f"{share:.1%}" for share in table["row_f1"]]
    return shown.assign(**{"whole rows right": whole}).rename_axis("kind")


def misses(page: Page) -> pd.DataFrame:
    """What went wrong on this page, with what kind of miss each is and its sentence; empty without gold rows."""
    columns = ["miss", "quote", "wanted", "made", "sentence"]
    evaluation = judged(page)
    if evaluation is None:
        return pd.DataFrame(columns=columns)
    bad = evaluation.bad()
    said = {"wanted": [_said(v.gold, v.wrong) for v in bad], "made": [_said(v.made, v.wrong) for v in bad]}
    return evaluation.misses().assign(**said)[columns].set_index("miss")


def where_not_to_rely() -> pd.DataFrame:
    """A row a field, the least safe first: how many of 100 are wrong on texts never seen, and what to look out for."""
    table = measured()
    if table.empty:
        return pd.DataFrame(columns=["wrong of 100", "look out"])
    shares = table["held_out"].reindex(list(ADVICE)).dropna().sort_values(kind="stable")
    wrong = [f"{100 * (1 - share):.1f}" for share in shares]
    return pd.DataFrame(
        {"wrong of 100": wrong, "look out": [ADVICE[name] for name in shares.index]}, shares.index
    )


def _here(evaluation: Evaluation) -> str:
    figures = evaluation.report()
    found = [v for v in evaluation.verdicts if v.outcome == "found" and not v.trend]
    whole = sum(not v.wrong for v in found)
    wrong = {name: sum(name in v.wrong for v in found) for name in FIELDS}
    worst = sorted((name for name in FIELDS if wrong[name]), key=lambda name: -wrong[name])
    said = f" Wrong: {listed(f'{name} {wrong[name]}' for name in worst)}." if worst else ""
    lost, made_up = (
        int(number) or "none" for number in (figures["gold"] - figures["found"], figures["spurious"])
    )
    return (
        f"**{whole} of {count(int(figures['gold']), 'number')} on this page are right in every field**, by a careful "
        f"reader's rows; {lost} missed, {made_up} made up.{said}{_not_judged(evaluation)}"
    )


def _not_judged(evaluation: Evaluation) -> str:
    """The rows of the page that this count leaves out, so that it adds up to all of them."""
    made = [v for v in evaluation.verdicts if v.made is not None]
    optional = sum(v.outcome == "optional" for v in made)
    trends = sum(v.trend and v.outcome != "optional" for v in made)
    told = [count(trends, "trend without a number", "trends without a number")] if trends else []
    told += (
        [count(optional, "row that may be read or not", "rows that may be read or not")] if optional else []
    )
    whole, judged = len(made), len(made) - optional - trends
    return (
        f" That is {judged} of the page's {count(whole, 'row')}; not counted are {listed(told)}."
        if told
        else ""
    )


def _unjudged(page: Page) -> str:
    held = count(len(page.indicators), "figure")
    return f"**No gold rows for this page** ({held} read): nobody has read it by hand, so what is right here is not known."


def _said(row: Row | None, wrong: tuple[str, ...]) -> str:
    """The fields that are wrong, or the whole of a row that has no counterpart; of several accepted answers the first two."""
    fields = ((name, (row or {}).get(name)) for name in wrong or SHOWN)
    told = ((name, value if isinstance(value, list) else [value]) for name, value in fields)
    return "; ".join(
        f"{name} {' or '.join(_answer(one) for one in answers[:2])}" for name, answers in told if row
    )


def _answer(value: object) -> str:
    return amount(value) if isinstance(value, float) else str(value) if present(value) else "none"


def _elsewhere(table: pd.DataFrame) -> str:
    """What to expect of a page that nobody has read: the figures of the held-out texts."""
    held = table["held_out"]
    safe = listed(f"{name} {held[name]:.1%}" for name in ("value", "unit", "kind", "period"))
    return (
        f"On {held['texts']:.0f} texts that no rule was made from ({held['numbers']:.0f} numbers), right are: {safe}; "
        f"**indicator {held['indicator']:.1%}, subject {held['subject']:.1%}**; {held['row_f1']:.1%} of rows as a whole."
    )


def _ranked(table: pd.DataFrame) -> str:
    shares = table["held_out"].reindex(list(FIELDS)).sort_values(kind="stable")
    least, most = list(shares.index[:2]), list(shares.index[::-1][:2])
    return f"So rely on {listed(most)} before {listed(least)}: a row's number is safer than its name."


def _open_ends(page: Page) -> list[str]:
    """How many rows leave something unsaid, on this page."""
    rows = page.indicators
    silent = {"a subject": "subject", "an indicator": "indicator", "a period": "period"}
    found = {said: int(rows[name].isna().sum()) for said, name in silent.items()}
    told = listed(f"{number} without {said}" for said, number in found.items() if number)
    held = f"In {count(len(rows), 'row')}, what the text was not read as saying is left open: {told}."
    return [held] if told else []


def _table(name: str) -> pd.DataFrame:
    path = _data() / f"{name}.csv"
    return pd.read_csv(path, index_col=0) if path.is_file() else pd.DataFrame()


def _data() -> Path:
    """Where the tables are: inside an installed zhibiao, or beside `src` in the repository."""
    package = Path(__file__).parent
    inside: Any = package / "data"
    return inside if inside.is_dir() else package.parents[1] / "data"
