"""Vectors of what texts mean, and which needs and offers mean much the same.

A need and what meets it often share no word: "my knee hurts when I run", "sports physiotherapy".
Three small models (`meaning_models`) turn each text into a vector, as a need or as something to
give, each put in the words that suit the model. For each the mean vector of that side is taken off,
so that what all needs have in common says nothing; the cosine of a pair is counted in standard
deviations of unrelated pairs, and the three figures are averaged. Asked of kept vectors alone, this
takes numpy and no model.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netkit.topics.meaning_models import load_e5, load_minilm, load_use

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = [
    "SHARES", "THRESHOLD", "Side", "alike", "embed", "embed_raw", "is_current", "same_direction",
    "scores",
]  # fmt: skip

Side = str
_HELP = {"need": "I am looking for help: {}", "given": "I can help you: {}"}
#: How a text is put to each model on either side.
_WORDING = {
    "e5": {"need": "Who can help me with this? {}", "given": "I work as {}"},
    "use": _HELP,
    "minilm": _HELP,
}
_MODELS: dict[str, Callable[[], Callable[[Sequence[str]], Any]]] = {
    "e5": load_e5, "use": load_use, "minilm": load_minilm,
}  # fmt: skip
#: Of the models' figures: E5 reads English best, USE fifteen other languages.
SHARES = {"e5": 0.35, "use": 0.3, "minilm": 0.35}
#: From so many standard deviations on, a pair means much the same. Set on the needs of
#: `benchmarks/quality/other_words_development.txt` and `other_words_to_set_by.txt`, so that of 60
#: at most 8 are answered wrongly.
THRESHOLD = 2.9
#: Below this figure of USE's own a pair is nothing, and above the threshold by that much it is
#: enough alone; both chosen on the same lists.
_LEAST_USE, _USE_ALONE = 1.2, 1.4
#: What is surely the same; between the two a match is worth from `_LEAST` to `_MOST`: less than
#: most words in common, which can be checked by reading them.
_SURE, _LEAST, _MOST = 6.0, 0.22, 0.4
#: The mean vectors of both sides and, of unrelated pairs, mean and deviation of the cosine; made
#: by ``python -m benchmarks.quality.meaning --centre`` from the phrases of the synonyms.
_CENTRE = Path(__file__).with_name("meaning_centre.npz")
#: Kept in front of each vector: changes whenever a vector would come out otherwise.
_MARK = b"nk02"
#: Machines round the models otherwise; vectors of one text have at least this cosine.
_SAME = 0.95
_ROWS = 256  # needs compared at once: 20 MB of figures beside 20,000 texts
_HEAD = 8  # bytes before the components: the mark, and a scale


def embed(side: Side, texts: Sequence[str]) -> list[bytes]:
    """Return a vector of each text, packed: one byte a component, after mark and scale.

    side : ``need`` or ``given``.

    Raises
    ------
    UsageError
        A model is missing, or is another than the one that was measured.
    """
    import numpy as np

    if not texts:
        return []
    parts = [_part(name, side, texts) for name in _MODELS]
    whole = np.concatenate(parts, axis=1)
    scale = np.abs(whole).max(axis=1, keepdims=True) / 127
    packed = np.rint(whole / scale).astype("int8")
    heads = scale.astype("<f4")
    return [_MARK + head.tobytes() + row.tobytes() for head, row in zip(heads, packed, strict=True)]


def embed_raw(name: str, side: Side, texts: Sequence[str]) -> Any:
    """Return the vectors of one model before anything is taken off them."""
    return _MODELS[name]()([_WORDING[name][side].format(text) for text in texts])


def _part(name: str, side: Side, texts: Sequence[str]) -> Any:
    """Return the vectors of one model, so that products of them are its share of the figure."""
    import numpy as np

    centre = _centre()
    vectors = embed_raw(name, side, texts) - centre[f"{name}_{side}"]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors * np.sqrt(SHARES[name] / centre[f"{name}_unrelated"][1])


@lru_cache(maxsize=1)
def _centre() -> dict[str, Any]:
    import numpy as np

    with np.load(_CENTRE, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def is_current(vector: bytes) -> bool:
    """Return True if a vector was made by these models, put in this way."""
    return vector[: len(_MARK)] == _MARK


def same_direction(kept: Sequence[bytes], made: Sequence[bytes]) -> list[bool]:
    """Return for each pair of vectors whether they are of one text: their cosine says so."""
    import numpy as np

    if not kept:
        return []
    (a, _), (b, _) = _unpacked(kept), _unpacked(made)
    lengths = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    return list(((a * b).sum(1) >= _SAME * lengths).tolist())


def scores(needs: Sequence[bytes], given: Sequence[bytes]) -> Any:
    """Return how far each need and each thing given mean the same, in deviations: (n, m).

    The models' figures, averaged. Two texts in one foreign language are alike to the two models
    that read English: so USE must see something in a pair, or there is nothing; and where it sees
    much, as in texts of two languages, that is enough.
    """
    import numpy as np

    centre = _centre()
    (a, a_scale), (b, b_scale) = _unpacked(needs), _unpacked(given)
    scale = a_scale * b_scale.T
    whole: Any = 0.0
    start = 0
    for name, share in SHARES.items():
        end = start + len(centre[f"{name}_need"])
        mean, deviation = centre[f"{name}_unrelated"]
        figures = a[:, start:end] @ b[:, start:end].T * scale - share * mean / deviation
        whole = whole + figures
        if name == "use":
            multilingual = figures / share
        start = end
    kept = np.where(multilingual >= _LEAST_USE, whole, np.minimum(whole, 0))
    return np.maximum(kept, multilingual - _USE_ALONE)


def _unpacked(vectors: Sequence[bytes]) -> tuple[Any, Any]:
    """Return the components of vectors (n, d) and the scale of each (n, 1), in single floats."""
    import numpy as np

    rows = np.frombuffer(b"".join(vectors), "uint8").reshape(len(vectors), -1)
    scale = rows[:, len(_MARK) : _HEAD].copy().view("<f4")
    return rows[:, _HEAD:].view("int8").astype("<f4"), scale


def alike(needs: Mapping[str, bytes], given: Mapping[str, bytes]) -> dict[tuple[str, str], float]:
    """Return the pairs of a need and something given that mean much the same, and how well.

    Each from a fifth to two fifths, as a share of the need that is met; a pair below the threshold
    is left out.
    """
    import numpy as np

    fresh = [{text: v for text, v in side.items() if is_current(v)} for side in (needs, given)]
    if not all(fresh):
        return {}
    texts = list(fresh[1])
    pairs: dict[tuple[str, str], float] = {}
    wanted = list(fresh[0].items())
    for start in range(0, len(wanted), _ROWS):
        chunk = wanted[start : start + _ROWS]
        figures = scores([vector for _, vector in chunk], list(fresh[1].values()))
        rows, columns = np.nonzero(figures >= THRESHOLD)
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            pairs[chunk[row][0], texts[column]] = _worth(float(figures[row, column]))
    return pairs


def _worth(figure: float) -> float:
    share = min((figure - THRESHOLD) / (_SURE - THRESHOLD), 1.0)
    return _LEAST + (_MOST - _LEAST) * share
