"""Archives in the shape of each year, from the generator: the counts it meant are found."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.importers import detect
from netkit.importers.linkedin import IMPORTER
from netkit.importers.port import Options
from netkit.model.events import Acquaintance, Favour, Interaction, Introduction, Note
from tests.importers.linkedin_case import Told, read

if TYPE_CHECKING:
    from pathlib import Path

    from examples.invented import invent
    from examples.linkedin_archive import Expected, write_archive
else:
    from netkit.examples.invented import invent
    from netkit.examples.linkedin_archive import Expected, write_archive

TODAY = date(2026, 3, 1)
ERAS = (2018, 2021, 2022, 2023, 2024, 2025, 2026)
#: What the generator calls a reason, and what the importer says.
SAID = {
    "hidden": "a connection that shows no name",
    "unreadable date": "its date cannot be read; kept without it",
    "duplicate": "the same message as an earlier row",
    "draft": "a draft, never sent",
    "sponsored": "a sponsored message",
    "spam": "in the spam folder",
    "assistant log": "a conversation with an assistant, not with a person",
    "not accepted": "neither accepted nor visible",
    "not visible": "neither accepted nor visible",
    "name too long": "a name of more than 1,000 characters",
}


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "hostile"])
def hostile(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture(scope="module", params=ERAS)
def era(
    request: pytest.FixtureRequest, hostile: bool, tmp_path_factory: pytest.TempPathFactory
) -> tuple[int, Expected, Told]:
    network = invent(today=TODAY, people=150, messages=700, hostile=hostile)
    path = tmp_path_factory.mktemp("era") / f"Basic_LinkedInDataExport_{request.param}.zip"
    expected = write_archive(network, path, request.param)
    assert detect(path) is IMPORTER
    return request.param, expected, read(path, Options(now=datetime(2026, 3, 2, tzinfo=UTC)))


def test_the_counts_are_those_the_generator_meant(era: tuple[int, Expected, Told]) -> None:
    _, expected, told = era
    interactions = told.events(Interaction)
    found = {
        "people": len(told.people),
        "messages": sum(one.channel == "message" for one in interactions),
        "invitations": sum(one.channel == "invitation" for one in interactions),
        "favours": len(told.events(Favour)),
        "given": sum(one.giver == told.owner.handles[0].person_id for one in told.events(Favour)),
        "introductions": len(told.events(Introduction)),
        "acquaintances": len({frozenset((one.a, one.b)) for one in told.events(Acquaintance)}),
        "notes": len(told.events(Note)),
    }
    assert found == {
        "people": expected.people,
        "messages": expected.messages,
        "invitations": expected.invitations,
        "favours": expected.favours,
        "given": expected.favours_given,
        "introductions": expected.introductions,
        "acquaintances": expected.acquaintances,
        "notes": expected.notes,
    }


def test_the_owner_is_found_without_being_asked_for(era: tuple[int, Expected, Told]) -> None:
    _, expected, told = era
    assert told.owner.name == expected.owner


def test_every_row_left_out_is_reported_by_file_and_reason(
    era: tuple[int, Expected, Told],
) -> None:
    _, expected, told = era
    meant = {
        (rows.file, SAID[rows.reason]): rows.rows
        for rows in (*expected.skipped, *expected.undated)
        if rows.reason in SAID and not (rows.reason == "duplicate" and "ndorse" in rows.file)
    }
    assert {key: told.skipped[key] for key in meant} == meant


def test_no_row_is_left_out_that_was_not_meant_to_be(era: tuple[int, Expected, Told]) -> None:
    _, expected, told = era
    meant = sum(rows.rows for rows in (*expected.skipped, *expected.undated))
    assert sum(told.skipped.values()) == meant


def test_the_warnings_are_of_the_files_without_rows(era: tuple[int, Expected, Told]) -> None:
    _, expected, told = era
    assert sorted(told.warnings) == sorted(expected.empty_files)


def test_an_archive_saved_by_excel_and_unpacked_says_the_same(tmp_path: Path) -> None:
    network = invent(today=TODAY, people=150, messages=300)
    plain = write_archive(network, tmp_path / "plain.zip", 2021)
    write_archive(network, tmp_path / "excel", 2021, excel=True)
    assert len(read(tmp_path / "excel").people) == plain.people
    assert len(read(tmp_path / "plain.zip").people) == plain.people


def test_reading_twice_gives_the_same_items_in_the_same_order(tmp_path: Path) -> None:
    network = invent(today=TODAY, people=120, messages=300)
    write_archive(network, tmp_path / "a.zip", 2022)
    assert read(tmp_path / "a.zip").items == read(tmp_path / "a.zip").items
