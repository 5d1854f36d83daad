"""Letters for an introduction: ask one side, ask the other, then write to both.

Before both have agreed neither is told what the other looks for: a letter that asks gives each
their own reason alone. What brings the two together stands in the letter to both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.introduce.matching import best_match
from netkit.answers.letter_templates import Draft, addresses_of, draft_letter, person_words
from netkit.model.names import words

if TYPE_CHECKING:
    from netkit.answers.introduce.matching import Match
    from netkit.answers.network_view import NetworkView
    from netkit.model.people import Person

__all__ = ["drafts", "forwardable", "looking_for"]

#: Verbs with which a need may begin: "sell a boat".
_WISHES = frozenset({
    "buy", "build", "change", "find", "get", "hire", "improve", "learn", "meet", "move", "raise",
    "rent", "sell", "start", "understand", "write",
})  # fmt: skip


def drafts(view: NetworkView, a: Person, b: Person, why: str = "") -> list[Draft]:
    """Return the letters of a double opt-in: to a, to b, and to both once they agreed.

    Parameters
    ----------
    why : what speaks for it, in the owner's words. Where it names one of the two it waits for the
        letter to both.

    Raises
    ------
    BadInputError
        A template of the user's cannot be read or names something unknown.
    """
    together = _letter_words(view, a, b, why or _reason_for_both(view, a, b))
    addresses = (*addresses_of(view, a), *addresses_of(view, b))
    both = draft_letter("both.txt", together, f"{a.name} and {b.name}", addresses)
    return [_asking(view, a, b, why), _asking(view, b, a, why), both]


def _asking(view: NetworkView, you: Person, other: Person, why: str) -> Draft:
    """Return the letter that asks one side whether they would like to meet the other."""
    filled = _letter_words(view, you, other, _own_reason(view, you, other, why))
    return draft_letter("ask.txt", filled, you.name, addresses_of(view, you))


def forwardable(view: NetworkView, broker: Person, other: Person, why: str = "") -> Draft:
    """Return the letter that asks `broker` for an introduction: they only have to forward it.

    Parameters and errors as for `drafts`.
    """
    filled = _letter_words(view, broker, other, why)
    return draft_letter("forward.txt", filled, broker.name, addresses_of(view, broker))


def _letter_words(view: NetworkView, you: Person, introduced: Person, why: str) -> dict[str, str]:
    """Return the placeholders that a template of an introduction can name."""
    me = person_words(view, "me", view.me)["me_first"]
    return {
        "me": me,
        "why": why,
        **person_words(view, "you", you),
        **person_words(view, "other", introduced),
    }


def _own_reason(view: NetworkView, you: Person, other: Person, why: str) -> str:
    """Return what may be told one side before the other agreed: the side's own reason."""
    if why:
        named = {*words(you.name), *words(other.name)} & set(words(why))
        return "" if named else why
    match = _match(view, you, other)
    if match is None:
        return _shared_place(you, other)
    first = person_words(view, "other", other)["other_first"]
    return f"You are {looking_for(match.need)}, {_gives(match, first)}."


def _reason_for_both(view: NetworkView, a: Person, b: Person) -> str:
    """Return what brings two people together who both said yes."""
    sentences = []
    for needing, giving in ((a, b), (b, a)):
        match = _match(view, needing, giving)
        if match is not None:
            first, other = (person_words(view, "p", p)["p_first"] for p in (needing, giving))
            sentences.append(f"{first} is {looking_for(match.need)}, {_gives(match, other)}.")
    return " ".join(sentences) or _shared_place(a, b)


def _match(view: NetworkView, needing: Person, giving: Person) -> Match | None:
    """Return the best meeting of a need of one with something the other gives."""
    facts = view.facts_around(needing.id)
    profiles = view.profiles([needing.id, giving.id])
    return best_match(
        profiles[needing.id],
        profiles[giving.id],
        facts.term_counts,
        facts.population,
        facts.meanings,
    )


def _shared_place(a: Person, b: Person) -> str:
    """Return what two people share that both may know: the city they live in."""
    same = a.city and a.city == b.city
    return f"You both live in {a.city}." if same else ""


def looking_for(need: str) -> str:
    """Return a need as what somebody is doing: "looking for a lawyer", "hoping to hire a cook".

    >>> looking_for("a patent lawyer"), looking_for("to hire a cook"), looking_for("sell a boat")
    ('looking for a patent lawyer', 'hoping to hire a cook', 'hoping to sell a boat')
    """
    need = need.strip().rstrip(".!")
    first = need.partition(" ")[0].casefold()
    if first == "to":
        return f"hoping {need}"
    return f"hoping to {need}" if first in _WISHES else f"looking for {need}"


def _gives(match: Match, name: str) -> str:
    """Return what meets a need, as a clause: "and Bo offers patent law"."""
    need, offer = match.need.strip().rstrip(".!"), match.offer.strip().rstrip(".!")
    if match.origin != "offer":  # a title promises nothing
        return f"which made me think of {name}"
    return (
        f"and that is what {name} offers"
        if words(need) == words(offer)
        else f"and {name} offers {offer}"
    )
