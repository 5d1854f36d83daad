"""The manual page, made of the help: ``python tests/docs/manual.py`` writes docs/netkit.1 anew."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import click
from netkit.cli.main import COMMANDS, cli

from tests.docs.console import ROOT

PAGE = ROOT / "docs" / "netkit.1"
_EXIT = {
    0: "answered",
    1: "nothing found; the reason is said",
    2: "the request cannot be understood",
    3: "a file cannot be read; nothing was changed",
    4: "the network cannot be reached, or is damaged",
    70: "a fault of netkit's own",
    130: "interrupted",
}
_VARIABLES = {
    "NETKIT_NETWORK": "the network: a path, or neo4j://host/database",
    "NETKIT_DEBUG": "show where a fault of netkit's own lies; that may name people",
}


def manual() -> str:
    """Return the manual page in roff."""
    context = click.Context(cli, info_name="netkit")
    summary, _, rest = (cli.help or "").partition("\n\n")
    lines = [
        f'.TH NETKIT 1 "" "netkit {version("netkit-people")}" "User Commands"',
        ".SH NAME",
        f"netkit \\- {_roff(summary)}",
        ".SH SYNOPSIS",
        ".B netkit\n[\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]",
        ".SH DESCRIPTION",
        _roff(" ".join(rest.split())),
        ".SH OPTIONS",
        "They work before and after the command.",
    ]
    for parameter in cli.get_params(context):
        if record := parameter.get_help_record(context):
            lines += [".TP", f"\\fB{_roff(record[0])}\\fR", _roff(record[1])]
    for section, commands in COMMANDS.items():
        lines.append(f".SH {_roff(section.upper())}")
        for name, text in commands.items():
            lines += [".TP", f"\\fBnetkit {_roff(name)}\\fR", _roff(text)]
    lines += [".SH ENVIRONMENT"]
    for name, text in _VARIABLES.items():
        lines += [".TP", f"\\fB{name}\\fR", _roff(text)]
    lines += [".SH EXIT STATUS"]
    for code, text in _EXIT.items():
        lines += [".TP", f"\\fB{code}\\fR", _roff(text)]
    lines += [".SH SEE ALSO", "\\fBnetkit help\\fR \\fICOMMAND\\fR says all of a command."]
    return "\n".join(lines) + "\n"


def _roff(text: str) -> str:
    """Escape what roff would read: a backslash, a hyphen that is a minus, a dot that begins."""
    escaped = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    PAGE.write_text(manual(), encoding="utf-8")
