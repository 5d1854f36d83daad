"""`netkit note`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from netkit.model.events import Note, Step, Thread
from netkit.model.names import fold

from ..record import TYPED, on_option, record, when
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from datetime import date, datetime

    from netkit.model.people import Person


@click.command("note")
@click.argument("person")
@click.argument("text")
@click.option("--topic", help="It belongs to a topic you are on with them: what was decided.")
@click.option("--next", "following", default="", help="With a topic: its next step.")
@click.option("--close", is_flag=True, help="With a topic: it has come to its end.")
@on_option
@common
@pass_session
def command(
    session: Session,
    person: str,
    text: str,
    topic: str | None,
    following: str,
    close: bool,
    day: date | None,
) -> None:
    """Keep a note about somebody.

    With a topic it becomes part of a series: the first note says what it is about, each further
    one what was decided and why; 'netkit brief' shows where the topic stands.
    """
    who = session.person(person)
    session.question = f"note {who.name}"
    if topic:
        _thread(session, who, topic, text, following, close, when(session, day))
        return
    record(session, f"noted of {who.name}", [Note(when(session, day), who.id, text, TYPED)])


def _thread(
    session: Session, who: Person, topic: str, text: str, following: str, close: bool, at: datetime
) -> None:
    """Begin a topic, or say how it goes on."""
    known = session.workspace.view.states(Thread, people=[who.id])
    same = [one for one in known if one.status != "closed" and fold(one.event.topic) == fold(topic)]
    said = f"{topic} with {who.name}: {text}"
    if not same:
        record(session, said, [Thread(at, who.id, topic, text, following, TYPED)])
        return
    steps = [Step(at, same[-1].id, "closed" if close else "decided", text, TYPED)]
    if following:
        steps.append(Step(at, same[-1].id, "next", following, TYPED))
    record(session, said, steps)
