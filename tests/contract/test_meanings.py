"""Vectors of texts, and who says a text: promises of the port."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

from netkit.model.events import Need, Offer
from netkit.model.people import Affiliation, Claim
from netkit.store.copying import copy_network
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Change
from tests.circle import ANN, BOB, ME, NOON, circle, pid

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.store.port import Store

NEED, GIVEN = ("need", "a tailor"), ("given", "suits made to measure")
LATER = NOON + timedelta(days=900)


def told(store: Store) -> None:
    store.append(
        circle(Need(NOON, pid(ANN), "a tailor"), Offer(NOON, pid(BOB), "suits made to measure"))
    )
    claims = [Claim(pid(BOB), "skill", "Sewing", NOON), Claim(pid(ANN), "city", "Porto", NOON)]
    jobs = [
        Affiliation(pid(ANN), "Loom", "Weaver", seen_at=NOON),
        Affiliation(pid(ME), "Old Loom", "Apprentice", kind="school", seen_at=NOON),
    ]
    store.append(Change("more", NOON, claims=claims, affiliations=jobs))


def test_who_says_a_text_is_told_with_where_it_stands(store: Store) -> None:
    told(store)
    rows = set(store.utterances())
    assert {
        (pid(ANN), "a tailor", "need"),
        (pid(BOB), "suits made to measure", "offer"),
        (pid(BOB), "Sewing", "skill"),
        (pid(ANN), "Weaver", "title"),
    } <= rows
    assert not {"Porto", "Apprentice"} & {text for _, text, _ in rows}
    assert store.utterances(["Weaver"]) == [(pid(ANN), "Weaver", "title")]
    assert store.utterances([]) == []


def test_vectors_are_kept_by_side_and_text(store: Store) -> None:
    told(store)
    assert store.vectors() == {}
    store.keep_vectors({NEED: b"\x00\x01\xff", GIVEN: b"old"})
    store.keep_vectors({GIVEN: b"new"})
    assert store.vectors() == {NEED: b"\x00\x01\xff", GIVEN: b"new"}


def test_a_text_that_nobody_says_keeps_no_vector(store: Store) -> None:
    told(store)
    store.keep_vectors({NEED: b"a", ("given", "a tailor"): b"b", ("need", "nothing"): b"c"})
    assert store.vectors() == {NEED: b"a"}


def test_forgetting_leaves_no_vector_of_what_one_person_said(store: Store) -> None:
    told(store)
    store.keep_vectors({NEED: b"a", GIVEN: b"b"})
    store.forget(pid(BOB), b"salt")
    assert store.vectors() == {NEED: b"a"}


def test_rederiving_drops_vectors(store: Store) -> None:
    told(store)
    store.keep_vectors({NEED: b"a"})
    digest = store.digest()
    store.rederive()
    assert store.vectors() == {}
    assert store.digest() == digest
    assert store.check() == []


def test_a_copy_takes_the_vectors_along(store: Store, tmp_path: Path) -> None:
    told(store)
    store.keep_vectors({NEED: b"a"})
    with closing(SqliteStore(tmp_path / "copy.netkit")) as copy:
        copy_network(store, copy)
        assert copy.vectors() == {NEED: b"a"}
