"""Write an invented network as LinkedIn's "Get a copy of your data", in the shape of a given year.

Run it::

    python -m netkit.examples.linkedin_archive OUT.zip --era 2026 --people 1200

The archive is as awkward as real ones (:mod:`.linkedin_eras` has the formats): rows of hidden
people, ragged rows, unreadable dates, exact duplicates, drafts, adverts, spam, assistants' logs,
lost links, names with commas. :class:`Expected` says what a reader must make of it; it is counted
while writing, from what was meant, and not read back.
"""

from __future__ import annotations

import argparse
import csv
import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass

from .invented import invent
from .linkedin_deeds import activity, endorsements, recommendations
from .linkedin_eras import ERAS
from .linkedin_people import address_book, connections, notes, own_tables
from .linkedin_shape import Rows, Shape, Table
from .linkedin_talk import assistant_logs, invitations, messages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .people import InventedNetwork

__all__ = ["Expected", "Rows", "main", "write_archive"]

# Files of other categories, with no word about people; readers pass them over.
_OTHER_FILES: tuple[tuple[int, str, str], ...] = (
    (2021, "Jobs/Job Applications.csv", "Application Date,Company Name\n1/9/21,Alder\n"),
    (2021, "Articles/Articles/on-storage.html", "<html><body><h1>On storage</h1></body></html>\n"),
    (2024, "Verifications/Verifications.csv", "First name,Last name,Verified date\nMara,L.,2024\n"),
    (2024, "Services Marketplace/Providers.csv", "Service,Creation Time\nAdvice,1/2/24\n"),
    (2024, "LearningCoachMessages.csv", "No conversations found"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expected:
    """The expected counts say what a reader of the archive must find.

    people : everybody but the owner, "LinkedIn Member"s and people seen only in spam
    messages, invitations : interactions, once each; ``with_hidden`` of the messages were written
        with nobody but a "LinkedIn Member"
    favours_given, favours_received : accepted endorsements and visible recommendations
    introductions : none, because archives do not tell of any
    acquaintances : pairs of people who were in a group thread together; only hints
    notes : what the owner noted about people
    skipped : rows that become nothing, by file and reason
    undated : rows of people who are kept, although the date cannot be read
    empty_files : files with a header and no rows, worth a warning
    """

    owner: str
    people: int
    connections: int
    messages: int
    with_hidden: int
    invitations: int
    favours_given: int
    favours_received: int
    acquaintances: int
    notes: int
    skipped: tuple[Rows, ...]
    undated: tuple[Rows, ...]
    empty_files: tuple[str, ...]
    introductions: int = 0

    @property
    def interactions(self) -> int:
        """Messages and invitations together."""
        return self.messages + self.invitations

    @property
    def favours(self) -> int:
        """Favours both ways."""
        return self.favours_given + self.favours_received


def write_archive(
    network: InventedNetwork, path: Path, era: int = 2026, *, excel: bool = False
) -> Expected:
    """Write the archive and return what a reader must find in it.

    Parameters
    ----------
    path : a ZIP file if it ends in ``.zip``, else a folder; parents are made.
    era : the year whose shape it has, one of :data:`ERAS`.
    excel : write Connections.csv as it is after it was opened and saved in Excel.

    Raises
    ------
    ValueError
        No archive was seen from that year.
    """
    if era not in ERAS:
        reason = f"no archive of {era} is known; there are {', '.join(map(str, ERAS))}"
        raise ValueError(reason)
    shape = Shape(network, era)
    files = ((table.file, _encoded(table)) for table in _tables(shape, excel=excel))
    others = ((name, text.encode()) for since, name, text in _OTHER_FILES if since <= era)
    path.parent.mkdir(parents=True, exist_ok=True)
    write = _write_zip if path.suffix == ".zip" else _write_folder
    write(path, [*files, *others], network.today)
    return _expected(shape)


def _tables(shape: Shape, *, excel: bool) -> Iterator[Table]:
    """Yield every table of this year."""
    yield connections(shape, excel=excel)
    yield messages(shape)
    yield from assistant_logs(shape)
    yield invitations(shape)
    for direction in ("given", "received"):
        yield from endorsements(shape, direction)
        yield recommendations(shape, direction)
    yield address_book(shape)
    if shape.file("notes"):
        yield notes(shape)
    yield from own_tables(shape)
    yield from activity(shape)


def _encoded(table: Table) -> bytes:
    """Turn a table into the bytes of its file."""
    out = io.StringIO()
    writer = csv.writer(
        out,
        delimiter="\t" if table.wide else ",",
        quoting=csv.QUOTE_ALL if table.quoted or table.wide else csv.QUOTE_MINIMAL,
        lineterminator=table.newline,
    )
    writer.writerow(table.header)
    writer.writerows(table.rows)
    text = table.preamble + out.getvalue()
    if not table.closed:
        text = text.removesuffix(table.newline)
    return b"\xff\xfe" + text.encode("utf-16-le") if table.wide else text.encode()


def _write_zip(path: Path, files: Sequence[tuple[str, bytes]], day: date) -> None:
    """Write a ZIP whose bytes depend on nothing but the files and the day."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)


def _write_folder(path: Path, files: Sequence[tuple[str, bytes]], _: date) -> None:
    """Write an unpacked archive."""
    for name, content in files:
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _expected(shape: Shape) -> Expected:
    """Freeze what was counted while writing."""
    tally = shape.tally
    return Expected(
        owner=shape.network.owner.full_name,
        people=len(tally.people) + tally.book_only,
        connections=len(shape.network.connections),
        messages=tally.messages,
        with_hidden=tally.with_hidden,
        invitations=tally.invitations,
        favours_given=tally.given,
        favours_received=tally.received,
        acquaintances=len(tally.pairs),
        notes=tally.notes,
        skipped=tuple(tally.skipped),
        undated=tuple(tally.undated),
        empty_files=tuple(tally.empty_files),
    )


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m netkit.examples.linkedin_archive",
        description="Write the LinkedIn archive of an invented network.",
    )
    parser.add_argument("out", type=Path, help="a .zip file, or a folder")
    parser.add_argument("--era", type=int, choices=ERAS, default=ERAS[-1], help="in whose shape")
    parser.add_argument("--seed", type=int, default=7, help="another seed, another network")
    parser.add_argument("--people", type=int, default=1200, help="connections, at least 100")
    parser.add_argument("--messages", type=int, default=6000)
    parser.add_argument("--today", type=date.fromisoformat, help="YYYY-MM-DD; default: today")
    parser.add_argument("--hostile", action="store_true", help="add names that are attacks")
    options = parser.parse_args(arguments)
    if options.people < 100:
        parser.error("--people must be at least 100")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Write an archive as the command line asks and print what is in it."""
    options = _options(arguments)
    network = invent(
        today=options.today or datetime.now(UTC).date(),
        seed=options.seed,
        people=options.people,
        messages=options.messages,
        hostile=options.hostile,
    )
    expected = write_archive(network, options.out, options.era)
    print(
        f"{options.out}: {expected.people} people, {expected.interactions} interactions, "
        f"{expected.favours} favours"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
