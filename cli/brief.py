"""`netkit brief`."""

from __future__ import annotations

import click

from . import views
from .options import Session, common, pass_session
from .show import Answer, show


@click.command("brief")
@click.argument("person")
@click.option("--sources", is_flag=True, help="Say where each thing known of them comes from.")
@common
@pass_session
def command(session: Session, person: str, sources: bool) -> None:
    """What should I know before I talk to X?"""
    who = session.person(person)
    session.question = f"brief {who.name}"
    if sources:
        store = session.workspace.store
        rows = [
            {"field": claim.field, "value": claim.value, "source": claim.source, "at": claim.at}
            for claim in store.claims([who.id])
        ]
        rows += [
            {"field": one.kind, "source": one.source, "at": one.seen_at,
             "value": " at ".join(part for part in (one.title, one.organization) if part)}
            for one in store.affiliations([who.id])
        ]  # fmt: skip
        rows += [
            {"field": "handle", "value": handle.key, "source": "", "at": None}
            for handle in store.handles(who.id)
        ]
        show(session, Answer(session.question, rows, views.sources))
        return
    from netkit.briefing import brief_of

    found = brief_of(session.workspace, who, session.as_of)
    show(session, Answer(session.question, [found], views.briefs))
