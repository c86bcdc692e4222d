"""The explorer: a page chosen, its rows filtered, its table and chart saved, with widgets in a notebook.

Takes the path of a page; gives an `Explorer`, which a notebook shows as widgets: pages to choose or upload, filters, the table,
the sentence of a row, the chart, and a button for each form of file. Where no widgets run (exported HTML, a report, a test) it
is a plain table and a picture of the chart. All that happens can be done from Python too:

>>> explorer = Explorer("青江市进出口总值320亿元，增长12%，居全省第二。", published="2026-01-20")
>>> explorer.filters["kind"].value = "rank"
>>> explorer.rows["indicator"].tolist(), explorer.chart
(['青江市进出口总值'], 'ranks')

Files go into a folder beside the notebook, named by page; a file of the same name is replaced. Rejected: a page that cannot be
read, which is said in the status line and leaves the page before it.
"""

from __future__ import annotations

import base64
import io
import warnings
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ipywidgets as w
import pandas as pd
from itables.widget import ITable

from zhibiao import charts, findings, saving, view, wording
from zhibiao.errors import ZhibiaoError
from zhibiao.export import write
from zhibiao.page import Day, Page, read
from zhibiao.selection import FIELDS, Selection, chart_for, options, select
from zhibiao.sources import ENDINGS, Given

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CHARTS: dict[str, Callable[[pd.DataFrame], Axes]] = {
    "amounts": charts.amounts,
    "growth": charts.growth,
    "ratios": charts.ratios,
    "ranks": charts.ranks,
    "ranges": charts.ranges,
    "targets": charts.targets,
}
AUTO = "automatic"
TABLE_FORMS, CHART_FORMS = ("csv", "xlsx"), ("png", "svg", "pdf")
COLUMNS = ["subject", "indicator", "as read", "value", "unit", "kind", "period", "scope"]
ALL = ""
"""The choice of a filter that leaves all rows; a Dropdown takes None for no choice at all."""
LOOK: dict[str, Any] = {
    "select": "single",
    "classes": "display compact",
    "style": "width:100%;table-layout:auto",
    "lengthMenu": [10, 25, 100, -1],
    "columnDefs": [
        {"targets": COLUMNS.index("value"), "type": "num", "className": "dt-right"},
        {"targets": "_all", "type": "string", "className": "dt-left"},
    ],
    "layout": {"topEnd": None},  # the explorer's own search moves the chart too
    "maxBytes": 0,  # all rows, however many
}
LABEL = {"description_width": "5.5em"}
WIDE, NARROW = {"width": "34em"}, {"width": "17em"}
SCREEN_DPI = 100
"""Dots an inch of the chart on screen; the files that are saved are finer."""
LONGEST = 24.0
"""Ems of a name in a list to choose from, before it is cut."""


class Explorer:
    """A page's rows to look through; `page` is the page, `rows` the rows that are shown, `chart` the name of their chart.

    `page` is a path, or the text itself; the .txt files beside it and in `folders` can be chosen too, a folder that is not there
    has none. `published` is the day of publication of the first page; of another it is inferred, or typed in. Files are written
    into `exports`, which is made when the first is.
    """

    def __init__(
        self,
        page: str | Path,
        published: Day = None,
        folders: Iterable[str | Path] = (),
        exports: str | Path = "exports",
    ) -> None:
        self.page = _quietly(page, published)
        self.exports = Path(exports)
        self.rows = self.page.indicators
        self._source: Given = page
        self._first, self._published = str(page), published
        self._quiet = False  # while the filters are set for another page
        self._choosers(_listed(page, self.page.name, folders))
        self._results()
        self._listen()
        self._begin()
        self.box = self._arranged()

    def __repr__(self) -> str:
        return f"<Explorer of {self.page.name}: {len(self.rows)} of {len(self.page.indicators)} rows>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        """Widgets where they can run, else a plain table and a picture."""
        live: Mapping[str, Any] = self.box._repr_mimebundle_()
        return {**live, "text/plain": repr(self), "text/html": self.static_html()}

    @property
    def selection(self) -> Selection:
        """What the filters choose."""
        chosen = {name: one.value for name, one in self.filters.items() if one.value != ALL}
        return Selection(**chosen, words=self.words.value)

    @property
    def chart(self) -> str:
        """The name of the chart that is shown."""
        return chart_for(self.rows) if self.kind.value == AUTO else str(self.kind.value)

    def static_html(self) -> str:
        """The table and the chart as they are shown now, without widgets."""
        note = (
            "Filters and buttons work in a running notebook; this is the table and the chart as they stood."
        )
        table = view.table_html(findings.overview(self.rows)) if len(self.rows) else ""
        return f'<div lang="en"><p>{escape(self._counted())} {note}</p>{self.picture.value}{table}</div>'

    def save_table(self, form: str) -> Path:
        """Write the rows that are shown, as .csv, .xlsx or another form of `zb.write`; gives the path."""
        return write(self.rows, self.exports / f"{self._stem()}-figures.{form}")

    def save_chart(self, form: str) -> Path:
        """Write the chart that is shown, as .png, .svg or .pdf; gives the path."""
        axes = self._drawn()
        try:
            return saving.save(axes, self.exports / f"{self._stem()}-{self.chart}", [form])[0]
        finally:
            _close(axes)

    # ---- the widgets ----

    def _choosers(self, pages: list[tuple[str, str]]) -> None:
        """What a page and its rows are chosen with."""
        self.pages = w.Dropdown(options=pages, description="Page", layout=WIDE, style=LABEL)
        self.upload = w.FileUpload(accept=",".join(ENDINGS), description="Another page")
        late: dict[str, Any] = {"continuous_update": False, "layout": NARROW, "style": LABEL}
        self.day = w.Text(description="Published", placeholder="2026-02-28", **late)
        self.filters = {
            name: w.Dropdown(description=label, layout=NARROW, style=LABEL) for name, label in FIELDS.items()
        }
        self.words = w.Text(description="Search", placeholder="words of a name", layout=NARROW, style=LABEL)
        self.reset = w.Button(description="Show all rows")

    def _results(self) -> None:
        """What shows the rows and saves them."""
        self.status = w.HTML()
        self.table = ITable(**LOOK)
        self.row = w.Dropdown(description="Row", layout=WIDE, style=LABEL)
        self.sentence = w.HTML()
        self.kind = w.Dropdown(options=[AUTO, *CHARTS], description="Chart", layout=NARROW, style=LABEL)
        self.picture = w.HTML()
        self.buttons = {
            form: w.Button(
                description=form.upper(), tooltip=f"Save the {what} as .{form}", layout={"width": "5em"}
            )
            for what, forms in (("table", TABLE_FORMS), ("chart", CHART_FORMS))
            for form in forms
        }

    # ---- what happens when something is chosen ----

    def _listen(self) -> None:
        self.pages.observe(self._choose_page, "value")
        self.upload.observe(self._take_upload, "value")
        self.day.observe(self._choose_day, "value")
        for one in (*self.filters.values(), self.words):
            one.observe(self._filter, "value")
        self.reset.on_click(lambda _: self._begin())
        self.kind.observe(lambda _: self._draw(), "value")
        self.row.observe(lambda _: self._show_sentence(), "value")
        self.table.observe(self._choose_row, "selected_rows")
        for form in TABLE_FORMS:
            self.buttons[form].on_click(partial(self._save, self.save_table, form))
        for form in CHART_FORMS:
            self.buttons[form].on_click(partial(self._save, self.save_chart, form))

    def _choose_page(self, change: Mapping[str, Any]) -> None:
        self._open(change["new"], self._published if change["new"] == self._first else None)

    def _take_upload(self, change: Mapping[str, Any]) -> None:
        for file in change["new"]:
            self._open(_Upload(file["content"], str(file["name"])), None)

    def _choose_day(self, change: Mapping[str, Any]) -> None:
        if not self._quiet:
            self._open(self._source, change["new"].strip() or None)

    def _open(self, source: Given, published: Day) -> None:
        try:
            self.page = _quietly(source, published)
        except ZhibiaoError as error:
            self._say(str(error), failed=True)
            return
        self._source = source
        self._begin()

    def _begin(self) -> None:
        """All rows of the page, with the filters that it has."""
        self._quiet = True
        self.day.value = _iso(self.page)
        for name, found in options(self.page.indicators).items():
            label = FIELDS[name]
            chosen = [(f"{wording.elide(one, LONGEST)} ({number})", one) for one, number in found.items()]
            self.filters[name].options = [(f"any {label.lower()}", ALL), *chosen]
            self.filters[name].value = ALL
        self.words.value = ""
        self._quiet = False
        self._filter()

    def _filter(self, _: object = None) -> None:
        if self._quiet:
            return
        self.rows = select(self.page.indicators, self.selection)
        self.table.update(_table(self.rows), **LOOK, selected_rows=[])
        names = wording.names(wording.records(self.rows))
        shown = [
            (f"{number}. {name}: {wording.measure(row)}", place)
            for number, (place, name, row) in enumerate(
                zip(self.rows.index, names, wording.records(self.rows), strict=True), 1
            )
        ]
        self.row.options = shown
        self.row.value = shown[0][1] if shown else None
        self._show_sentence()
        self._draw()
        self._say(" ".join([self._counted(), *self.page.notes]))

    def _choose_row(self, change: Mapping[str, Any]) -> None:
        if change["new"] and change["new"][0] < len(self.rows):
            self.row.value = self.rows.index[change["new"][0]]

    def _show_sentence(self) -> None:
        self.sentence.value = view.row_html(self.page, self.row.value) if self.row.value else ""

    def _draw(self) -> None:
        axes = self._drawn()
        picture = base64.b64encode(saving.draw(axes, "png", dpi=SCREEN_DPI)).decode()
        told = escape(charts.alt(axes))
        self.picture.value = (
            f'<img src="data:image/png;base64,{picture}" alt="{told}" style="max-width:100%">'
        )
        _close(axes)

    def _save(self, save: Callable[[str], Path], form: str, _: object) -> None:
        try:
            path = save(form)
        except ZhibiaoError as error:
            self._say(str(error), failed=True)
        else:
            self._say(f"Saved {path} ({wording.count(len(self.rows), 'row')}).")

    # ---- how it looks ----

    def _arranged(self) -> Any:
        wrap = {"flex_flow": "row wrap", "align_items": "center"}
        return w.VBox(
            [
                w.HBox([self.pages, self.day, self.upload], layout=wrap),
                w.HBox([*self.filters.values(), self.words, self.reset], layout=wrap),
                self.status,
                self.table,
                w.HBox(
                    [w.HTML("Save the table as"), *(self.buttons[form] for form in TABLE_FORMS)], layout=wrap
                ),
                self.row,
                self.sentence,
                self.kind,
                self.picture,
                w.HBox(
                    [w.HTML("Save the chart as"), *(self.buttons[form] for form in CHART_FORMS)], layout=wrap
                ),
            ]
        )

    def _drawn(self) -> Axes:
        return CHARTS[self.chart](self.rows)

    def _counted(self) -> str:
        every, told = wording.count(len(self.page.indicators), "row"), self.selection.told()
        shown = (
            f"{len(self.rows)} of {every} of {self.page.name}"
            if len(self.page.indicators)
            else f"{every} of {self.page.name}"
        )
        return f"{shown}{f': {told}' if told else ''}."

    def _say(self, text: str, failed: bool = False) -> None:
        look = "color:#a33" if failed else ""
        self.status.value = f'<span role="status" style="{look}">{escape(text)}</span>'

    def _stem(self) -> str:
        return saving.safe_name(Path(self.page.name).stem)


class _Upload(io.BytesIO):
    """A file that was uploaded: bytes with a name, as `read` takes them."""

    def __init__(self, content: bytes, name: str) -> None:
        super().__init__(bytes(content))
        self.name = name


def _quietly(source: Given, published: Day) -> Page:
    """A page, read from the beginning of its source; what there is to know of it is said in the status line."""
    fresh = _Upload(source.getvalue(), source.name) if isinstance(source, _Upload) else source
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return read(fresh, published)


def _listed(page: str | Path, name: str, folders: Iterable[str | Path]) -> list[tuple[str, str]]:
    """The pages to choose from, by file name: this one, those beside it, and those of some folders."""
    first = Path(str(page))
    try:
        beside = [first.parent] if first.is_file() else []
    except OSError:  # the text itself
        beside = []
    files = (file for folder in [*beside, *map(Path, folders)] for file in sorted(folder.glob("*.txt")))
    others = {file.resolve(): file for file in files if not beside or not file.samefile(first)}
    return [(name, str(page)), *((file.name, str(file)) for file in others.values())]


def _table(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as the table shows them, all text, empty where there is nothing."""
    shown = findings.overview(rows)[COLUMNS]
    shown["value"] = [f"{value:.12g}" if wording.present(value) else "" for value in shown["value"]]
    return shown.fillna("").reset_index(drop=True)


def _iso(page: Page) -> str:
    return page.published.isoformat() if page.published else ""


def _close(axes: Axes) -> None:
    """Take the chart off pyplot's list, or the notebook would show it a second time."""
    from matplotlib import pyplot

    pyplot.close(axes.get_figure(root=True))
