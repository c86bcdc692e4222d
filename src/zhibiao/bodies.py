"""Bodies: what a name is by its ending (大学, 产业园, 局), and where the names of bodies stand among a clause's tokens.

Gives the role of a name (`firm`, `site`, `body`, `organ`, `place`, `people`, `instrument`; empty for any other) from
`lexicon/organisations.tsv`, and tells the name of one body (青禾农业产业园) from that of a kind of bodies (农业产业园): one has a
proper name in it.

>>> role_of("恒岳重工股份"), role_of("青禾农业产业园"), role_of("进出口总值")
('firm', 'site', '')
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from zhibiao.clauses import Token
from zhibiao.lexicon import table, words
from zhibiao.words import vocabulary

ENDINGS = {row["word"]: row["role"] for row in table("organisations")}
LONGEST_ENDING = max(map(len, ENDINGS))
CATEGORIES = frozenset(words("categories"))
NATIONAL = frozenset(words("national"))
OPENERS = frozenset("Tdxtcfb")
BREAKS = frozenset("klpTQ,mghsBx/")  # letters that no name of a body holds
DEIXIS = {row["word"]: row["role"] for row in table("deixis")}
WORKS = frozenset(words("functions", role="works"))
BODIES = frozenset({"body", "firm", "site", "place", "instrument"})
FIRM_WORDS = frozenset(words("functions", role="firm_word"))
REMAINDERS = frozenset(words("functions", role="remainder"))
# Characters in which a name may be said again: longer articles are rare, and time stays linear.
SAID_AGAIN = 20_000
OPENING_WORDS = frozenset(row["word"] for row in table("words"))


def role_of(name: str) -> str:
    """What a name is by its ending: body, organ, place; empty for any other."""
    if name in CATEGORIES:
        return ""
    return ending_of(name)


@lru_cache(maxsize=8192)
def ending_of(text: str) -> str:
    """The role that a word's ending gives it, also where it is a kind of bodies by itself (高速公路)."""
    return next(
        (ENDINGS[text[-size:]] for size in range(LONGEST_ENDING, 0, -1) if text[-size:] in ENDINGS), ""
    )


def is_proper(tokens: Sequence[Token]) -> bool:
    """Whether a proper name stands in what is before a body's ending: 青山湖 of the dictionary, or 青禾, which is no word."""
    if any(token.text in vocabulary().proper for token in tokens):
        return True
    lone = [token.tag in "nwg" and len(token.text) == 1 for token in tokens]
    return any(one and other for one, other in pairwise(lone))


def is_own_name(name: str) -> bool:
    """Whether a name may be that of one firm: no kind of firms, and no plain word (公告, 市场)."""
    plain = name in vocabulary().tags and name not in vocabulary().proper and not name.startswith("中国")
    return (
        not plain
        and name not in ENDINGS
        and name not in DEIXIS
        and name not in NATIONAL
        and not name.endswith(("公司", "企业"))
    )


def is_kind(tokens: Sequence[Token], at: int) -> bool:
    """Whether a body's ending closes the words from a place on: with 全国 before them, what things of a place are called."""
    while at < len(tokens) and tokens[at].tag in "nw":
        at += 1
    return bool(role_of(tokens[at - 1].text))


def is_listed(tokens: Sequence[Token], at: int) -> bool:
    """Whether a name goes on as a list of bodies: `开元中学、朝阳学校等新建项目`."""
    return at < len(tokens) and (tokens[at].text in ("等", "、") or tokens[at].tag == ",")


def past_stretch(tokens: Sequence[Token], at: int) -> int:
    """Past `绵竹至茂县的`: where a road or line runs from and to."""
    end = at
    while end < len(tokens) and (tokens[end].tag == "E" or tokens[end].text == "至"):
        end += 1
    if end == at:
        return at
    between = any(token.text == "至" for token in tokens[at:end])
    return end + 1 if between and end < len(tokens) and tokens[end].text == "的" else at


def after_openers(tokens: Sequence[Token]) -> int:
    at = 0
    while (
        at < len(tokens)
        and (tokens[at].tag in OPENERS or tokens[at].text == "而")
        and not _proper(tokens, at)
    ):
        at += 1
    return at


def _proper(tokens: Sequence[Token], at: int) -> bool:
    """Whether an opener's letter is that of a name cut in two: `大庸桥社区`, where the dictionary has 大庸 for an adverb."""
    return tokens[at].tag in "dc" and len(tokens[at].text) > 1 and tokens[at].text not in OPENING_WORDS


def breaks(token: Token) -> bool:
    tag = token.tag
    if tag == "g":
        return len(token.text) > 1  # 高 and 多 in a name: 高鑫材料
    if tag == "d":
        return token.text in OPENING_WORDS
    return tag in BREAKS or (tag == "v" and not role_of(token.text))


def is_done(run: Sequence[Token], role: str, ending: str) -> bool:
    """Whether a verb before a body's ending says what was done to it: `新建农村公路`, `培育合作社`."""
    lead = next((token for token in run if token.tag != "E"), run[-1])
    acts = lead.tag in "wv" and lead is not run[-1] and role != "organ"
    return (acts and (role in ("body", "site") or lead is run[0])) or (
        ending in WORKS and any(token.tag == "w" for token in run)
    )
