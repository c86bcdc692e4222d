"""Whether two texts speak of the same thing, judged by the words they share.

Takes texts. Gives the odds, as a logarithm, that they belong to one article rather than to two that share words by chance.

Words are stood for by pairs of Chinese characters (二元组, bigrams), leaving out pairs with a character of grammar (的, 了, 在)
and the commonest words (发展, 工作): no segmenting is needed, and names that no dictionary has count like any other word.

Good: two paragraphs that both name 青石镇 and 茶园. Rejected: two that share only 发展 and 工作, which all news has.
"""

from __future__ import annotations

import math
import re
from functools import cache

from zhibiao.lexicon import words

# Characters of grammar, number and time, which stand in all texts alike.
_GRAMMAR = (
    "的了在是和与及等也都就而但又对将把被从到为以于上下中这那其之有不一二三四五六七八九十两我你他她它们个年月日时来去说会"
    "大要能可人并还让使所地得着过后前内外多少更最很已再只向由据称间同此"
)
_PAIR = re.compile(rf"(?=([^\x00-\u4dff\ua000-\U0010ffff{_GRAMMAR}]{{2}}))")
# Measured on pairs of unrelated news texts: how often a pair of one text stands in the other by chance, for each pair in it.
_CHANCE = 6.5e-5
_KINDRED = 8.0  # texts of one article share about eight times as many
_WEIGHT = math.log(_KINDRED)
LONGEST = 3000  # characters that are looked at: more of a text tells nothing new, and time stays linear

Pairs = frozenset[str]


def pairs(text: str) -> Pairs:
    """The distinct character pairs of a text that carry meaning.

    >>> sorted(pairs("茶园的收成"))
    ['收成', '茶园']
    """
    return frozenset(_PAIR.findall(text[:LONGEST])) - _common()


@cache
def _common() -> frozenset[str]:
    return frozenset(words("common_words"))


def kinship(one: Pairs, other: Pairs) -> float:
    """The log odds that two sets of pairs come from one article: above 0 for, below 0 against.

    The shared pairs are counted as a Poisson process, once at the rate of chance and once at eight times that.

    >>> tea = pairs("青石镇茶园面积三千亩，茶农收入增加。")
    >>> kinship(tea, pairs("今年，青石镇茶农新种茶园两百亩。")) > 0 > kinship(tea, pairs("地铁三号线列车晚点，乘客滞留站台。"))
    True
    """
    return odds(len(one & other), len(one), len(other))


def odds(shared: int, one: int, other: int) -> float:
    """`kinship` of two sets of `one` and `other` pairs that share so many: for who has counted them already."""
    expected = 0.3 + _CHANCE * one * other
    return shared * _WEIGHT - expected * (_KINDRED - 1)
