"""`netkit export`: the network for Gephi, NetworkX, address books and others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..age_options import passphrase_option, recipient_option
from ..output import say
from ..session import LOCAL, Session, common, pass_session

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.importers.address_books.vcard_writer import Version

_FORMATS = ("graphml", "gexf", "gml", "json")


@click.command("export")
@click.argument("format_", metavar="FORMAT", type=click.Choice([*_FORMATS, "vcard"]))
@click.argument("file", type=LOCAL)
@click.option("--anonymise", is_flag=True, help="Hide names, in graphs alone.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="KIND",
    help="Give nodes for these too, and typed edges: organization, city, favour, introduction,"
    " need, offer, promise, or all. As graphml or json.",
)
@click.option(
    "--vcard-version", type=click.Choice(["2.1", "3.0", "4.0"]), default="3.0", show_default=True,
    help="Of an address book; 2.1 for old phones.",
)  # fmt: skip
@recipient_option
@passphrase_option
@common
@pass_session
def command(
    session: Session, /, format_: str, file: Path, anonymise: bool, kinds: tuple[str, ...],
    vcard_version: Version, **encryption: Any,
) -> None:  # fmt: skip
    """Write the network for other programs.

    FORMAT is graphml (NetworkX, igraph, yEd, Cytoscape), gexf (Gephi: with places, colours and
    the past), gml, json (NetworkX's node-link data) or vcard (address books).

    Without --kind a graph has people and ties; with it, favours, introductions and the rest as
    nodes of their own, as a Neo4j server shows them (docs/neo4j.md).
    """
    from netkit.backups.age_files import encrypted, read_readers
    from netkit.support.atomic_files import write_atomic

    readers = read_readers(**encryption)
    if anonymise and format_ not in _FORMATS:
        raise click.UsageError("an address book needs its names")
    if kinds and format_ == "vcard":
        raise click.UsageError("an address book has no kinds of nodes")
    if file.is_dir():
        raise click.UsageError(f"{file} is a folder; name a file")
    space = session.workspace
    if format_ == "vcard":
        content, count = space.vcards(version=vcard_version)
    else:
        content, count = space.graph_file(format_, anonymise=anonymise, kinds=kinds or None)
    if readers is not None:
        content = encrypted(content, readers)
    write_atomic(file.absolute(), content)
    say(f"{file} holds {count:,} people")
