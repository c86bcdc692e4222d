"""Comparisons: what a change is measured against, taken out of a clause before its names are read.

Takes a clause's tokens; gives them with each comparison folded into one token `B` that carries the basis (同比, 环比, 较年初,
其他) and, where the comparison says so itself (高于全国水平1.5个百分点), the direction.

Accepted: `比上月收窄`, `较年初新增`, `与一季度相比`, `高于各项贷款增速6个百分点`. Rejected: `比重` (a word), `高于5%` (a bound).
"""

from __future__ import annotations

from zhibiao.clauses import Token
from zhibiao.lexicon import table, words
from zhibiao.model import Basis

OPEN = frozenset(words("comparers", role="open"))
WITH = frozenset(words("comparers", role="with"))
CLOSE = frozenset(words("comparers", role="close"))
GAPS = {row["word"]: row["sign"] for row in table("comparers") if row["role"] == "gap"}
KNOWN: tuple[Basis, ...] = ("同比", "环比", "较年初")
BASES = tuple((basis, row["word"]) for row in table("bases") for basis in KNOWN if basis == row["basis"])
MOVES = frozenset(words("movements"))
ALONE = frozenset({"同比", "环比"})
METHODS = frozenset(words("functions", role="method"))
CAUSES = frozenset(words("functions", role="cause"))
INFLUENCES = frozenset(words("functions", role="influence"))
RECKONINGS = frozenset(words("functions", role="reckoning"))
EQUALS = frozenset(words("functions", role="equal"))
BEHIND_TIMES = frozenset(words("functions", role="behind_time"))
OPENINGS = frozenset({*ALONE, *GAPS, *OPEN, *WITH, *METHODS, *CAUSES})
# What every comparison has in it, or right before it, unless it begins with a time.
SIGNALS = frozenset({*OPEN, *WITH, *GAPS, *ALONE, *METHODS, *EQUALS})
FARTHEST = 14  # tokens from the word that opens a comparison to the movement it serves

NOUNS = frozenset("nwNEaubcfrv,pd")  # what the thing compared with may be made of


def basis_of(phrase: str) -> Basis:
    """The basis that a comparison names.

    >>> basis_of("比上月"), basis_of("较2019年同期"), basis_of("较上年末")
    ('环比', '其他', '较年初')
    """
    if phrase in ("较同期", "比同期"):
        return "同比"
    return next((basis for basis, word in BASES if word in phrase), "其他")


def fold(tokens: list[Token]) -> list[Token]:
    """The tokens with every comparison as one token `B`."""
    for token in tokens:
        if token.text in SIGNALS or token.tag in "Tt":
            break
    else:
        return tokens  # most clauses compare nothing
    folded: list[Token] = []
    at = 0
    while at < len(tokens):
        end = _end(tokens, at)
        if end > at:
            folded.append(_fold(tokens[at:end]))
            at = end
        else:
            folded.append(tokens[at])
            at += 1
    return folded


def _fold(tokens: list[Token]) -> Token:
    text = "".join(token.text for token in tokens)
    if tokens[0].text in METHODS or tokens[0].text in CAUSES:
        return Token(tokens[0].start, tokens[-1].end, "x", text)
    return Token(
        tokens[0].start, tokens[-1].end, "B", text, basis=basis_of(text), sign=GAPS.get(tokens[0].text, "")
    )


def _end(tokens: list[Token], at: int) -> int:
    """Where the comparison that begins at a token ends; `at` itself where none begins."""
    text = tokens[at].text
    if text not in OPENINGS:
        whole = _end_of_whole(tokens, at) if tokens[at].tag in "Tt" else at
        return whole if whole > at else _end_of_other(tokens, at)
    if text in ALONE:
        return at + 1
    if text in GAPS:
        return _end_of_gap(tokens, at)
    if text in OPEN:
        end = _end_of_time(tokens, at + 1)
        return end if end > at + 1 else _end_before_movement(tokens, at)
    if text in WITH:
        return _end_at_close(tokens, at)
    return _end_of_method(tokens, at, RECKONINGS if text in METHODS else INFLUENCES)


def _end_of_method(tokens: list[Token], at: int, closing: frozenset[str]) -> int:
    """`按不变价格计算`, `受天气影响`: how a figure is reckoned or why it moves, which is no part of its name."""
    for end in range(at + 1, min(len(tokens), at + 8)):
        if tokens[end].tag == "Q":
            return at
        if tokens[end].text in closing:
            return end + 1
    return at


def _end_of_other(tokens: list[Token], at: int) -> int:
    """`是阿拉山口的1.7倍`: whose the other one is that a multiple is of, after 是 or 为."""
    if not at or tokens[at - 1].text not in EQUALS:
        return at
    for end in range(at + 1, min(len(tokens), at + 8)):
        quantity = tokens[end].quantity
        if quantity is not None:
            return end if quantity.form == "times" and tokens[end - 1].text == "的" else at
        if tokens[end].tag not in NOUNS and tokens[end].tag not in "T":
            return at
    return at


def _end_of_time(tokens: list[Token], at: int) -> int:
    """After 比: a time with what belongs to it (`去年同期`, `一季度末`), if a time stands there."""
    end, stop = at, min(len(tokens), at + FARTHEST)
    while end < stop and tokens[end].tag in "Tt":
        end += 1
    if end == at:
        return at
    while end < stop and (tokens[end].text in BEHIND_TIMES or tokens[end].tag == "f"):
        end += 1
    return end


def _end_of_whole(tokens: list[Token], at: int) -> int:
    """`是2019年同期的48.8%`: the time that a share or multiple is of."""
    end = _end_of_time(tokens, at)
    quantity = tokens[end].quantity if end < len(tokens) else None
    if not end > at + 1 or tokens[end - 1].text != "的" or quantity is None:
        return at
    whole = quantity.form == "times" or any(token.text in ("同期", "水平") for token in tokens[at:end])
    return end if whole and at and tokens[at - 1].tag in "kv" else at


def _end_before_movement(tokens: list[Token], at: int) -> int:
    """After 比: everything up to the word of movement or gap that the comparison serves."""
    for end in range(at + 1, min(len(tokens), at + FARTHEST)):
        if (tokens[end].tag in "mg" or tokens[end].text in MOVES) and end > at + 1:
            return end
        if tokens[end].tag not in NOUNS and tokens[end].tag not in "Ttd":
            return at
    return at


def _end_at_close(tokens: list[Token], at: int) -> int:
    for end in range(at + 2, min(len(tokens), at + FARTHEST)):
        if tokens[end].text in CLOSE and tokens[end].tag != "n":
            return end + 1
        if tokens[end].tag not in NOUNS and tokens[end].tag not in "Tt":
            return at
    return at


def _end_of_gap(tokens: list[Token], at: int) -> int:
    """After 高于: the thing compared with, up to the figure; 高于5% has none and is a bound."""
    for end in range(at + 1, min(len(tokens), at + FARTHEST)):
        if tokens[end].tag == "Q":
            return end if end > at + 1 else at
        if tokens[end].text in GAPS:
            return at  # 好于Ⅲ类水体比例优于目标5个百分点: the second is the gap
        if tokens[end].tag not in NOUNS and tokens[end].tag not in "TtR":
            return at
    return at
