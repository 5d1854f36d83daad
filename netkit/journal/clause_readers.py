"""Read each kind of clause: one small reader for each kind of rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from .clauses import Clause, Fit, log_grammar
from .leftovers import Besides, besides
from .log_entry import (
    Ask,
    Contact,
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
    Offer,
    Promise,
    Thanks,
)
from .log_line import LONG_PAST, Line
from .news_readers import NEWS_READERS
from .roles import COMPANION
from .subjects import people_of, subject_of, third_of

if TYPE_CHECKING:
    from netkit.model.when.sentence_dates import FoundDate

__all__ = ["READERS", "Reader", "keep_as_note", "take_back_call"]

#: Reads a clause, and the rule that fits it, into a line.
Reader = Callable[[Line, Clause, Fit], None]

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
#: What somebody is, said after their name: "Zed Quill, head of design".
_POST = re.compile(
    r"(?:[\w-]+ ){0,2}(?:head|director|manager|engineer|developer|designer|lawyer|founder|partner"
    r"|ceo|cto|cfo|coo|president|professor|consultant|analyst|architect|researcher|editor|doctor)\b",
    re.IGNORECASE,
)
_SENT = ("text", "message", "email", "letter")
#: A contact that is told as past: "met Bo", not "lunch with Bo".
_HAPPENED = re.compile(
    r"(?:(?:i|we) )?(?:had|went|was|were|came|got|sent|wrote|dropped|gave|made|took|heard"
    r"|[a-z-]+ed|met|saw|ran|caught|sat|rang|spoke)\b|[^,;]* (?:and|&) (?:i|me) ",
    re.IGNORECASE,
)
#: "If Kai moves to Oslo, call Lars" is no promise yet.
_CONDITION = re.compile(r"\s*(?:if|unless|in case|should)\b", re.IGNORECASE)
#: Of an invitation the day is that of the occasion, and part of the words.
_OF_ANOTHER_DAY = re.compile(
    r"\b(?:invite|postpone|reschedul|put off|delayed|(?:mov|push)(?:ed|es) (?:my|our|the)).*",
    re.IGNORECASE,
)
#: A call that reached nobody.
_NOT_REACHED = re.compile(
    r"\b(?:no|without an?) (?:answer|reply|response)\b|\b(?:voice ?mail|answering machine)\b"
    r"|\b(?:didn't|did not|doesn't|wouldn't|couldn't|never) (?:pick up|answer|reach|get through"
    r"|take the call)|\b(?:busy|engaged)$|\bnobody (?:answered|there|home)|\brang out\b"
    r"|\bunanswered\b|\bhung up\b|\bnot (?:there|in|home|reached)\b",
    re.IGNORECASE,
)
_KINDS_OF_DAY = {"born": "birthday", "married": "wedding"}
_LIMP = re.compile(r"(?:^|\s)(?:by|on|until|before|and|to|at|in)$", re.IGNORECASE)


def keep_as_note(line: Line, clause: Clause) -> None:
    """Keep a clause that no rule fits; a date alone is the day of it all."""
    text = clause.text.strip(" .,;:")
    found = line.date_in(clause, direction="past")
    if found and found.end - found.start == len(text):
        line.set_when(found)
        return
    if line.cast.only_names(text) and line.cast.is_sure(text):
        line.cast.of(text)
        return
    line.keep_note(clause, _note_people(line, clause, text))
    line.asks.append(
        Ask("note", f"Not understood, kept as a note: {text}", (clause.start, clause.end))
    )


def take_back_call(line: Line, clause: Clause) -> bool:
    """Keep a call before that nobody took as a note: "called Petra, no answer"."""
    call = line.contacts[-1] if line.contacts else None
    if call is None or not _NOT_REACHED.search(clause.text):
        return False
    if call.channel != "call" or call.from_them or call.ahead:
        return False
    line.items.remove(call)
    whole = Clause(line.text[call.span[0] : clause.end], call.span[0], clause.end)
    line.keep_note(whole, list(call.participants))
    return True


def _note_people(line: Line, clause: Clause, text: str) -> list[Mention]:
    """Give whom a note is about: who is named, whom its pronoun means, whose name it follows."""
    if people := line.cast.named_in(text):
        return people
    first = text.split()[0].casefold() if text.split() else ""
    if first in log_grammar().pronouns:
        return line.cast.referents(first)
    if first in ("a", "an", "the") or _POST.match(text):  # "Zed Quill, a designer"
        before = [one for one in line.cast.mentions if one.span[1] <= clause.start]
        return sorted(before, key=lambda one: one.span)[-1:]
    return []


def _contact(line: Line, clause: Clause, fit: Fit) -> None:
    parts = fit.parts
    said = parts.get("people", parts.get("they", parts.get("whom", "")))
    people, rest = _participants(line, said)
    rest = (rest if "people" in parts else "") + parts.get("rest", "")
    if not people or _stands_for_another(rest):
        keep_as_note(line, clause)
        return
    line.cast.last = people
    if _NOT_REACHED.search(rest) and _is_call(parts.get("occasion", "")):
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
        _promise(line, clause, Fit(fit.rule, {**fit.parts, "what": fit.parts["plan"]}))
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


def _need(line: Line, clause: Clause, fit: Fit) -> None:
    for person in subject_of(line, clause, fit):
        line.items.append(Need(person, _what(fit, clause), (clause.start, clause.end)))


def _offer(line: Line, clause: Clause, fit: Fit) -> None:
    for person in subject_of(line, clause, fit):
        line.items.append(Offer(person, _what(fit, clause), (clause.start, clause.end)))


def _fact(line: Line, clause: Clause, fit: Fit) -> None:
    for person in subject_of(line, clause, fit):
        kind: FactKind = fit.rule.makes  # type: ignore[assignment]
        line.items.append(Fact(person, kind, _what(fit, clause), (clause.start, clause.end)))


def _moment(line: Line, clause: Clause, fit: Fit) -> None:
    other_day = _OF_ANOTHER_DAY.search(clause.text.strip(" .,;:"))
    day, span = None if other_day else line.take_day(clause), (clause.start, clause.end)
    for person in subject_of(line, clause, fit):
        kind: MomentKind = fit.rule.makes  # type: ignore[assignment]
        text = other_day[0] if other_day else _what(fit, clause)
        line.items.append(Moment(person, kind, text, span, day))


def _milestone(line: Line, clause: Clause, fit: Fit) -> None:
    past = re.search(r"\b(?:turned|was|were)\b", clause.text, re.IGNORECASE)
    found = line.date_in(clause, direction="past" if past else "ahead")
    if found is None:
        keep_as_note(line, clause)
        return
    kind = _KINDS_OF_DAY.get(fit.parts["kind"].casefold(), fit.parts["kind"].casefold())
    for person in subject_of(line, clause, fit):
        span = (clause.start, clause.end)
        name = f"{kind}th birthday" if kind.isdigit() else kind
        yearly = name in ("birthday", "name day", "anniversary", "wedding anniversary")
        if yearly and found.precision != "day":
            keep_as_note(line, clause)  # "her birthday is in May"
            return
        has_year = bool(re.search(r"\d{4}", clause.text)) if yearly else found.has_year
        has_year = has_year or found.precision != "day"
        line.items.append(Milestone(person, name, found.day, has_year, span, found.precision))


def _promise(line: Line, clause: Clause, fit: Fit) -> None:
    if _CONDITION.match(line.text):
        keep_as_note(line, clause)
        return
    what, whom = _what(fit, clause), fit.parts.get("whom", "")
    if whom:
        whom, what = _grown(line, whom, what)
    named = None if whom else line.cast.first_in(what)
    receivers = [named] if named else people_of(line, clause, whom)
    due = line.date_in(clause, direction="ahead")
    day = due.day if due else None
    for receiver in receivers:
        line.items.append(Promise(None, receiver, what, day, (clause.start, clause.end)))


def _promise_to_me(line: Line, clause: Clause, fit: Fit) -> None:
    due = line.date_in(clause, direction="ahead")
    day = due.day if due else None
    for giver in subject_of(line, clause, fit):
        what = _what(fit, clause)
        line.items.append(Promise(giver, None, what, day, (clause.start, clause.end)))


def _grown(line: Line, name: str, rest: str) -> tuple[str, str]:
    """Move the words of a longer name from what follows it: "promised Ann | Smith the paper"."""
    whole = f"{name} {rest}"
    run = line.cast.names_in(whole)
    names = whole[: len(whole) - len(run.rest)]
    return (names.strip(), run.rest.strip()) if len(names) > len(name) else (name, rest)


def _introduction(line: Line, clause: Clause, fit: Fit) -> None:
    day, span = line.take_day(clause), (clause.start, clause.end)
    brought = people_of(line, clause, fit.parts["whom"])
    others = people_of(line, clause, third_of(line, fit)[0])
    for one in brought:
        line.items.extend(
            Introduction(None, one, other, span, day) for other in others if other != one
        )
    line.cast.last = [*brought, *others]


def _introduction_by_them(line: Line, clause: Clause, fit: Fit) -> None:
    day, span = line.take_day(clause), (clause.start, clause.end)
    brokers = people_of(line, clause, fit.parts["who"])[:1]
    brought = people_of(line, clause, fit.parts["whom"])
    others = people_of(line, clause, third_of(line, fit)[0])
    for broker in brokers:
        line.items.extend(
            Introduction(broker, one, other, span, day)
            for one in brought
            for other in others
            if len({broker, one, other}) == 3
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
        line.cast.last = [broker]


def _favour(line: Line, clause: Clause, fit: Fit) -> None:
    day = line.take_day(clause)
    for person in subject_of(line, clause, fit):
        kind: FavourKind = fit.rule.kind  # type: ignore[assignment]
        span = (clause.start, clause.end)
        what = f"{_what(fit, clause)}{fit.parts.get('rest', '')}"
        line.items.append(Favour(None, person, kind, what, span, day))


def _favour_to_me(line: Line, clause: Clause, fit: Fit) -> None:
    day = line.take_day(clause)
    for person in subject_of(line, clause, fit):
        kind: FavourKind = fit.rule.kind  # type: ignore[assignment]
        span = (clause.start, clause.end)
        line.items.append(Favour(person, None, kind, _what(fit, clause), span, day))


def _thanks(line: Line, clause: Clause, fit: Fit) -> None:
    day = line.take_day(clause)
    for person in subject_of(line, clause, fit):
        span = (clause.start, clause.end)
        line.items.append(Thanks(person, fit.parts.get("what", ""), span, day))


def _what(fit: Fit, clause: Clause) -> str:
    """Give the words a clause is kept in, without what is left over from a date taken out."""
    what = fit.parts.get("what", clause.text).strip(" .,;:")
    return _LIMP.sub("", what).strip(" ,")


READERS: Mapping[str, Reader] = {
    "contact": _contact,
    "topic": _topic,
    "ahead": _ahead,
    "need": _need,
    "offer": _offer,
    "promise": _promise,
    "promise to me": _promise_to_me,
    "introduction": _introduction,
    "introduction by them": _introduction_by_them,
    "introduction to me": _introduction_to_me,
    "favour": _favour,
    "favour to me": _favour_to_me,
    "thanks": _thanks,
    "milestone": _milestone,
    **dict.fromkeys(("push-away", "setback", "repair", "step forward"), _moment),
    **dict.fromkeys(
        ("boundary", "family", "preference", "goal", "value", "hobby", "interest", "other"), _fact
    ),
    **NEWS_READERS,
}
