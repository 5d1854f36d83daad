"""Print how well needs are met by offers in other words, with and without the extra `meaning`.

``python -m benchmarks.quality.meaning``. Sixty people need something, sixty others offer it in
other words; all are recorded in one network, and each need is asked for by `introduce`. Right: the
one who offers it comes first; wrong: somebody else does, for a need; silent: nobody. A false
alarm: somebody is called alike although the right offer is taken away (of the figures alone).

Models, their shares, how they are asked and the threshold were chosen on
``other_words_development.txt`` (118 needs of another hand, and 34 people who meet none of them) and
``other_words_to_set_by.txt``. ``other_words.txt`` is held out: it was measured once after that,
though with its figures in sight for some of the choices of the two models before these three.

``--centre`` makes `netkit/topics/meaning_centre.npz` anew.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from netkit import open_workspace
from netkit.topics import meaning
from netkit.topics.meaning_models import MODEL_VARIABLE, missing
from netkit.topics.synonyms import ROLES, TOPICS

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "DEVELOPMENT",
    "HELD_OUT",
    "SET_BY",
    "Outcome",
    "asked_by_introduce",
    "false_alarms",
    "read_bystanders",
    "read_pairs",
]

FOLDER = Path(__file__).parent
SET_BY, HELD_OUT = FOLDER / "other_words_to_set_by.txt", FOLDER / "other_words.txt"
DEVELOPMENT = FOLDER / "other_words_development.txt"
_NOW = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many needs were answered rightly, wrongly, and not at all."""

    right: int
    wrong: int
    silent: int


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """Return the needs of a file, each with the offer that meets it."""
    lines = path.read_text("utf-8").splitlines()
    rows = [line.split(" | ") for line in lines if line and not line.startswith("#")]
    return [(need, offer) for need, offer in rows if need.strip()]


def read_bystanders(path: Path) -> list[str]:
    """Return what those say in a file who meet none of its needs."""
    lines = path.read_text("utf-8").splitlines()
    return [line.removeprefix(" | ") for line in lines if line.startswith(" | ")]


def asked_by_introduce(pairs: list[tuple[str, str]], bystanders: Sequence[str] = ()) -> Outcome:
    """Record every need and offer of a person each, and ask whom to introduce to each in need."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_workspace(Path(folder) / "sixty.netkit", now=_NOW) as workspace,
    ):
        workspace.set_owner("Mia Moss")
        for number, (need, offer) in enumerate(pairs):
            workspace.add_person(_named("Need", number))
            workspace.add_person(_named("Offer", number))
            workspace.need(_named("Need", number), need)
            workspace.offer(_named("Offer", number), offer)
        for number, offer in enumerate(bystanders):
            workspace.add_person(_named("Other", number))
            workspace.offer(_named("Other", number), offer)
        first = [_first(workspace.introduce(_named("Need", n))) for n in range(len(pairs))]
    right = sum(name == _named("Offer", number) for number, name in enumerate(first))
    silent = first.count("")
    return Outcome(right, len(pairs) - right - silent, silent)


def _named(kind: str, number: int) -> str:
    return f"{kind} {chr(65 + number // 10)}{chr(97 + number % 10)}ora"


def _first(rows: Any) -> str:
    """Return who is first of those proposed for a need; "" for nobody."""
    for row in rows:
        if any(why.kind == "need" for why in row.because):
            return str(row.person.name)
    return ""


def false_alarms(pairs: list[tuple[str, str]]) -> float:
    """Return the share of needs for which another offer passes, the right one being away."""
    figures = _figures(pairs)
    np.fill_diagonal(figures, -np.inf)
    return float((figures.max(1) >= meaning.THRESHOLD).mean())


def _figures(pairs: list[tuple[str, str]]) -> Any:
    """Return the figure of each need with each offer of the pairs."""
    needs = meaning.embed("need", [need for need, _ in pairs])
    given = meaning.embed("given", [offer for _, offer in pairs])
    return np.array(meaning.scores(needs, given))


def _phrases() -> list[str]:
    """Return two phrases of each idea of the synonyms: texts of many trades."""
    phrases = []
    for line in (ROLES + TOPICS).replace("\n    ", " ").split("\n"):
        entries = line.partition(": ")[2].replace("*", "").split(", ")
        phrases += [entry for entry in entries[:2] if len(entry) > 4]
    return list(dict.fromkeys(phrases))


def make_centre() -> None:
    """Write the mean vectors of both sides, and the cosine of unrelated pairs."""
    stored: dict[str, Any] = {}
    texts = _phrases()
    for name in meaning.SHARES:
        centred = {}
        for side in ("need", "given"):
            vectors = meaning.embed_raw(name, side, texts)
            stored[f"{name}_{side}"] = vectors.mean(0).astype("float32")
            centred[side] = vectors - vectors.mean(0)
            centred[side] /= np.linalg.norm(centred[side], axis=1, keepdims=True)
        cosine = centred["need"] @ centred["given"].T
        unrelated = cosine[~np.eye(len(cosine), dtype=bool)]
        stored[f"{name}_unrelated"] = np.array([unrelated.mean(), unrelated.std()], "float32")
    np.savez(Path(meaning.__file__).with_name("meaning_centre.npz"), **stored)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--centre", action="store_true")
    if parser.parse_args().centre:
        make_centre()
        return
    why_not = missing()
    named = os.environ.get(MODEL_VARIABLE)
    print("needs in other words                right  wrong  silent  false alarms")
    for path in (DEVELOPMENT, SET_BY, HELD_OUT):
        pairs, others = read_pairs(path), read_bystanders(path)
        os.environ[MODEL_VARIABLE] = ""
        _print(f"{path.stem}, words", asked_by_introduce(pairs, others), "")
        os.environ.pop(MODEL_VARIABLE) if named is None else os.environ.update(
            {MODEL_VARIABLE: named}
        )
        if not why_not:
            alarms = f"{false_alarms(pairs):.2f}"
            _print(f"{path.stem}, meaning", asked_by_introduce(pairs, others), alarms)
    if why_not:
        print(why_not)


def _print(name: str, outcome: Outcome, alarms: str) -> None:
    print(f"{name:<41}{outcome.right:>4}{outcome.wrong:>7}{outcome.silent:>8}{alarms:>14}")


if __name__ == "__main__":
    main()
