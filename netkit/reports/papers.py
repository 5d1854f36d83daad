"""Papers as text, Markdown, an offline page and JSON: reports, years in review, plans for hours."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from netkit.answers.plain_values import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from pathlib import Path

    from netkit.reports.entries import Entry
    from netkit.reports.sections import Paper

__all__ = ["PAPER_FORMS", "page_html", "paper_markdown", "paper_text", "write_paper"]

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")


def paper_text(paper: Paper) -> str:
    """Return a paper as plain text of 72 columns; commands are not broken."""
    lines = [*wrap(f"{paper.title}, {paper.day}", 72), ""]
    for first in paper.first:
        lines += [*wrap(f"! {first}", 72, subsequent_indent="  "), ""]
    for section in paper.sections:
        lines.append(section.heading.upper())
        for entry in section.entries:
            lines += wrap(_sentence(entry), 72, initial_indent="- ", subsequent_indent="  ")
            lines += [f"    $ {command}" for command in entry.commands[:1]]
        for folded in section.folded:
            lines += wrap(folded, 72, initial_indent="  … ", subsequent_indent="    ")
        lines.append("")
    return "\n".join(lines)


def _sentence(entry: Entry) -> str:
    """Return an entry as a sentence: name and text, and the reason after a dash."""
    text = f"{entry.name}: {entry.text}" if entry.name else entry.text
    return f"{text} — {entry.why}" if entry.why else text


def paper_markdown(paper: Paper) -> str:
    """Return a paper as Markdown; whatever people wrote is escaped."""
    lines = [f"# {_md(paper.title)}", "", _md(paper.day), ""]
    lines += [f"> {_md(text)}\n" for text in paper.first]
    for section in paper.sections:
        lines += [f"## {_md(section.heading)}", ""]
        for entry in section.entries:
            lines.append(f"- {_md(_sentence(entry))}")
            lines += [f"  - `{command}`" for command in entry.commands if "`" not in command]
        lines += [f"- *{_md(folded)}*" for folded in section.folded]
        lines.append("")
    return "\n".join(lines)


def _md(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", text)


def page_html(template: str, **values: Any) -> str:
    """Return one offline page whose policy forbids everything but its style."""
    from jinja2 import Environment, select_autoescape
    from markupsafe import Markup

    style = _part("report.css")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; connect-src 'none';"
        " form-action 'none'; base-uri 'none'"
    )
    environment = Environment(
        autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True
    )
    page = environment.from_string(_part(template))
    return page.render(policy=policy, style=Markup(style), **values)  # noqa: S704 — our own file


def _part(name: str) -> str:
    return files("netkit.reports").joinpath(name).read_text(encoding="utf-8")


def _html(paper: Paper) -> str:
    return page_html("paper.html", paper=paper)


def _json(paper: Paper) -> str:
    sections = [
        {"name": part.name, "heading": part.heading, "entries": plain(part.entries),
         "folded": list(part.folded)}
        for part in paper.sections
    ]  # fmt: skip
    whole = {"question": "report", "title": paper.title, "day": paper.day,
             "first": list(paper.first), "sections": sections}  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def write_paper(paper: Paper, folder: Path, forms: Iterable[str], day: date) -> list[Path]:
    """Write a paper into a folder, a file a form, each whole or not at all; return the files."""
    from netkit.support.atomic_files import write_atomic

    paths = [(folder / f"{paper.name}-{day}.{form}").absolute() for form in forms]
    for path in paths:
        write_atomic(path, PAPER_FORMS[path.suffix[1:]](paper).encode())
    return paths


#: File ending → renderer of a paper.
PAPER_FORMS: dict[str, Callable[[Paper], str]] = {
    "html": _html,
    "md": paper_markdown,
    "txt": paper_text,
    "json": _json,
}
