"""Draw the views of the practice: today, stalls, dormant ties, the shape of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.model.when.written_days import day_and_month, short_day

from . import views

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from netkit.answers.acts import Act
    from netkit.answers.brief import Brief
    from netkit.answers.duplicate_sides import Side
    from netkit.answers.duplicates import DuplicateGroup
    from netkit.answers.letter_templates import Draft
    from netkit.answers.network_shape import Bridge, Circle, Connector
    from netkit.answers.reconnect import Dormant
    from netkit.answers.stalls import Stall
    from netkit.answers.told_introductions import IntroductionTold

    from .page import Page

__all__ = [
    "acts",
    "bridges",
    "briefs",
    "cadences",
    "changes",
    "circles",
    "connectors",
    "dormant",
    "drafts",
    "duplicates",
    "links",
    "milestones",
    "stalls",
    "told",
]


def _below(page: Page, lines: Sequence[str], mark: str = "•", style: str = "") -> None:
    for line in lines:
        page.below(f"{mark} {line}", style)


def _reasons(page: Page, one: Any) -> None:
    _below(page, [reason.text for reason in one.because])
    _below(page, getattr(one, "cautions", ()), "!", "yellow")


def acts(page: Page, results: Sequence[Act]) -> None:
    """Draw what to do: one sentence each, and why."""
    for number, one in enumerate(results, start=1):
        page.line((f"{number:>2}. ", "dim"), (one.text, "bold"), (f"  {one.kind}", "dim"))
        _reasons(page, one)
        _below(page, one.commands, "→", "dim")


def briefs(page: Page, results: Sequence[Brief]) -> None:
    """Draw one page about somebody, with one kind act and what to heed."""
    views.briefs(page, results)
    for one in results:
        if one.act is not None:
            page.line(("  do: ", "green"), (one.act.text, ""))
            _below(page, [reason.text for reason in one.act.because[:2]])
        _below(page, one.cautions, "!", "yellow")


def stalls(page: Page, results: Sequence[Stall]) -> None:
    """Draw why relations are stalling, each with the one act that would help."""
    for one in results:
        page.line((one.person.name, "bold"), (f"  {one.verdict}", "yellow"))
        _reasons(page, one)
        page.line(("    → ", "green"), (one.next_act, ""))


def dormant(page: Page, results: Sequence[Dormant]) -> None:
    """Draw dormant ties with their hook."""
    for number, one in enumerate(results, start=1):
        page.line((f"{number:>2}. ", "dim"), (one.person.name, "bold"))
        page.line(("    → ", "green"), (one.hook, ""))
        _reasons(page, one)


def connectors(page: Page, results: Sequence[Connector]) -> None:
    """Draw who connects most."""
    for number, one in enumerate(results, start=1):
        figures = (
            f"reaches {one.effective_size:.1f} separate corners, constraint {one.constraint:.2f}"
        )
        page.line((f"{number:>2}. ", "dim"), (one.person.name, "bold"))
        _below(page, [*(why.text for why in one.because), figures])


def bridges(page: Page, results: Sequence[Bridge]) -> None:
    """Draw only links: who, and into which group."""
    for one in results:
        page.line((one.person.name, "bold"), (f" → {one.group} ({one.size} people)", ""))
        _below(page, [why.text for why in one.because])


def circles(page: Page, results: Sequence[Circle]) -> None:
    """Draw groups, the closest people in each, and whom they do not know."""
    for one in results:
        page.line((one.name, "bold"), (f"  {one.size} people", "dim"))
        page.line(("    ", ""), (", ".join(person.name for person in one.people), ""))
        if one.apart_from:
            page.line((f"    apart from: {', '.join(one.apart_from)}", "yellow"))


def milestones(page: Page, results: Sequence[Any]) -> None:
    """Draw days to come."""
    for one in results:
        day = f"{one.day:%a} {day_and_month(one.day)}  "
        page.line((day, "dim"), (one.person.name, "bold"), (f"  {one.kind}", ""))


def cadences(page: Page, results: Sequence[Any]) -> None:
    """Draw how often to be in touch with whom."""
    for one in results:
        silent = "" if one["silent_days"] is None else f", silent for {one['silent_days']} days"
        longest = one["longest_days"]
        most = "" if longest is None else f", {longest:.0f} days at most"
        page.line((one["person"].name, "bold"), (f"  {one['rhythm']}{most}", ""), (silent, "dim"))


def duplicates(page: Page, results: Sequence[DuplicateGroup]) -> None:
    """Draw people who may be one: each with what tells them apart, then what speaks how."""
    for one in results:
        page.line(
            ("May be one person: ", ""), (one.kind, "bold"), (f"  score {one.score:.0f}", "dim")
        )
        for place, side in enumerate(one.people, start=1):
            work = views.work(side.person)
            name = (side.person.name, "bold")
            page.line((f"{place:>3} ", "dim"), name, (f"  {work}" if work else "", ""))
            _below(page, [line for line in _side_lines(side) if line], "·", "dim")
        places = {side.person.id: place for place, side in enumerate(one.people, start=1)}
        for pair in one.pairs:
            two = f"{places[pair.a.id]} and {places[pair.b.id]}: " if len(places) > 2 else ""
            _below(page, [f"{two}{'; '.join(pair.reasons)}"], "+", "green")
            _below(page, [f"{two}but {text}" for text in pair.against], "-", "yellow")


def _side_lines(side: Side) -> Iterator[str]:
    """Yield what a record holds besides name and work: place and birthday, keys, sources."""
    born = f"born {side.birthday}" if side.birthday else ""
    yield ", ".join(part for part in (side.city, born) if part)
    yield ", ".join((*side.addresses, *(f"{key} (shared)" for key in side.shared)))
    known = f"from {', '.join(side.sources)}" if side.sources else ""
    days = "1 day" if side.contacts == 1 else f"{side.contacts:,} days"
    last = f"last contact {short_day(side.last_contact)} ({days})" if side.last_contact else (
        "no contact on record")  # fmt: skip
    yield ", ".join(part for part in (known, last, side.person.id) if part)


def told(page: Page, results: Sequence[IntroductionTold]) -> None:
    """Draw introductions that messages tell of: by whom, of whom, and the sentences."""
    for one in results:
        page.line((f"{one.number:>3} ", "dim"), (one.broker.name, "bold"), (" introduced ", ""),
                  (one.a.name, "bold"), (" and ", ""), (one.b.name, "bold"))  # fmt: skip
        _reasons(page, one)


def changes(page: Page, results: Sequence[Any]) -> None:
    """Draw who changed jobs."""
    for one in results:
        page.line((one.person.name, "bold"), (f"  {one.before or '—'} → {one.now}", ""))


def drafts(page: Page, results: Sequence[Draft]) -> None:
    """Draw letters, each under whom it goes to."""
    for one in results:
        page.line((f"— to {one.to}: {one.subject}", "bold"))
        page.line((f"{one.text}\n", ""))


def links(page: Page, results: Sequence[Draft]) -> None:
    """Draw the links that open letters in a mail program, each whole on its line."""
    from netkit.answers.letter_files import mailto

    for one in results:
        page.line((f"— to {one.to}: {one.subject}", "bold"))
        page.line((mailto(one), ""), wrap=False)
