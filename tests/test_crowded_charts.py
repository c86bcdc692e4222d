"""Every chart with five rows and with forty, of long names and short: nothing overlaps, and nothing stands outside the picture.

All places, firms and figures are invented.
"""

import warnings
from collections.abc import Callable, Iterator
from tempfile import TemporaryDirectory
from typing import Any

import matplotlib
import pandas as pd
import pytest
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox

from zhibiao import charts, read
from zhibiao.tables import CHECK_NAMES

matplotlib.use("Agg")

SUBJECTS = ("青江市", "青江市云岭高新技术产业开发区管理委员会", "湖岸县")
NAMES = ("规模以上工业增加值（限额以上单位通过公共网络实现的部分）", "粮食总产量", "快递业务量", "森林覆盖率")
ROW: dict[str, Any] = {
    "value_high": None, "unit": "元", "bound": "=", "basis": None, "scope": None, "status": "actual",
    "period": "2025", "quote": "", "sentence": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def strict() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
    pyplot.close("all")


def rows(number: int, *made: Callable[[int], dict[str, Any]], apart: bool = True) -> pd.DataFrame:
    """Rows, one for each of `made` at each place, with names that are told apart or have to be."""
    return pd.DataFrame(
        {
            **ROW,
            "subject": SUBJECTS[at % 3] + (f"第{at}园" if apart else ""),
            "indicator": NAMES[at % 4],
            "start": at,
            "section": f"第{at}节",
            **make(at),
        }
        for at in range(number)
        for make in made
    )


def amounts(number: int) -> Axes:
    units = ("元", "人次", "吨标准煤")
    return charts.amounts(
        rows(
            number,
            lambda at: {"kind": "level", "value": 7.3e7 * (at + 1) ** 2, "unit": units[at % 3]},
            apart=False,
        )
    )


def growth(number: int) -> Axes:
    signed = {"kind": "growth", "unit": "%", "basis": "较年初"}
    return charts.growth(rows(number, lambda at: {**signed, "value": 1.7 * (at + 1) * (-1) ** at}))


def ranks(number: int) -> Axes:
    return charts.ranks(
        rows(number, lambda at: {"kind": "rank", "unit": None, "value": at + 1.0, "scope": "一类市州"})
    )


def ratios(number: int) -> Axes:
    return charts.ratios(
        rows(number, lambda at: {"kind": "ratio", "unit": "%", "value": 131.5 - 3 * at, "scope": "全省"})
    )


def ranges(number: int) -> Axes:
    def made(at: int) -> dict[str, Any]:
        two = at % 2
        return {
            "kind": "level", "value": 1e8 * (at + 1), "value_high": 1.5e8 * (at + 1) if two else None,
            "bound": "=" if two else (">", "<", ">=", "<=")[at // 2 % 4],
        }  # fmt: skip

    return charts.ranges(rows(number, made))


def targets(number: int) -> Axes:
    def planned(at: int) -> dict[str, Any]:
        return {
            "kind": "level",
            "value": 3.2e9 * (at + 1),
            "status": "target",
            "period": "2026",
            "bound": ("=", "<=")[at % 2],
        }

    def reached(at: int) -> dict[str, Any]:
        return {"kind": "level" if at % 4 else "change", "value": 3.2e9 * (at + 1) * (0.6 + at * 7 % 10 / 9)}

    return charts.targets(rows(number, planned, reached))


def before_after(number: int) -> Axes:
    def before(at: int) -> dict[str, Any]:
        return {"kind": "ratio", "unit": "%", "value": 40.0 + at, "period": "2020"}

    def after(at: int) -> dict[str, Any]:
        return {**before(at), "value": (40.0 + at) * (1 + (at * 7 % 10 - 5) / 20), "period": "2025"}

    return charts.before_after(rows(number, before, after))


def recognitions(number: int) -> Axes:
    leads = [f"青江市{'工业和信息化与国有资产监督管理' * (at % 3 == 0)}第{at}局" for at in range(number)]
    work = [f"推动第{at}项市域产教联合体建设" for at in range(number)]
    return charts.recognitions(
        pd.DataFrame({"leads": [leads[: at + 1] for at in range(number)], "work": work, "honour": "督查激励"})
    )


def counts(number: int) -> Axes:
    what = [[f"第{one}项工作" for one in range(at + 1)] for at in range(number)]
    names = [f"{SUBJECTS[at % 3]}第{at}局" for at in range(number)]
    return charts.counts(
        pd.DataFrame({"count": range(1, number + 1), "what": what}, index=names), total=number
    )


def tally(number: int) -> Axes:
    names = [f"大力实施第{at}项改革开放重点攻坚行动计划" for at in range(number)]
    return charts.tally(pd.DataFrame({"count": [at * 3 % 7 for at in range(number)]}, index=names), total=99)


def shares(number: int) -> Axes:
    parts = {
        name: [top - at / 50 for at in range(number)] for name, top in (("seed page", 1.0), ("held out", 0.9))
    }
    return charts.shares(pd.DataFrame(parts, index=[f"{NAMES[at % 4]} {at}" for at in range(number)]))


def page_map(number: int) -> Axes:
    """A page of that many blocks, in a few articles."""
    article = (
        "{}市{}\n\n本报记者　林一帆\n\n"
        + "全市去年完成投资120亿元，增长5.2%。" * 4
        + "\n\n另有{}个项目开工。\n\n\n"
    )
    text = "".join(
        article.format("青江临川湖岸云汀"[at % 4 * 2 : at % 4 * 2 + 2], NAMES[at % 4], at)
        for at in range(number // 4 + 1)
    )
    return charts.page_map(read(text, published="2026-03-03").blocks)


def verdicts(number: int) -> Axes:
    """The nine kinds of check, a count of each."""
    kinds = list(CHECK_NAMES)
    return charts.verdicts(
        pd.DataFrame(
            {"agrees": [number] * 9, "disagrees": [1, 0, 2] * 3, "cannot tell": [0, 3, 1] * 3}, index=kinds
        )
    )


def series(number: int) -> Axes:
    """A measure over that many months, told by a page each."""
    from zhibiao import Archive

    pages = [
        read(
            f"{2020 + at // 12}年{at % 12 + 1}月，郴州市进出口总值{100 + at}.{at % 10}亿元。",
            published="2026-03-03",
        )
        for at in range(number)
    ]
    with TemporaryDirectory() as folder:
        archive = Archive(folder)
        archive.add(pages)
        return charts.series(archive.series("进出口总值"))


CHARTS = (
    amounts, growth, ranks, ratios, ranges, targets, before_after, recognitions, counts, tally, shares, page_map,
    verdicts, series,
)  # fmt: skip


def test_no_chart_is_forgotten() -> None:
    assert {draw.__name__ for draw in CHARTS} == set(charts.__all__) - {"alt", "save"}


@pytest.mark.parametrize("number", [5, 40])
@pytest.mark.parametrize("draw", CHARTS, ids=[draw.__name__ for draw in CHARTS])
def test_nothing_overlaps(draw: Callable[[int], Axes], number: int) -> None:
    axes = draw(number)
    boxes = text_boxes(axes)
    overlaps = [
        (one, other)
        for place, (one, box) in enumerate(boxes)
        for other, beside in boxes[place + 1 :]
        if box.overlaps(beside)
    ]
    assert overlaps == []
    edge = axes.get_figure(root=True).bbox  # type: ignore[union-attr]
    assert [
        text
        for text, box in boxes
        if box.x0 < -1 or box.x1 > edge.x1 + 1 or box.y0 < -1 or box.y1 > edge.y1 + 1
    ] == []


def text_boxes(axes: Axes) -> list[tuple[str, Bbox]]:
    """Each text of a chart with the room it takes, as drawn: title, labels, values, scale, legend, note."""
    figure: Any = axes.get_figure(root=True)
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    legend = axes.get_legend()
    texts: list[Any] = [
        axes.title,
        axes._left_title,
        *axes.get_yticklabels(),
        *axes.get_xticklabels(),
        axes.xaxis.label,
    ]  # type: ignore[attr-defined]
    texts += [*axes.texts, *(legend.get_texts() if legend else [])]
    return [
        (text.get_text(), _shrunk(text.get_window_extent(renderer)))
        for text in texts
        if text.get_text().strip()
    ]


def _shrunk(box: Bbox) -> Bbox:
    """Without the last pixel on each side, which is rounding."""
    return Bbox.from_extents(box.x0 + 1, box.y0 + 1, box.x1 - 1, box.y1 - 1)


@pytest.mark.parametrize("draw", CHARTS, ids=[draw.__name__ for draw in CHARTS])
def test_every_chart_is_told_in_words(draw: Callable[[int], Axes]) -> None:
    axes = draw(40)
    told = charts.alt(axes)
    assert told.startswith(" ".join(axes.get_title(loc="left").split())[:20])
    assert "\n" not in told
    assert len(told) < 2000
