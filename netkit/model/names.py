"""Names as people type them: folded for search, never for identity."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "MAX_NAME",
    "clean",
    "fold",
    "given_name",
    "natural_order",
    "without_controls",
    "without_title",
    "words",
]

#: Letters of a name; a longer one is refused, or cut where a file has nothing better.
MAX_NAME = 1_000

_SPACE = re.compile(r"\s+")
#: What a terminal takes for a command: colours, moves of the cursor, the clipboard.
_ESCAPE = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
#: Marks that turn the text around them, and separators that end a line of a page's source.
_TURNS = frozenset(
    "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_WORD = re.compile(r"\w+")
#: What stands before a name and is none.
_TITLE = re.compile(
    r"(?:(?:dr|prof|professor|mr|mrs|ms|mx|miss|sir|dame|lord|lady|rev|frau|herr|hr|dipl|ing"
    r"|mag|sra|mme|mlle|capt|col)\.(?:-?ing\.)?|(?:dr|prof|professor|mr|mrs|ms|miss"
    r"|sir|dame|frau|herr|mme|mlle|señor|señora|mister|doctor)(?=\s))\s*",
    re.IGNORECASE,
)
#: Letters that lose no mark under NFKD and yet are typed plainly.
_PLAIN = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE"}
    | {"œ": "oe", "Œ": "OE", "ı": "i", "þ": "th", "ð": "d", "’": "'", "ʼ": "'"}
)
_SURNAME_FIRST = re.compile(r"([^\W\d_][\w'’ -]*), ?([^\W\d_][\w'’. -]*)")
#: What stands behind a comma without being a given name: degrees, offices, a firm's legal form.
_BEHIND_COMMA = frozenset({
    "phd", "md", "mba", "jr", "sr", "esq", "cpa", "cfa", "msc", "bsc", "ma", "ba", "jd", "pe", "rn",
    "dds", "dvm", "dr", "prof", "ii", "iii", "iv", "inc", "ltd", "llc", "gmbh", "ag", "plc", "co",
    "kg", "sa", "srl", "bv",
})  # fmt: skip


def natural_order(name: str) -> str:
    """Return ``Surname, Given`` as ``Given Surname``; other names, and those with a degree, as is.

    >>> natural_order("Lima, Ana"), natural_order("Bo Li, MD"), natural_order("Ana Lima")
    ('Ana Lima', 'Bo Li, MD', 'Ana Lima')
    """
    match = _SURNAME_FIRST.fullmatch(name.strip())
    if match is None:
        return name
    surname, first_names = match[1].strip(), match[2].strip()
    letters = first_names.replace(".", "").casefold()
    is_degree = letters in _BEHIND_COMMA or (
        first_names.isupper() and len(letters) <= 5 and not surname.isupper()
    )
    return name if is_degree else f"{first_names} {surname}"


def clean(text: str) -> str:
    """Return `text` in NFC, without control characters, its white space single and trimmed.

    Control and format characters (bidirectional overrides, zero-width marks) are dropped because
    a name that holds them can lie about itself on a terminal.
    """
    text = unicodedata.normalize("NFC", text)
    if text.isprintable():  # holds nothing of what is dropped below: the common, fast case
        return " ".join(text.split())
    text = _ESCAPE.sub("", text)
    letters = "".join(
        " " if char in "\t\r\n" else char
        for char in text
        if char in "\t\r\n\u200d" or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co"}
    )
    return " ".join(letters.split())


def without_controls(text: str) -> str:
    r"""Return a text of several lines without what a terminal obeys, or turns a line round by.

    What some scripts need within a word stays, and so does white space.

    >>> without_controls("a\x1b[31m note\u202e\nof two lines")
    'a note\nof two lines'
    """
    if text.replace("\n", "").isprintable():
        return text
    return "".join(
        char
        for char in _ESCAPE.sub("", text)
        if char in "\t\n" or (unicodedata.category(char) not in {"Cc", "Cs"} and char not in _TURNS)
    )


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """Return `text` as it is searched: without accents and case.

    >>> fold("Müller-Søren  ŁUKASZ")
    'muller-soren lukasz'
    """
    if text.isascii():
        return _SPACE.sub(" ", text).strip().lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _SPACE.sub(" ", bare).strip().casefold()


def begun(asked: Iterable[str], text: str) -> bool:
    """Return True if each of the folded words that are asked for begins a word of `text`.

    >>> begun(("muller", "a"), "Ana Müller")
    True
    """
    own_words = words(text)
    return all(any(word.startswith(beginning) for word in own_words) for beginning in asked)


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of `text`, in order.

    >>> words("Dr. Ana-María O'Neil")
    ('dr', 'ana', 'maria', 'o', 'neil')
    """
    return tuple(_WORD.findall(text.lower() if text.isascii() else fold(text)))


def without_title(name: str) -> str:
    """Return a name without the titles before it; a title alone stays.

    >>> without_title("Prof. Dr. Anna Meyer"), without_title("Dr.")
    ('Anna Meyer', 'Dr.')
    """
    untitled = name.strip()
    while (match := _TITLE.match(untitled)) and untitled[match.end() :].strip():
        untitled = untitled[match.end() :]
    return untitled


def given_name(name: str) -> str:
    """Return the name to address somebody by: no title, and what follows the comma if one stands.

    Somebody known by title and surname alone ("Dr. Meyer") is addressed so.

    >>> given_name("Dr. Anna Meyer"), given_name("Meyer, Anna"), given_name("Dr. Meyer")
    ('Anna', 'Anna', 'Dr. Meyer')
    """
    whole = natural_order(name).partition(",")[0].strip()
    plain = without_title(whole)
    if plain != whole and len(plain.split()) == 1:
        return whole
    return plain.split()[0] if plain.split() else ""
