"""The ties of a network's owner as a grant may tell them: to a colleague who asks, or published."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import TYPE_CHECKING

from netkit.answers.reach import own_links
from netkit.answers.teammate_ties import ColleagueTie
from netkit.answers.wording import FEW_CONTACTS
from netkit.model.when import day_number
from netkit.store.one_way_senders import SENDER_FIGURES, one_way_senders
from netkit.ties.strength import strength

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from netkit.answers.network_view import NetworkView
    from netkit.model.events import Granted
    from netkit.model.people import PersonId

__all__ = ["ties_to_tell"]


def ties_to_tell(
    view: NetworkView, people: Collection[PersonId], what: Granted
) -> Iterator[ColleagueTie]:
    """Yield the owner's ties with these people; nobody who asked for no introductions."""
    facts = view.facts_to(people)
    figures = _tie_figures(view)
    powers = sorted(power for power, _ in figures.values())
    owner, present = view.me, day_number(view.present)
    for link in own_links(facts):
        refusal = facts.refusal(link.to) if link.to in people else None
        if link.to not in people or (refusal is not None and refusal.lasting):
            continue
        power, days = figures.get(link.to, (-math.inf, 0))
        yield ColleagueTie(
            owner,
            facts.profiles[link.to].person,
            what,
            shared=False,
            namesake=False,
            probability=link.probability,
            strength=float(strength(power, present)),
            rank=1 + len(powers) - bisect_right(powers, power),
            contact_days=days,
            met=_have_met(view, link.to) if 0 < days < FEW_CONTACTS else False,
            text=link.text,
            evidence=view.last_contacts(link.to) if what == "all" else (),
        )


def _tie_figures(view: NetworkView) -> dict[PersonId, tuple[float, int]]:
    """Return log-strength and contact-days of each tie; letters never answered are none."""
    fields = ("log_strength", "contact_days", *SENDER_FIGURES)
    rows = view.store.tie_figures(view.owner, fields, until=view.as_of)
    days = [(pid, out, in_) for pid, _, _, out, in_ in rows]
    senders = one_way_senders(view.store, view.owner, days, view.as_of)
    return {pid: (power, days) for pid, power, days, *_ in rows if pid not in senders}


def _have_met(view: NetworkView, person: PersonId) -> bool:
    """Return True if all contacts of the owner with somebody were meetings."""
    contacts = view.store.interactions([view.owner, person], until=view.as_of)
    return all(contact.event.channel == "meeting" for contact in contacts)
