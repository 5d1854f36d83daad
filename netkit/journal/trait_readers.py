"""Read clauses about one person: facts, turns of a relation, birthdays and other milestones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .log_entry import Fact, FactKind, Milestone, Moment, MomentKind
from .note_clauses import keep_as_note
from .subjects import kept_words, subject_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .clauses import Clause
    from .log_line import Line
    from .rule_fits import Fit

__all__ = ["TRAIT_READERS"]

#: Of an invitation the day is that of the occasion, and part of the words.
_OF_ANOTHER_DAY = re.compile(
    r"\b(?:invite|reschedul|put off|delayed|(?:mov|push)(?:ed|es) (?:my|our|the)).*",
    re.IGNORECASE,
)
_KINDS_OF_DAY = {"born": "birthday", "married": "wedding"}


#: Of two people one each: "Leo and Noor's sister" are Leo, and a sister of Noor's.
_OF_ONE = re.compile(
    r"(?:\w+ )?(?:wife|husband|partner|spouse|girlfriend|boyfriend|fianc[eé]e?|mother|father|mum"
    r"|mom|dad|brother|sister|parents|grandmother|grandfather|niece|nephew)\b",
    re.IGNORECASE,
)


def _fact(line: Line, clause: Clause, fit: Fit) -> None:
    joint = re.search(r" (?:and|&) ", fit.parts.get("whose", ""))
    if joint and _OF_ONE.match(fit.parts.get("what", "")):
        keep_as_note(line, clause)
        return
    for person in subject_of(line, clause, fit):
        kind: FactKind = fit.rule.makes  # type: ignore[assignment]
        line.items.append(Fact(person, kind, kept_words(fit, clause), (clause.start, clause.end)))


def _moment(line: Line, clause: Clause, fit: Fit) -> None:
    other_day = _OF_ANOTHER_DAY.search(clause.text.strip(" .,;:"))
    day, span = None if other_day else line.take_day(clause), (clause.start, clause.end)
    for person in subject_of(line, clause, fit):
        kind: MomentKind = fit.rule.makes  # type: ignore[assignment]
        text = other_day[0] if other_day else kept_words(fit, clause)
        line.items.append(Moment(person, kind, text, span, day))


def _milestone(line: Line, clause: Clause, fit: Fit) -> None:
    past = re.search(r"\b(?:turned|was|were)\b", clause.text, re.IGNORECASE)
    when = line.date_in(clause, direction="past" if past else "ahead")
    if when is None:
        keep_as_note(line, clause)
        return
    kind, at, place = fit.parts["kind"].partition(" at ")
    kind = _KINDS_OF_DAY.get(kind.casefold(), f"{kind.casefold()}{at}{place}")
    for person in subject_of(line, clause, fit):
        span = (clause.start, clause.end)
        name = f"{kind}th birthday" if kind.isdigit() else kind
        yearly = name in ("birthday", "name day", "anniversary", "wedding anniversary")
        if yearly and when.precision != "day":
            keep_as_note(line, clause)  # "her birthday is in May"
            return
        has_year = bool(re.search(r"\d{4}", clause.text)) if yearly else when.has_year
        has_year = has_year or when.precision != "day"
        line.items.append(Milestone(person, name, when.day, has_year, span, when.precision))


TRAIT_READERS: Mapping[str, Callable[[Line, Clause, Fit], None]] = {
    "milestone": _milestone,
    **dict.fromkeys(("push-away", "setback", "repair", "step forward"), _moment),
    **dict.fromkeys(
        ("boundary", "family", "preference", "goal", "value", "hobby", "interest", "other"), _fact
    ),
}
