"""The giver's score on a circle told by hand: what comes before what, and why."""

from __future__ import annotations

import pytest

from netkit.answers.introduce.introductions import Introduction, introductions, introductions_for
from netkit.errors import NothingFoundError
from tests.answers.invented_facts import Circle, pid

#: Contact on twelve days of the last months: a warm tie.
WARM = tuple(range(3, 123, 10))
#: One contact, three years ago: hardly a tie.
COLD = (1_095.0,)


@pytest.fixture
def circle() -> Circle:
    """Inès, who founds a battery company, and eleven people I could introduce to her."""
    made = Circle()
    made.person(
        "Inès",
        needs=("a patent lawyer who knows batteries", "an industrial designer"),
        offers=("advice on battery safety",),
        title="Founder",
        at="Volta",
        school="Lisbon Tech",
        city="Porto",
        seen=WARM,
    )
    made.person(
        "Mutual",
        offers=("patent law for battery makers",),
        needs=("advice on battery safety",),
        title="Patent Attorney",
        seen=WARM,
    )
    made.person("Offering", offers=("patent law for battery makers",), seen=WARM)
    made.person("Titled", title="Patent Attorney", seen=WARM)
    made.person("Distant", title="Patent Attorney", seen=COLD)
    made.person("Alumna", title="Teacher", school="Lisbon Tech", seen=WARM)
    made.person("Examiner", title="Patent Examiner", seen=WARM)
    made.person("Neighbour", title="Gardener", city="Porto", seen=WARM)
    made.person("Colleague", title="Patent Attorney", at="Volta", seen=WARM)
    made.person("Private", title="Patent Attorney", asked="no introductions, please", seen=WARM)
    made.person("Declined", title="Patent Attorney", seen=WARM)
    made.introduced("Inès", "Declined", "declined", 400)
    made.person("Underway", title="Patent Attorney", seen=WARM)
    made.introduced("Inès", "Underway", "agreed", 400)
    return made


def order(circle: Circle, to: str = "Inès") -> list[str]:
    return [one.person.name for one in introductions_for(circle.facts(), pid(to), limit=100)]


def found(circle: Circle, name: str, to: str = "Inès") -> Introduction:
    rows = introductions_for(circle.facts(), pid(to), limit=100)
    return next(one for one in rows if one.person.name == name)


def test_the_order_is_the_one_that_can_be_argued_by_hand(circle: Circle) -> None:
    assert order(circle) == [
        # 1. Offers what she needs, and needs what she offers: both gain.
        "Mutual",
        # 2. The same offer, but only one of the two gains.
        "Offering",
        # 3. A title is weaker evidence than an offer said aloud, and says nothing of batteries.
        "Titled",
        # 4. The same title; but I have not spoken with them for three years.
        "Distant",
        # 5. No need is met; a school in common opens a conversation.
        "Alumna",
        # 6. Who works where she works she has met: there is hardly anything to introduce.
        "Colleague",
        # Not there: the examiner is no lawyer, a city alone is no reason, one asked for none,
        # one was declined, one is under way.
    ]


@pytest.mark.parametrize("name", ["Private", "Declined", "Underway"])
def test_who_asked_for_none_was_declined_or_is_under_way_is_proposed_nowhere(
    circle: Circle, name: str
) -> None:
    assert name not in order(circle)
    pairs = [{one.a.name, one.b.name} for one in introductions(circle.facts(), limit=1_000)]
    assert {name, "Inès"} not in pairs
    assert {"Mutual", "Inès"} in pairs


def test_nobody_is_introduced_to_who_asked_for_none(circle: Circle) -> None:
    with pytest.raises(NothingFoundError, match="Private asked for no introductions"):
        introductions_for(circle.facts(), pid("Private"))


def test_nobody_is_introduced_to_who_is_to_be_left_in_peace_by_now() -> None:
    circle = Circle()
    circle.person("Ann", needs=("a tailor",), asked="do not contact before 2027", seen=WARM)
    circle.person("Bo", offers=("a tailor",), seen=WARM)
    assert introductions(circle.facts()) == []
    with pytest.raises(NothingFoundError, match="left in peace"):
        introductions_for(circle.facts(), pid("Ann"))
    assert introductions_for(circle.facts(), pid("Bo")) == []


def test_a_boundary_that_does_not_forbid_it_is_said_beside_the_introduction() -> None:
    circle = Circle()
    circle.person("Ann", needs=("a tailor",), seen=WARM)
    circle.person("Bo", offers=("a tailor",), asked="not by phone", seen=WARM)
    assert found(circle, "Bo", "Ann").cautions == ("Bo asked: not by phone",)
    [pair] = introductions(circle.facts())
    assert pair.cautions == ("Bo asked: not by phone",)


def test_hidden_people_and_the_owner_are_never_proposed(circle: Circle) -> None:
    circle.as_unknown("Titled")
    assert "Titled" not in order(circle)
    assert "Me" not in order(circle)


def test_every_part_is_a_reason_with_its_weight_and_evidence(circle: Circle) -> None:
    made = found(circle, "Mutual")
    needs = [reason for reason in made.because if reason.kind == "need"]
    assert [reason.text for reason in needs] == [
        "Inès needs “a patent lawyer who knows batteries”,"
        " Mutual offers “patent law for battery makers”",
        "Mutual needs “advice on battery safety”, Inès offers “advice on battery safety”",
    ]
    assert [reason.weight for reason in needs] == [1.0, 1.0]
    assert needs[1].evidence == (
        "Mutual needs advice on battery safety",
        "Inès offers advice on battery safety",
    )
    assert [reason.kind for reason in made.because] == ["need", "need", "standing", "outcomes"]
    assert made.band == "strong"


def test_what_speaks_against_it_is_a_reason_that_weighs_below_zero(circle: Circle) -> None:
    made = found(circle, "Colleague")
    [against] = [reason for reason in made.because if reason.kind == "acquainted"]
    assert against.weight == -0.6
    assert against.text in made.cautions
    assert against.text == "probably know each other already: both work at Volta"


def test_two_who_seek_and_give_the_same_are_told_of_once() -> None:
    circle = Circle()
    for name in ("Ann", "Bo"):
        circle.person(name, needs=("a running partner",), offers=("a running partner",), seen=WARM)
    texts = [why.text for why in found(circle, "Bo", "Ann").because if why.kind == "need"]
    assert texts == ["each needs “a running partner” and offers “a running partner”"]


def test_a_craft_in_common_is_named_in_the_words_people_wrote() -> None:
    circle = Circle()
    circle.person("Ann", skills=("Data Protection",), title="Sensor Engineer", seen=WARM)
    circle.person("Bo", skills=("Data protection",), title="Head of Sensors", seen=WARM)
    [why] = [why for why in found(circle, "Bo", "Ann").because if why.kind == "topic"]
    assert why.text == (
        "in common: “Data Protection”; “Sensor Engineer” (Ann) and “Head of Sensors” (Bo)"
    )


def test_two_introductions_of_late_ask_for_rest(circle: Circle) -> None:
    before = found(circle, "Titled").score
    for other in ("Alumna", "Neighbour"):
        circle.introduced("Titled", other, "made", 0)
    tired = found(circle, "Titled")
    # two introductions just now: 1 - 2^(-2/2) = a half
    assert tired.score == pytest.approx(before / 2)
    assert "introduced often of late: give it some weeks" in tired.cautions


def test_outcomes_of_the_past_move_the_connector_and_the_kind(circle: Circle) -> None:
    titled, alumna = found(circle, "Titled").score, found(circle, "Alumna").score
    circle.person("Far", title="Diver")
    for number in range(3):
        circle.person(f"Other {number}")
        circle.introduced(
            "Titled", f"Other {number}", "met", 2_000, why="both studied at Lisbon Tech"
        )
    # the connector: Beta(2 + 3, 2) has mean 5/7, so √(½ + 5/7) for one of two people
    made = found(circle, "Titled")
    assert made.score == pytest.approx(titled * (0.5 + 5 / 7) ** 0.5)
    assert "earlier introductions of Titled went well" in [why.text for why in made.because]
    # the kind: Beta(5 + 3, 5) has mean 8/13; a school is worth ½ + 8/13 of its .15
    moved = found(circle, "Alumna")
    [school] = [why for why in moved.because if why.kind == "school"]
    assert school.weight == pytest.approx(0.15 * (0.5 + 8 / 13))
    assert moved.score > alumna


def test_people_whom_both_know_are_a_reason_and_knowing_each_other_is_none() -> None:
    circle = Circle()
    for name in ("Ann", "Bo", "Zoe"):
        circle.person(name, seen=WARM)
    circle.knows("Ann", "Zoe", 0.8)
    circle.knows("Bo", "Zoe", 0.8)
    apart = found(circle, "Bo", "Ann")
    assert apart.because[0].text == "both probably know Zoe"
    assert apart.because[0].evidence == ("Ann knows Zoe", "Bo knows Zoe")
    circle.knows("Ann", "Bo", 0.5)
    near = found(circle, "Bo", "Ann")
    assert near.score < apart.score
    assert "may know each other already: both in a thread" in near.cautions


def test_nobody_is_in_more_than_two_of_the_pairs_that_should_meet() -> None:
    circle = Circle()
    circle.person("Tailor", offers=("a tailor",), seen=WARM)
    for number in range(5):
        circle.person(f"Seeker {number}", needs=("a tailor",), seen=WARM)
    pairs = introductions(circle.facts())
    assert len(pairs) == 2


def test_a_tie_of_two_contacts_is_too_little_to_say(circle: Circle) -> None:
    circle.person("New", title="Patent Attorney", seen=(5, 9))
    [standing] = [why for why in found(circle, "New").because if why.kind == "standing"]
    assert standing.text.endswith("New: last contact 5 days ago, too few to say")
