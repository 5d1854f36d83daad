"""Tell whom the bare names of one part of an archive stand for, by the other parts.

LinkedIn sends an archive in parts, or only the categories that were asked for: recommendations
and old messages name people without a profile. A name is taken for the person on record who alone
has it and a LinkedIn profile, or a connection's day; and the other way round. Namesakes stay apart.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.model.handles import name_key, named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from netkit.importers.port import Sighting
    from netkit.model.people import Handle, PersonId
    from netkit.store.port import Store

__all__ = ["people_behind_names"]

_SOURCE = "linkedin"
_PROFILE_KINDS = frozenset({"linkedin", "connection"})


def people_behind_names(store: Store, sightings: Collection[Sighting]) -> dict[str, PersonId]:
    """Return, by handle key, the people on record that an archive's people are, by name alone.

    Parameters
    ----------
    sightings : those of one LinkedIn archive.
    """
    if not store.batches():
        return {}
    return _of_bare_names(store, sightings) | _of_profiles(store, sightings)


def _of_bare_names(store: Store, sightings: Iterable[Sighting]) -> dict[str, PersonId]:
    """Match sightings whose only key is a bare name to people on record with a profile."""
    wanted = {
        sighting.handles[0]: name_key(sighting.name)
        for sighting in sightings
        if sighting.name and _is_bare(sighting.handles[0], sighting.name)
    }
    new = wanted.keys() - _known_handles(store, wanted)
    if not new:
        return {}
    names = {wanted[handle] for handle in new}
    by_name: defaultdict[str, list[PersonId]] = defaultdict(list)
    for person in store.people():
        key = name_key(person.name)
        if key in names and not (person.owner or person.unknown) and _has_profile(store, person.id):
            by_name[key].append(person.id)
    return {
        handle.key: by_name[wanted[handle]][0]
        for handle in new
        if len(by_name[wanted[handle]]) == 1
    }


def _of_profiles(store: Store, sightings: Iterable[Sighting]) -> dict[str, PersonId]:
    """Match sightings with a profile to people on record under the bare name until now."""
    handles: defaultdict[str, set[Handle]] = defaultdict(set)
    keys: defaultdict[str, set[Handle]] = defaultdict(set)
    for sighting in sightings:
        if (
            sighting.name
            and not sighting.owner
            and any(h.kind in _PROFILE_KINDS for h in sighting.handles)
        ):
            handles[name_key(sighting.name)].add(sighting.handles[0])
            keys[name_key(sighting.name)].update(sighting.handles)
    alone = {named(_SOURCE, name): name for name, firsts in handles.items() if len(firsts) == 1}
    bare = store.people_by_handle({handle.key for handle in alone})
    if not bare:
        return {}
    people_by_key: dict[str, PersonId] = {}
    for handle, name in alone.items():
        person = bare.get(handle.key)
        if person is None or store.people_by_handle({key.key for key in keys[name]}):
            continue
        if all(recorded.kind == "name" for recorded in store.handles(person)):
            people_by_key[next(iter(handles[name])).key] = person
    return people_by_key


def _has_profile(store: Store, person: PersonId) -> bool:
    return any(handle.kind in _PROFILE_KINDS for handle in store.handles(person))


def _is_bare(handle: Handle, name: str) -> bool:
    """Return True for a handle that is a name alone, without a mark to tell namesakes apart."""
    return handle == named(_SOURCE, name)


def _known_handles(store: Store, handles: Iterable[Handle]) -> set[Handle]:
    handle_list = list(handles)
    people_by_key = store.people_by_handle({handle.key for handle in handle_list})
    return {handle for handle in handle_list if handle.key in people_by_key}
