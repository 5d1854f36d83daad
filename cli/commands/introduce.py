"""`netkit introduce`: the giver's question."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..output import Answer, show
from ..render import views
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from netkit.answers.introduce.introductions import Pair


_EVERY = 1_000  # pairs: as many as anybody would look through for a need


@click.command("introduce")
@click.argument("person", required=False)
@click.option("--needs", is_flag=True, help="Only pairs where one offers what the other needs.")
@click.option("--limit", "-n", default=10, show_default=True, help="How many to show.")
@common
@pass_session
def command(session: Session, person: str | None, needs: bool, limit: int) -> None:
    """Who could I introduce to X, or: which two should meet?

    With PERSON: whom of the people you know they should meet, and why. Without: which two of
    them should meet.
    """
    from netkit.answers.introduce import introductions

    session.question = f"introduce {person}" if person else "introduce"
    if person is None:
        facts = session.workspace.facts_at_large(session.as_of)
        found_pairs = introductions.introductions(facts, limit=_EVERY if needs else limit)
        pairs = [one for one in found_pairs if not needs or _meets_need(one)][:limit]
        empty = "nothing known brings two people together; 'netkit need' records what one looks for"
        show(session, Answer(session.question, pairs, views.pairs, empty=empty))
        return
    asked = session.person(person)
    facts = session.workspace.facts_around(asked.id, session.as_of)
    found = introductions.introductions_for(facts, asked.id, limit=limit)
    empty = (
        f"nothing known of {asked.name} points to somebody you know;"
        f' \'netkit need "{asked.name}" "…"\' records what they look for'
    )
    notes = []
    if found and not facts.neighbours(asked.id):
        notes.append("no evidence of who knows whom here: ranked by needs, offers and work")
    show(session, Answer(session.question, found, views.introductions, notes, empty))


def _meets_need(pair: Pair) -> bool:
    return any(why.kind == "need" for why in pair.because)
