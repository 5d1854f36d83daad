"""Embed the texts of a network, once each, and keep their vectors with it.

Whoever records or imports asks for it afterwards: a network is whole without vectors, only less
is found in it. Where the extra `meaning` or its model is missing, nothing is done.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from netkit.errors import UsageError
from netkit.model.events import Need, Offer
from netkit.topics.meaning_models import missing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from netkit.store.port import Store
    from netkit.store.values import Change

__all__ = [
    "MOST_AT_ONCE",
    "Read",
    "keep_meanings",
    "keep_meanings_of",
    "meaning_problems",
    "read_so_far",
]

#: So many texts of one import are embedded at once, those of most people first: 3 to 5 s of
#: processor time, a quarter to a third of importing 30,000 people; `netkit meaning --read` embeds
#: the rest.
MOST_AT_ONCE = 500
_CHUNK = 1_000  # texts after which what was embedded is kept

Key = tuple[str, str]


class Read(NamedTuple):
    """How many texts of a network have a vector, and how many there are."""

    texts: int
    of: int


def keep_meanings(store: Store, limit: int | None = None) -> Read:
    """Embed the texts that have no vector yet, those of most people first; at most `limit`."""
    counts = _counts(store)
    if missing():
        return Read(0, len(counts))
    lacking = _lacking(store, counts)
    _embed(store, lacking[:limit])
    return Read(len(counts) - max(len(lacking) - (limit or len(lacking)), 0), len(counts))


def keep_meanings_of(store: Store, change: Change) -> None:
    """Embed the texts of a change just recorded, as far as they have no vector yet."""
    texts = list(dict.fromkeys(_texts_of(change)))
    if texts and not missing():
        with suppress(UsageError):  # the change stands; `netkit meaning` says what is wrong
            _embed(store, _lacking(store, texts))


def read_so_far(store: Store) -> Read:
    """Return how many of the texts of a network have a vector."""
    counts = _counts(store)
    return Read(len(counts) - len(_lacking(store, counts)), len(counts))


def meaning_problems(store: Store) -> list[str]:
    """Compare the vectors that are kept with new ones; return what differs, a line each."""
    from netkit.topics.meaning import embed, is_current, same_direction

    current = {key: vector for key, vector in store.vectors().items() if is_current(vector)}
    if not current or missing():
        return []
    wrong = len(current.keys() - _counts(store).keys())
    for side in ("need", "given"):
        mine = {text: vector for (where, text), vector in current.items() if where == side}
        wrong += same_direction(list(mine.values()), embed(side, list(mine))).count(False)
    if not wrong:
        return []
    return [f"meaning: {wrong} vectors differ from what the texts give; 'netkit check --repair'"]


def _counts(store: Store) -> Counter[Key]:
    """Return how many people say each text, by side; needs and offers count first of all."""
    counts: Counter[Key] = Counter()
    for _, text, origin in store.utterances():
        side = "need" if origin == "need" else "given"
        counts[side, text] += 1_000_000 if origin in {"need", "offer"} else 1
    return counts


def _lacking(store: Store, texts: Iterable[Key] | Counter[Key]) -> list[Key]:
    from netkit.topics.meaning import is_current

    vectors = store.vectors()
    ordered = [key for key, _ in texts.most_common()] if isinstance(texts, Counter) else list(texts)
    return [key for key in ordered if key not in vectors or not is_current(vectors[key])]


def _embed(store: Store, texts: list[Key]) -> None:
    from netkit.topics.meaning import embed

    for start in range(0, len(texts), _CHUNK):
        chunk = texts[start : start + _CHUNK]
        vectors: dict[Key, bytes] = {}
        for side in ("need", "given"):
            mine = [text for where, text in chunk if where == side]
            vectors |= zip([(side, text) for text in mine], embed(side, mine), strict=True)
        store.keep_vectors(vectors)


def _texts_of(change: Change) -> Iterable[Key]:
    for event in change.events:
        if isinstance(event, Need | Offer):
            yield "need" if isinstance(event, Need) else "given", event.text
    yield from (
        ("given", claim.value) for claim in change.claims if claim.field in {"skill", "headline"}
    )
    yield from (
        ("given", job.title)
        for job in change.affiliations
        if job.kind == "work" and job.end is None and job.title
    )
