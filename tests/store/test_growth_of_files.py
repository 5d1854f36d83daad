"""Logging a contact, undoing it and forgetting somebody look at as many rows in a larger file."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from benchmarks.invented import NOW, Invented
from netkit.model.events import Interaction
from netkit.model.people import PersonId
from netkit.store.sqlite import SqliteStore
from netkit.store.sqlite.forgetting import forget
from netkit.store.values import Change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


SMALL, LARGE = 300, 6_000
STEP = 10  # instructions of SQLite's machine between two counts


@contextmanager
def instructions(store: SqliteStore) -> Iterator[list[int]]:
    """Count the instructions that SQLite carries out meanwhile."""
    spent = [0]

    def more() -> int:
        spent[0] += STEP
        return 0

    store._connection.set_progress_handler(more, STEP)
    yield spent
    store._connection.set_progress_handler(None, STEP)


def spent_on(path: Path, people: int) -> dict[str, int]:
    """Return what each change takes in a network of so many people."""
    store = SqliteStore(path)
    invented = Invented(people, 5 * people, 5 * people)
    for change in invented.changes():
        store.append(change)
    somebody = _few_contacts(store, invented)
    contact = Interaction(NOW, "message", invented.owner, (somebody,), mark="one more")
    with instructions(store) as log:
        store.append(Change("log", NOW, events=[contact]))
    with instructions(store) as undo:
        store.withdraw(NOW)
    # What `SqliteStore.forget` does besides looks at the head of each page (`page_gaps`).
    with instructions(store) as erase, store._writing() as connection:
        forget(connection, somebody, b"12345678")
    assert store.check() == []
    store.close()
    return {"log": log[0], "undo": undo[0], "forget": erase[0]}


def _few_contacts(store: SqliteStore, invented: Invented) -> PersonId:
    figures = store.tie_figures(invented.owner, ["contact_days"])
    return PersonId(min(pid for pid, days in figures if days == 3))


def test_a_contact_its_undoing_and_forgetting_cost_the_same_in_a_larger_file(
    tmp_path: Path,
) -> None:
    small = spent_on(tmp_path / "small.netkit", SMALL)
    large = spent_on(tmp_path / "large.netkit", LARGE)
    assert {name: large[name] <= 2 * small[name] for name in small} == dict.fromkeys(small, True), (
        small, large,
    )  # fmt: skip
