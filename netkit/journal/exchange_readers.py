"""Read clauses that tell of giving: needs, offers, promises, favours, introductions, thanks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from .log_entry import Favour, FavourKind, Introduction, Need, Offer, Promise, Thanks
from .log_news import Ending
from .note_clauses import keep_as_note
from .subjects import kept_words, people_of, subject_of, third_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .clauses import Clause
    from .log_line import Line
    from .rule_fits import Fit

__all__ = ["EXCHANGE_READERS", "read_promise"]

#: "If Kai moves to Oslo, call Lars" is no promise yet.
_CONDITION = re.compile(r"\s*(?:if|unless|in case|should)\b", re.IGNORECASE)


#: After those who are introduced: "about the archive project", "for the board".
_PURPOSE = re.compile(
    r"\W*(?:about|re:?|regarding|concerning|for|because of|to discuss) (?P<why>.+)", re.IGNORECASE
)


def _need(line: Line, clause: Clause, fit: Fit) -> None:
    for person in subject_of(line, clause, fit):
        line.items.append(Need(person, kept_words(fit, clause), (clause.start, clause.end)))


def _offer(line: Line, clause: Clause, fit: Fit) -> None:
    for person in subject_of(line, clause, fit):
        line.items.append(Offer(person, kept_words(fit, clause), (clause.start, clause.end)))


def _over(line: Line, clause: Clause, fit: Fit) -> None:
    """Keep that a need or an offer is over."""
    text, span = clause.text.strip(" .,;:"), (clause.start, clause.end)
    of: Literal["need", "offer"] = "need" if fit.rule.makes == "need over" else "offer"
    for person in subject_of(line, clause, fit):
        line.items.append(Ending(person, of, fit.parts.get("what", ""), text, span))


def _promise_kept(line: Line, clause: Clause, fit: Fit) -> None:
    """Keep that what may have been promised was given, or given back."""
    text, span = clause.text.strip(" .,;:"), (clause.start, clause.end)
    of: Literal["promise", "promise to me"] = "promise" if "whom" in fit.parts else "promise to me"
    day = line.own_day(clause)
    for person in subject_of(line, clause, fit):
        line.items.append(Ending(person, of, fit.parts["what"], text, span, day, is_said=False))


def read_promise(line: Line, clause: Clause, fit: Fit) -> None:
    """Read a promise of the owner's; after "if", it is a note."""
    if _CONDITION.match(line.text):
        keep_as_note(line, clause)
        return
    if _may_be_theirs(line, clause):
        keep_as_note(line, clause)
        return
    text, whom = kept_words(fit, clause), fit.parts.get("whom", "")
    if whom:
        whom, text = _grown(line, whom, text)
    named = None if whom else line.cast.first_in(text)
    receivers = [named] if named else people_of(line, clause, whom)
    due = line.date_in(clause, direction="ahead")
    day = due.day if due else line.ahead_day
    for receiver in receivers:
        line.items.append(Promise(None, receiver, text, day, (clause.start, clause.end)))


#: Without a subject, "will send new ones" may go on with that of the clause before.
_GOES_ON = re.compile(r"(?:and |but |so |then )*(?:will|going to|should|has to)\b", re.IGNORECASE)
_TO_THEM = re.compile(r"\b(?:him|her|them|his|their)\b", re.IGNORECASE)
_SUBJECT = re.compile(r"\W*(?:he|she|they)\b", re.IGNORECASE)


def _may_be_theirs(line: Line, clause: Clause) -> bool:
    """Return True for "Wei apologised and will send new ones": what he does, not the owner."""
    if not _GOES_ON.match(clause.text) or _TO_THEM.search(clause.text):
        return False
    sentence = re.split(r"[.;!?]\s", line.text[: clause.start])[-1].lstrip(" \"'(")
    return bool(_SUBJECT.match(sentence)) or line.cast.begins_with_known(sentence)


def _promise_to_me(line: Line, clause: Clause, fit: Fit) -> None:
    due = line.date_in(clause, direction="ahead")
    day = due.day if due else None
    if "present" in fit.parts and (day is None or day < line.today):
        keep_as_note(line, clause)  # "Bo sends me jokes"
        return
    for giver in subject_of(line, clause, fit):
        text = f"{fit.parts.get('present', '')} {kept_words(fit, clause)}".strip()
        if due and due.due:
            text = text.removesuffix(line.text[due.start : due.end]).rstrip(" ,")
        line.items.append(Promise(giver, None, text, day, (clause.start, clause.end)))


def _grown(line: Line, name: str, tail: str) -> tuple[str, str]:
    """Move the words of a longer name from what follows it: "promised Ann | Smith the paper"."""
    text = f"{name} {tail}"
    run = line.cast.names_in(text)
    names = text[: len(text) - len(run.tail)]
    return (names.strip(), run.tail.strip()) if len(names) > len(name) else (name, tail)


def _introduction(line: Line, clause: Clause, fit: Fit) -> None:
    day, span = line.take_day(clause), (clause.start, clause.end)
    brought = people_of(line, clause, fit.parts["whom"])
    third, tail = third_of(line, fit)
    others = people_of(line, clause, third)
    purpose = _PURPOSE.fullmatch(tail)
    why, is_made = purpose["why"] if purpose else "", fit.rule.makes == "introduction"
    for person in brought:
        line.items.extend(
            Introduction(None, person, other, span, day, why, is_made)
            for other in others
            if other != person
        )
    line.cast.last = [*brought, *others]


def _introduction_by_them(line: Line, clause: Clause, fit: Fit) -> None:
    day, span = line.take_day(clause), (clause.start, clause.end)
    brokers = people_of(line, clause, fit.parts["who"])[:1]
    brought = people_of(line, clause, fit.parts["whom"])
    others = people_of(line, clause, third_of(line, fit)[0])
    for broker in brokers:
        line.items.extend(
            Introduction(broker, person, other, span, day)
            for person in brought
            for other in others
            if len({broker, person, other}) == 3
        )
        line.cast.last = [broker]


def _introduction_to_me(line: Line, clause: Clause, fit: Fit) -> None:
    day, span = line.take_day(clause), (clause.start, clause.end)
    brokers = people_of(line, clause, fit.parts["who"])
    others = people_of(line, clause, third_of(line, fit)[0])
    for broker in brokers[:1]:
        line.items.extend(
            Introduction(broker, None, other, span, day) for other in others if other != broker
        )
        line.cast.last = [broker, *others]


def _favour(line: Line, clause: Clause, fit: Fit) -> None:
    day = line.take_day(clause)
    for person in subject_of(line, clause, fit):
        kind: FavourKind = fit.rule.kind  # type: ignore[assignment]
        span = (clause.start, clause.end)
        text = f"{kept_words(fit, clause)}{fit.parts.get('rest', '')}"
        if "whom" in fit.parts and text == fit.parts.get("what"):
            text = _grown(line, fit.parts["whom"], text)[1]
        line.items.append(Favour(None, person, kind, text, span, day))


def _favour_to_me(line: Line, clause: Clause, fit: Fit) -> None:
    day = line.take_day(clause)
    for person in subject_of(line, clause, fit):
        kind: FavourKind = fit.rule.kind  # type: ignore[assignment]
        span = (clause.start, clause.end)
        line.items.append(Favour(person, None, kind, kept_words(fit, clause), span, day))


def _thanks(line: Line, clause: Clause, fit: Fit) -> None:
    day = line.take_day(clause)
    for person in subject_of(line, clause, fit):
        span = (clause.start, clause.end)
        line.items.append(Thanks(person, fit.parts.get("what", ""), span, day))


EXCHANGE_READERS: Mapping[str, Callable[[Line, Clause, Fit], None]] = {
    "need": _need,
    "offer": _offer,
    "promise": read_promise,
    "promise to me": _promise_to_me,
    "need over": _over,
    "offer over": _over,
    "promise kept": _promise_kept,
    "their promise kept": _promise_kept,
    "introduction": _introduction,
    "suggestion": _introduction,
    "introduction by them": _introduction_by_them,
    "introduction to me": _introduction_to_me,
    "favour": _favour,
    "favour to me": _favour_to_me,
    "thanks": _thanks,
}
