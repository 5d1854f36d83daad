"""The `netkit` command: a table of commands, each imported only when it is run."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import click

from netkit.errors import NetkitError, NothingFoundError, StoreError, UsageError
from netkit.support import passphrases

from .completion import VARIABLE, complete_line
from .output import fail, harmless, note, say_json, say_rest
from .session import Session, common

__all__ = ["COMMANDS", "cli", "main"]

#: Section → command → summary. A test holds each summary to its command's own.
COMMANDS: dict[str, dict[str, str]] = {
    "Set up": {
        "init": "Make a network and say whose it is.",
        "demo": "Try netkit on an invented network.",
        "doctor": "List findings on the network, and what would make its answers better.",
        "config": "Show or set what netkit keeps for you.",
        "meaning": "Match needs met in other words, too: say how, or switch it on.",
        "help": "Show the help of a command.",
        "completion": "Complete commands and names in your shell.",
    },
    "Bring in": {
        "import": "Import files, folders and archives.",
        "formats": "List the formats that import reads.",
        "log": "Record what happened, in one line.",
        "person": "Add a person, or show one.",
        "need": "Record what somebody looks for.",
        "offer": "Record what somebody can give.",
        "favour": "Record something done for somebody.",
        "promise": "Record a promise, or what became of one.",
        "intro": "Record an introduction and its steps.",
        "knows": "Record that two people know each other, or ask whether they do.",
        "note": "Keep a note about somebody.",
        "fact": "Remember what somebody cares about, or asked not to happen.",
        "milestone": "Keep a day that is worth a word.",
        "moment": "Record a turn in a relation.",
        "cadence": "How often do I want to be in touch?",
    },
    "Ask": {
        "introduce": "Who could I introduce to X, or: which two should meet?",
        "reach": "Who can introduce me to X, or into an organization?",
        "fading": "List the people I am losing touch with.",
        "balance": "List the ties in which giving and getting are out of balance.",
        "reconnect": "Who is worth reconnecting with, and what is my hook?",
        "promises": "List promises: of what, by whom, by when.",
        "stalls": "Why is it stalling, and what would help?",
        "who": "Who do I know: at, in, about?",
        "brief": "What should I know before I talk to X?",
        "find": "Find words in names, notes, needs, facts, favours, promises and messages.",
        "timeline": "List the entries about X, or of a time, the newest first.",
        "today": "List the people to turn to today, five at most.",
        "milestones": "Whose day is coming up?",
        "letter": "Draft a letter: thanks, a hello after a long time, a condolence.",
        "network": "Show the shape of the network: connectors, only links, groups.",
        "ask": "Ask in plain words.",
        "query": "Run one of the Cypher questions by name, or a file of your own (Neo4j).",
    },
    "See": {
        "map": "Draw an interactive map in one offline file.",
        "report": "Write the tie-strength report: what changed, what to do next.",
    },
    "Keep going": {
        "schedule": "Have reports made and delivered by themselves.",
        "mcp": "Let an assistant ask your network, on this machine.",
    },
    "Care": {
        "people": "List, change, join, split and forget people; answer what imports left open.",
        "history": "List the recorded changes, the newest first.",
        "edit": "Correct an entry: other words, another day.",
        "remove": "Take an entry out of the record.",
        "undo": "Undo the last thing that was recorded, or one by its number.",
        "redo": "Record again what was undone last.",
        "backup": "Write a complete copy of the network, read back and sealed; or verify one.",
        "encrypt": "Encrypt the network with a passphrase, or change its passphrase.",
        "decrypt": "Write the network in the clear again; it asks for its passphrase.",
        "restore": "Bring a backup back; it is checked first, and only read.",
        "copy": "Copy a network to another file or server.",
        "export": "Write the network for other programs.",
        "check": "Check that the network is sound.",
    },
}

#: The exit code of a fault of netkit's own.
FAULT = 70
_SUMMARIES = {name: text for section in COMMANDS.values() for name, text in section.items()}
#: Commands whose name is a word of Python's.
_MODULES = {"import": "import_"}


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is run, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the table."""
        return list(_SUMMARIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command, importing its module."""
        if cmd_name not in _SUMMARIES:
            return None
        module = import_module(f"{__package__}.commands.{_MODULES.get(cmd_name, cmd_name)}")
        command = module.command
        assert isinstance(command, click.Command)  # noqa: S101 — every module has one, by a test
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by section, from the table alone."""
        for section, commands in COMMANDS.items():
            with formatter.section(section):
                formatter.write_dl(list(commands.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was typed; name the nearest when there is none."""
        name = args[0]
        if name not in _SUMMARIES and not name.startswith("-"):
            from .near_commands import near_commands

            near = " or ".join(f"'netkit {line}'" for line in near_commands(name, _SUMMARIES))
            hint = f"did you mean {near}?" if near else "'netkit --help' lists the commands"
            raise click.UsageError(f"there is no command '{name}'; {hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="netkit-people", prog_name="netkit")
@common
@click.pass_context
def cli(ctx: click.Context) -> None:
    """The people you know as a graph: who could I introduce to X, and why?

    Everything stays on this machine. 'netkit demo' shows all of it on an invented network.
    Without a command: what to do next in yours.
    """
    if ctx.invoked_subcommand is None:
        from .next_steps import show_next_steps

        show_next_steps(ctx.ensure_object(Session))


def main(args: list[str] | None = None) -> None:
    """Run the command line, and end the process with its exit code."""
    # An answer makes hardly any cycles: looking for them every 700 objects took a twentieth of its
    # time, and once more among all there is, before the process ends, an eighth.
    gc.set_threshold(100_000)
    _replace_closed_streams()
    code = run(args)
    gc.freeze()
    sys.exit(code)


def _replace_closed_streams() -> None:
    """Put the null device in place of standard streams that the caller has closed.

    The next file that is opened would get their number, and what is printed would land in it.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            null = os.open(os.devnull, os.O_RDWR)
            if null != number:
                os.dup2(null, number)
                os.close(null)
            stream = os.fdopen(number, "r" if name == "stdin" else "w", encoding="utf-8")
            setattr(sys, name, stream)


def run(args: list[str] | None = None) -> int:
    """Run the command line and return its exit code; errors become one line on stderr."""
    session = Session()
    try:
        _run_line(session, sys.argv[1:] if args is None else args)
    except NetkitError as error:
        return _told(session, error)
    except click.exceptions.Exit as finished:
        return finished.exit_code
    except click.Abort:
        click.echo("interrupted", err=True)
        return 130
    except click.ClickException as error:
        fail(_usage_text(error))
        return 2
    except BrokenPipeError:
        # The reader of the pipe has gone: nothing more to say, not even at shutdown.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("NETKIT_DEBUG"):
            raise
        return _report_fault(error)
    finally:
        session.close()
    return session.exit_code


def _run_line(session: Session, words: list[str]) -> None:
    """Run a command line, or complete it where a shell asks for that."""
    _refuse_undecodable(words)
    if shell := os.environ.get(VARIABLE):
        passphrases.ask = None  # a shell that completes a line can answer nothing
        click.echo(harmless(complete_line(cli, session, shell, words)), nl=False)
    else:
        cli.main(words, prog_name="netkit", standalone_mode=False, obj=session)
        session.question = session.question or " ".join(words)
        say_rest(session)


def _report_fault(error: Exception) -> int:
    """Print one line for what nobody foresaw, without the content that it may hold."""
    if isinstance(error, OSError):
        fail(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}")
        return StoreError.exit_code
    fail(
        f"a fault of netkit's own, {type(error).__name__}; please report it"
        " (NETKIT_DEBUG=1 shows where; that may name people)"
    )
    return FAULT


def _refuse_undecodable(words: list[str]) -> None:
    """Refuse words that are no text, before anything is done with them; a file may be called so.

    Raises
    ------
    UsageError
        A word holds bytes that are not the terminal's encoding.
    """
    for number, word in enumerate(words, start=1):
        if any("\ud800" <= letter <= "\udfff" for letter in word) and not os.path.exists(word):
            raise UsageError(f"word {number} holds bytes that are no text in this terminal (UTF-8)")


def _usage_text(error: click.ClickException) -> str:
    """Return the fault of a command line in words, and what can be typed instead."""
    text = error.format_message().rstrip(".")
    context = getattr(error, "ctx", None)
    if context is None:
        return text
    usage = " ".join(context.command.collect_usage_pieces(context)).removeprefix("[OPTIONS] ")
    more = f"'{context.command_path} --help' says more"
    if context.parent is None or "netkit " in text:  # it says already what can be typed
        return f"{text} ({more})"
    return f"{text}; type '{context.command_path} {usage}' ({more})"


def _told(session: Session, error: NetkitError) -> int:
    nothing = isinstance(error, NothingFoundError)
    unfinished = session.unfinished_notes() if nothing else []
    if nothing and session.format == "json":
        empty = {
            "question": session.question,
            "as_of": session.present.isoformat(),
            "engine": session.engine,
            "results": [],
            "notes": [str(error), *unfinished],
            **session.extra,
        }
        say_json(empty, indent=None)
    else:
        fail(str(error))
        for text in unfinished:
            note(text)
    return error.exit_code
