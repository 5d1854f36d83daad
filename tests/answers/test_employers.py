"""Who worked at the same employer in the same years."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from netkit.answers.coworkers import coworkers_of, jobs_by_employer, shared_employer
from netkit.model.people import Affiliation, PersonId
from netkit.model.when import PartialDate
from netkit.ties.acquaintance import co_worker

TODAY = date(2026, 11, 1)
ANN, BOB, CID = PersonId("ann"), PersonId("bob"), PersonId("cid")


def job(
    start: str = "", end: str = "", at: str = "ACME, Inc.", seen: datetime | None = None
) -> Affiliation:
    first, last = (PartialDate.parse(text) if text else None for text in (start, end))
    return Affiliation(ANN, at, start=first, end=last, seen_at=seen)


def _shared(mine: list[Affiliation], theirs: list[Affiliation], size: int = 0) -> list[str] | None:
    sizes = {key: size for key in jobs_by_employer([*mine, *theirs])}
    shared = shared_employer(jobs_by_employer(mine), jobs_by_employer(theirs), sizes, TODAY)
    return shared and [shared.organization, shared.when]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (job(), job(at="Acme GmbH"), ("Acme GmbH", "now")),
        (job("2015", "2018"), job("2016", "2020"), ("ACME, Inc.", "2016–2018")),
        (job("2015-03", "2018-06"), job("2018-01"), ("ACME, Inc.", "2018")),
        (job("2015", "2018"), job("2018"), None),  # in 2018 one may have left before the other came
        (job("2015", "2018"), job("2019"), None),
        (job("2015", "2018"), job(), None),  # nobody says since when the other has been there
        (job("2015"), job(seen=datetime(2021, 5, 1, tzinfo=UTC)), ("ACME, Inc.", "now")),
        (
            job(end="2023"),
            job(seen=datetime(2021, 5, 1, tzinfo=UTC), end="2024"),
            ("ACME, Inc.", "2023"),
        ),
        (job("2015"), job("2015", at="Beta"), None),
        (job("2015", at="Self-employed"), job("2015", at="Freelance"), None),
    ],
)
def test_two_people_share_an_employer_in_the_years_in_which_both_surely_were_there(
    one: Affiliation, other: Affiliation, expected: tuple[str, str] | None
) -> None:
    assert _shared([one], [other]) == (expected and [*expected])
    swapped = _shared([other], [one])
    assert (swapped and swapped[1]) == (expected and expected[1])


def test_of_several_shared_employers_the_last_one_is_told() -> None:
    mine = [job("2010", "2014"), job("2015", "2018", at="Beta")]
    theirs = [job("2011", "2013"), job("2016", "2017", at="Beta")]
    assert _shared(mine, theirs) == ["Beta", "2016–2017"]


def test_the_more_people_are_known_there_the_less_it_says_of_any_two() -> None:
    """Up to ten at an employer .6, of twenty half of it, of more than a hundred nothing."""
    shared = shared_employer(
        jobs_by_employer([job()]), jobs_by_employer([job()]), {"acme": 20}, TODAY
    )
    assert shared is not None
    assert (shared.probability, shared.text) == (0.3, "both work at ACME, Inc.")
    assert _shared([job()], [job()], size=100) == ["ACME, Inc.", "now"]
    assert _shared([job()], [job()], size=101) is None
    assert [co_worker(size) for size in (0, 3, 10)] == [0.6, 0.6, 0.6]


def test_a_small_employer_long_ago_says_more_than_a_large_one_now() -> None:
    mine, theirs = ([job("2010", "2014", at="Beta"), job("2015")] for _ in range(2))
    sizes = {"acme": 60, "beta": 4}
    shared = shared_employer(jobs_by_employer(mine), jobs_by_employer(theirs), sizes, TODAY)
    assert shared is not None
    assert shared.text == "both at Beta, 2010–2014"


def test_of_an_organization_s_people_no_co_workers_are_looked_for() -> None:
    jobs = {PersonId(f"p{number}"): [job()] for number in range(30)}
    assert coworkers_of(list(jobs)[:10], jobs, {}, TODAY)
    assert coworkers_of(list(jobs)[:11], jobs, {}, TODAY) == {}


def test_people_who_are_asked_for_together_are_no_way_to_each_other() -> None:
    jobs = {ANN: [job("2015", "2018")], BOB: [job("2016")], CID: [job("2014", "2017")]}
    assert coworkers_of([ANN, BOB], jobs, {}, TODAY) == {ANN: {CID}, BOB: {CID}}
