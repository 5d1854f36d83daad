"""Graphs and frames of `Workspace`: the network as NetworkX, arrays and files; frames coming in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.errors import UsageError
from netkit.workspace.arguments import choice_of
from netkit.workspace.opened import OpenNetwork

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping

    import networkx as nx
    import pandas as pd

    from netkit.importers.address_books.vcard_writer import Version
    from netkit.importing import ImportReport
    from netkit.ties.network import Network
    from netkit.workspace.opened import Moment

__all__ = ["Graphs"]


class Graphs(OpenNetwork):
    """An open network that becomes graphs and files, and takes frames."""

    def network(self, as_of: Moment | None = None) -> Network:
        """Return the whole network as arrays, with names and facts; imports numpy.

        Its ids are the ids of people; an event of it is one contact-day of a pair, one way.
        `Network.attributes` has ``name``, ``organization``, ``title``, ``city``, ``owner``, and
        ``unknown`` for those whom a source hides ("LinkedIn Member").
        """
        from dataclasses import replace

        from netkit.answers.whole_graph import person_attributes

        space = self if as_of is None else self.at(as_of)
        net = space.view.network()
        people = {str(person.id): person for person in space.store.people()}
        attributes: dict[Hashable, Mapping[str, Any]] = {
            one: {**person_attributes(person), "unknown": person.unknown}
            for one in net.people
            if (person := people.get(str(one))) is not None
        }
        return replace(net, attributes=attributes)

    def to_networkx(
        self,
        *,
        owner: bool = True,
        acquaintances: bool = True,
        attributes: bool = True,
        kinds: str | Collection[str] | None = None,
    ) -> nx.Graph[Any]:
        """Return everybody and their ties as a NetworkX graph, which any format can hold.

        Nodes are people by id. Edges have ``strength`` (0 to 100, as `fading` and the map show
        it), ``weight`` (the same, 0 to 1, for algorithms), ``contact_days``, ``inferred`` (it
        rests on hints, such as mails to several) and ``probability`` (that the two know each
        other).

        Parameters
        ----------
        owner : with the owner, whom all their contacts are tied to.
        acquaintances : with ties between others by evidence of who knows whom; without it only
            those who were in contact are tied.
        attributes : with ``name``, ``organization``, ``title``, ``city``, ``owner``, and
            ``strength`` and ``group`` of everybody.
        kinds : give a graph of typed nodes and edges instead, a ``MultiDiGraph`` of the shape that
            a Neo4j server shows (docs/neo4j.md): people, and of ``organization``, ``city``,
            ``favour``, ``introduction``, ``need``, ``offer``, ``promise`` those asked for, or
            ``all``. Nodes have a ``label`` and edges a ``type``, as ``KNOWS`` or ``GIVEN_BY``.
        """
        from netkit.answers.typed_graph import chosen_kinds, typed_graph
        from netkit.answers.whole_graph import whole_graph

        if kinds is not None:
            return typed_graph(
                self.view, chosen_kinds(kinds),
                owner=owner, acquaintances=acquaintances, attributes=attributes,
            )  # fmt: skip
        return whole_graph(
            self.view, owner=owner, acquaintances=acquaintances, attributes=attributes
        )

    def add_frame(
        self,
        frame: pd.DataFrame,
        *,
        name: str = "frame",
        columns: Mapping[str, str] | None = None,
        owner: str = "",
        unit: str | None = None,
        zone: str | None = None,
        format: str | None = None,
        dry_run: bool = False,
    ) -> ImportReport:
        """Import a pandas frame as ``netkit import`` does a table; `undo` takes it back.

        A frame of people has columns such as ``name``, ``email``, ``organization``, ``title``. A
        frame of contacts has ``source``, ``target`` and ``timestamp``: ids or mail addresses, and
        when; without ``timestamp`` its rows say who knows whom.

        Parameters
        ----------
        name : of the frame: ids mean the same people in a later frame of that name.
        columns : which column is what, where its name does not say so: ``{"mobile": "phone"}``.
        owner : your name or addresses, joined by commas, in a network that has none yet.
        unit, zone, format : of the times, as of `Network.from_events`; their zone is the owner's,
            unless said.
        dry_run : read and count, and record nothing.

        Raises
        ------
        BadInputError
            It is neither a frame of people nor one of contacts.
        """
        from netkit.importers.port import Options
        from netkit.importers.tables.frame import frame_file
        from netkit.importing import import_file
        from netkit.ties.event_times import TimeFormat

        times = TimeFormat(unit, zone or str(self.zone), format)
        with frame_file(frame, name, columns or {}, times) as path:
            options = Options(owner=owner, mapping=dict(columns or {}))
            return import_file(self.store, path, now=self.now, options=options, dry_run=dry_run)

    def graph_file(
        self, form: str, *, anonymise: bool = False, kinds: str | Collection[str] | None = None
    ) -> tuple[bytes, int]:
        """Return the network as the file of a graph program, and how many people it holds.

        Parameters
        ----------
        form : graphml, gexf, gml or json.
        anonymise : hide the names.
        kinds : give typed nodes and edges, as `to_networkx` does; as graphml or json, with names.
        """
        from netkit.maps import anonymous, export
        from netkit.maps.gather import gather
        from netkit.maps.places import places_on_last_map

        writers = {
            "graphml": export.graphml, "gexf": export.gexf, "gml": export.gml,
            "json": export.json_graph,
        }  # fmt: skip
        choice_of(form, writers, "form")
        if kinds is not None:
            if anonymise or form not in export.TYPED_FORMS:
                raise UsageError("typed nodes are written as graphml or json, with their names")
            return export.TYPED_FORMS[form](self.to_networkx(kinds=kinds)), self.store.population()
        scene = gather(self.view, before=places_on_last_map(self.store))
        if anonymise:
            scene = anonymous.anonymise(scene)
        return writers[form](scene), len(scene.people)

    def vcards(self, *, version: Version = "3.0") -> tuple[bytes, int]:
        """Return everybody as an address book of vCards, and how many entries it has."""
        from netkit.answers.address_book import address_cards
        from netkit.importers.address_books.vcard_writer import VERSIONS, write_vcards

        choice_of(version, VERSIONS, "version")
        cards = list(address_cards(self.view))
        return write_vcards(cards, version).encode("utf-8", "replace"), len(cards)
