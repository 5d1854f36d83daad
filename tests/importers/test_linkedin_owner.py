"""Whose archive it is: each way to tell, in its order, and when the user must be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netkit.errors import UsageError
from netkit.model.events import Connected, Interaction
from tests.importers.linkedin_case import (
    ANA,
    BO,
    CONNECTIONS,
    FROM_ME,
    INVITATIONS,
    ME,
    MESSAGES_2018,
    MESSAGES_2021,
    MESSAGES_2023,
    OLD_CONNECTIONS,
    PROFILE,
    Told,
    rows,
    tell,
)

if TYPE_CHECKING:
    from pathlib import Path

ONE_THREAD = rows(
    MESSAGES_2023,
    [f"c1,,Ana Lima,{ANA},Mia Owner,{ME},2024-05-01 08:00:00 UTC,,Hello,INBOX"],
)
TWO_THREADS = ONE_THREAD + f"c2,,Mia Owner,{ME},Bo Li,{BO},2024-05-02 08:00:00 UTC,,Hello,SENT\n"


def _owner(told: Told) -> tuple[str, str]:
    return told.owner.handles[0].key, told.owner.name


@pytest.mark.parametrize(
    "word", [ME, "www.linkedin.com/in/ME-1/", "Mia Owner", "mia  OWNER", "me-1"]
)
def test_the_users_own_word_comes_first(tmp_path: Path, word: str) -> None:
    told = tell(tmp_path, {"messages.csv": TWO_THREADS}, owner=word)
    assert told.owner.handles[0].key == "linkedin:me-1"
    assert told.names == ["Ana Lima", "Bo Li"]


def test_the_users_word_beats_the_invitations(tmp_path: Path) -> None:
    files = {"Invitations.csv": INVITATIONS + FROM_ME}
    assert _owner(tell(tmp_path, dict(files), owner=ANA)) == ("linkedin:ana-lima", "Ana Lima")


@pytest.mark.parametrize(
    "line",
    [FROM_ME, f'Ana Lima,Mia Owner,"1/5/24, 10:00 AM",,INCOMING,{ANA},{ME}\n'],
    ids=["outgoing", "incoming"],
)
def test_the_owners_end_of_an_invitation_tells(tmp_path: Path, line: str) -> None:
    assert _owner(tell(tmp_path, {"Invitations.csv": INVITATIONS + line})) == (
        "linkedin:me-1", "Mia Owner",
    )  # fmt: skip


def test_the_profile_in_every_conversation_tells(tmp_path: Path) -> None:
    assert _owner(tell(tmp_path, {"messages.csv": TWO_THREADS})) == ("linkedin:me-1", "Mia Owner")


def test_one_conversation_alone_cannot_tell(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^cannot tell whose archive this is; say it with --me"):
        tell(tmp_path, {"messages.csv": ONE_THREAD})


def test_the_profiles_name_breaks_the_tie_of_one_conversation(tmp_path: Path) -> None:
    told = tell(tmp_path, {"messages.csv": ONE_THREAD, "Profile.csv": PROFILE})
    assert _owner(told) == ("linkedin:me-1", "Mia Owner")


def test_a_damaged_row_does_not_hide_the_owner(tmp_path: Path) -> None:
    lines = [
        f"c{n},,Mia Owner,{ME},P {n},{ANA}-{n},2024-05-02 08:00:00 UTC,,Hi,SENT" for n in range(20)
    ]
    broken = f"x,,Ana Lima,{ANA},Bo Li,{BO},2024-05-02 08:00:00 UTC,,Hi,INBOX"
    told = tell(tmp_path, {"messages.csv": rows(MESSAGES_2023, [*lines, broken])})
    assert told.owner.handles[0].key == "linkedin:me-1"


def test_before_2023_the_sender_of_the_profiles_name_is_the_owner(tmp_path: Path) -> None:
    messages = rows(
        MESSAGES_2021,
        [
            f"c1,,Ana Lima,{ANA},Mia Owner,2021-05-01 08:00:00 UTC,,Hello,INBOX",
            f"c1,,Mia Owner,{ME},Ana Lima,2021-05-01 09:00:00 UTC,,Hi,SENT",
        ],
    )
    told = tell(tmp_path, {"messages.csv": messages, "Profile.csv": PROFILE})
    assert _owner(told) == ("linkedin:me-1", "Mia Owner")


def test_before_2023_a_friend_in_all_conversations_is_not_taken_for_the_owner(
    tmp_path: Path,
) -> None:
    messages = rows(
        MESSAGES_2021,
        [f"c{n},,Ana Lima,{ANA},Mia Owner,2021-05-01 08:00:00 UTC,,Hello,INBOX" for n in (1, 2)],
    )
    keys = "Email Address,Confirmed,Primary,Updated On\nmia@example.org,Yes,Yes,\n"
    for files in ({}, {"Email Addresses.csv": keys}):
        with pytest.raises(UsageError, match="cannot tell whose archive this is"):
            tell(tmp_path, {"messages.csv": messages, **files})


def test_before_2023_the_name_in_every_conversation_is_the_owners(tmp_path: Path) -> None:
    messages = rows(
        MESSAGES_2021,
        [
            f"c1,,Ana Lima,{ANA},Mia Owner,2021-05-01 08:00:00 UTC,,Hello,INBOX",
            f"c2,,Bo Li,{BO},Mia Owner,2021-05-01 09:00:00 UTC,,Hi,INBOX",
        ],
    )
    assert tell(tmp_path, {"messages.csv": messages}).owner.name == "Mia Owner"


def test_in_2018_the_direction_tells(tmp_path: Path) -> None:
    line = 'Mia Owner,Ana Lima,"4/9/18, 7:05 AM",,Hello,OUTGOING,SENT\n'
    told = tell(tmp_path, {"Messages.csv": MESSAGES_2018 + line})
    assert _owner(told) == ("name:linkedin/mia owner", "Mia Owner")
    (message,) = told.events(Interaction)
    assert message.sender == told.owner.handles[0].person_id


def test_the_profile_alone_tells_where_there_are_no_messages(tmp_path: Path) -> None:
    connections = OLD_CONNECTIONS + "Ana,Lima,,,,01 Jan 2020\n"
    told = tell(tmp_path, {"Connections.csv": connections, "Profile.csv": PROFILE})
    assert told.owner.name == "Mia Owner"


def test_nobody_is_asked_where_every_file_says_which_side_is_the_owners(tmp_path: Path) -> None:
    connections = CONNECTIONS + f"Ana,Lima,{ANA},,,,01 Jan 2020\n"
    told = tell(tmp_path, {"Connections.csv": connections})
    assert told.names == ["Ana Lima"]
    assert _owner(told) == ("source:linkedin/me", "")
    assert told.events(Connected)[0].person == told.owner.handles[0].person_id
    named = tell(tmp_path, {"Connections.csv": connections}, owner="Mia Owner")
    assert _owner(named) == ("name:linkedin/mia owner", "Mia Owner")


def test_a_name_that_nobody_in_the_conversations_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^'Mai Owner' is in none of the conversations; say it"):
        tell(tmp_path, {"messages.csv": TWO_THREADS}, owner="Mai Owner")


def test_an_address_is_a_key_and_does_not_replace_the_evidence(tmp_path: Path) -> None:
    told = tell(tmp_path, {"messages.csv": TWO_THREADS}, owner="Mia@Example.org")
    assert [handle.key for handle in told.owner.handles] == [
        "linkedin:me-1", "email:mia@example.org",
    ]  # fmt: skip


def test_nobody_is_asked_where_there_is_nothing_to_tell(tmp_path: Path) -> None:
    told = tell(tmp_path, {"Connections.csv": CONNECTIONS})
    assert told.warnings == {"Connections.csv": "a header without rows"}
