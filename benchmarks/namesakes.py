"""Measure how often a card with a name and a number alone is joined to somebody else's contact.

Names are drawn as in a country: given names and surnames by rank, fitted to the US Census of 2010
(Smith .8 %, rank 30 .28 %, rank 100 .12 %, rank 1,000 .02 %). Of the cards with a number alone some
are of contacts, the others of people who are no contacts and may have the name of one. The listed
names are those of the first ranks, as `netkit/identity/common_names.txt` has them.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from netkit.importing.numbered_cards import EXPECTED_NAMESAKES, LEAST_KNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

_SURNAMES, _GIVEN = 60_000, 3_000
_LISTED_SURNAMES, _LISTED_GIVEN = 30, 40
_LISTED, _OTHER = (0.01, 0.012), (0.001, 0.002)


def _weights(names: int, shift: float, exponent: float) -> list[float]:
    """Return cumulated weights by rank: Zipf's law with a shift (Mandelbrot)."""
    return list(accumulate((rank + shift) ** -exponent for rank in range(1, names + 1)))


_BY_SURNAME, _BY_GIVEN = _weights(_SURNAMES, 6.0, 0.95), _weights(_GIVEN, 12.0, 1.25)


@dataclass(frozen=True, slots=True)
class Figures:
    """Cards with a number alone whose name one contact has: joined, of these wrongly; asked."""

    joined: int
    wrong: int
    asked: int


def measure(rng: random.Random, contacts: int, cards: int, share_known: float) -> Figures:
    """Draw the contacts of an owner and the cards, and join by the rule."""

    def names(count: int) -> list[tuple[int, int]]:
        surnames = rng.choices(range(_SURNAMES), cum_weights=_BY_SURNAME, k=count)
        return list(
            zip(rng.choices(range(_GIVEN), cum_weights=_BY_GIVEN, k=count), surnames, strict=True)
        )

    people = names(contacts)
    known = rng.sample(range(contacts), min(contacts, int(cards * share_known)))
    strangers = names(cards - len(known))
    bearers = Counter([*people, *strangers])
    bearers_of_contacts = set(people)
    everybody = max(contacts + len(strangers), LEAST_KNOWN)
    joined = wrong = asked = 0
    for number, name in [*((n, people[n]) for n in known), *((-1, name) for name in strangers)]:
        if name not in bearers_of_contacts or bearers[name] > 1 + (number < 0):
            continue
        share = (_LISTED if name[1] < _LISTED_SURNAMES else _OTHER)[0]
        share *= (_LISTED if name[0] < _LISTED_GIVEN else _OTHER)[1]
        if everybody * share <= EXPECTED_NAMESAKES:
            joined, wrong = joined + 1, wrong + (number < 0)
        else:
            asked += 1
    return Figures(joined, wrong, asked)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each size of network and share of cards that are of contacts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lives", type=int, default=400)
    lives = parser.parse_args(arguments).lives
    print("contacts  cards  of contacts  joined a life  wrong of joined  asked a life")
    for contacts, cards in ((60, 40), (300, 150), (1200, 300)):
        for share in (0.1, 0.3):
            rng = random.Random(contacts)
            rows = [measure(rng, contacts, cards, share) for _ in range(lives)]
            joined, wrong = sum(row.joined for row in rows), sum(row.wrong for row in rows)
            print(
                f"{contacts:8} {cards:6} {share:12.0%} {joined / lives:14.1f}"
                f" {wrong / max(1, joined):16.4f} {sum(r.asked for r in rows) / lives:13.1f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
