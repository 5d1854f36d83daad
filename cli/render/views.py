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
    for number, introduction in enumerate(results, start=1):
        doing = work(introduction.person)
        page.line(
            (f"{number:>2}. ", "dim"),
            (introduction.person.name, "bold"),
            (f"  {doing}" if doing else "", "dim"),
            (f"  {introduction.band}", _BAND_STYLE[introduction.band]),
            ("  (suggested before)" if introduction.status == "suggested" else "", "dim"),
        )
        _reasons(page, introduction.because, introduction.cautions)


def pairs(page: Page, results: Sequence[Pair]) -> None:
    """Draw which two should meet."""
    for number, pair in enumerate(results, start=1):
        page.line(
            (f"{number:>2}. ", "dim"),
            (pair.a.name, "bold"),
            (" and ", ""),
            (pair.b.name, "bold"),
            (f"  {pair.band}", _BAND_STYLE[pair.band]),
        )
        _reasons(page, pair.because, pair.cautions)


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
    for number, way in enumerate(results):
        chain = " → ".join(["you", *(person.name for person in way.path[1:])])
        label = "   " if number else "best"
        page.line(
            (f"{label if not number else 'else':<5}", "dim"),
            (chain, "bold" if not number else ""),
            (f"  {way.probability:.0%} {way.evidence}", "dim"),
            (f"  {way.advice}", "green" if way.advice == "ask now" else "yellow"),
        )
        _reasons(page, way.because, ())
        owner = way.path[0].id
        weak = " – ".join("you" if end.id == owner else end.name for end in way.weak_link)
        if len(way.path) > 2:
            page.line((f"    weak link: {weak}", "dim"))


def ways(page: Page, results: Sequence[Path | ThroughColleague]) -> None:
    """Draw the ways to somebody: the owner's own, then those through teammates."""
    from netkit.answers.reach import Path

    paths(page, [way for way in results if isinstance(way, Path)])
    colleagues(page, [way for way in results if not isinstance(way, Path)])


def colleagues(page: Page, results: Sequence[ThroughColleague]) -> None:
    """Draw which colleague to ask, and what they granted me to know."""
    for route in results:
        at = f"  {route.organization}" if route.organization else ""
        page.line(("team ", "dim"), (route.advice, "bold"), (at, "dim"))
        for reason in route.because:
            if reason.kind != "granted" or route.probability is not None:
                _reasons(page, [reason], ())


def fading(page: Page, results: Sequence[Fading]) -> None:
    """Draw ties that fade: who, how long silent, how likely to lapse."""
    figures = ("silent", "usually", "strength", "lapse")
    columns = [Column("who", "bold"), Column()]
    columns += [Column(header, right=True, fold=False) for header in figures]
    rows = [
        (
            tie.person.name,
            work(tie.person),
            f"{tie.silent_days} d",
            tie.rhythm.partition(", ")[0] if tie.rhythm.endswith(" times") else tie.rhythm,
            f"{tie.strength:.0f}",
            f"{tie.lapse_probability:.0%}" + ("" if tie.calibrated else "?"),
        )
        for tie in results
    ]
    page.table(columns, rows, header_style="dim")


def people(page: Page, results: Sequence[Any]) -> None:
    """Draw people with what was matched."""
    columns = [Column(style="bold"), Column(), Column(style="dim")]
    rows = [
        (
            match.person.name,
            " at ".join(part for part in (match.title, match.organization) if part),
            "; ".join(reason.text for reason in match.because),
        )
        for match in results
    ]
    page.table(columns, rows)


def standings(page: Page, results: Sequence[Standing]) -> None:
    """Draw how giving and getting stand, each with what to do next."""
    from netkit.answers.wording import TOO_FEW

    for standing in results:
        page.line((standing.person.name, "bold"), (f"  {standing.verdict}", "dim"))
        attention = standing.attention
        low, high = attention.interval
        _reasons(page, standing.because, ())
        if attention.given + attention.received:
            share = f"your share of reaching out: {attention.share:.0%} ({low:.0%}–{high:.0%})"
            sure = attention.certainty
            words = sure if sure == TOO_FEW else f"{sure} one-sided"
            page.line((f"    {share}, {words}", "dim"))
        if standing.next_act:
            page.line(("    → ", "green"), (standing.next_act, ""))


def sentences(page: Page, results: Sequence[Any]) -> None:
    """Draw answers that are a sentence about somebody, with its reasons."""
    for answer in results:
        page.line((answer.person.name, "bold"), (f"  {answer.text}", ""))
        _reasons(page, answer.because, ())


def tie_rows(page: Page, results: Sequence[Any]) -> None:
    """Draw ties of any two people."""
    for tie in results:
        page.line((f"{tie.a.name} – {tie.b.name}", "bold"))
        _reasons(page, tie.because, ())


def cards(page: Page, results: Sequence[PersonCard]) -> None:
    """Draw who somebody is."""
    for card in results:
        page.line(
            (card.person.name, "bold"), (f"  {work(card.person)}" if work(card.person) else "", "")
        )
        if card.departed:
            page.line((f"  {card.departed}", "yellow"))
        born = f"born {card.birthday}" if card.birthday else ""
        also = f"also known as {', '.join(card.other_names)}" if card.other_names else ""
        lines = [", ".join(part for part in (card.city, born) if part), also]
        lines += [", ".join(card.addresses)]
        lines += [f"{key.value}, shared with {_abridged(key.shared_with)}" for key in card.shared]
        lines += list(card.former_jobs)
        lines += [f"known from {', '.join(card.sources)}"] if card.sources else []
        for line in filter(None, lines):
            page.below(line, indent=2)
        page.line((f"  {card.person.id}", "dim"))


def _abridged(people: Sequence[Person]) -> str:
    """Return the first names of a list, and how many more there are."""
    named = ", ".join(person.name for person in people[:_NAMED])
    return named + (f" and {len(people) - _NAMED} more" if len(people) > _NAMED else "")


def promises(page: Page, results: Sequence[Any]) -> None:
    """Draw what was promised, what is late first."""
    for promise in results:
        arrow = "you → " if promise.whose == "mine" else "→ you from "
        due = f", by {promise.due}" if promise.due else ""
        style = "red" if promise.status in {"overdue", "missed"} else "dim"
        page.line(
                (arrow, "dim"), (promise.person.name, "bold"), (f": {promise.text}{due}", ""),
                (f"  {promise.status}", style),)  # fmt: skip
        if promise.next_step:
            page.line(("    → ", "green"), (promise.next_step, ""))


def acquainted(page: Page, results: Sequence[Any]) -> None:
    """Draw whether two people know each other, and what tells it."""
    for pair in results:
        page.line((f"{pair.a.name} and {pair.b.name}", "bold"), (f": {pair.degree}", ""))
        for reason in pair.because:
            page.line((f"    {reason.kind}: {reason.text}", "dim"))


def sources(page: Page, results: Sequence[Any]) -> None:
    """Draw what is known of somebody and where it comes from."""
    for claim in results:
        when = f", {long_day(claim['at'])}" if claim["at"] else ""
        page.line((f"{claim['field']:<13}", "dim"), (claim["value"], ""),
                  (f"  {claim['source']}{when}", "dim"))  # fmt: skip


def briefs(page: Page, results: Sequence[Brief]) -> None:
    """Draw one page about somebody."""
    for brief in results:
        page.line((brief.person.name, "bold"), (f"  {work(brief.person)}", ""))
        if brief.tie is not None:
            page.line((f"  {brief.tie.because[0].text}", "dim"))
        if brief.connected:
            page.line((f"  {brief.connected}", "dim"))
        for contact in brief.last:
            text = f": {contact.text}" if contact.text else ""
            page.line((f"  {short_day(contact.at)}, {contact.by} ({contact.channel}){text}", ""))
        for title, lines in (
            ("open threads", brief.threads),
            ("needs", brief.needs),
            ("offers", brief.offers),
            ("remember", brief.remember),
            ("milestones", brief.milestones),
        ):
            _listed(page, title, lines)
        _listed(page, "promises", [f"{p.text} ({p.whose}, {p.status})" for p in brief.promises])
        named = [f"{i.person.name}: {i.because[0].text}" for i in brief.introduce]
        _listed(page, "could meet through you", named)
        if brief.question:
            page.line(("  ask: ", "green"), (brief.question, ""))


def _listed(page: Page, title: str, lines: Sequence[str]) -> None:
    if lines:
        page.line((f"  {title}", "dim"))
    for line in lines:
        page.below(f"• {line}")
