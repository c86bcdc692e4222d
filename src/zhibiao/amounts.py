"""Amounts (数量): a number with its unit, or a range of two, from the match to the value.

Takes a match of `AMOUNT` in a text. Gives a `Quantity`, with a label where the number is a date, an ordinal or a name, or
nothing where numerals in words are no number (一批, 二手, 三大). A number without a unit is labelled `OPEN`: whether the next
number's unit is its own too is for `quantities` to see.

>>> text = "补助5—10万元"
>>> [(q.value, q.value_high, q.unit) for q in amount(text, AMOUNT.search(text))]
[(50000.0, 100000.0, '元')]
"""

from __future__ import annotations

import re
from dataclasses import replace

from zhibiao.hedges import OVER, bound, hedged
from zhibiao.labels import label, spans
from zhibiao.lexicon import alternation, table, words
from zhibiao.numerals import HAN_DIGIT, HAN_MAGNITUDE, MAGNITUDE, NUMBER, mantissa, parse_number, parse_pair
from zhibiao.shares import LINK
from zhibiao.units import FIGURES, NUMERALS, UNIT, UNIT_START, Found, Reading, Token, unit_of

Ends = tuple[float | None, float | None]

OPEN = "open"
AMOUNT = re.compile(
    rf"""
    (?P<first>(?P<some>[数几](?={HAN_MAGNITUDE}))?                              # 数百万
    (?P<low>{NUMBER})
    (?:\s?(?P<inner>[余餘+＋]|多(?![媒边元样层功])|[来几幾](?={MAGNITUDE}|{UNIT_START}))  # 200余万, 十几个
       (?:\s?(?P<more>{MAGNITUDE}{{1,3}}))?(?=\s?{UNIT_START}|$|[，。、；]|[一-龥]))?
    (?P<and_half>个半(?=小时|月|星期|钟头))?                                    # 3个半小时
    (?:\s?(?P<unit>{UNIT}))?
    (?:(?<=[年倍天周])(?P<half>半)|(?<=成)(?P<tenth>{HAN_DIGIT}|半)(?!{HAN_DIGIT})|(?P<over>{OVER}))?)  # 两年半, 七成五
    (?:\s?(?P<link>{LINK})\s?(?P<high>[-－]?{NUMBER})                            # 5—10万元
       (?:[余多](?P<more_high>{MAGNITUDE}{{1,3}})?(?={UNIT_START}))?(?:\s?(?P<unit_high>{UNIT}))?)?
    """,
    re.VERBOSE,
)

_SIGN_ENDS = frozenset("下负負-－−")
_SIGN = re.compile(r"(?:零下|(?:^|(?<=[\s为是达至到的由从约于了（(、，,：:和及/率]))[负負\-－−])$")
_DASH = re.compile("(?<=[一-龥])[-－−]$")
_SIGNED = frozenset({"%", "％", "℃", "摄氏度", "度"})
_CURRENCY = {row["word"]: row["unit"] for row in table("currencies")}
_CURRENCY_BEFORE = re.compile(alternation(_CURRENCY) + r"\s?$")
_MONEY = alternation(words("cues", role="money"))
_MONEY_BEFORE = re.compile(_MONEY + "[^，。；、：（）0-9]{0,6}$")
_MONEY_AFTER = re.compile("[^，。；、：（）0-9]{0,2}" + _MONEY)
_BARE_BEFORE = re.compile(alternation(words("cues", role="bare")) + r"\s?$")
_BARE_AFTER = re.compile(r"[，。；、：）)之左以的上和与 \n]|$")
_MOVES = re.compile("(?:下降|上升|提高|提升|回升|回落|缩小|扩大|收窄|升|降|增|减|涨|跌)[至到为了]?")
_PER = re.compile(alternation(words("cues", role="per")))
_EVERY = re.compile(r"每[个隔]?\w{1,3}$")
_ROW = re.compile(f"{HAN_DIGIT}{{2,}}")  # 唯一一座, 九一八: numerals side by side are no count
_NAMED = re.compile("阿$|(?:^|[，。；！？：\n“”])[老小]$")  # 阿四, 老三: a person, whatever stands behind
_GAP = re.compile(alternation(words("cues", role="gap")) + "[^，。；、：0-9]{1,8}$")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_SHORT_TEXT = 60  # characters of a text that is a number alone
_LARGE = frozenset("万亿萬億Wwk")


def amount(text: str, found: re.Match[str]) -> Found | None:
    """A number with its unit, or a range with its unit; of two numbers that are no range, the first."""
    last = "unit_high" if found["unit_high"] else "unit"
    sign = _sign(text, found, found[last])
    ends, end = _range(text, found, sign), found.end()
    if ends is None:
        ends, end, last = _single(found, sign), found.end("first"), "unit"
    if ends[0] is None:
        return None
    unit, kind = unit_of(found[last])
    start = found.start() - len(sign)
    currency = _currency(text, start) if not kind or unit == "元" else None
    middle = found.start(last) if unit else end
    token = Token(text, start, middle, end, found[last] or "", "money" if currency else kind, ends[0])
    return _judged(token, found, ends, currency or unit)


# --- from match to value ---


def _sign(text: str, found: re.Match[str], word: str | None) -> str:
    """The minus before a number: 零下, 负, or a dash where it can be no link (-2.7%, 气温-5℃, 净利润-907万元)."""
    start = found.start()
    if not start or text[start - 1] not in _SIGN_ENDS:
        return ""
    sign = _SIGN.search(text, max(0, start - 3), start)
    if sign is None and (word in _SIGNED or unit_of(word)[1] == "money"):
        sign = _DASH.search(text, max(0, start - 2), start)
    return sign[0] if sign else ""


def _single(found: re.Match[str], sign: str) -> Ends:
    """The value of the first number alone: two where it is approximate (三四百), none where it is no number."""
    written = found["low"] + (found["more"] or "")
    low, high = (found["low"][0] >= "一" and parse_pair(written)) or (parse_number(written), None)
    if low is None:
        return None, None
    low += 0.5 if found["half"] or found["and_half"] else 0
    if found["unit"] == "成":
        tenth = found["tenth"]
        extra = 5 if tenth == "半" else parse_number(tenth) or 0 if tenth else 0
        return round(10 * low + extra, 4), None if high is None else 10 * high
    return -low if sign else low, high


def _range(text: str, found: re.Match[str], sign: str) -> Ends | None:
    """Both ends of a range, or None where the two numbers are no range: 由5个到8个, 3家到5日, 3-1."""
    unit, unit_high = found["unit"], found["unit_high"]
    if not found["link"] or (unit and (not unit_high or unit_of(unit) != unit_of(unit_high))):
        return None
    if unit and text[found.start() - 1 : found.start()] in ("从", "由"):
        return None
    written = found["high"] + (found["more_high"] or "")
    low, high = _single(found, sign)[0], parse_number(written)
    if low is None or high is None:
        return None
    low *= 10.0 ** carried(found["low"], written)
    if unit_high == "成":
        low, high = low if unit else 10 * low, 10 * high
    return (low, high) if low <= high else None


def carried(low: str, high: str) -> int:
    """The power of ten that the low end of a range leaves to the high end.

    >>> carried("5", "10万"), carried("5.3", "5.8亿"), carried("8000", "1万")
    (4, 8, 0)
    """
    first, second = mantissa(low), mantissa(high)
    return second[1] if first and second and not first[1] and first[0] <= second[0] else 0


def _currency(text: str, start: int) -> str | None:
    """The currency that a sign or word before the number names: $, 港币."""
    found = _CURRENCY_BEFORE.search(text, max(0, start - 4), start)
    return _CURRENCY[found[0].strip()] if found else None


# --- what measures ---


def _judged(token: Token, found: re.Match[str], ends: Ends, unit: str | None) -> Found:
    """The quantity with its label, or nothing where numerals in words are no number at all."""
    bare = found["low"][0] in "百佰千仟万萬亿億"
    if not found["low"][0].isdigit() and not _counts(token, found, bare):
        return ()
    why = label(token)
    if why is None and not token.kind:
        unit, why = _unitless(token, found)
    more = "多" if (found["unit"] or "").startswith("个多") else ""  # 3个多小时
    inside = found["inner"] or found["over"] or more
    quantity = hedged(token, ends[0], unit, ends[1], inside=inside, bare=bare, why=why)
    if bare and token.text[quantity.outer_start : token.start] == "上":
        quantity = replace(quantity, start=quantity.outer_start)  # 上百家 is one word, as 数百家 is
    vague = found["some"] or (ends[1] is not None and not found["link"])
    return (replace(quantity, bound="~") if vague and quantity.bound == "=" else quantity,)


def _counts(token: Token, found: re.Match[str], bare: bool) -> bool:
    """Whether a number in characters may count: 两个, 三成, 上百家, 亿元; not 一批, 二手, 三大, 千家."""
    number, kind = found["low"], token.kind
    if found["some"] or token.start < found.start():
        return True
    if _ROW.fullmatch(number) and not parse_pair(number):
        return False
    if bare:
        money = kind == "money" and not token.after(_PER)
        if not kind and token.text[token.start - 1 : token.start] == "过" and not token.after(_BARE_AFTER):
            return False  # 已过万重山
        return money or bool(found["inner"]) or bound(token, "", True)[0] != "="
    if len(number) == 1 and token.before(_NAMED, 2):
        return False
    if number in ("一", "二", "零") and not found["inner"]:
        return kind in ("percent", "points", "times", "tenths") or (number == "一" and _one_measures(token))
    if kind in ("weak", "label"):
        return kind == "weak" and len(number) > 2
    return (
        bool(kind or found["more"])
        or len(number) > 1
        or token.text[token.end : token.end + 1] in ("、", "和", "至", "到")
    )


def _one_measures(token: Token) -> bool:
    """历时一年, 每小时一班."""
    return spans(token) if token.kind == "time" else token.kind == "measure" and token.before(_EVERY, 6)


def _unitless(token: Token, found: re.Match[str]) -> tuple[str | None, str | None]:
    """Unit and label of a number without a unit: money where it is near, a bare number where one is expected, else open."""
    written = token.number
    large = found["more"] or written[-1] in _LARGE
    if large and (written.endswith("万亿") or token.before(_MONEY_BEFORE, 12) or token.after(_MONEY_AFTER)):
        return "元", None
    if _YEAR.fullmatch(written):
        return None, "date"
    alone = len(token.text) < _SHORT_TEXT and token.text.strip() == token.text[token.start : token.end]
    hedges = found["inner"] or ((token.value or 0) >= 100 and bound(token)[0] != "=")
    moves = "." in written and token.after(_MOVES)
    expected = token.before(_BARE_BEFORE, 4) or ("." in written and token.before(_GAP, 14))
    if alone or large or hedges or moves or (expected and token.after(_BARE_AFTER)):
        return None, None
    return None, OPEN


READINGS: tuple[Reading, ...] = ((AMOUNT, amount, FIGURES + NUMERALS + "參肆伍陆陸柒捌玖拾数几"),)
