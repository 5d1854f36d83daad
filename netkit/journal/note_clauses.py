"""Keep a clause as a note: one that no rule fits, or a call that reached nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netkit.language.first_names import is_first_name

from .clauses import Clause
from .log_entry import Ask, Note
from .log_rules import log_grammar

if TYPE_CHECKING:
    from .log_entry import Mention
    from .log_line import Line

__all__ = ["NOT_REACHED", "keep_as_note", "take_back_call"]

#: What somebody is, said after their name: "Zed Quill, head of design".
_POST = re.compile(
    r"(?:[\w-]+ ){0,2}(?:head|director|manager|engineer|developer|designer|lawyer|founder|partner"
    r"|ceo|cto|cfo|coo|president|professor|consultant|analyst|architect|researcher|editor|doctor)\b",
    re.IGNORECASE,
)
#: A call that reached nobody.
NOT_REACHED = re.compile(
    r"\b(?:no|without an?) (?:answer|reply|response|luck|joy)\b"
    r"|\b(?:voice ?mail|answering machine)\b"
    r"|\b(?:didn't|did not|doesn't|wouldn't|couldn't|never) (?:pick up|answer|reach|get through"
    r"|take the call)|\b(?:busy|engaged)$|\bnobody (?:answered|there|home)|\brang out\b"
    r"|\bunanswered\b|\bhung up\b|\bnot (?:there|in|home|reached)\b",
    re.IGNORECASE,
)


_ME = re.compile(r"(?:and |& )?(?:me|i|us|myself|yours truly)", re.IGNORECASE)
#: An hour beside a day.
_HOUR = re.compile(
    r"^\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|h)\b,? ?|,? \d{1,2}(?:[:.]\d\d)? ?(?:am|pm|h)$"
)


def keep_as_note(line: Line, clause: Clause) -> None:
    """Keep a clause that no rule fits; a date alone is the day of it all."""
    text = clause.text.strip(" .,;:")
    if _ME.fullmatch(text):
        return  # "drinks with Bo, Ann, me"
    when = line.date_in(clause, direction="past")
    bare = _HOUR.sub("", text)  # "10am Friday"
    alone = when and line.text[when.start : when.end].strip(" .,") == bare  # "13.11."
    if when and alone and line.may_be_dated(when):
        line.set_when(when)
        return
    if line.cast.only_names(text) and line.cast.is_sure(text) and _may_be_people(line, text):
        line.cast.of(text)
        return
    line.names_unread_day = line.names_unread_day or when is not None
    people = _note_people(line, clause, text)
    line.keep_note(clause, people)
    begins = len(people) == 1 and text.startswith(f"{people[0].text} ")
    if begins or len(line.cast.named_in(text)) > 1:
        # "Priya needs nothing now, offers seed money"; "tried to call Bo and Kai, he hung up"
        line.cast.last = people
    line.asks.append(
        Ask("note", f"Not understood, kept as a note: {text}", (clause.start, clause.end))
    )


def _may_be_people(line: Line, text: str) -> bool:
    """Return True unless a name alone is of nobody known and no first name: "Schloss Ammerland"."""
    names = line.cast.names_in(text).names
    return all(line.cast.knows(name) or is_first_name(name.split()[0]) for name in names)


def take_back_call(line: Line, clause: Clause) -> bool:
    """Keep a call before that nobody took as a note: "called Petra, no answer"."""
    call = line.contacts[-1] if line.contacts else None
    if call is None or not NOT_REACHED.search(clause.text):
        return False
    if call.channel != "call" or call.from_them or call.ahead:
        return False
    line.items.remove(call)
    line.items = [
        item for item in line.items if not (isinstance(item, Note) and item.span == call.span)
    ]
    call_clause = Clause(line.text[call.span[0] : clause.end], call.span[0], clause.end)
    line.keep_note(call_clause, list(call.participants))
    return True


def _note_people(line: Line, clause: Clause, text: str) -> list[Mention]:
    """Give whom a note is about: who is named, whom its pronoun means, whose name it follows."""
    if people := line.cast.named_in(text):
        return people
    first = text.split()[0].casefold() if text.split() else ""
    if first in log_grammar().pronouns:
        return line.cast.referents(first)
    if first in ("a", "an", "the") or _POST.match(text):  # "Zed Quill, a designer"
        earlier = [mention for mention in line.cast.mentions if mention.span[1] <= clause.start]
        return sorted(earlier, key=lambda mention: mention.span)[-1:]
    return [] if line.cast.mentions else _new_people(line, text)


def _new_people(line: Line, text: str) -> list[Mention]:
    """Give those new whose full names a note begins with: "Lena Fox accepted the job"."""
    names = line.cast.names_in(text).names
    full = all(" " in name for name in names) and any(
        is_first_name(name.split()[0]) for name in names
    )
    return [line.cast.mention(name) for name in names] if full else []
