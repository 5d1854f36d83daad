"""A real Neo4j Community server without Docker: its jars come from Maven, its data is temporary.

As a library it gives the tests a :class:`Server`; as a script, ``python tests/neo4j_server.py``,
it starts one for hand use, prints where it is, and stops it on Ctrl-C.
"""

from __future__ import annotations

import argparse
import logging
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

POM = Path(__file__).parent / "neo4j" / "pom.xml"
START_SECONDS = 120.0  # 7 to 15 measured on two cores; a busy machine takes longer
STOP_SECONDS = 90.0  # 1 measured; the first stop also writes the class archive
OPEN_PACKAGES = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
SETTINGS = """\
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size={page_cache}
dbms.usage_report.enabled=false
db.transaction.timeout={transaction_timeout}
db.tx_log.preallocate=false
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
"""  # the last two: 2 MB on disk and not 500, a stop in 1 s and not 10


class ServerUnavailable(Exception):  # noqa: N818 - it is a reason to skip, not always an error
    """No server can run here; the message says why."""


@dataclass(frozen=True, slots=True)
class Release:
    """One version of Neo4j and what it needs.

    java : the major versions of Java it runs on, the preferred first
    main : the class that starts it
    settings : lines for neo4j.conf that other releases would refuse
    """

    version: str
    java: tuple[int, ...]
    main: str
    settings: str = ""


RELEASES = (  # the newest of each line that Maven resolved in November 2026; the default first
    Release(
        "2026.08.1",
        (25, 21),
        "org.neo4j.server.Neo4jCommunity",
        "dbms.fleet_manager.enabled=false\n",
    ),
    Release("5.26.30", (21, 17), "org.neo4j.server.CommunityEntryPoint"),
)


@dataclass(frozen=True, slots=True)
class Installation:
    """The jars of one release and the Java that runs them."""

    release: Release
    folder: Path
    java: Path
    java_major: int

    @property
    def class_archive(self) -> Path:
        """Parsed classes, written at the first stop: later starts need 5 CPU seconds less."""
        return self.folder / f"classes-java{self.java_major}.jsa"

    def command(self, *options: str) -> list[str]:
        """Return the start of a command line that runs a class of the server."""
        opens = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in OPEN_PACKAGES]
        native = "--enable-native-access=ALL-UNNAMED"
        return [str(self.java), *options, *opens, native, "-cp", f"{self.folder}/lib/*"]


@dataclass(frozen=True, slots=True)
class Sizing:
    """How much of the machine a server may use.

    quick_start : compile little and begin with little memory, for tests; without it, all of the
        heap from the start, as Neo4j's manual advises: one that grows costs twice as much to tidy
    """

    heap: str = "512m"
    page_cache: str = "64m"
    transaction_timeout: str = "120s"  # a busy machine takes 30 for a first query
    quick_start: bool = True

    @property
    def options(self) -> list[str]:
        """Options for Java."""
        heap = f"-Xmx{self.heap}"
        if self.quick_start:
            return ["-Xms128m", heap, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
        return [f"-Xms{self.heap}", heap]


@dataclass(slots=True)
class Server:
    """A server with its data in `home`; it can be killed and started again, as in life.

    settings : further lines for neo4j.conf, read at each start; a later line wins
    """

    installation: Installation
    home: Path
    port: int
    password: str
    sizing: Sizing = Sizing()
    settings: str = ""
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def uri(self) -> str:
        """The address, without secrets."""
        return f"neo4j://127.0.0.1:{self.port}"

    @property
    def auth(self) -> tuple[str, str]:
        """User and password."""
        return "neo4j", self.password

    def start(self) -> None:
        """Start and return when it answers; raise ServerUnavailable with its log when not."""
        self._prepare()
        with (self.home / "console.log").open("ab") as log:
            self.process = subprocess.Popen(self._command(), stdout=log, stderr=log)
        try:
            self._wait_until_it_answers()
        except BaseException:  # Ctrl-C too: no process may stay behind
            self.kill()
            raise

    def stop(self) -> None:
        """End it in order, by its process id; kill it when it does not end."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None
        if self._new_archive.exists():
            self._new_archive.replace(self.installation.class_archive)

    def kill(self) -> None:
        """End it at once, as a power cut would; `start` brings it back with its data."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def admin(self, *arguments: str) -> str:
        """Run ``neo4j-admin`` with `arguments` on the stopped server; return what it printed."""
        command = self.installation.command("-Xmx512m", "-XX:TieredStopAtLevel=1")
        folders = {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        done = subprocess.run(
            [*command, "org.neo4j.cli.AdminTool", *arguments],
            env=os.environ | folders,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise ServerUnavailable(f"neo4j-admin {arguments[:2]}: {done.stdout}{done.stderr}")
        return done.stdout

    def _prepare(self) -> None:
        conf = self.home / "conf" / "neo4j.conf"
        new = not conf.exists()
        conf.parent.mkdir(parents=True, exist_ok=True)
        settings = SETTINGS.format(
            port=self.port,
            page_cache=self.sizing.page_cache,
            transaction_timeout=self.sizing.transaction_timeout,
        )
        lines = (settings + self.installation.release.settings + self.settings).splitlines()
        by_name = dict(line.split("=", 1) for line in lines)
        conf.write_text("".join(f"{name}={value}\n" for name, value in by_name.items()))
        if new:
            self.admin("dbms", "set-initial-password", self.password)

    @property
    def _new_archive(self) -> Path:
        return self.home / "classes.jsa"

    def _command(self) -> list[str]:
        archive = self.installation.class_archive
        shared = (
            f"-XX:SharedArchiveFile={archive}"
            if archive.exists()
            else f"-XX:ArchiveClassesAtExit={self._new_archive}"
        )
        # Linux ends the server with the process that started it, however that one dies.
        leash = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
        folders = [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"]
        java = self.installation.command(*self.sizing.options, shared)
        return [*leash, *java, self.installation.release.main, *folders, "--console-mode"]

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not _answers(self.uri, self.auth):
            ended = self.process is None or self.process.poll() is not None
            if ended or time.monotonic() > deadline:
                log = (self.home / "console.log").read_text(errors="replace")
                raise ServerUnavailable(f"Neo4j did not start: {log[-2000:]}")
            time.sleep(0.1)


@contextmanager
def running_server(
    version: str = "",
    sizing: Sizing = Sizing(),
    home: Path | None = None,
    settings: str = "",
) -> Iterator[Server]:
    """Give a running server with an empty database of its own, and take it away afterwards.

    version : one of `RELEASES`, whole or its beginning; by default the first this machine runs
    home : where its data stays, to be found again there the next time; by default nothing stays
    settings : further lines for neo4j.conf
    """
    installation = install(version)
    with tempfile.TemporaryDirectory(prefix="netkit-neo4j-") as folder:
        where = home or Path(folder)
        server = Server(installation, where, free_port(), _password(where), sizing, settings)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def _password(home: Path) -> str:
    """Return the password of the server that lives in `home`; a new one where none does."""
    kept = home / "password"
    if not kept.exists():
        home.mkdir(parents=True, exist_ok=True)
        kept.touch(0o600)
        kept.write_text(secrets.token_hex(12))
    return kept.read_text()


def install(version: str = "") -> Installation:
    """Return the first matching release that a Java here runs, its jars fetched if need be."""
    reasons = []
    for release in RELEASES:
        if not release.version.startswith(version):
            continue
        found = _java_for(release)
        if found is None:
            reasons.append(f"Neo4j {release.version} needs Java {release.java}")
            continue
        return Installation(release, _jars(release), *found)
    known = ", ".join(release.version for release in RELEASES)
    raise ServerUnavailable("; ".join(reasons) or f"no release {version!r}; there are {known}")


def cache_folder() -> Path:
    """Return where the jars and the linter are kept between runs."""
    return Path(os.environ.get("NETKIT_CACHE") or Path.home() / ".cache") / "netkit-neo4j"


def _jars(release: Release) -> Path:
    """Return the folder of a release in the cache; Maven fills it the first time."""
    cache = cache_folder()
    folder = cache / release.version
    if folder.exists():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise ServerUnavailable("Maven (mvn) is missing: it fetches the jars of Neo4j")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="partial-") as partial:
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={partial}/jars/lib"]
        options = ["-q", "-B", "-C", "-f", str(POM), "-DincludeScope=runtime"]
        command = [maven, *options, f"-Dneo4j.version={release.version}", *goal]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ServerUnavailable(f"Maven did not resolve Neo4j: {done.stdout[-2000:]}")
        try:
            (Path(partial) / "jars").rename(folder)
        except OSError:  # another session was first
            if not folder.exists():
                raise
    return folder


def _java_for(release: Release) -> tuple[Path, int] | None:
    homes = _java_homes()
    return next(((homes[major], major) for major in release.java if major in homes), None)


def _java_homes() -> dict[int, Path]:
    """Return the ``java`` of each major version found, as its ``release`` file says."""
    found: dict[int, Path] = {}
    roots = [Path("/usr/lib/jvm"), Path("/Library/Java/JavaVirtualMachines")]
    homes = [home for root in roots for home in (*root.glob("*"), *root.glob("*/Contents/Home"))]
    if named := os.environ.get("JAVA_HOME"):
        homes.insert(0, Path(named))
    if on_path := shutil.which("java"):
        homes.append(Path(on_path).resolve().parents[1])
    for home in homes:
        notes = home / "release"
        text = notes.read_text() if notes.exists() else ""
        if major := re.search(r'^JAVA_VERSION="(\d+)', text, re.MULTILINE):
            found.setdefault(int(major[1]), home / "bin" / "java")
    return found


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(uri: str, auth: tuple[str, str]) -> bool:
    """Whether the server at `uri` lets us in and its database is up."""
    from neo4j import GraphDatabase
    from neo4j.exceptions import DriverError, Neo4jError

    logging.getLogger("neo4j").setLevel(logging.CRITICAL)
    with GraphDatabase.driver(uri, auth=auth, connection_timeout=3) as driver:
        try:
            driver.verify_connectivity()
        except (DriverError, Neo4jError):
            return False
    return True


def main() -> None:
    """Start a server, say where it is, and stop it on Ctrl-C."""
    parser = argparse.ArgumentParser(description="Start a Neo4j server until Ctrl-C.")
    parser.add_argument("--version", default="", help="the release, e.g. 5.26 (default: newest)")
    parser.add_argument("--heap", default="1g", help="memory for Java (default: 1g)")
    choice = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    began = time.monotonic()
    try:
        with running_server(choice.version, Sizing(heap=choice.heap)) as server:
            release = server.installation.release.version
            print(f"Neo4j {release}, started in {time.monotonic() - began:.1f} s; Ctrl-C stops it")
            print(
                f"URI       {server.uri}\nuser      neo4j\npassword  {server.password}", flush=True
            )
            signal.pause()
    except KeyboardInterrupt:
        print("stopped; its data is gone")
    except ServerUnavailable as reason:
        raise SystemExit(str(reason)) from None


if __name__ == "__main__":
    main()
