"""Linking: from the articles of a page to its rows; each figure with what it measures, whose, when and against what.

Takes articles and the publication date; gives `Indicator`s in reading order. Each passage is parsed once (`clauses`); `figures`
says what each number measures, `subjects` whose it is, `timeline` when; here they meet, and every choice leaves its reason.

>>> from zhibiao.layout import find_articles
>>> rows = find_indicators(find_articles("2025年，郴州市进出口总值达到498.04亿元，居全省第三。"), date(2026, 2, 28))
>>> [(row.subject, row.indicator, row.kind, row.value, row.period, row.scope) for row in rows]
[('郴州市', '进出口总值', 'level', 49804000000.0, '2025', None), ('郴州市', '进出口总值', 'rank', 3.0, '2025', '全省')]
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from operator import itemgetter

from zhibiao.bodies import CATEGORIES, DEIXIS
from zhibiao.clauses import Sentence, parse
from zhibiao.figures import Reader
from zhibiao.focus import NATION, NATION_WORDS
from zhibiao.garbage import uncollected
from zhibiao.gazetteer import short_name
from zhibiao.joins import RELATIONS
from zhibiao.model import Article, Indicator, Moment, Passage, Place
from zhibiao.phrases import COUNTED
from zhibiao.plans import planned_by_time, planned_by_word
from zhibiao.quantities import find_quantities
from zhibiao.regions import Places
from zhibiao.scenes import Scene, find_scenes
from zhibiao.settings import Draft, reasons_of
from zhibiao.subjects import AREAS, Owner, Subjects, Topic
from zhibiao.timeline import Timed, Timeline

BRIEF_ITEMS = 4  # headings in an article that may be a brief of many items
CLAUSES = 100  # of a sentence before a figure, in which its subject is looked for, so that text without any stop stays cheap
REACH = 1000  # characters on either side of a figure that stand for its sentence where that never ends
NAMES = 20  # of places before a figure, among which the one that its subject means is looked for
STOP = re.compile(r"[。！？!?\n]")


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A passage with its number in the article and its sentences."""

    number: int
    passage: Passage
    sentences: list[Sentence]


@dataclass(slots=True)
class _Linked:
    """A draft with whose it is, and when."""

    draft: Draft
    owner: Owner
    timed: Timed
    plan: str | None  # why it is a target


@uncollected()
def find_indicators(
    articles: Sequence[Article], published: date | None, scenes: Sequence[Scene] | None = None
) -> list[Indicator]:
    """The rows of a page, in reading order; `published` is what 去年 and 今年 are read against.

    `scenes` are those of `find_scenes`, where they are known already.
    """
    scenes = find_scenes(articles) if scenes is None else scenes
    return [
        row
        for index, (article, scene) in enumerate(zip(articles, scenes, strict=True))
        for row in _rows(article, index, published, scene)
    ]


def _rows(article: Article, index: int, published: date | None, scene: Scene) -> Iterator[Indicator]:
    texts = [passage.text for passage in article.passages]
    timeline = Timeline(texts, published)
    parsed = [
        _Parsed(number, passage, _parse(passage.text, timeline.moments(number), scene.places))
        for number, passage in enumerate(article.passages)
    ]
    national = NATION if any(word in text for text in texts for word in NATION_WORDS) else None
    for item in _items(parsed, scene.region):
        whole = len(item) == len(parsed)
        text = "\n".join(one.passage.text for one in item)
        sentences = [sentence for one in item for sentence in one.sentences]
        about = scene.region if whole else None
        subjects = Subjects(text, sentences, scene.places, about, national)
        for one in item:
            full = _full_sentences(one.passage.text)
            for linked in _linked(one, subjects, timeline, published):
                yield _row(linked, one.passage, full, index, scene)


def _parse(text: str, moments: Sequence[Moment], places: Places) -> list[Sentence]:
    unknown = [match.span() for name in places.unresolved for match in re.finditer(name, text)]
    named = [(one.start, one.end) for one in places.find(text) if not one.brand]
    pointing = [match.span() for match in _pointing().finditer(text)]
    return parse(text, find_quantities(text), moments, sorted(unknown + named + pointing))


@cache
def _pointing() -> re.Pattern[str]:
    """Words for places that are no names of divisions: 全市, 我国, 东盟; not the 中国 of 其中国家级."""
    longest_first = (*sorted(DEIXIS, key=len, reverse=True), *sorted(AREAS, key=len, reverse=True))
    choices = "|".join(
        f"{word[0]}(?<!其.){word[1:]}" for word in longest_first
    )  # begins with letters: found fast
    return re.compile(f"(?:{choices})(?![场域家业块])")


def _items(parsed: list[_Parsed], region: Place | None) -> list[list[_Parsed]]:
    """The passages by item: a brief of many items has one under each heading, any other article is one item.

    A feature has headings too, but its sections speak of its place; the items of a brief do not.
    """
    items: list[list[_Parsed]] = [[]]
    for one in parsed:
        if one.passage.role == "heading" and items[-1]:
            items.append([])
        items[-1].append(one)
    if len(items) < BRIEF_ITEMS:
        return [parsed]
    short = short_name(region) if region else None
    about = sum(1 for item in items if short and any(short in one.passage.text for one in item))
    return items if about * 2 < len(items) else [parsed]


def _linked(
    parsed: _Parsed, subjects: Subjects, timeline: Timeline, published: date | None
) -> Iterator[_Linked]:
    """The drafts of a passage with their subjects, periods and status, in reading order."""
    reader = Reader()
    carried: str | None = None
    text = parsed.passage.text
    for sentence in parsed.sentences:
        topics = [subjects.topic_of(clause) for clause in sentence.clauses]
        for number, draft in reader.read(sentence, [topic.end if topic else 0 for topic in topics]):
            owner = _owner(draft, topics[max(0, number - CLAUSES) : number + 1], carried, subjects)
            timed = timeline.at(parsed.number, draft.token.start)
            plan = planned_by_time(timed.period, published, subjects.is_report)
            plan = plan or planned_by_word(text, sentence, sentence.clauses[number], draft.token.start)
            yield _Linked(draft, owner, timed, plan)
        carried = subjects.carry(sentence, topics, carried)


def _owner(draft: Draft, topics: Sequence[Topic | None], carried: str | None, subjects: Subjects) -> Owner:
    """Whose a draft is; `topics` are those of its sentence up to its own clause. What is counted is not whose it is."""
    if draft.subject:
        return Owner(draft.subject, "named one each")
    near = [topic.name for topic in topics if topic and not (draft.name and topic.name in draft.name)]
    quantity = draft.token.quantity
    counted = quantity is not None and quantity.unit in COUNTED
    return subjects.owner(draft.owners, near[-1] if near else None, topics[-1] is not None, carried, counted)


def _row(
    linked: _Linked, passage: Passage, full: list[tuple[int, str]], index: int, scene: Scene
) -> Indicator:
    draft, text = linked.draft, passage.text
    quantity = draft.token.quantity
    assert quantity is not None
    start, end = passage.locate(quantity.start, quantity.end)
    subject = linked.owner.name
    place = _place(subject, text, quantity.start, scene) if subject else None
    return Indicator(
        article=index,
        section=passage.section,
        subject=subject,
        region=place.name if place else None,
        region_code=place.code if place else None,
        indicator=_without_subject(draft.name, subject),
        kind=draft.kind,
        value=draft.value,
        value_high=draft.value_high,
        unit=quantity.unit,
        bound=quantity.bound,
        basis=draft.basis,
        scope=draft.scope,
        status="target" if linked.plan else "actual",
        period=linked.timed.period,
        quote=text[quantity.start : quantity.end],
        start=start,
        end=end,
        sentence=_sentence_of(text, full, quantity.start, quantity.end),
        reasons=(
            f"indicator: {draft.reason}",
            f"subject: {linked.owner.reason}",
            f"period: {linked.timed.reason}",
            *reasons_of(draft, text),
            f"status: {linked.plan or 'no word of planning'}",
        ),
    )


def _place(subject: str, text: str, at: int, scene: Scene) -> Place | None:
    """The place of a subject, as it was last meant before the figure (南京市鼓楼区, and 福州市鼓楼区), or as its name says."""
    named = scene.places.find(text)
    before = bisect_right(named, at, key=lambda one: one.start)
    meant = (one.place for one in reversed(named[max(0, before - NAMES) : before]) if one.quote == subject)
    return next(meant, None) or scene.places.region_of(subject, scene.region)


def _without_subject(name: str | None, subject: str | None) -> str | None:
    """`云汀网日均活跃用户数`, whose subject is 云汀网, is 日均活跃用户数; 学校数量, whose subject is 学校, stays."""
    if not name or not subject or subject in CATEGORIES or not name.startswith(subject):
        return name
    rest = name.removeprefix(subject).removeprefix("的")
    return rest if len(rest) > 1 and rest not in RELATIONS else name


def _full_sentences(text: str) -> list[tuple[int, str]]:
    """Where each full sentence of a passage ends, from one full stop to the next, and the sentence itself."""
    ends = [*(stop.end() for stop in STOP.finditer(text)), len(text)]
    return [(end, text[start:end].strip()) for start, end in pairwise([0, *ends])]


def _sentence_of(text: str, full: list[tuple[int, str]], start: int, end: int) -> str:
    """The full sentence of a figure; of one that never ends only what is near, so that many rows do not each copy it all."""
    sentence = full[bisect_right(full, start, key=itemgetter(0))][1]
    return sentence if len(sentence) <= 2 * REACH else text[max(0, start - REACH) : end + REACH].strip()
