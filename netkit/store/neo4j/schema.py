"""Constraints and indexes of a database, as named steps that are recorded when they are taken.

What was said: (:Batch) (:Handle) (:Claim) (:Affiliation) (:Doubt) (:Event) (:Exchange) (:Move)
(:Setting) (:Forgotten). Derived, and rebuilt at will: (:Person), [:OF], [:TIE], (:Word), (:Term),
(:Meaning), and the readable graph: [:KNOWS], [:WORKS_AT], [:STUDIED_AT], [:LIVES_IN], (:City),
(:Favour), (:Introduction), (:Need), (:Offer), (:Promise).
``net`` is a part of every key: one database may hold several networks, and the Community edition
has one database for users.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from netkit.errors import StoreError
from netkit.store.values import CutOffChange

if TYPE_CHECKING:
    from neo4j import Driver, Session

    from netkit.store.neo4j.connection import Address

__all__ = ["LABELS", "MODEL", "STEPS", "migrate"]

#: The number of the model that the derived part of a network follows; 0 before it was readable.
MODEL = 1

#: Label → the property that, with the network's name, is its key. A MERGE needs one of these.
_KEYS = {
    "Batch": "id",
    "Handle": "pid",
    "Claim": "key",
    "Affiliation": "key",
    "Doubt": "key",
    "Event": "uid",
    "Exchange": "key",
    "Move": "key",
    "Setting": "name",
    "Forgotten": "hash",
    "Person": "id",
    "Organization": "key",
    "Word": "word",
    "Term": "term",
}

#: What is looked up besides: label → properties, after the network's name.
_INDEXES = (
    ("Handle", "person"),
    ("Event", "kind", "at"),
    ("Event", "of"),
    ("Exchange", "first", "key"),
    *((label, "batch") for label in ("Handle", "Claim", "Affiliation", "Doubt", "Event")),
    ("Exchange", "batch"),
    ("Withdrawn", "batch"),
    ("Owner", "owner_batch"),
)


def _first() -> tuple[str, ...]:
    unique = [
        f"CREATE CONSTRAINT netkit_{label.lower()} IF NOT EXISTS FOR (n:{label})"
        f" REQUIRE (n.net, n.{key}) IS UNIQUE"
        for label, key in _KEYS.items()
    ]
    lookups = [
        f"CREATE INDEX netkit_{label.lower()}_{'_'.join(columns)} IF NOT EXISTS FOR (n:{label})"
        f" ON (n.net, {', '.join(f'n.{column}' for column in columns)})"
        for label, *columns in _INDEXES
    ]
    ties = [
        f"CREATE INDEX netkit_tie_{column} IF NOT EXISTS FOR ()-[t:TIE]-() ON (t.net, t.{column})"
        for column in ("first_day", "last_day")
    ]
    return (
        *unique,
        "CREATE CONSTRAINT netkit_network IF NOT EXISTS FOR (n:Network) REQUIRE n.net IS UNIQUE",
        "CREATE CONSTRAINT netkit_tie IF NOT EXISTS FOR ()-[t:TIE]-()"
        " REQUIRE (t.net, t.a, t.b) IS UNIQUE",
        *lookups,
        *ties,
    )


_READING = (
    "CREATE INDEX netkit_claim_field IF NOT EXISTS FOR (n:Claim) ON (n.net, n.field)",
    # Ranks and thresholds are ranges of it, and all that ranking needs stands in it.
    "CREATE INDEX netkit_tie_rank IF NOT EXISTS FOR ()-[t:TIE]-() ON (t.net, t.log_strength,"
    " t.contact_days, t.last_day, t.gap_count, t.sum_log_gap)",
)

_ASKING = (
    # Which ties lean is told by these alone, the ones of many days first.
    "CREATE INDEX netkit_tie_sides IF NOT EXISTS FOR ()-[t:TIE]-() ON (t.net, t.contact_days,"
    " t.days_ab, t.days_ba)",
    "CREATE INDEX netkit_person_city IF NOT EXISTS FOR (n:Person) ON (n.net, n.city)",
)

_MEANING = (
    "CREATE CONSTRAINT netkit_meaning IF NOT EXISTS FOR (n:Meaning)"
    " REQUIRE (n.net, n.key) IS UNIQUE",
)

#: Label → the properties that are its key, and those it is looked up by, in the readable graph.
_READABLE_KEYS = {
    **dict.fromkeys(("Favour", "Introduction", "Need", "Offer", "Promise"), "uid"),
    "City": "name",
}
_READABLE_LOOKUPS = (
    ("Person", "name"), ("Organization", "name"), ("Handle", "value"),
    ("Move", "batch"), ("Move", "pid"), ("Move", "was"), ("Doubt", "a"), ("Doubt", "b"),
)  # fmt: skip

_READABLE = (
    *(
        f"CREATE CONSTRAINT netkit_{label.lower()} IF NOT EXISTS FOR (n:{label})"
        f" REQUIRE (n.net, n.{key}) IS UNIQUE"
        for label, key in _READABLE_KEYS.items()
    ),
    *(
        f"CREATE INDEX netkit_{label.lower()}_{key} IF NOT EXISTS FOR (n:{label})"
        f" ON (n.net, n.{key})"
        for label, key in _READABLE_LOOKUPS
    ),
    "CREATE FULLTEXT INDEX netkit_readable IF NOT EXISTS FOR"
    " (n:Favour|Introduction|Need|Offer|Promise) ON EACH [n.text, n.why, n.outcome]"
    " OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}}",
)

#: Every step ever released, in order. A released step is never edited; add a new one.
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("0001 first keys", _first()),
    ("0002 for reading", _READING),
    ("0003 for asking", _ASKING),
    ("0004 vectors of texts", _MEANING),
    ("0005 readable graph", _READABLE),
)

#: Every label of a node that a network has, its own node last: what is left of one that was not
#: wholly removed is still found by it.
LABELS = (*_KEYS, *_READABLE_KEYS, "Meaning", "Withdrawn", "Network")

_MIGRATION = (
    "CREATE CONSTRAINT netkit_migration IF NOT EXISTS FOR (n:SchemaMigration)"
    " REQUIRE n.step IS UNIQUE"
)


def _checksum(statements: tuple[str, ...]) -> str:
    return hashlib.sha256(";\n".join(statements).encode()).hexdigest()


#: The changes that are not wholly recorded: their labels, and how many later ones stand.
CUT_OFF = """COLLECT {
  MATCH (b:Batch {net: $net, open: true})
  WHERE b.id IS NOT NULL
  RETURN [b.label, COUNT {
    MATCH (later:Batch {net: $net}) WHERE later.id > b.id AND later.withdrawn_at IS NULL
  }]
  ORDER BY b.id
}"""

_TAKEN = f"""
OPTIONAL MATCH (n:Network {{net: $net}})
WITH n IS NOT NULL AS there, coalesce(n.model, 0) < $model AS old, {CUT_OFF} AS unfinished
OPTIONAL MATCH (s:SchemaMigration)
RETURN s.step, s.checksum, there, old, unfinished"""


class NetworkFound(NamedTuple):
    """The state in which a network is found when it is opened.

    old : its derived part is of an older model, and is to be made anew.
    unfinished : the changes that were cut off, or are at work.
    """

    old: bool
    unfinished: tuple[CutOffChange, ...]


def migrate(driver: Driver, where: Address, *, create: bool = True) -> NetworkFound:
    """Take the steps this database has not taken yet, in order.

    Each statement can be repeated, so a step that was cut off is taken again.

    Raises
    ------
    StoreError
        The database was written by another netkit: a taken step is not the one known here. There
        is no network of this name, and `create` is False.
    """
    with driver.session(database=where.database, default_access_mode="READ") as session:
        rows = session.run(_TAKEN, net=where.net, model=MODEL).values()
        if not (create or rows[0][2]):
            names = [str(name) for (name,) in session.run(_NAMES).values()]
            raise StoreError(_no_network(where, names))
    taken = {step: checksum for step, checksum, *_ in rows if step is not None}
    checksums = {name: _checksum(statements) for name, statements in STEPS}
    if any(checksums.get(step) != checksum for step, checksum in taken.items()):
        raise StoreError("this network was written by another version of netkit; upgrade it")
    if missing := [(name, statements) for name, statements in STEPS if name not in taken]:
        with driver.session(database=where.database) as session:
            _take(session, missing, checksums)
    _, _, there, old, unfinished = rows[0]
    return NetworkFound(bool(there and old), tuple(CutOffChange(*row) for row in unfinished))


def _take(
    session: Session, steps: list[tuple[str, tuple[str, ...]]], checksums: dict[str, str]
) -> None:
    """Take steps, each recorded once all its statements were run and its indexes are filled."""
    session.run(_MIGRATION).consume()
    for name, statements in steps:
        for statement in statements:
            session.run(statement).consume()
        session.run("CALL db.awaitIndexes(300)").consume()
        session.run(
            "MERGE (s:SchemaMigration {step: $step})"
            " ON CREATE SET s.checksum = $checksum, s.at = timestamp()",
            step=name,
            checksum=checksums[name],
        ).consume()


_NAMES = "MATCH (n:Network) WHERE n.net IS NOT NULL RETURN n.net ORDER BY n.net"


def _no_network(where: Address, names: list[str]) -> str:
    others = f"; there are {', '.join(names)}" if names else ""
    return f"there is no network at {where}{others}; 'netkit init' makes one"
