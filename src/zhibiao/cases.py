"""Cases: a figure with what stands on both sides of it, and the naming that a rule gives it.

Takes what `figures` has read of a run of figures in its clause; gives `naming` and `following` what their rules ask: whether
things are counted, whether something moves, where the figures end.
"""

from __future__ import annotations

from dataclasses import dataclass

from zhibiao.clauses import Token
from zhibiao.lexicon import table, words
from zhibiao.model import Quantity
from zhibiao.phrases import COUNTED, Phrase
from zhibiao.settings import Draft, Setting

MONEY = frozenset(row["unit"] or row["word"] for row in table("units") if row["class"] == "money")
OBJECT_MOVES = frozenset(words("object_moves"))


@dataclass(slots=True)
class Case:
    """A run of figures in its clause: `phrase` is the name before it, `behind` the noun after it, `last` what was named last.

    `start` is where its own words begin, `process` the steps that the clause before it named (`从审核到放款`).
    """

    tokens: list[Token]
    start: int
    run: list[int]
    phrase: Phrase
    behind: Phrase
    found: Setting
    last: list[Draft]
    process: str | None

    @property
    def quantity(self) -> Quantity:
        """The first figure."""
        quantity = self.tokens[self.run[0]].quantity
        assert quantity is not None
        return quantity

    @property
    def end(self) -> int:
        """The place after the last figure."""
        return self.run[-1] + 1

    @property
    def is_money(self) -> bool:
        """Whether the figure is a sum of money."""
        return self.quantity.unit in MONEY

    @property
    def moves(self) -> bool:
        """Whether a word of movement stands before the figure that takes no object (增长, not 新增)."""
        return self.found.movement is not None and self.found.movement.text not in OBJECT_MOVES

    @property
    def counted(self) -> bool:
        """Whether things are counted, so that the noun after the figure is what is counted."""
        return self.quantity.unit in COUNTED and not self.moves


@dataclass(slots=True)
class Naming:
    """A name, the places with it, the rule that gave it, and where the words begin that it has not used."""

    name: str | None
    owners: list[Token]
    reason: str
    end: int
    subject: str | None = None
