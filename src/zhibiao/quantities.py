"""Numbers with their units, as a passage writes them: the values, and what does not measure set apart.

Takes a passage of text. Gives a `Quantity` for each number that measures (1266.47亿元, 200余万元, 三成, 第118位, 首位, 翻一番)
and, with its `label` set, for each that does not (dates, ordinals, names). Numerals in words and idioms (四川, 千方百计, 一批)
are passed over. How each kind of number is read stands in `ranks`, `shares` and `amounts`; here is the order.

>>> for found in find_quantities("园区去年投资约1.2亿元，增长近三成，居全省第二。"):
...     print(found.value, found.unit, found.bound, found.form)
120000000.0 元 ~ amount
30.0 % ~ percent
2.0 None = rank
>>> [found.label for found in find_quantities("2025年，5G和“39条”措施")]
['date', 'name', 'name']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from zhibiao import amounts, ranks, shares
from zhibiao.amounts import AMOUNT, OPEN, carried
from zhibiao.labels import DATE, spans
from zhibiao.lexicon import table
from zhibiao.model import Quantity
from zhibiao.units import FIGURES, NUMERALS, Found, Reading, Token, guarded

_IDIOM = re.compile(guarded(table("idioms")))
_DOUBLED = re.compile(r"一(?P<word>[一-龥])一(?P=word)")  # 一点一点 (bit by bit), 一项一项
_EACH = re.compile("(?:先后|分别|相继|接连|(?<!平)均|(?<!首)都)$")  # 先后突破4万亿元、5万亿元: more than each
_PLACE = re.compile(
    "[一二三四五六七八九十百千]{1,2}[里盘台道门头堡][山河江湖岭沟峡铺庄桥店坡屯营坪湾墩水]"
)  # 六盘山, 十里铺
_JOIN = re.compile(r"\s?(?:、|和|及|与|或|以及|,|，和)\s?")


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every number in a passage, in order and without overlap, those that do not measure with their `label` set.

    Offsets are into `text`; values are in the base unit (万 and 亿 multiplied out); time grows linearly with length.

    >>> [(q.value, q.value_high, q.unit) for q in find_quantities("补助5—10万元，工期3到5年")]
    [(50000.0, 100000.0, '元'), (3.0, 5.0, '年')]
    """
    return tuple(_settled(text, list(_scan(text))))


def _idiom(text: str, found: re.Match[str]) -> Found | None:
    return ()


def _date(text: str, found: re.Match[str]) -> Found | None:
    """A time by its shape; 连续3日 is a duration and left."""
    start, end = found.span()
    if text[end - 1] == "日" and spans(Token(text, start, end - 1, end)):
        return None
    return (Quantity(start, end, start, end, value=None, label="date"),)


# In this order: words that begin with a numeral are no numbers; dates and clock times (8月, 10:30) before proportions and
# amounts, which they look like; ranks and shares before amounts, whose number alone would be left of them (十强, 三分之一).
_READINGS: tuple[Reading, ...] = (
    (_IDIOM, _idiom, NUMERALS + "半几数"),
    (_DOUBLED, _idiom, "一"),
    (_PLACE, _idiom, NUMERALS),
    (DATE, _date, FIGURES + NUMERALS),
    *ranks.READINGS,
    *shares.READINGS,
    *amounts.READINGS,
)
_BY_START = {
    char: tuple((pattern, reader) for pattern, reader, starts in _READINGS if char in starts)
    for char in sorted({char for *_, starts in _READINGS for char in starts})
}
_START = re.compile(
    f"[{''.join(_BY_START)}]"
)  # all other characters are passed over at the speed of a search
_RUN = re.compile(f"[{FIGURES}{NUMERALS},.]+")


def _scan(text: str) -> Iterator[Quantity]:
    """Each number as the first reader that knows it reads it."""
    position = 0
    while hit := _START.search(text, position):
        position = hit.start()
        for pattern, reader in _BY_START[hit[0]]:
            found = pattern.match(text, position)
            quantities = reader(text, found) if found else None
            if found and quantities is not None:
                yield from quantities
                position = quantities[-1].end if quantities else found.end()
                break
        else:
            run = _RUN.match(text, position)
            position = run.end() if run else position + 1


def _settled(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Numbers without a unit take it from the next in a list (1.3和1.5个百分点); what is left over is a name or nothing."""
    written = len(found) - 1  # the number whose unit is written: 4.8、4.4和5.4个百分点
    for index in range(len(found) - 2, -1, -1):
        one, following = found[index], found[index + 1]
        bare = one.unit is None or (one.unit == "个" and following.form == "points")  # 0.5个和2.5个百分点
        if bare and _JOIN.fullmatch(text, one.end, following.start):
            found[index] = _shared(text, one, following, found[written])
        if found[index] is one:
            written = index
    for index in range(1, len(found)):
        if _JOIN.fullmatch(text, found[index - 1].outer_end, found[index].outer_start):
            found[index] = _continued(text, found[index - 1], found[index])
    for quantity in found:
        if quantity.label != OPEN:
            yield quantity
        elif text[quantity.start].isdigit():
            yield replace(quantity, label="name")


def _continued(text: str, one: Quantity, following: Quantity) -> Quantity:
    """A number as the one before it in a list: bare (指数分别为108.6和106.2), or hedged (先后突破4万亿元、5万亿元)."""
    if one.label or one.form != "amount" or following.form != "amount":
        return following
    if following.label == OPEN and one.unit is None:
        return replace(following, label=None)
    hedged = (
        following.bound == "=" != one.bound and one.outer_start < one.start and one.unit == following.unit
    )
    if hedged and _EACH.search(text, max(0, one.outer_start - 2), one.outer_start):
        return replace(following, bound=one.bound)
    return following


def _shared(text: str, one: Quantity, following: Quantity, written: Quantity) -> Quantity:
    """A number with the label of the next, or the unit and magnitude of the one whose unit is written: 3.2和4.5万元."""
    if following.label and following.label != OPEN:
        return replace(one, label=following.label) if one.label == OPEN or one.form == "rank" else one
    if one.label not in (OPEN, None) or one.form != "amount" or following.unit is None or one.value is None:
        return one
    found = AMOUNT.match(text, written.start)
    if found is None or found["unit"] is None:
        return one
    factor = 10.0 if found["unit"] == "成" else 10.0 ** carried(text[one.start : one.end], found["low"])
    return replace(one, value=one.value * factor, unit=following.unit, form=following.form, label=None)
