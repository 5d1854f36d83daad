"""Define what a line holds while it is read, an item a statement, and whom an item is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from netkit.model.frozen import field_names, replace

from .log_entry import (
    Contact,
    Fact,
    Favour,
    Introduction,
    Mention,
    Milestone,
    Moment,
    Need,
    Note,
    Offer,
    Promise,
    Thanks,
)
from .log_news import (
    Address,
    Death,
    Employer,
    Ending,
    IntroductionStep,
    Job,
    Knows,
    Leave,
    Move,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Item", "people_of_item", "settled_item"]

Item = (
    Contact | Need | Offer | Promise | Fact | Favour | Introduction | Thanks | Moment | Milestone
    | Job | Leave | Move | Death | Address | Knows | IntroductionStep | Employer | Ending | Note
)  # fmt: skip


def people_of_item(item: Item) -> list[Mention]:
    """Return everybody an item is kept of, the owner left out."""
    values = [getattr(item, name) for name in field_names(item)]
    members = [mention for value in values if isinstance(value, tuple) for mention in value]
    return [
        mention for mention in dict.fromkeys([*values, *members]) if isinstance(mention, Mention)
    ]


def settled_item(item: Item, settled: Mapping[Mention, Mention], line: str) -> Item:
    """Put the settled mention in the place of every mention of an item.

    Where two names of a contact turn out to be one person's, they are of two people, of whom one
    is not known: "dinner with Mrs Lim, Kai in Rome" is a note.
    """
    values: dict[str, Any] = {}
    for name in field_names(item):
        value = getattr(item, name)
        if isinstance(value, Mention):
            values[name] = settled[value]
        elif name in ("participants", "about"):
            values[name] = tuple(settled[mention] for mention in value)
    item = replace(item, **values)
    if isinstance(item, Contact):
        ids = [mention.person.id for mention in item.participants if mention.person]
        if len({*ids}) < len(ids):
            text = line[slice(*item.span)].strip(" .,;:")
            return Note(text, item.span, tuple(dict.fromkeys(item.participants))[:1])
    return item
