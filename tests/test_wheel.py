"""The compiled wheel: what it names is there, and its rows are those of the sources. The other tests run against it too."""

import os
import shutil
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import zhibiao as zb

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "hunan-daily-2026-02-28.txt"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf8"))
COMPILED: list[str] = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["mypyc"]["include"]
FROM_WHEEL = Path(zb.__file__).parent.parent != ROOT / "src"
in_wheel = pytest.mark.skipif(not FROM_WHEEL, reason="for make test-wheel")


@pytest.mark.parametrize("path", COMPILED)
def test_what_is_compiled_is_a_module(path: str) -> None:
    assert path.startswith("/src/zhibiao/") and (ROOT / path[1:]).is_file()


def test_what_travels_between_processes_is_not_compiled() -> None:
    assert not {"model", "page", "errors", "engines"} & {Path(path).stem for path in COMPILED}


@in_wheel
@pytest.mark.skipif(not shutil.which("cc"), reason="without a C compiler the wheel is plain Python")
def test_every_module_that_is_named_is_compiled() -> None:
    modules = [import_module(f"zhibiao.{Path(path).stem}") for path in COMPILED]
    assert [module.__name__ for module in modules if str(module.__file__).endswith(".py")] == []


@in_wheel
def test_its_rows_are_those_of_the_sources(tmp_path: Path) -> None:
    wheel, sources = tmp_path / "wheel.jsonl", tmp_path / "sources.jsonl"
    zb.write(zb.read(SEED, published="2026-02-28").indicators, wheel)
    code = (
        f"import zhibiao as zb; zb.write(zb.read({str(SEED)!r}, '2026-02-28').indicators, {str(sources)!r})"
    )
    subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, check=True
    )
    assert wheel.read_bytes() == sources.read_bytes()
