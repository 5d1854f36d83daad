"""What a store promises a team: networks side by side, each whole by itself."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from netkit.answers.grants import granted, next_number
from netkit.errors import StoreError
from netkit.model.events import Grant, Granted
from netkit.store import open_store
from netkit.store.team import member_url
from netkit.store.values import Change
from tests.circle import ANN, BUSY, ME, NOON, circle, pid, wrote

if TYPE_CHECKING:
    from netkit.store.port import Store


def grant(what: Granted, number: int = 1, day: int = 0, member: str = "bob") -> Change:
    event = Grant(NOON + timedelta(days=day), member, what, number)
    return Change(f"grant {what}", event.at, events=[event])


def levels(store: Store) -> dict[str, str]:
    return dict(granted(store.events(["grant"])))  # type: ignore[arg-type]


def test_a_members_network_holds_nothing_of_anothers(store: Store) -> None:
    store.append(circle(*BUSY))
    with closing(open_store(member_url(store.url, "bob"))) as bobs:
        assert bobs.people() == [] == bobs.batches()
        assert list(bobs.contacts()) == []
        bobs.append(circle(wrote(ANN, ME, day=3)))
        assert len(bobs.ties(pid(ME))) == 1
        bobs.withdraw(NOON)
        assert bobs.events(["favour", "need"]) == []
    assert len(store.ties(pid(ME))) == 2
    assert [batch.withdrawn for batch in store.batches()] == [False]


def test_a_person_has_the_same_id_in_every_members_network(store: Store) -> None:
    store.append(circle())
    with closing(open_store(member_url(store.url, "bob"))) as bobs:
        bobs.append(circle())
        assert [one.id for one in bobs.people()] == [one.id for one in store.people()]


def test_the_members_of_a_team_are_those_whose_networks_are_there(store: Store) -> None:
    store.append(circle())
    assert (store.member, store.members()) == ("", [""])
    for member in ("bob", "ann"):
        with closing(open_store(member_url(store.url, member))) as theirs:
            theirs.append(circle())
            assert theirs.member == member
    assert store.members() == ["", "ann", "bob"]
    with closing(store.teammate("bob")) as bobs:
        assert (bobs.member, bobs.members()) == ("bob", store.members())
        with closing(bobs.teammate("")) as first:
            assert first.digest() == store.digest()


def test_closing_a_colleagues_network_leaves_ones_own_open(store: Store) -> None:
    store.append(circle())
    with closing(open_store(member_url(store.url, "bob"))) as theirs:
        theirs.append(circle())
    store.teammate("bob").close()
    assert store.owners() == (pid(ME),)


def test_a_colleague_that_is_not_there_is_one_line(store: Store) -> None:
    with pytest.raises(StoreError, match="netkit init"):
        store.teammate("nobody")


def test_of_what_was_granted_the_last_word_counts_and_can_be_undone(store: Store) -> None:
    store.append(grant("names"))
    store.append(grant("all", number=2))
    store.append(grant("strength", day=5, member="ann"))
    assert levels(store) == {"bob": "all", "ann": "strength"}
    assert next_number(store.events(["grant"])) == 3  # type: ignore[arg-type]
    store.append(grant("nothing", number=3))
    assert levels(store)["bob"] == "nothing"
    store.withdraw(NOON)
    assert levels(store)["bob"] == "all"
    assert [one.event.what for one in store.events(["grant"], until=NOON)] != []  # type: ignore[union-attr]
