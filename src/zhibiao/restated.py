"""The same measure said twice: in the headline and the body, in two sentences, in two articles.

Takes the figures of a page (`statements`) and the lines at the head of its articles; gives a `Check` for each figure that repeats
an earlier one: 498亿元 and 498.04亿元 agree, since one is the other rounded; 近500亿元 agrees, since it is below 500.

A name that two sentences share need not mean one thing, so two figures that differ are a contradiction only

- where one stands in a headline, and the body gives that measure one value, another; or
- where owner, measure, unit, period, basis, scope and status are the same and known, both sentences name the measure, and the two
  numbers are alike but for a slip: one digit, two digits swapped, the sign, the place in an order.

Of other figures that differ nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from zhibiao.intervals import verdict
from zhibiao.statements import Check, Figure

LEAST = 3
"""Characters that a name has at least, so that it can be told from others: 项目 and 企业 are names of many things."""
FARTHEST = 100
"""Figures of one name back that a figure is compared with, so that long lists stay cheap."""
DIGITS = 3
"""Digits that a number has at least, so that another that differs in one is taken for it, misprinted."""

Key = tuple[object, ...]


def restated(figures: Sequence[Figure], heads: Collection[str] = ()) -> Iterator[Check]:
    """Each figure that repeats an earlier one; `heads` are the lines at the head of articles (titles, kickers, headings)."""
    told: dict[Key, list[Figure]] = {}
    for figure in figures:
        if figure.estimate is not None and figure.core:
            told.setdefault((figure.row.kind, figure.core, figure.row.unit, figure.row.status), []).append(
                figure
            )
    for group in told.values():
        for place, figure in enumerate(group):
            earlier = group[max(0, place - FARTHEST) : place]
            before = [one for one in earlier if (one.page, one.sentence) != (figure.page, figure.sentence)]
            yield from _against(figure, before, group, heads)


def _against(
    figure: Figure, before: Sequence[Figure], group: Sequence[Figure], heads: Collection[str]
) -> Iterator[Check]:
    """The check of a figure against the first before it that it repeats, or against one that it contradicts."""
    like = (
        one for one in before if one.sentence in heads or figure.sentence in heads or _telling(one, figure)
    )
    repeated = next((one for one in like if _may_be(one, figure) and _agrees(one, figure)), None)
    if repeated:
        yield _check(repeated, figure, "the same figure again")
        return
    for one in before:
        if one.sentence in heads and _only(figure, group, heads):
            yield _check(one, figure, "the head of the article and its text")
            return
        if _surely(one, figure) and _slip(one, figure):
            yield _check(one, figure, "the same measure of the same owner and period")
            return


def _check(one: Figure, other: Figure, what: str) -> Check:
    assert one.estimate is not None and other.estimate is not None
    found = verdict(one.estimate, other.estimate)
    sign = "≠" if found != "agrees" else "=" if _signed(one) == _signed(other) else "≈"
    told = f"{_signed(one)} {sign} {_signed(other)}"
    return Check("repeat", found, told, one.estimate.strict, one.row.unit, (one, other), what)


def _agrees(one: Figure, other: Figure) -> bool:
    return bool(one.estimate and other.estimate and verdict(one.estimate, other.estimate) == "agrees")


def _may_be(one: Figure, other: Figure) -> bool:
    """Whether nothing that both figures say of themselves tells them apart."""
    a, b = one.row, other.row
    pairs = (
        (a.region_code or a.subject, b.region_code or b.subject), (a.period, b.period), (a.basis, b.basis),
        (a.scope, b.scope),
    )  # fmt: skip
    return all(x == y or x is None or y is None for x, y in pairs)


def _telling(one: Figure, other: Figure) -> bool:
    """Whether two figures that agree are likely the same: of a known owner, and no small number that is soon met again."""
    digits = sorted((_significant(_digits(one)), _significant(_digits(other))))
    known = bool(one.row.subject and other.row.subject)
    return known and (one.row.kind == "rank" or digits[0] > 1 or digits[1] >= DIGITS)


def _only(figure: Figure, group: Sequence[Figure], heads: Collection[str]) -> bool:
    """Whether the text below the heads knows one value of the measure, that of this figure, and names it there."""
    body = [one for one in group if one.sentence not in heads and one.page == figure.page]
    return figure.is_named and figure.sentence not in heads and all(_agrees(one, figure) for one in body)


def _surely(one: Figure, other: Figure) -> bool:
    """Whether two figures are of one thing, as far as their rows can say it."""
    a, b = one.row, other.row
    known = (
        a.subject,
        a.period,
        *((a.basis,) if a.kind in ("growth", "change") else (a.scope,) if a.kind == "rank" else ()),
    )
    same = (a.region_code or a.subject, a.period, a.basis, a.scope) == (
        b.region_code or b.subject, b.period, b.basis, b.scope,
    )  # fmt: skip
    return (
        same
        and None not in known
        and len(one.row.indicator or "") >= LEAST
        and one.is_named
        and other.is_named
    )


def _slip(one: Figure, other: Figure) -> bool:
    """Whether two numbers are one, misprinted: a digit, two digits swapped, the sign; or two places in one order."""
    a, b = _digits(one), _digits(other)
    if one.row.kind == "rank":
        return one.row.bound == other.row.bound == "="
    if one.value == -other.value:
        return True
    wrong = [place for place, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(a) == sorted(b)
    plain = one.row.bound == other.row.bound == "=" and one.value * other.value > 0
    return plain and len(a) == len(b) and _significant(a) >= DIGITS and (len(wrong) == 1 or swapped)


def _significant(digits: str) -> int:
    return len(re.sub(r"\D", "", digits).strip("0"))


def _digits(figure: Figure) -> str:
    """The digits of a number with its magnitude, so that 4.98亿 is not taken for 498万."""
    return figure.said.replace(",", "")


def _signed(figure: Figure) -> str:
    return f"{'−' if figure.value < 0 else ''}{figure.said}"
