"""Where an article is set: what the names of places in it mean, and which place it is about.

Takes the articles of a page, and its texts that are in no article; gives a `Scene` for each article. A name that an article
leaves open is settled by the others, then by the paper that the page names (湖南日报); what stays open is said by `place_notes`.

Good: an article that names 郴州市 and its counties is about 郴州市. Rejected: one that names four provinces alike is about no
one place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from zhibiao.gazetteer import Former, above, find_places
from zhibiao.lexicon import alternation, words
from zhibiao.model import Article, Place
from zhibiao.regions import LEVELS, Places

# What a mention counts towards the article's region, by where it stands.
_WEIGHTS = {"title": 8, "subtitle": 6, "kicker": 6, "column": 0, "caption": 2, "heading": 2, "paragraph": 2}
_FIRST = 3  # the first paragraph; a name in full counts one more there
_ENOUGH = 4  # a name in full in the first paragraph, or two names anywhere
# Of what is named, the part that lies in the one division that an article names only by its parts.
_MOST = 0.75
# 新华社北京2月27日电: where the report was filed.
_FILED = ("社", "报", "网", "记者")


@dataclass(frozen=True, slots=True)
class Region:
    """The place an article is about, or None, and the reasons."""

    place: Place | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an article is set: what the names in it mean, the place it is about (or None), and why."""

    places: Places
    region: Place | None
    reasons: tuple[str, ...]


def find_scenes(articles: Sequence[Article], outside: Sequence[str] = ()) -> tuple[Scene, ...]:
    """The scene of each article of a page; names that one article leaves open are settled by the others, then by the paper.

    `outside` are the page's texts that are in no article, such as its imprint.

    >>> find_scenes([])
    ()
    """
    texts = [tuple(text for text, _ in texts_of(article)) for article in articles]
    every = [text for article in texts for text in article]
    page = Places(every, Places(_papers_named([*every, *outside])))
    scenes = []
    for article, own in zip(articles, texts, strict=True):
        places = Places(own, page)
        region = find_region(article, places)
        scenes.append(Scene(places, region.place, region.reasons))
    return tuple(scenes)


def _papers_named(texts: Iterable[str]) -> Iterable[str]:
    """The places that newspapers named in some texts are of: 湖南 of 湖南日报."""
    for text in texts:
        yield from (one.quote for one in find_places(text) if _papers().match(text, one.end))


def find_region(article: Article, places: Places) -> Region:
    """The place an article is about: named most, with the title and first paragraph weighing more.

    It must hold more than half of what is named (its own parts and the divisions it lies in count for it), or be named twice
    as often as any other; else it is the division in which most of what is named lies (厦门, 漳州 and 三明: 福建省), or none. A
    name that is in no table can win, and then there is none.

    >>> from zhibiao.model import Passage
    >>> body = Passage("paragraph", "宁远县举办培训，邀请连云港专家，宁远文旅受益。", ((0, 23),))
    >>> article = Article("宁远培训", (body,), 0)
    >>> find_region(article, Places(["宁远培训", body.text])).place.code
    '431126'
    """
    scores: Counter[Place | str] = Counter()
    for text, weight in texts_of(article):
        named, unsure = places.read(text)
        for one in named:
            if not one.brand and not text.endswith(_FILED, 0, one.start):
                scores[one.place] += weight + (one.full and weight == _FIRST)
        for name in unsure:
            scores[name] += weight
    if not scores:
        return Region(None, ("no place is named",))
    return _decide(scores)


def texts_of(article: Article) -> Iterable[tuple[str, int]]:
    """The texts of an article, and what a place named in each counts."""
    if article.title and not any(passage.role == "title" for passage in article.passages):
        yield article.title, _WEIGHTS["title"]
    first = True
    for passage in article.passages:
        weight = _WEIGHTS[passage.role]
        if passage.role == "paragraph" and first:
            weight, first = _FIRST, False
        yield passage.text, weight


def _decide(scores: Counter[Place | str]) -> Region:
    def level(name: Place | str) -> int:
        return LEVELS[name.level] if isinstance(name, Place) else 2

    best = max(scores, key=lambda name: (scores[name], level(name)))
    others = {name: score for name, score in scores.items() if not _related(name, best)}
    related = sum(scores.values()) - sum(others.values())
    share = related / sum(scores.values())
    if isinstance(best, str):
        return Region(None, (f"{best} cannot be told to be any one division",))
    if related < _ENOUGH or (share <= 0.5 and scores[best] < max(3 * _ENOUGH, 2 * max(others.values()))):
        shared = _shared(scores)
        if shared is not None:
            return Region(shared, (f"most of what is named lies in {shared.name}",))
        return Region(None, (f"{best.name} is named, but only in passing ({scores[best]}, {share:.0%})",))
    return Region(best, (f"{best.name} is named most ({scores[best]}, {share:.0%} with its parts)",))


def _shared(scores: Counter[Place | str]) -> Place | None:
    """The smallest division that holds most of what is named, by three of its parts or more."""
    held: Counter[Place] = Counter()
    parts: Counter[Place] = Counter()
    for place, score in scores.items():
        for one in [*above(place), place] if isinstance(place, Place) else []:
            held[one] += score
            parts[one] += one != place
    enough = [one for one in held if parts[one] > 2 and held[one] >= _MOST * sum(scores.values())]
    return max(enough, key=lambda one: LEVELS[one.level], default=None)


def _related(one: Place | str, other: Place | str) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return one == other or one in above(other) or other in above(one)


def place_notes(scenes: Iterable[Scene]) -> tuple[str, ...]:
    """What to know of the places that some articles name, a sentence each: names that stay open, and former names.

    >>> place_notes([Scene(Places(["湘州市住建局开新局", "宁乡县通车"]), None, ())])
    ('湘州市 is in no table of divisions: rows on it have no code.', '宁乡县 is read as 宁乡市, its name since 2017.')
    """
    scenes = list(scenes)
    unsure = dict.fromkeys(name for scene in scenes for name in scene.places.unresolved)
    former = dict.fromkeys(one for scene in scenes for one in scene.places.former)
    return (*map(_open_note, unsure), *map(_former_note, former))


def _open_note(name: str) -> str:
    candidates = [place for mention in find_places(name) for place in mention.candidates]
    if not candidates:
        return f"{name} is in no table of divisions: rows on it have no code."
    several = ", ".join("".join(place.path) for place in candidates)
    return f"{name} may be any of {several}: nothing on the page says which, so rows on it have no code."


def _former_note(former: Former) -> str:
    since = f"its name since {former.year}" if former.year else "its name now"
    return f"{former.name} is read as {former.place.name}, {since}."


@cache
def _papers() -> re.Pattern[str]:
    return re.compile(alternation(words("place_marks", use="paper")))
