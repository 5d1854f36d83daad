"""Memberships: the circles and tags that people are in, as claims say, and as they were left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from netkit.store.derive import BELIEF

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from netkit.model.people import Claim, ClaimField, PersonId

__all__ = ["LEFT", "Membership", "membership_fields", "memberships"]

Membership = Literal["circle", "tag"]

#: Membership → the field of the claim that takes one back.
LEFT: dict[Membership, ClaimField] = {"circle": "left circle", "tag": "left tag"}


def membership_fields(*kinds: Membership) -> set[str]:
    """Return the fields of the claims that tell memberships of these kinds."""
    return {*kinds, *(LEFT[kind] for kind in kinds)}


def memberships(
    claims: Iterable[Claim], kind: Membership, until: datetime | None = None
) -> dict[PersonId, tuple[str, ...]]:
    """Return the circles (or tags) of each person, in the order in which they joined.

    What is typed counts more than what was imported, then the newest claim counts: a circle that
    was left stays left when an archive tells of it again.
    """
    statements = [
        (BELIEF[claim.source], str(claim.at or ""), claim)
        for claim in claims
        if claim.field in {kind, LEFT[kind]}
        and (until is None or claim.at is None or claim.at <= until)
    ]
    inside: dict[PersonId, dict[str, str]] = {}
    for _, _, claim in sorted(statements, key=lambda row: row[:2]):
        names = inside.setdefault(claim.person, {})
        key = claim.value.casefold()
        if claim.field == kind:
            names.setdefault(key, claim.value)
        else:
            names.pop(key, None)
    return {person: tuple(names.values()) for person, names in inside.items()}
