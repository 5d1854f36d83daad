"""Estimate how rare a full name is: the share of people who have it, rather too large than small.

Surname and given name are taken to be independent; each has the larger of two shares: that of its
class in `common_names.txt`, and that among the people of the network.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from netkit.identity.name_comparison import name_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["NameCounts", "is_common_given_name", "name_share"]

#: Shares of a surname and of a given name that the list does not have.
_OTHER_SURNAME, _OTHER_GIVEN = 0.001, 0.002


class NameCounts:
    """How many people of a network have each surname and each given name."""

    def __init__(self, names: Iterable[str]) -> None:
        self.people = 0
        self._counts: Counter[tuple[bool, str]] = Counter()
        for words in map(name_words, names):
            self.people += 1
            if len(words) > 1:
                self._counts.update(((True, words[-1]), (False, words[0])))

    def share(self, word: str, *, surname: bool) -> float:
        """Return the share of people with a name, besides two records of one and a relative."""
        others = self._counts[surname, word] - 3
        return max(0, others) / max(1, self.people)


def name_share(name: str, counts: NameCounts) -> float:
    """Return the share of people who have this full name; 1 where it is no full name."""
    words = name_words(name)
    if len(words) < 2 or min(map(len, words)) < 2:
        return 1.0
    listed = _listed()
    surname = max(
        listed["surnames"].get(words[-1], _OTHER_SURNAME), counts.share(words[-1], surname=True)
    )
    given = max(listed["given"].get(words[0], _OTHER_GIVEN), counts.share(words[0], surname=False))
    return surname * given


def is_common_given_name(word: str) -> bool:
    """Return True for a given name of many people, as Martin and Thomas, which are surnames too."""
    return word in _listed()["given"]


@cache
def _listed() -> Mapping[str, Mapping[str, float]]:
    """Return the share of each listed name, the largest where it stands in two classes."""
    text = resources.files("netkit.identity").joinpath("common_names.txt").read_text("utf-8")
    listed: dict[str, dict[str, float]] = {"surnames": {}, "given": {}}
    for line in text.splitlines():
        if not line.startswith("#"):
            head, _, names = line.partition(":")
            kind, share = head.split()
            for name in names.split():
                listed[kind].setdefault(name, float(share))
    return listed
