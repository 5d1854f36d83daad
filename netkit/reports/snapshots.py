"""States that reports saw, kept in the network by series, the newest sixty of each.

A series is a schedule, or what is asked for by hand: a report made by hand takes nothing from
Monday's, nor one of a circle from that of everybody.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from netkit.reports.network_state import NetworkState, load, observe
from netkit.store.remembering import remember_setting

if TYPE_CHECKING:
    from netkit.answers.network_view import NetworkView

__all__ = ["before", "keep", "kept", "series_of"]

_INDEX = "report snapshots"
_MOST = 60


def series_of(schedule: str, circle: str) -> str:
    """Return the series of a report: its schedule's, or by hand that of everybody or a circle."""
    if schedule:
        return f"schedule {schedule}"
    return f"circle {circle.casefold()}" if circle else ""


def kept(view: NetworkView, series: str = "") -> list[str]:
    """Return the moments of the kept states of a series, oldest first, in ISO 8601."""
    return list(json.loads(view.store.setting(_index(series)) or "[]"))


def keep(view: NetworkView, text: str, series: str = "") -> None:
    """Keep a state that :func:`netkit.reports.network_state.dump` wrote, for the next report.

    Keeping the same state twice is keeping it once. Of more than sixty the oldest are emptied.
    """
    moment = json.loads(text)["as_of"]
    moments = sorted({*kept(view, series), moment})
    remember_setting(view.store, _name(moment, series), text)
    for old in moments[:-_MOST]:
        remember_setting(view.store, _name(old, series), "")
    remember_setting(view.store, _index(series), json.dumps(moments[-_MOST:]))


def before(
    view: NetworkView, since: str | datetime, as_of: datetime, series: str = ""
) -> NetworkState | None:
    """Return the state to compare with.

    Parameters
    ----------
    since : ``last`` for the newest kept state before `as_of` (None when there is none), or a day:
        the state kept on that day, or else what is known of it now; nothing counts as told then.
    """
    if isinstance(since, datetime):
        for moment in reversed(kept(view, series)):
            if datetime.fromisoformat(moment).astimezone(since.tzinfo).date() == since.date():
                state = _load(view, moment, series)
                return None if state is None else replace(state, told={})
        return observe(view.at(since))
    earlier = [moment for moment in kept(view, series) if datetime.fromisoformat(moment) < as_of]
    return _load(view, earlier[-1], series) if earlier else None


def _index(series: str) -> str:
    return f"{_INDEX} of {series}" if series else _INDEX


def _name(moment: str, series: str) -> str:
    return f"report snapshot {moment} of {series}" if series else f"report snapshot {moment}"


def _load(view: NetworkView, moment: str, series: str) -> NetworkState | None:
    text = view.store.setting(_name(moment, series))
    return load(text) if text else None
