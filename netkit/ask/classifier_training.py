"""Learn the weight of each feature for each command: a logistic regression over all examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.language.vocabulary import vocabulary

from .classifier import INSTALLED_WEIGHTS, ROWS, Weights, rows_of, weights_bytes
from .example_index import example, example_index
from .features import sequence_of
from .installed_index import examples_digest
from .neighbours import compared_tokens
from .tokens import PERSON_OR_ORG

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np

    from .tokens import Token

__all__ = ["learnt_weights"]

PENALTY = 1 / 40  # on large weights; of 1/10 to 1/100, best on a fifth left out
STEPS = 60
_SOMEBODY = frozenset({"person", "org", "place"})
LARGEST = 127  # what a signed byte holds


def learnt_weights() -> Weights:
    """Learn the weights of all commands from the examples."""
    import numpy as np

    examples = [example(number) for number in range(len(example_index().lengths))]
    headings = tuple(sorted({each.intent.heading for each in examples}))
    asked = [(each.intent.heading, way) for each in examples for way in _ways_to_name(each.tokens)]
    columns = np.array([headings.index(heading) for heading, _ in asked])
    learnt = _minimum(_matrix([tokens for _, tokens in asked]), columns, len(headings))
    scale = float(np.abs(learnt).max()) / LARGEST
    cells = np.rint(learnt / scale).astype(np.int8).tobytes()
    return Weights(headings, scale, examples_digest(), cells)


def _ways_to_name(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """Yield an example as it stands, and with names that nobody knows in it.

    These may name whatever stands after their preposition.
    """
    yield tokens
    strange = tuple(
        token._replace(
            kinds=token.kinds | _kinds_after(tokens[i - 1].low if i else ""), known=False
        )
        if token.kinds & _SOMEBODY
        else token
        for i, token in enumerate(tokens)
    )
    if strange != tokens:
        yield strange


def _kinds_after(word: str) -> frozenset[str]:
    return vocabulary().kinds_after.get(word, PERSON_OR_ORG)


def _matrix(questions: Sequence[tuple[Token, ...]]) -> Any:
    """Return questions as a sparse matrix, one a row."""
    from scipy.sparse import csr_matrix

    values: list[float] = []
    places: list[int] = []
    bounds = [0]
    for tokens in questions:
        compared = compared_tokens(tokens, sequence_of(tokens))
        for row, value in rows_of(compared.vector, compared.trigrams):
            places.append(row)
            values.append(value)
        bounds.append(len(places))
    return csr_matrix((values, places, bounds), shape=(len(questions), ROWS))


def _minimum(matrix: Any, columns: np.ndarray[Any, Any], width: int) -> np.ndarray[Any, Any]:
    """Return the weights under which the examples are likeliest, large weights penalized."""
    import numpy as np
    from scipy.optimize import minimize

    count = matrix.shape[0]
    turned = matrix.T.tocsr()
    wanted = np.zeros((count, width))
    wanted[np.arange(count), columns] = 1

    def loss(flat: np.ndarray[Any, Any]) -> tuple[float, np.ndarray[Any, Any]]:
        weights = flat.reshape(ROWS, width)
        sums = matrix @ weights
        sums -= sums.max(axis=1, keepdims=True)
        powers = np.exp(sums)
        totals = powers.sum(axis=1, keepdims=True)
        unlikely = float((np.log(totals[:, 0]) - sums[np.arange(count), columns]).sum())
        slope = turned @ (powers / totals - wanted) + PENALTY * weights
        return unlikely + PENALTY / 2 * float((weights**2).sum()), slope.ravel()

    options = {"maxiter": STEPS, "maxcor": 5}
    start = np.zeros(ROWS * width)
    learnt = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    return np.asarray(learnt).reshape(ROWS, width)


if __name__ == "__main__":  # make examples
    INSTALLED_WEIGHTS.write_bytes(weights_bytes(learnt_weights()))
