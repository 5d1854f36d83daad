"""`netkit ask`: plain words become a command, and the command answers."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from netkit.errors import NothingFoundError

from ..output import Answer, note, show
from ..session import Session, common

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.ask.understand import NotUnderstood, Understood


@click.command("ask")
@click.argument("question", nargs=-1, required=True)
@click.option("--explain", is_flag=True, help="Only say which command it becomes.")
@common
@click.pass_context
def command(ctx: click.Context, question: tuple[str, ...], explain: bool) -> None:
    """Ask in plain words.

    Says which command the question became, and answers by running it. Without a model, offline.
    """
    from netkit.ask.understand import NotUnderstood

    session = ctx.ensure_object(Session)
    text = " ".join(question)
    session.question = f"ask {text}"
    found = _read(session, text)
    if isinstance(found, NotUnderstood):
        nearest = "; ".join(f"“{one}”" for one in found.nearest)
        session.extra["nearest"] = list(found.nearest)
        raise NothingFoundError(f"not understood; the nearest I know: {nearest}")
    words = [*found.command]
    if words[:2] == ["people", "forget"] and not found.missing:
        session.person(words[2])  # nobody of that name: nothing is understood
    session.extra["command"] = words
    typed = shlex.join(["netkit", *words])
    if explain:
        show(
            session,
            Answer(session.question, [{"command": typed}], lambda page, _: page.line((typed, ""))),
        )
        return
    note(f"→ {typed}")
    if found.missing:
        raise NothingFoundError(f"{found.question} Say which {' and '.join(found.missing)}")
    if _writes(words):
        raise NothingFoundError(f"nothing was changed; type it yourself if you mean it: {typed}")
    _run(ctx, [*words, *_UNREMEMBERED.get(words[0], ())])


#: Questions that are remembered when they are typed themselves, and how they are asked without.
_UNREMEMBERED = {"today": ("--peek",), "report": ("--no-keep",)}
#: Commands that a question may run, with what may stand behind them: they only read.
_QUESTIONS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("introduce", "reach", "fading", "balance", "reconnect", "stalls", "promises", "who",
         "brief", "today", "milestones", "network", "report", "doctor"),
        frozenset(),
    ),
    "people": frozenset({"duplicates", "changes"}),
    "intro": frozenset({"list"}),
}  # fmt: skip
#: Options of these that write.
_WRITING_OPTIONS = frozenset({"--snooze", "--dismiss", "--same", "--different", "--accept-above"})


def _writes(words: Sequence[str]) -> bool:
    """Return True when a command would change the network; what is not known to read, does."""
    if words[0] not in _QUESTIONS or _WRITING_OPTIONS.intersection(words):
        return True
    parts = _QUESTIONS[words[0]]
    return bool(parts) and (len(words) < 2 or words[1] not in parts)


def _read(session: Session, text: str) -> Understood | NotUnderstood:
    """Read the question with the names of the network; without one, by its capitals alone."""
    from netkit.ask.understand import understand
    from netkit.errors import StoreError
    from netkit.language.name_index import NO_NAMES
    from netkit.language.stored_names import StoredNames

    try:
        return understand(text, StoredNames(session.workspace.store))
    except StoreError:
        return understand(text, NO_NAMES)


def _run(ctx: click.Context, words: list[str]) -> None:
    """Run a command of the same program in the same session."""
    root = ctx.find_root()
    group = root.command
    assert isinstance(group, click.Group)  # noqa: S101 — the root of every command
    name, command, rest = group.resolve_command(root, words)
    assert command is not None  # noqa: S101 — resolve_command raises otherwise
    with command.make_context(name, rest, parent=root) as inner:
        command.invoke(inner)
