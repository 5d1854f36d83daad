"""Terms of a text: ideas that people have several words for, and stems of all other words.

"looking for a patent lawyer" and "IP attorney at ACME" share the terms `patent` and `lawyer`.

A text is also read for what it comes down to. Of "a patent lawyer for a start-up" that is the
lawyer: the last word before the first preposition, titles of rank aside ("Head of Legal" is legal).
What stands before it is its kind (patent), what follows is circumstance (start-up).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from netkit.model.frozen import dataclass
from netkit.model.names import fold
from netkit.topics.synonyms import ROLES, TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from Stemmer import Stemmer

__all__ = ["CIRCUMSTANCE", "Reading", "broader", "reading", "terms"]

_STOP = frozenset(
    """
    a about after all also an and any are as at be been but by can could do does each etc for from
    get good great has have he her him his how i if in into is it its just like looking look make
    may me more most much my need needs new no not of on one or other our out over people seeking
    seek she so some someone somebody such than that the their them then there these they this to
    too up us very want wants was we well were what when where which who whose will with work works
    working would you your help helps find best senior junior lead head chief manager director
    officer vp president associate intern principal staff team group global inc ltd gmbh llc de la
    fifty hundred und der die das know knows did done offer offers happy near per
    """.split()  # noqa: SIM905 — a text is read more easily than a list of 150 strings
)
#: Said of any trade, hence next to nothing: "tax expert", "advice on tax" and "tax" are one.
_FAINT = frozenset(
    """
    advice advise adviser advisor advisory consult consultant consulting consultancy expert
    expertise specialist professional freelance freelancer experience experienced experiences
    knowledge skill service support intro introduction contact connection person partner owner
    member independent self employed part full time small big large local certified chartered
    former ex fractional interim remote week day year month company business firm agency studio
    office eu europe european international space place
    """.split()  # noqa: SIM905
)
#: What opens a circumstance: the words after it say for whom, where, with what.
_TURN = frozenset(
    """
    for in at of on with to from among who that which whose about near into by as between across
    without under via than
    """.split()  # noqa: SIM905
)
#: The same, after a word: "a founder raising a seed round".
_TURN_WITHIN = frozenset(
    """
    raising looking seeking working living based interested focused focusing specialised specialized
    specialising specializing wanting needing
    """.split()  # noqa: SIM905
)
_TOKEN = re.compile(r"\w+|[^\w\s]")
#: Marks that begin another title; and those that go on with what was being said.
_MARKS, _JOINS = frozenset("|;/·•—–"), frozenset("&,()[]:+") | {"and", "or", "und", "y", "et"}
_AGENT = re.compile(r"(?:er|or|ist|ian|man|woman)s?$")
_NO_AGENTS = frozenset(
    """
    sensor motor computer server paper water user customer sector factor color number power center
    order letter newsletter chapter summer winter matter letters users customers sensors papers
    german human roman
    """.split()  # noqa: SIM905
)
_LONGEST = 4  # words of a phrase
#: Beside the thing itself: circumstance, a broader idea, and words that any trade has.
CIRCUMSTANCE, BROADER, FAINT = 0.5, 0.3, 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One text, read.

    Attributes
    ----------
    terms : each term with how much it says in this text, 0 to 1.
    heads : what the text comes down to, one for each title in it.
    kinds : what stands before the heads: the kind of lawyer, of designer.
    trades : those of the heads that people work as: "lawyer", "harpist", not "battery".
    """

    terms: Mapping[str, float]
    heads: frozenset[str]
    kinds: frozenset[str]
    trades: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """The synonyms, to be looked up: the idea of a word, of a beginning, of a phrase."""

    exact: dict[tuple[str, ...], str]
    beginnings: dict[tuple[str, ...], str]
    broader: dict[str, tuple[str, ...]]
    trades: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Idea:
    term: str
    faint: bool
    trade: bool
    word: str


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer:
    """Return Snowball's stemmer of English words; loading it takes a millisecond or two."""
    from Stemmer import Stemmer

    return Stemmer("english")


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


def terms(text: str) -> frozenset[str]:
    """Return the terms of `text`: stems without stop words, synonyms as one, broader ones too.

    >>> sorted(terms("Looking for a patent lawyer") & terms("IP attorney at ACME"))
    ['lawyer', 'patent']
    """
    return frozenset(reading(text).terms)


def broader(term: str) -> tuple[str, ...]:
    """Return the ideas that hold a narrower one.

    >>> broader("cardiologist")
    ('doctor',)
    """
    return _table().broader.get(term, ())


@lru_cache(maxsize=65_536)
def reading(text: str) -> Reading:
    """Read `text`: a need, an offer, a skill or a title.

    >>> made = reading("a patent lawyer for a robotics start-up")
    >>> sorted(made.heads), sorted(made.kinds), made.terms["lawyer"], made.terms["startup"]
    (['lawyer'], ['patent'], 1.0, 0.5)
    """
    weights: dict[str, float] = {}
    heads: dict[str, _Idea] = {}
    kinds: set[str] = set()
    turned = False  # a circumstance has begun, and the thing itself was said
    for part, mark in _parts(text):
        turned = bool(heads) and (mark == "turn" or (turned and mark == "join"))
        ideas = _ideas(tuple(part))
        strong = [idea for idea in ideas if not idea.faint]
        for idea in ideas:
            weight = FAINT if idea.faint else CIRCUMSTANCE if turned else 1.0
            weights[idea.term] = max(weights.get(idea.term, 0.0), weight)
        if strong and not turned:
            heads.update((idea.term, idea) for idea in _heads(strong))
            kinds.update(idea.term for idea in strong)
    _add_broader(weights)
    trades = frozenset(term for term, idea in heads.items() if idea.trade)
    return Reading(weights, frozenset(heads), frozenset(kinds - heads.keys()), trades)


def _heads(ideas: list[_Idea]) -> Iterator[_Idea]:
    """Yield the head of a phrase: its last word; and the first, of "teaching violin"."""
    first, last = ideas[0], ideas[-1]
    yield last
    if first.trade and first.word.endswith("ing") and not _is_agent(last.word):
        yield first


def _add_broader(weights: dict[str, float]) -> None:
    """Add the ideas that hold what is said, and those that hold them, ever fainter."""
    reached = list(weights)
    for term in reached:
        for wider in broader(term):
            if wider not in weights:
                weights[wider] = BROADER * weights[term]
                reached.append(wider)


def _parts(text: str) -> Iterator[tuple[list[str], str]]:
    """Yield the words between prepositions and marks, each with what opened them."""
    part: list[str] = []
    opened = "mark"
    for token, following in pairwise((*_TOKEN.findall(fold(text)), "")):
        mark = _mark(token, following, first=not part)
        if mark:
            yield part, opened
            part, opened = [], mark
        elif token.isalnum():
            part.append(token)
    yield part, opened


def _mark(token: str, following: str, *, first: bool) -> str:
    """Return the kind of part a token begins: a turn, a mark, a join; "" for none."""
    if token in _TURN:
        return "turn"
    if token in _MARKS:
        return "mark"
    if token in _JOINS:
        return "join"
    # "a founder raising a round", but not "raising a round", nor "fund raising for schools"
    goes_on = following.isalnum() and following not in _TURN | _JOINS
    return "turn" if token in _TURN_WITHIN and not first and goes_on else ""


def _ideas(part: tuple[str, ...]) -> list[_Idea]:
    """Return the ideas of some words in order: the longest phrases first."""
    ideas: list[_Idea] = []
    table, place = _table(), 0
    while place < len(part):
        for length in range(min(_LONGEST, len(part) - place), 0, -1):
            words = part[place : place + length]
            term = _looked_up(words)
            if term is not None:
                ideas.append(_Idea(term, False, term in table.trades, words[-1]))
                break
        else:
            length = 1
            if part[place] not in _STOP and len(part[place]) > 1:
                ideas.append(_unknown(part[place]))
        place += length
    # "hiring an engineer" looks for the engineer
    if len(ideas) > 1 and ideas[0].word in {"hire", "hiring"}:
        ideas[0] = _Idea(ideas[0].term, True, False, ideas[0].word)
    return ideas


def _unknown(word: str) -> _Idea:
    """Return the idea of a word without synonyms: its stem."""
    faint = word in _FAINT or _singular(word) in _FAINT or word.isdigit()
    return _Idea(_stem(word), faint, _is_agent(word) and not faint, word)


def _is_agent(word: str) -> bool:
    """Return True if a word names a person by what they do: "harpist", "driver"."""
    return bool(_AGENT.search(word)) and word not in _NO_AGENTS


@lru_cache(maxsize=65_536)
def _looked_up(words: tuple[str, ...]) -> str | None:
    table = _table()
    key = tuple(_singular(word) for word in words)
    entry = table.exact.get(words) or table.exact.get(key)
    if entry is None:
        *before, last = key
        for end in range(len(last), 2, -1):
            entry = table.beginnings.get((*before, last[:end]))
            if entry is not None:
                break
    return entry


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=1)
def _table() -> _Table:
    table = _Table({}, {}, {}, frozenset(_names(ROLES)))
    for line in _lines(ROLES + TOPICS):
        head, _, entries = line.partition(": ")
        name, _, wider = head.partition(" > ")
        if wider:
            table.broader[name] = tuple(wider.split(", "))
        for entry in (name, *entries.split(", ")):
            words = tuple(_singular(word) for word in entry.replace("'", " ").split())
            if entry.endswith("*"):
                table.beginnings.setdefault((*words[:-1], words[-1].rstrip("*")), name)
            elif words:
                table.exact.setdefault(words, name)
    return table


def _names(text: str) -> Iterator[str]:
    return (line.partition(": ")[0].partition(" > ")[0] for line in _lines(text))


def _lines(text: str) -> list[str]:
    return text.replace("\n    ", " ").split("\n")
