"""Publish what was granted into a network of its own, which others may read.

A grant lets a colleague's `reach` look into a network that lies beside theirs; whoever can open
that network can read all of it. What is published is a copy of what was granted, and of nothing
else: no address, no id made of one, no day of contact, no text. Publishing again brings it up to
date, and what is no longer granted is deleted there.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from contextlib import closing
from typing import TYPE_CHECKING, cast

from netkit.answers.granted_ties import ties_to_tell
from netkit.answers.grants import LEVELS, next_number
from netkit.answers.teammate_ties import how_known
from netkit.errors import StoreError, UsageError
from netkit.model.events import Grant, Note
from netkit.model.frozen import dataclass
from netkit.model.handles import own_id
from netkit.model.people import Affiliation, Claim
from netkit.recording.changes import TYPED, record
from netkit.store import is_address, open_store
from netkit.store.values import Change

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from netkit.answers.network_view import NetworkView
    from netkit.answers.teammate_ties import ColleagueTie
    from netkit.model.events import Event, Granted
    from netkit.model.history import Recorded
    from netkit.model.people import Handle, PersonId
    from netkit.store.port import Store

__all__ = ["Published", "publication_notes", "publish", "published_at"]

SOURCE = "published"
#: In the owner's network: where is published, and the secret of the keys that stand there.
_PLACES, _SECRET = "published to", "publishing secret"
#: In a published network: whose it is, and the mark of what it holds.
_PUBLISHER, _CONTENT = "published by", "published content"
_LEVELS: tuple[Granted, ...] = ("nothing", "names", "strength")


@dataclass(frozen=True, slots=True)
class Published:
    """What a published network holds now.

    to : its address. what : the level. people : how many stand there. changed : whether
    anything is another than before.
    """

    to: str
    what: Granted
    people: int
    changed: bool


def published_at(view: NetworkView) -> list[str]:
    """Return the addresses that were published to."""
    return list(json.loads(view.store.setting(_PLACES) or "[]"))


def publication_notes(view: NetworkView) -> list[str]:
    """Return a line for each published network: what was undone or forgotten still stands there."""
    return [
        f"{place} still tells what was published; 'netkit network publish' brings it up to date"
        for place in published_at(view)
    ]


def publish(view: NetworkView, to: str = "", what: Granted | None = None) -> list[Published]:
    """Bring published networks up to date: the one at an address, or all there are.

    Parameters
    ----------
    what : what may be known there from now on: "nothing", "names" or "strength". By default it is
        what was granted before.

    Raises
    ------
    UsageError
        Nothing is published yet and no address or level is given, or another network is there.
    """
    places = published_at(view)
    if not to and (what or not places):
        raise UsageError("say where to: --to FILE or --to neo4j://…, and --what names or strength")
    addressed = [_whole_address(to)] if to else places
    return [_publish(view, place, what, places) for place in addressed]


def _whole_address(to: str) -> str:
    return to if is_address(to) else os.path.realpath(os.path.expanduser(to))


def _publish(view: NetworkView, place: str, what: Granted | None, places: list[str]) -> Published:
    grant = _grant_to(view, place)
    if what is None and grant is None and place not in places:
        raise UsageError(f"nothing is published to {place} yet; --what names or --what strength")
    if what is not None and what not in _LEVELS:
        raise UsageError(f"“{what}” cannot be published; one of: {', '.join(_LEVELS)}")
    if place in (view.store.url, _whole_address(view.store.url)):
        raise UsageError("this is your own network; publish to another file or address")
    with closing(open_store(place)) as target:
        secret = _secret(view.store)
        _refuse_another(target, _key(secret, SOURCE))
        if what is not None and (grant is None or grant.what != what):
            _record_grant(view, place, what, places)
            grant = _grant_to(view, place)
        level: Granted = grant.what if grant is not None else "nothing"
        since = grant.at if grant is not None else view.now
        ties = sorted(_ties(view, level), key=lambda tie: tie.person.id)
        return _write(target, Publication(view, secret, level, since), ties)


def _grants(view: NetworkView) -> list[Recorded[Grant]]:
    return cast("list[Recorded[Grant]]", view.store.events(["grant"]))


def _grant_to(view: NetworkView, place: str) -> Grant | None:
    """Return the last grant to those who read at an address; None where it was undone."""
    grants = [recorded.event for recorded in _grants(view) if recorded.event.member == place]
    return max(grants, key=lambda grant: (grant.at, grant.number), default=None)


def _record_grant(view: NetworkView, place: str, what: Granted, places: list[str]) -> None:
    event = Grant(view.now, place, what, next_number(_grants(view)), TYPED)
    record(view, f"whoever reads {place} may know of your ties: {LEVELS[what]}", [event])
    if place not in places:
        view.store.set_setting(_PLACES, json.dumps([*places, place]))


def _ties(view: NetworkView, level: Granted) -> Iterable[ColleagueTie]:
    if level == "nothing":
        return ()
    return ties_to_tell(view, frozenset(view.contacts), level)


def _secret(store: Store) -> bytes:
    """Return the secret by which the keys of a publication are made: nobody can guess one."""
    text = store.setting(_SECRET)
    if text is None:
        text = secrets.token_hex(32)
        store.set_setting(_SECRET, text)
    return bytes.fromhex(text)


def _key(secret: bytes, text: str) -> str:
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()[:32]


def _refuse_another(target: Store, publisher: str) -> None:
    former = target.setting(_PUBLISHER)
    if former != publisher and (former is not None or target.owners() or target.batches()):
        raise UsageError(f"{target.url} holds another network; publish to an address of its own")
    target.set_setting(_PUBLISHER, publisher)


class Publication:
    """Everything that a published network says, as one change."""

    def __init__(self, view: NetworkView, secret: bytes, level: Granted, since: datetime) -> None:
        self.level, self.since = level, since
        self._me, self._now, self._secret = view.me, view.now, secret

    def change(self, ties: Iterable[ColleagueTie]) -> Change:
        """Return the change that records who these ties are with, and how close, if granted."""
        me = self._handle(self._me.id)
        handles, names = [me], [(me, self._me.name)]
        jobs: list[Affiliation] = []
        notes: list[Event] = []
        for tie in ties:
            handle = self._handle(tie.person.id)
            handles.append(handle)
            names.append((handle, tie.person.name))
            if tie.person.organization:
                jobs.append(
                    Affiliation(handle.person_id, tie.person.organization, seen_at=self.since)
                )
            if self.level == "strength":
                text = f"{self._me.name} {how_known(tie, tie.person.name)}"
                notes.append(Note(self.since, handle.person_id, text, SOURCE))
        return Change(
            f"published: {LEVELS[self.level]}",
            self._now,
            handles=[(handle, handle.person_id) for handle in handles],
            owners=[me.person_id],
            claims=[Claim(h.person_id, "name", name, self.since) for h, name in names],
            affiliations=jobs,
            events=notes,
        )

    def _handle(self, person: PersonId) -> Handle:
        return own_id(SOURCE, _key(self._secret, person))


def _write(target: Store, publication: Publication, ties: list[ColleagueTie]) -> Published:
    """Replace what is published; cut off, less stands there than was granted, and never more."""
    change = publication.change(ties)
    content = repr((change.label, change.handles, change.claims, change.affiliations,
                    list(change.events)))  # fmt: skip
    mark = hashlib.sha256(content.encode()).hexdigest()
    former = target.setting(_CONTENT)
    if former != mark:
        target.set_setting(_CONTENT, "")
        while target.withdraw(publication.since) is not None:
            pass
        target.drop_undone()
        if publication.level != "nothing":
            target.append(change)
        target.set_setting(_CONTENT, mark)
        if not target.scrub():
            target.set_setting(_CONTENT, "")
            raise StoreError(f"{target.url} is being read; publish again to overwrite what it held")
    return Published(target.url, publication.level, len(ties), former != mark)
