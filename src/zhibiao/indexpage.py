"""The first page of a report: the page summed up on the first screen, and links to everything in the folder.

Takes a `Page`, the folder that the report was made in, and what became of its charts and notebooks; gives HTML that stands
alone. The sum is made of the notebooks' own findings, so that a notebook that is added speaks here too.

Good: a notebook that finds nothing of its kind on this page stands below those that do. Rejected: nothing; a report without
notebooks or charts has an index too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from zhibiao import tables
from zhibiao.fonts import with_font
from zhibiao.prose import items_html
from zhibiao.running import question, told

if TYPE_CHECKING:
    from zhibiao.page import Page

FONT = '"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif'
STYLE = f"""
:root {{ color-scheme: light dark; --ink: #1a1a1a; --soft: #5c6670; --paper: #fff; --edge: #d9dde1; --link: #0b5cad;
  --bad: #a3251c; }}
@media (prefers-color-scheme: dark) {{
  :root {{ --ink: #e8e8e8; --soft: #aab2ba; --paper: #16191c; --edge: #3a4147; --link: #7db8f0; --bad: #ff9d94; }} }}
body {{ font: 16px/1.6 {FONT}; max-width: 62rem; margin: 1.5rem auto; padding: 0 1rem; color: var(--ink);
  background: var(--paper); }}
h1 {{ font-size: 1.5rem; margin: 0; overflow-wrap: anywhere; }} h2 {{ font-size: 1.15rem; margin: 2rem 0 .5rem; }}
h3 {{ font-size: 1rem; }}
a {{ color: var(--link); }} img {{ max-width: 100%; background: #fff; }} .failed {{ color: var(--bad); }}
table {{ border-collapse: collapse; }} td, th {{ padding: .2rem 1rem .2rem 0; text-align: left; vertical-align: top; }}
.soft {{ color: var(--soft); margin: .2rem 0; }}
.tiles {{ display: flex; flex-wrap: wrap; gap: .6rem; padding: 0; margin: 1rem 0; list-style: none; }}
.tiles li {{ border: 1px solid var(--edge); border-radius: 6px; padding: .3rem .9rem; }}
.tiles strong {{ font-size: 1.4rem; margin-right: .3rem; }}
.found {{ padding-left: 1.1rem; }} .found li {{ margin: .35rem 0; }}
"""
CAPTIONS = {
    "marked": "The text, article by article, with each figure marked; hover over a mark for its fields.",
    "text": "The text as it was read, and the file if it is not text.",
    "articles": "The articles, put back together from the page's columns.",
    "indicators": "The figures: whose, what, how much, when, and against what.",
    "recognitions": "The honours, awards and listings.",
    "blocks": "Every run of the page's text, with its article, what it is for, and why.",
    "page_map": "The page's blocks of text in their order, a lane for each article; arrows join what a column's end cut apart.",
    "money": "Sums of money, the largest first; what is planned is hollow.",
    "numbers": "Amounts and counts of everything else, grouped by unit.",
    "growth": "What grew and what fell, in %.",
    "ranks": "Places in an order, the first at the top, each with the group it is a place in.",
    "honours": "The honours of each section, added up and compared with the number that the headline states.",
    "leads": "How many of the honoured works each agency led (牵头).",
    "checks": "Figures that should agree, by what was compared, and whether they do.",
    "practices": "How many practices of each place were held up as examples.",
}
"""What each page, table and chart shows; a notebook's caption is its own title."""

SHOWN = 2
"""Findings of a notebook that the first screen shows."""
NOTHING = "<strong>No"
"""How a notebook's first finding begins where the page has nothing of its kind."""


@dataclass(frozen=True)
class Made:
    """What a report holds: `texts` are the page as text and as the file it came in, `drawn` goes from a chart to what it shows
    in words, `empty` from one left out to why, `failed` likewise from a notebook.
    """

    folder: Path
    texts: tuple[str, ...]
    drawn: Mapping[str, str]
    empty: Mapping[str, str]
    failed: Mapping[str, str]


def index_html(page: Page, made: Made) -> str:
    """The page that a reader opens first: what the page says, in one screen, then notebooks, tables, charts and files."""
    notes = "".join(f'<p class="failed">{escape(note)}</p>' for note in page.notes)
    return html_page(
        page.name,
        f"<main><h1>{escape(page.name)}</h1><p class='soft'>{_day(page)}</p>{notes}{_tiles(page)}"
        f"<h2>In short</h2>{_found(made)}"
        f"<h2>The page</h2><ul><li>{CAPTIONS['marked']} {_files(made, [made.folder / 'marked.html'])}</li>"
        f"<li>{CAPTIONS['text']} {_files(made, [made.folder / name for name in made.texts])}</li></ul>"
        f"<h2>Tables</h2>{_tables(page, made)}<h2>Notebooks</h2>{_notebooks(made)}<h2>Charts</h2>{_charts(made)}</main>",
        lang="en",
    )


def html_page(title: str, body: str, lang: str = "zh-CN") -> str:
    """An HTML page that carries the Chinese characters it shows."""
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style>"
    )
    return with_font(
        f'<!DOCTYPE html>\n<html lang="{lang}"><head>{head}</head><body>\n{body}\n</body></html>\n'
    )


def _day(page: Page) -> str:
    if page.published is None:
        return "Day of publication unknown."
    inferred = f" (inferred from the {page.published_from})" if page.published_inferred else ""
    return f"Published {page.published}{inferred}."


def _tiles(page: Page) -> str:
    """How much there is of each table."""
    names = {"articles": "article", "indicators": "figure", "recognitions": "honour"}
    counts = ((len(getattr(page, table)), noun) for table, noun in names.items())
    tiles = "".join(
        f"<li><strong>{number}</strong>{noun}{'' if number == 1 else 's'}</li>" for number, noun in counts
    )
    return f'<ul class="tiles">{tiles}</ul>'


def _found(made: Made) -> str:
    """The first findings of each notebook, those that found something first, each with the question it answers."""
    findings: dict[str, Path] = {}
    for path in _ran(made):
        if items := items_html(told(path.with_suffix(".ipynb"))):
            findings.setdefault(" ".join(items[:SHOWN]), path)
    ordered = sorted(findings.items(), key=lambda pair: pair[0].startswith(NOTHING))
    said = "".join(
        f"<li>{item} {_link(made, path, question(path.with_suffix('.ipynb')))}</li>" for item, path in ordered
    )
    return f'<ul class="found">{said}</ul>' if said else "<p>No notebook ran on this page.</p>"


def _tables(page: Page, made: Made) -> str:
    rows = "".join(
        f'<tr><th scope="row">{name}</th><td>{len(getattr(page, name))}</td><td>{CAPTIONS[name]}</td>'
        f"<td>{_files(made, sorted(made.folder.glob(f'tables/{name}.*')))}</td></tr>"
        for name in tables.TABLES
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("table", "rows", "holds", "files"))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _notebooks(made: Made) -> str:
    ran = "".join(
        f"<li>{escape(question(path.with_suffix('.ipynb')))} {_files(made, [path, path.with_suffix('.ipynb')])}</li>"
        for path in _ran(made)
    )
    stopped = "".join(
        f'<li class="failed">{escape(f"{name} does not run on this page: {why}")}</li>'
        for name, why in made.failed.items()
    )
    return f"<ul>{ran}{stopped}</ul>"


def _charts(made: Made) -> str:
    """Each chart with its caption, and below them the charts that were left out, and why."""
    shown = "".join(
        f"<h3>{name}</h3><p>{CAPTIONS[name]} {_files(made, sorted(made.folder.glob(f'charts/{name}.*')))}</p>"
        f'<p><img src="charts/{name}.png" alt="{escape(words)}" loading="lazy"></p>'
        for name, words in made.drawn.items()
    )
    left_out = "".join(f"<li>{name}: {escape(reason)}</li>" for name, reason in made.empty.items())
    return f"{shown}<h3>Left out</h3><ul>{left_out}</ul>" if made.empty else shown


def _ran(made: Made) -> list[Path]:
    """The HTML pages of the notebooks that ran."""
    return sorted(made.folder.glob("notebooks/*.html"))


def _files(made: Made, paths: Iterable[Path]) -> str:
    return " · ".join(_link(made, path, path.name) for path in paths)


def _link(made: Made, path: Path, words: str) -> str:
    return f'<a href="{quote(path.relative_to(made.folder).as_posix())}">{escape(words)}</a>'
