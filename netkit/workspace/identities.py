"""Recordings of `Workspace` on who is who: owner, people, possible duplicates, verdicts, grants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.workspace.opened import OpenNetwork

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from netkit.answers.duplicates import DuplicateGroup
    from netkit.answers.results import Results
    from netkit.answers.told_introductions import IntroductionTold
    from netkit.forgetting.forget import Forgotten
    from netkit.model.events import Granted
    from netkit.model.people import PersonId
    from netkit.model.when import PartialDate
    from netkit.recording.changes import RecordedChange
    from netkit.recording.duplicate_verdicts import Verdict
    from netkit.recording.people import PersonFields
    from netkit.recording.publishing import Published
    from netkit.recording.told_verdicts import ToldVerdict
    from netkit.workspace.opened import Day, Texts, Who

__all__ = ["Identities"]


class Identities(OpenNetwork):
    """An open network that records who somebody is, and who is one person."""

    def set_owner(self, name: str, *, email: Texts = (), linkedin: str = "") -> RecordedChange:
        """Record whose network this is.

        Raises
        ------
        UsageError
            It is somebody's already.
        """
        from netkit.recording.owner import set_owner

        return set_owner(self.view, name, _texts(email), linkedin)

    def duplicates(self, *, like: str = "") -> Results[DuplicateGroup]:
        """Return the questions who is who that the user has not decided on, likeliest first.

        Parameters
        ----------
        like : only questions about somebody of this name.
        """
        from netkit.answers.duplicates import DuplicateGroup, duplicate_groups
        from netkit.answers.results import Results

        return Results(duplicate_groups(self.view, like), kind=DuplicateGroup)

    def open_duplicates(self) -> set[frozenset[PersonId]]:
        """Return the people of each question who is who, as ids: to count, and to compare."""
        from netkit.answers.duplicates import open_groups

        return {
            frozenset(person.id for pair in group for person in (pair.a, pair.b))
            for group in open_groups(self.view)
        }

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

    def decide_told(self, verdict: ToldVerdict, *numbers: int) -> RecordedChange:
        """Record whether introductions that messages tell of were made: by number, or all."""
        from netkit.recording.told_verdicts import decide_told

        return decide_told(self.view, numbers, verdict)

    def decide_told_row(self, row: IntroductionTold, verdict: ToldVerdict) -> RecordedChange:
        """Record whether an introduction that messages tell of was made."""
        from netkit.recording.told_verdicts import decide_rows

        return decide_rows(self.view, [row], verdict)

    def confirm_told(self, number: int) -> RecordedChange:
        """Record that the introduction of this number, of `told_introductions`, was made."""
        return self.decide_told("confirm", number)

    def dismiss_told(self, number: int) -> RecordedChange:
        """Record that what has this number in `told_introductions` was no introduction."""
        return self.decide_told("dismiss", number)

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

    def add_person(
        self,
        name: str,
        *,
        email: Texts = (),
        phone: Texts = (),
        linkedin: str | None = None,
        organization: str | None = None,
        title: str | None = None,
        since: PartialDate | Day | None = None,
        until: PartialDate | Day | None = None,
        city: str | None = None,
        birthday: PartialDate | Day | None = None,
        circle: Texts = (),
        tag: Texts = (),
        died: PartialDate | Day | None = None,
        archive: bool | None = None,
        again: bool = False,
    ) -> RecordedChange:
        """Record somebody new.

        Parameters
        ----------
        email, phone, linkedin : how they are reached; a number with its country code.
        since, until : when they worked at the organization.
        birthday : ``1980-03-07``, ``7 March``, ``--03-07``.
        died : the day they died; ``yes`` where it is not known.
        archive : True to propose them never; they are still found.
        again : record them even if one of the keys is of somebody whom you had forgotten.
        """
        from netkit.recording.people import record_person

        fields = self._person_fields(
            email=email, phone=phone, linkedin=linkedin, organization=organization, title=title,
            since=since, until=until, city=city, birthday=birthday, circle=circle, tag=tag,
            died=died, archive=archive,
        )  # fmt: skip
        return record_person(self.view, name, fields, again=again)

    def change_person(
        self,
        person: Who,
        *,
        rename: str | None = None,
        email: Texts = (),
        phone: Texts = (),
        linkedin: str | None = None,
        replace: Sequence[tuple[str, str]] = (),
        remove: Texts = (),
        organization: str | None = None,
        title: str | None = None,
        since: PartialDate | Day | None = None,
        until: PartialDate | Day | None = None,
        city: str | None = None,
        birthday: PartialDate | Day | None = None,
        circle: Texts = (),
        tag: Texts = (),
        died: PartialDate | Day | None = None,
        archive: bool | None = None,
        typed: str = "",
    ) -> RecordedChange:
        """Correct what is known of somebody; an empty text empties a field.

        Parameters
        ----------
        email, phone, linkedin : to add. remove : addresses, numbers or profiles theirs no more.
        replace : addresses, numbers or profiles with those to keep in their place.
        since, until : when they worked at the organization.
        birthday : ``1980-03-07``, ``7 March``, ``--03-07``; empty for none.
        died : the day they died; ``yes`` where it is not known, ``no`` takes it back.
        archive : True to propose them no more; they are still found.
        typed : the name as typed, of a person who was looked up by it: a part of the owner's name
            is refused.
        """
        from netkit.recording.people import change_person

        fields = self._person_fields(
            email=email, phone=phone, linkedin=linkedin, remove=remove, replace=replace,
            rename=rename, organization=organization, title=title, since=since, until=until,
            city=city, birthday=birthday, circle=circle, tag=tag, died=died, archive=archive,
        )  # fmt: skip
        name = typed or (person if isinstance(person, str) else "")
        return change_person(self.view, self.person(person), fields, typed=name)

    def _person_fields(
        self,
        *,
        email: Texts,
        phone: Texts,
        linkedin: str | None,
        since: PartialDate | Day | None,
        until: PartialDate | Day | None,
        birthday: PartialDate | Day | None,
        circle: Texts,
        tag: Texts,
        remove: Texts = (),
        replace: Sequence[tuple[str, str]] = (),
        died: PartialDate | Day | None = None,
        archive: bool | None = None,
        **texts: str | None,
    ) -> PersonFields:
        from netkit.recording.people import PersonFields

        born = None if birthday == "" else self._recurring(birthday, yearly=True)
        dead = died if died in {"yes", "no"} else self._past(died)
        return PersonFields(
            emails=_texts(email),
            phones=_texts(phone),
            linkedin=linkedin or None,
            remove=(*_texts(remove), *(old for old, _ in replace)),
            added=tuple(new for _, new in replace),
            began=self._past(since),
            ended=self._past(until),
            birthday="" if birthday == "" else _said(born),
            circles=_texts(circle),
            tags=_texts(tag),
            died=_said(dead),
            archived=archive,
            **texts,
        )

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

    def grant(self, colleague: str, what: Granted = "names") -> RecordedChange:
        """Record what a teammate may know of the owner's ties: nothing, names, strength or all."""
        from netkit.recording.grants_given import record_grant

        return record_grant(self.view, colleague, what)

    def publish(self, to: str = "", what: Granted | None = None) -> list[Published]:
        """Bring a network that others may read up to date with what is granted to its readers.

        Parameters
        ----------
        to : its file or address; by default all that were published to.
        what : "nothing", "names" or "strength"; by default what was granted before.
        """
        from netkit.recording.publishing import publish

        return publish(self.view, to, what)

    def publication_notes(self) -> list[str]:
        """Return a line for each published network, which an undo or forgetting does not reach."""
        from netkit.recording.publishing import publication_notes

        return publication_notes(self.view)


def _texts(given: Texts) -> tuple[str, ...]:
    """Return one text, several or none as a tuple."""
    if isinstance(given, str):
        return (given,) if given else ()
    return tuple(given)


def _said(value: object) -> str | None:
    return None if value is None else str(value)
