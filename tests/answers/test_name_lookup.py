"""A name that several people have, and what can be typed to mean one of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.answers.name_lookup import matching, name_choices
from netkit.answers.unquoted_names import split_names
from netkit.errors import AmbiguousNameError, NothingFoundError, UsageError
from netkit.model.events import Interaction
from netkit.model.people import Affiliation, Claim, Handle, PersonId
from netkit.store.values import Change
from netkit.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with open_workspace(tmp_path / "me.netkit", now=NOW) as space:
        add(space, "mia", "Mia Moss", owner=True)
        add(space, "ann-1", "Ann Lee", organization="Acme Robotics")
        add(space, "ann-2", "Ann Lee", organization="Beta Corp", city="Porto")
        add(space, "ann-3", "Ann Lee", organization="Beta Corp", city="Lyon")
        add(space, "ann-4", "Ann Lee")
        add(space, "bo", "Bo Ray", city="Porto")
        add(space, "lena", "Lena van der Berg")
        yield space


def add(
    space: Workspace,
    slug: str,
    name: str,
    *,
    organization: str = "",
    city: str = "",
    owner: bool = False,
) -> PersonId:
    handle = Handle("linkedin", slug)
    pid = handle.person_id
    claims = [Claim(pid, "name", name, NOW)] + ([Claim(pid, "city", city, NOW)] if city else [])
    jobs = [Affiliation(pid, organization, "", seen_at=NOW)] if organization else []
    space.store.append(
        Change("told", NOW, handles=[(handle, pid)], owners=[pid] if owner else [], claims=claims,
               affiliations=jobs)
    )  # fmt: skip
    return pid


def slug_of(space: Workspace, typed: str) -> list[str]:
    people = matching(space.store, typed)
    return sorted(space.store.handles(person.id)[0].value for person in people)


def test_a_namesake_is_told_by_organization_city_handle_or_the_first_letters_of_an_id(
    workspace: Workspace,
) -> None:
    fourth = Handle("linkedin", "ann-4").person_id
    assert slug_of(workspace, "Ann Lee at Acme") == ["ann-1"]
    assert slug_of(workspace, "ann lee (acme robotics)") == ["ann-1"]
    assert slug_of(workspace, "Ann Lee in Lyon") == ["ann-3"]
    assert slug_of(workspace, "Ann (Porto)") == ["ann-2"]
    assert slug_of(workspace, "Ann Lee (ann-4)") == ["ann-4"]
    assert slug_of(workspace, f"Ann Lee ({fourth[:8]})") == ["ann-4"]
    assert slug_of(workspace, fourth[:9]) == ["ann-4"]
    assert slug_of(workspace, "Ann Lee at Beta") == ["ann-2", "ann-3"]
    assert slug_of(workspace, "Ann Lee at Nowhere") == []


def test_every_text_that_is_offered_means_one_person_alone(workspace: Workspace) -> None:
    choices = name_choices(workspace.view, matching(workspace.store, "Ann Lee"))
    assert len(choices) == 4
    for choice in choices:
        assert [p.id for p in matching(workspace.store, choice.typed)] == [choice.person.id]
    assert "Ann Lee at Acme Robotics" in {choice.typed for choice in choices}


def test_the_closest_tie_is_the_first_choice(workspace: Workspace) -> None:
    third, me = Handle("linkedin", "ann-3").person_id, workspace.me.id
    contact = Interaction(datetime(2026, 11, 3, 12, tzinfo=UTC), "call", me, (third,))
    workspace.store.append(Change("call", NOW, events=[contact]))
    with pytest.raises(AmbiguousNameError) as several:
        workspace.person("Ann Lee")
    first = several.value.choices[0]
    assert (first.person.id, "last contact 2026-11-03" in first.detail) == (third, True)
    assert str(several.value).splitlines()[1].startswith(f"  {first.typed}")


def test_an_ambiguous_name_is_asked_about_where_somebody_can_answer(workspace: Workspace) -> None:
    workspace.choose = lambda text, choices: choices[1].person
    chosen = workspace.person("Ann")
    workspace.choose = lambda text, choices: None
    with pytest.raises(AmbiguousNameError):
        workspace.person("Ann")
    assert chosen.name == "Ann Lee"


def test_a_name_of_signs_alone_is_nobody(workspace: Workspace) -> None:
    for typed in ("", "  ", "()", "?"):
        with pytest.raises(NothingFoundError):
            workspace.person(typed)


@pytest.mark.parametrize(
    ("typed", "names", "text", "parts"),
    [
        ("Bo Ray", 1, False, ["Bo Ray"]),
        ("Bo Ray likes tea", 1, True, ["Bo Ray", "likes tea"]),
        ("Lena van der Berg likes tea", 1, True, ["Lena van der Berg", "likes tea"]),
        ("bo likes tea", 1, True, ["bo", "likes tea"]),
        ("me Bo Ray the paper", 2, True, ["me", "Bo Ray", "the paper"]),
        ("Lena van der Berg Bo Ray", 2, False, ["Lena van der Berg", "Bo Ray"]),
        ("Ann Lee at Acme Bo Ray", 2, False, ["Ann Lee at Acme", "Bo Ray"]),
    ],
)
def test_names_without_quotes_are_read_where_they_mean_one_person(
    workspace: Workspace, typed: str, names: int, text: bool, parts: list[str]
) -> None:
    words = typed.split() if names > 1 or text else [typed]
    assert split_names(workspace.store, words, names, text=text) == parts


@pytest.mark.parametrize("typed", ["Ann Lee likes tea", "Zoe Zed likes tea"])
def test_names_without_quotes_that_mean_nobody_for_certain_are_refused(
    workspace: Workspace, typed: str
) -> None:
    with pytest.raises(UsageError, match="in quotes"):
        split_names(workspace.store, typed.split(), 1, text=True)
