"""Joins: whether a word belongs to the noun phrase behind it, which is read from the right.

Takes a clause's tokens and a place in them; says whether the token there joins the phrase, by the letter it has and its
neighbours. `phrases` reads with it what stands before a figure.

Accepted: the verb of `充电桩保有数量`, the adjective of `大型企业`, 的 of `农民的收入`. Rejected: 认为 of `专家认为成交量`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from zhibiao.clauses import Token
from zhibiao.lexicon import words

NOMINAL = frozenset("nwNE")
HEADS = words("heads", role="head") + words("heads", role="growth") + words("heads", role="relation")
RELATIONS = frozenset(words("heads", role="relation")) | frozenset(words("heads", role="growth"))
NO_HEADS = words("heads", role="none")  # 力量 is no measure, though it ends with 量
PARTS_OF_NAMES = frozenset(words("functions", role="part_of_name"))
SUFFIXES = frozenset(words("suffixes"))
MAKING = SUFFIXES | frozenset(words("functions", role="making"))
INSIDE = frozenset("中里内")
SAYING = frozenset(words("functions", role="saying"))
SIZES = frozenset("高长宽深厚重大")


def is_measure(token: Token) -> bool:
    """Whether a noun names a measure by itself (销售额, 失业率), so that a verb before it belongs to its name."""
    return token.tag in "nw" and _has_head(token.text)


@lru_cache(maxsize=8192)
def _has_head(word: str) -> bool:
    return word.endswith(HEADS) and not word.endswith(NO_HEADS)


def nominal(token: Token | None) -> bool:
    """Whether a token is a noun or a name."""
    return token is not None and token.tag in NOMINAL


@dataclass(slots=True)
class _Spot:
    """A token that may join the phrase behind it: with its neighbours and the phrase's `last` token.

    `closes` says that only one token of the phrase stands behind it, `subject` that a verb follows the phrase.
    """

    token: Token
    following: Token
    earlier: Token | None
    last: Token
    closes: bool
    subject: bool

    @property
    def nominal_next(self) -> bool:
        return self.following.tag in NOMINAL or self.following.tag in "avQb"

    @property
    def nominal_before(self) -> bool:
        return self.after("bu") or nominal(self.earlier)

    def after(self, letters: str) -> bool:
        """Whether the token before has one of the letters."""
        return self.earlier is not None and self.earlier.tag in letters

    @property
    def both_single(self) -> bool:
        return len(self.token.text) == len(self.following.text) == 1


def joins_before(tokens: list[Token], at: int, end: int, subject: bool) -> bool:
    """Whether the token at a place belongs to the phrase that has been read from the right as far as it."""
    token, earlier = tokens[at], tokens[at - 1] if at else None
    if token.tag in NOMINAL or token.tag == "b":
        return True
    if at + 1 == end:
        size = token.tag == "g" and token.text in SIZES  # 坝高118米
        return (size or token.text == "等") and nominal(earlier)
    if at + 2 == end and token.tag in "kdtlas" and len(token.text) > 1 and tokens[at + 1].text in MAKING:
        return True  # 水土保持率, 当周值, 预期指数, 持有规模
    rule = JOINS.get(token.tag)
    if rule is None:
        return False
    return rule(_Spot(token, tokens[at + 1], earlier, tokens[end - 1], at + 2 == end, subject))


def _particle_joins(spot: _Spot) -> bool:
    return spot.token.text in ("的", "等") and spot.after("nwNEbva")


def _locative_joins(spot: _Spot) -> bool:
    """`城市周边农户`; but `在全行业收入中占比65%` is a share of what was named before."""
    if spot.token.text in INSIDE and spot.following.text in RELATIONS:
        return False
    return spot.nominal_next and (nominal(spot.earlier) or spot.after("Qa"))


def _figure_joins(spot: _Spot) -> bool:
    """`65岁以上老人`."""
    quantity = spot.token.quantity
    return quantity is not None and quantity.bound in (">=", "<=") and spot.nominal_next


def _movement_joins(spot: _Spot) -> bool:
    """`降碳`, `增绿`; `价格下跌城市数量`."""
    if spot.both_single or spot.following.text in SUFFIXES:
        return True
    named = is_measure(spot.last) or (
        spot.closes and spot.last.tag == "w" and spot.after("nw")
    )  # 光伏新增并网
    return spot.nominal_next and spot.nominal_before and named


def _verb_joins(spot: _Spot) -> bool:
    """`售水`, `对接会`; `停产整治`; `充电桩数量`; the second verb of `接待过夜游客` belongs to the noun."""
    if spot.token.text in SAYING:
        return False
    if spot.both_single or spot.following.text in SUFFIXES or spot.following.text == "的":
        return True
    if spot.closes and spot.following.tag == "w" and len(spot.token.text) == len(spot.following.text) == 2:
        return True
    if not spot.nominal_next:
        return False
    head = spot.closes and len(spot.following.text) < 3
    measured = is_measure(spot.last) and (spot.nominal_before or spot.after(",") or head)
    return measured or (spot.subject and spot.nominal_before) or spot.after("vl")


JOINS: dict[str, Callable[[_Spot], bool]] = {
    ",": lambda spot: spot.nominal_next and spot.nominal_before,
    "c": lambda spot: spot.nominal_next and spot.nominal_before,
    "a": lambda spot: spot.nominal_next or spot.following.text in ("的", "以上", "以下"),
    "u": _particle_joins,
    "f": _locative_joins,
    "Q": _figure_joins,
    "g": lambda spot: len(spot.token.text) == 1 and spot.nominal_next and spot.following.tag != "Q",  # 高标准
    "m": _movement_joins,
    "r": lambda spot: spot.token.text.startswith("每") and spot.nominal_next,  # 每日阅读时长
    "v": _verb_joins,
    "p": lambda spot: spot.token.text == "与" and is_measure(spot.last) and _measured(spot.earlier),
    "x": lambda spot: len(spot.token.text) == 4 and is_measure(spot.last) and spot.closes,  # 水土流失面积
    "d": lambda spot: spot.token.text in PARTS_OF_NAMES and spot.nominal_next,
}


def _measured(token: Token | None) -> bool:
    return token is not None and is_measure(token)
