"""Read ``name : what it is`` in a docstring as a description: types stand in the signature."""

from __future__ import annotations

import re
from typing import Any

import griffe

_SECTION = re.compile(r"^(Parameters|Attributes)\n-+\n((?:.+\n?|\n(?=[ \w]+ : ))*)", re.MULTILINE)
_ENTRY = re.compile(r"^(\w[\w, ]*?) : (.*)$", re.MULTILINE)


def described(text: str) -> str:
    """Return a docstring whose entries have their description on a line of its own."""
    if "\nExamples\n---" not in text:  # what is typed at the end is an example
        text = text.replace("\n\n>>> ", "\n\nExamples\n--------\n>>> ", 1)
    return _SECTION.sub(lambda part: _ENTRY.sub(r"\1\n    \2", part.group(0)), text)


class DescribedParameters(griffe.Extension):
    """Rewrites docstrings before they are parsed."""

    def on_instance(self, *, obj: griffe.Object, **_: Any) -> None:
        """Rewrite the docstring of a module, class, function or attribute."""
        if obj.docstring is not None:
            obj.docstring.value = described(obj.docstring.value)
