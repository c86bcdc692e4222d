"""Subjects: whose a figure is. The place, organisation, project or group, resolved as far as the article allows.

Takes an article's sentences (see `clauses`), its places and its region; gives the topic of each clause and, for each
figure, the subject and the reason. What is tried, in this order: the place in the figure's own name (郴州市进出口总值);
the topic of its clause (what stands before the verb, if it is a place or the name of a body), then of its sentence; the
topic carried from the sentence before; the article's main subject. 全市, 该公司 and their like are resolved to what they
point at; the figures of an authority (省统计局) are its place's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from zhibiao.bodies import (
    BODIES,
    CATEGORIES,
    DEIXIS,
    ENDINGS,
    FIRM_WORDS,
    NATIONAL,
    OPENING_WORDS,
    REMAINDERS,
    SAID_AGAIN,
    after_openers,
    breaks,
    ending_of,
    is_done,
    is_kind,
    is_listed,
    is_proper,
    past_stretch,
    role_of,
)
from zhibiao.clauses import Clause, Sentence, Token
from zhibiao.firms import OFTEN
from zhibiao.focus import NATION, Focus, focus_of, reporting
from zhibiao.gazetteer import short_name
from zhibiao.joins import is_measure
from zhibiao.lexicon import words
from zhibiao.model import Place
from zhibiao.plans import is_report
from zhibiao.regions import Places, relative
from zhibiao.words import vocabulary

AREAS = words("areas")
AREA_NAMES = frozenset(AREAS)
POINTING = frozenset(words("functions", role="pointing"))
SOURCES = frozenset(words("functions", role="source"))
SURE = words("functions", role="sure")
COMPARING = frozenset(words("comparers"))
WIDE = frozenset(words("functions", role="wide"))
PLACING = frozenset(words("functions", role="placing"))
KINDS = frozenset(words("functions", role="kind_of_places"))
LONGEST_BRAND = 6  # characters
LONGEST_NAME = 12  # tokens


@dataclass(frozen=True, slots=True)
class Topic:
    """What a clause is about: the name resolved, and where the words that say it end."""

    name: str
    end: int


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a figure is, and why."""

    name: str | None
    reason: str


class Subjects:
    """The subjects of one article, read in order.

    `text` is all its text, `sentences` the same parsed, `region` the place it is about; `otherwise` is the main subject where
    nothing else is.
    """

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        places: Places,
        region: Place | None,
        otherwise: str | None = None,
    ) -> None:
        self._text = text[:SAID_AGAIN]
        self._places = places
        self._region = region
        self._named: dict[str, str] = {}  # the body named last, by its role
        self._own: str | None = None  # the firm whose results the article gives
        self.main: str | None = None
        self._report = is_report(text)
        name = (reporting(text, places) if self._report else None) or self._title(sentences)
        focus = Focus(name) if name else focus_of(text, sentences, places, region)
        self._own = focus.name if focus.reports else None
        self.main = focus.name or otherwise
        self._named = {}

    def _title(self, sentences: Sequence[Sentence]) -> str | None:
        """The body that the title begins with, if the text names it often."""
        title = self.topic(sentences[0]) if sentences else None
        return title if title and role_of(title) in BODIES and self._text.count(title) >= OFTEN else None

    def topic(self, sentence: Sentence) -> str | None:
        """What a sentence is about."""
        return _first(sentence, [self.topic_of(clause) for clause in sentence.clauses[:3]])

    def topic_of(self, clause: Clause) -> Topic | None:
        """The place or body that a clause begins with, after times and openers; a source (据…) is not one."""
        tokens = clause.tokens
        topic = self._topic(tokens)
        if topic is None:
            self._note(tokens)
        return topic

    def _note(self, tokens: Sequence[Token]) -> None:
        """Remember the last place named, for 该省 and 当地."""
        for token in reversed(tokens):
            if token.tag == "E" and token.text not in DEIXIS:
                self.resolve([token])
                break

    def _pass_by(self, tokens: Sequence[Token]) -> None:
        """Remember the places in the name of a body, for 该县: not as where things happen, which is the body's own place."""
        for found in self._places.find("".join(token.text for token in tokens if token.tag == "E")):
            self._named[found.place.name[-1]] = found.place.name

    def _topic(self, tokens: list[Token]) -> Topic | None:
        if tokens[0].text in SOURCES:
            return None
        at = after_openers(tokens)
        if any(token.text in COMPARING for token in tokens[:at]):
            return None
        if at < len(tokens) and tokens[at].text in PLACING:
            if tokens[at].tag != "v" and any(token.tag not in "ENnwu" for token in tokens[at + 1 :]):
                return None
            at += 1
        at = past_stretch(tokens, at)
        return (
            self._named_again(tokens, at)
            or self._having(tokens, at)
            or self._pointed(tokens, at)
            or self._bodied(tokens, at)
            or self._placed(tokens, at)
        )

    def _having(self, tokens: list[Token], at: int) -> Topic | None:
        """`恒岳以17%的份额居首`: a name before what it has, in an article of no place."""
        if self._region:
            return None
        end = at
        while end < len(tokens) and tokens[end].tag in "nE":
            end += 1
        run, follows = tokens[at:end], tokens[end : end + 2]
        if not run or run[-1].tag == "E" or len(follows) < 2 or is_measure(run[-1]):
            return None
        name = "".join(token.text for token in run)
        has = follows[0].text == "以" and follows[1].tag == "Q" and len(name) <= LONGEST_BRAND
        return Topic(name, run[-1].end) if has else None

    def _named_again(self, tokens: list[Token], at: int) -> Topic | None:
        """The article's own firm, also where its name begins with that of a place: 云汀时代."""
        if not self._own:
            return None
        rest, said = self._own, at
        while rest and said < len(tokens) and rest.startswith(tokens[said].text):
            rest = rest.removeprefix(tokens[said].text)
            said += 1
        if rest:
            return None
        self._named["firm"] = self._own
        return Topic(self._own, tokens[said - 1].end)

    def _pointed(self, tokens: list[Token], at: int) -> Topic | None:
        """该公司, 这座数据中心, 公司: what was named before."""
        start = at
        while at < len(tokens) and tokens[at].text in POINTING:
            at += 1
        if at == len(tokens):
            return None
        ending = tokens[at].text
        role = "firm" if ending in FIRM_WORDS else ENDINGS.get(ending, "")
        if role not in BODIES or (start == at and at + 1 < len(tokens) and tokens[at + 1].text in ENDINGS):
            return None
        before = self._named.get(role)
        if (
            before is None
            and role == "firm"
            and self.main
            and role_of(self.main) in ("", "firm", "brand")
            and not self._is_place(self.main)
        ):
            before = self.main
        same = before is not None and (ending in FIRM_WORDS or before.endswith(ending))
        plain = is_listed(tokens, at + 1) or (tokens[at + 1 : at + 2] and tokens[at + 1].tag in "nwNb")
        if start == at and not same and (ending == "企业" or (role != "firm" and plain)):
            return None
        said = "".join(token.text for token in tokens[start : at + 1])
        return Topic(before if same and before else said, tokens[at].end)

    def _is_place(self, name: str) -> bool:
        return name in (NATION, self._region and self._region.name) or name in self._places.unresolved

    def _bodied(self, tokens: list[Token], at: int) -> Topic | None:
        """A name that ends like that of a body: `湖南福尔程环保科技有限公司`."""
        end = None
        for i, token in enumerate(tokens[at : at + LONGEST_NAME], at):
            if breaks(token):
                break
            if token.tag != "d" and _closes(token.text) and token.text not in KINDS:
                end = i  # 高速 before a movement is an adverb
        if end is None:
            return None
        after = next((i + 1 for i in range(end - 1, at - 1, -1) if tokens[i].tag == "u"), at)
        run = tokens[max(at, after) : end + 1]
        name = "".join(token.text for token in run if token.tag != "b")
        role = _closes(tokens[end].text)
        if is_listed(tokens, end + 1):
            return None
        if (role == "brand" and not self._is_brand(name, run)) or run[0].text in REMAINDERS:
            return None  # 其他七大类: of several, and not what the sentences behind are about
        role = "firm" if role == "brand" else role
        if (
            name in CATEGORIES
            or (len(run) == 1 and name in ENDINGS and role != "instrument")
            or len(name) < 3
        ):
            return None
        brand = next((t for t in tokens[end + 1 : end + 3] if t.tag == "N"), None)
        if brand is not None and role == "firm":
            self._named[role] = brand.text
            return Topic(brand.text, brand.end)
        if not self._is_sure(name, role, run) or is_done(run, role, tokens[end].text):
            return None
        if run[0].text in POINTING and self._named.get(role, "").endswith(tokens[end].text):
            return Topic(self._named[role], run[-1].end)
        if role == "organ":
            return self._organ(name, run)
        if len(run) > 1 and run[0].text.startswith("全") and run[0].text in DEIXIS:
            return self._placed(tokens, at)  # 全市旅游景区: those of the place
        self._pass_by(run[:-1])
        self._named[role] = self._named[name[-1]] = name
        if role in ("site", "place"):
            self._remember(name)
        return Topic(name, run[-1].end)

    def _is_sure(self, name: str, role: str, run: Sequence[Token]) -> bool:
        """Whether a name is that of one body and not of a kind of bodies: it has a proper name in it, or comes again.

        In an article about a place a project or a school that is named once is one of the place's.
        """
        if role in ("firm", "instrument") or name.endswith(SURE) or self._text.count(name) > 1:
            return True
        if self._named.get(role, "").endswith(run[-1].text) and is_proper(run[:-1]):
            return True  # 虹桥机场 after 浦东机场
        village = role == "place" and name[-1] in "村镇乡"
        return any(token.tag in "EN" for token in run) or (
            (village or self._region is None) and is_proper(run[:-1])
        )

    def _is_brand(self, name: str, run: Sequence[Token]) -> bool:
        """Whether a short name is a firm's (恒岳重工) and no word (新能源汽车): the lead of an article of no place names it."""
        plain = name in vocabulary().tags or run[0].text in OPENING_WORDS or any(t.tag in "aE" for t in run)
        alone = self._region is None and name in self._text[:60]
        return not plain and alone and is_proper(run[:-1]) and len(name) <= LONGEST_BRAND

    def _organ(self, name: str, run: Sequence[Token]) -> Topic | None:
        if name in NATIONAL or name.startswith(("国家", "国务院")):
            return Topic(NATION, run[-1].end)
        places = [token for token in run if token.tag == "E"]
        if places:
            place = self.resolve(places)
            return Topic(place, run[-1].end) if place else None
        return None

    def _placed(self, tokens: list[Token], at: int) -> Topic | None:
        end = at
        while end < len(tokens) and tokens[end].tag == "E":
            end += 1
        mark = end + 1 if end < len(tokens) and tokens[end].tag == "b" else end  # 甲市（含乙县）、丙市
        listed = mark + 1 < len(tokens) and tokens[mark].tag in ",c" and tokens[mark + 1].tag == "E"
        name = self.resolve(tokens[at:end]) if end > at and not listed else None
        if name == NATION and self._region is not None and is_kind(tokens, end):
            return None
        return Topic(name, tokens[end - 1].end) if name else None

    def resolve(self, run: Sequence[Token]) -> str | None:
        """The name of a place, or of what a word that points at one means."""
        named = [token for token in run if token.text not in DEIXIS]
        text = run[-1].text
        role = DEIXIS.get(text)
        if named:
            if named[-1].text in AREA_NAMES:
                return named[-1].text
            found = self._places.find("".join(token.text for token in named))
            return self._remember(found[-1].place.name if found else text)
        if role == "nation":
            return NATION
        if role in ("here", "org"):
            return self._named.get(text[-1]) or self._named.get("here")
        same = self._named.get(text[-1])
        if text.startswith("该") and same:
            return same
        return self._division(text) or same or text

    def _remember(self, name: str) -> str:
        """Note the place or site named last, by itself and by its last character (全镇 is the last 镇)."""
        self._named["here"] = self._named[name[-1]] = name
        return name

    def _division(self, word: str) -> str | None:
        place = relative(word, self._region)
        if place is None and self._region is not None and self._region.level != "province":
            place = self._region
        if place is None and self._places.unresolved and word.endswith(self._places.unresolved[0][-1]):
            return self._places.unresolved[0]
        return place.name if place else None

    def owner(
        self, owners: Iterable[Token], topic: str | None, own: bool, carried: str | None, counted: bool
    ) -> Owner:
        """Whose a figure is, from the nearest reason to the farthest.

        `own` says that the topic is that of its own clause; `counted` that things are counted, so that 全国 before them is what
        they are called (全国重点实验室8家) and not whose they are.
        """
        wide = self._report or (counted and self._region is not None)
        run = [token for token in owners if not (wide and token.text in WIDE)]
        if run:
            place = self.resolve(run)
            if place:
                return Owner(place, "place in the name")
        if self._report and self.main:
            return Owner(self.main, "main subject of a report")
        if topic:
            return Owner(topic, "topic of the clause" if own else "topic of the sentence")
        if carried:
            return Owner(carried, "topic carried on")
        return Owner(self.main, "main subject")

    @property
    def is_report(self) -> bool:
        """Whether the text is a government's report or plan: one subject throughout, and what is of this year is planned."""
        return self._report

    def carry(self, sentence: Sentence, topics: Sequence[Topic | None], carried: str | None) -> str | None:
        """The topic that holds beyond a sentence: its own, if the article comes back to it, until the main subject is named."""
        if any(topic and topic.name == self.main for topic in topics):
            return None
        own = _first(sentence, topics)
        if own and (self.main is None or sentence.closer == "；"):
            return own
        if not own or own in AREA_NAMES or (role_of(own) in BODIES and self._text.count(own) < 2):
            return carried
        if self.main == NATION and self._is_instance(own):
            return None
        return own

    def _is_instance(self, name: str) -> bool:
        """Whether a place is only named once, as an instance, by an article on the nation."""
        found = self._places.find(name)
        return bool(found) and self._text.count(short_name(found[-1].place)) < 2


@lru_cache(maxsize=8192)
def _closes(word: str) -> str:
    """The role of the bodies whose names a word closes, also one in quotation marks; empty for any other."""
    return ending_of(word.rstrip("”’"))


def _first(sentence: Sentence, topics: Sequence[Topic | None]) -> str | None:
    """The topic of a sentence's first clauses, up to its first figure."""
    for clause, topic in zip(sentence.clauses[:3], topics, strict=False):
        if topic:
            return topic.name
        if any(token.tag == "Q" for token in clause.tokens):
            return None
    return None
