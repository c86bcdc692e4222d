"""Charts: what is drawn, what the titles say, and the files. All places, firms and figures are invented."""

import re
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import matplotlib
import pandas as pd
import pytest
from matplotlib import pyplot
from matplotlib.axes import Axes
from PIL import Image

import zhibiao as zb
from zhibiao import charts, fonts, scoreboard, style, wording

matplotlib.use("Agg")

ROW = {
    "subject": "青江市",
    "indicator": "进出口总值",
    "kind": "level",
    "value": 32050000000.0,
    "value_high": None,
    "unit": "元",
    "bound": "=",
    "basis": None,
    "scope": None,
    "status": "actual",
    "period": "2025",
    "quote": "320.5亿元",
    "start": 0,
}


@pytest.fixture(autouse=True)
def strict() -> Iterator[None]:
    """A missing glyph, or anything else that matplotlib warns about, fails the test; figures are closed after it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
    pyplot.close("all")


def frame(*rows: dict[str, Any]) -> pd.DataFrame:
    """Rows like `ROW` but for what is given, each at a place of its own."""
    return pd.DataFrame([{**ROW, "start": place, **row} for place, row in enumerate(rows)])


def labels(axes: Axes) -> list[str]:
    return [label.get_text() for label in axes.get_yticklabels()]


def values(axes: Axes) -> list[str]:
    """The texts beside the bars and points, from the top down."""
    return [text.get_text() for text in sorted(axes.texts, key=lambda text: text.xy[1])]


def points(axes: Axes) -> list[list[float]]:
    return [list(map(float, line.get_xdata())) for line in axes.lines if line.get_marker() == "o"]


def bars(axes: Axes) -> list[float]:
    return [patch.get_width() for patch in axes.patches]


def title(axes: Axes) -> str:
    return axes.get_title(loc="left").replace("\n", " ")


# ---- amounts ----

MONEY = frame(
    {"indicator": "技术合同成交额", "value": 2.1e8, "bound": ">"},
    {"indicator": "完成投资", "value": 5e9, "value_high": 8e9},
    {},
    {"indicator": "设备更新贷款", "value": 6e6, "status": "target"},
    {"kind": "growth", "value": 12.0, "unit": "%"},
)


def test_amounts_are_sorted_and_say_their_values() -> None:
    axes = charts.amounts(MONEY)
    assert labels(axes) == ["进出口总值", "完成投资", "技术合同成交额", "设备更新贷款"]
    assert values(axes) == ["320.5亿元", "50亿–80亿元", ">2.1亿元", "600万元 (target)"]
    assert points(axes) == [[32050000000.0], [5e9, 8e9], [2.1e8], [6e6]]


def test_amounts_stand_on_a_scale_of_magnitudes() -> None:
    axes = charts.amounts(MONEY)
    assert axes.get_xscale() == "log"
    axes.figure.canvas.draw()
    assert [label.get_text() for label in axes.get_xticklabels()][:4] == ["100万", "1000万", "1亿", "10亿"]
    assert axes.get_xlabel() == "元, logarithmic scale"


def test_what_is_planned_is_hollow() -> None:
    faces = [line.get_markerfacecolor() for line in charts.amounts(MONEY).lines if line.get_marker() == "o"]
    assert [face == style.PAPER for face in faces] == [False, False, False, True]


def test_several_units_are_grouped_and_not_compared() -> None:
    rows = frame({}, {"unit": "家", "value": 90.0}, {"unit": "家", "value": 412.0, "indicator": "企业"})
    axes = charts.amounts(rows)
    assert values(axes) == ["412家", "90家", "320.5亿元"]
    assert axes.get_xlabel() == "each in its own unit, logarithmic scale"
    assert title(axes) == "3 amounts in 2 units; the largest in 家 is 青江市 企业: 412家"


LARGEST = [  # rows, what the title says
    (
        [{}, {"indicator": "投资", "value": 9e10, "status": "target"}],
        "青江市 进出口总值 is the largest reached of 2 amounts: 320.5亿元",
    ),
    ([{}, {"indicator": "投资", "value": 9e9, "status": "target"}, {"unit": "家", "indicator": "企业"}],
     "3 amounts in 2 units; the largest reached in 元 is 青江市 进出口总值: 320.5亿元"),
    ([{"status": "target"}, {"indicator": "投资", "value": 9e9, "status": "target"}],
     "青江市 进出口总值 is the largest of 2 amounts: 320.5亿元 (target)"),
    ([{"status": "target"}], "青江市 进出口总值: 320.5亿元 (target)"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "says"), LARGEST)
def test_a_target_is_not_the_largest_unless_all_are(rows: list[dict[str, Any]], says: str) -> None:
    assert title(charts.amounts(frame(*rows))) == says


def test_a_repeated_mention_is_drawn_once_and_counted() -> None:
    axes = charts.amounts(frame({}, {}, {"value": 0.0, "indicator": "欠薪"}))
    assert labels(axes) == ["青江市 进出口总值"]
    assert "1 repeated mention drawn once; 1 row not drawn" in [text.get_text() for text in axes.texts]


# ---- growth ----

GROWTH = frame(
    {"kind": "growth", "unit": "%", "value": -3.4, "indicator": "出口额"},
    {"kind": "growth", "unit": "%", "value": 12.6, "basis": "同比"},
    {"kind": "growth", "unit": "倍", "value": 1.2, "indicator": "新能源汽车产量"},
    {"kind": "growth", "unit": "番", "value": 1.0, "indicator": "快递业务量"},
    {
        "kind": "growth",
        "unit": None,
        "value": None,
        "bound": "<",
        "quote": "下降明显",
        "indicator": "事故起数",
    },
    {
        "kind": "growth",
        "unit": None,
        "value": None,
        "bound": ">",
        "quote": "增长迅速",
        "indicator": "新材料产业",
    },
)


def test_growth_is_signed_and_sorted() -> None:
    axes = charts.growth(GROWTH)
    assert bars(axes) == [120.0, 100.0, 12.6, -3.4]
    assert values(axes) == ["+1.2倍", "+1番", "+12.6% 同比", "−3.4%", "↑ 增长迅速", "↓ 下降明显"]
    assert title(axes) == "3 rises and 1 fall, from 青江市 新能源汽车产量 (+1.2倍) to 青江市 出口额 (−3.4%)"


def test_rises_and_falls_differ_in_greyscale_too() -> None:
    rise, *_, fall = charts.growth(GROWTH).patches
    assert (rise.get_hatch(), fall.get_hatch()) == ("", "///")
    shades = [style.shade(matplotlib.colors.to_hex(bar.get_facecolor())) for bar in (rise, fall)]
    assert abs(shades[0] - shades[1]) > 0.2


# ---- ranks ----


def test_ranks_say_among_whom() -> None:
    rows = frame(
        {"kind": "rank", "unit": None, "value": 118.0, "scope": "全国", "indicator": "竞赛"},
        {"kind": "rank", "unit": None, "value": 1.0, "scope": "全省"},
        {"kind": "rank", "unit": None, "value": 10.0, "bound": "<=", "indicator": "百强县"},
    )
    axes = charts.ranks(rows)
    assert values(axes) == ["第1 全省", "前10", "第118 全国"]
    assert points(axes) == [[1.0], [10.0], [118.0]]
    assert title(axes) == "First in 1 of 3 rankings; the lowest place is 第118, 青江市 竞赛"


def test_first_everywhere() -> None:
    rows = frame({"kind": "rank", "value": 1.0}, {"kind": "rank", "value": 1.0, "indicator": "增速"})
    assert title(charts.ranks(rows)) == "First in all 2 rankings"


# ---- counts and sums ----

LEADS = pd.DataFrame({"count": [1, 2, 3]}, index=["", "市财政局", "市商务局"])


def test_counts_are_sorted_and_nobody_stands_last() -> None:
    axes = charts.counts(LEADS, noun="incentives", total=5, verb="led")
    assert labels(axes) == ["市商务局", "市财政局", "nobody named"]
    assert bars(axes) == [3, 2, 1]
    assert title(axes) == "市商务局 led most: 3 of 5 incentives"
    assert "The bars add up to 6, not 5: what two share counts for each." in values(axes)


COUNTS = [  # counts, total, what the title says
    ({"甲局": 3, "乙局": 1}, None, "甲局 got most: 3 honours"),
    ({"甲局": 2, "乙局": 2, "丙局": 1}, 5, "甲局 and 乙局 got most: 2 of 5 honours each"),
    ({"甲局": 2, "乙局": 2}, 4, "甲局 and 乙局 got 2 of 4 honours each"),
    ({"甲局": 2}, 2, "甲局 got 2 of 2 honours"),
    ({"": 2}, 2, "Nobody is named for the 2 honours"),
]


@pytest.mark.parametrize(("parts", "total", "says"), COUNTS)
def test_titles_of_counts(parts: dict[str, int], total: int | None, says: str) -> None:
    axes = charts.counts(pd.DataFrame({"count": parts}), noun="honours", total=total)
    assert title(axes) == says
    assert not any("add up" in text for text in values(axes))


def test_counts_name_what_was_counted() -> None:
    table = pd.DataFrame({"count": [2], "what": [["稳外贸", "财源建设"]]}, index=["青江市"])
    assert values(charts.counts(table)) == ["2  稳外贸；财源建设"]


SUMS = [  # parts, stated total, what the title says
    ([4, 0, 5], 9, "4 + 0 + 5 = 9: the parts agree with the headline's 9"),
    ([4, 0, 5], 11, "4 + 0 + 5 = 9: 2 short of the headline's 11"),
    ([4, 5], 8, "4 + 5 = 9: 1 more than the headline's 8"),
    ([4, 5], None, "4 + 5 = 9: the text states no total"),
]


@pytest.mark.parametrize(("parts", "total", "says"), SUMS)
def test_parts_add_up(parts: list[int], total: int | None, says: str) -> None:
    table = pd.DataFrame({"count": parts}, index=[f"第{place}项攻坚" for place in range(len(parts))])
    axes = charts.tally(table, total)
    assert title(axes) == says
    drawn = [(patch.get_x(), patch.get_width()) for patch in axes.patches]
    assert drawn[: len(parts)] == [(sum(parts[:place]), part) for place, part in enumerate(parts)]
    assert [width for _, width in drawn[len(parts) :]] == [sum(parts), *([total] if total else [])]


# ---- the page ----


def test_the_page_map_shows_every_block(seed_page: zb.Page) -> None:
    blocks = seed_page.blocks
    axes = charts.page_map(blocks)
    rectangles = [patch for patch in axes.patches if isinstance(patch, matplotlib.patches.Rectangle)]
    lanes = sorted({int(patch.get_x()) for patch in rectangles})
    assert len(rectangles) == len(blocks)
    assert lanes == list(range(len(seed_page.articles) + 1))
    assert title(axes).startswith("6 articles in ")
    arrows = [text for text in axes.texts if getattr(text, "arrow_patch", None)]
    assert len(arrows) == blocks["joins"].notna().sum() > 0


def test_the_seed_page_adds_up_to_its_headline(seed_page: zb.Page) -> None:
    table = scoreboard.campaigns(seed_page)
    assert table["count"].tolist() == [4, 3, 0, 3, 1, 5, 2]
    assert scoreboard.headline(seed_page) == 18
    axes = charts.tally(table, scoreboard.headline(seed_page))
    assert title(axes) == "4 + 3 + 0 + 3 + 1 + 5 + 2 = 18: the parts agree with the headline's 18"


# ---- any frame ----

CHARTS: list[tuple[str, Callable[[pd.DataFrame], Axes]]] = [
    ("level", charts.amounts),
    ("growth", charts.growth),
    ("rank", charts.ranks),
]


def many(kind: str, number: int) -> pd.DataFrame:
    """Rows of a kind, with long names and short ones, the same names twice and thrice."""
    subjects = ["青江市", "青江市云岭高新技术产业开发区管理委员会"]
    names = ["规模以上工业增加值（限额以上单位通过公共网络实现的部分）", "粮食总产量", "快递业务量"]
    scale = {"level": 7.3e7, "growth": 1.7, "rank": 1.0}[kind]
    return frame(
        *(
            {
                "kind": kind,
                "subject": subjects[place % 2],
                "indicator": names[place % 3],
                "value": scale * (place + 1) * (-1 if kind == "growth" and place % 2 else 1),
                "unit": {"level": "元", "growth": "%", "rank": None}[kind],
                "period": f"2025-{place % 12 + 1:02d}",
            }
            for place in range(number)
        )
    )


@pytest.mark.parametrize("number", [1, 5, 40])
@pytest.mark.parametrize(("kind", "draw"), CHARTS, ids=[kind for kind, _ in CHARTS])
def test_no_two_rows_share_a_name_and_nothing_overlaps(
    kind: str, draw: Callable[[pd.DataFrame], Axes], number: int
) -> None:
    axes = draw(many(kind, number))
    figure = axes.figure
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    texts = [*axes.get_yticklabels(), *axes.texts, *axes.get_xticklabels(), axes.xaxis.label]
    boxes = [text.get_window_extent(renderer) for text in texts if text.get_text()]
    overlaps = [
        (one.bounds, other.bounds)
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        if one.overlaps(other)
    ]
    assert overlaps == []
    assert len(labels(axes)) == number
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.x1 for box in boxes)


def test_names_alike_are_told_apart() -> None:
    rows = wording.records(many("level", 40))
    assert len(set(wording.names(rows))) == 40


@pytest.mark.parametrize(
    "draw",
    [
        charts.amounts,
        charts.growth,
        charts.ranks,
        lambda rows: charts.counts(LEADS.head(0)),
        lambda rows: charts.tally(LEADS.head(0), 3),
        lambda rows: charts.page_map(zb.read("没有数字的一页。").blocks.head(0)),
    ],
)
def test_nothing_to_draw_is_said(draw: Callable[[pd.DataFrame], Axes]) -> None:
    axes = draw(MONEY.head(0))
    assert title(axes).startswith("No ")
    assert len(axes.texts) == 1


ODD: dict[str, dict[str, Any]] = {
    "huge": {"value": 1e300},
    "tiny": {"value": 1e-300},
    "infinite": {"value": float("inf")},
    "missing": {"value": float("nan")},
    "below zero": {"value": -5.0},
    "zero": {"value": 0.0},
    "nameless": {"subject": None, "indicator": None, "quote": None},
    "no such glyph": {
        "indicator": "rare " + chr(0x2A6D6) + chr(0x10FFFD) + chr(0) + chr(0x200B) + "\n\n$x^$"
    },
    "long": {"indicator": "长" * 500, "unit": "单位" * 100},
    "wide range": {"value": 5.0, "value_high": 1e12},
    "endless range": {"value": 5.0, "value_high": float("inf")},
}


@pytest.mark.parametrize("label", [*ODD, "all"])
@pytest.mark.parametrize(("kind", "draw"), CHARTS, ids=[kind for kind, _ in CHARTS])
def test_any_row_can_be_drawn(
    kind: str, draw: Callable[[pd.DataFrame], Axes], label: str, tmp_path: Path
) -> None:
    rows = ODD.values() if label == "all" else [ODD[label]]
    unit = {"unit": "%"} if kind == "growth" else {}
    axes = draw(frame(*({**unit, **row, "kind": kind} for row in rows)))
    _, svg = charts.save(axes, tmp_path / "chart", ["png", "svg"])
    ElementTree.parse(svg)


def test_the_rows_left_out_are_counted() -> None:
    axes = charts.growth(many("growth", 40), most=10)
    assert len(labels(axes)) == 10
    assert "30 rows not drawn" in values(axes)


REFUSED: list[tuple[Callable[[Any], Axes], Any, str]] = [  # chart, what is passed, what the error says
    (
        charts.growth,
        pd.DataFrame({"value": [1]}),
        "growth needs a table with the column 'kind': pass page.indicators",
    ),
    (charts.amounts, "page.txt", "amounts draws a table, not 'page.txt': pass page.indicators"),
    (charts.counts, MONEY, "'count': pass scoreboard.leads\\(page\\)"),
    (charts.counts, pd.DataFrame({"count": ["two"]}), "needs numbers in the column 'count'"),
    (charts.tally, MONEY, "'count': pass scoreboard.campaigns\\(page\\)"),
    (charts.page_map, MONEY, "pass page.blocks"),
    (charts.shares, MONEY, "pass trust.side_by_side\\(\\)"),
    (charts.shares, [0.5], "pass trust.side_by_side\\(\\)"),
]


@pytest.mark.parametrize(("draw", "given", "says"), REFUSED)
def test_what_is_no_table_of_a_chart_is_refused(draw: Callable[[Any], Axes], given: Any, says: str) -> None:
    with pytest.raises(zb.ZhibiaoError, match=says):
        draw(given)


def test_what_is_no_chart_is_not_saved(tmp_path: Path) -> None:
    with pytest.raises(zb.ZhibiaoError, match="what can be saved is a chart"):
        charts.save(MONEY, tmp_path / "a.png")  # type: ignore[arg-type]


def test_a_chart_draws_on_the_axes_it_is_given() -> None:
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(14, 4))
    assert charts.growth(GROWTH, ax=right) is right
    assert not left.has_data()
    figure.canvas.draw()  # no glyph is missing, though the axes were made with another font


def test_settings_of_others_are_left_alone() -> None:
    before = dict(matplotlib.rcParams)
    charts.amounts(MONEY)
    assert dict(matplotlib.rcParams) == before


# ---- files ----


def test_all_formats_in_one_call(tmp_path: Path) -> None:
    paths = charts.save(charts.growth(GROWTH), tmp_path / "new" / "增长")
    assert [path.name for path in paths] == ["增长.png", "增长.svg", "增长.pdf"]
    assert sorted(tmp_path.rglob("*.*")) == sorted(paths)
    picture = Image.open(paths[0])
    assert picture.width > 1500
    assert len(set(picture.convert("L").tobytes())) > 20


def test_the_text_of_files_can_be_found(tmp_path: Path) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    _, svg, pdf = charts.save(charts.growth(GROWTH), tmp_path / "growth")
    document = pdfium.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_range()
    document.close()
    for words in ("新能源汽车产量", "−3.4%", "↓ 下降明显"):
        assert words in text
        assert words in svg.read_text(encoding="utf8")
    assert b"/CIDFontType2" in pdf.read_bytes()


def test_svg_text_as_outlines(tmp_path: Path) -> None:
    (path,) = charts.save(charts.growth(GROWTH), tmp_path / "growth.svg", text_as="outlines")
    assert "<text" not in path.read_text(encoding="utf8")


def test_the_same_chart_gives_the_same_bytes(tmp_path: Path) -> None:
    made = [
        [path.read_bytes() for path in charts.save(charts.growth(GROWTH), tmp_path / name)]
        for name in ("one", "two")
    ]
    assert made[0] == made[1]
    for content in made[0]:
        assert not re.search(rb"20[0-9]{2}-[01][0-9]-|CreationDate", content)


NAMES = [
    ("growth.png", ["growth.png"], "one format by its ending"),
    ("1.05至1.19", ["1.05至1.19.png", "1.05至1.19.svg", "1.05至1.19.pdf"], "a dot that ends nothing"),
    ("青江市: 增长?.pdf", ["青江市_ 增长_.pdf"], "signs that Windows refuses"),
    ("NUL.svg", ["NUL_.svg"], "a device of Windows"),
    ("长" * 300 + ".png", ["长" * 50 + ".png"], "a name too long"),
]


@pytest.mark.parametrize(("name", "files", "label"), NAMES, ids=[row[-1] for row in NAMES])
def test_names_are_made_safe(name: str, files: list[str], label: str, tmp_path: Path) -> None:
    assert [path.name for path in charts.save(charts.ranks(MONEY), tmp_path / name)] == files


@pytest.mark.parametrize(
    ("name", "options", "says"),
    [
        ("a.gif", {}, "saved as .png, .svg or .pdf"),
        ("a", {"formats": ["tiff"]}, "choose among png, svg and pdf"),
        ("a", {"text_as": "curves"}, "'text' or 'outlines'"),
        ("file/a", {}, "choose another place"),
    ],
)
def test_what_cannot_be_saved(name: str, options: dict[str, Any], says: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(zb.ZhibiaoError, match=says):
        charts.save(charts.ranks(MONEY), tmp_path / name, **options)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


# ---- the font ----


def test_the_font_is_truetype_and_zhplot_is_not_imported() -> None:
    code = (
        "import sys; from zhibiao import charts, fonts; assert 'matplotlib' not in sys.modules; "
        "print(fonts.chinese_font(), 'zhplot' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("Noto Sans SC False", "")


def test_without_the_shipped_font_a_system_font_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "shipped_font", lambda: None)
    monkeypatch.setattr(fonts, "SYSTEM_FAMILIES", ("No Such Font", "DejaVu Sans"))
    assert fonts.chinese_font.__wrapped__() == "DejaVu Sans"


def test_without_any_font_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "shipped_font", lambda: None)
    monkeypatch.setattr(fonts, "SYSTEM_FAMILIES", ("No Such Font",))
    with pytest.raises(zb.ZhibiaoError, match="pip install zhplot"):
        fonts.chinese_font.__wrapped__()
