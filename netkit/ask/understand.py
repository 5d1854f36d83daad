"""A plain question becomes a netkit command, without a model and offline."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from netkit.errors import UsageError
from netkit.language.name_index import NO_NAMES, NameIndex
from netkit.language.vocabulary import vocabulary
from netkit.model.frozen import dataclass

from .alike_commands import answers_alike
from .features import ideas_of_word
from .intents import Intent, denial_share, intent_ideas, intent_words
from .neighbours import Vote, votes
from .people_questions import people_question
from .searches import searched_text
from .sentences import asks_of_a_name, sentences_of
from .slots import FilledCommand, fill_command
from .token_variants import without_conditions, without_topics
from .tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from .people_questions import PeopleQuestion
    from .tokens import Token

__all__ = ["LONGEST_QUESTION", "NotUnderstood", "Understood", "understand"]

LONGEST_QUESTION = 8_000  # characters; what is longer is no question
READ_WORDS = 60  # a question is told by its first words
#: How much a question has to be like the examples of a command: the nearer those of another are,
#: the more. Of 600 questions asked first, that refuses three of four that got a wrong command.
UNDERSTOOD_FROM, ENOUGH, BESIDE_ANOTHER, BESIDE_FOREIGN, FOR_UNTOLD = 0.4, -0.2, 0.9, 0.25, 0.05
ALONE, ALONE_FROM = 0.25, 0.3  # a share of the best score: where all else is farther, less is asked
OF_A_WORD_FROM = 0.6  # where somebody would be called by a word that nobody knows
UNREAD_FROM = 0.35  # where a word is not read that may change the answer
SHORTEST_BARE = 3  # words; of fewer, nothing is asked
CONDITION_APART = 0.95  # for a question that is found without its conditions
SENTENCE_APART = 0.93  # for a question that is one sentence of several
UNREAD = 0.85  # for each word that no way to ask for the command tells
TOO_CLOSE = 0.97  # a second command of so much of the first one's score leaves it open
_ASKING = frozenset({"what", "which", "who", "whom", "when", "where", "why", "how", "whose"})
#: Typed at a machine, not asked of a network: $(…), (n), ; DROP, <script>, rm -rf, ../..
_CODE = re.compile(
    r"[<>`\\{}]|\$\(|\(\w?(?::\w+)?\)|--\s*$|;\s*--|\w\([\x22']|\.\./|\brm -|\bsudo\b"
    r"|^\s*(?:while|def|class|import|lambda)\b"
    r"|[;']\s*(?:drop|delete|insert|update)\b"
    r"|(?-i:^\s*(?:MATCH|RETURN|DETACH|SELECT|UNION|MERGE|UNWIND|CREATE|UPDATE|WITH|ALTER|DROP|INSERT|TRUNCATE|GRANT|DELETE)\b)",
    re.IGNORECASE,
)
_MAY_DENY = 0.2  # of the ways to ask: whom one has not met, what was not kept
_ERASING = frozenset({"idea:forget_person", "idea:same"})
_CONDITIONS = frozenset({"org", "place"})
_ANYBODY = frozenset({"who", "whom", "whose", "which", "anyone", "anybody", "someone", "somebody"})
_SOMEBODY = frozenset({"she", "her", "hers", "he", "him", "his"})
_SHORT_WORD = 3  # letters; of, too, now say little
_SEARCH = "Search for TOPIC"
_LISTING = "Who do I know at ACME, and how well?"
A_WAY_TO_ASK = 1.25  # a score that only an example itself has, with nothing left over
PROPOSED = 3  # ways to ask that are named where none is understood
TOO_FAR = 0.5  # of the best score: what is farther leaves nothing open, so is not looked at
CLOSEST = 10  # intents whose commands are tried


@dataclass(frozen=True, slots=True)
class Understood:
    """A question that became a command.

    Attributes
    ----------
    command : tuple of str
        The arguments of ``netkit``: ``("introduce", "Ann Smith")``.
    question : str
        The first example of that command.
    missing : tuple of str
        What the question leaves open (``person``, ``topic``, …): its place in the command holds
        the word in capitals, and the command cannot run before it is said.
    ignored : tuple of str
        What the question says and the command has no place for: names, spans, and words that no
        way to ask for it holds.
    likeness : float
        How near the nearest examples are, from 0 to 1.
    """

    command: tuple[str, ...]
    question: str
    missing: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    likeness: float = 1.0


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A question that is like no example, and the three that are nearest to it."""

    nearest: tuple[str, ...]


class _Reading(NamedTuple):
    score: float
    voted: Sequence[Token]
    vote: Vote
    filled: FilledCommand


def understand(
    question: str, names: NameIndex = NO_NAMES, today: date | None = None
) -> Understood | NotUnderstood:
    """Find the command that answers a question.

    Parameters
    ----------
    question : str
        As a person types it: any word order, tense, contractions, small typing mistakes.
    names : NameIndex
        Tells the names in the network; a name it does not know is found by its capitals and its
        place in the sentence.
    today : date, optional
        Tells which days "yesterday" and "in March" are; without it they are not read.

    Raises
    ------
    UsageError
        It is longer than `LONGEST_QUESTION`.

    Examples
    --------
    >>> understand("whom should I introduce to Ann Smith?").command
    ('introduce', 'Ann Smith')
    """
    if len(question) > LONGEST_QUESTION:
        raise UsageError(f"too long for a question; {LONGEST_QUESTION} characters are read at most")
    tokens = tokens_of(question, names, today)[:READ_WORDS]
    if not _CODE.search(question):
        if text := searched_text(tokens):
            return Understood(("find", text), _SEARCH)
        if not asks_of_a_name(tokens) and (
            listing := people_question(tokens) or _told_last(tokens)
        ):
            return Understood(listing.command, _LISTING, (), listing.ignored)
    readings = _readings(question, tokens)
    if _CODE.search(question) or not readings or _in_doubt(readings):
        return NotUnderstood(_nearest(readings))
    best = readings[0]
    unread = _unread_words(tokens, best)
    doubtful = best.score < UNREAD_FROM and len(unread) > 0
    doubtful |= best.score < OF_A_WORD_FROM and _asks_of_a_word(tokens, best)
    if doubtful or _says_otherwise(best.voted, best.vote) or _leaves_out(tokens, best):
        return NotUnderstood(_nearest(readings))
    return Understood(
        best.filled.words,
        best.vote.intent.question,
        best.filled.missing,
        (*best.filled.ignored, *unread),
        round(best.score, 3),
    )


def _told_last(tokens: Sequence[Token]) -> PeopleQuestion | None:
    """Return the list that the last sentence asks for, where those before it name nothing."""
    sentences = sentences_of(tokens)
    before = [token for sentence in sentences[:-1] for token in sentence]
    if not sentences or any(token.kinds or "not" in token.tags for token in before):
        return None
    shortest = SHORTEST_BARE - (sentences[-1][0].low == "any")
    return people_question(sentences[-1]) if len(sentences[-1]) >= shortest else None


def _readings(question: str, tokens: Sequence[Token]) -> list[_Reading]:
    """Return the commands that a question may become, the likeliest first.

    Words that nobody knows are a topic ("solar panels") or words ("oops, ..."): whichever fits.
    """
    best: dict[str, _Reading] = {}
    top = 0.0
    for read, voted, likelihood in _ways_to_read(tokens):
        if top > A_WAY_TO_ASK:
            break
        told = likelihood == SENTENCE_APART and voted[-1:] != tokens[-1:]  # before the question
        for vote in votes(voted)[:CLOSEST]:
            if told and vote.intent.foreign:
                continue
            if len(best) >= PROPOSED and vote.score * likelihood < TOO_FAR * top:
                break
            reading = _reading(question, read, voted, vote, likelihood)
            top = max(top, reading.score)
            heading = vote.intent.heading
            if heading not in best or best[heading].score < reading.score:
                best[heading] = reading
    return sorted(best.values(), key=lambda reading: -reading.score)


def _ways_to_read(
    tokens: Sequence[Token],
) -> Iterator[tuple[Sequence[Token], Sequence[Token], float]]:
    """Yield the tokens to fill a command from, those to vote with, and how likely that is.

    Words that nobody knows are a topic or words; "in Berlin" and "at ACME" may be a condition on
    what is asked, which then is found without them; one sentence of several may be the question.
    """
    yield tokens, tokens, 1.0
    plain = without_topics(tokens)
    if plain != tokens:
        yield plain, plain, 1.0
    bare = without_conditions(tokens)
    if SHORTEST_BARE <= len(bare) < len(tokens):
        yield tokens, bare, CONDITION_APART
    for sentence in sentences_of(tokens):
        if len(sentence) >= SHORTEST_BARE:
            yield tokens, sentence, SENTENCE_APART


def _reading(
    question: str,
    tokens: Sequence[Token],
    voted: Sequence[Token],
    vote: Vote,
    likelihood: float,
) -> _Reading:
    filled = fill_command(vote.intent, question, tokens, vote.example)
    if _erases_unasked(voted, vote.intent) or _tells(question, voted, vote):
        likelihood = 0.0
    if not vote.intent.foreign:
        likelihood *= filled.likelihood * UNREAD ** len(_untold_words(voted, vote.intent))
    return _Reading(vote.score * likelihood, voted, vote, filled)


def _erases_unasked(tokens: Sequence[Token], intent: Intent) -> bool:
    """Return True for a command that erases or joins people, where no word asks for that.

    Nor is anybody erased where only something of theirs is named: "forget Ann's address".
    """
    if not any(slot.known for slot in intent.slots):
        return False
    if any(token.kinds and token.possessive for token in tokens):
        return True
    return not any(
        ideas_of_word(token.base) & _ERASING or token.base in vocabulary().lists["erasing"]
        for token in tokens
    )


def _tells(question: str, tokens: Sequence[Token], vote: Vote) -> bool:
    """Return True where a question is near to what records, and yet no order to do it.

    "Did Ann send it?" is no entry of the log; "suggestions for Ann" are not to be stopped.
    """
    if not vote.intent.writes:
        return False
    logs = vote.intent.slots[0].word == "log"
    if logs and tokens and tokens[0].kinds and not (tokens[0].known or tokens[0].capital):
        return True  # a mistyped word: "whoe needs a designer"
    stops = _denies(vote.example) and not _denies(tokens)
    return stops or (logs and question.rstrip().endswith("?"))


def _denies(tokens: Sequence[Token]) -> bool:
    return any("not" in token.tags for token in tokens)


def _would_erase(tokens: Sequence[Token], intent: Intent) -> bool:
    """Return True when a question says to erase and the command nearest to it does not."""
    return any(
        token.base in vocabulary().lists["erasing"] - intent_words(intent) for token in tokens
    )


def _untold_words(tokens: Sequence[Token], intent: Intent) -> list[Token]:
    """Return the words that no way to ask for a command holds, nor one for the same idea."""
    words = intent_words(intent)
    ideas = intent_ideas(intent)
    return [
        token
        for token in tokens
        if not (token.kinds or token.tags)
        and len(token.low) > _SHORT_WORD
        and not {token.low, token.base} & words
        and not ideas_of_word(token.base) & ideas
    ]


def _in_doubt(readings: Sequence[_Reading]) -> bool:
    """Return True when nothing is near, or another command is as near, or it is no question."""
    best = readings[0]
    if _in_another_language(best.voted):
        return True
    close = [
        r
        for r in readings[1:]
        if r.score >= TOO_CLOSE * best.score and len(r.filled.ignored) <= len(best.filled.ignored)
    ]
    open_between = any(not answers_alike(r.filled.words, best.filled.words) for r in close)
    return best.score < _enough(readings) or open_between or best.vote.intent.foreign


def _in_another_language(tokens: Sequence[Token]) -> bool:
    """Return True where no word is known but names and single letters; a name alone is a name."""
    if len(tokens) == 1 and tokens[0].capital:
        return False
    words = [token for token in tokens if not token.kinds]
    return not any(t.known and (not words or len(t.low) > 1) for t in words or tokens)


def _enough(readings: Sequence[_Reading]) -> float:
    """Return how like its examples the best reading has to be, beside the others."""
    best = readings[0]
    others = [r for r in readings[1:] if not answers_alike(r.filled.words, best.filled.words)]
    scale = best.score or 1.0
    another = max((r.score for r in others), default=0.0) / scale
    foreign = max((r.score for r in others if r.vote.intent.foreign), default=0.0) / scale
    untold = len(_untold_words(best.voted, best.vote.intent))
    asked = ENOUGH + BESIDE_ANOTHER * another + BESIDE_FOREIGN * foreign - FOR_UNTOLD * untold
    return max(ALONE_FROM if another < ALONE else UNDERSTOOD_FROM, asked)


def _says_otherwise(tokens: Sequence[Token], vote: Vote) -> bool:
    """Return True when a question denies, or only asks, what the nearest way to ask says.

    "Who does not work at ACME?" is not who does, and "What can I undo?" undoes nothing.
    """
    denies, denied = _denies(tokens), _denies(vote.example)
    begins = {phrasing.split()[0].lower().strip("?,") for phrasing in vote.intent.phrasings}
    asks = bool(tokens) and tokens[0].low in _ASKING and tokens[0].low not in begins
    if _would_erase(tokens, vote.intent):
        return True
    if tokens and tokens[0].low in vocabulary().lists["orders"] - begins:
        return True
    stray = denies and not denied and denial_share(vote.intent) < _MAY_DENY
    return stray or (asks and vote.intent.writes)


def _leaves_out(tokens: Sequence[Token], best: _Reading) -> bool:
    """Return True where an answer is not of whom, or is of where, a question says.

    It names somebody whom the command has no place for; or says "not at ACME" in another sentence;
    or asks of "her", whom nothing before tells; or speaks to netkit ("you are ...") of nobody.
    """
    people = [t for t in tokens if t.known and "person" in t.kinds]
    named = {token.text for token in people}
    if named & {*_last_words(best.filled.ignored)}:
        return True
    pairs = [*itertools.pairwise(tokens), *zip(tokens, tokens[2:], strict=False)]
    denied = any("not" in a.tags and b.kinds & _CONDITIONS for a, b in pairs)
    if denied and not _denies(best.voted):
        return True
    alone = not any(token.kinds or token.low in _ANYBODY for token in tokens)
    lows, spoken = ({t.low for t in read} for read in (tokens, best.vote.example))
    ends = [token.low for token in (*tokens[:1], *tokens[-1:])]
    of_netkit = [token.low for token in tokens[:2]] == ["you", "are"] or ends == ["i", "you"]
    return alone and (of_netkit or bool(_SOMEBODY & lows - spoken))


def _last_words(ignored: Sequence[str]) -> set[str]:
    """Return the names that were ignored, with and without the preposition before them."""
    return {*ignored, *(text.split(" ", 1)[-1] for text in ignored)}


def _asks_of_a_word(tokens: Sequence[Token], best: _Reading) -> bool:
    """Return True where what a command takes for somebody is a word that nobody knows."""
    named = {token.text for token in tokens if token.kinds and not (token.known or token.capital)}
    places = {slot.kind for slot in best.vote.intent.slots}
    return bool(named & {*best.filled.words}) and bool(places & {"person", "target"})


def _unread_words(tokens: Sequence[Token], best: _Reading) -> tuple[str, ...]:
    """Return the words that tell something which no way to ask for this command tells."""
    if any(slot.kind == "all" for slot in best.vote.intent.slots):
        return ()
    words = intent_words(best.vote.intent)
    taken = " ".join((*best.filled.words, *best.filled.ignored)).casefold()
    return tuple(
        token.text
        for token in tokens
        if not token.kinds - {"topic"}
        and not token.tags
        and (len(token.low) > _SHORT_WORD or token.low.isdigit() or _is_strange(token))
        and not {token.low, token.base} & words
        and token.low.casefold() not in taken
    )


def _is_strange(token: Token) -> bool:
    """Return True for a short word that nobody knows: "oct", but not "oh"."""
    return not token.known and len(token.low) == _SHORT_WORD and token.low.isalpha()


def _nearest(readings: Sequence[_Reading]) -> tuple[str, ...]:
    """Return the questions nearest to one that is not understood, three where there are."""
    from .intents import intents

    near = [reading.vote.intent for reading in readings]
    questions = [intent.question for intent in (*near, *intents()) if not intent.unproposed]
    return tuple(dict.fromkeys(questions))[:PROPOSED]
