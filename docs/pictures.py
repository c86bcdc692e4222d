"""Draws the pictures of the READMEs again: a chart, and a page with its rows marked.

Takes the invented page `data/pages/yunting-2026-01-21.txt`; gives `docs/chart.png` and `docs/marked-page.png`. The page is
shown by Chromium, with the font that zhibiao carries, so that the machine needs none.

    make pictures
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image

import zhibiao as zb
from zhibiao.fonts import with_font

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "data" / "pages" / "yunting-2026-01-21.txt"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
SHOWN = "1026.4亿元"
"""The figure whose fields are shown."""
COLOURS = 64
"""Colours of a picture; a quarter of the bytes."""
WIDTH, HEIGHT = 760, 575


def main() -> None:
    """Draw both pictures in place."""
    page = zb.read(PAGE)
    chart, marked = (ROOT / "docs" / name for name in ("chart.png", "marked-page.png"))
    zb.charts.save(zb.charts.growth(page.indicators), chart)
    photograph(page, marked)
    for picture in (chart, marked):
        with Image.open(picture) as drawn:
            fewer = drawn.convert("RGB").quantize(COLOURS)
        fewer.save(picture, optimize=True)


def photograph(page: zb.Page, target: Path) -> None:
    """The head of a page as a notebook shows it, with the fields of one mark."""
    from playwright.sync_api import sync_playwright

    browser_path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser_path is None:
        sys.exit(f"no browser to photograph the page with: install one of {', '.join(BROWSERS)}")
    html = f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"></head><body>{page._repr_html_()}</body></html>'
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        (Path(folder) / "page.html").write_text(with_font(html), encoding="utf8")
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=2)
        view.goto((Path(folder) / "page.html").as_uri())
        view.evaluate("document.fonts.ready")
        view.locator("mark", has_text=SHOWN).first.focus()
        view.screenshot(path=target, animations="disabled")
        browser.close()


if __name__ == "__main__":
    main()
