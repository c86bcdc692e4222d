"""Words: cuts a stretch of Chinese text into words, each with the part it can play in a clause.

Takes text without figures or dates (those are found first, see `quantities` and `periods`); gives each word with its letter.
The vocabulary is jieba's dictionary (350 thousand words with frequency and part of speech), read once, when first
needed, without jieba's own segmenter: the longest words are matched from the left and, where a longer word ends in the same
place, from the right, and of two cuts the likelier is taken, so that every word comes with its part of speech at the cost of
little more than one pass. `lexicon/words.tsv` corrects
and adds words and gives the closed classes their own letters:

    n noun   w verbal noun (投资)   v verb   l light verb (完成, 实现)   k reaching and being (达, 为)   m movement (增长)
    s standing in an order (位居)   g gap (高于)   h share (占)   d adverb   a adjective   p preposition   c conjunction
    u particle (的)   r pronoun   f locative (以来)   t time word   x anything else

>>> cut("规模以上工业增加值增长")
[('规模以上工业', 'n'), ('增加值', 'n'), ('增长', 'm')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from math import log

from zhibiao.lexicon import table

LATIN = re.compile(
    r"([A-Za-z][A-Za-z0-9&-]*[A-Za-z0-9])"
)  # a word in Latin letters, as long as it goes: CPI, RevPAR
QUARTER = re.compile(r"[QH][1-4]")  # Q2, H1: a time
LONGEST = 8  # characters: longer dictionary entries are sayings and full names, which no clause here needs
TOKENS = 17.9  # log of the number of words that the dictionary's frequencies were counted in, 60 million
UNCOUNTED = "1999"  # the frequency of a word that only `lexicon` has

# jieba's parts of speech (ICTCLAS) to the letters above, the longest prefix first; what is not listed is no word here:
# m and mq are numbers, nr and its kin are personal names, l are phrases (深入开展), which match ordinary text too often.
PARTS = {
    "vn": "w", "vd": "d", "v": "v", "nr": "", "n": "n", "s": "n", "j": "n", "l": "", "i": "x", "b": "n", "an": "n",
    "ad": "d", "ag": "a", "a": "a", "z": "a", "d": "d", "p": "p", "c": "c", "u": "u", "r": "r", "f": "f", "t": "t",
    "q": "n", "o": "x", "y": "x", "e": "x", "k": "n", "h": "n",
}  # fmt: skip
PROPER = frozenset({"ns", "nz", "nr"})


class Vocabulary:
    """Every word with its letter and frequency, and the lengths of the words that begin or end with three characters."""

    def __init__(self) -> None:
        self.tags: dict[str, str] = {}
        self.counts: dict[str, str] = {}  # as the dictionary writes them: few are ever needed
        self.proper: set[str] = set()  # names of places and the like, by jieba
        self._add_dictionary()
        for row in table("words"):
            self.proper.discard(row["word"])
            self._add(row["word"], row["tag"])
        for word in [word for word, tag in self.tags.items() if tag == "-"]:
            del self.tags[word]
        for row in table("movements"):
            self._add(row["word"], row["tag"])
        self.beginning = _sizes(self.tags, slice(3))
        self.ending = _sizes(self.tags, slice(-3, None))

    def _add(self, word: str, tag: str) -> None:
        self.tags[word] = tag
        self.counts.setdefault(word, UNCOUNTED)

    def _add_dictionary(self) -> None:
        from importlib.resources import files

        moves = {row["word"] for row in table("movements") if len(row["word"]) == 2}
        lines = files("jieba").joinpath("dict.txt").read_text(encoding="utf8").splitlines()
        letters: dict[str, str] = {}
        for line in lines:
            word, count, part = line.split(" ")
            size = len(word)
            if size > 2 and (size > LONGEST or word[-2:] in moves):
                continue  # 价格下降 is two words
            if part in letters:
                letter = letters[part]
            else:
                letter = letters[part] = _letter(part)
            if part in PROPER:
                self.proper.add(word)
            if letter:
                # 村, 县, 率: a lone character that acts as a verb or adjective is listed in words.tsv
                self.tags[word] = "n" if size == 1 and letter in "av" else letter
                self.counts[word] = count


def _letter(part: str) -> str:
    return next((PARTS[part[:size]] for size in (2, 1) if part[:size] in PARTS), "")


def _sizes(words: Iterable[str], end: slice) -> dict[str, tuple[int, ...]]:
    """For each three characters the lengths of the words that have them at one end, the longest first."""
    triples: dict[int, set[str]] = {}
    for word in words:
        if len(word) > 2:
            triples.setdefault(len(word), set()).add(word[end])
    sizes: dict[str, tuple[int, ...]] = {}
    for size in sorted(triples, reverse=True):
        sizes |= {triple: (*sizes.get(triple, ()), size) for triple in triples[size]}
    return sizes


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read when first needed (0.3 s)."""
    return Vocabulary()


def cut(text: str) -> list[tuple[str, str]]:
    """The words of a text in order, each with its letter; together they are the text. An unknown character is a word, `n`."""
    known = vocabulary()
    tags = known.tags
    if text in tags:
        return [(text, tags[text])]
    if LATIN.search(text):
        parts = LATIN.split(text)  # every other one is a word in Latin letters
        return [
            word for i, part in enumerate(parts) if part for word in (_latin(part) if i % 2 else cut(part))
        ]
    chosen = _from_left(text, known)
    if _contested(text, chosen, known):
        chosen = _likelier(chosen, _from_right(text, known), known)
    return [(word, tags.get(word, "n")) for word in chosen]


def _latin(word: str) -> list[tuple[str, str]]:
    return [(word, "t" if QUARTER.fullmatch(word) else "n")]


def _from_left(text: str, known: Vocabulary) -> list[str]:
    """The longest word at the beginning of what is left, again and again."""
    tags, beginning, words, at = known.tags, known.beginning, list[str](), 0
    while at < len(text):
        triple = text[at : at + 3]
        for size in beginning.get(triple, ()):
            word = text[at : at + size]
            if word in tags:
                break
        else:
            word = triple[:2]
            if word not in tags:
                word = word[0]
        words.append(word)
        at += len(word)
    return words


def _from_right(text: str, known: Vocabulary) -> list[str]:
    """The longest word at the end of what is left, again and again."""
    tags, ending, words, end = known.tags, known.ending, list[str](), len(text)
    while end > 0:
        triple = text[max(0, end - 3) : end]
        for size in ending.get(triple, ()):
            word = text[max(0, end - size) : end]
            if word in tags:
                break
        else:
            word = triple[-2:]
            if word not in tags:
                word = word[-1]
        words.append(word)
        end -= len(word)
    return words[::-1]


def _contested(text: str, words: list[str], known: Vocabulary) -> bool:
    """Whether a longer word ends where one of these does: else the cut from the right is the same."""
    tags, ending, end = known.tags, known.ending, 0
    for word in words:
        size = len(word)
        end += size
        if end == size:
            continue  # nothing longer than the first word ends with it
        if size == 1 and text[end - 2 : end] in tags:
            return True
        for longer in ending.get(text[end - 3 : end], ()):
            if longer <= size:
                break
            if longer <= end and text[end - longer : end] in tags:
                return True
    return False


def _likelier(left: list[str], right: list[str], known: Vocabulary) -> list[str]:
    """Between every two points where both cuts agree, the one of higher probability (the product of word frequencies)."""
    chosen: list[str] = []
    i = j = 0
    while i < len(left):
        first, other = i, j
        ahead = len(left[i]) - len(right[j])  # by how many characters the left cut has come farther
        while ahead:
            if ahead < 0:
                i += 1
                ahead += len(left[i])
            else:
                j += 1
                ahead -= len(right[j])
        i, j = i + 1, j + 1
        one, two = left[first:i], right[other:j]
        chosen += one if one == two or _weight(one, known) > _weight(two, known) else two
    return chosen


def _weight(words: list[str], known: Vocabulary) -> float:
    return sum(_likelihood(word, known) for word in words)


@lru_cache(maxsize=16384)
def _likelihood(word: str, known: Vocabulary) -> float:
    """The log of a word's frequency."""
    return log(int(known.counts.get(word, "0")) + 1.0) - TOKENS
