"""One measure over time, across pages: what each page says of it, the same said twice once, and what contradicts marked.

Takes rows of many pages that name the same measure (with `page`, `doc` and `published` beside the columns of `page.indicators`);
gives a row for each thing said, in order of time. Nothing is averaged and nothing chosen: where pages give several values for
one period that cannot all be true, all stand there, with `conflict` True.

Two values agree where one may be the other rounded or hedged: 1026亿元 and 1026.4亿元, 超1000亿元 and 1026.4亿元. They contradict
where no number is both: 1026.4亿元 and 1031.2亿元.

>>> rows = pd.DataFrame({"quote": ["1026亿元", "1026.4亿元", "1031.2亿元"], "value": [1.026e11, 1.0264e11, 1.0312e11]})
>>> spans = [span(row) for row in rows.assign(value_high=None, bound="=").to_dict("records")]
>>> [meet(spans[0], spans[1]), meet(spans[1], spans[2])]
[True, False]
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Hashable, Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from zhibiao.aliases import same, spelt
from zhibiao.errors import ZhibiaoError
from zhibiao.gazetteer import above, find_places, place_of
from zhibiao.model import Place
from zhibiao.regions import suffix_meant

COLUMNS = (
    "subject", "region_code", "indicator", "kind", "basis", "scope", "status", "period", "period_start", "period_end",
    "value", "value_high", "unit", "bound", "conflict", "pages", "doc", "published", "page", "id", "quote", "sentence",
)  # fmt: skip
"""A series' columns: those of `page.indicators`, `conflict`, and how many `pages` say it, the first of which is `doc`."""
TOLD = ("who", "kind", "basis", "scope", "unit", "status", "period")
"""What two rows have in common that speak of the same thing: two values for it agree or contradict."""
SAID = ("value", "value_high", "bound")

_CODE = re.compile(r"\d{6}")
_NUMERAL = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_DIVISION = "省市县区州旗盟乡镇村"
_LEVELS = ("province", "prefecture", "county")
_ALIKE = 1e-9


def series(rows: pd.DataFrame, subject: str | None = None) -> pd.DataFrame:
    """The rows of one subject, or of all, as a series; see `COLUMNS`.

    `subject` is a place by its name, its short name or its code by GB/T 2260 (郴州市, 郴州, 431000), or any other name as the
    rows have it. Raises `ZhibiaoError` where the rows know several places of that name: pass a code then.
    """
    rows = _attributed(rows.reset_index())
    if subject is not None:
        rows = rows[rows["who"].isin(_meant(subject, set(rows["who"])))]
    rows = rows.sort_values(["published", "doc", "page", "start"], kind="stable", na_position="last")
    groups = rows.groupby([*TOLD, *SAID], dropna=False, sort=False)
    said = groups.head(1).assign(pages=groups["page"].transform("nunique").loc[groups.head(1).index])
    said = said.assign(conflict=_conflicts(said))
    order = ["who", "kind", "basis", "scope", "unit", "period_end", "period_start", "status", "published"]
    return said.sort_values(order, kind="stable", na_position="last").reset_index(drop=True)[list(COLUMNS)]


def who(subject: object, code: object) -> str | None:
    """Whose figure it is, the same for every way of naming it: a place's code by GB/T 2260, else the name.

    `code` is the `region_code` of the row. None without a name, or with one that means another in every text (全市).

    >>> who("郴州市", "431000"), who("郴州", None), who("云汀竹语公司", None), who("全市", None)
    ('431000', '431000', '云汀竹语公司', None)
    """
    if not isinstance(subject, str):
        return None
    name = same("subject").get(spelt(subject), spelt(subject))
    places = [place.code for place in _places(name)]
    if code in places or len(places) == 1:
        return str(code) if code in places else places[0]
    if suffix_meant(name):
        return f"{code} {name}" if isinstance(code, str) else None
    return name


def _attributed(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the column `who`; what the page alone knows is the page's own."""
    pairs = rows[["subject", "region_code"]].drop_duplicates()
    pairs["who"] = [who(*pair) for pair in pairs.itertuples(index=False)]
    found = rows.merge(pairs, on=["subject", "region_code"], how="left")
    return found.assign(who=found["who"].fillna("?" + found["page"]))


def span(row: Mapping[Hashable, Any]) -> tuple[float, float]:
    """The least and the greatest number that a row can mean, by its rounding, its bound and its range."""
    value, bound = row["value"], row["bound"]
    if pd.isna(value):  # a trend without a number
        return {">": (0.0, math.inf), "<": (-math.inf, 0.0)}.get(bound, (-math.inf, math.inf))
    high = value if row["value_high"] is None or pd.isna(row["value_high"]) else row["value_high"]
    low, high = sorted((value, high))
    step = _step(row["quote"], value)
    room = step if bound == "~" else step / 2
    outwards, inwards = (high, low) if value >= 0 else (-low, -high)
    ends = {
        ">": (inwards, math.inf),
        ">=": (inwards - room, math.inf),
        "<": (0.0, outwards),
        "<=": (0.0, outwards + room),
    }.get(bound, (inwards - room, outwards + room))
    return ends if value >= 0 else (-ends[1], -ends[0])  # 下降超3%: bounds are of the size of a fall


def meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether some number lies in both spans; that one ends where the other begins is not enough."""
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return one == other or high - low > _ALIKE * max(1.0, min(abs(low), abs(high)))


def _conflicts(said: pd.DataFrame) -> pd.Series[bool]:
    """Whether each thing said contradicts another of the same thing; what has no period cannot be told to."""
    contradicted: list[Hashable] = []
    several = said[said["period"].notna() & said.duplicated(list(TOLD), keep=False)]
    for _, group in several.groupby(list(TOLD), dropna=False, sort=False):
        spans = [span(row) for row in group.to_dict("records")]
        highest, lowest = max(spans), min(spans, key=lambda one: one[1])  # who meets both meets all between
        agree = [meet(one, highest) and meet(one, lowest) for one in spans]
        contradicted += [index for index, fits in zip(group.index, agree, strict=True) if not fits]
    return pd.Series(said.index.isin(contradicted), index=said.index)


def _step(quote: str, value: float) -> float:
    """What the last digit of a number as written counts (0.1亿 for 1026.4亿元); of words, its last digit that is not 0."""
    numerals = list(_NUMERAL.finditer(unicodedata.normalize("NFKC", quote)))
    if len(numerals) == 1:
        written = float(numerals[0][0].replace(",", ""))
        scale = abs(value) / written if written else 1.0
        return float(scale * 10.0 ** -len(numerals[0][1] or ""))
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return float(10.0**exponent) if isinstance(exponent, int) else math.inf


def _meant(subject: str, known: set[str]) -> set[str]:
    """Those of `known` that a name means."""
    name = same("subject").get(spelt(subject), spelt(subject))
    codes = [name] if _CODE.fullmatch(name) else [place.code for place in _places(name)]
    found = {key for key in known if key in codes or key == name}
    if not found:  # places in no table, by their short names
        found = {key for key in known if key[:-1] == name and key[-1] in _DIVISION}
    if len(found) > 1:
        each = ", ".join(
            sorted(f"{key} {place_of(key).name}" if _CODE.fullmatch(key) else key for key in found)
        )
        raise ZhibiaoError(f"{subject} is several: {each}; pass one of them")
    return found


def _places(name: str) -> tuple[Place, ...]:
    """The divisions that a name as a whole can mean (郴州, 湖南郴州市): of a short name those of the highest level."""
    mentions = find_places(name)
    if not mentions or sum(len(one.quote) for one in mentions) < len(name):
        return ()
    places = mentions[-1].candidates
    if len(mentions) > 1:
        return tuple(place for place in places if set(above(place)) & set(mentions[-2].candidates))
    if mentions[-1].full:
        return places
    best = min(_LEVELS.index(place.level) for place in places)
    return tuple(place for place in places if _LEVELS.index(place.level) == best)
