"""One key for the spellings of an organization: "ACME, Inc." and "Acme GmbH" are `acme`."""

from __future__ import annotations

from functools import cache

from netkit.model.names import words

__all__ = ["keep_key", "organization_key", "organization_words"]

#: What people write where they have no employer; two of them are not colleagues.
_NO_EMPLOYER = frozenset(
    {"", "self employed", "selfemployed", "freelance", "freelancer", "independent", "retired"}
    | {"none", "n a", "na", "confidential", "stealth", "stealth startup", "student", "unemployed"}
    | {"independent consultant", "stealth mode startup", "self", "various", "looking for work"}
)


#: Name → key, as worked out or read from a store.
_KEYS: dict[str, str] = {}


def organization_key(name: str) -> str:
    """Return the key under which organizations are the same; empty for no employer at all.

    Legal suffixes go (by cleanco's tables), then case, accents and punctuation.

    >>> organization_key("ACME, Inc."), organization_key("Self-employed")
    ('acme', '')
    """
    key = _KEYS.get(name)
    if key is None:
        spelled = words(name)
        if len(spelled) > 1:  # one word is no legal form behind a name
            spelled = words(_without_legal_form(name))
        bare = " ".join(spelled)
        key = _KEYS[name] = "" if bare in _NO_EMPLOYER else bare
    return key


def _without_legal_form(name: str) -> str:
    """Return a name without the legal forms behind it; a name that is nothing else stays.

    cleanco looks through 400 forms for each name: it is asked where the last word ends one.
    """
    from cleanco.clean import basename, normalized, strip_punct, strip_tail

    last = normalized(strip_tail(name)).split()[-1:]
    return basename(name) or name if last and strip_punct(last[0]) in _last_words() else name


@cache
def _last_words() -> frozenset[str]:
    from cleanco.clean import basename  # 20 ms to import; only needed where names are written

    return frozenset(parts[-1] for _, parts in basename.keywords["terms"])


def organization_words(text: str) -> tuple[str, ...]:
    """Return the words under which an organization is looked up, typed as it is shown or in part.

    >>> organization_words("Fernlight, Inc."), organization_words("fern")
    (('fernlight',), ('fern',))
    """
    return tuple(organization_key(text).split()) or words(text)


def keep_key(name: str, key: str) -> None:
    """Remember a key that was worked out when the name was written down."""
    _KEYS[name] = key
