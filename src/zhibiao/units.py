"""Units and measure words (单位, 量词): the pattern of one, its form in a row and its class.

Takes the word after a number. Gives the unit without 个 where that is only grammar (个百分点 is 百分点) and the class by
`lexicon/units.tsv`. A unit may be compound (元/月, 微克/立方米) or name two things (台（套）).

>>> unit_of("个百分点"), unit_of("元/月"), unit_of("台（套）"), unit_of("成")
(('百分点', 'points'), ('元/月', 'money'), ('台（套）', 'measure'), ('%', 'tenths'))
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from zhibiao.lexicon import alternation, table
from zhibiao.model import Quantity

Form = Literal["amount", "percent", "points", "times", "rank", "part"]
Found = tuple[Quantity, ...]
# A reader makes quantities of a match in a text; () passes the characters over, None leaves them to the next reader.
Reader = Callable[[str, "re.Match[str]"], Found | None]
# Pattern, reader, and the characters that the pattern can begin with.
Reading = tuple["re.Pattern[str]", Reader, str]

FIGURES = "0123456789０１２３４５６７８９"
NUMERALS = "零〇○一二两兩三四五六七八九十百佰千仟万萬亿億廿壹贰貳叁"
FORMS: dict[str, Form] = {"percent": "percent", "tenths": "percent", "points": "points", "times": "times"}


@dataclass(slots=True)
class Token:
    """A number and its unit in a text: `start:middle` is the number, `middle:end` the unit, `word`, of class `kind`."""

    text: str
    start: int
    middle: int
    end: int
    word: str = ""
    kind: str = ""
    value: float | None = None

    @classmethod
    def of(cls, text: str, number: str, word: str = "", kind: str = "time") -> Token:
        """The token of a number and unit that stand in `text`, for examples and tests."""
        start = text.index(number)
        middle = start + len(number)
        return cls(text, start, middle, middle + len(word), word, kind if word else "")

    @property
    def number(self) -> str:
        """The number as written."""
        return self.text[self.start : self.middle]

    def before(self, pattern: re.Pattern[str], reach: int) -> bool:
        """Whether a pattern that ends in $ fits what stands before, no further back than `reach` characters."""
        return pattern.search(self.text, max(0, self.start - reach), self.start) is not None

    def after(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern fits what stands behind."""
        return pattern.match(self.text, self.end) is not None


def guarded(rows: Iterable[dict[str, str]]) -> str:
    """A pattern of a table's words, the longest first, each unless one of the words in its `unless` follows.

    Single characters without such a word go into one class at the end, which compiles and matches faster.
    """
    ordered = sorted(rows, key=lambda row: (-len(row["word"]), row["word"]))
    plain = "".join(row["word"] for row in ordered if len(row["word"]) == 1 and not row["unless"])
    others = (
        re.escape(row["word"]) + (f"(?!{alternation(row['unless'].split())})" if row["unless"] else "")
        for row in ordered
        if len(row["word"]) > 1 or row["unless"]
    )
    return "|".join([*others, f"[{re.escape(plain)}]"] if plain else others)


def _latin(row: dict[str, str]) -> bool:
    return row["word"].isascii() and row["word"].isalnum()


def _pattern() -> str:
    """Latin units only where the letters end (5km, but not 5G); measure words with 次 (2万册次); 元/月, 台（套）.

    What stands behind a stroke or in brackets is a unit again, and needs no guard: it comes with its own end; behind a
    stroke it may be so many of them (件/万人次).
    """
    rows = table("units")
    counted = "".join(row["word"] for row in rows if row["class"] == "measure" and len(row["word"]) == 1)
    others, latin = (
        guarded(row for row in rows if not _latin(row)),
        guarded(row for row in rows if _latin(row)),
    )
    one = f"(?:[{counted}]次(?![于要年月日])|{others}|(?:{latin})(?![A-Za-z0-9]))"
    second = (
        f"(?:{guarded({**row, 'unless': ''} for row in rows if row['class'] not in ('percent', 'points'))})"
    )
    per = rf"[十百千万]{{0,2}}(?:[{counted}]次|{second})"
    return rf"{one}(?:[/／∕每]{per}){{0,2}}(?:[（(]{second}(?:、{second}){{0,3}}[）)])?"


UNIT = _pattern()
UNIT_START = f"[{re.escape(''.join(sorted({row['word'][0] for row in table('units')})))}]"
_ROWS = {row["word"]: row for row in table("units")}
_PARTS = re.compile("([/／∕每（(）)、])")


@lru_cache(maxsize=1024)
def unit_of(word: str | None) -> tuple[str | None, str]:
    """The unit as rows give it and its class, of a word that `UNIT` matched; (None, "") for no word."""
    if not word:
        return None, ""
    if word in _ROWS:
        return ("%" if _ROWS[word]["class"] == "tenths" else _ROWS[word]["unit"] or word), _ROWS[word][
            "class"
        ]
    parts = _PARTS.split(word)
    units = [_ROWS[part]["unit"] or part if part in _ROWS else part for part in parts]
    kind = _ROWS[parts[0] if parts[0] in _ROWS else parts[0].removesuffix("次")]["class"]
    return "%" if kind == "tenths" else "".join(units).replace("／", "/").replace("∕", "/"), kind
