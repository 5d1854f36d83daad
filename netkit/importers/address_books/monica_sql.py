"""Monica's SQL export: ``INSERT IGNORE INTO `contacts` (`id`,…) VALUES (…),(…);`` a table."""

from __future__ import annotations

import re
from dataclasses import replace

from netkit.importers.address_books.cards import UNDATED, Card, read_birthday
from netkit.importers.address_books.monica import Account, Contact, death_of, debt, gift
from netkit.importers.date_order import read_moment

__all__ = ["account_of_sql"]

_TABLES = (
    "activities", "activity_contact", "calls", "contact_field_types", "contact_fields",
    "contact_tag", "contacts", "debts", "gifts", "messages", "notes", "relationship_types",
    "relationships", "special_dates", "tags", "users",
)  # fmt: skip
#: No bracket within the columns: else a file of opening ones is read to its end from each of them.
_INSERT = re.compile(r"^INSERT (?:IGNORE )?INTO\s+`?(\w+)`?\s*\(([^()]*)\)\s*VALUES", re.MULTILINE)
_TOKEN = re.compile(r"\s*(?:'((?:[^'\\]|\\.|'')*+)'|([(),;])|([^\s,();']+))", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)|''", re.DOTALL)

_Row = dict[str, str]


def account_of_sql(text: str) -> Account:
    """Return the account of a dump; tables that are missing are empty."""
    tables: dict[str, list[_Row]] = {name: [] for name in _TABLES}
    at = 0
    while match := _INSERT.search(text, at):
        columns = [column.strip(" `\n") for column in match[2].split(",")]
        rows, at = _rows(text, match.end(), columns)
        if (name := _table(match[1])) in tables:
            tables[name] += rows
    return _account(tables)


def _table(written: str) -> str:
    """Return a table's own name: an installation may put a prefix before it."""
    return next((name for name in _TABLES if written in (name, f"monica_{name}")), written)


def _rows(text: str, at: int, columns: list[str]) -> tuple[list[_Row], int]:
    """Return the rows up to the semicolon, and where that is; NULL is left out."""
    rows: list[_Row] = []
    values: list[str | None] = []
    while match := _TOKEN.match(text, at):
        at = match.end()
        quoted, sign, bare = match.groups()
        if sign == ";":
            break
        if sign == ")":
            pairs = zip(columns, values, strict=False)
            rows.append({column: value for column, value in pairs if value is not None})
            values = []
        elif quoted is not None:
            values.append(_ESCAPE.sub(lambda escape: escape[1] or "'", quoted))
        elif bare is not None:
            values.append(None if bare == "NULL" else bare)
    return rows, at


def _account(tables: dict[str, list[_Row]]) -> Account:
    account = Account()
    for user in tables["users"]:
        name = f"{user.get('first_name', '')} {user.get('last_name', '')}".strip()
        address = user.get("email", "")
        account.owner = Card(name=name, emails=(address,) if address else ())
        account.owner_id = user.get("me_contact_id", "")
    values = _fields(tables)
    dates = {row.get("id", ""): row for row in tables["special_dates"]}
    labels = {row.get("id", ""): row.get("name", "") for row in tables["tags"]}
    tags: dict[str, list[str]] = {}
    for row in tables["contact_tag"]:
        tags.setdefault(row.get("contact_id", ""), []).append(labels.get(row.get("tag_id", ""), ""))
    for row in tables["contacts"]:
        key = row.get("id", "")
        date = dates.get(row.get("birthday_special_date_id", ""), {})
        death = dates.get(row.get("deceased_special_date_id", ""), {})
        card = _card(row, values, date, tags.get(key, []))
        account.cards[key] = replace(card, died=_death(row, death))
    _add_contacts(account, tables)
    _add_deeds(account, tables)
    kinds = {row.get("id", ""): row.get("name", "") for row in tables["relationship_types"]}
    for row in tables["relationships"]:
        kind = kinds.get(row.get("relationship_type_id", ""), "")
        account.related.append((row.get("contact_is", ""), row.get("of_contact", ""), kind))
    return account


def _fields(tables: dict[str, list[_Row]]) -> dict[tuple[str, str], list[str]]:
    """Return (contact, kind of field) → values; the kinds are email, phone and none."""
    kinds = {row.get("id", ""): row.get("type", "") for row in tables["contact_field_types"]}
    values: dict[tuple[str, str], list[str]] = {}
    for row in tables["contact_fields"]:
        kind = kinds.get(row.get("contact_field_type_id", ""), "")
        key = (row.get("contact_id", ""), kind if kind in ("email", "phone") else "")
        values.setdefault(key, []).append(row.get("data", ""))
    return values


def _card(row: _Row, values: dict[tuple[str, str], list[str]], date: _Row, tags: list[str]) -> Card:
    key = row.get("id", "")
    parts = (row.get(name, "") for name in ("first_name", "middle_name", "last_name"))
    day = date.get("date", "")[:10]
    if date.get("is_age_based") == "1":
        day = ""
    return Card(
        name=" ".join(filter(None, parts)),
        emails=tuple(values.get((key, "email"), ())),
        phones=tuple(values.get((key, "phone"), ())),
        urls=tuple(values.get((key, ""), ())),
        uid=row.get("uuid", "") or key,
        nickname=row.get("nickname", ""),
        organization=row.get("company", ""),
        title=row.get("job", ""),
        birthday=read_birthday(f"--{day[5:]}" if date.get("is_year_unknown") == "1" else day),
        archived=row.get("is_active") == "0",
        circles=tuple(filter(None, tags)),
        note=row.get("description", ""),
        seen_at=read_moment(row.get("updated_at", "")),
    )


def _death(row: _Row, date: _Row) -> str:
    return death_of(
        row.get("is_dead") == "1", date.get("date", ""), date.get("is_year_unknown") == "1",
        date.get("is_age_based") == "1",
    )  # fmt: skip


def _add_contacts(account: Account, tables: dict[str, list[_Row]]) -> None:
    for row in tables["notes"]:
        written = read_moment(row.get("created_at", "")) or UNDATED
        account.notes.append((row.get("contact_id", ""), written, row.get("body", "")))
    for row in tables["calls"]:
        at, theirs = read_moment(row.get("called_at", "")), row.get("contact_called") == "1"
        key = row.get("contact_id", "")
        account.contacts.append(Contact("call", at, (key,), row.get("content", ""), theirs))
    for row in tables["messages"]:
        at, theirs = read_moment(row.get("written_at", "")), row.get("written_by_me") != "1"
        key = row.get("contact_id", "")
        account.contacts.append(Contact("message", at, (key,), row.get("content", ""), theirs))
    present: dict[str, list[str]] = {}
    for row in tables["activity_contact"]:
        present.setdefault(row.get("activity_id", ""), []).append(row.get("contact_id", ""))
    for row in tables["activities"]:
        at = read_moment(row.get("happened_at", ""))
        people = tuple(present.get(row.get("id", ""), ()))
        account.contacts.append(Contact("meeting", at, people, row.get("summary", "")))


def _add_deeds(account: Account, tables: dict[str, list[_Row]]) -> None:
    for row in tables["gifts"]:
        written = read_moment(row.get("created_at", ""))
        if (deed := gift(row.get("contact_id", ""), row, written)) is not None:
            account.deeds.append(deed)
    for row in tables["debts"]:
        written = read_moment(row.get("created_at", ""))
        account.deeds.append(debt(row.get("contact_id", ""), row, written))
