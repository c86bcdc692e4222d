"""Following: names that stand behind a figure.

Takes a `Case`; gives the `Naming` of what is counted (`399个重点项目`), of what the people counted do (`3593人报名`), or none
where the noun behind belongs to something else: the next figure, the unit (`3万度电`), a level (`平均水平`), the movement
(`8.5%的增幅`).

Accepted: `2.3亿元贷款`, `化工厂的3000吨纯碱`, `种植500亩的水稻`. Rejected: `一等奖5件二等奖10件`, the noun of the next figure.
"""

from __future__ import annotations

from zhibiao.bodies import FIRM_WORDS
from zhibiao.cases import Case, Naming
from zhibiao.clauses import Token
from zhibiao.joins import SIZES, is_measure
from zhibiao.lexicon import words
from zhibiao.phrases import COLLECTIVES, COUNTED, EXTENTS, GENERIC, LENGTHS, Phrase, acts, after
from zhibiao.settings import GROWTH_NAMES

LEVELS = words("levels")
PEOPLE = frozenset(words("functions", role="people"))
HAVING = frozenset(words("causes"))
CONDUCTING = frozenset(words("functions", role="conducting"))
WITHIN = words("functions", role="within")
STAKES = frozenset(words("functions", role="stake"))
STANDARDS = frozenset(words("functions", role="standard"))
BEING = frozenset(words("functions", role="being"))
ACTS = frozenset(words("functions", role="act"))
OWNING = frozenset(words("functions", role="owning"))
POWER = frozenset(words("functions", role="power_unit"))
POWER_NOUNS = frozenset(words("functions", role="power"))
LONGEST_DOING = 14  # characters of what people do


def noun_after(case: Case) -> Naming | None:
    """`399个重点项目`; for amounts only where no name stands before: `2.3亿元贷款`, `6.2%的增速`."""
    phrase, behind = case.phrase, case.behind
    firms = case.tokens[case.end] if case.end < len(case.tokens) else None
    if firms and case.counted and firms.text in FIRM_WORDS and behind and is_measure(behind.tokens[-1]):
        return Naming(firms.text, [], "noun after", case.end + 1)  # 18家公司净利润增长
    if not behind or behind.text in STANDARDS or _moves_behind(case) or _says_unit(case):
        return None
    if behind.tokens[0].text == "时间" and len(behind.tokens) > 1:
        return None  # 用3年时间改造公路
    if case.moves and not _is(case.tokens, case.end, "的"):
        return None
    if behind.text in STAKES and phrase:
        return Naming(phrase.text + behind.text, behind.owners, "share of a firm", behind.end)
    if case.counted and phrase and phrase.end == case.run[0] and _same_follows(case):
        return None
    paid = _sum_behind(case)
    better = phrase and (paid or is_measure(behind.tokens[-1])) and not is_measure(phrase.tokens[-1])
    if not (case.counted or better or not phrase or _is_of_phrase(case) or _is_bare(case)):
        return None
    owners = behind.owners or ([] if phrase else phrase.owners)
    sized = _of_a_size(case)
    if sized:
        return Naming(sized, owners, "noun after its size", case.end)
    if paid:
        return Naming("".join(token.text for token in behind.tokens[:paid]), owners, "noun after", behind.end)
    measured = _measured_behind(case)
    if measured:
        name = "".join(token.text for token in behind.tokens[:-measured])
        return Naming(name, owners, "noun after", behind.end - measured)
    passed = any(token.tag == "Q" for token in case.tokens[case.end : behind.begin])  # 2米高、3米宽的展板
    return Naming(_with_level(case.tokens, behind), owners, "noun after", case.end if passed else behind.end)


def _is_bare(case: Case) -> bool:
    """`服务2500万客户`, `80米长的隧道`: a number without a unit counts what stands behind it; a length is of what has it."""
    unit, at = case.quantity.unit, case.end
    sized = unit in LENGTHS and at < len(case.tokens) and case.tokens[at].text in SIZES
    if sized or unit is not None or case.quantity.form != "amount" or case.moves:
        return sized
    return not _is(case.tokens, at, "的") and not is_measure(case.phrase.tokens[-1])


def _of_a_size(case: Case) -> str:
    """`20个总投资5亿元的项目`: what is counted stands behind the figure that says how large it is."""
    tokens, at = case.tokens, case.behind.end
    if not case.counted or not is_measure(case.behind.tokens[-1]):
        return ""
    while at < len(tokens) and tokens[at].tag in "kd":
        at += 1
    sized = at + 2 < len(tokens) and tokens[at].tag == "Q" and tokens[at + 1].text == "的"
    return after(tokens, at + 1).text if sized else ""


def _sum_behind(case: Case) -> int:
    """How many words behind a sum of money name it: `500元罚款行政处罚`, `500万元资金支持`."""
    tokens = case.behind.tokens
    if not case.is_money or is_measure(tokens[-1]) or any(token.tag in ",c" for token in tokens):
        return 0
    if len(tokens) == 1:
        return int(tokens[0].text in GENERIC and bool(case.phrase) and case.phrase.tokens[-1].tag == "n")
    named = (i for i, token in enumerate(tokens[:-1], 1) if is_measure(token) or token.text in GENERIC)
    return next(named, 0) if tokens[-1].tag == "w" else 0


def _moves_behind(case: Case) -> bool:
    """`8.5%的增幅`: the noun behind is the movement itself."""
    movement = case.found.movement
    return movement is not None and movement.start >= case.tokens[case.run[0]].end


def _says_unit(case: Case) -> bool:
    """`3万度电`, `1538元一亩`: what stands behind only completes the unit; the name stands before, in this clause or earlier."""
    if not (case.phrase or case.last):
        return False
    behind = case.behind.text
    return (behind in POWER_NOUNS and case.quantity.unit in POWER) or (
        behind[0] == "一" and behind[1:] in COUNTED | EXTENTS
    )


def _is_of_phrase(case: Case) -> bool:
    """`化工厂的3000吨纯碱`, `区内有三成项目开工`: what stands before the figure says whose or where, not what."""
    token, form = case.tokens[case.run[0] - 1], case.quantity.form
    if case.phrase.end > case.found.end or is_measure(case.phrase.tokens[-1]):
        return False
    if case.phrase.tokens[-1].text in HAVING or token.text in CONDUCTING:
        return True  # 暴雨造成3亿元损失, 央行开展2亿元操作
    if form == "amount" and (len(case.phrase.text) == 1 or _is_act(case)):
        return True  # 构建起63万千瓦的储能资源池
    return (token.text == "的" and form == "amount") or (token.text in OWNING and form in ("percent", "part"))


def _is_act(case: Case) -> bool:
    """`种植500亩的水稻`, `流转1000亩土地`: what is done with so much of a thing. Money does not: `投资5亿元的项目`."""
    tokens = case.phrase.tokens
    acts = len(tokens) == 1 and (tokens[0].tag == "w" or tokens[0].text in ACTS)
    return acts and case.quantity.unit in EXTENTS


def _same_follows(case: Case) -> bool:
    """`一等奖5件二等奖10件`: the noun after the figure belongs to the next one, counted alike."""
    at = case.behind.end
    following = case.tokens[at].quantity if at < len(case.tokens) else None
    return (
        following is not None
        and following.unit == case.quantity.unit
        and not is_measure(case.behind.tokens[-1])
    )


def _measured_behind(case: Case) -> int:
    """How many words behind what is counted name a measure of it: `37座水库总蓄水量186亿立方米`, `3个省份工业投资增速`."""
    tokens = case.behind.tokens
    last = tokens[-1] if tokens else None
    if (
        not case.counted
        or last is None
        or not (is_measure(last) or last.tag == "w" or last.text in GROWTH_NAMES)
    ):
        return 0
    at = next((i for i, token in enumerate(tokens[:-1], 1) if token.text in COLLECTIVES), len(tokens))
    at = len(tokens) if last.tag == "w" and len(tokens) > at + 2 else at
    return len(tokens) - at or (_trailing(tokens) if is_measure(last) and _figure_follows(case) else 0)


def _trailing(tokens: list[Token]) -> int:
    """How many measures close a phrase, its first word aside: 产值增速 of `29个行业产值增速`."""
    at = len(tokens)
    while at > 1 and is_measure(tokens[at - 1]) and len(tokens[at - 1].text) > 1:
        at -= 1
    return len(tokens) - at


def _figure_follows(case: Case) -> bool:
    """Whether the noun after a figure leads straight to the next one, or is said to move."""
    following = case.tokens[case.behind.end :]
    at = next((i for i, token in enumerate(following) if token.tag not in "kldTmB"), len(following))
    if at < len(following) and following[at].tag == "Q":
        return True
    return at == len(following) and any(token.tag == "m" for token in following)  # 18家公司利润同比增长


def verb_after(case: Case) -> Naming | None:
    """`共有3593人报名`: what the people counted do."""
    if not case.counted or case.found.movement is not None or not (case.found.reach or _undergone(case)):
        return None
    done = doing(case.tokens, case.end) if case.quantity.unit in PEOPLE else ""
    return Naming(done, case.phrase.owners, "verb after", case.end) if done else None


def _undergone(case: Case) -> bool:
    """Whether what stands before the people counted is no name of theirs: nothing, a place (房子内) or 造成."""
    phrase = case.phrase
    caused = any(token.text in HAVING for token in phrase.tokens)  # 已致台湾21万户停电
    return not phrase or caused or phrase.tokens[-1].text.endswith(WITHIN)


def doing(tokens: list[Token], at: int) -> str:
    """What people do, from the verb behind them: `216人取得高级技师资格`; empty where no verb stands there."""
    while at < len(tokens) and (tokens[at].tag in "dt" or tokens[at].text == "被"):
        at += 1
    if at < len(tokens) and tokens[at].tag == "p" and tokens[at].text != "通过":
        at = _closing_verb(tokens, at)
    if at == len(tokens):
        return ""
    if not (tokens[at].tag in "vwkl" or tokens[at].text == "通过" or acts(tokens, at)):
        return ""
    if tokens[at].text in BEING:
        return after(tokens, at + 1).text  # 其中6人为失联人员
    end = at
    while (
        end < len(tokens)
        and (tokens[end].tag in "vwklnNEar" or end == at)
        and tokens[end].end - tokens[at].start <= LONGEST_DOING
    ):
        end += 1
    return "".join(token.text for token in tokens[at:end])


def _closing_verb(tokens: list[Token], at: int) -> int:
    """Where the verb stands that closes the clause: 死亡 in `经医院抢救无效死亡`; the clause's end if none does."""
    if any(token.tag in "Q," for token in tokens[at:]) or tokens[-1].tag not in "vw":
        return len(tokens)
    end = len(tokens) - 1
    while end - 1 > at and tokens[end - 1].tag in "vw":
        end -= 1
    return end


def _with_level(tokens: list[Token], behind: Phrase) -> str:
    """The noun after a figure; `1个国家级、30个省级产业学院`: what is counted stands after the last level."""
    if behind.text not in LEVELS:
        return behind.text
    at = behind.end
    while at + 1 < len(tokens) and (tokens[at].tag in ",c" or tokens[at].tag == "Q"):
        at += 1
    return behind.text + without_level(after(tokens, at).text)


def without_level(name: str) -> str:
    return next((name.removeprefix(level) for level in LEVELS if name.startswith(level)), name)


def _is(tokens: list[Token], at: int, word: str) -> bool:
    return at < len(tokens) and tokens[at].text == word
