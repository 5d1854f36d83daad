"""`netkit export`: the network for Gephi, NetworkX, address books and others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..output import say
from ..session import LOCAL, Session, common, pass_session
from .map import places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netkit.importers.address_books.cards import Card
    from netkit.importers.address_books.vcard_writer import Version
    from netkit.model.people import Claim

_FORMATS = {"graphml": "graphml", "gexf": "gexf", "gml": "gml", "json": "json_graph"}


@click.command("export")
@click.argument("format_", metavar="FORMAT", type=click.Choice([*_FORMATS, "vcard", "neo4j-admin"]))
@click.argument("file", type=LOCAL)
@click.option("--anonymise", is_flag=True, help="Hide names, in graphs alone.")
@click.option(
    "--vcard-version", type=click.Choice(["2.1", "3.0", "4.0"]), default="3.0", show_default=True,
    help="Of an address book; 2.1 for old phones.",
)  # fmt: skip
@click.option("--net", default="main", help="What the network is called on the server.")
@common
@pass_session
def command(
    session: Session, format_: str, file: Path, anonymise: bool, vcard_version: Version, net: str
) -> None:
    """Write the network for other programs.

    FORMAT is graphml (NetworkX, igraph, yEd, Cytoscape), gexf (Gephi: with places, colours and
    the past), gml, json (NetworkX's node-link data), vcard (address books) or neo4j-admin: a
    folder of CSV files with a script that loads a Neo4j server, the quick way for large networks.
    """
    from netkit.support.atomic_files import write_atomic

    if anonymise and format_ not in _FORMATS:
        raise click.UsageError("an address book, or a network to go on with, needs its names")
    if format_ == "neo4j-admin":
        _server_files(session, file, net)
        return
    if file.is_dir():
        raise click.UsageError(f"{file} is a folder; name a file")
    if format_ == "vcard":
        content, count = _vcards(session, vcard_version)
    else:
        content, count = _graph(session, _FORMATS[format_], anonymise)
    write_atomic(file.absolute(), content)
    say(f"{file} holds {count:,} people")


def _server_files(session: Session, folder: Path, net: str) -> None:
    from netkit.store.neo4j.bulk import export

    if folder.exists() and not (folder.is_dir() and next(folder.iterdir(), None) is None):
        raise click.UsageError(f"{folder} is there already; name a new folder")
    count = export(session.workspace.store, folder, net)
    say(
        f"{folder} holds {count:,} nodes and relationships; on a server that is stopped,"
        f" 'sh {folder}/import.sh' loads them with neo4j-admin"
    )


def _graph(session: Session, function: str, anonymise: bool) -> tuple[bytes, int]:
    from netkit.maps import anonymous, export
    from netkit.maps.gather import gather

    scene = gather(session.workspace.view, before=places(session))
    if anonymise:
        scene = anonymous.anonymise(scene)
    content: bytes = getattr(export, function)(scene)
    return content, len(scene.people)


def _vcards(session: Session, version: Version) -> tuple[bytes, int]:
    from netkit.importers.address_books.vcard_writer import write_vcards

    cards = list(_cards(session))
    return write_vcards(cards, version).encode("utf-8", "replace"), len(cards)


def _cards(session: Session) -> Iterator[Card]:
    """Yield everybody as an entry of an address book."""
    from netkit.answers.duplicate_sides import removed_keys
    from netkit.answers.memberships import membership_fields, memberships
    from netkit.answers.milestones import recorded_milestones
    from netkit.importers.address_books.cards import WRITTEN_KEYS, Card

    store = session.workspace.store
    said = _said(session)
    removals: dict[str, list[Claim]] = {}
    for claim in store.claims(fields={"removed"}):
        removals.setdefault(claim.person, []).append(claim)
    born = {
        milestone.event.person: str(milestone.event.date)
        for milestone in recorded_milestones(session.workspace.view)
        if milestone.event.kind == "birthday"
    }
    circles = memberships(store.claims(fields=membership_fields("circle")), "circle")
    for person in session.workspace.view.contacts.values():
        keys: dict[str, list[str]] = {}
        removed = removed_keys(removals.get(person.id, ()))
        for one in store.handles(person.id):
            if one.key in removed:
                continue
            keys.setdefault(one.kind, []).append(one.value)
        profiles = (f"https://www.linkedin.com/in/{slug}" for slug in keys.get("linkedin", ()))
        own = said.get(person.id, {})
        yield Card(
            name=person.name,
            emails=tuple(keys.get("email", ())),
            phones=tuple(keys.get("phone", ())),
            urls=(*profiles, *own.get("website", ())),
            uid=person.id,
            nickname=own.get("nickname", [""])[-1],
            organization=person.organization,
            title=person.title,
            city=person.city,
            birthday=born.get(person.id, ""),
            circles=circles.get(person.id, ()),
            keys=tuple(f"{kind}:{one}" for kind in WRITTEN_KEYS for one in keys.get(kind, ())),
        )


def _said(session: Session) -> dict[str, dict[str, list[str]]]:
    """Return by person and field what was said of them, the most believed last."""
    from netkit.store.derive import BELIEF

    fields = ["nickname", "website"]
    claims = session.workspace.store.claims(fields=fields)
    ranked = sorted(claims, key=lambda one: (BELIEF[one.source], str(one.at or ""), one.value))
    found: dict[str, dict[str, list[str]]] = {}
    for claim in ranked:
        values = found.setdefault(claim.person, {}).setdefault(claim.field, [])
        if claim.value not in values:
            values.append(claim.value)
    return found
