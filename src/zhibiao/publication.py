"""The day on which a page was published: as given, or as the page itself says.

Takes the text of a page, the name of its file, the day that its metadata state, and the day that the user gave. Gives a
`Publication`: the day, where it is from, and what speaks against it. In this order, the surest first:

1. given: what the user says;
2. metadata: what the file states apart from its text, such as `<meta name="pubdate">` or a table's column of dates;
3. folio (报头): a line with the day and its weekday, page number or lunar day, or the line beneath a title with day and source;
4. file name: `青江日报-2026-02-28.txt`;
5. text: the dateline (电头) of a dispatch in the year of the latest day that the text names, or that day itself.

When a PDF or Word file was made says nothing of publication: it is often printed or copied later, and is not read. The clock is
never asked: the same page always gives the same day.

Good: `2026年2月28日 星期六 第3版`. Rejected: `2月27日电` alone, whose year nothing tells, and `将于2026年5月1日施行`, which is to
come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Literal

from zhibiao.dates import GAP
from zhibiao.errors import DateError
from zhibiao.lexicon import alternation, words
from zhibiao.numerals import parse_number

Origin = Literal["given", "metadata", "folio", "file name", "text"]

_BEIJING = timezone(timedelta(hours=8))
_NEXT_DAY = 1  # days by which sources may differ: what a paper prints tomorrow is on its site tonight
_LONG = 400  # days: a text whose latest day is older tells of another time, or was published then
_BEFORE = 24  # characters before a day in which a word says that it is to come
_LONGEST_FOLIO = 80  # characters

_WEEKDAYS = "一二三四五六日"
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = r"(?:19|20)\d\d"
_GIVEN = re.compile(r"\s*(\d{4})\s*(?:年|[-/.])\s*(\d{1,2})\s*(?:月|[-/.])\s*(\d{1,2})\s*日?\s*")
# A day with its year; 到, 至 before it or 前 after it mean that it is still to come.
_FULL = re.compile(
    rf"(?<![\d到至])({_YEAR}){GAP}(?:年|[-/.]){GAP}(\d{{1,2}}){GAP}(?:月|[-/.]){GAP}(\d{{1,2}})(?!\d)"
    rf"(?:{GAP}日(?!{GAP}(?:之?前|以前|起|止|截止))|(?!{GAP}日))"
)
_DATELINE = re.compile(rf"(?<!\d)(\d{{1,2}}){GAP}月{GAP}(\d{{1,2}}){GAP}日{GAP}(?:专?电|讯|消息)")
_HAN_DAY = re.compile(
    r"([12一二][\d〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_WEEKDAY = re.compile(rf"(?:星期|周|礼拜)([{_WEEKDAYS}天])")
_WEEKDAY_NEXT = re.compile(rf"\s{{0,4}}{_WEEKDAY.pattern}")
_PAGE = re.compile(
    r"第?\s?[A-Z]?[\d一二三四五六七八九十]{1,3}\s?版|农历|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年"
)
# 2026年2月 over a large 28 over 星期六, as the heads of front pages have it.
_STACKED = re.compile(
    rf"({_YEAR})年\s{{0,3}}(\d{{1,2}})月\s{{0,5}}(\d{{1,2}})\s{{0,3}}日?\s{{0,5}}(?=(?:星期|周)[{_WEEKDAYS}天])"
)
_NAMED = re.compile(rf"(?<!\d)({_YEAR})(?:-(\d\d)-(\d\d)|年(\d{{1,2}})月(\d{{1,2}})日)(?!\d)")
_YEAR_NAMED = re.compile(rf"(?<!\d)({_YEAR})年")


@dataclass(frozen=True, slots=True)
class Publication:
    """The `day` of publication, its `origin`, both None where nothing says it, and `doubts`, a sentence each."""

    day: date | None
    origin: Origin | None
    doubts: tuple[str, ...] = ()


def find_publication(
    text: str, name: str = "", stated: str | None = None, given: date | str | None = None
) -> Publication:
    """The day of publication by the surest of its sources, and which others contradict it.

    Raises DateError where the given day is none.

    >>> find_publication("2026年2月28日 星期六 第3版").origin, find_publication("水来了。", "青江-2026-02-28.txt").origin
    ('folio', 'file name')
    """
    metadata = read_day(stated)
    folio = _folio(text)
    sources: dict[Origin, date | None] = {
        "given": parse_published(given),
        "metadata": metadata,
        "folio": folio[0] if folio else None,
        "file name": _named_day(name),
        "text": latest_day(text),
    }
    said = {origin: day for origin, day in sources.items() if day}
    origin = next(iter(said), None)
    doubts = list(_contradictions(said, text)) if origin else []
    if stated and not metadata:
        doubts.append(f"The file states {stated[:40]!r} as its day of publication, which is no day.")
    if folio and folio[1]:
        doubts.append(folio[1])
    return Publication(said[origin] if origin else None, origin, tuple(doubts))


def parse_published(value: str | date | None) -> date | None:
    """The publication date as given: a date, a string such as 2026-02-28 or 2026年2月28日, or None.

    Raises DateError for anything else.

    >>> parse_published("2026年2月28日")
    datetime.date(2026, 2, 28)
    """
    if value is None:
        return None
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    match = _GIVEN.fullmatch(value) if isinstance(value, str) else None
    found = _date(*match.groups()) if match else None
    if found is None:
        raise DateError(f"{value!r} is not a publication date: write it like 2026-02-28, or leave it out")
    return found


def read_day(stated: str | None) -> date | None:
    """The day that metadata state, in Beijing's time where they name another; None where they state none.

    >>> read_day("2026-03-01T16:30:00Z"), read_day("2026-03-02 08:30"), read_day("20260302"), read_day("soon")
    (datetime.date(2026, 3, 2), datetime.date(2026, 3, 2), datetime.date(2026, 3, 2), None)
    """
    text = (stated or "").strip()
    if re.fullmatch(r"\d{10}(?:\d{3})?", text):  # seconds or milliseconds since 1970
        return datetime.fromtimestamp(int(text[:10]), UTC).astimezone(_BEIJING).date()
    try:
        moment = datetime.fromisoformat(text)
        day = (moment.astimezone(_BEIJING) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError):
        match = re.match(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)", text)
        found = _date(*match.groups()) if match else None
        return found if found and 1815 < found.year < 2200 else None
    return day if 1815 < day.year < 2200 else None


def folio_day(text: str) -> date | None:
    """The day that a page's folio or the line beneath a title states, or None.

    >>> folio_day("青江日报 2026年2月28日 星期六"), folio_day("会议定于2026年3月5日（星期四）召开。")
    (datetime.date(2026, 2, 28), None)
    """
    found = _folio(text)
    return found[0] if found else None


def latest_day(text: str) -> date | None:
    """The latest day that a text names as past, or the dateline of a dispatch after it; None where it names none.

    >>> latest_day("2025年11月3日动工，2026年1月9日完工"), latest_day("新华社北京2月27日电")
    (datetime.date(2026, 1, 9), None)
    """
    days = [day for day, match in _full_days(text) if not _is_to_come(text, match)]
    if not days:
        return None
    latest = max(days)
    years = (latest.year, latest.year + 1)
    lines = [_date(year, *match.groups()) for match in _DATELINE.finditer(text) for year in years]
    return min((day for day in lines if day and day >= latest), default=latest)


# ---- the sources --------------------------------------------------------------------------------------------------


def _full_days(text: str) -> Iterator[tuple[date, re.Match[str]]]:
    for match in _FULL.finditer(text):
        if day := _date(*match.groups()):
            yield day, match


def _folio(text: str) -> tuple[date, str | None] | None:
    """The first day in a folio, and what speaks against it."""
    candidates = [(match.start(), day, match) for day, match in _full_days(text)]
    for pattern in (_HAN_DAY, _STACKED):
        candidates += [
            (match.start(), day, match) for match in pattern.finditer(text) if (day := _han_date(match))
        ]
    for _, day, match in sorted(candidates, key=lambda one: one[0]):
        line = _line_around(text, match)
        if len(line) > _LONGEST_FOLIO or "。" in line:
            continue
        weekday = _WEEKDAY.search(line)
        if weekday and _beside(line, match.group(), weekday):
            return day, _wrong_weekday(day, weekday[1])
        if _PAGE.search(line) or _dated_line().fullmatch(line):
            return day, None
    return None


def _line_around(text: str, match: re.Match[str]) -> str:
    """The line that a day stands in, with the weekday if that stands in the next."""
    below = _WEEKDAY_NEXT.match(text, match.end())
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", below.end() if below else match.end())
    return text[start : end if end >= 0 else len(text)].strip()


def _beside(line: str, day: str, weekday: re.Match[str]) -> bool:
    """Whether a weekday stands beside a day with little between, and not in brackets, as in a notice of a meeting."""
    at = line.find(day.strip())
    between = (
        line[at + len(day.strip()) : weekday.start()] if weekday.start() > at else line[weekday.end() : at]
    )
    return len(between) < 24 and not re.search(r"[（(，,]", between)


@cache
def _dated_line() -> re.Pattern[str]:
    """The line beneath a title: a day, perhaps with the time, what it is the day of, and the source."""
    labels = alternation(words("web_words", kind="label"))
    day = rf"{_YEAR}\s?[-/.年]\s?\d{{1,2}}\s?[-/.月]\s?\d{{1,2}}\s?日?(?:\s{{0,3}}\d{{1,2}}:\d\d(?::\d\d)?)?"
    label = rf"(?:{labels}\s?[：:]\s?)"
    return re.compile(
        rf"(?:{label}[^：:\d]{{1,20}}[\s|]{{1,3}})?{label}?{day}(?:[\s|]{{1,3}}{label}[^：:]{{1,20}}){{0,3}}"
    )


def _wrong_weekday(day: date, weekday: str) -> str | None:
    printed = _WEEKDAYS.index(weekday.replace("天", "日"))
    if printed == day.weekday():
        return None
    return f"The folio says {day} and 星期{weekday}, but that day was a 星期{_WEEKDAYS[day.weekday()]}: one of them is wrong."


def _named_day(name: str) -> date | None:
    """The day in a file's name (yunting-2026-01-21.txt), where there is just one."""
    days = {_date(*filter(None, found)) for found in _NAMED.findall(Path(name).name)}
    return days.pop() if len(days) == 1 else None


@cache
def _planned() -> re.Pattern[str]:
    return re.compile(alternation(words("targets")) + "|定于|有效期|截止|截至|召开时间")


def _is_to_come(text: str, match: re.Match[str]) -> bool:
    """Whether a word in the clause before a day says that it is to come."""
    before = text[max(0, match.start() - _BEFORE) : match.start()]
    return bool(_planned().search(re.split(r"[，。；：！？\n]", before)[-1]))


def _han_date(match: re.Match[str]) -> date | None:
    """A day in Chinese numerals, 二〇二六年二月二十八日, or in figures."""
    year = match[1].translate(_HAN_DIGITS)
    month, day = (
        part if part.isdigit() and part.isascii() else parse_number(part) for part in match.groups()[1:]
    )
    return _date(year, str(int(month)), str(int(day))) if month and day else None


def _date(year: str | int, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


# ---- what speaks against a day ------------------------------------------------------------------------------------


def _contradictions(said: dict[Origin, date], text: str) -> Iterator[str]:
    """Which sources contradict the one that was taken."""
    (origin, day), *others = said.items()
    taken = f"{day}, which was taken as the day of publication ({origin})"
    for other, its in others:
        apart = (day - its).days
        if other == "text" and its == said.get("folio"):
            continue
        if other == "text":
            named = [int(year) for year in _YEAR_NAMED.findall(text)]
            if apart < -_NEXT_DAY:
                yield f"The text tells of {its}, after {taken}."
            elif apart > _LONG and max(named, default=0) < day.year - 1:
                yield f"The latest day in the text is {its}, long before {taken}."
        elif abs(apart) > (0 if origin == "given" and other == "folio" else _NEXT_DAY):
            yield f"The day of publication was taken as {day} ({origin}), but the {other} says {its}."
