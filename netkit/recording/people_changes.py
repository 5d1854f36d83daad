"""Change many people at once: their circles, their tags, whether they are archived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.memberships import LEFT
from netkit.errors import UsageError
from netkit.model.frozen import dataclass
from netkit.model.people import Claim
from netkit.recording.changes import TYPED, RecordedChange, record
from netkit.recording.typed_record import typed_moment, typed_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import ClaimField, Person

__all__ = ["PeopleChange", "change_people"]

#: So many people are named in what is said of a change; of more, their number.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class PeopleChange:
    """A change of each of several people; see `change_people`."""

    add_circles: tuple[str, ...] = ()
    remove_circles: tuple[str, ...] = ()
    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    archive: bool | None = None

    @property
    def claims(self) -> list[tuple[ClaimField, str]]:
        """Return field and value of the claims that tell it."""
        claims: list[tuple[ClaimField, str]] = [
            *(("circle", name) for name in self.add_circles),
            *((LEFT["circle"], name) for name in self.remove_circles),
            *(("tag", name) for name in self.add_tags),
            *((LEFT["tag"], name) for name in self.remove_tags),
        ]
        if self.archive is not None:
            claims.append(("archived", "yes" if self.archive else "no"))
        return claims

    @property
    def text(self) -> str:
        """Return the change in words: "circle customer, archived"."""
        words = [*(f"circle {name}" for name in self.add_circles)]
        words += [f"no circle {name}" for name in self.remove_circles]
        words += [f"tag {name}" for name in self.add_tags]
        words += [f"no tag {name}" for name in self.remove_tags]
        if self.archive is not None:
            words.append("archived" if self.archive else "no longer archived")
        return ", ".join(words)


def change_people(
    view: NetworkView, people: Sequence[Person], change: PeopleChange
) -> RecordedChange:
    """Record one change of several people; one undo takes it back from all of them.

    Raises
    ------
    UsageError
        Nothing is to change, or the owner would be archived.
    """
    if not change.claims:
        raise UsageError("say what is to change: --add-tag, --add-circle, --archive, …")
    if change.archive and any(person.owner for person in people):
        raise UsageError("you cannot archive yourself")
    handles, claims = [], []
    for person in people:
        at = typed_moment(view.store, person, view.now)
        own_record = typed_record(person, at)
        handles.append((own_record, person.id))
        claims += [
            Claim(own_record.person_id, field, value.strip(), at, "typed", TYPED)
            for field, value in change.claims
        ]
    few = len(people) <= _NAMED
    whom = ", ".join(person.name for person in people) if few else f"{len(people)} people"
    return record(view, f"{whom}: {change.text}", handles=handles, claims=claims)
