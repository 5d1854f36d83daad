"""Reaching a server: its address, who we are, and one line when it does not answer."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import parse_qs

from netkit.errors import ReadOnlyError, StatementError, StoreError, UsageError
from netkit.model.frozen import dataclass
from netkit.store.derive import ZONE_SETTING, zone_of_days
from netkit.support.server_address import is_this_machine, split_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import tzinfo

    from neo4j import Driver, ManagedTransaction, Result

__all__ = [
    "INSECURE",
    "Address",
    "Graph",
    "address",
    "connect",
    "insecure_allowed",
    "one_line",
    "write_uncertain",
]

T = TypeVar("T")

_CONNECT_SECONDS = 3.0
_ACQUIRE_SECONDS = 4.0
_RETRY_SECONDS = 8.0
_SERVICE = "netkit neo4j"
_OLDEST = (5, 26)
_EXAMPLE = "neo4j://localhost:7687/neo4j"
#: Schemes without TLS.
_CLEAR = frozenset({"neo4j", "bolt"})
#: A database that is read-only, and a user who may not write.
_READ_ONLY = (
    "WriteOnReadOnlyAccessDatabase", "ForbiddenOnReadOnlyDatabase", "Security.Forbidden"
)  # fmt: skip
#: The kind of error for what a statement says: its syntax, its parameters, that it would write.
_STATEMENT = "Neo.ClientError.Statement."
#: Set to 1, it allows them for other machines: a network of one's own behind a tunnel.
INSECURE = "NETKIT_INSECURE"


_SETTING = "MATCH (s:Setting {net: $net, name: $name}) RETURN s.value"


@dataclass(frozen=True, slots=True)
class Address:
    """An address names a server, a database on it, and a network in that.

    net : several networks may share a database; each row carries this name
    """

    server: str
    database: str
    net: str

    def __str__(self) -> str:
        net = "" if self.net == "main" else f"?net={self.net}"
        return f"{self.server}/{self.database}{net}"


def address(url: str) -> Address:
    """Read ``neo4j://host:port/database``, with ``?net=NAME`` where a database holds several.

    Raises
    ------
    StoreError
        It holds a password, which belongs in the environment or the keyring.
    UsageError
        It is no address, has an unknown parameter, names no or several networks, or would send
        everything in the clear.
    """
    parts = split_address(url, _EXAMPLE)
    if parts.username or parts.password:
        raise StoreError(
            "put user and password into NETKIT_NEO4J_USER and NETKIT_NEO4J_PASSWORD, not into"
            " the address"
        )
    assert parts.hostname  # noqa: S101 — split_address has seen to it
    asked = parse_qs(parts.query, keep_blank_values=True)
    if unknown := sorted(asked.keys() - {"net"}):
        raise UsageError(f"an address has ?net=NAME and nothing else, not ?{unknown[0]}=")
    net, *more = asked.get("net", ["main"])
    if more or not net:
        raise UsageError("an address names one network, as ?net=NAME; without it, main")
    if parts.scheme in _CLEAR and not (is_this_machine(parts.hostname) or insecure_allowed()):
        raise UsageError(
            f"{parts.scheme}:// sends your network to {parts.hostname} unencrypted;"
            f" write {parts.scheme}+s://, or allow it with --insecure (NETKIT_INSECURE=1)"
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return Address(
        f"{parts.scheme}://{host}:{parts.port or 7687}",
        parts.path.strip("/") or "neo4j",
        net,
    )


def insecure_allowed() -> bool:
    """Return True when the user allows unencrypted connections to other machines."""
    return os.environ.get(INSECURE, "") not in ("", "0")


def connect(where: Address, auth: tuple[str, str] | None = None) -> Driver:
    """Return a driver that has reached the database; never waits longer than five seconds.

    Raises
    ------
    StoreError
        The server does not answer, refuses the password, or has no such database.
    """
    import neo4j

    driver = neo4j.GraphDatabase.driver(
        where.server,
        auth=auth or _credentials(where),
        connection_timeout=_CONNECT_SECONDS,
        connection_acquisition_timeout=_ACQUIRE_SECONDS,
        max_transaction_retry_time=_RETRY_SECONDS,
        notifications_min_severity="OFF",
    )
    try:
        with one_line(where, opening=True):
            refuse_old_server(where, driver.get_server_info().agent)
    except BaseException:
        driver.close()
        raise
    return driver


def refuse_old_server(where: Address, agent: str) -> None:
    """Refuse a server older than the statements are written for, before anything is recorded.

    agent : what it says it is, such as ``Neo4j/5.26.30``.

    Raises
    ------
    StoreError
    """
    version = re.search(r"Neo4j/v?(\d+)\.(\d+)", agent)
    oldest = ".".join(map(str, _OLDEST))
    if version is None:
        raise StoreError(f"{where.server} is {agent!r}; netkit needs Neo4j {oldest} or newer")
    if (int(version[1]), int(version[2])) < _OLDEST:
        raise StoreError(
            f"{where.server} runs Neo4j {version[1]}.{version[2]}; netkit needs {oldest} or newer"
        )


def _credentials(where: Address) -> tuple[str, str]:
    """Return user and password from the environment, else from the keyring."""
    user = os.environ.get("NETKIT_NEO4J_USER", "neo4j")
    password = os.environ.get("NETKIT_NEO4J_PASSWORD")
    if password is None:
        password = _from_keyring(f"{user}@{where.server}")
    if password is None:
        raise StoreError(
            f"no password for {user} at {where.server}: set NETKIT_NEO4J_PASSWORD, or run"
            f" 'keyring set \"{_SERVICE}\" {user}@{where.server}'"
        )
    return user, password


def _from_keyring(account: str) -> str | None:
    try:
        import keyring
    except ImportError:
        return None
    try:
        password: str | None = keyring.get_password(_SERVICE, account)
    except keyring.errors.KeyringError:
        return None
    return password


def write_uncertain(error: Exception) -> bool:
    """Return True when the connection was lost so late that the change may stand or not."""
    from neo4j.exceptions import IncompleteCommit, ServiceUnavailable, SessionExpired

    return isinstance(error, IncompleteCommit | ServiceUnavailable | SessionExpired)


@contextmanager
def one_line(where: Address, *, opening: bool = False) -> Iterator[None]:
    """Turn what the driver says into one line that says what to do, without secrets.

    opening : nothing was recorded yet, and what is in the way is looked for.
    """
    from neo4j.exceptions import AuthError, DriverError, Neo4jError

    try:
        yield
    except AuthError as error:
        raise StoreError(
            f"{where.server} refuses the user or password; see NETKIT_NEO4J_USER and"
            " NETKIT_NEO4J_PASSWORD"
        ) from error
    except Neo4jError as error:
        code = error.code or ""
        if code.endswith(_READ_ONLY):
            raise ReadOnlyError(f"{where} may not be written to; nothing was changed") from error
        kind = StatementError if code.startswith(_STATEMENT) else StoreError
        raise kind(_told(where, code, error.message or str(error))) from error
    except DriverError as error:
        if write_uncertain(error):
            if opening and (reason := _reason(where)):
                raise StoreError(f"{where.server} does not answer: {reason}") from error
            raise StoreError(
                f"{where.server} does not answer, or stopped answering; start it and run the same"
                " command again: nothing is recorded twice"
            ) from error
        raise StoreError(f"{where}: {str(error).splitlines()[0]}") from error


def _reason(where: Address) -> str:
    from netkit.store.neo4j.reachability import unreachable_reason

    scheme, _, rest = where.server.partition("://")
    host, _, port = rest.rpartition(":")
    return unreachable_reason(scheme, host.strip("[]"), int(port))


def _told(where: Address, code: str, message: str) -> str:
    if code.endswith("DatabaseNotFound"):
        return f"{where.server} has no database called {where.database}"
    if "TransactionTimedOut" in code or "MemoryPool" in code:
        return f"{where}: the server gave up on a large answer or change ({code}); give it room"
    if code == f"{_STATEMENT}AccessMode":
        return f"{where}: a question only reads, and this statement would write"
    return f"{where}: {message.splitlines()[0] if message else code}"


class Statements(Protocol):
    """A transaction runs statements, or a session that makes a transaction for each."""

    @property
    def run(self) -> Callable[[Any, dict[str, Any]], Result]:
        """Run a statement with its parameters."""


class _Rows(list[Any]):
    """Rows of a statement, short as a text: the driver makes one even where it logs nothing."""

    def __repr__(self) -> str:
        return f"<{len(self)} rows>"


@dataclass(frozen=True, slots=True)
class Graph:
    """One network, asked: every query of it is given ``$net``.

    alone : nobody else has written since the writing began that this is a turn of
    """

    tx: Statements
    net: str
    alone: bool = False

    @property
    def zone(self) -> tzinfo:
        """The owner's clocks, on which days are counted."""
        rows = self.rows(_SETTING, name=ZONE_SETTING)
        return zone_of_days(rows[0][0] if rows else None)

    def rows(self, query: str, **parameters: Any) -> list[list[Any]]:
        """Run a query and return its rows."""
        return self.tx.run(query, {"net": self.net, **parameters}).values()

    def maps(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        """Run a query and return its rows by the names of their columns."""
        records = self.tx.run(query, {"net": self.net, **parameters})
        return [dict(zip(record.keys(), record.values(), strict=True)) for record in records]

    def each(self, query: str, rows: list[Any], /, **parameters: Any) -> list[list[Any]]:
        """Run a query that begins with ``UNWIND $rows``, unless there are none."""
        return self.rows(query, rows=_Rows(rows), **parameters) if rows else []


def with_timeout(work: Callable[[ManagedTransaction], T], seconds: float) -> Callable[..., T]:
    """Return `work` with a time limit of its own in place of the server's."""
    from neo4j import unit_of_work

    return unit_of_work(timeout=seconds)(work)
