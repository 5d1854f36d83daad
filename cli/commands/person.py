"""`netkit person`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from netkit.errors import NothingFoundError, UsageError
from netkit.model import handles
from netkit.model.events import Milestone
from netkit.model.names import clean
from netkit.model.people import Affiliation, Claim, Handle, Person

from ..day_types import BIRTHDAY, DEATH_DAY
from ..output import Answer, show
from ..record import TYPED, record
from ..render import views
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from collections.abc import Callable


@click.command("person")
@click.argument("name")
@click.option("--email", multiple=True, help="An e-mail address.")
@click.option("--linkedin", help="A LinkedIn profile.")
@click.option("--phone", help="A phone number with its country code.")
@click.option("--org", default="", help="Where they work now.")
@click.option("--title", default="", help="As what.")
@click.option("--city", help="Where they live.")
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
    changes = any(value not in (None, "", ()) for value in fields.values())
    known = None if new else _known(session, name, create=changes)
    if known is not None and not changes:
        gone = session.workspace.view.departed([known.id]).get(known.id)
        row = {"person": known, **plain_person(known)}
        row |= {"departed": gone.text(known.name)} if gone else {}
        show(session, Answer(session.question, [row], views.one_person))
        return
    keys = _handles(fields)
    first = _first(session, name, keys) if known is None else None
    pid = known.id if known is not None else first.person_id if first else None
    if pid is None:
        raise UsageError("a person needs a name")
    claims = [Claim(pid, "name", name, session.now, "typed", TYPED)] if known is None else []
    if fields["city"]:
        claims.append(Claim(pid, "city", fields["city"], session.now, "typed", TYPED))
    if fields["died"]:
        claims.append(Claim(pid, "died", fields["died"], session.now, "typed", TYPED))
    if fields["archived"] is not None:
        value = "yes" if fields["archived"] else "no"
        claims.append(Claim(pid, "archived", value, session.now, "typed", TYPED))
    claims += [Claim(pid, "circle", c, session.now, "typed", TYPED) for c in fields["circle"]]
    jobs = []
    if fields["org"] or fields["title"]:
        jobs = [
            Affiliation(pid, fields["org"], fields["title"], seen_at=session.now, source="typed")
        ]
    every = [*([first] if first else []), *(key for key in keys if key != first)]
    born = fields["birthday"]
    days = [Milestone(session.now, pid, "birthday", born, TYPED)] if born else []
    said = f"{'added' if known is None else 'changed'}: {name if known is None else known.name}"
    record(
        session, said, days, handles=[(key, pid) for key in every], claims=claims, affiliations=jobs
    )


def plain_person(person: Person) -> dict[str, Any]:
    """Return what is shown of one person besides id and name."""
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
    taken = session.workspace.store.known([key.key for key in keys])
    if taken:
        who = session.workspace.store.people(list(taken.values()))[0]
        raise UsageError(f"{next(iter(taken)).partition(':')[2]} belongs to {who.name} ({who.id})")
    return keys[0] if keys else handles.named("typed", name, session.now.isoformat())
