"""Record what became of proposals: shown, snoozed or dismissed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from netkit.answers.acts import MEETING_KINDS
from netkit.answers.proposals import REST_DAYS, SETTING, Memory
from netkit.answers.today import today
from netkit.errors import NothingFoundError
from netkit.store.remembering import remember_setting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from netkit.answers.acts import Act
    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person, PersonId

__all__ = ["dismiss_person", "remember_people", "remember_proposals", "snooze_person"]


def remember_proposals(view: NetworkView, acts: Iterable[Act]) -> None:
    """Remember that these acts were proposed today, so that they are not repeated daily."""
    shown, day = list(acts), view.present.date()
    people = [act.person.id for act in shown if act.kind not in MEETING_KINDS]
    asked = [act.key for act in shown if act.kind == "follow-up"]
    memory = view.proposals().after(people, day).after_asking(asked, day)
    remember_setting(view.store, SETTING, memory.written())


def remember_people(view: NetworkView, people: Iterable[PersonId]) -> None:
    """Remember that something was proposed for these people today, by a report."""
    memory = view.proposals().after(people, view.present.date())
    remember_setting(view.store, SETTING, memory.written())


def snooze_person(view: NetworkView, person: Person, days: int = REST_DAYS) -> date:
    """Leave a person in peace for some days; return the day until which they rest."""
    until = view.present.date() + timedelta(days=days)
    _write(view, view.proposals().snooze(person.id, until))
    return until


def dismiss_person(view: NetworkView, person: Person) -> None:
    """Dismiss for good what is proposed for a person today.

    Raises
    ------
    NothingFoundError
        Nothing is proposed for them.
    """
    keys = [act.key for act in today(view) if act.person.id == person.id]
    if not keys:
        raise NothingFoundError(f"nothing is proposed for {person.name} today")
    _write(view, view.proposals().dismiss(keys))


def _write(view: NetworkView, memory: Memory) -> None:
    view.store.set_setting(SETTING, memory.written())
