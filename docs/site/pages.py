"""Pages that are made of the program itself when the site is built: commands, JSON keys, Python.

A hook of MkDocs. Links out of this folder lead to nothing on the site and become plain text.
"""

from __future__ import annotations

import ast
import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
_LINK = re.compile(r"(!?)\[([^\]]*)\]\((?!https?:|mailto:|#)([^)\s]+)\)")

#: Options of a class below the heading of its question.
_BELOW = "    options:\n      heading_level: 3\n"
_DIAGRAMS = re.compile(
    r'<script type="module">(?:(?!</script>).)*mermaid(?:(?!</script>).)*</script>', re.DOTALL
)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    pages = {
        "index.md": _start(),
        "reference/commands.md": "\n".join(_commands()),
        "reference/json.md": "\n".join(_json_keys()),
        "reference/python.md": "\n".join(_python()),
        "reference/changelog.md": _plain((ROOT / "CHANGELOG.md").read_text("utf-8")),
    }
    for name, text in pages.items():
        files.append(File.generated(config, name, content=text))
    return files


def on_page_markdown(markdown: str, *, page: Page, **_: object) -> str:
    """Make links that leave the folder plain text."""
    folder = posixpath.dirname(page.file.src_uri)

    def link(match: re.Match[str]) -> str:
        leaves = posixpath.normpath(posixpath.join(folder, match[3])).startswith("..")
        return match[2] if leaves else match[0]

    return _LINK.sub(link, markdown)


def on_post_page(output: str, **_: object) -> str:
    """Take out the script by which a notebook would fetch diagrams: none has any."""
    return _DIAGRAMS.sub("", output)


def _plain(text: str) -> str:
    return _LINK.sub(lambda link: "" if link[1] else link[2], text)


def _start() -> str:
    """Return the README, whose links are seen from this folder."""

    def link(match: re.Match[str]) -> str:
        picture, label, target = match.groups()
        if target.startswith("docs/") and not target.endswith("decisions"):
            return f"{picture}[{label}]({target.removeprefix('docs/')})"
        return label

    return _LINK.sub(link, (ROOT / "README.md").read_text("utf-8"))


def _commands() -> Iterator[str]:
    """Yield the help of every command."""
    import click
    from netkit.cli.main import COMMANDS, cli

    yield "# Commands\n\nEach as `netkit COMMAND --help` prints it.\n"
    top = click.Context(cli, info_name="netkit", max_content_width=100, terminal_width=100)
    yield f"```text\n{cli.get_help(top)}\n```\n"
    for section, commands in COMMANDS.items():
        yield f"## {section}\n"
        for name in commands:
            command = cli.get_command(top, name)
            if command is not None:
                yield from _command(command, name, top)


def _command(command: click.Command, name: str, parent: click.Context) -> Iterator[str]:
    import click

    context = click.Context(
        command, info_name=name, parent=parent, max_content_width=100, terminal_width=100
    )
    yield f"### {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            below = command.get_command(context, inner)
            if below is not None:
                yield from _command(below, inner, context)


def _json_keys() -> Iterator[str]:
    """Yield the answers of each question: their fields are the keys of ``--json``."""
    yield (
        "# JSON keys\n\n`--json` prints one object: `question`, `as_of`, `engine`, `results`,"
        " `notes`. The keys of each result are the fields of these classes; a person is"
        " `{id, name}`, times are ISO 8601 with their zone. CSV has one value a cell:"
        " `person_id`, `person`, `attention_given`.\n"
    )
    source = ast.parse((ROOT / "netkit" / "workspace" / "questions.py").read_text("utf-8"))
    homes = {
        name.asname or name.name: (node.module, name.name)
        for node in ast.walk(source)
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    shown: set[str] = set()
    for method in ast.walk(source):
        if not isinstance(method, ast.FunctionDef) or method.name.startswith("_"):
            continue
        kinds = re.findall(r"\w+", ast.unparse(method.returns) if method.returns else "")
        answers = [homes[kind] for kind in kinds if kind in homes and kind != "Results"]
        for module, name in answers:
            if module and module.startswith("netkit.answers") and name not in shown:
                shown.add(name)
                yield f"## {method.name}\n\n::: {module}.{name}\n{_BELOW}"


def _demo() -> str:
    """Return the signature and text of `netkit.demo`, which no reader of sources can find."""
    import inspect

    import netkit

    text = inspect.getdoc(netkit.demo) or ""
    head = text.partition("Parameters\n")[0].strip()
    return (
        f"## netkit.demo\n\n```text\nnetkit.demo{inspect.signature(netkit.demo)}\n```\n\n{head}\n"
    )


#: What `import netkit` names, where it is written.
_PUBLIC = {
    "netkit.open": "netkit.workspace.opening.open_network",
    "netkit.demo": "",
    "netkit.Workspace": "netkit.workspace.Workspace",
    "netkit.Network": "netkit.ties.network.Network",
    "netkit.Results": "netkit.answers.results.Results",
    "netkit.Reason": "netkit.answers.results.Reason",
    "netkit.analysis.weakening.weakening": "netkit.answers.weakening.weakening",
    "netkit.analysis.reciprocity.balance": "netkit.answers.reciprocity.balance",
    "netkit.analysis.introductions.candidates": "netkit.ties.link_prediction.candidates",
    "netkit.analysis.introductions.scores": "netkit.ties.link_prediction.scores",
    "netkit.errors": "netkit.errors",
}


def _python() -> Iterator[str]:
    """Yield the reference of the public names."""
    yield "# Python\n\nAll of it from `import netkit`. [Tasks](../tasks.md) shows it at work.\n"
    for name, home in _PUBLIC.items():
        yield f"::: {home}\n    options:\n      heading: {name}\n" if home else _demo()
