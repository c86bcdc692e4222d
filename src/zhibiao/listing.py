"""Listing: figures in a row, handed out to names, places or doers in a row.

Takes a clause's tokens, a run of figures and what stands before them; gives a draft for each pair, or nothing where the two rows
do not match, so that other readings can be tried.

Accepted: `粮食、青稞产量分别达到107万吨和83万吨` (粮食产量, 青稞产量), `甲县、乙县居第一、第二`, `存、贷款余额双双突破6万亿元`,
`，同比分别增长6%、7%` (the names of the row before). Rejected: two names and three figures.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from zhibiao.clauses import Token
from zhibiao.joins import HEADS, RELATIONS, is_measure
from zhibiao.lexicon import table, words
from zhibiao.model import Basis
from zhibiao.phrases import COLLECTIVES, FLOWS, TOWARDS, Phrase, after, before, opening_end
from zhibiao.settings import EACH, Draft, Setting, draft, figure, read_setting

CLASSES = words("classes")
FARTHEST = 50  # tokens before a figure in which 分别 is looked for, so that long lists stay cheap
LONGEST_GAP = 5  # tokens between two figures of one run
MOVING = frozenset(",cmdkB")  # letters of what may stand between them: 分别增长5%、同比下降3%
STACKED = (
    "总量",
    "增速",
    "占比",
    "比重",
    "规模",
)  # one relation takes the place of another: 总量居第四，增速居第二
EVERY = "各"
RATE = "率"
MODIFIERS = frozenset(words("modifiers")) | frozenset(words("levels"))


def runs(tokens: list[Token]) -> list[list[int]]:
    """The places of the figures, those that only a list mark or 和 parts in one run."""
    found: list[list[int]] = []
    for at, token in enumerate(tokens):
        if token.tag != "Q":
            continue
        if found and _continues(tokens, found[-1][-1], at):
            found[-1].append(at)
        else:
            found.append([at])
    return found


def _continues(tokens: list[Token], one: int, other: int) -> bool:
    """Whether two figures are of one run: 7.5%、4.5% and 8.7∶41.2, but not 18项次、5项."""
    first, second = figure(tokens[one]), figure(tokens[other])
    gap = tokens[one + 1 : other]
    if first is None or second is None:
        return False
    if second.form == "part" and all(token.text in "∶：:" for token in gap):
        return True
    alike = first.unit == second.unit or "amount" not in (first.form, second.form)
    if not 0 < len(gap) <= LONGEST_GAP or (gap[0].tag not in ",c" and gap[0].text != "/"):
        return False
    plain = len(gap) <= 2 and all(token.tag in ",c" or token.text == "/" for token in gap)
    if plain and alike:
        return True
    moved = alike and any(token.tag == "m" for token in gap) and all(token.tag in MOVING for token in gap)
    return (plain or moved) and any(token.text in EACH for token in tokens[max(0, one - FARTHEST) : one])


@dataclass(slots=True)
class Row:
    """A run of figures in its clause, to be handed out: `phrase` is the name before it, `last` what was named last.

    `said` are all drafts of the sentence so far, `clause` the clause before if nothing is measured in it
    (`甲产业、乙产业从无到有，分别达2个、3个`), `mode` the basis that holds where none is named.
    """

    tokens: list[Token]
    run: list[int]
    phrase: Phrase
    found: Setting
    last: list[Draft]
    said: list[Draft]
    clause: list[Token]
    mode: Basis | None

    @property
    def figures(self) -> list[Token]:
        """The figures themselves."""
        return [self.tokens[at] for at in self.run]

    def made(self, token: Token, name: str | None, owners: list[Token], why: str) -> Draft:
        """A draft of one of the figures."""
        return draft(token, self._found(token), name, owners, None, why, self.mode)

    def _found(self, token: Token) -> Setting:
        """The setting of a figure: its own where a movement stands right before it (`分别增长5%、下降3%`), else the row's."""
        at = next((at for at in self.run[1:] if self.tokens[at] is token), None)
        if at is None:
            return self.found
        own = read_setting(self.tokens, self.run[self.run.index(at) - 1] + 1, at)
        if own.movement is None:
            return self.found
        return own if own.compared else replace(own, compared=self.found.compared)


def hand_out(row: Row) -> list[Draft]:
    """A draft for each figure of a run, or for each name that one figure belongs to; empty where the rows do not match."""
    parts = all(token.quantity and token.quantity.form == "part" for token in row.figures)
    if len(row.run) > 1 and parts and not row.found.each:
        return []
    return _to_places(row) or _to_each_place(row) or _to_doers(row) or _to_names(row)


def _to_places(row: Row) -> list[Draft]:
    """`法国、德国投资分别增长5%、6%`: to the places in a row, one each."""
    found = _by_place(row.tokens, row.phrase, row.found, len(row.run)) if len(row.run) > 1 else []
    return [
        row.made(token, _of_place(one, row.last), one.owners, "one each, by place")
        for token, one in zip(row.figures, found, strict=False)
    ]


def _of_place(phrase: Phrase, last: list[Draft]) -> str | None:
    """The name that stands with a place, or what was named last; of 占比 both."""
    carried = last[-1].name if last else None
    if not phrase or phrase.text in RELATIONS:
        return joined(carried, phrase.text) if carried else phrase.text or None
    return phrase.text


def _to_each_place(row: Row) -> list[Draft]:
    """`甲区、乙区各5家`: the same for each of the places in a row."""
    at = row.run[0]
    if len(row.run) == 1 and row.found.all and row.phrase:
        whole = row.phrase.tokens
        places = only_places(whole[:-1] if whole[-1].text in RELATIONS else whole)
        rest = Phrase(whole[-1:] if whole[-1].text in RELATIONS else [])
        if len(places) > 1:
            name = _of_place(rest, row.last)
            return [row.made(row.tokens[at], name, [one], "the same for each place") for one in places]
    if len(row.run) > 1 or all(token.text != EVERY for token in row.tokens[row.found.end : at]):
        return []
    places = listed_places(row.tokens, row.found.end)
    name = after(row.tokens, at + 1).text or (row.last[-1].name if row.last else None)
    drafts = [row.made(row.tokens[at], name, [place], "the same for each place") for place in places]
    return drafts if len(drafts) > 1 else []


def _to_doers(row: Row) -> list[Draft]:
    doers = _doers(row.tokens, row.found, row.phrase, len(row.run))
    return [
        replace(row.made(token, name, [], "one each, by doer"), subject=doer)
        for token, (name, doer) in zip(row.figures, doers, strict=False)
    ]


def _to_names(row: Row) -> list[Draft]:
    """To the names listed in this clause or the one before, or to the things named last."""
    count, phrase, last = len(row.run), row.phrase, row.last
    relation = phrase.text if len(phrase.tokens) == 1 and phrase.text in RELATIONS else ""
    listed = _opening_names(row.clause) if not phrase and count > 1 and len(last) != count else []
    if listed and len(listed) == count:
        pairs = zip(row.figures, listed, strict=True)
        return [row.made(token, name, [], "one each") for token, name in pairs]
    if not phrase or relation:
        carried = last if len(last) == count or not row.found.each else row.said[-count:]
        return _hand_to_last(row, relation, carried)
    items = _of_each(row) or _of_examples(row) or items_of(phrase.tokens, count if count > 1 else None)
    items = items or (_pair(phrase.text) if count == 2 else [])
    if len(items) < 2 or (count == 1 and not row.found.all):
        return []
    figures = row.figures if count > 1 else row.figures * len(items)
    return [
        row.made(token, name, phrase.owners, "one each") for token, name in zip(figures, items, strict=True)
    ]


def _opening_names(clause: list[Token]) -> list[str]:
    """The names in a row that a clause opens with."""
    at = opening_end(clause)
    return items_of(before(clause[:at], at).tokens, None)


def _of_each(row: Row) -> list[str]:
    """`甲、乙、丙的使用率`, `对甲和乙的出口`: what stands in a row before 的, each with the noun behind it."""
    whole = row.tokens[row.phrase.begin : row.phrase.end]
    at = next((i for i in range(len(whole) - 1, 0, -1) if whole[i].text == "的"), 0)
    if not at or len(row.run) < 2:
        return []
    towards = whole[0].text if whole[0].text in TOWARDS else ""
    items = items_of(whole[bool(towards) : at], len(row.run))
    return [towards + item + _text(whole[at + 1 :]) for item in items]


def _of_examples(row: Row) -> list[str]:
    """`汽车、建材等产业投资`: the examples, each with the measure, where there is a figure for each."""
    whole = row.tokens[row.phrase.begin : row.phrase.end]
    at = next((i for i in range(len(whole) - 2, 0, -1) if whole[i].text == "等"), 0)
    if not at or len(row.run) < 2:
        return []
    ending = whole[-1].text if is_measure(whole[-1]) or whole[-1].text in FLOWS else ""
    towards = whole[0].text if whole[0].text in TOWARDS else ""
    items = [towards + item for item in items_of(whole[bool(towards) : at], len(row.run))]
    return [item if item.endswith(ending) else item + ending for item in items] if ending else items


def _hand_to_last(row: Row, ending: str, last: list[Draft]) -> list[Draft]:
    """To the things named last, one each, or all the same one: `，均增长11%`, `增速分别提高1.3和1.5个百分点`."""
    figures = row.figures
    if len(figures) == len(last) > 1:
        pairs = list(zip(figures, last, strict=True))
    elif len(figures) == 1 and row.found.all and len(last) > 1:
        pairs = [(figures[0], one) for one in last]
    else:
        return []
    made = [
        (row.made(token, joined(one.name, ending), one.owners, "one each, as last named"), one)
        for token, one in pairs
    ]
    return [replace(draft, subject=one.subject) for draft, one in made]


def _doers(tokens: list[Token], found: Setting, phrase: Phrase, count: int) -> list[tuple[str, str | None]]:
    """Names and doers, where the doers stand before 分别 and the name behind it: `甲公司、乙公司分别获补助5万元、8万元`.

    `对巴西、南非分别进出口9亿元、2亿元`: with 对 they are no doers but part of the names (对巴西进出口).
    """
    if count < 2 or not phrase or phrase.end > found.end:
        return []
    at = next((i for i in range(phrase.begin - 1, -1, -1) if tokens[i].text in EACH), None)
    if at is None:
        return []
    before_it = before(tokens[:at], at).tokens
    towards = before_it[0].text if before_it and before_it[0].text in TOWARDS else ""
    items = items_of(before_it[1:] if towards else before_it, count)
    return [(f"{towards}{item}{phrase.text}", None) if towards else (phrase.text, item) for item in items]


def _by_place(tokens: list[Token], phrase: Phrase, found: Setting, count: int) -> list[Phrase]:
    """A phrase for each of the places in a row whose measure it is: `法国、德国投资`, `甲区、乙区新增就业`, `甲、乙两地产量`."""
    whole = [token for token in tokens[phrase.begin : phrase.end] if token.tag != "b"]
    own = leading_places(whole)
    if not own and only_places(whole):
        own = only_places(whole)
        return [Phrase([], [place]) for place in own] if len(own) == count else []
    if len(own) == count:
        at = whole.index(own[-1]) + 1
        rest = [token for token in whole[at:] if token.text not in COLLECTIVES]
        return [Phrase(before(rest, len(rest)).tokens, [place]) for place in own]
    end = phrase.begin if phrase else found.end
    if phrase and end and tokens[end - 1].tag in "mvw":
        end -= 1
    places = listed_places(tokens, end)
    return [Phrase(phrase.tokens, [place]) for place in places] if len(places) == count else []


def only_places(tokens: list[Token]) -> list[Token]:
    """The places of a phrase that is nothing but places in a row: `甲市、乙市和丙市`."""
    return (
        listed_places(tokens, len(tokens)) if tokens and all(token.tag in "E,c" for token in tokens) else []
    )


def leading_places(tokens: list[Token]) -> list[Token]:
    """The places in a row that a phrase begins with, if something follows them."""
    end = 0
    while end < len(tokens) and (tokens[end].tag == "E" or (end and tokens[end].tag in ",c")):
        end += 1
    return listed_places(tokens, end) if end < len(tokens) else []


def listed_places(tokens: list[Token], end: int) -> list[Token]:
    """The places that stand in a row just before a token, of each its last part: `丙市甲县、乙县` gives 甲县 and 乙县."""
    found: list[Token] = []
    at = end
    if at and tokens[at - 1].text in COLLECTIVES:
        at -= 1
    while at and tokens[at - 1].tag in "Eb":
        if tokens[at - 1].tag == "b":
            at -= 1  # 甲市（含乙县）、丙市
            continue
        found.insert(0, tokens[at - 1])
        while at and tokens[at - 1].tag == "E":
            at -= 1
        if not at or tokens[at - 1].tag not in ",c":
            break
        at -= 1
    return found


def items_of(tokens: list[Token], count: int | None) -> list[str]:
    """The names listed in a phrase; with `count`, only where there are so many. A shared ending is given to each.

    `粮食、青稞产量` gives 粮食产量 and 青稞产量. The list mark parts first, so that 石油及制品类、汽车类 are two.
    """
    for marks in (",c",) if count is None and _closed_by_and(tokens) else (",", ",c", "c"):
        groups: list[list[Token]] = [[]]
        for token in tokens:
            if (token.tag in marks or (token.text == "与" and "c" in marks)) and groups[-1]:
                groups.append([])
            else:
                groups[-1].append(token)
        groups = [group for group in groups if group]
        if len(groups) == count or (count is None and len(groups) > 1):
            return _share_ending(groups, count is not None)
    return []


def _closed_by_and(tokens: list[Token]) -> bool:
    """Whether 和 stands before the last of several: `冬瓜、豆角和菜花价格`, but not `城镇、农村居民收入和支出`."""
    at = [i for i, token in enumerate(tokens) if token.tag in ",c"]
    marks = [tokens[i].tag for i in at]
    last = len(at) > 1 and marks.count("c") == 1 and marks[-1] == "c" and at[-1] > 0
    return last and not is_measure(tokens[at[-1] - 1])


def _share_ending(groups: list[list[Token]], counted: bool) -> list[str]:
    """The names with the measure at the end of the last given to the others, where they are single words or classes.

    `刑事警情、重复信访量` share nothing: 刑事警情 is a name by itself. Where there is a figure for each (`counted`) a measure is
    given to names of several words too: `肉类、干鲜瓜果进口值分别增长6%、7%`.
    """
    last, others = groups[-1], groups[:-1]
    if len(last) > 1 and all(len(group) == 1 and group[0].text in MODIFIERS for group in [*others, last[:1]]):
        return [_text(group[:1] + last[1:]) for group in groups]
    if (
        len(last) > 1
        and last[-1].text in RELATIONS
        and not any(group[-1].text in RELATIONS for group in others)
    ):
        measure = last[-2].text if len(last) > 2 and is_measure(last[-2]) else ""
        plain = measure and not any(is_measure(group[-1]) for group in others)  # 汽油和柴油价格降幅
        relation = last[-1].text
        return [*(_text(group) + (measure if plain else "") + relation for group in others), _text(last)]
    beside = _parallel(groups)
    if beside:
        return [*(_text(group) + beside for group in others), _text(last)]
    if len(last) > 1 and last[-1].text in FLOWS and not any(_flows(group[-1]) for group in others):
        return [*(_text(group) + last[-1].text for group in others), _text(last)]
    shares = len(last) > 1 and is_measure(last[-1]) and not any(is_measure(group[-1]) for group in others)
    whole = counted and shares and (len(last[-1].text) > 1 or last[-2].text in FLOWS)
    ending = _text(last[-2:] if len(last[-1].text) == 1 < len(last) - 1 else last[-1:]) if shares else ""
    # a rate is of all of them (农村自来水、卫生户厕普及率), and so is what is made or sold (锂离子电池、发电机组产量)
    rate = ending.endswith(RATE) or (
        ending[-2:] in HEADS and all(token.tag == "n" for group in others for token in group)
    )
    return [
        *(
            _text(group)
            + (ending if rate or whole or len(group) == 1 or group[-1].text.endswith(CLASSES) else "")
            for group in others
        ),
        _text(last),
    ]


def _flows(token: Token) -> bool:
    return token.text in FLOWS or token.tag == "w" or is_measure(token)


def _parallel(groups: list[list[Token]]) -> str:
    """What follows the words that stand side by side, if the last has more: `新建住宅和二手住宅销售价格` share 销售价格."""
    last, others = groups[-1], groups[:-1]
    heads = {group[-1].text[-1] for group in others}
    if len(heads) > 1 or any(is_measure(group[-1]) for group in others):
        return ""
    at = next((i for i in range(len(last) - 2, -1, -1) if last[i].text[-1] in heads), None)
    return "" if at is None else _text(last[at + 1 :])


def _text(tokens: list[Token]) -> str:
    return "".join(token.text for token in tokens)


def _pair(name: str) -> list[str]:
    """The two names that one stands for: 新能源汽车产销 gives 新能源汽车产量 and 新能源汽车销量."""
    row = next((row for row in table("pairs") if row["word"] in name), None)
    return [name.replace(row["word"], row[which]) for which in ("first", "second")] if row else []


def joined(name: str | None, ending: str) -> str | None:
    """A name with a relation at its end, once.

    >>> joined("投资", "增速"), joined("投资增速", "增速"), joined(None, "")
    ('投资增速', '投资增速', None)
    """
    if not name or not ending:
        return name or ending or None
    name = (
        next((name.removesuffix(one) for one in STACKED if name.endswith(one) and one != ending), name)
        or name
    )
    return name if name.endswith(ending) else name + ending
