"""Read what people are asked for by: what they need, know about, are, or can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from netkit.language.vocabulary import vocabulary

from .features import ideas_of_word
from .spoken_options import SPOKEN_OPTIONS
from .token_variants import without_topics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .tokens import Token

__all__ = ["TopicReader", "leads"]

LONGEST_TOPIC = 5  # words
_NOT_SO = frozenset({"--at", "--in", "--about", "--circle", "--tag"})  # options with a --not-
_ANYTHING = frozenset({"something", "anything", "help"})  # what is needed, where it is not told
_TIMES = frozenset({"span", "day"})
_I_HAVE = (("do", "i", "have"), ("do", "i", "know"), ("do", "we", "have"), ("do", "we", "know"))
_NEVER_TOPICS = frozenset(
    {
        "touch", "common", "need", "trouble", "mood", "love", "general", "particular", "fact",
        "total", "contact", "town", "person", "charge", "turn", "return", "time", "how", "where",
        "it", "each", "spring", "summer", "autumn", "fall", "winter", "order", "advance",
        "months", "years", "weeks",
    }
)  # fmt: skip
#: What is asked with other commands: "who can make an introduction".
_OTHER_ASKING = frozenset(
    f"idea:{idea}" for idea in ("introduce", "reach", "path", "promise", "reply", "thank")
)
_I_HAVE_NOT = (("have", "not", "i"), ("have", "i", "not"), ("did", "i", "not"))
_ABLE = frozenset({"can", "could"})
_SOMEBODY = frozenset({"who", "that", "anyone", "anybody", "someone", "somebody"})
_BEFORE_OBJECTS = frozenset({"on", "in", "with", "about", "for", "me", "us"})
_TOPICS = frozenset({"topic", "person"})
_SPOKEN = ("band", "count")
#: How words end that tell what somebody does: designer, investor, journalist, physician, architect.
_OCCUPATIONS = (
    "er", "or", "ist", "ian", "eer", "ect", "yst", "ant", "man", "men", "nurse", "chef", "coach",
    "pilot", "judge", "ceo", "cto", "cfo", "expert", "agent",
)  # fmt: skip


class TopicReader:
    """Reads the topics of a question from left to right, and keeps what was read."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = without_topics(tokens)
        self._lists = vocabulary().lists
        self._at = 0
        self._denying = False
        self._silence = ""  # "asked" from "not talked to" on, "timed" with its time
        self._spoken = {kind: SPOKEN_OPTIONS[kind](self._tokens) for kind in _SPOKEN}
        self.options: dict[str, str] = {}
        self._bare_topic = False  # "designers", which is a condition only beside another
        self.ordered = False  # what comes first is asked for by itself: "sorted by name"
        self.ignored: list[str] = []

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

    def _plain(self, i: int) -> str:
        """Return a word that is no part of the grammar, or nothing."""
        if i >= len(self._tokens):
            return ""
        token = self._tokens[i]
        return "" if token.tags or token.kinds & _TIMES else token.text

    def _begins(self, lead: Sequence[str], offset: int = 0) -> bool:
        """Return True when some words stand here, each in any of its forms."""
        start = self._at + offset
        run = self._tokens[start : start + len(lead)]
        return len(run) == len(lead) and all(
            word in (token.low, token.base) and not token.kinds
            for word, token in zip(lead, run, strict=True)
        )

    def _need(self, token: Token) -> int:
        """Read what they need: "needs a designer", "looking for seed money"."""
        if self._denying or not self._has_subject():
            return 0
        for lead in leads("needing"):
            if self._begins(lead):
                topic, length = self._noun_phrase(self._at + len(lead), sought=True)
                if self._following(len(lead)) in _ANYTHING:
                    self._put("--needs", "")
                    return len(lead) + 1
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
        if not before:
            return self._tokens[0].low == "needs"
        others = others or "--about" in self.options
        return others and before[-1].low not in ("i", "we")

    def _topic_led(self, token: Token) -> int:
        """Read what they know about: "good at marketing", "who know about law"."""
        for lead in leads("knowing"):
            if self._begins(lead):
                topic, length = self._noun_phrase(self._at + len(lead), led=True)
                if topic and topic.split(" ")[0] not in self._lists["no_topics"]:
                    self._put("--about", topic)
                    return len(lead) + length
        return self._plainly_led(token)

    def _plainly_led(self, token: Token) -> int:
        """Read a topic behind a word that leads other things, too: "knows law", "in sales"."""
        following = self._tokens[self._at + 1 : self._at + 2]
        asked = token.low in ("knows", "know") and self._following(-1) in ("who", "that", "and")
        if not following or not (asked or (token.low == "in" and self.options)):
            return 0
        noun, length = following[0], 1
        named = noun.known and noun.kinds
        if named or noun.capital or noun.tags or noun.low in _NEVER_TOPICS or self._is_read(noun):
            return 0
        if ideas_of_word(noun.base):
            return 0
        self._bare_topic = True
        self._put("--about", noun.text)
        return 1 + length

    def _noun_phrase(self, i: int, *, sought: bool = False, led: bool = False) -> tuple[str, int]:
        """Return the noun phrase that begins at `i`, and its length with the article before.

        sought : a job or work may be what somebody looks for
        led : a preposition before it leads the topic in: "good at tax"
        """
        start = i
        while i < len(self._tokens) and self._tokens[i].low in self._lists["articles"]:
            i += 1
        words: list[str] = []
        while (
            i < len(self._tokens) and len(words) < LONGEST_TOPIC and self._is_noun(i, sought, led)
        ):
            words.append(self._tokens[i].text)
            i += 1
            if self._tokens[i - 1].stop:
                break
        return (" ".join(words), i - start) if words else ("", 0)

    def _is_noun(self, i: int, sought: bool, led: bool = False) -> bool:
        """Return True for a word of a topic."""
        token = self._tokens[i]
        if sought and {token.low, token.base} & self._lists["being_somewhere"]:
            return True
        if token.kinds:
            loose = not token.preposition or (sought and not token.capital) or led
            return not token.known and not token.kinds & _TIMES and loose
        return not (token.tags or self._is_read(token))

    def _is_read(self, token: Token) -> bool:
        """Return True for a word that tells of people, of contact or of a need."""
        lists = self._lists
        words = {token.low, token.base}
        reading = lists["listing"] | lists["contacting"] | lists["being_somewhere"]
        return bool(words & (reading | lists["ends_topics"] | lists["strongest_first"]))

    def _topic_before(self, token: Token) -> int:
        """Read whom they are: "data scientists", "UX people", "a plumber"."""
        topic, length = self._noun_phrase(self._at)
        if not length or self._about_other_things(self._at, length):
            return 0
        people = self._following(length) in self._lists["people"]
        if not (people or self._is_occupation(topic) or self._is_asked_for(length)):
            return 0
        self._bare_topic = self._bare_topic or not people
        self._put("--about", topic)
        return length + people

    def _is_asked_for(self, length: int) -> bool:
        """Return True for "volunteers" in "which volunteers do I know at ACME"."""
        after = tuple(self._following(length + i) for i in range(3))
        if self._following(-1) in ("which", "what") and after in (*_I_HAVE, *_I_HAVE_NOT):
            return True
        last = self._tokens[self._at + length - 1]
        plural = last.low.endswith("s") and not last.known
        return plural and any(self._begins(lead, length) for lead in leads("needing"))

    def _ability(self, token: Token) -> int:
        """Read what they can do: "who could host an event", "somebody who repairs bikes"."""
        before = self._tokens[: self._at]
        able = bool(before) and before[-1].low in _ABLE and self._follows_somebody(before[:-1])
        able = able or [other.low for other in before[-2:]] == ["how", "to"]
        strange_verb = token.low.endswith("s") and not token.known
        skilled = token.low in self._lists["skilled_verbs"]
        doing = (strange_verb or skilled) and self._follows_somebody(before)
        if not (able or doing) or token.tags or token.kinds - _TOPICS or self._is_read(token):
            return 0
        i = self._at + 1
        while i < len(self._tokens) and self._tokens[i].low in _BEFORE_OBJECTS:
            i += 1
        topic, length = self._noun_phrase(i, led=True)
        ideas = ideas_of_word(self._tokens[i + length - 1].base) if length else frozenset()
        strange = length > 0 and not ideas
        if ideas & _OTHER_ASKING:
            return 0
        if (ideas_of_word(token.base) and not strange) or (
            (doing or i > self._at + 1) and not topic
        ):
            return 0
        if any(c.isdigit() for c in topic) or set(topic.split()) & self._lists["kinds_of_people"]:
            return 0
        self._bare_topic = self._bare_topic or doing or not topic
        self._put("--about", topic or token.text)
        return i - self._at + length

    def _follows_somebody(self, before: Sequence[Token]) -> bool:
        """Return True where the words before end on whom is asked for, and not on me."""
        return bool(before) and before[-1].low in _SOMEBODY

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

    def _asks_for_having(self) -> bool:
        """Return True for "do we have a treasurer"."""
        begun = tuple(token.low for token in self._tokens[:3])
        if begun[:1] in (("any",), ("find",)):
            return True
        return begun in _I_HAVE and self._tokens[3:4] != [] and self._tokens[3].low in ("a", "an")


def leads(name: str) -> list[tuple[str, ...]]:
    """Return the ways to lead a condition in, the longest first."""
    return vocabulary().leads[name]
