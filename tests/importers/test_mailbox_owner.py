"""Whose mailbox it is: told by the mails, by the network or by the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netkit.errors import BadInputError
from netkit.importers.port import Item, Options, Sighting
from netkit.model.handles import email
from tests.importers.mail_case import ME, interactions, mail, mbox_of, names, person, read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "mails",
    [
        pytest.param([mail(1, Delivered_To="me@example.org")], id="delivered to"),
        pytest.param(
            [mail(1, From="Me <me@example.org>", To="ana@example.org",
                  X_Gmail_Labels="=?UTF-8?Q?Archiviert,Gesendet?=")],
            id="sent, as Gmail labels it in German",
        ),
        pytest.param(
            [mail(1), mail(2, From="bo@example.org"), mail(3, From="cy@example.org")],
            id="in every mail",
        ),
    ],
)  # fmt: skip
def test_the_mailbox_tells_whose_it_is(tmp_path: Path, mails: list[str]) -> None:
    items = read(mbox_of(*mails), tmp_path, Options())
    (owner,) = [item for item in items if isinstance(item, Sighting) and item.owner]
    assert [handle.value for handle in owner.handles] == ["me@example.org"]
    assert len(interactions(items)) == len(mails)


def test_where_nothing_tells_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"--me you@example\.org"):
        read(mbox_of(mail(1), mail(2)), tmp_path, Options())


FOLDER = [
    mail(1, From="Bo Li <bo@example.org>", To="Mia Roe <mia@work.example.org>"),
    mail(2, From="Mia Roe <mia@work.example.org>", To="Bo Li <bo@example.org>"),
    mail(3, From="Bo Li <bo@example.org>", To="mia@home.example.org"),
    mail(4, From="Mia Roe <mia@home.example.org>", To="Bo Li <bo@example.org>"),
]


def owner_values(items: list[Item]) -> list[str]:
    (owner,) = [item for item in items if isinstance(item, Sighting) and item.owner]
    return [handle.value for handle in owner.handles]


def own(*addresses: str, name: str = "") -> Options:
    handles = tuple(handle for handle in map(email, addresses) if handle)
    return Options(own_handles=handles, own_names=(name,) if name else ())


def test_a_folder_of_one_correspondent_is_not_taken_for_theirs(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"--me you@example\.org"):
        read(mbox_of(*FOLDER), tmp_path, Options())


@pytest.mark.parametrize(
    "options",
    [
        own("mia@work.example.org", "mia@home.example.org"),
        own(name="Mia Roe"),
        Options(owner="mia roe"),
    ],
    ids=["by address", "by the network's name", "by a name typed"],
)
def test_the_network_knows_whose_folder_it_is(tmp_path: Path, options: Options) -> None:
    items = read(mbox_of(*FOLDER), tmp_path, options)
    assert set(owner_values(items)) == {"mia@work.example.org", "mia@home.example.org"}
    assert names(items) == {"Bo Li"}
    assert len(interactions(items)) == 4


def test_the_mailbox_of_somebody_else_is_refused_with_the_option_that_settles_it(
    tmp_path: Path,
) -> None:
    mails = mbox_of(*(mail(n, To="Bo Li <bo@example.org>", Delivered_To="bo@example.org")
                      for n in range(3)))  # fmt: skip
    for options in (own("mia@work.example.org"), own(name="Mia Roe")):
        with pytest.raises(BadInputError, match=r"bo@example\.org.*--me bo@example\.org"):
            read(mails, tmp_path, options)
    assert owner_values(read(mails, tmp_path, Options(owner="bo@example.org"))) == [
        "bo@example.org"
    ]


def test_of_a_colleagues_mailbox_only_what_the_owner_took_part_in_is_the_owners(
    tmp_path: Path,
) -> None:
    mails = [
        mail(1, From="Mia Roe <mia@example.org>", To="Bo Li <bo@example.org>"),
        mail(2, From="Cy Day <cy@example.org>", To="Bo Li <bo@example.org>"),
    ]
    delivered = [one.replace("From:", "Delivered-To: bo@example.org\nFrom:", 1) for one in mails]
    items = read(mbox_of(*delivered), tmp_path, own("mia@example.org", name="Mia Roe"))
    assert owner_values(items) == ["mia@example.org"]
    assert names(items) == {"Bo Li"}
    assert len(interactions(items)) == 1


def test_another_address_that_mail_was_delivered_to_is_the_owners_under_the_same_name(
    tmp_path: Path,
) -> None:
    mails = [
        mail(1, To="Mia Roe <mia@home.example.org>", Delivered_To="mia@home.example.org"),
        mail(2, From="Mia Roe <mia@work.example.org>"),
    ]
    items = read(mbox_of(*mails), tmp_path, own("mia@work.example.org", name="Mia Roe"))
    assert owner_values(items) == ["mia@work.example.org", "mia@home.example.org"]


def test_a_namesake_who_writes_to_the_owner_is_not_the_owner(tmp_path: Path) -> None:
    mails = mbox_of(mail(1, From="Mia Roe <mia@other.example.org>", To="mia@example.org"))
    items = read(mails, tmp_path, own("mia@example.org", name="Mia Roe"))
    assert owner_values(items) == ["mia@example.org"]
    assert names(items) == {"Mia Roe"}


def test_a_name_finds_the_owners_addresses(tmp_path: Path) -> None:
    items = read(mbox_of(mail(1), mail(2)), tmp_path, Options(owner="ana LIMA"))
    (owner,) = [item for item in items if isinstance(item, Sighting) and item.owner]
    assert (owner.handles[0].value, owner.name) == ("ana@example.org", "Ana Lima")


def test_several_addresses_of_the_owner_are_one_person(tmp_path: Path) -> None:
    both = Options(owner="me@example.org,me@work.example.org")
    items = read(
        mbox_of(
            mail(1),
            mail(2, To="me@work.example.org"),
            mail(3, To="me@example.org, me@work.example.org"),
            mail(4, From="me@work.example.org", To="me@example.org"),
        ),
        tmp_path,
        both,
    )
    (owner,) = [item for item in items if isinstance(item, Sighting) and item.owner]
    assert len(owner.handles) == 2
    assert [one.recipients for one in interactions(items)] == [
        (ME,), (person("me@work.example.org"),), (ME,)
    ]  # fmt: skip
