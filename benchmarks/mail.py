"""Reading an mbox, headers only: netkit beside the standard library, in one run.

Run ``python benchmarks/mail.py --mails 100000``. An invented mailbox is written to a temporary
folder; each reader runs in a process of its own, the readers taking turns, and the medians of three
rounds are printed as JSON: CPU seconds, peak memory in MiB, messages found (the mailbox holds
exactly ``--mails``; every fifth body has a line that begins with "From ").

``--imports 30000 300000`` imports mailboxes of these sizes, of the same people and years, into new
networks instead, once each: what memory an import takes must not follow the number of mails
(`times_the_least` is the largest peak over the smallest).
"""

from __future__ import annotations

import argparse
import json
import mailbox
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, getaddresses, parsedate_to_datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from netkit.importers.mail.headers import read_mail
from netkit.importers.mail.mbox import IMPORTER, header_blocks
from netkit.importers.port import Options
from netkit.importing import import_file
from netkit.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 3
PEOPLE = 3_000
YEARS = 5
_BODY = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.\n" * 30
_TRAP = "\nFrom here on it goes wrong with a reader that splits at From.\n"


def write_mailbox(path: Path, mails: int, seed: int = 1) -> None:
    """Write an invented mailbox of `mails` mails, about 2.9 kB each, of `YEARS` years."""
    rng = random.Random(seed)
    at = datetime(2020, 1, 1, tzinfo=UTC)
    usual_gap = YEARS * 365 * 86_400 // mails
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for number in range(mails):
            at += timedelta(seconds=rng.randint(1, 2 * usual_gap))
            file.write(_mail(rng, number, at))


def _mail(rng: random.Random, number: int, at: datetime) -> str:
    me = "Me Myself <me@example.org>"
    others = [
        f'"Person {n} Name{n}" <person{n}@example{n % 50}.org>'
        for n in rng.sample(range(PEOPLE), rng.choice([1, 1, 1, 2, 3, 4]))
    ]
    sender, to = (me, others) if rng.random() < 0.4 else (others[0], [me, *others[1:]])
    received = "".join(
        f"Received: from mx{hop}.example.org (mx{hop}.example.org [10.0.0.{hop}])\n"
        f"\tby mail.example.org with ESMTPS id {rng.getrandbits(60):x};\n\t{format_datetime(at)}\n"
        for hop in range(4)
    )
    return (
        f"From x@example.org {at:%a %b %d %H:%M:%S %Y}\n"
        f"Delivered-To: me@example.org\n{received}"
        f"DKIM-Signature: v=1; a=rsa-sha256; d=example.org;\n\tb={'B' * 300}\n"
        f"From: {sender}\nTo: {(',' + chr(10) + ' ').join(to)}\nSubject: Subject {number}\n"
        f"Date: {format_datetime(at)}\nMessage-ID: <{number}.{rng.getrandbits(40):x}@example.org>\n"
        + ("List-Id: <news.example.org>\n" if number % 20 == 0 else "")
        + f"MIME-Version: 1.0\nContent-Type: text/plain\n\n{_BODY[: rng.randint(300, 2400)]}"
        + (_TRAP if number % 5 == 0 else "")
        + "\n"
    )


def headers(path: Path) -> int:
    """Read the headers as netkit does."""
    with path.open("rb") as file:
        return sum(bool(read_mail(block)) for _, block in header_blocks(file))


def items(path: Path) -> int:
    """Read the whole way to people, interactions and evidence."""
    return sum(1 for _ in IMPORTER.read(path, Options()))


def plain(path: Path) -> int:
    """Read the same headers with the standard library alone."""
    count = 0
    for message in mailbox.mbox(path):
        getaddresses([str(message.get(name, "")) for name in ("From", "To", "Cc")])
        if message["Date"]:
            parsedate_to_datetime(message["Date"])
        for name in ("Subject", "Message-ID", "References", "List-Id", "Delivered-To"):
            message.get(name)
        count += 1
    return count


READERS: dict[str, Callable[[Path], int]] = {
    "netkit, headers": headers,
    "netkit, to items": items,
    "mailbox.mbox": plain,
}
_IMPORT = "import"


def imported(path: Path) -> int:
    """Import the whole mailbox into a new network beside it."""
    store = SqliteStore(path.with_suffix(".netkit"))
    return import_file(store, path, now=datetime(2026, 11, 1, tzinfo=UTC)).new.interactions


def imports(sizes: list[int]) -> dict[int, dict[str, float]]:
    """Import mailboxes of these sizes, each in a fresh process; return what each cost."""
    found: dict[int, dict[str, float]] = {}
    for mails in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "mail.mbox"
            write_mailbox(path, mails)
            found[mails] = _apart(_IMPORT, path)
    return found


def measure(reader: str, path: Path) -> dict[str, float]:
    """Run one reader here and return what it cost."""
    start = time.process_time()
    found = imported(path) if reader == _IMPORT else READERS[reader](path)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "peak_mib": peak, "found": found}


def compare(path: Path, rounds: int) -> dict[str, dict[str, float]]:
    """Run the readers in turn, each time in a fresh process; return the medians."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in READERS}
    for _ in range(rounds):
        for name in READERS:
            runs[name].append(_apart(name, path))
    return {
        name: {key: round(median(run[key] for run in found), 3) for key in found[0]}
        for name, found in runs.items()
    }


def _apart(reader: str, path: Path) -> dict[str, float]:
    """Measure a reader in a process of its own."""
    answer = subprocess.run(  # noqa: S603  this very script
        [sys.executable, __file__, "--one", reader, "--path", str(path)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    told: dict[str, float] = json.loads(answer.stdout)
    return told


def main() -> None:
    """Write the mailbox, compare the readers, print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--imports", type=int, nargs="+", metavar="MAILS")
    parser.add_argument("--one", choices=[*READERS, _IMPORT], help=argparse.SUPPRESS)
    parser.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        print(json.dumps(measure(chosen.one, chosen.path)))
        return
    if chosen.imports:
        found = imports(chosen.imports)
        peaks = [one["peak_mib"] for one in found.values()]
        ratio = round(max(peaks) / min(peaks), 2)
        print(json.dumps({"imports": found, "times_the_least": ratio}, indent=2))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mail.mbox"
        write_mailbox(path, chosen.mails)
        readers = compare(path, chosen.rounds)
        ratio = readers["mailbox.mbox"]["seconds"] / readers["netkit, headers"]["seconds"]
        size = path.stat().st_size / 2**20
    told = {"mails": chosen.mails, "mib": round(size), "times_as_fast": round(ratio, 1)}
    print(json.dumps(told | {"readers": readers}, indent=2))


if __name__ == "__main__":
    main()
