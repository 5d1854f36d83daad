"""The invented network in a file of its own: what `netkit demo` shows."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, cast

from netkit.model import handles
from netkit.model.events import (
    Event,
    Favour,
    FavourKind,
    Introduction,
    Need,
    Offer,
    Promise,
    Step,
    event_id,
)
from netkit.model.when import PartialDate
from netkit.store.meanings import keep_meanings_of
from netkit.store.values import Change

from .invented import invent
from .linkedin_archive import write_archive
from .people import OWNER, InventedNetwork, Person

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netkit.model.people import PersonId
    from netkit.workspace import Workspace

__all__ = ["Demo", "make_demo"]

_SOURCE = "typed"


class Demo:
    """A demo network: its archive, and the name of the person it is about."""

    def __init__(self, archive: Path, spotlight: str) -> None:
        self.archive = archive
        self.spotlight = spotlight


def make_demo(
    workspace: Workspace, folder: Path, *, people: int = 1200, messages: int = 6000, seed: int = 7
) -> Demo:
    """Fill an empty workspace with an invented network, by way of a LinkedIn archive.

    Writes the archive into `folder`, imports it, and records by hand what an archive cannot
    hold: needs, offers, promises, favours and introductions.
    """
    network = invent(today=workspace.now.date(), people=people, messages=messages, seed=seed)
    archive = folder / f"Complete_LinkedInDataExport_{workspace.now:%m-%d-%Y}.zip"
    write_archive(network, archive)
    workspace.import_file(archive)
    events = list(_events(workspace, network))
    change = Change("what an archive cannot hold", workspace.now, events=events)
    workspace.store.append(change)
    keep_meanings_of(workspace.store, change)
    contact = network.connections[network.spotlight - 1]
    return Demo(archive, contact.full_name)


def _events(workspace: Workspace, network: InventedNetwork) -> Iterator[Event]:
    """Yield the events that the owner would have typed."""

    def who(person: Person) -> PersonId:
        return workspace.view.owner if person == OWNER else _person(workspace, network, person)

    for wish in network.needs:
        yield Need(_noon(wish.said_on), who(wish.person), wish.text, _SOURCE)
    for wish in network.offers:
        yield Offer(_noon(wish.said_on), who(wish.person), wish.text, _SOURCE)
    for promise in network.promises:
        due = PartialDate(promise.due_on.year, promise.due_on.month, promise.due_on.day)
        yield Promise(
            _noon(promise.made_on), who(promise.giver), who(promise.receiver), promise.text, due,
            _SOURCE,
        )  # fmt: skip
    for favour in network.favours:
        yield Favour(
            _noon(favour.done_on), who(favour.giver), who(favour.receiver),
            cast("FavourKind", favour.kind), favour.text, favour.value, source=_SOURCE,
        )  # fmt: skip
    for made in network.introductions:
        a, b, at = who(made.a), who(made.b), _noon(made.made_on)
        event = Introduction(at, workspace.view.owner, a, b, source=_SOURCE)
        yield event
        yield Step(at, event_id(event), "made", source=_SOURCE)
        if made.outcome:
            yield Step(at, event_id(event), "outcome", made.outcome, _SOURCE)


def _person(workspace: Workspace, network: InventedNetwork, person: Person) -> PersonId:
    contact = network.connections[person - 1]
    handle = handles.linkedin(contact.slug)
    if handle is None:
        raise ValueError(f"the invented slug {contact.slug!r} is none")
    return workspace.store.people_by_handle([handle.key])[handle.key]


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
