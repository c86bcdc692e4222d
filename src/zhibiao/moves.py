"""Movements checked: a level with its change and its growth, two levels with what lies between them, this year with the last.

Takes the figures of a sentence (`statements`), or the levels of several pages; gives a `Check` for each movement whose arithmetic
can be done: 743 firms, 净增54家 (54 more), 增长7.84% has to be 54 ÷ (743 − 54); 由48.3%提高到52.1%，提高3.8个百分点 has to be
52.1 − 48.3. A verdict is `disagrees` only where subject, measure, period and basis are surely the same; 新增 (gross: those that
have gone are not counted), growth at constant prices and a basis that only one of the figures names leave it at `cannot tell`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise

from zhibiao import intervals, wording
from zhibiao.intervals import Estimate, Verdict, exactly, verdict
from zhibiao.lexicon import alternation, table
from zhibiao.statements import Check, Figure, alike, gap, growth, in_form_of, is_comparable, role

HUNDRED = exactly(100)
GROSS_DOUBT = "新增 may count what was new without what has gone, so it need not be the change of the level"
COMPARABLE = "its growth is published at constant prices or for a comparable set, so it need not follow from the levels"
UNNAMED = "only one of the two says what it is measured against"
SIGNS = {row["word"]: row["sign"] for row in table("movements") if row["tag"] in "mw"}
REACHED = {row["word"] for row in table("movements") if row["note"] == "to"}
GROSS, YEARLY, FROM, TO = (role(name) for name in ("gross", "yearly", "from", "to"))
_ENTERING = re.compile(
    r"[^，,。；;]*[，,][^，,。；;]*"
)  # from a movement to the level named in the clause after it
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"(\d{4})-(\d{2})(?:/(\d{4})-(\d{2}))?\Z")


@dataclass(frozen=True, slots=True)
class Moved:
    """A level with a movement of it: the same measure of the same owner, in the same sentence."""

    level: Figure
    move: Figure


def movements(figures: Sequence[Figure]) -> Iterator[Check]:
    """Each level of a sentence against its change and its growth."""
    for level, group in groupby(moves(figures), key=lambda one: one.level):
        waiting: Figure | None = None  # a movement that has found no other to go with it
        for move in sorted((one.move for one in group), key=lambda one: one.at):
            if waiting and {waiting.row.kind, move.row.kind} == {"change", "growth"}:
                change, grown = (waiting, move) if waiting.row.kind == "change" else (move, waiting)
                waiting = None
                if change.row.unit == level.row.unit:
                    yield from _movement(level, change, grown)
            else:
                waiting = move


def from_to(figures: Sequence[Figure]) -> Iterator[Check]:
    """Two levels of one measure, 由a提高到b: whether the movement goes that way, and is as large as the text says."""
    for place, (one, other) in enumerate(pairwise(figures)):
        word = _led(one, other)
        if word is None:
            continue
        yield _direction(one, other, word)
        for said in figures[place + 2 : place + 4]:
            if not _goes_on(other, said):
                break
            yield from _difference(one, other, said)


def against_earlier(moved: Iterable[Moved], levels: Iterable[Figure]) -> Iterator[Check]:
    """Each movement against the level that it starts from, where that is stated elsewhere: in the page, or in an earlier one."""
    known: dict[tuple[str, str, str | None], list[Figure]] = {}
    for level in levels:
        known.setdefault(_key(level), []).append(level)
    for one in moved:
        before = prior(one.level.row.period, one.move.row.basis)
        others = [
            other
            for other in known.get(_key(one.level), ())
            if before and other is not one.level and other.row.period in before and alike(one.level, other)
            if one.level.is_named and other.is_named and _is_whose(one.level, other)
        ]
        found = [check for other in others for check in _from_earlier(one, other)]
        yield from sorted(found, key=lambda check: check.verdict != "agrees")[:1]


def moves(figures: Sequence[Figure]) -> list[Moved]:
    """The levels of a sentence with their movements: those after it until something else is measured, and one right before it."""
    found: list[Moved] = []
    for place, level in enumerate(figures):
        if level.row.kind != "level" or level.estimate is None or _passed(figures[:place], level):
            continue
        before = figures[place - 1 : place] if place else []
        for move in (*before, *_following(figures, place)):
            if _of(level, move) and (move not in before or _ENTERING.fullmatch(gap(move, level))):
                found.append(Moved(level, move))
    return found


def prior(period: str | None, basis: str | None) -> tuple[str, ...]:
    """What a period is compared with, in each way to write it: `2024` and its last day for 2025 and 同比 or nothing named.

    >>> prior("2025-01/2025-11", "同比"), prior("2025-01", "环比"), prior("2025-06-30", "较年初"), prior("2025", "其他")
    (('2024-01/2024-11',), ('2024-12',), ('2024-12-31', '2024', '2024-12'), ())
    """
    if period is None or basis == "其他":
        return ()
    if basis == "较年初":
        year = int(_YEAR.findall(period)[-1]) - 1
        return f"{year}-12-31", f"{year}", f"{year}-12"
    if basis == "环比":
        return _month_before(period)
    before = _YEAR.sub(lambda year: f"{int(year[0]) - 1:04}", period)
    whole = before[:4]
    return (
        (before, f"{whole}-12-31")
        if before == whole
        else (before, whole)
        if before[4:] == "-12-31"
        else (before,)
    )


def _month_before(period: str) -> tuple[str, ...]:
    found = _MONTH.match(period)
    if not found:
        return ()
    year, month = int(found[1]), int(found[2])
    last = int(found[3] or year) * 12 + int(found[4] or month)
    length = last - year * 12 - month + 1
    first, end = year * 12 + month - 1 - length, last - 1 - length
    ends = [f"{at // 12:04}-{at % 12 + 1:02}" for at in (first, end)]
    return (ends[0] if length == 1 else "/".join(ends),)


def _following(figures: Sequence[Figure], place: int) -> Iterator[Figure]:
    """The figures after one, but for ranks and marks that were passed, until one that is no movement."""
    for at, figure in enumerate(figures[place + 1 :], place + 1):
        if figure.row.kind == "rank" or _passed(figures[:at], figure):
            continue
        if figure.row.kind not in ("change", "growth"):
            return
        yield figure


def _passed(before: Sequence[Figure], mark: Figure) -> bool:
    """Whether a level is a round mark that the exact one before it has passed (达10075.63亿元，突破万亿元)."""
    return (
        bool(before)
        and mark.row.bound != "=" == before[-1].row.bound
        and alike(before[-1], mark)
        and (before[-1].row.kind == mark.row.kind == "level" and before[-1].row.unit == mark.row.unit)
    )


def _of(level: Figure, move: Figure) -> bool:
    row = move.row
    return (
        row.kind in ("change", "growth")
        and move.estimate is not None
        and alike(level, move)
        and row.status == level.row.status
        and (row.period == level.row.period or None in (row.period, level.row.period))
        and not any(word in move.clause for word in (*YEARLY, "分别"))
        and "分别" not in level.clause
    )


def _movement(level: Figure, change: Figure, grown: Figure) -> Iterator[Check]:
    rate = growth(grown)
    assert level.estimate is not None and change.estimate is not None
    base = level.estimate - change.estimate
    bases = {change.row.basis, grown.row.basis}
    if rate is None or base.strict.low <= 0 or len(bases - {None}) > 1:
        return
    result = change.estimate / base * HUNDRED
    sign = "+" if change.value < 0 else "−"
    start = f"{level.said} {sign} {change.said}"
    value = 100 * change.value / (level.value - change.value)
    doubt = _doubt(change) or _unnamed(change, grown) or (COMPARABLE if is_comparable(level) else "")
    told = f"{'−' if change.value < 0 else ''}{change.said} ÷ ({start}) = {_rate(value, grown)}"
    yield judged("movement", told, result, rate, grown, (level, change, grown), doubt)


def judged(
    kind: str,
    told: str,
    result: Estimate,
    stated: Estimate,
    last: Figure,
    used: tuple[Figure, ...],
    doubt: str = "",
) -> Check:
    """The check of a result against what the text states; where there is a doubt, nothing disagrees."""
    found = verdict(result, stated)
    said = f"the text says {wording.measure(_cells(last))}"
    if found == "disagrees" and doubt:
        found, said = "cannot tell", f"{said}; {doubt}"
    elif found == "cannot tell":
        said = f"{said}: right only if digits were cut off or a hedge is generous"
    return Check(kind, found, told, result.strict, _unit(last), used, said)  # type: ignore[arg-type]


def _doubt(change: Figure) -> str:
    return GROSS_DOUBT if change.clause.endswith(GROSS) else ""


def _unnamed(change: Figure, grown: Figure) -> str:
    """A doubt where the later of two movements names a basis that the earlier does not."""
    first, second = sorted((change, grown), key=lambda one: one.at)
    whole_year = bool(re.fullmatch(r"\d{4}", grown.row.period or "")) and second.row.basis == "同比"
    return UNNAMED if first.row.basis is None and second.row.basis is not None and not whole_year else ""


def _led(one: Figure, other: Figure) -> str | None:
    """The word of movement that leads from one level to the other (由…提高到…), or None."""
    a, b = one.row, other.row
    same = (
        a.unit == b.unit
        and a.kind == b.kind
        and a.kind in ("level", "ratio", "rank")
        and one.core == other.core
    )
    if not same or one.estimate is None or other.estimate is None or "幅" in one.core or one.at == other.at:
        return None
    found = _leading().search(gap(one, other))
    opened = any(word in one.clause for word in FROM)
    return (found["move"] or found["reached"]) if found and opened else None


@cache
def _leading() -> re.Pattern[str]:
    """From one level to the next, within a clause: 左右提高到, 增至, 下降为2025年的."""
    moving = alternation(word for word in SIGNS if word not in REACHED)
    return re.compile(
        rf"\A[^，,。；;、]{{0,6}}?(?:(?P<move>{moving})了?(?:{alternation(TO)})|(?P<reached>{alternation(REACHED)}))"
        r"了?[^，,。；;、\d]{0,6}(?:\d{4}年[底末]?的?)?(?:约|近|超|超过|逾)?\Z"
    )


def _direction(one: Figure, other: Figure, word: str) -> Check:
    assert one.estimate is not None and other.estimate is not None
    rises = (SIGNS[word] == "+") != (one.row.kind == "rank")
    difference = other.estimate - one.estimate if rises else one.estimate - other.estimate
    right = (one.value < other.value) == rises and one.value != other.value
    found: Verdict = "agrees" if right else "disagrees" if difference.loose.high < 0 else "cannot tell"
    told = f"{one.said} {'<' if one.value < other.value else '=' if one.value == other.value else '>'} {other.said}"
    return Check("from-to", found, told, None, one.row.unit, (one, other), f"the text says {word}")


def _goes_on(other: Figure, said: Figure) -> bool:
    """Whether a movement stands right behind the level it leads to, with nothing else between (，提高3.8个百分点)."""
    row = said.row
    between = gap(other, said)
    return (
        row.kind in ("change", "growth")
        and said.estimate is not None
        and row.basis in (None, "其他")
        and _going_on().fullmatch(between) is not None
        and not any(word in between for word in YEARLY)
    )


@cache
def _going_on() -> re.Pattern[str]:
    moving = alternation(word for word in SIGNS if word not in REACHED)
    return re.compile(
        rf"(?:左右|以上)?[，,（(；]?[^，,。；;、\d]{{0,4}}?(?:{moving})了?[^，,。；;、\d]{{0,4}}"
    )


def _difference(one: Figure, other: Figure, said: Figure) -> Iterator[Check]:
    assert one.estimate is not None and other.estimate is not None and said.estimate is not None
    difference = other.estimate - one.estimate
    if said.row.kind == "growth":
        rate = growth(said)
        if rate is None or one.value <= 0:
            return
        value = 100 * (other.value - one.value) / one.value
        told = f"({other.said} − {one.said}) ÷ {one.said} = {_rate(value, said)}"
        doubt = COMPARABLE if is_comparable(other) else ""
        yield judged(
            "from-to", told, difference / one.estimate * HUNDRED, rate, said, (one, other, said), doubt
        )
    elif said.row.unit == other.row.unit or (other.row.unit, said.row.unit) == ("%", "百分点"):
        told = f"{other.said} − {one.said} = {in_form_of(other.value - one.value, said)}"
        yield judged("from-to", told, difference, said.estimate, said, (one, other, said))


def _from_earlier(one: Moved, other: Figure) -> Iterator[Check]:
    level, move = one.level, one.move
    assert level.estimate is not None and other.estimate is not None and move.estimate is not None
    doubt = COMPARABLE if is_comparable(level) else ""
    used = (level, other, move)
    if move.row.kind == "growth" and (rate := growth(move)) is not None and other.value > 0:
        result = (level.estimate - other.estimate) / other.estimate * HUNDRED
        value = 100 * (level.value - other.value) / other.value
        told = f"({level.said} − {other.said}) ÷ {other.said} = {_rate(value, move)}"
        yield judged("earlier", told, result, rate, move, used, doubt)
    elif move.row.kind == "change" and move.row.unit == level.row.unit:
        told = f"{level.said} − {other.said} = {in_form_of(level.value - other.value, move)}"
        yield judged(
            "earlier", told, level.estimate - other.estimate, move.estimate, move, used, doubt or _doubt(move)
        )


def _is_whose(one: Figure, other: Figure) -> bool:
    """Whether two levels of one name have a known owner; within an article that names none, it may stay unnamed."""
    return bool(one.row.subject) or (other.page is None and one.row.article == other.row.article)


def _key(level: Figure) -> tuple[str, str, str | None]:
    return level.core, level.row.region_code or level.row.subject or "", level.row.unit


def _rate(value: float, stated: Figure) -> str:
    """A growth in % with as many decimals as the one it is compared with."""
    places = intervals.decimals(stated.row.quote) + (2 if stated.row.unit == "倍" else 0)
    return f"{value:.{places}f}%".replace("-", "−")


def _unit(stated: Figure) -> str | None:
    return "%" if stated.row.unit in ("倍", "番") else stated.row.unit


def _cells(figure: Figure) -> dict[str, object]:
    return {
        name: getattr(figure.row, name) for name in ("value", "value_high", "unit", "bound", "kind", "quote")
    }


@dataclass(frozen=True, slots=True)
class Before:
    """The level that a level with a movement started from: no text says it."""

    level: Figure
    move: Figure
    value: float
    estimate: Estimate
    period: str | None
    arithmetic: str
    explanation: str


def levels_before(figures: Sequence[Figure]) -> Iterator[Before]:
    """The level that each level of a sentence started from, by its change, or where there is none by its growth.

    What a change is from is exact, so it goes before the growth. Hedged figures, targets, gross changes (新增) and growth at
    constant prices give nothing.
    """
    for _, group in groupby(moves(figures), key=lambda one: one.level):
        found = [made for one in group if (made := _before(one))]
        yield from sorted(found, key=lambda one: one.move.row.kind != "change")[:1]


def _before(one: Moved) -> Before | None:
    level, move = one.level, one.move
    first = prior(level.row.period, move.row.basis)
    plain = level.row.bound == move.row.bound == "=" and level.row.status == move.row.status == "actual"
    if not plain or move.row.basis == "其他" or level.estimate is None or move.estimate is None:
        return None
    period = first[0] if first else None
    why = (
        "no basis is named: taken as over the year before" if move.row.basis is None else f"{move.row.basis}"
    )
    if move.row.kind == "change" and move.row.unit == level.row.unit and not _doubt(move):
        value, estimate = level.value - move.value, level.estimate - move.estimate
        told = f"{level.said} {'+' if move.value < 0 else '−'} {move.said}"
    elif (
        (rate := growth(move)) is not None
        and move.row.unit in ("%", "倍")
        and rate.strict.low > -100
        and not is_comparable(level)
    ):
        scale = 100 if move.row.unit == "%" else 1
        value, estimate = (
            level.value / (1 + move.value / scale),
            level.estimate / (exactly(1) + rate / HUNDRED),
        )
        told = f"{level.said} ÷ (1 {'−' if move.value < 0 else '+'} {move.said}{'%' if scale == 100 else ''})"
    else:
        return None
    return Before(level, move, value, estimate, period, f"{told} = {in_form_of(value, level)}", why)
