"""Programs that write in people's names, and offices that are written to, are no people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netkit.importers.mail.office_mails import is_personal_name
from netkit.importers.mail.tool_senders import is_tool_address, is_tool_sender, tool_name
from netkit.importers.port import Item, Sighting
from netkit.model.events import Entity, Interaction
from netkit.model.handles import is_role_address
from tests.importers.mail_case import ME, interactions, mail, mbox_of, person, read

if TYPE_CHECKING:
    from pathlib import Path

OWN = "Me Own <me@example.org>"


def people(items: list[Item]) -> set[str]:
    return {
        item.name or item.handles[-1].value
        for item in items
        if isinstance(item, Sighting) and not item.owner
    }


def entities(items: list[Item]) -> set[tuple[str, str]]:
    return {(item.kind, item.name) for item in items if isinstance(item, Entity)}


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("Jira (Rosa Vidal) <jira@fern.example>", "Jira"),
        ("Rosa Vidal (via Confluence) <confluence@fern.example>", "Confluence"),
        ("Rosa Vidal (GitLab) <notify@mg.git.example>", "GitLab"),
        ("Rosa Vidal <redmine@fern.example>", "redmine@fern.example"),
        ('"[Zendesk] Rosa Vidal" <help-12@fern.example>', "Zendesk"),
        ("Jenkins CI <builder@fern.example>", "Jenkins CI"),
        ("Rosa Vidal on behalf of Ulf Berg <sign@paper.example>",
         "Rosa Vidal on behalf of Ulf Berg"),
        ("=?utf-8?q?Rosa_Vidal_=28=C3=BCber_Cloud_Drive=29?= <share@drive.example>",
         "Cloud Drive"),
        ("trello@boards.example", "trello@boards.example"),
        ("GitHub Actions <ci@fern.example>", "GitHub Actions"),
    ],
)  # fmt: skip
def test_a_program_that_writes_in_a_persons_name_is_a_machine(
    tmp_path: Path, sender: str, name: str
) -> None:
    items = read(mbox_of(mail(1), mail(2, From=sender)), tmp_path)
    assert people(items) == {"Ana Lima"}
    assert [(kind, called) for kind, called in entities(items) if called == name] != []
    assert len(interactions(items)) == 1


@pytest.mark.parametrize(
    "sender",
    [
        "Paul Jenkins <jenkins@uni.example>",
        "Rosa Vidal (GitHub) <rosa.vidal@hub.example>",
        "Rosa Vidal on behalf of Fern <rosa@fern.example>",
        "Rosa Vidal <github@vidal.example>",
        "Support Okonkwo <support.okonkwo@fern.example>",
        "Team Jones <team.jones@fern.example>",
        "Ana Via Lopes <via@lopes.example>",
        "Zoom Li <zoom@li.example>",
        "Trac Nguyen <trac.nguyen@fern.example>",
        "Miro Novak <miro@novak.example>",
        "Asana Diaz <asana@diaz.example>",
        "Rosa Vidal (Oslo) <r@fern.example>",
    ],
)
def test_a_person_called_like_a_tool_or_an_office_is_a_person(tmp_path: Path, sender: str) -> None:
    items = read(mbox_of(mail(1), mail(2, From=sender)), tmp_path)
    assert len(people(items)) == 2
    assert len(interactions(items)) == 2


def test_what_a_program_is_called_leaves_the_person_out() -> None:
    assert tool_name("jira@x.example", "Jira (Rosa Vidal)") == "Jira"
    assert tool_name("x@y.example", "Rosa Vidal [Asana]") == "Asana"
    assert is_tool_address("gitlab-notifications@x.example")
    assert not is_tool_address("gitlab.vidal@x.example")
    assert not is_tool_sender("rosa@x.example", "Rosa Vidal")


def _notices(*names: str) -> list[str]:
    senders = [f"{name} <kvx-7@board.example>" for name in names]
    return [mail(number, From=sender) for number, sender in enumerate(senders, 10)]


def test_an_address_under_many_names_that_was_never_answered_is_nobodys(tmp_path: Path) -> None:
    notices = _notices("Rosa Vidal", "Ulf Berg", "Jon Ek", "Ulf Berg")
    items = read(mbox_of(mail(1), *notices), tmp_path)
    assert people(items) == {"Ana Lima"}
    assert len(interactions(items)) == 1


def test_two_who_share_an_address_are_people_and_so_are_many_who_were_answered(
    tmp_path: Path,
) -> None:
    couple = read(mbox_of(mail(1), *_notices("Rosa Vidal", "Ulf Vidal")), tmp_path)
    assert people(couple) == {"Ana Lima", "Rosa Vidal", "Ulf Vidal"}
    answer = mail(30, From=OWN, To="kvx-7@board.example")
    practice = read(mbox_of(*_notices("Rosa Vidal", "Ulf Berg", "Jon Ek"), answer), tmp_path)
    assert people(practice) >= {"Rosa Vidal", "Ulf Berg", "Jon Ek"}


@pytest.mark.parametrize(
    "address",
    ["team@fern.example", "Sales Team <sales-emea@fern.example>", "<ux-team@fern.example>",
     "it.support@fern.example"],
)  # fmt: skip
def test_an_office_in_copy_is_an_office_and_no_person(tmp_path: Path, address: str) -> None:
    items = read(mbox_of(mail(1, Cc=address), mail(2, From=OWN, Cc=address, To="bo@example.org")),
                 tmp_path)  # fmt: skip
    assert people(items) == {"Ana Lima", "bo@example.org"}
    assert {kind for kind, _ in entities(items)} == {"office"}
    assert [item.group_size for item in interactions(items)] == [2, 2]


def test_an_office_with_a_persons_name_beside_its_address_is_that_person(tmp_path: Path) -> None:
    items = read(mbox_of(mail(1, Cc="Anna Gruber <info@gruber.example>")), tmp_path)
    assert people(items) == {"Ana Lima", "Anna Gruber"}


@pytest.mark.parametrize("office_first", [True, False])
def test_mails_to_an_office_count_once_it_writes_itself(tmp_path: Path, office_first: bool) -> None:
    to_office = mail(1, From=OWN, To="praxis@heal.example")
    to_office_again = mail(2, From=OWN, To="praxis@heal.example")
    from_office = mail(3, From="Praxis <praxis@heal.example>")
    mails = [to_office, to_office_again, from_office]
    items = read(mbox_of(*(mails[::-1] if office_first else mails)), tmp_path)
    assert len(interactions(items)) == 3
    unanswered = read(mbox_of(mail(5), to_office, to_office_again), tmp_path)
    assert entities(unanswered) == {("office", "praxis@heal.example")}
    assert [c.sender for c in interactions(unanswered)] == [person("ana@example.org")]


def test_a_tool_in_copy_is_a_machine(tmp_path: Path) -> None:
    [contact] = [
        item
        for item in read(mbox_of(mail(1, Cc="jira@fern.example")), tmp_path)
        if isinstance(item, Interaction)
    ]
    assert contact.recipients == (ME,)


def test_addresses_of_roles_joined_are_offices() -> None:
    offices = ["sales-emea", "dev-team", "it.support", "hr.de", "alumni-list", "board"]
    persons = ["team.jones", "support.okonkwo", "j.list", "ana-maria", "de.it", "a.ops"]
    assert [is_role_address(f"{local}@x.example") for local in offices] == [True] * 6
    assert [is_role_address(f"{local}@x.example") for local in persons] == [False] * 6
    assert is_personal_name("Anna Gruber")
    assert not is_personal_name("Gruber Hotel")
