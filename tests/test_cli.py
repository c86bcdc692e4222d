"""The command line: what goes to which stream and file, and the exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import zhibiao as zb

ROOT = Path(__file__).parent.parent


def run(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command as a user calls it, in a process of its own."""
    code = "from zhibiao.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf8",
    )  # fmt: skip


OPEN = "zhibiao: 青江日报.txt: 青江市 is in no table of divisions: rows on it have no code.\n"


@pytest.mark.parametrize("command", ["extract", "articles", "recognitions", "blocks"])
def test_without_output_a_table_goes_to_standard_output(command: str, made_up_path: Path) -> None:
    done = run(command, made_up_path.name, "--published", "2026-03-03", cwd=made_up_path.parent)
    assert (done.returncode, done.stderr) == (0, OPEN)
    assert done.stdout.startswith("doc,id,")
    assert "青江日报.txt" in done.stdout


def test_extract_to_json_lines(made_up_path: Path) -> None:
    done = run(
        "extract",
        made_up_path.name,
        "--published",
        "2026-03-03",
        "-o",
        "out/rows.jsonl",
        cwd=made_up_path.parent,
    )
    assert (done.returncode, done.stdout) == (0, "")
    rows = [
        json.loads(line)
        for line in (made_up_path.parent / "out" / "rows.jsonl").read_text("utf8").splitlines()
    ]
    assert {row["doc"] for row in rows} == {"青江日报.txt"}
    assert {
        "indicator",
        "value",
        "unit",
        "bound",
        "kind",
        "basis",
        "subject",
        "period",
        "scope",
        "status",
    } <= set(rows[0])


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_extract_to_other_files(ending: str, made_up_path: Path) -> None:
    done = run("extract", made_up_path.name, "-o", f"rows.{ending}", cwd=made_up_path.parent)
    assert done.returncode == 0
    readers = {"csv": pd.read_csv, "xlsx": pd.read_excel, "parquet": pd.read_parquet}
    assert "320.5亿元" in readers[ending](made_up_path.parent / f"rows.{ending}")["quote"].tolist()


def test_extract_to_a_folder_and_to_sdmx(made_up_path: Path) -> None:
    folder = made_up_path.parent
    done = run("extract", made_up_path.name, "--published", "2026-03-03", "-o", "out/", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "")
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["datapackage.json", "indicators.csv"]
    done = run("extract", made_up_path.name, "-o", "out/rows.sdmx.csv", cwd=folder)
    assert done.returncode == 0
    assert "zhibiao: 1 of 6 rows are not in out/rows.sdmx.csv: SDMX has no place" in done.stderr
    assert "Warning" not in done.stderr


def test_all_tables_in_one_workbook_or_folder(made_up_path: Path) -> None:
    folder = made_up_path.parent
    day = ("--published", "2026-03-03")
    done = run("tables", made_up_path.name, *day, "-o", "page.xlsx", cwd=folder)
    assert done.returncode == 0
    assert done.stderr.splitlines()[0] == "page.xlsx: all tables, pages read: 1"
    assert list(pd.read_excel(folder / "page.xlsx", sheet_name=None)) == [
        "articles", "indicators", "recognitions", "blocks", "dictionary",
    ]  # fmt: skip
    assert run("tables", made_up_path.name, *day, "-o", "page/", cwd=folder).returncode == 0
    assert (folder / "page" / "datapackage.json").exists()


def test_articles_hold_what_a_page_is_judged_by(made_up_path: Path) -> None:
    run("articles", made_up_path.name, "-o", "articles.jsonl", cwd=made_up_path.parent)
    (row,) = [
        json.loads(line) for line in (made_up_path.parent / "articles.jsonl").read_text("utf8").splitlines()
    ]
    assert (row["title"], row["authors"], row["complete"]) == ("青江市去年外贸增势良好", ["林一帆"], True)
    assert len(row["paragraphs"]) == 2


def test_pages_that_can_be_read_are_written_and_the_others_named(made_up_path: Path) -> None:
    done = run("extract", "missing.txt", made_up_path.name, "-o", "rows.csv", cwd=made_up_path.parent)
    assert done.returncode == 1
    assert "missing.txt" in done.stderr
    assert (made_up_path.parent / "rows.csv").exists()


WRONG = [  # arguments, exit code, what standard error says
    (["extract", "missing.txt"], 1, "missing.txt", "a missing page"),
    (["extract", "PAGE", "--published", "soon"], 1, "soon", "no date"),
    (["extract", "PAGE", "-o", "rows.doc"], 1, ".parquet", "an unknown ending"),
    (["tables", "PAGE", "-o", "rows.csv"], 1, "one table", "all tables for a file of one"),
    (["articles", "PAGE", "-o", "rows.sdmx.csv"], 1, "page.indicators", "articles as observations"),
    (["extract"], 2, "PAGE", "no page"),
    (["translate", "PAGE"], 2, "translate", "no such command"),
    (["extract", "PAGE", "--colour"], 2, "--colour", "no such option"),
    (["report", "missing.txt"], 1, "missing.txt", "a report of a missing page"),
    (["evaluate", "."], 1, "docs.tsv", "a folder without gold rows"),
]


@pytest.mark.parametrize(("arguments", "code", "message", "label"), WRONG, ids=[row[-1] for row in WRONG])
def test_what_goes_wrong_is_said_without_a_traceback(
    arguments: list[str], code: int, message: str, label: str, made_up_path: Path
) -> None:
    done = run(*(made_up_path.name if one == "PAGE" else one for one in arguments), cwd=made_up_path.parent)
    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert sorted(path.name for path in made_up_path.parent.iterdir()) == [made_up_path.name]
    if code == 1:
        assert done.stderr.count("\n") == 1


def test_the_version(tmp_path: Path) -> None:
    done = run("--version", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"zhibiao {zb.__version__}\n")


def test_an_unknown_day_is_said_with_what_to_pass(made_up_path: Path) -> None:
    done = run("extract", made_up_path.name, cwd=made_up_path.parent)
    assert done.returncode == 0
    assert "day of publication is unknown" in done.stderr
    assert "--published 2026-02-28" in done.stderr


def test_a_folder_is_its_pages(made_up_path: Path) -> None:
    done = run("extract", ".", "--published", "2026-03-03", cwd=made_up_path.parent)
    assert (done.returncode, done.stderr) == (0, OPEN)
    assert "青江日报.txt" in done.stdout


def test_a_missing_page_is_not_taken_for_a_text(tmp_path: Path) -> None:
    assert "the text itself" not in run("extract", "missing.txt", cwd=tmp_path).stderr


def test_help_names_the_commands(tmp_path: Path) -> None:
    done = run("--help", cwd=tmp_path)
    assert done.returncode == 0
    for command in ("extract", "articles", "recognitions", "blocks", "tables", "report", "evaluate"):
        assert command in done.stdout


def test_evaluate_prints_figures_and_writes_tables(tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    (gold / "docs").mkdir(parents=True)
    (gold / "docs" / "a.txt").write_text("青江市去年完成投资120亿元。", encoding="utf8")
    (gold / "docs.tsv").write_text("doc\tpublished\tgenre\na.txt\t2026-02-28\tlocal\n", encoding="utf8")
    row = {
        "doc": "a.txt", "start": 9, "end": 14, "quote": "120亿元", "value": 1.2e10, "value_high": None, "unit": "元",
        "bound": "=", "kind": "level", "basis": None, "indicator": ["投资", "完成投资"], "subject": ["青江市"],
        "period": ["2025"], "scope": None, "status": ["actual"], "optional": False,
    }  # fmt: skip
    far = {**row, "start": 1, "end": 2, "quote": "江"}
    (gold / "gold.jsonl").write_text("".join(json.dumps(one) + "\n" for one in (row, far)), encoding="utf8")
    done = run("evaluate", "gold", "-o", "table.csv", "--misses", "misses.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "row_f1" in done.stdout
    table = pd.read_csv(tmp_path / "table.csv")
    assert table[["by", "group"]].to_records(index=False).tolist() == [
        ("all", "all"), ("kind", "level"), ("genre", "local"), ("doc", "a.txt"),
    ]  # fmt: skip
    assert table["recall"].tolist() == [0.5] * 4
    misses = pd.read_csv(tmp_path / "misses.csv")
    missed = misses.loc[misses["outcome"] == "missed", ["quote", "sentence"]]
    assert missed.to_records(index=False).tolist() == [("江", "青江市去年完成投资120亿元。")]
