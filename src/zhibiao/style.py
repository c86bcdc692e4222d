"""The one look of all charts: colours, sizes, and axes that grow with their rows.

Takes labels, a title and a count of rows; gives a matplotlib Axes that is ready to be drawn on. Everything is set inside
`context()`, so that nobody else's matplotlib changes. The colours are Okabe and Ito's (2008), chosen for eyes that confuse red
and green; they are used here in an order in which neighbours also differ in lightness, so that they survive greyscale.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from zhibiao import wording
from zhibiao.fonts import chinese_font, drawable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, GREY, FAINT, PAPER = "#1a1a1a", "#5c6670", "#d9dde1", "#ffffff"
BLUE, VERMILION, SKY, ORANGE = "#0072b2", "#d55e00", "#56b4e9", "#e69f00"
COLOURS = ("#0072b2", "#e69f00", "#006e51", "#cc79a7", "#56b4e9", "#a34700", "#f0e442", "#4d4d4d")
"""For things told apart by colour; green and vermilion are darkened so that neighbours differ in lightness too."""

WIDTH = 9.0
"""Inches from edge to edge of every chart."""
SIZE = 10.0
"""Points of the text; the title is a third larger."""
TITLE_SIZE = 13.0
ROW = 0.32
"""Inches for a row whose label is one line."""
MOST_ROOM = 0.6
"""The most of an axes' width that the text beside its longest bar may take."""
LABEL_ROOM = 20.0
"""Ems that a row's label may take before it is broken, and its two lines before they are cut."""


def settings() -> Any:
    """The matplotlib settings of the style, the Chinese font among them."""
    return {
        # The generic family stands last for viewers of an SVG that have neither font.
        "font.family": [chinese_font(), "DejaVu Sans", "sans-serif"],
        "font.size": SIZE,
        "figure.dpi": 110,
        "figure.facecolor": PAPER,
        "axes.facecolor": PAPER,
        "savefig.facecolor": PAPER,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.edgecolor": GREY,
        "axes.labelcolor": GREY,
        "axes.titlecolor": INK,
        "axes.axisbelow": True,
        "text.color": INK,
        "text.parse_math": False,  # a $ on a page is a dollar
        "xtick.color": GREY,
        "ytick.color": INK,
        "ytick.major.size": 0,
        "hatch.linewidth": 0.8,
    }


@contextmanager
def context() -> Iterator[None]:
    """Draw in the style, and leave matplotlib's own settings as they were.

    Only the style's settings are put back: a notebook's backend makes settings of its own when the first figure is made.
    """
    from matplotlib import rcParams

    chosen = settings()
    before = {name: rcParams[name] for name in chosen}
    rcParams.update(chosen)
    try:
        yield
    finally:
        rcParams.update(before)


def shade(colour: str) -> float:
    """How light a colour is, 0 to 1 (the luma of ITU-R BT.601): what is left of it in greyscale.

    >>> shade("#000000"), shade("#ffffff")
    (0.0, 1.0)
    """
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return round(0.299 * red + 0.587 * green + 0.114 * blue, 3)


def on(colour: str) -> str:
    """The colour of text on a ground of this colour."""
    return INK if shade(colour) > 0.55 else PAPER


def tint(colour: str, strength: float) -> str:
    """The colour thinned with white: strength 1 leaves it as it is.

    >>> tint("#0072b2", 1.0), tint("#000000", 0.0)
    ('#0072b2', '#ffffff')
    """
    parts = (round(255 - (255 - int(colour[at : at + 2], 16)) * strength) for at in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in parts)


def inches(ems: float, size: float = SIZE) -> float:
    """How many inches a text of so many ems takes."""
    return ems * size / 72


def canvas(ax: Axes | None, title: str, labels: Sequence[str], note: str = "", row: float = ROW) -> Axes:
    """An Axes with a row for each label, the first at the top, the title above and a note below.

    With `ax=None` there is a new figure, as high as its rows of `row` inches need; an Axes that is given keeps its place and
    size.
    """
    labels = [wording.wrap(drawable(label), LABEL_ROOM) for label in labels]
    title, note = drawable(title), drawable(note)
    own = ax is None
    axes = _new_axes(title, labels, note, row) if ax is None else ax
    dress(axes)
    box = axes.get_position()
    edge = -box.x0 / box.width + 0.01 if own else 0.0  # the figure's left edge, in fractions of the axes
    put_title(axes, _title(title, WIDTH if own else _width(axes)), edge, above=14)
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(max(len(labels), 1) - 0.4, -0.6)
    if note:
        place: Any = {
            "xycoords": "axes fraction",
            "textcoords": "offset points",
            "va": "top",
            "annotation_clip": False,
        }
        axes.annotate(note, (edge, 0), (0, -44), fontsize=8, color=GREY, **place)
    return axes


def dress(axes: Axes) -> None:
    """Give an Axes that was made elsewhere the style's lines and letters; one made here has them already."""
    family = settings()["font.family"]
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(GREY)
    axes.set_axisbelow(True)
    axes.grid(False)  # each row says its value
    axes.xaxis.label.set(fontfamily=family, color=GREY)
    # The family is set for ticks that matplotlib makes later too, when it draws.
    axes.tick_params(labelfontfamily=family)
    axes.tick_params(axis="x", colors=GREY)
    axes.tick_params(axis="y", length=0, labelcolor=INK)


def put_title(axes: Axes, title: str, x: float, above: float) -> None:
    """The title, in the style's letters, `above` points above the axes, its left edge at `x` in fractions of them."""
    axes.set_title(
        title,
        loc="left",
        fontsize=TITLE_SIZE,
        x=x,
        pad=above,
        fontfamily=settings()["font.family"],
        color=INK,
    )


def blank(ax: Axes | None, title: str, message: str) -> Axes:
    """A small Axes that says why there is nothing to draw."""
    axes = canvas(ax, title, [])
    axes.set(xticks=[], yticks=[])
    axes.spines["bottom"].set_visible(False)
    axes.text(0.0, 0.5, wording.wrap(message, 60, lines=4), transform=axes.transAxes, color=GREY, va="center")
    return axes


def value_room(axes: Axes, ems: float) -> float:
    """The part of the axes' width that a text of so many ems takes."""
    return min(inches(ems + 1) / _width(axes), MOST_ROOM)


def room_ems(axes: Axes) -> float:
    """How many ems of text there is room for beside the longest bar."""
    return MOST_ROOM * _width(axes) / inches(1.0) - 1


def _width(axes: Axes) -> float:
    figure = axes.get_figure(root=True)
    return axes.get_position().width * (figure.get_figwidth() if figure else WIDTH)


def _title(title: str, room: float) -> str:
    return wording.wrap(title, room * 72 / TITLE_SIZE - 1, lines=3)


def _new_axes(title: str, labels: Sequence[str], note: str, row: float) -> Axes:
    """The axes of a new figure: margins as wide as the labels, the title and the note need, a row of equal height for each."""
    import matplotlib.pyplot as plt

    lines = [line for label in labels for line in label.split("\n")]
    left = inches(max((wording.ems(line) for line in lines), default=0) + 1.5)
    tall = any("\n" in label for label in labels)
    top = inches(1.5 * (1 + _title(title, WIDTH).count("\n")), TITLE_SIZE) + 0.2
    bottom = 0.95 if note else 0.65
    middle = max(len(labels), 2) * row * (1.4 if tall else 1.0)
    height = top + middle + bottom
    figure = plt.figure(figsize=(WIDTH, height))
    return figure.add_axes((left / WIDTH, bottom / height, 1 - (left + 0.2) / WIDTH, middle / height))
