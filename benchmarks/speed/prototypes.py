"""What an everyday answer costs at least: click, sqlite3 and one statement, nothing of netkit.

Run as whole processes on the same file as the commands, and printed beside them.
"""

from __future__ import annotations

import sqlite3

import click

__all__ = ["SHAPES", "script"]

#: What each command of this file stands for.
SHAPES = {
    "person": "prototype: one person",
    "candidates": "prototype: at distance two",
    "table": "prototype: a table by rich",
    "both": "prototype: at distance two, by rich",
}

_PERSON = """
SELECT p.name, p.title, p.organization, t.contact_days, t.last_day
FROM person p JOIN handle h ON h.id = p.id LEFT JOIN tie t ON t.b = p.id OR t.a = p.id
WHERE p.name = ? LIMIT 1"""

#: Whom those know who know somebody, the strongest ties first.
_CANDIDATES = """
WITH x AS (SELECT id FROM person WHERE name = ? LIMIT 1),
near AS (SELECT b AS id FROM tie WHERE a = (SELECT id FROM x)
         UNION SELECT a FROM tie WHERE b = (SELECT id FROM x)),
far AS (SELECT t.b AS id, t.log_strength FROM near JOIN tie t ON t.a = near.id
        UNION ALL SELECT t.a, t.log_strength FROM near JOIN tie t ON t.b = near.id)
SELECT p.name, p.title, p.organization, far.log_strength FROM far JOIN person p ON p.id = far.id
WHERE far.id NOT IN (SELECT id FROM x) ORDER BY far.log_strength DESC LIMIT 10"""

_TABLE = """
SELECT p.name, p.title, p.organization, t.contact_days, t.last_day
FROM tie t JOIN person p ON p.id = t.b
WHERE t.a = (SELECT h.person FROM owner o JOIN handle h ON h.id = o.handle) AND t.contact_days > 2
ORDER BY t.log_strength DESC LIMIT 10"""


def script(command: str, file: str, name: str) -> list[str]:
    """Return the words that run one of them: imported, so that its compiled form is kept."""
    run = f"from {__name__} import main; main()"
    return ["python", "-c", run, command, file, name]


def _rows(file: str, query: str, *given: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(file)
    try:
        return connection.execute(query, given).fetchall()
    finally:
        connection.close()


@click.group()
def main() -> None:
    """Answer a question in the shortest way."""


@main.command()
@click.argument("file")
@click.argument("name")
def person(file: str, name: str) -> None:
    """Read one person."""
    for row in _rows(file, _PERSON, name):
        click.echo(" ".join(map(str, row)))


@main.command()
@click.argument("file")
@click.argument("name")
def candidates(file: str, name: str) -> None:
    """Find whom those know who know somebody, in one statement."""
    for row in _rows(file, _CANDIDATES, name):
        click.echo(" ".join(map(str, row)))


@main.command()
@click.argument("file")
@click.argument("name")
def table(file: str, name: str) -> None:
    """Draw the ten strongest ties as a table."""
    _draw(["who", "what", "where", "days", "last"], _rows(file, _TABLE))


@main.command()
@click.argument("file")
@click.argument("name")
def both(file: str, name: str) -> None:
    """Draw whom those know who know somebody: the least that an introduction has to do."""
    _draw(["who", "what", "where", "strength"], _rows(file, _CANDIDATES, name))


def _draw(header: list[str], rows: list[tuple[object, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table

    drawn = Table(*header, box=None)
    for row in rows:
        drawn.add_row(*map(str, row))
    Console(width=100).print(drawn)
