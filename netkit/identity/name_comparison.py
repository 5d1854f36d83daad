"""Compare two names as names of one person: the same, a variant, or clearly two people's."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from netkit.identity.short_forms import SHORT_FORMS
from netkit.model.names import natural_order, words

__all__ = ["Likeness", "compare_names", "name_words"]

#: ``same`` words in any order · ``variant`` a nickname, a middle name, a slip of the pen ·
#: ``initial`` one has an initial, or a given name alone, where the other has more, or says junior
#: where the other says nothing · ``given`` the same given name with another surname (a married
#: name, or a colleague) · ``none`` no name to compare · ``different``.
Likeness = Literal["same", "variant", "initial", "given", "none", "different"]

_TITLES = frozenset({
    "dr", "prof", "mr", "mrs", "ms", "miss", "mx", "herr", "frau", "ing", "dipl", "mag", "sir",
    "phd", "mba", "md", "msc", "bsc", "jr", "sr", "ii", "iii", "iv", "esq", "cpa", "cfa",
    "pmp", "jd",
})  # fmt: skip
_LABEL = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
#: A word behind a name that tells a father from his son.
_GENERATION = re.compile(
    r"\S+ .*[\s,](?:(?P<older>sr\.?|sen\.|senior|p[eè]re)|"
    r"(?P<younger>jn?r\.?|jun\.|j[uú]nior|filho|fils)|(?P<number>ii|iii|iv))",
    re.IGNORECASE,
)
#: Umlauts are written with an e where they cannot be typed; Bauer and Sue hold none.
_UMLAUT = re.compile("(?<![aeiouqy])([aou])e(?=[a-z])")
#: Letters that transcriptions of one name differ in: Dmitrii, Dmitry; Papadopoylos, Papadopoulos.
_SOUNDS = (
    (re.compile("[iyj]+"), "i"), (re.compile("o[iu]"), "u"), (re.compile("kh|ch|x"), "h"),
    (re.compile("ph"), "f"), (re.compile("shch|sch"), "sh"), (re.compile("ks"), "x"),
)  # fmt: skip
_SLIP = 90.0  # rapidfuzz ratio of two words: Thomas / Tomas has 91, Maria / Mario 80
_LONG = 6  # in shorter words one letter makes another name


@lru_cache(maxsize=65_536)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, given name first, in plain Latin letters, without titles.

    Behind "Berg, Ulf" brackets hold a label; elsewhere they may hold a maiden name.

    >>> name_words("Dr. Müller, Jürgen"), name_words("Иван Петров"), name_words("a@b.example")
    (('jurgen', 'muller'), ('ivan', 'petrov'), ())
    """
    if "@" in name or not any(char.isalpha() for char in name):
        return ()
    text = natural_order(_LABEL.sub("", name)) if "," in name else name
    if not text.isascii():
        from anyascii import anyascii  # 5 ms; most names are plain

        text = " ".join(anyascii(word).replace("'", "") for word in words(text))
    parts = [word for word in words(text) if word not in _TITLES]
    if len(parts) == 1 and any(char.isdigit() for char in parts[0]):
        return ()  # an account's name or a profile's
    return tuple(map(_without_umlauts, parts))


def _without_umlauts(word: str) -> str:
    return _UMLAUT.sub(r"\1", word) if "e" in word else word


@lru_cache(maxsize=65_536)
def compare_names(a: str, b: str) -> Likeness:
    """Compare two names and return their likeness.

    >>> compare_names("Bob Stone", "Robert Stone"), compare_names("Ann Leeds", "Bob Leeds")
    ('variant', 'different')
    >>> compare_names("A. Lima", "Ana Lima"), compare_names("Ana Lima", "Ana Roth")
    ('initial', 'given')
    """
    mine, theirs = name_words(a), name_words(b)
    if not mine or not theirs:
        return "none"
    generations = {_generation(a), _generation(b)}
    if len(generations - {""}) > 1 or _have_other_middle_initials(mine, theirs):
        return "different"
    likeness = _compare_words(a, b, mine, theirs)
    return "initial" if len(generations) > 1 and likeness in ("same", "variant") else likeness


def _generation(name: str) -> str:
    """Return which of a family's namesakes a name means, junior or the third; empty for none."""
    match = _GENERATION.fullmatch(name.strip())
    return (match.lastgroup or "") + (match["number"] or "").lower() if match else ""


def _have_other_middle_initials(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Return True for two middle names of which an initial says that they are two."""
    if len(mine) < 3 or len(theirs) < 3:
        return False
    if not any(len(word) == 1 for word in (*mine[1:-1], *theirs[1:-1])):
        return False
    return {word[0] for word in mine[1:-1]}.isdisjoint(word[0] for word in theirs[1:-1])


def _compare_words(a: str, b: str, mine: tuple[str, ...], theirs: tuple[str, ...]) -> Likeness:
    """Compare two names by their words alone."""
    if sorted(mine) == sorted(theirs):
        return "same"
    if not (a.isascii() and b.isascii()) and _is_transcribed(mine, theirs):
        return "variant"
    if len(mine) == 1 or len(theirs) == 1:
        short, long = sorted((mine, theirs), key=len)
        return "initial" if _related(short[0], long[0]) else "different"
    likeness = _given(mine[0], theirs[0])
    if likeness and _one_surname(mine, theirs):
        return likeness
    return "given" if likeness == "variant" else "different"


def _is_transcribed(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Return True for two transcriptions of one name; a script without spaces gives one word."""
    if len(mine) == 1 != len(theirs) or len(theirs) == 1 != len(mine):
        short, long = sorted((mine, theirs), key=len)
        return short[0] in {"".join(long), "".join(reversed(long)), "".join(long[-1:] + long[:-1])}
    return len(mine) > 1 and sorted(map(_sound, mine)) == sorted(map(_sound, theirs))


def _sound(word: str) -> str:
    for letters, sound in _SOUNDS:
        word = letters.sub(sound, word)
    return word


def _given(a: str, b: str) -> Likeness | None:
    if len(a) == 1 or len(b) == 1:
        return "initial" if a[0] == b[0] else None
    return "variant" if _related(a, b) else None


def _one_surname(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Return True for two forms of one surname; one half of a double name is enough."""
    if mine[-1] == theirs[-1] or _is_slip(mine[-1], theirs[-1]):
        return True
    return len(mine) != len(theirs) and bool(
        {word for word in mine[1:] if len(word) > 1} & {w for w in theirs[1:] if len(w) > 1}
    )


def _related(a: str, b: str) -> bool:
    """Return True for two forms of one given name: equal, a nickname, or a slip of the pen."""
    if a == b or _is_slip(a, b):
        return True
    full_names = _full_names()
    return b in full_names.get(a, ()) or a in full_names.get(b, ())


@lru_cache(maxsize=1)
def _full_names() -> dict[str, set[str]]:
    """Return for each nickname the names it may be short for, as `name_words` writes them.

    Two names that share a nickname, or two nicknames of one name, are not taken for one.
    """
    from nicknames import name_triplets  # 40 ms, and only needed where two names differ

    full_names: dict[str, set[str]] = {}
    for name, _, nickname in name_triplets():
        full_names.setdefault(_without_umlauts(nickname), set()).add(_without_umlauts(name))
    for short, names in SHORT_FORMS.items():
        full_names.setdefault(short, set()).update(names)
    return full_names


def _is_slip(a: str, b: str) -> bool:
    """Return True for two spellings of one word by a slip; Martin and Martina are two names."""
    if min(len(a), len(b)) < _LONG - 1 or max(len(a), len(b)) < _LONG:
        return False
    if a.startswith(b) or b.startswith(a):
        return False
    from rapidfuzz import fuzz

    return fuzz.ratio(a, b) >= _SLIP
