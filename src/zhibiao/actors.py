"""Actors: whom a text speaks of, sentence by sentence, and what the words that point back to them mean.

Takes an article's scene (see `scenes`) and its sentences in order; gives names in full. Terms: 该县 that county, 我市 our city,
市商务局 the bureau of the city spoken of, 该公司 that firm, 其 its.

Good: in an article about 衡南县, 县财政局 is 衡南县财政局; after a sentence about 甲山电缆有限公司, 该公司 is that firm.
Rejected: 该公司 where no firm has been named, 她 (she): None, never a guess; 布局 (layout), 超市 (supermarket) are no bodies.
"""

from __future__ import annotations

import re
from functools import cache

from zhibiao.bodies import SAID_AGAIN
from zhibiao.lexicon import alternation, table, words
from zhibiao.regions import relative, suffix_meant
from zhibiao.scenes import Scene
from zhibiao.words import cut

_PERSON = 30  # characters of a person's name with the office before it


@cache
def body() -> re.Pattern[str]:
    """A body's name from its beginning: 湘州市住建局, 大庸桥社区."""
    endings, openers = (alternation(words("honours", use=use)) for use in ("body", "opener"))
    return re.compile(
        rf"(?!{openers})(?:(?![的为把以对从将被让向于了在等及下由是])[\u4e00-\u9fffA-Za-z0-9·]){{1,16}}?"
        rf"(?<![布格开大结全变农乡城家])(?:{endings})+(?!生)"
    )


# 影戏是当地的老手艺，被列入…: the sentence is about 影戏; 重点是 (the point is) tells of nobody.
@cache
def _told_of() -> re.Pattern[str]:
    others = alternation((*words("honours", use="opener"), *words("honours", use="point")))
    return re.compile(
        rf"(?!{others})([\u4e00-\u9fff]{{2,10}}?)(?<![正就])(?:是|位于|地处|坐落|始建于|成立于|榜上有名|脱颖而出|经(?=[^，]{{2,15}}批准))"
    )


_POINTING = re.compile(
    r"(?:该|本|这[个家所项名座位支])(?P<noun>公司|企业|集团|学校|医院|学院|园区|景区|社区|[\u4e00-\u9fff])"
    r"|(?P<bare>公司|企业|集团|学校|医院|园区|景区|社区)$|其|(?P<unknown>[他她它]们?|我们?|自己)$"
)


_HE = re.compile("[他她](?!们)")
# A division that is in no table, at the beginning of a sentence: 湘州市, not 大城市 or 全县.
_UNKNOWN = re.compile(
    r"(?![各全该本我两三多外某诸沿大中小县市省])[\u4e00-\u9fff]{2}[市县](?![民场值容域级长])"
)


class Actors:
    """Whom one article speaks of; `place` is the place it is about, in full, or None."""

    def __init__(self, scene: Scene, text: str = "") -> None:
        self.places = scene.places
        self.region = scene.region
        self.place = scene.region.name if scene.region else None
        self._names = [self.place] if self.place else []
        self._sentence: str | None = None
        self._stranger = False
        self._told = False
        self._person = False
        self._text = text[:SAID_AGAIN]

    def head(self, text: str) -> int:
        """How long the name is that a text begins with: a chain of places, a body, or both; 0 for none.

        >>> from zhibiao.regions import Places
        >>> from zhibiao.scenes import Scene
        >>> actors = Actors(Scene(Places(["临武县"]), None, ()))
        >>> [actors.head(text) for text in ("临武县楚江镇学校举办活动", "临武县以旧换新", "深耕主业")]
        [8, 3, 0]
        """
        end = brand = 0
        for one in self.places.find(text[:40]):
            if one.start == end:
                end, brand = one.end, one.start if one.brand else one.end
        found = body().match(text, brand)  # 澳门大学 is one name
        return found.end() if found else end

    def speak_of(self, sentence: str, start: int = 0, title: bool = False) -> None:
        """Note whom a sentence is about, by the name that it begins with at `start`.

        A name without a place in it counts only in a title or if the article says it again, since a predicate can end like
        a body's name. A subject that is no body counts for its own sentence.
        """
        name = sentence[start : start + self.head(sentence[start : start + 60])]
        if not name and (unknown := _UNKNOWN.match(sentence, start)):
            name = unknown[0]
        self._sentence = None
        person = name and not title and _person().match(sentence, start + len(name))
        self._stranger = bool(person) or self.is_stranger(sentence[start:])
        self._person = bool(person) or _HE.match(sentence, start) is not None or (self._person and not name)
        if self._person:
            return
        if name and (title or self.places.find(name) or self._text.count(name) > 1):
            self._names, self._told = [*self._names[-20:], self.resolve(name) or name], True
        elif (told := _told_of().match(sentence, start)) and not _POINTING.match(told[1]):
            self._sentence = told[1]

    def spoken_of(self) -> str | None:
        """Whoever the text speaks of at this point, or None: the place it is about only once it has spoken of it."""
        return self._sentence or (self._names[-1] if self._told and not self._person else None)

    def subject(self, before: str) -> str | None:
        """Whoever a predicate without a subject of its own is about; `before` is the clause before it.

        None where its sentence, or the clause before, begins with somebody unknown.
        """
        if self._sentence is None and (self._stranger or self.is_stranger(before)):
            return None
        return self.spoken_of()

    def is_stranger(self, text: str) -> bool:
        """Whether a text begins with what may be a subject, and is nobody whom the article names."""
        return not self.head(text[:60]) and _begins_with_noun(text[:12])

    def is_person(self, name: str, length: int) -> bool:
        """Whether a name goes on, after the body that it begins with, as that of one of its people: 甲队队长李某."""
        return len(name) <= _PERSON and _person().match(name, length) is not None

    def is_place(self, name: str | None) -> bool:
        """Whether a name is that of a division and of nobody in it."""
        found = self.places.find(name) if name else ()
        return (
            name is not None
            and bool(found or _UNKNOWN.fullmatch(name))
            and self.head(name) == len(name)
            and not body().match(name)
        )

    def division(self, name: str) -> str | None:
        """The division that 全县, 该市 or the 县 of 县财政局 means: by the table, or one that the text alone knows."""
        if place := relative(name, self.region):
            return place.name
        suffix = suffix_meant(name)
        known = (one for one in reversed(self._names) if suffix and _UNKNOWN.fullmatch(one))
        return next((one for one in known if one.endswith(suffix or "")), None)

    def resolve(self, name: str) -> str | None:
        """A name in full, None where it points to nobody who was named.

        >>> from zhibiao.gazetteer import place_of
        >>> from zhibiao.regions import Places
        >>> from zhibiao.scenes import Scene
        >>> actors = Actors(Scene(Places(["临武县"]), place_of("431025"), ()))
        >>> [actors.resolve(name) for name in ("临武", "该县", "县财政局", "全县", "该公司", "大河村")]
        ['临武县', '临武县', '临武县财政局', '临武县', None, '大河村']
        """
        found = self.places.find(name)
        if len(found) == 1 and found[0].quote == name:
            return found[0].place.name
        if division := self.division(name):
            return division + name[1 if name[0] in "省市县区州旗" else 2 :]
        pointing = _POINTING.match(name)
        if pointing is None:
            return name
        noun = pointing["noun"] or pointing["bare"]
        if noun is None:
            return None if pointing["unknown"] else self.spoken_of()
        endings = _endings().get(noun, (noun,))
        whom = next((one for one in reversed(self._names) if one.endswith(endings)), None)
        return whom + name[pointing.end() :] if whom else None


def _begins_with_noun(text: str) -> bool:
    """Whether a sentence begins with what may be a subject (工作人员, 朱松梅) rather than with a verb (深耕主业)."""
    found = re.match("\\s*([\u4e00-\u9fff]+)", text)
    return found is not None and not _opener().match(found[1]) and cut(found[1])[0][1] == "n"


@cache
def _person() -> re.Pattern[str]:
    """After a body's name, what makes one of its people the subject: 甲大学|2021级本科生李某."""
    return re.compile(
        rf"[\u4e00-\u9fff0-9]{{0,8}}?{alternation(words('honours', use='person'))}[\u4e00-\u9fff]{{2}}"
    )


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(alternation(words("honours", use="opener")))


@cache
def _endings() -> dict[str, tuple[str, ...]]:
    nouns: dict[str, tuple[str, ...]] = {}
    for row in table("pointers"):
        nouns[row["word"]] = (*nouns.get(row["word"], ()), row["ending"])
    return nouns
