"""Who worked at the same employer in the same years."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from netkit.answers.acquaintance import SAME_EMPLOYER
from netkit.answers.coworkers import colleagues_of, same_employer
from netkit.model.people import Affiliation, PersonId
from netkit.model.when import PartialDate

TODAY = date(2026, 11, 1)
ANN, BOB, CID = PersonId("ann"), PersonId("bob"), PersonId("cid")


def job(
    start: str = "", end: str = "", at: str = "ACME, Inc.", seen: datetime | None = None
) -> Affiliation:
    first, last = (PartialDate.parse(text) if text else None for text in (start, end))
    return Affiliation(ANN, at, start=first, end=last, seen_at=seen)


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
    assert same_employer([one], [other], TODAY) == expected
    swapped = same_employer([other], [one], TODAY)
    assert (swapped and swapped[1]) == (expected and expected[1])


def test_of_several_shared_employers_the_last_one_is_told() -> None:
    mine = [job("2010", "2014"), job("2015", "2018", at="Beta")]
    theirs = [job("2011", "2013"), job("2016", "2017", at="Beta")]
    assert same_employer(mine, theirs, TODAY) == ("Beta", "2016–2017")


def test_the_more_people_are_known_there_the_less_it_says_of_any_two() -> None:
    target = PersonId("p0")

    def of(size: int) -> dict[PersonId, tuple[float, str]]:
        jobs = {PersonId(f"p{number}"): [job()] for number in range(size)}
        return colleagues_of([target], jobs, TODAY).get(target, {})

    assert of(3) == {PersonId(p): (SAME_EMPLOYER, "both work at ACME, Inc.") for p in ("p1", "p2")}
    assert {sure for sure, _ in of(20).values()} == {SAME_EMPLOYER / 2}
    assert len(of(100)) == 99
    assert of(101) == {}


def test_of_an_organization_s_people_no_colleagues_are_looked_for() -> None:
    jobs = {PersonId(f"p{number}"): [job()] for number in range(30)}
    assert colleagues_of(list(jobs)[:10], jobs, TODAY)
    assert colleagues_of(list(jobs)[:11], jobs, TODAY) == {}


def test_people_who_are_asked_for_together_are_no_way_to_each_other() -> None:
    jobs = {ANN: [job("2015", "2018")], BOB: [job("2016")], CID: [job("2014", "2017")]}
    assert colleagues_of([ANN, BOB], jobs, TODAY) == {
        ANN: {CID: (SAME_EMPLOYER, "both at ACME, Inc., 2015–2017")},
        BOB: {CID: (SAME_EMPLOYER, "both at ACME, Inc., 2016–2017")},
    }
