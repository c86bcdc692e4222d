"""Noun phrases: the name that stands before a figure (进出口总值达…) or after it (399个重点建设项目).

Takes a clause's tokens and a place in them; gives the tokens that name what is measured, apart from whose it is: places
at the front are owners (`郴州市进出口总值`: owner 郴州市, name 进出口总值). A relative clause is left off its noun
(`对实体经济发放的贷款` gives 贷款), and what stands before 等 is an example of what stands after it
(`茶叶、油茶等特色种植` gives 特色种植).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zhibiao.bodies import CATEGORIES, ending_of, is_proper, role_of
from zhibiao.clauses import Token
from zhibiao.comparisons import CAUSES, INFLUENCES
from zhibiao.joins import (
    INSIDE,
    NOMINAL,
    PARTS_OF_NAMES,
    RELATIONS,
    SIZES,
    SUFFIXES,
    is_measure,
    joins_before,
    nominal,
)
from zhibiao.lexicon import table, words

COUNTED = frozenset(
    row["unit"] or row["word"] for row in table("units") if row["class"] in ("measure", "weak")
)
GENERIC = frozenset(words("heads", role="generic"))
PREFIXES = frozenset(words("heads", role="prefix"))
EXTENTS = frozenset(row["unit"] or row["word"] for row in table("units") if row["class"] == "physical")
FIRMS = words("functions", role="firm_end")
FLOWS = frozenset(words("functions", role="flow"))
SUMMING = frozenset(words("functions", role="summing"))
TOWARDS = frozenset("对与自向同")  # 对巴西进出口: the country is part of the name, not whose it is
COLLECTIVES = frozenset(words("collectives"))
NUMERALS = frozenset("一二三四五六七八九十两每")
INDUSTRIES = frozenset(words("functions", role="industry"))
BODIES = frozenset({"firm", "site", "body", "place"})
IMPOSING = frozenset(words("functions", role="imposing"))
ASPECTS = frozenset("着了过")
PREDICATES = frozenset(words("functions", role="predicate"))
OPENING = frozenset("TdxtEfcp")
NAMED_PEOPLE = frozenset("名位")  # a noun follows these, where 3人 may do something
LONGEST_RELATIVE = 7  # tokens
EXCEPTING = frozenset(words("functions", role="excepting"))
EXCEPTED = frozenset(words("functions", role="excepted"))
LONGEST_EXCEPTION = 8  # tokens
DIVISIONS = frozenset("省州市县区旗乡镇村社街")
LENGTHS = frozenset(words("functions", role="length"))
MANY_PEOPLE = frozenset(words("functions", role="persons"))


@dataclass(slots=True)
class Phrase:
    """A noun phrase: its own tokens, the places before them, the verb before those, and where it stands in the clause."""

    tokens: list[Token] = field(default_factory=list)
    owners: list[Token] = field(default_factory=list)
    verb: Token | None = None
    begin: int = 0
    end: int = 0

    @property
    def text(self) -> str:
        """The name as one string, brackets and marks of quotation as they stand."""
        return "".join(token.text for token in self.tokens)

    def __bool__(self) -> bool:
        return bool(self.tokens)


def before(tokens: list[Token], end: int, subject: bool = False) -> Phrase:
    """The phrase that ends just before a token.

    `subject` says that it is the subject of a verb behind it (`海铁联运班列增长9%`), so that a verb within it belongs to it.
    """
    begin = end
    while begin > 0 and joins_before(tokens, begin - 1, end, subject):
        begin -= 1
    begin = _past_receiver(tokens, begin, end)
    begin = _past_instance(tokens, begin, end)
    verb = tokens[begin - 1] if begin and tokens[begin - 1].tag in "vwl" else None
    towards = _towards(tokens, begin, end)
    if towards is not None:
        return Phrase([t for t in tokens[towards:end] if t.tag not in "bdk"], [], None, towards, end)
    excepted = _exception(tokens, begin, end)
    if excepted is not None:
        return Phrase(tokens[excepted:end], [], None, excepted, end)
    if begin and end - begin > 1 and tokens[begin].tag == "E" and tokens[begin - 1].text in TOWARDS:
        return Phrase([t for t in tokens[begin - 1 : end] if t.tag != "b"], [], None, begin - 1, end)
    return _phrase(tokens, begin, end, verb)


def _past_receiver(tokens: list[Token], begin: int, end: int) -> int:
    """Past whom something is done to or for, and past what moves it: `向村民发放贷款`, `受天气影响价格上涨`."""
    if not 0 < begin < end or tokens[begin - 1].tag != "p":
        return begin
    if tokens[begin - 1].text in CAUSES:
        moved = (at + 1 for at in range(begin, end - 1) if tokens[at].text in INFLUENCES)
        return next(moved, begin)
    if tokens[begin].tag == "E":
        return begin
    verbs = (at for at in range(begin + 1, end - 1) if tokens[at].tag in "vl" and nominal(tokens[at - 1]))
    return next(verbs, begin)


def _towards(tokens: list[Token], begin: int, end: int) -> int | None:
    """Where `对共建国家合计进出口` begins: whom trade is with is part of its name, also past 合计."""
    if begin >= end or tokens[end - 1].text not in FLOWS:
        return None
    at = begin
    while at > 0 and tokens[at - 1].text in SUMMING:
        at -= 1
    while at > 0 and at < begin and (tokens[at - 1].tag in NOMINAL or tokens[at - 1].tag in ",cub"):
        at -= 1
    return at - 1 if at > 0 and tokens[at - 1].text in TOWARDS else None


def _exception(tokens: list[Token], begin: int, end: int) -> int | None:
    """Where `除汽车以外的消费品零售额` begins: what is left out is part of the name."""
    at = begin if begin < end and tokens[begin].text == "的" else begin - 1
    if at < 2 or tokens[at].text != "的" or tokens[at - 1].text not in EXCEPTED:
        return None
    return next(
        (i for i in range(at - 2, max(-1, at - LONGEST_EXCEPTION), -1) if tokens[i].text in EXCEPTING), None
    )


def _past_instance(tokens: list[Token], begin: int, end: int) -> int:
    """Past the instance in `以电动汽车为代表的新产品`."""
    if not begin or tokens[begin - 1].text != "为" or all(token.text != "以" for token in tokens[:begin]):
        return begin
    return next((at + 1 for at in range(begin, end - 1) if tokens[at].text == "的"), begin)


def opening_end(tokens: list[Token]) -> int:
    """Where the noun phrase ends that a clause opens with, after times, adverbs and the like."""
    at = 0
    while at < len(tokens) and tokens[at].tag in OPENING:
        at += 1
    while at < len(tokens) and (tokens[at].tag in NOMINAL or tokens[at].tag in "T,"):
        at += 1
    return at


def after(tokens: list[Token], start: int, unit: str | None = None) -> Phrase:
    """The phrase that begins at a token, just after a figure with the given unit; 的 between them is passed over.

    White space between them, as in a headline of two parts, ends what belongs to the figure.
    """
    if 0 < start < len(tokens) and tokens[start].start > tokens[start - 1].end:
        return Phrase(begin=start, end=start)
    given = start < len(tokens) and tokens[start].text == "的"
    start = _first_behind(tokens, start)
    if not given and unit in COUNTED and (unit not in MANY_PEOPLE or unit in NAMED_PEOPLE):
        start = _past_relative(tokens, start)
    end = _past_verb(tokens, start, unit, given)
    plain = end == start and unit in COUNTED and unit not in MANY_PEOPLE  # 30名省级医院的专家 are experts
    while end < len(tokens) and _joins_after(tokens, end, start):
        if plain and _is_whole(tokens, end, start):
            break
        end += 1
    relative = _relative(tokens, start, end) or _past_inside(tokens, start, end)
    if relative:
        start = end = relative
        while end < len(tokens) and _joins_after(tokens, end, start):
            end += 1
    # 数亿元的基础设施投入: behind 的 stands a name, and nothing that does something
    return _phrase(tokens, start, end if given else _before_predicate(tokens, start, end), None)


def _before_predicate(tokens: list[Token], start: int, end: int) -> int:
    """Where the noun ends, without what it does at the clause's end: `20个项目开工`, `5台烘干机投入使用`."""
    if end < len(tokens) and tokens[end].tag in "uc":
        return end
    at = end
    while at > start and (tokens[at - 1].tag == "w" or tokens[at - 1].text in PREDICATES):
        at -= 1
    ends = (i for i in range(max(at, start + 1), end) if tokens[i].text in PREDICATES)
    return next(ends, end) if at > start else end


def _first_behind(tokens: list[Token], start: int) -> int:
    """Where the noun begins: past 的, past the sizes of `2米高、3米宽的展板`, past the 人民币 of `200亿元人民币订单`."""
    sized = start
    while _is_sized(tokens, sized):
        listed = sized + 2 < len(tokens) and tokens[sized + 1].tag in ",c"
        sized += 3 if listed and tokens[sized + 2].tag == "Q" else 1
    if sized < len(tokens) and tokens[sized].text in ("的", "人民币"):
        return sized + 1
    return sized if sized < len(tokens) and nominal(tokens[sized]) else start


def _past_relative(tokens: list[Token], start: int) -> int:
    """Past a clause that stands before the noun: `5台用于抢险的水泵`, `93个因暴雨断电的小区`."""
    if start == len(tokens) or tokens[start].tag not in "pv":
        return start
    ends = enumerate(tokens[start + 1 : start + LONGEST_RELATIVE], start + 1)
    at = next((i for i, token in ends if token.text == "的" or token.tag in "Qdk,/"), start)
    relative = at > start and tokens[at].text == "的" and at + 1 < len(tokens) and tokens[at + 1].tag in "nw"
    return at + 1 if relative else start


def _is_sized(tokens: list[Token], at: int) -> bool:
    """Whether a word says which size a length is: `1.8公里长`, `3米宽`."""
    quantity = tokens[at - 1].quantity if 0 < at < len(tokens) and tokens[at].text in SIZES else None
    return quantity is not None and quantity.unit in LENGTHS


def _past_verb(tokens: list[Token], start: int, unit: str | None, given: bool) -> int:
    """Past a verb that stands before the noun and belongs to it: `3个在建项目`, `22家被检查机构`.

    People do what follows them, unless 的 stands between (`given`): `300人的抢险队伍`.
    """
    first, second, third = [*tokens[start : start + 3], None, None, None][:3]
    if first is None or second is None:
        return start
    if first.text == "被" and second.tag in "vw" and nominal(third):
        return start + 2
    plain = first.tag == "v" and (given or unit not in MANY_PEOPLE) and nominal(second)
    return start + 1 if plain else start


def _joins_after(tokens: list[Token], at: int, start: int) -> bool:
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.tag == "w" and at > start and following is not None and following.tag in "EQTp":
        return False
    if token.text in PREFIXES and at > start:
        return False  # 4600户农户户均增收
    if acts(tokens, at):
        return False
    if token.tag in NOMINAL or token.tag == "b":
        return True
    if at == start and token.text in PARTS_OF_NAMES:
        return nominal(following)  # 251亿元总成交额
    if following is None or (token.tag in ",c" and _figure_ahead(tokens, at + 1)):
        return False
    if token.tag == "r":
        return at > start and token.text.startswith("各") and following.tag in NOMINAL  # 社会各界群众
    if token.tag in "vm" and at > start and following.text in SUFFIXES:
        return True  # 对接会
    if token.tag == "v" and at > start and tokens[at - 1].tag == "w" and following.tag == "n":
        return True  # 违法捕捞案件
    if token.tag == "a" or (token.tag in ",c" and at > start) or (token.text == "的" and at > start):
        return following.tag in NOMINAL or (token.tag != "a" and following.tag == "a")
    return token.tag == "f" and at > start and following.tag in NOMINAL


def acts(tokens: list[Token], at: int) -> bool:
    """Whether a single character is a verb, because 着 or 了 follows it: `3个大人带着4个小孩`."""
    return len(tokens[at].text) == 1 and at + 1 < len(tokens) and tokens[at + 1].text in ASPECTS


def _is_whole(tokens: list[Token], at: int, start: int) -> bool:
    """Whether 的 follows what is counted: `36个港口的规划` counts ports; `12台新型的设备` and `3个在建的项目` go on."""
    if at == start or tokens[at].text != "的" or is_measure(tokens[at - 1]):
        return False
    return all(token.tag == "n" for token in tokens[start:at])


def _figure_ahead(tokens: list[Token], at: int) -> bool:
    """Whether what is listed next has a figure of its own: `6个棚户区和富乐小区等15个老旧小区`."""
    while at < len(tokens) and (tokens[at].tag in NOMINAL or tokens[at].tag in "u,cabr"):
        at += 1
    return at < len(tokens) and tokens[at].tag == "Q" and tokens[at - 1].text != "的"


def _relative(tokens: list[Token], start: int, end: int) -> int:
    """Where the noun begins in `910个民政部公布的市辖区`: behind the 的 of a relative clause; 0 if there is none."""
    if not start < end <= start + 3 or end + 2 >= len(tokens) or tokens[end].tag != "v":
        return 0
    is_relative = tokens[end + 1].text == "的" and tokens[end + 2].tag in NOMINAL
    return end + 2 if is_relative else 0


def _past_inside(tokens: list[Token], start: int, end: int) -> int:
    """Where the noun begins behind the place where it is: `15个蓄滞洪区内的村子`; 0 if none is said."""
    inside = start < end < len(tokens) - 1 and tokens[end].text == "的" and tokens[end - 1].text in INSIDE
    return end + 1 if inside and nominal(tokens[end + 1]) else 0


def _phrase(tokens: list[Token], begin: int, end: int, verb: Token | None) -> Phrase:
    kept = [
        token
        for i, token in enumerate(tokens[begin:end], begin)
        if token.tag != "b" or _is_division(tokens, i)
    ]
    if len(kept) > 2:
        governed = begin > 0 and tokens[begin - 1].tag in "vwlpr"  # 归属于本行股东的净利润
        kept = _without_relative(_after_examples(kept), governed)
    if len(kept) > 2 and kept[0].text in NUMERALS and kept[1].tag == ",":
        kept = kept[2:]  # 一、人民币贷款
    if len(kept) > 3 and kept[0].text == "一" and kept[1].text in EXTENTS and kept[2].tag == ",":
        kept = kept[3:]  # 菠菜8元一斤、黄瓜
    if len(kept) > 1 and kept[0].text[0] == "一" and kept[0].text[1:] in COUNTED:
        kept = kept[1:]  # 一台售价
    while kept and (
        (kept[0].tag in ",cufd" and kept[0].text not in PARTS_OF_NAMES)
        or (len(kept) > 1 and kept[0].text in IMPOSING)
    ):
        kept.pop(0)
    while kept and (kept[-1].tag in ",cuf" or kept[-1].text in NUMERALS):
        kept.pop()  # 一根不到8元: of a counted word only its numeral is left here
    if len(kept) > 2 and kept[-1].text in SIZES and kept[-2].text in COUNTED and kept[-3].text in NUMERALS:
        kept = kept[-1:]  # 新修一条长200米的便道
    if len(kept) == 2 and kept[0].text == "一" and kept[1].text in COUNTED:
        kept = []  # 一套120平方米的住房
    if begin < end and tokens[begin].text == "等" and len(kept) > 1 and kept[0].text in COLLECTIVES:
        kept.pop(0)  # （9%）等国出口
    if len(kept) > 2 and len(kept[0].text) == 1 and kept[0].tag == "n" and kept[1].text == "的":
        kept = kept[2:]  # the end of a name that is no word
    owners: list[Token] = []
    if len(kept) > 1:
        kept = _without_body(_without_places(kept))
    while kept and kept[0].tag == "E" and (len(kept) == 1 or kept[1].tag not in ",c"):
        owners.append(kept.pop(0))
        while kept and kept[0].tag in "u,cf":
            kept.pop(0)
    return Phrase(kept, owners, verb, begin, end)


def _is_division(tokens: list[Token], at: int) -> bool:
    """Whether a bracket belongs to the word before it: `43个县（市、区）`, `12个村（社区）`."""
    return at > 0 and tokens[at - 1].text in DIVISIONS and tokens[at].text[1:2] in DIVISIONS


def _without_places(tokens: list[Token]) -> list[Token]:
    """Without the places that a word sums up: `甲、乙、丙三市GDP` is the GDP of several."""
    at = next((i for i, token in enumerate(tokens[1:], 1) if token.text in COLLECTIVES), 0)
    summed = 0 < at < len(tokens) - 1 and all(token.tag in "E,c" for token in tokens[:at])
    return tokens[at + 1 :] if summed and any(token.tag in ",c" for token in tokens[:at]) else tokens


def _without_body(tokens: list[Token]) -> list[Token]:
    """Without the body whose measure it is: `公司主营收入`, `江岭高速公路全长`; a kind of bodies stays (`民办幼儿园数量`)."""
    if len(tokens) < 2 or not (is_measure(tokens[-1]) or role_of(tokens[-1].text) not in BODIES):
        return tokens
    at = next((i for i in range(len(tokens) - 2, -1, -1) if _is_body(tokens, i)), -1)
    return tokens[at + 1 :] if at >= 0 and tokens[at + 1].tag in NOMINAL else tokens


def _is_body(tokens: list[Token], at: int) -> bool:
    """Whether a token closes the name of one body."""
    text = tokens[at].text
    if text.endswith(FIRMS) and text not in CATEGORIES and is_measure(tokens[-1]):
        return True
    if ending_of(text) not in BODIES or not at:
        return False
    return is_proper(tokens[:at]) or (tokens[0].tag == "E" and text not in CATEGORIES)


def _after_examples(tokens: list[Token]) -> list[Token]:
    at = next((i for i in range(len(tokens) - 2, 0, -1) if tokens[i].text == "等"), 0)
    if not at:
        return tokens
    owners = [token for token in tokens[:1] if token.tag == "E" and at > 1 and tokens[1].tag not in ",c"]
    return owners + tokens[at + 1 :]


def _is_thing(tokens: list[Token]) -> bool:
    """Whether nouns are a thing that is measured, and no body whose measure it is: `软件的销量`."""
    plain = all(token.tag == "n" for token in tokens) and sum(len(token.text) for token in tokens) > 1
    return plain and ending_of(tokens[-1].text) not in BODIES and not is_proper(tokens)


def _listed(tokens: list[Token]) -> bool:
    """Whether nouns stand in a row, and nothing else: `电力、热力及水的生产供应业`."""
    return any(token.tag in ",c" for token in tokens) and all(token.tag in "nN,c" for token in tokens)


def _without_relative(tokens: list[Token], governed: bool) -> list[Token]:
    """Without `…的` where a verb stands in it, unless the noun behind it says nothing alone (占比, 数量)."""
    at = next((i for i in range(len(tokens) - 2, 0, -1) if tokens[i].text == "的"), 0)
    if not at:
        return tokens
    head = tokens[at + 1 :]
    if (len(head) == 1 and head[0].text in RELATIONS) or (
        head[-1].text in INDUSTRIES and _listed(tokens[:at])
    ):
        return tokens
    if at < 3 and len(head) == 1 and is_measure(head[0]) and not governed and _is_thing(tokens[:at]):
        return [*tokens[:at], *head]
    if is_measure(head[-1]) and not any(token.tag in "vlmd" for token in tokens[:at]):
        return [token for token in tokens[:1] if token.tag == "E"] + head
    if (
        any(token.tag in "vlmd" for token in tokens[:at])
        or (tokens[at - 1].tag == "a" and at > 1 and tokens[at - 2].tag in NOMINAL)  # 占比较大的
        or tokens[at - 1].tag == "w"
        or sum(len(token.text) for token in tokens[:at]) > 8
    ):
        owners = [token for token in tokens[:1] if token.tag == "E"]
        return owners + head
    return tokens
