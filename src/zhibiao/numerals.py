"""Numbers as Chinese writes them: the pattern of one, and its value.

Takes a token, the number alone: digits (half or full width, with thousands separators), Chinese numerals (小写 and 大写),
magnitude words (万, 亿 …) and mixtures of these. Gives a float, or None where the token is no number. Hedges (约, 余),
units (元, %) and ranges are not its business.

>>> [parse_number(token) for token in ("1亿2000万", "一亿二千万", "１２０００万", "1.2亿", "十五万", "两千四百五", "壹佰伍拾")]
[120000000.0, 120000000.0, 120000000.0, 120000000.0, 150000.0, 2450.0, 150.0]
>>> parse_number("三分之二"), parse_number("-2.7"), parse_number("百分点")
(0.6666666666666666, -2.7, None)
"""

from __future__ import annotations

import re
from decimal import Decimal, DecimalException
from functools import lru_cache

from zhibiao.lexicon import table

LARGEST = 10**21  # more than anything that is counted in print
LONGEST = 40  # characters: no number in print is longer, and a hostile run of numerals stays cheap

# One script for the converters: half-width digits, 小写 numerals, simplified magnitude words; 10W is slang for 10万.
_PLAIN = str.maketrans(
    "０１２３４５６７８９．，／－−﹣負负两兩〇○壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億點Wwk",
    "0123456789.,/-----二二零零一二二三三四五六六七八九十百千万亿点万万千",
)
_SPACES = re.compile(r"[\s,]+")
_POWERS = {row["word"]: int(row["power"]) for row in table("magnitudes")} | {"兆": 12}
_HAN_DIGITS = "零一二三四五六七八九"

# --- patterns, for the modules that look for numbers ---

DIGIT = "[0-9０-９]"
HAN_DIGIT = "[零〇○一二两兩三四五六七八九壹贰貳叁]"
# 百分之, 百分点, 千瓦, 千克, 千米, 万千升 are words of their own: their first character multiplies nothing. 兆, a million to some
# and 10^12 to others, is read only where a 亿 after it leaves no doubt.
HAN_MAGNITUDE = (
    "(?:[十万萬亿億]|[百佰](?!分[之点點制])|[千仟](?![瓦克米卡伏帕赫焦牛乏]|(?<=[万萬亿億][千仟])升)"
    "|兆(?=[0-9.零一二两三四五六七八九十百千]{1,12}[亿億]))"
)
MAGNITUDE = f"(?:{HAN_MAGNITUDE}|[Wwk](?![A-Za-z]))"
_ARABIC = (
    # groups first (1,234,567 or 12 345), so that a comma before the next clause is left alone
    rf"(?:{DIGIT}{{1,3}}(?:[,，]{DIGIT}{{3}}){{1,6}}(?!{DIGIT})"
    rf"|{DIGIT}{{1,3}}(?:[ \u2009\u00a0]{DIGIT}{{3}}){{1,6}}(?!{DIGIT})"
    rf"|{DIGIT}{{1,24}})(?:[.．]{DIGIT}{{1,16}})?"
    # 1亿2000万, 3万4000, 1千零20; but not 5亿2023年
    rf"(?:(?:\s{{0,2}}{MAGNITUDE}){{1,3}}"
    rf"(?:零?{DIGIT}{{1,4}}(?!{DIGIT}|[.．年月日号%％])(?:\s?{MAGNITUDE}){{0,2}}|\s{DIGIT}{{1,4}}\s?{MAGNITUDE}){{0,4}})?"
)
# 大写 numerals are parts of everyday words too (陆续, 队伍, 收拾): only beside a magnitude word
_FORMAL = (
    "(?:[壹贰貳叁參肆伍陆陸柒捌玖][拾佰仟萬万億亿]|拾[萬万億亿])"
    "[壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬万億亿零一二三四五六七八九十百千]{0,22}"
)
# spaces only where what follows goes on with the number: 三千 八百 九十六 万, but 一万 百货
_HAN = (
    rf"(?:{HAN_DIGIT}|{HAN_MAGNITUDE}|廿)"
    rf"(?:{HAN_DIGIT}|{HAN_MAGNITUDE}|(?<={HAN_DIGIT})[ ]{HAN_MAGNITUDE}|[ ]{HAN_DIGIT}(?=[ ]?{HAN_MAGNITUDE})|[ ][万萬亿億])"
    rf"{{0,23}}(?:[点點]{HAN_DIGIT}{{1,8}}{HAN_MAGNITUDE}{{0,3}})?"
)
NUMBER = f"(?:{_ARABIC}|{_FORMAL}|{_HAN})"

_SIMPLE = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)([十百千万亿]*)")
_FRACTION = re.compile(r"(?:(.+)又)?(.+)分之(.+)|(?:([0-9]+) )?([0-9]+)/([0-9]+)")
_PAIR = re.compile(
    r"([一二三四五六七八九]?[十百千])?(?:一二|二三|三四|四五|五六|六七|七八|八九|三五)([十百千万亿]*)"
)
_SHORT = re.compile("(.*[千百])([一二三四五六七八九])")  # 两千四百五 leaves its last 十 unsaid
_MIXED = re.compile(r"([0-9.]+|[一二三四五六七八九])([千百十])|零|([0-9]+|[一二三四五六七八九])$")


@lru_cache(maxsize=4096)
def parse_number(token: str) -> float | None:
    """The value of a number written alone, or None where it is no number.

    Decimal arithmetic on the way, so that 1266.47亿 is 126647000000.0 and not a hair beside it.

    >>> parse_number("1266.47亿"), parse_number("３万４０００"), parse_number("三点五亿"), parse_number("二〇二五")
    (126647000000.0, 34000.0, 350000000.0, 2025.0)
    >>> parse_number("四万万"), parse_number("百三"), parse_number("一万三"), parse_number("三百五十又3分之1")
    (400000000.0, 130.0, 13000.0, 350.3333333333333)
    >>> parse_number("亿万富翁") is None and parse_number("") is None
    True
    """
    if len(token) > LONGEST:
        return None
    plain = token.translate(_PLAIN)
    simple = _SIMPLE.fullmatch(plain)
    try:
        value = Decimal(simple[1]).scaleb(_power(simple[2])) if simple else _fraction(plain)
    except DecimalException:
        return None
    return None if value is None or abs(value) >= LARGEST else float(value)


def _power(magnitudes: str) -> int:
    """The power of ten of magnitude words in a row: 万亿 is 12."""
    return sum(_POWERS[word] for word in magnitudes)


def parse_pair(token: str) -> tuple[float, float] | None:
    """The two ends of an approximate number made of neighbouring numerals (概数: 二三十, 三四百, 十七八), else None.

    >>> parse_pair("二三十"), parse_pair("十七八"), parse_pair("两三"), parse_pair("二五")
    ((20.0, 30.0), (17.0, 18.0), (2.0, 3.0), None)
    """
    plain = token.translate(_PLAIN)
    found = _PAIR.fullmatch(plain)
    if found is None or (found[1] and found[2]):
        return None
    head, tail = found[1] or "", found[2]
    low, high = (parse_number(head + digit + tail) for digit in plain[len(head) : len(head) + 2])
    return None if low is None or high is None else (low, high)


def mantissa(token: str) -> tuple[float, int] | None:
    """A number in digits parted into digits and power of its magnitude words, for ranges that say them once (5—10万).

    >>> mantissa("10万"), mantissa("5"), mantissa("三万")
    ((10.0, 4), (5.0, 0), None)
    """
    simple = _SIMPLE.fullmatch(token.translate(_PLAIN).replace(",", ""))
    return (float(simple[1]), _power(simple[2])) if simple else None


def _fraction(text: str) -> Decimal | None:
    """A number with its sign and fraction: -3/2, 三分之一, 一又二分之一."""
    sign, text = (-1, text[1:]) if text.startswith("-") else (1, text)
    found = _FRACTION.fullmatch(text.strip())
    if found is None:
        value = _whole(_SPACES.sub("", text))
        return None if value is None else sign * value
    whole, below, above = (_fraction(part) if part else Decimal(0) for part in _parts(found))
    if whole is None or above is None or not below:
        return None
    return sign * (whole + above / below)


def _parts(found: re.Match[str]) -> tuple[str | None, str, str]:
    """Whole number, denominator and numerator, in whichever of the two notations."""
    return (found[1], found[2], found[3]) if found[2] else (found[4], found[6], found[5])


def _whole(text: str) -> Decimal | None:
    """A number without sign and fraction, taken apart at its last 兆, then 亿, then 万: 四千五百六十九万八千亿."""
    for word in "兆亿万":
        head, found, tail = text.rpartition(word)
        if found:
            power = _POWERS[word]
            high = _whole(head) if head else Decimal(1)
            low = _rest(tail, power)
            return None if high is None or low is None else high.scaleb(power) + low
    return _group(text)


def _rest(text: str, power: int) -> Decimal | None:
    """What follows 亿 or 万: nothing, a lone numeral one place lower (一万三 is 13000), or a number after 零."""
    if not text:
        return Decimal(0)
    if len(text) == 1 and text in _HAN_DIGITS[1:]:
        return Decimal(_HAN_DIGITS.index(text)).scaleb(power - 1)
    if text.startswith("点"):
        return _group("零" + text)
    return _whole(text.lstrip("零") or "零")


def _group(text: str) -> Decimal | None:
    """A number below ten thousand: digits, digits with 千 百 十, a row of numerals (二〇二五), or cn2an's."""
    if text[:1] in "0123456789.-":
        return Decimal(text) if re.fullmatch(r"[0-9]*\.?[0-9]+", text) else _mixed(text)
    if len(text) > 1 and all(char in _HAN_DIGITS for char in text):
        return Decimal("".join(str(_HAN_DIGITS.index(char)) for char in text))
    if any(char.isdigit() and char.isascii() for char in text):
        return _mixed(text)
    return _han(text)


def _mixed(text: str) -> Decimal | None:
    """Digits with 千 百 十 between them: 5千4百, 1千零20."""
    total, end = Decimal(0), 0
    for piece in _MIXED.finditer(text):
        if piece.start() != end:
            return None
        end = piece.end()
        digits = piece[1] or piece[3]
        if digits:
            value = Decimal(_HAN_DIGITS.index(digits) if digits in _HAN_DIGITS else digits)
            total += value.scaleb(_POWERS[piece[2]] if piece[2] else 0)
    return total if end == len(text) and text else None


def _han(text: str) -> Decimal | None:
    """A clean token of Chinese numerals by cn2an, whose strict mode wants each 一 and 十 said; decimals digit by digit."""
    from cn2an import cn2an  # here, since it takes a tenth of a second to import

    text, point, decimals = text.partition("点")
    if point and not (text and decimals):
        return None
    short = _SHORT.fullmatch(text)
    if short:
        text += "百" if short[1].endswith("千") else "十"
    if text[:1] in ("百", "千"):
        text = "一" + text
    try:
        whole = Decimal(str(cn2an(text.rstrip("零") or "零", "strict")))
        return whole + Decimal("0." + "".join(str(_HAN_DIGITS.index(digit)) for digit in decimals))
    except (ValueError, KeyError, IndexError, DecimalException):
        return None
