"""Charts of figures with two ends, and of shares and agencies: what is drawn and said. All figures are invented."""

from typing import Any

import matplotlib
import pandas as pd
import pytest
from matplotlib.axes import Axes

import zhibiao as zb
from zhibiao import charts, style

matplotlib.use("Agg")

ROW: dict[str, Any] = {
    "subject": "青江市", "indicator": "能耗指标", "kind": "level", "value": 2e8, "value_high": None, "unit": "元", "bound": "=",
    "basis": None, "scope": None, "status": "actual", "period": "2025", "quote": "", "sentence": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def closed() -> Any:
    yield
    matplotlib.pyplot.close("all")


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame([{**ROW, "start": place, **row} for place, row in enumerate(rows)])


def title(axes: Axes) -> str:
    return axes.get_title(loc="left").replace("\n", " ")


def values(axes: Axes) -> list[str]:
    """What stands beside the rows, from the top, and then the note."""
    said: list[Any] = [text for text in axes.texts if text.get_text()]
    return [text.get_text() for text in sorted(said, key=lambda text: (text.xycoords != "data", text.xy[1]))]


def points(axes: Axes) -> list[tuple[list[float], bool]]:
    """The points of each row from the top, and whether they are hollow."""
    return [
        (list(map(float, line.get_xdata())), line.get_markerfacecolor() == style.PAPER)  # type: ignore[arg-type]
        for line in axes.lines
        if line.get_marker() == "o"
    ]


# ---- ranges ----


def test_ranges_are_drawn_between_their_ends_and_bounds_to_the_open_side() -> None:
    axes = charts.ranges(
        frame(
            {"value": 2e8, "value_high": 5e8},
            {"bound": ">", "value": 3e8},
            {"bound": "<=", "value": 1e8},
            {"bound": "~"},
        )
    )
    assert values(axes) == ["2亿–5亿元", ">3亿元", "≤1亿元"]
    assert points(axes) == [([2e8, 5e8], False), ([3e8], True), ([1e8], False)]
    arrows = [text.xyann[0] for text in axes.texts if not text.get_text()]  # type: ignore[attr-defined]
    assert [arrow > 0 for arrow in arrows] == [True, False]
    assert title(axes) == "1 range and 2 bounds; 青江市 能耗指标: 2亿–5亿元"


SCALES = [  # rows, scale, label below it
    ([{"value": 1.05, "value_high": 1.19, "unit": None}], "linear", "no unit"),
    ([{"value": 2.0, "value_high": 3.0}, {"value": 4e9, "value_high": 5e9}], "log", "元, logarithmic scale"),
    (
        [{"value": 2.0, "value_high": 3.0}, {"value": 3.0, "value_high": 5.0, "unit": "天"}],
        "log",
        "each in its own unit",
    ),
    ([{"value": -3.0, "value_high": 2.0, "unit": "%", "kind": "growth"}], "linear", "%"),
]


@pytest.mark.parametrize(("rows", "scale", "label"), SCALES)
def test_the_scale_of_ranges(rows: list[dict[str, Any]], scale: str, label: str) -> None:
    axes = charts.ranges(frame(*rows))
    assert axes.get_xscale() == scale
    assert axes.get_xlabel().startswith(label)


def test_ranges_that_a_scale_has_no_place_for_are_counted() -> None:
    rows = frame(
        {"value": 2.0, "value_high": 3.0}, {"value": -3.0, "value_high": 2.0, "unit": "%", "kind": "growth"}
    )
    assert "1 row not drawn" in values(charts.ranges(rows))


# ---- targets ----

REACHED = [  # target, actual, share drawn, whether it fell short, what is said
    ({"value": 1e9}, {"value": 9e8}, 90.0, True, "9亿元 of 10亿元 (2026)"),
    ({"value": 1e9}, {"value": 1.2e9}, 120.0, False, "12亿元 of 10亿元 (2026)"),
    ({"value": 1e9, "bound": "<="}, {"value": 9e8}, 90.0, False, "9亿元 of ≤10亿元 (2026)"),
    ({"value": 1e9, "bound": "<="}, {"value": 1.2e9}, 120.0, True, "12亿元 of ≤10亿元 (2026)"),
    ({"value": -5.0, "unit": "%", "kind": "growth"}, {"value": -6.0, "unit": "%", "kind": "growth"}, 120.0, False,
     "−6% of −5% (2026)"),
    ({"value": 5.0, "unit": "%", "kind": "growth"}, {"value": -2.0, "unit": "%", "kind": "growth"}, 0.0, True,
     "−2% of +5% (2026)"),
    ({"value": 5.0, "unit": None, "kind": "rank", "bound": "<="}, {"value": 7.0, "unit": None, "kind": "rank"}, 140.0, True,
     "第7 of 前5 (2026)"),
]  # fmt: skip


@pytest.mark.parametrize(("target", "actual", "share", "short", "says"), REACHED)
def test_targets_against_actual(
    target: dict[str, Any], actual: dict[str, Any], share: float, short: bool, says: str
) -> None:
    axes = charts.targets(frame({**target, "status": "target", "period": "2026"}, actual))
    (bar,) = axes.patches
    assert (bar.get_width(), bar.get_hatch() == "///") == (share, short)  # type: ignore[attr-defined]
    assert values(axes) == [says]


def test_a_target_without_a_figure_is_named() -> None:
    axes = charts.targets(frame({"status": "target", "period": "2030", "value": 8000.0, "unit": "个"}))
    assert values(axes) == ["8000个 (2030): no figure yet"]
    assert title(axes) == "青江市 能耗指标: target of 8000个"


def test_the_title_of_targets_counts_those_reached() -> None:
    rows = frame(
        {"indicator": "投资", "value": 10.0, "status": "target"},
        {"indicator": "投资", "value": 11.0},
        {"indicator": "产量", "value": 10.0, "status": "target"},
        {"indicator": "产量", "value": 8.0},
        {"indicator": "税收", "value": 5.0, "status": "target"},
    )
    assert (
        title(charts.targets(rows))
        == "1 of 3 targets reached, 1 has no figure yet; 青江市 产量 stands at 80%"
    )


# ---- before and after ----


def test_before_and_after_on_a_scale_of_their_unit() -> None:
    rows = zb.read(
        "森林覆盖率由48.3%提高到52.1%，秸秆焚烧率由9%下降到6%。", published="2026-03-03"
    ).indicators
    axes = charts.before_after(rows)
    assert values(axes) == ["48.3% → 52.1%", "9% → 6%"]
    assert points(axes) == [([48.3], True), ([9.0], True)]
    assert title(axes) == "1 rise and 1 fall; the largest change is 秸秆焚烧率, 9% → 6%"
    assert axes.get_xlabel().startswith("%;")


def test_before_and_after_in_several_units_are_all_against_100() -> None:
    pair = [{"unit": unit, "value": value, "period": period}
            for unit, values in (("天", (10.0, 5.0)), ("家", (40.0, 50.0)))
            for value, period in zip(values, ("2020", "2025"), strict=True)]  # fmt: skip
    axes = charts.before_after(frame(*pair))
    assert points(axes) == [([100.0], True), ([100.0], True)]
    assert values(axes) == ["10天 → 5天 (2020 → 2025)", "40家 → 50家 (2020 → 2025)"]
    assert axes.get_xlabel().startswith("each against 100 before;")


# ---- shares, agencies ----


def test_shares_of_a_whole() -> None:
    rows = frame(
        {"kind": "ratio", "unit": "%", "value": 16.6, "scope": "全省", "indicator": "投资占比"},
        {"kind": "ratio", "unit": "%", "value": 98.0, "indicator": "返岗率"},
        {"kind": "ratio", "unit": None, "value": 1.05, "value_high": 1.19},
    )
    axes = charts.ratios(rows)
    assert values(axes) == ["98%", "16.6% 全省", "1 row not drawn"]
    assert [bar.get_width() for bar in axes.patches] == [100, 98.0, 100, 16.6]  # type: ignore[attr-defined]
    assert title(axes) == "2 shares and rates, from 青江市 返岗率 (98%) down to 青江市 投资占比 (16.6%)"


def test_recognitions_by_agency(seed_page: zb.Page) -> None:
    axes = charts.recognitions(seed_page.recognitions)
    drawn = [label.get_text() for label in axes.get_yticklabels()]
    assert "市工信局" in drawn
    assert drawn[-1] == "nobody named"
    led = sum(len(leads) or 1 for leads in seed_page.recognitions["leads"])
    assert sum(bar.get_width() for bar in axes.patches) == led  # type: ignore[attr-defined]


EMPTY = [
    (charts.ratios, "No shares to draw"),
    (charts.ranges, "No ranges to draw"),
    (charts.targets, "No targets to draw"),
    (charts.before_after, "No figures before and after"),
    (lambda rows: charts.recognitions(zb.read("没有荣誉的一页。").recognitions), "No recognitions to count"),
]


@pytest.mark.parametrize(("draw", "says"), EMPTY)
def test_nothing_to_draw_is_said(draw: Any, says: str) -> None:
    for rows in (frame({"value": 5.0}), frame({}).head(0)):
        axes = draw(rows)
        assert title(axes) == says
        assert not axes.has_data()


ODD: list[dict[str, Any]] = [
    {"value": 1e300, "value_high": 2e300}, {"value": float("inf"), "bound": ">"}, {"value": 0.0, "bound": ">"},
    {"value": float("nan"), "bound": "<"}, {"value": 5.0, "value_high": float("inf")}, {"value": -5.0, "bound": "<"},
    {"value": 0.0, "status": "target"}, {"subject": None, "indicator": None, "quote": None, "status": "target"},
    {"value": 1e-300, "value_high": 1e-299}, {"period": "春", "status": "target"}, {"value": 0.0, "period": "2020"},
]  # fmt: skip


@pytest.mark.parametrize("draw", [charts.ratios, charts.ranges, charts.targets, charts.before_after])
@pytest.mark.parametrize("kind", ["level", "ratio", "growth"])
def test_any_row_can_be_drawn(draw: Any, kind: str, tmp_path: Any) -> None:
    rows = frame(*({**row, "kind": kind, "unit": "%"} for row in ODD))
    for table in (rows, *(rows.iloc[[place]] for place in range(len(rows)))):
        charts.save(draw(table), tmp_path / "chart.svg")


# ---- in words ----


def test_a_chart_is_told_in_words() -> None:
    axes = charts.amounts(frame({}, {"indicator": "投资", "value": 3e8}, {"indicator": "投资", "value": 3e8}))
    assert charts.alt(axes) == (
        "青江市 投资 is the largest of 2 amounts: 3亿元. 元, logarithmic scale. 投资: 3亿元; 能耗指标: 2亿元. "
        "1 repeated mention drawn once."
    )


def test_many_rows_are_told_in_part() -> None:
    axes = charts.amounts(frame(*({"indicator": f"第{at}项", "value": at + 1.0} for at in range(40))))
    told = charts.alt(axes, most=3)
    assert told.endswith("第39项: 40元; 第38项: 39元; 第37项: 38元; and 37 more.")


def test_a_figure_of_two_charts_is_told_whole() -> None:
    figure, (left, right) = matplotlib.pyplot.subplots(1, 2)
    charts.amounts(frame({}), left)
    charts.ratios(frame({"kind": "ratio", "unit": "%", "value": 16.6}), right)
    assert charts.alt(figure).count("青江市 能耗指标") == 4


def test_the_words_are_in_the_files(tmp_path: Any) -> None:
    from PIL import Image

    axes = charts.amounts(frame({}))
    png, svg, pdf = charts.save(axes, tmp_path / "chart")
    with Image.open(png) as image:
        assert image.info["Description"] == charts.alt(axes)
    assert "青江市 能耗指标: 2亿元. 元" in svg.read_text("utf8")
    assert b"/Subject" in pdf.read_bytes()


def test_what_is_no_chart_has_no_words() -> None:
    with pytest.raises(zb.ZhibiaoError, match="what can be described is a chart"):
        charts.alt(ROW)  # type: ignore[arg-type]
