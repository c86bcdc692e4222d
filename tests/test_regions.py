"""Places: names in text, the divisions they are, and the place that an article is about."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zhibiao as zb
from zhibiao.gazetteer import find_places, place_of
from zhibiao.lexicon import table
from zhibiao.model import Article, Passage
from zhibiao.regions import Places, relative
from zhibiao.scenes import find_region, find_scenes

ROOT = Path(__file__).parent


def cases() -> list[object]:
    lines = (ROOT / "cases" / "places.tsv").read_text(encoding="utf8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return [pytest.param(*row[2:], id=f"{row[0]}: {row[1]}") for row in rows]


def article(title: str | None, *paragraphs: str) -> Article:
    body = [Passage("paragraph", text, ((0, len(text)),)) for text in paragraphs]
    head = [Passage("title", title, ((0, len(title)),))] if title else []
    return Article(title, (*head, *body), 0)


@pytest.mark.parametrize(("text", "page", "expected"), cases())
def test_names(text: str, page: str, expected: str) -> None:
    places = Places([text], Places([text, page]))
    assert " ".join(f"{one.quote}={one.place.code}" for one in places.find(text)) == expected


@pytest.mark.parametrize(
    ("texts", "unresolved"),
    [
        (["湘州市住建局开新局", "湘州市住建局开工"], ("湘州市",)),
        (["永定区委回访社区"], ("永定区",)),
        (["张家界永定区委回访社区"], ()),
        (["召开市委全会，各县政府、城市政府"], ()),
        (["老城区改造，城区道路"], ()),
    ],
    ids=["in no table", "of two provinces", "settled", "not names", "common nouns"],
)
def test_names_that_stay_open(texts: list[str], unresolved: tuple[str, ...]) -> None:
    assert Places(texts).unresolved == unresolved


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (article("临武开工忙", "郴州市临武县12个项目开工。", "临武企业返岗。"), "431025"),
        (article("大河村治水", "近日，衡南县大河村治水。"), "430422"),
        (article("郴州各县开工", "桂阳县、嘉禾县、永兴县同日开工。"), "431000"),
        (article("江苏专家来宁远授课", "宁远县举办培训。", "江苏连云港专家授课，宁远受益。"), "431126"),
        (article("湘州市住建局开新局", "湘州市住建局开工。", "为湘乡贡献力量。"), None),
        (article("永定区治水", "永定区治水，专家来访。"), None),
        (article("各省经济", "江苏、浙江、福建、山东增长。"), None),
        (article(None, "新华社北京2月27日电 全国铁路发送旅客增长。"), None),
        (article(None, "全球市场波动。"), None),
        (article(None, "北京大学教授谈教育。"), None),
    ],
    ids=[
        "title and text", "a place in the first paragraph", "the county seat's city, its parts named", "guests named too",
        "in no table", "of two provinces", "many alike", "where it was filed", "nowhere", "a university's name",
    ],
)  # fmt: skip
def test_region_of_an_article(made: Article, code: str | None) -> None:
    region = find_region(made, Places([passage.text for passage in made.passages]))
    assert (region.place.code if region.place else None) == code
    assert region.reasons


def test_the_page_settles_what_an_article_leaves_open() -> None:
    scenes = find_scenes([article("永定区治水", "永定区治水。"), article("张家界开工", "张家界开工。")])
    assert [scene.region.code if scene.region else None for scene in scenes] == ["430802", "430800"]


@pytest.mark.parametrize(
    ("name", "region", "expected"),
    [
        ("郴州市住建局", None, "郴州市"),
        ("建行资兴支行", None, "资兴市"),
        ("临武县楚江镇", None, "临武县"),
        ("湖南省郴州市北湖区", None, "北湖区"),
        ("北京银行郴州分行", None, "郴州市"),
        ("市商务局", "431000", "郴州市"),
        ("市商务局", "431081", "资兴市"),
        ("市商务局", None, None),
        ("东江湖大数据中心", "431081", None),
        ("", None, None),
    ],
)
def test_region_of_a_name(name: str, region: str | None, expected: str | None) -> None:
    place = Places(["郴州市"]).region_of(name, place_of(region) if region else None)
    assert (place.name if place else None) == expected


@pytest.mark.parametrize(
    ("word", "region", "expected"),
    [
        ("全市", "431081", "资兴市"),
        ("全市", "431126", "永州市"),
        ("该县", "431126", "宁远县"),
        ("我省", "431126", "湖南省"),
        ("全区", "430802", "永定区"),
        ("全区", "450332", "广西壮族自治区"),
        ("全州", "433100", "湘西土家族苗族自治州"),
        ("全县", "431000", None),
        ("市场", "431000", None),
        ("市民", "431000", None),
        ("全国", "431000", None),
    ],
)
def test_words_that_point(word: str, region: str, expected: str | None) -> None:
    place = relative(word, place_of(region))
    assert (place.name if place else None) == expected


def test_articles_of_the_seed_page() -> None:
    from zhibiao.layout import find_articles

    text = (ROOT.parent / "seeds" / "hunan-daily-2026-02-28.txt").read_text(encoding="utf8")
    scenes = find_scenes(find_articles(text))
    regions = [scene.region.name if scene.region else None for scene in scenes]
    assert regions == ["郴州市", "资兴市", "永定区", "宁远县", "安仁县", None]
    assert scenes[2].region == place_of("430802")
    assert scenes[5].places.unresolved == ("湘州市",)


NAMES = Counter(row["name"].partition("(")[0] for row in table("regions"))
WORDS = {row["word"] for row in table("place_words")}


def test_every_unshared_name_in_full_is_its_own_division() -> None:
    for row in table("regions"):
        name = row["name"].partition("(")[0]
        if NAMES[name] == 1 and name not in WORDS and len(name) > 2:
            assert [one.place.code for one in Places([]).find(name)] == [row["code"]], name


def test_words_in_the_table_are_names() -> None:
    for row in table("place_words"):
        assert bool(find_places(row["word"])) == (row["use"] == "support"), row["word"]


@given(st.text(alphabet=st.sampled_from("郴州市永定区湘西南京路海吉林和平、，县省全"), max_size=60))
def test_names_are_where_they_say(text: str) -> None:
    found = Places([text]).find(text)
    assert all(text[one.start : one.end] == one.quote for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert found == Places([text]).find(text)


@pytest.mark.parametrize(
    "text",
    ["", "（" * 100_000, "郴" * 100_000, "郴州市" * 30_000, "永定区" * 30_000, "甲州市政府，" * 10_000],
)
def test_hostile_text_gives_a_result(text: str) -> None:
    scenes = find_scenes([article(None, text)])
    assert len(scenes) == 1


def page_cases() -> list[object]:
    lines = (ROOT / "cases" / "page_places.tsv").read_text(encoding="utf8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


@pytest.mark.parametrize(("text", "regions", "rows", "unresolved"), page_cases())
def test_regions_of_a_page(text: str, regions: str, rows: str, unresolved: str) -> None:
    page = zb.read(text.replace("⏎", "\n") + "\n", published="2026-02-28")
    assert " ".join(page.articles["region_code"].fillna("-")) == regions
    found = page.indicators.assign(region_code=page.indicators["region_code"].fillna("-"))
    assert " ".join(f"{row.quote}={row.region_code}" for row in found.itertuples()) == rows
    assert " ".join(page.unresolved) == unresolved
    assert all(any(name in note for note in page.notes) for name in page.unresolved)


def test_notes_say_what_former_names_are_now() -> None:
    page = zb.read("宁乡修路\n宁乡县召开会议。全县新修公路120公里。", published="2017-02-28")
    assert page.notes == ("宁乡县 is read as 宁乡市, its name since 2017.",)


def test_former_names_lead_to_divisions() -> None:
    rows = table("former_names")
    assert len({row["name"] for row in rows}) == len(rows) > 100
    for row in rows:
        assert place_of(row["code"]).level in ("prefecture", "county")
        assert row["year"] == "" or 1980 <= int(row["year"]) <= 2026
