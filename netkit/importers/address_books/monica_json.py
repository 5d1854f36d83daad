"""Monica's JSON export: nested collections ``{"count", "type", "values": […]}``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.importers.address_books.cards import UNDATED, Card, read_birthday
from netkit.importers.address_books.monica import Account, Contact, death_of, debt, gift
from netkit.importers.date_order import read_moment

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["account_of_json"]

_Json = dict[str, Any]


def account_of_json(export: _Json) -> Account:
    """Return the account of an export; what is not of the expected form is passed over."""
    root = export["account"]
    account = Account()
    kinds = {
        _text(field_type, "uuid"): field_type
        for field_type in _listed(_dict(root, "instance"), "contact_field_types")
    }
    for user in _values(root, "user"):
        name = f"{user.get('first_name') or ''} {user.get('last_name') or ''}"
        address = str(user.get("email") or "")
        account.owner = Card(name=name.strip(), emails=(address,) if address else ())
        account.owner_id = _text(_dict(user, "properties"), "me_contact")
    activities: dict[str, list[str]] = {}
    for contact in _values(root, "contact"):
        key = _text(contact, "uuid")
        account.cards[key] = _card(contact, kinds)
        _add_contacts(account, key, contact)
        _add_deeds(account, key, contact)
        for uuid in _values(contact, "activity", any_type=True):
            activities.setdefault(str(uuid), []).append(key)
    for activity in _values(root, "activity"):
        properties = _dict(activity, "properties")
        people = tuple(activities.get(_text(activity, "uuid"), ()))
        account.contacts.append(
            Contact(
                "meeting",
                read_moment(_text(properties, "happened_at")),
                people,
                _text(properties, "summary"),
            )
        )
    for relation in _values(root, "relationship"):
        properties = _dict(relation, "properties")
        account.related.append(
            (
                _text(properties, "contact_is"),
                _text(properties, "of_contact"),
                _text(properties, "type"),
            )
        )
    return account


def _card(contact: _Json, kinds: dict[str, _Json]) -> Card:
    details = _dict(contact, "properties")
    values: dict[str, list[str]] = {"email": [], "phone": [], "": []}
    for contact_field in _values(contact, "contact_field"):
        properties = _dict(contact_field, "properties")
        kind = _dict(kinds.get(_text(properties, "type"), {}), "properties")
        values.setdefault(_text(kind, "type"), values[""]).append(_text(properties, "data"))
    parts = (_text(details, name) for name in ("first_name", "middle_name", "last_name"))
    return Card(
        name=" ".join(filter(None, parts)),
        emails=tuple(values["email"]),
        phones=tuple(values["phone"]),
        urls=tuple(values[""]),
        uid=_text(contact, "uuid"),
        nickname=_text(details, "nickname"),
        organization=_text(details, "company"),
        title=_text(details, "job"),
        birthday=_birthday(_dict(details, "birthdate")),
        died=_death(details),
        archived=details.get("is_active") is False,
        circles=tuple(str(tag) for tag in _listed(details, "tags")),
        note=_text(details, "description"),
        seen_at=read_moment(_text(contact, "updated_at")),
    )


def _death(properties: _Json) -> str:
    """Return the day of death, of the precision it is known in; empty for the living."""
    date = _dict(properties, "deceased_date")
    return death_of(
        bool(properties.get("is_dead")), _text(date, "date"), bool(date.get("is_year_unknown")),
        bool(date.get("is_age_based")),
    )  # fmt: skip


def _birthday(date: _Json) -> str:
    if not date or date.get("is_age_based"):
        return ""
    day = _text(date, "date")[:10]
    return read_birthday(f"--{day[5:]}" if date.get("is_year_unknown") else day)


def _add_contacts(account: Account, key: str, contact: _Json) -> None:
    for note in _values(contact, "note"):
        written = read_moment(_text(note, "created_at")) or UNDATED
        account.notes.append((key, written, _text(_dict(note, "properties"), "body")))
    for call in _values(contact, "call"):
        properties = _dict(call, "properties")
        at, theirs = (
            read_moment(_text(properties, "called_at")),
            bool(properties.get("contact_called")),
        )
        account.contacts.append(Contact("call", at, (key,), _text(properties, "content"), theirs))
    for talk in _values(contact, "conversation"):
        for message in _listed(_dict(talk, "properties"), "messages"):
            properties = _dict(message, "properties")
            at, theirs = (
                read_moment(_text(properties, "written_at")),
                not properties.get("written_by_me"),
            )
            account.contacts.append(
                Contact("message", at, (key,), _text(properties, "content"), theirs)
            )


def _add_deeds(account: Account, key: str, contact: _Json) -> None:
    for entry in _values(contact, "gift"):
        if (deed := gift(key, _texts(entry), read_moment(_text(entry, "created_at")))) is not None:
            account.deeds.append(deed)
    for entry in _values(contact, "debt"):
        account.deeds.append(debt(key, _texts(entry), read_moment(_text(entry, "created_at"))))


def _texts(value: _Json) -> dict[str, str]:
    properties = _dict(value, "properties")
    return {name: _text(properties, name) for name in properties}


def _values(parent: _Json, kind: str, *, any_type: bool = False) -> list[Any]:
    """Return the values of the collection `kind` in ``parent["data"]``."""
    values: list[Any] = []
    for collection in _collections(parent):
        if collection.get("type") == kind:
            values += (
                _listed(collection, "values") if not any_type else collection.get("values") or []
            )
    return values


def _collections(parent: _Json) -> Iterator[_Json]:
    data = parent.get("data")
    yield from (
        (collection for collection in data if isinstance(collection, dict))
        if isinstance(data, list)
        else ()
    )


def _listed(parent: _Json, key: str) -> list[Any]:
    """Return the items of a list; those of ``values`` and the like are objects."""
    value = parent.get(key)
    if isinstance(value, dict):  # PHP writes a list with gaps as an object
        value = list(value.values())
    if not isinstance(value, list):
        return []
    return value if key == "tags" else [item for item in value if isinstance(item, dict)]


def _dict(parent: _Json, key: str) -> _Json:
    value = parent.get(key)
    return value if isinstance(value, dict) else {}


def _text(parent: _Json, key: str) -> str:
    value = parent.get(key)
    return "" if value is None else str(value)
