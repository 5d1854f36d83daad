"""Each trap that real LinkedIn archives set, one test each; the rows are written by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from netkit.importers.port import Sighting
from netkit.model.events import (
    Acquaintance,
    Connected,
    Favour,
    Interaction,
    Introduction,
    Note,
    Step,
    event_id,
)
from netkit.model.people import Affiliation, Claim
from netkit.model.when import PartialDate
from netkit.ties.acquaintance import co_presence
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

MINE = {"Invitations.csv": INVITATIONS + FROM_ME, "Profile.csv": PROFILE}


def _connections(root: Path, *lines: str, header: str = CONNECTIONS) -> Told:
    return tell(root, {"Profile.csv": PROFILE, "Connections.csv": rows(header, lines)})


def _messages(root: Path, *lines: str, header: str = MESSAGES_2023) -> Told:
    files = {**MINE, "messages.csv": rows(header, lines)}
    if header != MESSAGES_2023:
        del files["Invitations.csv"]
    return tell(root, dict(files))


def _line(
    thread: str = "c1", sender: str = f"Ana Lima,{ANA}", to: str = f"Mia Owner,{ME}",
    at: str = "2024-05-01 08:00:00 UTC", content: str = "Hello", folder: str = "INBOX",
    title: str = "", subject: str = "",
) -> str:  # fmt: skip
    return f"{thread},{title},{sender},{to},{at},{subject},{content},{folder}"


# ---- connections -------------------------------------------------------------------------------


def test_the_preamble_is_no_header_however_long_it_is(tmp_path: Path) -> None:
    line = f"Ana,Lima,{ANA},,ACME,Engineer,01 Jan 2024\n"
    for blank in range(4):
        header = CONNECTIONS.replace("\n\n", "\n" * (blank + 1))
        told = tell(tmp_path, {"Profile.csv": PROFILE, "Connections.csv": header + line})
        assert told.names == ["Ana Lima"]


@pytest.mark.parametrize("surname", ["NA", "None", "Null", "N/A"])
def test_surnames_that_look_like_nothing_are_names(tmp_path: Path, surname: str) -> None:
    told = _connections(tmp_path, f"Ana,{surname},{ANA},,,,01 Jan 2024")
    assert told.names == [f"Ana {surname}"]


def test_rows_with_only_a_date_are_counted_and_make_nobody(tmp_path: Path) -> None:
    told = _connections(
        tmp_path, ",,,,,,01 Jan 2024", f"Ana,Lima,{ANA},,,,01 Jan 2024", ",,,,,,02 Jan 2024"
    )
    assert told.names == ["Ana Lima"]
    assert told.skipped == {("Connections.csv", "a connection that shows no name"): 2}


def test_a_connection_gives_its_job_of_today_and_the_day_of_connecting(tmp_path: Path) -> None:
    told = _connections(tmp_path, f'Ana,"Lima, Ph.D.",{ANA},ana@example.org,ACME,CTO,07 Mar 2019')
    (person,) = told.people.values()
    assert [handle.key for handle in person.handles] == [
        "linkedin:ana-lima", "email:ana@example.org", "connection:ana lima, ph.d.|2019-03-07",
    ]  # fmt: skip
    day = datetime(2019, 3, 7, tzinfo=UTC)
    assert [(one.at, one.person) for one in told.events(Connected)] == [
        (day, told.owner.handles[0].person_id)
    ]
    assert (person.organization, person.title, person.seen_at) == ("ACME", "CTO", day)


def test_the_company_of_a_connection_is_dated_by_the_newest_row_of_the_archive(
    tmp_path: Path,
) -> None:
    told = _connections(
        tmp_path, f"Ana,Lima,{ANA},,ACME,CTO,07 Mar 2019", f"Bo,Li,{BO},,,,01 Jan 2024"
    )
    sightings = {one.name: one for one in told.people.values()}
    assert {(name, one.organization) for name, one in sightings.items()} == {
        ("Ana Lima", "ACME"), ("Bo Li", ""),
    }  # fmt: skip
    (none,) = told.all(Affiliation)  # no company is news, too
    assert (none.person, none.organization) == (told.id_of("Bo Li"), "")
    day = datetime(2024, 1, 1, tzinfo=UTC)
    assert {none.seen_at, *(one.seen_at for one in sightings.values())} == {day}


def test_eras_with_and_without_profile_addresses_meet_on_name_and_day(tmp_path: Path) -> None:
    old = _connections(tmp_path, 'Ana,Lima,,ACME,CTO,"4/9/18, 7:05 AM"', header=OLD_CONNECTIONS)
    new = _connections(tmp_path, f"Ana,Lima,{ANA},,ACME,CTO,09 Apr 2018")
    excel = _connections(tmp_path, "Ana,Lima,,ACME,CTO,9-Apr-18", header=OLD_CONNECTIONS)
    assert (
        set(*(one.handles for one in old.people.values()))
        == set(*(one.handles for one in excel.people.values()))
        < set(*(one.handles for one in new.people.values()))
    )


@pytest.mark.parametrize(
    "day", ["31 Foo 2021", "30 Feb 2021", "", "2021-13-05", "13/45/18, 7:05 AM"]
)
def test_an_unreadable_date_keeps_the_person_and_is_reported(tmp_path: Path, day: str) -> None:
    told = _connections(tmp_path, f'Ana,Lima,{ANA},,,,"{day}"')
    assert told.names == ["Ana Lima"]
    assert told.events(Connected) == []
    assert told.reasons == {"its date cannot be read; kept without it": 1}


def test_a_date_whose_comma_is_not_quoted_is_read(tmp_path: Path) -> None:
    told = _connections(tmp_path, "Ana,Lima,,ACME,CTO,4/9/18, 7:05 AM", header=OLD_CONNECTIONS)
    assert [one.at for one in told.events(Connected)] == [datetime(2018, 4, 9, tzinfo=UTC)]
    assert not told.reasons


def test_a_row_with_a_cell_too_many_keeps_the_person_without_the_doubtful_cells(
    tmp_path: Path,
) -> None:
    told = _connections(tmp_path, f"Ana,Lima,{ANA},,ACME, Inc,CTO,01 Jan 2024")
    (person,) = told.people.values()
    assert (person.name, person.organization, person.title) == ("Ana Lima", "", "")
    assert len(told.events(Connected)) == 1
    assert told.reasons == {"more cells than its header; kept without company and title": 1}


def test_two_connections_of_one_name_are_two_people(tmp_path: Path) -> None:
    told = _connections(
        tmp_path,
        "Wei,Zhang,,ACME,CTO,01 Jan 2020",
        "Wei,Zhang,,Initech,CFO,02 Jan 2020",
        header=OLD_CONNECTIONS,
    )
    assert told.names == ["Wei Zhang", "Wei Zhang"]


def test_two_of_one_name_and_day_are_two_people_too(tmp_path: Path) -> None:
    told = _connections(
        tmp_path,
        "Wei,Zhang,,ACME,CTO,01 Jan 2020",
        "Wei,Zhang,,Initech,CFO,01 Jan 2020",
        header=OLD_CONNECTIONS,
    )
    assert told.names == ["Wei Zhang", "Wei Zhang"]


def test_the_same_connection_twice_is_one_person(tmp_path: Path) -> None:
    line = f"Ana,Lima,{ANA},,ACME,CTO,01 Jan 2024"
    told = _connections(tmp_path, line, line)
    assert told.names == ["Ana Lima"]
    assert told.reasons == {"the same person as an earlier row": 1}


def test_a_name_of_more_than_a_thousand_characters_is_a_skipped_row(tmp_path: Path) -> None:
    told = _connections(
        tmp_path, f"{'N' * 1001},Lima,{ANA},,,,01 Jan 2024", f"{'N' * 999},,{BO},,,,01 Jan 2024"
    )
    assert [len(name) for name in told.names] == [999]
    assert told.reasons == {"a name of more than 1,000 characters": 1}


def test_an_office_address_is_nobodys_key(tmp_path: Path) -> None:
    told = _connections(tmp_path, f"Ana,Lima,{ANA},info@example.org,,,01 Jan 2024")
    assert {handle.kind for one in told.people.values() for handle in one.handles} == {
        "linkedin", "connection",
    }  # fmt: skip


def test_german_headings_are_read(tmp_path: Path) -> None:
    header = "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am\n"
    told = _connections(tmp_path, f"Ana,Lima,{ANA},,ACME,CTO,01 Jan 2024", header=header)
    (person,) = told.people.values()
    assert (person.name, person.organization, len(told.events(Connected))) == (
        "Ana Lima",
        "ACME",
        1,
    )


def test_repeated_headings_and_trailing_commas_do_no_harm(tmp_path: Path) -> None:
    header = "First Name,Last Name,Email Address,Company,Position,Connected On,Company,,\n"
    told = _connections(tmp_path, "Ana,Lima,,ACME,CTO,01 Jan 2024,Other,,", header=header)
    (person,) = told.people.values()
    assert person.organization == "ACME"


def test_a_connection_dated_after_the_import_is_kept_without_its_date(tmp_path: Path) -> None:
    told = _connections(tmp_path, f"Ana,Lima,{ANA},,,,01 Jan 2099")
    assert (told.names, told.events(Connected)) == (["Ana Lima"], [])


# ---- messages ----------------------------------------------------------------------------------


def test_a_message_is_an_interaction_with_direction_thread_and_first_words(tmp_path: Path) -> None:
    told = _messages(
        tmp_path,
        _line(content='"<p>Dear Mia,</p>\n<p>lunch &amp; talk?</p>"'),
        _line(sender=f"Mia Owner,{ME}", to=f"Ana Lima,{ANA}", subject="Lunch", content="Yes!"),
    )
    me, ana = told.owner.handles[0].person_id, told.id_of("Ana Lima")
    came, went = (one for one in told.events(Interaction) if one.channel == "message")
    assert (came.sender, came.recipients, came.thread) == (ana, (me,), "c1")
    assert (came.text, came.source) == ("Dear Mia, lunch & talk?", "linkedin")
    assert (went.sender, went.recipients, went.text) == (me, (ana,), "Lunch")
    assert came.at == datetime(2024, 5, 1, 8, tzinfo=UTC)


def test_only_the_first_140_characters_of_a_message_are_kept(tmp_path: Path) -> None:
    told = _messages(tmp_path, _line(content="word " * 100))
    texts = [one.text for one in told.events(Interaction) if one.channel == "message"]
    assert texts == [("word " * 100)[:140].strip()]


def test_content_of_a_million_characters_is_one_message(tmp_path: Path) -> None:
    told = _messages(tmp_path, _line(content="x" * 1_000_000), _line(at="2024-05-02 08:00:00 UTC"))
    assert sum(one.channel == "message" for one in told.events(Interaction)) == 2


def test_the_same_message_twice_is_one_and_reported(tmp_path: Path) -> None:
    told = _messages(tmp_path, _line(), _line(), _line(content="other"))
    assert sum(one.channel == "message" for one in told.all(Interaction)) == 2
    assert told.reasons == {"the same message as an earlier row": 1}


def test_hidden_members_are_one_unknown_per_conversation_and_never_each_other(
    tmp_path: Path,
) -> None:
    told = _messages(
        tmp_path,
        _line(thread="c1", sender="LinkedIn Member,"),
        _line(thread="c1", sender="LinkedIn Member,", content="again"),
        _line(thread="c2", sender=f"Mia Owner,{ME}", to="LinkedIn Member,"),
    )
    unknown = {s.handles[0].value for s in told.all(Sighting) if s.handles[0].kind == "unknown"}
    assert unknown == {"linkedin/c1", "linkedin/c2"}
    assert told.names == ["Ana Lima"]  # of the invitation
    assert sum(one.channel == "message" for one in told.events(Interaction)) == 3


def test_hidden_members_of_2018_are_each_their_own(tmp_path: Path) -> None:
    told = _messages(
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
        (_line(sender="ACME,", content="<p class=spinmail>Hi</p>"), "a sponsored message"),
        (_line(sender="ACME,", content="Hi %FIRSTNAME%"), "a sponsored message"),
        (_line(sender="ACME,", title="Sponsored Conversation"), "a sponsored message"),
        (_line(folder="SPAM"), "in the spam folder"),
        (_line(at="yesterday"), "its date cannot be read"),
        (_line(at="2024-02-30 08:00:00 UTC"), "its date cannot be read"),
        (_line(at="2099-01-01 08:00:00 UTC"), "its date lies in the future"),
        (_line(content="a, b"), "more cells than its header"),
        (_line(sender="ACME,https://linkedin.com/company/acme"), "from a page, not from a person"),
        (_line(sender=f"Mia Owner,{ME}"), "written to oneself"),
        (_line(sender=f"{'N' * 1001},"), "a name of more than 1,000 characters"),
    ],
)  # fmt: skip
def test_what_is_no_interaction_is_reported(tmp_path: Path, line: str, reason: str) -> None:
    told = _messages(tmp_path, _line(thread="c9", content="good"), line)
    assert sum(one.channel == "message" for one in told.events(Interaction)) == 1
    assert told.skipped == {("messages.csv", reason): 1}


@pytest.mark.parametrize("flags", ["Yes,No", "true,No", "No,Yes"])
def test_drafts_are_no_interactions(tmp_path: Path, flags: str) -> None:
    header = MESSAGES_2023.replace(
        "FOLDER", "FOLDER,ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT"
    )
    told = _messages(tmp_path, f"{_line()},,No,No", f"{_line(content='x')},,{flags}", header=header)
    assert sum(one.channel == "message" for one in told.events(Interaction)) == 1
    assert told.reasons == {"a draft, never sent": 1}


def test_2026_quotes_every_field_and_appends_a_member_id_to_file_names(tmp_path: Path) -> None:
    header = '"' + MESSAGES_2023.strip().replace(",", '","') + '"\n'
    line = '"' + _line().replace(",", '","') + '"'
    files = {
        "messages_123456.csv": rows(header, [line]),
        "Invitations_123456.csv": INVITATIONS + FROM_ME,
    }
    assert len(tell(tmp_path, dict(files)).events(Interaction)) == 2


def test_assistant_logs_are_not_people(tmp_path: Path) -> None:
    log = rows(MESSAGES_2023, [_line(sender="Coach,"), _line(to="Coach,")])
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


# ---- who is who --------------------------------------------------------------------------------


def test_recipients_are_the_profiles_even_where_names_hold_commas(tmp_path: Path) -> None:
    told = _messages(
        tmp_path,
        _line(sender=f"Mia Owner,{ME}", to=f'"Ana Lima, Ph.D., Bo Li, MBA","{ANA},{BO}"'),
    )
    (message,) = (one for one in told.events(Interaction) if one.channel == "message")
    assert message.group_size == 3
    assert told.names == ["Ana Lima", "Bo Li, MBA"]  # Ana's as the invitation has it


def test_names_are_dropped_rather_than_paired_wrongly(tmp_path: Path) -> None:
    told = _messages(
        tmp_path,
        _line(sender=f"Mia Owner,{ME}", to=f'"Cy Young, Bo Li, Dee Fox","{ANA},{BO}"'),
    )
    assert told.names == ["", "Ana Lima"]
    assert "Cy Young" not in told.names


def test_a_lost_profile_in_a_group_is_one_person_fewer(tmp_path: Path) -> None:
    told = _messages(
        tmp_path,
        _line(sender=f"Mia Owner,{ME}", to=f'"Ana Lima,LinkedIn Member,Bo Li","{ANA},{BO}"'),
    )
    (message,) = (one for one in told.events(Interaction) if one.channel == "message")
    assert message.group_size == 4
    assert told.names == ["Ana Lima", "Bo Li"]


def test_profile_addresses_of_all_spellings_are_one_person(tmp_path: Path) -> None:
    spellings = [
        "https://www.linkedin.com/in/jos%C3%A9-1", "http://de.linkedin.com/in/JOSÉ-1/",
        "www.linkedin.com/in/jose\u0301-1?trk=people", "linkedin.com/in/José-1",
    ]  # fmt: skip
    told = _messages(
        tmp_path,
        *(_line(sender=f"José,{url}", content=str(n)) for n, url in enumerate(spellings)),
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


# ---- conversations of several ------------------------------------------------------------------


GROUP = f'"Ana Lima, Bo Li","{ANA},{BO}"'


@pytest.mark.parametrize(
    "text",
    [
        "Let me introduce you to each other", "A quick intro: Ana builds wind farms",
        "You two should meet", "Happy to connect you two", "Introducing Ana and Bo",
        "I wanted to put you in touch", "E-intro as promised", "Time that you meet each other",
    ],
)  # fmt: skip
def test_a_first_message_to_two_that_introduces_them_is_an_introduction_made(
    tmp_path: Path, text: str
) -> None:
    told = _messages(tmp_path, _line(sender=f"Mia Owner,{ME}", to=GROUP, content=text))
    (made,) = told.events(Introduction)
    assert made.broker == told.owner.handles[0].person_id
    assert {made.a, made.b} == {told.id_of("Ana Lima"), told.id_of("Bo Li")}
    (step,) = told.events(Step)
    assert (step.of, step.to, step.at) == (event_id(made), "made", made.at)


def test_somebody_who_introduces_the_owner_is_the_broker(tmp_path: Path) -> None:
    to = f'"Mia Owner,Bo Li","{ME},{BO}"'
    told = _messages(tmp_path, _line(to=to, content="Mia - let me introduce Bo"))
    (made,) = told.events(Introduction)
    assert made.broker == told.id_of("Ana Lima")
    assert told.owner.handles[0].person_id in {made.a, made.b}


@pytest.mark.parametrize(
    "lines",
    [
        [_line(sender=f"Mia Owner,{ME}", to=GROUP, content="Lunch on Friday?")],
        [_line(sender=f"Mia Owner,{ME}", to=f"Ana Lima,{ANA}", content="I will introduce you")],
        [
            _line(sender=f"Mia Owner,{ME}", to=GROUP, content="Hello"),
            _line(to=f'"Mia Owner,Bo Li","{ME},{BO}"', at="2024-05-02 08:00:00 UTC",
                  content="thanks for the introduction"),
        ],
        [_line(sender=f"Mia Owner,{ME}", to=GROUP, content="Let me introduce myself")],
        [_line(sender=f"Mia Owner,{ME}", to=f'"Ana Lima, Bo Li, Cy","{ANA},{BO},{ANA}-cy"',
               content="Let me introduce you all")],
    ],
    ids=["no words of it", "to one", "not the first", "oneself", "to three"],
)  # fmt: skip
def test_what_is_no_introduction_is_none(tmp_path: Path, lines: list[str]) -> None:
    assert _messages(tmp_path, *lines).events(Introduction) == []


def test_a_group_thread_is_one_weak_hint_for_each_two_of_the_others(tmp_path: Path) -> None:
    told = _messages(
        tmp_path,
        _line(sender=f"Mia Owner,{ME}", to=GROUP, content="Lunch?"),
        _line(to=f'"Mia Owner,Bo Li","{ME},{BO}"', at="2024-05-02 08:00:00 UTC", content="Yes"),
    )
    (hint,) = told.events(Acquaintance)
    assert {hint.a, hint.b} == {told.id_of("Ana Lima"), told.id_of("Bo Li")}
    assert (hint.seen, hint.weight) == (False, co_presence(3, "thread"))
    assert hint.at == datetime(2024, 5, 1, tzinfo=UTC)


def test_a_thread_of_more_than_twenty_says_nothing_of_who_knows_whom(tmp_path: Path) -> None:
    others = [f"https://www.linkedin.com/in/p-{n}" for n in range(20)]
    names = ", ".join(f"P {n}" for n in range(20))
    told = _messages(
        tmp_path, _line(sender=f"Mia Owner,{ME}", to=f'"{names}","{",".join(others)}"')
    )
    assert told.events(Acquaintance) == []
    assert len(told.people) == 21


# ---- the other files ---------------------------------------------------------------------------


def test_invitations_say_who_reached_out_first_and_with_which_note(tmp_path: Path) -> None:
    told = tell(
        tmp_path,
        {
            "Invitations.csv": INVITATIONS + FROM_ME
            + f'Bo Li,Mia Owner,"1/6/24, 9:30 PM",,INCOMING,{BO},{ME}\n'
        },
    )  # fmt: skip
    went, came = told.events(Interaction)
    me = told.owner.handles[0].person_id
    assert (went.channel, went.sender, went.text) == ("invitation", me, "Hello")
    assert (came.sender, came.recipients) == (told.id_of("Bo Li"), (me,))
    assert came.at == datetime(2024, 1, 6, 21, 30, tzinfo=UTC)


ENDORSED = (
    "Endorsement Date,Skill Name,{0} First Name,{0} Last Name,{0} Public Url,Endorsement Status\n"
)


def test_accepted_endorsements_are_favours_of_value_one_and_show_a_skill(tmp_path: Path) -> None:
    line = "2022/06/20 13:05:02 UTC,Rust,Ana,Lima,www.linkedin.com/in/ana-lima,ACCEPTED\n"
    pending = line.replace("ACCEPTED", "PENDING")
    told = tell(
        tmp_path,
        {
            **MINE,
            "Endorsement_Received_Info.csv": ENDORSED.format("Endorser") + line + pending,
            "Endorsement_Given_Info.csv": ENDORSED.format("Endorsee") + line + line,
        },
    )
    me, ana = told.owner.handles[0].person_id, told.id_of("Ana Lima")
    favours = told.all(Favour)
    assert {(one.giver, one.receiver) for one in favours} == {(ana, me), (me, ana)}
    assert {(one.kind, one.text, one.value) for one in favours} == {("endorsement", "Rust", 1)}
    assert [(c.person, c.value) for c in told.all(Claim) if c.field == "skill"] == [(ana, "Rust")]
    assert told.reasons == {"neither accepted nor visible": 1, "the same as an earlier row": 1}


def test_the_old_endorsement_file_in_utf16_with_tabs_says_the_same(tmp_path: Path) -> None:
    old = (
        "Endorsement Date\tSkill Name\tEndorser First Name\tEndorser Last Name\t"
        "Endorsement Status\tDisplay Status\n"
        '"2016/06/20 13:05:02 UTC"\t"C, and C++"\t"Ána"\t"Lima"\t"ACCEPTED"\t"SHOWN"\n'
    )
    told = tell(
        tmp_path,
        {**MINE, "Endorsement Received Info.csv": b"\xff\xfe" + old.encode("utf-16-le")},
    )
    (favour,) = told.events(Favour)
    assert (favour.text, favour.giver) == ("C, and C++", told.id_of("Ána Lima"))


def test_visible_recommendations_are_favours_of_value_three(tmp_path: Path) -> None:
    header = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
    line = 'Ana,Lima,ACME,CTO,"She is, simply, good",{},{}\n'
    told = tell(
        tmp_path,
        {
            **MINE,
            "Recommendations_Received.csv": header
            + line.format('"08/30/22, 05:51 PM"', "VISIBLE")
            + line.format('"08/30/22, 05:51 PM"', "HIDDEN")
            + line.format("soon", "VISIBLE"),
        },
    )
    (favour,) = told.events(Favour)
    assert (favour.kind, favour.value, favour.text) == ("recommendation", 3, "She is, simply, good")
    assert favour.at == datetime(2022, 8, 30, 17, 51, tzinfo=UTC)
    assert favour.giver == told.id_of("Ana Lima")
    assert told.reasons == {"neither accepted nor visible": 1, "its date cannot be read": 1}


def test_the_owner_is_sighted_with_keys_claims_and_places(tmp_path: Path) -> None:
    told = tell(
        tmp_path,
        {
            "Invitations.csv": INVITATIONS + FROM_ME,
            "Profile.csv": "First Name,Last Name,Birth Date,Headline,Geo Location,Websites\n"
            "Mia,Owner,Mar 7,Builder,Berlin,[COMPANY:https://example.org]\n",
            "Email Addresses.csv": "Email Address,Confirmed,Primary,Updated On\n"
            'mia@example.org,Yes,Yes,"1/1/20, 1:00 AM"\nold@example.org,No,No,\n',
            "Phone Numbers.csv": "Extension,Number,Type\n,+49 30 901820,Mobile\n",
            "Positions.csv": "Company Name,Title,Description,Location,Started On,Finished On\n"
            "ACME,Engineer,,,Aug 2012,Jan 2020\nInitech,CTO,,,Feb 2020,\nBad,X,,,Foo 2020,\n",
            "Education.csv": "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
            "TU Berlin,2009,2012,,BSc,\n",
            "Skills.csv": "Name\r\nPython\r\n",
        },
    )
    owner = told.owner
    assert [handle.key for handle in owner.handles] == [
        "linkedin:me-1", "email:mia@example.org", "phone:+4930901820",
    ]  # fmt: skip
    assert (owner.name, owner.organization, owner.title) == ("Mia Owner", "Initech", "CTO")
    assert {(one.field, one.value) for one in told.all(Claim)} == {
        ("headline", "Builder"), ("city", "Berlin"), ("birthday", "--03-07"),
        ("website", "https://example.org"), ("skill", "Python"),
    }  # fmt: skip
    assert {(one.organization, one.start, one.end, one.kind) for one in told.all(Affiliation)} == {
        ("ACME", PartialDate(2012, 8), PartialDate(2020, 1), "work"),
        ("Initech", PartialDate(2020, 2), None, "work"),
        ("TU Berlin", PartialDate(2009), PartialDate(2012), "school"),
    }
    assert told.skipped["Positions.csv", "a date of it cannot be read"] == 1


def test_address_books_are_people_with_mail_and_phone(tmp_path: Path) -> None:
    header = (
        "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Addresses,Sites,"
        "InstantMessageHandles,FullName,Birthday,Location,BookmarkedAt,Profiles\n"
    )
    told = tell(
        tmp_path,
        {
            **MINE,
            "Contacts.csv": header
            + 'M,Cy,Young,ACME,CTO,"cy@example.org,info@example.org",+49 30 901820,,,,,,,Rome,,\n'
            + "M,,,,,dee@example.org,,,,,,Dee Fox,,,,\n"
            + "M,,,,,,,,,,,,,,,\n"
            + "M,,,,,,12345,,,,,,,,,\n",
        },
    )
    cy = told.people[told.id_of("Cy Young")]
    assert [h.key for h in cy.handles] == ["email:cy@example.org", "phone:+4930901820"]
    assert told.names == ["Ana Lima", "Cy Young", "Dee Fox"]
    assert [(c.field, c.value) for c in told.all(Claim) if c.person == cy.handles[0].person_id] == [
        ("city", "Rome")
    ]
    assert told.reasons == {"neither a name nor an address nor a number": 2}


def test_notes_are_about_their_person(tmp_path: Path) -> None:
    header = (
        "Connection First Name,Connection Last Name,Connection Profile URL,Note,Created On,"
        "Edited On\n"
    )
    told = tell(
        tmp_path,
        {
            **MINE,
            "Notes.csv": header
            + f'Ana,Lima,{ANA},"Met in Rome,\nlikes tea",2026-01-05 10:00:00,\n'
            + f"Ana,Lima,{ANA},no date,sometime,\n",
        },
    )
    dated, undated = told.events(Note)
    assert (dated.person, dated.text) == (told.id_of("Ana Lima"), "Met in Rome, likes tea")
    assert (undated.person, undated.text) == (told.id_of("Ana Lima"), "no date")
    latest = max(event.at for event in told.events(Interaction))
    assert undated.at == max(latest, dated.at)
    assert told.reasons == {}


def test_a_header_without_rows_is_a_warning(tmp_path: Path) -> None:
    told = tell(
        tmp_path,
        {**MINE, "Connections.csv": CONNECTIONS, "messages.csv": MESSAGES_2023, "Skills.csv": ""},
    )
    assert told.warnings == {
        "Connections.csv": "a header without rows",
        "messages.csv": "a header without rows",
        "Skills.csv": "the file is empty",
    }


def test_a_file_of_which_no_row_can_be_used_is_a_warning(tmp_path: Path) -> None:
    told = _messages(tmp_path, _line(at="soon"), _line(at="later"))
    assert told.warnings == {"messages.csv": "none of its 2 rows could be used"}


def test_a_problem_never_holds_the_content_of_its_row(tmp_path: Path) -> None:
    told = _messages(tmp_path, _line(at="SECRET", content="SECRET"))
    assert "SECRET" not in repr(told.skipped)
