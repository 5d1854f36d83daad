"""`netkit demo`."""

from __future__ import annotations

from pathlib import Path

import click

from netkit.errors import UsageError

from ..output import note, say
from ..session import LOCAL, Session, common, pass_session


@click.command("demo")
@click.option(
    "--folder", type=LOCAL, default=Path("demo"), show_default=True,
    help="Where to put the invented network, its map and its report.",
)  # fmt: skip
@click.option("--people", default=1200, show_default=True, help="How many people to invent.")
@common
@pass_session
def command(session: Session, folder: Path, people: int) -> None:
    """Try netkit on an invented network.

    Nobody in it exists; your own network is not touched.
    """
    from netkit.examples.cast import SPOTLIGHT
    from netkit.examples.demo import make_demo

    from netkit.support.atomic_files import make_private_folder
    from netkit.workspace import open_workspace

    if people < 100:
        raise UsageError("an invented network needs at least 100 people")
    file = folder / "demo.netkit"
    if file.exists():
        note(f"{file} is there already, and is shown as it is; remove it for a fresh one")
    else:
        make_private_folder(folder)
        note(f"inventing {people:,} people and nine years of messages …")
        with open_workspace(file, now=session.now) as workspace:
            demo = make_demo(workspace, folder, people=people)
            counts = workspace.store.counts()
        say(f"{demo.archive} was imported into {file}:")
        say(
            f"{counts.people:,} people, {counts.interactions:,} interactions,"
            f" {counts.favours} favours"
        )
    for words in (
        ("introduce", SPOTLIGHT, "--limit", "5"),
        ("introduce", "--limit", "3"),
        ("fading", "--limit", "5"),
        ("balance", "--limit", "5"),
        ("map", "--output", str(folder / "map.html")),
        ("report", "--output", str(folder), "--map"),
    ):
        _run(file, words)
    say(f"\nGo on by yourself: export NETKIT_NETWORK={file.absolute()}")


def _run(file: Path, words: tuple[str, ...]) -> None:
    """Show a command and its answer, as if it had been typed."""
    from ..main import run

    quoted = " ".join(f'"{word}"' if " " in word else word for word in words)
    say(f"\n$ netkit {quoted}")
    run(["--network", str(file), *words])
