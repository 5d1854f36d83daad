"""Every store that netkit has, one after the other: each promise of the port is tested on all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from netkit.store.neo4j import Neo4jStore
from netkit.store.sqlite import SqliteStore
from netkit.store.sqlite.cipher import FileKey, make_encrypted
from netkit.support import passphrases

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from netkit.store.port import Store
    from tests.conftest import Neo4jDatabase

#: As a passphrase gives it, which would take most of the time of a test.
KEY = FileKey(b"netkitEn-of-test", bytes(range(32)))


@pytest.fixture(params=["sqlite", "encrypted", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    opened: Store
    if request.param == "sqlite":
        opened = SqliteStore(tmp_path / "net.netkit")
    elif request.param == "encrypted":
        make_encrypted(tmp_path / "net.netkit", KEY)
        monkeypatch.setitem(passphrases._keys, KEY.salt, KEY.key)
        opened = SqliteStore(tmp_path / "net.netkit")
    else:
        server: Neo4jDatabase = request.getfixturevalue("empty_neo4j")
        monkeypatch.setenv("NETKIT_NEO4J_USER", server.auth[0])
        monkeypatch.setenv("NETKIT_NEO4J_PASSWORD", server.auth[1])
        opened = Neo4jStore(f"{server.uri}/{server.database}")
    yield opened
    opened.close()
