"""A network at an address: every command goes there, or says in one line why it does not."""

from __future__ import annotations

import socket
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from netkit.cli.render.harmless import without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Netkit

TABLE = import_module("netkit.cli.main").COMMANDS
NAMES = {name for section in TABLE.values() for name in section}

#: Commands with no network of their own, or for a file alone; some take theirs when asked.
WITHOUT = {
    "demo", "formats", "copy", "restore", "schedule", "mcp", "completion", "help", "meaning",
    "encrypt", "decrypt",
}  # fmt: skip
WORDS: dict[str, tuple[str, ...]] = {
    "init": ("--me", "Ann"),
    "import": (__file__,),  # there; what is not is told before any server is asked
    "log": ("yesterday: lunch with Ann",),
    "person": ("Ann",),
    "need": ("Ann", "a lawyer"),
    "offer": ("Ann", "advice"),
    "favour": ("me", "Ann", "advice"),
    "promise": ("me", "Ann", "the paper"),
    "intro": ("Ann", "Bob"),
    "knows": ("Ann", "Bob"),
    "letter": ("thanks", "Ann"),
    "note": ("Ann", "tall"),
    "fact": ("Ann", "goal", "to sail"),
    "milestone": ("Ann", "birthday", "2026-01-02"),
    "moment": ("Ann", "setback"),
    "brief": ("Ann",),
    "introduce": ("Ann",),
    "reach": ("Ann",),
    "who": ("lawyer",),
    "ask": ("who should I introduce to Ann?",),
    "query": ("owners",),
    "people": ("duplicates",),
    "export": ("vcard", "people.vcf"),
    "edit": ("1", "lunch"),
    "find": ("lawyer",),
    "remove": ("1",),
}


@pytest.fixture
def nobody(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """An address where no server is, from an empty folder."""
    folder = tmp_path_factory.mktemp("here")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NETKIT_NEO4J_PASSWORD", "a secret word")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    yield f"neo4j://127.0.0.1:{port}/neo4j"
    assert list(folder.iterdir()) == [], "an address became a file"


def test_the_table_has_every_command() -> None:
    assert set(WORDS) <= NAMES - WITHOUT


@pytest.mark.parametrize("name", sorted(NAMES - WITHOUT))
def test_a_command_asks_the_server_that_is_named(name: str, netkit: Netkit, nobody: str) -> None:
    result = netkit("--network", nobody, name, *WORDS.get(name, ()))
    understood, told = "→", result.err.splitlines()
    [line] = [line for line in told if not line.startswith(understood)]
    assert result.code == 4
    assert "does not answer" in line


@pytest.mark.parametrize(
    "words",
    [
        ("backup", "neo4j://127.0.0.1/neo4j"),
        ("restore", "neo4j://127.0.0.1/neo4j"),
        ("export", "json", "bolt://127.0.0.1/neo4j"),
        ("map", "--output", "neo4j://127.0.0.1/neo4j"),
        ("report", "--output", "neo4j://127.0.0.1/neo4j"),
        ("demo", "--folder", "neo4j://127.0.0.1/neo4j"),
    ],
)
def test_an_address_in_place_of_a_file_is_refused(
    words: tuple[str, ...], netkit: Netkit, nobody: str
) -> None:
    result = netkit("--network", nobody, *words)
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "is an address" in result.err


@pytest.mark.parametrize("name", ["encrypt", "decrypt"])
def test_only_a_file_is_encrypted(name: str, netkit: Netkit, nobody: str) -> None:
    result = netkit("--network", nobody, name)
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "is no file" in result.err


def test_a_backup_is_not_restored_into_a_server(netkit: Netkit, nobody: str, network: Path) -> None:
    result = netkit("--network", nobody, "restore", network)
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert f"'netkit copy {network} {nobody}'" in result.err


@pytest.mark.parametrize("words", [("who", "ann"), ("backup",), ("copy", "https://a", "b")])
def test_an_address_of_something_else_is_no_network(
    words: tuple[str, ...], netkit: Netkit, nobody: str
) -> None:
    result = netkit("--network", "https://example.org/me", *words)
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "https:// is no network of netkit's" in result.err


@pytest.mark.parametrize(
    "address",
    [
        "bolt+s://ann@[::1",
        "neo4j://ann:s3cret@[::1",
        "neo4j://ann:s3cret@host:99999999",
        "neo4j://ann:s3cret@host:port",
        "bolt://ann:s3cret@127.0.0.1",
        "imaps://ann:s3cret@127.0.0.1",
        "imaps://ann:s3cret@[::1",
        "imap://:s3cret@127.0.0.1",
    ],
)
def test_an_address_that_cannot_be_used_is_one_line_without_its_password(
    netkit: Netkit, network: Path, address: str
) -> None:
    words = ("import", address) if address.startswith("imap") else ("fading", "--network", address)
    answer = netkit(*words)
    assert answer.code in (2, 4)
    assert len(answer.err.splitlines()) == 1
    assert "s3cret" not in answer.out + answer.err


@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_nothing_goes_to_another_machine_in_the_clear_unless_that_is_said(
    netkit: Netkit, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("NETKIT_INSECURE", "")
    monkeypatch.setenv("NETKIT_NEO4J_PASSWORD", "none")
    address = f"{scheme}://192.0.2.1:1"
    refused = netkit("fading", "--network", address)
    assert refused.code == 2
    assert "--insecure" in refused.err
    allowed = netkit("fading", "--network", address, "--insecure")
    assert allowed.code == 4  # it was tried: nobody answers there


def test_an_unknown_parameter_of_an_address_is_refused(netkit: Netkit) -> None:
    answer = netkit("fading", "--network", "neo4j://127.0.0.1:1/?nett=team")
    assert (answer.code, "nett" in answer.err) == (2, True)


@pytest.mark.parametrize("nets", ["net=", "net=a&net=b", "net=a&net=a"])
def test_an_address_that_names_no_or_two_networks_is_refused(netkit: Netkit, nets: str) -> None:
    answer = netkit("fading", "--network", f"neo4j://127.0.0.1:1/neo4j?{nets}")
    assert (answer.code, "names one network" in answer.err) == (2, True)


def test_a_parameter_of_a_question_that_is_given_twice_is_refused(netkit: Netkit) -> None:
    answer = netkit("query", "who", "-p", "word=ann", "-p", "word=bob")
    assert (answer.code, "word is given twice" in answer.err) == (2, True)


def test_a_schedule_keeps_no_password(netkit: Netkit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETKIT_NETWORK", "neo4j://ann:s3cret@127.0.0.1")
    answer = netkit("schedule", "add", "weekly", "--on", "monday", "--deliver", "notify")
    assert answer.code == 4
    assert "s3cret" not in answer.err
    monkeypatch.setenv("NETKIT_NETWORK", "x.netkit")
    assert netkit("schedule", "list").code == 1


@pytest.mark.parametrize("slip", ["neo4j:ann:s3cret@db", "BOLT+S:ann:s3cret@db:7687/x"])
def test_an_address_without_its_slashes_is_neither_shown_nor_kept(
    netkit: Netkit, monkeypatch: pytest.MonkeyPatch, slip: str
) -> None:
    monkeypatch.setenv("NETKIT_NETWORK", slip)
    for words in (
        ("today",),
        ("init", "--me", "Ida Berg"),
        ("schedule", "add", "weekly", "--on", "monday", "--deliver", "notify"),
        ("schedule", "add", "weekly", "--on", "monday", "--backup-to", "safe"),
    ):
        answer = netkit(*words)
        assert (answer.code, answer.err.count("\n")) == (2, 1), words
        assert "s3cret" not in answer.out + answer.err
        assert "neo4j://localhost:7687/neo4j" in answer.err
    assert netkit("schedule", "list").code == 1


@pytest.mark.parametrize(
    "words",
    [
        ("backup", "https://ann:s3cret@host/x"),
        ("restore", "ftp://ann:s3/cr@et@host"),
        ("import", "imaps:ann:s3cret@host"),
        ("schedule", "add", "daily", "--deliver", "mail", "--mail-to", "a@example.org",
         "--smtp", "ann:s3cret@mail.example.org:587"),
        ("schedule", "add", "daily", "--deliver", "webhook", "--url", "http://host/?token=s3cret"),
        ("schedule", "add", "daily", "--deliver", "ntfy", "--url", "https://host?auth=s3cret"),
        ("schedule", "add", "daily", "--import", "imaps://ann:s3cret@host"),
        ("copy", "mysql://ann:s3cret@host", "net"),
    ],
)  # fmt: skip
def test_a_password_typed_in_the_wrong_place_is_not_repeated(
    netkit: Netkit, network: Path, words: tuple[str, ...]
) -> None:
    answer = netkit(*words)
    assert answer.code in (2, 3), answer
    assert answer.err.count("\n") == 1
    assert "s3" not in answer.out + answer.err


def test_errors_keep_what_only_looks_like_an_address() -> None:
    for text in ("no handle email:ann@example.org", "10:30 @ the office", "a: b @ c", "who?a=b"):
        assert without_secrets(text) == text


@pytest.mark.parametrize("line", ["1 2 * * *\n* * * * * id", "1 2 * * *\r", "1 2 * * *\x00"])
def test_a_cron_expression_is_one_line(netkit: Netkit, network: Path, line: str) -> None:
    assert netkit("schedule", "add", "cron", line, "--deliver", "notify").code == 2


@pytest.mark.parametrize("address", ["ann", "@host", "ann@", "a b@host", "a@b, c@d", "a@b\nBcc: c"])
def test_a_mail_address_is_looked_at_when_it_is_added(netkit: Netkit, address: str) -> None:
    words = ("weekly", "--on", "monday", "--deliver", "mail", "--smtp", "localhost:25")
    assert netkit("schedule", "add", *words, "--mail-to", address).code == 2


def test_a_word_that_is_no_text_is_refused_before_anything_is_recorded(
    netkit: Netkit, network: Path
) -> None:
    answer = netkit("log", "lunch with \udcff")
    assert (answer.code, len(answer.err.splitlines())) == (2, 1)
    assert "recorded" not in answer.out


def test_a_fault_of_netkits_own_is_one_line_without_content(
    netkit: Netkit, network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from netkit.workspace import Workspace

    def broken(*_: object, **__: object) -> None:
        raise KeyError("Ann Lee")

    monkeypatch.delenv("NETKIT_DEBUG", raising=False)
    monkeypatch.setattr(Workspace, "fading", broken)
    answer = netkit("fading")
    assert (answer.code, len(answer.err.splitlines())) == (70, 1)
    assert "Ann" not in answer.err
    monkeypatch.setenv("NETKIT_DEBUG", "1")
    with pytest.raises(KeyError):
        netkit("fading")
