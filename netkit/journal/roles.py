"""List the roles one person can have to another: "Bo's boss Carla", "Lisa is married to Bo"."""

from __future__ import annotations

import re

__all__ = [
    "COMPANION",
    "FAMILY",
    "NAMED_BY_ROLE",
    "ROLES",
    "ROLE_BEFORE",
    "ROLE_GENDERS",
    "SHARED_ROLES",
    "WORK",
    "mirrored",
]

#: Family, and so kept as a fact of family.
FAMILY = (
    "wife", "husband", "spouse", "partner", "girlfriend", "boyfriend", "fiancée", "fiancé",
    "fiancee", "fiance", "daughter", "son", "mother", "father", "mum", "mom", "dad", "sister",
    "brother", "twin sister", "twin brother", "cousin", "aunt", "uncle", "niece", "nephew",
    "grandmother", "grandfather", "mother-in-law", "father-in-law", "sister-in-law",
    "brother-in-law", "son-in-law", "daughter-in-law", "godfather", "godmother", "ex-wife",
    "ex-husband", "stepson", "stepdaughter", "stepmother", "stepfather", "half-brother",
    "half-sister", "grandson", "granddaughter", "grandma", "grandpa", "granny", "godson",
    "goddaughter", "ex-girlfriend", "ex-boyfriend",
)  # fmt: skip
WORK = (
    "boss", "manager", "assistant", "colleague", "coworker", "co-worker", "co-founder", "cofounder",
    "business partner", "employee", "intern", "mentor", "mentee", "coach", "lawyer", "accountant",
    "doctor", "teacher", "student", "supervisor", "investor", "client", "customer", "supplier",
    "postdoc", "phd student", "doctoral student", "advisor", "adviser", "co-author", "coauthor",
    "tutor", "nanny", "babysitter", "therapist", "trainee", "apprentice", "agent", "ceo", "cfo",
    "cto", "coo", "successor", "predecessor", "deputy", "secretary", "landlord", "tenant",
)  # fmt: skip
_SOCIAL = (
    "friend", "neighbour", "neighbor", "flatmate", "roommate", "classmate", "schoolmate",
    "teammate", "team mate", "acquaintance",
)  # fmt: skip
#: Longer ones first, for a pattern.
ROLES = tuple(sorted((*FAMILY, *WORK, *_SOCIAL), key=len, reverse=True))

#: Somebody without a name in a list of names: "Tom, his sister and Kai".
COMPANION = re.compile(
    r"(?:his|her|their|my|our|the) (?:\w+ ){0,2}?"
    rf"(?:{'|'.join(ROLES)}|kids?|children|family|parents|team|colleagues|friends)"
    r"(?=\s*(?:$|[,.;]|&|\+|\b(?:and|at|in|on|for|from|outside|near|by|before|after|last|this"
    r"|yesterday|today|tonight|about|over|to|re)\b))",
    re.IGNORECASE,
)

#: What a role tells of who has it, and a spouse's of the other.
ROLE_GENDERS = {
    **dict.fromkeys(("wife", "girlfriend", "fiancée", "fiancee", "daughter", "mother", "mum", "mom",
                     "sister", "twin sister", "aunt", "niece", "grandmother"), "she"),
    **dict.fromkeys(("husband", "boyfriend", "fiancé", "fiance", "son", "father", "dad", "brother",
                     "twin brother", "uncle", "nephew", "grandfather"), "he"),
}  # fmt: skip

#: "Bo's boss Carla Diaz", "his wife Lisa", "my friend Kai".
ROLE_BEFORE = re.compile(
    r"(?:(?P<of>[^\W\d_][\w.-]*(?: [^\W\d_][\w.-]*){0,2})(?:'s|(?<=s)')"
    r"|(?P<pronoun>his|her|their|my|our))"
    rf" (?P<kind>(?:(?:old|new|former|late|best|good|ex) )*)(?P<role>{'|'.join(ROLES)}),? ",
    re.IGNORECASE,
)

#: Before a first name, what says that it is somebody by their role: "Bo's son ", "his wife ".
NAMED_BY_ROLE = re.compile(
    rf"(?:'s|(?<=s)'|\b(?:his|her|their)) (?:[\w-]+ )?(?:{'|'.join(ROLES)}),? $", re.IGNORECASE
)

#: What both are to each other: "are friends", "are married".
SHARED_ROLES = {
    "friends": "friend", "colleagues": "colleague", "coworkers": "coworker",
    "co-workers": "co-worker", "co-founders": "co-founder", "cofounders": "cofounder",
    "business partners": "business partner", "partners": "partner", "neighbours": "neighbour",
    "neighbors": "neighbor", "flatmates": "flatmate", "roommates": "roommate",
    "classmates": "classmate", "schoolmates": "schoolmate", "teammates": "teammate",
    "cousins": "cousin", "siblings": "sibling", "brothers": "brother", "sisters": "sister",
    "twins": "twin", "acquaintances": "acquaintance", "in-laws": "in-law", "mates": "friend",
    "buddies": "friend", "brothers-in-law": "brother-in-law", "sisters-in-law": "sister-in-law",
}  # fmt: skip

_MIRRORED = {"wife": "husband", "husband": "wife"}


def mirrored(role: str) -> str:
    """Return the mirrored role: a husband for a wife; empty where it is not told.

    >>> mirrored("wife"), mirrored("friend"), mirrored("boss")
    ('husband', 'friend', '')
    """
    one_sided = {"brother", "sister", "brother-in-law", "sister-in-law"}
    mutual = {*SHARED_ROLES.values(), "spouse", "partner"} - one_sided
    return _MIRRORED.get(role, role if role in mutual else "")
