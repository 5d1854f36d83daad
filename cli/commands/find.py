"""`netkit find`."""

from __future__ import annotations

import click

from ..held_back import show_results
from ..limit_option import limit_option
from ..render import record_views
from ..session import Session, common, pass_session


@click.command("find")
@click.argument("words", nargs=-1, required=True, metavar="TEXT")
@limit_option(30)
@common
@pass_session
def command(session: Session, words: tuple[str, ...], limit: int) -> None:
    """Find words in names, notes, needs, facts, favours, promises and messages.

    Of messages the subjects and texts; a word is found by its beginning. The numbers are what
    'netkit edit' and 'remove' take.
    """
    text = " ".join(words)
    session.question = f"find {text}"
    rows = session.workspace.find(text, limit=limit)
    show_results(session, rows, record_views.finds, empty=f"“{text}” stands nowhere here")
