"""Recognitions: who got which honour, for what, from whom.

Takes an article, and the scene it is set in (see `scenes`); gives `Recognition` records, one for each honour of each one
honoured: a list of works under one honour has a record for each work, and one for each unit in brackets after a work.
`honours` finds the honours, `honoured` those who got them, `actors` whom the text speaks of.

Terms: 牵头 to lead a work (leads); 工作 work; 获…激励, 荣获, 入选, 通报表扬: see `honours`.

Good: 甲市商务局牵头的稳外贸工作获省政府督查激励 is an honour of 甲市, led by 市商务局, for 稳外贸, granted by 省政府.
Rejected: 共获激励18项次 where the text lists them one by one (the total is a figure, not an honour of its own).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, product

from zhibiao.actors import Actors
from zhibiao.honoured import Honoured, enumerated, find_honoured, lead_in
from zhibiao.honours import Honour, find_honours, hide, is_personal
from zhibiao.model import Article, Passage, Recognition
from zhibiao.scenes import Scene, find_scenes, texts_of

_SENTENCE = re.compile(r"[^。！？\n]+[。！？\n]?")
_COMMA = re.compile(r"(?<=[^\d\s\x00-\x7f]),(?=[^\d\s])")  # typed for ，
# 获全省推介的5项典型经验做法分别是：… — the honour first, then the list of those who got it.
_LIST_FOLLOWS = re.compile(r"的[^的，。；：]{1,30}?(?:分别|依次)?[是为有][：:]")


@dataclass(frozen=True, slots=True)
class _Found:
    """A row in the making: the honour and the one honoured, with their sentence's offset in the passage."""

    honour: Honour
    honoured: Honoured
    start: int
    end: int


def find_recognitions(article: Article, index: int, scene: Scene | None = None) -> list[Recognition]:
    """The recognitions that an article's paragraphs tell of, in the order of the text; `index` is the article's number.

    Headlines are not read: they repeat what the paragraphs say. Without a `scene`, the article settles its places alone.

    >>> text = "临武县获评全国文明城市。县商务局牵头的稳外贸工作获省政府督查激励。"
    >>> article = Article("临武工作有成效", (Passage("paragraph", text, ((0, len(text)),)),), 0)
    >>> [(row.recipient, row.leads, row.work, row.honour, row.granted_by) for row in find_recognitions(article, 0)]
    [('临武县', (), None, '全国文明城市', None), ('临武县', ('县商务局',), '稳外贸', '督查激励', '省政府')]
    """
    actors = Actors(scene or find_scenes([article])[0], "\n".join(text for text, _ in texts_of(article)))
    actors.speak_of(article.title or "", title=True)
    rows = [
        (_row(found, passage, index), found.honour.counted)
        for passage in article.passages
        if passage.role == "paragraph"
        for found in _read(_COMMA.sub("，", passage.text), actors)
    ]
    return list(_without_totals(rows))


def _without_totals(rows: Sequence[tuple[Recognition, bool]]) -> Iterator[Recognition]:
    """Leave out a mere number of honours where the article lists honours of the same name one by one."""
    listed = dict.fromkeys(row.honour for row, counted in rows if not counted)
    for row, counted in rows:
        if not counted or not any(name in row.honour or row.honour in name for name in listed):
            yield row


def _read(text: str, actors: Actors) -> Iterator[_Found]:
    """The rows of a paragraph, sentence by sentence; a sentence without a subject goes on about the one before."""
    for sentence in _SENTENCE.finditer(text):
        actors.speak_of(sentence[0], lead_in(sentence[0]))
        for honour, honoured in _sentence(sentence[0], actors):
            at = sentence.start()
            start, end = min(honoured.start, honour.start), max(honoured.end, honour.end)
            if honoured.start > honour.end:  # an item of a list that follows the honour
                start = honoured.start
            yield _Found(honour, honoured, at + start, at + end)


def _sentence(sentence: str, actors: Actors) -> Iterator[tuple[Honour, Honoured]]:
    """Each honour of a sentence with each one honoured."""
    hidden = hide(sentence)
    if (follows := _LIST_FOLLOWS.search(hidden)) and (before := _before_list(sentence, follows.start())):
        yield from ((before, item) for item in enumerated(sentence, hidden, follows.end(), actors))
        return
    since, honoured = 0, tuple[Honoured, ...]()
    for start, group in groupby(find_honours(sentence), key=lambda honour: honour.start):
        honours = tuple(group)
        if who := honours[0].who:
            honoured = (Honoured(*who, actors.resolve(sentence[slice(*who)])),)
        elif (
            honoured and lead_in(hidden[since:start]) == start - since
        ):  # 获评甲，又入选乙: the same once more
            honoured = tuple(replace(one, start=start, end=start) for one in honoured)
        else:
            honoured = find_honoured(sentence, hidden, since, start, actors)
        since = honours[-1].end
        each = hidden.endswith("分别", 0, start) and len(honours) == len(honoured)
        for honour, one in zip(honours, honoured, strict=True) if each else product(honours, honoured):
            nobody = one.assumed and is_personal(honour.name) and actors.is_place(one.recipient)
            yield honour, replace(one, recipient=None) if nobody else one


def _before_list(sentence: str, end: int) -> Honour | None:
    honours = find_honours(sentence[:end])
    return honours[-1] if honours and honours[-1].end == end else None


def _row(found: _Found, passage: Passage, index: int) -> Recognition:
    start, end = passage.locate(found.start, found.end)
    one = found.honoured
    return Recognition(
        article=index,
        section=passage.section,
        recipient=one.recipient,
        leads=one.leads,
        work=one.work,
        detail=one.detail,
        honour=found.honour.name,
        granted_by=found.honour.granted_by,
        quote=passage.text[found.start : found.end],
        start=start,
        end=end,
    )
