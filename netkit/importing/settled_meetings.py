"""Meetings that the user edited or removed by hand: no calendar says anything of them any more."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.model.events import EventId
from netkit.store.removed_rows import REMOVED_SETTING, read_removed

if TYPE_CHECKING:
    from collections.abc import Collection

    from netkit.importers.port import MeetingVersion
    from netkit.store.port import Store

__all__ = ["SettledMeetings"]


class SettledMeetings:
    """Corrections of meetings with these ids, as the store keeps what they took out."""

    def __init__(self, store: Store, uids: Collection[str]) -> None:
        self._times: defaultdict[str, set[int]] = defaultdict(set)
        self._days: set[str] = set()
        self._by_hand: set[EventId] = set()
        removed = read_removed(store.setting(REMOVED_SETTING))
        if not removed:
            return
        imports = {batch.id for batch in store.batches() if batch.label.startswith("import ")}
        corrections = set()
        for batch, table, row in removed:
            if batch in imports:
                continue
            if table == "event":
                self._days.add(str(row["uid"]))
            elif row["thread"] in uids:
                self._times[row["thread"]].add(row["at"])
                corrections.add(batch)
        for batch in corrections:
            rows = store.recorded_by(batch)["interaction"]
            self._by_hand.update(EventId(row["uid"]) for row in rows)

    def times(self, uid: str) -> set[int]:
        """Return the times of the contacts of an entry that were corrected."""
        return self._times.get(uid, set())

    def is_by_hand(self, contact: EventId) -> bool:
        """Return True for a contact that stands in place of one that was corrected."""
        return contact in self._by_hand

    def whole(self, version: MeetingVersion, ahead: Collection[str]) -> bool:
        """Return True for an entry that is no series and was corrected, or its days ahead were."""
        times = self.times(version.uid)
        if version.revision.recurs:
            return version.occurrence in times
        return bool(times) or not self._days.isdisjoint(ahead)
