"""The order in which printed pages are read: invented pages of several layouts, set by a press into real PDFs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from press import Frame, Press, columns

import zhibiao as zb
from zhibiao.glyphs import Glyph, Sheet, set_runs
from zhibiao.paragraphs import read_sheets
from zhibiao.sources import read_text

TRADE = [
    "云汀市统计局昨日发布，2025年全市实现地区生产总值1266.47亿元，同比增长6.2%，其中第一产业增加值120.3亿元，增长3.9%。",
    "全年规模以上工业增加值增长8.4%，增速居全省第三。高技术制造业增加值占比达到21.5%，比上年提高1.8个百分点。",
    "固定资产投资增长5.7%，其中民间投资增长9.3%。399个重点项目完成投资266.47亿元，超额完成年度计划。",
    "全市社会消费品零售总额481.2亿元，增长5.5%；进出口总值98.04亿元，增长12.6%。居民人均可支配收入45210元，增长4.8%。",
]
TEA = [
    "青石镇今年新建茶园3000亩，带动茶农户均增收1.2万元。走进茶山，一片片新芽吐绿。“今年的茶价比去年高一成。”茶农田大山说。",
    "镇里引进加工企业5家，建成清洁化生产线12条，年加工能力2000吨。目前，青石绿茶已销往全国18个省份。",
    "下一步，青石镇将投入800万元建设茶旅融合示范区，预计到2027年茶产业综合产值达到5亿元，带动就业1500人。",
]
LIBRARY = [
    "云岭县图书馆新馆3月1日开馆，总建筑面积1.8万平方米，藏书46万册，设阅览座位1200个，开馆首日接待读者5600人次。",
    "新馆设有少儿区、古籍区和数字体验区，全年开放时间超过350天，所有服务免费。",
]
ROADS = [
    "市交通运输局通报，今年1月至2月全市公路完成客运量320万人次，同比增长9.1%；完成货运量860万吨，增长4.4%。",
    "春运期间投入客车1400辆，加班2600个班次，没有发生一起责任事故。",
]
CAPTION = "图为青石镇茶农在采摘春茶。 周文 摄"


def two_columns() -> tuple[bytes, list[str]]:
    """Three storeys: an article with subtitle and byline, one with its byline in the column, two side by side under a rule."""
    press = Press(595, 842, body=10)
    press.row(40, 24, "云汀日报", 9)
    press.row(250, 24, "2026年3月2日 星期一", 9)
    press.row(500, 24, "第02版 要闻", 9)
    press.rule(40, 40, 555)
    press.centred(40, 56, 515, "云汀去年地区生产总值增长6.2%", 24)
    press.centred(40, 92, 515, "工业投资消费齐头并进", 15)
    press.centred(40, 118, 515, "本报记者 田一禾 通讯员 周文", 10)
    press.flow(columns(40, 140, 515, 135, 2, 20), TRADE)
    press.centred(40, 330, 515, "青石镇：一片叶子富一方百姓", 20)
    press.flow(columns(40, 365, 515, 110, 2, 20), ["=田一禾 周文", *TEA])
    press.rule(40, 575, 555)
    left, right = columns(40, 590, 515, 200, 2, 20)
    for frame, title, article in (
        (left, "云岭县图书馆新馆开馆", LIBRARY),
        (right, "前两月公路客运增长", ROADS),
    ):
        press.centred(frame[0], 590, frame[2], title, 16)
        press.flow([(frame[0], 618, frame[2], 180)], article)
    press.row(290, 815, "- 2 -", 9)
    return press.bytes(), [
        "云汀日报 2026年3月2日 星期一 第02版 要闻",
        "云汀去年地区生产总值增长6.2%",
        "工业投资消费齐头并进",
        "本报记者 田一禾 通讯员 周文",
        *TRADE,
        "青石镇：一片叶子富一方百姓",
        "田一禾 周文",
        *TEA,
        "云岭县图书馆新馆开馆",
        *LIBRARY,
        "前两月公路客运增长",
        *ROADS,
    ]


def photo_between() -> tuple[bytes, list[str]]:
    """Four columns that go on past a photo with its caption over two of them; the headline is narrower than they are."""
    press = Press(900, 700, body=9)
    press.centred(30, 50, 840, "一片叶子的富民路", 32)
    press.centred(30, 92, 840, "——青石镇茶产业发展见闻", 16)
    press.centred(30, 112, 840, "本报记者 田一禾", 9)
    one, two, three, four = columns(30, 130, 840, 220, 4)
    press.box(two[0], 190, 2 * two[2] + 16, 60, filled=True)
    press.row(two[0], 254, CAPTION, 8)
    above, below = (two[0], 130, two[2], 54), (two[0], 272, two[2], 50)
    press.flow(
        [one, above, below, (three[0], *above[1:]), (three[0], *below[1:]), four],
        [*TEA, *TRADE, *ROADS, *LIBRARY],
    )
    lines = [*TEA, *TRADE, *ROADS, *LIBRARY]
    return press.bytes(), ["一片叶子的富民路", "——青石镇茶产业发展见闻", "本报记者 田一禾", *lines, CAPTION]


def boxed() -> tuple[bytes, list[str]]:
    """An article in three columns, another in a frame below two of them, with a headline of its own."""
    press = Press(760, 460, body=9)
    press.centred(30, 20, 700, "青石镇茶旅融合见闻", 22)
    one, two, three = columns(30, 60, 700, 330, 3, 18)
    press.box(two[0] - 6, 180, 2 * two[2] + 30, 220)
    press.centred(two[0], 190, 2 * two[2] + 18, "云岭新馆藏书46万册", 15)
    press.flow([(two[0] + 4, 220, two[2] - 8, 60), (three[0], 220, three[2] - 8, 150)], LIBRARY)
    press.flow([(*one[:3], 110), (*two[:3], 110), (*three[:3], 110)], [*TEA, *TRADE])
    return press.bytes(), ["青石镇茶旅融合见闻", *TEA, *TRADE, "云岭新馆藏书46万册", *LIBRARY]


def side_by_side() -> tuple[bytes, list[str]]:
    """Three articles of one column each, their titles at one height, over one whose headline stands upright (竖排)."""
    press = Press(760, 700, body=9)
    lines = []
    for frame, title, article in zip(
        columns(30, 60, 700, 300, 3, 18),
        ("云岭县图书馆新馆开馆", "青石镇新建茶园3000亩", "前两月公路客运增长"),
        (LIBRARY, TEA, ROADS),
        strict=True,
    ):
        press.centred(frame[0], 60, frame[2], title, 14)
        press.flow([(frame[0], 90, frame[2], 270)], article)
        lines += [title, *article]
    for i, letter in enumerate("云汀经济稳中有进"):
        press.row(34, 400 + i * 26, letter, 22)
    press.flow(columns(80, 400, 650, 110, 3, 18), TRADE)
    return press.bytes(), [*lines, "云汀经济稳中有进", *TRADE]


def glyph_by_glyph() -> tuple[bytes, list[str]]:
    """Two columns whose glyphs are drawn one by one, row by row across both, as some printers' drivers do."""
    frames = columns(40, 40, 515, 130, 2, 20)
    placed: list[tuple[float, float, str, float]] = []

    class Noting(Press):
        def row(self, left: float, top: float, text: str, size: float | None = None) -> None:
            for letter in text:
                placed.append((top, left, letter, size or self.body))
                left += self.width(letter, size)

    Noting(595, 400, body=10).flow(frames, TRADE)
    press = Press(595, 400, body=10)
    for top, left, letter, size in sorted(placed):
        press.row(left, top, letter, size)
    return press.bytes(), TRADE


def pages_on() -> tuple[bytes, list[str]]:
    """A paragraph that goes on on the next page, under the same head, over the page's number."""
    press = Press(300, 200, body=10)
    frame: Frame = (30, 50, 240, 120)
    for number in (1, 2):
        press.row(30, 20, f"云汀日报 2026年3月2日 星期一 第0{number}版", 8)
        press.row(140, 185, f"— {number} —", 8)
        if number == 1:
            rest = press.flow([frame], TRADE)
            press.page()
        else:
            press.flow([frame], rest)
    return press.bytes(), ["云汀日报 2026年3月2日 星期一 第01版", *TRADE]


PAGES: list[Callable[[], tuple[bytes, list[str]]]] = [
    two_columns,
    photo_between,
    boxed,
    side_by_side,
    glyph_by_glyph,
    pages_on,
]


@pytest.mark.parametrize("make", PAGES, ids=[make.__name__ for make in PAGES])
def test_a_page_is_read_in_its_order(make: Callable[[], tuple[bytes, list[str]]]) -> None:
    data, lines = make()
    read = read_text(data).text.splitlines()
    assert [line for line in read if line != CAPTION] == [line for line in lines if line != CAPTION]
    assert (CAPTION in read) == (CAPTION in lines)


def test_what_is_set_as_a_title_opens_an_article() -> None:
    page = zb.read(two_columns()[0])
    assert page.articles["title"].tolist() == [
        "云汀去年地区生产总值增长6.2%",
        "青石镇：一片叶子富一方百姓",
        "云岭县图书馆新馆开馆",
        "前两月公路客运增长",
    ]
    assert page.articles["authors"].tolist()[:2] == [["田一禾", "周文"]] * 2
    assert (page.published.isoformat(), page.published_from) == ("2026-03-02", "folio")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_looked_at(turn: int) -> None:
    """The sheet is turned, and the type on it back: a page scanned or printed sideways."""
    press = Press(400, 400, body=10)
    with press.pdf.rotation(turn, 200, 200):
        press.flow([(40, 60, 320, 200)], TEA)
    data = press.bytes().replace(b"/Type /Page\n", b"/Type /Page\n/Rotate %d\n" % turn)
    assert b"/Rotate" in data
    assert read_text(data).text.splitlines() == TEA


def test_rows_of_a_table_are_read_across() -> None:
    press = Press(400, 300, body=10)
    rows = [
        ("指标", "单位", "数值"),
        ("地区生产总值", "亿元", "1266.47"),
        ("进出口总值", "亿元", "98.04"),
        ("常住人口", "万人", "320.5"),
    ]
    for i, row in enumerate(rows):
        for left, cell in zip((40, 200, 300), row, strict=True):
            press.row(left, 40 + 20 * i, cell)
    assert read_text(press.bytes()).text.splitlines() == ["\t".join(row) for row in rows]


JOINED = [  # two rows of a paragraph, the paragraph, what is joined
    (
        ("全年完成投资增长12", ".5个百分点，为近年最高"),
        "全年完成投资增长12.5个百分点，为近年最高",
        "a number",
    ),
    (("approved the inter-", "national programme of"), "approved the international programme of", "a hyphen"),
    (
        ("approved by the State", "Council of the People"),
        "approved by the State Council of the People",
        "words",
    ),
    (
        ("全年完成投资增长了三成，", "其中民间投资增长五成。"),
        "全年完成投资增长了三成，其中民间投资增长五成。",
        "characters",
    ),
]


@pytest.mark.parametrize(("rows", "text", "label"), JOINED, ids=[row[-1] for row in JOINED])
def test_rows_are_joined(rows: tuple[str, str], text: str, label: str) -> None:
    glyphs: list[Glyph] = []
    for number, row in enumerate(rows):
        left, wide = 0.0, 110 / len(row)
        for letter in row:
            glyphs.append(Glyph(letter, left, left + wide, 10 + 15 * number, 10, 0))
            left += wide
    assert list(read_sheets([Sheet(200, 100, tuple(glyphs))])) == [(text, 0)]


boxes = st.tuples(
    st.sampled_from("青石镇12，。 ABc"), st.integers(0, 500), st.integers(0, 700), st.integers(6, 40)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(boxes, max_size=60))
def test_no_glyph_is_lost_wherever_it_stands(placed: list[tuple[str, int, int, int]]) -> None:
    """Page numbers and letters drawn twice apart: those may be left out."""
    glyphs = tuple(Glyph(text, left, left + size, base, size, 0) for text, left, base, size in placed)
    read = "".join(line for line, _ in read_sheets([Sheet(600, 800, glyphs)]))
    letters = set(read)
    kept = {
        letter
        for run in set_runs(glyphs)
        for letter in run.text
        if not letter.isspace() and not letter.isdigit()
    }
    assert kept - letters <= set("，。")
