"""Honours: finds where a text says that an honour was given, which honour it was, and by whom.

Takes a passage's text; gives `Honour` records, which say nothing yet of who got it (that is `recognitions`). The words are in
`lexicon/honours.tsv`.

Terms: 荣获, 获评 was awarded; 入选, 列入 was listed; 获批 was approved as; 通报表扬 commendation; 督查激励 incentive; 称号 title.

Good: 获应急管理部通报表扬 is the honour 通报表扬, granted by 应急管理部; 获评3项省建设工程“芙蓉奖” is 省建设工程“芙蓉奖”
(how many is a figure of its own).
Rejected: 获悉 (it is learnt), 获贷款 (a loan), 获专项资金支持 (funds), 力争获评 (a plan), 入选难 (hard to get in), 获推介
alone (nothing says by whom or where).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from zhibiao.lexicon import alternation, words

Way = Literal["award", "listing", "praise"]

HIDDEN = "\ufffc"  # stands for each character inside quotation marks and brackets, which hold no grammar
_QUOTED = re.compile(
    r"“[^“”。！？\n]{1,40}”|‘[^‘’。！？\n]{1,40}’|《[^《》\n]{1,60}》|[（(][^（）()。\n]{1,60}[）)]"
)
_TO_ANY = re.compile(r"(?<![面应])对[^，]{2,12}$")  # 对举办城市授予: to any such
_OF_WHOM = re.compile(r"的(?:个人|单位|集体|企业|人员|同志|家庭)(?:[和、与][^，]*)?$")
_ONLY_IF_NAMED_SO = ("通过", "命名为", "被命名为")
_GETTING = ("获", "获得", "取得")
_LONGEST = 80  # characters; no honour's name is longer


@dataclass(frozen=True, slots=True)
class Honour:
    """One honour in a text: `text[start:end]` runs from the verb to the end of its name.

    `name` is without the grantor, without numbers that say how many, and without a final 称号; `counted` is True where the text
    only says how many there were (激励18项次). `who` is the span of the one honoured where it stands after the verb
    (授予张家界市“…”称号), else the one honoured stands before the verb.
    """

    start: int
    end: int
    name: str
    granted_by: str | None = None
    counted: bool = False
    who: tuple[int, int] | None = None


def hide(text: str) -> str:
    """The text with what stands inside short quotation marks and brackets hidden, all offsets kept.

    >>> hide("获“小巨人”奖").replace(HIDDEN, "_")
    '获“___”奖'
    """
    return _QUOTED.sub(lambda found: found[0][0] + HIDDEN * (len(found[0]) - 2) + found[0][-1], text)


@cache
def _of(use: str) -> tuple[str, ...]:
    return words("honours", use=use)


@cache
def _verb() -> re.Pattern[str]:
    """The verbs, with the word before or after that makes another word of them: 收入|选择, 查获, 获悉, 获批|复."""
    verbs = {way: alternation(_of(way)) for way in ("award", "listing", "praise")}
    body = "[^，。；：！？、被将获]{2,24}?"
    return re.compile(
        rf"""(?<![收输加进深投查抓捕缴俘拿截登])(?:
            (?P<award>{verbs["award"]})
          | (?:被|获|获得|经|由)(?P<by>{body}(?:、{body})?)(?P<given>{alternation(_of("by"))})
          | (?P<listing>{verbs["listing"]})
          | (?P<praise>{verbs["praise"]})
        )(?:了|过)?(?![了过的得者估审价议择举手购悉利知救益刑罚赔复准奖率]|{alternation(_of("idle"))})""",
        re.VERBOSE,
    )


# How many: 3项, 六项, 18项次, 3项（次）; not 第3项, and nothing inside quotation marks.
_COUNT = re.compile(
    r"(?<![第\d○〇—\-])(?:\d+|[一二两三四五六七八九十百]+|多|数)(?:多|余)?"
    r"(?:项次|人次|[项个家件枚块座名篇部人次处所款种张条])(?:（\ufffc+）)?"
)
_LISTED = re.compile(
    r"等(?:多[项个]|各类|一系列)?(?:国家级|省级|市级)?(?:荣誉称号|荣誉|称号|奖项|奖励|殊荣|名号)?$"
)
_TITLE = re.compile(r"(?:的)?(?:荣誉)?称号$|之一$")
_VAGUE = re.compile(
    r"(?:(?:国家|省|市|县|部)级?|各级|上级|全国|全省|国内外?|国际|多项|多个|诸多|许多|很多|众多|若干|各种|各类|其[它他]|赛事|[一二三四五六七八九十两]大|相关|以上|文学|好书|国家|[、和])*"
    r"(?:奖|之最|榜单?|奖项|大奖|荣誉|称号|认定|先进|表彰|表扬|嘉奖|示范|试点|名单)"
)

_POINTS = re.compile(r"[的者后并该此这不]|上述|以下|.*以上.")  # 二等功以上军人: those who have one


@cache
def _over() -> re.Pattern[str]:
    """Where an honour's name is over before its clause is: 并代表…, 后, 以来, 的基础上, 、获评…."""
    verbs = alternation(_of("award"))
    return re.compile(
        rf"并(?![列网购行])|且|而|据悉|据了解|近日|日前|\d{{1,2}}月\d{{1,2}}日|作了|进行|也|(?<=[”》奖])\s|(?<!博士)之?后|以来|的?基础上|以及其|、?同时|成为|是(?!非)|被|、?{verbs}"
    )


@cache
def _grantor() -> re.Pattern[str]:
    names, endings = alternation(_of("grantor")), alternation(_of("grantor_ending"))
    body = rf"(?:{names}(?:办公厅)?|(?!全国?|优秀|先进|首批|最佳|十佳|年度)(?:(?!的)[\u4e00-\u9fff]){{1,12}}?{endings})"
    return re.compile(rf"{body}(?:[、和与及]{body}){{0,3}}(?:等[一二三四五六七八九十\d]*(?:个)?部[门委])?")


_NOT_GRANTOR = re.compile(r"系统|直属|机关|所属|[门长级]|$")


@cache
def _plan() -> re.Pattern[str]:
    # A single 将, 拟 or 未 counts only right before the verb: 将 also means 把, 未 and 可 are parts of words.
    first = "(?:[是为]|作为)[^，]{0,14}(?:唯一|首[个批家]|最早|此次|本次)(?:一[个家])?$"  # 是唯一入选的: told already
    near = r"(?:将|拟|欲|望|可|能|未|没|不|若|如|待|争|盼|请|为|想|应)(?:被|再次|首次|成功|于[^，]{1,8})?$"
    return re.compile(rf"{alternation(_of('plan'))}|{near}|{first}|(?:^|，|“)(?:对于?|凡|每)[^，]*$")


@cache
def _frame() -> re.Pattern[str]:
    return re.compile(alternation(_of("frame")))


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation((*_of('ending'), *_of('commendation')))}|\d+强)[”’》]*$")


@cache
def _marked_thing() -> re.Pattern[str]:
    return re.compile(rf"{alternation(_of('mark'))}.*{alternation(_of('thing'))}[”’》]*$")


@cache
def _praise() -> re.Pattern[str]:
    return re.compile(rf"{alternation(_of('commendation'))}$")


@cache
def _never() -> re.Pattern[str]:
    return re.compile(rf"{alternation(_of('never'))}$")


@cache
def _doing() -> re.Pattern[str]:
    """What an honour's name does not begin with: 通过|表彰先进 is what somebody does."""
    return re.compile(r"(?:公开|隆重|集中)?(?:表彰|表扬|嘉奖|评选|奖励|批准)(?!激励)(?=.{2})")


@cache
def _personal() -> re.Pattern[str]:
    return re.compile(rf"{alternation(_of('personal'))}[”’》]*$")


def is_personal(name: str) -> bool:
    """Whether people and teams get an honour of this name, and no place.

    >>> is_personal("男子南棍项目金牌"), is_personal("国家卫生县城")
    (True, False)
    """
    return _personal().search(name) is not None


def is_planned(before: str) -> bool:
    """Whether the words before a verb make the honour a plan, a condition or a miss.

    >>> is_planned("力争"), is_planned("园区去年成功")
    (True, False)
    """
    return _plan().search(before) is not None


def find_honours(text: str) -> tuple[Honour, ...]:
    """The honours that a sentence says were given, in order.

    >>> [(one.name, one.granted_by) for one in find_honours("该县获国务院督查激励，入选全国百强县。")]
    [('督查激励', '国务院'), ('全国百强县', None)]
    >>> find_honours("记者获悉，企业获贷款500万元，力争获评省级示范企业。")
    ()
    """
    hidden = hide(text)
    found: list[Honour] = []
    for verb in _verb().finditer(hidden):
        if found and verb.start() < found[-1].end:
            continue
        before = _clause_before(hidden, verb.start())
        if (
            is_planned(before)
            or _framed(hidden, verb.start())
            or (verb[0] == "授予" and _TO_ANY.search(before))
        ):
            continue
        found.extend(_honours_after(text, hidden, verb))
    return tuple(found)


def _framed(hidden: str, start: int) -> bool:
    """Whether an earlier clause of the sentence makes a plan of it: 下一步，将…，推动甲村入选."""
    left = max(hidden.rfind(mark, max(0, start - 200), start) for mark in "。；！？\n")
    return _frame().search(hidden, max(left + 1, start - 200), start) is not None


def _clause_before(hidden: str, start: int) -> str:
    left = max(hidden.rfind(mark, max(0, start - 60), start) for mark in "，。；：！？\n")
    return hidden[max(left + 1, start - 60) : start]


def _honours_after(text: str, hidden: str, verb: re.Match[str]) -> Iterator[Honour]:
    """The honours named after one verb; none where what follows it is no honour."""
    end = _object_end(hidden, verb.end())
    if _OF_WHOM.search(hidden, verb.end(), end):
        return  # 荣获甲奖、乙奖的个人: those who have got it, whoever they are
    who = _one_honoured(hidden, verb.end(), end) if verb["listing"] == "授予" else None
    start = who[1] if who else verb.end()
    granted_by = _granted_before(hidden, verb)
    if granted_by is None and (granted := _granted_at(text, start, end)):
        granted_by, start = granted, start + len(granted)
    way = _way(verb, who is not None)
    for first, last in _split(text, hidden, start, end):
        own = _granted_at(text, first, last) if first > start else None  # 获甲厅通报表扬、乙局嘉奖
        name, counted = _clean(text, hidden, first + len(own or ""), last)
        if verb["listing"] in _GETTING and name.endswith("名单"):
            continue  # 获得甲服务认证名单: a list of those who got something
        if verb["listing"] in _ONLY_IF_NAMED_SO and (not _ends().search(name) or _praise().search(name)):
            continue  # 通过组建团队, 通过“善行”平台; 命名为“甲工程”
        if _is_honour(name, way, bool(own or granted_by)):
            yield Honour(verb.start(), last, name, own or granted_by, counted, who)


def _granted_at(text: str, start: int, end: int) -> str | None:
    """The body that an honour's name begins with: 获|应急管理部|通报表扬; not 住建厅|系统先进."""
    found = _grantor().match(text, start, end)
    return found[0] if found and not _NOT_GRANTOR.match(text, found.end(), end) else None


def _granted_before(hidden: str, verb: re.Match[str]) -> str | None:
    """The body that grants, where it stands before the verb: 被甲部评为, 甲厅将乙镇列为, 甲市政府授予."""
    if verb["by"]:
        granted = _grantor().match(verb["by"])  # 获联合国教科文组织批准列入…: the body, not 批准
        named = granted[0] if granted else verb["by"]
        return None if named in _of("by") or named in ("命名", "表彰") else named  # 被命名表彰为
    before = re.split("[将把]", _clause_before(hidden, verb.start()))
    if len(before) > 1 or verb["listing"] == "授予":
        return before[0] if _grantor().fullmatch(before[0]) else None
    return None


def _way(verb: re.Match[str], who: bool) -> Way:
    if who or verb["award"] or verb["given"] in ("授予", "评为", "命名为"):
        return "award"
    return "praise" if verb["praise"] and verb["praise"] not in _of("listing") else "listing"


def _object_end(hidden: str, start: int) -> int:
    """Where the words after a verb end: at the clause's edge or where a new verb takes over, within reason."""
    limit = min(len(hidden), start + _LONGEST)
    edge = re.compile(r"[，,。；：！？\n]").search(hidden, start, limit)
    end = edge.start() if edge else limit
    over = _over().search(hidden, min(start + 2, end), end)
    return over.start() if over else end


_HONOURED = re.compile(
    r"[^“全首省国年\d]{2,20}?(?=“|全国|全省|首批|国家|省级|年度|\d{4}|[个集][人体]|[一二三特]等|荣誉|见义勇为|[优先][秀进])"
)
# What is no part of an honour's name: （FDA） and 公布的 before it, （详见附件） after it.
_LOOSE = re.compile(
    r"^[（(][^（）()]{1,20}[）)]|^成?为|^[^“”，]{0,10}(?:公布|发布|评选|颁发|组织|主办|举办|授予|颁布)的|[（(]详?见[^（）()]{1,20}[）)]$"
)


def _one_honoured(hidden: str, start: int, end: int) -> tuple[int, int] | None:
    """In 授予张家界市“国家森林城市”称号, the span of 张家界市."""
    found = _HONOURED.match(hidden, start, end)
    return found.span() if found else None


def _split(text: str, hidden: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the honours in a list; one span where its parts are not honours each."""
    listed = _LISTED.search(hidden, start, end)
    end = listed.start() if listed and listed.start() > start else end
    cuts = [mark.start() for mark in re.compile(r"、|(?<=”)(?=“)|(?<=》)(?=《)").finditer(hidden, start, end)]
    edges = [start, *cuts, end]
    spans = [(first + (hidden[first] == "、"), last) for first, last in pairwise(edges) if last > first]
    names = [_clean(text, hidden, *span)[0] for span in spans]
    good = [_is_honour(name, "listing", False) or name.endswith("”") for name in names]
    if len(spans) == 1 or all(good):
        return spans
    if good[-1] or not any(good):  # 学前教育、高中教育质量评价特等奖 is one honour
        return [(start, end)]
    return spans[: good.index(False)] or [(start, end)]


def _clean(text: str, hidden: str, start: int, end: int) -> tuple[str, bool]:
    """An honour's name without the numbers that say how many, and whether one stood at its end."""
    kept, position, counted = "", start, False
    for count in _COUNT.finditer(hidden, start, end):
        kept, position, counted = kept + text[position : count.start()], count.end(), count.end() == end
    name = kept + text[position:end]
    return _TITLE.sub("", _LOOSE.sub("", name).strip(" 　的了")).strip(), counted


def _is_honour(name: str, way: Way, granted: bool) -> bool:
    """Whether a name can be an honour's; a listing must end like one, an act of praise must say by whom or where."""
    bare = name.strip("“”‘’《》")
    if len(bare) < 2 or _never().search(bare) or _POINTS.match(bare) or _doing().match(bare):
        return False
    if _praise().search(bare):
        return granted or (len(bare) >= 4 and not _VAGUE.fullmatch(bare))
    if way == "praise" or _VAGUE.fullmatch(bare) or _attributive(name):
        return False
    return len(bare) > 2 if way == "award" else bool(_ends().search(bare) or _marked_thing().search(name))


def _attributive(name: str) -> bool:
    """荣获全国劳动模范的李某…: what follows 的 is not the honour but the one honoured, and where that ends is unsure."""
    head, particle, _ = hide(name).partition("的")
    return bool(particle) and (
        head.endswith("”")
        or bool(_ends().search(name[: len(head)]) or _marked_thing().search(name[: len(head)]))
    )
