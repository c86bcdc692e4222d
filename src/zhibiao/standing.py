"""Standing: ranks, with what is ranked and among whom.

Takes a clause's tokens and a run of ranks; gives a draft for each thing ranked. The scope stands between the verb of
standing and the rank (居全省第三), or in the phrase with 在 (在12个市州中排名第一); what is ranked stands before the
verb, or was named last.

Accepted: `均居全省第一` (all things named last), `甲区、乙区分别位列第10位、第50位`, `在全国竞赛中排名第118位` (the
contest is ranked in).
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from zhibiao.clauses import Token
from zhibiao.joins import NOMINAL, RELATIONS
from zhibiao.lexicon import words
from zhibiao.listing import items_of, joined, listed_places, only_places
from zhibiao.naming import spelled
from zhibiao.phrases import Phrase, before
from zhibiao.settings import Draft, Setting, draft, read_setting

CONTESTS = tuple(sorted(words("contests"), key=len, reverse=True))
FARTHEST = 10  # tokens from the verb of standing to the rank


def ranks(
    tokens: list[Token], start: int, run: list[int], last: list[Draft], contest: str | None, here: str | None
) -> list[Draft]:
    """The drafts of a run of ranks; `contest` is the ranking that the text named last, `here` that of this sentence."""
    verb = _verb(tokens, start, run[0])
    split = _before_scope(tokens, start, run[0]) if verb is None else verb
    found = read_setting(tokens, start, split)
    found = Setting(found.end, each=found.each, all=found.all)
    phrase = before(tokens[start : found.end], found.end - start)
    scope = _scope(tokens[(split if verb is None else verb + 1) : run[0]])
    if scope is None:
        inside, phrase = _within(tokens, start, found.end, phrase)
        own = _contest(inside)
        if own and not phrase:
            name = "".join(token.text for token in _after_figure(inside))
            scope = "".join(token.text for token in inside).removesuffix(own)
            return [draft(tokens[at], found, name, [], scope or None, "contest", kind="rank") for at in run]
        scope = "".join(token.text for token in inside) or None
    places = listed_places(tokens, found.end)
    if len(places) == len(run) > 1:
        ranked = contest or (last[-1].name if last else None)
        return [
            draft(tokens[at], found, ranked, [place], scope, "rank, by place", kind="rank")
            for at, place in zip(run, places, strict=True)
        ]
    if here and not phrase and not found.all:
        return [
            draft(tokens[at], found, here, phrase.owners, scope, "rank in a contest", kind="rank")
            for at in run
        ]
    return [
        replace(draft(tokens[at], found, name, owners, scope, "rank", kind="rank"), subject=subject)
        for at, name, owners, subject in _ranked(run, found, phrase, last)
    ]


def _ranked(
    run: list[int], found: Setting, phrase: Phrase, last: list[Draft]
) -> list[tuple[int, str | None, list[Token], str | None]]:
    """Each thing ranked, with its rank: the names before the verb, or the things named last (`，总数均居全国第一`)."""
    places = only_places(phrase.tokens)
    if len(places) > 1:
        name = last[-1].name if last else None
        return [(run[min(i, len(run) - 1)], name, [place], None) for i, place in enumerate(places)]
    items = items_of(phrase.tokens, len(run) if len(run) > 1 else None)
    if len(items) > 1 and (len(run) > 1 or found.all):
        names = [joined(last[-1].name, item) if last and item in RELATIONS else item for item in items]
        return [(run[min(i, len(run) - 1)], name, phrase.owners, None) for i, name in enumerate(names)]
    relation = phrase.text if phrase.text in RELATIONS else ""
    if len(last) > 1 and (relation or not phrase) and (found.all or len(run) == len(last)):
        return [
            (run[min(i, len(run) - 1)], joined(one.name, relation), phrase.owners or one.owners, one.subject)
            for i, one in enumerate(last)
        ]
    if phrase:
        return [(at, spelled(phrase, last), phrase.owners, None) for at in run]
    if not last:
        return [(at, None, phrase.owners, None) for at in run]
    one = last[-1]
    if one.reason == "share":
        one = replace(one, name=(one.name or "").partition("占")[0] or None)
    return [(at, one.name, phrase.owners or one.owners, one.subject) for at in run]


def _verb(tokens: list[Token], start: int, rank: int) -> int | None:
    """Where the verb of standing is: 居, 为, or the 从 of 从第11位."""
    earliest = max(start, rank - FARTHEST)
    standing = (
        at
        for at in range(rank - 1, earliest - 1, -1)
        if tokens[at].tag in "sk" or tokens[at].text in ("从", "由")
    )
    return next(standing, None)


def _before_scope(tokens: list[Token], start: int, rank: int) -> int:
    """`工业投资增速全省第一`: without a verb, the last place before the rank says among whom, what is ranked stands before it."""
    earliest = max(start, rank - FARTHEST)
    at = next((at for at in range(rank - 1, earliest, -1) if tokens[at].tag == "E"), None)
    return at if at is not None and tokens[at - 1].tag in "nwN" else start


def _scope(tokens: list[Token]) -> str | None:
    kept = [
        token.text for token in tokens if token.tag in NOMINAL or token.tag in ",cb" or token.text == "的"
    ]
    return "".join(kept).strip("的、") or None


def _within(tokens: list[Token], start: int, end: int, phrase: Phrase) -> tuple[list[Token], Phrase]:
    """What stands between 在 and 中, and the phrase before 在."""
    at = next((i for i in range(start, end) if tokens[i].text == "在"), None)
    if at is None:
        return [], phrase
    inside = [
        token for token in tokens[at + 1 : end] if token.tag not in "Tf" and token.text not in ("中", "里")
    ]
    return inside, before(tokens[start:at], at - start)


def _contest(tokens: list[Token]) -> str:
    """The word at the end of a phrase that says that it is a contest or ranking."""
    text = "".join(token.text for token in tokens)
    return next((word for word in CONTESTS if text.endswith(word)), "")


def _after_figure(tokens: list[Token]) -> list[Token]:
    at = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i].tag == "Q"), -1)
    return tokens[at + 1 :]


def ranking(tokens: list[Token]) -> str | None:
    """The ranking that a clause names: `发布“百强区”榜单`."""
    for at, token in enumerate(tokens):
        if token.tag in "nN" and _is_contest(token.text):
            return token.text if token.tag == "N" else before(tokens[: at + 1], at + 1).text
    return None


@lru_cache(maxsize=8192)
def _is_contest(word: str) -> bool:
    return word.strip("“”《》").endswith(CONTESTS)
