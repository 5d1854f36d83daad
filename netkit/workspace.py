"""Workspace: a network that is open, with one method for each question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Literal

from netkit.answers.network_view import NetworkView
from netkit.answers.proposals import REST_DAYS
from netkit.errors import UsageError
from netkit.model.people import Person, PersonId
from netkit.model.when import end_of_day
from netkit.store import open_store
from netkit.store.copying import refuse_unfinished
from netkit.store.team import member_url

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path
    from types import TracebackType

    from netkit.answers.acts import Act
    from netkit.answers.backtest import Backtest
    from netkit.answers.balance import Standing
    from netkit.answers.brief import Brief
    from netkit.answers.doctor import Finding
    from netkit.answers.duplicates import DuplicateGroup
    from netkit.answers.fading import Fading
    from netkit.answers.fading_pairs import FadingPair
    from netkit.answers.introduce.introductions import Introduction, Pair
    from netkit.answers.introduction_requests import Said
    from netkit.answers.job_changes import JobChange
    from netkit.answers.leaning_ties import BalanceKind
    from netkit.answers.letter_templates import Draft
    from netkit.answers.milestones import MilestoneAhead
    from netkit.answers.name_lookup import NameChoice
    from netkit.answers.network_shape import Bridge, Circle, Connector
    from netkit.answers.next_steps import NextStep
    from netkit.answers.people_list import PersonRow, SortKey
    from netkit.answers.person_card import PersonCard
    from netkit.answers.personal_letters import LetterKind
    from netkit.answers.promises import PromiseRow
    from netkit.answers.reach import Path as Way
    from netkit.answers.reconnect import Dormant
    from netkit.answers.results import Results
    from netkit.answers.stalls import Stall
    from netkit.answers.teammate_ties import ThroughColleague
    from netkit.answers.who import Found
    from netkit.ask.understand import NotUnderstood, Understood
    from netkit.forgetting.forget import Forgotten
    from netkit.importers.port import Options
    from netkit.importing import ImportReport
    from netkit.journal.keep_line import LinePlan
    from netkit.maps.notebook import Map
    from netkit.model.events import FactKind, FavourKind, MomentKind
    from netkit.model.when import PartialDate
    from netkit.model.when.spans import Span
    from netkit.recording.changes import RecordedChange
    from netkit.recording.duplicate_verdicts import Verdict
    from netkit.recording.promises import PromiseOutcome
    from netkit.reports.content import Report
    from netkit.store.port import Store
    from netkit.store.values import Batch
    from netkit.ties.network import Network

__all__ = ["Moment", "Who", "Workspace", "open_workspace"]

#: Somebody, as questions take them: a name as typed, an id, or a person of an earlier answer.
Who = str | PersonId | Person
#: A moment: a day means its end; naive times are in UTC.
Moment = datetime | date | str
#: Asks which of several people a name means: the text, and the choices; None when unanswered.
ChoosePerson = Callable[[str, "Sequence[NameChoice]"], Person | None]
#: A day on which something happened, or that is due: a date, or a text as options read it.
Day = date | str


def open_workspace(
    url: str | Path,
    *,
    now: datetime | None = None,
    as_of: Moment | None = None,
    create: bool = True,
    member: str = "",
) -> Workspace:
    """Open the network at a path or a ``neo4j://host/database`` address.

    Parameters
    ----------
    now : the present, with a zone; by default the clock's, read once.
    as_of : answer as on this past day.
    create : make the network where there is none.
    member : whose of a team's networks, by name; see `netkit.store.team`.

    Raises
    ------
    StoreError
        It cannot be reached, is damaged, is an unfinished copy, or is not there and `create` is
        False.
    """
    if member:
        url = member_url(str(url), member)
    store = open_store(url, create=create)
    try:
        refuse_unfinished(store)
    except BaseException:
        store.close()
        raise
    return Workspace(store, now or datetime.now(UTC).replace(microsecond=0), as_of)


class Workspace:
    """A network that is open; use it in a ``with`` statement.

    Each question of the command line is a method of the same name and arguments. Whoever is
    asked about may be named as typed, by an id, or by a `Person` of an earlier answer.

    Parameters
    ----------
    now : the present, with a zone.
    as_of : answer as on this past day; None for the present.
    """

    def __init__(self, store: Store, now: datetime, as_of: Moment | None = None) -> None:
        self.store = store
        self.now = now
        self.as_of = read_moment(as_of, now)
        #: Asks which of several people a name means; None: an ambiguous name is an error.
        self.choose: ChoosePerson | None = None

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the network; nothing can be asked of it afterwards."""
        self.store.close()

    def at(self, when: Moment | None) -> Workspace:
        """Return the same network as on a past day; None for the present."""
        past = Workspace(self.store, self.now, when)
        past.choose = self.choose
        return past

    @property
    def view(self) -> NetworkView:
        """The network as answers read it; a new one each time, so that it sees every change."""
        return NetworkView(self.store, self.now, self.as_of)

    # --- who -------------------------------------------------------------------------------

    @property
    def me(self) -> Person:
        """The owner of the network.

        Raises
        ------
        NothingFoundError
            Nobody is set yet: nothing was imported.
        """
        return self.view.me

    def person(self, who: Who) -> Person:
        """Return the one person that `who` means; ``me`` is the owner.

        Raises
        ------
        NothingFoundError
            Nobody is called so; the message names who comes nearest.
        AmbiguousNameError
            Several are; the message tells them apart.
        """
        from netkit.answers.name_lookup import one_person
        from netkit.errors import AmbiguousNameError

        if isinstance(who, Person):
            return who
        if who.lower() == "me":
            return self.me
        try:
            return one_person(self.view, who)
        except AmbiguousNameError as several:
            chosen = self.choose(who, several.choices) if self.choose else None
            if chosen is None:
                raise
            return chosen

    def people(self) -> list[Person]:
        """Return everybody, the owner and unknown ones among them, by id."""
        return self.store.people()

    def people_list(
        self,
        *,
        at: str = "",
        city: str = "",
        circle: str = "",
        tag: str = "",
        silent_days: int | None = None,
        band: str = "",
        needs: str | None = None,
        source: str = "",
        archived: bool = False,
        sort: SortKey = "strength",
        limit: int = 0,
    ) -> Results[PersonRow]:
        """Return the people who meet all conditions, sorted; 0 shows them all.

        Parameters
        ----------
        silent_days : no contact for at least so many days, or never.
        needs : words of an open need; empty for any, None for no condition.
        source : where they are known from: linkedin, mail, typed, ….
        archived : those put away or dead, too.
        """
        from netkit.answers.people_list import PeopleFilter, people_list

        wanted = PeopleFilter(at, city, circle, tag, silent_days, band, needs, source, archived)
        return people_list(self.view, wanted, sort=sort, limit=limit)

    # --- questions -------------------------------------------------------------------------

    def introduce(self, person: Who, *, limit: int = 10) -> Results[Introduction]:
        """Return the people the owner could introduce to somebody, the best first.

        Raises
        ------
        NothingFoundError
            They asked for no introductions.
        """
        from netkit.answers.introduce.answer import introductions_to

        return introductions_to(self.view, self.person(person), limit=limit)

    def introduce_pairs(self, *, needs: bool = False, limit: int = 10) -> Results[Pair]:
        """Return which two of the owner's people should meet, the best first."""
        from netkit.answers.introduce.answer import introductions_between

        return introductions_between(self.view, needs=needs, limit=limit)

    def reach(self, target: Who, *, limit: int = 5) -> Results[Way | ThroughColleague]:
        """Return the ways to a person, or into an organization, the best first.

        In a team, ways through teammates follow, as far as each granted it.
        """
        from netkit.answers.team import reach_with_team
        from netkit.errors import NothingFoundError

        try:
            person: Person = self.person(target)
        except NothingFoundError as nobody:
            try:
                return reach_with_team(self.view, str(target), None, limit=limit)
            except NothingFoundError:
                raise nobody from None
        text = person.name if isinstance(target, Person) else target
        return reach_with_team(self.view, text, person, limit=limit)

    def introductions_of(self, person: Who, other: Who | None = None) -> Results[Said]:
        """Return the introductions on record in which somebody has a part, newest first.

        Parameters
        ----------
        other : only those in which this person has a part, too.
        """
        return self.introductions(*([person] if other is None else [person, other]))

    def introductions(self, *people: Who) -> Results[Said]:
        """Return the introductions on record in which all of these have a part, newest first."""
        from netkit.answers.introduction_records import introduction_sentences

        return introduction_sentences(self.view, [self.person(who) for who in people])

    def letters(self, a: Who, b: Who, *, broker: Who = "me", why: str = "") -> Results[Draft]:
        """Return the letters of an introduction, for the owner to send.

        Raises
        ------
        NothingFoundError
            One of them asked for no introductions.
        """
        from netkit.answers.introduce.answer import introduction_letters

        return introduction_letters(
            self.view, self.person(a), self.person(b), broker=self.person(broker), why=why
        )

    def letter(self, kind: LetterKind, person: Who, *, about: str = "") -> Results[Draft]:
        """Return a letter to somebody: thanks, a hello after a long time, a condolence.

        Parameters
        ----------
        about : what it is for, in your words: "your advice on pricing", "your father".

        Raises
        ------
        NothingFoundError
            They asked to be left in peace, or died and the letter is none of condolence.
        """
        from netkit.answers.personal_letters import personal_letter

        return personal_letter(self.view, self.person(person), kind, about)

    def introduction_requests(self, person: Who) -> Said:
        """Return the number of introductions asked of somebody of late."""
        from netkit.answers.introduction_requests import requests_of

        return requests_of(self.view, self.person(person))

    def fading(
        self,
        *,
        since: Moment | None = None,
        among: Collection[PersonId] | None = None,
        limit: int = 10,
    ) -> Results[Fading]:
        """Return the owner's fading ties, what is most at stake first.

        Parameters
        ----------
        since : only ties that were among the closest on that past day.
        among : only ties with these people.
        """
        from netkit.answers.fading import fading_ties

        return fading_ties(self.view, since=read_moment(since, self.now), among=among, limit=limit)

    def fading_pairs(self, *, limit: int = 10) -> Results[FadingPair]:
        """Return every pair of a many-owner network, fading ones first."""
        from netkit.answers.fading_pairs import fading_pairs

        return fading_pairs(self.view, limit=limit)

    def balance(
        self, person: Who | None = None, *, kind: BalanceKind = "leaning", limit: int = 10
    ) -> Results[Standing]:
        """Return the balance of giving and getting, surest imbalance first."""
        from netkit.answers.leaning_ties import balance

        chosen = None if person is None else self.person(person).id
        return balance(self.view, chosen, kind=kind, limit=limit)

    def one_sided_asks(self, *, limit: int = 10) -> Results[Said]:
        """Return the people whom the owner writes only when they need something."""
        from netkit.answers.leaning_ties import one_sided_asks

        return one_sided_asks(self.view, limit=limit)

    def reconnect(self, *, limit: int = 10) -> Results[Dormant]:
        """Return dormant ties worth a hello, the best first."""
        from netkit.answers.reconnect import dormant_ties

        return dormant_ties(self.view, limit=limit)

    def stalls(
        self, person: Who | None = None, *, unanswered: bool = False, limit: int = 10
    ) -> Results[Stall]:
        """Return why relations stall, and what would help; of one person where one is named.

        Parameters
        ----------
        unanswered : only people who have not answered the owner's last messages.
        """
        from netkit.answers.results import Results
        from netkit.answers.stalling_ties import stall_of, stalls_of, unanswered_of

        if person is not None:
            return Results([stall_of(self.view, self.person(person))])
        question = unanswered_of if unanswered else stalls_of
        return question(self.view, limit)

    def promises(
        self, *, whose: Literal["mine", "theirs"] | None = None, every: bool = False
    ) -> Results[PromiseRow]:
        """Return the promises between the owner and others; settled ones too with `every`."""
        from netkit.answers.promises import open_promises

        return open_promises(self.view, whose=whose, every=every)

    def milestones(self, *, days: int | None = None) -> Results[MilestoneAhead]:
        """Return birthdays and other days of the next `days` days; of a month by default."""
        from netkit.answers.milestones import milestones

        return milestones(self.view, days=days)

    def who(
        self, text: str = "", *, at: str = "", city: str = "", about: str = "", limit: int = 50
    ) -> Results[Found]:
        """Return people the owner knows: by any text, at an organization, in a city, on a topic.

        Raises
        ------
        UsageError
            Nothing was asked for.
        """
        from netkit.answers.who import search_all

        conditions = [
            (field, wanted)
            for field, wanted in (
                ("any", text), ("organization", at), ("city", city), ("topic", about)
            )
            if wanted
        ]  # fmt: skip
        if not conditions:
            raise UsageError("say whom: TEXT, --at ORG, --in CITY or --about TOPIC")
        return search_all(self.store, conditions, limit=limit)

    def brief(self, person: Who) -> Brief:
        """Return the brief to read before talking to somebody."""
        from netkit.answers.brief_reading import brief_of

        return brief_of(self.view, self.person(person))

    def card(self, person: Who) -> PersonCard:
        """Return who somebody is: work, keys and who shares them, other names, former jobs."""
        from netkit.answers.person_card import person_card

        return person_card(self.view, self.person(person))

    def sources(self, person: Who) -> list[dict[str, Any]]:
        """Return everything recorded of somebody, each with its source and day."""
        from netkit.answers.brief_reading import sources_of

        return sources_of(self.view, self.person(person))

    def today(self, *, limit: int = 5) -> Results[Act]:
        """Return the acts to propose today."""
        from netkit.answers.today import today

        return today(self.view, limit=limit)

    def next_steps(self) -> Results[NextStep]:
        """Return what to do next in this network, three steps at most."""
        from netkit.answers.next_steps import next_steps

        return next_steps(self.view)

    def acts_for(self, person: Who) -> Results[Act]:
        """Return the acts the owner can do for one person this week."""
        from netkit.answers.acts_for import acts_for

        return acts_for(self.view, self.person(person))

    def cadence(self, person: Who | None = None) -> list[dict[str, Any]]:
        """Return the cadence of contact: with somebody, or all that the owner wished.

        Each row is a mapping: person, ideal_days, longest_days, origin, silent_days.
        """
        from netkit.answers.cadence import cadences

        chosen = None if person is None else self.person(person).id
        return [
            row
            for row in cadences(self.view)
            if (row["person"].id == chosen if chosen else row["origin"] != "history")
        ]

    def connectors(self, *, limit: int = 10) -> Results[Connector]:
        """Return the people through whom most of the owner's people meet."""
        from netkit.answers import network_shape
        from netkit.answers.structure import shape_of

        shape = shape_of(self.view)
        return network_shape.connectors(shape.people, shape.weave, shape.group_of, limit=limit)

    def bridges(self, *, limit: int = 10) -> Results[Bridge]:
        """Return the people who are the owner's only living tie into a group."""
        from netkit.answers import network_shape
        from netkit.answers.structure import shape_of

        shape = shape_of(self.view)
        return network_shape.bridges(
            shape.people, shape.closeness, shape.group_of, shape.names, limit=limit
        )

    def groups(self, *, limit: int = 10) -> Results[Circle]:
        """Return the groups that the owner's people form."""
        from netkit.answers import network_shape
        from netkit.answers.structure import shape_of

        shape = shape_of(self.view)
        return network_shape.circles(
            shape.people, shape.weave, shape.closeness, shape.group_of, shape.names, limit=limit
        )

    def duplicates(self) -> list[DuplicateGroup]:
        """Return the questions who is who that the user has not decided on, likeliest first."""
        from netkit.answers.duplicates import duplicate_groups

        return duplicate_groups(self.view)

    def open_duplicates(self) -> set[frozenset[PersonId]]:
        """Return the people of each question who is who, as ids: to count, and to compare."""
        from netkit.answers.duplicates import open_groups

        return {
            frozenset(person.id for pair in group for person in (pair.a, pair.b))
            for group in open_groups(self.view)
        }

    def doctor(self) -> Results[Finding]:
        """Return findings on the network: its contents, and what would improve the answers."""
        from netkit.answers.doctor import findings

        return findings(self.view)

    def backtest(self) -> Backtest:
        """Return the backtest of the lapse probabilities over the last year."""
        from netkit.answers.backtest import backtest

        return backtest(self.network())

    def job_changes(self, *, since: Moment | None = None) -> Results[JobChange]:
        """Return people whose job changed since a day; None for the last import."""
        from netkit.answers.job_changes import job_changes

        return job_changes(self.view, read_moment(since, self.now))

    # --- writing ---------------------------------------------------------------------------

    def remember_proposals(self, acts: Iterable[Act]) -> None:
        """Remember that these acts were proposed today, so that they are not repeated daily."""
        from netkit.recording.proposals import remember_proposals

        remember_proposals(self.view, acts)

    def accept_duplicates(self, above: float, *, dry_run: bool = False) -> list[DuplicateGroup]:
        """Join the people of questions that score at least `above` (0 to 1), none against it."""
        from netkit.recording.duplicate_verdicts import accept_duplicates

        return accept_duplicates(self.view, above, dry_run=dry_run)

    def decide_duplicates(
        self, kind: str, verdict: Verdict, *, dry_run: bool = False
    ) -> list[DuplicateGroup]:
        """Answer all questions who is who of a kind (or ``all``) at once, and return them."""
        from netkit.recording.duplicate_verdicts import decide_kind

        return decide_kind(self.view, kind, verdict, dry_run=dry_run)

    def decide_group(self, group: DuplicateGroup, verdict: Verdict) -> RecordedChange:
        """Record that the people of a question are all one, or all different."""
        from netkit.recording.duplicate_verdicts import record_group_verdict

        return record_group_verdict(self.view, group, verdict)

    def duplicate_verdicts(
        self, table: str | Path, *, dry_run: bool = False
    ) -> tuple[Counter[Verdict], list[str]]:
        """Record the verdicts of a CSV table; return how many, and remarks on unusable rows."""
        from pathlib import Path

        from netkit.recording.duplicate_verdicts import record_verdicts_of

        return record_verdicts_of(self.view, Path(table), dry_run=dry_run)

    def merge(self, a: Who, b: Who) -> RecordedChange:
        """Record that two people are one; the first stays."""
        from netkit.recording.duplicate_verdicts import record_verdict

        return record_verdict(self.view, self.person(a), self.person(b), "same")

    def keep_apart(self, a: Who, b: Who) -> RecordedChange:
        """Record that two people are two, so that nobody asks again."""
        from netkit.recording.duplicate_verdicts import record_verdict

        return record_verdict(self.view, self.person(a), self.person(b), "different")

    def split(self, handle: str) -> RecordedChange:
        """Record that an address, number or profile is a person of its own again, for good."""
        from netkit.recording.duplicate_verdicts import record_split

        return record_split(self.view, handle)

    def forget(self, person: Who, folders: Sequence[Path] = ()) -> Forgotten:
        """Erase a person and all that was said of them; it cannot be undone.

        Parameters
        ----------
        folders : with reports of netkit's own; those that name the person are removed.
        """
        from netkit.forgetting.forget import forget_person

        return forget_person(self.view, self.person(person), folders)

    def finish_forgetting(self, folders: Sequence[Path] = ()) -> Forgotten | None:
        """Finish forgetting somebody after it was cut off; None when nothing is left to do."""
        from netkit.forgetting.forget import finish_forgetting

        return finish_forgetting(self.view, folders)

    def snooze(self, person: Who, *, days: int = REST_DAYS) -> date:
        """Leave somebody in peace for some days; return the day until which they rest."""
        from netkit.recording.proposals import snooze_person

        return snooze_person(self.view, self.person(person), days)

    def dismiss(self, person: Who) -> None:
        """Dismiss for good what is proposed for somebody today."""
        from netkit.recording.proposals import dismiss_person

        dismiss_person(self.view, self.person(person))

    def set_cadence(
        self,
        person: Who | None = None,
        *,
        circle: str = "",
        every: Span | None = None,
        longest: Span | None = None,
    ) -> None:
        """Record how often to be in touch with somebody or a circle; without `every` undo it."""
        from netkit.recording.cadence import set_cadence

        chosen = None if person is None else self.person(person)
        set_cadence(self.view, person=chosen, circle=circle, every=every, longest=longest)

    def import_file(self, path: str | Path, options: Options | None = None) -> ImportReport:
        """Import a file or folder: all of it, or on an error nothing; see `netkit.importing`."""
        from pathlib import Path

        from netkit.importing import import_file

        return import_file(self.store, Path(path), now=self.now, options=options)

    def add_person(
        self,
        name: str,
        *,
        email: str = "",
        phone: str = "",
        linkedin: str = "",
        organization: str = "",
        title: str = "",
        city: str = "",
        birthday: str = "",
        again: bool = False,
    ) -> RecordedChange:
        """Record somebody new.

        Parameters
        ----------
        again : record them even if one of the keys is of somebody whom you had forgotten.
        phone : with its country code. birthday : ``1980-03-07``, or ``--03-07`` without the year.
        """
        from netkit.recording.people import PersonFields, record_person

        fields = PersonFields(
            emails=(email,) if email else (),
            phones=(phone,) if phone else (),
            linkedin=linkedin or None,
            organization=organization or None,
            title=title or None,
            city=city or None,
            birthday=birthday or None,
        )
        return record_person(self.view, name, fields, again=again)

    def change_person(
        self,
        person: Who,
        *,
        rename: str | None = None,
        email: str = "",
        phone: str = "",
        linkedin: str = "",
        remove: str = "",
        organization: str | None = None,
        title: str | None = None,
        since: PartialDate | str | None = None,
        until: PartialDate | str | None = None,
        city: str | None = None,
        birthday: str | None = None,
    ) -> RecordedChange:
        """Correct what is known of somebody; an empty text empties a field.

        Parameters
        ----------
        email, phone, linkedin : to add. remove : an address, number or profile theirs no more.
        since, until : when they worked at the organization.
        """
        from netkit.recording.people import PersonFields, change_person

        fields = PersonFields(
            emails=(email,) if email else (),
            phones=(phone,) if phone else (),
            linkedin=linkedin or None,
            remove=(remove,) if remove else (),
            rename=rename,
            organization=organization,
            title=title,
            began=self._past(since),
            ended=self._past(until),
            city=city,
            birthday=birthday,
        )
        typed = person if isinstance(person, str) else ""
        return change_person(self.view, self.person(person), fields, typed=typed)

    def change_people(
        self,
        people: Iterable[Who],
        *,
        add_circles: Iterable[str] = (),
        remove_circles: Iterable[str] = (),
        add_tags: Iterable[str] = (),
        remove_tags: Iterable[str] = (),
        archive: bool | None = None,
    ) -> RecordedChange:
        """Record one change of several people: circles, tags, whether they are archived."""
        from netkit.recording.people_changes import PeopleChange, change_people

        change = PeopleChange(
            tuple(add_circles), tuple(remove_circles), tuple(add_tags), tuple(remove_tags), archive
        )
        return change_people(self.view, [self.person(who) for who in people], change)

    def need(self, person: Who, text: str, *, on: Day | None = None) -> RecordedChange:
        """Record what somebody looks for."""
        from netkit.recording.wishes import record_need

        return record_need(self.view, self.person(person), text, self._day(on))

    def offer(self, person: Who, text: str, *, on: Day | None = None) -> RecordedChange:
        """Record what somebody can give."""
        from netkit.recording.wishes import record_offer

        return record_offer(self.view, self.person(person), text, self._day(on))

    def close_need(self, person: Who, text: str, *, on: Day | None = None) -> RecordedChange:
        """Record that a need is over: the open one that `text` is a part of."""
        from netkit.model.events import Need
        from netkit.recording.wishes import close_wish

        return close_wish(self.view, Need, self.person(person), text, self._day(on))

    def close_offer(self, person: Who, text: str, *, on: Day | None = None) -> RecordedChange:
        """Record that an offer is over: the open one that `text` is a part of."""
        from netkit.model.events import Offer
        from netkit.recording.wishes import close_wish

        return close_wish(self.view, Offer, self.person(person), text, self._day(on))

    def favour(
        self,
        giver: Who,
        receiver: Who,
        kind: FavourKind = "other",
        text: str = "",
        *,
        value: int = 2,
        asked: bool = False,
        on: Day | None = None,
    ) -> RecordedChange:
        """Record something done for somebody; giver or receiver may be ``me``.

        Parameters
        ----------
        value : 1 to 5. asked : it was asked for, not offered.
        """
        from netkit.recording.favours import record_favour

        return record_favour(
            self.view, self.person(giver), self.person(receiver), kind, text,
            value=value, asked=asked, on=self._day(on),
        )  # fmt: skip

    def thanked(
        self, giver: Who, receiver: Who, kind: FavourKind = "other", *, on: Day | None = None
    ) -> RecordedChange:
        """Record that thanks were said for the last favour of a kind."""
        from netkit.recording.favours import record_thanks

        return record_thanks(
            self.view, self.person(giver), self.person(receiver), kind, self._day(on)
        )

    def promise(
        self,
        giver: Who,
        receiver: Who,
        text: str,
        *,
        due: PartialDate | str | None = None,
        on: Day | None = None,
    ) -> RecordedChange:
        """Record what one promised another, and by when; either may be ``me``."""
        from netkit.recording.promises import record_promise

        return record_promise(
            self.view, self.person(giver), self.person(receiver), text,
            due=self._due(due), on=self._day(on),
        )  # fmt: skip

    def settle_promise(
        self, text: str, outcome: PromiseOutcome, *, on: Day | None = None
    ) -> RecordedChange:
        """Record that a promise was kept, missed or released: the one that `text` is part of."""
        from netkit.recording.promises import settle_promise

        return settle_promise(self.view, text, outcome, self._day(on))

    def note(
        self,
        person: Who,
        text: str,
        *,
        topic: str = "",
        next_step: str = "",
        close: bool = False,
        on: Day | None = None,
    ) -> RecordedChange:
        """Record a note about somebody; with a `topic`, how it goes on."""
        from netkit.recording import notes

        about, day = self.person(person), self._day(on)
        if not topic:
            return notes.record_note(self.view, about, text, day)
        return notes.record_topic_note(
            self.view, about, topic, text, next_step=next_step, close=close, on=day
        )

    def fact(
        self, person: Who, kind: FactKind, text: str, *, on: Day | None = None
    ) -> RecordedChange:
        """Record what somebody cares about, or asked not to happen."""
        from netkit.recording.facts import record_fact

        return record_fact(self.view, self.person(person), kind, text, self._day(on))

    def milestone(
        self, person: Who, kind: str, day: PartialDate | str, *, on: Day | None = None
    ) -> RecordedChange:
        """Record a day that is worth a word."""
        from netkit.recording.facts import record_milestone

        partial = self._due(day)
        assert partial is not None  # noqa: S101 — a day was given
        return record_milestone(self.view, self.person(person), kind, partial, self._day(on))

    def moment(
        self, person: Who, kind: MomentKind, text: str = "", *, on: Day | None = None
    ) -> RecordedChange:
        """Record a turn in a relation: a step forward, a push-away, a setback, a repair."""
        from netkit.recording.facts import record_moment

        return record_moment(self.view, self.person(person), kind, text, self._day(on))

    def introduction(
        self,
        a: Who,
        b: Who,
        *,
        broker: Who = "me",
        step: str = "made",
        why: str = "",
        on: Day | None = None,
    ) -> RecordedChange:
        """Record an introduction of two people, or its next step."""
        from netkit.recording.introductions import record_introduction

        return record_introduction(
            self.view, self.person(a), self.person(b), broker=self.person(broker),
            step=step, why=why, on=self._day(on),
        )  # fmt: skip

    def knows(
        self, a: Who, b: Who, *, since: PartialDate | str | None = None, how: str = ""
    ) -> RecordedChange:
        """Record that two people know each other."""
        from netkit.recording.acquaintances import record_acquaintance

        return record_acquaintance(
            self.view, self.person(a), self.person(b), since=self._past(since), how=how
        )

    def log_line(self, text: str) -> LinePlan:
        """Read one line of the log: what it would record, and what must be answered first."""
        from netkit.journal.keep_line import plan_line

        return plan_line(self.view, text, now=self.view.present, source="typed")

    def undo(self) -> Batch:
        """Undo the last change; return what it was.

        Raises
        ------
        NothingFoundError
            Nothing is left to undo.
        """
        from netkit.recording.undo import undo_last

        return undo_last(self.view)

    def _day(self, on: Day | None) -> date | None:
        if on is None or isinstance(on, date):
            return on
        from netkit.model.when.typed_dates import read_past_day

        return read_past_day(on, today=self.view.present.date())

    def _due(self, day: PartialDate | str | None) -> PartialDate | None:
        if not isinstance(day, str):
            return day
        from netkit.model.when.typed_dates import read_partial

        return read_partial(day, today=self.view.present.date(), direction="ahead")

    def _past(self, day: PartialDate | str | None) -> PartialDate | None:
        if not isinstance(day, str):
            return day
        from netkit.model.when.typed_dates import read_partial

        return read_partial(day, today=self.view.present.date(), direction="past")

    # --- what is built on the answers ---------------------------------------------------

    def ask(self, question: str) -> Understood | NotUnderstood:
        """Return the command that a plain question means; it is not run."""
        from netkit.ask.understand import understand
        from netkit.language.stored_names import StoredNames

        return understand(question, StoredNames(self.store))

    def map(self, person: Who | None = None, *, path_to: Who | None = None) -> Map:
        """Return the map, of everybody or around somebody; it shows itself in a notebook.

        Parameters
        ----------
        path_to : draw the best way to this person.
        """
        from netkit.maps.notebook import map_of

        focus = None if person is None else self.person(person).id
        target = None if path_to is None else self.person(path_to).id
        return map_of(self.view, focus=focus, path_to=target)

    def report(self, *, since: Moment | None = None, circle: str = "", top: int = 10) -> Report:
        """Return the tie-strength report; `netkit.reports.render` draws it.

        Parameters
        ----------
        since : the day to compare with; None for the last report that was kept.
        circle : only people of this circle.
        top : rows a section has at most.
        """
        from netkit.reports import snapshots
        from netkit.reports.content import report_of

        then = read_moment(since, self.now)
        earlier = snapshots.before(self.view, then or "last", self.view.present)
        report, _ = report_of(self.view, earlier, circle=circle, top=top)
        return report

    # --- the whole network -----------------------------------------------------------------

    def network(self, as_of: Moment | None = None) -> Network:
        """Return the whole network as arrays, with its facts; imports numpy.

        Its ids are the ids of people; an event of it is one contact-day of a pair, one way.
        """
        space = self if as_of is None else self.at(as_of)
        return space.view.network()


def read_moment(when: Moment | None, now: datetime) -> datetime | None:
    """Return a moment with its zone; a day is read as its end, a text as options read it.

    Raises
    ------
    UsageError
        It is no date, or a time without a zone.
    """
    if when is None or (isinstance(when, datetime) and when.tzinfo is not None):
        return when
    if isinstance(when, datetime):
        raise UsageError("as_of needs a time zone")
    if isinstance(when, str):
        from netkit.model.when.typed_dates import read_moment as read

        return read(when, now=now)
    return end_of_day(when)
