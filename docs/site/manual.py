"""The manual page, made of the sources of the help when the package is built; needs nothing else.

``python docs/site/manual.py FILE`` writes it.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
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
    "NETKIT_MEMBER": "who of a team is asking",
    "NETKIT_DEBUG": "show where a fault of netkit's own lies; that may name people",
}


def manual() -> str:
    """Return the manual page in roff."""
    main = _tree("cli/main.py")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    summary, _, rest = _help(main).partition("\n\n")
    lines = [
        f'.TH NETKIT 1 "" "netkit {settings["version"]}" "User Commands"',
        f".SH NAME\nnetkit \\- {_roff(summary)}",
        ".SH SYNOPSIS\n.B netkit\n[\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]",
        f".SH DESCRIPTION\n{_roff(rest)}",
        ".SH OPTIONS\nThey work before and after the command.",
        *(_entry(name, text) for name, text in _options()),
    ]
    for section, commands in _commands(main).items():
        lines.append(f".SH {_roff(section.upper())}")
        lines += [_entry(f"netkit {name}", text) for name, text in commands.items()]
    lines += [".SH ENVIRONMENT", *(_entry(name, text) for name, text in _VARIABLES.items())]
    lines += [".SH EXIT STATUS", *(_entry(str(code), text) for code, text in _EXIT.items())]
    lines += [".SH SEE ALSO", "\\fBnetkit help\\fR \\fICOMMAND\\fR says all of a command."]
    return "\n".join(lines) + "\n"


def _tree(path: str) -> ast.Module:
    return ast.parse((ROOT / path).read_text("utf-8"))


def _help(main: ast.Module) -> str:
    """Return the text of `netkit --help`."""
    command = next(
        node for node in main.body if isinstance(node, ast.FunctionDef) and node.name == "cli"
    )
    return ast.get_docstring(command) or ""


def _commands(main: ast.Module) -> dict[str, dict[str, str]]:
    """Return section → command → summary."""
    table = next(
        node.value
        for node in main.body
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "COMMANDS"
    )
    commands: dict[str, dict[str, str]] = ast.literal_eval(table) if table else {}
    return commands


def _options() -> list[tuple[str, str]]:
    """Return the options of every command, with their help."""
    found: list[tuple[str, str]] = []
    for node in ast.walk(_tree("cli/session.py")):
        if not isinstance(node, ast.Call) or ast.unparse(node.func) != "click.option":
            continue
        texts = {key.arg: key.value for key in node.keywords}
        told = {
            name: value.value
            for name, value in texts.items()
            if isinstance(value, ast.Constant) and isinstance(value.value, str)
        }
        words = [str(word.value) for word in node.args if isinstance(word, ast.Constant)]
        words += [told["metavar"]] if "metavar" in told else []
        found.append((" ".join(words), told.get("help", "")))
    return sorted(found)


def _entry(name: str, text: str) -> str:
    return f".TP\n\\fB{_roff(name)}\\fR\n{_roff(text)}"


def _roff(text: str) -> str:
    """Escape what roff would read: a backslash, a hyphen that is a minus, a dot that begins."""
    escaped = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


if __name__ == "__main__":
    page = Path(sys.argv[1])
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(manual(), encoding="utf-8")
