"""Jobs of today and jobs that a later archive has replaced."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.answers.employment import is_replaced, jobs_at, settle_jobs
from netkit.answers.who import search
from netkit.model.handles import named
from netkit.model.organizations import organization_key
from netkit.model.people import Affiliation, Claim
from netkit.model.when import PartialDate
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Change

if TYPE_CHECKING:
    from pathlib import Path

UMA = named("x", "Uma Keller")
OLD, NEW = datetime(2024, 5, 9, tzinfo=UTC), datetime(2026, 10, 2, tzinfo=UTC)


def _job(organization: str, seen_at: datetime | None, **more: object) -> Affiliation:
    return Affiliation(UMA.person_id, organization, seen_at=seen_at, **more)  # type: ignore[arg-type]


def test_a_later_employer_ends_the_one_before_in_the_month_it_was_last_told() -> None:
    before, now = settle_jobs([_job("Fern AG", OLD), _job("Oak Ltd", NEW)])
    assert (before.end, now.end) == (PartialDate(2024, 5), None)
    assert (is_replaced(before), is_replaced(now)) == (True, False)


@pytest.mark.parametrize(
    "jobs",
    [
        [_job("Fern AG", OLD), _job("Fern", NEW)],
        [_job("Fern AG", OLD), _job("Oak Ltd", OLD)],
        [_job("Fern AG", OLD, source="typed"), _job("Oak Ltd", NEW)],
        [_job("Fern AG", OLD, start=PartialDate(2019)), _job("Oak Ltd", NEW)],
        [_job("Fern AG", None), _job("Oak Ltd", NEW)],
        [_job("Fern AG", OLD), _job("", NEW, title="Painter")],
        [_job("Fern School", OLD, kind="school"), _job("Oak Ltd", NEW)],
    ],
)
def test_what_no_later_word_of_the_same_source_contradicts_stays(jobs: list[Affiliation]) -> None:
    assert settle_jobs(jobs) == jobs


def test_somebody_who_left_is_no_longer_there(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "net")
    name = Claim(UMA.person_id, "name", "Uma Keller")
    for at, employer in ((NEW, "Oak Ltd"), (OLD, "Fern AG")):
        store.append(
            Change(
                employer, at, handles=[(UMA, UMA.person_id)], claims=[name],
                affiliations=[_job(employer, at)],
            )
        )  # fmt: skip
    (left,) = jobs_at(store, [organization_key("Fern AG")])
    assert left.end == PartialDate(2024, 5)
    (row,) = search(store, "Fern", fields=frozenset({"organization"}))
    assert row.because[0].text == "was at Fern AG, last known there 2024-05"
    (row,) = search(store, "Oak", fields=frozenset({"organization"}))
    assert row.because[0].text == "is at Oak Ltd"
    store.close()
