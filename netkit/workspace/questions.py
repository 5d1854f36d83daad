"""The questions of `Workspace`: one method each, of the command's name and arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from netkit.answers.acts import MOST
from netkit.errors import UsageError
from netkit.model.people import Person
from netkit.workspace.arguments import choice_of, row_count
from netkit.workspace.opened import OpenNetwork

if TYPE_CHECKING:
    from collections.abc import Collection

    from netkit.answers.acquainted import Acquainted
    from netkit.answers.acts import Act
    from netkit.answers.balance import Standing
    from netkit.answers.brief import Brief
    from netkit.answers.fading import Fading
    from netkit.answers.fading_pairs import FadingPair
    from netkit.answers.introduce.introductions import Introduction, Pair
    from netkit.answers.introduction_requests import Said
    from netkit.answers.leaning_ties import BalanceKind
    from netkit.answers.letter_templates import Draft
    from netkit.answers.milestones import MilestoneAhead
    from netkit.answers.next_steps import NextStep
    from netkit.answers.people_list import PersonRow, SortKey
    from netkit.answers.person_card import PersonCard
    from netkit.answers.personal_letters import LetterKind
    from netkit.answers.promises import PromiseRow
    from netkit.answers.reach import Path as Way
    from netkit.answers.reconnect import Dormant
    from netkit.answers.results import Results
    from netkit.answers.stalls import Stall
    from netkit.answers.team import Colleague
    from netkit.answers.teammate_ties import ThroughColleague
    from netkit.answers.who import Found
    from netkit.model.people import PersonId
    from netkit.workspace.opened import Moment, Who

__all__ = ["Questions"]


class Questions(OpenNetwork):
    """An open network that answers; whoever is asked about may be named as typed."""

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
        about: str = "",
        not_at: str = "",
        not_city: str = "",
        not_about: str = "",
        not_circle: str = "",
        not_tag: str = "",
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
        about : somebody to do with a topic, as `who` finds them.
        not_at, not_city, not_about, not_circle, not_tag : nobody who is known to be so.
        """
        from netkit.answers.people_list import PeopleFilter, SortKey, bands, people_list

        choice_of(sort, SortKey, "sort")
        if band:
            choice_of(band, bands(), "band")
        conditions = PeopleFilter(
            at, city, circle, tag, silent_days, band, needs, source, archived, about,
            not_at, not_city, not_about, not_circle, not_tag,
        )  # fmt: skip
        return people_list(self.view, conditions, sort=sort, limit=row_count(limit))

    def introduce(self, person: Who, *, limit: int = 10) -> Results[Introduction]:
        """Return the people the owner could introduce to somebody, the best first.

        Raises
        ------
        NothingFoundError
            They asked for no introductions.
        """
        from netkit.answers.introduce.answer import introductions_to

        return introductions_to(self.view, self.person(person), limit=row_count(limit))

    def introduce_pairs(self, *, needs: bool = False, limit: int = 10) -> Results[Pair]:
        """Return which two of the owner's people should meet, the best first."""
        from netkit.answers.introduce.answer import introductions_between

        return introductions_between(self.view, needs=needs, limit=row_count(limit))

    def reach(self, target: Who, *, limit: int = 5) -> Results[Way | ThroughColleague]:
        """Return the ways to a person, or into an organization, the best first.

        In a team, ways through teammates follow, as far as each granted it.
        """
        from netkit.answers.team import reach_with_team
        from netkit.errors import NothingFoundError
        from netkit.model.organizations import organization_words

        try:
            person: Person = self.person(target)
        except NothingFoundError as nobody:
            try:
                return reach_with_team(self.view, str(target), None, limit=row_count(limit))
            except NothingFoundError as nobody_there:
                is_known = self.store.organizations(organization_words(str(target)))
                raise (nobody_there if is_known else nobody) from None
        text = person.name if isinstance(target, Person) else target
        return reach_with_team(self.view, text, person, limit=row_count(limit))

    def introductions_of(self, person: Who, other: Who | None = None) -> Results[Said]:
        """Return the introductions on record in which somebody has a part, newest first.

        Parameters
        ----------
        other : only those in which this person has a part, too.
        """
        return self.introductions(*([person] if other is None else [person, other]))

    def introductions(self, *people: Who, to: Who | None = None) -> Results[Said]:
        """Return the introductions on record in which all of these have a part, newest first.

        Parameters
        ----------
        to : only those in which this person was introduced, and did not introduce others.
        """
        from netkit.answers.introduction_records import introduction_sentences

        introduced = None if to is None else self.person(to)
        return introduction_sentences(self.view, [self.person(who) for who in people], introduced)

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
        from netkit.answers.personal_letters import LetterKind, personal_letter

        choice_of(kind, LetterKind, "kind")
        return personal_letter(self.view, self.person(person), kind, about)

    def acquainted(self, a: Who, b: Who) -> Results[Acquainted]:
        """Return the acquaintance of two people, with its evidence."""
        from netkit.answers.acquainted import acquainted

        return acquainted(self.view, self.person(a), self.person(b))

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

        return fading_ties(self.view, since=self._since(since), among=among, limit=row_count(limit))

    def fading_pairs(self, *, limit: int = 10) -> Results[FadingPair]:
        """Return every pair of a many-owner network, fading ones first."""
        from netkit.answers.fading_pairs import fading_pairs

        return fading_pairs(self.view, limit=row_count(limit))

    def balance(
        self, person: Who | None = None, *, kind: BalanceKind = "leaning", limit: int = 10
    ) -> Results[Standing]:
        """Return the balance of giving and getting, surest imbalance first."""
        from netkit.answers.leaning_ties import BalanceKind, balance

        choice_of(kind, BalanceKind, "kind")
        chosen = None if person is None else self.person(person).id
        return balance(self.view, chosen, kind=kind, limit=row_count(limit))

    def one_sided_asks(self, *, of_me: bool = False, limit: int = 10) -> Results[Said]:
        """Return the people whom the owner writes only when they need something.

        Parameters
        ----------
        of_me : instead, those who write the owner only when they need something.
        """
        from netkit.answers.leaning_ties import one_sided_asks

        return one_sided_asks(self.view, of_me=of_me, limit=row_count(limit))

    def reconnect(self, *, limit: int = 10) -> Results[Dormant]:
        """Return dormant ties worth a hello, the best first."""
        from netkit.answers.reconnect import dormant_ties

        return dormant_ties(self.view, limit=row_count(limit))

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
        return question(self.view, row_count(limit))

    def promises(
        self,
        person: Who | None = None,
        *,
        whose: Literal["mine", "theirs"] | None = None,
        every: bool = False,
    ) -> Results[PromiseRow]:
        """Return the promises between the owner and others; settled ones too with `every`.

        Parameters
        ----------
        person : only those between the owner and this person.
        """
        from netkit.answers.promises import open_promises

        if whose is not None:
            choice_of(whose, ("mine", "theirs"), "whose")
        other = None if person is None else self.person(person).id
        return open_promises(self.view, other, whose=whose, every=every)

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
        from netkit.answers.entities import entity_sentence
        from netkit.answers.results import Results
        from netkit.answers.who import search_all

        conditions = [
            (field, words)
            for field, words in (
                ("any", text), ("organization", at), ("city", city), ("topic", about)
            )
            if words
        ]  # fmt: skip
        if not conditions:
            raise UsageError("say whom: TEXT, --at ORG, --in CITY or --about TOPIC")
        people = search_all(self.store, conditions, limit=row_count(limit))
        entity = entity_sentence(self.store, text) if text and not people else ""
        notes = [*people.notes, *([entity] if entity else ())]
        return Results(people, kind=people.kind, notes=notes)

    def brief(self, person: Who) -> Brief:
        """Return the brief to read before talking to somebody."""
        from netkit.answers.brief_reading import brief_of

        return brief_of(self.view, self.person(person))

    def card(self, person: Who) -> PersonCard:
        """Return the card of a person: work, keys and who shares them, other names, former jobs."""
        from netkit.answers.person_card import person_card

        return person_card(self.view, self.person(person))

    def sources(self, person: Who) -> Results[dict[str, Any]]:
        """Return everything recorded of somebody, each with its source and day."""
        from netkit.answers.brief_reading import sources_of
        from netkit.answers.results import Results

        return Results(sources_of(self.view, self.person(person)))

    def today(self, *, limit: int = MOST) -> Results[Act]:
        """Return the acts to propose today."""
        from netkit.answers.today import today

        return today(self.view, limit=row_count(limit))

    def next_steps(self) -> Results[NextStep]:
        """Return the next steps in this network, three at most."""
        from netkit.answers.next_steps import next_steps

        return next_steps(self.view)

    def acts_for(self, person: Who) -> Results[Act]:
        """Return the acts the owner can do for one person this week."""
        from netkit.answers.acts_for import acts_for

        return acts_for(self.view, self.person(person))

    def cadence(self, person: Who | None = None) -> Results[dict[str, Any]]:
        """Return the cadence of contact: with somebody, or all that the owner wished.

        Each row is a mapping: person, ideal_days, longest_days, origin, rhythm (in words, a wish
        as such), outlook, silent_days. Of somebody named the gaps may be None: too few to say.
        """
        from netkit.answers.cadence import cadence_with, wished_cadences
        from netkit.answers.results import Results

        if person is not None:
            return Results(cadence_with(self.view, self.person(person).id))
        return Results(wished_cadences(self.view))

    def teammates(self) -> Results[Colleague]:
        """Return the other members of the team, and who may know what of whose ties."""
        from netkit.answers.team import colleagues_of

        return colleagues_of(self.view)
