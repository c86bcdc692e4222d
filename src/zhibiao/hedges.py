"""Hedges: how exact a number is by the words around it.

Takes a `Token` (a number with its unit in a text). Gives the bound (`=`, `~`, `>`, `<`, `>=`, `<=`) and the span that takes the
hedges in: 约3吨 is `~`, 3吨以上 `>=`, 3吨多 and 超3吨 `>`, while 节约3吨 and 3家外企 are exact.

>>> text = "总产量不低于20万吨"
>>> bound(Token.of(text, "20万", "吨", "physical"))
('>=', 3, 10)
"""

from __future__ import annotations

import re
from typing import cast

from zhibiao.lexicon import table
from zhibiao.model import Bound, Quantity
from zhibiao.units import FORMS, Token, guarded

_REACH = 16  # characters: as far back as a hedge with a filler after it can begin


def _rows(side: str) -> list[dict[str, str]]:
    rows = [row for row in table("hedges") if row["side"] == side]
    return sorted(rows, key=lambda row: (-len(row["word"]), row["word"]))


def _bounds(side: str) -> dict[str, Bound]:
    return {row["word"]: cast(Bound, row["bound"]) for row in _rows(side)}


def _leading(side: str) -> str:
    """A pattern of the words before a number, each unless one of its characters stands before it (约, but not 节约)."""
    words = (
        (f"(?<![{row['unless'].replace(' ', '')}])" if row["unless"] else "") + re.escape(row["word"])
        for row in _rows(side)
    )
    return f"(?P<word>{'|'.join(words)})"


_BEFORE, _MAGNITUDE, _AFTER, _INSIDE = (_bounds(side) for side in ("before", "magnitude", "after", "inside"))
_LEADING = _BEFORE | _MAGNITUDE
_WITHIN = _BEFORE | _INSIDE  # 翻近一番 has its hedge inside too
OVER = f"(?:{guarded(_rows('over'))})"  # 七成多: part of the quote
_ONLY = {row["word"]: row["only"].split() for row in _rows("after")}

# 约为3吨, 超过了3吨, 大致为每50公斤131元
_FILLER = r"(?:了|为|是|有|占|达到?|在|合|需|于|人民币|(?:为|在)?每[^，。；、：]{1,5})?[\s“‘]?"
_BEFORE_PATTERN = re.compile(_leading("before") + _FILLER + "$")
_MAGNITUDE_PATTERN = re.compile(_leading("magnitude") + r"\s?$")
# 不低于总学分的25%, 约占总产量的五分之一
_FAR_PATTERN = re.compile(
    r"(?P<word>不低于|不少于|不超过|不高于|不足|不到|超过|至少|约(?=占))[^，。；、：\d]{1,14}的$"
)
_AFTER_PATTERN = re.compile(rf"\s?(?P<word>{guarded(_rows('after'))})")
_AFTER_STARTS = frozenset(word[0] for word in _AFTER) | {" "}
_BEFORE_ENDS = frozenset(word[-1] for word in _BEFORE) | frozenset("了为是有占达到在合需于币 “‘")


def hedged(
    token: Token,
    value: float | None,
    unit: str | None,
    high: float | None = None,
    *,
    inside: str = "",
    bare: bool = False,
    why: str | None = None,
) -> Quantity:
    """The record of a token with its value, its hedges read; `why` is its label.

    >>> text = "增长近三成"
    >>> hedged(Token.of(text, "三", "成", "tenths"), 30.0, "%").bound
    '~'
    """
    limit, start, end = bound(token, inside, bare)
    form = FORMS.get(token.kind, "amount")
    return Quantity(token.start, token.end, start, end, value, high, unit, limit, form, why)


def bound(token: Token, inside: str = "", bare: bool = False) -> tuple[Bound, int, int]:
    """The bound of a number and the span with its hedges; `inside` is the hedge within (余), `bare` a number such as 百 or 万.

    What follows the number goes before what stands in it, and that before what precedes it: 近百余家以上 is at least a hundred.
    """
    before = _before(token, bare)
    after = _after(token)
    start = before.start() if before else token.start
    end = after.end() if after else token.end
    if after:
        return _AFTER[after["word"]], start, end
    if inside in _WITHIN:
        return _WITHIN[inside], start, end
    return (_LEADING[before["word"]], start, end) if before else ("=", start, end)


def _before(token: Token, bare: bool) -> re.Match[str] | None:
    text, start = token.text, token.start
    last = text[start - 1] if start else ""
    first = max(0, start - _REACH)
    found = None
    if last in _BEFORE_ENDS or "每" in text[max(0, start - 6) : start]:
        found = _BEFORE_PATTERN.search(text, first, start)
    if found is None and bare:
        found = _MAGNITUDE_PATTERN.search(text, first, start)
    if found is None and last == "的":
        found = _FAR_PATTERN.search(text, first, start)
    return None if found and _exact(token, found["word"]) else found


def _after(token: Token) -> re.Match[str] | None:
    if token.text[token.end : token.end + 1] not in _AFTER_STARTS:
        return None
    found = _AFTER_PATTERN.match(token.text, token.end)
    if found and _ONLY[found["word"]] and token.kind not in _ONLY[found["word"]]:
        return None
    return found


def _exact(token: Token, word: str) -> bool:
    """高于1.5个百分点 is how large a gap is; 突破3项关键技术 is three breakthroughs, but 突破300家 more than 300."""
    if token.kind == "points":
        return word in ("高于", "低于")
    return word in ("突破", "冲破") and token.kind == "measure" and (token.value or 0) < 100
