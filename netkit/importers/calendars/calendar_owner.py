"""Find a calendar's owner: as the user says, as the network knows, as the calendar names itself.

An export holds every calendar one manages, a boss's among them, each named by its owner's address.
Where several are named so, or the one named is not the network's owner, nothing is guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from netkit.errors import BadInputError
from netkit.importers.mail.mailbox_owner import OwnAddresses
from netkit.importers.owner_option import owner_handles, owner_names, typed_handles
from netkit.model.names import fold

if TYPE_CHECKING:
    from netkit.importers.port import Options

__all__ = ["calendar_owner"]

#: The people of one meeting: address → name.
People = Mapping[str, str]


def calendar_owner(
    file: str, meetings: Sequence[People], named: Iterable[str], options: Options
) -> tuple[str, ...]:
    """Return the owner's addresses.

    Parameters
    ----------
    file : what the calendars lay in, for the error
    meetings : the people of each meeting
    named : the addresses that calendars are named by

    Raises
    ------
    BadInputError
        Nothing tells, or the calendar is somebody else's; the message names the option that
        settles it.
    """
    own_addresses = tuple(
        handle.value for handle in owner_handles(options) if handle.kind == "email"
    )
    if any(handle.kind == "email" for handle in typed_handles(options)):
        return own_addresses
    calendars = tuple(dict.fromkeys(named))
    names = _names_written(meetings)
    mine = _under_own_name(calendars, names, owner_names(options))
    if mine or OwnAddresses(own_addresses).hold_any((*calendars, *names)):
        return tuple(dict.fromkeys((*own_addresses, *mine)))
    if len(calendars) > 1:
        raise BadInputError(
            f"{file} holds the calendars of {' and '.join(calendars[:5])}; "
            f"say which is yours with --me {calendars[0]}"
        )
    addresses = calendars or _always_there(meetings)
    if not addresses:
        raise BadInputError(f"{file} does not say whose it is; say it with --me you@example.org")
    if own_addresses or not _may_be_named(names.get(addresses[0], set()), owner_names(options)):
        raise BadInputError(
            f"{file} is the calendar of {addresses[0]}, an address not known as yours; "
            f"if it is yours, say --me {addresses[0]}"
        )
    return addresses


def _names_written(meetings: Iterable[People]) -> dict[str, set[str]]:
    """Return the folded names under which each address was at a meeting."""
    names: dict[str, set[str]] = {}
    for address, written in {pair for people in meetings for pair in people.items()}:
        names.setdefault(address, set()).update({fold(written)} - {""})
    return names


def _under_own_name(
    calendars: tuple[str, ...], names: Mapping[str, set[str]], own_names: frozenset[str]
) -> tuple[str, ...]:
    """Return the calendars' addresses that bear the owner's name, else the only one that does."""
    bearers = [address for address, written in names.items() if written & own_names]
    return tuple(calendar for calendar in calendars if calendar in bearers) or (
        tuple(bearers) if len(bearers) == 1 and not calendars else ()
    )


def _always_there(meetings: Sequence[People]) -> tuple[str, ...]:
    present = Counter(address for people in meetings for address in people)
    first, second = (*present.most_common(2), ("", 0), ("", 0))[:2]
    alone = len(meetings) > 1 and first[1] == len(meetings) and first[1] > second[1]
    return (first[0],) if alone else ()


def _may_be_named(written: set[str], own_names: frozenset[str]) -> bool:
    """Return True when names may be the owner's: there is none, or they share a word."""
    words = {word for name in own_names for word in name.split()}
    return not words or not written or any(words & set(name.split()) for name in written)
