"""What a store promises of its upkeep: settings, counts, erasure, checks, copies.

The rest stands in `netkit.store.port`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from netkit.model.people import PersonId
    from netkit.store.values import Counts

__all__ = ["Care"]


class Care(Protocol):
    """Settings, counts, erasure, checks, copies."""

    def setting(self, name: str) -> str | None:
        """Return a stored setting; None when there is none."""

    def set_setting(self, name: str, value: str) -> None:
        """Store a small named value (a default region); an empty one removes it."""

    def population(self) -> int:
        """Return the number of people in the network, without owners and unknown ones."""

    def counts(self) -> Counts:
        """Return the counts of what the network holds; people without owners and unknown ones."""

    def forget(self, person: PersonId, salt: bytes) -> int:
        """Erase a person and all that was said of them, leaving no trace in the file.

        Contacts and events in which they had a part go whole, and they are taken out of kept
        values that name them by id. Only salted hashes of their handles stay, so that an import
        does not bring them back. Returns how many records went: events, contacts, claims and jobs.
        Cannot be undone. Raises UsageError for an owner.
        """

    def scrub(self) -> bool:
        """Leave no trace of what was erased; return whether nothing kept it from being done."""

    def drop_undone(self) -> None:
        """Delete for good what was undone and set aside; that it was undone stays listed."""

    def lift(self, hashes: Collection[bytes]) -> None:
        """Remove hashes of forgotten handles: whoever they belong to may be recorded again."""

    def digest(self) -> str:
        """Return a hash of all that was said; equal in two stores that hold the same."""

    def check(self) -> list[str]:
        """Return the damage and figures that do not add up, a line each; empty when all is well."""

    def backup(self, path: Path) -> None:
        """Write a complete copy that :func:`netkit.store.open_store` opens, at `path`."""

    def dump(self, table: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of one of `netkit.store.recorded_rows.TABLES`, in a settled order."""

    def load(self, table: str, rows: Iterable[dict[str, Any]]) -> int:
        """Add the rows that are not there; return how many. :meth:`rederive` must follow."""

    def rederive(self) -> None:
        """Rebuild people, what finds them, contact-days and ties; vectors of texts are dropped."""
