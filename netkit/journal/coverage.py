"""Check that what was read of a clause covers its words; what does not is kept as a note instead.

A reader makes of a clause what its rule says, and may leave words of it out. Which ones it left
out is decided here, for all readers alike: words are covered when the rule itself spells them,
when they name somebody or a day that is recorded, or when the record keeps them as they are. A
word that could turn what was read into something else (a denial, a doubt, a further day, name or
number) takes the record back; any other stands in a note beside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netkit.model.names import fold
from netkit.model.when.sentence_dates import find_dates
from netkit.model.when.typed_dates import partial_of

from .items import people_of_item
from .leftovers import CLOCK, DURATION
from .log_entry import Note
from .log_news import Death
from .log_rules import log_grammar
from .roles import COMPANION, ROLES
from .slot_words import misfits_slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from netkit.model.when.sentence_dates import FoundDate

    from .clauses import Clause
    from .items import Item
    from .log_line import Line
    from .rule_fits import Fit

__all__ = ["turns_meaning", "unread_words"]

_WORD = re.compile(r"[^\W_]+(?:['.&/@+-][^\W_]+)*")
_SIGN = re.compile(r"['.&/@+-]")
#: The fields of an item that keep words as they were typed.
_TEXTS = (
    "text",
    "topic",
    "place",
    "how",
    "title",
    "organization",
    "city",
    "kind",
    "occasion",
    "why",
)
#: Of these any word left out may change what they say: a death, a job, a wedding.
_STRICT = frozenset(
    (
        "death", "job", "job ahead", "leave", "move", "event", "milestone", "introduction",
        "suggestion", "thanks", "introduction to me", "introduction by them", "ahead",
    )
)  # fmt: skip
#: Of these a place, or where somebody is from, turns nothing.
_WITH_PLACES = frozenset(
    (
        "contact",
        "introduction",
        "introduction to me",
        "introduction by them",
        "suggestion",
        "knows",
    )
)
#: Of these a word for a contact tells nothing further: "introduced Bo to Kai over coffee".
_WITH_OCCASIONS = _WITH_PLACES | {"ahead", "thanks", "topic"}
#: Of these a text that begins with a denial says the contrary: "needs no help".
_DENIED = frozenset(
    (
        "need", "offer", "promise", "promise to me", "favour", "favour to me", "thanks", "goal",
        "interest", "hobby", "value",
    )
)  # fmt: skip
#: "Knows about it", "needs me": nothing that somebody else could give.
_LIKED = frozenset(("need", "offer", "interest", "hobby", "value"))
_NOTHING_NAMED = frozenset(
    ["it", "this", "that", "them", "him", "her", "me", "us", "you", "everything", "anything", "so",
     "one"]
)  # fmt: skip
#: Of these what comes after "but" takes it back: "promised Bo a call but forgot".
_DONE_OR_TO_DO = _DENIED - {"need", "offer"}
_BROKEN = re.compile(
    r"\bbut\b.*\b(?:forgot|forgotten|not|never|failed|no|missed|late|only|couldn't|can't|won't"
    r"|cancell?ed|instead|unable|\w+n't)\b",
    re.IGNORECASE,
)
_UNDONE = re.compile(r"(?:i|we)?\W*have (?:been|done|\w+(?:ed|en|nt|ought|aught|old|ade))\b")
#: Why it was so does not turn it: "left Acme because he could not stand it".
_REASON = re.compile(r"\b(?:because|since|so that|as (?:he|she|they)) .*", re.IGNORECASE)
#: "Along the Thames", "from Joanneum": no further person.
_PLACED = re.compile(
    r"\b(?:at|in|on|along|near|around|outside|inside|by|through|across|behind|via|from|to|under|over"
    r"|after|before|during|of)(?: the| a| an| next)?(?: (?-i:[A-Z])[\w'-]*| next door| \d+)+",
    re.IGNORECASE,
)
_DATE_LIKE = re.compile(r"\d+[./-]\d|\d+(?:st|nd|rd|th)$")
_ROLE_OF = re.compile(rf"'s (?:[\w-]+ ){{0,2}}?(?:{'|'.join(ROLES)}|kids?|parents|family|team)\b")
#: What these say is of the other: "Nina's daughter started school".
_OF_ANOTHER = frozenset(("family", "knows", "boundary"))
#: "Is no longer counsel at Acme", "is the former head of Acme".
_FORMER = re.compile(
    r"\b(?:no|not|never|former|formerly|ex|previous|previously|retired|almost|nearly|future|next"
    r"|potential|aspiring|designate|would-be|once|soon)\b",
    re.IGNORECASE,
)
_LASTED = re.compile(r"(?:call|zoom|meet|visit|phone)\b.*\b\d+ ?(?:h|m|min\w*|hours?)\.?")


def unread_words(
    line: Line, clause: Clause, fit: Fit, items: Sequence[Item], *, noted: bool = True
) -> list[str]:
    """Return the telling words of a clause that no record of it covers, in their order.

    noted : whether a note covers words, too
    """
    text = _without_named(line, clause, fit, items)
    if not noted:
        text = _REASON.sub(" ", text)
    covered = _covered_words(line, fit, items, noted=noted)
    return [word for word in _WORD.findall(text) if not covered >= set(_words(word))]


def _without_named(line: Line, clause: Clause, fit: Fit, items: Sequence[Item]) -> str:
    """Return a clause without its days, lengths and phrases for who somebody is."""
    moved = "moved" in fit.parts
    text = DURATION.sub(" ", _without_days(line, clause, items, moved=moved))
    if any(getattr(item, "ahead", False) for item in items):
        text = CLOCK.sub(" ", text)  # the hour is kept with the meeting
    if any(isinstance(item, Note) for item in items):
        text = COMPANION.sub(" ", text)
    for phrase in line.cast.role_phrases:
        text = text.replace(phrase, " ")
    return text


def _covered_words(line: Line, fit: Fit, items: Sequence[Item], *, noted: bool) -> set[str]:
    """Return the words that the rule spells, that name people or that the records keep."""
    grammar = log_grammar()
    covered = {*grammar.trivial, *grammar.prepositions, *_words(fit.read)}
    if fit.rule.makes in _WITH_OCCASIONS:
        covered |= {part for word in grammar.channels for part in _SIGN.split(word)}
    for item in items:
        covered |= {word for text in _texts_of(item, noted=noted) for word in _words(text)}
        covered |= {word for person in people_of_item(item) for word in _words(person.text)}
    for further in line.further:
        covered |= set(_words(further.text))
    return covered


def turns_meaning(line: Line, clause: Clause, fit: Fit, items: Sequence[Item]) -> bool:
    """Return True when words that were not read may say that what was read is not so."""
    return (
        _says_contrary(line, fit, items)
        or misfits_slot(line, clause, fit, items)
        or _is_for_another(line, clause, fit, items)
        or (fit.rule.makes not in _OF_ANOTHER and _is_of_another(line, clause, items))
        or _leaves_somebody_out(line, clause, items)
        or _leaves_day_out(line, clause, fit, items)
        or _leaves_weight_out(line, clause, fit, items)
        or (line.names_unread_day and any(map(line.is_undated, items)))
    )


def _says_contrary(line: Line, fit: Fit, items: Sequence[Item]) -> bool:
    """Return True when the kept words deny their kind: "needs no help", "the former CEO"."""
    kind = fit.rule.makes
    texts = [fold(text) for item in items for text in _texts_of(item, noted=False) if text]
    if kind in _DENIED and any(text.split()[0] in log_grammar().denials for text in texts):
        return True
    if kind == "need" and any(map(line.cast.only_names, texts)):
        return True  # "asked about Lena"
    if kind in _LIKED and any(text.split()[0] in ("it", "this", "that") for text in texts):
        return True  # "likes it there"
    if kind in _DENIED - {"thanks"} and any(text in _NOTHING_NAMED for text in texts):
        return True
    if kind == "job" and any(_FORMER.search(getattr(item, "title", "")) for item in items):
        return True
    if kind in _DONE_OR_TO_DO and any(map(_BROKEN.search, texts)):
        return True
    return kind == "promise" and any(map(_is_undone, texts))


def _leaves_weight_out(line: Line, clause: Clause, fit: Fit, items: Sequence[Item]) -> bool:
    """Return True when a word was left out that can turn what was read."""
    kind, words = fit.rule.makes, unread_words(line, clause, fit, items)
    noted = any(isinstance(item, Note) for item in items)
    if kind in ("contact", "ahead"):
        hours = {word for match in CLOCK.finditer(clause.text) for word in _words(match[0])}
        words = [word for word in words if not hours >= set(_words(word))]
    if kind == "event":  # "got married in the cathedral"
        place = re.search(r"\b(?:in|at) (?:an?|the|his|her|their) (?:\w+ )?\w+", clause.text)
        words = [word for word in words if not (place and word in place[0])]
    if kind in _WITH_PLACES:
        places = {word for match in _PLACED.finditer(clause.text) for word in _words(match[0])}
        words = [word for word in words if not (fold(word) in places or word.isdigit())]
    if words and kind in _STRICT and not noted:
        return True
    first = next(iter(_WORD.findall(clause.text)), "")
    if any(_is_weighty(word.lower() if word == first else word) for word in words):
        return True
    return noted and any(map(_is_scope, unread_words(line, clause, fit, items, noted=False)))


def _leaves_somebody_out(line: Line, clause: Clause, items: Sequence[Item]) -> bool:
    """Return True when somebody known is named whom no record is of or keeps in its words."""
    records = [item for item in items if not isinstance(item, Note)]
    people = {person for item in records for person in people_of_item(item)}
    recorded = " ".join(text for item in records for text in _texts_of(item))
    of = {relation.of for relation in line.cast.relations}
    return any(
        mention not in people and mention.text not in recorded and mention.text not in of
        for mention in line.cast.named_in(clause.text)
    )


def _leaves_day_out(line: Line, clause: Clause, fit: Fit, items: Sequence[Item]) -> bool:
    """Return True when a day is named that no record is of or keeps in its words."""
    text = _without_days(line, clause, items, moved="moved" in fit.parts)
    recorded = fold(" ".join(words for item in items for words in _texts_of(item, noted=False)))
    dates = find_dates(text, today=line.today, direction="past")
    return any(fold(text[when.start : when.end]) not in recorded for when in dates)


def _is_of_another(line: Line, clause: Clause, items: Sequence[Item]) -> bool:
    """Return True when a clause is of somebody nameless: "a reference for Nina's daughter"."""
    text = clause.text
    for phrase in line.cast.role_phrases:
        text = text.replace(phrase, " ")
    names = {person.text for item in items for person in people_of_item(item)}
    return any(re.search(rf"\b{re.escape(name)}{_ROLE_OF.pattern}", text) for name in names)


#: For the owner: "drove me home", "fixed our roof".
_FOR_ME = re.compile(r"\b(?:me|us|my|our|mine|ours)\b", re.IGNORECASE)
#: Help that is somebody else's unless it is said whose: "helped out at the food bank".
_HELP = re.compile(
    r"(?:helped|help|supported|support|lend|drive|teach|coach|mentor|covered for)\b"
    r"(?! ?(?:out )?(?:a lot|again|with\b.*)?$)",
    re.IGNORECASE,
)
#: "Will pay Rose", "will call Kai".
_TO_NAME = re.compile(r"[\w-]+ (?:(?:up|back|to) )?(?=(?-i:[^\W\d_a-z]))")
_TO_OTHERS = re.compile(
    r"\b(?:to|for|with) (?:his|her|their|the|an?|some|every|all|other|those) ?"
    r"(?=\w*(?:body|one|people|others|kids|children|mother|father|parents|wife|husband|son|brother"
    r"|sister|daughter|friend|neighbou?r|colleague|team|boss|client|customer))",
    re.IGNORECASE,
)


def _is_for_another(line: Line, clause: Clause, fit: Fit, items: Sequence[Item]) -> bool:
    """Return True for what is done for somebody else: "Bo helped Ann move" is no favour to me."""
    kind = fit.rule.makes
    if kind not in ("favour to me", "promise to me") or _FOR_ME.search(clause.text):
        return False
    for text in [text for item in items for text in _texts_of(item, noted=False)]:
        receiver = _TO_NAME.match(text) if kind == "promise to me" else None
        if receiver and line.cast.begins_with_known(text[receiver.end() :]):
            return True
        if _HELP.match(text) or _TO_OTHERS.search(text):
            return True
        if kind == "favour to me" and line.cast.named_in(text):
            return True
    return False


def _is_undone(text: str) -> bool:
    return bool(_UNDONE.match(text)) or bool(_LASTED.fullmatch(text))


def _is_weighty(word: str) -> bool:
    if _is_scope(word) or fold(word) in ROLES:
        return True
    return word[0].isupper() or any(letter.isdigit() for letter in word)


def _is_scope(word: str) -> bool:
    return (
        bool(_DATE_LIKE.match(word))
        or fold(word) in log_grammar().turning
        or fold(word).endswith("n't")
    )


def _words(text: str) -> list[str]:
    """Return the words of a text, folded, those of a compound one by one."""
    compounds = [re.sub("(?:'s|')$", "", fold(word)) for word in _WORD.findall(text)]
    return [part for word in compounds for part in _SIGN.split(word) if part]


def _texts_of(item: Item, *, noted: bool = True) -> Iterable[str]:
    if isinstance(item, Note) and not noted:
        return ()
    return [str(getattr(item, name, "")) for name in _TEXTS]


def _without_days(line: Line, clause: Clause, items: Sequence[Item], *, moved: bool) -> str:
    """Return a clause's text without the days that its records are of, or were moved from."""
    text = clause.text
    days = {line.day, *_days_of(items)}
    for direction in ("past", "ahead"):
        dates = find_dates(text, today=line.today, direction=direction)
        for when in reversed(dates):
            if moved or when.day in days or _is_of_death(when, items):
                text = f"{text[: when.start]} {text[when.end :]}"
    return text


def _days_of(items: Sequence[Item]) -> set[date]:
    days = {getattr(item, name, None) for item in items for name in ("day", "due")}
    return {day for day in days if day is not None}


def _is_of_death(when: FoundDate, items: Sequence[Item]) -> bool:
    on = partial_of(when.day, when.precision)
    return any(isinstance(item, Death) and item.on == on for item in items)
