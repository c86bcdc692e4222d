"""Focus: what an article as a whole is about, for the figures of which no sentence says whose they are.

Takes an article's text, sentences, places and the place it is about; gives the name, and whether it is the firm whose results
the article tells. What is tried, in this order: a firm or other body named throughout (see `firms`); the article's place; a
place in no table; 全省 and its like, where it is said often; another country; the nation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from zhibiao.bodies import DEIXIS, NATIONAL
from zhibiao.clauses import Sentence
from zhibiao.firms import LEAD, OFTEN, firm_of
from zhibiao.gazetteer import above
from zhibiao.lexicon import words
from zhibiao.model import Place
from zhibiao.regions import Places

NATION = "全国"
NATION_WORDS = (NATION, "我国", *sorted(NATIONAL))
COUNTRIES = words("areas", kind="country")
HOME = frozenset(words("functions", role="home"))
DIVISIONS = frozenset({"province", "prefecture", "county"})
RELATIVES = tuple(word for word, role in DEIXIS.items() if role in DIVISIONS)
OWN_WORDS = tuple(word for word in RELATIVES if word[0] in "全我")


@dataclass(frozen=True, slots=True)
class Focus:
    """The name, None where the text does not say; `reports` where it is the firm whose results the article gives."""

    name: str | None
    reports: bool = False


def focus_of(text: str, sentences: Sequence[Sentence], places: Places, region: Place | None) -> Focus:
    """What the whole article is about, `region` being the place that it names most."""
    firm = firm_of(text, sentences)
    if firm:
        return Focus(firm.name, firm.sure)
    if region:
        return Focus(region.name)
    if places.unresolved:
        return Focus(places.unresolved[0])
    word, count = max(((word, text.count(word)) for word in RELATIVES), key=lambda said: said[1])
    if count >= OFTEN:
        return Focus(word)  # 全省: the text does not say which
    return Focus(_abroad(text) or (NATION if any(word in text for word in NATION_WORDS) else None))


def _abroad(text: str) -> str | None:
    """The other country that an article is about: its lead names it, and the text far more often than China."""
    lead = text.lstrip()[:LEAD]
    counted = [(text.count(name), name) for name in COUNTRIES if name in lead]
    count, name = max(counted, default=(0, ""))
    home = sum(text.count(word) for word in HOME)
    return name if count >= OFTEN and count > 2 * home else None


def reporting(text: str, places: Places) -> str | None:
    """Whose report a text is: the division that it calls 全省 or 我市, or the province that it names most."""
    named = Counter(one.place for one in places.find(text) if not one.brand)
    held = Counter[Place]()
    for place, count in named.items():
        held.update(dict.fromkeys((*above(place), place), count))
    word, said = max(((word, text.count(word)) for word in OWN_WORDS), key=lambda said: said[1])
    own = [(count, place.name) for place, count in held.items() if place.name.endswith(word[-1])]
    if said and own:
        return max(own)[1]
    often = [(count, place.name) for place, count in named.items() if place.level == "province"]
    return max(often)[1] if often and max(often)[0] > 1 else None
