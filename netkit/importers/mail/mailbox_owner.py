"""Find a mailbox's owner, by the most trustworthy evidence first.

The addresses the user typed; those the network knows of its owner, where the mails hold them; the
addresses that mail was delivered to or sent from; the one address that is in most of the mails.
Where the network knows its owner, a mailbox that is evidently somebody else's (delivered to another
address, under another name) is refused, not taken for the owner's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from netkit.errors import BadInputError
from netkit.importers.mail.display_names import display_name
from netkit.importers.owner_option import owner_handles, owner_names, typed_handles
from netkit.importers.port import Options, Sighting
from netkit.model.handles import email
from netkit.model.names import fold

if TYPE_CHECKING:
    from netkit.importers.mail.headers import Mail
    from netkit.importers.mail.mail_items import RawMail

__all__ = ["OwnAddresses", "owner_addresses", "owner_sighting"]

#: Below this share of the sample an address that mail was delivered to is somebody else's.
_OWN_SHARE = 0.1
#: An address in most of the mails tells the owner only where so many others wrote or were written
#: to: in a folder of one correspondent that one is in all of them as well.
_FEWEST_OTHERS = 3
_GMAIL = frozenset({"gmail.com", "googlemail.com"})

Sample = Sequence[tuple["RawMail", "Mail"]]


def owner_addresses(sample: Sample, options: Options) -> tuple[str, ...]:
    """Return the owner's addresses, the surest first.

    Parameters
    ----------
    sample : the first mails, at least one
    options : what the user typed of themselves, and what the network knows of its owner

    Raises
    ------
    BadInputError
        Nothing tells whose mailbox it is, or it is somebody else's.
    """
    own_addresses = tuple(
        handle.value for handle in owner_handles(options) if handle.kind == "email"
    )
    if any(handle.kind == "email" for handle in typed_handles(options)):
        return own_addresses
    names = _names_written(sample)
    delivered = _by_delivery(sample)
    own_names = owner_names(options)
    if OwnAddresses(own_addresses).hold_any(names):
        also = [address for address in delivered if not own_names.isdisjoint(names[address])]
        return tuple(dict.fromkeys((*own_addresses, *also)))
    if named := _by_name(sample, own_names) or _addressed_by_name(names, own_names):
        return tuple(dict.fromkeys((*named, *own_addresses)))
    addresses = delivered or _by_presence(sample, names)
    if (
        not addresses
        or own_addresses
        or (own_names and not _may_be_named(addresses, names, own_names))
    ):
        raise _refusal(sample, addresses)
    return addresses


def _refusal(sample: Sample, addresses: tuple[str, ...]) -> BadInputError:
    where = sample[0][0].group or sample[0][0].file
    if not addresses:
        return BadInputError(
            f"{where} does not say whose mail it is; say it with --me you@example.org"
        )
    return BadInputError(
        f"{where} is the mail of {addresses[0]}, an address not known as yours; "
        f"if it is yours, say --me {addresses[0]}"
    )


def _may_be_named(
    addresses: tuple[str, ...], names: dict[str, set[str]], own_names: frozenset[str]
) -> bool:
    """Return True when addresses may be those of the owner, whose names are `own_names`.

    They may where they stand without a name, or under a name that shares a word with the owner's.
    """
    written = set().union(*(names.get(address, set()) for address in addresses))
    words = {word for name in own_names for word in name.split()}
    return not written or any(not words.isdisjoint(name.split()) for name in written)


def _names_written(sample: Sample) -> dict[str, set[str]]:
    """Return the folded names under which each address stands in the sample."""
    shown: set[tuple[str, str]] = set()
    for _, mail in sample:
        shown.update(mail.recipients)
        if mail.sender:
            shown.add(mail.sender)
        if mail.delivered_to:
            shown.add((mail.delivered_to, ""))
    names: defaultdict[str, set[str]] = defaultdict(set)
    for address, written in shown:
        names[address].update({fold(display_name(written))} - {""})
    return names


def _by_name(sample: Sample, wanted: frozenset[str]) -> tuple[str, ...]:
    """Return the addresses under which one of the owner's names wrote, the most used first."""
    if not wanted:
        return ()
    written = Counter(
        mail.sender[0]
        for _, mail in sample
        if mail.sender and fold(display_name(mail.sender[1])) in wanted
    )
    return tuple(address for address, _ in written.most_common())


def _addressed_by_name(names: dict[str, set[str]], wanted: frozenset[str]) -> tuple[str, ...]:
    """Return the only address under which others wrote to one of the owner's full names."""
    full = {name for name in wanted if " " in name}
    named = [address for address, written in names.items() if not full.isdisjoint(written)]
    return (named[0],) if len(named) == 1 else ()


def _by_delivery(sample: Sample) -> tuple[str, ...]:
    own: Counter[str] = Counter()
    for raw, mail in sample:
        if mail.delivered_to:
            own[mail.delivered_to] += 1
        if mail.sender and (mail.sent or raw.role == "sent"):
            own[mail.sender[0]] += 1
    return tuple(
        address for address, count in own.most_common() if count >= _OWN_SHARE * own.total()
    )


def _by_presence(sample: Sample, names: dict[str, set[str]]) -> tuple[str, ...]:
    """Return the address in most mails, where it is with several others who differ."""
    present: Counter[str] = Counter()
    for _, mail in sample:
        senders = (mail.sender,) if mail.sender else ()
        present.update({address for address, _ in (*senders, *mail.recipients)})
    ranked = present.most_common(2)
    if len(ranked) < 2 or ranked[0][1] < 0.5 * len(sample) or ranked[0][1] < 1.2 * ranked[1][1]:
        return ()
    leader = ranked[0][0]
    others = {min(names[address], default=address) for address in present if address != leader}
    return (leader,) if len(others) >= _FEWEST_OTHERS else ()


def owner_sighting(owner: tuple[str, ...], sample: Sample, options: Options) -> Sighting:
    """Return the owner as the sample shows them: every address, the name most written.

    Further keys that the user typed, a number or a profile, are the same person's.
    """
    own = OwnAddresses(owner)
    names = Counter(
        display_name(mail.sender[1])
        for _, mail in sample
        if mail.sender and own.owned(mail.sender[0])
    )
    names.pop("", None)
    handles = tuple(handle for handle in map(email, owner) if handle)
    if not handles:
        raise BadInputError(f"{owner[0]!r} is not an address; say it with --me you@example.org")
    name = names.most_common(1)[0][0] if names else ""
    others = (handle for handle in owner_handles(options) if handle.kind != "email")
    return Sighting(tuple(dict.fromkeys((*handles, *others))), name, owner=True)


class OwnAddresses:
    """The owner's addresses, with the tagged forms that mail to them can bear.

    ``mia+shop@example.org`` is the mailbox of ``mia@example.org`` (RFC 5233); Gmail ignores dots
    too, and ``googlemail.com`` is ``gmail.com``.
    """

    def __init__(self, addresses: Iterable[str]) -> None:
        address_list = tuple(addresses)
        self._known = {_mailbox_of(address): address for address in reversed(address_list)}
        self._owned = {address: address for address in address_list}

    def owned(self, address: str) -> str:
        """Return the address of the owner's that `address` is a form of; empty when it is none."""
        form = self._owned.get(address)
        if form is None:
            form = self._owned[address] = self._known.get(_mailbox_of(address), "")
        return form

    def hold_any(self, addresses: Iterable[str]) -> bool:
        """Return True when any of `addresses` is the owner's."""
        return any(map(self.owned, addresses))


def _mailbox_of(address: str) -> str:
    """Return an address without its tag.

    >>> _mailbox_of("mia+shop@example.org"), _mailbox_of("m.owner@googlemail.com")
    ('mia@example.org', 'mowner@gmail.com')
    """
    local, _, domain = address.lower().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in _GMAIL:
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"
