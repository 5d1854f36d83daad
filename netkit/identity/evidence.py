"""Join people without a shared key where strong evidence makes them one.

A name alone never does. The same full name (or a nickname of it) joins with the same employer, or
with an address at the employer's domain; an address that is made of the whole name stands for the
name. Whoever has two different profiles, two days of connecting, two addresses at one domain, or
was called different by the user stays two; where several people would fit, the user is asked.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from netkit.identity.joins import Conflict
from netkit.identity.name_comparison import compare_names, name_words
from netkit.identity.name_rarity import is_common_given_name
from netkit.model.frozen import dataclass
from netkit.model.handles import is_role_address
from netkit.model.names import fold
from netkit.model.organizations import organization_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from netkit.model.people import Handle, PersonId

__all__ = ["EvidenceJoin", "Portrait", "evidence_joins", "surnames_in"]

#: Domains of everybody's mail: an address there says nothing of an employer.
_EVERYBODYS = frozenset({
    "gmail", "googlemail", "outlook", "hotmail", "live", "msn", "yahoo", "ymail", "icloud",
    "me", "mac", "aol", "gmx", "web", "mail", "email", "proton", "protonmail", "pm", "posteo",
    "mailbox", "fastmail", "hey", "zoho", "yandex", "qq", "orange", "free", "laposte",
    "libero", "tiscali", "virgilio", "wanadoo", "comcast", "verizon", "att", "btinternet",
    "sky", "bluewin", "sapo", "uol", "bol", "terra", "seznam",
})  # fmt: skip
#: Second-level names that are no organization's: the third from the right is.
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "edu", "or", "ne", "go"})
_FIRST_WORD = 4  # a domain may be the first word of an employer's name when it is this long
_MOST_ALIKE = 60  # of one surname at one employer; more are not compared


@dataclass(frozen=True, slots=True)
class Portrait:
    """Names, employers and handles of a person, as evidence for or against a join.

    employers : names of organizations, past ones among them.
    """

    id: PersonId
    names: Collection[str]
    employers: Collection[str] = ()
    handles: Collection[Handle] = ()

    def values(self, kind: str) -> set[str]:
        """Return the values of the handles of a kind."""
        return {handle.value for handle in self.handles if handle.kind == kind}

    def has_any(self, kinds: Collection[str]) -> bool:
        """Return True if one of the handles is of one of these kinds."""
        return any(handle.kind in kinds for handle in self.handles)


class EvidenceJoin(NamedTuple):
    """`absorbed` is `survivor`, for a reason such as ``name and employer``."""

    survivor: PersonId
    absorbed: PersonId
    reason: str


def evidence_joins(
    people: Iterable[Portrait],
    fresh: Collection[PersonId],
    different: Collection[frozenset[PersonId]] = (),
) -> tuple[list[EvidenceJoin], list[Conflict]]:
    """Find joins that evidence supports, and conflicts that only the user can decide.

    Parameters
    ----------
    people : everybody who may be one with somebody of `fresh`, those among them.
    fresh : people of whom something is new; pairs without any of them were weighed before.
    different : pairs that the user called two people.
    """
    blocks = _blocks(people)
    joins: dict[frozenset[PersonId], EvidenceJoin] = {}
    doubts: dict[frozenset[PersonId], Conflict] = {}
    for place in sorted(place for place, block in blocks.items() if 1 < len(block) <= _MOST_ALIKE):
        block = {person.id: person for person in blocks[place]}
        if not block.keys().isdisjoint(fresh):
            _weigh(place[1], block, different, joins, doubts)
    asked = [doubt for pair, doubt in doubts.items() if pair not in joins]
    return list(joins.values()), asked


def _blocks(people: Iterable[Portrait]) -> Mapping[tuple[str, str], list[Portrait]]:
    """Return the people to be compared, by place: somebody of them has no profile.

    Two people with a profile each are two: nearly all of an archive are passed over so.
    """
    blocks: dict[tuple[str, str], list[Portrait]] = {}
    with_profile = []
    for person in people:
        if any(handle.kind == "linkedin" for handle in person.handles):
            with_profile.append(person)
        else:
            for place in _places(person):
                blocks.setdefault(place, []).append(person)
    labels = {label for _, label in blocks}
    for person in with_profile if blocks else ():
        for place in _places(person) if _has_label(person, labels) else ():
            if place in blocks:
                blocks[place].append(person)
    return blocks


def _has_label(person: Portrait, labels: Collection[str]) -> bool:
    """Return True if an employer or domain of a person is among `labels`; else no name is read."""
    for name in person.employers:
        if not employer_labels(name).isdisjoint(labels):
            return True
    return any(
        handle.kind == "email" and domain_label(handle.value) in labels for handle in person.handles
    )


def _places(person: Portrait) -> set[tuple[str, str]]:
    """Return the blocks of a person: each surname with each label of an employer or a domain."""
    labels = {label for name in person.employers for label in employer_labels(name)}
    by_name = {words[-1] for words in map(name_words, person.names) if len(words) > 1}
    if not person.values("linkedin"):  # of two, one is enough to be compared both ways
        by_name |= {words[0] for words in map(name_words, person.names) if len(words) > 1}
    places = {(surname, label) for surname in by_name for label in labels}
    for address in person.values("email"):
        label = domain_label(address)
        if label and not is_role_address(address):
            places.update((surname, label) for surname in by_name or surnames_in(address))
    return places


def _are_turned(a: str, b: str) -> bool:
    """Return True for one name with the family name first in one of two, and unsure which is it.

    >>> _are_turned("Thomas Martin", "Martin Thomas"), _are_turned("Kenji Tanaka", "Tanaka Kenji")
    (True, False)
    """
    mine, theirs = name_words(a), name_words(b)
    return (
        mine != theirs and sorted(mine) == sorted(theirs) and all(map(is_common_given_name, mine))
    )


@lru_cache(maxsize=65_536)
def employer_labels(name: str) -> frozenset[str]:
    """Return the labels that an employer's mail domain may have.

    >>> sorted(employer_labels("Fernlight Foods, Inc."))
    ['fernlight', 'fernlightfoods']
    """
    words = organization_key(name).split()
    first = words[:1] if words and len(words[0]) >= _FIRST_WORD else []
    return frozenset({"".join(words), *first} - {""})


def domain_label(address: str) -> str:
    """Return the name of an address's domain; empty for one of everybody's.

    >>> domain_label("a@mail.fern-light.co.uk"), domain_label("a@gmail.com")
    ('fernlight', '')
    """
    parts = address.partition("@")[2].split(".")
    if len(parts) < 2:
        return ""
    label = parts[-3] if len(parts) > 2 and parts[-2] in _SECOND_LEVEL else parts[-2]
    return "" if label in _EVERYBODYS else fold(label).replace("-", "")


def surnames_in(address: str) -> set[str]:
    """Return what may be the surname in an address of two words: ana and lima of ``ana.lima@``."""
    parts = address.partition("@")[0].replace("_", ".").replace("-", ".").split(".")
    whole = len(parts) == 2 and all(part.isalpha() and len(part) > 1 for part in parts)
    return set(name_words(" ".join(parts))) if whole else set()


def _weigh(
    label: str,
    block: Mapping[PersonId, Portrait],
    different: Collection[frozenset[PersonId]],
    joins: dict[frozenset[PersonId], EvidenceJoin],
    doubts: dict[frozenset[PersonId], Conflict],
) -> None:
    """Join the people of a block who are one; ask where one of them would fit two others."""
    alike: defaultdict[PersonId, dict[PersonId, str]] = defaultdict(dict)
    by_mail = {pid for pid, person in block.items() if not _employed(person, label)}
    for a, b in combinations((block[pid] for pid in sorted(block)), 2):
        reason = _reason([portrait for portrait in (a, b) if portrait.id in by_mail], a, b)
        if reason:
            alike[a.id][b.id] = alike[b.id][a.id] = reason
    for group in _groups(alike):
        foes = {
            frozenset(pair)
            for pair in combinations(group, 2)
            if _objects(block[pair[0]], block[pair[1]], different)
        }
        fitting = {
            person: {other for other in alike[person] if frozenset((person, other)) not in foes}
            for person in group
        }
        part_of = _by_elimination(fitting, foes) if foes else dict.fromkeys(group, group)
        for first, second in combinations(sorted(group), 2):
            if second not in fitting[first]:
                continue
            pair, why = frozenset((first, second)), alike[first][second]
            if part_of and part_of[first] is part_of[second]:
                joins.setdefault(pair, EvidenceJoin(first, second, why))
            elif not part_of:
                asked = f"{why}, but somebody else would fit too"
                doubts.setdefault(pair, Conflict(first, second, asked))


def _by_elimination(
    fitting: Mapping[PersonId, Collection[PersonId]], foes: Collection[frozenset[PersonId]]
) -> dict[PersonId, set[PersonId]]:
    """Return who is one person of a group in which some cannot be; empty where that is unsure.

    Whoever fits one other alone is that one, and so leaves nobody else to choose from: of Robert
    and William Stone at one firm, Bob is Robert, and Bill, which may be short for either, William.
    """
    only: defaultdict[PersonId, set[PersonId]] = defaultdict(set)
    for person, others in fitting.items():
        for other in others if len(others) == 1 else ():
            only[person].add(other)
            only[other].add(person)
    part_of = {person: {person} for person in fitting}
    part_of |= {person: part for part in _groups(only) for person in part}

    def are_foes(mine: Collection[PersonId], theirs: Collection[PersonId]) -> bool:
        return any(frozenset(pair) in foes for pair in product(mine, theirs))

    edges = ((part_of[person], part_of[other]) for person in fitting for other in fitting[person])
    is_sure = all(are_foes(mine, theirs) is (mine is not theirs) for mine, theirs in edges)
    return part_of if is_sure else {}


def _groups(alike: Mapping[PersonId, Collection[PersonId]]) -> Iterator[set[PersonId]]:
    """Yield the sets of people who hang together."""
    left = set(alike)
    while left:
        group, edge = set(), {min(left)}
        while edge:
            group |= edge
            edge = {neighbour for person in edge for neighbour in alike[person]} - group
        left -= group
        yield group


def _reason(from_mail: Sequence[Portrait], a: Portrait, b: Portrait) -> str:
    """Return the reason for joining two people of a block; empty when there is none.

    from_mail : those of the two whom only an address places at the employer.
    """
    if len(from_mail) == 2:
        return ""  # two addresses at one domain are two people's, or nobody knows
    likeness = {
        "initial" if _are_turned(x, y) else compare_names(x, y) for x in a.names for y in b.names
    }
    if "same" in likeness:
        return "by name and address at the employer" if from_mail else "by name and employer"
    if "variant" in likeness:
        return (
            "by a form of the name and address at the employer"
            if from_mail
            else "by a form of the name and employer"
        )
    if from_mail and likeness <= {"none"} and _is_made_of(from_mail[0], {*a.names, *b.names}):
        return "by an address made of the name at the employer"
    return ""


def _employed(person: Portrait, label: str) -> bool:
    return any(label in employer_labels(name) for name in person.employers)


def _is_made_of(person: Portrait, names: Iterable[str]) -> bool:
    """Return True when a person's address is made of a whole name: given name and surname."""
    locals_ = {
        "".join(filter(str.isalpha, address.partition("@")[0]))
        for address in person.values("email")
    }
    forms = {
        form
        for words in map(name_words, names)
        if len(words) > 1
        for form in (words[0] + words[-1], words[-1] + words[0])
    }
    return not locals_.isdisjoint(forms)


def _objects(a: Portrait, b: Portrait, different: Collection[frozenset[PersonId]]) -> bool:
    """Return True when evidence forbids a join without the user's verdict."""
    if frozenset((a.id, b.id)) in different:
        return True
    if _disjoint(a.values("linkedin"), b.values("linkedin")):
        return True
    days = [{v.rpartition("|")[2] for v in portrait.values("connection")} for portrait in (a, b)]
    if _disjoint(*days):
        return True
    mine, theirs = a.values("email"), b.values("email")
    domains = [
        {address.partition("@")[2] for address in addresses}
        for addresses in (mine - theirs, theirs - mine)
    ]
    return bool({d for d in domains[0] & domains[1] if domain_label(f"x@{d}")})


def _disjoint(mine: set[str], theirs: set[str]) -> bool:
    return bool(mine and theirs and not mine & theirs)
