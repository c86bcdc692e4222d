"""A Chinese font for charts, on a machine that has none.

Takes nothing, gives the name of a font family (字体) that matplotlib can draw Chinese with, and HTML pages that carry the
characters they show. Looks first for the TrueType Noto Sans SC (思源黑体) that the package zhplot carries, and adds that file to
matplotlib's list by its path; zhplot itself is never imported, since importing it changes matplotlib's settings for everybody.
Then looks through the fonts of the system.

Accepted: `Noto Sans SC` with TrueType outlines. Rejected: `Noto Sans CJK SC`, where anything else is there: its outlines are
CFF, which matplotlib embeds in a PDF in a way that some viewers show as blanks.
"""

from __future__ import annotations

import base64
import unicodedata
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from zhibiao.errors import ZhibiaoError

SHIPPED = "fonts/NotoSansSC-Regular.ttf"
"""Where the package zhplot keeps its font, inside its own folder."""

SYSTEM_FAMILIES = (
    # TrueType first, so that text in a PDF stays visible; the CFF families stand last.
    "Noto Sans SC",
    "Microsoft YaHei",
    "SimHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "Source Han Sans SC",
    "Noto Sans CJK SC",
)
"""Families of Windows, macOS and Linux that hold simplified Chinese, best first."""

JUPYTER_FONTS = (
    ':root{--jp-ui-font-family:system-ui,sans-serif,"Noto Sans SC";'
    '--jp-content-font-family:system-ui,sans-serif,"Noto Sans SC";'
    '--jp-code-font-family:Menlo,Consolas,"DejaVu Sans Mono",monospace,"Noto Sans SC"}'
)
"""JupyterLab's own families, with the carried font behind them."""

MISSING = "〓"
"""The geta mark (下駄), which printers set where a character is missing from their cases."""


class FontError(ZhibiaoError):
    """There is no Chinese font to draw with."""


def shipped_font() -> Path | None:
    """The font file that the package zhplot carries, or None where zhplot is not installed.

    >>> path = shipped_font()
    >>> path is None or path.suffix == ".ttf"
    True
    """
    spec = find_spec("zhplot")  # finds the package without running it
    folders = (spec.submodule_search_locations or []) if spec else []
    return next((path for folder in folders if (path := Path(folder, SHIPPED)).is_file()), None)


@cache
def chinese_font() -> str:
    """The name of a font family that holds Chinese, known to matplotlib from now on.

    Raises `FontError`, with the way to mend it, where there is none.

    >>> bool(chinese_font())
    True
    """
    from matplotlib import font_manager

    if path := shipped_font():
        font_manager.fontManager.addfont(str(path))
        return str(font_manager.FontProperties(fname=str(path)).get_name())
    installed = {font.name for font in font_manager.fontManager.ttflist}
    for family in SYSTEM_FAMILIES:
        if family in installed:
            return family
    raise FontError(
        "no font on this machine holds Chinese, so the chart would show empty boxes: run `pip install zhplot`, which carries "
        "Noto Sans SC, or install a Chinese font (on Debian: `apt install fonts-wqy-microhei`) and start Python again"
    )


def with_font(page: str) -> str:
    """An HTML page that carries the Chinese characters it shows, for a machine without a Chinese font; others use their own.

    Unchanged where zhplot's font is not installed. Raises nothing.

    >>> "data:font/woff" in with_font("<head></head><p>增长") or shipped_font() is None
    True
    """
    path = shipped_font()
    if path is None:
        return page
    woff = base64.b64encode(_subset(path, {ord(letter) for letter in page if ord(letter) > 0x7F})).decode()
    face = f'@font-face{{font-family:"Noto Sans SC";src:local("Noto Sans SC"),url(data:font/woff;base64,{woff}) format("woff")}}'
    return page.replace("</head>", f"<style>{face}{JUPYTER_FONTS}</style></head>", 1)


def _subset(path: Path, points: set[int]) -> bytes:
    """The font's file with these characters only."""
    from fontTools import subset

    options = subset.Options(flavor="woff", layout_features=[], notdef_outline=True)
    font = subset.load_font(str(path), options)
    cut = subset.Subsetter(options)
    cut.populate(unicodes=points)
    cut.subset(font)
    written = BytesIO()
    subset.save_font(font, written, options)
    return written.getvalue()


@cache
def _drawn() -> frozenset[int]:
    """The characters that the Chinese font holds, or else matplotlib's own font, which stands behind it."""
    from matplotlib import font_manager, ft2font

    paths = [font_manager.findfont(name) for name in (chinese_font(), "DejaVu Sans")]
    return frozenset(point for path in paths for point in ft2font.FT2Font(path).get_charmap())


def drawable(text: str) -> str:
    r"""The text as it can be drawn: a character that no font holds becomes 〓, as in print, and control characters go.

    >>> drawable("增长\x0012%"), drawable("增长" + chr(0x10FFFD))
    ('增长12%', '增长〓')
    """
    kept = (letter for letter in text if _kept(letter))
    return "".join(letter if letter == "\n" or ord(letter) in _drawn() else MISSING for letter in kept)


def _kept(letter: str) -> bool:
    return letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cf", "Cs")
