"""What a source calls somebody is shown as plain text, whatever importer read it."""

from __future__ import annotations

import pytest

from netkit.importers.port import Item, Sighting
from netkit.importing.items_read import read_all
from netkit.model.handles import named, own_id
from netkit.model.names import clean
from netkit.model.people import Affiliation, Claim

KEY = named("test", "eva")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Eva\x1b[8m Sand", "Eva Sand"),
        ("Eva\x1b]52;c;ZXZpbA==\x07 Sand", "Eva Sand"),
        ("Eva\x9b2J Sand", "Eva Sand"),
        ("Eva \u202ednaS", "Eva dnaS"),
        ("Eva\x00\x08 Sand\ud83d", "Eva Sand"),
        ("Eva\nSand", "Eva Sand"),
        ("Eva [8m Sand", "Eva [8m Sand"),
    ],
)
def test_control_characters_reach_no_name_and_no_claim(text: str, plain: str) -> None:
    items: list[Item] = [
        Sighting((KEY,), text, text, text),
        Claim(KEY.person_id, "city", text),
        Affiliation(KEY.person_id, text, text),
    ]
    read = read_all(items, None)
    (seen,), (claim,), (job,) = read.sightings, read.claims, read.affiliations
    texts = [seen.name, seen.organization, seen.title, claim.value, job.organization, job.title]
    assert texts == [plain] * 6
    assert clean(text) == plain


def test_a_sources_own_id_is_one_that_can_be_stored() -> None:
    assert own_id("test", " 7\ud800\x1b ").key == "source:test/7"
    assert own_id("test", "urn:uuid:7").value == "test/urn:uuid:7"
