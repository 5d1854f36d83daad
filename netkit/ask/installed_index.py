"""The index of the examples, as it is installed beside them.

Reading 11,900 examples takes a quarter of a second; their index loads in three milliseconds.
``make examples`` writes it. While it is older than the examples or the vocabulary, it is not used:
questions are understood the same, later.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

__all__ = ["ExampleIndex", "examples_digest", "index_text", "installed_index"]

INSTALLED = Path(__file__).with_name("examples.json")
_READ = (
    Path(__file__).with_name("examples.txt"),
    Path(__file__).parents[1] / "language" / "vocabulary.toml",
)


class ExampleIndex(NamedTuple):
    """An index of the examples, each known by its number in their order.

    Attributes
    ----------
    holders : dict of str to list of int
        The examples that hold a symbol: an idea, a word, a role.
    lengths : list of int
        How many places each example has.
    bare : list of int
        The examples that are names and nothing else.
    strange : list of int
        The examples of somebody whom nobody in the network is called.
    words, nouns, command_words : frozenset of str
        Every word of the examples; those that stand with a capital within a sentence; those of
        ways to ask for a command.
    forms : dict of str to str
        The words in the phrases of ideas that stand there in another than their base form.
    """

    holders: dict[str, list[int]]
    lengths: list[int]
    bare: list[int]
    strange: list[int]
    words: frozenset[str]
    nouns: frozenset[str]
    command_words: frozenset[str]
    forms: dict[str, str]


@cache
def installed_index() -> ExampleIndex | None:
    """Return the index that is installed; None where it is missing or out of date."""
    try:
        kept = json.loads(INSTALLED.read_bytes())
    except FileNotFoundError:
        return None
    if kept["read"] != examples_digest() or "strange" not in kept:  # an older netkit wrote it
        return None
    words, nouns, command_words = (
        frozenset(kept[name]) for name in ("words", "nouns", "command_words")
    )
    return ExampleIndex(
        kept["holders"],
        kept["lengths"],
        kept["bare"],
        kept["strange"],
        words,
        nouns,
        command_words,
        kept["forms"],
    )


def index_text(index: ExampleIndex) -> str:
    """Return an index as it is installed, a symbol a line."""
    holders = ",\n".join(
        f"{json.dumps(symbol, ensure_ascii=False)}:{json.dumps(numbers, separators=(',', ':'))}"
        for symbol, numbers in sorted(index.holders.items())
    )
    rest = {
        "lengths": index.lengths,
        "bare": index.bare,
        "strange": index.strange,
        "words": sorted(index.words),
        "nouns": sorted(index.nouns),
        "command_words": sorted(index.command_words),
        "forms": index.forms,
        "read": examples_digest(),
    }
    lines = ",\n".join(
        f'"{name}":{json.dumps(value, ensure_ascii=False, separators=(",", ":"))}'
        for name, value in rest.items()
    )
    return f'{{"holders":{{\n{holders}\n}},\n{lines}\n}}\n'


@cache
def examples_digest() -> str:
    """Return a digest of the examples and of the vocabulary that reads them."""
    digest = blake2b(digest_size=16)
    for path in _READ:
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
