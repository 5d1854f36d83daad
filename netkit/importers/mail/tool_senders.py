"""Tell the senders that write in other people's names: Jira, GitHub, Trello, a shared document.

Such mails carry a person's name and often no header that says a program wrote them. Four kinds of
evidence tell them, none of which a person's own mail has:

* the display name says so: "Ana Lima (via Confluence)", "Jira (Ana Lima)", "Ana Lima (GitLab)";
* one writes on behalf of another, and the address has nothing of the writer's name;
* the address is a tool's (jira@, gitlab-notifications@) and the name beside it is not its owner's;
* one address writes under several people's names, and the owner never wrote to it.
"""

from __future__ import annotations

import re

from netkit.importers.mail.display_names import display_name
from netkit.importers.mail.headers import decoded
from netkit.importers.mail.tool_names import OF_TOOLS, TOOLS, VIA, is_tool_name
from netkit.model.handles import is_role_word
from netkit.model.names import words

__all__ = ["MANY_NAMES", "is_tool_address", "is_tool_sender", "tool_name"]

#: From so many people on, an address that the owner never wrote to is nobody's: a couple or a firm
#: of two share theirs.
MANY_NAMES = 3

_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_ON_BEHALF = re.compile(
    r"(?: |[(\[])(?:on behalf of|im auftrag von|i\. ?a\. von|au nom de|pour le compte de|"
    r"en nombre de|em nome de|per conto di|a nome di|namens) ",
    re.IGNORECASE,
)


def is_tool_sender(address: str, written: str) -> bool:
    """Return True for a program that writes in a person's name, or in its own.

    >>> is_tool_sender("jira@work.example", "Jira (Ana Lima)")
    True
    >>> is_tool_sender("jenkins@uni.example", "Paul Jenkins")
    False
    """
    name = decoded(written)
    if VIA.search(name):
        return True
    behalf = _ON_BEHALF.search(name)
    if behalf and not _has_name(address, name[: behalf.start()]):
        return True
    if any(map(is_tool_name, _IN_BRACKETS.findall(name))) and not _has_name(address, name):
        return True
    outside = _IN_BRACKETS.sub(" ", name)
    if is_tool_name(outside) and not _has_person(address, outside):
        return True
    # a person may give each tool an address of their own domain: github@lima.example
    domain = address.rpartition("@")[2]
    return is_tool_address(address) and not (
        _has_person(address, name) or _has_person(f"{domain}@", name)
    )


def is_tool_address(address: str) -> bool:
    """Return True for an address that a tool gave its name: jira@, gitlab-notifications@."""
    parts = _parts(address)
    return bool(parts) and (
        "".join(parts) in TOOLS
        or (not TOOLS.isdisjoint(parts)
            and all(part in TOOLS or part in OF_TOOLS or is_role_word(part) for part in parts))
    )  # fmt: skip


def tool_name(address: str, written: str) -> str:
    """Return what a program is called, without the person in whose name it writes.

    >>> tool_name("a@x.example", "Ana Lima (via Confluence)"), tool_name("jira@x.example", "Ana")
    ('Confluence', '')
    """
    name = decoded(written)
    if via := VIA.search(name):
        return display_name(via["tool"] or via["other"]).strip()
    for part in (*_IN_BRACKETS.findall(name), _IN_BRACKETS.sub(" ", name)):
        if is_tool_name(part):
            return display_name(part)
    return "" if is_tool_address(address) else display_name(name)


def _has_person(address: str, name: str) -> bool:
    """Return True for a name of two words and more that the address is made from: Paul Jenkins."""
    return len(words(name)) > 1 and not is_tool_name(name) and _has_name(address, name)


def _has_name(address: str, name: str) -> bool:
    """Return True if an address holds a word of a name: ana.lima@ of "Ana Lima"."""
    local = "".join(_parts(address))
    spoken = [word for word in words(_IN_BRACKETS.sub(" ", name)) if len(word) > 2]
    return any(word in local or (len(local) > 2 and word.startswith(local)) for word in spoken)


def _parts(address: str) -> list[str]:
    local = address.partition("@")[0].partition("+")[0]
    return [part for part in re.split(r"[\W_\d]+", local.casefold()) if part]
