"""The tables of deeds: endorsements, recommendations, and activity that names nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .linkedin_shape import Shape, Table
from .people import OWNER, Endorsement, Recommendation

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["activity", "endorsements", "recommendations"]

_ACTIVITY_LINK = "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A{0}"


def endorsements(shape: Shape, direction: str) -> list[Table]:
    """Write the endorsements ``given`` or ``received``: a new file, an old one, or both.

    In 2021 the old file holds the elder half of the new one, whose rows then are duplicates
    (files are read in the order of their names).
    """
    ordered = sorted(
        (
            one
            for one in shape.network.endorsements
            if (one.giver == OWNER) == (direction == "given")
            and (shape.links_people or _other(one) not in shape.ambiguous)
        ),
        key=lambda one: one.given_at,
        reverse=True,
    )
    accepted = sum(one.accepted for one in ordered)
    if direction == "given":
        shape.tally.given += accepted
    else:
        shape.tally.received += accepted
    new, old = f"endorsements {direction}", f"old endorsements {direction}"
    tables = []
    if shape.file(new):
        tables.append(_endorsement_table(shape, new, ordered))
    if shape.file(old):
        repeated = ordered[len(ordered) // 2 :] if tables else []
        tables.append(_endorsement_table(shape, old, repeated or ordered))
        again = sum(one.accepted for one in repeated)
        shape.tally.skip(shape.file(new), "duplicate", again)
    return tables


def _other(deed: Endorsement | Recommendation) -> int:
    return max(deed.giver, deed.receiver)


def _endorsement_table(shape: Shape, table: str, shown: Sequence[Endorsement]) -> Table:
    """Write one file of endorsements; the old ones are UTF-16 with tabs."""
    columns = shape.columns(table)
    rows: list[tuple[str, ...]] = []
    for one in shown:
        contact = shape.network.contact(max(one.giver, one.receiver))
        link = [shape.bare_link(contact.id)] if any("Url" in column for column in columns) else []
        status = "ACCEPTED" if one.accepted else ("PENDING", "REJECTED")[contact.id % 2]
        display = ["SHOW"] if "Display Status" in columns else []
        moment = shape.date("endorsements", one.given_at)
        rows.append((moment, one.skill, contact.first, contact.last, *link, status, *display))
    left_out = sum(not one.accepted for one in shown)
    shape.tally.skip(shape.file(table), "not accepted", left_out)
    return Table(shape.file(table), columns, rows, wide=table.startswith("old"))


def recommendations(shape: Shape, direction: str) -> Table:
    """Write the recommendations ``given`` or ``received``; hidden ones are no favours."""
    table = f"recommendations {direction}"
    rows: list[tuple[str, ...]] = []
    visible = 0
    for one in shape.network.recommendations:
        if (one.giver == OWNER) != (direction == "given"):
            continue
        contact = shape.network.contact(max(one.giver, one.receiver))
        visible += one.visible
        status = "VISIBLE" if one.visible else ("PENDING", "HIDDEN")[len(rows) % 2]
        moment = shape.date("recommendations", one.written_at)
        about = (contact.first, contact.last, contact.company, contact.title)
        rows.append((*about, one.text, moment, status))
    if direction == "given":
        shape.tally.given += visible
    else:
        shape.tally.received += visible
    shape.tally.skip(shape.file(table), "not visible", len(rows) - visible)
    return Table(shape.file(table), shape.columns(table), rows)


def activity(shape: Shape) -> list[Table]:
    """Write what the owner did in public; the rows name no person, so nothing comes of them."""
    size = max(4, len(shape.network.connections) // 30)
    samples: dict[str, tuple[str, ...]] = {
        "reactions": ("LIKE", "link"),
        "comments": ("link", 'Well said, "all of it", thank you!'),
        "votes": ("link", "Yes, and soon"),
        "shares": ("link", "Glad to see this.\nMore soon.", "", "", "MEMBER_NETWORK"),
        "company follows": (),
        "member follows": ("Active", "Somebody Famous"),
    }
    tables = []
    for table, sample in samples.items():
        file = shape.file(table)
        if not file:
            continue
        rng = shape.rng(table)
        kind = "company follows" if table == "company follows" else "activity"
        moments = sorted((shape.ago(rng, 2000) for _ in range(size)), reverse=True)
        rows: list[tuple[str, ...]] = []
        for number, moment in enumerate(moments):
            link = _ACTIVITY_LINK.format(6_000_000_000_000_000_000 + number)
            told = [link if word == "link" else word for word in sample]
            when = shape.date(kind, moment)
            first = [f"Alder {number} Energy"] if table == "company follows" else []
            rows.append((*first, when, *told))
        shape.tally.skip(file, "no person", size)
        tables.append(Table(file, shape.columns(table), rows))
    return tables
