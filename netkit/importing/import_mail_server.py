"""Mail from a server, recorded in parts, so that an interrupted import goes on where it was."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netkit.importers.port import Options
from netkit.importing.calibration import recalibrate
from netkit.importing.change import change_of
from netkit.importing.import_report import ImportReport, found_in, report_of
from netkit.importing.items_read import TOLD_EVERY, Progress, Read
from netkit.importing.meanings_kept import keep_most_meanings
from netkit.importing.owner_known import with_known_owner
from netkit.importing.who_is_who import who_is_who
from netkit.model.frozen import replace
from netkit.store.values import Counts

if TYPE_CHECKING:
    from datetime import datetime

    from netkit.importers.mail.imap import Account, SyncState
    from netkit.store.port import Store

__all__ = ["import_mail_server"]


def import_mail_server(
    store: Store,
    url: str,
    password: str,
    *,
    now: datetime,
    options: Options | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Import what is new on an IMAP server since the last time, headers only.

    What was seen is kept with each part that is recorded, so that an import that was interrupted
    goes on where it was.

    Raises
    ------
    BadInputError
        The server cannot be reached, or refuses the password; what was recorded before stays.
    """
    from netkit.importers.mail.imap import Account, SyncState, read_imap

    account = Account.parse(url)
    recorder = _Recorder(store, account, now)
    before = SyncState.from_json(json.loads(store.setting(recorder.kept) or "{}"))
    informed = with_known_owner(store, replace(options or Options(), now=now))
    items = read_imap(account, password, before, informed)
    for number, item in enumerate(items, start=1):
        if isinstance(item, SyncState):
            recorder.record(item)
        else:
            recorder.part.take(item)
            recorder.whole.take(item)
        if progress is not None and number % TOLD_EVERY == 0:
            progress(number)
    recorder.record(None)
    recalibrate(store)
    return recorder.report()


@dataclass
class _Recorder:
    """Records one part after the other.

    Attributes
    ----------
    part : what was read since the last one was recorded.
    whole : all that was read.
    """

    store: Store
    account: Account
    now: datetime
    part: Read = field(default_factory=Read)
    whole: Read = field(default_factory=Read)
    new: Counts = field(default_factory=Counts)

    @property
    def name(self) -> str:
        """Return the account as ``user@host``."""
        return f"{self.account.user}@{self.account.host}"

    @property
    def kept(self) -> str:
        """Return the setting that holds up to where the server was read."""
        return f"imap {self.name}/{self.account.folder}"

    def record(self, state: SyncState | None) -> None:
        """Record the part, then up to where it goes."""
        change, _ = change_of(self.store, self.part, f"import {self.name}", self.now, origin="imap")
        self.new += self.store.append(change).new
        keep_most_meanings(self.store, self.name)
        if state is not None:
            self.store.set_setting(self.kept, json.dumps(state.to_json()))
        self.part = Read(sightings=[sighting for sighting in self.part.sightings if sighting.owner])

    def report(self) -> ImportReport:
        """Return one report for all parts together."""
        counts = found_in(self.whole, who_is_who(self.store, self.whole), self.store.owners())
        return report_of(self.name, "imap", self.whole, counts, self.new)
