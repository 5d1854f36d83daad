"""Check that the words in a rule's free places can be what they are taken for.

A rule takes for an employer, a title or a need whatever stands in their place. Words there that
no employer or title has, a need that lies in the past, or a tie that only one side knows of make
the record false though every word of it is kept; such a clause becomes a note.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netkit.model.when.sentence_dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .clauses import Clause
    from .items import Item
    from .line_people import Cast
    from .log_line import Line
    from .rule_fits import Fit

__all__ = ["misfits_slot"]

#: "Siemens' alumni choir", "Acme for lunch", "the Acme chess club": where nobody is employed.
_OF_ORGANIZATION = re.compile(
    r"(?:'s|s') [a-z]|\bfor (?:[a-z]|\d)"
    r"|\b(?:club|choir|band|gym|party|committee|panel|jury|league|course|class"
    r"|meeting|call|board|group chat|waiting list|newsletter|protest|strike|queue)$"
)
#: "Works as hard as anyone at Acme", "works as if he owned Acme": no title.
_NO_TITLE = re.compile(
    r"(?:if|though|usual|always|before|ever|well|much|long|far|soon|little|planned|expected"
    r"|promised|agreed)\b|.*\b(?:as|than|if|unless|because|we|i|he|she|they|anyone|anybody"
    r"|everyone|everybody|nobody)\b",
    re.IGNORECASE,
)
#: "Knows Kai only from the news", "knows of Kai", "knows Kai by sight": no acquaintance.
_ONE_SIDED = re.compile(
    r"\b(?:knows? of|only|merely|just|by (?:name|sight|reputation|hearsay)"
    r"|from (?:the |her |his |their )?(?:news|tv|television|telly|radio|papers?|press|internet"
    r"|books?|films?|photos?|pictures?|posts?|hearsay)|online only|too (?:little|badly)"
    r"|nothing about|in (?:his|her|their) dreams?|the name|as a fan)\b",
    re.IGNORECASE,
)
#: What somebody needed on a day that is long past may be met.
_NEEDED = re.compile(r"\b(?:needed|required|lacked|was|were|wanted)\b", re.IGNORECASE)
_RECENT = 14  # days
#: A due day without what is due: "I said I would by Sunday".
_DUE_ALONE = re.compile(r"(?:\W|\b(?:by|on|before|until|till|for|at|in|then|so|it|that)\b)*", re.I)
#: "Will get the refund from me", "lent me to Kai": given the other way, or to somebody else.
_OTHER_WAY = re.compile(r".*\bfrom (?:me|us)\b|to (?-i:[A-Z])", re.IGNORECASE)
_SINCE = re.compile(r"(?:ever )?since\b", re.IGNORECASE)
#: After "lunch with Bo," these may tell of the owner: "went through the forecast".
_EITHER_DID = re.compile(
    r"\W*(?:(?:and|then|so|also) )*(?:went|had|wrote|sold|bought|lost|won|received"
    r"|got) (?!married|engaged|divorced)",
    re.IGNORECASE,
)
_TASTES = frozenset(("interest", "hobby", "value"))
_TO_ME = frozenset(("promise to me", "favour to me"))
_JOBS = frozenset(("job", "job ahead", "leave"))
_DONE = frozenset(("contact", "favour", "favour to me", "thanks", "introduction"))


def misfits_slot(line: Line, clause: Clause, fit: Fit, items: Sequence[Item]) -> bool:
    """Return True when words in a free place cannot be what the rule takes them for."""
    kind = fit.rule.makes
    if kind in _JOBS:
        return any(_is_no_job(line.cast, item) for item in items)
    if kind == "knows":
        return any(map(_ONE_SIDED.search, _texts(items, "how")))
    if kind == "need":
        return bool(_NEEDED.search(fit.read)) and _is_long_past(line, clause)
    if kind in _TO_ME and any(map(_OTHER_WAY.match, _texts(items, "text"))):
        return True
    if kind in ("promise", "promise to me"):
        return any(_is_due_alone(line, text) for text in _texts(items, "text"))
    if kind in _TASTES:
        texts = _texts(items, "text")
        return any(line.cast.only_names(text) and line.cast.knows(text) for text in texts)
    if kind == "other" and not {"who", "whose"} & fit.parts.keys():
        return bool(_EITHER_DID.match(clause.text))
    return kind in _DONE and _is_since(line, clause)


def _texts(items: Sequence[Item], name: str) -> list[str]:
    return [str(getattr(item, name)) for item in items if hasattr(item, name)]


def _is_no_job(cast: Cast, item: Item) -> bool:
    organization, title = (str(getattr(item, name, "")) for name in ("organization", "title"))
    if _OF_ORGANIZATION.search(organization) and not cast.is_organization(organization):
        return True
    return bool(_NO_TITLE.match(title))


def _is_long_past(line: Line, clause: Clause) -> bool:
    """Return True when a clause names a day that is weeks ago: "needed a lawyer last year"."""
    dates = find_dates(clause.text, today=line.today, direction="past")
    return any((line.today - when.day).days > _RECENT and not when.due for when in dates)


def _is_due_alone(line: Line, text: str) -> bool:
    for when in reversed(find_dates(text, today=line.today, direction="ahead")):
        text = f"{text[: when.start]} {text[when.end :]}"
    return _DUE_ALONE.fullmatch(text) is not None


def _is_since(line: Line, clause: Clause) -> bool:
    """Return True when the day named is that of the time before: "first call since May"."""
    dates = find_dates(clause.text, today=line.today, direction="past")
    return any(_SINCE.match(clause.text, when.start) for when in dates)
