"""Names as people type them: exact, by a handle, by parts, without accents; never by a guess.

A name that several people have is told apart by what stands behind it: "Ann Lee at Acme",
"Ann Lee (Porto)", "Ann Lee (p3a4d)" with the first letters of an id.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netkit.answers.entities import entity_sentence
from netkit.errors import AmbiguousNameError, NothingFoundError
from netkit.model.frozen import dataclass
from netkit.model.names import begun, fold, words
from netkit.model.people import Person, PersonId
from netkit.model.when import date_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.answers.network_view import NetworkView
    from netkit.store.port import Store

__all__ = ["NameChoice", "closest_first", "matching", "name_choices", "one_person", "typed_name"]

_LISTED = 9
#: "Ann Lee at Acme" and "Ann Lee (Acme)": a name, and what tells it from its namesakes.
_QUALIFIED = re.compile(
    r"(?P<name>.+?)\s*(?:\((?P<inside>[^()]+)\)|\s(?:at|from|in)\s(?P<after>.+))"
)
#: The first letters of an id: enough of them that no name is taken for one.
_ID_START = re.compile(r"p[0-9a-f]{4,15}")
_ID_LETTERS = (6, 8, 12, 17)


@dataclass(frozen=True, slots=True)
class NameChoice:
    """One of several people whom a name may mean.

    typed : what can be typed to mean this one alone.
    detail : work, city and last contact, as far as they are known.
    """

    person: Person
    typed: str
    detail: str


def one_person(view: NetworkView, text: str) -> Person:
    """Return the one person whom `text` names.

    In this order: an id, a handle (e-mail address, LinkedIn address or slug), the exact name, a
    part of the name that only one person has, a name with what tells it apart.

    Raises
    ------
    NothingFoundError, AmbiguousNameError
    """
    people = matching(view.store, text)
    if len(people) == 1:
        return people[0]
    if not people:
        sentence = entity_sentence(view.store, text)
        hint = f"; {sentence}" if sentence else _nearest(view.store, text)
        raise NothingFoundError(f"nobody is called “{text}”{hint}")
    choices = name_choices(view, people)
    lines = [f"  {c.typed}" + (f"  · {c.detail}" if c.detail else "") for c in choices]
    more = len(people) - len(choices)
    lines += [f"  and {more} more: write more of the name"] if more else []
    listed = "\n".join(lines)
    raise AmbiguousNameError(
        f"“{text}” is {len(people)} people; write one of these:\n{listed}", choices
    )


def matching(store: Store, text: str) -> list[Person]:
    """Return the people a name may mean: those the best kind of match gives, by id."""
    asked = text.strip()
    if people := store.people([PersonId(asked)]):
        return people
    if by_handle := store.people_by_handle(_keys(asked)):
        return store.people(sorted(set(by_handle.values())))
    return _named(store, asked) or _qualified(store, asked) or _by_id_start(store, asked)


def _named(store: Store, asked: str) -> list[Person]:
    """Return those called so: by the exact name, else by whole words of it, else by beginnings."""
    if not words(asked):
        return []
    named = [person for person in store.named(words(asked)) if not person.unknown]
    exact = [person for person in named if fold(person.name) == fold(asked)]
    whole = [p for p in named if set(words(asked)) <= set(words(p.name))]
    return exact or whole or named


def _qualified(store: Store, asked: str) -> list[Person]:
    """Return those of a name who fit what stands behind it: work, city, a handle, an id."""
    match = _QUALIFIED.fullmatch(asked)
    if match is None:
        return []
    qualifier = (match["inside"] or match["after"]).strip()
    namesakes = _named(store, match["name"])
    keys = set(_keys(qualifier))
    return [person for person in namesakes if _fits(store, person, qualifier, keys)]


def _fits(store: Store, person: Person, qualifier: str, keys: set[str]) -> bool:
    """Return True where a qualifier tells of this person."""
    details = f"{person.title} {person.organization} {person.city}"
    if begun(words(qualifier), details) or person.id.startswith(qualifier):
        return True
    return bool(keys) and bool(keys & {handle.key for handle in store.handles(person.id)})


def _by_id_start(store: Store, asked: str) -> list[Person]:
    """Return those whose id begins so."""
    if not _ID_START.fullmatch(asked):
        return []
    return [person for person in store.people() if person.id.startswith(asked)]


def _keys(text: str) -> list[str]:
    """Return the keys of the handles that a text may be."""
    if " " in text and not text.startswith("+"):
        return []
    from netkit.model import handles  # its patterns take longer to compile than a name to find

    if text.startswith("+"):
        read = [handles.phone(text, "")]
    else:
        read = [handles.email(text), handles.linkedin(text)]
    return [handle.key for handle in read if handle]


def closest_first(view: NetworkView, people: Sequence[Person]) -> list[Person]:
    """Return people by the strength of the owner's tie with them, then by name and id."""
    by_name = sorted(people, key=lambda person: (fold(person.name), person.id))
    if not view.store.owners():
        return by_name
    ties = view.ties([person.id for person in people])
    strength = {pid: tie.log_strength for pid, tie in ties.items()}
    return sorted(by_name, key=lambda person: -strength.get(person.id, float("-inf")))


def name_choices(view: NetworkView, people: Sequence[Person]) -> list[NameChoice]:
    """Return the closest of several people, each with what can be typed to mean them alone."""
    chosen = closest_first(view, people)[:_LISTED]
    return [
        NameChoice(person, typed_name(view.store, person), _detail(view, person))
        for person in chosen
    ]


def typed_name(store: Store, person: Person) -> str:
    """Return the shortest text that means this person and nobody else."""
    name = person.name
    texts = [name]
    texts += [f"{name} at {person.organization}"] if person.organization else []
    texts += [f"{name} ({part})" for part in (person.title, person.city) if part]
    texts += [f"{name} ({person.id[:letters]})" for letters in _ID_LETTERS]
    return next(
        (text for text in texts if [match.id for match in matching(store, text)] == [person.id]),
        person.id,
    )


def _detail(view: NetworkView, person: Person) -> str:
    """Return the details of a person unlike a namesake's: work, city or handle, last contact."""
    work = " at ".join(part for part in (person.title, person.organization) if part)
    parts = [part for part in (work, person.city) if part]
    if not parts:
        kinds = {"email", "linkedin"}
        parts = [h.value for h in view.store.handles(person.id) if h.kind in kinds][:1]
    tie = view.ties([person.id]).get(person.id) if view.store.owners() else None
    if tie is not None:
        parts.append(f"last contact {date_of(tie.last_day):%Y-%m-%d}")
    return ", ".join(parts)


def _nearest(store: Store, text: str) -> str:
    """Return "; did you mean …?" with the names written most alike, empty when none is."""
    from rapidfuzz import fuzz, process

    names = {person.name: None for person in store.people() if not person.unknown}
    near: Sequence[tuple[str, float, int]] = process.extract(
        fold(text), list(names), scorer=fuzz.WRatio, processor=fold, limit=3, score_cutoff=75
    )
    return f"; did you mean {' or '.join(name for name, _, _ in near)}?" if near else ""
