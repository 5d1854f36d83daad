"""Who stands behind a name or a profile address in a LinkedIn archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.model.events import (
    Interaction,
)
from tests.importers.linkedin_case import (
    ANA,
    BO,
    ME,
    MESSAGES_2018,
    MESSAGES_2021,
    OLD_CONNECTIONS,
    PROFILE,
    rows,
    tell,
)

if TYPE_CHECKING:
    from pathlib import Path
from tests.importers.linkedin_case import message_line, tell_messages


def test_recipients_are_the_profiles_even_where_names_hold_commas(tmp_path: Path) -> None:
    told = tell_messages(
        tmp_path,
        message_line(sender=f"Mia Owner,{ME}", to=f'"Ana Lima, Ph.D., Bo Li, MBA","{ANA},{BO}"'),
    )
    (message,) = (one for one in told.events(Interaction) if one.channel == "message")
    assert message.group_size == 3
    assert told.names == ["Ana Lima", "Bo Li, MBA"]  # Ana's as the invitation has it


def test_names_are_dropped_rather_than_paired_wrongly(tmp_path: Path) -> None:
    told = tell_messages(
        tmp_path,
        message_line(sender=f"Mia Owner,{ME}", to=f'"Cy Young, Bo Li, Dee Fox","{ANA},{BO}"'),
    )
    assert told.names == ["", "Ana Lima"]
    assert "Cy Young" not in told.names


def test_a_lost_profile_in_a_group_is_one_person_fewer(tmp_path: Path) -> None:
    told = tell_messages(
        tmp_path,
        message_line(sender=f"Mia Owner,{ME}", to=f'"Ana Lima,LinkedIn Member,Bo Li","{ANA},{BO}"'),
    )
    (message,) = (one for one in told.events(Interaction) if one.channel == "message")
    assert message.group_size == 4
    assert told.names == ["Ana Lima", "Bo Li"]


def test_profile_addresses_of_all_spellings_are_one_person(tmp_path: Path) -> None:
    spellings = [
        "https://www.linkedin.com/in/jos%C3%A9-1", "http://de.linkedin.com/in/JOSÉ-1/",
        "www.linkedin.com/in/jose\u0301-1?trk=people", "linkedin.com/in/José-1",
    ]  # fmt: skip
    told = tell_messages(
        tmp_path,
        *(message_line(sender=f"José,{url}", content=str(n)) for n, url in enumerate(spellings)),
    )
    assert told.names == ["Ana Lima", "José"]


def test_a_bare_name_is_the_one_connection_of_that_name(tmp_path: Path) -> None:
    told = tell(
        tmp_path,
        {
            "Profile.csv": PROFILE,
            "Connections.csv": OLD_CONNECTIONS + "Ana,Lima,,ACME,CTO,01 Jan 2018\n",
            "Messages.csv": MESSAGES_2018
            + 'ana  lima,Mia Owner,"4/9/18, 7:05 AM",,Hello,INCOMING,INBOX\n',
        },
    )
    (message,) = told.events(Interaction)
    assert message.sender == told.id_of("Ana Lima")
    assert told.names == ["Ana Lima"]


def test_a_bare_name_of_two_connections_is_neither_of_them(tmp_path: Path) -> None:
    told = tell(
        tmp_path,
        {
            "Profile.csv": PROFILE,
            "Connections.csv": OLD_CONNECTIONS
            + "Wei,Zhang,,ACME,CTO,01 Jan 2018\nWei,Zhang,,Initech,CFO,02 Jan 2018\n",
            "Messages.csv": MESSAGES_2018
            + 'Wei Zhang,Mia Owner,"4/9/18, 7:05 AM",,Hello,INCOMING,INBOX\n',
        },
    )
    (message,) = told.events(Interaction)
    kinds = {one.handles[0].kind: person for person, one in told.people.items()}
    assert (kinds["name"], len(told.people)) == (message.sender, 3)


def test_in_2021_a_profile_and_a_connection_of_one_unique_name_are_one_person(
    tmp_path: Path,
) -> None:
    told = tell(
        tmp_path,
        {
            "Profile.csv": PROFILE,
            "Connections.csv": OLD_CONNECTIONS
            + "Ana,Lima,,ACME,CTO,01 Jan 2018\nBo,Li,,,,02 Jan 2018\nBo,Li,,,,03 Jan 2018\n",
            "messages.csv": rows(
                MESSAGES_2021,
                [
                    f"c1,,Ana Lima,{ANA},Mia Owner,2021-05-01 08:00:00 UTC,,Hello,INBOX",
                    f"c2,,Bo Li,{BO},Mia Owner,2021-05-01 08:00:00 UTC,,Hello,INBOX",
                    f"c2,,Mia Owner,{ME},Bo Li,2021-05-01 09:00:00 UTC,,Hello,INBOX",
                ],
            ),
        },
    )
    keys = sorted(tuple(h.kind for h in one.handles) for one in told.people.values())
    assert keys == [("connection",), ("connection",), ("linkedin",), ("linkedin", "connection")]
    came, went = (one for one in told.events(Interaction) if one.thread == "c2")
    assert went.recipients == (came.sender,)  # a name in a thread is who wrote under it there


def test_a_bare_name_of_the_owner_is_the_owner_unless_the_owner_wrote(tmp_path: Path) -> None:
    told = tell(
        tmp_path,
        {
            "Profile.csv": PROFILE,
            "Connections.csv": OLD_CONNECTIONS + "Mia,Owner,,ACME,CTO,01 Jan 2018\n",
            "Messages.csv": MESSAGES_2018
            + 'Ana Lima,Mia Owner,"4/9/18, 7:05 AM",,Hello,INCOMING,INBOX\n'
            + 'Mia Owner,Mia Owner,"4/9/18, 7:06 AM",,Namesake!,OUTGOING,SENT\n',
        },
    )
    came, went = told.events(Interaction)
    me = told.owner.handles[0].person_id
    assert came.recipients == (me,)
    assert (went.sender, went.recipients) == (me, (told.id_of("Mia Owner"),))
