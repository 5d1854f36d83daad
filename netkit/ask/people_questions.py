"""Read questions that list people by conditions: "UX people at ACME, not in Berlin".

Any order of conditions is read, each by itself: an organization, a place, a topic, a need, how
close, a circle, a tag, how long silent, and that each is not so. Only a question of which every
word is read is one; what such a question says of somebody that `people list` has no option for is
named as ignored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from netkit.language.vocabulary import vocabulary

from .spoken_options import SPOKEN_OPTIONS
from .tokens import without_topics

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .tokens import Token

__all__ = ["PeopleQuestion", "people_question"]

LONGEST_TOPIC = 5  # words
_WHO = frozenset({"--at", "--in", "--about", "--limit"})  # options that `who` has, too
_NOT_SO = frozenset({"--at", "--in", "--about", "--circle", "--tag"})  # options with a --not-
#: Prepositions before an organization or a city that is a condition.
_LEADING = frozenset(
    {"at", "in", "from", "of", "for", "with", "near", "around", "inside", "within", "into"}
)
#: Before "not" and a verb of contact: others have not, where else it is I who have not.
_OTHERS_DO = frozenset({"have", "has", "had", "do", "does", "did", "are", "is", "were", "was"})
#: Before "but": all of them except those that follow.
_EVERYBODY = frozenset({"all", "everyone", "everybody", "anyone", "anybody", "contacts", "people"})
#: Those that lead other things, too, as long as nobody knows the name: "in need of legal advice".
_LOOSE = frozenset({"of", "for", "with", "into"})
_TIMES = frozenset({"span", "day"})
_QUOTED = 4  # kinds: what stands in quotation marks may be anything
_SPOKEN = ("band", "count")
#: How words end that tell what somebody does: designer, investor, journalist, physician, architect.
_OCCUPATIONS = (
    "er", "or", "ist", "ian", "eer", "ect", "yst", "ant", "man", "men", "nurse", "chef", "coach",
    "pilot", "judge", "ceo", "cto", "cfo", "expert", "agent",
)  # fmt: skip


class PeopleQuestion(NamedTuple):
    """The command that lists the people a question asks for, and what it has no place for."""

    command: tuple[str, ...]
    ignored: tuple[str, ...]


def people_question(tokens: Sequence[Token]) -> PeopleQuestion | None:
    """Return the command that lists people by what a question says of them.

    None for a question with a word that is no condition, and for one without a condition.
    """
    lists = vocabulary().lists
    orders = any(token.low in lists["orders"] for token in tokens[:1])
    if orders or any(token.base in lists["erasing"] for token in tokens):
        return None
    reader = _Reader(tokens)
    if not reader.read_all():
        return None
    options, ignored = reader.options, tuple(reader.ignored)
    if not (options.keys() - {"--limit", "--sort"}):
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


class _Reader:
    """Reads a question from left to right, a condition after the other."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = without_topics(tokens)
        self._lists = vocabulary().lists
        self._at = 0
        self._denying = False
        self._silence = ""  # "asked" from "not talked to" on, "timed" with its time
        self._spoken = {kind: SPOKEN_OPTIONS[kind](self._tokens) for kind in _SPOKEN}
        self.options: dict[str, str] = {}
        self._bare_topic = False  # "designers", which is a condition only beside another
        self.ignored: list[str] = []

    def read_all(self) -> bool:
        """Return True when every word was read."""
        steps: tuple[Callable[[Token], int], ...] = (
            self._time, self._name, self._label, self._closeness, self._need, self._topic_led,
            self._contact, self._denial, self._finding, self._topic_before, self._filler,
        )  # fmt: skip
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            length = next(filter(None, (step(token) for step in steps)), 0)
            if not length:
                return False
            self._at += length
        alone = self._bare_topic and len(self.options) == 1
        return self._silence != "asked" and not (self._denying or alone)

    def _following(self, offset: int = 1) -> str:
        i = self._at + offset
        return self._tokens[i].low if 0 <= i < len(self._tokens) else ""

    def _put(self, option: str, text: str) -> None:
        """Keep a condition; what stands where another does already is named as ignored."""
        if self._denying:
            if option not in _NOT_SO:
                self.ignored.append(f"not {text}")
                self._denying = self._following() in ("or", "nor")
                return
            option = option.replace("--", "--not-")
            self._denying = False
        if option in self.options and self.options[option] != text:
            self.ignored.append(f"{option.removeprefix('--').replace('-', ' ')} {text}")
        else:
            self.options[option] = text

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
            self._put("--about", token.text)
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
        if label and after in ("circle", "tag"):
            self._put(f"--{after}", label)
            return length + 1
        if token.low == "circle" and (word := self._plain(self._at + 1)):
            self._put("--circle", word)
            return 2
        return 0

    def _plain(self, i: int) -> str:
        """Return a word that is no part of the grammar, or nothing."""
        if i >= len(self._tokens):
            return ""
        token = self._tokens[i]
        return "" if token.tags or token.kinds & _TIMES else token.text

    def _closeness(self, token: Token) -> int:
        """Read how close they are, how many are asked for, and which come first."""
        if self._begins(("close", "to")) and "me" in (self._following(2), self._me_before()):
            self._put("--band", "close")
            return 2
        if token.low == self._spoken["band"] != "closest":
            self._put("--band", token.low)
            return 1
        if token.low == self._spoken["count"] or token.low in self._numbers():
            self.options["--limit"] = self._spoken["count"]
            return 1
        if token.low in self._lists["strongest_first"]:
            self.options["--sort"] = "strength"
            return 1
        return 0

    def _me_before(self) -> str:
        """Return "me" where it says "I am" before."""
        return "me" if (self._following(-2), self._following(-1)) == ("i", "am") else ""

    def _numbers(self) -> frozenset[str]:
        from .spoken_options import spellings

        count = self._spoken["count"]
        return spellings(count) if count else frozenset()

    def _need(self, token: Token) -> int:
        """Read what they need: "needs a designer", "looking for seed money"."""
        if self._denying or not self._has_subject():
            return 0
        for lead in _leads("needing"):
            if self._begins(lead):
                topic, length = self._noun_phrase(self._at + len(lead), sought=True)
                if not topic and lead[-1] in ("for", "after", "of", "on", "with", "be"):
                    return 0
                if topic.split(" ")[0] in self._lists["no_topics"]:
                    return 0
                self._put("--needs", topic)
                return len(lead) + length
        return 0

    def _has_subject(self) -> bool:
        """Return True where others were named before, and not I."""
        before = self._tokens[: self._at]
        others = any(
            {"who", "someone"} & token.tags or token.low in self._lists["people"]
            for token in before
        )
        return others and before[-1].low not in ("i", "we")

    def _topic_led(self, token: Token) -> int:
        """Read what they know about: "good at marketing", "who know about law"."""
        for lead in _leads("knowing"):
            if self._begins(lead):
                topic, length = self._noun_phrase(self._at + len(lead))
                if topic and topic.split(" ")[0] not in self._lists["no_topics"]:
                    self._put("--about", topic)
                    return len(lead) + length
        return 0

    def _begins(self, lead: Sequence[str]) -> bool:
        """Return True when some words stand here, each in any of its forms."""
        run = self._tokens[self._at : self._at + len(lead)]
        return len(run) == len(lead) and all(
            word in (token.low, token.base) and not token.kinds
            for word, token in zip(lead, run, strict=True)
        )

    def _noun_phrase(self, i: int, *, sought: bool = False) -> tuple[str, int]:
        """Return the noun phrase that begins at `i`, and its length with the article before.

        sought : a job or work may be what somebody looks for
        """
        start = i
        while i < len(self._tokens) and self._tokens[i].low in self._lists["articles"]:
            i += 1
        words: list[str] = []
        while i < len(self._tokens) and len(words) < LONGEST_TOPIC and self._is_noun(i, sought):
            words.append(self._tokens[i].text)
            i += 1
            if self._tokens[i - 1].stop:
                break
        return (" ".join(words), i - start) if words else ("", 0)

    def _is_noun(self, i: int, sought: bool) -> bool:
        """Return True for a word of a topic."""
        token = self._tokens[i]
        if sought and {token.low, token.base} & self._lists["being_somewhere"]:
            return True
        if token.kinds:
            loose = not token.preposition or (sought and not token.capital)
            return not token.known and not token.kinds & _TIMES and loose
        return not (token.tags or self._is_read(token))

    def _is_read(self, token: Token) -> bool:
        """Return True for a word that tells of people, of contact or of a need."""
        lists = self._lists
        words = {token.low, token.base}
        reading = lists["listing"] | lists["contacting"] | lists["being_somewhere"]
        return bool(words & (reading | lists["ends_topics"] | lists["strongest_first"]))

    def _contact(self, token: Token) -> int:
        """Read that there was no contact, for a time that is still to be named."""
        quiet = next((lead for lead in _leads("silence") if self._begins(lead)), ())
        if quiet:
            self._silence = self._silence or "asked"
            return len(quiet)
        if not (self._denying and {token.low, token.base} & self._lists["contacting"]):
            return 0
        mine = any(other.low in ("i", "we") for other in self._tokens[: self._at])
        mine = mine or self._following(-2) not in _OTHERS_DO
        to_me = self._following() == "me" or self._following(2) == "me"
        if not mine or to_me or self._never():
            return 0
        self._denying = False
        self._silence = self._silence or "asked"
        return 1

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

    def _topic_before(self, token: Token) -> int:
        """Read whom they are: "data scientists", "UX people", "a plumber"."""
        topic, length = self._noun_phrase(self._at)
        if not length or self._about_other_things(self._at, length):
            return 0
        people = self._following(length) in self._lists["people"]
        if not (people or self._is_occupation(topic)):
            return 0
        self._bare_topic = self._bare_topic or not people
        self._put("--about", topic)
        return length + people

    def _is_occupation(self, topic: str) -> bool:
        """Return True for "data scientists", "a plumber", but not "the mayor"."""
        last = topic.rsplit(" ", 1)[-1].lower()
        led = {token.low for token in self._tokens[max(self._at - 2, 0) : self._at + 1]}
        plural = last.endswith("s")
        if not plural and (not led & {"a", "an", "any", "not"} or "the" in led):
            return False
        return last.removesuffix("s").endswith(_OCCUPATIONS)

    def _about_other_things(self, i: int, length: int) -> bool:
        """Return True for words that other questions are made of: "birthdays", "old friends"."""
        run = self._tokens[i : i + length]
        if not all(token.low.replace("-", "").isalpha() or token.kinds for token in run):
            return True
        if any({t.low, t.base} & self._lists["kinds_of_people"] for t in run):
            return True
        alone = vocabulary().alone
        rare = [t for t in run if not {t.low, t.base} & alone and not t.low.endswith("est")]
        return not rare or (rare != [*run] and run[-1] not in rare)

    def _finding(self, token: Token) -> int:
        """Read the order "find", which is no topic."""
        return int(token.low == "find" and not (self._at or token.kinds))

    def _filler(self, token: Token) -> int:
        """Read a word that only asks: "which of my contacts are there"."""
        if token.kinds:
            return 0
        if token.low in ("know", "knows") and self._denying:
            return 0
        if token.low == "how" and self._following() in ("well", "many"):
            counted = self._following(2) in self._lists["people"]
            return 2 if self._following() == "well" or counted else 0
        if self._silence and token.low in self._lists["silence_words"]:
            return 1
        somewhere = {token.low, token.base} & self._lists["being_somewhere"]
        people = "someone" in token.tags and token.base in self._lists["listing"]
        return int(bool(somewhere) or people or token.low in self._lists["listing"])


def _leads(name: str) -> list[tuple[str, ...]]:
    """Return the ways to lead a condition in, the longest first."""
    return vocabulary().leads[name]
