"""The tables of a network file, as named steps that are recorded when they are taken.

What was said stands in `handle`, `claim`, `affiliation`, `event`, `interaction`, `participant`,
`doubt`; each row names the `batch` that brought it. The rest is derived and can be rebuilt:
`person` (who the joined handles are), `word` and `term` (search), `meaning` (the vectors of texts),
`contact` (contact-days) and `tie` (their statistics).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.errors import StoreError
from netkit.store.sqlite.identity import APPLICATION_ID

if TYPE_CHECKING:
    import sqlite3

__all__ = ["SAID", "NewerNetworkError", "migrate", "missing_steps", "refuse_newer"]

_FIRST = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE batch (
    id INTEGER PRIMARY KEY, label TEXT NOT NULL, at INTEGER NOT NULL, withdrawn_at INTEGER
) STRICT;
CREATE TABLE handle (
    id INTEGER PRIMARY KEY, pid TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, value TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES handle(id) DEFERRABLE INITIALLY DEFERRED,
    batch INTEGER NOT NULL REFERENCES batch(id)
) STRICT;
CREATE INDEX handle_person ON handle (person);
CREATE INDEX handle_batch ON handle (batch);
CREATE TABLE owner (
    handle INTEGER PRIMARY KEY REFERENCES handle(id), batch INTEGER NOT NULL REFERENCES batch(id)
) STRICT;
CREATE TABLE move (
    id INTEGER PRIMARY KEY, batch INTEGER NOT NULL REFERENCES batch(id),
    handle INTEGER NOT NULL REFERENCES handle(id), was INTEGER NOT NULL, reason TEXT NOT NULL
) STRICT;
CREATE TABLE doubt (
    id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT NOT NULL, reason TEXT NOT NULL,
    verdict TEXT NOT NULL, batch INTEGER NOT NULL REFERENCES batch(id),
    UNIQUE (a, b, reason, verdict)
) STRICT;
CREATE TABLE claim (
    id INTEGER PRIMARY KEY, handle INTEGER NOT NULL REFERENCES handle(id), field TEXT NOT NULL,
    value TEXT NOT NULL, at INTEGER, source TEXT NOT NULL, origin TEXT NOT NULL,
    batch INTEGER NOT NULL REFERENCES batch(id), UNIQUE (handle, field, value, source)
) STRICT;
CREATE TABLE affiliation (
    id INTEGER PRIMARY KEY, handle INTEGER NOT NULL REFERENCES handle(id),
    organization TEXT NOT NULL, org_key TEXT NOT NULL, title TEXT NOT NULL,
    since TEXT NOT NULL, until TEXT NOT NULL, kind TEXT NOT NULL, seen_at INTEGER,
    source TEXT NOT NULL, batch INTEGER NOT NULL REFERENCES batch(id),
    UNIQUE (handle, organization, title, since, until, kind, source)
) STRICT;
CREATE INDEX affiliation_org ON affiliation (org_key);
CREATE TABLE event (
    id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, at INTEGER NOT NULL,
    data TEXT NOT NULL, batch INTEGER NOT NULL REFERENCES batch(id)
) STRICT;
CREATE INDEX event_kind ON event (kind, at);
CREATE TABLE event_person (
    handle INTEGER NOT NULL REFERENCES handle(id), event INTEGER NOT NULL REFERENCES event(id),
    role TEXT NOT NULL, PRIMARY KEY (handle, event, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_person_event ON event_person (event);
CREATE TABLE interaction (
    id INTEGER PRIMARY KEY, uid BLOB NOT NULL UNIQUE, at INTEGER NOT NULL, channel TEXT NOT NULL,
    thread TEXT NOT NULL, text TEXT NOT NULL, source TEXT NOT NULL, mark TEXT NOT NULL,
    batch INTEGER NOT NULL REFERENCES batch(id)
) STRICT;
CREATE TABLE participant (
    interaction INTEGER NOT NULL REFERENCES interaction(id), role INTEGER NOT NULL,
    handle INTEGER NOT NULL REFERENCES handle(id), PRIMARY KEY (interaction, role, handle)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_handle ON participant (handle, interaction);
CREATE TABLE withdrawn (
    id INTEGER PRIMARY KEY, batch INTEGER NOT NULL REFERENCES batch(id),
    said TEXT NOT NULL, data TEXT NOT NULL
) STRICT;
CREATE TABLE forgotten (hash BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    id INTEGER PRIMARY KEY REFERENCES handle(id), name TEXT NOT NULL, organization TEXT NOT NULL,
    title TEXT NOT NULL, city TEXT NOT NULL, owner INTEGER NOT NULL, unknown INTEGER NOT NULL
) STRICT;
CREATE TABLE word (
    word TEXT NOT NULL, handle INTEGER NOT NULL REFERENCES handle(id), PRIMARY KEY (word, handle)
) STRICT, WITHOUT ROWID;
CREATE TABLE term (
    term TEXT NOT NULL, handle INTEGER NOT NULL REFERENCES handle(id), origin TEXT NOT NULL,
    PRIMARY KEY (term, handle, origin)
) STRICT, WITHOUT ROWID;
CREATE TABLE contact (
    a INTEGER NOT NULL, b INTEGER NOT NULL, day INTEGER NOT NULL, ab REAL NOT NULL,
    ba REAL NOT NULL, PRIMARY KEY (a, b, day), CHECK (a < b)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_b ON contact (b, a);
CREATE TABLE tie (
    a INTEGER NOT NULL, b INTEGER NOT NULL, contact_days INTEGER NOT NULL,
    first_day INTEGER NOT NULL, last_day INTEGER NOT NULL, log_strength REAL NOT NULL,
    gap_count INTEGER NOT NULL, sum_log_gap REAL NOT NULL, days_ab INTEGER NOT NULL,
    days_ba INTEGER NOT NULL, last_ab INTEGER, last_ba INTEGER, PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX tie_b ON tie (b, a);
"""

#: How many people there are, asked for with every introduction, without reading each of them.
_SECOND = """
CREATE INDEX person_shown ON person (owner, unknown);
"""

#: What everyday questions choose by: the strongest ties, who had a part in several favours (owners
#: are left out: they have one in all), who lives where; terms by person, not by handle, since each
#: question would look up whose a handle is.
_THIRD = """
CREATE INDEX tie_strongest_a ON tie (
    a, log_strength, last_day, contact_days, gap_count, sum_log_gap
);
CREATE INDEX tie_strongest_b ON tie (
    b, log_strength, last_day, contact_days, gap_count, sum_log_gap
);
ALTER TABLE person ADD COLUMN favours INTEGER NOT NULL DEFAULT 0;
UPDATE person SET favours = counted.n FROM (
    SELECT h.person AS whose, count(DISTINCT e.id) AS n FROM event e
    JOIN event_person p ON p.event = e.id JOIN handle h ON h.id = p.handle
    WHERE e.kind = 'favour' GROUP BY h.person
) AS counted WHERE counted.whose = person.id AND person.owner = 0;
CREATE INDEX person_favours ON person (favours) WHERE favours > 1;
CREATE INDEX person_city ON person (city) WHERE city <> '';
CREATE TABLE person_term (
    term TEXT NOT NULL, person INTEGER NOT NULL REFERENCES handle(id), origin TEXT NOT NULL,
    PRIMARY KEY (term, origin, person)
) STRICT, WITHOUT ROWID;
INSERT INTO person_term
    SELECT DISTINCT t.term, h.person, t.origin FROM term t JOIN handle h ON h.id = t.handle;
DROP TABLE term;
ALTER TABLE person_term RENAME TO term;
"""

#: What texts mean: a vector for each, as a need (`need`) or as something to give (`given`).
_FOURTH = """
CREATE TABLE meaning (
    side TEXT NOT NULL, text TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (side, text)
) STRICT;
"""

#: What a change recorded, and what speaks of a handle: undoing one and forgetting somebody look
#: through no table, so that they cost the same however many people there are.
_FIFTH = """
CREATE INDEX interaction_batch ON interaction (batch);
CREATE INDEX event_batch ON event (batch);
CREATE INDEX event_step ON event (json_extract(data, '$.of')) WHERE kind = 'step';
CREATE INDEX claim_batch ON claim (batch);
CREATE INDEX affiliation_batch ON affiliation (batch);
CREATE INDEX doubt_batch ON doubt (batch);
CREATE INDEX doubt_b ON doubt (b);
CREATE INDEX move_batch ON move (batch);
CREATE INDEX move_handle ON move (handle);
CREATE INDEX word_handle ON word (handle);
CREATE INDEX term_person ON term (person);
"""

#: What is asked of the owner's days: how many people on each, and what met around one of them.
_SIXTH = """
CREATE INDEX contact_day_a ON contact (a, day);
CREATE INDEX contact_day_b ON contact (b, day);
CREATE INDEX interaction_meeting ON interaction (at) WHERE channel = 'meeting';
"""

#: Who died or was archived, which every proposal asks: a few claims among all. What looks for the
#: claims of certain people keeps off this index by ``+field``.
_SEVENTH = """
CREATE INDEX claim_field ON claim (field);
"""

#: Every step ever released, in order, with its SHA-256. A released step is never edited; add one.
STEPS: tuple[tuple[str, str, str], ...] = (
    (
        "0001 first tables",
        _FIRST,
        "a91cb0947d673554881ab37c2a2130c96911a64744fa549ce3c506e7abca78c9",
    ),
    (
        "0002 people counted by an index",
        _SECOND,
        "c64e6ab9e04fc0ca40cb3f5e1fc160f038e325da6b2d18f6289af5a87e6eda4d",
    ),
    (
        "0003 what everyday questions choose by",
        _THIRD,
        "af68b33f7d4a47189b7b957587f3551b550286458eb8c7b99834c829b9f5d46f",
    ),
    (
        "0004 vectors of texts",
        _FOURTH,
        "7c00f2c67117e35882391696e3d93fcdf9b940f5e99f3fa809db286370fa5391",
    ),
    (
        "0005 what undoing and forgetting look up",
        _FIFTH,
        "8ac520790acd5c4af99b583280bf2cfed87115893a3cf16692ea2917cb46c7d4",
    ),
    (
        "0006 days of contact and meetings",
        _SIXTH,
        "14ce91890ae424eea258aa789f3c3591bda0248785b58462c67257dbe0929446",
    ),
    (
        "0007 claims by their field",
        _SEVENTH,
        "f0ae9aff899dfcf6aec90a726af3100d5ec0086624f90b70a4a7039a11abcbb8",
    ),
)

#: The tables that hold what was said, those that others refer to last.
SAID = ("event", "interaction", "claim", "affiliation", "doubt", "owner")


class NewerNetworkError(StoreError):
    """A network whose steps this netkit does not know."""


def migrate(connection: sqlite3.Connection, now: int) -> list[str]:
    """Take the steps this file has not taken yet, in one transaction; return their names.

    Which are missing is read under the write lock: another process may be opening the file too.

    Raises
    ------
    StoreError
        The file was written by a newer netkit, or a taken step is not the one known here.
    """
    if not _missing(connection):
        return []
    connection.execute("BEGIN IMMEDIATE")
    try:
        missing = _missing(connection)
        connection.execute(_MIGRATION)
        for name, sql, checksum in missing:
            for statement in sql.split(";\n"):
                if statement.strip():
                    connection.execute(statement)
            connection.execute("INSERT INTO migration VALUES (?, ?, ?)", (name, now, checksum))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return [name for name, _, _ in missing]


_MIGRATION = (
    "CREATE TABLE IF NOT EXISTS migration"
    " (step TEXT PRIMARY KEY, at INTEGER NOT NULL, checksum TEXT NOT NULL) STRICT"
)


def refuse_newer(connection: sqlite3.Connection) -> None:
    """Raise `NewerNetworkError` if the file has taken a step that is not known here."""
    _missing(connection)


def missing_steps(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the steps that a file has not taken."""
    return [name for name, _, _ in _missing(connection)]


def _missing(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Return the steps that a file has not taken."""
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migration'").fetchone()
    query = "SELECT step, checksum FROM migration"
    taken = dict(connection.execute(query).fetchall()) if there else {}
    checksums = {name: checksum for name, _, checksum in STEPS}
    if any(checksums.get(step) != checksum for step, checksum in taken.items()):
        raise NewerNetworkError(
            "this network was written by another version of netkit; upgrade netkit"
        )
    return [step for step in STEPS if step[0] not in taken]
