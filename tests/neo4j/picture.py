"""Draw the graph that a person asks, from the server's own account of a database, as Mermaid.

``python -m tests.neo4j.picture neo4j://127.0.0.1:7687`` prints the picture of docs/neo4j.md; user
and password come from the environment, as for netkit.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from netkit.store.neo4j.connection import address, connect

if TYPE_CHECKING:
    from neo4j import Driver

__all__ = ["picture"]

#: Labels of the readable graph, in the order in which a reader meets them.
LABELS = (
    "Person", "Organization", "City", "Favour", "Introduction", "Need", "Offer", "Promise", "Term",
)  # fmt: skip
#: Contact-days, which Cypher cannot look into, stand behind KNOWS.
_BEHIND = {"TIE"}


def picture(driver: Driver, database: str) -> str:
    """Return the labels and relationships of the readable graph as a Mermaid graph."""
    with driver.session(database=database, default_access_mode="READ") as session:
        record = session.run("CALL db.schema.visualization()").single(strict=True)
    edges = set()
    for edge in record["relationships"]:
        start, end = (next(iter(node.labels)) for node in edge.nodes)
        if start in LABELS and end in LABELS and edge.type not in _BEHIND:
            edges.add((LABELS.index(start), LABELS.index(end), edge.type))
    lines = [f"  {LABELS[a]} -->|{kind}| {LABELS[b]}" for a, b, kind in sorted(edges)]
    return "\n".join(["graph LR", *lines])


def main() -> None:
    """Print the picture of the database at an address."""
    where = address(sys.argv[1])
    with connect(where) as driver:
        print(picture(driver, where.database))


if __name__ == "__main__":
    main()
