"""Letters to one person: thanks, a hello after a long time, a condolence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from netkit.answers.introduction_letters import looking_for
from netkit.answers.letter_templates import Draft, addresses_of, draft_letter, person_words
from netkit.answers.results import Results
from netkit.answers.stalling_ties import stall_of
from netkit.answers.stalls import STEPS_BACK
from netkit.errors import NothingFoundError
from netkit.model.events import Favour, Need
from netkit.model.history import is_open

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person

__all__ = ["LetterKind", "personal_letter"]

LetterKind = Literal["thanks", "reconnect", "condolence"]

#: What thanks are for, by the kind of favour; and the word that leads to what it was about.
_FAVOURS: dict[str, tuple[str, str]] = {
    "introduction": ("the introduction", "to"),
    "referral": ("the referral", "to"),
    "recommendation": ("your recommendation", "for"),
    "endorsement": ("your endorsement", "for"),
    "advice": ("your advice", "on"),
    "review": ("your review", "of"),
    "article": ("the article", "on"),
    "loan": ("the loan", "of"),
    "other": ("your help", "with"),
}
_PREPOSITIONS = frozenset({
    "about", "after", "at", "before", "by", "during", "for", "from", "in", "into", "of", "on",
    "over", "to", "when", "with",
})  # fmt: skip
#: Why nobody is written to, whatever the letter.
_PEACE = frozenset({"boundary"})


def personal_letter(
    view: NetworkView, person: Person, kind: LetterKind, about: str = ""
) -> Results[Draft]:
    """Return a letter to somebody, in the second person, for the owner to send.

    Parameters
    ----------
    about : what it is for, in the owner's words: "your advice on pricing", "your father".

    Raises
    ------
    NothingFoundError
        They asked to be left in peace, or died and the letter is none of condolence.
    """
    departed = view.departed([person.id]).get(person.id)
    dead = departed is not None and bool(departed.died)
    if departed is not None and dead and kind != "condolence":
        raise NothingFoundError(f"{departed.text(person.name)}; 'letter condolence' writes then")
    held = view.gate.held_back(person.id, "notice")
    if held is not None and held.reason in _PEACE:
        raise NothingFoundError(held.text)
    write: Callable[[], tuple[str, dict[str, str], list[str]]] = {
        "thanks": lambda: _thanks(view, person, about),
        "reconnect": lambda: _reconnect(view, person, about),
        "condolence": lambda: _condolence(about, dead),
    }[kind]
    name, filled, notes = write()
    me = person_words(view, "me", view.me)["me_first"]
    everything = {"me": me, **person_words(view, "you", person), **filled}
    to, addresses = (f"the family of {person.name}", ()) if dead else (person.name, None)
    reached = addresses_of(view, person) if addresses is None else addresses
    return Results([draft_letter(name, everything, to, reached)], notes=notes, kind=Draft)


def _thanks(view: NetworkView, person: Person, about: str) -> tuple[str, dict[str, str], list[str]]:
    """Return thanks for the last favour that waits for them."""
    if about:
        return "thanks.txt", {"what": about}, []
    favours = [
        state
        for state in view.states(Favour, people=[person.id])
        if state.event.giver == person.id and state.event.receiver == view.owner
    ]
    due = [state for state in favours if state.when("thanked") is None]
    if not due:
        note = "thanks were said already" if favours else f"no favour of {person.name} is on record"
        return (
            "thanks.txt",
            {"what": "[what for]"},
            [f"{note}; --about says what the thanks are for"],
        )
    event = max(due, key=lambda state: (state.event.at, state.id)).event
    note = f"once it is sent: netkit favour {_quoted(person.name)} me {event.kind} --thanked"
    return "thanks.txt", {"what": _favour_words(event)}, [note]


def _favour_words(favour: Favour) -> str:
    """Return a favour in words: "your advice on pricing", "the introduction to Bo Ray"."""
    favour_text, leads = _FAVOURS[favour.kind]
    text = favour.text.strip().rstrip(".!")
    if not text:
        return favour_text
    first = text.split()[0].casefold()
    if first in _PREPOSITIONS:
        return f"{favour_text} {text}"
    if first.endswith("ed") and first != "need":  # "helped me move": a sentence, no thing
        return f"{favour_text}: you {text}"
    return f"{favour_text} {leads} {text}"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _reconnect(
    view: NetworkView, person: Person, about: str
) -> tuple[str, dict[str, str], list[str]]:
    """Return a hello that says since when, and asks about them.

    Of whoever steps back it asks nothing, as `stalls` advises.
    """
    about = about[:1].upper() + about[1:]
    stall = stall_of(view, person)
    if stall.verdict == STEPS_BACK:
        note = f"{stall.because[0].text}: the letter asks for nothing"
        return "light.txt", {"about": about}, [note]
    last = view.contacts_with(person.id, 1)
    since = _since(last[0].event.at, view.present) if last else ""
    needs = [state for state in view.states(Need, people=[person.id]) if is_open(state)]
    if about:
        ask = about
    elif needs:
        ask = f"Are you still {looking_for(needs[-1].event.text)}?"
    elif person.organization:
        ask = f"How are things at {person.organization}?"
    else:
        ask = ""
    return "reconnect.txt", {"since": since, "ask": ask}, []


def _since(last: datetime, now: datetime) -> str:
    """Return since when nobody wrote, in a letter's words; nothing of a fortnight or less.

    >>> from datetime import datetime
    >>> _since(datetime(2026, 5, 1), datetime(2026, 5, 24))
    'It has been 3 weeks since we were last in touch.'
    >>> _since(datetime(2026, 2, 1), datetime(2026, 5, 24))
    'It has been a while: we were last in touch in February.'
    """
    days = (now - last).days
    if days <= 14:
        return ""
    if days < 60:
        return f"It has been {round(days / 7)} weeks since we were last in touch."
    year = "" if last.year == now.year else f" {last.year}"
    return f"It has been a while: we were last in touch in {last:%B}{year}."


def _condolence(about: str, dead: bool) -> tuple[str, dict[str, str], list[str]]:
    """Return a condolence: to the family of who died, or to who lost somebody."""
    if dead:
        return "condolence-family.txt", {}, []
    loss = f"the death of {about}" if about else "your loss"
    notes = [] if about else ['--about says whom they lost: --about "your father"']
    return "condolence.txt", {"what": loss}, notes
