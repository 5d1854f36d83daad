"""Turn the rows that a change recorded into a change that records them again."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from netkit.model.events import Interaction
from netkit.model.people import Affiliation, Claim, Handle, PersonId
from netkit.model.when import from_epoch
from netkit.store.codec import moment_of, partial_date_of, restore
from netkit.store.values import Change, Doubt, Join

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime, tzinfo

    from netkit.model.events import Event
    from netkit.store.recorded_rows import Row

__all__ = ["change_of_rows", "events_of_rows"]


def change_of_rows(rows: Mapping[str, Sequence[Row]], label: str, at: datetime) -> Change:
    """Return the change that records these rows (by table) anew."""
    return Change(
        label=label,
        at=at,
        handles=[
            (Handle(row["kind"], row["value"]), PersonId(row["person"])) for row in rows["handle"]
        ],
        owners=[PersonId(row["pid"]) for row in rows["owner"]],
        joins=list(_joins(rows["move"])),
        doubts=[Doubt(row["a"], row["b"], row["reason"], row["verdict"]) for row in rows["doubt"]],
        claims=[
            Claim(row["pid"], row["field"], row["value"], moment_of(row["at"]), row["source"],
                  row["origin"])
            for row in rows["claim"]
        ],
        affiliations=[_affiliation(row) for row in rows["affiliation"]],
        events=events_of_rows(rows),
    )  # fmt: skip


def events_of_rows(rows: Mapping[str, Sequence[Row]], zone: tzinfo = UTC) -> list[Event]:
    """Return the events and contacts among rows, their times on the clocks of `zone`."""
    events: list[Event] = [
        restore(row["kind"], row["at"], row["data"],
                {role: PersonId(pid) for role, pid in row["parts"]}, zone)
        for row in rows["event"]
    ]  # fmt: skip
    for row in rows["interaction"]:
        contact: Any = (
            from_epoch(row["at"], zone), row["channel"], PersonId(row["sender"]),
            tuple(map(PersonId, row["recipients"])), row["thread"], row["text"], row["source"],
            row["mark"],
        )  # fmt: skip
        events.append(Interaction(*contact))
    return events


def _joins(moves: Iterable[Row]) -> Iterable[Join]:
    """Yield the joins that moves of handles tell; a handle that was split off is joined to none."""
    for row in moves:
        if row["reason"] != "split" and "to" in row:
            yield Join(PersonId(row["to"]), PersonId(row["was"]), row["reason"])


def _affiliation(row: Row) -> Affiliation:
    return Affiliation(
        row["pid"], row["organization"], row["title"],
        partial_date_of(row["since"]), partial_date_of(row["until"]),
        row["kind"], moment_of(row["seen_at"]), row["source"],
    )  # fmt: skip
