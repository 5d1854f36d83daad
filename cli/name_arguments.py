"""Names as arguments: typed without quotes where they can only mean one thing, and completed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from .output import harmless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem

    from netkit.answers.name_lookup import NameChoice
    from netkit.model.people import Person

    from .session import Session

__all__ = ["PERSON", "choose_person", "name_argument", "words_argument"]

F = TypeVar("F", bound=Callable[..., Any])


class PersonName(click.ParamType):  # type: ignore[type-arg]
    """A name as it was typed; a shell completes it from the network."""

    name = "person"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the names of people that begin so."""
        from .completion import names_beginning

        return names_beginning(ctx, param, incomplete)


PERSON = PersonName()


def name_argument(name: str = "person", *, required: bool = True) -> Callable[[F], F]:
    """Add an argument that takes one name, in quotes or as several words."""
    return click.argument(
        name, nargs=-1, required=required, type=PERSON, callback=_joined,
        metavar=name.upper() if required else f"[{name.upper()}]",
    )  # fmt: skip


def _joined(ctx: click.Context, param: click.Parameter, words: Sequence[str]) -> str | None:
    return " ".join(words) or None


def words_argument(
    parts: str, names: int, *, text: bool = False, kinds: Sequence[str] = ()
) -> Callable[[F], F]:
    """Add an argument ``words`` of names and a text, in quotes or not.

    It becomes a list: the names, the kind where `kinds` may stand behind them, the text.

    Parameters
    ----------
    parts : the parts as the help shows them, "PERSON TEXT".
    text : whether a text is required behind the names.
    """

    def read(ctx: click.Context, param: click.Parameter, words: Sequence[str]) -> list[str]:
        from .session import Session

        if ctx.resilient_parsing:
            return list(words)
        store = ctx.ensure_object(Session).workspace.store
        return read_words(store, list(words), names, text, kinds)

    return click.argument(
        "words", nargs=-1, required=True, type=PERSON, metavar=parts, callback=read
    )


def read_words(
    store: Any, words: list[str], names: int, text: bool, kinds: Sequence[str]
) -> list[str]:
    """Return names, kind and text of an argument; see `words_argument`."""
    from netkit.answers.unquoted_names import split_names

    least = names + int(text)
    places = [place for place, word in enumerate(words) if word in kinds and place >= names]
    if kinds and places:
        named = split_names(store, words[: places[0]], names, text=False)
        return [*named, words[places[0]], " ".join(words[places[0] + 1 :])]
    if len(words) < least:
        raise click.UsageError("a part is missing")
    return split_names(store, words, names, text=text)


def choose_person(session: Session, text: str, choices: Sequence[NameChoice]) -> Person | None:
    """Ask on a terminal which of several people is meant; None where nobody can be asked."""
    terminal = sys.stdin.isatty() and sys.stderr.isatty()
    if not terminal or session.format != "human":
        return None
    click.echo(harmless(f"“{text}” is several people:"), err=True)
    for number, choice in enumerate(choices, start=1):
        detail = f"  {choice.detail}" if choice.detail else ""
        click.echo(harmless(f"{number:>3}  {choice.person.name}{detail}"), err=True)
    number = click.prompt(
        "Which one? (Ctrl-C: none)", type=click.IntRange(1, len(choices)), err=True
    )
    return choices[number - 1].person
