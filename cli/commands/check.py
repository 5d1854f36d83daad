"""`netkit check`."""

from __future__ import annotations

import click

from netkit.errors import StoreError

from ..output import say
from ..session import Session, common, pass_session


@click.command("check")
@click.option("--repair", is_flag=True, help="First count anew what was derived: ties, words.")
@click.option("--read-all", is_flag=True, help="Also compare each row with its id, a hash.")
@common
@pass_session
def command(session: Session, repair: bool, read_all: bool) -> None:
    """Check that the network is sound."""
    from netkit.store.meanings import keep_meanings, meaning_problems

    store = session.workspace.store
    if repair:
        store.rederive()
        keep_meanings(store)
    problems = store.check() + meaning_problems(store)
    if read_all:
        from netkit.store.reading_back import changed_rows

        problems += changed_rows(store)
    if problems:
        raise StoreError("; ".join(problems))
    counts = store.counts()
    say(
        f"{store.url} is sound: {counts.people:,} people, {counts.interactions:,} interactions,"
        f" {len(store.batches()):,} recorded changes"
    )
