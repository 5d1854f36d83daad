"""An open network: its store, its clock, and who is meant by a name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Self

from netkit.answers.network_view import NetworkView
from netkit.errors import UsageError
from netkit.model.people import Person, PersonId
from netkit.model.when import PartialDate, moment_on_clocks, start_of_day
from netkit.model.when.typed_dates import (
    read_moment,
    read_partial,
    read_past_day,
    read_past_partial,
    read_since,
    read_yearly,
)
from netkit.store.derive import ZONE_SETTING
from netkit.workspace.arguments import day_of, python_moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo
    from types import TracebackType

    from netkit.answers.name_lookup import NameChoice
    from netkit.answers.results import Results
    from netkit.store.port import Store

__all__ = [
    "ChoosePerson",
    "Day",
    "Moment",
    "OpenNetwork",
    "Texts",
    "Who",
]

#: Somebody, as questions take them: a name as typed, an id, or a person of an earlier answer.
Who = str | PersonId | Person
#: A moment: a day means its end; times without a zone are the owner's clocks'.
Moment = datetime | date | str
#: Asks which of several people a name means: the text, and the choices; None when unanswered.
ChoosePerson = Callable[[str, "Sequence[NameChoice]"], Person | None]
#: A day on which something happened, or that is due: a date, or a text as options read it.
Day = date | str
#: A text, or several.
Texts = str | tuple[str, ...]


class OpenNetwork:
    """A network that is open: what questions and recordings have in common.

    Parameters
    ----------
    now : the present, with a zone.
    as_of : answer as on this past day; None for the present.
    """

    def __init__(self, store: Store, now: datetime, as_of: Moment | None = None) -> None:
        self.store = store
        self.now = now
        self.as_of: datetime | None = None
        self.as_of = self._moment(as_of)
        #: Asks which of several people a name means; None: an ambiguous name is an error.
        self.choose: ChoosePerson | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        day = f", as of {self.as_of:%Y-%m-%d}" if self.as_of else ""
        return f"<{type(self).__name__} {self.store.url} ({self.store.engine}){day}>"

    def __copy__(self) -> Self:
        return self.at(self.as_of)

    def close(self) -> None:
        """Close the network; nothing can be asked of it afterwards."""
        self.store.close()

    def at(self, when: Moment | None) -> Self:
        """Return the same network as on a past day; None for the present."""
        past = type(self)(self.store, self.now, when)
        past.choose = self.choose
        return past

    @property
    def view(self) -> NetworkView:
        """The network as answers read it; a new one each time, so that it sees every change."""
        return NetworkView(self.store, self.now, self.as_of)

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
        if not isinstance(who, str):
            raise UsageError(
                f"a {type(who).__name__} means nobody: give a name, an id, or a person"
            )
        if who.lower() == "me":
            return self.me
        try:
            return one_person(self.view, who)
        except AmbiguousNameError as several:
            chosen = self.choose(who, several.choices) if self.choose else None
            if chosen is None:
                raise
            return chosen

    def people(self) -> Results[Person]:
        """Return everybody, the owner and unknown ones among them, by id."""
        from netkit.answers.results import Results

        return Results(self.store.people(), kind=Person)

    @property
    def zone(self) -> tzinfo:
        """The owner's clocks: what ``netkit config time-zone`` has, else this machine's."""
        from netkit.importing.local_options import zone_named

        return zone_named(self.store.setting(ZONE_SETTING) or "")

    def _moment(self, when: Moment | None) -> datetime | None:
        """Return a moment with its zone; a day is read as its end, a text as options read it."""
        return None if when is None else self._on_clocks(self._typed(when, read_moment))

    def _since(self, when: Moment | None) -> datetime | None:
        """Return the moment since when to compare: as `_moment`, and never ahead of the present."""
        if when is None:
            return None
        return min(self._on_clocks(self._typed(when, read_since)), self.view.present)

    def _start(self, when: Moment | None) -> datetime | None:
        """Return the moment from which on to look: a day is read as its beginning."""
        if when is None:
            return None
        start = self._typed(when, read_since)
        if not isinstance(start, datetime):
            return start_of_day(start, self.zone)
        return self._on_clocks(start)

    def _typed(self, when: Moment, read: Callable[..., date]) -> date:
        """Return a day or a time of Python's own, without a zone where none was given."""
        if isinstance(when, str):
            return read(when, today=self.view.present.date())
        return python_moment(when) if isinstance(when, datetime) else day_of(when)

    def _on_clocks(self, when: date) -> datetime:
        """Return a moment with its zone; the owner's is looked up only where it is needed."""
        if isinstance(when, datetime) and when.tzinfo:
            return when
        return moment_on_clocks(when, self.zone)

    def _day(self, on: Day | None) -> date | None:
        if on is None:
            return None
        if not isinstance(on, str):
            return day_of(on)
        return read_past_day(on, today=self._today)

    def _due(self, day: PartialDate | Day | None) -> PartialDate | None:
        return _partial(day, lambda text: read_partial(text, today=self._today, direction="ahead"))

    def _past(self, day: PartialDate | Day | None) -> PartialDate | None:
        return _partial(day, lambda text: read_past_partial(text, today=self._today))

    def _recurring(self, day: PartialDate | Day | None, *, yearly: bool) -> PartialDate | None:
        """Return a day that comes round, without its year where none is typed."""
        read = partial(read_yearly, today=self._today, direction="ahead", yearly=yearly)
        return _partial(day, read)

    @property
    def _today(self) -> date:
        return self.view.present.date()


def _partial(
    day: PartialDate | Day | None, read: Callable[[str], PartialDate]
) -> PartialDate | None:
    """Return a day of Python's, or a text as it is read, as a partial date."""
    if isinstance(day, str):
        return read(day)
    if not isinstance(day, date):
        return day
    whole = day_of(day)
    return PartialDate(whole.year, whole.month, whole.day)
