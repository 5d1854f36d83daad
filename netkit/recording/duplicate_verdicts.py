"""Record verdicts on who is who: one or many at once, in one change that one undo takes back."""

from __future__ import annotations

import csv
import io
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from netkit.answers.duplicates import DuplicateGroup, duplicate_groups
from netkit.answers.people_records import handle_of
from netkit.errors import BadInputError, NothingFoundError, UsageError
from netkit.identity.review_queue import KINDS
from netkit.importing.who_is_who import different_pairs
from netkit.model.people import PersonId
from netkit.recording.changes import RecordedChange, record
from netkit.store.values import Doubt, Join

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from pathlib import Path

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person

__all__ = [
    "Verdict", "accept_duplicates", "decide_kind", "record_group_verdict", "record_split",
    "record_verdict", "record_verdicts_of",
]  # fmt: skip

Verdict = Literal["same", "different"]

_SAID = "the user said so"
#: What may stand in a table's column `verdict`.
_WORDS: dict[str, Verdict] = {
    "same": "same", "yes": "same", "y": "same", "join": "same", "one": "same",
    "different": "different", "no": "different", "n": "different", "two": "different",
}  # fmt: skip


def record_verdict(view: NetworkView, a: Person, b: Person, verdict: Verdict) -> RecordedChange:
    """Record that two people are one (the first stays), or two.

    Raises
    ------
    UsageError
        They are one already, or the owner would be joined to somebody else.
    """
    if a.id == b.id:
        raise UsageError(f"{a.name} is one person already")
    if verdict == "same" and b.owner and not a.owner:
        raise UsageError(
            f"this is the network of {b.name}; 'netkit people merge me \"{a.name}\"' joins"
            f" {a.name} to you"
        )
    doubts = [Doubt(a.id, b.id, _SAID, verdict)]
    if verdict == "different":
        return record(view, f"{a.name} and {b.name} are two people", doubts=doubts)
    joins = [Join(a.id, b.id, _SAID)]
    return record(view, f"{a.name} and {b.name} are one person", doubts=doubts, joins=joins)


def record_group_verdict(
    view: NetworkView, group: DuplicateGroup, verdict: Verdict
) -> RecordedChange:
    """Record that the people of a question are all one, or each another."""
    people = [side.person for side in group.people]
    if verdict == "same":
        return _record_all(view, {"same": [(people[0], other) for other in people[1:]]})
    return _record_all(view, {"different": list(combinations(people, 2))})


def record_split(view: NetworkView, text: str) -> RecordedChange:
    """Record that a handle is a person of its own again, and for good.

    Raises
    ------
    NothingFoundError
        No such handle is known.
    """
    handle = handle_of(view, text)
    before = view.store.people_by_handle([handle.key])[handle.key]
    two = [Doubt(before, handle.person_id, "the user split them", "different")]
    return record(
        view,
        f"{handle.key} is a person of its own",
        splits=[handle],
        doubts=two if before != handle.person_id else [],
    )


def accept_duplicates(
    view: NetworkView, above: float, *, dry_run: bool = False
) -> list[DuplicateGroup]:
    """Join the people of the questions that score at least `above`, and return these.

    Parameters
    ----------
    above : 0 to 1. Questions that something speaks against are left to be decided by hand,
        whatever they score.
    dry_run : return the questions, and record nothing.

    Raises
    ------
    UsageError
        `above` is not between 0 and 1.
    """
    if not 0.0 <= above <= 1.0:
        raise UsageError("--accept-above takes a share from 0 to 1, such as 0.95")
    groups = [
        group
        for group in duplicate_groups(view)
        if group.score >= 100.0 * above and not group.against
    ]
    return _decide(view, groups, "same", dry_run=dry_run)


def decide_kind(
    view: NetworkView, kind: str, verdict: Verdict, *, dry_run: bool = False
) -> list[DuplicateGroup]:
    """Answer all questions of a kind at once, and return them.

    Parameters
    ----------
    kind : one of `netkit.identity.review_queue.KINDS`, or ``all``.

    Raises
    ------
    UsageError
        There is no such kind.
    """
    groups = [group for group in duplicate_groups(view) if kind in (group.kind, "all")]
    if kind != "all" and kind not in KINDS:
        raise UsageError(f"no question is of the kind “{kind}”; kinds: {', '.join(KINDS)}, all")
    return _decide(view, groups, verdict, dry_run=dry_run)


def _decide(
    view: NetworkView, groups: list[DuplicateGroup], verdict: Verdict, *, dry_run: bool
) -> list[DuplicateGroup]:
    if verdict == "same":
        apart = different_pairs(view.store)
        groups = [group for group in groups if not _called_different(group, apart)]
    if groups and not dry_run:
        pairs = [(pair.a, pair.b) for group in groups for pair in group.pairs]
        _record_all(view, {verdict: pairs})
    return groups


def _called_different(group: DuplicateGroup, apart: Collection[frozenset[PersonId]]) -> bool:
    """Return True if the user called two of a group different: by way of a third they stay two."""
    ids = [side.person.id for side in group.people]
    return any(frozenset(two) in apart for two in combinations(ids, 2))


def _record_all(
    view: NetworkView, decided: Mapping[Verdict, Sequence[tuple[Person, Person]]]
) -> RecordedChange:
    """Record verdicts on many pairs as one change."""
    texts = []
    for verdict, pairs in decided.items():
        verdict_words = "one person" if verdict == "same" else "two people"
        if pairs:
            texts.append(
                f"{len(pairs):,} pair{'' if len(pairs) == 1 else 's'} called {verdict_words}"
            )
    return record(
        view,
        ", ".join(texts),
        doubts=[
            Doubt(a.id, b.id, _SAID, verdict)
            for verdict, pairs in decided.items()
            for a, b in pairs
        ],
        joins=_joins(decided.get("same", ())),
    )


def _joins(pairs: Iterable[tuple[Person, Person]]) -> list[Join]:
    """Return the joins that make one person of each set of people who hang together."""
    survivors: dict[PersonId, PersonId] = {}

    def survivor(person: PersonId) -> PersonId:
        while person in survivors:
            person = survivors[person]
        return person

    joins = []
    for a, b in pairs:
        survives, gone = survivor(a.id), survivor(b.id)
        if survives != gone:
            survivors[gone] = survives
            joins.append(Join(survives, gone, _SAID))
    return joins


def record_verdicts_of(
    view: NetworkView, table: Path, *, dry_run: bool = False
) -> tuple[Counter[Verdict], list[str]]:
    """Record the verdicts that a table holds, as ``people duplicates --csv`` writes it.

    Parameters
    ----------
    table : a CSV file with the columns ``a_id``, ``b_id`` and ``verdict``; rows without a verdict
        stay open.
    dry_run : read and count, and record nothing.

    Returns
    -------
    How many verdicts of each kind were recorded, and remarks on rows that could not be.

    Raises
    ------
    BadInputError
        A column is missing, or a verdict cannot be read; nothing was recorded.
    """
    decided: dict[Verdict, list[tuple[Person, Person]]] = {"same": [], "different": []}
    remarks: list[str] = []
    for line, a, b, verdict in _verdict_rows(table):
        try:
            first, second = (_standing(view, pid) for pid in (a, b))
        except NothingFoundError as gone:
            remarks.append(f"line {line}: {gone}")
            continue
        if first.id != second.id:
            decided[verdict].append((first, second))
    if any(decided.values()) and not dry_run:
        _record_all(view, decided)
    return Counter({verdict: len(pairs) for verdict, pairs in decided.items()}), remarks


def _standing(view: NetworkView, pid: str) -> Person:
    people = view.store.people([PersonId(pid)])
    if not people:
        raise NothingFoundError(f"nobody has the id {pid}")
    return people[0]


def _verdict_rows(table: Path) -> list[tuple[int, str, str, Verdict]]:
    try:
        text = table.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInputError(f"{table} cannot be read as a table of verdicts: {error}") from error
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ",")
    if not {"a_id", "b_id", "verdict"} <= set(reader.fieldnames or ()):
        raise BadInputError(
            f"{table.name} has no columns a_id, b_id and verdict;"
            " 'netkit people duplicates --csv' writes such a table"
        )
    rows: list[tuple[int, str, str, Verdict]] = []
    for row in reader:
        word = (row["verdict"] or "").strip().lower()
        if word and word not in _WORDS:
            raise BadInputError(
                f"{table.name} line {reader.line_num}: “{word}” is no verdict; write same or"
                " different, or nothing"
            )
        if word:
            rows.append((reader.line_num, row["a_id"], row["b_id"], _WORDS[word]))
    return rows
