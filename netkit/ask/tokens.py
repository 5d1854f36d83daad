"""From words to tokens: names and spans marked, typing mistakes mended, topics joined."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from netkit.language.genders import gender_of
from netkit.language.name_index import NameNeighbours
from netkit.language.places import is_known_place, near_place
from netkit.language.vocabulary import NO_TAGS, vocabulary
from netkit.language.words import Word, split_words

from .intents import command_words, example_words
from .politeness import without_politeness
from .question_names import capitals_tell, name_at, text_of
from .question_spans import NO_PERIOD, Period, QuestionSpan, spans_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from netkit.language.name_index import NameIndex
    from netkit.language.vocabulary import Form

__all__ = ["TOPIC", "Token", "base_form", "plain_token", "tokens_of"]

SPAN = frozenset({"span"})
DAY = frozenset({"day"})
PERSON_OR_ORG = frozenset({"person", "org"})
PERSON_OR_TOPIC = frozenset({"person", "topic"})
TOPIC = frozenset({"topic"})
#: Words that end a question and no topic: "who needs a designer now".
_SOON = frozenset(
    {"today", "tonight", "tomorrow", "now", "soon", "lately", "recently", "currently"}
)
#: Verbs before a topic: "who offers legal advice".
_TAKING = frozenset(
    {
        "offer",
        "need",
        "want",
        "provide",
        "teach",
        "sell",
        "seek",
        "study",
        "love",
        "give",
        "require",
    }
)  # fmt: skip
#: Behind a topic, where it is done: "the insurance world".
_FIELDS = frozenset({"world", "field", "industry", "sector", "scene", "business", "area", "trade"})
_LABELS = frozenset({"circle", "circles", "tag", "tags", "tagged"})  # beside a name of one
_SOUNDING = {"2": "to", "4": "for"}
_COUNTED = frozenset({"people", "of", "most", "at", "max", "or", "and", "more", "am", "pm"})
_BEFORE_NUMBERS = frozenset(
    {"top", "last", "past", "next", "first", "these", "those", "the", "my", "our", "than", "since",
     "and", "or", "least", "most", "only", "just", "best"}
)  # fmt: skip
TOPIC_OR_PLACE = frozenset({"topic", "place"})
PLACE = frozenset({"place"})
#: A place stands after these, or after nothing: "contacts Lisbon"; in four languages.
_BEFORE_PLACES = frozenset(
    {"", "in", "near", "around", "to", "from", "at", "a", "en", "nach", "aus"}
)


class Token(NamedTuple):
    """A word or a name, and what the grammar knows about it.

    Attributes
    ----------
    text, low, base : str
        As typed; in lower case, mended; in its base form. For a name all are the name; for a span
        of time the first is what an option takes ("3m").
    tags : frozenset of str
        Its grammatical classes: ``i``, ``me``, ``prep``, …
    kinds : frozenset of str
        What a name may name: ``person``, ``org``, ``place``, ``topic``; ``span`` for a span of
        time, ``day`` for a day, month or the like. Empty for a word.
    preposition : str
        The preposition a name stands after.
    past : bool
        Whether the form says that something is over.
    stop : str
        The punctuation mark that follows.
    possessive, capital : bool
        Whether ``'s`` followed, whether it begins with a capital.
    known : bool
        Whether the grammar knows the word, or the network the name.
    period : Period
        The stretch of the past that a span or a day names.
    """

    text: str
    low: str
    base: str
    tags: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    preposition: str = ""
    past: bool = False
    stop: str = ""
    possessive: bool = False
    capital: bool = False
    known: bool = True
    period: Period = NO_PERIOD

    @property
    def is_ahead(self) -> bool:
        """Return True for a span of time that lies ahead: "next month"."""
        return self.period.ahead

    @property
    def is_name(self) -> bool:
        """Return True when this token is a name or a topic, not a word of the grammar."""
        return bool(self.kinds)


def tokens_of(question: str, names: NameIndex, today: date | None = None) -> list[Token]:
    """Read a question into tokens; `today` tells which days and months are meant."""
    words = _digits_as_words([_written_out(word) for word in split_words(question)])
    cased = capitals_tell(words)
    words = without_politeness(words)
    spans = spans_in(question, today)
    tokens: list[Token] = []
    i = 0
    while i < len(words):
        span = next((span for span in spans if span.start <= words[i].start < span.end), None)
        run, kinds = name_at(words, i, names, cased=cased)
        if span and not (kinds and _is_rather_a_name(words, i, span)):
            run = [word for word in words[i:] if word.start < span.end]
            tokens.append(_span(span, run))
        else:
            tokens.append(_name(run, kinds) if run else _corrected(words, i))
        i += len(run) or 1
    return _placed(_joined(tokens), names, cased=cased)


def _written_out(word: Word) -> Word:
    """Return a word that is shortened, in full: "ppl"; an initial stays."""
    full = vocabulary().shorthand.get(word.low)
    if full is None or word.capital or word.stop == ".":
        return word
    return word._replace(text=full, low=full)


def _digits_as_words(words: list[Word]) -> list[Word]:
    """Return words with "2" and "4" as the words they sound like: "who 2 call", but "2 weeks"."""
    known = vocabulary()
    for i, word in enumerate(words[1:-1], start=1):
        meant = _SOUNDING.get(word.low)
        before, after = words[i - 1], words[i + 1]
        counted = after.low.endswith("s") or after.low.isdigit() or after.low in _COUNTED
        leading = before.low in _BEFORE_NUMBERS or "prep" in known.tags_of(before.low)
        if meant and not (counted or leading or word.stop):
            words[i] = word._replace(text=meant, low=meant)
    return words


def _is_rather_a_name(words: Sequence[Word], i: int, span: QuestionSpan) -> bool:
    """Return True for a known name that is a day, too: "April", but not "in April"."""
    led = i > 0 and "prep" in vocabulary().tags_of(words[i - 1].low) | _since(words[i - 1])
    return words[i].start == span.start and not span.value and not led


def _since(word: Word) -> frozenset[str]:
    return frozenset({"prep"} if word.low in ("since", "last", "until", "before") else ())


def _span(span: QuestionSpan, run: Sequence[Word]) -> Token:
    typed = text_of(run)
    kinds = (SPAN if span.value else frozenset()) | (DAY if span.period.until else frozenset())
    return Token(
        span.value or typed,
        typed,
        typed,
        kinds=kinds or DAY,
        stop=run[-1].stop,
        period=span.period,
    )


def _name(run: Sequence[Word], kinds: frozenset[str]) -> Token:
    text = text_of(run)
    return Token(
        text,
        text,
        text,
        kinds=kinds or PERSON_OR_ORG,
        stop=run[-1].stop,
        possessive=run[-1].possessive,
        capital=run[0].capital,
        known=bool(kinds),
    )


def _corrected(words: Sequence[Word], i: int) -> Token:
    """Return the token of a word that is no name, a small typing mistake in it mended."""
    word, lexicon = words[i], vocabulary()
    topic_ahead = i and words[i - 1].low in lexicon.lists["before_topics"] | {"at", "from"}
    spelt = word.low in example_words() or word.low in lexicon.lists["calendar"]
    if lexicon.form(word.low) is None and not (topic_ahead or spelt):
        form = lexicon.corrected(word.low)
        if form is not None:
            return plain_token(word._replace(low=form.base))._replace(past=form.past)
    return plain_token(word)


def plain_token(word: Word) -> Token:
    """Return the token of a word as it is spelt."""
    low, lexicon = word.low, vocabulary()
    form = lexicon.form(low)
    adverb = low.endswith("ly") and len(low) > 5
    plain = low in lexicon.lists["calendar"] or low.isdigit() or low in example_words()
    return Token(
        text=word.text,
        low=low,
        base=_base(low, form),
        tags=lexicon.tags.get(low, NO_TAGS) | lexicon.tags.get(form.base if form else "", NO_TAGS),
        past=bool(form and form.past),
        stop=word.stop,
        possessive=word.possessive,
        known=bool(form or adverb or plain),
    )


@cache
def base_form(low: str) -> str:
    """Return the base form of a word that the vocabulary knows; all negations are "not"."""
    return _base(low, vocabulary().form(low))


def _base(low: str, form: Form | None) -> str:
    if "not" in vocabulary().tags.get(low, NO_TAGS):
        return "not"
    return form.base if form else low


def _joined(tokens: list[Token]) -> list[Token]:
    """Join each run of words that nobody knows into one name or topic."""
    joined: list[Token] = []
    i = 0
    while i < len(tokens):
        length = 0 if i and tokens[i - 1].low == "who" else _topic_length(tokens, i)  # "who votes"
        if length and not tokens[i].is_name:
            before = _words_before(tokens, i)
            del joined[len(joined) - before :]
            joined.append(_topic(tokens[i - before : i + length]))
        else:
            joined.append(_topic(tokens[i : i + length]) if length else tokens[i])
        i += length or 1
    return joined


def _words_before(tokens: Sequence[Token], i: int) -> int:
    """Count the known words before an unknown one that are one topic with it: "a music teacher"."""
    lexicon = vocabulary()
    j = i
    while j and not (tokens[j - 1].tags or tokens[j - 1].kinds or tokens[j - 1].stop):
        j -= 1
    if j and tokens[j - 1].low in ("a", "an", "any", "some") and i - j <= 2:
        return i - j
    rare = 0
    common = lexicon.alone | example_words()
    while rare < i - j and not {tokens[i - rare - 1].low, tokens[i - rare - 1].base} & common:
        rare += 1
    return rare


def _topic_length(tokens: Sequence[Token], i: int) -> int:
    """Count the tokens from `i` on that are one unknown name or topic.

    After ``about``, ``on``, ``with``, ``in``: with the known words around it ("family law").
    """
    first, lists = tokens[i], vocabulary().lists
    topical = i > 0 and _preposition(tokens, i) in lists["before_topics"]
    if first.is_name:
        return _named_topic(tokens, i) if topical else 0
    j = i
    while j < len(tokens) and _goes_on(tokens, i, j, topical):
        j += 1
    ended = j == len(tokens) or bool(j > i and tokens[j - 1].stop)
    whole = ended and i > 0 and _preposition(tokens, i) in lists["before_whole_topics"]
    unknown = any(not token.known for token in tokens[i:j])
    return j - i if unknown or whole or (ended and _is_noun(tokens, i)) else 0


def _is_noun(tokens: Sequence[Token], i: int) -> bool:
    """Return True for "flat" in "a flat": after an article, and in no way to ask for a command."""
    strange = tokens[i].low not in command_words() and tokens[i].base == tokens[i].low
    return i > 0 and tokens[i - 1].low in ("a", "an") and strange


def _goes_on(tokens: Sequence[Token], i: int, j: int, topical: bool) -> bool:
    """Return True when token `j` belongs to the topic that begins at `i`."""
    token = tokens[j]
    if token.low in _LABELS:
        return False
    surname = topical and j > i and not token.capital and not tokens[j - 1].known
    if (token.is_name and not surname) or (
        j > i and (tokens[j - 1].stop or tokens[j - 1].possessive)
    ):
        return False
    if topical:  # "law" ends "patent law", even where somebody is called Law
        return not token.tags and token.low not in vocabulary().lists["calendar"]
    last = j + 1 == len(tokens) or bool(token.stop)
    plain = token.base not in vocabulary().alone
    led = i > 0 and (tokens[i - 1].low in ("a", "an", "the") or tokens[i - 1].base in _TAKING)
    named = led and token.low not in _SOON
    ends = j > i and last and not (token.tags or token.low.endswith("ed")) and (plain or named)
    return not token.known or ends  # "learning" ends "machine learning"


def _named_topic(tokens: Sequence[Token], i: int) -> int:
    """Count the tokens of a topic that begins with an unknown name: "Roman history"."""
    if tokens[i].known or tokens[i].stop or tokens[i].possessive:
        return 0
    j = i + 1
    while j < len(tokens) and not tokens[j].known and not tokens[j].is_name:
        j += 1
    return j - i if j > i + 1 else 0


def _topic(run: Sequence[Token]) -> Token:
    last = run[-1]
    if len(run) > 1 and last.low in _FIELDS:
        run = run[:-1]  # "in the insurance world"
    text = " ".join(token.text for token in run)
    return Token(
        text, text, text, kinds=TOPIC, stop=last.stop, possessive=last.possessive, known=False
    )


def _preposition(tokens: Sequence[Token], i: int) -> str:
    """Give the preposition before token `i`, over an article, and over "Ann and" before "Bob"."""
    j = i - 1
    while j >= 0 and tokens[j].low in vocabulary().lists["articles"] and not tokens[j].stop:
        j -= 1
    if j >= 1 and tokens[j].low in ("and", "or") and tokens[j - 1].is_name:
        return tokens[j - 1].preposition
    return tokens[j].low if j >= 0 and "prep" in tokens[j].tags and not tokens[j].stop else ""


def _placed(tokens: list[Token], names: NameIndex, *, cased: bool) -> list[Token]:
    """Say of every name what it may name, from the preposition it stands after."""
    placed: list[Token] = []
    for i, token in enumerate(tokens):
        if token.is_name:
            preposition = _preposition([*placed, *tokens[i:]], i)
            if not token.known:
                token = _unknown_name(token, preposition, placed, names, cased=cased)
            token = token._replace(preposition=preposition)
        placed.append(token)
    return placed


def _unknown_name(
    token: Token, preposition: str, before: Sequence[Token], names: NameIndex, *, cased: bool
) -> Token:
    """Return a name that the network does not know with what it may name."""
    kinds = _kinds(token, preposition, before, cased)
    if token.possessive or preposition not in _BEFORE_PLACES:
        return token._replace(kinds=kinds)
    if is_known_place(token.text) and (preposition or not gender_of(token.text)):
        return token._replace(kinds=PLACE, known=True)
    if "place" not in kinds or not preposition or _is_home(token.text, names):
        return token._replace(kinds=kinds)
    if near := near_place(token.text):
        return token._replace(text=near.title(), kinds=PLACE, known=True)
    return token._replace(kinds=kinds)


def _is_home(text: str, names: NameIndex) -> bool:
    return isinstance(names, NameNeighbours) and names.is_home(text)


def _kinds(token: Token, preposition: str, before: Sequence[Token], cased: bool) -> frozenset[str]:
    """Return the kinds of thing that a name unknown to the network may name."""
    lexicon = vocabulary()
    if before and before[-1].low in ("a", "an"):
        return TOPIC
    if not token.capital and before and before[-1].low in lexicon.lists["articles"]:
        return TOPIC
    led_by = next((other.base for other in reversed(before[-3:]) if not other.tags), "")
    if preposition == "to" and led_by in lexicon.lists["travel"]:
        return PLACE
    if preposition in lexicon.lists["before_work"] and led_by in ("work", "employ"):
        return frozenset({"org"})
    if token.possessive:
        return PERSON_OR_ORG
    if not token.capital and not preposition:
        return TOPIC if cased else PERSON_OR_TOPIC
    if not token.capital and cased and preposition in ("in", "for"):
        return TOPIC_OR_PLACE if preposition == "in" else TOPIC
    kinds = lexicon.kinds_after.get(preposition, PERSON_OR_ORG)
    return TOPIC if cased and not token.capital and "topic" in kinds else kinds
