"""The word tables of linking: every word is one that the text is cut into, or its rule could never apply."""

import pytest

from zhibiao.lexicon import words
from zhibiao.words import cut

WHOLE = (
    "comparers",
    "movements",
    "manners",
    "modifiers",
    "levels",
    "functions",
    "trends",
    "collectives",
    "object_moves",
)
ENDS = {"的比重", "的比例"}  # looked for at the end of what stands together, not as words


@pytest.mark.parametrize("name", WHOLE)
def test_words_are_cut_whole(name: str) -> None:
    split = [word for word in words(name) if len(cut(word)) > 1 and word not in ENDS]
    assert split == []


@pytest.mark.parametrize("role", ["head", "growth", "relation", "index"])
def test_heads_are_cut_whole(role: str) -> None:
    assert [word for word in words("heads", role=role) if not word.isascii() and len(cut(word)) > 1] == []


def test_tables_do_not_contradict_each_other() -> None:
    """What a movement is stands in movements.tsv alone; words.tsv may repeat it, but not differ."""
    moves = dict(zip(words("movements"), words("movements", column="tag"), strict=True))
    listed = dict(zip(words("words"), words("words", column="tag"), strict=True))
    assert {word: (listed[word], tag) for word, tag in moves.items() if listed.get(word, tag) != tag} == {}
