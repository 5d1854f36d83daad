"""Find an archive's owner, by the most trustworthy evidence first.

The user's own word; the inviter of outgoing and the invitee of incoming invitations; the profile
that takes part in every conversation, Profile.csv's name breaking a tie; that name itself; before
2023 the name at the owner's end, or in every conversation; else the user is asked, where it
matters: all files but messages say by themselves which side is the owner's. One conversation
alone cannot decide: both of its people are in all of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from netkit.errors import UsageError
from netkit.importers.linkedin.rows import Party, is_hidden
from netkit.importers.linkedin.world import SOURCE, Owner
from netkit.importers.owner_option import owner_handles, owner_name
from netkit.importers.port import Options
from netkit.model.handles import linkedin, name_key, named, own_id

if TYPE_CHECKING:
    from netkit.importers.linkedin.roster import Roster
    from netkit.model.people import Handle

__all__ = ["Clues", "Presence", "owner_of"]

_UNKNOWN = "cannot tell whose archive this is"
_HOW = "say it with --me 'Your Name' or --me https://www.linkedin.com/in/…"
#: A damaged row may hide the owner from a conversation or two.
_NEARLY_ALL = 0.9

Key = TypeVar("Key", bound=Hashable)


@dataclass(slots=True)
class Presence:
    """Conversations of each participant, by profile (since 2023) or by name (before)."""

    by_profile: defaultdict[Handle, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_name: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


@dataclass(slots=True)
class Clues:
    """Evidence in the files for their owner.

    Attributes
    ----------
    options : what the user said: a name, a profile's address, an e-mail address
    profile_name : the name in Profile.csv
    keys : the owner's addresses and numbers
    invited : profiles at the owner's end of an invitation, with how often
    named : names at the owner's end of a message or an invitation, with how often
    presence : who takes part in which conversations
    undirected : whether somebody wrote to somebody, and only the owner's name can tell which way
    """

    options: Options = field(default_factory=Options)
    profile_name: str = ""
    keys: list[Handle] = field(default_factory=list)
    invited: Counter[Handle] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    presence: Presence = field(default_factory=Presence)
    undirected: bool = False

    def add_invitation(self, owner: Party | None) -> None:
        """Note who is at the owner's end of an invitation; None where it does not say."""
        self.undirected |= owner is None
        name, slug = owner or ("", None)
        if slug is not None:
            self.invited[slug] += 1
        if not is_hidden(name):
            self.named[name] += 1


def owner_of(clues: Clues, roster: Roster) -> Owner:
    """Return the owner.

    Raises
    ------
    UsageError
        The files do not tell, or contradict what the user said.
    """
    slug, name = _wished(clues, roster)
    profiles = clues.presence.by_profile
    if profiles and slug not in profiles:
        typed = owner_name(clues.options) or (slug.value if slug and clues.options.owner else "")
        reason = f"{typed!r} is in none of the conversations" if typed else _UNKNOWN
        raise UsageError(f"{reason}; {_HOW}")
    handles = (slug, *owner_handles(clues.options), *clues.keys)
    keys = tuple(dict.fromkeys(key for key in handles if key is not None))
    name = name or clues.profile_name or (roster.name_of(slug) if slug else "")
    if clues.undirected and slug is None and not name:
        raise UsageError(f"{_UNKNOWN}; {_HOW}")
    return Owner(keys or (named(SOURCE, name) if name else own_id(SOURCE, "me"),), name)


def _wished(clues: Clues, roster: Roster) -> tuple[Handle | None, str]:
    """Return the profile and the name of whom the user said it is; without a word, look."""
    profiles = [key for key in owner_handles(clues.options) if key.kind == "linkedin"]
    name = owner_name(clues.options)
    present = [key for key in profiles if key in clues.presence.by_profile]
    if profiles and (present or not name):
        return (present or profiles)[0], name
    if not name:
        return _found(clues, roster)
    slug = linkedin(name)
    if slug is not None and slug in clues.presence.by_profile:
        return slug, ""
    return _profile_of(name, clues, roster), name


def _found(clues: Clues, roster: Roster) -> tuple[Handle | None, str]:
    slug = _leader(clues.invited) or _everywhere(clues.presence.by_profile, clues, roster)
    if slug is not None:
        return slug, ""
    name = (
        clues.profile_name
        or _leader(clues.named)
        or _leader(_counts(clues.presence.by_name), at_least=_threads(clues.presence.by_name))
        or ""
    )
    return _profile_of(name, clues, roster), name


def _everywhere(profiles: Mapping[Handle, Set[str]], clues: Clues, roster: Roster) -> Handle | None:
    """Return the profile in every conversation; the profile's name decides between several."""
    threads = _threads(profiles)
    counts = _counts(profiles)
    everywhere = [slug for slug, count in counts.items() if count >= _NEARLY_ALL * threads]
    if len(everywhere) == 1 and threads > 1:
        return everywhere[0]
    mine = name_key(clues.profile_name)
    same = [slug for slug in everywhere if mine and name_key(roster.name_of(slug)) == mine]
    return same[0] if len(same) == 1 else None


def _profile_of(name: str, clues: Clues, roster: Roster) -> Handle | None:
    """Return the profile of that name; of several, the one in most conversations."""
    presence = clues.presence.by_profile
    slugs = roster.slugs_named(name)
    return _leader(
        Counter({slug: len(presence.get(slug, ())) + clues.invited[slug] for slug in slugs})
    )


def _counts(presence: Mapping[Key, Set[str]]) -> Counter[Key]:
    return Counter({key: len(threads) for key, threads in presence.items()})


def _threads(presence: Mapping[Key, Set[str]]) -> int:
    """Return the number of conversations, at least two: one alone cannot decide."""
    return max(2, len(set().union(*presence.values())))


def _leader(counts: Counter[Key], at_least: int = 0) -> Key | None:
    """Return the key counted most often; None on a tie or below `at_least`."""
    first = counts.most_common(2)
    if not first or first[0][1] < at_least or (len(first) == 2 and first[0][1] == first[1][1]):
        return None
    return first[0][0]
