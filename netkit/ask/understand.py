"""A plain question becomes a netkit command, without a model and offline."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netkit.errors import UsageError
from netkit.language.name_index import NO_NAMES, NameIndex
from netkit.model.frozen import dataclass

from .intents import denial_share, intent_words
from .neighbours import Vote, votes
from .slots import FilledCommand, fill_command
from .tokens import tokens_of, without_topics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .tokens import Token

__all__ = ["LONGEST_QUESTION", "NotUnderstood", "Understood", "understand"]

LONGEST_QUESTION = 8_000  # characters; what is longer is no question
READ_WORDS = 60  # a question is told by its first words
UNDERSTOOD_FROM = 0.31  # set where questions about other things stay below, and most others reach
TOO_CLOSE = 0.97  # a second command of so much of the first one's score leaves it open
_ASKING = frozenset({"what", "which", "who", "whom", "when", "where", "why", "how", "whose"})
_MAY_DENY = 0.05  # of the ways to ask: whom one has not met, what was not kept
_SHORT_WORD = 3  # letters; of, too, now say little
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
    vote: Vote
    filled: FilledCommand


def understand(question: str, names: NameIndex = NO_NAMES) -> Understood | NotUnderstood:
    """Find the command that answers a question.

    Parameters
    ----------
    question : str
        As a person types it: any word order, tense, contractions, small typing mistakes.
    names : NameIndex
        Tells the names in the network; a name it does not know is found by its capitals and its
        place in the sentence.

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
    tokens = tokens_of(question, names)[:READ_WORDS]
    readings = _readings(question, tokens)
    if not readings or _in_doubt(readings) or _says_otherwise(tokens, readings[0].vote):
        return NotUnderstood(_nearest(readings))
    best = readings[0]
    return Understood(
        best.filled.words,
        best.vote.intent.question,
        best.filled.missing,
        (*best.filled.ignored, *_unread_words(tokens, best)),
        round(best.score, 3),
    )


def _readings(question: str, tokens: Sequence[Token]) -> list[_Reading]:
    """Return the commands that a question may become, the likeliest first.

    Words that nobody knows are a topic ("solar panels") or words ("oops, ..."): whichever fits.
    """
    plain = without_topics(tokens)
    best: dict[str, _Reading] = {}
    for read in (tokens, plain) if plain != tokens else (tokens,):
        for vote in votes(read)[:CLOSEST]:
            filled = fill_command(vote.intent, question, read, vote.example)
            likelihood = 1.0 if vote.intent.foreign else filled.likelihood
            reading = _Reading(vote.score * likelihood, vote, filled)
            heading = vote.intent.heading
            if heading not in best or best[heading].score < reading.score:
                best[heading] = reading
    return sorted(best.values(), key=lambda reading: -reading.score)


def _in_doubt(readings: Sequence[_Reading]) -> bool:
    """Return True when nothing is near, or another command is as near, or it is no question."""
    best = readings[0]
    close = [r for r in readings[1:] if r.score >= TOO_CLOSE * best.score]
    open_between = any(r.filled.words != best.filled.words for r in close)
    return best.score < UNDERSTOOD_FROM or open_between or best.vote.intent.foreign


def _says_otherwise(tokens: Sequence[Token], vote: Vote) -> bool:
    """Return True when a question denies, or only asks, what the nearest way to ask says.

    "Who does not work at ACME?" is not who does, and "What can I undo?" undoes nothing.
    """
    denies, denied = (any("not" in token.tags for token in read) for read in (tokens, vote.example))
    begins = {phrasing.split()[0].lower().strip("?,") for phrasing in vote.intent.phrasings}
    asks = bool(tokens) and tokens[0].low in _ASKING and tokens[0].low not in begins
    stray = denies and not denied and denial_share(vote.intent) < _MAY_DENY
    return stray or (asks and vote.intent.writes)


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
        and len(token.low) > _SHORT_WORD
        and not {token.low, token.base} & words
        and token.low not in taken
    )


def _nearest(readings: Sequence[_Reading]) -> tuple[str, ...]:
    """Return the questions nearest to one that is not understood, three where there are."""
    from .intents import intents

    near = [reading.vote.intent for reading in readings]
    questions = [intent.question for intent in (*near, *intents()) if not intent.unproposed]
    return tuple(dict.fromkeys(questions))[:3]
