"""What people see: the results of each question drawn on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.text import Text

    from netkit.analysis.balance import Standing
    from netkit.analysis.brief import Brief
    from netkit.analysis.colleagues import ThroughColleague
    from netkit.analysis.fading import Fading
    from netkit.analysis.introductions import Introduction, Pair
    from netkit.analysis.reach import Path
    from netkit.domain.people import Person

__all__ = [
    "briefs",
    "colleagues",
    "fading",
    "introductions",
    "one_person",
    "pairs",
    "paths",
    "people",
    "promises",
    "sentences",
    "sources",
    "standings",
    "tie_rows",
    "work",
]

_BAND_STYLE = {"strong": "bold green", "good": "green", "possible": "default"}


def work(person: Person) -> str:
    """Return title and organization, as far as they are known."""
    return " at ".join(part for part in (person.title, person.organization) if part)


def _line(*parts: tuple[str, str]) -> Text:
    from rich.text import Text

    return Text.assemble(*((text, style) for text, style in parts if text))


def introductions(console: Console, results: Sequence[Introduction]) -> None:
    """Draw whom to introduce: a name, a band, and the reasons below."""
    for number, one in enumerate(results, start=1):
        doing = work(one.person)
        console.print(
            _line(
                (f"{number:>2}. ", "dim"),
                (one.person.name, "bold"),
                (f"  {doing}" if doing else "", "dim"),
                (f"  {one.band}", _BAND_STYLE[one.band]),
                ("  (suggested before)" if one.status == "suggested" else "", "dim"),
            )
        )
        _reasons(console, one.because, one.cautions)


def pairs(console: Console, results: Sequence[Pair]) -> None:
    """Draw which two should meet."""
    for number, one in enumerate(results, start=1):
        console.print(
            _line(
                (f"{number:>2}. ", "dim"),
                (one.a.name, "bold"),
                (" and ", ""),
                (one.b.name, "bold"),
                (f"  {one.band}", _BAND_STYLE[one.band]),
            )
        )
        _reasons(console, one.because, one.cautions)


def _reasons(console: Console, because: Sequence[Any], cautions: Sequence[str]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    for reason in because:
        if reason.text not in cautions and not _minor(reason):
            console.print(Padding(Text(f"• {reason.text}"), (0, 0, 0, 4), expand=False))
    for caution in cautions:
        console.print(Padding(Text(f"! {caution}", style="yellow"), (0, 0, 0, 4), expand=False))


def _minor(reason: Any) -> bool:
    """Say whether a reason moves an introduction too little to be worth a line."""
    return reason.kind in {"outcomes", "rest"} and abs(reason.weight) < 0.1


def paths(console: Console, results: Sequence[Path]) -> None:
    """Draw the ways to somebody: the first to take, the others to fall back on."""
    for number, one in enumerate(results):
        chain = " → ".join(["you", *(person.name for person in one.path[1:])])
        label = "   " if number else "best"
        console.print(
            _line(
                (f"{label if not number else 'else':<5}", "dim"),
                (chain, "bold" if not number else ""),
                (f"  {one.probability:.0%} {one.evidence}", "dim"),
                (f"  {one.advice}", "green" if one.advice == "ask now" else "yellow"),
            )
        )
        _reasons(console, one.because, ())
        weak = " – ".join(person.name for person in one.weak_link)
        if len(one.path) > 2:
            console.print(_line((f"    weak link: {weak}", "dim")))


def colleagues(console: Console, results: Sequence[ThroughColleague]) -> None:
    """Draw which colleague to ask, and what they granted me to know."""
    for one in results:
        at = f"  {one.organization}" if one.organization else ""
        console.print(_line(("team ", "dim"), (one.advice, "bold"), (at, "dim")))
        for reason in one.because:
            if reason.kind != "granted" or one.probability is not None:
                _reasons(console, [reason], ())


def fading(console: Console, results: Sequence[Fading]) -> None:
    """Draw ties that fade: who, how long silent, how likely to lapse."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("who", style="bold", overflow="fold")
    table.add_column("", overflow="fold")
    for header in ("silent", "usually", "strength", "lapse"):
        table.add_column(header, justify="right")
    for one in results:
        table.add_row(
            one.person.name,
            work(one.person),
            f"{one.silent_days} d",
            f"{one.usual_gap_days:.0f} d",
            f"{one.strength:.0f}",
            f"{one.lapse_probability:.0%}" + ("" if one.calibrated else "?"),
        )
    console.print(table)


def people(console: Console, results: Sequence[Any]) -> None:
    """Draw people with what was matched."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold", overflow="fold")
    table.add_column(overflow="fold")
    table.add_column(style="dim", overflow="fold")
    for one in results:
        table.add_row(
            one.person.name,
            " at ".join(part for part in (one.title, one.organization) if part),
            "; ".join(reason.text for reason in one.because),
        )
    console.print(table)


def standings(console: Console, results: Sequence[Standing]) -> None:
    """Draw how giving and getting stand, each with what to do next."""
    from netkit.analysis.uncertainty import TOO_FEW

    for one in results:
        console.print(_line((one.person.name, "bold"), (f"  {one.verdict}", "dim")))
        low, high = one.attention.interval
        _reasons(console, one.because, ())
        if one.attention.given + one.attention.received:
            share = f"your share of reaching out: {one.attention.share:.0%} ({low:.0%}–{high:.0%})"
            sure = one.attention.certainty
            words = sure if sure == TOO_FEW else f"{sure} one-sided"
            console.print(_line((f"    {share}, {words}", "dim")))
        if one.next_act:
            console.print(_line(("    → ", "green"), (one.next_act, "")))


def sentences(console: Console, results: Sequence[Any]) -> None:
    """Draw answers that are a sentence about somebody, with its reasons."""
    for one in results:
        console.print(_line((one.person.name, "bold"), (f"  {one.text}", "")))
        _reasons(console, one.because, ())


def tie_rows(console: Console, results: Sequence[Any]) -> None:
    """Draw ties of any two people."""
    for one in results:
        ends = " – ".join(str(getattr(end, "name", end)) for end in (one["a"], one["b"]))
        console.print(_line((ends, "bold")))
        _reasons(console, one["because"], ())


def one_person(console: Console, results: Sequence[Any]) -> None:
    """Draw who somebody is."""
    for one in results:
        who: Person = one["person"]
        console.print(_line((who.name, "bold"), (f"  {work(who)}" if work(who) else "", "")))
        console.print(_line((f"  {who.city}  " if who.city else "  ", ""), (who.id, "dim")))


def promises(console: Console, results: Sequence[Any]) -> None:
    """Draw what was promised, what is late first."""
    for one in results:
        arrow = "you → " if one.whose == "mine" else "→ you from "
        due = f", by {one.due}" if one.due else ""
        style = "red" if one.status in {"overdue", "missed"} else "dim"
        console.print(
            _line(
                (arrow, "dim"), (one.person.name, "bold"), (f": {one.text}{due}", ""),
                (f"  {one.status}", style),
            )
        )  # fmt: skip
        if one.next_step:
            console.print(_line(("    → ", "green"), (one.next_step, "")))


def sources(console: Console, results: Sequence[Any]) -> None:
    """Draw what is known of somebody and where it comes from."""
    for one in results:
        when = f", {one['at']:%d %B %Y}" if one["at"] else ""
        console.print(
            _line((f"{one['field']:<13}", "dim"), (one["value"], ""),
                  (f"  {one['source']}{when}", "dim"))
        )  # fmt: skip


def briefs(console: Console, results: Sequence[Brief]) -> None:
    """Draw one page about somebody."""
    for one in results:
        console.print(_line((one.person.name, "bold"), (f"  {work(one.person)}", "")))
        if one.tie is not None:
            console.print(_line((f"  {one.tie.because[0].text}", "dim")))
        for contact in one.last:
            said = f": {contact.text}" if contact.text else ""
            console.print(
                _line((f"  {contact.at:%d %b %Y}, {contact.by} ({contact.channel}){said}", ""))
            )
        for title, lines in (
            ("open threads", one.threads),
            ("needs", one.needs),
            ("offers", one.offers),
            ("remember", one.remember),
            ("milestones", one.milestones),
        ):
            _listed(console, title, lines)
        _listed(console, "promises", [f"{p.text} ({p.whose}, {p.status})" for p in one.promises])
        named = [f"{i.person.name}: {i.because[0].text}" for i in one.introduce]
        _listed(console, "could meet through you", named)
        console.print(_line(("  ask: ", "green"), (one.question, "")))


def _listed(console: Console, title: str, lines: Sequence[str]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    if lines:
        console.print(_line((f"  {title}", "dim")))
    for line in lines:
        console.print(Padding(Text(f"• {line}"), (0, 0, 0, 4), expand=False))
