"""News of people: jobs, moves, weddings, births, deaths; introductions and who knows whom."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, Literal, cast

from netkit.model.when.sentence_dates import find_dates
from netkit.model.when.typed_dates import partial_of

from .log_entry import Milestone
from .log_news import Death, IntroductionStep, Job, Knows, Leave, Move
from .note_clauses import keep_as_note
from .roles import SHARED_ROLES
from .subjects import people_of, subject_of, third_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .clauses import Clause
    from .log_line import Line
    from .rule_fits import Fit

__all__ = ["NEWS_READERS"]

_TAIL = re.compile(
    r"(.*?)(?: ((?:with|because|since|after|before|when|where|while|but|who|which|until|despite"
    r"|thanks|due|to|from|on|for (?:good|the|his|her|their|an?|work|now|love)|near|last|this|next"
    r"|during)\b.*))?$",
    re.IGNORECASE | re.DOTALL,
)
_EVENTS = {
    "got married": "wedding", "married": "wedding", "tied the knot": "wedding",
    "got engaged": "engagement", "graduated": "graduation", "retired": "retirement",
}  # fmt: skip


def _name_and_tail(text: str) -> tuple[str, str]:
    """Cut what is told besides from the name of a place: "Lisbon | with his partner"."""
    name, tail = _TAIL.match(text.strip(" .")).groups()  # type: ignore[union-attr]
    return name, tail or ""


_IS_SOMEWHERE = re.compile(r"\b(?:is|are)(?: both)? (?:at|with)\b|'s at\b", re.IGNORECASE)


def _job(line: Line, clause: Clause, fit: Fit) -> None:
    if _takes_effect_later(line, clause):
        keep_as_note(line, clause)
        return
    somewhere = "began" not in fit.parts and _IS_SOMEWHERE.search(clause.text)
    parts, span = fit.parts, (clause.start, clause.end)
    title = parts.get("title", "").strip(" .")
    organization, tail = _name_and_tail(parts.get("org", ""))
    if somewhere and (tail or line.date_in(clause, direction="ahead")):
        keep_as_note(line, clause)  # "is at the Tate on Saturday"
        return
    day = line.own_day(clause)
    for person in subject_of(line, clause, fit):
        if "former" in parts:
            line.items.append(Leave(person, parts["former"], span, day))
        started = bool({"began", "left"} & parts.keys())
        line.items.append(Job(person, organization, title, span, started, day))
        if tail:
            line.keep_note(clause, [person])


def _job_ahead(line: Line, clause: Clause, fit: Fit) -> None:
    """Keep a job that begins on a day to come as a milestone of that day: nobody is there yet."""
    when = line.date_in(clause, direction="ahead")
    organization, tail = _name_and_tail(fit.parts["org"])
    if when is None or tail or when.day <= line.today:
        keep_as_note(line, clause)
        return
    title = fit.parts.get("title", "").strip(" .")
    starts = re.search(r"\bstart(?:s|ing)? (?:at|with)\b", clause.text, re.IGNORECASE)
    school = starts and not title and not line.cast.is_organization(organization)
    kind = f"{'start' if school else 'new job'} at {organization}"  # it may be a school
    kind += f" as {title}" if title else ""
    for person in subject_of(line, clause, fit):
        span = (clause.start, clause.end)
        line.items.append(Milestone(person, kind, when.day, True, span, when.precision))


def _leave(line: Line, clause: Clause, fit: Fit) -> None:
    if _takes_effect_later(line, clause):
        keep_as_note(line, clause)
        return
    day, span = line.own_day(clause), (clause.start, clause.end)
    for person in subject_of(line, clause, fit):
        line.items.append(Leave(person, fit.parts.get("org", ""), span, day))
        if (
            re.search(r"\w", fit.parts.get("tail", ""))
            and line.date_in(clause, direction="past") is None
        ):
            line.keep_note(clause, [person])


def _move(line: Line, clause: Clause, fit: Fit) -> None:
    if _takes_effect_later(line, clause):
        keep_as_note(line, clause)
        return
    day, span = line.own_day(clause), (clause.start, clause.end)
    city, tail = _name_and_tail(fit.parts["city"])
    for person in subject_of(line, clause, fit):
        line.items.append(Move(person, city, span, day))
        if tail:
            line.keep_note(clause, [person])


#: "Resigned, last day 31 January": neither has come yet.
_STILL_TO_COME = re.compile(
    r"\b(?:notice|last day|effective|as of|as from|start date|starting|starts|with effect)\b[^.;]*",
    re.IGNORECASE,
)


def _takes_effect_later(line: Line, clause: Clause) -> bool:
    """Return True when the line goes on to name a day to come, from which on its news is so."""
    text = line.text[clause.start :]
    later = _STILL_TO_COME.search(text)
    named = find_dates(later[0], today=line.today, direction="ahead") if later else []
    led = [
        when
        for when in find_dates(text, today=line.today, direction="ahead")
        if text[when.start :].casefold().startswith(("from ", "until ", "till "))
    ]
    return any(when.day > line.today for when in (*named, *led))


def _event(line: Line, clause: Clause, fit: Fit) -> None:
    """Keep a wedding, a birth and the like as a milestone of its day."""
    when = line.date_in(clause, direction="past")
    kind = _EVENTS.get(fit.parts["kind"].casefold(), "baby")
    people = subject_of(line, clause, fit)
    others = people_of(line, clause, fit.parts["third"]) if "third" in fit.parts else []
    span = (clause.start, clause.end)
    day, precision = (when.day, when.precision) if when else (line.day, line.news_precision)
    for person in [*people, *others]:
        line.items.append(Milestone(person, kind, day, True, span, precision))
    if kind in ("wedding", "engagement"):
        couple = [*people, *others]
        if len(couple) == 2:
            role = "spouse" if kind == "wedding" else ""
            line.add_knows(couple[0], couple[1], "" if role else "engaged", span, role=role)


def _death(line: Line, clause: Clause, fit: Fit) -> None:
    when = line.date_in(clause, direction="past")
    span = (clause.start, clause.end)
    on = partial_of(when.day, when.precision) if when else line.news_day()
    people = subject_of(line, clause, fit)
    line.items.extend(Death(person, on, span) for person in people)
    if people and "cause" in fit.parts:
        line.keep_note(clause, people)


def _step(line: Line, clause: Clause, fit: Fit) -> None:
    to_come = fit.rule.makes in ("agreed", "asked")  # "is happy to meet Bo on Tuesday"
    day = None if to_come else line.take_day(clause)
    span = (clause.start, clause.end)
    to = cast("Literal['asked', 'agreed', 'declined', 'met']", fit.rule.makes)
    others = people_of(line, clause, third_of(line, fit)[0])
    for person in people_of(line, clause, fit.parts["who"]):
        for other in others:
            if other != person:
                text = clause.text.strip(" .,;:")
                line.items.append(IntroductionStep(person, other, to, text, span, day))
        line.cast.last = [person]


def _knows(line: Line, clause: Clause, fit: Fit) -> None:
    """Keep who knows whom, and how; two who met may have been introduced."""
    parts, span, text = dict(fit.parts), (clause.start, clause.end), clause.text.strip(" .,;:")
    if "they" in parts:
        people = people_of(line, clause, parts["they"])
        pairs = list(combinations(people, 2))
    else:
        third, parts["rest"] = third_of(line, fit)
        people = people_of(line, clause, parts.get("who", ""))
        others = people_of(line, clause, third)
        pairs = [(a, b) for a in people for b in others]
    pairs = [(a, b) for a, b in pairs if a != b]
    if not pairs:
        line.keep_unclear(span, people)
        return
    if parts.get("how", "").startswith(("met", "has met", "have met")):
        day = line.take_day(clause)
        line.items.extend(IntroductionStep(a, b, "met", text, span, day) for a, b in pairs)
        return
    role = _role(parts)
    how = re.sub(r"\s+", " ", f"{parts.get('how', '')}{parts.get('rest', '')}").strip(" .,")
    if "how" in parts and "third" in parts:
        how = text
    day = line.own_day(clause)
    for a, b in pairs:
        line.items.append(Knows(a, b, how or ("" if role else text), span, role=role, day=day))
    line.cast.last = people


def _role(parts: Mapping[str, str]) -> str:
    """Return the role of the first to the second: a sister, a friend; empty when it is not told."""
    shared = parts.get("shared", "").casefold()
    role = SHARED_ROLES.get(shared, "") or parts.get("role", "").casefold()
    if shared == "married" or role == "married" or parts.get("how", "").casefold() == "married":
        return "spouse"
    role = {"friends": "friend", "colleagues": "colleague"}.get(role, role)
    if role in ("engaged", "related"):
        return ""
    adjective = f"{'former ' if 'past' in parts else ''}{parts.get('adjective', '')}".strip()
    return f"{adjective} {role}".strip() if role else ""


NEWS_READERS: Mapping[str, Callable[[Line, Clause, Fit], None]] = {
    "job": _job,
    "job ahead": _job_ahead,
    "leave": _leave,
    "move": _move,
    "event": _event,
    "death": _death,
    "knows": _knows,
    **dict.fromkeys(("declined", "agreed", "asked"), _step),
}
