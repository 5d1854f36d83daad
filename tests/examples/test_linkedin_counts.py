"""What must be found in an archive of an invented network.

The counts are made from the written files by plain reading (``csv`` and sets), apart from how
the writer counts.
"""

from __future__ import annotations

import csv
import io
import re
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from tests.examples.linkedin_archives import ERAS, Archive, name_of, slug_of, talk

if TYPE_CHECKING:
    from examples.people import InventedNetwork
else:
    pass

LINKED = (2023, 2024, 2025, 2026)
HOMONYMS = {"Wei Zhang", "Maria Silva", "David Kim", "John Smith", "Anna Müller"}


@pytest.mark.parametrize("era", ERAS)
def test_connections_are_all_there_with_the_hidden_ones(
    archives: dict[int, Archive], network: InventedNetwork, era: int
) -> None:
    rows = archives[era].rows("Connections.csv")
    named = [row for row in rows if name_of(row)]
    assert len(named) == archives[era].expected.connections == 400
    assert len(rows) - len(named) == archives[era].skipped("hidden") == 12  # 3 % of 400
    assert {name_of(row) for row in named} == {c.full_name for c in network.connections}


@pytest.mark.parametrize("era", ERAS)
def test_interactions_are_messages_and_invitations(archives: dict[int, Archive], era: int) -> None:
    archive = archives[era]
    invitations = archive.rows("Invitations.csv")
    assert archive.expected.messages == len(talk(archive))
    assert archive.expected.invitations == len(invitations)
    assert archive.expected.interactions == len(talk(archive)) + len(invitations)
    reasons = ("duplicate", "draft", "sponsored", "spam")
    file = next(name for name in archive.files if re.match(r"messages", name, re.I))
    skipped = sum(
        rows.rows
        for rows in archive.expected.skipped
        if rows.file == file and rows.reason in reasons
    )
    assert len(archive.rows("messages.csv")) == len(talk(archive)) + skipped


def test_years_with_links_show_every_message(archives: dict[int, Archive]) -> None:
    assert {archives[era].expected.messages for era in LINKED} == {2400}


@pytest.mark.parametrize("era", ERAS)
def test_favours_are_accepted_endorsements_and_visible_recommendations(
    archives: dict[int, Archive], era: int
) -> None:
    archive = archives[era]
    names = [n for n in archive.files if n.startswith("Endorsement")]
    endorsed = set()
    for name in names:
        for row in archive.rows(re.sub(r"_\d+\.csv", ".csv", name)):
            if row["Endorsement Status"] == "ACCEPTED":
                direction = "given" if "Given" in name else "received"
                endorsed.add((direction, *list(row.values())[:4]))
    praised = [
        row
        for name in ("Recommendations_Given.csv", "Recommendations_Received.csv")
        for row in archive.rows(name)
        if row["Status"] == "VISIBLE"
    ]
    assert archive.expected.favours == len(endorsed) + len(praised)


@pytest.mark.parametrize("era", LINKED)
def test_people_are_profiles_and_address_book_entries(
    archives: dict[int, Archive], network: InventedNetwork, era: int
) -> None:
    archive = archives[era]
    connections = archive.rows("Connections.csv")
    urls = [row["URL"] for row in connections]
    for row in talk(archive):
        urls += [row["sender profile url"], *row["recipient profile urls"].split(",")]
    for row in archive.rows("Invitations.csv"):
        urls += [row["inviterProfileUrl"], row["inviteeProfileUrl"]]
    slugs = {slug_of(url) for url in urls if url} - {network.owner.slug}
    known = {row["Email Address"] for row in connections}
    book = [row for row in archive.rows("Contacts.csv") if row["Emails"] not in known]
    assert archive.expected.people == len(slugs) + len(book)


def test_people_of_years_without_links_are_names(archives: dict[int, Archive]) -> None:
    """A name stands for one person, except for the homonyms and the doubtful book entries."""
    archive = archives[2018]
    me = archive.expected.owner
    names = [name_of(row) for row in archive.rows("Connections.csv") if name_of(row)]
    seen = set(names)
    for row in [*talk(archive), *archive.rows("Invitations.csv")]:
        lower = {key.lower(): value for key, value in row.items()}
        seen.add(" ".join(lower["from"].split()))
        seen |= {lower["to"]} if lower["to"] in seen or "," not in lower["to"] else set()
    seen -= {me, "LinkedIn Member"}
    book = archive.rows("Imported Contacts.csv")
    known = {row["Email Address"] for row in archive.rows("Connections.csv")}
    new = [row for row in book if row["Email Address"] not in known]
    assert archive.expected.people == len(seen) + len(HOMONYMS) + len(new)


@pytest.mark.parametrize("era", LINKED)
def test_acquaintances_are_pairs_of_a_group_thread(
    archives: dict[int, Archive], network: InventedNetwork, era: int
) -> None:
    pairs: set[tuple[str, ...]] = set()
    for row in talk(archives[era]):
        urls = [row["sender profile url"], *row["recipient profile urls"].split(",")]
        slugs = sorted({slug_of(url) for url in urls if url} - {network.owner.slug})
        pairs.update(combinations(slugs, 2))
    assert archives[era].expected.acquaintances == len(pairs) > 0


def test_years_without_links_name_nobody_ambiguous_in_talk(archives: dict[int, Archive]) -> None:
    for era in (2018, 2021, 2022):
        for row in talk(archives[era]):
            assert row["from"] not in HOMONYMS
            assert row["to"] not in HOMONYMS


def test_awkward_rows_are_there(archives: dict[int, Archive]) -> None:
    text = archives[2026].text("Connections.csv")
    lengths = {len(row) for row in csv.reader(io.StringIO(text, newline="")) if len(row) > 1}
    assert lengths == {5, 7, 9}
    assert text.count("31 Foo 2021") == 2
    assert sum(rows.rows for rows in archives[2026].expected.undated) == 3
    assert "%E7%8E%8B" in text  # 王
    assert '"Doe, Ph.D."' in text
    split = archives[2018].text("Connections.csv")
    assert re.search(r",\d{1,2}/\d{1,2}/\d\d, \d{1,2}:\d\d [AP]M$", split, re.M)
    assert (
        archives[2022]
        .text("Email Addresses.csv")
        .startswith("Email Address,Confirmed,Primary,Updated On,Updated On\n")
    )


def test_assistants_write_no_messages(archives: dict[int, Archive]) -> None:
    assert archives[2026].skipped("assistant log") == 24  # four logs of six rows
    assert archives[2018].skipped("assistant log") == 0
    assert archives[2024].files["LearningCoachMessages.csv"] == b"No conversations found"
