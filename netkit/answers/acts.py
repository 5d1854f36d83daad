"""Acts: the kind things that netkit proposes to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from netkit.answers.results import Reason
    from netkit.model.people import Person

__all__ = ["DATED", "KINDS", "MEETING_KINDS", "MOST", "Act"]

#: What may be proposed, in the order in which kinds take their turn.
KINDS = ("promise", "thanks", "milestone", "need", "fading", "introduction", "hello")
#: What does not wait until somebody has rested.
DATED = frozenset({"promise", "milestone"})
#: What stands besides: the brief for a meeting of today or tomorrow, and what came of one.
MEETING_KINDS = ("meeting", "follow-up")
#: So many are proposed at most.
MOST = 5


@dataclass(frozen=True, slots=True)
class Act:
    """One kind act: for whom, what to do, and why.

    kind : one of `KINDS` or `MEETING_KINDS`.
    person : whom it is for; of an introduction, the one who stands closer.
    text : what to do, one sentence.
    cautions : what the person asked not to happen.
    key : what is remembered when the act is dismissed: kind, person, and what it rests on.
    commands : command lines that do it or mark it done.
    """

    kind: str
    person: Person
    text: str
    because: tuple[Reason, ...]
    cautions: tuple[str, ...] = ()
    key: str = ""
    commands: tuple[str, ...] = ()
