"""The lapse probability as a user gets it: their own mails, imported, and asked sixty days ahead.

``python -m benchmarks.quality.product_path --data DIR``; the folder may also be named by the
environment variable NETKIT_DATA. Of each log of half a year and more, the people with the most
ties get a mailbox of what they sent and received by the cut; netkit imports it, calibrates itself,
and is asked about every tie with three contact-days. Beside it: the same formula with a contact
weighed one over its recipients, and half recency, half log frequency.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import tempfile
from collections import defaultdict
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from benchmarks.quality import measures
from benchmarks.quality.logs import SECONDS_PER_DAY, Log, read_log
from netkit import open_workspace
from netkit.answers.fading import tie_standing
from netkit.importers.port import Options
from netkit.model.when import day_number
from netkit.ties.lapse import lapse_probability
from netkit.ties.strength import HORIZON_DAYS, strength

if TYPE_CHECKING:
    from netkit.workspace import Workspace

__all__ = ["main"]

_OWNERS = 8  # at each cut
_CUTS = (0.55, 0.75)  # of the log, as far as sixty days are left
_LEAST_DAYS = 180.0
_LEAST_TIES = 5
_DAYS = 3  # contact-days before a tie is judged
_RECENT = 365.0  # recency is linear over a year


class _Asked(NamedTuple):
    """What was said of one tie, and what came: netkit's probability, and the rivals' scores."""

    said: float
    by_recipients: float
    rival: float
    lapsed: bool


def _mailbox(log: Log, owner: int, now: float) -> str:
    """Return the mails of one person up to a moment, each to whomever it went."""
    receivers: dict[tuple[int, float], set[int]] = defaultdict(set)
    columns = (log.source.tolist(), log.target.tolist(), log.seconds.tolist())
    for sender, receiver, moment in zip(*columns, strict=True):
        if moment <= now:
            receivers[sender, moment].add(receiver)
    mails = []
    for (sender, moment), to in receivers.items():
        if owner == sender or owner in to:
            at = format_datetime(datetime.fromtimestamp(moment, UTC))
            mails.append(
                f"From x Mon Jan  1 00:00:00 2000\nFrom: {_address(sender)}\n"
                f"To: {', '.join(map(_address, sorted(to)))}\nDate: {at}\n"
                f"Message-ID: <{sender}.{moment:.0f}@log.example>\nSubject: x\n\nx\n\n"
            )
    return "".join(mails)


def _address(person: int) -> str:
    return f"P{person} <p{person}@log.example>"


def _ask(log: Log, owner: int, now: float, folder: Path) -> list[_Asked]:
    """Return what netkit says of the ties of one person, and what came."""
    rows = (log.source == owner) | (log.target == owner)
    soon = rows & (log.seconds > now) & (log.seconds <= now + HORIZON_DAYS * SECONDS_PER_DAY)
    coming = {f"P{person}" for person in {*log.source[soon], *log.target[soon]}}
    (folder / "mail.mbox").write_text(_mailbox(log, owner, now), encoding="utf-8")
    with open_workspace(folder / "net", now=datetime.fromtimestamp(now, UTC)) as space:
        space.import_file(folder / "mail.mbox", Options(owner=f"P{owner},p{owner}@log.example"))
        return list(_answers(space, coming))


def _answers(space: Workspace, coming: set[str]) -> list[_Asked]:
    today = day_number(space.view.present)
    asked = []
    for person in space.people():
        tie, stats = tie_standing(space.view, person), space.view.ties([person.id])
        if tie is None or stats[person.id].contact_days < _DAYS:
            continue
        figures = stats[person.id]
        power = float(strength(figures.log_strength, today))
        recency = max(1 - tie.silent_days / _RECENT, 0.0)
        asked.append(
            _Asked(
                tie.lapse_probability,
                lapse_probability(tie.silent_days, power),
                -0.5 * recency - 0.3 * math.log1p(figures.contact_days),
                person.name not in coming,
            )
        )
    return asked


def _figures(log: Log) -> dict[str, float]:
    """Return the means over owners and cuts."""
    first, last = float(log.seconds[0]), float(log.seconds[-1])
    found: dict[str, list[float]] = defaultdict(list)
    for share in _CUTS:
        now = min(first + share * (last - first), last - HORIZON_DAYS * SECONDS_PER_DAY)
        before = log.seconds <= now
        people = np.concatenate((log.source[before], log.target[before]))
        ids, counts = np.unique(people, return_counts=True)
        for owner in ids[np.argsort(-counts, kind="stable")][:_OWNERS].tolist():
            with tempfile.TemporaryDirectory() as folder:
                asked = _ask(log, owner, now, Path(folder))
            lapsed = np.array([each.lapsed for each in asked], dtype=bool)
            if len(asked) < _LEAST_TIES or lapsed.all() or not lapsed.any():
                continue
            said, weighed, rival = (
                np.array(column) for column in list(zip(*asked, strict=True))[:3]
            )
            found["AUC"].append(measures.auc(lapsed, said))
            found["AUC, weights 1/n, uncalibrated"].append(measures.auc(lapsed, weighed))
            found["AUC, recency and log frequency"].append(measures.auc(lapsed, rival))
            found["Brier"].append(measures.brier(lapsed, said))
            found["Brier, weights 1/n, uncalibrated"].append(measures.brier(lapsed, weighed))
            found["Brier, true share for all"].append(float(lapsed.mean() * (1 - lapsed.mean())))
            found["said on average"].append(float(said.mean()))
            found["came true"].append(float(lapsed.mean()))
    return {name: float(np.mean(values)) for name, values in found.items()}


def main() -> int:
    """Print the figures of each log that is long enough; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality.product_path")
    parser.add_argument("--data", type=Path, default=os.environ.get("NETKIT_DATA"))
    asked = parser.parse_args()
    paths = sorted(Path(asked.data).glob("*.csv*")) if asked.data else []
    if not paths:
        sys.stderr.write("no logs: name a folder of *.csv or *.csv.gz with --data\n")
        return 2
    for path in paths:
        log = read_log(path)
        if (log.seconds[-1] - log.seconds[0]) / SECONDS_PER_DAY < _LEAST_DAYS:
            continue
        sys.stdout.write(f"{log.name}, {HORIZON_DAYS:g} days ahead\n")
        for name, value in _figures(log).items():
            sys.stdout.write(f"  {name:34} {value:.3f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
