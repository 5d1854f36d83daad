"""An invented network for the log: I am Mia Moss; it is noon of Wednesday 18 November 2026."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from netkit.model.events import Event, Favour, Introduction
from netkit.model.people import Affiliation, Claim, Handle, PersonId
from netkit.store import open_store
from netkit.store.values import Change
from netkit.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 18, 12, tzinfo=UTC)
#: Name, organization, title, city.
PEOPLE = (
    ("Amina Diallo", "Kestrel Foods", "Buyer", "Dakar"),
    ("Gaurav Pillai", "Marlow Labs", "Engineer", "Pune"),
    ("Petra Novak", "", "", ""),
    ("Bo Ray", "Żabka", "Manager", "Poznań"),
    ("Jonas Weber", "", "", ""),
    ("Ann Lee", "Acme", "Counsel", "London"),
    ("Ann Roe", "", "", ""),
    ("Carla Diaz", "", "", ""),
    ("Quin Abara", "", "", ""),
    ("Kai Lim", "", "", ""),
    ("Tess Moreau", "Allegro", "", "Lyon"),
    ("Anna Meyer", "", "", ""),
    ("Lars Holm", "", "", ""),
    ("Maria Garcia", "", "", ""),
    ("Tom Baker", "", "", ""),
    ("Wei Zhang", "", "", ""),
    ("Élodie Petit", "", "", ""),
)
LONG_AGO = NOW - timedelta(days=900)


def person(name: str, organization: str = "", title: str = "", city: str = "") -> Change:
    handle = Handle("linkedin", name.lower().replace(" ", "-"))
    pid = handle.person_id
    claims = [Claim(pid, "name", name, LONG_AGO)]
    if city:
        claims.append(Claim(pid, "city", city, LONG_AGO))
    jobs = [Affiliation(pid, organization, title, seen_at=LONG_AGO)] if organization else []
    return Change(
        label=name, at=LONG_AGO, handles=[(handle, pid)], claims=claims, affiliations=jobs,
        owners=[pid] if name == "Mia Moss" else [],
    )  # fmt: skip


def id_of(name: str) -> PersonId:
    return Handle("linkedin", name.lower().replace(" ", "-")).person_id


@pytest.fixture(scope="session")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The people above; I suggested that Petra and Bo meet, and Jonas reviewed my draft."""
    file = tmp_path_factory.mktemp("log") / "me.netkit"
    store = open_store(str(file))
    store.append(person("Mia Moss"))
    for fields in PEOPLE:
        store.append(person(*fields))
    me, days = id_of("Mia Moss"), timedelta(days=1)
    events: list[Event] = [
        Introduction(NOW - 20 * days, me, id_of("Petra Novak"), id_of("Bo Ray")),
        Favour(NOW - 5 * days, id_of("Jonas Weber"), me, "review", "my draft"),
    ]
    store.append(Change(label="before", at=NOW - 5 * days, events=events))
    store.close()
    with open_workspace(file, now=NOW) as workspace:
        yield workspace
