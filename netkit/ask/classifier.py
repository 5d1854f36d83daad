"""Tell how likely each command is, by what was learnt from all examples at once.

Each feature of a question, its pairs of neighbours and its runs of three letters among them, has a
weight for each command; their sums become shares of one, the softmax of a logistic regression.
``make examples`` learns the weights (`classifier_training`). A feature stands in the row that its
checksum gives, so no list of features has to be read.
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

__all__ = ["INSTALLED_WEIGHTS", "ROWS", "Weights", "rows_of", "shares_of_headings", "weights_bytes"]

INSTALLED_WEIGHTS = Path(__file__).with_name("examples.weights")
ROWS = 8192


class Weights(NamedTuple):
    """The weights of the commands, in whole numbers.

    Attributes
    ----------
    headings : the commands, one a column.
    scale : what a weight of one stands for.
    digest : of the examples that they were learnt from.
    cells : `ROWS` rows of a signed byte for each command.
    """

    headings: tuple[str, ...]
    scale: float
    digest: str
    cells: bytes


def shares_of_headings(
    vector: Mapping[Hashable, float], trigrams: frozenset[str]
) -> Mapping[str, float]:
    """Return the likelihood of each command, 0 to 1; nothing where no weights are installed."""
    weights = installed_weights()
    if weights is None:
        return {}
    width = len(weights.headings)
    cells = memoryview(weights.cells).cast("b")
    sums = [0.0] * width
    for row, value in rows_of(vector, trigrams):
        cut = cells[row * width : (row + 1) * width]
        sums = [before + value * cell for before, cell in zip(sums, cut, strict=True)]
    highest = max(sums)
    powers = [math.exp((weighed - highest) * weights.scale) for weighed in sums]
    total = sum(powers)
    return {heading: power / total for heading, power in zip(weights.headings, powers, strict=True)}


def rows_of(
    vector: Mapping[Hashable, float], trigrams: frozenset[str]
) -> Iterator[tuple[int, float]]:
    """Yield the row of each feature and of each run of letters, with how much it counts."""
    for feature, value in vector.items():
        name = feature if isinstance(feature, str) else repr(feature)
        yield crc32(name.encode()) % ROWS, value
    share = 1 / math.sqrt(len(trigrams) or 1)
    for trigram in sorted(trigrams):
        yield crc32(f"~{trigram}".encode()) % ROWS, share


@cache
def installed_weights() -> Weights | None:
    """Return the weights that are installed.

    They may be older than the examples: a new line counts at once as a neighbour, here when they
    are learnt again.
    """
    try:
        head, _, cells = INSTALLED_WEIGHTS.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    columns = json.loads(head)
    return Weights(tuple(columns["headings"]), columns["scale"], columns["digest"], cells)


def weights_bytes(weights: Weights) -> bytes:
    """Return weights as they are installed: a line that tells of them, and the cells."""
    head: dict[str, Sequence[str] | float | str] = {
        "headings": weights.headings,
        "scale": weights.scale,
        "digest": weights.digest,
    }
    return json.dumps(head).encode() + b"\n" + weights.cells
