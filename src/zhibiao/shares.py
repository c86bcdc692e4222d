"""Shares, multiples and proportions (比例): numbers that say how large one thing is against another.

Takes a match in a text. Gives a `Quantity` for 三分之一, 百分之五, 1/3, 一半, 过半 (in per cent), 翻一番, 翻倍, 1∶22.5, and for
the magnitudes of 数以万计 and 成千上万; 上半年 and 半年报 are times.

>>> [(q.value, q.unit) for q in fraction("三分之一", FRACTION.match("三分之一"))]
[(33.33, '%')]
"""

from __future__ import annotations

import math
import re
from dataclasses import replace

from zhibiao.hedges import OVER, bound, hedged
from zhibiao.labels import label, spans
from zhibiao.model import Quantity
from zhibiao.numerals import DIGIT, HAN_DIGIT, NUMBER, parse_number
from zhibiao.units import FIGURES, FORMS, NUMERALS, UNIT, Found, Reading, Token, unit_of

LINK = "(?:——|──|[—–―－~～〜至到-])"  # between the two ends of a range

TURNED = re.compile(
    rf"翻了?(?P<hedge>[近超逾约])?(?:(?P<number>{HAN_DIGIT})?番|(?P<times>{NUMBER})?倍)(?P<over>{OVER})?"
)
HALF = re.compile("(?:一半|半数)(?!是|儿)|(?<=[过逾近超])半(?=[，。；、）的]|$)|百分百")
HALF_TIME = re.compile("半(?:个多?)?(?P<unit>年|月|小时|天|日|学期|世纪)")
FRACTION = re.compile(
    rf"(?:(?P<whole>(?:{HAN_DIGIT}|[十百千]){{1,5}}|{DIGIT}{{1,4}})又)?"
    rf"(?P<below>{DIGIT}{{1,6}}|(?:{HAN_DIGIT}|[十百千万亿萬億佰仟]){{1,6}})\s?分之\s?(?P<above>{NUMBER})"
    rf"(?P<inner>[余多几])?(?:{LINK}(?:[百千万]分之)?(?P<high>{NUMBER}))?"
)
SLASHED = re.compile(rf"(?P<above>{DIGIT}{{1,2}})[/／](?P<below>{DIGIT}{{1,2}})(?![0-9０-９/／.年月日万亿-])")
VAGUE = re.compile(
    rf"(?:数以(?P<number>[十百千万亿]{{1,3}})计|成(?P<word>百上千|千上万))的?(?P<unit>{UNIT})?"
)
PARTS = re.compile(rf"{NUMBER}(?:\s?[∶:：]\s?{NUMBER}){{1,5}}")
_PART = re.compile(NUMBER)
_LED = frozenset("约近占超达的有了逾到过至")  # 约1/4来自本地
_FOLLOWED = re.compile("[的以左强多弱，。；、）]|$")
_RATIO_BEFORE = re.compile(
    "(?:比(?!分)|比例|比重|比值|结构|配比|调整|优化|缩小|扩大|至|到|由|为|从|约|是)[^，。；0-9]{0,4}$"
)


def turned(text: str, found: re.Match[str]) -> Found | None:
    """翻番, 翻了两番: doublings; 翻倍, 翻三倍: times."""
    number = found["number"] or found["times"]
    unit = "番" if "番" in found[0] else "倍"
    token = Token(text, found.start(), found.end(), found.end(), unit, "times")
    inside = found["hedge"] or found["over"] or ""
    return (hedged(token, parse_number(number) if number else 1.0, unit, inside=inside),)


def half(text: str, found: re.Match[str]) -> Found | None:
    """一半, 半数, 过半: 50 %; 百分百: all."""
    token = Token(text, found.start(), found.end(), found.end())
    quantity = hedged(token, 100.0 if found[0] == "百分百" else 50.0, "%", why=label(token))
    quantity = replace(quantity, form="percent")
    if found[0] != "半":
        return (quantity,)
    start = found.start() - 1  # 过半 is one word
    outer = min(start, quantity.outer_start)
    return (replace(quantity, start=start, outer_start=outer, bound="~" if text[start] == "近" else ">"),)


def half_time(text: str, found: re.Match[str]) -> Found | None:
    """提前半年: half a year; 上半年, 半年报: a time."""
    token = Token(text, found.start(), found.start() + 1, found.end(), found["unit"], "time", 0.5)
    return (hedged(token, 0.5, found["unit"], why=None if spans(token) else "date"),)


def fraction(text: str, found: re.Match[str]) -> Found | None:
    """三分之一, 百分之五, 百分之五到百分之十: percentages; 一又二分之一: a number."""
    below, above = parse_number(found["below"]), parse_number(found["above"])
    whole, high = (parse_number(found[name]) if found[name] else None for name in ("whole", "high"))
    if not below or above is None:
        return None
    token = Token(text, found.start(), found.end(), found.end(), "", "percent" if whole is None else "")
    if whole is not None:
        return (hedged(token, round(whole + above / below, 4), None),)
    low, high = _percent(above, below), None if high is None else _percent(high, below)
    return (hedged(token, low, "%", high, inside=found["inner"] or ""),)


def slashed(text: str, found: re.Match[str]) -> Found | None:
    """1/3的村民: a third; 24/7 and 9/11事件 are none."""
    above, below = parse_number(found["above"]), parse_number(found["below"])
    led = text[found.start() - 1 : found.start()] in _LED if found.start() else False
    if not above or not below or above >= below or not (led or _FOLLOWED.match(text, found.end())):
        return None
    token = Token(text, found.start(), found.end(), found.end(), "", "percent")
    return (hedged(token, _percent(above, below), "%", why=label(token)),)


def _percent(above: float, below: float) -> float:
    """A share in per cent: exact for tenths, hundredths …, else rounded to two places as in print."""
    return round(100 * above / below, 10 if math.log10(below).is_integer() else 2)


def vague(text: str, found: re.Match[str]) -> Found | None:
    """数以万计立方米, 成千上万名: an order of magnitude."""
    if found["word"] and not found["unit"]:
        return ()
    unit, kind = unit_of(found["unit"])
    value = parse_number(found["number"] or found["word"][0])
    return (Quantity(*found.span(), *found.span(), value, None, unit, "~", FORMS.get(kind, "amount")),)


def parts(text: str, found: re.Match[str]) -> Found | None:
    """报录比为1∶22.5 and 收入比2.5:1 are one ratio, 1.5∶35.7∶62.8 three shares; 编号3：5 is none."""
    start, end = found.span()
    if "∶" not in found[0] and not _RATIO_BEFORE.search(text, max(0, start - 10), start):
        return None
    spread = [part.span() for part in _PART.finditer(text, start, end)]
    values = [parse_number(text[first:last]) for first, last in spread]
    if len(values) == 2 and 1 in values:
        spread, values = [(start, end)], values[1:] if values[0] == 1 else values[:1]
    limit = bound(Token(text, start, end, end))[0]
    return tuple(Quantity(*s, *s, v, bound=limit, form="part") for s, v in zip(spread, values, strict=True))


# Fractions before proportions: 三分之一 begins with a number too.
READINGS: tuple[Reading, ...] = (
    (TURNED, turned, "翻"),
    (HALF, half, "一半百"),
    (HALF_TIME, half_time, "半"),
    (FRACTION, fraction, FIGURES + NUMERALS),
    (SLASHED, slashed, FIGURES),
    (VAGUE, vague, "数成"),
    (PARTS, parts, FIGURES + NUMERALS),
)
