"""The day of publication: where it is from, in which order, and what speaks against it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibiao.errors import DateError
from zhibiao.publication import find_publication, folio_day, latest_day, parse_published, read_day


@pytest.mark.parametrize(
    "value",
    ["2026-02-28", "2026/2/28", "2026年2月28日", " 2026.02.28 ", date(2026, 2, 28), datetime(2026, 2, 28, 8)],
)
def test_as_given(value: str | date) -> None:
    assert parse_published(value) == date(2026, 2, 28)


def test_not_given() -> None:
    assert parse_published(None) is None


@pytest.mark.parametrize("value", ["28 February", "2026-02-30", "2月28日", "", "2026"])
def test_what_is_no_day(value: str) -> None:
    with pytest.raises(DateError, match="write it like 2026-02-28"):
        parse_published(value)


STATED = [  # what metadata state, the day, what it is
    ("2026-02-28", date(2026, 2, 28), "ISO"),
    ("2026-02-28 08:30:00", date(2026, 2, 28), "with the time"),
    ("2026-02-28 00:00:00.0", date(2026, 2, 28), "as Founder writes it"),
    ("2026-02-27T16:30:00Z", date(2026, 2, 28), "in another zone it is the day before"),
    ("2026-02-28T00:30:00+08:00", date(2026, 2, 28), "in Beijing's time"),
    ("2026年2月28日 08:30", date(2026, 2, 28), "in Chinese"),
    ("2026/2/28", date(2026, 2, 28), "with strokes"),
    ("20260228", date(2026, 2, 28), "without strokes"),
    ("1772208000", date(2026, 2, 28), "seconds since 1970"),
    ("1772208000000", date(2026, 2, 28), "milliseconds since 1970"),
    ("2026-02-30", None, "no such day"),
    ("0001-01-01", None, "a field left empty"),
    ("昨天", None, "words"),
    ("", None, "nothing"),
    (None, None, "no metadata"),
]


@pytest.mark.parametrize(("stated", "day", "label"), STATED, ids=[row[-1] for row in STATED])
def test_as_metadata_state_it(stated: str | None, day: date | None, label: str) -> None:
    assert read_day(stated) == day


FOLIOS = [  # text, day of the folio, what it is
    ("青江日报 2026年2月28日 星期六 第3版\n水来了。", date(2026, 2, 28), "one line"),
    ("2026年02月28日 第03版：要闻\n水来了。", date(2026, 2, 28), "a page and no weekday"),
    ("星期六 2026年2月28日\n水来了。", date(2026, 2, 28), "the weekday first"),
    ("2026年2月28日\n星期六\n水来了。", date(2026, 2, 28), "two lines"),
    ("2026年2月\n28\n星期六\n水来了。", date(2026, 2, 28), "a large figure between"),
    ("2026年2月28日 农历丙午年正月十二\n水来了。", date(2026, 2, 28), "the lunar day"),
    ("二〇二六年二月二十八日 星期六\n水来了。", date(2026, 2, 28), "Chinese numerals"),
    ("2026-02-28 星期六\n水来了。", date(2026, 2, 28), "ISO"),
    ("《青江日报》（2026年02月28日 第 02 版）\n水来了。", date(2026, 2, 28), "a source with its page"),
    ("2026-02-28 08:30\n水来了。", date(2026, 2, 28), "beneath a title"),
    ("发布时间：2026-02-28 08:30 来源：青江日报\n水来了。", date(2026, 2, 28), "with what it is"),
    ("来源：青江日报 2026-02-28\n水来了。", date(2026, 2, 28), "after the source"),
    ("会议定于2026年3月5日（星期四）召开。", None, "a meeting to come"),
    ("3月5日（星期四）上午，2026年预算通过。", None, "no day with a year"),
    ("2026年2月28日，星期六的早市开了，水来了。", None, "a sentence"),
    ("新华社青江2月27日电", None, "a dateline"),
    ("2026年2月31日 星期六", None, "no such day"),
    ("", None, "nothing"),
]


@pytest.mark.parametrize(("text", "day", "label"), FOLIOS, ids=[row[-1] for row in FOLIOS])
def test_in_the_folio(text: str, day: date | None, label: str) -> None:
    assert folio_day(text) == day


LATEST = [  # text, the latest day, what it is
    ("新华社青江2月27日电 2026年1月9日动工的水库", date(2026, 2, 27), "dateline"),
    ("新华社青江1月7日电 2025年11月3日动工的水库", date(2026, 1, 7), "dateline in the next year"),
    ("2025年11月3日动工，2026年1月9日完工", date(2026, 1, 9), "latest"),
    ("2026年1月9日完工，到2030年12月31日满产，2028年6月30日前验收", date(2026, 1, 9), "not what is to come"),
    ("2026年1月9日印发，自2026年5月1日起施行", date(2026, 1, 9), "not when it comes into force"),
    ("2026年1月9日开工，预计2027年3月1日建成", date(2026, 1, 9), "not what is expected"),
    ("新华社青江2月27日电", None, "no year"),
    ("2026年13月40日", None, "no date"),
    ("", None, "empty"),
]


@pytest.mark.parametrize(("text", "day", "label"), LATEST, ids=[row[-1] for row in LATEST])
def test_in_the_text(text: str, day: date | None, label: str) -> None:
    assert latest_day(text) == day


FOLIO, TOLD = "青江日报 2026年2月28日 星期六\n", "2026年2月27日，水来了。"
ORDER = [  # text, file name, metadata, given, day, origin
    (FOLIO + TOLD, "a-2026-02-26.txt", "2026-02-27", "2026-02-25", date(2026, 2, 25), "given"),
    (FOLIO + TOLD, "a-2026-02-26.txt", "2026-02-27", None, date(2026, 2, 27), "metadata"),
    (FOLIO + TOLD, "a-2026-02-26.txt", None, None, date(2026, 2, 28), "folio"),
    (TOLD, "a-2026-02-28.txt", None, None, date(2026, 2, 28), "file name"),
    (TOLD, "青江日报2026年2月28日.pdf", None, None, date(2026, 2, 28), "file name"),
    (TOLD, "a.txt", None, None, date(2026, 2, 27), "text"),
    ("水来了。", "a.txt", None, None, None, None),
    ("水来了。", "2026-02-27至2026-02-28.txt", None, None, None, None),
    ("水来了。", "a.txt", "soon", None, None, None),
]


@pytest.mark.parametrize(("text", "name", "stated", "given", "day", "origin"), ORDER)
def test_the_surest_source_first(
    text: str, name: str, stated: str | None, given: str | None, day: date | None, origin: str | None
) -> None:
    found = find_publication(text, name, stated, given)
    assert (found.day, found.origin) == (day, origin)


DOUBTS = [  # text, file name, metadata, given, what the doubts say
    (FOLIO + TOLD, "a-2026-02-28.txt", "2026-02-28", "2026-02-28", [], "all say one day"),
    (FOLIO + TOLD, "a.txt", "2026-02-27", None, [], "on the site the night before"),
    (
        FOLIO,
        "a.txt",
        "2026-03-20",
        None,
        ["taken as 2026-03-20 (metadata), but the folio says 2026-02-28"],
        "folio",
    ),
    (
        FOLIO,
        "a.txt",
        None,
        "2026-02-27",
        ["taken as 2026-02-27 (given), but the folio says 2026-02-28"],
        "mistyped",
    ),
    (FOLIO, "a-2025-02-28.txt", None, None, ["the file name says 2025-02-28"], "file name"),
    (TOLD, "a.txt", None, "2025-02-28", ["tells of 2026-02-27, after 2025-02-28"], "told before it happened"),
    (
        "2019年5月3日，水来了。",
        "a.txt",
        "2026-02-28",
        None,
        ["latest day in the text is 2019-05-03, long before"],
        "old",
    ),
    ("2026年2月，2019年5月3日的水库完工。", "a.txt", "2026-02-28", None, [], "old, but told of now"),
    ("将于2026年5月1日施行。", "a.txt", None, "2026-02-28", [], "to come"),
    (
        "水来了。",
        "a.txt",
        "soon",
        None,
        ["states 'soon' as its day of publication"],
        "metadata that state no day",
    ),
    (
        "2026年2月28日 星期五\n水来了。",
        "a.txt",
        None,
        None,
        ["星期五, but that day was a 星期六"],
        "the wrong weekday",
    ),
]


@pytest.mark.parametrize(
    ("text", "name", "stated", "given", "says", "label"), DOUBTS, ids=[row[-1] for row in DOUBTS]
)
def test_what_speaks_against_a_day(
    text: str, name: str, stated: str | None, given: str | None, says: list[str], label: str
) -> None:
    doubts = find_publication(text, name, stated, given).doubts
    assert len(doubts) == len(says)
    assert all(said in doubt for doubt, said in zip(doubts, says, strict=True)), doubts


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_folio_is_read_and_its_weekday_right(day: date) -> None:
    found = find_publication(
        f"青江日报 {day.year}年{day.month}月{day.day}日 星期{'一二三四五六日'[day.weekday()]}"
    )
    assert (found.day, found.origin, found.doubts) == (day, "folio", ())


@given(st.text(max_size=200), st.text(max_size=30), st.text(max_size=30) | st.none())
def test_any_text_gives_a_day_or_none(text: str, name: str, stated: str | None) -> None:
    found = find_publication(text, name.replace("\0", ""), stated)
    assert (found.day is None) == (found.origin is None)
