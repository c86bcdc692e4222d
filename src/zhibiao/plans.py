"""Plans: what is aimed at, forecast or yet to come, rather than reached (guideline: status target).

Takes a figure's place in its sentence, or its period and the day of publication; gives why it is a target, None for what is
reached. The words and how far each holds are in `lexicon/targets.tsv`.

Accepted: `力争新增就业5万人`, `预计2027年投产，年产值10亿元`. Rejected: the second figure of
`计划投资9亿元，已完成6亿元` (计划 holds in its own clause).
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from zhibiao.clauses import Clause, Sentence
from zhibiao.lexicon import alternation, words

REPORT_WORDS = words("report_words", role="report")
AIM_WORDS = words("report_words", role="aim")
# Different ones in a text: found in all of thirty excerpts of reports, in one in a hundred of news.
MANY_AIMS = 6
NEWS_WORDS = words("report_words", role="news")
DAY = re.compile(r"\d日")  # news has days; a report of a government seldom
FIRM = "公司"  # so it is with firms, but for a report that says more than once what it is
REACH = 1000  # characters before a figure that are looked at, so that text without any stop stays cheap
REPORT_MONTHS = 3  # work reports are given in January to March: what they say of the year is planned


def is_report(text: str) -> bool:
    """Whether a text is a government's report or plan."""
    said = sum(word in text for word in REPORT_WORDS)
    if any(word in text for word in NEWS_WORDS) or DAY.search(text):
        return False
    if said and (said > 1 or FIRM not in text):
        return True
    return sum(word in text for word in AIM_WORDS) >= MANY_AIMS


def planned_by_time(period: str | None, published: date | None, is_report: bool) -> str | None:
    """A target by its period: one that begins after the day of publication, or a report's for the year just begun.

    >>> planned_by_time("2027", date(2026, 2, 28), False), planned_by_time("2026", date(2026, 2, 28), False)
    ('begins after the day of publication', None)
    """
    if not period or not published:
        return None
    begins = period[:10].partition("/")[0]
    if begins > published.isoformat()[: len(begins)]:
        return "begins after the day of publication"
    if is_report and period[:4] >= str(published.year) and published.month <= REPORT_MONTHS:
        return "a report's figure for the year just begun"
    return None


@cache
def _targets(reach: str) -> re.Pattern[str]:
    return re.compile(alternation(words("targets", reach=reach)))


def planned_by_word(text: str, sentence: Sentence, clause: Clause, position: int) -> str | None:
    """A target by a word of planning before a figure: in its clause, or one of wider reach in its sentence."""
    farthest = position - REACH
    found = _targets("clause").search(text, max(farthest, clause.tokens[0].start), position)
    found = found or _targets("sentence").search(text, max(farthest, sentence.start), position)
    return f"{found[0]} before it" if found else None
