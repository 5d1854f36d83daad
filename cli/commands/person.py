"""`netkit person`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from netkit.errors import NothingFoundError, UsageError
from netkit.model import handles
from netkit.model.events import Milestone
from netkit.model.names import clean, fold
from netkit.model.people import Affiliation, Claim, ClaimField, Handle, Person, PersonId
from netkit.recording.typed_record import typed_moment, typed_record

from ..day_types import BIRTHDAY, DEATH_DAY
from ..name_arguments import PERSON
from ..output import Answer, show
from ..record import TYPED, record
from ..render import views
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


@click.command("person")
@click.argument("name", type=PERSON)
@click.option("--email", multiple=True, help="An e-mail address.")
@click.option("--linkedin", help="A LinkedIn profile.")
@click.option("--phone", help="A phone number with its country code.")
@click.option("--rename", metavar="NAME", help="What they are called from now on.")
@click.option("--org", help="Where they work now; '' for nowhere.")
@click.option("--title", help="As what.")
@click.option("--city", help="Where they live; '' where it is not known.")
@click.option("--birthday", metavar="DAY", type=BIRTHDAY, help="7 March 1980, 7 March, --03-07.")
@click.option("--circle", multiple=True, help="A circle of yours: personal, customer, …")
@click.option(
    "--died",
    metavar="[DAY]",
    is_flag=False,
    flag_value="yes",
    type=DEATH_DAY,
    help="They died; with the day where it is known. “no” takes it back.",
)
@click.option(
    "--archive/--unarchive",
    "archived",
    default=None,
    help="Propose them no more; they are still found.",
)
@click.option("--new", is_flag=True, help="Somebody new, whoever else is called so.")
@common
@pass_session
def command(session: Session, /, name: str, new: bool, **fields: Any) -> None:
    """Add a person, or show one.

    With any field the person is added, or the field is set; with none they are shown.
    """
    name = clean(name)
    session.question = f"person {name}"
    changes = any(value not in (None, ()) for value in fields.values())
    known = None if new else _known(session, name, create=changes)
    if known is not None and not changes:
        gone = session.workspace.view.departed([known.id]).get(known.id)
        row = {"person": known, **plain_person(known)}
        row |= {"departed": gone.text(known.name)} if gone else {}
        show(session, Answer(session.question, [row], views.one_person))
        return
    keys = _handles(fields)
    if known is None:
        first = _first(session, name, keys)
        at = session.now
    else:
        first, at = _record_of(session, known, name)
    pid = first.person_id
    said = f"{'added' if known is None else 'changed'}: {name if known is None else known.name}"
    born = fields["birthday"]
    record(
        session,
        said,
        [Milestone(session.now, pid, "birthday", born, TYPED)] if born else [],
        handles=[(key, known.id if known else pid) for key in dict.fromkeys([first, *keys])],
        claims=_claims(fields, pid, at, name if known is None else ""),
        affiliations=_jobs(fields, pid, at, known),
    )


def _record_of(session: Session, known: Person, name: str) -> tuple[Handle, datetime]:
    """Return the record and the moment of a change.

    Raises
    ------
    UsageError
        A part of a name means the owner, who is hardly meant.
    """
    if known.owner and fold(name) not in {"me", fold(known.name), known.id}:
        raise UsageError(
            f"“{name}” is you, {known.name}; write 'person me' to change that, or the whole name"
            " with --new for somebody else"
        )
    at = typed_moment(session.workspace.store, known, session.now)
    return typed_record(known, at), at


def _claims(fields: dict[str, Any], pid: PersonId, at: datetime, new_name: str) -> list[Claim]:
    archived = {None: None, True: "yes", False: "no"}[fields["archived"]]
    typed: list[tuple[ClaimField, str | None]] = [
        ("name", fields["rename"] or new_name or None),
        ("city", fields["city"]),
        ("died", fields["died"]),
        ("archived", archived),
        *(("circle", circle) for circle in fields["circle"]),
    ]
    return [
        Claim(pid, field, text, at, "typed", TYPED) for field, text in typed if text is not None
    ]


def _jobs(
    fields: dict[str, Any], pid: PersonId, at: datetime, known: Person | None
) -> list[Affiliation]:
    """Return the present job: a title typed alone keeps the employer, an empty one empties it."""
    organization, title = fields["org"], fields["title"]
    if organization is None and title is None:
        return []
    before = (known.organization, known.title) if known else ("", "")
    if organization is None:
        organization = before[0]
    if title is None:
        title = before[1] if organization == before[0] else ""
    return [Affiliation(pid, organization, title, seen_at=at, source="typed")]


def plain_person(person: Person) -> dict[str, Any]:
    """Return the organization, title and city of one person as plain values."""
    return {"organization": person.organization, "title": person.title, "city": person.city}


def _known(session: Session, name: str, *, create: bool) -> Person | None:
    try:
        return session.person(name)
    except NothingFoundError as error:
        if create:
            return None
        raise NothingFoundError(f"{error}; --new adds them") from error


def _handles(fields: dict[str, Any]) -> list[Handle]:
    made: list[tuple[str, Callable[[str], Handle | None], str]]
    made = [(fields["linkedin"], handles.linkedin, "LinkedIn profile")]
    made += [(one, handles.email, "e-mail address") for one in fields["email"]]
    made += [(fields["phone"], partial(handles.phone, region=""), "phone number with +country")]
    found = []
    for text, key_of, what in made:
        if text:
            handle = key_of(text)
            if handle is None:
                raise UsageError(f"not a {what}: “{text}”")
            found.append(handle)
    return found


def _first(session: Session, name: str, keys: list[Handle]) -> Handle:
    """Return the handle a new person is known by; a name alone is told apart by the moment."""
    taken = session.workspace.store.people_by_handle([key.key for key in keys])
    if taken:
        who = session.workspace.store.people(list(taken.values()))[0]
        raise UsageError(f"{next(iter(taken)).partition(':')[2]} belongs to {who.name} ({who.id})")
    return keys[0] if keys else handles.named("typed", name, session.now.isoformat())
