"""A team's networks stand side by side, one a member: ``team`` and ``team@bob``.

Files in one folder, or networks in one database. Each is whole by itself: what a member knows is
in no other member's network, so that no answer of a colleague's can be made of it. People are the
same in all of them, since a person's id is the hash of a handle.
"""

from __future__ import annotations

import re

from netkit.errors import UsageError

__all__ = ["FIRST", "joined", "member_url", "parted"]

#: The member whose network has the team's own name.
FIRST = ""

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")


def member_url(url: str, member: str) -> str:
    """Return the address of a member's network, given that of any of the team's.

    >>> member_url("team.netkit", "bob"), member_url("neo4j://host/neo4j?net=team@ann", "bob")
    ('team@bob.netkit', 'neo4j://host/neo4j?net=team@bob')

    Raises
    ------
    UsageError
        It is no name for a member.
    """
    from pathlib import Path
    from urllib.parse import parse_qs, quote, urlunsplit

    from netkit.support.server_address import split_address

    if not _NAME.fullmatch(member):
        raise UsageError(
            f"“{member}” cannot name a member: small letters, digits and -, as in --member bob"
        )
    if "://" not in url:
        path = Path(url)
        return str(path.with_name(joined(parted(path.stem)[0], member) + path.suffix))
    parts = split_address(url, "neo4j://localhost:7687/neo4j")
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    asked["net"] = joined(parted(asked.get("net", "main"))[0], member)
    query = "&".join(f"{name}={quote(value, safe='@')}" for name, value in asked.items())
    return urlunsplit(parts._replace(query=query))


def parted(name: str) -> tuple[str, str]:
    """Return the team and the member that a network's name says.

    >>> parted("team@bob"), parted("team")
    (('team', 'bob'), ('team', ''))
    """
    team, _, member = name.partition("@")
    return (team, member) if _NAME.fullmatch(member) else (name, FIRST)


def joined(team: str, member: str) -> str:
    """Return the name of a member's network; what :func:`parted` takes apart."""
    return f"{team}@{member}" if member else team
