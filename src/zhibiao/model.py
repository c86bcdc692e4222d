"""The records that travel from step to step, each frozen and knowing nothing of how it was made.

A page's text is never rewritten: a `Passage` is a run of it put back together from one or more pieces, and `locate` leads from
an offset in the passage to the offset in the page, so that every row points at the characters it came from.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Bound = Literal["=", "~", ">", "<", ">=", "<="]
Kind = Literal["level", "change", "growth", "ratio", "rank"]
Basis = Literal["同比", "环比", "较年初", "其他"]
Status = Literal["actual", "target"]
Role = Literal["kicker", "title", "subtitle", "column", "caption", "heading", "paragraph"]
BlockRole = Literal[Role, "byline", "repeated", "notice", "unplaced"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of an article's text: a title, a heading, a paragraph put back together.

    `text` is the concatenation of the page's characters in `pieces` (half-open spans of the page, in reading order);
    `section` is the heading it stands under.

    >>> passage = Passage("paragraph", "三年倍增", ((10, 12), (14, 16)))
    >>> passage.locate(1, 3)
    (11, 15)
    """

    role: Role
    text: str
    pieces: tuple[tuple[int, int], ...]
    section: str | None = None

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """The page's half-open span of `text[start:end]`; where a join falls inside, it spans the gap."""
        return self._offset(start), self._offset(end - 1) + 1

    def _offset(self, position: int) -> int:
        for first, last in self.pieces:
            if position < last - first:
                return first + position
            position -= last - first
        raise IndexError("the position is outside the passage")


@dataclass(frozen=True, slots=True)
class Article:
    """An article put back together: `passages` hold all its text in reading order, `start` is where it begins on the page.

    `complete` is False where text is missing, and `missing` says how it shows. Names and texts are as printed; what the page
    does not have is None or empty.
    """

    title: str | None
    passages: tuple[Passage, ...]
    start: int
    kicker: str | None = None
    subtitle: str | None = None
    column: str | None = None
    caption: str | None = None
    authors: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()
    complete: bool = True
    missing: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """The section headings, in order."""
        return tuple(passage.text for passage in self.passages if passage.role == "heading")

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body paragraphs, each whole, in order."""
        return tuple(passage.text for passage in self.passages if passage.role == "paragraph")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of the page and what it is for: every character of the page that is not white space is in one block.

    `article` is the number of its article, counted from 0, None if it is in none; `reason` says why it is what it is, and
    `joins` is the start of the block whose paragraph it goes on with, where a column's end or a line's end cut it.
    """

    role: BlockRole
    start: int
    end: int
    article: int | None
    reason: str
    joins: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A page taken apart: its `articles`, and the `blocks` that account for all of it."""

    articles: tuple[Article, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative division: `code` by GB/T 2260, `name` in full (郴州市), `path` from province down (湖南省, 郴州市)."""

    code: str
    name: str
    level: Literal["province", "prefecture", "county"]
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, found in a passage: what it says by itself, before anything is known of what it measures.

    `start` and `end` are the span of the quote (number and unit as written, spaces included) in the passage's text;
    `outer_start` and `outer_end` take in the hedges around it (`约`, `近`, `以上`). `value` is in the base unit, never
    negative unless a minus sign is written; the low end of a range, whose high end is `value_high`. `unit` has no magnitude
    word (None for ranks and bare numbers). `form` says how it is written:

    - `amount`: a number with a unit, or a bare one;
    - `percent`: %, 成, 分之; `points`: percentage points; `times`: 倍, 番;
    - `rank`: 第三, 首位, 前十; `part`: one number of a proportion such as 1∶35.7.

    `label` says why this is not a measure (`date`, `ordinal`, `name`, `idiom`) and is None where it may be one.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    value: float | None
    value_high: float | None = None
    unit: str | None = None
    bound: Bound = "="
    form: Literal["amount", "percent", "points", "times", "rank", "part"] = "amount"
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression in a passage: `period` is its ISO 8601 reading against the publication date, or None if unknown.

    `role` says what it does: `period` (the time of what follows), `state` (截至…, …末: the day of a level), `reference`
    (比去年, 较年初: what something is compared with), `reporting` (8日获悉: when it was said), `deadline` (到2030年: yet to
    come), `since` (今年以来), `each` (每年, 每天: no period), `ago` (四年前).
    """

    start: int
    end: int
    period: str | None
    grain: Literal["day", "month", "quarter", "half", "year", "years", "none"]
    role: Literal["period", "state", "reference", "reporting", "deadline", "since", "each", "ago"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that the text measures: a row of `page.indicators`, with fields as the README's data dictionary has them."""

    article: int
    section: str | None
    subject: str | None
    region: str | None
    region_code: str | None
    indicator: str | None
    kind: Kind
    value: float | None
    value_high: float | None
    unit: str | None
    bound: Bound
    basis: Basis | None
    scope: str | None
    status: Status
    period: str | None
    quote: str
    start: int
    end: int
    sentence: str
    reasons: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Recognition:
    """An honour, award, listing, approval or commendation that somebody got: a row of `page.recognitions`."""

    article: int
    section: str | None
    recipient: str | None
    leads: tuple[str, ...]
    work: str | None
    detail: str | None
    honour: str
    granted_by: str | None
    quote: str
    start: int
    end: int
