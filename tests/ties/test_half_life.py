"""The half-life of strength stands once; the files for Neo4j Browser agree with it."""

from __future__ import annotations

from netkit.queries import question, questions

from netkit.answers.balance import LEAST_DAYS_TO_LEAN
from netkit.answers.who import OFFER_WORTH, SKILL_WORTH, WORD_WORTH
from netkit.maps import decay
from netkit.ties.outlook import LEAST_CONTACT_DAYS
from netkit.ties.strength import HALF_LIFE_DAYS


def test_the_files_for_the_server_take_every_figure_from_where_it_is_decided() -> None:
    defaults = {asked.name: asked.defaults for asked in questions()}
    assert [name for name, given in defaults.items() if "half_life" in given] == [
        "neighbourhood",
        "people_at",
        "reach",
        "warm_paths",
    ]
    asked = question("neighbourhood").filled({"person": "p", "day": "0"})
    assert asked["half_life"] == HALF_LIFE_DAYS
    assert question("fading").filled({"person": "p"})["days"] == LEAST_CONTACT_DAYS
    leaning = question("leaning").filled({"person": "p"})
    assert (leaning["from"], leaning["days"]) == (LEAST_DAYS_TO_LEAN, str(LEAST_DAYS_TO_LEAN))
    about = question("about").filled({"terms": "t"})
    assert (about["offer"], about["skill"], about["other"]) == (
        OFFER_WORTH,
        SKILL_WORTH,
        WORD_WORTH,
    )


def test_the_maps_future_has_the_half_life_of_strength() -> None:
    assert decay.HALF_LIFE_DAYS == HALF_LIFE_DAYS
