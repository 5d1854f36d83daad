"""Every question runs as it stands through the server's HTTP interface, with Browser's floats."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from netkit.queries import questions

from netkit.model.events import Acquaintance
from netkit.store.neo4j import Neo4jStore
from tests.circle import ANN, BOB, BUSY, CID, ME, NOON, circle, need, pid, wrote
from tests.conftest import VERSION, unavailable
from tests.neo4j.test_model_questions import QUESTIONS
from tests.neo4j_server import ServerUnavailable, free_port, install, running_server

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]

#: Values that have no default, and the day that the circle was told for.
GIVEN: dict[str, Any] = {
    "word": "ann", "terms": "lawyer", "person": pid(ME), "x": pid(BOB), "target": pid(CID),
    "day": int(NOON.timestamp() // 86_400 + 30), "whom": pid(ANN), "organization": "acme",
    "name": "Ann Müller", "other": "Me Myself", "city": "Lisbon",
}  # fmt: skip


class Http(NamedTuple):
    """The HTTP interface of a server: its address, who asks, and the network asked."""

    address: str
    auth: tuple[str, str]
    net: str

    def rows(self, statement: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        """Return the rows of a statement; fail with what the server says against it."""
        body = {"statement": statement, "parameters": parameters}
        token = base64.b64encode(":".join(self.auth).encode()).decode()
        request = urllib.request.Request(
            f"{self.address}/db/neo4j/query/v2",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Basic {token}"},
        )
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                data = json.load(answer)["data"]
        except urllib.error.HTTPError as error:
            pytest.fail(error.read().decode())
        return [dict(zip(data["fields"], row, strict=True)) for row in data["values"]]


@pytest.fixture(scope="module")
def http() -> Iterator[Http]:
    """A server with the circle, answering over HTTP on this machine alone."""
    try:
        install(VERSION)
    except ServerUnavailable as reason:
        unavailable(str(reason))
    port = free_port()
    settings = f"server.http.enabled=true\nserver.http.listen_address=127.0.0.1:{port}\n"
    with running_server(VERSION, settings=settings) as server:
        store = Neo4jStore(f"{server.uri}/neo4j?net=circle", auth=server.auth)
        met = Acquaintance(NOON, pid(ANN), pid(CID), "both in a thread", 0.5)
        store.append(circle(*BUSY, met, need(CID, "an engineer"), wrote(ME, ANN, day=29)))
        store.close()
        yield Http(f"http://127.0.0.1:{port}", server.auth, "circle")


@pytest.mark.parametrize("one", questions(), ids=lambda one: one.name)
def test_a_file_of_queries_runs_as_it_is(one: Any, http: Http) -> None:
    """`:params {limit: 5}` in Browser makes every number a float."""
    given = {
        name: str(GIVEN[name])
        for name, parameter in one.parameters.items()
        if name in GIVEN and parameter.type != "number"
    }
    floats = {
        name: float(value) if isinstance(value, int) else value
        for name, value in one.filled({**given, "net": http.net}).items()
    }
    rows = http.rows(one.text, floats)
    assert all(tuple(row) == one.returns for row in rows)
    assert rows or one.name in {"fading", "leaning", "bridges", "who_introduced_whom", "owners"}


@pytest.mark.parametrize("asked", QUESTIONS)
def test_a_question_of_the_page_runs_as_it_is(asked: str, http: Http) -> None:
    """`date()` is what the page says to set `today` to; HTTP has no word for a day."""
    text = QUESTIONS[asked].replace("$today", f"date('{date(2026, 9, 1)}')")
    given = {**GIVEN, "net": http.net}
    floats = {name: float(value) if type(value) is int else value for name, value in given.items()}
    assert http.rows(text, floats) == http.rows(text, given)


def test_favours_are_told_over_http(http: Http) -> None:
    [text] = [text for asked, text in QUESTIONS.items() if asked.startswith("Which favours have")]
    rows = http.rows(text, {**GIVEN, "net": http.net})
    assert [(row["giver"], row["kind"], row["value"]) for row in rows] == [
        ("Me Myself", "advice", 2)
    ]


def test_whoever_has_no_password_is_told_nothing(http: Http) -> None:
    request = urllib.request.Request(
        f"{http.address}/db/neo4j/query/v2", data=b'{"statement": "RETURN 1"}',
        headers={"Content-Type": "application/json"},
    )  # fmt: skip
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(request, timeout=60)
