"""From words to tokens: politeness left out, names marked, typing mistakes mended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .names import NameIndex
from .vocabulary import Vocabulary, vocabulary
from .words import Word, split_words

__all__ = ["Token", "tokens_of"]

LONGEST_NAME = 5
CALENDAR = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "christmas",
        "easter",
    ]
)
NEVER_NAMES = CALENDAR | frozenset(["i", "netkit", "linkedin", "crm", "ok"])
PARTICLES = frozenset(
    [
        "van",
        "von",
        "de",
        "der",
        "den",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "le",
        "la",
        "el",
        "al",
        "bin",
        "ibn",
        "ten",
        "ter",
        "zu",
    ]
)
TRAVEL = frozenset(["travel", "fly", "trip", "go", "head", "move", "visit", "drive"])
NAME_COMES_AFTER = frozenset(("to", "with", "for", "about", "and", "at"))
ARTICLES = frozenset(["a", "an", "the", "my", "our", "any", "some", "their", "his", "her"])
TOPIC_PREPOSITIONS = frozenset(
    ["about", "on", "regarding", "concerning", "re", "with", "in", "of", "over"]
)
KINDS_AFTER: dict[str, frozenset[str]] = {
    **dict.fromkeys(("at", "inside", "into", "within"), frozenset({"org"})),
    **dict.fromkeys(("in", "near", "around"), frozenset({"place"})),
    **dict.fromkeys(
        ("about", "on", "regarding", "concerning", "re", "over"), frozenset({"topic", "person"})
    ),
    "with": frozenset({"person", "topic"}),
    "between": frozenset({"person"}),
    "of": frozenset({"person", "org"}),
}
PERSON_OR_ORG = frozenset({"person", "org"})


class Token(NamedTuple):
    """A word or a name, and what the grammar knows about it.

    Attributes
    ----------
    text, low, base : str
        As typed; in lower case; in its base form, mended. For a name all are the name.
    start, end : int
        Where it stands in the question.
    tags : frozenset of str
        Its grammatical classes: ``i``, ``me``, ``prep``, …
    kinds : frozenset of str
        What a name may name: ``person``, ``org``, ``place``, ``topic``. Empty for a word.
    preposition : str
        The preposition a name stands after.
    """

    text: str
    low: str
    base: str
    start: int
    end: int
    tags: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    preposition: str = ""
    past: bool = False
    stop: str = ""
    possessive: bool = False
    known: bool = True
    capital: bool = False

    @property
    def is_name(self) -> bool:
        """Whether this is a name or a topic, not a word of the grammar."""
        return bool(self.kinds)


def tokens_of(question: str, names: NameIndex) -> list[Token]:
    """Read a question into tokens."""
    words = [part for word in split_words(question) for part in _hyphen_opened(word)]
    cased = _casing_tells(words)
    words = _without_politeness(words, vocabulary())
    tokens: list[Token] = []
    i = 0
    while i < len(words):
        run, kinds = _name_at(words, i, names, cased)
        tokens.append(_name(run, kinds) if run else _plain(words, i))
        i += len(run) or 1
    return _placed(_joined(tokens), cased)


def _hyphen_opened(word: Word) -> list[Word]:
    """Open "thank-you" into two words when both are known and the whole is not."""
    known = vocabulary()
    parts = word.text.split("-")
    if len(parts) < 2 or word.quoted or word.text[0].isupper() or known.form(word.low):
        return [word]
    if not all(known.form(part.casefold()) for part in parts):
        return [word]
    start = word.start
    opened: list[Word] = []
    for part in parts:
        end = start + len(part)
        stop = word.stop if end == word.end else ""
        opened.append(Word(part, part.casefold(), start, end, stop=stop))
        start = end + 1
    return opened


def _without_politeness(words: list[Word], known: Vocabulary) -> list[Word]:
    kept = list(words)
    while length := max((_template(kept, 0, t) for t in known.openings), default=0):
        if length >= len(kept):
            break
        kept = kept[length:]
    spoken: list[Word] = []
    i = 0
    while i < len(kept):
        length = max((_template(kept, i, t) for t in known.asides), default=0)
        if not 0 < length < len(kept):
            spoken.append(kept[i])
            length = 1
        i += length
    return spoken


def _template(words: Sequence[Word], start: int, template: Sequence[str]) -> int:
    """Say how many words from `start` on a template matches, 0 if it does not."""
    i = start
    for part in template:
        ahead, optional = part[0] == "=", part[-1] == "?"
        choices = part.strip("=?").split("/")
        if i < len(words) and words[i].low in choices:
            i += 0 if ahead else 1
        elif not optional:
            return 0
    return i - start


def _casing_tells(words: Sequence[Word]) -> bool:
    """Whether capitals mark names: not in a question all lower-case, all capitals or Title Case."""
    capitals = sum(word.text[0].isupper() for word in words)
    return capitals > 0 and (len(words) < 4 or capitals / len(words) <= 0.7)


def _name_at(
    words: Sequence[Word], i: int, names: NameIndex, cased: bool
) -> tuple[Sequence[Word], frozenset[str]]:
    """Give the words from `i` on that are one name, and what they name; none if they are not."""
    if words[i].quoted:
        return words[i : i + 1], frozenset({"person", "org", "place", "topic"})
    for length in range(min(LONGEST_NAME, len(words) - i), 0, -1):
        run = words[i : i + length]
        if any(word.stop or word.possessive for word in run[:-1]):
            continue
        if not _may_be_known(words, i, length, cased):
            continue
        for spelt in (run, _singular(run)):
            if kinds := names.kinds(_text(spelt)):
                return spelt, frozenset(kinds)
    return words[i : i + (_capital_run(words, i) if cased else 0)], frozenset()


def _singular(run: Sequence[Word]) -> Sequence[Word]:
    """Take an s off the last word: "both Ann Smiths", "anns interests"."""
    last = run[-1]
    if not last.low.endswith("s") or len(last.low) < 4:
        return run
    return [*run[:-1], last._replace(text=last.text[:-1], low=last.low[:-1], possessive=True)]


def _may_be_known(words: Sequence[Word], i: int, length: int, cased: bool) -> bool:
    """Whether to look a run up: words of the grammar are names only where a name must stand."""
    known = vocabulary()
    if length > 1:
        return any(word.low not in known.tags for word in words[i : i + length])
    word = words[i]
    if known.form(word.low) is None:
        return True
    if cased and word.text[0].isupper():
        return i > 0 and word.low != "i"
    before = words[i - 1].low if i else ""
    after = words[i + 1].low if i + 1 < len(words) else ""
    return after in ("", "and") or (before in NAME_COMES_AFTER and word.low not in known.tags)


def _capital_run(words: Sequence[Word], i: int) -> int:
    """Say how many words from `i` on are capitalised as one name."""
    if not _capital(words, i):
        return 0
    length = 1
    while i + length < len(words) and not (
        words[i + length - 1].stop or words[i + length - 1].possessive
    ):
        j = i + length
        if _capital(words, j):
            length += 1
        elif words[j].low in PARTICLES and j + 1 < len(words) and _capital(words, j + 1):
            length += 2
        else:
            break
    return length


def _capital(words: Sequence[Word], i: int) -> bool:
    word = words[i]
    if not word.text[0].isupper() or word.low in NEVER_NAMES:
        return False
    if i and words[i - 1].stop not in tuple(".?!"):
        return True
    return vocabulary().form(word.low) is None and _stands_out(words, i)


def _stands_out(words: Sequence[Word], i: int) -> bool:
    """Whether the first word of a sentence is a name by more than its one capital."""
    word, following = words[i], words[i + 1 : i + 2]
    if word.stop or word.possessive or (word.text.isupper() and len(word.text) > 1):
        return True
    return any(
        next_one.text[0].isupper() and next_one.low not in NEVER_NAMES for next_one in following
    )


def _text(run: Sequence[Word]) -> str:
    return " ".join(word.text for word in run)


def _name(run: Sequence[Word], kinds: frozenset[str]) -> Token:
    text = _text(run)
    return Token(
        text=text,
        low=text.casefold(),
        base=text,
        start=run[0].start,
        end=run[-1].end,
        kinds=kinds or PERSON_OR_ORG,
        stop=run[-1].stop,
        possessive=run[-1].possessive,
        known=bool(kinds),
        capital=True,
    )


def _plain(words: Sequence[Word], i: int) -> Token:
    word, known = words[i], vocabulary()
    low, form = word.low, known.form(word.low)
    if form is None and not (i and words[i - 1].low in TOPIC_PREPOSITIONS | {"at"}):
        low = known.corrected(word.low) or low
        form = known.form(low)
    tags = known.tags.get(low, frozenset()) | (
        known.tags.get(form.base, frozenset()) if form else frozenset()
    )
    return Token(
        text=word.text,
        low=low,
        base=form.base if form else low,
        start=word.start,
        end=word.end,
        tags=tags,
        past=bool(form and form.past),
        stop=word.stop,
        possessive=word.possessive,
        known=form is not None or low in CALENDAR or low.isdigit(),
    )


def _joined(tokens: list[Token]) -> list[Token]:
    """Join each run of words that nobody knows into one name or topic."""
    joined: list[Token] = []
    i = 0
    while i < len(tokens):
        length = _unknown_run(tokens, i)
        if length:
            joined.append(_merged(tokens[i : i + length]))
        else:
            joined.append(tokens[i])
        i += length or 1
    return joined


def _unknown_run(tokens: Sequence[Token], i: int) -> int:
    """Say how many tokens from `i` on are one unknown name or topic.

    After ``about``, ``on``, ``with``, ``in``: with the known words around it ("family law").
    """
    topical = i > 0 and _preposition(tokens, i) in TOPIC_PREPOSITIONS
    if tokens[i].is_name and (tokens[i].known or not topical or tokens[i].stop):
        return 0
    length, unknown = 0, 0
    for token in tokens[i:]:
        if topical:
            word_of_it = not token.tags and token.low not in CALENDAR
        else:
            word_of_it = not token.known or (length > 0 and _ends_topic(tokens, i + length))
        if not word_of_it or (length and token.is_name):
            break
        unknown += not token.known
        length += 1
        if token.stop or token.possessive:
            break
    if tokens[i].is_name:
        length = unknown if unknown > 1 and not tokens[i + 1].known else 0
        return length
    ended = i + length == len(tokens) or bool(length and tokens[i + length - 1].stop)
    whole = ended and i > 0 and tokens[i - 1].low in ("about", "on", "regarding", "concerning")
    return length if unknown or whole else 0


def _ends_topic(tokens: Sequence[Token], i: int) -> bool:
    """Whether token `i` is the "learning" of "machine learning": last, and no concept alone."""
    token = tokens[i]
    last = i + 1 == len(tokens) or bool(token.stop)
    return last and not token.tags and token.base not in vocabulary().alone


def _merged(run: Sequence[Token]) -> Token:
    text = " ".join(token.text for token in run)
    return run[0]._replace(
        text=text,
        low=text.casefold(),
        base=text,
        end=run[-1].end,
        stop=run[-1].stop,
        possessive=run[-1].possessive,
        tags=frozenset(),
        kinds=frozenset({"topic"}),
        known=False,
    )


def _preposition(tokens: Sequence[Token], i: int) -> str:
    """Give the preposition before token `i`, over an article, and over "Ann and" before "Bob"."""
    j = i - 1
    while j >= 0 and (tokens[j].low in ARTICLES and not tokens[j].stop):
        j -= 1
    if j >= 1 and tokens[j].low in ("and", "or") and tokens[j - 1].is_name:
        return tokens[j - 1].preposition
    return tokens[j].low if j >= 0 and "prep" in tokens[j].tags and not tokens[j].stop else ""


def _placed(tokens: list[Token], cased: bool) -> list[Token]:
    """Say of every name what it may name, from the preposition it stands after."""
    placed: list[Token] = []
    for i, token in enumerate(tokens):
        if token.is_name:
            preposition = _preposition([*placed, *tokens[i:]], i)
            before = next((t.base for t in reversed(placed[-3:]) if not t.tags), "")
            kinds = token.kinds if token.known else _kinds(token, preposition, before, cased)
            if not token.capital and i and placed[-1].low in ARTICLES:
                kinds = frozenset({"topic"})
            placed.append(token._replace(preposition=preposition, kinds=kinds))
        else:
            placed.append(token)
    return placed


def _kinds(token: Token, preposition: str, before: str, cased: bool) -> frozenset[str]:
    if preposition == "to" and before in TRAVEL:
        return frozenset({"place"})
    if preposition == "for" and before == "work":
        return frozenset({"org"})
    if not token.capital and cased and preposition == "in":
        return frozenset({"topic"})
    if not (token.capital or preposition):
        return frozenset({"topic"}) if cased else frozenset({"person", "topic"})
    return KINDS_AFTER.get(preposition, PERSON_OR_ORG)
