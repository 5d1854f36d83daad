"""Entries of a report's front page: one sentence about one person or event, and its mark.

The mark changes once there is something new to say; see `netkit.reports.earlier_entries`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.act_commands import command_line
from netkit.answers.light_word import LIGHT_WORD
from netkit.model.frozen import dataclass
from netkit.model.when.written_days import day_and_month, long_day
from netkit.reports.earlier_entries import mark_of
from netkit.ties.rhythm import rhythm_clause

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from netkit.answers.acts import Act
    from netkit.answers.promises import PromiseRow
    from netkit.answers.results import Reason
    from netkit.reports.report_rows import ReportRows

__all__ = [
    "SOON_DAYS",
    "Candidate",
    "Entry",
    "act_entry",
    "balance_candidates",
    "days_text",
    "evidence_of",
    "introduction_candidates",
    "milestone_candidates",
    "promise_candidates",
    "quiet_candidates",
]

#: A day so near is told again: it was told when it came into sight.
SOON_DAYS = 7
_SINCE = "since the last contact, "
#: The folded lines of late promises, by whose they are: days ahead would hide them.
_LATE = {"mine": "What you promised is still late", "theirs": "What was promised you is still late"}
#: From so many days after an introduction on, what came of it is worth asking, once.
_OUTCOME_DAYS = 28


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a front page.

    Attributes
    ----------
    name : whom it is about; empty where the text is a whole sentence.
    text : what there is to say.
    why : the reason, if any.
    commands : command lines that do it or mark it done.
    draft : a ``mailto:`` link to a letter, if there is one to write.
    """

    name: str
    text: str
    why: str = ""
    commands: tuple[str, ...] = ()
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may be shown.

    key : id of the person or event it is about, under which its mark is remembered.
    person : the id of whom it proposes to turn to; empty if it is for information.
    evidence : the events it rests on; an act that rests on one of them says the same.
    folded : the words before those whom its folded line names; the section's, where empty.
    label : what a folded line of its own calls it; the name of whom it is about, where empty.
    """

    key: str
    mark: str
    person: str
    entry: Entry
    evidence: frozenset[str] = frozenset()
    folded: str = ""
    label: str = ""


def act_entry(act: Act, draft: str) -> Entry:
    """Return the entry of an act."""
    text = act.text[:1].upper() + act.text[1:]
    why = act.because[0].text if act.because else ""
    if act.kind == "fading":  # the sentence says for how long
        why = why.rpartition(_SINCE)[2]
    if act.kind == "milestone":  # the sentence says what it is
        kind = act.text.rpartition(": ")[2].rpartition(" on ")[0]
        why = why.removeprefix(f"{kind} ")
    if act.text.startswith(LIGHT_WORD):  # why it is no more than that
        why = f"{why} · {act.because[1].text}"
    return Entry("", text, " · ".join(filter(None, (why, *act.cautions))), act.commands, draft)


def quiet_candidates(rows: ReportRows) -> list[Candidate]:
    """Return the ties that are silent for longer than usual, what is most at stake first."""
    return [
        Candidate(
            tie.person.id,
            str(rows.today - tie.silent_days),
            tie.person.id,
            Entry(
                tie.person.name,
                f"quiet for {days_text(tie.silent_days)}, {rhythm_clause(tie.rhythm)}",
                rows.hooks.get(tie.person.id, ""),
                (command_line("netkit", "letter", "reconnect", tie.person.name),),
            ),
        )
        for tie in rows.quiet
    ]


def days_text(days: int) -> str:
    """Return a number of days in words."""
    return f"{days:,} day{'' if days == 1 else 's'}"


def promise_candidates(rows: ReportRows) -> list[Candidate]:
    """Return the open promises, what is late first."""
    candidates = []
    for row in rows.promises:
        due = f", by {day_and_month(row.due)}" if row.due else ""
        whose = "you promised" if row.whose == "mine" else "promised you"
        text = f"{whose}: {row.text}{due} ({row.status})"
        entry = Entry(row.person.name, text, row.next_step)
        mark = mark_of(row.status, row.due)
        evidence = frozenset({str(row.id)})
        folded = _LATE[row.whose] if row.status in {"overdue", "missed"} else ""
        label = _late_label(row, rows.day) if folded else ""
        candidates.append(Candidate(row.id, mark, "", entry, evidence, folded, label))
    return candidates


def _late_label(row: PromiseRow, today: date) -> str:
    """Return a late promise in a few words: "the quote to Ida Berg since 12 March"."""
    whom = f" {'to' if row.whose == 'mine' else 'from'} {row.person.name}"
    since = ""
    if row.due is not None:
        written = day_and_month(row.due) if row.due.year == today.year else long_day(row.due)
        since = f" since {written}"
    return f"{row.text}{'' if row.person.name in row.text else whom}{since}"


def milestone_candidates(rows: ReportRows) -> list[Candidate]:
    """Return the days ahead: told when they come into sight, when they are near, and on the day."""
    return [
        Candidate(
            row.person.id,
            mark_of(row.kind, row.day, _nearness(row.day, rows.day)),
            "",
            Entry(row.person.name, f"{row.kind} {_on(row.day, rows.day)}"),
            evidence_of(row.because),
        )
        for row in rows.days
    ]


def evidence_of(because: Iterable[Reason]) -> frozenset[str]:
    """Return the ids of the events that reasons rest on."""
    return frozenset(str(event) for reason in because for event in reason.evidence)


def _is_soon(day: date, today: date) -> bool:
    return (day - today).days <= SOON_DAYS


def _on(day: date, today: date) -> str:
    if day == today:
        return "today"
    written = day_and_month(day)
    return f"on {day:%A}, {written}" if _is_soon(day, today) else f"on {written}"


def _nearness(day: date, today: date) -> object:
    return "today" if day == today else _is_soon(day, today)


def balance_candidates(rows: ReportRows) -> list[Candidate]:
    """Return ties that lean in giving and getting, and thanks due."""
    return [
        Candidate(
            row.person.id,
            mark_of(row.verdict, row.next_act),
            row.person.id,
            Entry(row.person.name, f"{row.verdict} → {row.next_act}"),
        )
        for row in rows.standings
    ]


def introduction_candidates(rows: ReportRows) -> list[Candidate]:
    """Return the open introductions; of those made a while ago, once, what to ask."""
    candidates = []
    for row in rows.introductions:
        asking = row.status == "made" and (rows.day - row.since).days >= _OUTCOME_DAYS
        text = f"{row.status}, since {long_day(row.since)}"
        if asking:
            text = f"you introduced them on {long_day(row.since)}"
        why = "ask them whether they met, and what came of it" if asking else ""
        commands = (command_line("netkit", "intro", row.a, row.b, "--step", "met"),)
        mark = mark_of(row.status, *(["asked"] if asking else []))
        entry = Entry(row.pair, text, why, commands if asking else ())
        candidates.append(Candidate(row.id, mark, "", entry))
    return candidates
