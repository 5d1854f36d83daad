"""What a text is about: ideas that people have several words for, and stems of all other words.

"looking for a patent lawyer" and "IP attorney at ACME" share the terms `patent` and `lawyer`.

A text is also read for what it comes down to. Of "a patent lawyer for a start-up" that is the
lawyer: the last word before the first preposition, titles of rank aside ("Head of Legal" is legal).
What stands before it is its kind (patent), what follows is circumstance (start-up).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from netkit.domain.names import fold
from netkit.domain.synonyms import ROLES, TOPICS

__all__ = ["Reading", "is_trade", "reading", "terms"]

_STOP = frozenset(
    """
    a about after all also an and any are as at be been but by can could do does each etc for from
    get good great has have he her him his how i if in into is it its just like looking look make
    may me more most much my need needs new no not of on one or other our out over people seeking
    seek she so some someone somebody such than that the their them then there these they this to
    too up us very want wants was we well were what when where which who whose will with work works
    working would you your help helps find best senior junior lead head chief manager director
    officer vp president associate intern principal staff team group global inc ltd gmbh llc de la
    und der die das know knows did done offer offers happy know-how near per
    """.split()  # noqa: SIM905 — a text is read more easily than a list of 150 strings
)
#: Said of any trade, hence next to nothing: "tax expert", "advice on tax" and "tax" are one.
_FAINT = frozenset(
    """
    advice advise adviser advisor advisory consult consultant consulting consultancy expert expertise
    specialist professional freelance freelancer experience experienced experiences knowledge skill
    service support intro introduction contact connection person partner owner member independent
    self employed part full time small big large local certified chartered former ex fractional
    interim remote week day year month company business firm agency studio office eu europe european
    international
    """.split()  # noqa: SIM905
)
#: What opens a circumstance: the words after it say for whom, where, with what.
_TURN = frozenset(
    """
    for in at of on with to from who that which whose about near into by as between across without
    under via than
    """.split()  # noqa: SIM905
)
_TOKEN = re.compile(r"\w+|[^\w\s]")
_WORD = re.compile(r"\w")
#: Marks that begin a new title: "Founder & CEO", "Engineer | Speaker", "Counsel (Privacy)".
_BREAKS = frozenset("&,;|/()[]·•–—:+") | {"and", "or", "und", "y", "e", "et"}
_LONGEST = 4  # words of a phrase
_AGENT = re.compile(r"(?:[^aeiou]er|[aeo]er|[^o]or|ist|ian|man|woman)$")
#: Circumstance, a broader trade and words that any trade has count so much beside the thing itself.
CIRCUMSTANCE, BROADER, FAINT = 0.5, 0.3, 0.1


@lru_cache(maxsize=1)
def _stemmer() -> object:
    from snowballstemmer import stemmer

    return stemmer("english")


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))  # type: ignore[attr-defined]  # an untyped library


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """The synonyms, to be looked up: the idea of a word, of a beginning, of a phrase."""

    words: Mapping[str, str]
    beginnings: Mapping[str, str]
    phrases: Mapping[tuple[str, ...], str]
    broader: Mapping[str, tuple[str, ...]]
    trades: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """One text, read.

    Attributes
    ----------
    terms : each term with how much it says in this text, 0 to 1.
    heads : what the text comes down to, one for each title in it.
    kinds : what stands before the heads: the kind of lawyer, of designer.
    """

    terms: Mapping[str, float]
    heads: frozenset[str]
    kinds: frozenset[str]


def terms(text: str) -> frozenset[str]:
    """Return the terms of `text`: stems without stop words, synonyms as one, broader ones too.

    >>> sorted(terms("Looking for a patent lawyer") & terms("IP attorney at ACME"))
    ['lawyer', 'patent']
    """
    return frozenset(reading(text).terms)


def is_trade(term: str) -> bool:
    """Say whether a term is what people work as: "lawyer", or any "-er", "-ist" of a text.

    >>> is_trade("lawyer"), is_trade("harpist"), is_trade("battery")
    (True, True, False)
    """
    table = _table()
    return term in table.trades or (term not in table.broader and bool(_AGENT.search(term)))


@lru_cache(maxsize=65_536)
def reading(text: str) -> Reading:
    """Read `text`: a need, an offer, a skill or a title.

    >>> made = reading("a patent lawyer for a robotics start-up")
    >>> sorted(made.heads), sorted(made.kinds), made.terms["lawyer"], made.terms["startup"]
    (['lawyer'], ['patent'], 1.0, 0.5)
    """
    said: dict[str, float] = {}
    heads, kinds = set(), set()
    turned = False  # a circumstance has begun, and the thing itself was said
    for part, breaks in _parts(text):
        ideas = [(idea, faint) for idea, faint in _ideas(part)]
        strong = [idea for idea, faint in ideas if not faint]
        weight = CIRCUMSTANCE if turned else 1.0
        for idea, faint in ideas:
            said[idea] = max(said.get(idea, 0.0), FAINT if faint else weight)
        if strong and not turned:
            heads.add(_head(strong))
            kinds.update(strong)
        turned = (turned or bool(heads)) and not breaks
    for idea in tuple(said):
        for wider in _table().broader.get(idea, ()):
            said.setdefault(wider, BROADER * said[idea])
    return Reading(said, frozenset(heads), frozenset(kinds - heads))
