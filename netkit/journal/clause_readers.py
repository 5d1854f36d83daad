"""What each kind of clause tells: one small reader for each kind of rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from netkit.model.when.sentence_dates import find_date

from .clauses import Clause, Fit, log_grammar
from .log_entry import (
    Ask,
    Fact,
    FactKind,
    Favour,
    FavourKind,
    Introduction,
    Mention,
    Milestone,
    Moment,
    MomentKind,
    Need,
    Note,
    Offer,
    Promise,
    Thanks,
)
from .log_line import Contact, Line

__all__ = ["READERS", "Reader", "keep_as_note"]

#: Reads a clause, and the rule that fits it, into a line.
Reader = Callable[[Line, Clause, Fit], None]

_TOPIC = re.compile(r"\b(?:about|re|regarding|concerning) (?P<topic>.+)$", re.IGNORECASE)
_PLACE = re.compile(
    r"\b(?:at|in) (?P<place>.+?)(?= (?:about|re|regarding|for|over|with)\b|$)", re.IGNORECASE
)
_FOR = re.compile(r"\b(?:for|over|by|on(?: the)?|via)(?: an?)? (?P<word>[\w-]+)\b", re.IGNORECASE)
_LIMP = re.compile(r"(?:^|\s)(?:by|on|until|before|and|to|at|in)$", re.IGNORECASE)


def keep_as_note(line: Line, clause: Clause) -> None:
    """Keep a clause that no rule fits; a date alone is the day of it all."""
    text = clause.text.strip(" .,;:")
    found = line.date_in(clause, direction="past")
    if found and found.end - found.start == len(text):
        line.set_when(found)
        return
    if line.cast.only_names(text):
        line.cast.of(text)
        return
    span = (clause.start, clause.end)
    line.items.append(Note(text, span))
    line.asks.append(Ask("note", f"Not understood, kept as a note: {text}", span))


def _contact(line: Line, clause: Clause, fit: Fit) -> None:
    _date_of_past(line, clause)
    parts = fit.parts
    run = line.cast.names_after_with(parts.get("people", parts.get("they", parts.get("whom", ""))))
    if not run.names:
        keep_as_note(line, clause)
        return
    rest = (run.rest if "people" in parts else "") + parts.get("rest", "")
    people = [line.cast.mention(name) for name in run.names]
    line.cast.last = people
    theirs = parts.get("them", "")
    occasion = _occasion(theirs or parts.get("occasion", ""), rest)
    channels = log_grammar().channels
    topic, place = _TOPIC.search(rest), _PLACE.search(rest)
    line.contact = Contact(
        occasion=occasion,
        channel=channels.get(occasion.split()[0] if occasion else "", "message"),
        from_them=bool(theirs),
        participants=tuple(people),
        topic=topic["topic"] if topic else "",
        place=place["place"] if place else "",
    )


def _occasion(said: str, rest: str) -> str:
    """Give what a contact was; "met … for coffee" and "talked … on the phone" say it later."""
    later = [word["word"].casefold() for word in _FOR.finditer(rest)]
    first = said.casefold().split()[:1]
    if first and first[0] in log_grammar().verbs:
        said = log_grammar().channels[first[0]]
    return next((word for word in later if word in log_grammar().channels), said.casefold())


def _subject(line: Line, clause: Clause, fit: Fit) -> list[Mention]:
    """Give the people a clause is about: those named, or the one spoken of."""
    said = next((fit.parts[part] for part in ("who", "whose", "whom") if part in fit.parts), "")
    return _people(line, clause, said)


def _people(line: Line, clause: Clause, said: str) -> list[Mention]:
    """Give the people that some words stand for, or else the one spoken of, or nobody."""
    if said and (people := line.cast.of(said)):
        return people
    one = line.the_one_spoken_of((clause.start, clause.end))
    return [one] if one else []


def _need(line: Line, clause: Clause, fit: Fit) -> None:
    for person in _subject(line, clause, fit):
        line.items.append(Need(person, _what(fit, clause), (clause.start, clause.end)))


def _offer(line: Line, clause: Clause, fit: Fit) -> None:
    for person in _subject(line, clause, fit):
        line.items.append(Offer(person, _what(fit, clause), (clause.start, clause.end)))


def _fact(line: Line, clause: Clause, fit: Fit) -> None:
    for person in _subject(line, clause, fit):
        kind: FactKind = fit.rule.makes  # type: ignore[assignment]
        line.items.append(Fact(person, kind, _what(fit, clause), (clause.start, clause.end)))


def _moment(line: Line, clause: Clause, fit: Fit) -> None:
    _date_of_past(line, clause)
    for person in _subject(line, clause, fit):
        kind: MomentKind = fit.rule.makes  # type: ignore[assignment]
        line.items.append(Moment(person, kind, _what(fit, clause), (clause.start, clause.end)))


def _milestone(line: Line, clause: Clause, fit: Fit) -> None:
    found = find_date(clause.text, today=line.today, direction="ahead")
    if found is None:
        keep_as_note(line, clause)
        return
    kind = fit.parts["kind"].casefold()
    for person in _subject(line, clause, fit):
        span = (clause.start, clause.end)
        name = f"{kind}th birthday" if kind.isdigit() else kind
        line.items.append(Milestone(person, name, found.day, found.has_year, span))


def _promise(line: Line, clause: Clause, fit: Fit) -> None:
    what, whom = _what(fit, clause), fit.parts.get("whom", "")
    if whom:
        whom, what = _grown(line, whom, what)
    named = None if whom else line.cast.first_in(what)
    receivers = [named] if named else _people(line, clause, whom)
    due = line.date_in(clause, direction="ahead")
    day = due.day if due else None
    for receiver in receivers:
        line.items.append(Promise(None, receiver, what, day, (clause.start, clause.end)))


def _promise_to_me(line: Line, clause: Clause, fit: Fit) -> None:
    due = line.date_in(clause, direction="ahead")
    day = due.day if due else None
    for giver in _subject(line, clause, fit):
        what = _what(fit, clause)
        line.items.append(Promise(giver, None, what, day, (clause.start, clause.end)))


def _grown(line: Line, name: str, rest: str) -> tuple[str, str]:
    """Move the words of a longer name from what follows it: "promised Ann | Smith the paper"."""
    whole = f"{name} {rest}"
    run = line.cast.names_in(whole)
    if len(run.names) == 1 and len(run.names[0]) > len(name):
        return run.names[0], run.rest.strip()
    return name, rest


def _introduction(line: Line, clause: Clause, fit: Fit) -> None:
    _date_of_past(line, clause)
    brought = _people(line, clause, fit.parts["whom"])
    others = _people(line, clause, _third(line, fit))
    for one in brought:
        span = (clause.start, clause.end)
        line.items.extend(Introduction(None, one, other, span) for other in others)


def _introduction_to_me(line: Line, clause: Clause, fit: Fit) -> None:
    _date_of_past(line, clause)
    brokers = _people(line, clause, fit.parts["who"])
    others = _people(line, clause, _third(line, fit))
    for broker in brokers[:1]:
        span = (clause.start, clause.end)
        line.items.extend(Introduction(broker, None, other, span) for other in others)
        line.cast.last = [broker]


def _third(line: Line, fit: Fit) -> str:
    return _grown(line, fit.parts["third"], fit.parts.get("rest", "").strip())[0]


def _date_of_past(line: Line, clause: Clause) -> None:
    """Take the date in a clause of what has been as the day of it all."""
    if found := line.date_in(clause, direction="past"):
        line.set_when(found)


def _favour(line: Line, clause: Clause, fit: Fit) -> None:
    _date_of_past(line, clause)
    for person in _subject(line, clause, fit):
        kind: FavourKind = fit.rule.kind  # type: ignore[assignment]
        span = (clause.start, clause.end)
        line.items.append(Favour(None, person, kind, _what(fit, clause), span))


def _favour_to_me(line: Line, clause: Clause, fit: Fit) -> None:
    _date_of_past(line, clause)
    for person in _subject(line, clause, fit):
        kind: FavourKind = fit.rule.kind  # type: ignore[assignment]
        span = (clause.start, clause.end)
        line.items.append(Favour(person, None, kind, _what(fit, clause), span))


def _thanks(line: Line, clause: Clause, fit: Fit) -> None:
    _date_of_past(line, clause)
    for person in _subject(line, clause, fit):
        span = (clause.start, clause.end)
        line.items.append(Thanks(person, fit.parts.get("what", ""), span))


def _what(fit: Fit, clause: Clause) -> str:
    """Give the words a clause is kept in, without what is left over from a date taken out."""
    what = fit.parts.get("what", clause.text).strip(" .,;:")
    return _LIMP.sub("", what).strip(" ,")


READERS: Mapping[str, Reader] = {
    "contact": _contact,
    "need": _need,
    "offer": _offer,
    "promise": _promise,
    "promise to me": _promise_to_me,
    "introduction": _introduction,
    "introduction to me": _introduction_to_me,
    "favour": _favour,
    "favour to me": _favour_to_me,
    "thanks": _thanks,
    "milestone": _milestone,
    **dict.fromkeys(("push-away", "setback", "repair", "step forward"), _moment),
    **dict.fromkeys(
        ("boundary", "family", "preference", "goal", "value", "hobby", "interest", "other"), _fact
    ),
}
