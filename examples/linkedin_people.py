"""The tables of people: connections, address book, notes; and the owner's own."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from .crowd import midnight
from .linkedin_shape import Rows, Shape, Table

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from .people import Contact, Person

__all__ = ["address_book", "connections", "notes", "own_tables"]

_EXPLANATION = (
    '"When exporting your connection data, you may notice that some of the email addresses are '
    "missing. You will only see email addresses for connections who have allowed their "
    "connections to see or download their email address using this setting "
    "https://www.linkedin.com/psettings/privacy/email. You can learn more here "
    'https://www.linkedin.com/help/linkedin/answer/261"'
)
_HIDDEN_SHARE = 0.03
"""Rows of people who hid themselves; in real files 1 to 6 of a hundred."""


def connections(shape: Shape, *, excel: bool) -> Table:
    """Write Connections.csv, the newest first; `excel` writes it as Excel saves it again."""
    known = shape.network.connections
    file = shape.file("connections")
    rows = {contact.id: _connection(shape, contact, excel=excel) for contact in known}
    _damage(shape, rows)
    shape.tally.people.update(rows)
    dated = [(contact.connected_at or shape.end, rows[contact.id]) for contact in known]
    dated += _hidden_rows(shape, excel=excel)
    if shape.network.hostile:
        dated.append((shape.end, ("N" * 1001, *rows[known[0].id][1:])))
        shape.tally.skip(file, "name too long", 1)
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return Table(
        file,
        shape.columns("connections"),
        [row for _, row in dated],
        preamble=_preamble(shape, excel=excel),
        newline="\r\n" if excel else "\n",
    )


def _preamble(shape: Shape, *, excel: bool) -> str:
    """Return the preamble before the header: nothing, two lines or three."""
    if shape.year == 2018:
        return ""
    if excel:
        commas = "," * (len(shape.columns("connections")) - 1)
        return f"\ufeffNotes:{commas}\r\n{_EXPLANATION}{commas}\r\n{commas}\r\n"
    return f"Notes:\n{_EXPLANATION}\n" + ("" if shape.year == 2021 else "\n")


def _connected(shape: Shape, moment: datetime, *, excel: bool) -> str:
    """Write the day of a connection."""
    return f"{moment.day}-{moment:%b-%y}" if excel else shape.date("connections", moment)


def _connection(shape: Shape, contact: Contact, *, excel: bool) -> tuple[str, ...]:
    """Write one connection."""
    moment = contact.connected_at or shape.end
    return (
        contact.first,
        contact.last,
        *([shape.link(contact.id)] if shape.links_people else []),
        contact.email if contact.shares_email else "",
        contact.company,
        contact.title,
        _connected(shape, moment, excel=excel),
    )


def _damage(shape: Shape, rows: dict[Person, tuple[str, ...]]) -> None:
    """Spoil a few rows of silent connections as real files do, in place."""
    rng = shape.rng("damage")
    silent = [c.id for c in shape.network.connections if c.rhythm == "silent"]
    lonely = sorted(set(silent) - shape.ambiguous)
    cut, *others = rng.sample(lonely, 7)
    rows[cut] = rows[cut][:-2]
    for person in others[:2]:
        bad = "13/45/18, 7:05 AM" if shape.year == 2018 else "31 Foo 2021"
        rows[person] = (*rows[person][:-1], bad)
    for person in others[2:4]:
        rows[person] = (*rows[person], "", "")
    if shape.year == 2018:
        for person in others[4:]:
            rows[person] = (*rows[person][:-1], *rows[person][-1].split(","))
    shape.tally.undated.append(Rows(shape.file("connections"), "unreadable date", 3))


def _hidden_rows(shape: Shape, *, excel: bool) -> list[tuple[datetime, tuple[str, ...]]]:
    """Write the rows of people who hid themselves: only the date is left."""
    rng = shape.rng("hidden")
    count = max(1, round(len(shape.network.connections) * _HIDDEN_SHARE))
    empty = [""] * (len(shape.columns("connections")) - 1)
    shape.tally.skip(shape.file("connections"), "hidden", count)
    moments = [shape.ago(rng, 9 * 365) for _ in range(count)]
    return [(moment, (*empty, _connected(shape, moment, excel=excel))) for moment in moments]


def address_book(shape: Shape) -> Table:
    """Write the uploaded address book: people of its own, known addresses, and doubtful names.

    A doubtful row has the name of a connection who appears nowhere else, but another address
    and employer: nobody can tell, so it stays a person of its own until the user decides.
    """
    rng = shape.rng("address book")
    network = shape.network
    size = len(network.connections) // 40
    own = [contact for contact in network.strangers if contact.circle == "address book"]
    shared = [contact for contact in network.connections if contact.shares_email][:size]
    doubtful = _unmentioned(shape)[:3]
    rows = [_entry(shape, rng, contact, contact.email, contact.company) for contact in own]
    rows += [_entry(shape, rng, contact, contact.email, contact.company) for contact in shared]
    rows += [_entry(shape, rng, c, f"other.{c.email}", "Somewhere Else Ltd") for c in doubtful]
    shape.tally.people.update(contact.id for contact in own)
    shape.tally.book_only += len(doubtful)
    return Table(shape.file("contacts"), shape.columns("contacts"), rows, newline="\r\n")


def _unmentioned(shape: Shape) -> list[Contact]:
    """Return connections with a name of their own whom no other file of any year names."""
    network = shape.network
    named = {invitation.sender for invitation in network.invitations}
    named |= {invitation.receiver for invitation in network.invitations}
    named |= {endorsement.giver for endorsement in network.endorsements}
    named |= {endorsement.receiver for endorsement in network.endorsements}
    named |= {person for thread in network.conversations for person in thread.members}
    named |= {note.person for note in network.notes} | shape.ambiguous
    return [c for c in network.connections if c.id not in named and not c.shares_email]


def _entry(
    shape: Shape, rng: random.Random, contact: Contact, email: str, company: str
) -> tuple[str, ...]:
    """Write one entry of the address book."""
    fields = {
        "Source": "MOBILE_CONTACTS",
        "FirstName": contact.first,
        "LastName": contact.last,
        "Companies": company,
        "Title": contact.title,
        "Emails": email,
        "EmailAddress": email,
        "PhoneNumbers": contact.phone if email == contact.email else "",
        "CreatedAt": shape.date("short", shape.ago(rng, 2000)),
        "FullName": contact.full_name,
        "Location": contact.city,
    }
    return tuple(fields.get(column.replace(" ", ""), "") for column in shape.columns("contacts"))


def notes(shape: Shape) -> Table:
    """Write Notes.csv (2026): what the owner noted about people."""
    rows = []
    for note in shape.network.notes:
        contact = shape.network.contact(note.person)
        moment = shape.date("activity", note.written_at)
        link = shape.link(note.person)
        rows.append((contact.first, contact.last, link, note.text, moment, moment))
    shape.tally.notes += len(rows)
    return Table(shape.file("notes"), shape.columns("notes"), rows, quoted=True)


def own_tables(shape: Shape) -> list[Table]:
    """Write what the archive says about the owner."""
    me = shape.network.owner
    updated = shape.date("short", shape.end - timedelta(days=2000))
    spare = [updated] if shape.year == 2022 else []
    profile = {
        "First Name": me.first,
        "Last Name": me.last,
        "Birth Date": "Mar 14",
        "Headline": me.headline,
        "Industry": "Renewable Energy",
        "Geo Location": f"{me.city}, Germany",
    }
    phones = [] if shape.network.hostile else [("", me.phone, "Mobile")]
    if shape.network.hostile:
        shape.tally.empty_files.append(shape.file("phone numbers"))
    return [
        _own(shape, "profile", [[profile.get(c, "") for c in shape.columns("profile")]]),
        _own(shape, "positions", [
            (job.company, job.title, "", job.city, _month(shape, job.began),
             _month(shape, job.ended)) for job in me.jobs]),
        _own(shape, "education", [
            (study.school, str(study.began), str(study.ended), "", study.degree, "")
            for study in me.studies]),
        _own(shape, "skills", [(skill,) for skill in me.skills]),
        _own(shape, "email addresses", [(me.email, "Yes", "Yes", updated, *spare)]),
        _own(shape, "phone numbers", phones),
    ]  # fmt: skip


def _own(shape: Shape, table: str, rows: Sequence[Sequence[str]]) -> Table:
    """Write a small table; some end their lines as Windows does, some end without a newline."""
    windows = table in ("skills", "positions")
    closed = table != "email addresses"
    newline = "\r\n" if windows else "\n"
    return Table(shape.file(table), shape.columns(table), rows, newline=newline, closed=closed)


def _month(shape: Shape, day: date | None) -> str:
    """Write a month; empty for a position that is still held."""
    return "" if day is None else shape.date("month", midnight(day))
