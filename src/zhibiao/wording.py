"""Numbers and rows put into words, the same ones on axes, in tables, in prose and in hovers.

Takes values in base units (元, 人次, %) and rows of `page.indicators`; gives text with Chinese magnitude words (万 ten thousand,
亿 a hundred million, 万亿 a trillion), a sign where the row is a movement, and the hedge (约, 超, 不足) as a symbol before it.

Accepted: 126647000000 and 元, which gives `1266.47亿元`. Rejected: a value that is missing, which gives the quote (`下降明显`).
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

SCALES = ((1.0, ""), (1e4, "万"), (1e8, "亿"), (1e12, "万亿"))
"""What a number is divided by, and the word for it, the smallest first (GB/T 15835-2011)."""

SIGNS = {"=": "", "~": "≈", ">": ">", "<": "<", ">=": "≥", "<=": "≤"}
"""How a bound stands before a number."""

KINDS = {
    "level": ("水平", "an amount, count, duration or capacity"),
    "change": ("变化", "an absolute rise or fall"),
    "growth": ("增长", "a relative rise or fall"),
    "ratio": ("比率", "a share, rate or index"),
    "rank": ("位次", "a place in an order"),
}
"""The kinds of row, each with its name in Chinese and what it is."""

VAGUE = ("数", "几", "上", "成", "若干")
"""How a vague amount begins (数亿元 several hundred million, 上百家 a hundred or so): its words say more than its number."""

WITH_MEASURE = {"月": "个月", "工作日": "个工作日"}
"""Units that are counted with 个: 8个月 is eight months, 8月 would be August."""

_TOLD = 12.0
"""Ems of a section heading or a sentence that stand in a row's name."""

MOVEMENTS = frozenset({"change", "growth"})


def present(value: object) -> bool:
    """True where a cell of a frame holds something: neither None nor NaN nor NA nor an empty text.

    >>> present(0), present(None), present(float("nan")), present("")
    (True, False, False, False)
    """
    if value is None or (isinstance(value, str) and not value):
        return False
    return isinstance(value, (list, tuple)) or not bool(pd.isna(value))  # type: ignore[call-overload]


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as mappings from column to cell, in order."""
    return [{str(key): cell for key, cell in row.items()} for row in rows.to_dict("records")]


def number(value: float) -> str:
    """A number with its magnitude word, two decimals at most, a true minus sign.

    >>> number(126647000000), number(80000000), number(-37.8), number(0.005), number(1e16)
    ('1266.47亿', '8000万', '−37.8', '0.005', '10000万亿')
    """
    size = abs(value)
    scale, word = next((each for each in SCALES if round(size / each[0], 2) < 10000), SCALES[-1])
    scaled = size / scale
    digits = f"{scaled:.2f}".rstrip("0").rstrip(".") if 1 <= scaled < 1e8 else f"{scaled:.3g}"
    return ("−" if value < 0 and digits != "0" else "") + digits + word


def amount(value: float, unit: object = None) -> str:
    """A number and its unit.

    >>> amount(3574000000, "元"), amount(8, "月"), amount(1.05)
    ('35.74亿元', '8个月', '1.05')
    """
    return number(value) + (WITH_MEASURE.get(str(unit), str(unit)) if present(unit) else "")


def measure(row: Mapping[str, Any]) -> str:
    """What a row of `page.indicators` says, in short: hedge, sign, number and unit; the quote where there is no number.

    >>> measure({"value": 8e7, "unit": "人次", "bound": ">", "kind": "level", "quote": "8000万人次"})
    '>8000万人次'
    >>> measure({"value": 1e8, "unit": "元", "bound": "~", "kind": "level", "quote": "数亿元"})
    '数亿元'
    >>> measure({"value": None, "unit": None, "bound": "<", "kind": "growth", "quote": "下降明显"})
    '↓ 下降明显'
    >>> measure({"value": 118, "kind": "rank", "quote": "第118位"}), measure({"value": 10, "kind": "rank", "bound": "<="})
    ('第118', '前10')
    """
    value, high, bound = row.get("value"), row.get("value_high"), str(row.get("bound", "="))
    quote = "".join(str(row.get("quote") or "").split())
    if value is None or not present(value):
        return {">": "↑ ", "<": "↓ "}.get(bound, "") + quote
    if bound != "=" and quote.startswith(VAGUE):
        return quote
    if row.get("kind") == "rank":
        return f"{'前' if bound in ('<', '<=') else '第'}{number(value)}"
    sign = "+" if row.get("kind") in MOVEMENTS and value > 0 else ""
    if high is not None and present(high):
        return f"{SIGNS.get(bound, '')}{sign}{number(value)}–{amount(float(high), row.get('unit'))}"
    return f"{SIGNS.get(bound, '')}{sign}{amount(value, row.get('unit'))}"


def percent(row: Mapping[str, Any]) -> float | None:
    """A growth in %: 倍 as hundreds, 番 as doublings; None for a trend without a number and for any other unit.

    >>> percent({"value": 1.2, "unit": "倍"}), percent({"value": 2, "unit": "番"}), percent({"value": None, "unit": "%"})
    (120.0, 300.0, None)
    """
    value, unit = row.get("value"), row.get("unit")
    if value is None or not present(value) or abs(value) == math.inf:
        return None
    if unit == "番":
        return 100.0 * float(2.0 ** min(float(value), 30.0) - 1.0)
    scale = {"%": 1.0, "倍": 100.0}.get(str(unit))
    return None if scale is None else scale * float(value)


def name(row: Mapping[str, Any]) -> str:
    """Whose it is and what is measured, as far as the row knows: `郴州市 进出口总值`.

    >>> name({"subject": "郴州市", "indicator": "进出口总值"}), name({"subject": None, "indicator": None, "quote": "5个"})
    ('郴州市 进出口总值', '“5个”')
    """
    subject, indicator = row.get("subject"), row.get("indicator")
    parts = [str(part) for part in (subject, indicator) if present(part)]
    if len(parts) == 2 and parts[1].startswith(parts[0]):
        parts = parts[1:]
    return " ".join(parts) if present(indicator) else " ".join([*parts, f"“{row.get('quote', '') or '?'}”"])


def names(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """A name for each row, no two alike: what tells them apart is added, what differs of unit, period, scope, section and the
    first words of the sentence, in the end a number.

    Where all rows have one subject, it is left out.

    >>> same = {"subject": "临川市", "indicator": "重点项目"}
    >>> names([same | {"unit": "个", "start": 3}, same | {"unit": "元", "start": 9}])
    ['重点项目 (个)', '重点项目 (元)']
    """
    one = len(rows) > 1 and len({str(row.get("subject")) for row in rows}) == 1
    bases = [name({**row, "subject": None} if one else row) for row in rows]
    found: list[tuple[str, ...]] = [(base,) for base in bases]
    for key in ("unit", "period", "scope", "section", "sentence"):
        cells = [
            elide(" ".join(str(row[key]).split()), _TOLD) if present(row.get(key)) else "" for row in rows
        ]
        told: dict[tuple[str, ...], set[str]] = {}
        for parts, cell in zip(found, cells, strict=True):
            told.setdefault(parts, set()).add(cell)
        found = [
            (*parts, cell) if cell and len(told[parts]) > 1 else parts
            for parts, cell in zip(found, cells, strict=True)
        ]
    often = Counter(found)
    found = [(*parts, f"#{place}") if often[parts] > 1 else parts for place, parts in enumerate(found, 1)]
    return [f"{base} ({', '.join(more)})" if more else base for base, *more in found]


def ems(text: str) -> float:
    """How wide a text is drawn, in ems: a Chinese character is one, a Latin letter or digit about half.

    >>> ems("亿元"), ems("ab12")
    (2.0, 2.24)
    """
    return round(sum(_em(letter) for letter in text), 2)


def _em(letter: str) -> float:
    return 1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.25 if letter == " " else 0.56


def elide(text: str, room: float) -> str:
    """The text, cut to `room` ems with … where it is longer; what stands in brackets at its end is kept.

    >>> elide("湘赣边区域合作示范区", 6), elide("永兴县", 6), elide("湘赣边区域合作示范区 (2025)", 9)
    ('湘赣边区域…', '永兴县', '湘赣边区… (2025)')
    """
    if ems(text) <= room:
        return text
    start = text.rfind(" (") if text.endswith(")") else -1
    tail = text[start:] if start > 0 else ""
    if tail and ems(tail) <= 0.7 * room:
        return elide(text[:start], room - ems(tail)) + tail
    kept = ""
    for letter in text:
        if ems(kept + letter) > room - 1:
            break
        kept += letter
    return kept.rstrip() + "…"


def wrap(text: str, room: float, lines: int = 2) -> str:
    r"""The text in at most `lines` lines of `room` ems, broken at spaces where there are any, else between any two characters.

    >>> wrap("郴州市 进出口总值", 6), wrap("郴州市 湘赣边区域合作示范区重点项目完成投资", 14)
    ('郴州市\n进出口总值', '郴州市 湘赣边区域合作示范区\n重点项目完成投资')
    """
    done: list[str] = []
    rest = text.strip()
    while ems(rest) > room and len(done) < lines - 1:
        end = _break(rest, room, lines - 1 - len(done))
        done.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return "\n".join([*done, elide(rest, room)])


def _break(text: str, room: float, lines_after: int) -> int:
    """Where to end a line of `room` ems: at the last space if what follows fits the lines after, else where it is full.

    A Latin word or a number is never broken where there is a space before it.
    """
    end, width = 1, ems(text[0])
    while end < len(text) and (width := width + ems(text[end])) <= room:
        end += 1
    space = text.rfind(" ", 1, end + 1)
    within = text[end - 1 : end + 1].isascii() and " " not in text[end - 1 : end + 1]
    return space if space > 0 and (within or ems(text[space + 1 :]) <= room * lines_after) else end


def listed(words: Iterable[str], most: int = 4) -> str:
    """Words as an English list, the rest counted.

    >>> listed(["桂阳县", "嘉禾县", "永兴县"]), listed("abcdef", most=2)
    ('桂阳县, 嘉禾县 and 永兴县', 'a, b and 4 more')
    """
    every = [str(word) for word in words]
    shown = every if len(every) <= most + 1 else [*every[:most], f"{len(every) - most} more"]
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def count(quantity: int, singular: str, plural: str | None = None) -> str:
    """A count with its noun: `1 article`, `6 articles`, `no articles`.

    >>> count(1, "article"), count(6, "article"), count(0, "county", "counties")
    ('1 article', '6 articles', 'no counties')
    """
    noun = singular if quantity == 1 else plural or f"{singular}s"
    return f"{quantity or 'no'} {noun}"


def sum_told(parts: Sequence[int], total: int | None) -> str:
    """Parts added up, beside the total that a text states, if it does.

    >>> sum_told([4, 3], 7), sum_told([4, 3], 8)
    ("4 + 3 = 7: the parts agree with the headline's 7", "4 + 3 = 7: 1 short of the headline's 8")
    """
    whole = sum(parts)
    arithmetic = f"{' + '.join(map(str, parts))} = {whole}" if len(parts) > 1 else str(whole)
    if total is None:
        return f"{arithmetic}: the text states no total"
    if whole == total:
        return f"{arithmetic}: the parts agree with the headline's {total}"
    return f"{arithmetic}: {abs(total - whole)} {'short of' if whole < total else 'more than'} the headline's {total}"


def fates(blocks: pd.DataFrame) -> pd.Series[str]:
    """What became of each row of `page.blocks`: `kept`, `joined` to an earlier one, `repeat` or `left out`."""
    left_out = {"repeated": "repeat", "notice": "left out", "unplaced": "left out"}
    joined = blocks["joins"].notna().map({True: "joined", False: "kept"})
    return blocks["role"].map(left_out).fillna(joined).rename("fate")
