"""Find the rule that fits a clause: its persons must be persons, its city a city."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from netkit.language.first_names import is_first_name
from netkit.language.places import is_known_place
from netkit.model.names import fold

from .idioms import is_idiom
from .log_rules import Rule, log_grammar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .line_people import Cast

__all__ = ["COMPANY", "Fit", "fit_of"]

_CONNECTORS = re.compile(
    r"(?:(?:note|fyi|update|news|reminder|info)(?: to self)?:|(?:quick )?note to self|u+m+|u+h+|erm"
    r"|right|anyway|yeah|and|but|also|then|so|who|while|btw"
    r"|fyi|nb|afterwards|later|now|just|recently|apparently|sadly|finally|ok|okay|hmm+|oh|ah|well"
    r"|hey|yay|wow|quickly|actually|luckily|happily|unfortunately|today)(?:(?<=:)|\b),? ",
    re.IGNORECASE,
)
_HAS = re.compile(
    r"(?<=\w)'s (?=got\b(?! (?:married|engaged|divorced|fired|hired))"
    r"|left (?:his|her|their|the|for|(?-i:[A-Z]))|moved (?:to|in|out|back|from|house)\b|joined\b"
    r"|quit\b|started (?:at|an?|her|his|work|as)\b|become\b|finished (?:at|her|his)\b"
    r"|lost (?:his|her|their)\b|bought an?\b|changed jobs?\b|resigned\b|accepted\b|agreed to\b"
    r"|promised\b|sent (?:me|us)\b|given (?:me|up|notice|birth)\b|had an?\b|been\b)",
    re.IGNORECASE,
)
_IS = re.compile(
    r"(?:(?<=\bhe)|(?<=\bshe)|(?<=\bthey))'(?:s|re)(?= )|(?<=\w)'s(?= (?:\w+ )?"
    r"(?:looking|hiring|moving|expecting|pregnant|getting|planning|into|working|writing|going|"
    r"searching|hoping|trying|happy|good|interested|keen|married|back|off|learning|leaving)\b"
    r"(?! (?:party|do|drinks|present|gift|card|dinner|lunch|group|plans?|team|day|date|hours)\b))",
    re.IGNORECASE,
)
#: "Kai's in Rome", "Kai's allergic to nuts"; not "Kai's house in Rome", "dinner at Kai's in Rome".
_IS_AT_START = re.compile(
    r"^(\w[\w-]*(?: (?-i:[^\W\d_a-z])[\w-]*)?)'s(?= (?:allergic|vegan|vegetarian"
    r"|due(?! (?:date|day)\b)|ill|sick|away|free|available|starting|running|selling"
    r"|buying|retiring|joining|in|at|on|an?|not|now|very|still|no longer|out"
    r"|engaged|retired|dead|pregnant|divorced)\b)",
    re.IGNORECASE,
)


class Fit(NamedTuple):
    """A rule, and the parts of a clause that it found, by their names.

    read : the words that the rule itself spells, outside the parts that can be anything
    """

    rule: Rule
    parts: Mapping[str, str]
    read: str = ""


def fit_of(text: str, cast: Cast) -> Fit | None:
    """Find the first rule that fits a clause; its persons must be persons, its city a city.

    Parameters
    ----------
    text : str
        The clause.
    cast : Cast
        Tells what can stand for somebody, and which organizations there are.
    """
    plain = _HAS.sub(" has ", _without_connectors(text))
    plain = _IS_AT_START.sub(r"\1 is", _IS.sub(" is", plain)).rstrip(" .!?")
    named = _WORD_OR_NAME.match(plain) and cast.begins_with_known(plain)
    inside = [
        word.start()
        for word in _WORD_OR_NAME.finditer(plain, 1)
        if cast.begins_with_known(plain[word.start() :])
    ]
    for rule in log_grammar().rules:
        if (match := rule.fits(plain)) is None:
            continue
        parts = _with_whole_third(
            {name: part for name, part in match.groupdict().items() if part}, cast
        )
        if named and not _subject_at_start(match):
            continue  # "Will Park moved to Rome" is no promise
        if not all(_is_in_part(match, position) for position in inside):
            continue  # "Praised Will on Friday" tells nothing of a Praised
        if _holds(rule, parts, cast, plain):
            return None if is_idiom(rule.makes, plain) else Fit(rule, parts, _spelt_words(match))
    return None


def _with_whole_third(parts: dict[str, str], cast: Cast) -> dict[str, str]:
    """Return the parts of a match with a third person's whole name: "reports to Alice | Wong"."""
    if "third" not in parts or "rest" not in parts:
        return parts
    text = f"{parts['third']}{parts['rest']}"
    run = cast.names_in(text)
    name = text[: len(text) - len(run.tail)]
    if not run.names and parts["third"][0].isupper():
        return {**parts, "third": text}  # "referred me to Atlas | Fund"
    if not run.names or len(name) <= len(parts["third"]) or len(run.names) > 1:
        return parts
    return {**parts, "third": name, "rest": run.tail}


#: First names that are words of the rules, too.
_WORD_OR_NAME = re.compile(
    r"\b(?:Will|May|Mark|Grant|Drew|Chase|Bill|Grace|Rose|Sue|Pat|Sent|Read)\b"
)


def _is_in_part(match: re.Match[str], position: int) -> bool:
    """Return True when a part that can be a name or any words has a place of the text."""
    names = [name for name in _OPEN_PARTS if name in match.re.groupindex]
    return any(match.start(name) <= position < match.end(name) for name in names)


def _subject_at_start(match: re.Match[str]) -> bool:
    names = [name for name in _PERSON_PARTS if name in match.re.groupindex]
    return any(match[name] and match.start(name) == 0 for name in names)


_PERSON_PARTS = ("who", "whom", "third", "whose", "they", "people")
#: The parts of a rule that can be any words.
_OPEN_PARTS = (
    "about", "city", "former", "how", "org", "people", "place", "rest", "tail", "they", "third",
    "title", "what", "who", "whom", "whose",
)  # fmt: skip


def _spelt_words(match: re.Match[str]) -> str:
    """Return the words of a match that its rule spells, those of its open parts left out."""
    letters, groups = list(match[0]), match.re.groupindex
    for name in _OPEN_PARTS:
        if name in groups and match[name]:
            start, end = match.span(name)
            letters[start:end] = " " * (end - start)
    own = _literal_words(match.re) | {
        part
        for name, text in match.groupdict().items()
        if text and name not in _OPEN_PARTS
        for part in _parts_of(text)
    }
    spelt = "".join(letters).split()
    return " ".join(
        word
        for word in spelt
        if all({part, f"{part}s", f"{part}d"} & own for part in _parts_of(word))
    )


@cache
def _literal_words(shape: re.Pattern[str]) -> frozenset[str]:
    """Return the words that a rule spells; where it takes any word, none."""
    return frozenset(_parts_of(re.sub(r"\(\?P<\w+>|\\\w", " ", shape.pattern)))


def _parts_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


def _holds(rule: Rule, parts: Mapping[str, str], cast: Cast, text: str) -> bool:
    """Return True when the parts of a match are what the rule takes them for."""
    if _is_denied(rule, parts, cast, text) or not _names_as_it_must(parts, cast):
        return False
    if not (_are_persons(parts, cast) and _are_places(parts, cast)):
        return False
    if rule.makes in ("job", "leave"):
        return _is_employment(rule, parts, cast)
    return rule.makes not in _BETWEEN_TWO or _names_two(parts, cast)


def _are_persons(parts: Mapping[str, str], cast: Cast) -> bool:
    """Return True when what must be somebody is, and nobody's wife or book."""
    persons = [parts[name] for name in ("who", "whom", "third", "whose", "they") if name in parts]
    if not all(map(cast.is_person, persons)) or any(_is_verb(person, cast) for person in persons):
        return False
    if any(_POSSESSIVE.search(parts.get(name, "")) for name in ("who", "whom")):
        return False
    after = f"{parts.get('rest', '')}{parts.get('how', '')}".strip()
    owned = parts.get("third", "").endswith(("'s", "s'")) or after.startswith("'s ")
    return not (owned and after)  # "knows Wei's | boss", "met Wei | 's team"


def _are_places(parts: Mapping[str, str], cast: Cast) -> bool:
    """Return True when an organization and a city are written like one, and the city is a city."""
    places = [parts[name] for name in ("org", "city", "former") if name in parts]
    return all(_is_proper(place, cast) for place in places) and (
        "city" not in parts or _is_city(parts["city"], cast)
    )


def _is_employment(rule: Rule, parts: Mapping[str, str], cast: Cast) -> bool:
    """Return True unless an employer may be a city, or what one has an account with."""
    employers = [parts[name] for name in ("org", "former") if name in parts]
    if "title" not in parts and any(_is_account(name, cast) for name in employers):
        return False
    if rule.makes == "leave":
        return not _is_city(parts.get("org", ""), cast)  # "left Beirut in 1990"
    if parts.get("began", "").casefold() not in _OR_A_CITY:
        return True
    org, former = parts["org"], parts.get("former", "")
    left = cast.is_organization(former, in_part=True) and not is_known_place(org)
    company = left or cast.is_organization(org) or bool(COMPANY.search(org))
    return "title" in parts or company


def _is_verb(text: str, cast: Cast) -> bool:
    """Return True for a verb at the beginning of a line: "Praised Will's talk"."""
    ends = text.endswith(("ed", "ing")) and " " not in text
    return ends and not cast.knows(text) and not is_first_name(text)


def _is_denied(rule: Rule, parts: Mapping[str, str], cast: Cast, text: str) -> bool:
    """Return True for a contact that was not, a promise of nothing, and a fact of another."""
    if rule.makes == "contact":
        return bool(_DID_NOT_HAPPEN.search(text))
    if rule.makes in _PROMISES:
        return bool(_PROMISED_NOTHING.search(text)) or _to_another(parts, cast)
    if rule.makes == "offer":
        return _offers_to_another(parts, cast)
    return rule.makes == "other" and _tells_of_another(parts, cast)


#: "Bo's offer stands" is no offer of Bo's, "lent Bo's book to Ann" no loan to Bo.
_POSSESSIVE = re.compile(r"(?:'s|s')$")


def _names_as_it_must(parts: Mapping[str, str], cast: Cast) -> bool:
    """Return True unless a rule takes only who is sure, or nothing but names: "at Slush: Bo"."""
    sure = "minuted" not in parts or cast.is_sure(parts["who"])
    return sure and ("attended" not in parts or cast.only_names(parts["people"]))


#: "No lunch with Carla", "lunch with Carla was cancelled".
_DID_NOT_HAPPEN = re.compile(
    r"^(?:no|never|not|almost|nearly|without)\b|n't\b|\bnot\b"
    r"|^(?:(?:i|we) (?:\w+ )?)?(?:cancell?ed|called off|skipped|missed|declined|turned down)\b"
    r"|\b(?:was|were|got|been) (?:cancelled|canceled|called off|postponed|moved|rescheduled)\b"
    r"|\b(?:cancelled|canceled|called off|postponed|moved|rescheduled)\b"
    r"(?:$|[,;.!]| (?:by|again|to)\b)"
    r"|\bfell through\b|\bon (?:tv|telly|television|the (?:news|radio|telly|screen)|youtube)\b"
    r"|\bfrom (?:afar|a distance|the back|across)\b|^saw .* across the \w"
    r"|\bin (?:the (?:papers?|news)|spirit|a dream)\b"
    r"|^met [\w' -]+ half-?way\b|^wrote [\w' -]+ off$"
    r"|^called (?:[\w'-]+ ){1,3}(?:names|crazy|lazy|stupid|rude|selfish)$"
    r"|^called (?:[\w'-]+ ){1,3}an? (?!\w+ (?:ago|later|before)\b)",
    re.IGNORECASE,
)
_PROMISES = frozenset(("promise", "promise to me"))
_PROMISED_NOTHING = re.compile(
    r"\bowes? (?:\w+ )*(?:big time|one|everything|a lot|so much|loads|a great deal)$"
    r"|\b(?:if|unless|provided|in case)\b|^never\b|\bnever promised\b"
    r"|\bpromised (?:\w+ )?nothing\b|\b(?:after|not before)$",
    re.IGNORECASE,
)


#: "Offered her resignation", "offered to leave".
_NO_OFFER = re.compile(
    r"(?:(?:his|her|their|an?|the|my|our) )?(?:resignation|apolog(?:y|ies)|condolences"
    r"|congratulations|excuses?|notice|to (?:resign|leave|quit|go|stay|step down|move|retire))\b",
    re.IGNORECASE,
)


def _offers_to_another(parts: Mapping[str, str], cast: Cast) -> bool:
    """Return True for "Amina offered Inês a job": nothing that the owner could take."""
    offered = parts.get("what", "")
    return cast.begins_with_known(offered) or bool(_NO_OFFER.match(offered))


def _to_another(parts: Mapping[str, str], cast: Cast) -> bool:
    """Return True for "Amina promised Inês the money": neither gives it to the owner."""
    receiver = _first_words(parts.get("what", ""))
    return "who" in parts and "me" not in parts and cast.is_sure(receiver)


_TELLS = re.compile(
    r"(?:told (?:me|us)|tells (?:me|us)|said|says|mentioned|thinks|heard)(?: that)? (?P<news>.+)",
    re.IGNORECASE,
)


def _tells_of_another(parts: Mapping[str, str], cast: Cast) -> bool:
    """Return True for "Priya says Grace is leaving": that is no fact of Priya's."""
    telling = _TELLS.match(parts.get("what", ""))
    return telling is not None and bool(cast.named_in(telling["news"]))


def _first_words(text: str) -> str:
    """Return the words in capitals at the beginning of a text."""
    words = []
    for word in text.split():
        if not word[:1].isupper():
            break
        words.append(word)
    return " ".join(words)


#: "Moved to Lyon" is no job, "moved to Allegro" is.
_OR_A_CITY = ("moved to", "moved", "went", "switched")

#: Words of an organization's name: "Globex Labs".
COMPANY = re.compile(
    r"\b(?:inc|ltd|llc|gmbh|ag|se|plc|corp|labs?|bank|university|college|hospital|group|partners"
    r"|systems|studios?|ventures|capital|fund|energy|foods|foundation|institute|agency|consulting)\b\.?",
    re.IGNORECASE,
)


#: Joined or left, these are accounts more often than employers.
_ACCOUNTS = re.compile(
    r"(?:twitter|x|facebook|instagram|linkedin|whatsapp|telegram|signal|tiktok|threads|mastodon"
    r"|bluesky|reddit|snapchat|slack|discord|youtube|tinder|bumble|airbnb|netflix)(?: .*)?",
    re.IGNORECASE,
)


def _is_account(name: str, cast: Cast) -> bool:
    """Return True for what one has an account with, unless it is an employer of somebody known."""
    return bool(_ACCOUNTS.fullmatch(name)) and not cast.is_organization(name)


def _is_city(text: str, cast: Cast) -> bool:
    """Return True for a place that is known, or that a preposition or a comma makes one."""
    place = re.split(
        r",| (?:with|because|since|after|to|for|from|near|last|this|in|on|but|while|when)\b", text
    )[0]
    if cast.is_organization(place) or COMPANY.search(place):
        return False
    return is_known_place(place.strip()) or cast.is_home(place.strip())


#: These are between two people, who must be sure: known, or named in full.
_BETWEEN_TWO = frozenset(("knows", "declined", "agreed", "asked", "suggestion"))


_FOR_A_FIRM = re.compile(r"work(?:s|ed) (?:for|under)$", re.IGNORECASE)


def _is_known_or_first_name(text: str, cast: Cast) -> bool:
    return cast.knows(text) or is_first_name(text.split()[0])


def _names_two(parts: Mapping[str, str], cast: Cast) -> bool:
    if "they" in parts:
        words = parts["they"].casefold()
        return words in ("they", "both", "they both") or len(cast.names_in(parts["they"]).names) > 1
    if "third" not in parts:
        return False
    if _FOR_A_FIRM.match(parts.get("how", "")) and not _is_known_or_first_name(
        parts["third"], cast
    ):
        return False  # "works for Dangote Cement"
    sure = [parts[name] for name in ("third", "who", "whom") if name in parts]
    return all(map(cast.is_sure, sure))


def _is_proper(text: str, cast: Cast) -> bool:
    """Return True when a text is written like a place or organization, or names a known one."""
    first = text.split()[0] if text.split() else ""
    if "'s" in text or cast.knows(text) or not re.search(r"[^\W\d_]", text):
        return False  # "started at 8"
    if cast.begins_with_known(text) and not cast.is_organization(text, in_part=True):
        return False  # "joined Petra for lunch"
    typed = first[:1].isupper() or first[:1].isdigit() or cast.is_organization(text)
    return typed and first.casefold() not in log_grammar().pronouns | {"i", "me", "us", "the"}


#: "A 45 min call" is a call.
_LASTING = re.compile(
    r"\b(?:\d+|half|one|two|three|full|whole)[- ]?(?:an? )?(?:min(?:ute)?s?|hours?|hrs?|h|m|day)"
    r"(?:-long)? (?=(?:[\w-]+ )?(?:call|zoom|meeting|chat|walk|talk|phone|video|session|lunch"
    r"|coffee))",
    re.IGNORECASE,
)


def _without_connectors(text: str) -> str:
    text = _LASTING.sub("", text.strip(" .,;:!"))
    while match := _CONNECTORS.match(text):
        text = text[match.end() :]
    return text
