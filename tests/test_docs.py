"""The pages for readers: both READMEs say the same, what they name is there, and the data dictionary is as the code has it."""

import re
from pathlib import Path

import pytest
from PIL import Image

from zhibiao import charts, dictionary, export, sdmx
from zhibiao.lexicon import table as lexicon
from zhibiao.tables import TABLES

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
PAGES = (*READMES, "data/README.md", "docs/extending.md")
HAN = re.compile("[一-龥]")


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf8")


def blocks(page: str) -> list[list[str]]:
    """The lines of each block of code, without what is said about them in words: comments, and the last column of a listing."""
    found = re.findall(r"^ *```\w*\n(.*?)^ *```", text(page), re.MULTILINE | re.DOTALL)
    return [
        [re.split(r"\s+#\s|(?<=[\]ENR])\s{2,}|(?<=--version)\s{2,}", line)[0] for line in block.splitlines()]
        for block in found
    ]


def prose(page: str) -> str:
    return re.sub(r"^ *```.*?^ *```", "", text(page), flags=re.MULTILINE | re.DOTALL)


def codes(page: str) -> list[str]:
    """What stands in backticks in prose and tables, in order."""
    return re.findall(r"`([^`]+)`", prose(page))


def test_both_readmes_have_the_same_headings() -> None:
    english, chinese = (re.findall(r"^(#+) (.+)$", prose(page), re.MULTILINE) for page in READMES)
    assert [level for level, _ in english] == [level for level, _ in chinese]
    assert all(HAN.search(heading) for _, heading in chinese)


def test_both_readmes_have_the_same_code() -> None:
    english, chinese = (blocks(page) for page in READMES)
    assert english[:-1] == chinese[:-1]  # the last is the order of the steps, in words


def test_both_readmes_name_the_same_things() -> None:
    english, chinese = (codes(page) for page in READMES)
    assert {" ".join(code.split()) for code in english} == {" ".join(code.split()) for code in chinese}


def test_both_readmes_have_the_same_tables() -> None:
    english, chinese = (
        [line.split(" | ")[0] for line in prose(page).splitlines() if line.startswith("| `")]
        for page in READMES
    )
    assert english == chinese


@pytest.mark.parametrize("page", READMES)
def test_the_pictures_are_there_and_said_in_words(page: str) -> None:
    pictures = re.findall(r"!\[(.*?)\]\((.*?)\)", text(page))
    assert [path for _, path in pictures] == ["docs/marked-page.png", "docs/chart.png"]
    for words, path in pictures:
        assert len(words) > 20
        assert (ROOT / path).stat().st_size < 200_000
        with Image.open(ROOT / path) as picture:
            assert picture.width > 1000


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_links_to_is_there(page: str) -> None:
    links = re.findall(r"\]\((?!#)([^)]+)\)", text(page))
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_files_that_a_page_names_are_there(page: str) -> None:
    named = [
        code
        for code in codes(page)
        if re.fullmatch(r"(?:src|tests|data|docs|notebooks|benchmarks)/[\w./-]+", code)
    ]
    assert [code for code in named if not (ROOT / code).exists()] == []


@pytest.mark.parametrize("page", READMES)
def test_every_chart_and_form_is_named(page: str) -> None:
    named = set(codes(page))
    assert {f"charts.{name}" for name in charts.__all__} - {"charts.alt", "charts.save"} <= named
    assert {*export.FORMS, ".xlsx", "folder/"} <= named


@pytest.mark.parametrize("page", READMES)
@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_named(page: str, name: str) -> None:
    listed = re.search(rf"^- `page\.{name}`[:：] ?((?:.*\n)(?:  .*\n)?)", text(page), re.MULTILINE)
    assert listed
    assert re.findall(r"`(\w+)`", listed[1]) == [column.name for column in TABLES[name]]


DICTIONARY = [
    *((f"### `page.{name}`", dictionary.markdown(name)) for name in TABLES),
    ("### `.sdmx.csv`", sdmx.markdown()),
]


@pytest.mark.parametrize(("heading", "table"), DICTIONARY, ids=[heading for heading, _ in DICTIONARY])
def test_the_data_dictionary_is_as_stated(heading: str, table: str) -> None:
    """Where it is not: make dictionary."""
    below = text("data/README.md").partition(f"{heading}\n")[2].partition("\n#")[0]
    assert below.endswith(f"\n{table}".rstrip("\n")) or f"\n{table}" in below


def test_every_column_is_said_in_chinese_and_no_other() -> None:
    told = {(row["table"], row["column"]): row["holds"] for row in lexicon("columns")}
    stated = {(name, column.name) for name, columns in TABLES.items() for column in columns}
    assert set(told) == stated | {("", column.name) for column in dictionary.KEYS}
    assert all(HAN.search(holds) for holds in told.values())


def test_the_last_changes_that_the_how_to_tells_of_are_there() -> None:
    """The lines that it says were added stand where it says."""
    page = text("docs/extending.md")
    for block, place in (
        ("航次\t\tmeasure\t\ttraffic and visits", "src/zhibiao/lexicon/units.tsv"),
        (
            "made\t集装箱船全年开行1260航次\t1260航次=1260 航次\tvoyages of a ship",
            "tests/cases/quantities.tsv",
        ),
        ("negative\t平台发布TOP10榜单\t\ta list of ten ranks nothing", "tests/cases/quantities.tsv"),
        ('(LATIN, strong, "Tt"),', "src/zhibiao/ranks.py"),
        (
            'LATIN = re.compile(r"(?<![A-Za-z])(?:TOP|Top|top)[ -]?(?P<number>[0-9]{1,3})(?![0-9A-Za-z.])")',
            "src/zhibiao/ranks.py",
        ),
    ):
        assert block in page
        assert block in text(place)
