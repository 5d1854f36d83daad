"""Traps of messages.csv, one test each; the rows are written by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.importers.port import Sighting
from netkit.model.events import (
    Interaction,
)
from tests.importers.linkedin_case import (
    ANA,
    FROM_ME,
    INVITATIONS,
    ME,
    MESSAGES_2018,
    MESSAGES_2023,
    rows,
    tell,
)

if TYPE_CHECKING:
    from pathlib import Path
from tests.importers.linkedin_case import MINE, message_line, tell_messages


def test_a_message_is_an_interaction_with_direction_thread_and_first_words(tmp_path: Path) -> None:
    told = tell_messages(
        tmp_path,
        message_line(content='"<p>Dear Mia,</p>\n<p>lunch &amp; talk?</p>"'),
        message_line(
            sender=f"Mia Owner,{ME}", to=f"Ana Lima,{ANA}", subject="Lunch", content="Yes!"
        ),
    )
    me, ana = told.owner.handles[0].person_id, told.id_of("Ana Lima")
    came, went = (one for one in told.events(Interaction) if one.channel == "message")
    assert (came.sender, came.recipients, came.thread) == (ana, (me,), "c1")
    assert (came.text, came.source) == ("Dear Mia, lunch & talk?", "linkedin")
    assert (went.sender, went.recipients, went.text) == (me, (ana,), "Lunch")
    assert came.at == datetime(2024, 5, 1, 8, tzinfo=UTC)


def test_only_the_first_140_characters_of_a_message_are_kept(tmp_path: Path) -> None:
    told = tell_messages(tmp_path, message_line(content="word " * 100))
    texts = [one.text for one in told.events(Interaction) if one.channel == "message"]
    assert texts == [("word " * 100)[:140].strip()]


def test_content_of_a_million_characters_is_one_message(tmp_path: Path) -> None:
    told = tell_messages(
        tmp_path, message_line(content="x" * 1_000_000), message_line(at="2024-05-02 08:00:00 UTC")
    )
    assert sum(one.channel == "message" for one in told.events(Interaction)) == 2


def test_the_same_message_twice_is_one_and_reported(tmp_path: Path) -> None:
    told = tell_messages(tmp_path, message_line(), message_line(), message_line(content="other"))
    assert sum(one.channel == "message" for one in told.all(Interaction)) == 2
    assert told.reasons == {"the same message as an earlier row": 1}


def test_hidden_members_are_one_unknown_per_conversation_and_never_each_other(
    tmp_path: Path,
) -> None:
    told = tell_messages(
        tmp_path,
        message_line(thread="c1", sender="LinkedIn Member,"),
        message_line(thread="c1", sender="LinkedIn Member,", content="again"),
        message_line(thread="c2", sender=f"Mia Owner,{ME}", to="LinkedIn Member,"),
    )
    unknown = {s.handles[0].value for s in told.all(Sighting) if s.handles[0].kind == "unknown"}
    assert unknown == {"linkedin/c1", "linkedin/c2"}
    assert told.names == ["Ana Lima"]  # of the invitation
    assert sum(one.channel == "message" for one in told.events(Interaction)) == 3


def test_hidden_members_of_2018_are_each_their_own(tmp_path: Path) -> None:
    told = tell_messages(
        tmp_path,
        'LinkedIn Member,Mia Owner,"4/9/18, 7:05 AM",,Hello,INCOMING,INBOX',
        'LinkedIn Member,Mia Owner,"4/9/18, 7:06 AM",,Hi,INCOMING,INBOX',
        header=MESSAGES_2018,
    )
    assert sum(s.handles[0].kind == "unknown" for s in told.all(Sighting)) == 2
    assert told.names == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (message_line(sender="ACME,", content="<p class=spinmail>Hi</p>"), "a sponsored message"),
        (message_line(sender="ACME,", content="Hi %FIRSTNAME%"), "a sponsored message"),
        (message_line(sender="ACME,", title="Sponsored Conversation"), "a sponsored message"),
        (message_line(folder="SPAM"), "in the spam folder"),
        (message_line(at="yesterday"), "its date cannot be read"),
        (message_line(at="2024-02-30 08:00:00 UTC"), "its date cannot be read"),
        (message_line(at="2099-01-01 08:00:00 UTC"), "its date lies in the future"),
        (message_line(content="a, b"), "more cells than its header"),
        (message_line(sender="ACME,https://linkedin.com/company/acme"),
         "from a page, not from a person"),
        (message_line(sender=f"Mia Owner,{ME}"), "written to oneself"),
        (message_line(sender=f"{'N' * 1001},"), "a name of more than 1,000 characters"),
    ],
)  # fmt: skip
def test_what_is_no_interaction_is_reported(tmp_path: Path, line: str, reason: str) -> None:
    told = tell_messages(tmp_path, message_line(thread="c9", content="good"), line)
    assert sum(one.channel == "message" for one in told.events(Interaction)) == 1
    assert told.skipped == {("messages.csv", reason): 1}


@pytest.mark.parametrize("flags", ["Yes,No", "true,No", "No,Yes"])
def test_drafts_are_no_interactions(tmp_path: Path, flags: str) -> None:
    header = MESSAGES_2023.replace(
        "FOLDER", "FOLDER,ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT"
    )
    told = tell_messages(
        tmp_path, f"{message_line()},,No,No", f"{message_line(content='x')},,{flags}", header=header
    )
    assert sum(one.channel == "message" for one in told.events(Interaction)) == 1
    assert told.reasons == {"a draft, never sent": 1}


def test_2026_quotes_every_field_and_appends_a_member_id_to_file_names(tmp_path: Path) -> None:
    header = '"' + MESSAGES_2023.strip().replace(",", '","') + '"\n'
    line = '"' + message_line().replace(",", '","') + '"'
    files = {
        "messages_123456.csv": rows(header, [line]),
        "Invitations_123456.csv": INVITATIONS + FROM_ME,
    }
    assert len(tell(tmp_path, dict(files)).events(Interaction)) == 2


def test_assistant_logs_are_not_people(tmp_path: Path) -> None:
    log = rows(MESSAGES_2023, [message_line(sender="Coach,"), message_line(to="Coach,")])
    told = tell(
        tmp_path,
        {**MINE, "guide_messages.csv": log, "LearningCoachMessages.csv": "No conversations found"},
    )
    assert told.names == ["Ana Lima"]
    assert told.skipped == {
        ("guide_messages.csv", "a conversation with an assistant, not with a person"): 2
    }
    assert told.warnings == {}


def test_a_page_or_link_file_is_counted_and_makes_nobody(tmp_path: Path) -> None:
    told = tell(tmp_path, {**MINE, "Reactions.csv": "Date,Type,Link\n2026-01-05 10:00:00,LIKE,x\n"})
    assert told.skipped == {("Reactions.csv", "holds a link and no person"): 1}
