"""Front page of a report: what is new in it, and a line for what stands as it was.

An entry is told once. In the next reports of its series it is folded ("Still quiet: 4 people")
until something changes. Whoever is proposed in an act is not proposed again further down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.today import STILL_OPEN
from netkit.model.frozen import dataclass, field, replace
from netkit.reports.earlier_entries import ACTS, after_acts
from netkit.reports.entries import (
    Candidate,
    Entry,
    act_entry,
    balance_candidates,
    evidence_of,
    introduction_candidates,
    milestone_candidates,
    promise_candidates,
    quiet_candidates,
)
from netkit.reports.subject import no_messages, subject_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from netkit.answers.acts import Act
    from netkit.reports.report_rows import ReportRows
    from netkit.reports.state_changes import Changed

__all__ = ["NO_PAGE", "SECTIONS", "FrontPage", "Section", "front_page"]

#: The headings of a report's sections, in every form it is written in, in their order.
SECTIONS = {
    "acts": "Next kind acts",
    "done": "What you did",
    "changed": "What changed",
    "fading": "Quiet for longer than usual",
    "ahead": "Promises and days ahead",
    "balance": "Giving and getting",
    "introductions": "Open introductions",
}
#: So many new entries a section shows at most; the rest is counted, and told the next time.
_MOST = {"acts": 10, "done": 4, "changed": 6, "fading": 3, "ahead": 5, "balance": 2,
         "introductions": 3}  # fmt: skip
_WORDS = {
    "woke up": "in touch again",
    "fell silent": "fell silent",
    "grew": "grew closer",
    "cooled": "cooled",
    "new": "new",
    "job": "changed jobs",
    "introduction": "introduction",
}
#: The words before those whom a folded line names, what it counts, and the command that shows all.
_FOLDED = {
    "fading": ("Still quiet", ("person", "people"), "netkit fading"),
    "ahead": ("Promises and days told before", ("person", "people"), "netkit promises"),
    "balance": ("Giving and getting, as before", ("person", "people"), "netkit balance"),
    "introductions": ("Still open", ("introduction", "introductions"), "netkit intro list"),
}
_NAMED = 5  # people that a folded line names
_LATE_NAMED = 3  # late promises that a folded line names


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its name, what is new, lines for what is folded, and its heading.

    The heading is that of `SECTIONS`, unless another is given.
    """

    name: str
    entries: tuple[Entry, ...] = ()
    folded: tuple[str, ...] = ()
    title: str = ""

    @property
    def heading(self) -> str:
        """The heading of the section."""
        return self.title or SECTIONS[self.name]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The front page: its subject, what must be said first, the sections with anything to say."""

    subject: str
    first: tuple[str, ...] = ()
    sections: tuple[Section, ...] = field(default_factory=tuple)

    def section(self, name: str) -> Section:
        """Return a section; one without entries where the page has none."""
        return next((part for part in self.sections if part.name == name), Section(name))


NO_PAGE = FrontPage("")


class _Spoken:
    """Of whom and of which events a page speaks already."""

    def __init__(self, people: set[str], evidence: frozenset[str]) -> None:
        self.people = people
        self.evidence = evidence

    def has(self, candidate: Candidate) -> bool:
        """Return True if the page says what a candidate would say, or turns to the same person."""
        return candidate.person in self.people or bool(self.evidence & candidate.evidence)


def front_page(
    rows: ReportRows,
    told: Mapping[str, Mapping[str, str]],
    draft: Callable[[Act], str] = lambda act: "",
) -> tuple[FrontPage, dict[str, dict[str, str]]]:
    """Return the front page, and what the series has told after it.

    Parameters
    ----------
    told : by section, then id: what earlier reports of the series told; see
        `netkit.reports.earlier_entries`.
    draft : returns the ``mailto:`` link of an act.
    """
    still_open = (STILL_OPEN,) if rows.still_open else ()
    acts = Section("acts", tuple(act_entry(act, draft(act)) for act in rows.acts), still_open)
    silent = {str(tie.person.id) for tie in rows.quiet}
    spoken = _Spoken(
        {str(act.person.id) for act in rows.acts},
        frozenset().union(*(evidence_of(act.because) for act in rows.acts)),
    )
    after: dict[str, dict[str, str]] = {ACTS: after_acts(told, rows.acts, rows.day)}
    parts = [acts, _done(rows, silent)]
    for name, candidates in _candidates(rows).items():
        part, after[name] = _section(name, candidates, told.get(name, {}), spoken)
        parts.append(part)
    parts.append(_changed(rows, spoken.people | (silent & after["fading"].keys()), silent))
    order = list(SECTIONS)
    parts = [part for part in parts if part.entries or part.folded]
    parts.sort(key=lambda part: order.index(part.name))
    page = FrontPage("", tuple(_first(rows)), tuple(parts))
    return replace(page, subject=subject_of(rows, page)), after


def _candidates(rows: ReportRows) -> dict[str, list[Candidate]]:
    """Return whatever might be told, by section; no silences of a stale log, longer than known."""
    return {
        "fading": quiet_candidates(rows) if rows.stale is None else [],
        "ahead": [*promise_candidates(rows), *milestone_candidates(rows)],
        "balance": balance_candidates(rows),
        "introductions": introduction_candidates(rows),
    }


def _first(rows: ReportRows) -> Iterator[str]:
    """Yield what must be said before anything else: data that is stale, or could not be read."""
    yield from rows.troubles
    stale = rows.stale
    if stale is not None:
        usual = f"; usually there are some {stale.usual}" if stale.rhythm else ""
        yield (
            f"{no_messages(rows)}{usual}. Import again before you read on (netkit import FILE):"
            " silence since then is not known to be silence, and nobody is called silent because"
            " of it."
        )


def _section(
    name: str, candidates: Sequence[Candidate], before: Mapping[str, str], spoken: _Spoken
) -> tuple[Section, dict[str, str]]:
    """Return a section, and the marks of what was told of it by now.

    What is not there this time, and comes again as it was, is no news: its mark stays.

    before : the marks told before.
    spoken : of whom and what the page speaks already; whom this section proposes is added.
    """
    old = [c for c in candidates if c.mark in before.get(c.key, "").split()]
    fresh = [c for c in candidates if c not in old]
    elsewhere = [c for c in fresh if spoken.has(c)]
    left = [c for c in fresh if not spoken.has(c)]
    new = left[: _MOST[name]]
    _, _, command = _FOLDED[name]
    folded = _folded_lines(name, [c for c in old if not spoken.has(c)])
    if rest := len(left) - len(new):
        folded.append(f"And {rest:,} more: {command}")
    spoken.people |= {c.person for c in new if c.person}
    present = {candidate.key for candidate in candidates}
    marks = {key: [mark] for key, mark in before.items() if key not in present}
    for candidate in (*old, *elsewhere, *new):
        marks.setdefault(candidate.key, []).append(candidate.mark)
    return (
        Section(name, tuple(c.entry for c in new), tuple(folded)),
        {key: " ".join(several) for key, several in marks.items()},
    )


def _folded_lines(name: str, old: Sequence[Candidate]) -> list[str]:
    """Return a line for each kind of what was told before: "Still quiet: 2 people (Ann, Bo)"."""
    still, units, command = _FOLDED[name]
    kinds: dict[str, list[str]] = {}
    late: dict[str, list[str]] = {}
    for candidate in old:
        if candidate.folded:
            late.setdefault(candidate.folded, []).append(candidate.label)
        else:
            kinds.setdefault(still, []).append(candidate.entry.name)
    if name == "balance" and len(old) > _NAMED:  # hardly ever others than the week before
        return [f"{still}: {len(set(kinds[still])):,} {units[1]} ({command})"]
    lines = [f"{words}: {_late_promises(labels)}" for words, labels in late.items()]
    return lines + [f"{words}: {_counted(names, units)}" for words, names in kinds.items()]


def _late_promises(labels: Sequence[str]) -> str:
    """Return how many late promises there are, and which: "1 promise (the quote to Bo Ray)"."""
    rest = len(labels) - _LATE_NAMED
    named = ", ".join(labels[:_LATE_NAMED]) + (f" and {rest:,} more" if rest > 0 else "")
    return f"{len(labels):,} promise{'' if len(labels) == 1 else 's'} ({named})"


def _counted(names: Collection[str], units: tuple[str, str] = ("person", "people")) -> str:
    """Return how many there are, and who: "4 people (Ann Lee, Bo Ray)"."""
    distinct = list(dict.fromkeys(names))
    rest = len(distinct) - _NAMED
    named = ", ".join(distinct[:_NAMED]) + (f" and {rest:,} more" if rest > 0 else "")
    return f"{len(distinct):,} {units[len(distinct) != 1]} ({named})"


def _done(rows: ReportRows, silent: Collection[str]) -> Section:
    """Return what the owner did; a silence ended long before a late import, and new, is none."""
    deeds = [row for row in rows.done if row.kind != "touch" or row.person.id not in silent]
    entries = [Entry(done.person.name, done.text) for done in deeds]
    rest = len(entries) - _MOST["done"]
    folded = (f"And {rest:,} more things that you did",) if rest > 0 else ()
    return Section("done", tuple(entries[: _MOST["done"]]), folded)


def _changed(rows: ReportRows, shown: Collection[str], silent: Collection[str]) -> Section:
    """Return what changed, without what another section says of the same people.

    shown : of whose silence another section tells; silent : who is silent now.
    """
    done = {str(done.person.id) for done in rows.done}
    open_pairs = {row.pair for row in rows.introductions}
    news = [
        change
        for change in rows.changed
        if not _is_said(change, shown, done, open_pairs)
        and not (change.kind == "woke up" and change.person in silent)
    ]
    new = [change for change in news if change.kind == "new"]
    others = [change for change in news if change.kind != "new"]
    most = _MOST["changed"] - bool(new)
    entries = [Entry(c.name, _told(c)) for c in others[:most]]
    if new:
        names = _counted([change.name for change in new])
        entries.append(Entry("", f"New: {names}"))
    rest = len(others) - most
    folded = (f"And {rest:,} more changes: netkit people changes",) if rest > 0 else ()
    return Section("changed", tuple(entries), folded)


def _told(change: Changed) -> str:
    """Return a change as its entry tells it: one of being in touch says so in its own words."""
    if change.text.startswith("in touch"):
        return change.text
    return f"{_WORDS[change.kind]}: {change.text}"


def _is_said(
    change: Changed, shown: Collection[str], done: Collection[str], open_pairs: Collection[str]
) -> bool:
    if change.kind == "introduction":
        return change.name in open_pairs
    if change.kind in {"fell silent", "cooled"}:
        return change.person in shown or change.person in done
    return change.kind in {"woke up", "grew"} and change.person in done
