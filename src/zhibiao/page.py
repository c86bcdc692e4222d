"""A newspaper page read whole: the text, its articles, what they measure, and the honours they tell of.

`read` takes one page and gives a `Page`; `read_many` takes many files and gives `Pages`. This is where the steps meet: each
step is a module that knows nothing of the ones after it.

>>> page = read("全市进出口总值320亿元，同比增长12%。", published="2026-02-28")
>>> page.text[page.indicators["start"].iloc[0] : page.indicators["end"].iloc[0]]
'320亿元'
>>> read("no-such-page.txt")
Traceback (most recent call last):
zhibiao.errors.SourceError: there is no file 'no-such-page.txt': check the path, or pass the text itself
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from typing import TypeVar

import pandas as pd

from zhibiao import tables
from zhibiao.engines import Engine, run
from zhibiao.errors import ZhibiaoError
from zhibiao.inputs import Input, PathLike, find_inputs
from zhibiao.layout import lay_out
from zhibiao.linking import find_indicators
from zhibiao.model import Article, Indicator, Layout
from zhibiao.publication import Origin, find_publication
from zhibiao.recognitions import find_recognitions
from zhibiao.scenes import Scene, find_scenes, place_notes
from zhibiao.sources import Given, read_text

Day = date | str | None
Made = TypeVar("Made")

UNDATED = (
    "The day of publication is unknown: 去年, 11月 and other times that count from it have no period "
    "unless it is passed as published."
)
UNMEASURED = (
    "Only Chinese in simplified characters was measured, and this text is in another script or language: "
    "its rows are doubtful, and many are missing."
)
ROWS = ("articles", "indicators", "recognitions")  # what a page is counted by
_HAN = re.compile(r"[\u4e00-\u9fff]")
_FOREIGN = 0.2  # of characters outside GB/T 2312-1980, the simplified set; traditional text has a third, rare names are few


@dataclass(frozen=True, eq=False, repr=False)
class Page:
    """One page: its text and the frames made from it.

    `text` is the text as read, and every start and end in the frames is an offset into it. `name` is the file's name
    and `encoding` what it was in. `published` is the day of publication that 去年 and 今年 are read against, None if
    unknown; `published_from` says whether it was "given", or inferred from "metadata" of the file, the "folio", the
    "file name" or the "text", and `published_inferred` is True where it was inferred. `articles`, `indicators`,
    `recognitions` and `blocks` are frames with the columns of `zhibiao.tables`; `blocks` accounts for all of
    the text, a row a run of it, in its order on the page, each with what it is for and why. `unresolved` are names of
    places that are in no table of divisions, or may be any of several; `place_notes` say so in words, and what former
    names are now; `found` are the indicators with their reasons, and `layout` the
    articles with the passages that they were put together from. `notes` are sentences on what to know before relying on
    the rows, `doubts` those of them on what could not be read of the file and what speaks against the day; none where
    nothing is out of the ordinary.
    """

    name: str
    text: str
    encoding: str | None
    published: date | None
    published_from: Origin | None
    articles: pd.DataFrame
    indicators: pd.DataFrame
    recognitions: pd.DataFrame
    blocks: pd.DataFrame
    unresolved: tuple[str, ...]
    place_notes: tuple[str, ...]
    found: tuple[Indicator, ...]
    layout: Layout
    doubts: tuple[str, ...] = ()

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(getattr(self, table))} {table}" for table in ROWS)
        return f"<Page {self.name}: {counts}>"

    @property
    def published_inferred(self) -> bool:
        """Whether the day of publication was inferred, rather than given."""
        return self.published_from not in (None, "given")

    @property
    def notes(self) -> tuple[str, ...]:
        """What to know of this page before relying on its rows, a sentence each."""
        undated = (UNDATED,) if self.published is None and not self.indicators.empty else ()
        doubtful = () if _is_simplified(self.text) else (UNMEASURED,)
        return (*undated, *self.doubts, *doubtful, *self.place_notes)

    def _repr_html_(self) -> str:
        """In a notebook: the text with its rows marked."""
        from zhibiao.view import page_html

        return page_html(self)


@dataclass(frozen=True, eq=False, repr=False)
class Pages:
    """Many pages: `pages` from name to `Page` in the order given, `failed` from name to the error of each file not read.

    The frames are those of all pages, one below the other; their index is the page's name, `doc`, and the `id` within it.
    """

    pages: dict[str, Page]
    failed: dict[str, ZhibiaoError]

    def __repr__(self) -> str:
        return f"<Pages: {len(self.pages)} read, {len(self.failed)} failed>"

    def __iter__(self) -> Iterator[Page]:
        return iter(self.pages.values())

    def __len__(self) -> int:
        return len(self.pages)

    @cached_property
    def articles(self) -> pd.DataFrame:
        """The articles of all pages."""
        return self._all("articles")

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """The indicators of all pages."""
        return self._all("indicators")

    @cached_property
    def recognitions(self) -> pd.DataFrame:
        """The recognitions of all pages."""
        return self._all("recognitions")

    @cached_property
    def blocks(self) -> pd.DataFrame:
        """The blocks of all pages."""
        return self._all("blocks")

    def _all(self, table: str) -> pd.DataFrame:
        frames = {name: getattr(page, table) for name, page in self.pages.items()}
        together: pd.DataFrame = pd.concat(frames or {"": tables.empty(table)}, names=["doc"])
        return together


def read(source: Given, published: Day = None) -> Page:
    """Read one page from a path, bytes, an open file, standard input (`-`) or the text itself.

    Files may be plain text in any Chinese encoding, HTML, PDF, Word (.docx) or Markdown. `published` is the day of
    publication, a date or ISO text (`2026-02-28`); without it the day is inferred where that is possible, from the file's
    metadata, the folio, the file's name or the text. Raises `SourceError` or `DateError`, with a message that says what to
    do; warns of a text in traditional characters or another language, for which no accuracy was measured.

    >>> read("全市进出口总值320亿元。", published="2026-02-28")
    <Page text: 1 articles, 1 indicators, 0 recognitions>
    """
    page = _read(source, published)
    if UNMEASURED in page.notes:
        warnings.warn(f"{page.name}: {UNMEASURED}", stacklevel=2)
    return page


def _read(source: Given, published: Day) -> Page:
    given = read_text(source)
    issue = find_publication(given.text, given.name, given.published, published)
    day = issue.day
    layout = lay_out(given.text, given.headlines)
    articles = layout.articles
    outside = [given.text[block.start : block.end] for block in layout.blocks if block.article is None]
    scenes = find_scenes(articles, outside)
    found = tuple(find_indicators(articles, day, scenes) if day else _undated(articles, scenes, given.text))
    honours = [
        row
        for number, scene in enumerate(scenes)
        for row in find_recognitions(articles[number], number, scene)
    ]
    return Page(
        name=given.name,
        text=given.text,
        encoding=given.encoding,
        published=day,
        published_from=issue.origin,
        articles=tables.articles_frame(articles, [scene.region for scene in scenes]),
        indicators=tables.indicators_frame(articles, found),
        recognitions=tables.recognitions_frame(articles, honours),
        blocks=tables.blocks_frame(articles, layout.blocks, given.text),
        unresolved=tuple(dict.fromkeys(name for scene in scenes for name in scene.places.unresolved)),
        place_notes=place_notes(scenes),
        found=found,
        layout=layout,
        doubts=given.notes + issue.doubts,
    )


def read_many(
    paths: PathLike | Iterable[PathLike],
    published: Day | Mapping[str, Day] = None,
    progress: bool | None = None,
    text_column: str | None = None,
    date_column: str | None = None,
    engine: Engine = "processes",
    scheduler: str | None = None,
) -> Pages:
    """Read many files, on all cores; a file that cannot be read is listed in `failed` and does not stop the rest.

    A folder stands for the pages in it, in the order of their names, a pattern (`pages/*.pdf`) for the files that fit it, and a
    table (.csv, .tsv, .jsonl, .parquet) for its rows, each a page: `text_column` and `date_column` name its columns where they
    are not called text, 正文, date, 发布日期 or the like. Raises `ZhibiaoError` for what is no path, and for a folder or pattern
    without pages.

    `published` is one day for all pages, or a mapping from a page's name to its day. `progress` shows a bar on stderr, with
    the rate and the time left; None shows it where stderr is a terminal. A page's name is its file's, or its path where two
    files share a name, and for a row with its number (`pages.csv#3`); a path given twice is read once.

    With `engine="dask"` the work is done on the Dask cluster whose scheduler is at the address `scheduler`; its workers must see
    the files under the same paths. The rows are the same. All pages are held in memory; an `Archive` holds them on the disk.

    >>> read_many(["no-such-page.txt"]).failed
    {'no-such-page.txt': SourceError("there is no file 'no-such-page.txt': check the path")}
    """
    found = each_page(
        paths,
        published,
        _itself,
        progress,
        text_column=text_column,
        date_column=date_column,
        engine=engine,
        scheduler=scheduler,
    )
    results = dict(found)
    pages = {name: result for name, result in results.items() if isinstance(result, Page)}
    return Pages(
        pages, {name: result for name, result in results.items() if isinstance(result, ZhibiaoError)}
    )


def each_page(
    paths: PathLike | Iterable[PathLike],
    published: Day | Mapping[str, Day],
    make: Callable[[Page, Input, Day], Made],
    progress: bool | None = None,
    skip: Callable[[Input, Day], bool] = lambda given, day: False,
    *,
    text_column: str | None = None,
    date_column: str | None = None,
    engine: Engine = "processes",
    scheduler: str | None = None,
) -> Iterator[tuple[str, Made | ZhibiaoError | None]]:
    """What `make` makes of each page, where the page is read, one after another with its name: nothing else is held.

    Files that `skip` says are not to be read come first, with None; of a file that cannot be read the error comes.
    """
    from tqdm.auto import tqdm

    named = find_inputs(paths, text_column, date_column)
    days = published if isinstance(published, Mapping) else dict.fromkeys(named, published)
    skipped = {
        name: None
        for name, given in named.items()
        if not isinstance(given, ZhibiaoError) and skip(given, days.get(name))
    }
    yield from skipped.items()
    jobs = {name: (name, given, days.get(name)) for name, given in named.items() if name not in skipped}
    hide = None if progress is None else not progress
    with tqdm(total=len(named), initial=len(skipped), unit="page", disable=hide) as bar:
        results = run(partial(_try_read, make), list(jobs.values()), _lost, engine, scheduler)
        for name, result in zip(jobs, results, strict=True):
            bar.update()
            yield name, result


def explain(page: Page, row: str) -> pd.DataFrame:
    """Why an indicator row is as it is: a row for each choice, with the `field`, its `value` and the `reason` for it.

    `row` is an id of `page.indicators`. Raises `ZhibiaoError` where the page has no such row.

    >>> page = read("全市进出口总值320亿元。")
    >>> explain(page, page.indicators.index[0])[["field", "value"]].to_records(index=False).tolist()[0]
    ('indicator', '进出口总值')
    >>> explain(page, "i99-100")
    Traceback (most recent call last):
    zhibiao.errors.ZhibiaoError: text has no row 'i99-100': take an id from page.indicators.index
    """
    named = dict(zip(tables.indicator_ids(page.found), page.found, strict=True))
    if row not in named:
        raise ZhibiaoError(f"{page.name} has no row {row!r}: take an id from page.indicators.index")
    told = [reason.partition(": ") for reason in named[row].reasons]
    choices = [(field, getattr(named[row], field, None), reason) for field, _, reason in told]
    return pd.DataFrame(choices, columns=["field", "value", "reason"], dtype="object")


def _is_simplified(text: str) -> bool:
    """Whether a text's letters are mostly Chinese, and its characters those of GB/T 2312; true of one without letters."""
    han = "".join(_HAN.findall(text))
    known = len(han.encode("gb2312", "ignore")) // 2
    return 2 * len(han) >= sum(map(str.isalpha, text)) and len(han) - known <= _FOREIGN * len(han)


def _undated(articles: Sequence[Article], scenes: Sequence[Scene], text: str) -> Iterator[Indicator]:
    """The rows of a page whose day is unknown: only those periods that are the same whatever the day was.

    去年 and 11月 move with the day of publication; 2025年, and 全年 (the whole year) after it, do not. So the page is read as of
    two years, both after any year that it names, and what comes out differently is left open. The days are in February, since
    then 全年 and 年末 (the year's end) look back, as in most texts that use them.
    """
    latest = max((int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?=年)", text)), default=2000)
    days = (date(latest + later, 2, 28) for later in (1, 4))
    early, late = (find_indicators(articles, day, scenes) for day in days)
    periods = {(row.start, row.end, row.kind, row.indicator): row.period for row in late}
    for row in early:
        same = row.period == periods.get((row.start, row.end, row.kind, row.indicator))
        yield row if same else replace(row, period=None)


def _itself(page: Page, given: Input, published: Day) -> Page:
    return page


def _try_read(make: Callable[[Page, Input, Day], Made], job: tuple[str, Input, Day]) -> Made | ZhibiaoError:
    name, given, published = job
    if isinstance(given, ZhibiaoError):
        return given
    try:
        return make(_read(given, published), given, published)
    except ZhibiaoError as error:
        return error
    except Exception as error:  # a fault of ours: one page must not cost the others
        return ZhibiaoError(
            f"{name}: {type(error).__name__}: {error}; please report this page as a fault in zhibiao"
        )


def _lost(job: tuple[str, Input, Day]) -> ZhibiaoError:
    return ZhibiaoError(
        f"{job[0]}: the process that read it was ended twice, from outside or for want of memory: read it alone"
    )
