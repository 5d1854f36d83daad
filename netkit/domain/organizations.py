"""One key for the spellings of an organization: "ACME, Inc." and "Acme GmbH" are `acme`."""

from __future__ import annotations

from functools import lru_cache

from netkit.domain.names import words

__all__ = ["organization_key"]

#: What people write where they have no employer; two of them are not colleagues.
_NO_EMPLOYER = frozenset(
    {"", "self employed", "selfemployed", "freelance", "freelancer", "independent", "retired"}
    | {"none", "n a", "na", "confidential", "stealth", "stealth startup", "student", "unemployed"}
    | {"independent consultant", "stealth mode startup", "self", "various", "looking for work"}
)


@lru_cache(maxsize=65_536)
def organization_key(name: str) -> str:
    """Return the key under which organizations are the same; empty for no employer at all.

    Legal suffixes go (by cleanco's tables), then case, accents and punctuation.

    >>> organization_key("ACME, Inc."), organization_key("Self-employed")
    ('acme', '')
    """
    from cleanco import basename  # 20 ms to import; only needed where names are written

    bare = " ".join(words(basename(name) or name))
    return "" if bare in _NO_EMPLOYER else bare
