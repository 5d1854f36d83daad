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
    """Run one of the Cypher questions by name (Neo4j).

    NAME is a question's, or `list` for all there are. They are plain files: Neo4j Browser runs
    them as they are.
    """
    from netkit.queries import question, questions

    if name == "list":
        for one in questions():
            say(f"{one.name:<14} {one.summary}")
        return
    asked = question(name)
    store = session.workspace.store
    run = getattr(store, "query", None)
    if run is None:
        raise UsageError("this network is a file; the Cypher questions need --network neo4j://…")
    pairs = [one.partition("=") for one in given]
    parameters = asked.filled({key: value for key, _, value in pairs})
    rows = run(asked.text, parameters)
    session.question = f"query {name}"
    show(session, Answer(session.question, rows, _table, empty="no row answers this question"))


def _table(page: Page, rows: Sequence[dict[str, Any]]) -> None:
    from ..render.page import Column

    columns = [Column(name, fold=False) for name in rows[0]]
    page.table(columns, [[_cell(value) for value in row.values()] for row in rows])


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, list):
        return " · ".join(str(one) for one in value)
    return str(plain(value))
