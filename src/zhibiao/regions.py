"""Places: finds the names of administrative divisions in text and says which division each one is.

Takes the texts of an article (and, as a second opinion, those of its page); gives `Named` spans with their `Place`, a code by
GB/T 2260. The names are those of `gazetteer`.

Terms: 省 province, 地级市 and 自治州 prefecture, 县, 县级市 and 区 county level; 简称 short name (郴州 for 郴州市).

Good: 郴州 is 郴州市 (431000); 永定区 on a page that names 张家界 is 430802, and on one that names 龙岩 it is 350803.
Rejected: 湘州市 is in no table, so it is no place and is listed in `Places.unresolved`; 和平 (peace) is no place unless the text
says which 和平 by naming the division above it.

A name is read in two steps: `gazetteer.find_places` locates it, and `Places` weighs its candidates by what else is named.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from zhibiao.gazetteer import (
    Former,
    Mention,
    above,
    bore_suffix,
    find_places,
    former_name,
    is_name,
    is_word,
    name_endings,
)
from zhibiao.lexicon import alternation, words
from zhibiao.model import Place
from zhibiao.words import vocabulary

# How much support a reading needs before it counts, from none to the strongest.
_ANY, _SAME_PROVINCE, _SAME_PREFECTURE, _NAMED = range(4)
LEVELS = {"province": 0, "prefecture": 1, "county": 2}


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a text and the one place that it is; `brand` is True where it is part of another name (北京大学)."""

    start: int
    end: int
    quote: str
    place: Place
    full: bool
    brand: bool = False


# The places named in a text, and the names in it that stay open.
Reading = tuple[tuple[Named, ...], tuple[str, ...]]


@cache
def _brand() -> re.Pattern[str]:
    return re.compile(alternation(words("place_marks", use="brand")))


def _need(mention: Mention, place: Place) -> int:
    """How much support it takes to read a mention as a place; the shorter and the more word-like, the more.

    Districts are seldom called by a short name outside their own city; counties seldom outside their own province.
    """
    if place.level == "province":
        return _ANY
    if is_word(mention.quote):
        return _SAME_PROVINCE if place.level == "prefecture" and not mention.full else _NAMED
    if place.level != "county":
        return _ANY
    if mention.full:
        return _ANY if len(mention.quote) > 2 else _SAME_PROVINCE  # 环县 also begins 环|县城
    return _SAME_PREFECTURE if place.name.endswith("区") else _SAME_PROVINCE


class Places:
    """The places of some texts that belong together: what the names in them mean.

    Give it an article's texts, and as `page` the `Places` of the whole page, which settle what the article leaves open.

    >>> page = Places(["张家界市召开大会。", "永定区治水。"])
    >>> [one.place.code for one in Places(["永定区治水。"], page).find("永定区委")]
    ['430802']
    >>> Places(["永定区治水。"]).find("永定区委")
    ()
    """

    def __init__(self, texts: Iterable[str], page: Places | None = None) -> None:
        self._texts = tuple(texts)
        self._page = page
        self._votes: Counter[str] = Counter()
        self._named: set[str] = set()
        # The same texts are asked about again and again, first by the page and then by its articles.
        self._mentions: dict[str, tuple[Mention, ...]] = page._mentions if page else {}
        self._readings: dict[str, Reading] = {}
        for text in self._texts:
            for mention in self._mentioned(text):
                self._count(mention, text)

    def _mentioned(self, text: str) -> tuple[Mention, ...]:
        if text not in self._mentions:
            self._mentions[text] = find_places(text)
        return self._mentions[text]

    @cached_property
    def _endings(self) -> Counter[str]:
        """How often each three characters that end in 市 or 县 stand in the texts."""
        whole = "\n".join(self._texts)
        return Counter(
            whole[max(0, end - 3) : end] for end in (m.end() for m in re.finditer("[市县]", whole))
        )

    def _unknown_names(self, text: str) -> Iterator[str]:
        """The names in a text that look like divisions but are in no table."""
        for name, organ in _unknown().findall(text):
            if is_name(name):
                continue
            if (organ and name[1] in name_endings()) or (_is_coined(name) and self._endings[name] > 1):
                yield name

    @cached_property
    def unresolved(self) -> tuple[str, ...]:
        """The names in the texts that cannot be told to be any one division, in the order they come."""
        return tuple(dict.fromkeys(name for text in self._texts for name in self.read(text)[1]))

    @cached_property
    def former(self) -> tuple[Former, ...]:
        """The former names in the texts, in the order they come."""
        quotes = dict.fromkeys(one.quote for text in self._texts for one in self.find(text))
        return tuple(former for former in map(former_name, quotes) if former)

    def _count(self, mention: Mention, text: str) -> None:
        """Only a name that can be read without any support votes for the divisions it lies in."""
        sure = [place for place in mention.candidates if _need(mention, place) == _ANY]
        if len(sure) > 1 and sure[0].level == "province":  # 吉林 and 海南 alone are the provinces
            sure = sure[:1]
        if (
            len(sure) != 1
            or (len(mention.candidates) > 1 and mention.full)
            or _brand().match(text, mention.end)
        ):
            return
        if mention.full:
            self._named.add(sure[0].code)
        self._votes.update(place.code for place in (*above(sure[0]), sure[0]))

    def find(self, text: str) -> tuple[Named, ...]:
        """The places named in a text, each with the one division it is; names that stay open are left out."""
        return self.read(text)[0]

    def read(self, text: str) -> Reading:
        """The places named in a text, and the names that stay open: in no table, or of several and nothing decides."""
        if text not in self._readings:
            self._readings[text] = self._read(text)
        return self._readings[text]

    def _read(self, text: str) -> Reading:
        named: list[Named] = []
        ends: dict[str, int] = {}
        unsure = list(self._unknown_names(text))
        for mention in self._mentioned(text):
            place = self._choose(mention, named[-1] if named else None, ends)
            if place is not None:
                brand = _brand().match(text, mention.end) is not None
                named.append(Named(mention.start, mention.end, mention.quote, place, mention.full, brand))
                if not brand:
                    ends[place.code] = mention.end
            elif mention.full and len(mention.candidates) > 1 and not is_word(mention.quote):
                unsure.append(mention.quote)
        return tuple(named), tuple(unsure)

    def _choose(self, mention: Mention, last: Named | None, ends: Mapping[str, int]) -> Place | None:
        """The best supported candidate, or None where none is supported enough or two are alike.

        `last` is the place named before it, `ends` where each was last named, by its code.
        """
        before = last.place if last and last.end == mention.start else None
        likely = [place for place in mention.candidates if self._may(place, mention, before)]
        if len(likely) < 2:
            return likely[0] if likely else None
        claims = [
            (int(before in above(place)), _nearest(place, ends), *self._claim(place)) for place in likely
        ]
        best = max(claims)
        return likely[claims.index(best)] if claims.count(best) == 1 else None

    def _may(self, place: Place, mention: Mention, before: Place | None) -> bool:
        need = _need(mention, place)
        return need == _ANY or self._support(place, mention, before) >= need

    def _support(self, place: Place, mention: Mention, before: Place | None) -> int:
        higher = above(place)
        if before in higher or (not mention.full and self._has(place)):
            return _NAMED
        if higher and self._voted(higher[-1]):
            return _SAME_PREFECTURE
        return _SAME_PROVINCE if higher and self._voted(higher[0]) else _ANY

    def _claim(self, place: Place) -> tuple[int, ...]:
        """What speaks for a candidate after its parent's standing before it (福建龙岩永定区), the strongest first.

        1. a short name that a province bears is the province; 2. how often this article names its prefecture, then its
        province; 3. how often the page does, and then the papers it names; 4. the higher level (长沙 is 长沙市 rather than
        长沙县).
        """
        higher = above(place)
        claims = [int(place.level == "province")]
        scope: Places | None = self
        while scope is not None:
            claims += [scope._votes[one.code] for one in ((higher or (place,))[-1], (higher or (place,))[0])]
            scope = scope._page
        return (*claims, -LEVELS[place.level])

    def _has(self, place: Place) -> bool:
        return place.code in self._named or (self._page is not None and self._page._has(place))

    def _voted(self, place: Place) -> bool:
        return self._votes[place.code] > 0 or (self._page is not None and self._page._voted(place))

    def region_of(self, name: str, region: Place | None = None) -> Place | None:
        """The place inside the name of an organisation, project or place: the most exact one, or None.

        `region` is the place the article is about: it says which city 市商务局 is of.

        >>> from zhibiao.gazetteer import place_of
        >>> places = Places(["郴州市市长到临武县。"])
        >>> places.region_of("临武县楚江镇").name, places.region_of("东江湖")
        ('临武县', None)
        >>> places.region_of("市商务局", place_of("431081")).name
        '资兴市'
        """
        found = self.find(name)
        if not found:
            return relative(name, region)
        return max(found, key=lambda one: (not one.brand, LEVELS[one.place.level])).place


def _nearest(place: Place, ends: Mapping[str, int]) -> int:
    """Where in the text before it the division right above a county or district was last named; -1 where it was not."""
    return ends.get(above(place)[-1].code, -1) if place.level == "county" and above(place) else -1


# 全市, 我省, 该县, and the bare 市 of 市商务局; not 市场, 市民, 县域, 区块 …
_RELATIVE = re.compile(r"(?:全|我|该|本|这个?)?(省|市|州|县|区|旗)(?![场值容区域块间级长内外际况民])")


def relative(word: str, region: Place | None) -> Place | None:
    """What 全市, 该县 or the 市 of 市商务局 means in an article about `region`: the nearest such division, or None.

    >>> from zhibiao.gazetteer import place_of
    >>> relative("全省", place_of("431081")).name, relative("市场", place_of("431081"))
    ('湖南省', None)
    """
    suffix = suffix_meant(word)
    if suffix is None or region is None:
        return None
    chain = (region, *reversed(above(region)))
    now = next((one for one in chain if one.name.endswith(suffix)), None)
    return now or (region if bore_suffix(region, suffix) else None)


def suffix_meant(word: str) -> str | None:
    """How the name of the division ends that a word points to, or None where it points to none.

    >>> suffix_meant("全市"), suffix_meant("县财政局"), suffix_meant("市场")
    ('市', '县', None)
    """
    found = _RELATIVE.match(word)
    return found[1] if found else None


# A name of two characters at the beginning of a clause, with a suffix, and a body of its own (湘州市住建局) or named again.
@cache
def _unknown() -> re.Pattern[str]:
    organs = alternation(words("place_marks", use="organ"))
    return re.compile(
        rf"(?<![\u4e00-\u9fff])(?![各全该本我两三多外某诸沿县市省])((?:(?![全各该本我年月日])[\u4e00-\u9fff]){{2}}[市县])(?![场民级容值])({organs})?"
    )


def _is_coined(name: str) -> bool:
    """Whether what stands before 市 or 县 is no word (云汀市), as in 县级市 and 贫困县 it is."""
    known = vocabulary()
    return name not in known.tags and (name[:2] not in known.tags or name[:2] in known.proper)
