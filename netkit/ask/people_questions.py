"""Read questions that list people by conditions: "UX people at ACME, not in Berlin".

Any order of conditions is read, each by itself: an organization, a place, a topic, a need, how
close, a circle, a tag, how long silent, and that each is not so. Only a question of which every
word is read is one; what such a question says of somebody that `people list` has no option for is
named as ignored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netkit.language.vocabulary import vocabulary

from .people_topics import TopicReader, leads
from .spoken_options import DROPPED_BANDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .tokens import Token

__all__ = ["PeopleQuestion", "people_question"]

_WHO = frozenset({"--at", "--in", "--about", "--limit"})  # options that `who` has, too
#: Prepositions before an organization or a city that is a condition.
_LEADING = frozenset(
    {"at", "in", "from", "of", "for", "with", "near", "around", "inside", "within", "into"}
)
#: Before "not" and a verb of contact: others have not, where else it is I who have not.
_OTHERS_DO = frozenset({"have", "has", "had", "do", "does", "did", "are", "is", "were", "was"})
#: Before "but": all of them except those that follow.
_EVERYBODY = frozenset(
    {"anywhere", "all", "everyone", "everybody", "anyone", "anybody", "contacts", "people"}
)
#: Those that lead other things, too, as long as nobody knows the name: "in need of legal advice".
_LOOSE = frozenset({"of", "for", "with", "into"})
_TIMES = frozenset({"span", "day"})
#: How what comes first is asked for; the first that fits.
_ORDERS = {
    (*sort, *by, *name.split()): order
    for sort in (("sort",), ("order",), ())
    for by in (("by", "the"), ("by", "their"), ("by",))
    for name, order in {
        "name": "name", "names": "name", "alphabet": "name", "strength": "strength",
        "closeness": "strength", "recency": "last", "last contact": "last", "last name": "name",
    }.items()
} | {
    ("alphabetically",): "name", ("alphabetical",): "name", ("most", "recent", "first"): "last",
}  # fmt: skip
_QUOTED = 4  # kinds: what stands in quotation marks may be anything


class PeopleQuestion(NamedTuple):
    """The command that lists the people a question asks for, and what it has no place for."""

    command: tuple[str, ...]
    ignored: tuple[str, ...]


def people_question(tokens: Sequence[Token]) -> PeopleQuestion | None:
    """Return the command that lists people by what a question says of them.

    None for a question with a word that is no condition, and for one without a condition.
    """
    lists = vocabulary().lists
    orders = any(token.low in lists["orders"] and token.stop != ":" for token in tokens[:1])
    if orders or any(token.base in lists["erasing"] for token in tokens):
        return None
    pronouns = {"she", "he"} & {token.low for token in tokens}
    if pronouns and not any("who" in token.tags for token in tokens):
        return None
    reader = _Reader(tokens)
    if not reader.read_all():
        return None
    options, ignored = reader.options, tuple(reader.ignored)
    if not (options.keys() - {"--limit", "--sort"}) and not reader.ordered:
        return None
    name = ("who",) if options.keys() <= _WHO and not ignored else ("people", "list")
    words = [word for option in _ORDER for word in _option(option, options)]
    return PeopleQuestion((*name, *words), ignored)


_ORDER = (
    "--at", "--not-at", "--in", "--not-in", "--about", "--not-about", "--needs", "--band",
    "--circle", "--not-circle", "--tag", "--not-tag", "--silent", "--sort", "--limit",
)  # fmt: skip


def _option(option: str, options: dict[str, str]) -> list[str]:
    if option not in options:
        return []
    return [option, options[option]] if options[option] else [option]


class _Reader(TopicReader):
    """Reads a question from left to right, a condition after the other."""

    def read_all(self) -> bool:
        """Return True when every word was read."""
        steps: tuple[Callable[[Token], int], ...] = (
            self._time, self._name, self._label, self._need, self._topic_led, self._closeness,
            self._order,
            self._contact, self._denial, self._finding, self._topic_before, self._ability,
            self._filler,
        )  # fmt: skip
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            length = next(filter(None, (step(token) for step in steps)), 0)
            if not length:
                return False
            self._at += length
        alone = self._bare_topic and len(self.options) == 1 and not self._asks_for_having()
        lost = any(token.base == "lose" for token in self._tokens) and len(self.options) == 1
        return self._silence != "asked" and not (self._denying or alone or lost)

    def _time(self, token: Token) -> int:
        """Read for how long there was no contact."""
        if not token.kinds & _TIMES:
            return 0
        if self._silence != "asked" or token.is_ahead or not token.period.gap:
            return 0
        self._silence = "timed"
        self.options["--silent"] = token.period.gap
        return 1

    def _name(self, token: Token) -> int:
        """Read an organization or a city."""
        if not token.kinds or token.kinds & _TIMES or len(token.kinds) == _QUOTED:
            return 0
        if token.known and "person" in token.kinds and "org" not in token.kinds:
            return self._somebody(token)
        led = token.preposition in _LEADING and (
            token.known or token.capital or token.preposition not in _LOOSE
        )
        if token.preposition and not led:
            return 0
        if token.preposition == "in" and not (token.known or token.capital):
            circles = any(other.low in ("circle", "circles") for other in self._tokens)
            self._put("--circle" if circles else "--about", token.text)
        elif "place" in token.kinds and (token.known or led):
            self._put("--in", token.text)
        elif "org" in token.kinds and (token.known or led):
            self._put("--at", token.text)
        elif not token.known and token.kinds & {"topic", "person"} and not token.preposition:
            return self._topic_before(token)
        else:
            return 0
        return 1

    def _somebody(self, token: Token) -> int:
        """Read somebody who is left out: "everyone at ACME except Ann"."""
        if not self._denying:
            return 0
        self.ignored.append(f"except {token.text}")
        self._denying = self._following() in ("or", "and") and bool(
            self._tokens[self._at + 2 :] and "person" in self._tokens[self._at + 2].kinds
        )
        return 1

    def _label(self, token: Token) -> int:
        """Read a circle or a tag: "in my climbing circle", "tagged investor"."""
        if token.low in ("tagged", "tag"):
            word = self._plain(self._at + 1)
            if word:
                self._put("--tag", word)
            return 2 if word else 0
        label, length = self._noun_phrase(self._at)
        after = self._following(length)
        if not label and self._following() in ("circle", "tag"):
            label, length, after = self._plain(self._at), 1, self._following()
        if label and after in ("circle", "tag"):
            self._put(f"--{after}", label)
            return length + 1
        if label and after == "tagged" and self._following(length + 1) in self._lists["people"]:
            self._put("--tag", label)
            return length + 2
        if token.low == "circle" and (word := self._plain(self._at + 1)):
            self._put("--circle", word)
            return 2
        return 0

    def _closeness(self, token: Token) -> int:
        """Read how close they are, and how many are asked for."""
        if token.low == "close" and self._is_said_of_them():
            self._put("--band", "close")
            return 1
        if self._begins(("near", "to", "me")):
            self._put("--band", "close")
            return 3
        if self._begins(("close", "to")) and "me" in (self._following(2), self._me_before()):
            self._put("--band", "close")
            return 2
        band = self._spoken["band"]
        several = band in DROPPED_BANDS > {token.low} and self._following() in ("or", "and")
        if token.low == band != "closest" or several:
            self._put("--band", token.low)
            return 1
        if token.low == self._spoken["count"] or token.low in self._numbers():
            self.options["--limit"] = self._spoken["count"]
            return 1
        return 0

    def _order(self, token: Token) -> int:
        """Read which of them come first: "sorted by name", "recent contacts", "strongest"."""
        if token.low in ("recent", "latest") and self._following() in self._lists["people"]:
            self.options["--sort"] = "last"
            return 1
        for lead, order in _ORDERS.items():
            if self._begins(lead):
                self.options["--sort"] = order
                self.ordered = True
                return len(lead)
        if token.low in self._lists["strongest_first"]:
            self.options["--sort"] = "strength"
            return 1
        return 0

    def _is_said_of_them(self) -> bool:
        """Return True for "close" in "not in my family circle, but close"."""
        last = self._at + 1 == len(self._tokens)
        return last and self._following(-1) in ("but", "and", "is", "are") and bool(self.options)

    def _me_before(self) -> str:
        """Return "me" where it says "I am" before."""
        return "me" if (self._following(-2), self._following(-1)) == ("i", "am") else ""

    def _numbers(self) -> frozenset[str]:
        from .spoken_options import spellings

        count = self._spoken["count"]
        return spellings(count) if count else frozenset()

    def _contact(self, token: Token) -> int:
        """Read that there was no contact, for a time that is still to be named."""
        quiet = next((lead for lead in leads("silence") if self._begins(lead)), ())
        if quiet:
            self._silence = self._silence or "asked"
            return len(quiet)
        contact = {self._following(), *self._bases(1)} & self._lists["contacting"]
        if token.low == "never" and contact and self._spoken["band"] == "no contact":
            self._put("--band", "no contact")
            return 2
        if not (self._denying and {token.low, token.base} & self._lists["contacting"]):
            return 0
        mine = any(other.low in ("i", "we") for other in self._tokens[: self._at])
        passive = self._following(-1) == "been"
        from_me = (self._following(1), self._following(2)) == ("from", "me")
        mine = mine or passive or from_me or self._following(-2) not in _OTHERS_DO
        to_me = self._following() == "me" or self._following(2) == "me"
        if not mine or (to_me and not from_me) or self._never():
            return 0
        self._denying = False
        self._silence = self._silence or "asked"
        return 3 if from_me else 1

    def _bases(self, offset: int) -> set[str]:
        return {token.base for token in self._tokens[self._at + offset : self._at + offset + 1]}

    def _never(self) -> bool:
        return any(token.low == "never" for token in self._tokens)

    def _denial(self, token: Token) -> int:
        """Read "not", "except", "outside", "other than"."""
        if self._begins(("other", "than")) or self._begins(("apart", "from")):
            self._denying = True
            return 2
        person = any("person" in t.kinds for t in self._tokens[self._at + 1 : self._at + 2])
        excepting = token.low == "but" and (person or self._following(-1) in _EVERYBODY)
        if "not" not in token.tags and not excepting:
            return 0
        but = self._following(-1) in ("but", "and")
        if (token.low in ("no", "none") and but) or (
            token.low == "no" and self._following() == "tag"
        ):
            self._denying = True
            return 1
        if self._denying or token.low in (
            "no",
            "nobody",
            "none",
            "never",
            "stop",
            "fail",
            "forget",
        ):
            return 0
        self._denying = True
        return 1

    def _finding(self, token: Token) -> int:
        """Read the order "find", which is no topic."""
        return int(token.low == "find" and not (self._at or token.kinds))

    def _filler(self, token: Token) -> int:
        """Read a word that only asks: "which of my contacts are there"."""
        if token.kinds:
            return 0
        if token.low in ("know", "knows") and self._denying:
            return 0
        if self._has_ways_in(token):
            return 0
        if token.low == "how" and self._following() in ("well", "many"):
            mine = any({"i", "my"} & other.tags for other in self._tokens)
            counted = mine and self._following(2) in self._lists["people"]
            return 2 if self._following() == "well" or counted else 0
        if self._silence and token.low in self._lists["silence_words"]:
            return 1
        somewhere = {token.low, token.base} & self._lists["being_somewhere"]
        people = "someone" in token.tags and token.base in self._lists["listing"]
        return int(bool(somewhere) or people or token.low in self._lists["listing"])

    def _has_ways_in(self, token: Token) -> bool:
        """Return True for "has contacts" and "has an in", which is no list: who leads there."""
        if token.low in ("has", "have") and self._following(-1) not in ("i", "we"):
            return self._following() in self._lists["people"]
        return token.low == "in" and self._following(-1) == "an"
