"""Workspace: a network that is open, with one method a question and one a recording.

`questions.py` has what is asked, `identities.py` and `recordings.py` what can be said, `record.py`
how it is looked back on and mended, `documents.py` files, maps, reports and typed lines,
`graphs.py` NetworkX and pandas; `opened.py` what they share. A method hands on to the room that
decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.errors import UsageError
from netkit.model.when.clock import present_moment
from netkit.store import open_store, refuse_unfinished
from netkit.workspace.arguments import check_arguments
from netkit.workspace.consistent_answers import answer_from_one_state
from netkit.workspace.documents import Documents
from netkit.workspace.graphs import Graphs
from netkit.workspace.identities import Identities
from netkit.workspace.network_questions import NetworkQuestions
from netkit.workspace.opened import Day, Moment, Texts, Who
from netkit.workspace.questions import Questions
from netkit.workspace.record import Record
from netkit.workspace.recordings import Recordings

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from neo4j import Driver

    from netkit.workspace.plain_answers import PlainAnswer

__all__ = ["Day", "Moment", "Texts", "Who", "Workspace", "open_workspace"]


def open_workspace(
    url: str | Path,
    *,
    now: datetime | None = None,
    as_of: Moment | None = None,
    create: bool = True,
    member: str = "",
    auth: tuple[str, str] | None = None,
    driver: Driver | None = None,
) -> Workspace:
    """Open the network at a path or a ``neo4j://host/database`` address.

    Parameters
    ----------
    now : the present, with a zone; by default the clock's, read once; NETKIT_NOW stands in for it.
    as_of : answer as on this past day.
    create : make the network where there is none.
    member : whose of a team's networks, by name; see `netkit.store.team`.
    auth, driver : of a server; see `netkit.open`.

    Raises
    ------
    StoreError
        It cannot be reached, is damaged, is an unfinished copy, or is not there and `create` is
        False.
    """
    if driver is not None and not hasattr(driver, "execute_query"):
        raise UsageError(f"driver is none of neo4j's: {type(driver).__name__}")
    if member:
        from netkit.store.team import member_url

        url = member_url(str(url), member)
    store = open_store(url, create=create, auth=auth, driver=driver)
    try:
        refuse_unfinished(store)
        if create:
            from netkit.recording.preferences import keep_time_zone

            keep_time_zone(store)
    except BaseException:
        store.close()
        raise
    return Workspace(store, now or present_moment(), as_of)


class Workspace(Questions, NetworkQuestions, Identities, Recordings, Record, Documents, Graphs):
    """A network that is open; use it in a ``with`` statement.

    Each question of the command line is a method of the same name and arguments. Whoever is
    asked about may be named as typed, by an id, or by a `Person` of an earlier answer.

    Each thread and each process opens its own: another thread gets an error that says so. A
    pickled workspace holds no data, but where it lies; reading the pickle opens it again there.

    Parameters
    ----------
    now : the present, with a zone.
    as_of : answer as on this past day; None for the present.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as an address: whoever reads it opens the same network, in a thread of theirs."""
        return _opened_again, (self.store.url, self.store.member, self.now, self.as_of)

    def answer(self, question: str) -> PlainAnswer:
        """Return the answer to a question in plain words, with the command that it became."""
        from netkit.workspace.plain_answers import answer_question

        return answer_question(self, question)


check_arguments(Workspace)
answer_from_one_state(Workspace)


def _opened_again(url: str, member: str, now: datetime, as_of: datetime | None) -> Workspace:
    """Open the network of a pickled workspace, as it was asked: on the same day."""
    return open_workspace(url, now=now, as_of=as_of, create=False, member=member)
