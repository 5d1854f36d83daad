"""Live eighteen months of invented ties through the product, and compare what it says with truth.

``python -m benchmarks.quality.truth [--seeds 5] [--first 100] [--other]``. Each week's
contacts are written as a mailbox, a calendar, a chat and log lines, imported as a person would, and
then asked: who is fading, what changed since last week, what to do today, which ties the map would
ring. ``--other``: people of another kind, by whom nothing was chosen.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from dataclasses import astuple, dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from statistics import fmean, median
from typing import TYPE_CHECKING

from benchmarks.quality.invented_lives import DAYS, Contact, Life, invent_lives
from benchmarks.quality.other_lives import invent_other_lives
from netkit import open_workspace
from netkit.importers.port import Options
from netkit.reports.content import changed_since
from netkit.reports.network_state import observe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from netkit.reports.network_state import NetworkState
    from netkit.workspace import Workspace

START = datetime(2024, 1, 1, 9, tzinfo=UTC)  # a Monday
_WARM_UP = 20  # weeks before anything is judged: nobody has a rhythm yet
_OWNER = "Robin Owner"
_OWNER_MAIL = "robin@owner.example"
_LIMIT = 20
_SAME_NAME = 0.1
_PASSER_BY = Life("Zed Passerby", 1.0, "steady", DAYS, DAYS, DAYS, ())


@dataclass
class Tally:
    """What was said over all judged weeks.

    right, wrong : rows that agree with the truth, and those that do not, by list.
    first : the day on which a lost tie was first listed, by name.
    people : names listed each week, for repetition.
    """

    weeks: int = 0
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)
    repeated: int = 0
    said: set[str] = field(default_factory=set)

    def judge(self, kind: str, right: bool) -> None:
        """Count one row."""
        (self.right if right else self.wrong)[kind] += 1

    def precision(self, kind: str) -> float:
        """Return the share of rows that are right; 1 for none."""
        rows = self.right[kind] + self.wrong[kind]
        return self.right[kind] / rows if rows else 1.0


def live(seed: int, invent: Callable[[int], list[Life]] = invent_lives) -> dict[str, float]:
    """Return the figures of one seed."""
    lives = {life.name: life for life in invent(seed)}
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        before: NetworkState | None = None
        for week in range(DAYS // 7):
            now = START + timedelta(days=7 * week + 7)
            with open_workspace(path / "net", now=now) as space:
                _bring_in(space, path, lives.values(), week)
                state = observe(space.view)
                if week >= _WARM_UP:
                    _judge(space, lives, 7 * week + 7, tally)
                    for change in changed_since(space.view, before, state):
                        _judge_change(change.kind, lives.get(change.name), 7 * week + 7, tally)
                before = state
    return _figures(lives.values(), tally)


def _bring_in(space: Workspace, folder: Path, lives: Iterable[Life], week: int) -> None:
    """Write the week's contacts as files and import them, or as lines and log them."""
    span = range(7 * week, 7 * week + 7)
    contacts = [(each, life) for life in lives for each in life.contacts if each.day in span]
    contacts.sort(key=lambda row: (row[0], row[1].name))
    by_channel: dict[str, list[tuple[Contact, Life]]] = {
        channel: [row for row in contacts if row[0].channel == channel]
        for channel in ("mail", "calendar", "chat", "log")
    }
    written = {
        "week.mbox": _mailbox(by_channel["mail"]), "week.ics": _calendar(by_channel["calendar"])
    }  # fmt: skip
    owner = f"{_OWNER},{_OWNER_MAIL}"
    if week == 0:  # whose network it is, before the first line is logged
        written["week.mbox"] = (
            _mailbox([(Contact(0, "mail", True), _PASSER_BY)]) + written["week.mbox"]
        )
    for name, text in written.items():
        if text:
            (folder / name).write_bytes(text)
            space.import_file(folder / name, Options(owner=owner))
    for partner in sorted({life.name for _, life in by_channel["chat"]}):
        lines = _chat([row for row in by_channel["chat"] if row[1].name == partner])
        chat = folder / f"WhatsApp Chat with {partner}.txt"
        chat.write_text(lines, encoding="utf-8")
        space.import_file(chat, Options(owner=owner))
    space.accept_duplicates(_SAME_NAME)  # who writes and chats under one name is one person
    for contact, life in by_channel["log"]:
        _log(space, contact.day, f"call with {life.name}")
    for life in lives:
        if life.told in span:
            word = "died" if life.fate == "dead" else "asked to be left in peace"
            _log(space, life.told, f"{life.name} {word}")


def _log(space: Workspace, day: int, sentence: str) -> None:
    plan = space.log_line(f"{(START + timedelta(days=day)):%Y-%m-%d}: {sentence}")
    for mention in plan.new_names:
        plan.add(mention)
    change, _ = plan.change()
    space.view.store.append(change)


def _mailbox(contacts: Sequence[tuple[Contact, Life]]) -> bytes:
    parts = []
    for (day, _, mine), life in ((astuple(contact), life) for contact, life in contacts):
        message = EmailMessage()
        sides = [f"{_OWNER} <{_OWNER_MAIL}>", f"{life.name} <{_address(life)}>"]
        message["From"], message["To"] = sides if mine else sides[::-1]
        message["Date"] = format_datetime(START + timedelta(days=day, minutes=day))
        message["Message-ID"] = f"<{day}.{_address(life)}>"
        message["Subject"] = "news"
        message.set_content("news")
        parts.append(b"From x Mon Jan  1 00:00:00 2024\n" + message.as_bytes() + b"\n")
    return b"".join(parts)


def _address(life: Life) -> str:
    return life.name.lower().replace(" ", ".") + "@people.example"


def _calendar(contacts: Sequence[tuple[Contact, Life]]) -> bytes:
    if not contacts:
        return b""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//invented//EN"]
    for contact, life in contacts:
        day = contact.day
        start = START + timedelta(days=day)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{day}.{_address(life)}",
            f"DTSTAMP:{start:%Y%m%dT%H%M%SZ}",
            f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
            f"DTEND:{start + timedelta(hours=1):%Y%m%dT%H%M%SZ}",
            "SUMMARY:Coffee",
            f"ORGANIZER;CN={_OWNER}:mailto:{_OWNER_MAIL}",
            f"ATTENDEE;CN={_OWNER};PARTSTAT=ACCEPTED:mailto:{_OWNER_MAIL}",
            f"ATTENDEE;CN={life.name};PARTSTAT=ACCEPTED:mailto:{_address(life)}",
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def _chat(contacts: Sequence[tuple[Contact, Life]]) -> str:
    lines = []
    for contact, life in contacts:
        day = contact.day
        at = START + timedelta(days=day)
        for who, minute in ((_OWNER, 5), (life.name, 9)):
            lines.append(f"[{at:%Y-%m-%d}, 10:{minute:02d}:00] {who}: news of day {day}")
    return "\n".join(lines) + "\n"


def _judge(space: Workspace, lives: dict[str, Life], day: int, tally: Tally) -> None:
    tally.weeks += 1
    names = [row.person.name for row in space.fading(limit=_LIMIT)]
    for name in names:
        life = lives[name]
        lost = life.is_lost(day)
        tally.judge("fading", lost and day < life.told)
        if lost:
            tally.first.setdefault(name, day)
    tally.repeated += sum(name in tally.said for name in names)
    tally.said.update(names)
    for act in space.today():
        life = lives[act.person.name]
        if act.kind in {"fading", "hello"}:
            tally.judge("acts", life.is_lost(day) and life.is_willing(day))
    people = {person.id: person.name for person in space.people()}
    steady = [pid for pid, name in people.items() if _is_regular(lives.get(name), day)]
    for view in space.view.outlooks(steady).values():
        tally.judge("rings", view.trend not in {"fading", "weakening"})


def _is_regular(life: Life | None, day: int) -> bool:
    return (
        life is not None and life.fate == "steady" and 7 <= life.period <= 120
        and life.contacts[0].day <= day
    )  # fmt: skip


def _judge_change(kind: str, life: Life | None, day: int, tally: Tally) -> None:
    if life is None:
        return
    if kind == "fell silent":
        tally.judge(kind, life.is_lost(day) and day < life.told)
    if kind == "woke up":
        tally.judge(kind, life.fate in {"sleep", "fade"})


def _figures(lives: Iterable[Life], tally: Tally) -> dict[str, float]:
    judged = [
        life for life in lives
        if life.turn < DAYS == life.told and life.has_rhythm and life.turn > 7 * _WARM_UP
        and life.turn + 3 * life.period + 21 < DAYS
    ]  # fmt: skip
    delays = [tally.first[life.name] - life.due for life in judged if life.name in tally.first]
    rows = tally.right["fading"] + tally.wrong["fading"]
    return {
        "fading precision": tally.precision("fading"),
        "fading recall": len(delays) / len(judged) if judged else 1.0,
        "median delay": median(delays) if delays else 0.0,
        "false rows a week": tally.wrong["fading"] / tally.weeks,
        "repeated share": tally.repeated / rows if rows else 0.0,
        "fell silent precision": tally.precision("fell silent"),
        "woke up precision": tally.precision("woke up"),
        "acts precision": tally.precision("acts"),
        "rings on regular ties": 1 - tally.precision("rings"),
    }


def main() -> int:
    """Print the figures of some seeds and their mean; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.truth")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--first", type=int, default=100)
    parser.add_argument("--other", action="store_true", help="people of another kind")
    asked = parser.parse_args()
    invent = invent_other_lives if asked.other else invent_lives
    runs = []
    for seed in range(asked.first, asked.first + asked.seeds):
        runs.append(live(seed, invent))
        figures = "  ".join(f"{name} {value:.2f}" for name, value in runs[-1].items())
        sys.stdout.write(f"seed {seed}: {figures}\n")
        sys.stdout.flush()
    for name in runs[0]:
        sys.stdout.write(f"{name:24} {fmean(run[name] for run in runs):6.2f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
