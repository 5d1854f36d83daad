"""A line of the log, cut into clauses, and the rules that say what a clause tells.

The rules are data, in ``log.toml``; its head says how they are written.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from netkit.language.places import is_known_place
from netkit.model.names import fold
from netkit.model.when.calendar_words import MONTH, WEEKDAY

from .roles import COMPANION, ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .line_people import Cast

__all__ = ["Clause", "Fit", "LogGrammar", "Rule", "clauses_of", "fit_of", "log_grammar"]

_WHO = r"[^\s,;:]+(?: [^\s,;:]+){0,5}?"
#: Several people: "Petra, Bo and Jonas".
_GROUP = r"[^\s,;:][^;:]{0,120}?"
_ROLE = f"(?:{'|'.join(ROLES)})"
_MACROS = {
    "<subject>": r"(?P<who>GROUP) (?:also |still |now |just |really |then |both |all "
        r"|kindly |finally |recently |quickly |generously |gladly |actually )*",
    "<who>": "(?P<who>GROUP)",
    "<whom>": "(?P<whom>WHO)",
    "<third>": "(?P<third>WHO)",
    "<whose>": r"(?P<whose>WHO(?:'s|s')|his|her|their)",
    "<they>": "(?P<they>GROUP)",
    "<people>": "(?P<people>.+)",
    "<what>": "(?P<what>.+)",
    "<org>": r"(?P<org>(?:(?! and (?!(?-i:[A-Z])))[^,;])+?)",
    "<city>": r"(?P<city>(?:(?! and )[^,;])+?)",
    "<title>": r"(?P<title>[^,;]+?)",
    "<now>": r"(?:(?:now|just|recently|has|have|had|finally|sadly|suddenly|apparently|also) )*",
    "<rest>": "(?P<rest>(?: .*)?)",
    "<me>": "(?:me|us)",
    "<i>": r"(?:(?:i|we)(?:'ve| have| had|'d)? )?(?:also |then |just |already )?",
    "<adv>": (
        r"(?:(?:really|urgently|also|still|currently|desperately|very|always|just|now|already|"
        r"deeply|totally|quite|a bit|so|badly) ){0,2}"
    ),
}
_MACRO = re.compile(r"(?<!\?P)<\w+>")
_JOINTS = re.compile(r"\s*(?:[,;\n]|[.:](?=\s|$)|\s[-–—]\s)\s*")
_AND = re.compile(r",? (?:and|but|while|who|so|then) ", re.IGNORECASE)
_CONNECTORS = re.compile(
    r"(?:(?:note|fyi|update|news|reminder|info)(?: to self)?:|and|but|also|then|so|who|while|btw"
    r"|fyi|nb|afterwards|later|now|just|recently|apparently|sadly|finally|ok|okay|hmm+|oh|ah|well"
    r"|hey|yay|wow|quickly|actually|luckily|happily|unfortunately|today)(?:(?<=:)|\b),? ",
    re.IGNORECASE,
)
_IS = re.compile(
    r"(?:(?<=\bhe)|(?<=\bshe)|(?<=\bthey))'(?:s|re)(?= )|(?<=\w)'s(?= (?:\w+ )?"
    r"(?:looking|hiring|moving|expecting|pregnant|getting|planning|into|working|writing|going|"
    r"searching|hoping|trying|happy|good|interested|keen|married|back|off|learning|leaving)\b)",
    re.IGNORECASE,
)


_ADDRESS = re.compile(r"\+\d|[\w.+-]+@\w|(?:https?://|www\.|linkedin\.)", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b(?:dr|prof|mr|mrs|ms|st|jr|sr|[A-Z])$", re.IGNORECASE)
_LIST_AND = re.compile(r"^(?:and|&|plus) ", re.IGNORECASE)

#: These take two people, joined by "and": not cut there.
_WHOLE = ("introduction", "introduction by them")

#: What these rules make, "and …" without a name begins and does not go on with.
NEVER_GOES_ON = frozenset(
    (
        "job",
        "leave",
        "move",
        "event",
        "death",
        "promise",
        "thanks",
        "need",
        "family",
        "goal",
        "interest",
        "preference",
        "favour to me",
    )
)


class Clause(NamedTuple):
    """A part of the line, and where it stands."""

    text: str
    start: int
    end: int


class Rule(NamedTuple):
    """One rule: what it makes, of which kind, and the shape of a clause it fits."""

    makes: str
    kind: str
    shape: re.Pattern[str]


class Fit(NamedTuple):
    """A rule, and the parts of a clause that it found, by their names.

    read : the words that the rule itself spells, outside the parts that can be anything
    """

    rule: Rule
    parts: Mapping[str, str]
    read: str = ""


class LogGrammar(NamedTuple):
    """Everything in ``log.toml``."""

    rules: tuple[Rule, ...]
    channels: Mapping[str, str]
    verbs: frozenset[str]
    prepositions: frozenset[str]
    pronouns: frozenset[str]
    not_names: frozenset[str]
    after_names: frozenset[str]
    openers: frozenset[str]


@cache
def log_grammar() -> LogGrammar:
    """Read the rules, once."""
    data = tomllib.loads(Path(__file__).with_name("log.toml").read_text(encoding="utf-8"))
    by_channel: dict[str, str] = data["channels"]
    words: dict[str, str] = data["words"]
    rows: list[dict[str, str]] = data["rule"]
    channels = {word: channel for channel, texts in by_channel.items() for word in texts.split()}
    occasions = "|".join(sorted(map(re.escape, channels), key=len, reverse=True))
    macros = {**_MACROS, "<occasion>": f"(?P<occasion>{occasions})"}
    rules = tuple(
        Rule(row["makes"], row.get("kind", ""), _shape(line, macros))
        for row in rows
        for says in row["says"].strip().splitlines()
        for line in _with_and_without_subject(says)
    )
    lists = {name: frozenset(texts.split()) for name, texts in words.items()}
    lists["openers"] |= channels.keys()
    return LogGrammar(rules, channels, **lists)


def _with_and_without_subject(says: str) -> tuple[str, ...]:
    """Return a rule without its subject and with it, so that neither hides the other."""
    return (says.replace("<subject>", ""), says) if "<subject>" in says else (says,)


def _shape(line: str, macros: Mapping[str, str]) -> re.Pattern[str]:
    shape = _MACRO.sub(lambda macro: macros[macro[0]], line)
    return re.compile(
        shape.replace("WHO", _WHO).replace("GROUP", _GROUP).replace("ROLE", _ROLE), re.IGNORECASE
    )


def fit_of(text: str, cast: Cast) -> Fit | None:
    """Find the first rule that fits a clause; its persons must be persons, its city a city.

    Parameters
    ----------
    text : str
        The clause.
    cast : Cast
        Tells what can stand for somebody, and which organizations there are.
    """
    plain = _IS.sub(" is", _without_connectors(text)).rstrip(" .!?")
    named = _WORD_OR_NAME.match(plain) and cast.begins_with_known(plain)
    for rule in log_grammar().rules:
        if (match := rule.shape.fullmatch(plain)) is None:
            continue
        parts = {name: part for name, part in match.groupdict().items() if part}
        if named and not _subject_at_start(match):
            continue  # "Will Park moved to Rome" is no promise
        if _holds(rule, parts, cast, plain):
            return Fit(rule, parts, _spelt_words(match))
    return None


#: First names that are words of the rules, too.
_WORD_OR_NAME = re.compile(r"(?:Will|May|Mark|Grant|Drew|Chase|Bill|Grace|Rose|Sue|Pat|Sent|Read)\b")


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
    kept = "".join(letters).split()
    return " ".join(
        word
        for word in kept
        if all({part, f"{part}s", f"{part}d"} & own for part in _parts_of(word))
    )


@cache
def _literal_words(shape: re.Pattern[str]) -> frozenset[str]:
    """Return the words that a rule spells; "[\\w-]+ lunch" may have matched any other."""
    return frozenset(_parts_of(re.sub(r"\(\?P<\w+>|\\\w", " ", shape.pattern)))


def _parts_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


def _holds(rule: Rule, parts: Mapping[str, str], cast: Cast, text: str) -> bool:
    """Return True when the parts of a match are what the rule takes them for."""
    if rule.makes == "contact" and _DID_NOT_HAPPEN.search(text):
        return False
    if rule.makes in _PROMISES and (_PROMISED_NOTHING.search(text) or _to_another(parts, cast)):
        return False
    persons = [parts[name] for name in ("who", "whom", "third", "whose", "they") if name in parts]
    if not all(map(cast.is_person, persons)):
        return False
    after = f"{parts.get('rest', '')}{parts.get('how', '')}".strip()
    if parts.get("third", "").endswith("'s") and after:
        return False  # "knows Wei's | boss"
    places = [parts[name] for name in ("org", "city", "former") if name in parts]
    if not all(_is_proper(place, cast) for place in places):
        return False
    if "city" in parts and not _is_city(parts["city"], cast):
        return False
    if rule.makes == "job" and parts.get("began", "").casefold() in _OR_A_CITY:
        org = parts["org"]
        left = cast.is_organization(parts.get("former", "")) and not is_known_place(org)
        company = left or cast.is_organization(org) or bool(_COMPANY.search(org))
        return "title" in parts or company
    return rule.makes not in _BETWEEN_TWO or _names_two(parts, cast)


#: "No lunch with Carla", "lunch with Carla was cancelled".
_DID_NOT_HAPPEN = re.compile(
    r"^(?:no|never|not|almost|nearly|without)\b|n't\b|\bnot\b"
    r"|^(?:cancell?ed|called off|skipped|missed|declined|turned down)\b"
    r"|\b(?:was|were|got|been) (?:cancelled|canceled|called off|postponed|moved|rescheduled)\b"
    r"|\b(?:cancelled|canceled|called off|postponed|moved|rescheduled)\b"
    r"(?:$|[,;.!]| (?:by|again|to)\b)"
    r"|\bfell through\b",
    re.IGNORECASE,
)
_PROMISES = frozenset(("promise", "promise to me"))
_PROMISED_NOTHING = re.compile(
    r"\bowe (?:\w+ )*(?:big time|one|everything|a lot|so much|loads|a great deal)$|^never\b|\bnever promised\b|\bpromised (?:\w+ )?nothing\b|\b(?:after|not before)$",
    re.IGNORECASE,
)


def _to_another(parts: Mapping[str, str], cast: Cast) -> bool:
    """Return True for "Amina promised Inês the money": neither gives it to the owner."""
    receiver = _first_words(parts.get("what", ""))
    return "who" in parts and "me" not in parts and cast.is_sure(receiver)


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
_COMPANY = re.compile(
    r"\b(?:inc|ltd|llc|gmbh|ag|se|plc|corp|labs?|bank|university|college|hospital|group|partners"
    r"|systems|studios?|ventures|capital|energy|foods|foundation|institute|agency|consulting)\b\.?",
    re.IGNORECASE,
)


def _is_city(text: str, cast: Cast) -> bool:
    """Return True for a place that is known, or that a preposition or a comma makes one."""
    place = re.split(r",| (?:with|because|since|after|to|for|from|near|last|this|in|on)\b", text)[0]
    if cast.is_organization(place) or _COMPANY.search(place):
        return False
    return is_known_place(place.strip()) or cast.is_home(place.strip())


#: These are between two people, who must be sure: known, or named in full.
_BETWEEN_TWO = frozenset(("knows", "declined", "agreed", "asked"))


def _names_two(parts: Mapping[str, str], cast: Cast) -> bool:
    if "they" in parts:
        words = parts["they"].casefold()
        return words in ("they", "both", "they both") or len(cast.names_in(parts["they"]).names) > 1
    if "third" not in parts:
        return False
    sure = [parts["third"], *([parts["who"]] if "who" in parts else [])]
    return all(map(cast.is_sure, sure))


def _is_proper(text: str, cast: Cast) -> bool:
    """Return True when a text is written like a place or organization, or names a known one."""
    first = text.split()[0] if text.split() else ""
    if "'s" in text or cast.knows(text):
        return False
    typed = first[:1].isupper() or first[:1].isdigit() or cast.is_organization(text)
    return typed and first.casefold() not in log_grammar().pronouns | {"i", "me", "us", "the"}


#: "A 45 min call" is a call.
_LASTING = re.compile(
    r"\b(?:\d+|half|one|two|three|full|whole)[- ]?(?:an? )?(?:min(?:ute)?s?|hours?|hrs?|h|m|day)"
    r"(?:-long)? (?=(?:[\w-]+ )?(?:call|zoom|meeting|chat|walk|talk|phone|video|session|lunch|coffee))",
    re.IGNORECASE,
)


def _without_connectors(text: str) -> str:
    text = _LASTING.sub("", text.strip(" .,;:!"))
    while match := _CONNECTORS.match(text):
        text = text[match.end() :]
    return text


def clauses_of(text: str, start: int, cast: Cast) -> list[Clause]:
    """Cut a line into clauses at commas, full stops, and every "and" that begins a new one.

    Parameters
    ----------
    text : str
        The whole line.
    start : int
        Where to begin: after the date, as in ``yesterday: …``.
    cast : Cast
        Tells what can be a name: a list of participants is not cut.
    """
    clauses: list[Clause] = []
    for piece in _pieces(text, start, cast):
        for clause in _cut_at_and(piece, cast):
            previous = clauses[-1] if clauses else None
            if previous and (
                _begins_list(previous, clause, cast)
                or _goes_on(previous, clause, cast)
                or _says_where_or_when(previous, clause, text, cast)
            ):
                clauses[-1] = Clause(text[previous.start : clause.end], previous.start, clause.end)
            else:
                clauses.append(clause)
    return clauses


def _pieces(text: str, start: int, cast: Cast) -> Iterator[Clause]:
    for joint in [*_JOINTS.finditer(text, start), None]:
        end = joint.start() if joint else len(text)
        if joint and "." in joint[0] and _ABBREVIATED.search(text, start, end):
            continue  # "Prof. Meyer"
        if joint and ":" in joint[0] and _heads(text[start:end], text[joint.end() :], cast):
            continue
        if text[start:end].strip(" :"):
            yield Clause(text[start:end], start, end)
        start = joint.end() if joint else end


def _heads(text: str, after: str, cast: Cast) -> bool:
    """Return True when a text before a colon heads what follows: "to do: …", "Ann and Bo: …"."""
    short = text.strip().count(" ") < 2 or text.casefold().endswith(" re")
    return short or cast.only_names(text) or _ADDRESS.match(after) is not None


def _cut_at_and(clause: Clause, cast: Cast) -> Sequence[Clause]:
    fit_of_all = fit_of(clause.text, cast)
    if fit_of_all is not None and fit_of_all.rule.makes in _WHOLE:
        return [clause]
    for joint in _AND.finditer(clause.text):
        left, right = clause.text[: joint.start()], clause.text[joint.end() :]
        if cast.only_names(left) or cast.only_names(right) or cast.names_companion(right):
            continue
        if (fit := fit_of(right, cast)) is None:
            continue
        begins = {"who", "whose", "they"} & set(fit.parts) or fit.rule.makes in NEVER_GOES_ON
        if begins or "and" not in joint[0].casefold():
            middle = clause.start + joint.start()
            remainder = Clause(right, clause.start + joint.end(), clause.end)
            return [Clause(left, clause.start, middle), *_cut_at_and(remainder, cast)]
    return [clause]


def _begins_list(previous: Clause, clause: Clause, cast: Cast) -> bool:
    """Return True when the clause before begins a list of names: "Petra, | Bo and Eve called"."""
    if not cast.only_names(previous.text):
        return False
    run = cast.names_in(_LIST_AND.sub("", clause.text))
    return bool(run.names)


#: Of a contact, after a comma: "lunch with Bo, at the Ritz", "…, 24/11", "…, on Monday".
_WHERE_OR_WHEN = re.compile(
    r"(?:at|in|on|over|near|from|during|last|this|yesterday|today|tonight|\d{1,2}[./ ]|@|"
    rf"{WEEKDAY}|{MONTH})(?!\w)[^,;]*",
    re.IGNORECASE,
)


def _says_where_or_when(previous: Clause, clause: Clause, text: str, cast: Cast) -> bool:
    """Return True for the place or the day of the contact before, set off by a comma."""
    if text[previous.end : clause.start].strip() != "," or text[clause.end :].startswith(":"):
        return False
    if not _WHERE_OR_WHEN.fullmatch(clause.text.strip(" .!")) or clause.text.count(" ") > 7:
        return False
    if re.search(r"\b(?:i|we|he|she|they|is|was|will|works?|can)\b", clause.text, re.IGNORECASE):
        return False
    fit = fit_of(previous.text, cast)
    return fit is not None and fit.rule.makes in ("contact", "ahead")


def _goes_on(previous: Clause, clause: Clause, cast: Cast) -> bool:
    """Return True when a clause adds participants: "met Ann, | Bob and Eve for tea"."""
    text = COMPANION.sub("", _LIST_AND.sub("", clause.text), count=1).lstrip(" ,")
    run = cast.names_in(_LIST_AND.sub("", text))
    after = run.tail.split()[:1]
    if not run.names or (after and after[0].casefold() not in log_grammar().prepositions):
        return False
    fit = fit_of(previous.text, cast)
    people = fit.parts.get("people", "") if fit and fit.rule.makes == "contact" else ""
    return bool(people) and cast.only_names(people)
