"""Words: cuts a stretch of Chinese text into words, each with the part it can play in a clause.

Takes text without figures or dates (those are found first, see `quantities` and `periods`); gives `(start, end, tag)` for
each word. The vocabulary is jieba's dictionary (350 thousand words with frequency and part of speech), read once, when first
needed, without jieba's own segmenter: the longest words are matched from the left and from the right, and where the two differ
the likelier is taken, so that every word comes with its part of speech at the cost of two passes. `lexicon/words.tsv` corrects
and adds words and gives the closed classes their own letters:

    n noun   w verbal noun (投资)   v verb   l light verb (完成, 实现)   k reaching and being (达, 为)   m movement (增长)
    s standing in an order (位居)   g gap (高于)   h share (占)   d adverb   a adjective   p preposition   c conjunction
    u particle (的)   r pronoun   f locative (以来)   t time word   x anything else

>>> [("规模以上工业增加值增长"[start:end], tag) for start, end, tag in cut("规模以上工业增加值增长")]
[('规模以上工业', 'n'), ('增加值', 'n'), ('增长', 'm')]
"""

from __future__ import annotations

from functools import cache
from math import log

from zhibiao.lexicon import table

LONGEST = 8  # characters: longer dictionary entries are sayings and full names, which no clause here needs

# jieba's parts of speech (ICTCLAS) to the letters above, the longest prefix first; what is not listed is no word here:
# m and mq are numbers, nr and its kin are personal names, l are phrases (深入开展), which match ordinary text too often.
PARTS = {
    "vn": "w", "vd": "d", "v": "v", "nr": "", "n": "n", "s": "n", "j": "n", "l": "", "i": "x", "b": "n", "an": "n",
    "ad": "d", "ag": "a", "a": "a", "z": "a", "d": "d", "p": "p", "c": "c", "u": "u", "r": "r", "f": "f", "t": "t",
    "q": "n", "o": "x", "y": "x", "e": "x", "k": "n", "h": "n",
}  # fmt: skip
PROPER = frozenset({"ns", "nz", "nr"})


class Vocabulary:
    """Every word with its letter and log frequency, and how long words can be by their first and last character."""

    def __init__(self) -> None:
        self.tags: dict[str, str] = {}
        self.weights: dict[str, float] = {}
        self.proper: set[str] = set()  # names of places and the like, by jieba
        self._add_dictionary()
        for row in table("words"):
            self.proper.discard(row["word"])
            self.tags[row["word"]] = row["tag"]
            self.weights.setdefault(row["word"], log(2000.0))
        for word in [word for word, tag in self.tags.items() if tag == "-"]:
            del self.tags[word]
        for row in table("movements"):
            self.tags[row["word"]] = row["tag"]
            self.weights.setdefault(row["word"], log(2000.0))
        self.from_left: dict[str, int] = {}
        self.from_right: dict[str, int] = {}
        for word in self.tags:
            size = len(word)
            if size > self.from_left.get(word[0], 0):
                self.from_left[word[0]] = size
            if size > self.from_right.get(word[-1], 0):
                self.from_right[word[-1]] = size

    def _add_dictionary(self) -> None:
        from importlib.resources import files

        moves = tuple(row["word"] for row in table("movements") if len(row["word"]) == 2)

        part: dict[str, str] = {}
        for line in files("jieba").joinpath("dict.txt").read_text(encoding="utf8").splitlines():
            word, frequency, tag = line.split(" ")
            if len(word) > LONGEST or (len(word) > 2 and word.endswith(moves)):
                continue  # 价格下降 is two words
            letter = part.get(tag)
            if letter is None:
                letter = part[tag] = _part(tag)
            if letter and len(word) == 1 and letter in "av":
                letter = "n"  # 村, 县, 率: a lone character that acts as a verb is listed in words.tsv
            if tag in PROPER:
                self.proper.add(word)
            if letter:
                self.tags[word] = letter
                self.weights[word] = log(int(frequency) + 1.0)


def _part(tag: str) -> str:
    return next((PARTS[tag[:size]] for size in (2, 1) if tag[:size] in PARTS), "")


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary, read when first needed (0.4 s)."""
    return Vocabulary()


def cut(text: str) -> list[tuple[int, int, str]]:
    """The words of a text as `(start, end, tag)`, covering it without gaps; an unknown character is a word, `n`."""
    words = vocabulary()
    left, right = _from_left(text, words), _from_right(text, words)
    chosen = left if left == right else _likelier(text, left, right, words)
    tags = words.tags
    return [(start, end, tags.get(text[start:end], "n")) for start, end in chosen]


def _from_left(text: str, words: Vocabulary) -> list[tuple[int, int]]:
    tags, longest, size = words.tags, words.from_left, len(text)
    spans, at = [], 0
    while at < size:
        end = min(size, at + longest.get(text[at], 1))
        while end > at + 1 and text[at:end] not in tags:
            end -= 1
        spans.append((at, end))
        at = end
    return spans


def _from_right(text: str, words: Vocabulary) -> list[tuple[int, int]]:
    tags, longest = words.tags, words.from_right
    spans, at = [], len(text)
    while at > 0:
        start = max(0, at - longest.get(text[at - 1], 1))
        while start < at - 1 and text[start:at] not in tags:
            start += 1
        spans.append((start, at))
        at = start
    return spans[::-1]


def _likelier(
    text: str, left: list[tuple[int, int]], right: list[tuple[int, int]], words: Vocabulary
) -> list[tuple[int, int]]:
    """Between every two points where both cuts agree, the one of higher probability (the product of word frequencies)."""
    chosen: list[tuple[int, int]] = []
    i = j = 0
    while i < len(left):
        first, other = i, j
        end_left, end_right = left[i][1], right[j][1]
        while end_left != end_right:
            if end_left < end_right:
                i += 1
                end_left = left[i][1]
            else:
                j += 1
                end_right = right[j][1]
        i, j = i + 1, j + 1
        one, two = left[first:i], right[other:j]
        chosen += one if one == two or _weight(text, one, words) > _weight(text, two, words) else two
    return chosen


def _weight(text: str, spans: list[tuple[int, int]], words: Vocabulary) -> float:
    total = 17.9  # log of the dictionary's 60 million tokens
    return sum(words.weights.get(text[start:end], 0.0) - total for start, end in spans)
