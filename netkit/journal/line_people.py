"""Find the people in a line of the log: names found, pronouns followed, first names settled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netkit.language.first_names import is_first_name
from netkit.language.genders import fits, gender_of, pronoun_gender
from netkit.language.name_index import NameNeighbours
from netkit.model.names import fold, without_title

from .further_names import family_names, is_named_small
from .log_entry import Mention
from .log_rules import log_grammar
from .name_words import (
    NAME_WORD,
    NameRun,
    capital_length,
    is_acronym,
    is_month_or_verb,
    is_no_name,
    leading_words,
    name_parts,
    no_surnames,
    with_lower_surname,
    without_possessive,
)
from .roles import COMPANION, NAMED_BY_ROLE, ROLE_BEFORE, ROLE_GENDERS, WORK
from .settling import Relation, is_others_surname, settle_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from netkit.language.genders import Gender
    from netkit.language.name_index import PersonRanking

__all__ = ["Cast"]

_SEPARATOR = re.compile(r"\s*(?:,\s*and|,|&|\+|\band\b|\bas well as\b|\bplus\b)\s+", re.IGNORECASE)

_PLURAL = frozenset(("they", "them", "their", "both", "they both"))
#: "Taylor & Sons".
_JOINT_NAME = re.compile(r"[^\W_a-z][\w.'-]*(?: (?:&|and|\+) [^\W_a-z][\w.'-]*)+")
#: "Call w Lars": a letter is nobody.
_ONE_SMALL_LETTER = re.compile(r"[^\W\d_A-Z]\.?(?:\s|$)")


class Cast:
    """The people of one line, in the order they are named.

    Parameters
    ----------
    text : str
        The whole line.
    ranking : PersonRanking
        Ranks whom a typed name could mean.

    Attributes
    ----------
    mentions : list of Mention
        Everybody named.
    last : list of Mention
        Whom the last clause was about.
    """

    def __init__(self, text: str, ranking: PersonRanking) -> None:
        self._text = text
        self._ranking = ranking
        self._neighbours = ranking if isinstance(ranking, NameNeighbours) else None
        self._recognized: dict[str, bool] = {}
        self._organizations: dict[tuple[str, bool], bool] = {}
        self._relations: dict[str, Relation] = {}
        self._genders: dict[str, Gender] = {}
        #: Phrases that say who somebody is, as typed: "my boss ", "Bo's wife ".
        self.role_phrases: set[str] = set()
        self.mentions: list[Mention] = []
        self.last: list[Mention] = []

    @property
    def relations(self) -> list[Relation]:
        """The relations that were told of people who are named."""
        named = {fold(mention.text) for mention in self.mentions}
        return [relation for key, relation in self._relations.items() if key in named]

    def knows(self, name: str) -> bool:
        """Return True when a text names a person in the network or one already mentioned."""
        if name not in self._recognized:
            self._recognized[name] = bool(self._ranking.candidates(name, beside=()))
        return self._recognized[name] or any(fold(old.text) == fold(name) for old in self.mentions)

    def knows_somebody(self, mention: Mention) -> bool:
        """Return True when the network has somebody whom a mention can mean."""
        return bool(self._ranking.candidates(mention.text, beside=()))

    def begins_with_known(self, text: str) -> bool:
        """Return True when a text begins with the name of somebody known, in capitals."""
        name = self._name_at(text)
        return name[:1].isupper() and self.knows(name)

    def is_organization(self, text: str, *, in_part: bool = False) -> bool:
        """Return True when a text is the name of an organization in the network, or begins it."""
        key = (text, in_part)
        if key not in self._organizations:
            near = self._neighbours
            self._organizations[key] = bool(near and near.is_organization(text, in_part=in_part))
        return self._organizations[key]

    def is_home(self, text: str) -> bool:
        """Return True when somebody in the network lives in a place of this name."""
        return self._neighbours is not None and self._neighbours.is_home(text)

    def name_at(self, name: str, place: str) -> str:
        """Return the full name of the one known person of a name who is based at a place."""
        people = self._neighbours.based_at(name, place) if self._neighbours else ()
        return people[0].name if len(people) == 1 else ""

    def is_person(self, text: str) -> bool:
        """Return True when words can stand for a person: names, joined by "and", or a pronoun."""
        if text.casefold() in log_grammar().pronouns:
            return True
        run = self.names_in(without_possessive(text))
        return bool(run.names) and not run.tail.strip(" .")

    def is_sure(self, text: str) -> bool:
        """Return True when words surely stand for a person: a pronoun, a known or a full name."""
        if fold(text) in log_grammar().pronouns:
            return True
        names = self.names_in(without_possessive(text)).names
        return bool(names) and all(self.knows(name) or " " in name for name in names)

    def only_names(self, text: str) -> bool:
        """Return True when a text is nothing but names."""
        run = self.names_in(text)
        return bool(run.names) and not run.tail.strip(" .!")

    def names_companion(self, text: str) -> bool:
        """Return True for somebody in a role who does nothing: "his wife Lisa on Friday"."""
        if COMPANION.match(text):
            return True
        name, length = self._person_at(text, ())
        tail = text[length:].split()
        if length == len(name):
            return False
        if joint := _SEPARATOR.match(text, length):
            return self.names_companion(text[joint.end() :])
        return not tail or fold(tail[0]) in log_grammar().after_companion

    def names_in(self, text: str) -> NameRun:
        """Take the names, joined by commas and "and", from the beginning of a text."""
        names: list[str] = []
        position = 0
        while (person := self._person_at(text[position:], names))[0]:
            names.append(person[0])
            position += person[1]
            if turned := self._surname_first(names, text[:position]):
                names[-2:] = [turned]
            joint = self._joint_at(text, position, names)
            if joint is None:
                break
            position = joint
        return NameRun(names, text[position:])

    def _joint_at(self, text: str, position: int, names: Sequence[str]) -> int | None:
        """Return where the next name of a list begins; None where the list ends.

        Somebody without a name is passed over: "Tom, his sister and | Kai".
        """
        joint = _SEPARATOR.match(text, position)
        if joint is None:
            return None
        if self._person_at(text[joint.end() :], names)[0]:
            return joint.end()
        companion = COMPANION.match(text, joint.end())
        return self._joint_at(text, companion.end(), names) if companion else None

    def _surname_first(self, names: Sequence[str], text: str) -> str:
        """Return "Meyer, Anna" where that is somebody known; empty when they are two."""
        if len(names) < 2 or " " in names[-1] or " " in names[-2]:
            return ""
        both_names = f"{names[-2]}, {names[-1]}"
        known = text.endswith(both_names) and self.knows(f"{names[-1]} {names[-2]}")
        return both_names if known else ""

    def names_after_with(self, text: str) -> NameRun:
        """Take names like `names_in`, and where there is none, a new one all in lower case."""
        run = self.names_in(text)
        if run.names:
            run = with_lower_surname(run)
            joint = _SEPARATOR.match(run.tail)
            next_run = self.names_after_with(run.tail[joint.end() :]) if joint else NameRun([], "")
            return NameRun([*run.names, *next_run.names], next_run.tail) if next_run.names else run
        words = leading_words(text)
        if not words or fold(words[0][0]) in log_grammar().not_names or words[0][0][0].isupper():
            return run
        if not self._is_given_name(words[0][0]):
            return run  # "lunch with colleagues"
        length = 1
        if len(words) > 1 and fold(words[1][0]) not in no_surnames():
            length = 2
        tail = text[words[length - 1].end() :]
        after = tail.split()[:1]
        if after and fold(after[0]).strip(".,") not in {*no_surnames(), "and", "&"}:
            return run
        joint = _SEPARATOR.match(tail)
        next_run = self.names_after_with(tail[joint.end() :]) if joint else NameRun([], tail)
        name = text[: words[length - 1].end()]
        return NameRun([name, *next_run.names], next_run.tail if joint and next_run.names else tail)

    def _is_given_name(self, word: str) -> bool:
        """Return True for a word that is a first name somewhere, or in the network."""
        return self.knows(word) or is_first_name(word)

    def _person_at(self, text: str, before: Sequence[str]) -> tuple[str, int]:
        """Return the name at the beginning of a text, and how much of the text names them."""
        if match := ROLE_BEFORE.match(text):
            name = self._name_at(text[match.end() :])
            of = match["of"] or ""
            employed = bool(of) and not self.knows(of) and self.is_organization(of)
            if name and (not of or employed or self._name_at(of) == of):
                self.role_phrases.add(match[0])
                if not employed:
                    self._relate(name, match, before)
                return name, match.end() + len(name)
        name = self._name_at(text)
        joint = _JOINT_NAME.match(text)
        if joint and self.is_organization(joint[0]):
            return "", 0  # "Taylor & Sons"
        if name and not self.knows(name) and self._is_employer(name):
            return "", 0
        return name, len(name)

    def _is_employer(self, name: str) -> bool:
        """Return True for an organization, or the beginning of its name: "Helix are hiring"."""
        part = self.is_organization(name, in_part=True) and not is_first_name(name.split()[0])
        return part or self.is_organization(name)

    def _relate(self, name: str, match: re.Match[str], before: Sequence[str]) -> None:
        pronoun = (match["pronoun"] or "").casefold()
        role = match["role"].casefold()
        past = {"old", "former", "ex"} & set(match["kind"].casefold().split())
        if past and ("former" in past or role in WORK):
            role = f"former {role}"
        if pronoun in ("my", "our"):
            return
        of = match["of"] or (before[-1] if before else "")
        if not of and (people := self.referents(pronoun)) and len(people) == 1:
            of = people[0].text
        if not of or fold(of) == fold(name):
            return
        self._relations.setdefault(fold(name), Relation(name, role, of))
        if gender := ROLE_GENDERS.get(role):
            self._genders[fold(name)] = gender  # type: ignore[assignment]
        if gender_named := pronoun_gender(pronoun):
            self._genders.setdefault(fold(of), gender_named)

    def _name_at(self, text: str) -> str:
        """Return the name at the beginning of a text: as long as it is typed as one."""
        if _ONE_SMALL_LETTER.match(text):
            return ""
        words = leading_words(text)
        if not words:
            return ""
        stripped = text.rstrip()
        title = len(stripped) - len(without_title(stripped))
        skipped = sum(1 for word in words if word.start() < title)
        longest = 0
        for length in range(len(words), skipped, -1):
            name = text[: words[length - 1].end()]
            if self.knows(name) and fold(name) not in log_grammar().not_names:
                longest = length
                break
        typed = [word[0] for word in words[skipped:]]
        capital = capital_length(typed, known=max(longest - skipped, 0))
        if longest and capital and skipped + capital > longest and typed[0][0].isupper():
            extra = typed[longest - skipped : capital]
            channels = log_grammar().channels
            if not any(is_acronym(word) or fold(word) in channels for word in extra):
                longest = skipped + capital
        if not (longest or skipped) and (
            is_no_name(typed[:capital]) or self._ends_in_known(typed[:capital])
        ):
            return ""
        length = longest or (skipped + capital if capital else 0)
        return text[: words[length - 1].end()].rstrip(".") if length else ""

    def _ends_in_known(self, typed: Sequence[str]) -> bool:
        """Return True for words before a whole known name: "Anruf von Tom Becker"."""
        if len(typed) == 2 and typed[0].endswith(("ed", "ing")):  # "Reminded Ann"
            return self.knows(typed[1]) and not is_first_name(typed[0])
        return len(typed) > 2 and self.knows(" ".join(typed[-2:]))

    def _known_name_at(self, text: str) -> str:
        """Return the name at the beginning of a text; of two known people the first."""
        name = self._name_at(text)
        first, _, following = name.partition(" ")
        two = following and not self.knows(name) and self.knows(first) and self.knows(following)
        return first if two else name

    def first_in(self, text: str) -> Mention | None:
        """Find the first person named anywhere in a text, or meant by a pronoun in it.

        A name that nobody has counts only when it is a full one: "send Zed Quill the paper".
        """
        for word in NAME_WORD.finditer(text):
            if word.start() and text[word.start() - 1] in "'-/.@":
                continue
            if fold(word[0]) in log_grammar().pronouns and self.last:
                people = self.referents(word[0])
                if len(people) == 1:
                    return people[0]
            name = self._name_at(text[word.start() :])
            if name and (self.knows(name) or (" " in name and word.start())):
                return self.mention(name)
        return None

    def mention(self, name: str) -> Mention:
        """Give the mention of a name; a first name after the full one is the same person."""
        first = " ".join(name_parts(name))
        for earlier in self.mentions:
            name_words = name_parts(earlier.text)
            if " ".join(name_words) == first or first in (name_words[0], name_words[-1]):
                self.last = [earlier]
                return earlier
        match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", self._text)
        start = match.start() if match else max(self._text.find(name), 0)
        new = Mention(name, (start, start + len(name)))
        self.mentions.append(new)
        self.last = [new]
        return new

    def named_in(self, text: str, *, lower: bool = False) -> list[Mention]:
        """Give everybody known who is named anywhere in a text, or was named in the line before.

        lower : take a first name in lower case for one, too
        """
        people: list[Mention] = []
        position = 0
        while word := NAME_WORD.search(text, position):
            name = self._known_name_at(text[word.start() :])
            position = word.end()
            if is_month_or_verb(text, word) or is_others_surname(text, word, self._ranking):
                continue
            if " " not in name and NAMED_BY_ROLE.search(text, 0, word.start()):
                continue  # Bo's son Kai is no Kai that is known
            small = lower and is_named_small(text, word.start(), name, self._ranking)
            if name and self.knows(name) and (small or name[0].isupper() or " " in name):
                people.append(self._mention_aside(name))
                position = word.start() + len(name)
        people += [self._mention_aside(name) for name in family_names(text, self._ranking)]
        return list(dict.fromkeys(people))

    def _mention_aside(self, name: str) -> Mention:
        """Give the mention of a name, to which no pronoun goes back."""
        spoken_of = self.last
        mention = self.mention(name)
        self.last = spoken_of
        return mention

    def grown_name(self, name: str, text: str) -> str:
        """Return a name as long as it stands in a text: "Sam" of "argued with Sam Green"."""
        start = text.find(name)
        whole = self._name_at(text[start:]) if start >= 0 else ""
        return whole if whole.startswith(f"{name} ") and self.knows(whole) else name

    def of(self, text: str) -> list[Mention]:
        """Give the people that some words stand for; empty for a pronoun that several fit."""
        if text.casefold() in log_grammar().pronouns:
            return self.referents(text)
        people = [self.mention(name) for name in self.names_in(without_possessive(text)).names]
        self.last = people
        return people

    def referents(self, pronoun: str) -> list[Mention]:
        """Give whom a pronoun means: the last who fit it; empty where several do.

        "They" means everybody of the last clause. "He" looks at the last clause first, then at
        everybody named, and among several takes who is surely a he, if one is.
        """
        if pronoun.casefold() in _PLURAL:
            return list(self.last)
        earlier = [mention for mention in reversed(self.mentions) if mention not in self.last]
        for group in (self.last, earlier):
            fitting = [mention for mention in group if fits(pronoun, self._gender(mention))]
            if fitting:
                return fitting if len(fitting) == 1 else []
        return []

    def _gender(self, mention: Mention) -> Gender:
        gender = self._genders.get(fold(mention.text))
        if gender:
            return gender
        choices = self._ranking.candidates(mention.text, beside=())
        names = [person.name for person in choices] or [mention.text]
        genders = {gender_of(name) for name in names}
        return genders.pop() if len(genders) == 1 else ""

    def settled(self) -> dict[Mention, Mention]:
        """Say of every mention who is meant, by all the names of the line together."""
        return settle_all(self.mentions, self._ranking, self._relations)
