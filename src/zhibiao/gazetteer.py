"""The gazetteer: China's administrative divisions by code and by every way their names are written.

Takes a text; gives the `Mention` of each name in it, with every division that it could be, and takes a code; gives its `Place`.
The divisions are those of `lexicon/regions.tsv` (county level and above, codes by GB/T 2260); former names (望城县, since 2011
望城区) are those of `lexicon/former_names.tsv`, and lead to what the division is now. Which candidate a name means is not
decided here but in `regions`.

Terms: 省 province, 地级市 and 自治州 prefecture, 县, 县级市 and 区 county level; 简称 short name (郴州 for 郴州市, 湘西 for
湘西土家族苗族自治州, which is also 湘西州).

Good: 郴州市, 郴州, 延边州, 浦东. Rejected: 南京路 (a road in other towns), 黄河南岸 (no 河南), 隆重庆祝 (no 重庆).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from zhibiao.lexicon import alternation, table, words
from zhibiao.model import Place


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text, `text[start:end] == quote`, with every division that it could be.

    `full` is True for a name with its suffix (郴州市), False for a short one (郴州).
    """

    start: int
    end: int
    quote: str
    candidates: tuple[Place, ...]
    full: bool


@dataclass(frozen=True, slots=True)
class _Form:
    """One way of writing names: the places it can be, whether with suffix, and whether it is also an ordinary word."""

    places: tuple[Place, ...]
    full: bool
    word: bool


@cache
def _divisions() -> dict[str, Place]:
    """Every division by its code; parents stand before their children in the table."""
    places: dict[str, Place] = {}
    levels: dict[str, Literal["province", "prefecture", "county"]] = {
        "province": "province", "prefecture": "prefecture", "county": "county",
    }  # fmt: skip
    for row in table("regions"):
        name = row["name"].partition("(")[0]
        path = places[row["parent"]].path if row["parent"] else ()
        places[row["code"]] = Place(row["code"], name, levels[row["level"]], (*path, name))
    return places


@cache
def _parents() -> dict[str, str]:
    return {row["code"]: row["parent"] for row in table("regions")}


def above(place: Place) -> tuple[Place, ...]:
    """The divisions that a place lies in, province first; a province lies in none.

    >>> [one.name for one in above(place_of("431081"))]
    ['湖南省', '郴州市']
    """
    return _above(place.code)


@cache
def _above(code: str) -> tuple[Place, ...]:
    parent = _parents()[code]
    return (*_above(parent), _divisions()[parent]) if parent else ()


def place_of(code: str) -> Place:
    """The division with a six-digit code.

    >>> place_of("430802").path
    ('湖南省', '张家界市', '永定区')
    """
    return _divisions()[code]


@dataclass(frozen=True, slots=True)
class Former:
    """A name that a division bore: what it is now, and the year of the change, None where the table does not say."""

    name: str
    place: Place
    year: int | None


@cache
def _former() -> dict[str, Former]:
    return {
        row["name"]: Former(row["name"], place_of(row["code"]), int(row["year"]) if row["year"] else None)
        for row in table("former_names")
    }


def former_name(name: str) -> Former | None:
    """What a former name is now (县改市, 撤县设区), or None for a name that is none.

    >>> former = former_name("宁乡县")
    >>> former.place.name, former.year
    ('宁乡市', 2017)
    """
    return _former().get(name)


def bore_suffix(place: Place, suffix: str) -> bool:
    """Whether a division had a name with this suffix before: 宁乡市 was a 县.

    >>> bore_suffix(place_of("430182"), "县")
    True
    """
    return any(former.place == place and former.name.endswith(suffix) for former in _former().values())


# 延边朝鲜族自治州 → 延边, 州; the least that is left is two characters, so that 东乡族自治县 keeps 东乡.
@cache
def _autonomous() -> re.Pattern[str]:
    return re.compile(rf"(.{{2,}}?)(?:{alternation(words('ethnic_groups'))}族?)*族?自治([区州县旗])")


# 浦东新区 → 浦东, but 万柏林区 → 万柏林: 林区 (a forest region) only after three characters.
_ORDINARY = re.compile(r"(?:特别行政|(?<=..)[地特新]|(?<=...)林)区$|[省市县区旗盟]$")


def _spellings(place: Place) -> Iterable[tuple[str, bool]]:
    """Each way of writing a place's name, and whether it is a full one."""
    yield place.name, True
    if autonomous := _autonomous().fullmatch(place.name):
        short, suffix = autonomous.groups()
        if suffix != "区":
            yield short + suffix, True
    else:
        short = _ORDINARY.sub("", place.name)
    part = place.name.endswith("旗") and short.endswith(("前", "后", "左", "右", "中"))  # 鄂托克前 is no name
    if len(short) > 1 and short != place.name and not part:
        yield short, False


def short_name(place: Place) -> str:
    """The name without what says that it is a division, in full where there is no shorter one.

    >>> short_name(place_of("450000")), short_name(place_of("430100"))
    ('广西', '长沙')
    """
    return next((spelling for spelling, full in _spellings(place) if not full), place.name)


@cache
def _forms() -> dict[str, dict[str, _Form]]:
    """Every spelling, keyed by its first two characters and then by itself, the longest first."""
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for place in _divisions().values():
        for spelling, full in _spellings(place):
            found[spelling][place.code] = full
    for former in _former().values():
        found[former.name].setdefault(former.place.code, True)
    common = set(words("place_words", use="support"))
    forms = {
        spelling: _Form(tuple(map(place_of, codes)), any(codes.values()), spelling in common)
        for spelling, codes in found.items()
    }
    forms |= {word: _Form((), True, True) for word in words("place_words", use="not")}
    heads: dict[str, dict[str, _Form]] = defaultdict(dict)
    for spelling in sorted(forms, key=lambda spelling: -len(spelling)):
        heads[spelling[:2]][spelling] = forms[spelling]
    return dict(heads)


def is_name(spelling: str) -> bool:
    """Whether a division is called so, in full or for short.

    >>> is_name("郴州"), is_name("湘州市")
    (True, False)
    """
    form = _forms().get(spelling[:2], {}).get(spelling)
    return form is not None and bool(form.places)


def is_word(spelling: str) -> bool:
    """Whether a name is also an ordinary word, as 和平 (peace) and 城区 (the town proper) are."""
    return _forms()[spelling[:2]][spelling].word


@cache
def name_endings() -> frozenset[str]:
    """The characters that the names of five or more divisions end with before their suffix (州, 阳, 江, 山 …)."""
    last = Counter(place.name[1] for place in _divisions().values() if len(place.name) == 3)
    return frozenset(character for character, count in last.items() if count >= 5)


@cache
def _street() -> re.Pattern[str]:
    return re.compile(alternation(words("place_marks", use="street")))


# Most of a text is passed over at the speed of a search: no name begins where neither of two characters fits.
@cache
def _openings() -> re.Pattern[str]:
    firsts, seconds = (re.escape("".join(sorted({pair[at] for pair in _forms()}))) for at in (0, 1))
    return re.compile(f"[{firsts}](?=[{seconds}])")


def find_places(text: str) -> tuple[Mention, ...]:
    """Every name of a division in a text, in order and without overlaps, the longest name at each point.

    Names of roads are left out; which of its candidates a name is, only `Places` can say.

    >>> [(one.quote, len(one.candidates)) for one in find_places("湖南郴州市与永定区在南京路上")]
    [('湖南', 1), ('郴州市', 1), ('永定区', 2)]
    """
    heads, mentions, end = _forms(), [], 0
    for opening in _openings().finditer(text):
        start = opening.start()
        forms = heads.get(text[start : start + 2]) if start >= end else None
        spelling = next((one for one in forms if text.startswith(one, start)), None) if forms else None
        if forms is None or spelling is None:
            continue
        form, end = forms[spelling], start + len(spelling)
        if form.places and not _street().match(text, end):
            mentions.append(Mention(start, end, spelling, form.places, form.full))
    return tuple(mentions)
