"""Read clauses that tell of contacts, past or to come: their people, day, place and topic."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from .clauses import Clause, Fit, log_grammar
from .exchange_readers import read_promise
from .leftovers import Besides, besides
from .log_entry import Contact
from .log_line import LONG_PAST
from .note_clauses import NOT_REACHED, keep_as_note
from .roles import COMPANION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from netkit.model.when.sentence_dates import FoundDate

    from .log_entry import Mention
    from .log_line import Line

__all__ = ["CONTACT_READERS"]

_TOPIC = re.compile(r"\b(?:about|re:?|regarding|concerning) (?P<topic>.+)$", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:\b(?:at|in)|(?<!\w)@) (?P<place>(?!\d).+?)"
    r"(?= (?:about|re|regarding|for|over|with)\b|$)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:at|@) \d", re.IGNORECASE)
_FOR = re.compile(r"\b(?:for|over|by|on(?: the)?|via)(?: an?)? (?P<word>[\w-]+)\b", re.IGNORECASE)
_PLANNED = {
    "meet": "meeting", "see": "meeting", "seeing": "meeting", "be meeting": "meeting",
    "be seeing": "meeting", "visiting": "visit", "catch up with": "catch-up",
}  # fmt: skip
_SENT = ("text", "message", "email", "letter")
#: A contact that is told as past: "met Bo", not "lunch with Bo".
_HAPPENED = re.compile(
    r"(?:(?:i|we) )?(?:had|went|was|were|came|got|sent|wrote|dropped|gave|made|took|heard"
    r"|[a-z-]+ed|met|saw|ran|caught|sat|rang|spoke)\b|[^,;]* (?:and|&) (?:i|me) ",
    re.IGNORECASE,
)


def _contact(line: Line, clause: Clause, fit: Fit) -> None:
    parts = fit.parts
    said = parts.get("people", parts.get("they", parts.get("whom", "")))
    people, rest = _participants(line, said)
    rest = (rest if "people" in parts else "") + parts.get("rest", "")
    if not people or _stands_for_another(rest):
        keep_as_note(line, clause)
        return
    line.cast.last = people
    if NOT_REACHED.search(rest) and _is_call(parts.get("occasion", "")):
        line.keep_note(clause, people)
        return
    theirs = parts.get("them", "")
    occasion = _occasion(theirs or parts.get("occasion", ""), rest)
    if "place" in parts and not occasion:
        occasion = "meeting"
    topic, place = _TOPIC.search(rest), _place_in(rest)
    channel = log_grammar().channels.get(occasion.split()[0] if occasion else "", "message")
    read = (topic[0] if topic else "", place[0] if place else "", *_occasion_words(rest))
    more = besides(rest, without=read, today=line.today)
    about = parts.get("about") or (topic["topic"] if topic else more.topic)
    if more.words and not about and channel in _SENT:
        about, more = more.words, Besides()
    contact = Contact(
        occasion=occasion,
        channel=channel,
        participants=tuple(people),
        from_them=bool(theirs),
        topic=about,
        place=place["place"] if place else parts.get("place", ""),
        span=(clause.start, clause.end),
    )
    line.items.append(_dated(line, clause, contact))
    if more.words or COMPANION.search(said):
        line.keep_note(clause, people)
    if hosts := [host for host in line.cast.named_in(parts.get("place", "")) if host not in people]:
        line.keep_note(clause, hosts)
    if more.clause:
        start = clause.start + max(clause.text.find(more.clause), 0)
        line.further.append(Clause(more.clause, start, clause.end))


def _place_in(rest: str) -> re.Match[str] | None:
    """Find where a contact was; "a job at her company" is no place of ours."""
    place = _PLACE.search(rest)
    theirs = place and re.match(r"(?:his|her|their)\b", place["place"], re.IGNORECASE)
    return None if theirs or (place and _CLOCK.match(place[0])) else place


def _is_call(occasion: str) -> bool:
    return log_grammar().channels.get(occasion.casefold().split(" ")[0]) == "call"


def _occasion_words(rest: str) -> list[str]:
    """Return the words that say what a contact was: "for coffee", "on the phone"."""
    channels = log_grammar().channels
    return [found[0] for found in _FOR.finditer(rest) if found["word"].casefold() in channels]


def _topic(line: Line, clause: Clause, fit: Fit) -> None:
    """Take what a contact was about from a clause of its own: "lunch with Bo, about the tender"."""
    last = line.contacts[-1] if line.contacts else None
    if last is None or last.topic:
        keep_as_note(line, clause)
        return
    topic = fit.parts["what"].strip(" .,;:")
    line.items[line.items.index(last)] = replace(last, topic=topic)


def _participants(line: Line, said: str) -> tuple[list[Mention], str]:
    """Give the people at the beginning of some words, and the words that follow."""
    first, _, after = said.partition(" ")
    if first.casefold().strip(".,") in log_grammar().pronouns:
        people = line.cast.referents(first.strip(".,"))
        joint = re.match(r"and (.+)", after)
        if joint:
            more, rest = _participants(line, joint[1])
            return ([*people, *more], rest) if people else ([], said)
        return people, f" {after}" if after else ""
    run = line.cast.names_after_with(said)
    return [line.cast.mention(name) for name in run.names], run.rest


def _stands_for_another(rest: str) -> bool:
    """Return True when the name goes on to an unnamed other person: "lunch with Bo's boss"."""
    return bool(re.match(r"'s? \w", rest))


def _dated(line: Line, clause: Clause, contact: Contact) -> Contact:
    """Give a contact its day; one that is surely to come is kept as ahead."""
    planned = re.search(r"\b(?:planned|scheduled|booked|agreed)\b", clause.text, re.IGNORECASE)
    found = line.date_in(clause, direction="ahead" if planned else "past")
    if found and _is_a_year_ago(found, line) and not _HAPPENED.match(clause.text.strip()):
        found = line.date_in(clause, direction="ahead") or found
    if found and found.day > line.today and found.precision == "day" and not found.ambiguous:
        return replace(contact, day=found.day, ahead=True)
    if found is None and line.ahead_day:
        return replace(contact, day=line.ahead_day, ahead=True)
    return replace(contact, day=line.take_day(clause))


def _is_a_year_ago(found: FoundDate, line: Line) -> bool:
    """Return True for a day without a year whose next is near: "lunch with Bo on 2 December"."""
    return not found.has_year and (line.today - found.day).days > LONG_PAST


def _ahead(line: Line, clause: Clause, fit: Fit) -> None:
    """Keep a meeting that is still to come; without a day it is a promise to meet."""
    found = line.date_in(clause, direction="ahead")
    day = found.day if found else line.ahead_day
    if found and found.precision != "day":
        line.precisions[found.day] = found.precision
    if "moved" in fit.parts and (day is None or day < line.today):
        keep_as_note(line, clause)
        return
    if day is None or day < line.today or fit.parts.get("people") is None:
        read_promise(line, clause, Fit(fit.rule, {**fit.parts, "what": fit.parts["plan"]}))
        return
    people, rest = _participants(line, fit.parts["people"])
    if not people:
        keep_as_note(line, clause)
        return
    line.cast.last = people
    occasion = _occasion(fit.parts.get("occasion", "meeting"), rest)
    topic, place = _TOPIC.search(rest), _place_in(rest)
    line.items.append(
        Contact(
            occasion=_PLANNED.get(occasion, occasion),
            channel=log_grammar().channels.get(occasion.split()[0], "meeting"),
            participants=tuple(people),
            topic=topic["topic"] if topic else "",
            place=place["place"] if place else "",
            span=(clause.start, clause.end),
            day=day,
            ahead=True,
        )
    )


def _occasion(said: str, rest: str) -> str:
    """Give what a contact was; "met … for coffee" and "talked … on the phone" say it later."""
    later = [word["word"].casefold() for word in _FOR.finditer(rest)]
    first = said.casefold().split()[:1]
    if first and first[0] in log_grammar().verbs:
        said = log_grammar().channels[first[0]]
    return next((word for word in later if word in log_grammar().channels), _singular(said))


def _singular(occasion: str) -> str:
    """Return an occasion as one: "cards" is a card to each."""
    plain = occasion.casefold().replace("line", "message")
    one = plain.removesuffix("s")
    return one if one != plain and one in log_grammar().channels and one != "drink" else plain


CONTACT_READERS: Mapping[str, Callable[[Line, Clause, Fit], None]] = {
    "contact": _contact,
    "topic": _topic,
    "ahead": _ahead,
}
