"""Lenses of a map: four questions, each with its answer in words, a number and a list.

*Who should meet?* lists what `introduce` proposes, *What is fading?* the outlook of every tie,
*Where do I give, where do I get?* the verdicts of `balance`, *Who connects?* what `network` says.
A lens decides nothing; it sorts what the scene holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from netkit.maps.scene import Scene, ScenePerson

__all__ = ["Lens", "LensKey", "LensRow", "lenses_of", "opening_lens"]

LensKey = Literal["meet", "fading", "balance", "connect"]

QUESTIONS: dict[LensKey, str] = {
    "meet": "Who should meet?",
    "fading": "What is fading?",
    "balance": "Where do I give, where do I get?",
    "connect": "Who connects?",
}
_NAMED = 3  # people whom an answer names


@dataclass(frozen=True, slots=True)
class LensRow:
    """A line of a lens: whom it is about (two people where they should meet), and why."""

    people: tuple[str, ...]
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Lens:
    """A question of the map with its answer.

    count : how many answer it (fading and weakening ties, without those held back or growing).
    headline : the number and what of, in a few words.
    answer : a sentence.
    """

    key: LensKey
    question: str
    count: int
    headline: str
    answer: str
    rows: tuple[LensRow, ...]


def lenses_of(scene: Scene) -> tuple[Lens, ...]:
    """Return the four lenses of a scene; those of ties with an owner need one."""
    name = {person.id: person.name for person in scene.people}
    return (_meeting(scene, name), _fading(scene), _balance(scene), _connecting(scene, name))


def opening_lens(scene: Scene) -> LensKey | None:
    """Return the lens with most to say; None where the map is about somebody, or none has any."""
    lenses = lenses_of(scene)
    most = max(lenses, key=lambda lens: lens.count)
    return most.key if most.count and not (scene.focus or scene.path) else None


def _meeting(scene: Scene, name: dict[str, str]) -> Lens:
    rows = tuple(
        LensRow((pair.a, pair.b), pair.band, "; ".join(pair.because)) for pair in scene.suggestions
    )
    answer = "No two people here have a reason on record to meet: note what they need and offer."
    if rows:
        a, b = rows[0].people
        why = scene.suggestions[0].because[:1] or (rows[0].kind,)
        answer = f"{name[a]} and {name[b]} first: {why[0]}."
    headline = _counted(len(rows), "introduction to make", "introductions to make")
    return Lens("meet", QUESTIONS["meet"], len(rows), headline, answer, rows)


def _fading(scene: Scene) -> Lens:
    lists = {trend: _strongest(person for person in scene.people if person.trend == trend)
             for trend in ("weakening", "growing")}  # fmt: skip
    rows = [LensRow((tie.person,), tie.kind, tie.text) for tie in scene.fading]
    rows += [LensRow((person.id,), trend, _silence(person))
             for trend, people in lists.items() for person in people]  # fmt: skip
    by_id = {person.id: person for person in scene.people}
    silent = [by_id[tie.person] for tie in scene.fading if tie.kind == "fading"]
    fading, slower, growing = len(silent), len(lists["weakening"]), len(lists["growing"])
    held = len(scene.fading) - fading
    parts = [
        f"{fading:,} silent for longer than usual{_names(silent)}" if fading else "",
        f"{slower:,} slowing down{_names(lists['weakening'])}" if slower else "",
        f"{growing:,} growing{_names(lists['growing'])}" if growing else "",
        f"{held:,} better left alone for now" if held else "",
    ]
    answer = "; ".join(filter(None, parts)) or "No tie is out of its usual rhythm"
    if fading or not slower:
        headline = _counted(fading, "tie is fading", "ties are fading")
        headline += f" · {slower:,} slowing down" if slower else ""
    else:
        headline = _counted(slower, "tie is slowing down", "ties are slowing down")
    return Lens(
        "fading", QUESTIONS["fading"], fading or slower, headline, f"{answer}.", tuple(rows)
    )


def _balance(scene: Scene) -> Lens:
    lists = {
        verdict: _strongest(person for person in scene.people if person.leaning == verdict)
        for verdict in ("they give more", "you give more", "mixed")
    }
    rows = tuple(
        LensRow((person.id,), verdict, person.next_act)
        for verdict, people in lists.items()
        for person in people
    )
    parts = [
        _who(
            "gives you more than they get", "give you more than they get", lists["they give more"]
        ),
        _who(
            "gets more from you than they give",
            "get more from you than they give",
            lists["you give more"],
        ),
        _who("leans both ways", "lean both ways", lists["mixed"]),
    ]
    answer = "; ".join(filter(None, parts)) or "Nowhere is there enough to say that it leans"
    theirs, yours = len(lists["they give more"]), len(lists["you give more"])
    headline = _joined(
        _counted(theirs, "gives you more", "give you more") if theirs else "",
        _counted(yours, "gets more from you", "get more from you") if yours else "",
    )
    return Lens("balance", QUESTIONS["balance"], len(rows), headline, f"{_capital(answer)}.", rows)


def _connecting(scene: Scene, name: dict[str, str]) -> Lens:
    rows = tuple(LensRow((link.person,), link.kind, link.text) for link in scene.connecting)
    connectors = [row for row in rows if row.kind == "connector"]
    bridges = [row for row in rows if row.kind == "only link"]
    both = len({row.people for row in connectors} & {row.people for row in bridges})
    parts = [
        f"{name[connectors[0].people[0]]} {connectors[0].text}" if connectors else "",
        f"{len(bridges)} {'is' if len(bridges) == 1 else 'are'} your only living tie into a group"
        if bridges
        else "",
    ]
    answer = "; ".join(filter(None, parts)) or "Nothing here says who knows whom"
    headline = _joined(
        _counted(len(connectors), "connector", "connectors") if connectors else "",
        _counted(len(bridges), "only link", "only links") if bridges else "",
        f"{both} {'is' if both == 1 else 'are'} both" if both else "",
    )
    count = len({row.people for row in rows})
    return Lens("connect", QUESTIONS["connect"], count, headline, f"{answer}.", rows)


def _strongest(people: Iterable[ScenePerson]) -> list[ScenePerson]:
    """Return people by falling strength, equals by name."""
    return sorted(people, key=lambda person: (-person.strength, person.name, person.id))


def _counted(count: int, singular: str, plural: str) -> str:
    """Return a number with its noun; "No …" for none."""
    return f"{count:,} {singular if count == 1 else plural}" if count else f"No {plural}"


def _joined(*counts: str) -> str:
    """Return the counts that there are in one line; a word for none."""
    return " · ".join(filter(None, counts)) or "Nothing to say yet"


def _who(does: str, do: str, people: Sequence[ScenePerson]) -> str:
    """Return how many people with what they do, and the first names; nothing for nobody."""
    if not people:
        return ""
    subject = f"1 person {does}" if len(people) == 1 else f"{len(people):,} people {do}"
    return subject + _names(people)


def _names(people: Sequence[ScenePerson]) -> str:
    names = ", ".join(person.name for person in people[:_NAMED])
    return f" ({names}{', …' if len(people) > _NAMED else ''})"


def _silence(person: ScenePerson) -> str:
    if person.silent_days is None:
        return f"strength {person.strength:.0f}"
    day = "day" if person.silent_days == 1 else "days"
    return f"last contact {person.silent_days} {day} ago · strength {person.strength:.0f}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
