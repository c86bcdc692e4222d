"""One measure over time, across pages: what each page says of it, the same said twice once, and what contradicts marked.

Takes rows of many pages that name the same measure (with `page`, `doc` and `published` beside the columns of `page.indicators`);
gives a row for each thing said, in order of time. Nothing is averaged and nothing chosen: where pages give several values for
one period that do not agree, all stand there, with `conflict` True.

Two values agree where one may be the other rounded or hedged (`intervals`): 1026亿元 and 1026.4亿元, 超1000亿元 and 1026.4亿元.
They contradict each other where no number is both: 1026.4亿元 and 1031.2亿元.

>>> said = {"sentence": "", "value_high": None, "bound": "=", "kind": "level", "unit": "元"}
>>> one, other = said | {"quote": "1026亿元", "value": 1.026e11}, said | {"quote": "1026.4亿元", "value": 1.0264e11}
>>> span(one).meets(span(other))
True
"""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Mapping
from dataclasses import fields
from typing import Any

import pandas as pd

from zhibiao.aliases import same, spelt
from zhibiao.errors import ZhibiaoError
from zhibiao.gazetteer import above, find_places, place_of
from zhibiao.intervals import ANY, Interval
from zhibiao.model import Indicator, Place
from zhibiao.regions import suffix_meant
from zhibiao.statements import estimate

COLUMNS = (
    "subject", "region_code", "indicator", "kind", "basis", "scope", "status", "period", "period_start", "period_end",
    "value", "value_high", "unit", "bound", "conflict", "pages", "doc", "published", "page", "id", "quote", "sentence",
)  # fmt: skip
"""A series' columns: those of `page.indicators`, `conflict`, and how many `pages` say it, the first of which is `doc`."""
TOLD = ("who", "kind", "basis", "scope", "unit", "status", "period")
"""What two rows have in common that speak of the same thing: two values for it agree or contradict."""
SAID = ("value", "value_high", "bound")

_CODE = re.compile(r"\d{6}")
_DIVISION = "省市县区州旗盟乡镇村"
_LEVELS = ("province", "prefecture", "county")
_FIELDS = tuple(field.name for field in fields(Indicator))


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


def span(row: Mapping[Hashable, Any]) -> Interval:
    """The numbers that a row may mean, by its digits, its hedge and its range; a trend without a number has its side of 0."""
    known = {name: row[name] for name in _FIELDS if name in row and not pd.isna(row[name])}
    cells: dict[str, Any] = {name: known.get(name) for name in _FIELDS} | {"article": 0, "reasons": ()}
    indicator = Indicator(**cells)
    found = estimate(indicator, str(row["sentence"]).partition(str(row["quote"]))[0])
    if found:
        return found.strict
    return {">": Interval(0.0, math.inf), "<": Interval(-math.inf, 0.0)}.get(str(row["bound"]), ANY)


def _conflicts(said: pd.DataFrame) -> pd.Series[bool]:
    """Whether each thing said contradicts another of the same thing; what has no period cannot be told to."""
    contradicted: list[Hashable] = []
    several = said[said["period"].notna() & said.duplicated(list(TOLD), keep=False)]
    for _, group in several.groupby(list(TOLD), dropna=False, sort=False):
        spans = [span(row) for row in group.to_dict("records")]
        highest, lowest = max(spans, key=lambda one: one.low), min(spans, key=lambda one: one.high)
        agree = [one.meets(highest) and one.meets(lowest) for one in spans]  # and with them all between
        contradicted += [index for index, fits in zip(group.index, agree, strict=True) if not fits]
    return pd.Series(said.index.isin(contradicted), index=said.index)


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
