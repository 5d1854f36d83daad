"""`netkit query`: the questions in Cypher, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from netkit.answers.plain_values import plain
from netkit.errors import UsageError

from ..output import Answer, say, show
from ..session import Session, common, pass_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..render.page import Page


@click.command("query")
@click.argument("name")
@click.option(
    "--param", "-p", "given", multiple=True, metavar="K=V", help="A parameter; once for each."
)
@common
@pass_session
def command(session: Session, name: str, given: tuple[str, ...]) -> None:
    """Run one of the Cypher questions by name, or a file of your own (Neo4j).

    NAME is a question's, `list` for all there are, or the path of a file that ends with .cypher:
    it can read, and change nothing. They are plain files: Neo4j Browser runs them as they are.
    """
    from netkit.queries import questions

    if name == "list":
        for question in questions():
            say(f"{question.name:<20} {question.summary}")
        return
    parameters = _pairs(given)
    rows = session.workspace.query(name, parameters)
    session.question = f"query {name}"
    show(session, Answer(session.question, rows, _table, empty="no row answers this question"))


def _pairs(given: Sequence[str]) -> dict[str, str]:
    """Return the parameters that -p gives, by name."""
    pairs = [text.partition("=") for text in given]
    if wrong := next((key for key, equals, _ in pairs if not equals), None):
        raise UsageError(f"-p {wrong} has no value; write -p {wrong}=…")
    values = {key: value for key, _, value in pairs}
    if len(values) < len(pairs):
        twice = next(key for key in values if sum(key == other for other, _, _ in pairs) > 1)
        raise UsageError(f"-p {twice} is given twice; a parameter has one value")
    return values


def _table(page: Page, rows: Sequence[dict[str, Any]]) -> None:
    from ..render.page import Column

    columns = [Column(name, fold=False) for name in rows[0]]
    page.table(columns, [[_cell(value) for value in row.values()] for row in rows])


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, list):
        return " · ".join(str(item) for item in value)
    return str(plain(value))
