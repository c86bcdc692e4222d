"""Ranks and ordinals (位次, 序数): places in an order told from numbers in a series.

Takes a match of 第N, 前N, N强, TOPN or a word such as 首位 in a text. Gives a `Quantity` of form `rank`, with the label `ordinal`
or `name` where it is none: 居全省第三, 第118位, 第二大电源, 前十, 跻身全国十强 are ranks; 第三届, 第一产业, 世界500强 are not.

>>> text = "居全省第三"
>>> [(q.value, q.form, q.label) for q in ordinal(text, ORDINAL.search(text))]
[(3.0, 'rank', None)]
"""

from __future__ import annotations

import re

from zhibiao.lexicon import alternation, words
from zhibiao.model import Bound, Quantity
from zhibiao.numerals import DIGIT, HAN_DIGIT, parse_number
from zhibiao.units import FIGURES, NUMERALS, Found, Reading

_SMALL = rf"(?:{DIGIT}{{1,4}}|[二两三四五六七八九]?十|[三四五六七八九]|百)"
_PLACE = rf"(?:{DIGIT}{{1,4}}|(?:{HAN_DIGIT}|[十百千]){{1,7}})"

TOP = re.compile("首位(?!度|产业)|榜首|头名|魁首")
ORDINAL = re.compile(
    rf"第\s?(?P<number>{_PLACE})(?:[至到—–-]第?(?P<high>{_PLACE})(?=[位名]))?(?P<noun>位|名|大)?"
)
FRONT = re.compile(rf"前(?P<number>{_SMALL})(?P<noun>名|位|强|大|甲|列)?")
PLACED = re.compile(rf"(?<=排名){DIGIT}{{1,4}}(?=[，。；、）]|$)")
LATIN = re.compile(r"(?<![A-Za-z])(?:TOP|Top|top)[ -]?(?P<number>[0-9]{1,3})(?![0-9A-Za-z.])")
STRONG = re.compile(rf"(?P<number>{_SMALL})强(?![度化制调])")

_ENTERS = re.compile(alternation(words("cues", role="enter")) + r"[^，。；、：]{0,8}$")
_RANKS = re.compile(alternation(words("cues", role="rank")) + r"[^，。；、：\d]{0,8}$")
_SERIES = re.compile(alternation(words("cues", role="order")))
_END = re.compile(r"[，。；、：）)”’！？的和及与且并以 \n]|$")
_MOTTO = re.compile(alternation(words("cues", role="motto")) + "$")
_HELD = re.compile(alternation(words("cues", role="hold")) + r"[^，。；：\d]{0,8}$")
_POINTS = re.compile(r"[。；！？\n]\s?第二[，、：]")  # 第一，…。第二，…: the points of a text
_TOP_END = re.compile(r"[，。；、）)”’！？的和及与 \n]|$")
_VALUED = re.compile("(?:放在|摆在|置于|作为)$")  # 把安全放在首位
_GREAT = re.compile(r"[^，。；、：\d]{0,6}大(?:省|市|县|镇|国|村|乡|户|区|城|港)")  # 第一产粮大镇
_CLAUSE_START = re.compile(r"(?:^|[，。；：！？\n“（])\s?$")
_FRONT_END = re.compile(r"[，。；、）”的]|$|行列|之列|方阵")
_NOT_FRONT = frozenset("目此以之日提当先从生空年天月午眼面跟史事往产赛课会饭")  # 目前3家, 年前5月


def top(text: str, found: re.Match[str]) -> Found | None:
    """居全省首位, 位列榜首: first; 首位女机长 is the first of her kind."""
    end = found.end()
    start = found.start()
    ranks = _TOP_END.match(text, end) or _RANKS.search(text, max(0, start - 12), start)
    if _VALUED.search(text, max(0, start - 3), start):
        ranks = None
    return _rank(found, 1.0, None if ranks else "ordinal")


def ordinal(text: str, found: re.Match[str]) -> Found | None:
    """第三, 第118位, 第二大: a rank; 第三届, 第一产业, and 第二， at the start of a clause: an ordinal."""
    high = parse_number(found["high"]) if found["high"] else None
    return _rank(
        found, parse_number(found["number"]), None if _is_rank(text, found) else "ordinal", high=high
    )


def _is_rank(text: str, found: re.Match[str]) -> bool:
    start, end = found.span()
    if text.startswith("倒数", max(0, start - 2)):
        return False
    if found["noun"] or (found["number"] == "一" and _GREAT.match(text, end)):
        return True
    if _SERIES.match(text, end):
        return False
    if _END.match(text, end):
        return not (_CLAUSE_START.search(text, max(0, start - 2), start) or _maxim(text, found))
    return _RANKS.search(text, max(0, start - 12), start) is not None


def _maxim(text: str, found: re.Match[str]) -> bool:
    """安全第一 and 坚持保护第一 say what comes first, and 第一， before a 第二， is a point: nothing is ranked."""
    start, end = found.span()
    if found["number"] != "一":
        return False
    motto = _MOTTO.search(text, max(0, start - 4), start) or _HELD.search(text, max(0, start - 12), start)
    return bool(motto) or (
        text[end : end + 1] in "，、：" and _POINTS.search(text, end, end + 400) is not None
    )


def front(text: str, found: re.Match[str]) -> Found | None:
    """前十, 前三名, 前5大: a rank of at most so much; 目前3家 and 前三批 are left to others."""
    if text[found.start() - 1 : found.start()] in _NOT_FRONT or not (
        found["noun"] or _FRONT_END.match(text, found.end())
    ):
        return None
    return _rank(found, parse_number(found["number"]), None, "<=")


def placed(text: str, found: re.Match[str]) -> Found | None:
    """排名13: a rank without 第."""
    return _rank(found, parse_number(found[0]), None)


def strong(text: str, found: re.Match[str]) -> Found | None:
    """跻身全国十强, 跻身全国TOP10: a rank of at most ten; 世界500强, TOP10榜单: the name of a list."""
    value = parse_number(found["number"]) or 0
    enters = value <= 100 and _ENTERS.search(text, max(0, found.start() - 14), found.start())
    return _rank(found, value, None if enters else "name", "<=")


def _rank(
    found: re.Match[str],
    value: float | None,
    label: str | None,
    bound: Bound = "=",
    high: float | None = None,
) -> Found:
    return (Quantity(*found.span(), *found.span(), value, high, None, bound, "rank", label),)


READINGS: tuple[Reading, ...] = (
    (TOP, top, "首榜头魁"),
    (ORDINAL, ordinal, "第"),
    (FRONT, front, "前"),
    (PLACED, placed, FIGURES),
    (STRONG, strong, FIGURES + NUMERALS),
    (LATIN, strong, "Tt"),
)
