"""States that reports saw, kept in the network, newest sixty."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from netkit.reports.network_state import NetworkState, load, observe

if TYPE_CHECKING:
    from netkit.answers.network_view import NetworkView

__all__ = ["before", "keep", "kept"]

_INDEX = "report snapshots"
_MOST = 60


def kept(view: NetworkView) -> list[str]:
    """Return the moments of the kept states, oldest first, in ISO 8601."""
    return list(json.loads(view.store.setting(_INDEX) or "[]"))


def keep(view: NetworkView, text: str) -> None:
    """Keep a state that :func:`netkit.reports.network_state.dump` wrote, for the next report.

    Keeping the same state twice is keeping it once. Of more than sixty the oldest are emptied.
    """
    moment = json.loads(text)["as_of"]
    moments = sorted({*kept(view), moment})
    view.store.set_setting(f"report snapshot {moment}", text)
    for old in moments[:-_MOST]:
        view.store.set_setting(f"report snapshot {old}", "")
    view.store.set_setting(_INDEX, json.dumps(moments[-_MOST:]))


def before(view: NetworkView, since: str | datetime, as_of: datetime) -> NetworkState | None:
    """Return the state to compare with.

    Parameters
    ----------
    since : ``last`` for the newest kept state before `as_of` (None when there is none), or a day:
        the state kept on that day, or else what is known of it now.
    """
    if isinstance(since, datetime):
        for moment in reversed(kept(view)):
            if datetime.fromisoformat(moment).date() == since.date():
                return _load(view, moment)
        return observe(view.at(since))
    earlier = [
        earlier_moment
        for earlier_moment in kept(view)
        if datetime.fromisoformat(earlier_moment) < as_of
    ]
    return _load(view, earlier[-1]) if earlier else None


def _load(view: NetworkView, moment: str) -> NetworkState | None:
    text = view.store.setting(f"report snapshot {moment}")
    return load(text) if text else None
