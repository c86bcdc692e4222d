"""Naming: what a figure measures, by the first rule that fits.

Takes a `Case` (a figure with what stands on both sides of it and what was named last); gives a `Naming`: the name, whose
it is as far as the name says, the rule, and where the tokens begin that the figure has not used. The rules stand in
`RULES` in the order in which they are tried; each says what it needs and is sure only of that.

Accepted: `399个重点项目` (noun after), `进出口总值达498亿元` (name before), `录取160人` (verb before), `，增长11.95%` (as
last named).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zhibiao.bodies import ending_of, is_proper
from zhibiao.clauses import Token
from zhibiao.lexicon import table, words
from zhibiao.listing import joined
from zhibiao.model import Quantity
from zhibiao.phrases import GENERIC, PREFIXES, RELATIONS, Phrase, after, before, is_measure
from zhibiao.settings import COUNTED, NOTES, Draft, Setting

OBJECT_MOVES = frozenset(words("object_moves"))
TIMES = frozenset(row["unit"] or row["word"] for row in table("units") if row["class"] == "time")
IMPLIED = {row["word"]: row["name"] for row in table("implied")}
LEVELS = words("levels")
PEOPLE = frozenset(words("functions", role="people"))
LENGTHS = frozenset(words("functions", role="length"))
ORIGINS = frozenset(words("functions", role="origin"))
PULLS = frozenset(words("functions", role="pull"))
HAVING = frozenset(words("causes"))
WITHIN = words("functions", role="within")
TOTALS = words("functions", role="total")
BODIES_COUNTED = frozenset(words("functions", role="body_count"))
STAKES = frozenset(words("functions", role="stake"))
AWAY = frozenset(words("functions", role="away"))
LONGEST_PLAIN = 4  # characters of a measure that says little alone: 投资, 完成投资
LONGEST_DOING = 14  # characters of what people do


@dataclass(slots=True)
class Case:
    """A run of figures in its clause: `phrase` is the name before it, `behind` the noun after it, `last` what was named last.

    `start` is where its own words begin, `process` the steps that the clause before it named (`从审核到放款`).
    """

    tokens: list[Token]
    start: int
    run: list[int]
    phrase: Phrase
    behind: Phrase
    found: Setting
    last: list[Draft]
    process: str | None

    @property
    def quantity(self) -> Quantity:
        """The first figure."""
        quantity = self.tokens[self.run[0]].quantity
        assert quantity is not None
        return quantity

    @property
    def end(self) -> int:
        """The place after the last figure."""
        return self.run[-1] + 1

    @property
    def moves(self) -> bool:
        """Whether a word of movement stands before the figure that takes no object (增长, not 新增)."""
        return self.found.movement is not None and self.found.movement.text not in OBJECT_MOVES

    @property
    def counted(self) -> bool:
        """Whether things are counted, so that the noun after the figure is what is counted."""
        return self.quantity.unit in COUNTED and not self.moves


@dataclass(slots=True)
class Naming:
    """A name, the places with it, the rule that gave it, and where the words begin that it has not used."""

    name: str | None
    owners: list[Token]
    reason: str
    end: int
    subject: str | None = None


def name_of(case: Case) -> Naming:
    """The naming of a figure by the first rule that fits; without a name where none does."""
    for rule in RULES:
        found = rule(case)
        if found is not None:
            return found
    return Naming(None, case.phrase.owners, "no name", case.end)


def _noun_after(case: Case) -> Naming | None:
    """`399个重点项目`; for amounts only where no name stands before: `2.3亿元贷款`, `6.2%的增速`."""
    phrase, behind = case.phrase, case.behind
    if not behind or (case.moves and not _is(case.tokens, case.end, "的")):
        return None
    if behind.text in STAKES and phrase:
        return Naming(phrase.text + behind.text, behind.owners, "share of a firm", behind.end)
    if case.counted and phrase and phrase.end == case.run[0] and _same_follows(case):
        return None
    better = phrase and is_measure(behind.tokens[-1]) and not is_measure(phrase.tokens[-1])
    if not (case.counted or better or not phrase):
        return None
    owners = behind.owners or ([] if phrase else phrase.owners)
    if case.counted and len(behind.tokens) > 1 and is_measure(behind.tokens[-1]) and _figure_follows(case):
        # 37座大型水库总蓄水量186亿立方米: the measure is that of the next figure
        return Naming("".join(t.text for t in behind.tokens[:-1]), owners, "noun after", behind.end - 1)
    return Naming(_with_level(case.tokens, behind), owners, "noun after", behind.end)


def _same_follows(case: Case) -> bool:
    """`一等奖5件二等奖10件`: the noun after the figure belongs to the next one, counted alike."""
    at = case.behind.end
    following = case.tokens[at].quantity if at < len(case.tokens) else None
    return (
        following is not None
        and following.unit == case.quantity.unit
        and not is_measure(case.behind.tokens[-1])
    )


def _figure_follows(case: Case) -> bool:
    """Whether the noun after a figure leads straight to the next one."""
    following = case.tokens[case.behind.end :]
    at = next((i for i, token in enumerate(following) if token.tag not in "kdTmB"), None)
    return at is not None and following[at].tag == "Q"


def _verb_after(case: Case) -> Naming | None:
    """`共有3593人报名`: what the people counted do."""
    if not case.counted or case.found.movement is not None or not (case.found.reach or _undergone(case)):
        return None
    done = doing(case.tokens, case.end) if case.quantity.unit in PEOPLE else ""
    return Naming(done, case.phrase.owners, "verb after", case.end) if done else None


def _undergone(case: Case) -> bool:
    """Whether what stands before the people counted is no name of theirs: nothing, a place (房子内) or 造成."""
    phrase = case.phrase
    return not phrase or phrase.tokens[-1].text in HAVING or phrase.tokens[-1].text.endswith(WITHIN)


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
    if not phrase or case.counted or doers is None or not doers.name or doers.token not in case.tokens:
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
    verb = case.tokens[phrase.begin - 1] if phrase and phrase.begin else None
    if case.quantity.form != "points" or movement is None or verb is None or verb.text not in PULLS:
        return None
    return Naming(verb.text + phrase.text + movement.text, phrase.owners, "pull", case.end)


def _name_before(case: Case) -> Naming | None:
    """`进出口总值达498亿元`, `规模以上工业增加值增长5.3%`."""
    phrase = case.phrase
    if phrase and case.last and _is_other_body(case):
        return Naming(case.last[-1].name, [], "as last named, of another body", case.end, phrase.text)
    return Naming(spelled(phrase, case.last), phrase.owners, "name before", case.end) if phrase else None


def _is_other_body(case: Case) -> bool:
    """`虹桥机场4920万人次`: a body's name alone before a figure that does not count bodies says whose it is."""
    tokens = case.phrase.tokens
    named = tokens[-1].tag == "n" and ending_of(tokens[-1].text) in ("site", "firm", "place", "instrument")
    return named and case.quantity.unit not in BODIES_COUNTED and is_proper(tokens[:-1])


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
    return (
        Naming(phrase.text, phrase.owners or case.phrase.owners, "verb before", case.end) if phrase else None
    )


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
    return Naming(verb.text + doer.text, doer.owners, "counted before", case.end) if doer else None


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
    if case.quantity.unit not in TIMES or not case.process:
        return None
    return Naming(case.process, case.phrase.owners, "from one step to another", case.end)


def _own_movement(case: Case) -> Naming | None:
    """`比传统设备节能20%`: what rises by a fifth is the saving, not what was named last."""
    movement = case.found.movement
    if movement is None or NOTES.get(movement.text) != "own":
        return None
    return Naming(movement.text, case.phrase.owners, "said by the movement", case.end)


def _last_named(case: Case) -> Naming | None:
    """`，增长11.95%`: what was named last."""
    return _as_last(case, "as last named") if case.last else None


def _as_last(case: Case, reason: str) -> Naming:
    last = case.last[-1]
    elsewhere = (
        case.start > 0 and last.token.start < case.tokens[0].start
    )  # the clause has a topic of its own
    name = last.name
    if last.reason == "share" and case.quantity.form != "points":
        name = (name or "").partition("占")[0] or name  # 占全市的四成，增长9%: what grew is not the share
    if case.counted and name:
        name = next((name.removesuffix(total) for total in TOTALS if name.endswith(total)), name) or name
    return Naming(name, case.phrase.owners or ([] if elsewhere else last.owners), reason, case.end)


# Needs least first: what stands right beside the figure is surer than what has to be carried to it.
RULES: tuple[Callable[[Case], Naming | None], ...] = (
    _noun_after,
    _verb_after,
    _from_to,
    _distance,
    _of_counted,
    _pull,
    _name_before,
    _implied,
    _process,
    _counted_before,
    _verb_before,
    _said_before,
    _own_movement,
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
            return text + _without_level(before_it)
        if text in PREFIXES:
            return text + before_it.removeprefix(text)
    verb = phrase.verb
    plain = len(text) <= 4 and phrase.tokens[-1].text in GENERIC
    return verb.text + text if verb and plain and (verb.tag in "vw" or verb.text == "完成") else text


def _with_level(tokens: list[Token], behind: Phrase) -> str:
    """The noun after a figure; `1个国家级、30个省级产业学院`: what is counted stands after the last level."""
    if behind.text not in LEVELS:
        return behind.text
    at = behind.end
    while at + 1 < len(tokens) and (tokens[at].tag in ",c" or tokens[at].tag == "Q"):
        at += 1
    return behind.text + _without_level(after(tokens, at).text)


def _without_level(name: str) -> str:
    return next((name.removeprefix(level) for level in LEVELS if name.startswith(level)), name)


def verb_phrase(tokens: list[Token], start: int, end: int) -> Phrase:
    """The verb that stands right before a place, with the noun that does it; empty where none does."""
    begin = end
    while begin > start and (tokens[begin - 1].tag in "vw" or NOTES.get(tokens[begin - 1].text) == "quality"):
        begin -= 1
    if begin == end:
        return Phrase()
    while begin > start and tokens[begin - 1].text.startswith("每"):
        begin -= 1  # 每人每月补助: for whom and how often belongs to the name
    doer = before(tokens[start:begin], begin - start)
    return Phrase(doer.tokens + tokens[begin:end], doer.owners, None, doer.begin + start, end)


def doing(tokens: list[Token], at: int) -> str:
    """What people do, from the verb behind them: `216人取得高级技师资格`; empty where no verb stands there."""
    while at < len(tokens) and (tokens[at].tag == "d" or tokens[at].text == "被"):
        at += 1
    if at == len(tokens) or not (tokens[at].tag in "vwkl" or tokens[at].text == "通过"):
        return ""
    end = at
    while (
        end < len(tokens)
        and (tokens[end].tag in "vwklnNEar" or end == at)
        and tokens[end].end - tokens[at].start <= LONGEST_DOING
    ):
        end += 1
    return "".join(token.text for token in tokens[at:end])


def _is(tokens: list[Token], at: int, word: str) -> bool:
    return at < len(tokens) and tokens[at].text == word
