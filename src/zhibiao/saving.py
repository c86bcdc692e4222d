"""A chart as files: PNG, SVG and PDF in one call, the same bytes each time.

Takes an Axes or a Figure and a path; gives the paths of the files, each written whole or not at all. Nothing in a file changes
from run to run: no date, no random ids. A PDF holds its font as TrueType (type 42), so that its Chinese can be seen, searched
and copied; an SVG holds its text as text, or as outlines for programs that do not have the font. Each file says in words what the
chart shows (`describing.alt`): as its Description, in a PDF as its Subject.

Accepted: `save(ax, "out/growth")`, which writes growth.png, growth.svg and growth.pdf. Rejected: `save(ax, "growth.gif")`,
which raises `ExportError`.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from zhibiao.describing import alt
from zhibiao.errors import ExportError
from zhibiao.export import write_bytes

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure, SubFigure

FORMATS = ("png", "svg", "pdf")
METADATA: dict[str, dict[str, str | None]] = {
    "png": {"Software": "zhibiao"},
    "svg": {"Date": None, "Creator": "zhibiao"},
    "pdf": {"CreationDate": None, "Creator": "zhibiao", "Producer": None},
}
WORDS = {"png": "Description", "svg": "Description", "pdf": "Subject"}
"""Where each form has the chart in words."""
PNG_DPI = 200

UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)
"""Names that Windows keeps for devices (Microsoft, "Naming Files, Paths, and Namespaces")."""
LONGEST = 150
"""Bytes of a file name; 255 is the limit of common file systems, and the ending and a temporary name need room too."""


def save(
    chart: Axes | Figure | SubFigure,
    path: str | os.PathLike[str],
    formats: Sequence[str] | None = None,
    text_as: Literal["text", "outlines"] = "text",
) -> list[Path]:
    """Write a chart in each of `formats` (png, svg, pdf), and give the paths of the files, in that order.

    The path may end in one of the formats, and then it alone is written unless `formats` says otherwise; with neither, all three
    are. The folder is made; the name is made safe by `safe_name`. `text_as` is for SVG: `text` can be searched and restyled,
    `outlines` looks the same everywhere. Raises `ExportError` where a format is unknown or the folder cannot be written.

    >>> from matplotlib.figure import Figure
    >>> save(Figure(), "growth.gif")
    Traceback (most recent call last):
    zhibiao.errors.ExportError: cannot write growth.gif: charts are saved as .png, .svg or .pdf
    """
    given = Path(path)
    ending = given.suffix[1:].lower()
    stem = given.name[: -len(given.suffix)] if ending in FORMATS else given.name
    if formats is None:
        formats = _formats(given, ending)
    if unknown := [name for name in formats if name not in FORMATS]:
        raise ExportError(f"cannot draw as {', '.join(unknown)}: choose among png, svg and pdf")
    if text_as not in ("text", "outlines"):
        raise ExportError(f"text_as is 'text' or 'outlines', not {text_as!r}")
    drawn = {given.parent / f"{safe_name(stem)}.{name}": draw(chart, name, text_as) for name in formats}
    for target, content in drawn.items():
        write_bytes(target, content)
    return list(drawn)


def draw(chart: Axes | Figure | SubFigure, form: str, text_as: str = "text", dpi: int = PNG_DPI) -> bytes:
    """The bytes of a chart as png, svg or pdf; `dpi` is for png."""
    import matplotlib

    if not hasattr(chart, "get_figure"):
        raise ExportError(
            f"what can be saved is a chart, not {chart!r:.40}: save(charts.growth(page.indicators), path)"
        )
    figure = chart.get_figure(root=True)
    if figure is None:
        raise ExportError("this Axes was taken off its figure: draw the chart again")
    settings: Any = {
        "svg.hashsalt": "zhibiao",
        "svg.fonttype": "none" if text_as == "text" else "path",
        "pdf.fonttype": 42,
    }
    buffer, told = io.BytesIO(), {**METADATA[form], WORDS[form]: alt(figure)}
    with matplotlib.rc_context(settings):
        figure.savefig(buffer, format=form, dpi=dpi, bbox_inches="tight", pad_inches=0.1, metadata=told)
    return buffer.getvalue()


def safe_name(name: str) -> str:
    """A file name that every system takes: no separators or control characters, no device names, not too long.

    >>> safe_name("郴州市: 增长/降?"), safe_name("con"), safe_name("..")
    ('郴州市_ 增长_降_', 'con_', 'chart')
    """
    clean = (
        UNSAFE.sub("_", name)
        .strip(" .")
        .encode("utf8", "replace")[:LONGEST]
        .decode("utf8", "ignore")
        .rstrip(" .")
    )
    if not clean:
        return "chart"
    return (
        RESERVED.sub(
            lambda found: found[0].rstrip(".") + "_" + ("." if found[0].endswith(".") else ""), clean, count=1
        )
        if RESERVED.match(clean)
        else clean
    )


def _formats(path: Path, ending: str) -> tuple[str, ...]:
    """The formats that a path asks for; an ending of some other kind of picture is an error rather than part of the name."""
    if ending in ("gif", "jpg", "jpeg", "eps", "ps", "tif", "tiff", "webp", "bmp"):
        raise ExportError(f"cannot write {path}: charts are saved as .png, .svg or .pdf")
    return (ending,) if ending in FORMATS else FORMATS
