"""Taking somebody out of the small values that a store keeps: snapshots, places, proposals."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from netkit.store.packing import PACKED, packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["label_without", "scrubbed"]

_SHORTEST = 3  # characters of a name that is looked for in other texts


def scrubbed(text: str, people: Collection[str]) -> str:
    """Return a kept value without whatever is filed under an id of `gone`; other text as it is.

    What is packed in it (`netkit.store.packing`) is looked through, too.

    >>> scrubbed('{"people": {"p1": ["Ann"], "p2": ["Bob"]}, "next": ["p1"]}', {"p1"})
    '{"people":{"p2":["Bob"]},"next":[]}'
    """
    if PACKED not in text and not any(person in text for person in people):
        return text
    try:
        value = json.loads(text)
    except ValueError:
        return ""  # not ours to take apart, and it names them: better empty
    return json.dumps(_without(value, people), ensure_ascii=False, separators=(",", ":"))


def label_without(label: str, names: Collection[str], *, spoke: bool) -> str:
    """Return the label of a change, without naming somebody who is forgotten.

    Parameters
    ----------
    names : what they were called, and the values of their handles.
    spoke : whether the change said something of them, or may have: it may call them otherwise.

    >>> label_without("noted of Ann Lee", ["Ann Lee"], spoke=True)
    'forgotten'
    >>> label_without("import ann lee.vcf", ["Ann Lee"], spoke=True)
    'import forgotten'
    >>> label_without("import all.vcf", ["Ann Lee"], spoke=True)
    'import all.vcf'
    """
    folded = label.casefold()
    named = any(len(name) >= _SHORTEST and name.casefold() in folded for name in names)
    if label.startswith("import "):
        return "import forgotten" if named else label
    return "forgotten" if named or spoke else label


def _without(value: Any, people: Collection[str]) -> Any:
    if isinstance(value, dict):
        return {
            key: _without(item, people)
            for key, item in value.items()
            if key not in people and not (isinstance(item, str) and item in people)
        }
    if isinstance(value, str) and value.startswith(PACKED):
        return packed(_without(unpacked(value), people))
    if isinstance(value, list):
        remaining = [item for item in value if not (isinstance(item, str) and item in people)]
        return [_without(item, people) for item in remaining]
    return value
