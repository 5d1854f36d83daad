"""Record whose network this is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.errors import UsageError
from netkit.model import handles
from netkit.model.names import clean
from netkit.model.people import Claim
from netkit.recording.changes import TYPED, record, require_text

if TYPE_CHECKING:
    from netkit.answers.network_view import NetworkView
    from netkit.recording.changes import RecordedChange

__all__ = ["set_owner"]


def set_owner(
    view: NetworkView, name: str, emails: tuple[str, ...] = (), linkedin: str = ""
) -> RecordedChange:
    """Record whose network this is.

    Raises
    ------
    UsageError
        It is somebody's already, or a handle is none.
    """
    if view.store.owners():
        raise UsageError(f"{view.store.url} is somebody's already; nothing was changed")
    name = clean(require_text(name, "owner"))
    keys = [handles.linkedin(linkedin)] if linkedin else []
    keys += [handles.email(address) for address in emails]
    if None in keys:
        raise UsageError("--email wants an address, --linkedin a profile's address")
    own = [key for key in keys if key is not None] or [handles.named("typed", name, "me")]
    pid = own[0].person_id
    return record(
        view,
        f"{view.store.url} is the network of {name}",
        label="init",
        handles=[(key, pid) for key in own],
        owners=[pid],
        claims=[Claim(pid, "name", name, view.now, "typed", TYPED)],
    )
