"""The honoured: whom or what a sentence says an honour was given to.

Takes a sentence and where its verb of honour begins; gives `Honoured` records, one for each of a list. Terms: 牵头 to lead a
piece of work, 等3项工作 "and others, 3 works", 承建的 "built by".

Good: 甲市乙局、丙局牵头的稳外贸工作，丁局牵头的治水 has two works, the first led by two bodies; 北湖区“一网通办”案例 is the work
“一网通办”案例 of 北湖区. Rejected: 深耕主业 (a predicate, not one honoured): whom the text speaks of is taken instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from zhibiao.actors import Actors
from zhibiao.honours import hide
from zhibiao.lexicon import alternation, words

# How far back from the verb the one honoured, or a list of works, can begin.
_LONGEST_CLAUSE, _LONGEST_LIST = 200, 800


@dataclass(frozen=True, slots=True)
class Honoured:
    """One honoured, at `start` to `end` of the sentence; `recipient` is None where the text does not say whose honour it is.

    `assumed` is True where the words before the verb name nobody, and whom the text speaks of was taken.
    """

    start: int
    end: int
    recipient: str | None = None
    leads: tuple[str, ...] = ()
    work: str | None = None
    detail: str | None = None
    assumed: bool = False


@cache
def _of(*uses: str) -> str:
    return alternation(word for use in uses for word in words("honours", use=use))


# When, how often and where in an order, before the one honoured or between it and the verb.
_TIME = r"""(?:
    [于在自]?(?:19|20)\d\d(?:年?[—\-至](?:19|20)?\d\d)?\s?年度?(?:起|以来)?
  | [^，、\s]{2,8}之际 | 于?\d{1,2}月(?:份|[初底末中]|\d{1,2}日)? | \d{1,2}日
  | [上下]半年 | [年月][初底末中] | [一二三四]季度 | 连续[\d一二两三四五六七八九十多几]+(?:[年届次度]|个(?:季度|月|年度))
  | 第[\d一二三四五六七八九十]+次
  | 在全[国省市县区] | 在[^，]{2,40}?项目 | 已?[\d一二两三四五六七八九十多]+次 | “\ufffc{2,4}”(?:期间|时期) | 期间 | 之?后 | 时
)"""


@cache
def _before() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_TIME}|在[^，、]{{2,40}}?[中上里](?!国)|{_of('adverb')}|[，：、\s▲■●★◆])+", re.VERBOSE
    )


@cache
def _after() -> re.Pattern[str]:
    """One word at the end of what stands before the verb: taken off one at a time, so that no text makes it search long."""
    return re.compile(
        rf"(?:{_TIME}|{_of('adverb')}|在[^，、在]{{2,20}}[中上里]|(?<=.)作为[^，、]{{2,20}}|[，、\s])$",
        re.VERBOSE,
    )


_NUMBER = r"(?:\d+|[一二两三四五六七八九十百]+|多)"
# 等5个村, 等3项（次）工作, 等单位
_AND_OTHERS = re.compile(
    rf"等(?:{_NUMBER}余?)?(?:[个家项名位所件部]次?(?:（\ufffc+）)?)?[^，、“”《》]{{0,8}}$"
)
_EACH_HAS = re.compile(rf"(?:分别)?各有{_NUMBER}[个人名家项位]")  # 甲大学、乙大学各有1人
_AND_WORKS = re.compile(rf"等{_NUMBER}[项个件]|{_NUMBER}[项个件]工作$|分别$")
_ONLY_COUNT = re.compile(rf"(?:已有|共有|[共有]|其中)?{_NUMBER}余?[个家项名位所件部支座]")
_WIDER = re.compile(r"中国|我国|全国|国内|世界|全球|海外|国际")
_RELATIVE = re.compile(r"(?:全|我|该|本)[省市县区州旗][上下]*")


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"(?:{_of('body', 'group')})$")


@cache
def _work() -> re.Pattern[str]:
    return re.compile(rf"(?:{_of('work')}|[”》])$")


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(_of("opener"))


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(_of("lead"))


@cache
def _made() -> re.Pattern[str]:
    return re.compile(_of("made"))


@cache
def _by_what() -> re.Pattern[str]:
    """中国队凭借…, 杜思雨以13分: the one honoured, and what won it."""
    first = rf"(?!{_of('opener')}|{_of('adverb')})"
    return re.compile(
        rf"\s*{first}([\u4e00-\u9fffA-Za-z0-9·/]{{2,20}}?)(?:在[^，]{{2,40}}?[中上里])?{_of('by_what')}(?=[^，]{{2}})"
    )


_PRONOUN = re.compile("[他她它]")
# 由甲、乙组成的丙队
_TEAM = re.compile(r"(?:组成|带领|率领|指导|培养)的\s*(?P<team>[^的，\s]{2,16})$")


@cache
def _cause() -> re.Pattern[str]:
    return re.compile(rf"{_of('cause')}|[将把]")


def lead_in(hidden: str) -> int:
    """How long the words of time and the adverbs are that a clause begins with.

    >>> lead_in("2025年，甲山村入选")
    6
    """
    found = _before().match(hidden)
    return found.end() if found else 0


def find_honoured(sentence: str, hidden: str, start: int, end: int, actors: Actors) -> tuple[Honoured, ...]:
    """Whom `sentence[start:end]`, what stands between the last honour and the verb, says was honoured; at least one.

    `hidden` is the sentence with what stands in quotation marks hidden (`honours.hide`).

    >>> from zhibiao.regions import Places
    >>> from zhibiao.scenes import Scene
    >>> actors = Actors(Scene(Places(["临武县"]), None, ()))
    >>> text = "近日，甲街道、乙街道等5个街道成功"
    >>> [one.recipient for one in find_honoured(text, text, 0, len(text), actors)]
    ['甲街道', '乙街道']
    """
    start = max(start, hidden.rfind("；", start, end) + 1, end - _LONGEST_LIST)
    if _lead().search(hidden, start, end):
        return tuple(_led(sentence, hidden, start, end, actors))
    start = max(start, end - _LONGEST_CLAUSE, *(hidden.rfind(mark, start, end) + 1 for mark in "，："))
    start, end = _trim(hidden, start, end)
    if each := _EACH_HAS.search(hidden, start, end):
        end = each.start()
    others = _AND_OTHERS.search(hidden, start, end)
    end = others.start() if others else end
    parts = [_part(sentence, *span, actors) for span in _parts(hidden, start, end)]
    if len(parts) > 1 and all(parts):
        return tuple(part for part in parts if part)
    if one := _part(sentence, start, end, actors):
        return (one,)
    before = sentence[hidden.rfind("，", 0, max(0, start - 1)) + 1 : start]
    if won := _by_what().match(before):
        return (Honoured(start, end, won[1]),)
    return (Honoured(start, end, actors.subject(before), assumed=True),)


def _trim(hidden: str, start: int, end: int) -> tuple[int, int]:
    """The span without the words of time, the adverbs and the one who caused it (推动甲村入选: 甲村)."""
    if cause := list(_cause().finditer(hidden, start, end)):
        start = cause[-1].end()
    if before := _before().match(hidden, start, end):
        start = before.end()
    while after := _after().search(hidden, start, end):
        end = after.start()
    return start, end


def _parts(hidden: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of a list's parts; 和 parts two names only where one ends before it (泰和县 is one)."""
    cuts = [
        found.span()
        for found in re.compile(r"、|(?<=[”》])(?=[“《])|[和与及]").finditer(hidden, start, end)
        if found[0] in ("", "、")
        or _named().search(hidden[start : found.start()])
        or hidden[found.start() - 1] in "”》"
    ]
    starts = [start, *(last for _, last in cuts)]
    ends = [*(first for first, _ in cuts), end]
    return [(first, last) for first, last in zip(starts, ends, strict=True) if last > first]


def _part(sentence: str, start: int, end: int, actors: Actors) -> Honoured | None:
    """One honoured, somebody or a piece of work; None where the words are a predicate and name nobody."""
    name = sentence[start:end]
    one = Honoured(start, end)
    if count := _ONLY_COUNT.match(name):
        return replace(one, recipient=_some(name[count.end() :], actors))
    if team := _TEAM.search(name):
        return replace(one, recipient=actors.resolve(team["team"]))
    if not name or _opener().match(name):
        return None
    if _PRONOUN.match(name):
        return one
    if won := _by_what().match(name):
        return replace(one, recipient=actors.resolve(won[1]))
    pointing = _RELATIVE.match(name)
    length = pointing.end() if pointing else actors.head(name)
    if pointing and (length == len(name) or _ONLY_COUNT.match(name, length)):
        return replace(one, recipient=actors.resolve(pointing[0]))
    if made := _made().search(hide(name)):  # 甲公司承建的乙项目
        owner = actors.resolve(name[: made.start() if length == 0 else min(length, made.start())]) or None
        return replace(one, recipient=owner, work=_tidy(name[made.end() :]))
    if _work().search(name) and length < len(name):
        owner = actors.resolve(name[:length]) if length else actors.spoken_of()
        return replace(one, recipient=owner, work=_tidy(name[length:]))
    if _named().search(name) or length == len(name):
        return replace(one, recipient=actors.resolve(name))
    if length and actors.is_person(name, length):
        return replace(one, recipient=actors.resolve(name))
    if length and (_opener().match(name, length) or len(name) > 16):
        meant = _opener().match(name, length) or not actors.is_place(
            name[:length]
        )  # not 北京 of 北京甲乙学校的队伍
        return Honoured(start, start + length, actors.resolve(name[:length]) if meant else None)
    name = name[hide(name).rfind("的") + 1 :]  # 来自甲县的李某: 李某
    return replace(one, recipient=actors.resolve(name)) if 0 < len(name) <= 16 else None


def _some(kind: str, actors: Actors) -> str | None:
    """3个村入选…: some of the place's, none by name; 14所中国高校 are not the place's, and stand for themselves."""
    if _WIDER.match(kind) or actors.places.find(kind):
        return kind
    return actors.place if _named().search(kind) else None  # 3个成果, 4个: whose they are is not said


def _led(sentence: str, hidden: str, start: int, end: int, actors: Actors) -> Iterator[Honoured]:
    """The works of a list, each with the bodies that led it: 甲局、乙局牵头的A工作，丙局牵头的B等3项工作."""
    waiting: list[str] = []
    owner, led, first = actors.place, False, None
    for at, to in _pieces(hidden, start, end):
        verb = _lead().search(hidden, at, to)
        at = at if verb is None and led else min(to, at + lead_in(hidden[at:to]))
        first = at if first is None else first
        if verb is None and (not led or _leads_on(hidden, at, to, end)):
            waiting = [*waiting, sentence[at:to]] if _named().search(sentence[at:to]) else []
            first = first if waiting else None
            continue
        leads = (*waiting, sentence[at : verb.start()]) if verb else ()
        owner = _owner(leads, actors) or owner
        names = tuple(_without_place(name, actors) for name in leads)
        for one in _works(sentence, verb.end() if verb else at, to):
            yield replace(one, start=first if one.detail is None else one.start, recipient=owner, leads=names)
        waiting, led, first = [], True, None


def _pieces(hidden: str, start: int, end: int) -> list[tuple[int, int]]:
    others = _AND_WORKS.search(hidden, start, end)
    end = others.start() if others else end
    return [found.span() for found in re.compile(r"[^、，]+").finditer(hidden, start, end)]


def _leads_on(hidden: str, at: int, to: int, end: int) -> bool:
    """Whether a piece without 牵头 is one more leading body, named before the one that has it."""
    if not _named().search(hidden[at:to]) or hidden[to : to + 1] != "、":
        return False
    following = re.compile(r"[^、，]+").match(hidden, to + 1, end)
    return following is not None and _lead().search(following[0]) is not None


def _owner(leads: tuple[str, ...], actors: Actors) -> str | None:
    """Whose work it is: the place that the leading bodies are of."""
    for name in leads:
        if place := actors.places.region_of(name, actors.region):
            return place.name
        if division := actors.division(name):
            return division
    return None


def _without_place(name: str, actors: Actors) -> str:
    """郴州市商务局 → 市商务局, as the text itself says it the second time."""
    found = actors.places.find(name)
    if not found or found[0].start:
        return name
    return name[found[0].end - (1 if found[0].full else 0) :]


_DETAIL = re.compile(r"[（(]([^（）()\d]{2,60})[）)]$")


def _works(sentence: str, start: int, end: int) -> Iterator[Honoured]:
    """A work, or one row for each unit in the brackets after it."""
    detail = _DETAIL.search(sentence[start:end])
    if detail is None:
        yield Honoured(start, end, work=_tidy(sentence[start:end]))
        return
    work = _tidy(sentence[start : start + detail.start()])
    for found in re.finditer(r"[^、，；]+", detail[1]):
        at = start + detail.start(1) + found.start()
        yield Honoured(at, at + len(found[0]), work=work, detail=found[0])


def _tidy(work: str) -> str | None:
    """A work's name without a final 工作 and without the 的 before it."""
    return work.strip(" 　的，").removesuffix("工作").removesuffix("的") or None


def enumerated(sentence: str, hidden: str, start: int, actors: Actors) -> Iterator[Honoured]:
    """The items of a list after 分别是：, each a place or body with what it did, or a name alone."""
    end = len(sentence.rstrip("。！？\n”’"))
    marks = "；" if "；" in hidden[start:end] else "、"
    for found in re.compile(f"[^{marks}]+").finditer(hidden, start, end):
        name = sentence[found.start() : found.end()]
        length = actors.head(name)
        owner = actors.resolve(name[:length]) if length else actors.spoken_of()
        yield Honoured(*found.span(), owner, work=_tidy(name[length:]))
