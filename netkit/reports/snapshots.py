"""States that reports saw, kept in the network, newest sixty."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from netkit.reports.network_state import NetworkState, load, observe

if TYPE_CHECKING:
    from netkit.workspace import Workspace

__all__ = ["before", "keep", "kept"]

_INDEX = "report snapshots"
_MOST = 60


def kept(workspace: Workspace) -> list[str]:
    """Return the moments of the kept states, oldest first, in ISO 8601."""
    return list(json.loads(workspace.store.setting(_INDEX) or "[]"))


def keep(workspace: Workspace, text: str) -> None:
    """Keep a state that :func:`netkit.reports.network_state.dump` wrote, for the next report.

    Keeping the same state twice is keeping it once. Of more than sixty the oldest are emptied.
    """
    moment = json.loads(text)["as_of"]
    moments = sorted({*kept(workspace), moment})
    workspace.store.set_setting(f"report snapshot {moment}", text)
    for old in moments[:-_MOST]:
        workspace.store.set_setting(f"report snapshot {old}", "")
    workspace.store.set_setting(_INDEX, json.dumps(moments[-_MOST:]))


def before(workspace: Workspace, since: str | datetime, as_of: datetime) -> NetworkState | None:
    """Return the state to compare with.

    Parameters
    ----------
    since : ``last`` for the newest kept state before `as_of` (None when there is none), or a day:
        the state kept on that day, or else what is known of it now.
    """
    if isinstance(since, datetime):
        for moment in reversed(kept(workspace)):
            if datetime.fromisoformat(moment).date() == since.date():
                return _load(workspace, moment)
        return observe(workspace, since)
    earlier = [one for one in kept(workspace) if datetime.fromisoformat(one) < as_of]
    return _load(workspace, earlier[-1]) if earlier else None


def _load(workspace: Workspace, moment: str) -> NetworkState | None:
    text = workspace.store.setting(f"report snapshot {moment}")
    return load(text) if text else None
