"""Series across pages: which names are the same, whose figures are whose, and which values contradict."""

from pathlib import Path

import pytest

import zhibiao as zb
from zhibiao.aliases import canonical
from zhibiao.lexicon import table

CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[list[str]]:
    lines = (CASES / f"{name}.tsv").read_text(encoding="utf8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")][1:]


def archived(folder: Path, *texts: str) -> zb.Archive:
    """An archive of texts, the first of 21 January 2026, each a day later than the one before."""
    archive = zb.Archive(folder)
    archive.add(zb.read(text, published=f"2026-01-{21 + day}") for day, text in enumerate(texts))
    return archive


ALIASES = rows("aliases")


@pytest.mark.parametrize(("one", "other", "same", "label"), ALIASES, ids=[row[-1] for row in ALIASES])
def test_names_that_mean_the_same(one: str, other: str, same: str, label: str) -> None:
    assert (canonical(one) == canonical(other)) == (same == "yes")


def test_names_that_stand_for_others_stand_for_themselves() -> None:
    assert [
        row["same"]
        for row in table("aliases")
        if canonical(row["same"]) != canonical(row["name"]) and row["use"] != "subject"
    ] == []


SUBJECTS = [  # text, asked, found, label
    ("郴州市进出口总值5亿元。", "郴州", True, "short name"),
    ("郴州市进出口总值5亿元。", "郴州市", True, "full name"),
    ("郴州市进出口总值5亿元。", "湖南省郴州市", True, "with its province"),
    ("郴州市进出口总值5亿元。", "431000", True, "code"),
    ("郴州进出口总值5亿元。", "郴州市", True, "short name in the text"),
    ("云汀市统计局通报，全市进出口总值5亿元。云汀市山多。", "云汀", True, "short name of a place in no table"),
    ("我国进出口总值5亿元。", "中国", True, "the country"),
    ("郴州市进出口总值5亿元。", "永州", False, "another city"),
    ("郴州市进出口总值5亿元。", "430000", False, "its province"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "asked", "found", "label"), SUBJECTS, ids=[row[-1] for row in SUBJECTS])
def test_whose_figures(text: str, asked: str, found: bool, label: str, tmp_path: Path) -> None:
    archive = archived(tmp_path, text)
    if found:
        assert archive.series("进出口总值", subject=asked)["value"].tolist() == [5e8]
    else:
        with pytest.raises(zb.ZhibiaoError, match=f"of '{asked}'"):
            archive.series("进出口总值", subject=asked)


def test_several_places_of_a_name_are_asked_about(tmp_path: Path) -> None:
    archive = archived(tmp_path, "张家界市永定区进出口总值5亿元。", "龙岩市永定区进出口总值6亿元。")
    with pytest.raises(zb.ZhibiaoError, match="350803 永定区, 430802 永定区"):
        archive.series("进出口总值", subject="永定区")
    assert archive.series("进出口总值", subject="430802")["value"].tolist() == [5e8]


VALUES = [  # two texts after 郴州市2025年, whether they contradict, label
    ("GDP3200.4亿元。", "地区生产总值3200.4亿元。", False, "the same under two names"),
    ("GDP3200.4亿元。", "GDP3200亿元。", False, "rounded"),
    ("GDP3200.4亿元。", "GDP3201亿元。", True, "rounded elsewhere"),
    ("GDP3200.4亿元。", "GDP3211.9亿元。", True, "another value"),
    ("GDP3200.4亿元。", "GDP超3200亿元。", False, "more than less"),
    ("GDP3199亿元。", "GDP超3200亿元。", True, "more than more"),
    ("GDP3200.4亿元。", "GDP约3200亿元。", False, "about"),
    ("GDP3200.4亿元。", "GDP约2900亿元。", True, "about another value"),
    ("GDP3200.4亿元。", "GDP目标3400亿元。", False, "a target is no value"),
    ("GDP三千二百亿元。", "GDP3200亿元。", False, "written in words"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "conflict", "label"), VALUES, ids=[row[-1] for row in VALUES])
def test_what_contradicts(one: str, other: str, conflict: bool, label: str, tmp_path: Path) -> None:
    series = archived(tmp_path, f"郴州市2025年{one}", f"郴州市2025年{other}").series("GDP", subject="郴州")
    assert series["conflict"].tolist() == [conflict] * len(series)


def test_contradictions_are_all_shown_and_the_same_value_once(tmp_path: Path) -> None:
    said = ["GDP3200.4亿元。", "GDP3211.9亿元。", "地区生产总值3200.4亿元。"]
    series = archived(tmp_path, *(f"郴州市2025年{one}" for one in said)).series("GDP", subject="郴州")
    assert series[["value", "pages", "conflict"]].values.tolist() == [
        [3200.4e8, 2, True],
        [3211.9e8, 1, True],
    ]


def test_other_periods_do_not_contradict_and_stand_in_order(tmp_path: Path) -> None:
    said = ["2025年GDP3200亿元。", "2024年GDP3000亿元。", "2025年上半年GDP1500亿元。"]
    series = archived(tmp_path, *(f"郴州市{one}" for one in said)).series("GDP", subject="郴州")
    assert series["period"].tolist() == ["2024", "2025-01/2025-06", "2025"]
    assert not series["conflict"].any()


def test_without_a_subject_everybody_has_a_series(tmp_path: Path) -> None:
    series = archived(tmp_path, "郴州市2025年GDP3200亿元。", "永州市2025年GDP2600亿元。").series("GDP")
    assert series["subject"].tolist() == ["郴州市", "永州市"]
    assert not series["conflict"].any()


MISSING = [  # measure, kind, what the error says, label
    ("地区生产价值", "level", "there is 地区生产总值", "a slip of the pen"),
    ("地区生产总值", "rank", "kind='level'", "another kind"),
    ("降雨量", "level", "measures '降雨量'", "nothing like it"),
]


@pytest.mark.parametrize(("measure", "kind", "message", "label"), MISSING, ids=[row[-1] for row in MISSING])
def test_a_series_that_is_not_there_is_said(
    measure: str, kind: str, message: str, label: str, tmp_path: Path
) -> None:
    archive = archived(tmp_path, "郴州市2025年地区生产总值3200亿元。")
    with pytest.raises(zb.ZhibiaoError, match=message):
        archive.series(measure, kind=kind)  # type: ignore[arg-type]
