"""News that a line of the log tells: jobs, moves, deaths, addresses, who knows whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from netkit.model.frozen import dataclass

if TYPE_CHECKING:
    from datetime import date

    from netkit.model.when import PartialDate

    from .log_entry import Mention, Span

__all__ = [
    "Address", "Death", "Employer", "Ending", "IntroductionStep", "Job", "Knows", "Leave", "Move",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Job:
    """A job says that a person works somewhere now; `started` when it says that they began.

    `organization` is empty when only the title is new.
    """

    person: Mention
    organization: str
    title: str
    span: Span
    started: bool = False
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Employer:
    """An employer stands beside a name: "Ida Holm (Vestas)"."""

    person: Mention
    organization: str
    title: str
    span: Span
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """A need or an offer of a person is over, or a promise to them or theirs was kept.

    what : the words for it; empty where it is the only open one
    is_said : it is said that there was one; else what was done may have been promised
    """

    person: Mention
    of: Literal["need", "offer", "promise", "promise to me"]
    what: str
    text: str
    span: Span
    day: date | None = None
    is_said: bool = True


@dataclass(frozen=True, slots=True)
class Leave:
    """A leave says that a person left an organization."""

    person: Mention
    organization: str
    span: Span
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A move says that a person lives in a city now."""

    person: Mention
    city: str
    span: Span
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Death:
    """A death says that a person died, on a day as near as it is told."""

    person: Mention
    on: PartialDate
    span: Span
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """An address gives a person's mail address, number or profile, as it is typed."""

    person: Mention
    kind: Literal["email", "phone", "linkedin"]
    value: str
    span: Span
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Knows:
    """Two people know each other; `how` as said, `role` what `a` is to `b`."""

    a: Mention
    b: Mention
    how: str
    span: Span
    role: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class IntroductionStep:
    """A step says what became of an introduction of two people, if one is on record."""

    a: Mention
    b: Mention
    to: Literal["asked", "agreed", "declined", "met"]
    text: str
    span: Span
    day: date | None = None
