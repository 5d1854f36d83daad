"""Seeded, invented networks for the map tests: groups of uneven size, most ties inside them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from netkit.maps.build import build_scene
from netkit.maps.decay import later
from netkit.maps.scene import Scene, SceneOwner, ScenePerson, SceneSuggestion, SceneTie, Trend

AS_OF = datetime(2026, 11, 1, tzinfo=UTC)
FIRST = [
    "Ana",
    "Ben",
    "Chloé",
    "Dana",
    "Elif",
    "Farid",
    "Grace",
    "Hugo",
    "Irina",
    "João",
    "Keiko",
    "Lars",
    "Mei",
    "Nils",
    "Olu",
    "Priya",
]
FIRST += ["Quentin", "Rania", "Søren", "Théo", "Uma", "Victor", "Wanjiru", "Xin", "Yusuf", "Zara"]
LAST = [
    "Abe",
    "Becker",
    "Costa",
    "Dubois",
    "Eriksen",
    "Fischer",
    "García",
    "Haddad",
    "Ivanov",
    "Jensen",
    "Kim",
    "Lindgren",
]
LAST += [
    "Müller",
    "Novak",
    "Okafor",
    "Petrov",
    "Quispe",
    "Ramos",
    "Silva",
    "Tanaka",
    "Ueda",
    "Vega",
    "Walsh",
    "Xu",
    "Yılmaz",
]
PLACES = [
    "Acorn",
    "Birch",
    "Cobalt",
    "Delta",
    "Ember",
    "Fable",
    "Granite",
    "Harbor",
    "Indigo",
    "Juniper",
    "Kite",
    "Lumen",
]
PLACES += [
    "Marble",
    "Nimbus",
    "Orchid",
    "Pioneer",
    "Quartz",
    "River",
    "Summit",
    "Tern",
    "Umber",
    "Vista",
    "Willow",
    "Zephyr",
]
TRADES = [
    "Labs",
    "Capital",
    "Robotics",
    "Health",
    "Bank",
    "Studio",
    "Law",
    "Media",
    "Energy",
    "Logistics",
    "Foods",
]
TRADES += ["Airlines", "Books", "Design", "Works"]
CITIES = ["Zürich", "Lagos", "Osaka", "Lima", "Oslo", "Porto", "Pune", "Austin"]
TOPICS = ["climate", "hiring", "music", "robotics", "food", "research", "investing", "running"]
CIRCLES = ("personal", "business", "customer")


def network(
    size: int, ties: int, *, seed: int = 7, states: int = 6
) -> tuple[list[ScenePerson], list[SceneTie], list[SceneSuggestion]]:
    """Return people in companies of falling size, and ties of which four in five stay inside."""
    rng = random.Random(seed)
    companies = [f"{p} {t}" for t in TRADES for p in PLACES][: max(1, min(300, size // 12))]
    rng.shuffle(companies)
    shares = [1 / (rank + 1.5) for rank in range(len(companies))]
    work = rng.choices(range(len(companies)), shares, k=size)
    colleagues: list[list[int]] = [[] for _ in companies]
    for person, company in enumerate(work):
        colleagues[company].append(person)
    people = [_person(rng, n, companies[work[n]], states) for n in range(size)]
    pairs: set[tuple[int, int]] = set()
    while size > 1 and len(pairs) < min(ties, size * (size - 1) // 3):
        a = rng.randrange(size)
        b = rng.choice(colleagues[work[a]]) if rng.random() < 0.8 else rng.randrange(size)
        if a == b or (rng.random() < 0.15 and work[a] != work[b]):
            b = rng.randrange(size)
        if a != b:
            pairs.add((min(a, b), max(a, b)))
    return people, [_tie(rng, people, a, b, states) for a, b in sorted(pairs)], _ideas(rng, people)


def scene(size: int, ties: int, *, seed: int = 7, states: int = 6, ghosts: int = 0) -> Scene:
    """Return the scene of an invented network."""
    people, edges, ideas = network(size, ties, seed=seed, states=states)
    people = [
        replace(p, known=False, strength=0.0, past=()) if n < ghosts else p
        for n, p in enumerate(people)
    ]
    past = [AS_OF - timedelta(days=60 * (states - n)) for n in range(states)]
    owner = SceneOwner("me", "Robin Owner")
    return build_scene(
        people,
        edges,
        title="Robin's network",
        as_of=AS_OF,
        owner=owner,
        suggestions=ideas,
        past=past,
    )


def _person(rng: random.Random, number: int, company: str, states: int) -> ScenePerson:
    strength = round(100 * rng.betavariate(1.2, 2.5), 1)
    trend: Trend = rng.choices(("steady", "weakening", "growing"), (6, 3, 2))[0]
    silent = rng.randrange(1, 1100)
    messages, meetings = rng.randrange(1, 60), rng.randrange(0, 9)
    return ScenePerson(
        id=f"p{number:05d}",
        name=f"{rng.choice(FIRST)} {rng.choice(LAST)}",
        organization=company if rng.random() < 0.9 else "",
        title=rng.choice(("Engineer", "Partner", "Head of Sales", "Doctor", "Designer")),
        city=rng.choice(CITIES),
        tags=tuple(sorted(rng.sample(TOPICS, rng.randrange(0, 3)))),
        circles=(rng.choice(CIRCLES),),
        strength=strength,
        trend=trend,
        silent_days=silent,
        returned_after=silent + 200 if rng.random() < 0.01 else None,
        given=rng.randrange(0, 5),
        received=rng.randrange(0, 5),
        because=(f"{messages} messages and {meetings} meetings", f"last wrote {silent} days ago"),
        past=tuple(_past(rng, strength, trend, states)),
    )


def _past(rng: random.Random, strength: float, trend: Trend, states: int) -> list[float]:
    """Return the strengths of the past states: towards or away from the strength of now."""
    lean = {"steady": 0.0, "weakening": 14.0, "growing": -14.0}[trend]
    back = range(states, 0, -1)
    return [min(99.0, max(0.0, strength + lean * b**0.5 + rng.gauss(0, 2))) for b in back]


def _tie(rng: random.Random, people: list[ScenePerson], a: int, b: int, states: int) -> SceneTie:
    inferred = rng.random() < 0.2
    strength = round(100 * rng.betavariate(1.5, 2.5), 1)
    reason = "same employer" if inferred else f"{rng.randrange(1, 40)} messages"
    past = tuple(later(strength, 60 * b) for b in range(states, 0, -1))
    return SceneTie(people[a].id, people[b].id, strength, "steady", inferred, (reason,), past)


def _ideas(rng: random.Random, people: list[ScenePerson]) -> list[SceneSuggestion]:
    if len(people) < 3:
        return []
    chosen = [rng.sample(people, 2) for _ in range(min(40, len(people) // 3))]
    reasons = ("both work on climate", "one is hiring, the other looking", "both moved to Porto")
    bands = ("worth an e-mail", "likely welcome")
    return [
        SceneSuggestion(a.id, b.id, rng.choice(bands), (rng.choice(reasons),)) for a, b in chosen
    ]
