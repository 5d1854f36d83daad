"""Laws of the giver's score, on circles of every shape."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from netkit.answers.introduce.introductions import introductions_for
from netkit.topics.terms import terms
from tests.answers.invented_facts import Circle, pid, tie

TEXTS = (
    "a patent lawyer", "patent law", "an industrial designer", "seed investment in energy",
    "battery safety", "user research", "a job as a nurse", "tax advice", "Founder & CEO",
    "Patent Examiner", "UX Lead", "Nurse", "coffee from Spain",
)  # fmt: skip
NAMES = ("Ann", "Bo", "Cy", "Di", "Ed")
TEXT = st.lists(st.sampled_from(TEXTS), max_size=2, unique=True).map(tuple)
DAYS = st.lists(st.integers(1, 900).map(float), max_size=4, unique=True).map(tuple)
#: In how many profiles each word stands: fixed, so that one more word changes no other's rarity.
COUNTS = {term: 2 + len(term) for text in TEXTS for term in terms(text)}


@st.composite
def circles(draw: st.DrawFn) -> Circle:
    made = Circle(counts=COUNTS)
    for name in NAMES:
        made.person(
            name,
            needs=draw(TEXT),
            offers=draw(TEXT),
            skills=draw(TEXT),
            title=draw(st.sampled_from(("", "Founder & CEO", "Nurse", "UX Lead"))),
            at=draw(st.sampled_from(("", "Volta", "Kite"))),
            before=draw(st.sampled_from(("", "Old Co"))),
            school=draw(st.sampled_from(("", "Tech"))),
            city=draw(st.sampled_from(("", "Porto"))),
            seen=draw(DAYS),
        )
    pairs = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda p: p[0] < p[1])
    for a, b in draw(st.lists(pairs, max_size=4, unique=True)):
        made.knows(a, b, draw(st.sampled_from((0.3, 0.9))))
    for a, b in draw(st.lists(pairs, max_size=2, unique=True)):
        step = draw(st.sampled_from(("suggested", "made", "met", "declined")))
        made.introduced(a, b, step, draw(st.sampled_from((1.0, 200.0))), why="tax advice")
    return made


def scores(circle: Circle, to: str = "Ann") -> dict[str, float]:
    return {
        one.person.name: one.score
        for one in introductions_for(circle.facts(), pid(to), limit=1_000)
    }


@settings(max_examples=25, deadline=None)
@given(circles())
def test_the_score_of_two_is_the_same_seen_from_either(circle: Circle) -> None:
    seen = {name: scores(circle, name) for name in NAMES}
    for a in NAMES:
        for b in NAMES:
            if a != b:
                assert abs(seen[a].get(b, 0.0) - seen[b].get(a, 0.0)) < 1e-12


@settings(max_examples=25, deadline=None)
@given(circles(), st.sampled_from(TEXTS))
def test_an_offer_more_lowers_no_score(circle: Circle, text: str) -> None:
    before = scores(circle).get("Bo", 0.0)
    profile = circle.profiles[pid("Bo")]
    other = Circle(counts=COUNTS)
    other.person("Bo", offers=(text,))
    offers = (*profile.offers, *other.profiles[pid("Bo")].offers)
    circle.profiles[pid("Bo")] = replace(profile, offers=offers)
    assert scores(circle).get("Bo", 0.0) >= before - 1e-12


@settings(max_examples=25, deadline=None)
@given(circles(), st.sampled_from(TEXTS), st.sampled_from(("Ann", "Bo")))
def test_a_need_or_a_skill_more_lowers_no_score(circle: Circle, text: str, name: str) -> None:
    before = scores(circle).get("Bo", 0.0)
    profile = circle.profiles[pid(name)]
    other = Circle(counts=COUNTS)
    other.person(name, needs=(text,))
    needs = (*profile.needs, *other.profiles[pid(name)].needs)
    circle.profiles[pid(name)] = replace(profile, needs=needs)
    needing = scores(circle).get("Bo", 0.0)
    assert needing >= before - 1e-12
    circle.profiles[pid(name)] = replace(profile, needs=needs, skills=(*profile.skills, text))
    assert scores(circle).get("Bo", 0.0) >= needing - 1e-12


@settings(max_examples=25, deadline=None)
@given(circles(), st.sampled_from(("Ann", "Bo")), st.sampled_from(("Cy", "Di", "Ed")))
def test_one_more_whom_either_knows_lowers_no_score(circle: Circle, name: str, other: str) -> None:
    before = scores(circle).get("Bo", 0.0)
    circle.knows(name, other, 0.9)
    assert scores(circle).get("Bo", 0.0) >= before - 1e-12


@settings(max_examples=25, deadline=None)
@given(circles(), st.sampled_from((0.3, 0.9)))
def test_evidence_that_two_know_each_other_raises_no_score(circle: Circle, sure: float) -> None:
    before = scores(circle).get("Bo", 0.0)
    circle.knows("Ann", "Bo", sure)
    assert scores(circle).get("Bo", 0.0) <= before + 1e-12


@settings(max_examples=25, deadline=None)
@given(circles(), st.sampled_from(("Ann", "Bo")), st.integers(1, 900))
def test_a_contact_more_with_either_lowers_no_score(circle: Circle, name: str, day: int) -> None:
    before = scores(circle).get("Bo", 0.0)
    days = {float(day)}
    if (stats := circle.ties.get(pid(name))) is not None:
        more = tie(*days)
        summed = max(stats.log_strength, more.log_strength)
        circle.ties[pid(name)] = stats._replace(
            log_strength=summed + 0.1, contact_days=stats.contact_days + 1
        )
    else:
        circle.ties[pid(name)] = tie(*days)
    assert scores(circle).get("Bo", 0.0) >= before - 1e-12


@settings(max_examples=25, deadline=None)
@given(circles())
def test_people_who_have_nothing_to_do_with_it_change_no_order(circle: Circle) -> None:
    before = scores(circle)
    circle.person("Zed", needs=("an oboist",), offers=("falconry",), title="Falconer", city="Lima")
    after = scores(circle)
    assert "Zed" not in after
    assert after == before


@settings(max_examples=25, deadline=None)
@given(circles())
def test_scores_are_shares_and_the_best_come_first(circle: Circle) -> None:
    found = list(scores(circle).values())
    assert found == sorted(found, reverse=True)
    assert all(0 < score <= 1 for score in found)
