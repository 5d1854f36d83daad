"""Find the names in a question: those the network knows, and those that look like one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.language.vocabulary import vocabulary

from .intents import example_nouns, example_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.language.name_index import NameIndex
    from netkit.language.words import Word

__all__ = ["capitals_tell", "name_at", "text_of"]

LONGEST_NAME = 5
MOSTLY_CAPITALS = 0.7
ANY_KIND = frozenset({"person", "org", "place", "topic"})


def capitals_tell(words: Sequence[Word]) -> bool:
    """Return True when capitals mark names: not in all lower-case, all capitals or Title Case."""
    capitals = sum(word.capital for word in words)
    return capitals > 0 and (len(words) < 4 or capitals <= MOSTLY_CAPITALS * len(words))


def text_of(run: Sequence[Word]) -> str:
    """Give the words of a name as they were typed."""
    last = len(run) - 1
    return " ".join(
        f"{word.text}." if i < last and _is_initial(word) else word.text
        for i, word in enumerate(run)
    )


def name_at(
    words: Sequence[Word], i: int, names: NameIndex, *, cased: bool
) -> tuple[Sequence[Word], frozenset[str]]:
    """Find the name that begins at word `i`.

    Returns
    -------
    words : sequence of Word
        The words of the name, the longest there is; empty when none begins here.
    kinds : frozenset of str
        What the network knows it to be; empty for a name known by its capitals only.
    """
    if words[i].quoted:
        return words[i : i + 1], ANY_KIND
    for length in range(min(LONGEST_NAME, len(words) - i), 0, -1):
        run = words[i : i + length]
        if any((word.stop and not _is_initial(word)) or word.possessive for word in run[:-1]):
            continue
        if _worth_a_look(words, i, length, cased):
            for spelt in (run, _singular(run)):
                if kinds := names.kinds(text_of(spelt)):
                    return spelt, frozenset(kinds)
    return words[i : i + (_capitals(words, i) if cased else 0)], frozenset()


def _is_initial(word: Word) -> bool:
    """Return True for the letter in "Ann B. Lee"."""
    return len(word.text) == 1 and word.stop == "."


def _singular(run: Sequence[Word]) -> Sequence[Word]:
    """Take an s off the last word: "both Ann Smiths", "anns interests"."""
    last = run[-1]
    if not last.low.endswith("s") or len(last.low) < 4 or last.low in vocabulary().tags:
        return run
    return [*run[:-1], last._replace(text=last.text[:-1], low=last.low[:-1], possessive=True)]


def _worth_a_look(words: Sequence[Word], i: int, length: int, cased: bool) -> bool:
    """Return True when to look a run up: words of the grammar only where a name must stand."""
    known = vocabulary()
    if length > 1:
        run = words[i : i + length]
        inside = known.lists["inside_names"]
        spoken = [word for word in run if word.low not in inside]
        named = sum((cased and word.capital) or _is_unknown(word) for word in spoken)
        return bool(spoken) and named >= max(len(spoken) - 1, 1)
    word = words[i]
    if _is_unknown(word):
        return True
    if cased and word.capital:
        return i > 0 and word.low != "i"
    if cased and word.low in example_words():  # "Was weiß ich": no capital, no name
        return False
    before = words[i - 1].low if i else ""
    after = words[i + 1].low if i + 1 < len(words) else ""
    if after in ("", "and") or before in known.lists["before_subjects"]:
        return True
    return before in known.lists["before_names"] and word.low not in known.tags


def _is_unknown(word: Word) -> bool:
    """Return True for a word that neither the vocabulary nor an example has."""
    return vocabulary().form(word.low) is None and word.low not in example_words()


def _capitals(words: Sequence[Word], i: int) -> int:
    """Count the words from `i` on that are capitalised as one name."""
    if not _is_capital_name(words, i):
        return 0
    j = i + 1
    while j < len(words) and not (
        (words[j - 1].stop and not _is_initial(words[j - 1])) or words[j - 1].possessive
    ):
        inside = words[j].low in vocabulary().lists["inside_names"]
        following = j + 1 if inside else j
        if following == len(words) or not _is_capital_name(words, following):
            break
        j = following + 1
    return j - i


def _is_capital_name(words: Sequence[Word], i: int) -> bool:
    word, known = words[i], vocabulary()
    if not word.capital or word.low in known.lists["calendar"] | known.lists["never_names"]:
        return False
    if word.text in example_nouns():
        return False
    if i and (words[i - 1].stop not in tuple(".?!") or _is_initial(words[i - 1])):
        return True
    return _is_unknown(word) and _stands_out(words, i)


def _stands_out(words: Sequence[Word], i: int) -> bool:
    """Return True when the first word of a sentence is a name by more than its one capital."""
    word = words[i]
    if word.stop or word.possessive or (word.text.isupper() and len(word.text) > 1):
        return True
    if i + 1 == len(words):
        return False
    after, lists = words[i + 1], vocabulary().lists
    if after.capital:
        return after.low not in lists["never_names"]
    return after.low in lists["after_first_name"]
