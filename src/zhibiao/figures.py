"""Figures: what each number in a sentence measures, and how.

Takes a passage's sentences in order (see `clauses`), each with the ends of its clauses' topics; gives a `Draft` for each
thing measured. Whose it is and when, later steps say. A run of figures is read as ranks (`standing`), as a share
(X占Y的12%), handed out to names in a row (`listing`), or named by the rules of `naming`; clauses without a figure may
state a trend (`trends`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zhibiao.bodies import ending_of, is_proper, role_of
from zhibiao.cases import OBJECT_MOVES, Case
from zhibiao.clauses import Sentence, Token
from zhibiao.comparisons import fold
from zhibiao.following import BEING, STANDARDS, doing
from zhibiao.headings import ASPECTS, CLOSED, behind_brackets, heading, measure_of, names_a_place
from zhibiao.joins import RELATIONS, is_measure
from zhibiao.lexicon import words
from zhibiao.listing import Row, hand_out, items_of, runs
from zhibiao.model import Basis, Kind
from zhibiao.naming import BODIES_COUNTED, ORIGINS, name_of
from zhibiao.phrases import COUNTED, LENGTHS, Phrase, after, before
from zhibiao.settings import GROWTH_NAMES, Draft, Setting, comparisons_of, draft, figure, read_setting
from zhibiao.standing import ranking, ranks
from zhibiao.trends import find_trends

OPENED = frozenset("（(")
SHARE_SPAN = 14  # tokens from 占 to the figure
PROPORTIONS = words("functions", role="proportion")
PACES = frozenset(words("functions", role="pace"))


class Reader:
    """Reads the sentences of one passage in order, and remembers what was named last."""

    def __init__(self) -> None:
        self._last: list[Draft] = []
        self._mode: Basis | None = None
        self._process: str | None = None
        self._contest: str | None = None
        self._contest_here: str | None = None
        self._said: list[Draft] = []
        self._versus: list[Token] = []  # the comparison that a clause of the sentence consists of
        self._outside: list[Draft] = []  # what was named last before a bracket opened
        self._behind: Draft | None = None  # what a row of brackets is about, said behind it
        self._before: list[Token] = []  # the clause before, if nothing is measured in it
        # The measure that a list of the sentence is of: 投诉率最高的是甲站3件、乙站2件.
        self._head: str | None = None
        self._listed_in: str | None = None  # the unit of that list, once its first figure is read

    def read(self, sentence: Sentence, topics: Sequence[int]) -> list[tuple[int, Draft]]:
        """The drafts of one sentence, each with its clause's number; `topics` are where the clauses' topics end."""
        found: list[tuple[int, Draft]] = []
        self._contest_here = None
        self._said = []
        self._versus = []
        self._head = self._behind = None
        for number, (clause, topic) in enumerate(zip(sentence.clauses, topics, strict=True)):
            tokens = fold(clause.tokens)
            self._enter(clause.opener)
            if not OPENED.isdisjoint(clause.opener) and (not found or names_a_place(self._before)):
                behind = behind_brackets(sentence.clauses[number:], self._last)
                self._behind = behind[0] if behind else None
                if behind and behind[0].name:
                    self._last = self._outside = behind
            self._versus = (
                tokens if tokens[0].tag == "B" and all(token.tag == "B" for token in tokens) else self._versus
            )
            self._note(tokens)
            drafts = self._in_brackets(tokens) or self._figures(tokens, topic)
            self._before = [] if drafts else tokens
            led = heading(tokens)
            if led:
                self._head, self._listed_in = led, None
            self._process = None if drafts else _steps(tokens)
            drafts += find_trends(tokens, drafts or self._last)
            self._last = drafts or measure_of(tokens) or self._last
            found += [(number, one) for one in drafts]
        return found

    def _enter(self, opener: str) -> None:
        """Behind a bracket goes on what went before it: `旅客9万人次（其中发送5万人次），同比增长8%`."""
        if self._outside and not CLOSED.isdisjoint(opener):
            self._last, self._outside = self._outside, []
        if not OPENED.isdisjoint(opener):
            self._outside = self._last

    def _note(self, tokens: list[Token]) -> None:
        """What holds for all that follows: `从同比看，…` the basis, `发布“百强区”榜单` the ranking."""
        if len(tokens) <= 6 and tokens[0].text.startswith("分") and tokens[-1].text in ASPECTS:
            self._mode = None  # 分产业看: a new view, to which the last one's basis no longer applies
        if len(tokens) <= 4 and tokens[0].text == "从":
            basis = next((token.basis for token in tokens if token.basis), None)
            self._mode = basis if basis in ("同比", "环比") else None
        self._contest_here = ranking(tokens) or self._contest_here
        self._contest = self._contest_here or self._contest

    def _in_brackets(self, tokens: list[Token]) -> list[Draft]:
        """`增速最快的是甲市（5.3%）、乙市（增长4.8%）`: a figure alone, behind what it is of or whose it is."""
        token = tokens[-1]
        if figure(token) is None or not self._before or tokens[0].start - self._before[-1].end != 1:
            return []
        found = read_setting(tokens, 0, len(tokens) - 1)
        if found.end:
            return []
        phrase = before(self._before, len(self._before))
        one = self._last[-1] if self._last else None
        listed = one is not None and one.kind == "growth" and ending_of(phrase.text) == "place"
        carried = not phrase or phrase.text in STANDARDS or listed
        if (carried and (one is None or not (phrase.owners or listed))) or (phrase and phrase.verb):
            return []
        if not carried or one is None:
            said = self._behind
            if len(tokens) > 1 and said is None:
                return []
            name = phrase.text + (said.name or "" if said else "")
            if said and said.kind == "growth" and found.movement is None:
                found = replace(found, movement=said.movement)
            return [draft(token, found, name, phrase.owners, None, "name before brackets", self._mode)]
        grows = one.kind == "growth" and token.quantity is not None and token.quantity.form == "percent"
        if found.movement is None and grows:
            found = replace(found, movement=one.movement)
        kind: Kind | None = "growth" if grows else None
        made = draft(token, found, one.name, phrase.owners, None, "place before brackets", self._mode, kind)
        made = replace(made, subject=phrase.text if listed else None)
        self._said.append(made)
        return [made]

    def _figures(self, tokens: list[Token], topic: int) -> list[Draft]:
        """The drafts of the figures of one clause."""
        figures, found = runs(tokens), list[Draft]()
        if not figures:
            return found
        at = next((i for i, token in enumerate(tokens) if token.start >= topic), len(tokens))
        for run in figures:
            drafts, at = self._run(tokens, _start(tokens, at, run[0]), run, found or self._last)
            found += drafts
            self._said += drafts
        return found

    def _run(
        self, tokens: list[Token], start: int, run: list[int], last: list[Draft]
    ) -> tuple[list[Draft], int]:
        """The drafts of one run of figures, and where the tokens begin that no figure has used yet."""
        first = tokens[run[0]].quantity
        assert first is not None
        end = run[-1] + 1
        if first.form == "rank":
            return ranks(tokens, start, run, last, self._contest, self._contest_here), end
        found = read_setting(tokens, start, run[0])
        if found.movement is not None and not found.compared:
            found.compared = list(self._versus)
        phrase = before(
            tokens[start : found.end], found.end - start, found.movement is not None or found.reach
        )
        phrase.begin += start
        phrase.end += start
        _past_comparison(tokens, start, phrase, found)
        drafts = self._share(tokens, start, run, found, last)
        if not drafts and (len(run) > 1 or found.all or found.each):
            drafts = hand_out(Row(tokens, run, phrase, found, last, self._said, self._before, self._mode))
        if drafts:
            return drafts, end
        found = _elided(_moved(tokens, start, phrase, found), (tokens, start, run[0]), phrase, self._said)
        listed = self._listed(tokens, start, run, phrase)
        if listed:
            return listed, end
        behind = after(tokens, end, first.unit)
        found = _named_behind(tokens, end, found, bool(phrase or last))
        naming = name_of(Case(tokens, start, run, phrase, behind, found, last, self._process))
        scope = (
            next((t.text for t in phrase.tokens[1:] if t.tag == "E"), None)
            if first.form == "percent"
            else None
        )
        drafts = [
            draft(tokens[at], one, naming.name, naming.owners, scope, naming.reason, self._mode)
            for at, one in zip(run, comparisons_of(found, len(run)), strict=True)
        ]
        for one in drafts:
            one.subject = naming.subject
        return drafts, naming.end

    def _listed(self, tokens: list[Token], start: int, run: list[int], phrase: Phrase) -> list[Draft]:
        """`万户投诉量最低的是甲站0.1件、乙站0.3件`: figures of one measure, each behind whose it is or what kind it is of."""
        token = tokens[run[0]]
        assert token.quantity is not None
        unit = token.quantity.unit
        if not phrase and start == run[0] > 0 and self._head and self._listed_in in (None, unit):
            self._listed_in = unit
            return [draft(token, Setting(0), self._head, [], None, "one of a list")]
        if not phrase or is_measure(phrase.tokens[-1]) or phrase.end != run[0] or unit in BODIES_COUNTED:
            return []
        if phrase.tokens[0].text.startswith("每"):
            return []  # 速度为每小时30公里
        head = heading(tokens[start : phrase.begin])
        if head is None and self._head and self._listed_in in (None, unit):
            head = self._head if _opens_item(tokens, phrase) else None
        if head is None:
            return []
        self._head, self._listed_in = head, unit
        whole = is_proper(phrase.tokens) or bool(ending_of(phrase.text))
        made = draft(token, Setting(0), head if whole else phrase.text + head, [], None, "one of a list")
        return [replace(made, subject=phrase.text if whole else None)]

    def _share(
        self, tokens: list[Token], start: int, run: list[int], found: Setting, last: list[Draft]
    ) -> list[Draft]:
        """`X占Y的比重为12%`: the name is X占Y, or the last name and 占Y where X is not said again."""
        earliest = max(start, found.end - SHARE_SPAN)
        at = next((i for i in range(found.end - 1, earliest - 1, -1) if tokens[i].tag == "h"), None)
        if at is None:
            return []
        whole = _without_times([token for token in tokens[at + 1 : found.end] if token.tag != "b"])
        over = "".join(token.text for token in whole)
        if found.movement is not None and not over.endswith(("比重", "比例")):
            return []
        over = next((over.removesuffix(ending) for ending in PROPORTIONS if over.endswith(ending)), over)
        scope = next((token.text for token in whole[:3] if token.tag == "E"), None)
        own = before(tokens[start:at], read_setting(tokens, start, at).end - start)
        items = items_of(own.tokens, len(run)) if len(run) > 1 else []
        names = items or [own.text] * len(run)
        carried = last if not own and len(last) == len(run) else last[-1:] * len(run) if not own else []
        owners = [one.owners for one in carried] or [own.owners] * len(run)
        names = [(one.name or "").partition("占")[0] for one in carried] or names
        elsewhere = carried and start > 0 and carried[-1].token.start < tokens[0].start
        if elsewhere and whole and is_measure(whole[-1]):
            names = [""] * len(run)  # 甲省占全国出口额的12%: of another, and of what is said here
        kind: Kind | None = None if found.movement is not None else "ratio"
        return [
            draft(
                tokens[i],
                found,
                f"{name}占{over}" if over else f"{name}占比",
                whose,
                scope,
                "share",
                self._mode,
                kind,
            )
            for i, name, whose in zip(run, names, owners, strict=True)
        ]


def _without_times(tokens: list[Token]) -> list[Token]:
    """Without the times at the front: `占2024年、2025年销售总额`."""
    at = 0
    while at < len(tokens) and tokens[at].tag in "T,c" and tokens[at].text != "同期":
        at += 1
    return tokens[at:]


def _opens_item(tokens: list[Token], phrase: Phrase) -> bool:
    """Whether an item of a list begins with a phrase, or with a character before it that is cut from its name (高原机场)."""
    at = phrase.begin
    if at > 0 and len(tokens[at - 1].text) == 1 and tokens[at - 1].tag in "dgkpvtf":
        at -= 1
        phrase.tokens = (
            [tokens[at], *phrase.tokens] if at == 0 or tokens[at - 1].tag in ",c" else phrase.tokens
        )
    return at == 0 or tokens[at - 1].tag in ",c"


def _start(tokens: list[Token], at: int, first: int) -> int:
    """Where the words of a figure begin: after the topic, unless the topic itself is what is counted (`幼儿园项目5个`).

    So it is with what kinds of things measure (`高速公路由7473公里增至9310公里`).
    """
    if (
        not 0 < at <= first
        or tokens[at - 1].tag == "Q"
        or any(token.tag in "nwNvmB" for token in tokens[at:first])
    ):
        return at
    quantity = figure(tokens[first])
    follows = quantity is not None and (after(tokens, first + 1, quantity.unit) or doing(tokens, first + 1))
    counted = quantity is not None and quantity.unit in COUNTED
    kind = quantity is not None and quantity.unit in LENGTHS and role_of(tokens[at - 1].text) == ""
    return 0 if (counted or kind) and not follows and tokens[at - 1].tag != "E" else at


def _past_comparison(tokens: list[Token], start: int, phrase: Phrase, found: Setting) -> None:
    """`时薪环比和同比涨幅分别为0.4%和4.4%`: the comparisons stand between the name and the word of growth."""
    at = phrase.begin
    while at > start and (tokens[at - 1].tag == "B" or (tokens[at - 1].tag == "c" and at < phrase.begin)):
        at -= 1
    if at == phrase.begin or phrase.text not in GROWTH_NAMES or found.movement is not None:
        return
    named = before(tokens[start:at], at - start)
    found.compared = found.compared or [
        token for token in reversed(tokens[at : phrase.begin]) if token.tag == "B"
    ]
    phrase.tokens, phrase.owners = named.tokens + phrase.tokens, named.owners
    phrase.begin = named.begin + start if named else at


def _moved(tokens: list[Token], start: int, phrase: Phrase, found: Setting) -> Setting:
    """`新增学位2400个`: the word of movement stands before the name."""
    if found.movement is not None or not phrase or phrase.begin <= start:
        return found
    token = tokens[phrase.begin - 1]
    if token.tag != "m" or token.text not in OBJECT_MOVES:
        return found
    compared = [one for one in tokens[start : phrase.begin] if one.tag == "B"]
    return replace(found, movement=token, compared=found.compared + compared)


def _named_behind(tokens: list[Token], end: int, found: Setting, named: bool) -> Setting:
    """`实现8.5%的增长`, `出现3%的降幅`: the movement stands behind the figure; `named` says that what moves is known."""
    quantity = tokens[end - 1].quantity
    if (
        found.movement is not None
        or not named
        or quantity is None
        or quantity.form not in ("percent", "times")
    ):
        return found
    at = end + 1 if end < len(tokens) and tokens[end].text == "的" else len(tokens)
    while at < len(tokens) and (tokens[at].tag in "adg" or tokens[at].text in PACES):
        at += 1
    if at == len(tokens) or not (tokens[at].tag == "m" or tokens[at].text in GROWTH_NAMES):
        return found
    closes = at + 1 == len(tokens) or tokens[at + 1].tag not in "nNEwu" or _at_pace(tokens, end - 1)
    return replace(found, movement=tokens[at], to=False) if closes else found


def _at_pace(tokens: list[Token], at: int) -> bool:
    """`以6.2%的增速领跑`: behind 以 a percentage with its movement is a growth whatever follows."""
    return at > 0 and tokens[at - 1].text == "以"


def _elided(found: Setting, case: tuple[list[Token], int, int], phrase: Phrase, said: list[Draft]) -> Setting:
    """`甲市增长5.3%，乙市4.8%，丙市为4.5%`: the word of movement said once holds for what follows in the same way."""
    tokens, start, at = case
    quantity = tokens[at].quantity
    if found.movement is not None or not said or quantity is None or quantity.form != "percent":
        return found
    last = said[-1]
    if last.kind != "growth" or last.movement is None or figure(last.token) is None:
        return found
    plain = not phrase or not (is_measure(phrase.tokens[-1]) or phrase.text in RELATIONS)
    between = tokens[found.end : at]
    beside = not between or (
        not phrase and all(token.tag in "Td" or token.text in BEING for token in between)
    )
    if not plain or not beside or not (phrase or phrase.owners or start or between):
        return found
    return replace(found, movement=last.movement, to=False, compared=[])


def _steps(tokens: list[Token]) -> str | None:
    """`从资料审核到放款`: the steps that the next clause may give the time of."""
    steps = tokens[0].text in ORIGINS and any(token.text in ("到", "至") for token in tokens)
    return "".join(token.text for token in tokens) if steps else None
