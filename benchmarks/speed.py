"""How fast pages are read, beside what a user would start with: cutting the same text into words with jieba.

Reads the seed page and the sample pages, made into one long collection; prints characters a second of processor time for each
step, and each as a share of jieba.cut. The steps take turns, so that a busy machine slows all alike, and of nine rounds after
one to warm up the best counts. Run it with `make bench`.
"""

from collections.abc import Callable
from pathlib import Path
from time import process_time

import jieba

import zhibiao as zb
from zhibiao.layout import find_articles
from zhibiao.linking import find_indicators
from zhibiao.periods import parse_published
from zhibiao.quantities import find_quantities

ROOT = Path(__file__).parent.parent
TEXTS = [
    path.read_text(encoding="utf8") for path in (*ROOT.glob("seeds/*.txt"), *ROOT.glob("data/pages/*.txt"))
]
DAY = parse_published("2026-02-28")
ROUNDS = 9


def main() -> None:
    """Print a line for each step."""
    jieba.setLogLevel(60)
    articles = [find_articles(text) for text in TEXTS]
    steps: dict[str, Callable[[], object]] = {
        "jieba.cut": lambda: [list(jieba.cut(text)) for text in TEXTS],
        "numbers only": lambda: [find_quantities(text) for text in TEXTS],
        "articles": lambda: [find_articles(text) for text in TEXTS],
        "rows": lambda: [find_indicators(one, DAY) for one in articles],
        "articles and rows": lambda: [find_indicators(find_articles(text), DAY) for text in TEXTS],
        "read, all frames": lambda: [zb.read(text, published=DAY) for text in TEXTS],
    }
    rounds = [{name: seconds_of(step) for name, step in steps.items()} for _ in range(1 + ROUNDS)]
    seconds = {name: min(taken[name] for taken in rounds[1:]) for name in steps}
    characters = sum(map(len, TEXTS))
    print(f"{len(TEXTS)} pages, {characters:,} characters")
    for name, taken in seconds.items():
        print(
            f"{name:18} {characters / taken:12,.0f} characters a second  {seconds['jieba.cut'] / taken:6.2f} × jieba.cut"
        )


def seconds_of(step: Callable[[], object]) -> float:
    """Seconds of processor time that one run takes."""
    begun = process_time()
    step()
    return process_time() - begun


if __name__ == "__main__":
    main()
