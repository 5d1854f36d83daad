"""Record what the user says of a person: new people, and corrections that outlast every import."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from netkit.answers.duplicate_sides import removed_keys
from netkit.errors import UsageError
from netkit.model import handles
from netkit.model.frozen import dataclass
from netkit.model.names import clean, fold
from netkit.model.people import ADDRESS_KINDS, Affiliation, Claim, ClaimField, Handle
from netkit.recording.changes import TYPED, RecordedChange, record
from netkit.recording.typed_record import typed_moment, typed_record
from netkit.store.forgotten import forgotten_among

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import HandleKind, Person, PersonId
    from netkit.model.when import PartialDate

__all__ = ["PersonFields", "change_person", "record_person"]


@dataclass(frozen=True, slots=True)
class PersonFields:
    """Fields said of a person; None and empty tuples say nothing, an empty text empties a field.

    Attributes
    ----------
    emails, phones, linkedin : keys to add; added : further ones, of any of these kinds.
    remove : addresses, numbers or profiles that are theirs no more.
    rename : what they are called from now on; the name before still finds them.
    organization, title : where they work; with `began` and `ended`, when. A job that ended is no
        present one.
    birthday : as `PartialDate` is written.
    died : a day of any precision, ``yes`` or ``no``.
    """

    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    linkedin: str | None = None
    added: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    rename: str | None = None
    organization: str | None = None
    title: str | None = None
    began: PartialDate | None = None
    ended: PartialDate | None = None
    city: str | None = None
    birthday: str | None = None
    circles: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    died: str | None = None
    archived: bool | None = None


def record_person(
    view: NetworkView, name: str, fields: PersonFields, *, again: bool = False
) -> RecordedChange:
    """Record somebody new.

    Parameters
    ----------
    again : lift what keeps somebody forgotten away, if one of the keys is theirs.

    Raises
    ------
    UsageError
        One of the keys belongs to somebody, is none, or is of somebody forgotten.
    """
    keys = _typed_keys(fields)
    taken = view.store.people_by_handle([key.key for key in keys])
    for key in keys:
        if key.key in taken:
            holder = view.store.people([taken[key.key]])[0]
            raise UsageError(f"{key.value} belongs to {holder.name} ({holder.id})")
    _meet_again(view, keys, again=again)
    at = view.now
    first = keys[0] if keys else handles.named("typed", name, at.isoformat())
    pid = first.person_id
    return record(
        view,
        f"added: {name}",
        handles=[(key, pid) for key in dict.fromkeys([first, *keys])],
        claims=list(_claims(fields, pid, at, fields.rename or name)),
        affiliations=_jobs(fields, pid, at, None),
    )


def _meet_again(view: NetworkView, keys: Sequence[Handle], *, again: bool) -> None:
    """Lift what keeps somebody forgotten away, when that is asked for; refuse them else."""
    forgotten = forgotten_among(view.store, {key.key for key in keys})
    if forgotten and not again:
        values = ", ".join(key.value for key in keys if key.key in forgotten)
        raise UsageError(
            f"{values} is of somebody whom you had forgotten; --again records them once more"
        )
    if forgotten:
        view.store.lift({digest for hashes in forgotten.values() for digest in hashes})


def change_person(
    view: NetworkView, person: Person, fields: PersonFields, *, typed: str = ""
) -> RecordedChange:
    """Record corrections of a person, each after the last one that was typed.

    Parameters
    ----------
    typed : the name as it was typed; a mere part of the owner's is refused.

    Raises
    ------
    UsageError
        The owner is hardly meant; a key is none or somebody else's, or not theirs to remove.
    """
    if person.owner and typed and fold(typed) not in {"me", fold(person.name), person.id}:
        raise UsageError(
            f"“{typed}” is you, {person.name}; write 'person me' to change that, or the whole name"
            " with --new for somebody else"
        )
    at = typed_moment(view.store, person, view.now)
    first = typed_record(person, at)
    _meet_again(view, _typed_keys(fields), again=False)
    keys, shared = _free_keys(view, person, _typed_keys(fields))
    removed = [_own_key(view, person, text) for text in fields.remove]
    claims = [
        *_claims(fields, first.person_id, at, fields.rename),
        *_key_claims(
            view, person, first.person_id, at, [*keys, *(key for key, _ in shared)], removed
        ),
        *(_claim(first.person_id, "shared", key.key, at) for key, _ in shared),
    ]
    sentences = [*_sentences(fields), *(f"no longer {key.value}" for key in removed)]
    sentences += [f"{key.value}, shared with {holder}" for key, holder in shared]
    return record(
        view,
        f"changed: {person.name}" + (f" ({', '.join(sentences)})" if sentences else ""),
        handles=[(key, person.id) for key in dict.fromkeys([first, *keys])],
        claims=claims,
        affiliations=_jobs(fields, first.person_id, at, person),
    )


def _typed_keys(fields: PersonFields) -> list[Handle]:
    """Return the keys that were typed.

    Raises
    ------
    UsageError
        One of them is none.
    """
    linkedin = (fields.linkedin,) if fields.linkedin else ()
    keys = []
    for texts, read, what in (
        (linkedin, handles.linkedin, "LinkedIn profile"),
        (fields.emails, handles.email, "e-mail address"),
        (fields.phones, _phone, "phone number with +country"),
    ):
        for text in texts:
            handle = read(text)
            if handle is None:
                raise UsageError(f"not a {what}: “{text}”")
            keys.append(handle)
    return [*keys, *map(_key_of_any_kind, fields.added)]


def _key_of_any_kind(text: str) -> Handle:
    handle = handles.email(text) or _phone(text) or handles.linkedin(text)
    if handle is None:
        raise UsageError(f"neither an address nor a number nor a profile: “{text}”")
    return handle


def _phone(text: str) -> Handle | None:
    return handles.phone(text, "")


def _free_keys(
    view: NetworkView, person: Person, keys: Sequence[Handle]
) -> tuple[list[Handle], list[tuple[Handle, str]]]:
    """Return the keys that can be theirs, and the numbers they share, each with its holder.

    Raises
    ------
    UsageError
        An address or a profile is somebody else's.
    """
    taken = view.store.people_by_handle([key.key for key in keys])
    free: list[Handle] = []
    shared: list[tuple[Handle, str]] = []
    for key in keys:
        if taken.get(key.key, person.id) == person.id:
            free.append(key)
            continue
        holder = view.store.people([taken[key.key]])[0]
        if key.kind != "phone":
            raise UsageError(
                f"{key.value} belongs to {holder.name} ({holder.id}); if the two are one person:"
                f" 'netkit people merge {person.id} {holder.id}'; if it is not theirs:"
                f" 'netkit people split {key.value}'"
            )
        shared.append((key, holder.name))
    return free, shared


def _own_key(view: NetworkView, person: Person, text: str) -> Handle:
    """Return the key of a person that a text means.

    Raises
    ------
    UsageError
        They have none such.
    """
    read = (handles.email(text), handles.linkedin(text), _phone(text))
    meant = {key.key for key in read if key is not None}
    keys = list(_keys_on_record(view, person))
    own = [key for key in keys if key.key in meant]
    if not own:
        listed = f"; known: {', '.join(key.value for key in keys)}" if keys else ""
        raise UsageError(f"{person.name} has no address, number or profile “{text}”{listed}")
    return own[0]


def _keys_on_record(view: NetworkView, person: Person) -> Iterator[Handle]:
    """Yield the addresses, numbers and profiles of a person, those shared with others too."""
    claims = view.store.claims([person.id], {"removed", "shared"})
    removed = removed_keys(claims)
    for handle in view.store.handles(person.id):
        if handle.kind in ADDRESS_KINDS and handle.key not in removed:
            yield handle
    for key in dict.fromkeys(claim.value for claim in claims if claim.field == "shared"):
        kind, _, value = key.partition(":")
        if key not in removed:
            yield Handle(cast("HandleKind", kind), value)


def _key_claims(
    view: NetworkView,
    person: Person,
    pid: PersonId,
    at: datetime,
    added: Sequence[Handle],
    removed: Sequence[Handle],
) -> Iterator[Claim]:
    """Yield what takes keys away, and what gives one back that was taken away before."""
    before = removed_keys(view.store.claims([person.id], {"removed"}))
    for key in removed:
        yield _claim(pid, "removed", key.key, at)
    for key in added:
        if key.key in before:
            yield _claim(pid, "removed", f"not {key.key}", at)


def _claims(fields: PersonFields, pid: PersonId, at: datetime, name: str | None) -> Iterator[Claim]:
    archived = {None: None, True: "yes", False: "no"}[fields.archived]
    typed: list[tuple[ClaimField, str | None]] = [
        ("name", clean(name) if name else None),
        ("city", fields.city),
        ("birthday", fields.birthday),
        ("died", fields.died),
        ("archived", archived),
        *(("circle", circle) for circle in fields.circles),
        *(("tag", tag) for tag in fields.tags),
    ]
    for field, text in typed:
        if text is not None:
            yield _claim(pid, field, text, at)


def _claim(pid: PersonId, field: ClaimField, text: str, at: datetime) -> Claim:
    return Claim(pid, field, text, at, "typed", TYPED)


def _jobs(
    fields: PersonFields, pid: PersonId, at: datetime, person: Person | None
) -> list[Affiliation]:
    """Return the job that is said: a title typed alone keeps the employer, an empty one empties it.

    A job that ended and was the present one leaves none.
    """
    organization, title = fields.organization, fields.title
    began, ended = fields.began, fields.ended
    if all(value is None for value in (organization, title, began, ended)):
        return []
    _require_order(began, ended)
    before = (person.organization, person.title) if person else ("", "")
    if organization is None:
        organization = before[0]
    if title is None:
        title = before[1] if organization == before[0] else ""
    if (began or ended) and not organization:
        raise UsageError("--from and --to need an employer: --org NAME")
    jobs = [Affiliation(pid, organization, title, began, ended, seen_at=at, source="typed")]
    if ended is not None and fold(organization) == fold(before[0]):
        jobs.append(Affiliation(pid, "", "", seen_at=at, source="typed"))
    return jobs


def _require_order(began: PartialDate | None, ended: PartialDate | None) -> None:
    first = began.earliest() if began else None
    last = ended.latest() if ended else None
    if first and last and last < first:
        raise UsageError(f"a job cannot end ({ended}) before it began ({began})")


def _sentences(fields: PersonFields) -> Iterator[str]:
    """Yield what was changed, in words."""
    if fields.rename:
        yield f"now called {clean(fields.rename)}"
    yield from (*fields.emails, *fields.phones, *fields.added)
    if fields.linkedin:
        yield fields.linkedin
    span = " ".join(
        part for part in (f"from {fields.began}" if fields.began else "",
                          f"until {fields.ended}" if fields.ended else "") if part
    )  # fmt: skip
    for label, value, empty in (
        ("employer", fields.organization, "no employer"),
        ("title", fields.title, "no title"),
        ("city", fields.city, "no city"),
        ("born", fields.birthday, "no birthday"),
    ):
        if value is not None:
            yield f"{label} {value}" if value else empty
    if span:
        yield span
    yield from (f"circle {circle}" for circle in fields.circles)
    if fields.died is not None:
        yield {"yes": "died", "no": "did not die"}.get(fields.died, f"died {fields.died}")
    if fields.archived is not None:
        yield "archived" if fields.archived else "no longer archived"
    yield from (f"tag {tag}" for tag in fields.tags)
