"""What people see of the practice: today, stalls, dormant ties, the shape of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import views

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.text import Text

    from netkit.analysis.brief import Brief
    from netkit.analysis.brokerage import Bridge, Circle, Connector
    from netkit.analysis.reconnect import Dormant
    from netkit.analysis.stalls import Stall
    from netkit.analysis.today import Act
    from netkit.drafts import Draft

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
    "milestones",
    "stalls",
    "twins",
]


def _line(*parts: tuple[str, str]) -> Text:
    from rich.text import Text

    return Text.assemble(*((text, style) for text, style in parts if text))


def _below(console: Console, lines: Sequence[str], mark: str = "•", style: str = "") -> None:
    from rich.padding import Padding
    from rich.text import Text

    for line in lines:
        console.print(Padding(Text(f"{mark} {line}", style=style), (0, 0, 0, 4), expand=False))


def _reasons(console: Console, one: Any) -> None:
    _below(console, [reason.text for reason in one.because])
    _below(console, getattr(one, "cautions", ()), "!", "yellow")


def acts(console: Console, results: Sequence[Act]) -> None:
    """Draw what to do: one sentence each, and why."""
    for number, one in enumerate(results, start=1):
        console.print(
            _line((f"{number:>2}. ", "dim"), (one.text, "bold"), (f"  {one.kind}", "dim"))
        )
        _reasons(console, one)


def briefs(console: Console, results: Sequence[Brief]) -> None:
    """Draw one page about somebody, with one kind act and what to heed."""
    views.briefs(console, results)
    for one in results:
        if one.act is not None:
            console.print(_line(("  do: ", "green"), (one.act.text, "")))
            _below(console, [reason.text for reason in one.act.because[:2]])
        _below(console, one.cautions, "!", "yellow")


def stalls(console: Console, results: Sequence[Stall]) -> None:
    """Draw why relations are stalling, each with the one act that would help."""
    for one in results:
        console.print(_line((one.person.name, "bold"), (f"  {one.verdict}", "yellow")))
        _reasons(console, one)
        console.print(_line(("    → ", "green"), (one.next_act, "")))


def dormant(console: Console, results: Sequence[Dormant]) -> None:
    """Draw dormant ties with their hook."""
    for number, one in enumerate(results, start=1):
        console.print(_line((f"{number:>2}. ", "dim"), (one.person.name, "bold")))
        console.print(_line(("    → ", "green"), (one.hook, "")))
        _reasons(console, one)


def connectors(console: Console, results: Sequence[Connector]) -> None:
    """Draw who connects most."""
    for number, one in enumerate(results, start=1):
        figures = (
            f"reaches {one.effective_size:.1f} separate corners, constraint {one.constraint:.2f}"
        )
        console.print(_line((f"{number:>2}. ", "dim"), (one.person.name, "bold")))
        _below(console, [*(why.text for why in one.because), figures])


def bridges(console: Console, results: Sequence[Bridge]) -> None:
    """Draw only links: who, and into which group."""
    for one in results:
        console.print(_line((one.person.name, "bold"), (f" → {one.group} ({one.size} people)", "")))
        _below(console, [why.text for why in one.because])


def circles(console: Console, results: Sequence[Circle]) -> None:
    """Draw groups, the closest people in each, and whom they do not know."""
    for one in results:
        console.print(_line((one.name, "bold"), (f"  {one.size} people", "dim")))
        console.print(_line(("    ", ""), (", ".join(person.name for person in one.people), "")))
        if one.apart_from:
            console.print(_line((f"    apart from: {', '.join(one.apart_from)}", "yellow")))


def milestones(console: Console, results: Sequence[Any]) -> None:
    """Draw days to come."""
    for one in results:
        console.print(
            _line((f"{one['day']:%a %d %B}  ", "dim"), (one["person"].name, "bold"),
                  (f"  {one['kind']}", ""))
        )  # fmt: skip


def cadences(console: Console, results: Sequence[Any]) -> None:
    """Draw how often to be in touch with whom."""
    for one in results:
        silent = "" if one["silent_days"] is None else f", silent for {one['silent_days']} days"
        gap = f"  every {one['ideal_days']:.0f} days, {one['longest_days']:.0f} at most"
        console.print(
            _line((one["person"].name, "bold"), (gap, ""), (f" ({one['origin']}){silent}", "dim"))
        )


def twins(console: Console, results: Sequence[Any]) -> None:
    """Draw pairs that may be one person."""
    for one in results:
        console.print(_line((one.a.name, "bold"), (" and ", ""), (one.b.name, "bold"),
                            (f"  {one.score:.0f}", "dim")))  # fmt: skip
        _below(console, [*one.reasons, f"{one.a.id} · {one.b.id}"])


def changes(console: Console, results: Sequence[Any]) -> None:
    """Draw who changed jobs."""
    for one in results:
        console.print(
            _line((one["person"].name, "bold"), (f"  {one['before'] or '—'} → {one['now']}", ""))
        )


def drafts(console: Console, results: Sequence[Draft]) -> None:
    """Draw letters, each under whom it goes to."""
    for one in results:
        console.print(_line((f"— to {one.to}: {one.subject}", "bold")))
        console.print(f"{one.text}\n")
