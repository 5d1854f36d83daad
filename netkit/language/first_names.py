"""Tell whether a word typed without a capital is a first name somewhere."""

from __future__ import annotations

from functools import cache

from netkit.identity.short_forms import SHORT_FORMS
from netkit.language.genders import gender_of
from netkit.model.names import fold

__all__ = ["is_first_name"]


def is_first_name(word: str) -> bool:
    """Return True for a first name or a short form of one, whatever its capitals.

    >>> is_first_name("zeb"), is_first_name("colleagues")
    (True, False)
    """
    return bool(gender_of(word)) or fold(word) in SHORT_FORMS or fold(word) in _english_names()


@cache
def _english_names() -> frozenset[str]:
    from nicknames import name_triplets  # 40 ms, and only needed for a name in lower case

    return frozenset(name for triplet in name_triplets() for name in (triplet.name1, triplet.name2))
