"""The files of a LinkedIn archive through the years: names, columns and date formats.

Observed in public exports from 2018 to 2026. Each history lists, oldest first, from which year on
a file is named, or its columns run, in a way; an empty name means that it was not there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["ERAS", "columns", "date_text", "file_name", "tables"]

ERAS = (2018, 2021, 2022, 2023, 2024, 2025, 2026)

_MESSAGES_2021 = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT"
)
_MESSAGES_2023 = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,"
    "DATE,SUBJECT,CONTENT,FOLDER"
)
_INVITATIONS = "From,To,Sent At,Message,Direction"
_RECEIVED = "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name"
_RECOMMENDATIONS = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status"
_CONTACTS = (
    "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Addresses,Sites,"
    "InstantMessageHandles,FullName,Birthday,Location,BookmarkedAt,Profiles"
)
_IMPORTED_CONTACTS = (
    "First Name,Last Name,Companies,Title,Email Address,Phone Numbers,Created At,"
    "Instant Message Handles,Addresses,Sites,Full Name,Birthday,Location,Bookmarked At,Profiles"
)
_PROFILE_2018 = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Contact Instructions,Headline,Summary,"
    "Industry,Country,Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers"
)
_PROFILE = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,"
    "Geo Location,Twitter Handles,Websites,Instant Messengers"
)
_DRAFT = ",IS MESSAGE DRAFT"
_SHARES = "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility"
_NOTES = (
    "Connection First Name,Connection Last Name,Connection Profile URL,Note,Created On,Edited On"
)

_History = tuple[tuple[int, str], ...]

_COLUMNS: dict[str, _History] = {
    "connections": (
        (2018, "First Name,Last Name,Email Address,Company,Position,Connected On"),
        (2023, "First Name,Last Name,URL,Email Address,Company,Position,Connected On"),
    ),
    "messages": (
        (2018, "From,To,Date,Subject,Content,Direction,Folder"),
        (2021, f"{_MESSAGES_2021},FOLDER"),
        (2023, _MESSAGES_2023),
        (2024, _MESSAGES_2023 + _DRAFT),
        (2025, f"{_MESSAGES_2023},ATTACHMENTS{_DRAFT}"),
        (2026, f"{_MESSAGES_2023},ATTACHMENTS{_DRAFT},IS CONVERSATION DRAFT"),
    ),
    "invitations": (
        (2018, _INVITATIONS),
        (2023, f"{_INVITATIONS},inviterProfileUrl,inviteeProfileUrl"),
    ),
    "endorsements received": (
        (2018, f"{_RECEIVED},Endorsement Status"),
        (2022, f"{_RECEIVED},Endorser Public Url,Endorsement Status"),
    ),
    "old endorsements received": ((2018, f"{_RECEIVED},Endorsement Status,Display Status"),),
    "recommendations given": ((2018, _RECOMMENDATIONS),),
    "recommendations received": ((2018, _RECOMMENDATIONS),),
    "profile": ((2018, _PROFILE_2018), (2021, _PROFILE)),
    "positions": ((2018, "Company Name,Title,Description,Location,Started On,Finished On"),),
    "education": ((2018, "School Name,Start Date,End Date,Notes,Degree Name,Activities"),),
    "skills": ((2018, "Name"),),
    "email addresses": (
        (2018, "Email Address,Confirmed,Primary,Updated On"),
        (2022, "Email Address,Confirmed,Primary,Updated On,Updated On"),  # a column twice
        (2023, "Email Address,Confirmed,Primary,Updated On"),
    ),
    "phone numbers": ((2018, "Extension,Number,Type"),),
    "contacts": ((2018, _IMPORTED_CONTACTS), (2021, _CONTACTS)),
    "reactions": ((2018, "Date,Type,Link"),),
    "comments": ((2018, "Date,Link,Message"),),
    "votes": ((2018, "Date,Link,OptionText"),),
    "shares": ((2018, _SHARES),),
    "company follows": (
        (2018, "Organization,Followed On"),
        (2022, "Organization,Followed On,"),  # a comma too many
        (2023, "Organization,Followed On"),
    ),
    "member follows": ((2018, "Date,Status,FullName"),),
    "notes": ((2018, _NOTES),),
}
for _received, _given in (
    ("endorsements received", "endorsements given"),
    ("old endorsements received", "old endorsements given"),
):
    _COLUMNS[_given] = tuple(
        (year, header.replace("Endorser", "Endorsee")) for year, header in _COLUMNS[_received]
    )

_FILES: dict[str, _History] = {
    "connections": ((2018, "Connections.csv"),),
    "messages": ((2018, "Messages.csv"), (2021, "messages.csv")),
    "invitations": ((2018, "Invitations.csv"),),
    "old endorsements received": ((2018, "Endorsement Received Info.csv"), (2022, "")),
    "old endorsements given": ((2018, "Endorsement Given Info.csv"), (2022, "")),
    "endorsements received": ((2018, ""), (2021, "Endorsement_Received_Info.csv")),
    "endorsements given": ((2018, ""), (2021, "Endorsement_Given_Info.csv")),
    "recommendations given": ((2018, "Recommendations_Given.csv"),),
    "recommendations received": ((2018, "Recommendations_Received.csv"),),
    "profile": ((2018, "Profile.csv"),),
    "positions": ((2018, "Positions.csv"),),
    "education": ((2018, "Education.csv"),),
    "skills": ((2018, "Skills.csv"),),
    "email addresses": ((2018, "Email Addresses.csv"),),
    "phone numbers": ((2018, "Phone Numbers.csv"), (2021, "PhoneNumbers.csv")),
    "contacts": ((2018, "Imported Contacts.csv"), (2021, "Contacts.csv")),
    "reactions": ((2018, ""), (2021, "Reactions.csv")),
    "comments": ((2018, "Comments.csv"),),
    "votes": ((2018, ""), (2021, "Votes.csv")),
    "shares": ((2018, "Shares.csv"),),
    "company follows": ((2018, ""), (2021, "Company Follows.csv")),
    "member follows": ((2018, ""), (2022, "Member_Follows.csv")),
    "notes": ((2018, ""), (2026, "Notes.csv")),
}
# Logs of talks with assistants: columns as messages.
for _log in ("guide", "coach", "learning_coach", "learning_role_play"):
    _FILES[f"{_log} log"] = ((2018, ""), (2025, f"{_log}_messages.csv"))
    _COLUMNS[f"{_log} log"] = _COLUMNS["messages"]

_DATES: dict[str, str] = {
    "connections": "{0:%d %b %Y}",
    "endorsements": "{0:%Y/%m/%d %H:%M:%S} UTC",
    "recommendations": "{0:%m/%d/%y, %I:%M %p}",
    "company follows": "{0:%a %b %d %H:%M:%S} UTC {0:%Y}",
    "month": "{0:%b %Y}",
}


def _in_year(history: _History, year: int) -> str:
    """Return the value that holds in a year: the latest line of the history that is not later."""
    return next((value for since, value in reversed(history) if since <= year), "")


def tables() -> tuple[str, ...]:
    """Return every table that some archive holds."""
    return tuple(_FILES)


def file_name(table: str, year: int, member: int) -> str:
    """Name a table's file in a year's archive, empty if there was none then.

    From 2026 on the member's number is part of it.
    """
    name = _in_year(_FILES[table], year)
    return name.replace(".csv", f"_{member}.csv") if year >= 2026 else name


def columns(table: str, year: int) -> tuple[str, ...]:
    """Return a table's columns in a year's archive."""
    return tuple(_in_year(_COLUMNS[table], year).split(","))


def date_text(kind: str, moment: datetime, year: int) -> str:
    """Write a moment as the files of that kind did in that year.

    ``short`` is ``M/D/YY, h:mm AM`` without leading zeros; in 2018 most files had it.
    """
    if kind == "short" or (year <= 2018 and kind in ("connections", "messages")):
        half = "AM" if moment.hour < 12 else "PM"
        clock = f"{(moment.hour + 11) % 12 + 1}:{moment.minute:02d} {half}"
        return f"{moment.month}/{moment.day}/{moment.year % 100:02d}, {clock}"
    if kind in ("messages", "activity"):
        return moment.isoformat(" ")[:19] + (" UTC" if kind == "messages" else "")
    return _DATES[kind].format(moment)
