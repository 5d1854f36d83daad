"""`netkit meaning`."""

from __future__ import annotations

from pathlib import Path

import click

from ..output import say
from ..session import Session, common, pass_session


@click.command("meaning")
@click.option(
    "--model",
    type=click.Path(path_type=Path, exists=True),
    help="The jar (or folder) that holds the model; it is verified and kept.",
)
@click.option("--read", is_flag=True, help="Read every text that was not read yet.")
@common
@pass_session
def command(session: Session, model: Path | None, read: bool) -> None:
    """Match needs met in other words, too: say how, or switch it on."""
    from netkit.store.meanings import keep_meanings, read_so_far
    from netkit.topics.meaning_models import keep_model, missing, model_path

    if model is not None:
        keep_model(model)
    problem = missing()
    if problem:
        say(problem)
        return
    store = session.workspace.store
    done = keep_meanings(store) if read or model is not None else read_so_far(store)
    say(f"meaning is on: {done.texts:,} of {done.of:,} texts read, by {model_path()}")
    if done.texts < done.of:
        say("'netkit meaning --read' reads the rest")
