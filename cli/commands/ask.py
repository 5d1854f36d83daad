"""`netkit ask`: plain words become a command, and the command answers."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

import click

from netkit.errors import NothingFoundError

from ..output import Answer, note, show
from ..session import Session, common

if TYPE_CHECKING:
    from netkit.ask.understand import NotUnderstood, Understood


@click.command("ask")
@click.argument("question", nargs=-1, required=True)
@click.option("--explain", is_flag=True, help="Only say which command it becomes.")
@common
@click.pass_context
def command(ctx: click.Context, question: tuple[str, ...], explain: bool) -> None:
    """Ask in plain words.

    Says which command the question became, and answers by running it; a command that would write
    is shown, and runs after a yes. In English; the commonest questions in German, French and
    Spanish, too. Without a model, offline.
    """
    from netkit.ask.reading_commands import only_reads
    from netkit.ask.understand import NotUnderstood
    from netkit.workspace.plain_answers import refusal_of

    session = ctx.ensure_object(Session)
    text = " ".join(question)
    session.question = f"ask {text}"
    understood = _read(session, text)
    refusal = refusal_of(understood)
    if isinstance(understood, NotUnderstood):
        session.extra["nearest"] = list(understood.nearest)
        raise NothingFoundError(refusal)
    words = [*understood.command]
    if words[:2] == ["people", "forget"] and not understood.missing:
        session.person(words[2])  # nobody of that name: nothing is understood
    session.extra["command"] = words
    if understood.ignored:
        session.extra["ignored"] = list(understood.ignored)
        note(f"not taken into account: {', '.join(f'“{part}”' for part in understood.ignored)}")
    typed = shlex.join(["netkit", *words])
    if explain:
        show(
            session,
            Answer(session.question, [{"command": typed}], lambda page, _: page.line((typed, ""))),
        )
        return
    note(f"→ {typed}")
    if understood.missing or not (only_reads(words) or _agreed()):
        raise NothingFoundError(refusal)
    _run(ctx, [*words, *_UNREMEMBERED.get(words[0], ())])


#: Questions that are remembered when they are typed themselves, and how they are asked without.
_UNREMEMBERED = {"today": ("--peek",), "report": ("--no-keep",)}


def _agreed() -> bool:
    """Return True when somebody at a terminal agrees to a command that writes."""
    asking = sys.stdin.isatty() and sys.stderr.isatty()
    return asking and click.confirm("That writes. Run it?", err=True)


def _read(session: Session, text: str) -> Understood | NotUnderstood:
    """Read the question with the names of the network; without one, by its capitals alone."""
    from netkit.ask.understand import understand
    from netkit.errors import StoreError

    try:
        return session.workspace.ask(text)
    except StoreError:
        return understand(text)


def _run(ctx: click.Context, words: list[str]) -> None:
    """Run a command of the same program in the same session."""
    root = ctx.find_root()
    group = root.command
    assert isinstance(group, click.Group)  # noqa: S101 — the root of every command
    name, command, rest = group.resolve_command(root, words)
    assert command is not None  # noqa: S101 — resolve_command raises otherwise
    with command.make_context(name, rest, parent=root) as inner:
        command.invoke(inner)
