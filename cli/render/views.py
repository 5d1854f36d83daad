"""Draw the views of each question's results on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.model.when.written_days import long_day, short_day

from .page import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.answers.balance import Standing
    from netkit.answers.brief import Brief
    from netkit.answers.fading import Fading
    from netkit.answers.introduce.introductions import Introduction, Pair
    from netkit.answers.person_card import PersonCard
    from netkit.answers.reach import Path
    from netkit.answers.teammate_ties import ThroughColleague
    from netkit.model.people import Person

    from .page import Page

__all__ = [
    "acquainted",
    "briefs",
    "cards",
    "colleagues",
    "fading",
    "introductions",
    "pairs",
    "paths",
    "people",
    "promises",
    "sentences",
    "sources",
    "standings",
    "tie_rows",
    "ways",
    "work",
]

_NAMED = 3
_BAND_STYLE = {"strong": "bold green", "good": "green", "possible": "default"}


def work(person: Person) -> str:
    """Return title and organization, as far as they are known."""
    return " at ".join(part for part in (person.title, person.organization) if part)


def introductions(page: Page, results: Sequence[Introduction]) -> None:
    """Draw whom to introduce: a name, a band, and the reasons below."""
    for number, one in enumerate(results, start=1):
        doing = work(one.person)
        page.line(
            (f"{number:>2}. ", "dim"),
            (one.person.name, "bold"),
            (f"  {doing}" if doing else "", "dim"),
            (f"  {one.band}", _BAND_STYLE[one.band]),
            ("  (suggested before)" if one.status == "suggested" else "", "dim"),
        )
        _reasons(page, one.because, one.cautions)


def pairs(page: Page, results: Sequence[Pair]) -> None:
    """Draw which two should meet."""
    for number, one in enumerate(results, start=1):
        page.line(
            (f"{number:>2}. ", "dim"),
            (one.a.name, "bold"),
            (" and ", ""),
            (one.b.name, "bold"),
            (f"  {one.band}", _BAND_STYLE[one.band]),
        )
        _reasons(page, one.because, one.cautions)


def _reasons(page: Page, because: Sequence[Any], cautions: Sequence[str]) -> None:
    for reason in because:
        if reason.text not in cautions and not _minor(reason):
            page.below(f"• {reason.text}")
    for caution in cautions:
        page.below(f"! {caution}", "yellow")


def _minor(reason: Any) -> bool:
    """Return True when a reason moves an introduction too little to be worth a line."""
    return reason.kind in {"outcomes", "rest"} and abs(reason.weight) < 0.1


def paths(page: Page, results: Sequence[Path]) -> None:
    """Draw the ways to somebody: the first to take, the others to fall back on."""
    for number, one in enumerate(results):
        chain = " → ".join(["you", *(person.name for person in one.path[1:])])
        label = "   " if number else "best"
        page.line(
            (f"{label if not number else 'else':<5}", "dim"),
            (chain, "bold" if not number else ""),
            (f"  {one.probability:.0%} {one.evidence}", "dim"),
            (f"  {one.advice}", "green" if one.advice == "ask now" else "yellow"),
        )
        _reasons(page, one.because, ())
        weak = " – ".join(person.name for person in one.weak_link)
        if len(one.path) > 2:
            page.line((f"    weak link: {weak}", "dim"))


def ways(page: Page, results: Sequence[Path | ThroughColleague]) -> None:
    """Draw the ways to somebody: the owner's own, then those through teammates."""
    from netkit.answers.reach import Path

    paths(page, [way for way in results if isinstance(way, Path)])
    colleagues(page, [way for way in results if not isinstance(way, Path)])


def colleagues(page: Page, results: Sequence[ThroughColleague]) -> None:
    """Draw which colleague to ask, and what they granted me to know."""
    for one in results:
        at = f"  {one.organization}" if one.organization else ""
        page.line(("team ", "dim"), (one.advice, "bold"), (at, "dim"))
        for reason in one.because:
            if reason.kind != "granted" or one.probability is not None:
                _reasons(page, [reason], ())


def fading(page: Page, results: Sequence[Fading]) -> None:
    """Draw ties that fade: who, how long silent, how likely to lapse."""
    figures = ("silent", "usually", "strength", "lapse")
    columns = [Column("who", "bold"), Column()]
    columns += [Column(header, right=True, fold=False) for header in figures]
    rows = [
        (
            one.person.name,
            work(one.person),
            f"{one.silent_days} d",
            one.rhythm.partition(", ")[0] if one.rhythm.endswith(" times") else one.rhythm,
            f"{one.strength:.0f}",
            f"{one.lapse_probability:.0%}" + ("" if one.calibrated else "?"),
        )
        for one in results
    ]
    page.table(columns, rows, header_style="dim")


def people(page: Page, results: Sequence[Any]) -> None:
    """Draw people with what was matched."""
    columns = [Column(style="bold"), Column(), Column(style="dim")]
    rows = [
        (
            one.person.name,
            " at ".join(part for part in (one.title, one.organization) if part),
            "; ".join(reason.text for reason in one.because),
        )
        for one in results
    ]
    page.table(columns, rows)


def standings(page: Page, results: Sequence[Standing]) -> None:
    """Draw how giving and getting stand, each with what to do next."""
    from netkit.answers.wording import TOO_FEW

    for one in results:
        page.line((one.person.name, "bold"), (f"  {one.verdict}", "dim"))
        low, high = one.attention.interval
        _reasons(page, one.because, ())
        if one.attention.given + one.attention.received:
            share = f"your share of reaching out: {one.attention.share:.0%} ({low:.0%}–{high:.0%})"
            sure = one.attention.certainty
            words = sure if sure == TOO_FEW else f"{sure} one-sided"
            page.line((f"    {share}, {words}", "dim"))
        if one.next_act:
            page.line(("    → ", "green"), (one.next_act, ""))


def sentences(page: Page, results: Sequence[Any]) -> None:
    """Draw answers that are a sentence about somebody, with its reasons."""
    for one in results:
        page.line((one.person.name, "bold"), (f"  {one.text}", ""))
        _reasons(page, one.because, ())


def tie_rows(page: Page, results: Sequence[Any]) -> None:
    """Draw ties of any two people."""
    for one in results:
        page.line((f"{one.a.name} – {one.b.name}", "bold"))
        _reasons(page, one.because, ())


def cards(page: Page, results: Sequence[PersonCard]) -> None:
    """Draw who somebody is."""
    for one in results:
        page.line(
            (one.person.name, "bold"), (f"  {work(one.person)}" if work(one.person) else "", "")
        )
        if one.departed:
            page.line((f"  {one.departed}", "yellow"))
        born = f"born {one.birthday}" if one.birthday else ""
        also = f"also known as {', '.join(one.other_names)}" if one.other_names else ""
        lines = [", ".join(part for part in (one.city, born) if part), also]
        lines += [", ".join(one.addresses)]
        lines += [f"{key.value}, shared with {_some(key.shared_with)}" for key in one.shared]
        lines += list(one.former_jobs)
        lines += [f"known from {', '.join(one.sources)}"] if one.sources else []
        for line in filter(None, lines):
            page.below(line, indent=2)
        page.line((f"  {one.person.id}", "dim"))


def _some(people: Sequence[Person]) -> str:
    """Return the first names of a list, and how many more there are."""
    named = ", ".join(person.name for person in people[:_NAMED])
    return named + (f" and {len(people) - _NAMED} more" if len(people) > _NAMED else "")


def promises(page: Page, results: Sequence[Any]) -> None:
    """Draw what was promised, what is late first."""
    for one in results:
        arrow = "you → " if one.whose == "mine" else "→ you from "
        due = f", by {one.due}" if one.due else ""
        style = "red" if one.status in {"overdue", "missed"} else "dim"
        page.line(
                (arrow, "dim"), (one.person.name, "bold"), (f": {one.text}{due}", ""),
                (f"  {one.status}", style),)  # fmt: skip
        if one.next_step:
            page.line(("    → ", "green"), (one.next_step, ""))


def acquainted(page: Page, results: Sequence[Any]) -> None:
    """Draw whether two people know each other, and what tells it."""
    for row in results:
        page.line((f"{row.a.name} and {row.b.name}", "bold"), (f": {row.degree}", ""))
        for reason in row.because:
            page.line((f"    {reason.kind}: {reason.text}", "dim"))


def sources(page: Page, results: Sequence[Any]) -> None:
    """Draw what is known of somebody and where it comes from."""
    for one in results:
        when = f", {long_day(one['at'])}" if one["at"] else ""
        page.line((f"{one['field']:<13}", "dim"), (one["value"], ""),
                  (f"  {one['source']}{when}", "dim"))  # fmt: skip


def briefs(page: Page, results: Sequence[Brief]) -> None:
    """Draw one page about somebody."""
    for one in results:
        page.line((one.person.name, "bold"), (f"  {work(one.person)}", ""))
        if one.tie is not None:
            page.line((f"  {one.tie.because[0].text}", "dim"))
        if one.connected:
            page.line((f"  {one.connected}", "dim"))
        for contact in one.last:
            said = f": {contact.text}" if contact.text else ""
            page.line((f"  {short_day(contact.at)}, {contact.by} ({contact.channel}){said}", ""))
        for title, lines in (
            ("open threads", one.threads),
            ("needs", one.needs),
            ("offers", one.offers),
            ("remember", one.remember),
            ("milestones", one.milestones),
        ):
            _listed(page, title, lines)
        _listed(page, "promises", [f"{p.text} ({p.whose}, {p.status})" for p in one.promises])
        named = [f"{i.person.name}: {i.because[0].text}" for i in one.introduce]
        _listed(page, "could meet through you", named)
        if one.question:
            page.line(("  ask: ", "green"), (one.question, ""))


def _listed(page: Page, title: str, lines: Sequence[str]) -> None:
    if lines:
        page.line((f"  {title}", "dim"))
    for line in lines:
        page.below(f"• {line}")
