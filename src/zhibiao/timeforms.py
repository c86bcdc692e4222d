"""The forms in which time is written, as one pattern composed from the lexicon.

Takes: the tables times.tsv, plans.tsv and festivals.tsv.
Gives: `scanner()`, which finds expressions of time, and the tables that say what their words mean.

Each form is a named group, and the groups inside it begin with its name, so that one scan says which form it met and with which
parts: `2025年1—11月` is the form `months` with `months_year`, `months_month` and `months_month2`.

Good: `二〇二五年十一月`, `2025 年`, `２０２５年`, `前三季度`, `“十四五”末`. Rejected: `第3年`, `8年`, `5月龄`, `世界上年均`.
"""

from __future__ import annotations

import re
from functools import cache

from zhibiao.dates import GAP
from zhibiao.lexicon import alternation, table, words

_TO = "(?:[-—–―－~～]{1,2}|至|到)"
_NUMERALS = "〇零○一二三四五六七八九"
_MONTH = r"(?:\d{1,2}|十[一二]|[一二三四五六七八九十元])"
_DAY = r"(?:\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3}|半)"
_HOURS = "(?:上午|下午|凌晨|清晨|早上|早晨|傍晚|晚间|晚上|晚|中午|午后|盘后|深夜)"
_CLOCK = rf"(?:{_HOURS}?{GAP}\d{{1,2}}(?:时(?![间期代])(?:\d{{1,2}}分)?|[:：]\d\d)|{_HOURS})?"
_HAN = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "元": 1,
}
_EDGE = "[末底初](?![步级期中一二三部位]|预算|计划|目标|任务)"


def _slot(slot: str) -> str:
    """Any word of a slot, the longest first, but not inside a longer word (世界上年均, 今年轻人).

    A look at the first character turns most places away before each word is tried in turn.
    """
    rows = sorted((row for row in table("times") if row["slot"] == slot), key=lambda row: -len(row["word"]))
    firsts = "".join(sorted({row["word"][0] for row in rows}))
    return f"(?:(?=[{firsts}])(?:{'|'.join(map(_guarded, rows))}))"


def _guarded(row: dict[str, str]) -> str:
    behind = f"(?<![{row['behind']}])" if row["behind"] else ""
    return behind + row["word"] + (f"(?!{row['ahead']})" if row["ahead"] else "")


def _year(form: str, which: str = "year") -> str:
    """A year: 2025年, 二〇二五年, 去年; two digits only after an apostrophe or before a month or quarter (23年上半年)."""
    short = r"(?<![\d.第])\d\d年(?=\d{1,2}月|[上下]半年|前?[一二三四]季度|[末底])"
    full = rf"(?<![\d.])[12１２]\d{{3}}{GAP}年|[一二][{_NUMERALS}]{{3}}年|[’'‘]\d\d年"
    return rf"(?P<{form}_{which}>(?:{full}|{short}|{_slot('year')})(?:度(?!假))?)"


def _maybe_year(form: str, which: str = "year") -> str:
    return rf"(?:{_year(form, which)}{GAP})?"


def _month(form: str) -> str:
    """A month by number or by word, 3月, 11月份当月, 本月; not an age (5月龄)."""
    number = rf"(?<![\d.．])(?P<{form}_month>{_MONTH}){GAP}月(?!龄|一[^一-龥]?[调分小通督研])份?(?:当月)?"
    return rf"(?:{number}|(?P<{form}_word>{_slot('month')}))"


def _ranges() -> dict[str, str]:
    end = rf"(?!{GAP}\d{{1,2}}[日号]|[末底初中上下龄])"
    return {
        "stamp": r"(?<![\d.])(?P<stamp_year>(?:19|20)\d\d)(?P<stamp_mark>[-/.])(?P<stamp_month>\d{1,2})(?P=stamp_mark)"
        r"(?P<stamp_day>\d{1,2})(?![\d.])",
        "days": rf"{_maybe_year('days')}(?<![\d.．])(?P<days_month>{_MONTH}){GAP}月{GAP}(?P<days_day>{_DAY})[日号]?{_TO}"
        rf"{_maybe_year('days', 'year2')}(?:(?P<days_month2>{_MONTH}){GAP}月{GAP})?(?P<days_day2>{_DAY})[日号]",
        "months": rf"{_maybe_year('months')}(?<![\d.．])(?P<months_month>{_MONTH}){GAP}(?:月份?)?{_TO}"
        rf"{_maybe_year('months', 'year2')}(?P<months_month2>{_MONTH}){GAP}月份?{end}",
        "years": rf"(?<![\d.])(?P<years_year>[12１２]\d{{3}}){GAP}年?{_TO}(?P<years_year2>[12１２]\d{{3}}){GAP}年"
        r"(?P<years_same>同期)?",
    }


def _points() -> dict[str, str]:
    part = rf"第?{_slot('part')}|第?[1-4]季度|(?:前|头){_COUNT}个?月(?:份|度)?"
    return {
        "date": rf"{_maybe_year('date')}{_month('date')}{GAP}(?P<date_day>{_DAY})[日号]{_CLOCK}",
        "third": rf"{_maybe_year('third')}{_month('third')}(?P<third_part>{_slot('third')})",
        "month": rf"{_maybe_year('month')}{_month('month')}(?P<month_edge>{_EDGE}|同期)?",
        "part": rf"{_maybe_year('part')}(?P<part_part>{part})(?P<part_edge>[末底]|同期)?",
        "quarter": rf"(?P<quarter_word>{_slot('quarter')})(?P<quarter_edge>[末底])?",
        "report": rf"(?<![\d.])(?P<report_year>[12１２]\d{{3}})(?P<report_part>{_slot('part')})",
        "edge": rf"{_year('edge')}{GAP}(?P<edge_edge>{_EDGE}|{_slot('edge')})",
        "year": rf"{_year('year')}(?P<year_same>同期|同月|同日)?",
        "yearend": rf"年{_EDGE}|岁末|(?<=报告)期末",
    }


def _named() -> dict[str, str]:
    """Plans, lunar days and festivals; a plan inside a title or before 规划, 纲要 … is a name and no time."""
    plans = alternation(words("plans"))
    tail = "期末|末期|末|时期|期间|以来|前[一二三四两]年"
    title = "[一-龥]{0,6}" + alternation(words("time_cues", cue="named"))
    month = "(?P<lunar_month>[正腊冬]|十[一二]?|[二三四五六七八九])"
    lunar = "初[一二三四五六七八九十]|廿[一二三四五六七八九]|二?十[一二三四五六七八九]?|三十"
    festival, holiday = (alternation(words("festivals", alone=alone)) for alone in ("yes", "no"))
    leave = "小?长假|假期|假日|黄金周|期间"
    return {
        "plan": rf"(?<!《)[“\"「](?P<plan_name>{plans})[”\"」](?:(?P<plan_tail>{tail})|(?!{title}))"
        rf"|(?P<plan_bare>{plans})(?P<plan_bare_tail>{tail})",
        "lunar": rf"(?:(?:农历|阴历){month}月|(?P<lunar_own>[正腊冬])月|大年)(?P<lunar_day>{lunar})(?![日号])"
        "|年(?P<lunar_eve>三十)",
        "festival": rf"{_maybe_year('festival')}[“\"]?(?:(?P<festival_name>{festival})"
        rf"|(?P<festival_holiday>{holiday})(?=[”\"]?(?:{leave}|节)))[”\"]?(?P<festival_leave>{leave}|前后|前夕|前)?",
    }


def _lengths() -> dict[str, str]:
    """Times that are told by a length of time: four years ago, the last three years, the next five."""
    return {
        "ago": rf"(?<![\d第])(?P<ago_count>{_COUNT})(?:(?P<ago_unit>年|天|周)|个?多?(?P<ago_month>月))多?(?:之|以)?前"
        r"(?![列期后\d一二三四五六七八九十])",
        "coming": rf"(?:未来|今后){GAP}(?P<coming_count>{_COUNT}){GAP}年",
        "recent": rf"(?:近|最近|过去|这|前){GAP}(?P<recent_count>{_COUNT}){GAP}年多?(?:间|里|来|以来)?"
        rf"|(?<![\d第])(?P<recent_bare>{_COUNT})年多?(?:来|以来|间)",
        "decade": r"(?P<decade_century>(?:\d\d|二十|十九)世纪|上世纪|本世纪)(?P<decade_tens>\d0|[一二三四五六七八九]十)年代",
    }


def _words() -> dict[str, str]:
    first, last = (rf"(?P<dayonly_{name}>\d{{1,2}}){GAP}" for name in ("day", "day2"))
    loose = "[第近满每连数超过逾约至0-9０-９.．—-]"  # a day of the month does not follow these (近5日, 第3日)
    return {
        "sameday": rf"(?P<sameday_word>{_slot('day')}){_CLOCK}",
        "dayonly": rf"(?<!{loose}){first}(?:日?{_TO}{last})?日(?![内龄均线游本元化照语益用后]){_CLOCK}",
        "now": rf"截[至止]{GAP}(?:目前|当前|现在|今(?![年天日月早晚])|发稿)|{_slot('now')}",
        "vague": _slot("vague"),
        "each": _slot("each"),
        "former": _slot("former"),
        "same": "同期",
        "named": r"(?<=[“《「])(?P<named_year>20\d\d)(?=[一-龥])(?![余多个人名家万亿元条项次户吨米件台])",
    }


@cache
def _forms() -> dict[str, str]:
    """All forms, in the order in which they are tried.

    Ranges before points, festivals before the year that they begin with, dates before months before years, and words that only
    look like parts of these last.
    """
    return _ranges() | _named() | _points() | _lengths() | _words()


@cache
def scanner() -> re.Pattern[str]:
    """All forms as one pattern, compiled at first use; the gate before them turns away what cannot begin a time."""
    return re.compile(
        _gate() + "(?:" + "|".join(f"(?P<{form}>{body})" for form, body in _forms().items()) + ")"
    )


@cache
def groups(form: str) -> tuple[tuple[str, str], ...]:
    """The names of a form's groups, whole and without the form's name."""
    names = (name for name in scanner().groupindex if name.startswith(f"{form}_"))
    return tuple((name, name.removeprefix(f"{form}_")) for name in names)


def _gate() -> str:
    """What can begin a time, by its first two characters or by what follows its first number; most text is none of this."""
    pairs = {word[:2] for name in ("times", "plans", "festivals") for word in words(name) if len(word) > 1}
    pairs |= {
        "农历",
        "阴历",
        "大年",
        "最近",
        "过去",
        "未来",
        "今后",
        "截至",
        "截止",
        "报告",
        "同期",
        "上世",
        "本世",
        "期末",
    }
    seconds: dict[str, str] = {}
    for pair in sorted(pairs):
        seconds[pair[0]] = seconds.get(pair[0], "") + pair[1]
    seconds |= {"年": seconds.get("年", "") + "末底初"}
    counted = rf"[前头近这]{GAP}[\d一二两三四五六七八九十半]|第[1-4一二三四]|[正腊冬元]月|大?年[初三]|[“\"「’'‘]|(?<=[“《「])20"
    unit = "[年月季天周世]|个多?月"
    digits = rf"(?<!\d)(?:\d{{1,4}}{GAP}(?:{unit}|[日—–―－~～至到一二三上下中半前全首-])|\d{{4}}[./])"
    numerals = rf"[{_NUMERALS}十两半元]{{1,4}}(?:{unit})"
    starts = "|".join(f"{first}[{rest}]" for first, rest in sorted(seconds.items()))
    firsts = "".join(sorted(seconds)) + r"\d前头近这第正腊冬元大年“\"「’'‘" + _NUMERALS + "十两半"
    return rf"(?=[{firsts}])(?={digits}|{numerals}|{counted}|{starts})"


# --- what the words mean ---


@cache
def shifts(slot: str) -> dict[str, tuple[int, str]]:
    """How far each word of a slot is from publication, and from what else it may be counted."""
    return {row["word"]: (int(row["low"]), row["note"]) for row in table("times") if row["slot"] == slot}


@cache
def parts(slot: str) -> dict[str, tuple[int, int]]:
    """First and last month of the words of slot `part`, first and last day of those of `third`."""
    return {row["word"]: (int(row["low"]), int(row["high"])) for row in table("times") if row["slot"] == slot}


@cache
def cue(name: str) -> re.Pattern[str]:
    """Any word of time_cues.tsv with this cue."""
    return re.compile(alternation(words("time_cues", cue=name)))


@cache
def plan_years() -> dict[str, tuple[int, int]]:
    """First and last year of each five-year plan."""
    return {row["word"]: (int(row["first"]), int(row["last"])) for row in table("plans")}


def number(numeral: str) -> int:
    """A small number in digits or Chinese.

    >>> [number(numeral) for numeral in ("11", "１１", "十一", "廿三", "二〇二五", "三十", "初八")]
    [11, 11, 11, 23, 2025, 30, 8]
    """
    if numeral.isdecimal():
        return int(numeral)
    numeral = numeral.removeprefix("初").replace("廿", "二十")
    if "十" in numeral:
        tens, _, units = numeral.partition("十")
        return 10 * _HAN.get(tens, 1) + _HAN.get(units, 0)
    return int("".join(str(_HAN[character]) for character in numeral))


def valid_month(numeral: str) -> int:
    month = number(numeral)
    if not 1 <= month <= 12:
        raise ValueError(f"no month {numeral}")
    return month


def months_of(part: str) -> tuple[int, int]:
    """First and last month of 上半年, 第二季度, 3季度, 前7个月."""
    part = part.removeprefix("第")
    if part in parts("part"):
        return parts("part")[part]
    if part.endswith("季度"):
        last = 3 * number(part[0])
        return last - 2, last
    last = valid_month(part[1:].rstrip("份度").removesuffix("月").removesuffix("个"))
    if last == 1:
        raise ValueError("前一个月 is the month before, and which one the text has to say")
    return 1, last
