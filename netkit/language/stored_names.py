"""The names in a store, as the two grammars ask for them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from netkit.model.events import Acquaintance
from netkit.model.names import fold, without_title, words
from netkit.model.organizations import organization_key, organization_words
from netkit.model.people import PersonId

from .genders import gender_of, title_gender
from .name_index import Kind, Person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.model.people import Person as StoredPerson
    from netkit.store.port import Store

__all__ = ["StoredNames"]

RANKED = 50  # namesakes that are compared
TOGETHER = 5.0  # what one contact with somebody else named weighs, in contact-days alone
SHORTEST = 2
NEAR = 80.0  # of 100: how alike two spellings are
MOST_NEAR = 3
_MARRIED = ("wife", "husband", "spouse")
_EPOCH = date(1970, 1, 1)
_SPELT_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "Ø": "Oe"}
)


class StoredNames:
    """Answers `NameIndex` and `PersonRanking` from a store, a few indexed reads each.

    Parameters
    ----------
    store : Store
        The network. Its first owner is "me".
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._named: dict[tuple[str, ...], list[StoredPerson]] = {}

    @cached_property
    def _organizations(self) -> frozenset[str]:
        return frozenset(self._store.organizations([""]))

    def kinds(self, text: str) -> frozenset[Kind]:
        """Return the kinds a text names: a person, by whole words, or an organization, in full."""
        name_words = words(without_title(text))
        if not name_words or len(name_words[0]) < SHORTEST:
            return frozenset()
        if self._people(name_words):
            return frozenset({"person"})
        name = organization_key(text) or " ".join(name_words)
        return frozenset({"org"} if name in self._organizations else ())

    def candidates(self, text: str, *, beside: Sequence[str]) -> Sequence[Person]:
        """Rank the people a text may name: by contact with me, and with those named beside."""
        fitting = self._fitting(text)[:RANKED]
        if len(fitting) < 2:
            return [Person(person.id, person.name) for person in fitting]
        beside_fitting = [self._fitting(name) for name in beside]
        companions = [people[0] for people in beside_fitting if len(people) == 1]
        ranked = [self._ranked(person, companions) for person in fitting]
        return sorted(ranked, key=lambda person: (-person.score, person.name, person.id))

    def near(self, text: str) -> Sequence[Person]:
        """Give up to three people whose name is spelt nearly so, or has the same first word.

        Those are compared who share the first two letters of the first or the last word.
        """
        from rapidfuzz.fuzz import ratio

        name_words = words(without_title(text))
        if not name_words:
            return ()
        sharing = {
            person.id: person
            for word in {name_words[0][:2], name_words[-1][:2]}
            for person in self._store.named([word])
            if not (person.owner or person.unknown)
        }
        plain = " ".join(name_words)
        alike = []
        for person in sharing.values():
            own = words(without_title(person.name))
            score = ratio(plain, fold(" ".join(own)))
            if len(name_words) == 1:
                score = max((ratio(plain, word) for word in own), default=0.0)
            elif own and own[0] == name_words[0]:
                score = max(score, NEAR)
            if score >= NEAR:
                alike.append((-score, person.name, person.id))
        return [Person(pid, name) for _, name, pid in sorted(alike)[:MOST_NEAR]]

    def is_organization(self, text: str, *, in_part: bool = False) -> bool:
        """Return True when somebody in the store is at an organization of this name.

        in_part : or at one whose name begins so: "Helix" for Helix Bio
        """
        key = organization_key(text)
        keys = self._store.organizations(organization_words(text)) if key else ()
        return key in keys or (in_part and any(name.startswith(f"{key} ") for name in keys))

    def is_home(self, text: str) -> bool:
        """Return True when somebody in the store lives in a city of this name."""
        city = words(text)
        return bool(city) and any(
            words(person.city)[: len(city)] == city for person in self._store.living_in(city)
        )

    def based_at(self, text: str, place: str) -> Sequence[Person]:
        """Give the people a typed name fits who are at an organization, or in a city, so named."""
        key, city = organization_key(place), words(place)
        return [
            Person(person.id, person.name)
            for person in self._fitting(text)
            if (key and f"{organization_key(person.organization)} ".startswith(f"{key} "))
            or (city and words(person.city)[: len(city)] == city)
        ]

    def has_role(self, person: str, role: str, of: str, *, at_work: bool) -> bool:
        """Return True when a person is on record in a role to another.

        For a role at work a company in common is enough; it tells nothing of family.
        """
        pair = {PersonId(person), PersonId(of)}
        members = {member.id: member for member in self._store.people(pair)}
        if len(members) < 2:
            return False
        employers = {organization_key(member.organization) for member in members.values()}
        if at_work and len(employers) == 1 and employers != {""}:
            return True
        acquaintances = [
            row.event
            for row in self._store.events(("acquaintance",), people=pair)
            if isinstance(row.event, Acquaintance)
        ]
        evidence = [fold(event.evidence) for event in acquaintances if {event.a, event.b} == pair]
        words_of_role = ("married", role) if role in _MARRIED else (role,)
        return any(word in text for text in evidence for word in words_of_role)

    def _fitting(self, text: str) -> list[StoredPerson]:
        """Return the people a typed name fits: in full, with initials, with umlauts as ae, oe, ue.

        Of a title the gender counts: Mrs. Shaw is not Mark.
        """
        plain = without_title(text)
        name_words = words(plain)
        people = self._people(name_words)
        if not people and len(name_words) > 1:
            people = self._with_initials(name_words) or self._with_umlauts(plain)
            people = people or (self._run_together(name_words) if len(name_words) == 2 else [])
        elif not people:
            people = self._with_umlauts(plain) or self._with_hyphen(plain)
        gender = title_gender(text)
        return [person for person in people if {gender, gender_of(person.name)} != {"he", "she"}]

    def _with_initials(self, name_words: Sequence[str]) -> list[StoredPerson]:
        """Return the people of "Lisa B.", "J. Moreau" and "JL Moreau"."""
        whole = [word for word in name_words if len(word) > 2]
        initials = "".join(word for word in name_words if len(word) <= 2)
        if not whole or not initials:
            return []
        people = self._people(whole)
        return [
            person
            for person in people
            if _begins(
                "".join(word[0] for word in words(person.name) if word not in whole), initials
            )
        ]

    def _with_hyphen(self, plain: str) -> list[StoredPerson]:
        """Return the people of "JP": Jean-Pierre, and nobody of one given name."""
        if not re.fullmatch("[A-Z]{2}", plain):
            return []
        return [
            person
            for person in self._store.named([fold(plain[0])])
            if re.match(rf"{plain[0]}\w+-{plain[1]}\w+\b", fold(person.name), re.IGNORECASE)
        ]

    def _run_together(self, name_words: Sequence[str]) -> list[StoredPerson]:
        """Return the people of "lisa oneil" and "jeanluc moreau"."""
        return [
            person
            for word in (name_words[0], name_words[-1])
            for person in self._people([word])
            if set(name_words) <= set(words(re.sub(r"['’-]", "", person.name)))
        ]

    def _with_umlauts(self, plain: str) -> list[StoredPerson]:
        """Return the people of "Juergen Mueller", and of "Müller" where Mueller is on record."""
        spelt_out = words(plain.translate(_SPELT_OUT))
        if spelt_out != words(plain) and (people := self._people(spelt_out)):
            return people
        collapsed = [re.sub("(?<=[aou])e", "", word) for word in spelt_out]
        if collapsed == list(spelt_out):
            return []
        return [
            person
            for person in self._people(collapsed)
            if set(spelt_out) <= set(words(person.name.translate(_SPELT_OUT)))
        ]

    def _people(self, name_words: Sequence[str]) -> list[StoredPerson]:
        """Give the people, not me, whose name holds each of some words, whole."""
        key = tuple(name_words)
        if key not in self._named:
            self._named[key] = [
                person
                for person in (self._store.named(name_words) if name_words else ())
                if not (person.owner or person.unknown)
                and set(name_words) <= set(words(person.name))
            ]
        return self._named[key]

    def _ranked(self, person: StoredPerson, companions: Sequence[StoredPerson]) -> Person:
        owners = self._store.owners()
        tie = self._store.tie(owners[0], person.id) if owners else None
        days = tie.contact_days if tie else 0
        meetings = {
            other.name: len(self._store.interactions([person.id, other.id])) for other in companions
        }
        together = {name: count for name, count in meetings.items() if count}
        reasons = [f"together with {name} {_times(count)}" for name, count in together.items()]
        if tie:
            last = _EPOCH + timedelta(days=int(tie.last_day))
            reasons.append(f"in touch on {_days(days)}, last {last.isoformat()}")
        work = " at ".join(part for part in (person.title, person.organization) if part)
        reason = "; ".join([*reasons, *([work] if work else [])]) or "no contact yet"
        score = 1.0 + days + TOGETHER * sum(together.values())
        return Person(person.id, person.name, reason, score)


def _begins(own: str, initials: str) -> bool:
    """Return True when initials are those of a name, in their order, or the first of them."""
    return bool(own) and own.startswith(initials)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _days(count: int) -> str:
    return "one day" if count == 1 else f"{count} days"
