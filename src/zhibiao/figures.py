"""Figures: what each number in a sentence measures, and how.

Takes a passage's sentences in order (see `clauses`), each with the ends of its clauses' topics; gives a `Draft` for each
thing measured. Whose it is and when, later steps say. A run of figures is read as ranks (`standing`), as a share
(X占Y的12%), handed out to names in a row (`listing`), or named by the rules of `naming`; clauses without a figure may
state a trend (`trends`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zhibiao.clauses import Sentence, Token
from zhibiao.comparisons import fold
from zhibiao.listing import hand_out, items_of, runs
from zhibiao.model import Basis, Kind
from zhibiao.naming import OBJECT_MOVES, ORIGINS, Case, doing, name_of
from zhibiao.phrases import NOMINAL, Phrase, after, before, is_measure
from zhibiao.settings import COUNTED, Draft, Setting, draft, figure, read_setting
from zhibiao.standing import ranking, ranks
from zhibiao.trends import find_trends

SHARE_SPAN = 14  # tokens from 占 to the figure
PROPORTIONS = ("的比重", "的比例", "的", "比重", "比例")
OPENING = frozenset("TdxtEfcp")


class Reader:
    """Reads the sentences of one passage in order, and remembers what was named last."""

    def __init__(self) -> None:
        self._last: list[Draft] = []
        self._mode: Basis | None = None
        self._process: str | None = None
        self._contest: str | None = None
        self._contest_here: str | None = None
        self._names: list[str] = []
        self._said: list[Draft] = []

    def read(self, sentence: Sentence, topics: Sequence[int]) -> list[tuple[int, Draft]]:
        """The drafts of one sentence, each with its clause's number; `topics` are where the clauses' topics end."""
        found: list[tuple[int, Draft]] = []
        self._contest_here = None
        self._said = []
        for number, (clause, topic) in enumerate(zip(sentence.clauses, topics, strict=True)):
            tokens = fold(clause.tokens)
            self._note(tokens)
            drafts = self._figures(tokens, topic)
            self._process = None if drafts else _steps(tokens)
            self._names = [] if drafts else items_of(_opening(tokens).tokens, None)
            drafts += find_trends(tokens, drafts or self._last)
            self._last = drafts or _measure(tokens) or self._last
            found += [(number, one) for one in drafts]
        return found

    def _note(self, tokens: list[Token]) -> None:
        """What holds for all that follows: `从同比看，…` the basis, `发布“百强区”榜单` the ranking."""
        if len(tokens) <= 4 and tokens[0].text == "从":
            basis = next((token.basis for token in tokens if token.basis), None)
            self._mode = basis if basis in ("同比", "环比") else None
        self._contest_here = ranking(tokens) or self._contest_here
        self._contest = self._contest_here or self._contest

    def _figures(self, tokens: list[Token], topic: int) -> list[Draft]:
        """The drafts of the figures of one clause."""
        found: list[Draft] = []
        at = next((i for i, token in enumerate(tokens) if token.start >= topic), len(tokens))
        for run in runs(tokens):
            drafts, at = self._run(tokens, _start(tokens, at, run[0]), run, found or self._last)
            found = found + drafts
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
        phrase = before(
            tokens[start : found.end], found.end - start, found.movement is not None or found.reach
        )
        phrase.begin += start
        drafts = self._share(tokens, start, run, found, last)
        if not drafts and (len(run) > 1 or found.all):
            drafts = hand_out(tokens, run, phrase, found, last, self._said, self._names, self._mode)
        if drafts:
            return drafts, end
        found = _moved(tokens, start, phrase, found)
        behind = after(tokens, end, first.unit)
        naming = name_of(Case(tokens, start, run, phrase, behind, found, last, self._process))
        scope = (
            next((t.text for t in phrase.tokens[1:] if t.tag == "E"), None)
            if first.form == "percent"
            else None
        )
        drafts = [
            replace(
                draft(tokens[at], found, naming.name, naming.owners, scope, naming.reason, self._mode),
                subject=naming.subject,
            )
            for at in run
        ]
        return drafts, naming.end

    def _share(
        self, tokens: list[Token], start: int, run: list[int], found: Setting, last: list[Draft]
    ) -> list[Draft]:
        """`X占Y的比重为12%`: the name is X占Y, or the last name and 占Y where X is not said again."""
        earliest = max(start, found.end - SHARE_SPAN)
        at = next((i for i in range(found.end - 1, earliest - 1, -1) if tokens[i].tag == "h"), None)
        if at is None:
            return []
        whole = [token for token in tokens[at + 1 : found.end] if token.tag != "b"]
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


def _start(tokens: list[Token], at: int, first: int) -> int:
    """Where the words of a figure begin: after the topic, unless the topic itself is what is counted (`幼儿园项目5个`)."""
    if (
        not 0 < at <= first
        or tokens[at - 1].tag == "Q"
        or any(token.tag in "nwNvmB" for token in tokens[at:first])
    ):
        return at
    quantity = figure(tokens[first])
    follows = quantity is not None and (after(tokens, first + 1, quantity.unit) or doing(tokens, first + 1))
    counted = quantity is not None and quantity.unit in COUNTED and not follows
    return 0 if counted and tokens[at - 1].tag != "E" else at


def _moved(tokens: list[Token], start: int, phrase: Phrase, found: Setting) -> Setting:
    """`新增学位2400个`: the word of movement stands before the name."""
    if found.movement is not None or not phrase or phrase.begin <= start:
        return found
    token = tokens[phrase.begin - 1]
    if token.tag != "m" or token.text not in OBJECT_MOVES:
        return found
    compared = [one for one in tokens[start : phrase.begin] if one.tag == "B"]
    return replace(found, movement=token, compared=found.compared + compared)


def _steps(tokens: list[Token]) -> str | None:
    """`从资料审核到放款`: the steps that the next clause may give the time of."""
    steps = tokens[0].text in ORIGINS and any(token.text in ("到", "至") for token in tokens)
    return "".join(token.text for token in tokens) if steps else None


def _opening(tokens: list[Token]) -> Phrase:
    """The noun phrase that a clause opens with."""
    at = 0
    while at < len(tokens) and tokens[at].tag in OPENING:
        at += 1
    while at < len(tokens) and (tokens[at].tag in NOMINAL or tokens[at].tag in "T,"):
        at += 1
    return before(tokens[:at], at)


def _measure(tokens: list[Token]) -> list[Draft]:
    """What a clause without a figure is about, if that is a measure: `上半年GDP增速快于全国（5.5%）`."""
    phrase = _opening(tokens)
    if not phrase or not is_measure(phrase.tokens[-1]):
        return []
    return [Draft(tokens[0], "level", None, None, None, phrase.text, phrase.owners, None, "topic")]
