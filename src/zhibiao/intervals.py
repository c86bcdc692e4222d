"""Arithmetic with figures as they are printed: each stands for an interval, by its last digit and the hedge beside it.

Takes the printed number, its value in the base unit, and its bound; gives an `Estimate`, two intervals: `strict`, what the digits
say when they are rounded half up (498.04亿元 is 498.035亿 to 498.045亿), and `loose`, what a newspaper may have meant all the
same: digits cut off rather than rounded, zeros at the end that stand for no digit (8000万人次), a hedge that is generous. Whole
numbers of things that are counted are exact.

`+ - * /` go over both intervals. Two estimates agree where their strict intervals meet, and disagree only where not even the
loose ones do; between the two nobody can tell.

>>> firms, net = printed("743家", 743.0, "=", counted=True), printed("54家", 54.0, "=", counted=True)
>>> verdict(net / (firms - net) * exactly(100), printed("7.84%", 7.84, "="))
'agrees'
>>> verdict(net / (firms - net) * exactly(100), printed("7.94%", 7.94, "="))
'disagrees'
>>> verdict(printed("498.04亿元", 49804000000.0, "="), printed("500亿元", 50000000000.0, "<"))  # 近500亿元, nearly
'agrees'
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["agrees", "disagrees", "cannot tell"]

NEAR = 0.1
"""How far from its number a hedged one (约, about; 近, nearly) may be, as a share of it."""
FAR = 0.3
"""How far at the most."""
HUNDRED = 100.0
"""What a count is rounded to at the least: 320家 is exact, 5200人 may be rounded."""
_NUMBER = re.compile(r"\d[\d,]*(?:\.(?P<decimals>\d+))?")
_CLOSE = 1e-9  # what the computer's own rounding may add


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`.

    >>> Interval(1.0, 2.0) - Interval(0.5, 1.0), Interval(1.0, 2.0) / Interval(-1.0, 1.0)
    (Interval(low=0.0, high=1.5), Interval(low=-inf, high=inf))
    """

    low: float
    high: float

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        ends = [one * two for one in (self.low, self.high) for two in (other.low, other.high)]
        return Interval(min(ends), max(ends)) if all(map(math.isfinite, ends)) else ANY

    def __truediv__(self, other: Interval) -> Interval:
        if other.low <= 0 <= other.high:
            return ANY
        return self * Interval(1 / other.high, 1 / other.low)

    def meets(self, other: Interval) -> bool:
        """Whether the two have a number in common."""
        slack = _CLOSE * max(1e-6, *(abs(end) for end in _ends(self, other) if math.isfinite(end)))
        return self.low <= other.high + slack and other.low <= self.high + slack


ANY = Interval(-math.inf, math.inf)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a figure, or a result, may be: `strict` by its digits, `loose` at the most."""

    strict: Interval
    loose: Interval

    def __add__(self, other: Estimate) -> Estimate:
        return Estimate(self.strict + other.strict, self.loose + other.loose)

    def __sub__(self, other: Estimate) -> Estimate:
        return Estimate(self.strict - other.strict, self.loose - other.loose)

    def __mul__(self, other: Estimate) -> Estimate:
        return Estimate(self.strict * other.strict, self.loose * other.loose)

    def __truediv__(self, other: Estimate) -> Estimate:
        return Estimate(self.strict / other.strict, self.loose / other.loose)

    def __neg__(self) -> Estimate:
        return exactly(0) - self

    def each(self, change: Callable[[float], float]) -> Estimate:
        """The estimate with a rising function applied to all four ends."""
        return Estimate(*(Interval(change(one.low), change(one.high)) for one in (self.strict, self.loose)))

    def through(self, other: Estimate) -> Estimate:
        """The estimate of a range between this one and the other."""
        return Estimate(_hull(self.strict, other.strict), _hull(self.loose, other.loose))


def exactly(value: float) -> Estimate:
    """A number that is known, without any rounding."""
    return Estimate(Interval(value, value), Interval(value, value))


def verdict(computed: Estimate, stated: Estimate) -> Verdict:
    """Whether two estimates of the same thing go together."""
    if computed.strict.meets(stated.strict):
        return "agrees"
    return "cannot tell" if computed.loose.meets(stated.loose) else "disagrees"


def printed(quote: str, value: float, bound: str, counted: bool = False) -> Estimate:
    """The estimate of a figure as printed; `value` is in the base unit and signed, `counted` says that it counts things.

    `bound` is that of the rows, but for 近 (nearly, below the number), which is passed as `<`.

    >>> printed("1266.47亿元", 126647000000.0, "=").strict
    Interval(low=126646500000.0, high=126647500000.0)
    >>> printed("-2.5%", -2.5, "=").strict, printed("412家", 412.0, "=", counted=True).loose
    (Interval(low=-2.55, high=-2.45), Interval(low=412.0, high=412.0))
    >>> printed("80场次", 80.0, ">", counted=True).strict  # 超80场次, more than
    Interval(low=80.0, high=90.0)
    """
    size = abs(value)
    step, coarse, exact = _steps(quote, size, counted)
    estimate = _hedged(size, step, coarse, bound) if bound != "=" else _plain(size, step, coarse, exact)
    return estimate if value >= 0 else -estimate


def decimals(quote: str) -> int:
    """How many digits stand behind the point.

    >>> decimals("7.84%"), decimals("三成")
    (2, 0)
    """
    found = _NUMBER.search(unicodedata.normalize("NFKC", quote))
    return len(found["decimals"] or "") if found else 0


def _plain(size: float, step: float, coarse: float, exact: bool) -> Estimate:
    strict = Interval(size, size) if exact else Interval(size - step / 2, size + step / 2)
    if exact and coarse < HUNDRED:
        return Estimate(strict, strict)
    half = max(coarse, step) / 2
    return Estimate(strict, Interval(size - half, size + max(half, 0 if exact else step)))


def _hedged(size: float, step: float, coarse: float, bound: str) -> Estimate:
    room = max(coarse, step, NEAR * size)
    if bound in (">", ">="):
        return Estimate(Interval(size, size + room), Interval(size - step / 2, math.inf))
    if bound in ("<", "<="):
        return Estimate(Interval(size - room, size), Interval(0.0, size + step / 2))
    far = max(coarse, step, FAR * size)
    near = NEAR * size
    return Estimate(Interval(size - near, size + near), Interval(size - far, size + far))


def _steps(quote: str, size: float, counted: bool) -> tuple[float, float, bool]:
    """What one more in the last digit would add, the same of the last digit that is not zero, and whether it is exact."""
    found = _NUMBER.search(unicodedata.normalize("NFKC", quote))
    number = float(found[0].replace(",", "")) if found else 0.0
    factor = size / number if number else 0.0
    if not found or not _is_power(factor):  # 两万人, 1亿2000万
        place = _last_place(size)
        return place, place, counted and place == 1
    places = len(found["decimals"] or "")
    step = factor / 10**places
    exact = counted and factor == 1 and not places
    coarse = step if places else _last_place(number) * factor
    return step, coarse, exact


def _last_place(size: float) -> float:
    """The place of the last digit that is not zero: 8000 has 1000, 412 has 1, 33.33 has 0.01."""
    if not size or not math.isfinite(size):
        return 1.0
    digits = f"{size:.10g}" if size < 1e10 else f"{size:.0f}"
    if "." in digits or "e" in digits:
        return 10.0 ** -len(digits.partition(".")[2]) if "e" not in digits else size
    return 10.0 ** (len(digits) - len(digits.rstrip("0")))


def _is_power(factor: float) -> bool:
    return factor > 0 and abs(math.log10(factor) - round(math.log10(factor))) < _CLOSE


def _hull(one: Interval, other: Interval) -> Interval:
    return Interval(min(_ends(one, other)), max(_ends(one, other)))


def _ends(*intervals: Interval) -> tuple[float, ...]:
    return tuple(end for one in intervals for end in (one.low, one.high))
