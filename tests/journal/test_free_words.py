"""Words in a rule's free place must be what they are taken for; a reading without them is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .test_lines import answered

if TYPE_CHECKING:
    from netkit.workspace import Workspace

NAMES = ("Kai", "Tess", "Gaurav")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "line",
    [
        "{} joined Bosch's chess club",
        "{} works as late as anybody at Bosch",
        "{} works as if we owned Bosch at Bosch",
        "{} knows Petra by reputation only",
        "{} knows Petra from the radio",
        "{} needed a plumber in 2019",
        "first coffee with {} since March",
        "promised {} that by Monday",
    ],
)
def test_words_that_do_not_fit_their_place_leave_a_note(
    network: Workspace, name: str, line: str
) -> None:
    told = answered(network, line.format(name))
    day = "on Wednesday 18 November 2026"
    assert told
    assert all("kept as a note" in text or ", other: " in text for text in told if text != day)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("line", "telling"),
    [
        ("{} joined Bosch", "Bosch"),
        ("{} joined Levi's", "Levi's"),
        ("{} works as a welder at Bosch", "welder"),
        ("{} knows Petra from the choir", "know each other"),
        ("{} needs a plumber", "needs: a plumber"),
        ("first coffee with {} in March", "March 2026"),
        ("promised {} the keys by Monday", "the keys"),
    ],
)
def test_words_that_fit_their_place_are_recorded(
    network: Workspace, name: str, line: str, telling: str
) -> None:
    told = answered(network, line.format(name))
    assert any(telling in text for text in told)
    assert not any("kept as a note" in text for text in told)


@pytest.mark.parametrize("verb", ["hung up", "is looking for a flat", "got engaged"])
def test_a_pronoun_that_several_may_be_is_decided_for_nobody(network: Workspace, verb: str) -> None:
    told = answered(network, f"tried to call Kai and Tom, he {verb}")
    assert f"kept as a note on Kai Lim and Tom Baker: he {verb}" in told
