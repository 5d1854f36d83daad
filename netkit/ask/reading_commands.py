"""Tell the commands that only answer from those that change the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["READING", "command_of", "only_reads"]

#: Commands that answer and change nothing; `netkit.workspace.plain_answers` has the method of each.
READING = frozenset(
    {
        "balance", "brief", "cadence", "check", "doctor", "fading", "find", "history",
        "intro draft", "intro list", "introduce", "knows", "letter", "milestones", "network",
        "people changes", "people duplicates", "people introductions", "people list", "promises",
        "reach", "reconnect", "report", "stalls", "timeline", "today", "undo", "who",
    }
)  # fmt: skip
#: Commands whose first word behind the name is a part of it.
_GROUPS = frozenset({"people", "intro"})
#: Switches with which a command that else reads would write.
_WRITING = frozenset(
    {"--snooze", "--dismiss", "--same", "--different", "--accept-above", "--accept-all",
     "--reject-all", "--verdicts", "--repair", "--eml"}
)  # fmt: skip
#: Commands that write without this option.
_READ_WITH = {"knows": "--check", "undo": "--list"}


def only_reads(words: Sequence[str]) -> bool:
    """Return True for a command that answers a question and changes nothing.

    >>> only_reads(["people", "duplicates"]), only_reads(["people", "forget", "Ann"])
    (True, False)
    """
    name, rest = command_of(words)
    if name in _READ_WITH and _READ_WITH[name] not in rest:
        return False
    return name in READING and not _WRITING.intersection(rest)


def command_of(words: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Return the name of a command, of one word or two, and the words behind it."""
    length = 2 if words[0] in _GROUPS else 1
    return " ".join(words[:length]), words[length:]
