"""What a store promises of the vectors of texts; the rest of `netkit.store.port`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from netkit.store.values import Utterance

__all__ = ["Meanings"]


class Meanings(Protocol):
    """Vectors of the texts that people need and give: derived, by `netkit.store.meanings`.

    A text has one as a need (side ``need``) and one as something to give (side ``given``).
    """

    def utterances(self, texts: Collection[str] | None = None) -> list[Utterance]:
        """Return who needs, offers, is skilled in or is what these texts (or any) say, unordered.

        Needs and offers that are closed by now among them.
        """

    def vectors(self) -> dict[tuple[str, str], bytes]:
        """Return every vector that is kept, by side and text."""

    def keep_vectors(self, vectors: Mapping[tuple[str, str], bytes]) -> None:
        """Keep vectors of texts, by side and text; those of texts that nobody says any more go."""
