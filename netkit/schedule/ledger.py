"""All schedules and how their runs went, as one value; and its JSON form."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netkit.errors import UsageError
from netkit.model.frozen import dataclass, field, replace

from .schedules import (
    Order,
    Rule,
    Schedule,
    Target,
    ToBackups,
    ToCommand,
    ToDesktop,
    ToFolder,
    ToMail,
    ToNtfy,
    ToWebhook,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

VERSION = 1
HISTORY = 50
"""Settled runs remembered per schedule; those still waiting are never dropped."""

_CLOCK_SLACK = timedelta(days=1)
_TARGETS = {
    "file": ToFolder,
    "mail": ToMail,
    "ntfy": ToNtfy,
    "webhook": ToWebhook,
    "notify": ToDesktop,
    "command": ToCommand,
    "backup": ToBackups,
}


class Outcome(StrEnum):
    """The outcome of a run."""

    DELIVERED = "delivered"
    WAITING = "waiting"
    """The report is made and kept; it could not be delivered yet."""
    REFUSED = "refused"
    """The report is made and kept; it was refused for good, and goes out with the next one."""
    FAILED = "failed"
    """No report could be made."""


#: Outcomes of runs whose report is kept in the outbox.
UNDELIVERED = frozenset({Outcome.WAITING, Outcome.REFUSED})


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its report's moment, how it ended, and the latest attempt at that.

    ``message`` says where the report went, or in one line what stands in the way.
    """

    run_id: str
    as_of: datetime
    outcome: Outcome
    message: str
    tried_at: datetime
    attempts: int = 1


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every schedule, and each one's runs from the oldest to the newest."""

    schedules: tuple[Schedule, ...] = ()
    runs: Mapping[str, tuple[Run, ...]] = field(default_factory=dict)


def schedule_named(ledger: Ledger, name: str) -> Schedule:
    """Find a schedule, or say in one line that there is none."""
    for schedule in ledger.schedules:
        if schedule.name == name:
            return schedule
    raise UsageError(f"no schedule is called {name!r}; 'netkit schedule list' shows them")


def added(ledger: Ledger, schedule: Schedule) -> Ledger:
    """Return the ledger with one more schedule; its name must be free."""
    if any(present.name == schedule.name for present in ledger.schedules):
        raise UsageError(
            f"there is a schedule called {schedule.name!r} already; "
            f"run: netkit schedule remove {schedule.name}"
        )
    return replace(ledger, schedules=(*ledger.schedules, schedule))


def removed(ledger: Ledger, name: str) -> Ledger:
    """Return the ledger without a schedule and its history."""
    dropped = schedule_named(ledger, name)
    remaining = tuple(schedule for schedule in ledger.schedules if schedule != dropped)
    return Ledger(remaining, {key: runs for key, runs in ledger.runs.items() if key != name})


def paused(ledger: Ledger, name: str) -> Ledger:
    """Return the ledger with a schedule that does not run until it is resumed."""
    return _changed(ledger, replace(schedule_named(ledger, name), paused=True))


def resumed(ledger: Ledger, name: str, now: datetime) -> Ledger:
    """Return the ledger with a schedule running again; what came during the pause is not due."""
    return _changed(ledger, replace(schedule_named(ledger, name), paused=False, since=now))


def installed(ledger: Ledger, name: str, system: str) -> Ledger:
    """Return the ledger with a schedule marked as woken by a system's scheduler."""
    return _changed(ledger, replace(schedule_named(ledger, name), woken_by=system))


def recorded(ledger: Ledger, name: str, run: Run) -> Ledger:
    """Return the ledger with a run added, or with its newer state in place of the older."""
    others = [earlier for earlier in ledger.runs.get(name, ()) if earlier.run_id != run.run_id]
    runs = sorted([*others, run], key=lambda entry: entry.as_of)
    recent = runs[-HISTORY:]
    retained = [entry for entry in runs if entry in recent or entry.outcome in UNDELIVERED]
    return replace(ledger, runs={**ledger.runs, name: tuple(retained)})


def run_of(ledger: Ledger, name: str, run_id: str) -> Run | None:
    """Find one run of a schedule."""
    return next((run for run in ledger.runs.get(name, ()) if run.run_id == run_id), None)


def missing(ledger: Ledger, name: str, kept_runs: Collection[str]) -> list[Run]:
    """Return, as failures, the runs that wait for a report no longer among those kept."""
    return [
        replace(run, outcome=Outcome.FAILED, message="its kept report is gone or damaged")
        for run in ledger.runs.get(name, ())
        if run.outcome in UNDELIVERED and run.run_id not in kept_runs
    ]


def last_report(ledger: Ledger, name: str, now: datetime) -> datetime | None:
    """Moment of the newest report that was made, delivered or not.

    A run dated more than a day ahead was made under a wrong clock and does not count: it would
    silence the schedule until then.
    """
    reported = [
        run.as_of
        for run in ledger.runs.get(name, ())
        if run.outcome is not Outcome.FAILED and run.as_of <= now + _CLOCK_SLACK
    ]
    return max(reported, default=None)


def last_failure(ledger: Ledger, name: str) -> Run | None:
    """Return the newest run if it could not make a report."""
    runs = ledger.runs.get(name, ())
    return runs[-1] if runs and runs[-1].outcome is Outcome.FAILED else None


def to_json(ledger: Ledger) -> str:
    """Write the ledger as indented JSON, moments in ISO 8601 with their offset."""
    document = {
        "version": VERSION,
        "schedules": [_schedule_out(schedule) for schedule in ledger.schedules],
        "runs": {name: [asdict(run) for run in runs] for name, runs in ledger.runs.items()},
    }
    return json.dumps(document, indent=2, default=_plain, ensure_ascii=False) + "\n"


def from_json(text: str) -> Ledger:
    """Read what :func:`to_json` wrote.

    Raises
    ------
    ValueError, KeyError, TypeError
        When the text is something else, or was written by a later version.
    """
    document = json.loads(text)
    if document["version"] != VERSION:
        raise ValueError(f"version {document['version']}")
    return Ledger(
        tuple(_schedule_in(raw) for raw in document["schedules"]),
        {name: _runs_in(raws) for name, raws in document["runs"].items()},
    )


def _changed(ledger: Ledger, new: Schedule) -> Ledger:
    schedules = (new if old.name == new.name else old for old in ledger.schedules)
    return replace(ledger, schedules=tuple(schedules))


def _plain(value: object) -> str:
    if isinstance(value, datetime | time):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{value!r} has no JSON form")


def _schedule_out(schedule: Schedule) -> dict[str, Any]:
    raw = asdict(schedule)
    kinds = {kind: name for name, kind in _TARGETS.items()}
    raw["order"]["target"]["kind"] = kinds[type(schedule.order.target)]
    return raw


def _schedule_in(raw: dict[str, Any]) -> Schedule:
    order = dict(raw["order"])
    order["target"] = _target_in(dict(order["target"]))
    for several in ("formats", "imports", "import_password"):
        order[several] = tuple(order.get(several, ()))
    plain = {
        **raw,
        "rule": Rule(raw["rule"]),
        "since": datetime.fromisoformat(raw["since"]),
        "at": time.fromisoformat(raw["at"]),
        "on": tuple(raw["on"]),
        "order": Order(**order),
    }
    return Schedule(**plain)


def _target_in(raw: dict[str, Any]) -> Target:
    kind = raw.pop("kind")
    for name in ("argv", "password_command", "recipients"):
        if name in raw:
            raw[name] = tuple(raw[name])
    if kind in ("file", "backup"):
        raw["folder"] = Path(raw["folder"])
    target: Target = _TARGETS[kind](**raw)
    return target


def _runs_in(raws: Iterable[dict[str, Any]]) -> tuple[Run, ...]:
    return tuple(
        Run(
            run_id=raw["run_id"],
            as_of=datetime.fromisoformat(raw["as_of"]),
            outcome=Outcome(raw["outcome"]),
            message=raw["message"],
            tried_at=datetime.fromisoformat(raw["tried_at"]),
            attempts=raw["attempts"],
        )
        for raw in raws
    )
