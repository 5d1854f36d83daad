"""Undo changes, the last one or one by its number, and redo what was undone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from netkit.errors import NothingFoundError, UsageError
from netkit.importing.calibration import recalibrate
from netkit.model.events import EventId, event_id
from netkit.model.frozen import dataclass, replace
from netkit.recording.changes import record
from netkit.recording.corrections import removal_of, remove_entry
from netkit.recording.entry_numbers import key_of_number
from netkit.store.meanings import keep_meanings_of
from netkit.store.removed_rows import REMOVED_SETTING, read_removed
from netkit.store.row_change import change_of_rows, events_of_rows
from netkit.store.values import Batch

if TYPE_CHECKING:
    from netkit.answers.network_view import NetworkView
    from netkit.model.events import Event

__all__ = ["redo_last", "undo_last", "undo_number"]

#: What was undone last, to be redone. The text is no JSON on purpose: forgetting somebody whom it
#: names empties it (`netkit.store.scrub`).
_SETTING = "undone changes"
_HEAD = "undone: "
_MOST = 20
_MOST_ROWS = 5_000


@dataclass(frozen=True, slots=True)
class Redone:
    """A change that was undone and stands again."""

    label: str


class UndoneChange(NamedTuple):
    """A change that was undone: its label, the rows it recorded, the ids it removed."""

    label: str
    rows: dict[str, list[dict[str, Any]]]
    removals: list[str]


def undo_last(view: NetworkView) -> Batch:
    """Undo the last change; return what it was.

    The lapse formula was fitted to what an import brought: it is fitted anew without it.

    Raises
    ------
    NothingFoundError
        Nothing is left to undo.
    """
    standing = [batch for batch in view.store.batches() if not batch.withdrawn]
    if not standing:
        raise NothingFoundError("nothing is left to undo")
    entry = _redo_entry(view, standing[-1])
    batch = view.store.withdraw(view.now)
    if batch is None:
        raise NothingFoundError("nothing is left to undo")
    if entry is not None and batch.id == standing[-1].id:
        _write(view, [*_read(view), entry][-_MOST:])
    if batch.label.startswith("import "):
        recalibrate(view.store)
    return batch


def undo_number(view: NetworkView, number: int) -> Batch:
    """Undo the change, or remove the entry, that a number stands for; return what it was.

    A change that others followed is undone by removing the events it recorded, and recording anew
    those it took out; who people are (names, jobs, joins) stays, since later changes may rest on
    it.

    Raises
    ------
    NothingFoundError, UsageError
    """
    key = key_of_number(view, number)
    kind, _, rest = key.partition(" ")
    if kind != "change":
        text = remove_entry(view, number).text
        return Batch(0, text.removeprefix("removed: "), view.now, withdrawn=True)
    standing = [batch for batch in view.store.batches() if not batch.withdrawn]
    chosen = next((batch for batch in standing if batch.id == int(rest)), None)
    if chosen is None:
        raise NothingFoundError(f"change {number} is undone already")
    if chosen.id == standing[-1].id:
        return undo_last(view)
    events = events_of_rows(view.store.recorded_by(chosen.id))
    if not events:
        raise UsageError(
            f"change {number} ({chosen.label}) says who people are, and later changes may rest on"
            " it; correct it by 'netkit person', or undo the later ones first"
        )
    removals: list[EventId] = []
    for event in events:
        removals += [eid for eid in removal_of(view, event_id(event)) if eid not in removals]
    record(view, f"undone: {chosen.label}", _taken_out(view, chosen), removals=removals)
    return Batch(chosen.id, chosen.label, chosen.at, withdrawn=True)


def _taken_out(view: NetworkView, batch: Batch) -> list[Event]:
    """Return the events that a change took out: what was edited, the meeting that was moved."""
    removed = read_removed(view.store.setting(REMOVED_SETTING))
    rows: dict[str, list[dict[str, Any]]] = {"event": [], "interaction": []}
    for entry in removed:
        if entry.batch == batch.id:
            rows[entry.table].append(entry.row)
    return list(events_of_rows(rows))


def redo_last(view: NetworkView) -> Redone:
    """Record again the change that was undone last.

    Raises
    ------
    NothingFoundError
        Nothing was undone, or it was an import.
    """
    undone = _read(view)
    if not undone:
        raise NothingFoundError("nothing to redo; an import is brought back by importing it again")
    last = undone[-1]
    change = change_of_rows(last.rows, last.label, view.now)
    view.store.append(replace(change, removals=[EventId(eid) for eid in last.removals]))
    keep_meanings_of(view.store, change)
    _write(view, undone[:-1])
    return Redone(last.label)


def _redo_entry(view: NetworkView, batch: Batch) -> UndoneChange | None:
    """Return what it takes to redo a change; None where it cannot be, or is an import."""
    if batch.label.startswith("import "):
        return None
    rows = view.store.recorded_by(batch.id)
    splits = any(row["reason"] == "split" for row in rows["move"])
    if splits or sum(map(len, rows.values())) > _MOST_ROWS:
        return None
    for row in rows["move"]:
        row["to"] = view.store.people([row["pid"]])[0].id
    removed = read_removed(view.store.setting(REMOVED_SETTING))
    removals = [str(entry.row["uid"]) for entry in removed if entry.batch == batch.id]
    return UndoneChange(batch.label, rows, removals)


def _read(view: NetworkView) -> list[UndoneChange]:
    stored = view.store.setting(_SETTING) or ""
    entries = json.loads(stored.removeprefix(_HEAD)) if stored.startswith(_HEAD) else []
    return [UndoneChange(*entry) for entry in entries]


def _write(view: NetworkView, entries: list[UndoneChange]) -> None:
    text = json.dumps([list(entry) for entry in entries], ensure_ascii=False)
    view.store.set_setting(_SETTING, _HEAD + text)
