"""Read clauses that tell of contacts, past or to come: their people, day, place and topic."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from netkit.model.frozen import replace
from netkit.model.names import fold
from netkit.model.when.calendar_words import WEEKDAY

from .clauses import Clause
from .contact_days import (
    PLANNED_WORDS,
    SPAN_OF_DAYS,
    TOLD,
    dated,
    dated_topic,
    is_of_last_weeks,
    names_weekday_of_today,
)
from .exchange_readers import read_promise
from .leftovers import Besides, besides
from .log_entry import Contact, Fact
from .log_news import Job, Leave, Move
from .log_rules import log_grammar
from .note_clauses import NOT_REACHED, keep_as_note
from .roles import COMPANION
from .rule_fits import Fit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .log_entry import Mention
    from .log_line import Line

__all__ = ["CONTACT_READERS"]

_TOPIC = re.compile(r"\b(?:about|re:?|regarding|concerning) (?P<topic>.+)$", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:\b(?:at|in)|(?<!\w)@) (?P<place>(?!\d|(?:for|to|by|last|least|first|once|all|full|person"
    r"|an? (?:panic|hurry|rush|mood|state|rage))\b).+?)"
    r"(?= (?:about|re|regarding|for|over|with|who|which)\b|$)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?:at|@) \d", re.IGNORECASE)
_FOR = re.compile(r"\b(?:for|over|by|on(?: the)?|via)(?: an?)? (?P<word>[\w-]+)\b", re.IGNORECASE)
_PLANNED = {
    "meet": "meeting", "see": "meeting", "seeing": "meeting", "be meeting": "meeting",
    "be seeing": "meeting", "visiting": "visit", "catch up with": "catch-up",
    "catch up": "catch-up", "catching up": "catch-up", "talking": "talk", "ring": "call",
    "bell": "call", "buzz": "call", "shout": "call",
    **dict.fromkeys(
        (
            "chinese", "thai", "indian", "italian", "vietnamese", "korean", "mexican", "greek",
            "japanese", "lebanese", "turkish", "a curry", "a pizza", "a burger", "a meal",
        ),
        "meal",
    ),
}  # fmt: skip
#: After the names: "lunch with Bo | and his wife".
_COMPANY = re.compile(rf"^\s*(?:,|and|&|\+)\s*{COMPANION.pattern}", re.IGNORECASE)
_SENT = ("text", "message", "email", "letter")


def _contact(line: Line, clause: Clause, fit: Fit) -> None:
    parts = fit.parts
    names = parts.get("people", parts.get("they", parts.get("whom", "")))
    people, tail = _people_of_contact(line, clause, parts, names)
    if not people:
        return
    line.cast.last = people
    if NOT_REACHED.search(tail) and _is_call(parts.get("occasion", "")):
        line.keep_note(clause, people)
        return
    theirs = parts.get("them", "")
    typed = theirs or _occasion_of_compound(parts)
    occasion = _occasion(_PLANNED.get(typed.casefold(), typed), tail)
    if {"place", "about"} & parts.keys() and not occasion:
        occasion = "meeting"
    topic, place = _TOPIC.search(tail), _place_in(tail)
    channel = log_grammar().channels.get(occasion.split()[0] if occasion else "", "message")
    parts_read = (topic[0] if topic else "", place[0] if place else "", *_occasion_words(tail))
    leftovers = besides(tail, without=parts_read, today=line.today)
    about = parts.get("about") or (topic["topic"] if topic else leftovers.topic)
    of_a_day = dated_topic(line, clause)
    about = of_a_day or about
    if leftovers.words and not about and channel in _SENT:
        about, leftovers = leftovers.words, Besides()
    contact = Contact(
        occasion=occasion,
        channel=channel,
        participants=tuple(people),
        from_them=bool(theirs),
        topic=about,
        place=place["place"] if place else parts.get("place", ""),
        span=(clause.start, clause.end),
    )
    contact = contact if of_a_day else dated(line, clause, contact)
    line.items.append(contact)
    if leftovers.words or COMPANION.search(names):
        line.keep_note(clause, people)
    if hosts := [host for host in line.cast.named_in(parts.get("place", "")) if host not in people]:
        line.keep_note(clause, hosts)
    if leftovers.clause:
        start = clause.start + max(clause.text.find(leftovers.clause), 0)
        line.further.append(Clause(leftovers.clause, start, clause.end))


#: What one may do over another occasion: "lunch meeting" is a lunch, "school run chat" no run.
_MEALS = frozenset(
    (
        "breakfast", "brunch", "lunch", "dinner", "supper", "coffee", "coffees", "tea", "drinks",
        "drink", "beer", "beers", "wine",
    )
)  # fmt: skip


def _occasion_of_compound(parts: Mapping[str, str]) -> str:
    """Return the word for a contact; of "school run chat" the last, of "coffee chat" the first."""
    occasion, head = parts.get("occasion", ""), parts.get("head", "")
    is_meal = occasion.casefold() in _MEALS or log_grammar().channels.get(occasion) != "meeting"
    return occasion if is_meal or not head else head


def _people_of_contact(
    line: Line, clause: Clause, parts: Mapping[str, str], names: str
) -> tuple[list[Mention], str]:
    """Give whom a contact was with, and what follows; nobody, and a note, where that is unsure."""
    people, tail = _participants(line, names)
    tail = (tail if "people" in parts else "") + parts.get("rest", "")
    if len({*people}) < len(people):  # "lunch with Sam & Sam"
        line.keep_unclear((clause.start, clause.end), [*dict.fromkeys(people)])
        return [], tail
    unsure = (
        bool(SPAN_OF_DAYS.search(clause.text))
        or _stands_for_another(tail)
        or _may_be_of_another(line, clause, parts)
    )
    if not people or unsure or _says_of_contact(tail):
        keep_as_note(line, clause)
        return [], tail
    return people, tail


def _may_be_of_another(line: Line, clause: Clause, parts: Mapping[str, str]) -> bool:
    """Return True for a verb after news of somebody: "Bo was in Oslo, | met Ann there"."""
    verb = parts.get("occasion", "").casefold()
    news = line.items[-1] if line.items else None
    if verb.split()[:1] != clause.text.casefold().split()[:1] or verb not in log_grammar().verbs:
        return False
    if not isinstance(news, Fact | Job | Leave | Move) or line.contacts:
        return False
    start, end = news.span
    of_them = line.text[start:end].startswith(news.person.text)
    return of_them and line.text[end : clause.start].strip() in (",", "and", ", and")


def _place_in(tail: str) -> re.Match[str] | None:
    """Find where a contact was; "a job at her company" is no place of ours."""
    speech = TOLD.search(tail)
    place = _PLACE.search(tail[: speech.start()] if speech else tail)
    theirs = place and re.match(r"(?:his|her|their)\b", place["place"], re.IGNORECASE)
    return None if theirs or (place and _CLOCK.match(place[0])) else place


def _is_call(occasion: str) -> bool:
    return log_grammar().channels.get(occasion.casefold().split(" ")[0]) == "call"


def _occasion_words(tail: str) -> list[str]:
    """Return the words that say what a contact was: "for coffee", "on the phone"."""
    channels = log_grammar().channels
    return [match[0] for match in _FOR.finditer(tail) if match["word"].casefold() in channels]


def _topic(line: Line, clause: Clause, fit: Fit) -> None:
    """Take what a contact was about from a clause of its own: "lunch with Bo, about the tender"."""
    contact = line.contacts[-1] if line.contacts else None
    if contact is None or contact.topic:
        keep_as_note(line, clause)
        return
    topic = fit.parts["what"].strip(" .,;:")
    line.items[line.items.index(contact)] = replace(contact, topic=topic)


def _participants(line: Line, text: str) -> tuple[list[Mention], str]:
    """Give the people at the beginning of some words, and the words that follow."""
    first, _, following = text.partition(" ")
    if first.casefold() in _THEIRS and _goes_on_with_noun(following):
        run = line.cast.names_after_with(text)  # "met her sister Ruth"
        return [line.cast.mention(name) for name in run.names], run.tail
    if first.casefold().strip(".,") in log_grammar().pronouns:
        people = line.cast.referents(first.strip(".,"))
        joint = re.match(r"and (.+)", following)
        if joint:
            further_people, tail = _participants(line, joint[1])
            return ([*people, *further_people], tail) if people else ([], text)
        return people, f" {following}" if following else ""
    run = line.cast.names_after_with(text)
    tail = _COMPANY.sub("", run.tail) if run.names else run.tail
    return [line.cast.mention(name) for name in run.names], tail


_THEIRS = ("his", "her", "their")


def _goes_on_with_noun(text: str) -> bool:
    """Return True for "her | sister Ruth", not for "her | at the fair" or "her | and Bo"."""
    word = fold(text.split()[0]).strip(".,;:!") if text.split() else ""
    grammar = log_grammar()
    ends = {
        *grammar.prepositions,
        *grammar.after_names,
        *grammar.after_companion,
        "and",
        "with",
        "",
    }
    return word not in ends and not re.fullmatch(WEEKDAY, word, re.IGNORECASE)


#: What is told of a contact that surely was: "lunch with Bo was great".
_WAS_GOOD = re.compile(
    r"(?:was|were|went|is done|is over)(?: \w+)?? (?:great|good|fine|well|nice|lovely|fun|ok|okay"
    r"|useful|productive|short|long|interesting|tough|hard|awkward|brief|brilliant|wonderful|excellent"
    r"|pleasant|delightful|difficult|tense|bad|badly|poor|boring|helpful|worth it|a \w+)\b",
    re.IGNORECASE,
)


def _says_of_contact(tail: str) -> bool:
    """Return True when a contact is what the clause speaks of: "rehearsal with Bo is on again"."""
    verb = re.match(
        r"\s*(?:is|are|was|were|has|had|will|can|went|got|needs?)\b", tail, re.IGNORECASE
    )
    if verb is None or PLANNED_WORDS.search(tail):
        return False
    return not _WAS_GOOD.match(tail.strip())


def _stands_for_another(tail: str) -> bool:
    """Return True when the name goes on to an unnamed other person: "lunch with Bo's boss"."""
    return bool(re.match(r"'s? \w", tail))


def _ahead(line: Line, clause: Clause, fit: Fit) -> None:
    """Keep a meeting that is still to come; without a day it is a promise to meet."""
    when = line.date_in(clause, direction="ahead", last="moved" in fit.parts)
    day = when.day if when else line.ahead_day
    if when and "moved" in fit.parts and names_weekday_of_today(line, when):
        day = when.day + timedelta(days=7)
    if when and when.precision != "day":
        line.precisions[when.day] = when.precision
    if when and is_of_last_weeks(line, clause, when):
        keep_as_note(line, clause)
        return
    if "moved" in fit.parts and (day is None or day < line.today):
        keep_as_note(line, clause)
        return
    named = fit.parts.get("people", fit.parts.get("they", ""))
    if named and not _participants(line, named)[0]:
        keep_as_note(line, clause)  # "meeting about Bo's contract"
        return
    if day is None or day < line.today or not named:
        read_promise(line, clause, Fit(fit.rule, {**fit.parts, "what": fit.parts["plan"]}))
        return
    people, tail = _participants(line, named)
    if not people:
        keep_as_note(line, clause)
        return
    line.cast.last = people
    occasion = _occasion(fit.parts.get("occasion", "meeting"), tail)
    topic, place = _TOPIC.search(tail), _place_in(tail)
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
            moved="moved" in fit.parts,
        )
    )


def _occasion(word_or_verb: str, tail: str) -> str:
    """Give what a contact was; "met … for coffee" and "talked … on the phone" say it later.

    "Called … for an appointment" stays a call.
    """
    channels = log_grammar().channels
    later = [word["word"].casefold() for word in _FOR.finditer(tail)]
    first = word_or_verb.casefold().split()[:1]
    if first and first[0] in log_grammar().verbs:
        word_or_verb = channels[first[0]]
    own = channels.get(first[0] if first else "", "meeting")
    fitting = (word for word in later if own == "meeting" or channels.get(word) == own)
    return next((word for word in fitting if word in channels), _singular(word_or_verb))


def _singular(occasion: str) -> str:
    """Return an occasion as one: "cards" is a card to each."""
    plain = occasion.casefold().replace("line", "message")
    singular = plain.removesuffix("s")
    if singular == "drink" or singular not in log_grammar().channels:
        return plain
    return singular


CONTACT_READERS: Mapping[str, Callable[[Line, Clause, Fit], None]] = {
    "contact": _contact,
    "topic": _topic,
    "ahead": _ahead,
}
