"""Wording of uncertainty: words for probabilities, and intervals for shares.

Words follow what readers take them to mean (Sherman Kent's scale of 1964, as measured since by
Barclay et al. 1977 and others): "probably" is heard as about three in four, "almost surely" as
nine in ten and above. What rests on fewer than three contacts is not put into words at all.
"""

from __future__ import annotations

import math

from netkit.ties.outlook import TOO_FEW

__all__ = [
    "FEW_CONTACTS",
    "NO_CONTACT",
    "ONLY_WROTE",
    "TOO_FEW",
    "certainty",
    "interval",
    "too_few_note",
]

#: Said of somebody on record with whom no contact is.
NO_CONTACT = "connected, no contact yet"
#: Said of a mere sender (`netkit.store.one_way_senders`): no tie, and yet they wrote.
ONLY_WROTE = "they wrote, you never answered"

FEW_CONTACTS = 3  # before anything is said
_SOME = 10  # cases before anything is called clear
_WORDS = ((0.9, "clearly"), (0.7, "probably"), (0.55, "perhaps"), (0.45, "as likely as not"))
_AGAINST = {"clearly": "clearly not", "probably": "probably not", "perhaps": "perhaps not"}
#: What the nearer end of an interval has to reach for a word.
_CARRIES = {"clearly": 0.7, "probably": 0.5}
_Z90 = 1.6448536269514722  # two-sided 90 %


def certainty(probability: float, cases: float, interval: tuple[float, float] | None = None) -> str:
    """Return the word for how sure netkit is of a probability.

    Parameters
    ----------
    probability : of its being so, 0 to 1.
    cases : how many contacts (or favours) it rests on. Under three say nothing, under ten
        never more than "probably".
    interval : its 90 % interval, where one is known. No word says more than it carries: "clearly"
        needs an end that is still probable, "probably" one on the same side of a half.

    >>> certainty(0.97, 2), certainty(0.97, 6), certainty(0.97, 40), certainty(0.2, 40)
    ('too few to say', 'probably', 'clearly', 'probably not')
    >>> certainty(0.92, 40, (0.75, 0.98)), certainty(0.92, 40, (0.6, 0.99))
    ('clearly', 'probably')
    >>> certainty(0.72, 40, (0.4, 0.9))
    'perhaps'
    """
    if cases < FEW_CONTACTS:
        return TOO_FEW
    likelier = max(probability, 1 - probability)
    word = next(word for least, word in _WORDS if likelier >= least)
    low, high = interval or (probability, probability)
    sure = low if probability >= 0.5 else 1 - high  # of the nearer end
    if word == "clearly" and (cases < _SOME or sure < _CARRIES["clearly"]):
        word = "probably"
    if word == "probably" and sure < _CARRIES["probably"]:
        word = "perhaps"
    return word if probability >= 0.5 else _AGAINST.get(word, word)


def too_few_note(contact_days: int) -> str:
    """Return a remark to stand behind what rests on too few contacts; empty for enough of them.

    >>> too_few_note(2), too_few_note(3)
    (', too few to say', '')
    """
    return f", {TOO_FEW}" if contact_days < FEW_CONTACTS else ""


def interval(came: float, cases: float) -> tuple[float, float]:
    """Return the 90 % interval of a share, of which `came` of `cases` were seen (Wilson 1927).

    >>> tuple(round(end, 3) for end in interval(8, 10))
    (0.541, 0.931)
    >>> interval(0, 0)
    (0.0, 1.0)
    """
    if cases <= 0:
        return 0.0, 1.0
    share, pull = came / cases, _Z90**2 / cases
    middle = (share + pull / 2) / (1 + pull)
    half = _Z90 / (1 + pull) * math.sqrt(share * (1 - share) / cases + pull / (4 * cases))
    return max(min(middle - half, share), 0.0), min(max(middle + half, share), 1.0)
