"""The session holds what every command shares: network, day, and form of answer."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from netkit.errors import NetkitError
from netkit.model.when.clock import present_moment
from netkit.support import passphrases
from netkit.support.own_files import default_network, schedule_folder

from .day_types import AS_OF_TEXT
from .name_arguments import choose_person

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from netkit.model.people import Person
    from netkit.workspace import Workspace

__all__ = ["LOCAL", "Session", "common", "pass_session"]

F = TypeVar("F", bound=Callable[..., Any])


class Session:
    """One run of the command line: its settings, its clock, its open network."""

    def __init__(self) -> None:
        self.network: str = ""
        self.member: str = ""
        #: A day or a time as typed; the network reads it, on its owner's clocks.
        self.as_of: str | None = None
        self.format: Literal["human", "json", "csv"] = "human"
        self.color: bool | None = None
        self.exit_code = 0
        #: Lines that wait to be printed as one JSON object.
        self.said: list[str] = []
        self.question = ""
        #: What every JSON answer carries besides: the command that a plain question became.
        self.extra: dict[str, Any] = {}
        #: The clock, read once.
        self.now = present_moment()
        passphrases.ask = _ask_passphrase if sys.stdin and sys.stdin.isatty() else None

    @property
    def present(self) -> datetime:
        """The moment the answer is for, on the owner's clocks once the network is open."""
        return self.workspace.view.present if "workspace" in self.__dict__ else self.now

    @property
    def typed_at(self) -> datetime:
        """The moment that typed days are read at: on the owner's clocks, which the network has.

        Where none can be opened, on this machine's; the command will say why.
        """
        try:
            return self.workspace.view.present
        except NetkitError:
            return self.now.astimezone()

    @property
    def url(self) -> str:
        """Return the address of the network: the option, the environment, or the data folder.

        In a team, that of the member who asks.
        """
        url = self.network or os.environ.get("NETKIT_NETWORK") or str(default_network())
        member = self.member or os.environ.get("NETKIT_MEMBER")
        if not member:
            return url
        from netkit.store.team import member_url

        return member_url(url, member)

    @property
    def on_server(self) -> bool:
        """Return True when the network is named by an address, and so is no file."""
        return "://" in self.url

    @property
    def engine(self) -> str:
        """``sqlite`` or ``neo4j``."""
        return "neo4j" if self.on_server else "sqlite"

    @cached_property
    def workspace(self) -> Workspace:
        """The network, opened when first asked for; it must be there."""
        return self.open(create=False)

    def open(self, *, create: bool) -> Workspace:
        """Open the network."""
        from netkit.workspace import open_workspace

        if self.on_server:
            import logging

            logging.getLogger("neo4j").setLevel(logging.CRITICAL)  # errors reach the user once
        workspace = open_workspace(self.url, now=self.now, as_of=self.as_of, create=create)
        workspace.choose = partial(choose_person, self)
        try:
            self._finish_forgetting(workspace)
        except BaseException:
            workspace.close()
            raise
        return workspace

    def _finish_forgetting(self, workspace: Workspace) -> None:
        """Finish what an earlier 'people forget' was kept from: by a kill, or by a reader."""
        job = f"{os.path.realpath(workspace.store.url)}.forgetting"
        if self.on_server or not os.path.exists(job):  # it takes longer to import than to look
            return
        from .record import tell_forgotten

        if forgotten := workspace.finish_forgetting(self.kept_folders()):
            tell_forgotten(forgotten)

    def kept_folders(self) -> list[Path]:
        """Return the folders in which netkit keeps reports: waiting, and delivered."""
        return [schedule_folder() / name for name in ("outbox", "reports")]

    def person(self, name: str) -> Person:
        """Return the person a name means; ``me`` is the owner."""
        return self.workspace.person(name)

    def names(self, words: Sequence[str], names: int, *, text: bool = False) -> list[str]:
        """Return words typed without quotes as names and, with `text`, what follows them."""
        from netkit.answers.unquoted_names import split_names

        return split_names(self.workspace.store, words, names, text=text)

    def unfinished_notes(self) -> list[str]:
        """Return a note for each change of the open network that was cut off."""
        if "workspace" not in self.__dict__:
            return []
        from netkit.answers.unfinished_changes import unfinished_notes

        return unfinished_notes(self.workspace.store)

    def close(self) -> None:
        """Close the network, if it was opened."""
        if "workspace" in self.__dict__:
            self.workspace.store.close()


def _ask_passphrase(what: str) -> str:
    return str(click.prompt(what, hide_input=True, err=True))


class _Local(click.Path):
    """A path here; an address would become a folder called ``neo4j:``."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path that was typed."""
        if "://" in str(value):
            self.fail(
                f"{value} is an address; give a file or folder here, a server after --network,"
                " or use 'netkit copy FROM TO'"
            )
        from pathlib import Path

        return Path(os.fsdecode(super().convert(value, param, ctx)))


LOCAL = _Local()


pass_session = click.make_pass_decorator(Session)


def _set(name: str, value: Callable[[Any], Any]) -> Callable[..., None]:
    def keep(ctx: click.Context, param: click.Parameter, given: Any) -> None:
        session = ctx.find_object(Session)
        if given not in (None, False) and session is not None:
            setattr(session, name, value(given))

    return keep


def _allow_insecure(ctx: click.Context, param: click.Parameter, given: bool) -> None:
    if given:
        os.environ["NETKIT_INSECURE"] = "1"


def common(command: F) -> F:
    """Add the options that stand before or after any command."""
    for option in (
        click.option(
            "--no-color", is_flag=True, expose_value=False, callback=_set("color", lambda _: False),
            help="Print without colours.",
        ),
        click.option(
            "--csv", is_flag=True, expose_value=False, callback=_set("format", lambda _: "csv"),
            help="Answer as CSV.",
        ),
        click.option(
            "--json", is_flag=True, expose_value=False, callback=_set("format", lambda _: "json"),
            help="Answer as one JSON object.",
        ),
        click.option(
            "--as-of", metavar="DAY", type=AS_OF_TEXT, is_eager=True, expose_value=False,
            callback=_set("as_of", str), help="Answer as on that day.",
        ),
        click.option(
            "--network", metavar="PATH|URI", is_eager=True, expose_value=False,
            callback=_set("network", str),
            help="The network to use (or NETKIT_NETWORK).",
        ),
        click.option(
            "--insecure", is_flag=True, is_eager=True, expose_value=False, callback=_allow_insecure,
            help="Allow an unencrypted server on another machine.",
        ),
        click.option(
            "--member", metavar="NAME", is_eager=True, expose_value=False,
            callback=_set("member", str),
            help="Who of a team is asking (or NETKIT_MEMBER).",
        ),
    ):  # fmt: skip
        command = option(command)
    return command
