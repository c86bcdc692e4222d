"""Names of measures that mean the same, brought together.

Takes the name of a measure as a text has it; gives the one name for all that mean it (GDP and 地区生产总值, 规上 and 规模以上).
Quotation marks, spaces and the width of letters do not count, nor does a second name in brackets that means the same as
the first. What is the same stands in `lexicon/aliases.tsv`, and what only looks it is left apart.

>>> canonical("规上工业增加值"), canonical("地区生产总值（GDP）"), canonical("专精特新“小巨人”企业")
('规模以上工业增加值', '地区生产总值', '专精特新小巨人企业')
>>> canonical("一般公共预算收入") == canonical("地方一般公共预算收入")
False
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from zhibiao.lexicon import alternation, table

_UNSAID = re.compile(r"[\s\"'“”‘’「」『』《》]+")
_BRACKETS = re.compile(r"(.+)\((.+)\)")


@lru_cache(maxsize=1 << 16)
def canonical(name: str) -> str:
    """The one name for every name that means this measure; a name that no other means the same as, as it is."""
    plain = spelt(name)
    if bracketed := _BRACKETS.fullmatch(plain):
        first, second = map(canonical, bracketed.groups())
        return first if first == second else plain
    expanded = _parts().sub(lambda found: same("part").get(found[0], found[0]), plain)
    return same("whole").get(expanded, expanded)


def spelt(name: str) -> str:
    """A name without what does not tell it from others: quotation marks, spaces, the width of its letters.

    >>> spelt("ＧＤＰ 增速")
    'GDP增速'
    """
    return _UNSAID.sub("", unicodedata.normalize("NFKC", name))


@cache
def same(use: str) -> dict[str, str]:
    """The names of one use (whole, part, subject), each with the one that stands for it."""
    return {row["name"]: row["same"] for row in table("aliases") if row["use"] == use}


@cache
def _parts() -> re.Pattern[str]:
    """Short forms in a name, and their full ones, which are found first and stay as they are."""
    return re.compile(alternation([*same("part"), *same("part").values()]))
