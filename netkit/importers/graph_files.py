"""Networks that are already graphs: GraphML, GEXF, GML, and edge lists as text.

A node is a person, known by its e-mail or LinkedIn attribute, else by its own id within this file.
An edge that carries a time is a contact from its first to its second end; one without says that
the two know each other, and somebody saw it. Both ends must be people: nothing is inferred here.
"""

from __future__ import annotations

import csv
import math
import re
import warnings
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from netkit.errors import BadInputError
from netkit.importers.address_books.cards import RELATED_WEIGHT, UNDATED
from netkit.importers.date_order import read_moment
from netkit.importers.owner_option import owner_handles, owner_names
from netkit.importers.port import Item, Options, Problem, Sighting
from netkit.importers.tables.delimited import open_text, squash
from netkit.model.events import Acquaintance, Event, Interaction
from netkit.model.frozen import dataclass
from netkit.model.handles import email, linkedin, own_id
from netkit.model.names import clean, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    import networkx as nx

    from netkit.model.people import Handle

__all__ = ["IMPORTER"]

ORIGIN = "graph"
_MAX_FILE = 512 << 20
_GML = re.compile(r"\A(?:\s*#[^\n]*\n|\s*(?:Creator|Version|comment)\b[^\n]*\n)*\s*graph\s*\[")
_TIMES = ("time", "timestamp", "date", "at", "datetime", "start", "when")
_NAMES = ("name", "label", "fullname", "displayname", "id")
_SOURCES = frozenset({"source", "from", "sender", "src", "u", "a", "i", "person1"})
_TARGETS = frozenset({"target", "to", "recipient", "dst", "dest", "v", "b", "j", "person2"})
_PROBE_LINES = 20


@dataclass(frozen=True, slots=True)
class _Edge:
    """An edge as the file gives it; `line` is 0 where the format has none."""

    line: int
    a: str
    b: str
    facts: Mapping[str, object]


class GraphImporter:
    """Graphs from other tools."""

    name = "graph"
    summary = (
        "networks: GraphML, GEXF, GML, edge lists (source, target, and a time if there is one)"
    )

    def detects(self, path: Path) -> bool:
        """Detect a graph file: one of the three formats, or rows of two to four short fields."""
        try:
            if path.is_dir():
                return False
            with path.open("rb") as file:
                head = file.read(16_384).decode("utf-8-sig", "replace")
        except OSError:
            return False
        return _format(head) is not None

    def read(self, path: Path, options: Options) -> Iterator[Item]:
        """Yield the people and their edges.

        Raises BadInputError when the file is not a graph that can be read.
        """
        if path.stat().st_size > _MAX_FILE:
            raise BadInputError(f"{path.name} is larger than 512 MiB")
        with open_text(lambda: path.open("rb"), path.name) as file:
            text = file.read().lstrip("\ufeff")
        form = _format(text[:16_384])
        if form is None:
            raise BadInputError(f"{path.name} is no graph that can be read")
        if form == "edges":
            yield from _Reader(path, {}, options).items(_edge_list(text))
            return
        graph = _graph(path.name, text, form)
        nodes = {str(node): dict(facts) for node, facts in graph.nodes(data=True)}
        edges = (_Edge(0, str(a), str(b), facts) for a, b, facts in graph.edges(data=True))
        yield from _Reader(path, nodes, options).items(edges)


def _format(head: str) -> str | None:
    """Return the format by the first lines: graphml, gexf, gml, edges; None for another."""
    for name in ("graphml", "gexf"):
        if re.search(rf"<(?:\w+:)?{name}[\s>]", head[:4_096]):
            return name
    if _GML.match(head):
        return "gml"
    rows = [_fields(line) for line in head.splitlines()[:_PROBE_LINES] if not _comment(line)]
    rows = rows[:-1] if len(head) >= 16_384 else rows
    if len(rows) < 2 or not all(2 <= len(row) <= 4 for row in rows):
        return None
    same = len({len(row) for row in rows}) == 1
    return "edges" if same and (_is_header(rows[0]) or _are_edges(rows)) else None


def _comment(line: str) -> bool:
    return not line.strip() or line.lstrip()[0] in "#%"


def _fields(line: str) -> list[str]:
    """Return the fields of a line: between commas, semicolons or tabs, else between blanks."""
    mark = next((mark for mark in ",;\t" if mark in line), None)
    if mark is None:
        return [part.strip('"') for part in line.split()]
    row = next(csv.reader([line.strip()], delimiter=mark, skipinitialspace=True), [])
    return [part.strip() for part in row]


def _is_header(row: list[str]) -> bool:
    keys = {squash(name) for name in row}
    return bool(keys & _SOURCES) and bool(keys & _TARGETS)


def _are_edges(rows: list[list[str]]) -> bool:
    """Return True for rows of an edge list: two ids or addresses, with numbers behind them."""
    if not all(part for row in rows for part in row):
        return False
    plain = all(_is_key(part) for row in rows for part in row[:2])
    return plain and all(_number(part) is not None for row in rows for part in row[2:])


def _is_key(text: str) -> bool:
    return text.isdecimal() or email(text) is not None


def _number(text: object) -> float | None:
    try:
        value = float(str(text))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _edge_list(text: str) -> Iterator[_Edge]:
    """Yield the edges of a text: by its header's names, else source, target, time or weight.

    Without a header the last number of three or four is the time when it can be one: 1e8 seconds
    after 1970 is March 1973.
    """
    names: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if _comment(line):
            continue
        row = _fields(line)
        if not names:
            header = _is_header(row)
            names = [squash(name) for name in row] if header else _guessed(row)
            if header:
                continue
        facts: dict[str, object] = dict(zip(names, row, strict=False))
        a = next((str(facts[name]) for name in names if name in _SOURCES and name in facts), "")
        b = next((str(facts[name]) for name in names if name in _TARGETS and name in facts), "")
        yield _Edge(number, a, b, facts)


def _guessed(row: list[str]) -> list[str]:
    attributes = ["time" if (_number(text) or 0) >= 1e8 else "weight" for text in row[2:]]
    return ["source", "target", *attributes]


def _graph(name: str, text: str, form: str) -> nx.Graph[Any]:
    """Return the graph that NetworkX reads; raises BadInputError on any damage."""
    import networkx as nx

    if "<!DOCTYPE" in text[:4_096] or "<!ENTITY" in text:
        raise BadInputError(f"{name} declares a document type; no graph does; refused")
    readers: dict[str, Callable[[], Any]] = {
        "graphml": lambda: nx.parse_graphml(text),
        "gexf": lambda: nx.read_gexf(_bytes(text)),
        "gml": lambda: nx.parse_gml(text, label="id"),
    }
    try:
        with warnings.catch_warnings(action="ignore"):  # of attributes that have no declared type
            graph = readers[form]()
    except (nx.NetworkXException, ValueError, LookupError, TypeError, AttributeError, SyntaxError,
            RecursionError) as error:  # fmt: skip
        # xml's ParseError is a SyntaxError; the readers raise the rest on odd attributes
        raise BadInputError(f"{name} is damaged: it cannot be read as {form}") from error
    typed_graph: nx.Graph[Any] = graph
    return typed_graph


def _bytes(text: str) -> Any:
    import io

    return io.BytesIO(re.sub(r"\A<\?xml[^>]*\?>", "", text).encode())


class _Reader:
    """Turns nodes and edges into people and events."""

    def __init__(self, path: Path, nodes: dict[str, dict[str, object]], options: Options) -> None:
        self._file, self._scope = path.name, f"{ORIGIN}:{path.stem}"
        self._nodes, self._options = nodes, options
        self._own = set(owner_handles(options))
        self._own_names = owner_names(options)
        self._handles: dict[str, Handle] = {}

    def items(self, edges: Iterable[_Edge]) -> Iterator[Item]:
        """Yield every node's person, then what the edges say."""
        for node in self._nodes:
            yield from self._person(node)
        for edge in edges:
            if not edge.a or not edge.b or edge.a == edge.b:
                yield Problem(self._file, edge.line, "an edge without two ends")
                continue
            yield from self._person(edge.a)
            yield from self._person(edge.b)
            yield self._event(edge)

    def _person(self, node: str) -> Iterator[Sighting]:
        if node in self._handles:
            return
        facts = {squash(str(key)): clean(str(value)) for key, value in
                 self._nodes.get(node, {}).items() if isinstance(value, str | int)}  # fmt: skip
        keys = _keys(node, facts, self._scope)
        self._handles[node] = keys[0]
        name = next((facts[key] for key in _NAMES if facts.get(key)), "")[:1_000]
        shown = name or clean(node)[:1_000]
        own = bool(self._own & set(keys)) or bool(self._own_names & {fold(node), fold(name)})
        employer = facts.get("organization") or facts.get("company") or ""
        shown = "" if email(shown) else shown  # an address is a key, and no name beside a real one
        yield Sighting(keys, shown, employer, facts.get("title", ""), owner=own)

    def _event(self, edge: _Edge) -> Event | Problem:
        a, b = self._handles[edge.a].person_id, self._handles[edge.b].person_id
        facts = {squash(str(key)): value for key, value in edge.facts.items()}
        written = next((facts[key] for key in _TIMES if key in facts), None)
        if written is None:
            first, second = sorted((a, b))
            return Acquaintance(
                UNDATED, first, second, "an edge of a graph", _probability(facts), seen=True,
                source=ORIGIN,
            )  # fmt: skip
        at = _time(written)
        if at is None or (self._options.now is not None and at > self._options.now):
            return Problem(self._file, edge.line, "no readable date, or one in the future")
        return Interaction(at, "other", a, (b,), source=ORIGIN)


def _keys(node: str, facts: Mapping[str, str], scope: str) -> tuple[Handle, ...]:
    profile = next((linkedin(facts[key]) for key in ("linkedin", "url") if key in facts), None)
    address = email(facts.get("email") or facts.get("mail") or node)
    return tuple(handle for handle in (profile, address, own_id(scope, node)) if handle)


def _probability(facts: Mapping[str, object]) -> float:
    """Return an edge's weight where it is a probability, else how sure a seen tie is."""
    weight = _number(facts.get("probability", facts.get("confidence", "")))
    return weight if weight is not None and 0 < weight <= 1 else RELATED_WEIGHT


def _time(value: object) -> datetime | None:
    """Return a time given in seconds or milliseconds since 1970, or in ISO 8601."""
    number = _number(value)
    if number is None or re.fullmatch(r"(?:19|20)\d{6}", str(value)):
        return read_moment(str(value))
    try:
        return datetime.fromtimestamp(int(number / 1000 if number > 1e11 else number), UTC)
    except (ValueError, OverflowError, OSError):
        return None


IMPORTER = GraphImporter()
