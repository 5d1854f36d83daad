"""Readings as wide as a question: never fewer rows than it needs, whatever more may come."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from netkit.answers.balance import LARGER_SHARE, least_larger
from netkit.answers.network_view import TIE_FIGURES
from netkit.answers.reciprocity import LEAST_TO_LEAN, lean
from netkit.model.events import Introduction, Offer
from netkit.model.frozen import replace
from netkit.model.people import Claim
from tests.circle import ANN, BOB, BUSY, CID, DAY, ME, NOON, circle, need, pid, wrote

if TYPE_CHECKING:
    from datetime import datetime

    from netkit.model.people import Handle, PersonId
    from netkit.store.port import Store

WORTH = {"offer": 2.0, "skill": 1.5, "title": 1.0}


def test_the_population_leaves_owners_out_and_follows_every_change(store: Store) -> None:
    assert store.population() == 0
    store.append(circle(*BUSY))
    assert store.population() == store.counts().people == 3
    store.withdraw(NOON)
    assert store.population() == 0


def test_ties_that_may_fade_are_those_within_the_limits_given(store: Store) -> None:
    letters = [wrote(ME, ANN, day=day, mark=str(day)) for day in (0, 2, 10)]
    store.append(circle(*letters, wrote(ME, BOB, day=0), wrote(BOB, ME, day=4)))
    day = int(NOON.timestamp() // 86_400)
    whole = dict(store.ties(pid(ME)))

    def may_fade(least: int, before: int, until: datetime | None = None) -> set[PersonId]:
        rows = store.fading_ties(
            pid(ME), TIE_FIGURES, least_days=least, last_before=day + before,
            strengths=(-math.inf, math.inf), until=until,
        )  # fmt: skip
        ties = whole if until is None else dict(store.ties(pid(ME), until=until))
        for other, *figures in rows:
            assert figures == [getattr(ties[other], name) for name in TIE_FIGURES]
        return {row[0] for row in rows}

    assert may_fade(2, 200) == {pid(ANN), pid(BOB)}
    assert may_fade(3, 200) == {pid(ANN)}
    assert may_fade(2, 10) == {pid(BOB)}
    assert may_fade(2, 200, NOON + 3 * DAY) == {pid(ANN)}
    border = whole[pid(ANN)].log_strength
    for strengths, others in (((border, math.inf), {pid(ANN)}), ((-math.inf, border), {pid(BOB)})):
        rows = store.fading_ties(
            pid(ME), TIE_FIGURES, least_days=1, last_before=day + 200, strengths=strengths
        )
        assert {row[0] for row in rows} == others


def leaning(store: Store, until: datetime | None = None) -> list[tuple[PersonId, int, int, int]]:
    """All ties that may lean, a page after the other; those left out have fewer days."""
    rows: list[tuple[PersonId, int, int, int]] = []
    below: int | None = None
    while below is None or below > 1:
        found, left = store.leaning_ties(
            pid(ME), least_larger(), LARGER_SHARE, below=below, until=until
        )
        assert below is None or left < below - 1 or left == 0
        assert all(days > left for _, days, *_ in found)
        rows += found
        below = left + 1
    return rows


def test_ties_that_lean_come_with_days_out_and_in(store: Store) -> None:
    often = [wrote(ME, CID, day=day) for day in range(45)]
    store.append(circle(*(wrote(ME, ANN, day=day) for day in range(6)), wrote(BOB, ME), *often))
    found = leaning(store)
    assert {(pid(CID), 45, 45, 0), (pid(ANN), 6, 6, 0)} <= set(found)
    assert len(found) == len(set(found))
    then = leaning(store, until=NOON + DAY)
    assert (pid(ANN), 6, 6, 0) not in then


def test_no_tie_leans_more_surely_than_one_of_as_many_days_all_of_one_side() -> None:
    """What is left out of a page of ties has fewer days: `balance` looks no further for less."""
    surest = 0.0
    for total in range(LEAST_TO_LEAN - 1, 120):
        leans = [lean(twice / 2, total - twice / 2) for twice in range(total, 2 * total + 1)]
        surest = max(surest, *(sure for sure, verdict in leans if verdict.startswith("mostly")), 0)
        one_sided, verdict = lean(float(total), 0.0)
        assert surest <= (one_sided if verdict.startswith("mostly") else 0.0)


def test_what_leans_is_never_left_out_by_the_least_that_leans() -> None:
    least = least_larger()
    assert list(least) == [*range(LEAST_TO_LEAN - 1, max(least) + 1)]
    assert all(b >= a for a, b in pairwise(least.values()))
    for total in range(LEAST_TO_LEAN - 1, 401):
        for larger in (twice / 2 for twice in range(total, 2 * total + 1)):
            leans = lean(larger, total - larger)[1] in {"mostly given", "mostly received"}
            if leans and larger < (least[total] if total in least else LARGER_SHARE * total):
                pytest.fail(f"{larger} of {total}")
            if total > 60 and larger > 0.7 * total:
                break  # what is more lopsided leans all the more


def test_who_lives_in_a_city_is_found_by_its_words_as_they_live_now(store: Store) -> None:
    towns = [(ANN, "Zürich", 0), (BOB, "Berlin", 0), (BOB, "Bad Zürn, Lower Franconia", 3)]
    claims = [Claim(pid(who), "city", city, NOON + day * DAY) for who, city, day in towns]
    store.append(replace(circle(), claims=[*circle().claims, *claims]))
    assert [one.id for one in store.living_in(["zur"])] == sorted([pid(ANN), pid(BOB)])
    assert [one.city for one in store.living_in(["zu", "fran"])] == ["Bad Zürn, Lower Franconia"]
    assert store.living_in(["berlin"]) == []
    assert store.living_in(["urn"]) == []
    assert store.living_in([]) == []


def test_about_gives_the_best_and_whoever_was_asked_for_besides(store: Store) -> None:
    store.append(circle(Offer(NOON, pid(CID), "patent lawyer"), need(BOB, "a patent lawyer")))
    found = store.about({"patent", "lawyer"}, WORTH, limit=1, also=[pid(ANN)])
    assert {(one.term, one.origin) for one in found if one.person == pid(CID)} == {
        ("lawyer", "offer"), ("patent", "offer"),
    }  # fmt: skip
    assert ("lawyer", "title") in {(t.term, t.origin) for t in found if t.person == pid(ANN)}
    assert store.about({"nothing"}, WORTH, limit=5) == []


def test_who_shares_words_comes_with_the_strength_of_the_tie(store: Store) -> None:
    offers = [Offer(NOON, pid(one), "a patent lawyer") for one in (ANN, CID)]
    store.append(circle(*offers, need(BOB, "a patent lawyer"), wrote(ME, ANN), wrote(ME, BOB)))
    terms = {"patent": {"offer"}, "lawyer": {"offer", "title"}}
    found = store.sharing(pid(ME), pid(BOB), terms)
    by_person = {one.person: one for one in found}
    assert by_person.keys() == {pid(ANN), pid(CID)}
    assert by_person[pid(CID)].log_strength is None
    tie = store.tie(pid(ME), pid(ANN))
    assert tie is not None
    assert by_person[pid(ANN)].log_strength == pytest.approx(tie.log_strength, rel=1e-12)
    assert ("patent", "offer") in by_person[pid(CID)].shared
    assert store.sharing(pid(ME), pid(BOB), {"patent": {"need"}}) == []
    assert store.sharing(pid(ME), pid(BOB), {}) == []


@pytest.mark.parametrize("who", [None, [], [ANN], [BOB, CID, ANN, BOB]])
def test_what_was_said_of_people_is_the_same_read_together(
    store: Store, who: list[Handle] | None
) -> None:
    both = Introduction(NOON, pid(ME), pid(ANN), pid(BOB), "both sail")
    said = circle(need(BOB, "a baker"), need(BOB, "a lawyer", day=2), need(CID, "tea"), both)
    claims = [Claim(pid(one), "skill", f"skill {n}", NOON) for n, one in enumerate((BOB, ANN, BOB))]
    store.append(replace(said, claims=[*said.claims, *claims]))
    kinds, fields = ["need", "introduction"], ["skill", "name"]
    people = None if who is None else [pid(one) for one in who]
    for until in (None, NOON + DAY):
        found = store.sayings(people, kinds, fields, until=until)
        assert found.people == store.people(people)
        assert found.events == store.events(kinds, people=people, until=until)
        assert found.affiliations == store.affiliations(people)
        assert found.claims == store.claims(people, fields)


def test_who_ever_had_several_needs_is_named_with_their_number(store: Store) -> None:
    needs = [need(BOB, "a patent lawyer"), need(BOB, "a baker"), need(CID, "a patent lawyer")]
    store.append(circle(*needs, wrote(ME, CID)))
    found = store.sharing(pid(ME), pid(ANN), {"patent": {"need"}})
    assert {one.person: one.needs for one in found} == {pid(BOB): 2, pid(CID): 1}
