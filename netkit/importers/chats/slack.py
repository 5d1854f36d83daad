"""A Slack export (ZIP or folder): users.json, channels.json, dms.json, and a file per day.

A direct message goes to the others in the conversation. In a channel hardly anybody is meant, so a
message there is a contact only with those it mentions and with whom it answers in a thread. Users
are keyed by e-mail where the export has it, else by team-less user id; bots are left out. Who
writes from another workspace (Slack Connect) is in no list of users: their messages name them.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from netkit.errors import BadInputError
from netkit.importers.archive import Archive, Member, open_archive, unreadable
from netkit.importers.co_presence import EvidenceFilter, acquaintances
from netkit.importers.introduction_tales import tellings
from netkit.importers.json_text import load_json
from netkit.importers.owner_option import owner_handles, owner_name
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.model.events import Interaction
from netkit.model.handles import email, own_id, phone
from netkit.model.names import clean, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from netkit.model.people import Handle

__all__ = ["IMPORTER"]

ORIGIN = "slack"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\.json")
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
#: Kinds of message that a person wrote.
_WRITTEN = frozenset({"", "thread_broadcast", "me_message", "file_share", "reply_broadcast"})
_MAX_JSON = 256 << 20
_EXCERPT = 140


class SlackImporter:
    """A workspace's export."""

    name = "slack"
    summary = "Slack: a workspace's export (ZIP or folder)"

    def detects(self, path: Path) -> bool:
        """Detect a Slack export: users.json beside a list of channels or conversations."""
        try:
            with open_archive(path) as archive:
                names = {PurePosixPath(member.name).name for member in archive.members}
        except (OSError, BadInputError):
            return False
        return "users.json" in names and (
            bool(names & {"channels.json", "dms.json", "mpims.json", "groups.json"})
        )

    def read(self, path: Path, options: Options) -> Iterator[Item]:
        """Yield the members and what they wrote to each other.

        Raises BadInputError when users.json cannot be read, or nothing tells who the owner is.
        """
        with open_archive(path) as archive:
            yield from _Workspace(archive, options).items()


def _json(archive: Archive, member: Member) -> list[dict[str, Any]]:
    """Return the objects of a list; raises BadInputError when it is not one."""
    if member.size > _MAX_JSON:
        raise BadInputError(f"{member.name} is larger than 256 MiB")
    with unreadable(member.name), archive.open(member) as file:
        data = file.read()
    try:
        value = load_json(data)
    except (ValueError, RecursionError) as error:
        raise BadInputError(f"{member.name} is not JSON") from error
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


class _Workspace:
    """The members, the conversations and who is in them."""

    def __init__(self, archive: Archive, options: Options) -> None:
        self._archive, self._options = archive, options
        self._members = {PurePosixPath(member.name).name: member for member in archive.members}
        users = _json(archive, self._members["users.json"])
        listed = {str(user["id"]): user for user in users if user.get("id")}
        self._users = self._partners(listed) | {
            key: user for key, user in listed.items() if not _is_bot(user)
        }
        self._handles = {key: _keys(user, options) for key, user in self._users.items()}
        self._talks: dict[str, list[str]] = {}
        for name in ("dms.json", "mpims.json"):
            for talk in _json(archive, self._members[name]) if name in self._members else []:
                members = talk.get("members")
                ids = map(str, members) if isinstance(members, list) else ()
                people = [key for key in ids if key in self._users]
                self._talks |= {str(talk.get(at)): people for at in ("id", "name") if talk.get(at)}
        self._skipped: Counter[tuple[str, str]] = Counter()
        self._evident = EvidenceFilter()

    def items(self) -> Iterator[Item]:
        """Yield the members, then the messages, day by day."""
        owner = self._owner()
        for key, user in self._users.items():
            yield self._sighting(key, user, owner)
        for file, messages in self._days():
            if messages is None:
                yield Problem(file, 1, "not JSON that can be read")
            else:
                talk = PurePosixPath(file).parent.name
                yield from self._day(file, talk, messages, owner)
        for (file, reason), count in self._skipped.items():
            yield Problem(file, 1, reason, count)

    def _days(self) -> Iterator[tuple[str, list[dict[str, Any]] | None]]:
        """Yield each day's file and its messages; None where it is no JSON."""
        for member in self._archive.members:
            if _DAY.fullmatch(PurePosixPath(member.name).name):
                try:
                    messages = _json(self._archive, member)
                except BadInputError:
                    yield member.name, None
                    continue
                yield member.name, messages

    def _partners(self, listed: Collection[str]) -> dict[str, dict[str, Any]]:
        """Return authors that users.json does not list, with the profile in their messages."""
        authors: dict[str, dict[str, Any]] = {}
        for _, messages in self._days():
            for message in messages or ():
                key = str(message.get("user") or "")
                if key and key not in listed and key not in authors and _is_persons(message):
                    authors[key] = {"id": key, "profile": message["user_profile"]}
        return authors

    def _owner(self) -> str:
        keys = set(owner_handles(self._options))
        name = fold(owner_name(self._options))
        for key, user in self._users.items():
            if keys & set(self._handles[key]) or (name and fold(_name(user)) == name):
                return key
        present = Counter(key for people in self._talks.values() for key in set(people))
        ranked = present.most_common(2)
        if ranked and ranked[0][1] == len(self._talks) > (ranked[1][1] if ranked[1:] else 0):
            return ranked[0][0]
        raise BadInputError(
            f"{self._archive.path.name} does not say who you are; say it with --me you@example.org"
        )

    def _sighting(self, key: str, user: dict[str, Any], owner: str) -> Sighting:
        title = clean(str(_profile(user).get("title") or ""))[:300]
        own = owner_handles(self._options) if key == owner else ()
        handles = tuple(dict.fromkeys((*self._handles[key], *own)))
        return Sighting(handles, _name(user), title=title, owner=key == owner)

    def _day(
        self, file: str, talk: str, messages: list[dict[str, Any]], owner: str
    ) -> Iterator[Item]:
        for number, message in enumerate(messages, 1):
            sender = str(message.get("user") or "")
            written = str(message.get("subtype") or "") in _WRITTEN
            if sender not in self._users or not written:
                self._skipped[file, "written by a bot, by Slack, or by nobody known"] += 1
                continue
            at = _time(message.get("ts"))
            if at is None or (self._options.now is not None and at > self._options.now):
                yield Problem(file, number, "no readable date, or one in the future")
                continue
            others = self._meant(talk, sender, message)
            if not others or len(others) > self._options.max_recipients:
                self._skipped[file, "to a channel, and to nobody in particular"] += 1
                continue
            contact = self._message(talk, sender, others, at, message)
            yield contact
            yield from tellings(contact, contact.text)
            if talk in self._talks:
                group = {sender, *others} - {owner}
                ids = (self._handles[key][0].person_id for key in group)
                yield from self._evident.news(acquaintances(at, ids, "thread", source=ORIGIN))

    def _meant(self, talk: str, sender: str, message: dict[str, Any]) -> list[str]:
        """Return a message's recipients: a talk's other members; in a channel those mentioned."""
        if talk in self._talks:
            return [key for key in self._talks[talk] if key != sender]
        named = [*_MENTION.findall(str(message.get("text") or ""))]
        named.append(str(message.get("parent_user_id") or ""))
        return [key for key in dict.fromkeys(named) if key in self._users and key != sender]

    def _message(
        self, talk: str, sender: str, others: list[str], at: datetime, message: dict[str, Any]
    ) -> Interaction:
        thread = f"{ORIGIN}/{talk}/{message.get('thread_ts') or ''}".rstrip("/")
        text = _MENTION.sub(self._mentioned, str(message.get("text") or "")[: 4 * _EXCERPT])
        return Interaction(
            at,
            "message",
            self._handles[sender][0].person_id,
            tuple(self._handles[key][0].person_id for key in others),
            thread,
            clean(text)[:_EXCERPT],
            ORIGIN,
            str(message.get("ts")),
        )

    def _mentioned(self, match: re.Match[str]) -> str:
        user = self._users.get(match[1])
        return f"@{_name(user)}" if user else "@somebody"


def _profile(user: dict[str, Any]) -> dict[str, Any]:
    profile = user.get("profile")
    return profile if isinstance(profile, dict) else {}


def _is_bot(user: dict[str, Any]) -> bool:
    return bool(user.get("is_bot")) or user.get("id") == "USLACKBOT"


def _is_persons(message: dict[str, Any]) -> bool:
    """Return True when a message has the profile of a person as its author, not of an app."""
    profile = message.get("user_profile")
    if not isinstance(profile, dict) or not _name({"profile": profile}):
        return False
    is_app = any(message.get(key) for key in ("bot_id", "bot_profile", "app_id"))
    is_app = is_app or bool(profile.get("is_bot") or profile.get("bot_id"))
    return not is_app and str(message.get("subtype") or "") in _WRITTEN


def _name(user: dict[str, Any]) -> str:
    profile = _profile(user)
    for name in (
        profile.get("real_name"), user.get("real_name"), profile.get("display_name"),
        user.get("name"), profile.get("name"),
    ):  # fmt: skip
        if name and clean(str(name)):
            return clean(str(name))[:1_000]
    return ""


def _keys(user: dict[str, Any], options: Options) -> tuple[Handle, ...]:
    profile = _profile(user)
    address = email(str(profile.get("email") or ""))
    number = phone(str(profile.get("phone") or "")[:100], options.region)
    keys = (address, number, own_id(ORIGIN, str(user["id"])))
    return tuple(handle for handle in keys if handle)


def _time(ts: object) -> datetime | None:
    """Return the time of ``"1700000000.000100"``: seconds since 1970, and a counter."""
    try:
        return datetime.fromtimestamp(int(str(ts).partition(".")[0]), UTC)
    except (ValueError, OverflowError, OSError):
        return None


IMPORTER = SlackImporter()
