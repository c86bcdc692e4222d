"""Firms: the firm or other body that a whole article is about, if it is about one.

Takes an article's text and sentences; gives the `Firm` that stands with its stock code (`青禾环保（688000）`), reports its
results (`岩桐咖啡公布第四季度财报`), or is named throughout where 公司 is said often; None where no firm does.

Rejected: names that are plain words (公告, 市场), kinds of firms (上市公司), measures (净利润), what is named in passing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhibiao.bodies import BODIES, after_openers, ending_of, is_own_name, is_proper, role_of
from zhibiao.clauses import Sentence, Token
from zhibiao.joins import is_measure
from zhibiao.lexicon import alternation, words
from zhibiao.words import cut, vocabulary

# A listed firm: its stock code behind its name, or its report (青禾环保2023中报).
LISTED = re.compile(
    r"(?:^|(?<=[\s，。：；、“”》）)%％]))(?:原标题：)?(?:[\u4e00-\u9fff]{2,8}：)?([\u4e00-\u9fffA-Za-z]{2,8})"
    r"(?:[（(]\d{6}(?:\.[A-Z]{2})?[）)]|20\d\d年?(?:半年报|中报|年报|[一三]季报))"
)
# What every one of them has, found fast.
CODED = re.compile(r"\d(?:\d{5}|年?(?:半年报|中报|年报|[一三]季报))")
# A firm's results, in the clause that it opens: 青禾环保（688000）公布第二季度财报.
RESULTS = re.compile(
    rf"(?:[（(][^（）()\n]{{1,40}}[）)])?[^，。；：！？\n]{{0,16}}?{alternation(words('functions', role='results'))}"
)
OFTEN = 3  # how often a body, 公司 or 全省 must be named in an article to be its subject
TITLE = 60  # characters in which a name counts though no other clause opens with it
LONGEST_NAME = 10  # characters
LIKELIEST = 100  # names that are counted throughout the text, so that time stays linear
LEAD = 150  # characters in which an article names the firm or country that it is about


@dataclass(frozen=True, slots=True)
class Firm:
    """The name, and whether it is surely that of a firm: by its stock code, or by the results that it reports."""

    name: str
    sure: bool


def firm_of(text: str, sentences: Sequence[Sentence]) -> Firm | None:
    """The firm or other body that the whole article is about."""
    listed = _listed(text)
    if listed:
        return Firm(listed, sure=True)
    counted = Counter(name for sentence in sentences for name in _openings(sentence))
    again = {name for name, opened in counted.most_common(LIKELIEST) if opened > 1}
    likely = [
        (text.count(name), name)
        for name in counted
        if (name in again or name in text[:TITLE]) and len(name) > 1 and is_own_name(name)
    ]
    likely = [(count, name) for count, name in likely if count >= OFTEN]
    if likely and text.count("公司") >= OFTEN:
        name = _fullest(likely)
        return Firm(name, sure=_reports(text, name))
    reporting = [(count, name) for count, name in likely if _reports(text, name)]
    if reporting:
        return Firm(_in_full(text, _fullest(reporting), counted), sure=True)
    bodies = [
        (count, name) for count, name in likely if count > OFTEN and len(name) > 3 and role_of(name) in BODIES
    ]
    return Firm(_fullest(bodies), sure=False) if bodies else None


def _listed(text: str) -> str | None:
    """The firm that stands with its stock code or its report, if it is named often, or again and no other does so."""
    names = [match[1] for match in LISTED.finditer(text)] if CODED.search(text) else []
    count = text.count(names[0]) if names else 0
    return names[0] if count >= OFTEN or (count > 1 and len(set(names)) == 1) else None


def _reports(text: str, name: str) -> bool:
    """Whether a name is that of a firm whose results the text gives."""
    if name not in text.lstrip()[:LEAD]:
        return False
    role = role_of(name)
    named = (
        role == "firm"
        or (name.startswith("中国") and name in vocabulary().tags)  # 中国电信
        or is_proper([Token(0, len(word), tag, word) for word, tag in cut(name)])
    )
    if role not in ("", "firm", "brand") or not named:
        return False
    return any(RESULTS.match(text, one.end()) for one in re.finditer(re.escape(name), text))


def _openings(sentence: Sentence) -> Iterator[str]:
    """The names that clauses open with, after times and the like."""
    for clause in sentence.clauses:
        tokens = clause.tokens
        at = after_openers(tokens)
        end = at
        while end < len(tokens) and (tokens[end].tag in "nE" or ending_of(tokens[end].text) == "firm"):
            end += 1
        run = tokens[at:end]
        if not run or run[-1].end - run[0].start > LONGEST_NAME or is_measure(run[-1]):
            continue
        if any(token.tag != "E" for token in run):  # a place is no firm
            yield "".join(token.text for token in run)


def _in_full(text: str, name: str, counted: Counter[str]) -> str:
    """岩桐集团 rather than 岩桐, where both open clauses."""
    fuller = [one for one in counted if name in one and role_of(one) == "firm" and is_own_name(one)]
    return max((one for one in fuller if text.count(one) > 1), key=len, default=name)


def _fullest(counted: list[tuple[int, str]]) -> str:
    """The name counted most, in its fullest form: 永辉超市 rather than 永辉, which every mention of it counts for too."""
    count, name = max(counted)
    return max((longer for n, longer in counted if name in longer and n * 2 > count), key=len, default=name)
