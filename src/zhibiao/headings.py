"""Headings: the measure that is named where no figure stands, for the figures that follow or went before.

Takes a clause's tokens; gives the measure that the clause leads up to (`投诉率由低到高依次为`), that it is about
(`上半年GDP增速快于全国`), or that is said behind a row of brackets (`甲省（12.1%）、乙省（9.3%）投资增速居前`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zhibiao.clauses import Clause, Token
from zhibiao.joins import RELATIONS, is_measure
from zhibiao.lexicon import words
from zhibiao.model import Kind
from zhibiao.phrases import COLLECTIVES, NUMERALS, before, opening_end
from zhibiao.settings import EACH, GROWTH_NAMES, TO, Draft, figure

BRACKETS = 24  # clauses in which the words behind a row of brackets are looked for
CLOSED = frozenset("）)")
LEADING = frozenset("uQTdsvl")  # letters of what may stand between a row of brackets and the measure
ASPECTS = frozenset(words("functions", role="aspect"))


def heading(tokens: list[Token]) -> str | None:
    """The measure of the list that follows, in words that lead up to it: `投诉率由低到高依次为`, `投诉率最高的是`."""
    end = len(tokens)
    while end and (tokens[end - 1].tag == "k" or tokens[end - 1].text in EACH):
        end -= 1
    if end == len(tokens):
        return None
    at = next((i for i in range(end, 0, -1) if is_measure(tokens[i - 1])), None)
    if at is None or any(_says(token) for token in tokens[at:end]):
        return None
    return before(tokens[:at], at).text


def _says(token: Token) -> bool:
    """Whether a word between says something of the measure already; 由高到低 only tells the order."""
    return token.tag == "B" or (token.tag == "k" and token.text not in TO) or _measures(token)


def _measures(token: Token) -> bool:
    """Whether a token is a figure and no place in an order (`投诉率前十名依次为`)."""
    quantity = figure(token)
    return quantity is not None and quantity.form != "rank"


def measure_of(tokens: list[Token]) -> list[Draft]:
    """What a clause without a figure is about, if that is a measure: `上半年GDP增速快于全国（5.5%）`, `各区报警量依次为：`."""
    end = len(tokens)
    while end and (tokens[end - 1].tag == "k" or tokens[end - 1].text in EACH):
        end -= 1
    if 0 < end < len(tokens) and is_measure(tokens[end - 1]):
        phrase = before(tokens[:end], end)
        return [Draft(tokens[0], "level", None, None, None, phrase.text, phrase.owners, None, "topic")]
    at = opening_end(tokens)
    if not at or not (is_measure(tokens[at - 1]) or tokens[at - 1].text in ASPECTS or _moves(tokens, at)):
        return []
    phrase = before(tokens[:at], at)
    if len(phrase.tokens) > 1 and phrase.tokens[-1].text in ASPECTS:
        phrase.tokens.pop()
    elif not phrase or not (is_measure(phrase.tokens[-1]) or _moves(tokens, at)):
        return []
    return [_topic(tokens, at, phrase.text, phrase.owners)]


def behind_brackets(clauses: Sequence[Clause], last: list[Draft]) -> list[Draft]:
    """What a row of brackets is about, if it is said behind them: `甲省（12.1%）、乙省（9.3%）投资增速居前`."""
    for clause in clauses[1:BRACKETS]:
        if not set(clause.opener) & CLOSED or "，" in clause.opener:
            continue
        tokens = clause.tokens
        if tokens[0].tag in ",c":
            continue
        at = 0
        while at < len(tokens) and (tokens[at].tag in LEADING or tokens[at].text in COLLECTIVES | NUMERALS):
            at += 1  # 等5个省份, 三省, 的, 位居
        end = at + opening_end(tokens[at:])
        if end == at < len(tokens) and tokens[at].tag == "m":
            return [_topic(tokens, at, "", [])]  # 甲产品（35%）、乙产品（21%）增长较快
        if end == at or tokens[at].tag not in "nw":
            return []
        says = is_measure(tokens[end - 1]) or tokens[end - 1].tag == "w" or _moves(tokens, end)
        name = "".join(token.text for token in tokens[at:end])
        if not says or name in RELATIONS:
            return []
        found = _topic(tokens, end, name, [])
        grew = last[-1] if last and last[-1].kind == "growth" and not is_measure(tokens[end - 1]) else found
        return [replace(found, kind=grew.kind, movement=grew.movement)]
    return []


def names_a_place(tokens: list[Token]) -> bool:
    """Whether a clause names a place and says nothing of it: `其中甲省（12.1%）`."""
    return bool(tokens) and tokens[-1].tag == "E" and all(token.tag in "E,cdlxp" for token in tokens)


def _moves(tokens: list[Token], end: int) -> bool:
    """Whether what a clause is about is said to grow or fall: by its name (增速) or by the word behind it."""
    return _is_growth(tokens, end) or (end < len(tokens) and tokens[end].tag == "m")


def _is_growth(tokens: list[Token], end: int) -> bool:
    return end > 0 and tokens[end - 1].text in GROWTH_NAMES


def _topic(tokens: list[Token], end: int, name: str, owners: list[Token]) -> Draft:
    """What a clause without a figure is about, as if it had been measured: a growth if it is said to grow."""
    kind: Kind = "growth" if _moves(tokens, end) else "level"
    said = end - 1 if _is_growth(tokens, end) else end
    movement = tokens[said] if kind == "growth" else None
    bare = next((name.removesuffix(word) for word in GROWTH_NAMES if name.endswith(word)), name) or name
    return Draft(tokens[0], kind, None, None, None, bare, owners, None, "topic", movement=movement)
