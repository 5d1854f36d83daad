"""Archives of one account, whole or in parts, in any order: nothing counts twice, nobody forks."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

import pytest

from netkit.errors import UsageError
from netkit.importers.port import Options
from netkit.importing import ImportReport, import_file
from netkit.store.sqlite import SqliteStore
from netkit.store.values import Change, Doubt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
IN = "https://www.linkedin.com/in/"
CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,"
    "SUBJECT,CONTENT,FOLDER\n"
)
ME = ("Mia Owner", "mia")
UMA = ("Uma Keller", "uma-keller")
JON = ("Jon Brandt", "jon-brandt")
ULI = ("Uli Sander", "uli-sander")
GONE = ("LinkedIn Member", "")

Person = tuple[str, str]


def _connection(person: Person, day: str) -> str:
    first, last = person[0].split()
    return f"{first},{last},{IN}{person[1]},,,,{day}\n"


def _message(thread: str, sender: Person, to: list[Person], at: str, text: str) -> str:
    names, urls = ("; ".join(p[0] for p in to), ",".join(IN + p[1] for p in to if p[1]))
    url = IN + sender[1] if sender[1] else ""
    return f'{thread},,{sender[0]},{url},"{names}","{urls}",{at} UTC,,"{text}",INBOX\n'


def _talk(partner: Person, texts: tuple[str, ...] = ("Grüße", "Schön")) -> str:
    return _message("t1", ME, [partner], "2024-05-01 09:00:05", texts[0]) + _message(
        "t1", partner, [ME], "2024-05-02 09:00:05", texts[1]
    )


#: With another person: who is in both conversations is the owner.
OTHER = _message("t9", ME, [JON], "2024-04-01 09:00:00", "Hello Jon")


class Networks:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.store = SqliteStore(root / "net")
        self._numbers = count()

    def take(self, owner: str = "", *, dry_run: bool = False, **files: str) -> ImportReport:
        folder = self.root / f"archive{next(self._numbers)}"
        folder.mkdir()
        files.setdefault("Profile", "First Name,Last Name,Headline\nMia,Owner,Builder\n")
        for name, text in files.items():
            (folder / f"{name}.csv").write_text(text)
        options = Options(owner=owner)
        return import_file(self.store, folder, now=NOW, options=options, dry_run=dry_run)

    @property
    def names(self) -> list[str]:
        people = self.store.people()
        return sorted(one.name for one in people if not (one.owner or one.unknown))

    @property
    def messages(self) -> int:
        return sum(1 for _ in self.store.all_interactions())


@pytest.fixture
def net(tmp_path: Path) -> Iterator[Networks]:
    networks = Networks(tmp_path)
    yield networks
    assert networks.store.check() == []
    networks.store.close()


@pytest.mark.parametrize("newer_first", [False, True])
def test_a_closed_account_stays_the_person_it_was(net: Networks, newer_first: bool) -> None:
    archives = [_talk(UMA) + OTHER, _talk(GONE) + OTHER]
    for text in reversed(archives) if newer_first else archives:
        net.take(messages=MESSAGES + text)
    assert (net.names, net.messages) == (["Jon Brandt", "Uma Keller"], 3)
    assert not any(person.unknown for person in net.store.people())


@pytest.mark.parametrize("newer_first", [False, True])
def test_a_renamed_profile_is_the_person_it_was(net: Networks, newer_first: bool) -> None:
    renamed = ("Uma Keller-Roth", "uma-keller-roth")
    archives = [_talk(UMA) + OTHER, _talk(renamed) + OTHER]
    for text in reversed(archives) if newer_first else archives:
        net.take(messages=MESSAGES + text)
    assert (len(net.names), net.messages) == (2, 3)
    assert not [doubt for doubt in net.store.doubts() if doubt.verdict == "open"]


def test_a_group_that_grew_is_not_told_again(net: Networks) -> None:
    def group(*others: Person) -> str:
        return _message("g", ME, list(others), "2024-06-01 10:00:00", "Plan?") + _message(
            "g", others[0], [ME, *others[1:]], "2024-06-02 10:00:00", "Yes"
        )

    net.take(messages=MESSAGES + OTHER + group(UMA, JON))
    grown = group(UMA, JON, ULI)
    last = _message("g", ULI, [ME, UMA, JON], "2024-07-01 10:00:00", "Thanks for having me")
    report = net.take(messages=MESSAGES + OTHER + grown + last)
    assert (report.new.interactions, report.new.people) == (1, 1)


@pytest.mark.parametrize(
    "texts", [("GrÃ¼ÃŸe", "SchÃ¶n"), ("Gr??e", "Sch?n"), ("Gruesse", "Schoen")]
)
def test_a_text_in_other_letters_is_the_same_message(net: Networks, texts: tuple[str, str]) -> None:
    net.take(messages=MESSAGES + _talk(UMA) + OTHER)
    report = net.take(messages=MESSAGES + _talk(UMA, texts) + OTHER)
    assert report.new.interactions == 0


def test_a_second_message_of_the_same_second_is_new(net: Networks) -> None:
    net.take(messages=MESSAGES + _talk(UMA) + OTHER)
    more = _message("t1", ME, [UMA], "2024-05-01 09:00:05", "One more")
    report = net.take(messages=MESSAGES + _talk(UMA) + OTHER + more)
    assert report.new.interactions == 1


@pytest.mark.parametrize("names_first", [False, True])
def test_bare_names_of_a_part_are_the_connections_of_another(
    net: Networks,
    names_first: bool,
) -> None:
    parts = [
        {"Connections": CONNECTIONS + _connection(UMA, "01 Mar 2020")},
        {
            "Recommendations_Received": "First Name,Last Name,Company,Job Title,Text,Creation Date,"
            'Status\nUma,Keller,,,Good,"07/21/19, 12:11 PM",VISIBLE\n'
        },
    ]  # fmt: skip
    for part in reversed(parts) if names_first else parts:
        report = net.take("", dry_run=False, **part)
    assert (net.names, report.new.people) == (["Uma Keller"], 0)


def test_a_bare_name_that_two_connections_bear_is_neither(net: Networks) -> None:
    twins = _connection(UMA, "01 Mar 2020") + _connection(("Uma Keller", "uma2"), "02 Mar 2020")
    net.take(Connections=CONNECTIONS + twins)
    invited = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    row = 'Uma,Keller,,,Good,"07/21/19, 12:11 PM",VISIBLE\n'
    net.take(Recommendations_Received=invited + row)
    assert net.names == ["Uma Keller"] * 3


def test_people_whom_the_user_keeps_apart_are_not_joined_by_their_messages(net: Networks) -> None:
    renamed = ("Uma Keller", "uma-two")
    net.take(Connections=CONNECTIONS + _connection(renamed, "02 Mar 2020"))
    net.take(messages=MESSAGES + _talk(UMA) + OTHER)
    a, b = (person.id for person in net.store.people() if person.name == "Uma Keller")
    verdict = Doubt(a, b, "two people", "different")
    net.store.append(Change("keep apart", NOW, doubts=[verdict]))
    net.take(messages=MESSAGES + _talk(renamed) + OTHER)
    assert net.names.count("Uma Keller") == 2


def test_an_undated_note_counts_once_in_a_newer_archive(net: Networks) -> None:
    notes = (
        "Connection First Name,Connection Last Name,Connection Profile URL,Note,Created On\n"
        f"Uma,Keller,{IN}{UMA[1]},plays chess,\n"
    )
    net.take(messages=MESSAGES + _talk(UMA) + OTHER, Notes=notes)
    later = _message("t1", UMA, [ME], "2024-08-01 08:00:00", "News")
    net.take(messages=MESSAGES + _talk(UMA) + OTHER + later, Notes=notes)
    assert len(net.store.events(["note"])) == 1


def test_a_dry_run_tells_what_is_new_and_records_nothing(net: Networks) -> None:
    text = MESSAGES + _talk(UMA) + OTHER
    before = net.store.digest()
    preview = net.take(messages=text, dry_run=True)
    assert net.store.digest() == before
    assert preview.new == net.take(messages=text).new
    more = text + _message("t5", ULI, [ME], "2024-09-01 08:00:00", "Hi")
    preview = net.take(messages=more, dry_run=True)
    assert (preview.new.people, preview.new.interactions) == (1, 1)
    assert preview.new == net.take(messages=more).new


THEIR_PROFILE = "First Name,Last Name,Headline\nJon,Brandt,Boss\n"
THEIR_MESSAGES = (
    MESSAGES
    + _message("z1", JON, [UMA], "2024-05-01 10:00:00", "Report?")
    + _message("z2", JON, [ULI], "2024-05-02 10:00:00", "Lunch?")
)


def test_an_archive_of_somebody_else_is_refused_with_what_settles_it(net: Networks) -> None:
    net.take(messages=MESSAGES + _talk(UMA) + OTHER)
    before = net.store.digest()
    with pytest.raises(UsageError, match=r"is Jon Brandt's, and this network is Mia Owner's.*--me"):
        net.take(Profile=THEIR_PROFILE, messages=THEIR_MESSAGES)
    assert net.store.digest() == before


def test_the_user_may_say_that_another_account_is_theirs(net: Networks) -> None:
    net.take(messages=MESSAGES + _talk(UMA) + OTHER)
    second = ("Maria Old", "maria-old")
    profile = "First Name,Last Name,Headline\nMaria,Old,Builder\n"
    text = MESSAGES + _message("y1", second, [ULI], "2020-01-01 10:00:00", "Hello")
    net.take("Maria Old", Profile=profile, messages=text)
    assert len(net.store.owners()) == 1
    assert "Maria Old" not in net.names


@pytest.mark.parametrize("name", ["Mia,Owner", "Mia K.,Owner", "MIA,OWNER", "Mia Karla,Owner"])
def test_another_profile_of_the_owners_name_is_the_owner(net: Networks, name: str) -> None:
    net.take(messages=MESSAGES + _talk(UMA) + OTHER)
    text = _message("y1", (name.replace(",", " "), "mia-two"), [ULI], "2025-01-01 10:00:00", "Hey")
    net.take(Profile=f"First Name,Last Name,Headline\n{name},x\n", messages=MESSAGES + text)
    assert net.names == ["Jon Brandt", "Uli Sander", "Uma Keller"]


def test_a_network_whose_owner_has_no_name_takes_that_of_the_archive(net: Networks) -> None:
    part = net.root / "Connections.csv"
    part.write_text(CONNECTIONS + _connection(UMA, "01 Mar 2020"))
    import_file(net.store, part, now=NOW)
    report = net.take(
        messages=MESSAGES + _talk(UMA) + OTHER,
        Connections=CONNECTIONS + _connection(UMA, "01 Mar 2020"),
    )
    assert (report.new.people, net.names) == (1, ["Jon Brandt", "Uma Keller"])


def test_two_names_with_one_address_are_two_people(net: Networks) -> None:
    header = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
    rows = "Uma,Keller,us@example.org,Oak,A,07 May 2022\nJon,Brandt,us@example.org,Oak,B,{}\n"
    for day in ("08 May 2022", "08 May 2022"):
        report = net.take(Connections=header + rows.format(day))
        assert report.found.people == 2
    assert net.names == ["Jon Brandt", "Uma Keller"]


def test_two_names_with_one_address_and_no_day_are_two_people(net: Networks) -> None:
    header = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
    net.take(Connections=header + "Uma,Keller,us@example.org,,,\nJon,Brandt,us@example.org,,,\n")
    assert net.names == ["Jon Brandt", "Uma Keller"]
