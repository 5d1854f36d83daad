"""Print how well needs are met by offers in other words, with and without the extra `meaning`.

``python -m benchmarks.quality.meaning``: sixty needs that share no word with their offers, each
to be answered out of sixty. ``--centre`` makes `netkit/topics/meaning_centre.npz` anew.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from netkit.topics import meaning
from netkit.topics.synonyms import ROLES, TOPICS

FOLDER = Path(__file__).parent
SET_BY, HELD_OUT = FOLDER / "other_words_to_set_by.txt", FOLDER / "other_words.txt"


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """Return the needs of a file, each with the offer that meets it."""
    lines = path.read_text("utf-8").splitlines()
    rows = [line.split(" | ") for line in lines if line and not line.startswith("#")]
    return [(need, offer) for need, offer in rows]


def phrases() -> list[str]:
    """Return two phrases of each idea of the synonyms: texts of many trades."""
    found = []
    for line in (ROLES + TOPICS).replace("\n    ", " ").split("\n"):
        entries = line.partition(": ")[2].replace("*", "").split(", ")
        found += [entry for entry in entries[:2] if len(entry) > 4]
    return list(dict.fromkeys(found))


def make_centre() -> None:
    """Write the mean vectors of both sides, and the cosine of unrelated pairs."""
    stored = {}
    texts = phrases()
    for name in ("e5", "use"):
        sides = {side: meaning.embed_raw(name, side, texts) for side in ("need", "given")}
        centred = {}
        for side, vectors in sides.items():
            stored[f"{name}_{side}"] = vectors.mean(0).astype("float32")
            centred[side] = vectors - vectors.mean(0)
            centred[side] /= np.linalg.norm(centred[side], axis=1, keepdims=True)
        cosine = centred["need"] @ centred["given"].T
        unrelated = cosine[~np.eye(len(cosine), dtype=bool)]
        stored[f"{name}_unrelated"] = np.array([unrelated.mean(), unrelated.std()], "float32")
    np.savez(Path(meaning.__file__).with_name("meaning_centre.npz"), **stored)


def figures(pairs: list[tuple[str, str]]) -> np.ndarray:
    """Return the figure of each need with each offer of the pairs."""
    needs = meaning.embed("need", [need for need, _ in pairs])
    given = meaning.embed("given", [offer for _, offer in pairs])
    return np.asarray(meaning.scores(needs, given))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--centre", action="store_true")
    if parser.parse_args().centre:
        make_centre()
        return
    for path in (SET_BY, HELD_OUT):
        figure = figures(read_pairs(path))
        right = figure.argmax(1) == np.arange(len(figure))
        best = figure.max(1)
        others = figure.copy()
        np.fill_diagonal(others, -np.inf)
        print(path.name, "first", right.sum())
        for least in (2.2, 2.4, 2.6, 2.8, 3.0, 3.2, 3.4):
            shown = best >= least
            print(
                f"  {least} right {(right & shown).sum()} wrong {(~right & shown).sum()}"
                f" false alarms {(others.max(1) >= least).mean():.2f}"
            )


if __name__ == "__main__":
    main()
