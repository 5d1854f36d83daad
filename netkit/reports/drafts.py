"""Drafts: the ``mailto:`` link of a letter that an act calls for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.answers.letter_files import mailto
from netkit.answers.letter_templates import Draft, addressed_as, addresses_of
from netkit.answers.personal_letters import personal_letter
from netkit.errors import NetkitError
from netkit.model.people import PersonId

if TYPE_CHECKING:
    from netkit.answers.acts import Act
    from netkit.answers.network_view import NetworkView

__all__ = ["draft_link"]

_LONGEST = 1_800  # characters of a link that every mail program opens


def draft_link(view: NetworkView, act: Act) -> str:
    """Return the link that opens a letter for an act; empty where none is called for or allowed."""
    try:
        draft = _draft(view, act)
    except NetkitError:  # an address book without templates, a wish for peace: no letter then
        return ""
    link = mailto(draft) if draft is not None else ""
    return link if len(link) <= _LONGEST else ""


def _draft(view: NetworkView, act: Act) -> Draft | None:
    kind, _, rest = act.key.partition(" ")
    if kind == "introduction":
        from netkit.answers.introduction_letters import drafts

        others = view.store.people([PersonId(rest.partition(" ")[2])])
        return drafts(view, act.person, others[0])[0] if others else None
    if act.kind == "thanks":
        return personal_letter(view, act.person, "thanks")[0]
    if act.kind in {"fading", "hello"}:
        return personal_letter(view, act.person, "reconnect")[0]
    if act.kind == "milestone" and "birthday" in act.text:
        return _birthday(view, act)
    return None


def _birthday(view: NetworkView, act: Act) -> Draft:
    first = addressed_as(view, act.person)
    text = f"Hello {first},\n\nhappy birthday!\n"
    return Draft(
        "birthday", act.person.name, "Happy birthday", text, addresses_of(view, act.person)
    )
