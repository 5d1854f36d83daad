"""`netkit today`."""

from __future__ import annotations

import click

from netkit.answers.acts import MOST
from netkit.answers.proposals import REST_DAYS

from ..day_types import NUMBER_OF_DAYS
from ..held_back import held_back_option, show_results
from ..limit_option import limit_option
from ..output import Answer, show
from ..render import practice_views
from ..report_troubles import report_notes
from ..session import Session, common, pass_session


@click.command("today")
@click.argument("days", required=False, metavar="[DAYS|DAY]", type=NUMBER_OF_DAYS)
@click.option("--for", "whom", metavar="X", help="Instead: what can I do for X this week?")
@click.option(
    "--snooze", metavar="X", help=f"Leave X in peace for DAYS ({REST_DAYS}), or until a DAY."
)
@click.option("--dismiss", metavar="X", help="What is proposed for X is not to come again.")
@click.option("--peek", is_flag=True, help="Do not remember that these were proposed.")
@limit_option(MOST)
@held_back_option
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
    held_back: bool,
) -> None:
    """List the people to turn to today, five at most.

    A promise due, a thank-you, a milestone, a need that somebody else's offer meets, a fading
    tie, an introduction, a hello: in turn. Nobody again within two weeks, unless something is due.
    """
    session.question = "today"
    space = session.workspace
    if whom:
        _for(session, whom)
    elif snooze:
        who = session.person(snooze)
        until = space.snooze(who, days=days or REST_DAYS)
        _say(session, f"{who.name} rests until {until}")
    elif dismiss:
        who = session.person(dismiss)
        space.dismiss(who)
        _say(session, f"dismissed: what was proposed for {who.name}")
    else:
        acts = space.today(limit=limit)
        if session.as_of is None and not peek:
            space.remember_proposals(acts)
        acts.notes = (*acts.notes, *report_notes(session))
        empty = "nothing is due, and nobody waits: enjoy the day"
        show_results(session, acts, practice_views.acts, empty=empty, held_back=held_back)


def _for(session: Session, name: str) -> None:
    who = session.person(name)
    session.question = f"today --for {who.name}"
    empty = (
        f"nothing known of {who.name} points to something you could do;"
        f" 'netkit brief \"{who.name}\"' has a question worth asking"
    )
    show_results(session, session.workspace.acts_for(who), practice_views.acts, empty=empty)


def _say(session: Session, text: str) -> None:
    answer = Answer(session.question, [{"said": text}], lambda page, _: page.line((text, "")))
    show(session, answer)
