"""How fast pages are read, side by side with what a user would start with, in one run.

Reads the seed page, and 1 MB of news made from it (copies in which every digit is another), with zhibiao and with the
tools beside it: jieba's words, jieba's parts of speech, a bare search for numbers, and the finders of JioNLP and Recognizers-Text
where they are installed (`pip install jionlp recognizers-text-number`; neither is needed for anything else). Prints characters
a second of processor time, which other work on the machine does not change much, each as a multiple of jieba.cut. Run it
with `make bench`.
"""

import re
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from random import Random
from time import process_time

import jieba
import jieba.posseg

import zhibiao as zb
from zhibiao import words
from zhibiao.layout import find_articles
from zhibiao.linking import find_indicators
from zhibiao.publication import parse_published

ROOT = Path(__file__).parent.parent
SEED = (ROOT / "seeds" / "hunan-daily-2026-02-28.txt").read_text(encoding="utf8")
DAY = parse_published("2026-02-28")
MEGABYTE = 1_000_000
NUMBERS = re.compile(r"\d[\d,，]*(?:\.\d+)?\s*(?:[万亿]+)?(?:%|[\u4e00-\u9fff]{1,2})?")
RUNS = 3
SECONDS = 8.0
"""What a tool may take for a text; of one that needs longer, the speed on the part it came to is told."""


def main() -> None:
    """Print a table for each text."""
    jieba.setLogLevel(60)
    texts = {"the seed page": news(1), "1 MB of news": news(MEGABYTE)}
    print("zhibiao is", "plain Python" if words.__file__.endswith(".py") else "compiled")
    for name, pages in texts.items():
        speeds = {tool: speed(read, pages) for tool, read in tools().items()}
        print(f"\n{name}: {len(pages)} pages, {sum(map(len, pages)):,} characters")
        for tool, measured in speeds.items():
            share = measured / speeds["jieba.cut"]
            print(f"  {tool:34}{measured:14,.0f} characters a second{share:9.2f} × jieba.cut")


def news(size: int) -> list[str]:
    """Copies of the seed page with other digits, as many as make so many bytes."""
    random = Random(1)
    copies = -(-size // len(SEED.encode()))
    return [re.sub(r"(?<=\d)\d", lambda _: str(random.randint(0, 9)), SEED) for _ in range(copies)]


def tools() -> dict[str, Callable[[str], object]]:
    """What reads a text, by name."""
    found: dict[str, Callable[[str], object]] = {
        "zhibiao, page with all frames": lambda text: zb.read(text, published=DAY),
        "zhibiao, articles and rows": lambda text: list(find_indicators(find_articles(text), DAY)),
        "jieba.cut": lambda text: list(jieba.cut(text)),
        "jieba.posseg": lambda text: list(jieba.posseg.cut(text)),
        "bare search for numbers": NUMBERS.findall,
    }
    if find_spec("jionlp"):
        import jionlp

        found["JioNLP, money and times"] = lambda text: (
            jionlp.ner.extract_money(text),
            jionlp.ner.extract_time(text),
        )
    if find_spec("recognizers_number"):
        from recognizers_number import recognize_number
        from recognizers_text import Culture

        found["Recognizers-Text, numbers"] = lambda text: recognize_number(text, Culture.Chinese)
    return found


def speed(read: Callable[[str], object], pages: Sequence[str]) -> float:
    """Characters a second, of the fastest of three runs after another page to load tables and dictionaries."""
    read(SEED)
    fastest, left = 0.0, SECONDS
    for _ in range(RUNS):
        characters, begun = 0, process_time()
        for text in pages:
            read(text)
            characters += len(text)
            if process_time() - begun > left:
                break
        taken = process_time() - begun
        fastest, left = max(fastest, characters / taken), left - taken
        if left <= 0:
            break
    return fastest


if __name__ == "__main__":
    main()
