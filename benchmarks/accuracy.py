"""How right the rows are: on the seed page, and on gold texts in two parts where ZHIBIAO_GOLD says where they are.

Prints a table of figures, a column a part. With `--write` it also writes `data/accuracy.csv` and `data/accuracy_by_genre.csv`,
which the notebook *How far can you trust it?* reads, and the same figures into the READMEs:

    ZHIBIAO_GOLD=path/to/gold python benchmarks/accuracy.py --write

With `--numbers FILE` it reads short number cases (JSON: a list of objects with `text` and `numbers`, each with `quote` and
`value`) and prints how many of the numbers are read right.
"""

import argparse
import json
import os
import re
from pathlib import Path

import pandas as pd

import zhibiao as zb
from zhibiao.evaluation import Evaluation, evaluate, judge, parts, read_rows
from zhibiao.export import write_bytes
from zhibiao.numerals import parse_number
from zhibiao.quantities import find_quantities
from zhibiao.trust import FIGURES, PARTS

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
ROWS = re.compile(r"(?<=\n)\| `texts` \| .*?\n(?=\n)", re.DOTALL)
BY_GENRE = ["texts", "numbers", "value", "period", "indicator", "subject", "row_f1"]


def main() -> None:
    """Measure, print, and write where that is asked for."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--write", action="store_true", help="refresh data/ and the READMEs")
    asked.add_argument("--numbers", metavar="FILE", help="short number cases to read")
    options = asked.parse_args()
    if options.numbers:
        right, all_numbers = numbers_right(json.loads(Path(options.numbers).read_text(encoding="utf8")))
        print(f"{right} of {all_numbers} numbers read right, {right / all_numbers:.1%}")
        return
    measured = evaluations()
    table = figures(measured)
    print(table.to_string())
    if options.write and set(measured) == set(PARTS):
        write_bytes(ROOT / "data" / "accuracy.csv", table.to_csv().encode())
        write_bytes(ROOT / "data" / "accuracy_by_genre.csv", by_genre(measured["held_out"]).to_csv().encode())
        for name in READMES:
            text = ROWS.sub(lambda _: markdown(table), (ROOT / name).read_text(encoding="utf8"), count=1)
            write_bytes(ROOT / name, text.encode())
    elif options.write:
        raise SystemExit("nothing written: set ZHIBIAO_GOLD to the folder of gold texts first")


def evaluations() -> dict[str, Evaluation]:
    """The evaluation of each part that is at hand."""
    page = zb.read(ROOT / "seeds" / "hunan-daily-2026-02-28.txt", published="2026-02-28")
    found = {"seed_page": judge(page, read_rows(ROOT / "data" / "gold" / "seed.jsonl"))}
    texts = Path(os.environ.get("ZHIBIAO_GOLD", "no-such-folder")) / "dev"
    if texts.is_dir():
        found |= {name.replace(" ", "_"): evaluate(texts, docs) for name, docs in parts(texts).items()}
    return found


def figures(measured: dict[str, Evaluation]) -> pd.DataFrame:
    """A row a figure, a column a part; counts of texts and numbers first. Text, so that files keep three places."""
    columns = {}
    for part, evaluation in measured.items():
        scores = evaluation.report()
        counts = {"texts": str(len(evaluation.texts)), "numbers": str(int(scores["gold"]))}
        columns[part] = counts | {name: f"{scores[name]:.3f}" for name in (*FIGURES, "doc_mean")}
    return pd.DataFrame(columns).rename_axis("figure")


def by_genre(evaluation: Evaluation) -> pd.DataFrame:
    """A row a genre, the best-read first."""
    table = evaluation.table().loc["genre"].rename(columns={"gold": "numbers"})
    texts = pd.Series(list(evaluation.genres.values())).value_counts()
    table = table.assign(texts=texts).sort_values("row_f1", ascending=False, kind="stable")[BY_GENRE]
    return table.astype({"numbers": int}).round(3).rename_axis("genre")


def markdown(table: pd.DataFrame) -> str:
    """The rows of the table as the READMEs have them."""
    rows = zip(table.index, table.to_numpy().tolist(), strict=True)
    return "".join(f"| {' | '.join([f'`{name}`', *row])} |\n" for name, row in rows)


def numbers_right(cases: list[dict[str, list[dict[str, str]]]]) -> tuple[int, int]:
    """How many numbers have the value that their case gives, by themselves (hedges and all), and how many there are.

    A share is the same said in per cent (三分之一 as 33.33 %) or as a fraction.
    """
    numbers = [number for case in cases for number in case["numbers"]]
    return sum(_read_right(number["quote"], float(number["value"])) for number in numbers), len(numbers)


def _read_right(quote: str, wanted: float) -> bool:
    found = find_quantities(quote)
    values = [parse_number(quote), *(q.value for q in found if len(found) == 1)]
    close = 1e-4 * max(1.0, abs(wanted))
    return any(value is not None and abs(value - wanted) < close for value in values)


if __name__ == "__main__":
    main()
