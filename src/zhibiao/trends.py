"""Trends: rises and falls that are stated without a number (同比下降明显, 稳步增长).

Takes a clause's tokens, comparisons folded; gives a `Draft` for each thing that moves, with no value and the direction as its
bound. The movement must close the clause, but for words of degree, and a noun must stand before it.

Accepted: `刑事警情、治安警情同比下降明显` (two rows). Rejected: `提高认识` (an object follows), `增长12%` (a figure says it).
"""

from __future__ import annotations

from zhibiao.clauses import Token
from zhibiao.joins import nominal
from zhibiao.lexicon import table, words
from zhibiao.listing import items_of, leading_places, listed_places
from zhibiao.model import Basis, Quantity
from zhibiao.phrases import Phrase, before
from zhibiao.settings import ALL, AUXILIARIES, Draft

SIGNS = {row["word"]: row["sign"] for row in table("trends")}
TOGETHER = "同步"
TAILS = frozenset("adux")  # letters of what may follow the movement: 明显, 了
DEGREES = frozenset("ad")
CAUSING = frozenset(words("functions", role="causing"))
BEGINNING = frozenset(words("functions", role="beginning"))
ENDINGS = frozenset(words("functions", role="tendency"))


def find_trends(tokens: list[Token], last: list[Draft]) -> list[Draft]:
    """The trends of one clause; `last` are the things named last, which `均保持增长` speaks of."""
    at = _movement(tokens)
    if at is None:
        return []
    first = _degree(tokens, at)
    name_end, compared, everyone = _name_end(tokens, first)
    phrase = before(tokens[:name_end], name_end)
    if _is_object(tokens, phrase, name_end == at):
        return []
    if phrase.text.startswith("第"):
        phrase = Phrase()  # 连续第3个月扩大
    end = at + 1
    while end < len(tokens) and tokens[end].tag in DEGREES:
        end += 1
    figure = _figure(tokens[first : max(end, at + 1)], SIGNS[tokens[at].text])
    placed = _by_places(phrase)
    if placed:
        return [Draft(figure, "growth", None, None, compared, n, [one], None, "trend") for n, one in placed]
    names = items_of(phrase.tokens, None) or ([phrase.text] if phrase else [])
    owners = phrase.owners
    if not names and everyone:
        return [
            Draft(figure, "growth", None, None, compared, one.name, one.owners, None, "trend of all")
            for one in last
        ]
    places = listed_places(tokens, name_end)
    if places and last and len(places) == sum(token.tag == "E" for token in phrase.tokens + owners):
        name = last[-1].name  # 甲市、乙市有所上升: what was named last
        return [Draft(figure, "growth", None, None, compared, name, [one], None, "trend") for one in places]
    return [Draft(figure, "growth", None, None, compared, name, owners, None, "trend") for name in names]


def _is_object(tokens: list[Token], phrase: Phrase, adjacent: bool) -> bool:
    """`聚焦民生改善`: what a verb acts on; but `鸡蛋购销节奏加快`, where a noun before the verb makes it part of the name.

    `adjacent` says that nothing stands between the name and its movement.
    """
    if phrase.verb is None or phrase.verb.text in CAUSING:
        return phrase.verb is not None
    opens = phrase.begin < 2 or not nominal(tokens[phrase.begin - 2])
    return adjacent and opens and phrase.verb.tag in "vw"


def _by_places(phrase: Phrase) -> list[tuple[str, Token]]:
    """`甲市、乙市房价涨幅收窄`: what moves, and the places in a row of which each has its own."""
    places = leading_places(phrase.tokens)
    if len(places) < 2:
        return []
    name = "".join(token.text for token in phrase.tokens[phrase.tokens.index(places[-1]) + 1 :])
    return [(name, place) for place in places]


def _movement(tokens: list[Token]) -> int | None:
    """Where the movement stands: the last word of one, if only words of degree follow it."""
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if token.text == TOGETHER:
            return None  # 居民收入增长和经济增长同步
        if token.text in SIGNS:
            return at if at and not any(t.tag == "Q" for t in tokens[max(0, at - 2) :]) else None
        if token.tag not in TAILS and token.text not in ENDINGS:
            return None
    return None


def _degree(tokens: list[Token], at: int) -> int:
    while at and (
        tokens[at - 1].tag in DEGREES and tokens[at - 1].text not in ALL and tokens[at - 1].tag != "B"
    ):
        at -= 1
    return at


def _name_end(tokens: list[Token], at: int) -> tuple[int, Basis | None, bool]:
    """Where the name ends, past comparisons, 保持 and adverbs, and what they say."""
    compared: Basis | None = None
    everyone = False
    while at:
        token = tokens[at - 1]
        if token.tag == "B":
            compared = token.basis
        elif token.tag not in "kldpTf" and token.text not in BEGINNING | AUXILIARIES:
            break
        everyone = everyone or token.text in ALL
        at -= 1
    return at, compared, everyone


def _figure(tokens: list[Token], sign: str) -> Token:
    start, end = tokens[0].start, tokens[-1].end
    quantity = Quantity(start, end, start, end, None, bound="<" if sign == "-" else ">")
    return Token(start, end, "Q", "".join(token.text for token in tokens), quantity=quantity)
