"""Naming: what a figure measures, by the first rule that fits.

Takes a `Case` (a figure with what stands on both sides of it and what was named last); gives a `Naming`: the name, whose
it is as far as the name says, the rule, and where the tokens begin that the figure has not used. The rules stand in
`RULES` in the order in which they are tried; each says what it needs and is sure only of that.

Accepted: `399个重点项目` (noun after), `进出口总值达498亿元` (name before), `录取160人` (verb before), `，增长11.95%` (as
last named).
"""

from __future__ import annotations

from collections.abc import Callable

from zhibiao.bodies import REMAINDERS, WORKS, ending_of, is_proper
from zhibiao.cases import Case, Naming
from zhibiao.clauses import Token
from zhibiao.following import LEVELS, LONGEST_DOING, PEOPLE, doing, noun_after, verb_after, without_level
from zhibiao.joins import RELATIONS, is_measure
from zhibiao.lexicon import table, words
from zhibiao.listing import joined
from zhibiao.phrases import GENERIC, LENGTHS, PREFIXES, Phrase, after, before
from zhibiao.settings import NOTES, TO, Draft

TIMES = frozenset(row["unit"] or row["word"] for row in table("units") if row["class"] == "time")
IMPLIED = {row["word"]: row["name"] for row in table("implied")}
ORIGINS = frozenset(words("functions", role="origin"))
PULLS = frozenset(words("functions", role="pull"))
VOICES = frozenset(words("functions", role="voice"))
TAKING = frozenset(words("functions", role="taking"))
TOTALS = words("functions", role="total")
BODIES_COUNTED = frozenset(words("functions", role="body_count"))
PLANNED = words("functions", role="planned")
AWAY = frozenset(words("functions", role="away"))
CARRIED_OUT = "how far a plan went"
LONGEST_SUM = 14  # characters that the name of a sum of money may have
LONGEST_PLAIN = 4  # characters of a measure that says little alone: 投资, 完成投资


def name_of(case: Case) -> Naming:
    """The naming of a figure by the first rule that fits; without a name where none does."""
    for rule in RULES:
        found = rule(case)
        if found is not None:
            return found
    return Naming(None, case.phrase.owners, "no name", case.end)


def _age(case: Case) -> Naming | None:
    """`70岁的李大娘`: a person's age, where no name of a measure (平均年龄) stands before it."""
    plain = case.quantity.unit == "岁" and case.quantity.bound == "=" and not case.found.to
    if not plain or (case.phrase and is_measure(case.phrase.tokens[-1])):
        return None
    return Naming("年龄", case.phrase.owners, "age", case.end)


def _from_to(case: Case) -> Naming | None:
    """`…由66户整合至12户`: the second figure is of what the first was."""
    tokens = (case.phrase or verb_phrase(case.tokens, case.start, case.found.end)).tokens
    changed = len(tokens) == 1 and tokens[0].tag in "vw" and case.found.to and case.found.movement is None
    if not changed or not case.last or all(token.text not in ORIGINS for token in case.tokens[: case.run[0]]):
        return None
    return _as_last(case, "from one figure to another")


def _distance(case: Case) -> Naming | None:
    """`距机场6公里`: the name is 距机场."""
    phrase = case.phrase
    if case.quantity.unit not in LENGTHS or not (phrase or phrase.owners) or phrase.begin <= 0:
        return None
    if case.tokens[phrase.begin - 1].text not in AWAY:
        return None
    return Naming("距" + "".join(t.text for t in phrase.owners + phrase.tokens), [], "distance", case.end)


def _of_counted(case: Case) -> Naming | None:
    """`399个重点建设项目去年完成投资1266亿元`: the investment is that of the projects counted just before."""
    phrase, between = case.phrase, case.tokens[case.start : case.phrase.begin]
    doers = case.last[-1] if case.last and case.start > 0 and case.last[-1].reason == "noun after" else None
    if (
        not phrase
        or case.counted
        or doers is None
        or not doers.name
        or doers.token.start < case.tokens[0].start
    ):
        return None
    if any(token.tag not in "Tdl" for token in between) or len(spelled(phrase, [])) > LONGEST_PLAIN:
        return None
    return Naming(
        doers.name + spelled(phrase, []),
        phrase.owners or doers.owners,
        "measure of what is counted",
        case.end,
    )


def _pull(case: Case) -> Naming | None:
    """`拉动经济增长3.4个百分点`: what one thing adds to the growth of another."""
    phrase, movement = case.phrase, case.found.movement
    at = phrase.begin - 1 if phrase else -1
    while at > 0 and case.tokens[at].tag == "d":
        at -= 1  # 拉动全部投资增长
    verb = case.tokens[at] if at >= 0 else None
    if case.quantity.form != "points" or movement is None or verb is None or verb.text not in PULLS:
        return None
    return Naming(verb.text + phrase.text + movement.text, phrase.owners, "pull", case.end)


def _served(case: Case) -> Naming | None:
    """`志愿者为1260人次提供服务`: what is done for the people counted."""
    at = case.run[0]
    if case.quantity.unit not in PEOPLE or at == case.start or case.tokens[at - 1].text != "为":
        return None
    plain = case.end < len(case.tokens) and case.tokens[case.end].tag in "lv"
    done = doing(case.tokens, case.end) if plain else ""
    return Naming(done, case.phrase.owners, "done for them", case.end) if done else None


def _fulfilled(case: Case) -> Naming | None:
    """`收入完成年初预算的54.4%`: how far a plan was carried out."""
    phrase = case.phrase
    if (
        case.quantity.form != "percent"
        or not phrase
        or not phrase.text.endswith(PLANNED)
        or case.found.movement
    ):
        return None
    at = phrase.begin - 1
    while at >= case.start and case.tokens[at].tag in "Tt":
        at -= 1
    if at < case.start or case.tokens[at].text != "完成":
        return None
    said = "".join(token.text for token in case.tokens[at : phrase.end])
    doer = before(case.tokens[case.start : at], at - case.start)
    name = doer.text or (case.last[-1].name if case.last else None) or ""
    return Naming(name + said, doer.owners or phrase.owners, CARRIED_OUT, case.end)


def _name_before(case: Case) -> Naming | None:
    """`进出口总值达498亿元`, `规模以上工业增加值增长5.3%`."""
    phrase = case.phrase
    lasts = case.quantity.unit in TIMES and phrase.verb is None
    if len(phrase.text) == 1 and (case.quantity.unit in PEOPLE or lasts):
        return None  # 张某华等5人, 省审计厅连续两年: the end of a name
    if case.last and len(phrase.text) < 3 and phrase.text.startswith("每"):
        return None  # 每生每月150元: of what was named last
    if phrase and case.last and phrase.text in REMAINDERS:
        return _as_last(case, "as last named, the rest of it")
    if phrase and case.last and _is_other_body(case):
        body = "".join(token.text for token in phrase.owners + phrase.tokens)
        return Naming(case.last[-1].name, [], "as last named, of another body", case.end, body)
    if not phrase:
        return None
    if case.is_money and len(phrase.text) > LONGEST_SUM and len(phrase.tokens[-1].text) > 1:
        _shorten(phrase)
    name = spelled(phrase, case.last)
    doer = _worked_on(case) if name != phrase.text and phrase.text == "投资" else ""
    return Naming(doer + name, phrase.owners, "name before", case.end)


def _worked_on(case: Case) -> str:
    """`电源工程完成投资3319亿元`: the works that the investment is in; empty where a body or place made it."""
    at = case.phrase.begin - 1
    works = before(case.tokens[case.start : at], at - case.start)
    return works.text if works and works.tokens[-1].text in WORKS else ""


def _shorten(phrase: Phrase) -> None:
    """So much goes before no sum but a measure: what it was paid for, and by whom (`甲公司违规经营罚款`)."""
    *words_before, last = phrase.tokens
    bodies = any(ending_of(token.text) in ("firm", "organ") for token in words_before)
    if bodies or not is_measure(last):
        phrase.tokens = [last]


def _is_other_body(case: Case) -> bool:
    """`虹桥机场4920万人次`: a body's name alone before a figure that does not count bodies says whose it is."""
    tokens = case.phrase.tokens
    role = ending_of(tokens[-1].text) if tokens[-1].tag == "n" else ""
    if role not in ("site", "firm", "place", "instrument") or case.quantity.unit in BODIES_COUNTED:
        return False
    grows = case.found.movement is not None and case.quantity.form == "percent"
    listed = grows and role in ("site", "place") and case.last[-1].kind == "growth"
    return is_proper(tokens[:-1]) or (listed and bool(tokens[1:] or case.phrase.owners))


def _implied(case: Case) -> Naming | None:
    """`报收于7.79元`: the verb says that it is the closing price."""
    between = case.tokens[case.found.end : case.run[0]]
    name = next((IMPLIED[token.text] for token in between if token.text in IMPLIED), None)
    return Naming(name, case.phrase.owners, "said by the verb", case.end) if name else None


def _verb_before(case: Case) -> Naming | None:
    """`录取160人`, `农村劳动力转移就业11万人`: the verb right before the figure, with the noun that does it."""
    if case.found.movement is not None:
        return None
    phrase = verb_phrase(case.tokens, case.start, case.found.end)
    if case.last and phrase.text in TAKING:
        return None  # 全球需投资9万亿元，其中甲国需要3万亿元
    if phrase and case.is_money:
        phrase.tokens = [token for token in phrase.tokens if token.start >= _verb_start(case)]
    if not phrase:
        return None
    return Naming(phrase.text, phrase.owners or case.phrase.owners, "verb before", case.end)


def _verb_start(case: Case) -> int:
    """Where the verbs before a sum of money begin: who pays (`药店被没收违法所得2000元`) is no part of its name."""
    at = case.found.end
    while at > case.start and (case.tokens[at - 1].tag in "vw" or case.tokens[at - 1].text in VOICES):
        at -= 1
    return case.tokens[at].start if at < case.found.end else 0


def _counted_before(case: Case) -> Naming | None:
    """`问卷共发放5000份`: what is counted, then what was done with it."""
    unit, at = case.quantity.unit, case.found.end
    if case.found.movement is not None or not case.counted or unit in PEOPLE or at <= case.start:
        return None
    verb = case.tokens[at - 1]
    if verb.tag not in "vw":
        return None
    end = at - 1
    while end > case.start and case.tokens[end - 1].tag == "d":
        end -= 1
    doer = before(case.tokens[case.start : end], end - case.start) if end < at - 1 else Phrase()
    if not doer or len(doer.tokens[-1].text) < 2 or is_proper(doer.tokens) or ending_of(doer.text):
        return None  # 云汀重工则拿下2430万部: who did it
    return Naming(verb.text + doer.text, doer.owners, "counted before", case.end)


def _said_before(case: Case) -> Naming | None:
    """`比较满意的30.1%`: an answer, where no noun stands before the figure and nothing moves."""
    if case.found.movement is not None or case.phrase.owners:
        return None
    said = [token for token in case.tokens[case.start : case.run[0]] if token.tag in "adv"]
    text = "".join(token.text for token in said)
    fits = any(token.tag == "a" for token in said) and len(text) <= LONGEST_DOING
    return Naming(text, [], "said before", case.end) if fits else None


def _process(case: Case) -> Naming | None:
    """`从审核到放款，不到7个工作日`: a time is that of the steps named before it."""
    if case.quantity.unit not in TIMES:
        return None
    process = case.process or _steps_before(case)
    return Naming(process, case.phrase.owners, "from one step to another", case.end) if process else None


def _steps_before(case: Case) -> str | None:
    """`从立项到开工仅用5个工作日`: the steps in the figure's own clause, up to the verb of taking time."""
    end = case.found.end
    while end > case.start and (case.tokens[end - 1].text in TAKING or case.tokens[end - 1].tag == "d"):
        end -= 1
    steps = case.tokens[case.start : end]
    begin = next((i for i, token in enumerate(steps) if token.text in ORIGINS), None)
    if (
        end == case.found.end
        or begin is None
        or all(token.text not in ("到", "至") for token in steps[begin:])
    ):
        return None
    return "".join(token.text for token in steps[begin:])


def _own_movement(case: Case) -> Naming | None:
    """`比传统设备节能20%`: what rises by a fifth is the saving, not what was named last."""
    movement = case.found.movement
    if movement is None or NOTES.get(movement.text) != "own":
        return None
    return Naming(movement.text, case.phrase.owners, "said by the movement", case.end)


def _lasting(case: Case) -> Naming | None:
    """`预计7天完工`, `用3年时间改造公路`: what is done in so much time."""
    tokens, at = case.tokens, case.end
    if case.quantity.unit not in TIMES or case.found.movement is not None:
        return None
    while at < len(tokens) and (tokens[at].tag in "fu" or tokens[at].text == "时间"):
        at += 1
    # 连续3年保持…: of what was named
    plain = at < len(tokens) and tokens[at].tag != "k" and tokens[at].text not in TO
    done = doing(tokens, at) if plain else ""
    return Naming(done, case.phrase.owners, "done in so much time", case.end) if done else None


def _noun_of_both(case: Case) -> Naming | None:
    """`1700户、5.7万平方米住房`: two figures of one thing, which stands behind the second."""
    tokens, at = case.tokens, case.end
    if (
        case.phrase
        or case.found.movement is not None
        or at + 2 >= len(tokens)
        or tokens[at].tag not in ",c"
        or tokens[at + 1].tag != "Q"
    ):
        return None
    noun = after(tokens, at + 2)
    return Naming(noun.text, noun.owners, "noun after both", case.end) if noun else None


def _last_named(case: Case) -> Naming | None:
    """`，增长11.95%`: what was named last."""
    return _as_last(case, "as last named") if case.last else None


def _as_last(case: Case, reason: str) -> Naming:
    last = case.last[-1]
    elsewhere = (
        case.start > 0 and last.token.start < case.tokens[0].start
    )  # the clause has a topic of its own
    name = last.name
    grows = not case.found.to and (bool(case.found.compared) or case.found.movement is not None)
    if last.reason == "share" and case.quantity.form != "points" and grows:
        name = (name or "").partition("占")[0] or name  # 占全市的四成，增长9%: what grew is not the share
    if last.reason == CARRIED_OUT:
        name = (name or "").partition("完成")[0] or name
    if case.counted and name:
        name = next((name.removesuffix(total) for total in TOTALS if name.endswith(total)), name) or name
    return Naming(name, case.phrase.owners or ([] if elsewhere else last.owners), reason, case.end)


# Needs least first: what stands right beside the figure is surer than what has to be carried to it.
RULES: tuple[Callable[[Case], Naming | None], ...] = (
    _age,
    noun_after,
    verb_after,
    _from_to,
    _distance,
    _of_counted,
    _pull,
    _process,
    _served,
    _fulfilled,
    _name_before,
    _implied,
    _counted_before,
    _verb_before,
    _said_before,
    _own_movement,
    _noun_of_both,
    _lasting,
    _last_named,
)


def spelled(phrase: Phrase, last: list[Draft]) -> str:
    """The name in full: 占比 with what it is a share of, 国家级 with what is counted, 资金 with its verb."""
    text = phrase.text
    before_it = last[-1].name if last and len(phrase.tokens) == 1 else None
    if before_it:
        if text in RELATIONS:
            return joined(before_it, text) or text
        if text in LEVELS:
            return text + without_level(before_it)
        if text in PREFIXES:
            return text + before_it.removeprefix(text)
    verb = phrase.verb
    plain = len(text) <= 4 and phrase.tokens[-1].text in GENERIC
    return verb.text + text if verb and plain and (verb.tag in "vw" or verb.text == "完成") else text


def verb_phrase(tokens: list[Token], start: int, end: int) -> Phrase:
    """The verb that stands right before a place, with the noun that does it; empty where none does."""
    begin = end
    while begin > start and (tokens[begin - 1].tag in "vw" or NOTES.get(tokens[begin - 1].text) == "quality"):
        begin -= 1
    if begin == end:
        return Phrase()
    if begin > start and end - begin == 1 and tokens[begin - 1].tag == "a":
        begin -= 1  # 有效发明9万件: after an adjective the verb is a noun
    while begin > start and tokens[begin - 1].text.startswith("每"):
        begin -= 1  # 每人每月补助: for whom and how often belongs to the name
    if end - begin == len(tokens[begin].text) == 1 and begin > start and tokens[begin - 1].text in VOICES:
        return Phrase(tokens[begin - 1 : end], [], None, begin - 1, end)  # 某店被罚, 公司净赚
    doer = before(tokens[start:begin], begin - start)
    return Phrase(doer.tokens + tokens[begin:end], doer.owners, None, doer.begin + start, end)
