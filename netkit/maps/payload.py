"""A scene as the compact JSON that the canvas page reads.

Columns of whole numbers are little-endian arrays in base64, two to a byte when they are small; of
a column that mostly repeats one value, that value and the others. Texts are kept once and pointed
to.
Reasons mostly differ in their numbers alone ("12 messages in 90 days"), so the words are kept once
as a template and the numbers beside them. The reader is ``templates/data.js``.
"""

from __future__ import annotations

import re
from base64 import b64encode
from bisect import bisect
from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from netkit.answers.balance import VERDICTS
from netkit.answers.reach import HOP_PENALTY
from netkit.maps.colours import PALETTES
from netkit.maps.decay import HALF_LIFE_DAYS
from netkit.maps.lenses import Lens, lenses_of, opening_lens
from netkit.maps.scene import (
    LARGEST,
    SMALLEST,
    LastWord,
    Scene,
    ScenePerson,
    SceneTie,
    Trend,
)
from netkit.ties.strength import NOTABLE_POINTS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["payload"]

Thing = TypeVar("Thing", bound=Hashable)
TRENDS: tuple[Trend, ...] = get_args(Trend)
LAST_WORDS: tuple[LastWord, ...] = get_args(LastWord)
MOST_DAYS = 255  # of a period, counted one by one; of so many people that a byte each tells …
MOST_DAYS_OF_MANY, MANY = 15, 5_000  # … half a byte must do
TIES_WITH_HISTORY = 20_000  # of more, the file holds the days in all alone
TIE_LEVELS = (1, 25, 55)  # from which strength a tie is drawn thin, middling and thick
PLAIN_KINDS = ("weakening", "growing")
BITS = (0, 4, 8, 16, 32)  # a number of a column may take
WORTH = 1_000  # bytes that a column must save to be held as its usual value and the others
NEVER = 65_535  # "no dated contact" among the silent days
NUMBER = re.compile(r"\d+")


class _Kept(dict[Thing, int]):
    """Values kept once, numbered in the order in which they were first met."""

    def number(self, value: Thing) -> int:
        return self.setdefault(value, len(self))


class _Reasons:
    """Reasons as "template number number …", several joined by "|"."""

    def __init__(self) -> None:
        self.templates: _Kept[tuple[str, ...]] = _Kept()
        self.coded: _Kept[str] = _Kept()
        self.coded.number("")
        self._codes: dict[str, str] = {}

    def number(self, because: Iterable[str]) -> int:
        return self.coded.number("|".join(map(self._code, because)))

    def _code(self, reason: str) -> str:
        if reason not in self._codes:  # many people have the same one
            template = self.templates.number(tuple(NUMBER.split(reason)))
            self._codes[reason] = " ".join([str(template), *NUMBER.findall(reason)])
        return self._codes[reason]


def payload(scene: Scene) -> dict[str, Any]:
    """Return the data of the canvas page, ready for ``json.dumps``; same scene, same data."""
    row = {person.id: number for number, person in enumerate(scene.people)}
    texts: _Kept[str] = _Kept()
    lists: _Kept[tuple[int, ...]] = _Kept()
    reasons = _Reasons()
    people = _people(scene, texts, lists, reasons)
    ties = _ties(scene, row, reasons)
    lenses = [_lens(lens, row, reasons) for lens in lenses_of(scene)]
    return {
        "title": scene.title,
        "asOf": scene.as_of.date().isoformat(),
        "owner": scene.owner.name if scene.owner else None,
        "anonymous": scene.anonymous,
        "halfLifeDays": HALF_LIFE_DAYS,
        "hopPenalty": HOP_PENALTY,
        "palettes": PALETTES,
        "trends": list(TRENDS),
        "leanings": list(VERDICTS),
        "lastWords": list(LAST_WORDS),
        "notable": NOTABLE_POINTS,
        "radii": [SMALLEST, LARGEST],
        "tieLevels": list(TIE_LEVELS),
        "past": [day.date().isoformat() for day in scene.past],
        "futureDays": list(scene.future_days),
        "focus": row.get(scene.focus) if scene.focus else None,
        "people": people,
        "cards": _cards(scene.people),
        "ties": ties,
        "groups": [[g.name, g.kind, round(g.share, 3), g.x, g.y, g.radius] for g in scene.groups],
        "suggestions": [[row[s.a], row[s.b], s.band, list(s.because)] for s in scene.suggestions],
        "lenses": lenses,
        "lens": opening_lens(scene),
        "moved": [[row[m.person], m.kind, m.text] for m in scene.moved if m.person in row],
        "path": _path(scene, row),
        "texts": list(texts),
        "lists": list(lists),
        "templates": list(reasons.templates),
        "reasons": list(reasons.coded),
    }


def _column(values: Sequence[int] | NDArray[np.integer[Any]]) -> list[Any]:
    """Return [bits per number, base64, count] with the narrowest type that holds all the values.

    Where one value repeats so much that it is shorter, the base64 holds the others alone, and
    [usual value, mask] follow: a bit a number, set where one of the others stands.
    """
    import numpy as np

    array = np.asarray(values, dtype=np.int64)
    bits = next(bits for bits in BITS if int(array.max(initial=0)) < 1 << bits)
    every_number = _packed(array, bits)
    if len(every_number) > WORTH:
        distinct, counts = np.unique(array, return_counts=True)
        usual = int(distinct[counts.argmax()])
        others = _packed(array[array != usual], bits)
        mask = _base64(np.packbits(array != usual, bitorder="little"))
        if len(others) + len(mask) < len(every_number) - WORTH:
            return [bits, others, len(array), usual, mask]
    return [bits, every_number, len(array)]


def _packed(array: NDArray[np.int64], bits: int) -> str:
    """Return the numbers in base64, so many bits for each."""
    import numpy as np

    if bits == 0:
        return ""
    if bits == 4:
        array = np.append(array, [0] * (len(array) % 2))
        array = array[0::2] + 16 * array[1::2]
    return _base64(array.astype(f"<u{max(1, bits // 8)}"))


def _base64(array: NDArray[Any]) -> str:
    return b64encode(array.tobytes()).decode("ascii")


def _places(values: Sequence[float]) -> list[Any]:
    """Return [start, step, column]: places to within a thousandth of a bubble."""
    import numpy as np

    array = np.asarray(values, dtype=float)
    start = float(array.min(initial=0.0))
    step = max(float(array.max(initial=0.0)) - start, 1.0) / 65_535
    return [start, step, _column(np.rint((array - start) / step).astype(np.int64))]


def _people(
    scene: Scene, texts: _Kept[str], lists: _Kept[tuple[int, ...]], reasons: _Reasons
) -> dict[str, Any]:
    people = scene.people
    ringed = [number for number, person in enumerate(people) if person.ring]
    at = [person.ring for person in people if person.ring]

    def named(words: Iterable[str]) -> list[Any]:
        return _column([texts.number(word) for word in words])

    def listed(words: Iterable[tuple[str, ...]]) -> list[Any]:
        return _column([lists.number(tuple(map(texts.number, several))) for several in words])

    return {
        "name": [person.name for person in people],
        # The texts of which there are fewest come first: their numbers are small.
        "band": named(person.band for person in people),
        "city": named(person.city for person in people),
        "title": named(person.title for person in people),
        "organization": named(person.organization for person in people),
        "tags": listed(person.tags for person in people),
        "circles": listed(person.circles for person in people),
        "sources": listed(person.sources for person in people),
        "elsewhere": listed(p.schools + p.earlier_organizations for p in people),
        "strength": _column([round(10 * person.strength) for person in people]),
        "trend": _column([TRENDS.index(person.trend) for person in people]),
        "leaning": _column([VERDICTS.index(person.leaning) for person in people]),
        "silent": _column([_silent(person) for person in people]),
        "given": _column([round(person.given) for person in people]),
        "received": _column([round(person.received) for person in people]),
        "ghost": _column([not person.known for person in people]),
        "group": _column([person.group + 1 for person in people]),
        "because": _column([reasons.number(person.because) for person in people]),
        "past": _past(people, len(scene.past)),
        "reach": _column([round(10 * person.reach) for person in people]),
        "lastWord": _column([LAST_WORDS.index(person.last_word) for person in people]),
        "history": _history([person.history for person in people], len(scene.past)),
        "x": _places([person.x for person in people]),
        "y": _places([person.y for person in people]),
        "ringed": _column(ringed),
        "ringX": _places([x for x, _ in at]),
        "ringY": _places([y for _, y in at]),
    }


def _silent(person: ScenePerson) -> int:
    return NEVER if person.silent_days is None else min(person.silent_days, NEVER - 1)


def _past(people: Sequence[ScenePerson], states: int) -> list[Any]:
    """Return a column of whole strengths for each past state; today's where the past is unknown."""
    return [
        _column([round(p.past[n] if n < len(p.past) else p.strength) for p in people])
        for n in range(states)
    ]


def _history(histories: Sequence[tuple[tuple[int, int], ...]], states: int) -> list[Any]:
    """Return for each period a column of the days out, and one of the days in; [] without any."""
    if not any(histories):
        return []
    most = MOST_DAYS if len(histories) <= MANY else MOST_DAYS_OF_MANY
    return [
        [
            _column([min(days[n][side], most) if days else 0 for days in histories])
            for side in (0, 1)
        ]
        for n in range(states + 1)
    ]


def _past_levels(ties: Sequence[SceneTie], states: int) -> list[Any]:
    """Return a column of drawing levels for each past state: 0 not there … 3 thick."""
    if not any(tie.past for tie in ties):
        return []
    return [
        _column([bisect(TIE_LEVELS, t.past[n] if n < len(t.past) else t.strength) for t in ties])
        for n in range(states)
    ]


def _ties(scene: Scene, row: dict[str, int], reasons: _Reasons) -> dict[str, Any]:
    """Return the ties sorted by their first person: how many each person has, then second ends."""
    ties = sorted(scene.ties, key=lambda tie: (row[tie.a], row[tie.b]))
    first = [0] * len(scene.people)
    for tie in ties:
        first[row[tie.a]] += 1
    return {
        "first": _column(first),
        "second": _column([row[tie.b] for tie in ties]),
        "strength": _column([round(tie.strength) for tie in ties]),
        "kind": _column([TRENDS.index(tie.trend) + len(TRENDS) * tie.inferred for tie in ties]),
        "because": _column([reasons.number(tie.because) for tie in ties]),
        "past": _past_levels(ties, len(scene.past)),
        "history": _history([tie.history for tie in ties], len(scene.past))
        if len(ties) <= TIES_WITH_HISTORY
        else [],
    }


def _cards(people: Sequence[ScenePerson]) -> list[Any]:
    """Return [row, parts] of whoever has a card; parts as in `Card`, empty ends cut."""
    rows = []
    for row, person in enumerate(people):
        if person.card is not None:
            card = person.card
            parts = [card.needs, card.offers, card.promises, card.last, card.milestones,
                     card.act, card.commands, card.cautions, card.remember]  # fmt: skip
            while parts and not parts[-1]:
                parts.pop()
            rows.append([row, parts])
    return rows


def _lens(lens: Lens, row: dict[str, int], reasons: _Reasons) -> dict[str, Any]:
    """Return a lens with rows for people; a line is [people, kind, the number of its reason].

    Ties that weaken or grow may be thousands: they are columns by kind, and the page writes their
    texts from what it knows of each person.
    """
    lines = [
        [
            [row[pid] for pid in note.people],
            note.kind,
            reasons.number(filter(None, [note.text])),
        ]
        for note in lens.rows
        if note.kind not in PLAIN_KINDS
    ]
    plain = {
        kind: _column([row[note.people[0]] for note in lens.rows if note.kind == kind])
        for kind in PLAIN_KINDS
        if lens.key == "fading"
    }
    return {"key": lens.key, "question": lens.question, "count": lens.count,
            "headline": lens.headline, "answer": lens.answer,
            "lines": lines, "plain": plain}  # fmt: skip


def _path(scene: Scene, row: dict[str, int]) -> dict[str, Any] | None:
    """Return the path with rows for people; the owner, who has no row, is -1."""
    if scene.path is None:
        return None
    weak = scene.path.weak_link
    return {
        "people": [row.get(person, -1) for person in scene.path.people],
        "weak": [row.get(person, -1) for person in weak] if weak else None,
        "because": list(scene.path.because),
        "advice": scene.path.advice,
    }
