"""Tell the gender, "he" or "she", that a first name or a pronoun stands for."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from netkit.model.names import given_name, words

__all__ = ["Gender", "fits", "gender_of", "pronoun_gender", "title_gender"]

Gender = Literal["he", "she", ""]

_PRONOUNS: dict[str, Gender] = {
    "he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she",
}  # fmt: skip
_TITLES: dict[str, Gender] = {
    **dict.fromkeys(("mr", "mister", "herr", "hr", "sir", "lord", "m", "señor"), "he"),
    **dict.fromkeys(("mrs", "ms", "miss", "frau", "lady", "dame", "mme", "mlle", "señora"), "she"),
}  # fmt: skip


@cache
def _names() -> dict[str, Gender]:
    data = tomllib.loads(Path(__file__).with_name("genders.toml").read_text(encoding="utf-8"))
    return {**dict.fromkeys(data["she"].split(), "she"), **dict.fromkeys(data["he"].split(), "he")}


def gender_of(name: str) -> Gender:
    """Return the gender a full name's first name tells; empty if given to both or not listed.

    >>> gender_of("Dr. Petra Novak"), gender_of("Kai Lim")
    ('she', '')
    """
    given = words(given_name(name))
    return _names().get(given[0], "") if given else ""


def pronoun_gender(pronoun: str) -> Gender:
    """Return the gender a pronoun tells; empty for "they" and what is none."""
    return _PRONOUNS.get(pronoun.casefold(), "")


def title_gender(name: str) -> Gender:
    """Return the gender that the title before a name tells.

    >>> title_gender("Mrs. Shaw"), title_gender("Dr. Shaw")
    ('she', '')
    """
    first, _, following = name.strip().partition(" ")
    return _TITLES.get(first.rstrip(".").casefold(), "") if following else ""


def fits(pronoun: str, gender: Gender) -> bool:
    """Return True when a pronoun can mean a person: unless the genders are contrary."""
    meant = pronoun_gender(pronoun)
    return not meant or not gender or meant == gender
