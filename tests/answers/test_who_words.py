"""Searching by words as they are shown: organizations with a suffix, topics as they were said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.answers.who import search
from netkit.language.stored_names import StoredNames
from netkit.model.events import Need, Offer
from netkit.model.handles import named
from netkit.model.people import Affiliation, Claim
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
UMA = named("x", "Uma Keller")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "net")
    pid = UMA.person_id
    opened.append(
        Change(
            "talk", NOW, handles=[(UMA, pid)],
            claims=[Claim(pid, "name", "Uma Keller"), Claim(pid, "skill", "Contract Negotiation")],
            affiliations=[Affiliation(pid, "Oakfield, Inc.", "Head of Purchasing")],
            events=[Need(NOW, pid, "negotiation of a lease"), Offer(NOW, pid, "pottery")],
        )
    )  # fmt: skip
    yield opened
    opened.close()


@pytest.mark.parametrize("text", ["Oakfield, Inc.", "oakfield inc", "Oakfield", "Oakfield GmbH"])
def test_an_organization_is_found_with_whatever_suffix(store: SqliteStore, text: str) -> None:
    assert [row.person.name for row in search(store, text)] == ["Uma Keller"]
    assert StoredNames(store).is_organization(text)
    assert StoredNames(store).kinds(text) == {"org"}


def test_a_topic_is_shown_in_the_words_that_were_said(store: SqliteStore) -> None:
    for text, shown in (
        ("negotiation", "skill: Contract Negotiation"),
        ("lease", "need: negotiation of a lease"),
        ("purchasing", "title: Head of Purchasing"),
    ):
        (row,) = search(store, text, fields=frozenset({"topic"}))
        assert [one.text for one in row.because] == [shown]
