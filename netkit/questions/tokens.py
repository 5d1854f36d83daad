"""From words to tokens: politeness left out, names marked, typing mistakes mended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .names import Kind, NameIndex
from .vocabulary import Vocabulary, vocabulary
from .words import Word, split_words

__all__ = ["Token", "tokens_of"]

LONGEST_NAME = 5
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june "
    "july august september october november december christmas easter".split()
)
NEVER_NAMES = CALENDAR | frozenset("i netkit linkedin crm ok".split())
PARTICLES = frozenset("van von de der den del della di da dos du le la el al bin ibn ten ter zu".split())
TRAVEL = frozenset("travel fly trip go head move visit drive".split())
ARTICLES = frozenset("a an the my our any some their his her".split())
TOPIC_PREPOSITIONS = frozenset("about on regarding concerning re with in of over".split())
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


@dataclass(frozen=True, slots=True)
class Token:
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
    stop: bool = False
    possessive: bool = False
    known: bool = True
    capital: bool = field(default=False)

    @property
    def is_name(self) -> bool:
        """Whether this is a name or a topic, not a word of the grammar."""
        return bool(self.kinds)


def tokens_of(question: str, names: NameIndex) -> list[Token]:
    """Read a question into tokens."""
    words = _without_politeness(split_words(question), vocabulary())
    cased = _casing_tells(words)
    tokens: list[Token] = []
    i = 0
    while i < len(words):
        length, kinds = _name_at(words, i, names, cased)
        tokens.append(_name(words[i : i + length], kinds) if length else _plain(words, i))
        i += length or 1
    return _placed(_joined(tokens), cased)


def _without_politeness(words: list[Word], known: Vocabulary) -> list[Word]:
    kept = list(words)
    while length := max((_template(kept, 0, t) for t in known.openings), default=0):
        if length >= len(kept):
            break
        kept = kept[length:]
    i = 0
    while i < len(kept):
        length = max((_template(kept, i, t) for t in known.asides), default=0)
        kept = kept[:i] + kept[i + length :] if 0 < length < len(kept) else kept
        i += 0 if length and length <= len(kept) and i < len(kept) and length < 1 else 1
    return kept


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
    return 0 < capitals and (len(words) < 4 or capitals / len(words) <= 0.7)


def _name_at(
    words: Sequence[Word], i: int, names: NameIndex, cased: bool
) -> tuple[int, frozenset[str]]:
    """Say how many words from `i` on are one name, and what it may name."""
    if words[i].quoted:
        return 1, frozenset({"person", "org", "place", "topic"})
    for length in range(min(LONGEST_NAME, len(words) - i), 0, -1):
        run = words[i : i + length]
        if any(word.stop or word.possessive for word in run[:-1]):
            continue
        if _may_be_known(words, i, length, cased) and (kinds := names.kinds(_text(run))):
            return length, frozenset(kinds)
    return (_capital_run(words, i), frozenset()) if cased else (0, frozenset())


def _may_be_known(words: Sequence[Word], i: int, length: int, cased: bool) -> bool:
    """Whether to look a run up: words of the grammar are names only where a name must stand."""
    known = vocabulary()
    ends = (words[i], words[i + length - 1])
    if length > 1:
        return not any(word.low in known.tags and not word.text[0].isupper() for word in ends)
    word = words[i]
    if known.form(word.low) is None:
        return True
    if cased and word.text[0].isupper():
        return i > 0 and word.low != "i"
    after = words[i - 1].low if i else ""
    return after in ("to", "with", "for", "about", "and", "at") and (
        i + 1 == len(words) or word.low not in known.tags
    )


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
    if i and not (words[i - 1].stop and words[i - 1].end + 1 < word.start and _ends(words, i)):
        return True
    known = vocabulary()
    return not known.form(word.low) and not known.corrected(word.low)


def _ends(words: Sequence[Word], i: int) -> bool:
    """Whether a word of the grammar with a capital begins a new sentence at `i`."""
    return vocabulary().form(words[i].low) is not None


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
    tags = known.tags.get(low, frozenset()) | (known.tags.get(form.base, frozenset()) if form else frozenset())
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
    length, unknown = 0, False
    for token in tokens[i:]:
        if token.known if not topical else (token.tags or token.low in CALENDAR):
            break
        if token.is_name and (token.known or not topical):
            break
        unknown = unknown or not token.known
        length += 1
        if token.stop or token.possessive:
            break
    run = tokens[i : i + length]
    if not unknown or (length == 1 and run[0].is_name):
        return 0
    return length


def _merged(run: Sequence[Token]) -> Token:
    text = " ".join(token.text for token in run)
    return replace(
        run[0],
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
            placed.append(replace(token, preposition=preposition, kinds=kinds))
        else:
            placed.append(token)
    return placed


def _kinds(token: Token, preposition: str, before: str, cased: bool) -> frozenset[str]:
    if preposition == "to" and before in TRAVEL:
        return frozenset({"place"})
    if preposition == "for" and before == "work":
        return frozenset({"org"})
    if not token.capital and cased and preposition in TOPIC_PREPOSITIONS:
        return frozenset({"topic"})
    kinds = KINDS_AFTER.get(preposition, PERSON_OR_ORG)
    return kinds if token.capital or preposition else kinds | {"topic"}
