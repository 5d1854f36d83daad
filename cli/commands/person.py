"""`netkit person`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from netkit.errors import NothingFoundError
from netkit.model.names import clean

from ..day_types import BIRTHDAY_OR_NONE, DEATH_DAY, PAST_PARTIAL
from ..name_arguments import PERSON
from ..output import Answer, show
from ..record import tell
from ..render import views
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from netkit.model.people import Person
    from netkit.recording.changes import RecordedChange


@click.command("person")
@click.argument("name", type=PERSON)
@click.option("--email", multiple=True, help="An e-mail address.")
@click.option("--linkedin", help="A LinkedIn profile.")
@click.option("--phone", multiple=True, help="A phone number with its country code.")
@click.option(
    "--remove",
    multiple=True,
    metavar="KEY",
    help="An address, number or profile that is theirs no more; what came from it stays theirs.",
)
@click.option(
    "--change",
    "replace",
    nargs=2,
    multiple=True,
    metavar="OLD NEW",
    help="Another address for an old one.",
)
@click.option("--rename", metavar="NAME", help="What they are called from now on.")
@click.option("--org", "organization", help="Where they work; '' for nowhere.")
@click.option("--title", help="As what.")
@click.option("--from", "since", metavar="DAY", type=PAST_PARTIAL, help="Since when: 2019-03.")
@click.option("--to", "until", metavar="DAY", type=PAST_PARTIAL, help="Until when: a past job.")
@click.option("--city", help="Where they live; '' where it is not known.")
@click.option("--birthday", metavar="DAY", type=BIRTHDAY_OR_NONE,
              help="7 March 1980, 7 March, --03-07; '' for none.")  # fmt: skip
@click.option("--circle", multiple=True, help="A circle of yours: personal, customer, …")
@click.option("--tag", multiple=True, help="A word of yours to find them by: climber, speaker, …")
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
    "archive",
    default=None,
    help="Propose them no more; they are still found.",
)
@click.option("--new", is_flag=True, help="Somebody new, whoever else is called so.")
@click.option("--again", is_flag=True, help="Also if you had them forgotten.")
@common
@pass_session
def command(session: Session, /, name: str, new: bool, again: bool, **fields: Any) -> None:
    """Add a person, or show one.

    With any field the person is added, or the field is set; with none they are shown. What is
    typed outlasts every import; 'netkit undo' takes the last change back.
    """
    name = clean(name)
    session.question = f"person {name}"
    given = {field: value for field, value in fields.items() if value not in (None, ())}
    person = None if new else _known(session, name, create=bool(given))
    if person is None:
        tell(session, _added(session, name, again=again, **given))
    elif given:
        tell(session, session.workspace.change_person(person, typed=name, **given))
    else:
        show(session, Answer(session.question, [session.workspace.card(person)], views.cards))


def _added(session: Session, name: str, **said: Any) -> RecordedChange:
    """Record somebody new, of whom nothing can be corrected yet."""
    corrected = [field for field in ("rename", "remove", "replace") if field in said]
    if corrected:
        option = corrected[0].replace("replace", "change")
        raise NothingFoundError(f"nobody is called “{name}”: --{option} corrects somebody known")
    return session.workspace.add_person(name, **said)


def _known(session: Session, name: str, *, create: bool) -> Person | None:
    try:
        return session.person(name)
    except NothingFoundError as error:
        if create:
            return None
        raise NothingFoundError(f"{error}; --new adds them") from error
