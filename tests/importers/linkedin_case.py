"""A small LinkedIn archive written by hand, and what reading it gives, sorted for the tests."""

from __future__ import annotations

import zipfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from netkit.importers.linkedin import IMPORTER
from netkit.importers.port import Item, Options, Problem, Sighting, Warned
from netkit.model.events import Event, event_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from netkit.model.people import Handle, PersonId

T = TypeVar("T")

NOW = datetime(2026, 11, 22, tzinfo=UTC)
ME = "https://www.linkedin.com/in/me-1"
ANA = "https://www.linkedin.com/in/ana-lima"
BO = "https://www.linkedin.com/in/bo-li"
PROFILE = "First Name,Last Name,Headline\nMia,Owner,Builder\n"
OLD_CONNECTIONS = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
CONNECTIONS = (
    'Notes:\n"When exporting your connection data, you may notice that some are missing."\n\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
)
MESSAGES_2018 = "From,To,Date,Subject,Content,Direction,Folder\n"
MESSAGES_2021 = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
)
MESSAGES_2023 = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,"
    "SUBJECT,CONTENT,FOLDER\n"
)
INVITATIONS = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
#: An invitation tells whose archive it is without further ado.
FROM_ME = f'Mia Owner,Ana Lima,"1/5/24, 10:00 AM",Hello,OUTGOING,{ME},{ANA}\n'


@dataclass
class Told:
    """What an archive told: every item, and ways to look at them."""

    items: list[Item] = field(default_factory=list)

    def all(self, kind: type[T]) -> list[T]:
        return [item for item in self.items if isinstance(item, kind)]

    def events(self, kind: type[T]) -> list[T]:
        """Return the events of a kind, each once."""
        return list({event_id(_event(item)): item for item in self.all(kind)}.values())

    @property
    def owner(self) -> Sighting:
        (owner,) = (sighting for sighting in self.all(Sighting) if sighting.owner)
        return owner

    @property
    def people(self) -> dict[PersonId, Sighting]:
        """Return everybody but the owner and the unknown, joined on shared handles."""
        joined: dict[Handle, list[Sighting]] = {}
        for sighting in self.all(Sighting):
            groups = {id(joined[h]): joined[h] for h in sighting.handles if h in joined}
            merged = [one for group in groups.values() for one in group] + [sighting]
            for handle in [handle for one in merged for handle in one.handles]:
                joined[handle] = merged
        groups = {id(group): group for group in joined.values()}
        return {
            group[0].handles[0].person_id: group[0]
            for group in groups.values()
            if group[0].handles[0].kind != "unknown" and not any(one.owner for one in group)
        }

    @property
    def names(self) -> list[str]:
        return sorted(sighting.name for sighting in self.people.values())

    @property
    def skipped(self) -> Counter[tuple[str, str]]:
        """Return rows left out, by file and reason."""
        found: Counter[tuple[str, str]] = Counter()
        for problem in self.all(Problem):
            found[problem.file, problem.reason] += problem.count
        return found

    @property
    def reasons(self) -> Counter[str]:
        found: Counter[str] = Counter()
        for problem in self.all(Problem):
            found[problem.reason] += problem.count
        return found

    @property
    def warnings(self) -> dict[str, str]:
        return {warned.file: warned.text for warned in self.all(Warned)}

    def id_of(self, name: str) -> PersonId:
        (found,) = (person for person, one in self.people.items() if one.name == name)
        return found


def _event(item: object) -> Event:
    return item  # type: ignore[return-value]


def folder(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write an unpacked archive."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def zipped(path: Path, files: dict[str, str | bytes]) -> Path:
    """Write an archive as LinkedIn sends it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def read(path: Path, options: Options | None = None) -> Told:
    """Read an archive."""
    return Told(list(IMPORTER.read(path, options or Options(now=NOW))))


def tell(root: Path, files: dict[str, str | bytes], owner: str = "") -> Told:
    """Write an unpacked archive and read it."""
    return read(folder(root, files), Options(owner=owner, now=NOW))


def rows(header: str, lines: Iterable[str]) -> str:
    """Return a table of a header line and rows."""
    return header + "".join(f"{line}\n" for line in lines)


#: Files that tell whose archive it is.
MINE = {"Invitations.csv": INVITATIONS + FROM_ME, "Profile.csv": PROFILE}


def tell_connections(root: Path, *lines: str, header: str = CONNECTIONS) -> Told:
    """Write and read an archive of these connections."""
    return tell(root, {"Profile.csv": PROFILE, "Connections.csv": rows(header, lines)})


def tell_messages(root: Path, *lines: str, header: str = MESSAGES_2023) -> Told:
    """Write and read an archive of these messages."""
    files = {**MINE, "messages.csv": rows(header, lines)}
    if header != MESSAGES_2023:
        del files["Invitations.csv"]
    return tell(root, dict(files))


def message_line(
    thread: str = "c1", sender: str = f"Ana Lima,{ANA}", to: str = f"Mia Owner,{ME}",
    at: str = "2024-05-01 08:00:00 UTC", content: str = "Hello", folder: str = "INBOX",
    title: str = "", subject: str = "",
) -> str:  # fmt: skip
    """Return a row of messages.csv, as from Ana to the owner unless told otherwise."""
    return f"{thread},{title},{sender},{to},{at},{subject},{content},{folder}"
