"""What is answered from the surroundings of one person is what is answered from everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from netkit.examples.demo import make_demo

from netkit.answers.introduce.introductions import Introduction, introductions_for
from netkit.errors import NothingFoundError
from netkit.workspace import open_workspace
from tests.answers.invented_facts import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.answers.facts import Facts
    from netkit.model.people import PersonId


def _asked(facts: Facts, person: PersonId, limit: int) -> list[Introduction]:
    try:
        return introductions_for(facts, person, limit=limit)
    except NothingFoundError:  # they asked for none
        return []


@pytest.mark.parametrize("limit", [3, 10, 1_000])
def test_the_surroundings_of_a_person_give_the_same_answer_as_everything(
    tmp_path: Path, limit: int
) -> None:
    with open_workspace(tmp_path / "demo.netkit", now=NOW) as workspace:
        make_demo(workspace, tmp_path, people=150, messages=1_500)
        facts = workspace.view.facts()
        people = sorted(facts.profiles.keys() - {workspace.view.owner})
        rows = 0
        for person in people[::4]:
            whole = _asked(facts, person, limit)
            rows += len(whole)
            assert _asked(workspace.view.facts_around(person), person, limit) == whole
        assert rows > 30
