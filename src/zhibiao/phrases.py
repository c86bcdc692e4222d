"""Noun phrases: the name that stands before a figure (进出口总值达…) or after it (399个重点建设项目).

Takes a clause's tokens and a place in them; gives the tokens that name what is measured, apart from whose it is: places
at the front are owners (`郴州市进出口总值`: owner 郴州市, name 进出口总值). A relative clause is left off its noun
(`对实体经济发放的贷款` gives 贷款), and what stands before 等 is an example of what stands after it
(`茶叶、油茶等特色种植` gives 特色种植).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zhibiao.clauses import Token
from zhibiao.lexicon import words

NOMINAL = frozenset("nwNE")
HEADS = words("heads", role="head") + words("heads", role="growth") + words("heads", role="relation")
RELATIONS = frozenset(words("heads", role="relation")) | frozenset(words("heads", role="growth"))
GENERIC = frozenset(words("heads", role="generic"))
PREFIXES = frozenset(words("heads", role="prefix"))
FIRMS = ("公司", "集团", "油田", "银行", "支行", "分行", "大学", "学院", "医院")
TOWARDS = frozenset("对与自向同")  # 对巴西进出口: the country is part of the name, not whose it is
PARTS_OF_NAMES = frozenset({"平均", "合计", "总", "最高", "最低", "最大", "微"})
INSIDE = frozenset("中里内")
SIZES = frozenset("高长宽深厚重大")
MANY_PEOPLE = frozenset({"人", "名", "位", "人次", "户"})


@dataclass(slots=True)
class Phrase:
    """A noun phrase: its own tokens, the places before them, the verb before those, and where it stands in the clause."""

    tokens: list[Token] = field(default_factory=list)
    owners: list[Token] = field(default_factory=list)
    verb: Token | None = None
    begin: int = 0
    end: int = 0

    @property
    def text(self) -> str:
        """The name as one string, brackets and marks of quotation as they stand."""
        return "".join(token.text for token in self.tokens)

    def __bool__(self) -> bool:
        return bool(self.tokens)


def is_measure(token: Token) -> bool:
    """Whether a noun names a measure by itself (销售额, 失业率), so that a verb before it belongs to its name."""
    return token.tag in "nw" and token.text.endswith(HEADS)


def before(tokens: list[Token], end: int, subject: bool = False) -> Phrase:
    """The phrase that ends just before a token.

    `subject` says that it is the subject of a verb behind it (`海铁联运班列增长9%`), so that a verb within it belongs to it.
    """
    begin = end
    while begin > 0 and _joins_before(tokens, begin - 1, end, subject):
        begin -= 1
    verb = tokens[begin - 1] if begin and tokens[begin - 1].tag in "vwl" else None
    if begin and end - begin > 1 and tokens[begin].tag == "E" and tokens[begin - 1].text in TOWARDS:
        return Phrase([t for t in tokens[begin - 1 : end] if t.tag != "b"], [], None, begin - 1, end)
    return _phrase(tokens, begin, end, verb)


def _joins_before(tokens: list[Token], at: int, end: int, subject: bool) -> bool:
    """Whether the token at a place belongs to the phrase that has been read from the right as far as it."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < end else None
    earlier = tokens[at - 1] if at else None
    tag = token.tag
    if tag in NOMINAL or tag == "b":
        return True
    if following is None and tag == "g":
        return token.text in SIZES and nominal(earlier)  # 坝高118米
    if following is None:
        return token.text == "等" and earlier is not None and earlier.tag in NOMINAL
    nominal_next = following.tag in NOMINAL or following.tag in "avQ" or following.tag == "b"
    nominal_before = nominal(earlier) or (earlier is not None and earlier.tag in "bu")
    if tag in ",c":
        return nominal_next and nominal_before
    if tag == "a":
        return nominal_next or following.text == "的"
    if tag == "u":
        return token.text in ("的", "等") and earlier is not None and earlier.tag in "nwNEbva"
    if tag == "f":
        if token.text in INSIDE and following.text in RELATIONS:
            return False  # 在全行业收入中占比65%: a share of what was named before
        return nominal_next and (nominal(earlier) or (earlier is not None and earlier.tag in "Qa"))
    if tag == "Q":
        return token.quantity is not None and token.quantity.bound in (">=", "<=") and nominal_next
    if tag == "g" and len(token.text) == 1:
        return nominal_next and following.tag != "Q"  # 高 and 快 in a name
    if tag == "m":
        return nominal_next and nominal_before and is_measure(tokens[end - 1])  # 价格下跌城市数量
    if tag == "r":
        return token.text.startswith("每") and nominal_next  # 每日阅读时长
    if tag == "v":
        if len(token.text) == len(following.text) == 1:
            return True  # 售水, 供港
        head = at + 2 == end and len(following.text) < 3
        return following.text == "的" or (
            nominal_next
            and (
                (is_measure(tokens[end - 1]) and (nominal_before or head))
                or (subject and nominal_before)
                or (
                    earlier is not None and earlier.tag in "vl"
                )  # 接待过夜游客: the second verb belongs to the noun
            )
        )
    if tag == "d":
        return token.text in PARTS_OF_NAMES and nominal_next
    return False


def nominal(token: Token | None) -> bool:
    """Whether a token is a noun or a name."""
    return token is not None and token.tag in NOMINAL


def after(tokens: list[Token], start: int, unit: str | None = None) -> Phrase:
    """The phrase that begins at a token, just after a figure with the given unit; 的 between them is passed over.

    White space between them, as in a headline of two parts, ends what belongs to the figure.
    """
    if 0 < start < len(tokens) and tokens[start].start > tokens[start - 1].end:
        return Phrase(begin=start, end=start)
    start = _first_behind(tokens, start)
    end = _past_verb(tokens, start, unit)
    while end < len(tokens) and _joins_after(tokens, end, start):
        end += 1
    relative = _relative(tokens, start, end)
    if relative:
        return after(tokens, relative)
    return _phrase(tokens, start, end, None)


def _first_behind(tokens: list[Token], start: int) -> int:
    """Where the noun begins: past 的, past the 高的 of `近2米高的植株`, past the 人民币 of `200亿元人民币订单`."""
    texts = [token.text for token in tokens[start : start + 2]]
    if texts[:1] == ["的"] or texts[:1] == ["人民币"]:
        return start + 1
    return start + 2 if texts[:1] and texts[0] in SIZES and texts[1:] == ["的"] else start


def _past_verb(tokens: list[Token], start: int, unit: str | None) -> int:
    """Past a verb that stands before the noun and belongs to it: `3个在建项目`, `22家被检查机构`; people do what follows them."""
    for verbs in (2, 1):
        tags = "".join(token.tag for token in tokens[start : start + verbs + 1])
        passive = (
            verbs == 2
            and tokens[start : start + 1]
            and tokens[start].text == "被"
            and tags[1:2] in ("v", "w")
        )
        plain = verbs == 1 and tags[:1] == "v" and unit not in MANY_PEOPLE
        if (passive or plain) and tags[verbs:] and tags[verbs] in NOMINAL:
            return start + verbs
    return start


def _joins_after(tokens: list[Token], at: int, start: int) -> bool:
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.tag == "w" and at > start and following is not None and following.tag in "EQTp":
        return False
    if token.tag in NOMINAL or token.tag == "b":
        return True
    if following is None or (token.tag in ",c" and _figure_ahead(tokens, at + 1)):
        return False
    if token.tag == "r":
        return at > start and token.text.startswith("各") and following.tag in NOMINAL  # 社会各界群众
    if token.tag == "a" or (token.tag in ",c" and at > start) or (token.text == "的" and at > start):
        return following.tag in NOMINAL or (token.tag != "a" and following.tag == "a")
    return token.tag == "f" and at > start and following.tag in NOMINAL


def _figure_ahead(tokens: list[Token], at: int) -> bool:
    """Whether what is listed next has a figure of its own: `6个棚户区和富乐小区等15个老旧小区`."""
    while at < len(tokens) and (tokens[at].tag in NOMINAL or tokens[at].tag in "u,cabr"):
        at += 1
    return at < len(tokens) and tokens[at].tag == "Q" and tokens[at - 1].text != "的"


def _relative(tokens: list[Token], start: int, end: int) -> int:
    """Where the noun begins in `910个民政部公布的市辖区`: behind the 的 of a relative clause; 0 if there is none."""
    if not start < end <= start + 3 or end + 2 >= len(tokens) or tokens[end].tag != "v":
        return 0
    is_relative = tokens[end + 1].text == "的" and tokens[end + 2].tag in NOMINAL
    return end + 2 if is_relative else 0


def _phrase(tokens: list[Token], begin: int, end: int, verb: Token | None) -> Phrase:
    kept = [token for token in tokens[begin:end] if token.tag != "b"]
    kept = _after_examples(kept)
    kept = _without_relative(kept)
    while kept and kept[0].tag in ",cufd" and kept[0].text not in PARTS_OF_NAMES:
        kept.pop(0)
    while kept and kept[-1].tag in ",cuf":
        kept.pop()
    owners: list[Token] = []
    kept = _without_firm(kept)
    while kept and kept[0].tag == "E" and (len(kept) == 1 or kept[1].tag not in ",c"):
        owners.append(kept.pop(0))
        while kept and kept[0].tag in "u,cf":
            kept.pop(0)
    return Phrase(kept, owners, verb, begin, end)


def _without_firm(tokens: list[Token]) -> list[Token]:
    """Without the firm whose measure it is: `公司主营收入`, `石油长庆油田天然气年产量`."""
    if len(tokens) < 2 or not is_measure(tokens[-1]):
        return tokens
    at = next((i for i in range(len(tokens) - 2, -1, -1) if tokens[i].text.endswith(FIRMS)), -1)
    return tokens[at + 1 :] if at >= 0 and tokens[at + 1].tag in NOMINAL else tokens


def _after_examples(tokens: list[Token]) -> list[Token]:
    at = next((i for i in range(len(tokens) - 2, 0, -1) if tokens[i].text == "等"), 0)
    if not at:
        return tokens
    owners = [token for token in tokens[:1] if token.tag == "E" and at > 1 and tokens[1].tag not in ",c"]
    return owners + tokens[at + 1 :]


def _without_relative(tokens: list[Token]) -> list[Token]:
    """Without `…的` where a verb stands in it, unless the noun behind it says nothing alone (占比, 数量)."""
    at = next((i for i in range(len(tokens) - 2, 0, -1) if tokens[i].text == "的"), 0)
    if not at:
        return tokens
    head = tokens[at + 1 :]
    if len(head) == 1 and head[0].text in RELATIONS:
        return tokens
    if is_measure(head[-1]) and not any(token.tag in "vlmd" for token in tokens[:at]):
        return [token for token in tokens[:1] if token.tag == "E"] + head
    if (
        any(token.tag in "vlmd" for token in tokens[:at])
        or tokens[at - 1].tag == "w"
        or sum(len(token.text) for token in tokens[:at]) > 8
    ):
        owners = [token for token in tokens[:1] if token.tag == "E"]
        return owners + head
    return tokens
