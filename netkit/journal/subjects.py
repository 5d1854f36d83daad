"""Find the subjects of a clause, and the words it is kept in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .log_rules import log_grammar
from .roles import COMPANION, ROLES

if TYPE_CHECKING:
    from .clauses import Clause
    from .log_entry import Mention
    from .log_line import Line
    from .rule_fits import Fit

__all__ = [
    "is_of_relative", "kept_words", "may_be_of_relative", "people_of", "subject_of", "third_of",
]  # fmt: skip

#: "Ann's sister …", "her boss …", "told me that his son …".
_RELATIVE = re.compile(
    r"\W*(?:(?:and|but|also|then|so) )*"
    r"(?:[^,;]{1,40} (?:told (?:me|us)|said|says|mentioned)(?: that)? )?"
    r"(?:[^\W\d_][\w.' -]{0,60}?(?:'s|s')|his|her|their) (?:[\w-]+ ){0,2}?"
    rf"(?:{'|'.join(ROLES)}|kids?|children|parents|family|twins|baby|dog|cat|team|assistant)\b",
    re.IGNORECASE,
)
#: What is told of a person; without their name it may be of who was spoken of before.
_TOLD_OF = frozenset(
    (
        "need", "offer", "job", "job ahead", "leave", "move", "event", "death", "milestone",
        "family", "goal", "interest", "hobby", "preference", "value", "other", "boundary",
        "push-away", "repair", "step forward", "promise to me", "favour to me",
    )
)  # fmt: skip


def is_of_relative(clause: Clause, fit: Fit | None) -> bool:
    """Return True when a clause speaks of somebody nameless: "Ann's sister got married"."""
    if fit and fit.rule.makes in ("contact", "ahead"):
        return COMPANION.search(clause.text) is not None  # "lunch with Ann and her sister"
    told = fit is None or fit.rule.makes in ("family", "other")
    return told and _RELATIVE.match(clause.text) is not None


def may_be_of_relative(fit: Fit) -> bool:
    """Return True for what names nobody: after "Ann's sister got married", "moved to Rome"."""
    parts = [fit.parts[name] for name in ("who", "whose", "they") if name in fit.parts]
    nameless = all(part.casefold() in log_grammar().pronouns for part in parts)
    return nameless and fit.rule.makes in _TOLD_OF


_LIMP = re.compile(r"(?:^|\s)(?:by|on|until|before|and|to|at|in)$", re.IGNORECASE)


def subject_of(line: Line, clause: Clause, fit: Fit) -> list[Mention]:
    """Give the people a clause is about: those named, or the one spoken of."""
    words = next((fit.parts[part] for part in ("who", "whose", "whom") if part in fit.parts), "")
    return people_of(line, clause, words)


def people_of(line: Line, clause: Clause, words: str) -> list[Mention]:
    """Give the people that some words stand for, or else the one spoken of, or nobody.

    A pronoun that several fit is asked about, and the clause kept as a note on all of them.
    """
    span = (clause.start, clause.end)
    if words and words.casefold() in log_grammar().pronouns:
        people = line.cast.referents(words)
        if not people:
            line.keep_unclear(span, list(line.cast.last))
        elif len(people) == 1:
            line.cast.last = people
        return people
    if words and (people := line.cast.of(line.cast.grown_name(words, clause.text))):
        return people
    if line.headed:
        return list(line.headed)
    person = line.person_spoken_of(span)
    return [person] if person else []


def third_of(line: Line, fit: Fit) -> tuple[str, str]:
    """Give who a third person is, with the rest of a longer name or of a list, and what follows."""
    third, tail = fit.parts["third"], fit.parts.get("rest", "")
    text = f"{third}{tail}"
    run = line.cast.names_in(text)
    if not run.names:
        return third, tail
    return text[: len(text) - len(run.tail)].strip(" ,"), run.tail.removeprefix("'s")


def kept_words(fit: Fit, clause: Clause) -> str:
    """Give the words a clause is kept in, without what is left over from a date taken out."""
    text = fit.parts.get("what", clause.text).strip(" .,;:")
    whole = text.split()[-1:] == clause.text.strip(" .,;:!").split()[-1:]
    return text if whole else _LIMP.sub("", text).strip(" ,")
