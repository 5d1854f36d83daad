"""Answers read from one state of the network, whoever else writes to it meanwhile."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from netkit.answers.results import Results
from netkit.answers.unfinished_changes import unfinished_notes
from netkit.workspace.documents import Documents
from netkit.workspace.graphs import Graphs
from netkit.workspace.identities import Identities
from netkit.workspace.questions import Questions
from netkit.workspace.record import Record

if TYPE_CHECKING:
    from collections.abc import Callable

    from netkit.workspace.opened import OpenNetwork

__all__ = ["QUESTIONS", "answer_from_one_state"]


def _methods(kind: type) -> list[str]:
    return [name for name, member in vars(kind).items() if name[0] != "_" and callable(member)]


#: The methods of `Workspace` that ask: they record nothing, and so may be called again.
QUESTIONS = (
    *_methods(Questions),
    *(name for name in _methods(Graphs) if name != "add_frame"),
    *(method.__name__ for method in (Identities.duplicates, Identities.open_duplicates)),
    *(method.__name__ for method in (Record.timeline, Record.find, Record.history)),
    *(
        method.__name__
        for method in (
            Documents.map,
            Documents.report,
            Documents.year_in_review,
            Documents.attention,
            Documents.query,
        )
    ),
    "answer",
    "people",
)


def answer_from_one_state(kind: type) -> None:
    """Make each question of a class read one state of its network, and tell what is unfinished."""
    for name in QUESTIONS:
        setattr(kind, name, _consistent(getattr(kind, name)))


def _consistent(question: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(question)
    def consistent(network: OpenNetwork, *arguments: Any, **named: Any) -> Any:
        answer = network.store.from_one_state(lambda: question(network, *arguments, **named))
        if isinstance(answer, Results):
            notes = unfinished_notes(network.store)
            answer.notes = (*answer.notes, *(note for note in notes if note not in answer.notes))
        return answer

    return consistent
