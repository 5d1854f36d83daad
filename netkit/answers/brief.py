"""Brief before a talk with a person: where it was left, what is open, what matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.boundaries import boundaries
from netkit.answers.results import Reason
from netkit.model.events import Fact, Interaction, Milestone, Moment, Note, Thread
from netkit.model.frozen import dataclass
from netkit.model.names import given_name
from netkit.model.when.written_days import long_day, short_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from netkit.answers.acts import Act
    from netkit.answers.facts import Profile
    from netkit.answers.fading import Fading
    from netkit.answers.introduce.introductions import Introduction
    from netkit.answers.promises import PromiseRow
    from netkit.model.history import Recorded, State
    from netkit.model.people import Person, PersonId

__all__ = ["Brief", "Contact", "brief", "milestone_text", "remembered_text"]

_LAST = 3
_FRESH_DAYS = 60


@dataclass(frozen=True, slots=True)
class Contact:
    """One past contact: when, how, who began, and what about as far as is known."""

    at: datetime
    channel: str
    by: str
    text: str
    id: str


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything worth remembering about one person, on one page.

    Attributes
    ----------
    tie : how the tie stands; None without any contact.
    last : the last contacts, newest first; each began by the owner or by the person.
    threads : open topics with their next step.
    needs, offers : still open.
    remember : facts and notes, newest first, each with its day.
    promises : open ones, both ways.
    introduce : whom they could meet through you.
    act : one kind act that is cheap for the owner and worth something to them, with its reason;
        None when nothing known points to one.
    question : one question worth asking.
    cautions : what they asked not to happen.
    because : what the brief rests on.
    connected : the day the two connected, and where the owner worked then.
    """

    person: Person
    tie: Fading | None
    last: tuple[Contact, ...]
    threads: tuple[str, ...]
    needs: tuple[str, ...]
    offers: tuple[str, ...]
    remember: tuple[str, ...]
    milestones: tuple[str, ...]
    promises: tuple[PromiseRow, ...]
    introduce: tuple[Introduction, ...]
    act: Act | None
    question: str
    cautions: tuple[str, ...]
    because: tuple[Reason, ...]
    connected: str = ""


def brief(
    profile: Profile,
    owner: PersonId,
    as_of: datetime,
    *,
    tie: Fading | None = None,
    interactions: Sequence[Recorded[Interaction]] = (),
    remembered: Sequence[Recorded[Fact] | Recorded[Note] | Recorded[Moment]] = (),
    milestones: Sequence[Recorded[Milestone]] = (),
    threads: Sequence[State[Thread]] = (),
    promises: Sequence[PromiseRow] = (),
    introduce: Sequence[Introduction] = (),
    acts: Sequence[Act] = (),
    connected: str = "",
) -> Brief:
    """Put together what is known of one person; every part may be empty."""
    first = given_name(profile.person.name) or "them"
    last = tuple(_contact(interaction, owner, first) for interaction in interactions[:_LAST])
    ordered = sorted(remembered, key=lambda claim: (claim.event.at, claim.id), reverse=True)
    return Brief(
        person=profile.person,
        tie=tie,
        last=last,
        threads=tuple(_thread(state) for state in threads if state.status != "closed"),
        needs=tuple(state.event.text for state in profile.needs),
        offers=tuple(state.event.text for state in profile.offers),
        remember=tuple(remembered_text(claim.event) for claim in ordered),
        milestones=tuple(milestone_text(milestone.event, as_of) for milestone in milestones),
        promises=tuple(promises),
        introduce=tuple(introduce),
        act=acts[0] if acts else None,
        question=_question(profile, ordered, last, as_of, first),
        cautions=boundaries(profile.boundaries).cautions(),
        because=tuple(
            Reason("contact", contact.text or contact.channel, 1.0, (contact.id,))
            for contact in last
        ),
        connected=connected,
    )


def _contact(interaction: Recorded[Interaction], owner: PersonId, first: str) -> Contact:
    event = interaction.event
    by = "you" if event.sender == owner else first
    return Contact(event.at, event.channel, by, event.text, interaction.id)


def _thread(state: State[Thread]) -> str:
    """Return a thread as one line: topic, context, what was decided and why, the next step."""
    decided = [f"decided {short_day(s.at)}: {s.text}" for s in state.steps if s.to == "decided"]
    following = [state.event.next_step, *(s.text for s in state.steps if s.to == "next")][-1]
    last = f"next: {following}" if following else ""
    parts = [state.event.topic, state.event.context, *decided, last]
    return " · ".join(part for part in parts if part)


def remembered_text(event: Fact | Note | Moment) -> str:
    """Return a claim about somebody as one line: its day, kind, text and source."""
    kind = "note" if isinstance(event, Note) else event.kind
    source = f" ({event.source})" if event.source else ""
    return f"{short_day(event.at)}, {kind}: {event.text}{source}"


def milestone_text(event: Milestone, as_of: datetime) -> str:
    """Return a milestone as one line, with the day when it comes next."""
    coming = event.date.next_after(as_of.date())
    when = long_day(coming) if coming else str(event.date)
    return f"{event.kind}: {when}"


def _question(
    profile: Profile,
    remembered: Sequence[Recorded[Fact] | Recorded[Note] | Recorded[Moment]],
    last: Sequence[Contact],
    as_of: datetime,
    first: str,
) -> str:
    """Return one question worth asking: about them, from what they said, the open before the old.

    A need comes first, then what they told of family or goals, then where the last talk ended.
    """
    if profile.needs:
        return f"Is {first} still looking for {profile.needs[-1].event.text}?"
    claims = [
        claim.event
        for claim in remembered
        if isinstance(claim.event, Fact)
        and claim.event.kind in {"family", "goal", "hobby", "interest"}
    ]
    if claims:
        return f"How is it going with this: “{claims[0].text}”?"
    if last and last[0].text and (as_of - last[0].at).days > _FRESH_DAYS:
        return f"What became of “{last[0].text}”?"
    if profile.person.organization:
        return f"What is {first} working on at {profile.person.organization} that is hard just now?"
    return f"What is {first} working on just now, and what would make it easier?"
