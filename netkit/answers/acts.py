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
#: How the step of a promise that is due begins; see `netkit.answers.promises`.
_DUE = ("keep it today", "keep it by ")


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

    @property
    def digest(self) -> str:
        """Return the digest by which a report remembers the act: another once it tells news.

        Names nobody. A promise is news again when it is overdue; what is said of the others
        changes with every day.
        """
        from hashlib import blake2b  # brings OpenSSL along; only reports need it

        state = self.because[0].text if self.kind == "promise" and self.because else ""
        if state.startswith(_DUE):  # "by Friday", "by tomorrow": the same news on each day
            state = "due"
        return blake2b(f"{self.key} {state}".encode(), digest_size=6).hexdigest()
