"""`netkit today`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from ..day_types import NUMBER_OF_DAYS
from ..output import Answer, show
from ..render import practice_views
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from netkit.answers.proposals import Memory

_SNOOZE_DAYS = 14


@click.command("today")
@click.argument("days", required=False, metavar="DAYS|DAY", type=NUMBER_OF_DAYS)
@click.option("--for", "whom", metavar="X", help="Instead: what can I do for X this week?")
@click.option("--snooze", metavar="X", help="Leave X in peace for DAYS (14), or until a DAY.")
@click.option("--dismiss", metavar="X", help="What is proposed for X is not to come again.")
@click.option("--peek", is_flag=True, help="Do not remember that these were proposed.")
@click.option("--limit", "-n", default=5, show_default=True, help="How many to show.")
@common
@pass_session
def command(
    session: Session,
    days: int | None,
    whom: str | None,
    snooze: str | None,
    dismiss: str | None,
    peek: bool,
    limit: int,
) -> None:
    """Whom should I turn to today? Five at most.

    A promise due, a thank-you, a milestone, a need that somebody else's offer meets, a fading
    tie, an introduction, a hello: in turn. Nobody again within 14 days, unless something is due.
    """
    from netkit.answers.daily import acts_of, memory_of

    session.question = "today"
    if whom:
        _for(session, whom)
        return
    space, day = session.workspace, session.present.date()
    memory = memory_of(space)
    if snooze:
        who = session.person(snooze)
        until = day + timedelta(days=days or _SNOOZE_DAYS)
        _remember(session, memory.snooze(who.id, until), f"{who.name} rests until {until}")
        return
    if dismiss:
        _dismiss(session, dismiss, memory)
        return
    found = acts_of(space, session.as_of, limit=limit)
    if session.as_of is None and not peek:
        _keep(session, memory.after([act.person.id for act in found], day))
    empty = "nothing is due, and nobody waits: enjoy the day"
    show(session, Answer("today", found, practice_views.acts, empty=empty))


def _for(session: Session, name: str) -> None:
    from netkit.answers.daily import acts_for

    who = session.person(name)
    session.question = f"today --for {who.name}"
    found = acts_for(session.workspace, who, session.as_of)
    empty = (
        f"nothing known of {who.name} points to something you could do;"
        f" 'netkit brief \"{who.name}\"' has a question worth asking"
    )
    show(session, Answer(session.question, found, practice_views.acts, empty=empty))


def _dismiss(session: Session, name: str, memory: Memory) -> None:
    """Forget for good what is now proposed for somebody."""
    from netkit.answers.daily import acts_of
    from netkit.errors import NothingFoundError

    who = session.person(name)
    keys = [act.key for act in acts_of(session.workspace, session.as_of) if act.person.id == who.id]
    if not keys:
        raise NothingFoundError(f"nothing is proposed for {who.name} today")
    _remember(session, memory.dismiss(keys), f"dismissed: what was proposed for {who.name}")


def _keep(session: Session, memory: Memory) -> None:
    from netkit.answers.proposals import SETTING

    session.workspace.store.set_setting(SETTING, memory.written())


def _remember(session: Session, memory: Memory, said: str) -> None:
    _keep(session, memory)
    answer = Answer(session.question, [{"said": said}], lambda page, _: page.line((said, "")))
    show(session, answer)
