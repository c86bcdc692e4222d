"""Parts checked against their wholes: sums, shares, ranks among so many, percentages that cannot be over 100, ranges in order.

Takes the figures of a sentence or of a paragraph (`statements`); gives a `Check` for each sum, share, rank and range that can be
judged. Parts have to add up only where they are surely all there are: three sectors, imports and exports
(`lexicon/wholes.tsv`), a number after 共 or 合计 behind what it adds up. Of other parts (其中…) each has to be within the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial, reduce
from itertools import pairwise, takewhile

from zhibiao import intervals, wording
from zhibiao.intervals import Estimate, Interval, Verdict, exactly, verdict
from zhibiao.lexicon import alternation, table
from zhibiao.moves import HUNDRED, judged
from zhibiao.statements import LEAST, Check, Figure, core_of, gap, in_form_of, is_counted, role

WHOLES = tuple((tuple(row["whole"].split()), tuple(row["parts"].split())) for row in table("wholes"))
PART, TOTAL, WITHIN, BEYOND = (role(name) for name in ("part", "whole", "within", "beyond"))
SAME_TIME, SIGNED, AVERAGE = role("same_time"), role("signed"), role("average")
FULL = 100.0
_OF_NAMED = re.compile(
    r"约?占(?:同期)?(?P<whole>[^，,。；;]{3,24}?)的?(?:比重|比例)?(?:达到|达|为|约|近|超过?)?的?"
)
_OF_WHOLE = re.compile(r"(?:约?占(?:比|其?总[量数额值人]?的?|全部的?)?(?:达到|达|为|约|近|超过?)?)")
_AMONG = re.compile(r"(?:在|居|列|全国|全省|全市|全州|全区|全县)[^，,。；;]{0,14}\Z")
_PLACED = re.compile(r"[^，,。；;、\d]{1,16}?(?:中|里|竞赛|评比|评选)?[^，,。；;、\d]{0,8}")
_PROPORTION = re.compile(r"[∶:：]")
_OPENS_PART = re.compile(rf"[，,。；;（(](?:{alternation(PART)})")
_BESIDE = re.compile(
    r"[^\d，,。；;：:、]{0,8}(?:、|和|及|与)[^\d，,。；;：:、]{0,8}"
)  # between parts in a row
_SUMMED = re.compile(
    rf"(?!等)[^\d，,。；;：:、]{{0,6}}[，,]?(?:{alternation(TOTAL)})"
)  # from the last of them to their sum
_RANGE = re.compile(r"(?P<low>\d+(?:\.\d+)?)(?P<unit>[^\d，。；、]{0,4}?)(?:(?P<to>[至到])|[—～~–])\Z")
_MOVED = re.compile("[从由自降减缩落跌涨升增调改]")


def parts(figures: Sequence[Figure]) -> Iterator[Check]:
    """Parts that are all there are against the whole; `figures` are those of a paragraph."""
    levels = [one for one in figures if one.row.kind == "level" and one.estimate is not None]
    for place, whole in enumerate(levels):
        after = [one for one in levels[place + 1 : place + 12] if one.row.unit == whole.row.unit]
        for endings, names in WHOLES:
            opening = _opening(whole, endings)
            if opening is None:
                continue
            run = after[: len(names)]
            near = all(one.sentence == whole.sentence or one.sentence.startswith(PART) for one in run)
            plain = {core_of(name) for name in names if near or (not opening and len(name) >= LEAST)}
            wanted = plain | ({core_of(opening + name) for name in names} if opening else set())
            if len({one.core for one in run} & wanted) == len(names) and all(
                _same(whole, one) for one in run
            ):
                yield _sum(whole, run)


def added(figures: Sequence[Figure]) -> Iterator[Check]:
    """A number after 共 or 合计 against those right before it, of the same unit (男性25人、女性27人，共52人)."""
    for place, whole in enumerate(figures):
        if whole.row.kind != "level" or whole.estimate is None or not whole.lead.endswith(TOTAL):
            continue
        before = list(takewhile(partial(_levels, whole), reversed(figures[:place])))[::-1]
        if len(before) > 1:
            check = _sum(whole, before)
            beside = all(_BESIDE.fullmatch(gap(one, other)) for one, other in pairwise(before))
            listed = beside and _SUMMED.fullmatch(gap(before[-1], whole))
            if listed or check.verdict == "agrees":
                yield check


def within(figures: Sequence[Figure]) -> Iterator[Check]:
    """A part right after 其中 against its whole."""
    for place, (whole, part) in enumerate(pairwise(figures)):
        if _is_no_sum(whole) or not (_levels(whole, part) and _OPENS_PART.search(gap(whole, part))):
            continue
        assert whole.estimate is not None and part.estimate is not None
        rest = whole.estimate - part.estimate
        found: Verdict = (
            "agrees" if rest.strict.high >= 0 else "disagrees" if rest.loose.high < 0 else "cannot tell"
        )
        said = "a part (其中) is no more than the whole"
        if found == "disagrees" and any(
            _levels(one, part) and one.value >= part.value for one in figures[:place]
        ):
            found, said = "cannot tell", "其中 may be of what was named before"
        told = f"{part.said} {'≤' if part.value <= whole.value else '>'} {whole.said}"
        yield Check("parts", found, told, None, whole.row.unit, (whole, part), said)


def _is_no_sum(whole: Figure) -> bool:
    """Whether a level is not made of parts: a price (元/斤, 每股收益), a net amount, or one of another time told beside it."""
    price, other_time = "/" in (whole.row.unit or ""), any(word in whole.clause for word in SAME_TIME)
    return price or other_time or any(word in whole.core for word in SIGNED + AVERAGE)


def shares(figures: Sequence[Figure]) -> Iterator[Check]:
    """A part of a whole with its share (企业412家，其中民营企业240家，占58.3%)."""
    for place, share in enumerate(figures[1:], 1):
        part = _part_of(figures[:place], share)
        if part is None or not _OF_WHOLE.fullmatch(share.clause):
            continue
        for whole in reversed(figures[: figures.index(part)]):
            if _levels(whole, part) and whole.value >= part.value:
                check = _share(whole, part, share)
                if _is_inside(whole, part) or check.verdict == "agrees":
                    yield check
                break


def named_shares(figures: Sequence[Figure]) -> Iterator[Check]:
    """A part with its share of a whole that is named, and measured elsewhere on the page (2480亿元，占全省进出口总值的46.6%)."""
    known: dict[str | None, list[Figure]] = {}
    for one in figures:
        if one.row.kind == "level" and one.estimate and len(one.core) >= LEAST and one.is_named:
            known.setdefault(one.row.unit, []).append(one)
    for place, share in enumerate(figures[1:], 1):
        found = _OF_NAMED.fullmatch(share.clause)
        part = _part_of(figures[max(0, place - 4) : place], share) if found else None
        if not found or part is None or part.sentence != share.sentence:
            continue
        wholes = [
            one
            for one in known.get(part.row.unit, ())
            if found["whole"].endswith((one.row.indicator or one.core, one.core))
            and one.row.period == part.row.period
        ]
        checks = [
            _share(whole, part, share) for whole in wholes if whole is not part and whole.value >= part.value
        ]
        yield from sorted(checks, key=lambda check: check.verdict != "agrees")[:1]


def proportions(figures: Sequence[Figure]) -> Iterator[Check]:
    """A proportion in hundredths (1.5∶35.7∶62.8) adds up to 100."""
    run: list[Figure] = []
    for one in [*figures, None]:
        if one and run and one.estimate and one.row.unit is None and _PROPORTION.fullmatch(gap(run[-1], one)):
            run.append(one)
            continue
        if (
            len(run) > 2
            and abs(sum(part.value for part in run) - FULL) < 0.4 * FULL
            and any("." in part.said for part in run)
        ):
            total = _added(run)
            told = (
                f"{' + '.join(part.said for part in run)} = {wording.number(sum(part.value for part in run))}"
            )
            found = verdict(total, exactly(FULL))
            yield Check(
                "share",
                found,
                told,
                total.strict,
                "%",
                tuple(run),
                "a proportion in hundredths adds up to 100",
            )
        run = [one] if one and one.estimate and one.row.kind == "ratio" and one.row.unit is None else []


def limits(figures: Sequence[Figure]) -> Iterator[Check]:
    """A share or rate of a kind that is a part of a whole is within 100 %."""
    for one in figures:
        name = one.row.indicator or ""
        if one.row.kind != "ratio" or one.row.unit != "%" or one.estimate is None or one.value < 0:
            continue
        if name.endswith(WITHIN) and not name.endswith(BEYOND):
            found: Verdict = "disagrees" if one.estimate.loose.low > FULL else "agrees"
            told = f"{one.said}% {'≤' if one.value <= FULL else '>'} 100%"
            yield Check("limit", found, told, Interval(0, FULL), "%", (one,), f"{name} is a share of a whole")


def ranks(figures: Sequence[Figure]) -> Iterator[Check]:
    """A place among so many is within their number (在14个市州中排名第3位)."""
    for among, rank in pairwise(figures):
        if rank.row.kind != "rank" or rank.row.bound != "=" or among.row.kind != "level":
            continue
        counted = is_counted(among.row) and among.row.bound == "=" and _AMONG.search(among.clause)
        if counted and _PLACED.fullmatch(gap(among, rank)):
            assert rank.estimate is not None
            found = verdict(rank.estimate, Estimate(Interval(1, among.value), Interval(1, among.value)))
            told = f"{wording.number(rank.value)} {'≤' if found == 'agrees' else '>'} {among.said}"
            yield Check(
                "rank", found, told, Interval(1, among.value), None, (among, rank), "a place among so many"
            )


def ranges(figures: Sequence[Figure]) -> Iterator[Check]:
    """The ends of a range in their order."""
    for one in figures:
        if one.estimate is None or one.row.kind == "rank":
            continue
        if one.row.value_high is not None:
            yield _range(one, one.value, one.row.value_high, one.row.quote)
        elif found := _RANGE.search(one.lead):
            clause = re.split("[，,。；;]", one.lead)[-1]
            number = re.match(r"\d+(?:\.\d+)?", one.row.quote)
            moved = one.row.kind not in ("level", "ratio") or one.sentence.startswith("不等", one.end)
            moved = moved or bool(found["to"] and _MOVED.search(clause))
            if number and not moved and found["unit"] in ("", one.row.quote[number.end() :]):
                yield _range(one, float(found["low"]), float(number[0]), found[0] + one.row.quote)


def _range(one: Figure, low: float, high: float, quote: str) -> Check:
    found: Verdict = "agrees" if abs(low) <= abs(high) or low < high else "disagrees"
    sign = "≤" if found == "agrees" else ">"
    told = f"{wording.number(low)} {sign} {wording.number(high)}"
    return Check("range", found, told, None, one.row.unit, (one,), f"the ends of {quote}")


def _opening(whole: Figure, endings: Sequence[str]) -> str | None:
    """What stands before the ending of a whole's name (服务 of 服务进出口总额), or None where it does not end so."""
    names = (whole.core, whole.row.indicator or "")
    return next((name.removesuffix(end) for end in endings for name in names if name.endswith(end)), None)


def _same(whole: Figure, part: Figure) -> bool:
    one, other = whole.row, part.row
    return (one.unit, one.period, one.status, one.region_code) == (
        other.unit,
        other.period,
        other.status,
        other.region_code,
    )


def _levels(whole: Figure, part: Figure) -> bool:
    return (
        whole.row.kind == part.row.kind == "level"
        and whole.row.unit == part.row.unit
        and whole.row.unit is not None
        and whole.row.status == part.row.status
        and whole.estimate is not None
        and part.estimate is not None
    )


def _added(figures: Sequence[Figure]) -> Estimate:
    return reduce(lambda one, other: one + other, [one.estimate for one in figures if one.estimate])


def _sum(whole: Figure, found: Sequence[Figure], doubt: str = "") -> Check:
    assert whole.estimate is not None
    value = sum(one.value for one in found)
    told = f"{' + '.join(one.said for one in found)} = {in_form_of(value, whole)}"
    return judged("parts", told, _added(found), whole.estimate, whole, (whole, *found), doubt)


def _part_of(before: Sequence[Figure], share: Figure) -> Figure | None:
    """The level before a share, but for movements and ranks, that it may be the share of."""
    row = share.row
    if row.kind != "ratio" or row.unit != "%" or share.estimate is None:
        return None
    part = next((one for one in reversed(before) if one.row.kind not in ("change", "growth", "rank")), None)
    fits = (
        part
        and part.row.kind == "level"
        and part.estimate
        and part.row.unit
        and part.row.status == row.status
    )
    return part if fits else None


def _is_inside(whole: Figure, part: Figure) -> bool:
    """Whether the text says that the part is one of the whole: 412家，其中240家; 在13个行业中，有10个."""
    between = gap(whole, part)
    return any(word in between for word in PART) or re.search("中，[^，。；]{0,4}\\Z", between) is not None


def _share(whole: Figure, part: Figure, share: Figure) -> Check:
    assert whole.estimate is not None and part.estimate is not None and share.estimate is not None
    places = intervals.decimals(share.row.quote)
    told = f"{part.said} ÷ {whole.said} = {100 * part.value / whole.value:.{places}f}%" if whole.value else ""
    doubt = "" if _is_inside(whole, part) else "the whole may be another"
    result = part.estimate / whole.estimate * HUNDRED
    return judged("share", told, result, share.estimate, share, (whole, part, share), doubt)
