"""Settings: what stands between a name and its figure, and what kind of figure it makes.

Takes a clause's tokens and the place of a figure; gives a `Setting` (the word of movement, the comparison, 分别, 均, 达) with the
place where the name ends, and from it a `Draft`: level, change, growth, ratio or rank, signed, with its basis.

Terms: 增长到 (a level reached) is not 增长 (a growth); 增速 and 降幅 are growths by their names; 翻番 is a growth of one 番.
Accepted: `利润同比增长12%`, growth 12, basis 同比. `提高到64.8%` is a ratio. `减少37.8%` is growth -37.8.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from zhibiao.clauses import Token
from zhibiao.joins import SIZES
from zhibiao.lexicon import table, words
from zhibiao.model import Basis, Kind, Quantity
from zhibiao.phrases import COUNTED

SIGNS = {row["word"]: row["sign"] for row in table("movements")}
NOTES = {row["word"]: row["note"] for row in table("movements")}
GROWTH_NAMES = {row["word"]: row["sign"] for row in table("heads") if row["role"] == "growth"}
LEVEL_NAMES = words("heads", role="level")
INDICES = words("heads", role="index")
PER_YEAR = words("functions", role="per_year")
EXTREMES = frozenset(words("functions", role="extreme"))
MANNERS = frozenset(words("manners"))
CURRENCIES = frozenset({"人民币", *words("currencies")})
ORDER_UNITS = frozenset(words("functions", role="place_in_order"))
TO = frozenset(words("functions", role="to"))
FARTHEST = 50  # tokens before a figure in which a comparison is looked for, so that long text stays cheap
EACH = frozenset(words("functions", role="each"))
ALL = frozenset(words("functions", role="all"))
AUXILIARIES = frozenset(words("functions", role="auxiliary"))
LINKS = frozenset("kdxlfrpBTtb")  # letters of what may stand between a name and its figure
LINKING_WORDS = frozenset({"了", "的", *CURRENCIES})


@dataclass(slots=True)
class Setting:
    """What stands between a name and its figure: `end` is where the name ends.

    `to` says that a level is reached (增长到), `each` that figures are handed out (分别), `all` that one belongs to several (均),
    `reach` that a verb of reaching or being stands between (达, 为); `compared` and `times` are the comparisons and times there.
    """

    end: int
    movement: Token | None = None
    to: bool = False
    each: bool = False
    all: bool = False
    reach: bool = False
    compared: list[Token] = field(default_factory=list)
    times: list[Token] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """A thing measured, before it is known whose it is and when. `name` is None where the text gives none.

    `owners` are the places that stood with the name; `subject` is whose it is where the figure's own list says so.
    """

    token: Token
    kind: Kind
    value: float | None
    value_high: float | None
    basis: Basis | None
    name: str | None
    owners: list[Token]
    scope: str | None
    reason: str
    subject: str | None = None
    movement: Token | None = None
    compared: Token | None = None


def read_setting(tokens: list[Token], start: int, end: int) -> Setting:
    """What stands before the figure at `end`, read from the right until a name or verb is met."""
    found = Setting(end)
    quantity = figure(tokens[end]) if end < len(tokens) else None
    compares = any(token.tag == "B" for token in tokens[max(start, end - FARTHEST) : end])
    at = end
    while at > start:
        token = tokens[at - 1]
        if token.tag == "g" and len(token.text) == 1 and not compares:
            if _is_size(tokens, at - 1, start, end):
                break
            if at < end:  # 价格多在120元: only how often
                at -= 1
                continue
        if _moves(token, quantity, at == end or tokens[at - 2].tag == "B", found.to):
            if found.movement is not None:
                break
            found.movement = token
            found.to = found.to or NOTES.get(token.text) == "to"
        elif token.tag in LINKS or token.text in LINKING_WORDS or (token.text in AUXILIARIES and at < end):
            _note(found, token)
        elif not _passed(tokens, at - 1, start, found):
            break
        at -= 1
    found.end = at
    return found


def comparisons_of(found: Setting, count: int) -> list[Setting]:
    """The setting of each of so many figures: `同比、环比分别上涨0.2%和0.1%` hands out the comparisons."""
    if not (found.each and len(found.compared) == count > 1):
        return [found] * count
    return [replace(found, compared=[token]) for token in reversed(found.compared)]


def _is_size(tokens: list[Token], at: int, start: int, end: int) -> bool:
    """Whether 高 or 长 right before a figure is no movement but a size: `坝高118米`; `比去年高2米` compares."""
    return at + 1 == end and tokens[at].text in SIZES and at > start and tokens[at - 1].tag in "nw"


def _moves(token: Token, quantity: Quantity | None, adjacent: bool, to: bool) -> bool:
    """Whether a token is the movement of a figure.

    提升 is none for things counted (农房风貌提升26万户), but 提升至80岁 and 提升7位 are; 节能 is one only right before a
    percentage, 进 before a place in an order.
    """
    note, unit = NOTES.get(token.text), quantity.unit if quantity else None
    if token.tag in "mg":
        return note != "quality" or to or unit not in COUNTED or unit in ORDER_UNITS
    if not adjacent or token.text not in SIGNS or quantity is None:
        return False
    return unit in ORDER_UNITS if note == "place" else quantity.form != "amount"


def _passed(tokens: list[Token], at: int, start: int, found: Setting) -> bool:
    """Whether a token that is no link may still stand between: 每吨, the 和 of two times, an adjective used as an adverb."""
    token = tokens[at]
    if token.text in MANNERS or token.text in PER_YEAR:
        return found.movement is not None
    if token.tag in ",c":
        times = tokens[at - 1].tag == "T" and bool(found.times)
        return at > start and (times or (tokens[at - 1].tag == "B" and bool(found.compared)))
    if token.text.startswith("每"):
        return len(token.text) < 4
    if token.tag == "n":
        return at > start and tokens[at - 1].text == "每"
    return token.tag == "a" and found.movement is None and at > start


def _note(found: Setting, token: Token) -> None:
    if token.tag == "k":
        found.reach = True
        found.to = found.to or (found.movement is None and token.text in TO)
    elif token.tag == "B":
        found.compared.append(token)
    elif token.tag == "T":
        found.times.append(token)
    found.each = found.each or token.text in EACH
    found.all = found.all or token.text in ALL


def figure(token: Token) -> Quantity | None:
    """The quantity of a token that is a figure."""
    return token.quantity if token.tag == "Q" else None


def draft(
    token: Token,
    found: Setting,
    name: str | None,
    owners: list[Token],
    scope: str | None,
    reason: str,
    mode: Basis | None = None,
    kind: Kind | None = None,
) -> Draft:
    """The draft of a figure in its setting; `mode` is the basis that holds where none is named, `kind` one already known."""
    quantity = token.quantity
    assert quantity is not None
    kind = kind or kind_of(quantity, found, name)
    low, high = _signed(quantity, _sign(kind, found, name))
    basis: Basis | None = None
    if kind in ("change", "growth") or (kind == "ratio" and found.compared):
        basis = found.compared[0].basis or None if found.compared else mode
    if kind == "growth" and name is not None:
        name = _without_growth(name)
    compared = found.compared[0] if found.compared else None
    return Draft(
        token, kind, low, high, basis, name, owners, scope, reason, movement=found.movement, compared=compared
    )


def kind_of(quantity: Quantity, found: Setting, name: str | None) -> Kind:
    """Level, change, growth or ratio, from the figure's form and the movement before it."""
    moves = found.movement is not None and not found.to
    if quantity.form == "points":
        return "change"
    if quantity.form == "part":
        return "ratio"
    if quantity.form == "percent":
        return "growth" if moves or _is_growth(name) else "ratio"
    if quantity.form == "times":
        return "growth" if moves or quantity.unit == "番" else "ratio"
    if moves:
        return "change"
    return "ratio" if quantity.unit is None and name is not None and name.endswith(INDICES) else "level"


def _is_growth(name: str | None) -> bool:
    return name is not None and name.endswith(tuple(GROWTH_NAMES)) and not name.endswith(LEVEL_NAMES)


def _sign(kind: Kind, found: Setting, name: str | None) -> int:
    if kind not in ("change", "growth"):
        return 1
    if found.movement is not None:
        sign = SIGNS.get(found.movement.text) or GROWTH_NAMES.get(found.movement.text)
        return -1 if sign == "-" else 1
    if any(token.sign == "-" for token in found.compared):
        return -1
    falls = tuple(word for word, sign in GROWTH_NAMES.items() if sign == "-")
    return -1 if kind == "growth" and name is not None and name.endswith(falls) else 1


def _signed(quantity: Quantity, sign: int) -> tuple[float | None, float | None]:
    low, high = quantity.value, quantity.value_high
    if low is None or sign > 0:
        return low, high
    return -abs(low), None if high is None else -abs(high)


def _without_growth(name: str) -> str:
    """A growth's name without the word that says it is one: 投资增速 is the growth of 投资."""
    bare = next((name.removesuffix(word) for word in GROWTH_NAMES if name.endswith(word)), name)
    for word in PER_YEAR:  # 进出口总额年均增长5%
        bare = bare.removesuffix(word).removeprefix(word)
    return name if not bare or bare in EXTREMES else bare


def reasons_of(draft: Draft, text: str) -> tuple[str, ...]:
    """Why a draft has its value, bound, kind, basis and scope; `text` is its passage's."""
    quantity = draft.token.quantity
    assert quantity is not None
    before, behind = text[quantity.outer_start : quantity.start], text[quantity.end : quantity.outer_end]
    hedge = f"{before}…{behind}".strip("…") or "nothing beside it"
    moved = draft.movement.text if draft.movement else None
    sign = f", a fall by {moved}" if moved and draft.value is not None and draft.value < 0 else ""
    form = f"a number of the form {quantity.form}" if draft.value is not None else "a trend without a number"
    return (
        f"value: {text[quantity.start : quantity.end]}{sign}",
        f"bound: {hedge}",
        f"kind: {f'{moved} with ' if moved else ''}{form}",
        f"basis: {draft.compared.text if draft.compared else 'no comparison beside it'}",
        f"scope: {'said beside it' if draft.scope else 'none said'}",
    )
