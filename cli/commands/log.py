"""`netkit log`: one line typed after lunch."""

from __future__ import annotations

import sys
from datetime import datetime, time
from typing import TYPE_CHECKING

import click

from netkit.errors import AmbiguousNameError, UsageError

from ..output import note, say
from ..record import TYPED, record
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from netkit.journal.log_entry import LogEntry, Mention
    from netkit.language.name_index import Person
    from netkit.model.people import Handle, PersonId


@click.command("log")
@click.argument("words", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Ask nothing: take the likeliest, add new names.")
@common
@pass_session
def command(session: Session, words: tuple[str, ...], yes: bool) -> None:
    """Record what happened, in one line.

    netkit log "yesterday: lunch with Ann and Bo, Ann needs a patent lawyer, promised Bo the
    paper by Friday" — says what it understood, and asks only where it must. 'netkit undo' takes
    all of it back.
    """
    from netkit.journal.entry_events import events_of, understood
    from netkit.journal.parse_log import parse_log
    from netkit.language.stored_names import StoredNames
    from netkit.model.events import Favour
    from netkit.model.people import Claim

    text, space = " ".join(words), session.workspace
    session.question = f"log {text}"
    entry = parse_log(text, today=session.present.date(), names=StoredNames(space.store))
    _answerable(session, entry, yes)
    settled = _Settled(session, entry, yes)
    at = min(datetime.combine(entry.when, time(12), session.now.tzinfo), session.present)
    lines = understood(entry, settled.who)
    favours = space.view.states(Favour)
    events = events_of(entry, settled.who, space.me.id, at, favours, TYPED)
    if not events:
        raise UsageError("nothing was recorded: the line names nobody, or says nothing of them")
    session.extra["understood"] = lines
    if session.format != "json":
        for line in (f"on {entry.when:%A %d %B %Y}", *settled.told, *lines):
            say(f"  {line}")
    record(
        session,
        "recorded; 'netkit undo' takes it back",
        events,
        label=f"log: {text}",
        handles=[(handle, handle.person_id) for handle in settled.new.values()],
        claims=[
            Claim(handle.person_id, "name", name, session.now, "typed", TYPED)
            for name, handle in settled.new.items()
        ],
    )


def _answerable(session: Session, entry: LogEntry, yes: bool) -> None:
    """Stop where a question cannot be put, or is answered with no.

    Raises
    ------
    UsageError
    """
    for ask in entry.asks:
        if ask.about == "who":
            raise UsageError(f"{ask.question} Write the name there; nothing was recorded")
        if ask.about == "note":
            note(ask.question)
    if entry.when > session.now.date():
        raise UsageError(f"{entry.when} lies ahead; only what has happened can be recorded")
    open_ = [ask.question for ask in entry.asks if ask.about in {"which", "new", "when"}]
    if open_ and not yes and not sys.stdin.isatty():
        raise UsageError(f"{' '.join(open_)} (--yes takes the likeliest and adds new names)")
    for ask in entry.asks:
        if ask.about == "when" and not yes and not click.confirm(f"{ask.question} Go on?"):
            raise UsageError("nothing was recorded; write the day as 2026-11-20")


class _Settled:
    """Who each name of a line stands for, asked where it must be."""

    def __init__(self, session: Session, entry: LogEntry, yes: bool) -> None:
        self._session = session
        self._yes = yes
        self._people: dict[str, tuple[PersonId, str]] = {}
        self.new: dict[str, Handle] = {}
        self.told: list[str] = []
        for mention in entry.mentions:
            self._people[mention.text] = self._one(mention)

    def who(self, mention: Mention) -> tuple[PersonId, str]:
        """Return the person a mention stands for, and their name."""
        return self._people[mention.text]

    def _one(self, mention: Mention) -> tuple[PersonId, str]:
        from netkit.model.people import PersonId

        if mention.is_new:
            return self._added(mention.text)
        chosen = mention.person or (self._likeliest(mention) if self._yes else _picked(mention))
        if len(mention.choices) > 1:
            why = f" ({chosen.reason})" if chosen.reason else ""
            self.told.append(f"{mention.text} is {chosen.name}{why}")
        return PersonId(chosen.id), chosen.name

    def _added(self, name: str) -> tuple[PersonId, str]:
        from netkit.model import handles

        if not self._yes and not click.confirm(f"Nobody is called {name}; add them?"):
            raise UsageError(f"nothing was recorded; write {name}’s name as 'netkit who' shows it")
        handle = handles.named("typed", name, self._session.now.isoformat())
        if handle is None:
            raise UsageError(f"not a name: “{name}”; nothing was recorded")
        self.new[name] = handle
        self.told.append(f"new: {name}")
        return handle.person_id, name

    def _likeliest(self, mention: Mention) -> Person:
        first, second = mention.choices[:2]
        if first.score > second.score:
            return first
        listed = "; ".join(f"{one.name}, {one.reason} ({one.id})" for one in mention.choices)
        raise AmbiguousNameError(f"“{mention.text}” can be {listed}; write the whole name")


def _picked(mention: Mention) -> Person:
    """Ask which of several people is meant; the likeliest is the first."""
    for number, one in enumerate(mention.choices, start=1):
        click.echo(f"  {number}  {one.name}  {one.reason}", err=True)
    numbers = click.IntRange(1, len(mention.choices))
    return mention.choices[
        click.prompt(f"Which {mention.text}?", type=numbers, default=1, err=True) - 1
    ]
