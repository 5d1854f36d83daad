"""A line of the log, cut into clauses."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from netkit.model.when.calendar_words import MONTH, WEEKDAY
from netkit.model.when.sentence_dates import find_date

from .log_rules import log_grammar
from .roles import COMPANION
from .rule_fits import fit_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .line_people import Cast

__all__ = ["Clause", "clauses_of"]

_JOINTS = re.compile(r"\s*(?:,(?!\d{3}\b)|[;\n]|[.:!](?=\s|$)|\s[-–—]\s)\s*")
_AND = re.compile(r",? (?:and|but|while|who|so|then) ", re.IGNORECASE)
_ADDRESS = re.compile(r"\+\d|[\w.+-]+@\w|(?:https?://|www\.|linkedin\.)", re.IGNORECASE)
_ABBREVIATED = re.compile(
    r"\b(?:dr|prof|mr|mrs|ms|st|jr|sr|incl|approx|(?-i:[A-Z])|\d{1,2}\.\d{1,2})$", re.IGNORECASE
)
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
        cut = [part for clause in _cut_at_and(piece, cast) for part in _cut_run_on(clause, cast)]
        for clause in cut:
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
    listed = False  # after a contact and a comma: "zoom Bo, | Petra: agreed on price"
    for joint in [*_JOINTS.finditer(text, start), None]:
        end = joint.start() if joint else len(text)
        if joint and "." in joint[0] and _ABBREVIATED.search(text, start, end):
            continue  # "Prof. Meyer"
        if (
            joint
            and joint[0].strip() in ("-", "–", "—")
            and _begins_contact(text, start, joint, cast)
        ):
            continue
        heading = joint and ":" in joint[0] and not listed
        if joint and heading and _heads(text[start:end], text[joint.end() :], cast):
            continue
        if text[start:end].strip(" :"):
            yield Clause(text[start:end], start, end)
        listed = joint is not None and "," in joint[0] and _lists_people(text[start:end], cast)
        start = joint.end() if joint else end


def _begins_contact(text: str, start: int, dash: re.Match[str], cast: Cast) -> bool:
    """Return True for a dash between names and what was done with them: "Björk - lunch"."""
    word = re.match(r"[\w-]+", text[dash.end() :])
    contact = word is not None and word[0].casefold() in log_grammar().channels
    return contact and cast.only_names(text[start : dash.start()])


#: "Anna's wedding anniversary: 20 June".
_DAY_OF_THE_YEAR = re.compile(
    r"(?:'s|s') (?:[\w-]+ )?(?:birthday|anniversary|name day|wedding|jubilee)$", re.IGNORECASE
)


def _heads(text: str, after: str, cast: Cast) -> bool:
    """Return True when a text before a colon heads what follows: "to do: …", "Ann and Bo: …"."""
    topic = text.casefold().endswith((" re", " about"))
    if _DAY_OF_THE_YEAR.search(text):
        return True
    if _heads_list(text, after, cast):
        return True
    short = topic or text.strip().count(" ") < 2
    fit = fit_of(text, cast) if short and not topic else None
    if fit and fit.rule.makes == "contact" and not cast.only_names(after):
        return False  # "Hannah emailed: …"
    return short or cast.only_names(text) or _ADDRESS.match(after) is not None


def _lists_people(text: str, cast: Cast) -> bool:
    """Return True for a contact that ends in a name, so that a list may go on."""
    fit = fit_of(text, cast)
    people = fit.parts.get("people", fit.parts.get("they", "")) if fit else ""
    contact = fit is not None and fit.rule.makes == "contact"
    return contact and bool(people) and text.endswith(people) and cast.only_names(people)


def _heads_list(text: str, after: str, cast: Cast) -> bool:
    """Return True for an occasion before a list of names: "board meeting: Bo, Petra"."""
    if not {*text.casefold().split()[-1:]} & log_grammar().channels.keys():
        return False
    run = cast.names_in(after)
    return bool(run.names) and re.match(r"\s*(?:$|[,;.])", run.tail) is not None


#: "Met Kai at the station she is off to Rome": dictated, without a comma.
_RUN_ON = re.compile(
    r" (?=(?:he|she|they|we|i)(?:'(?:s|re|ll|d|m|ve)| (?:is|are|was|were|has|have|had|needs?|wants?"
    r"|will|would|can|could|says?|said|told|works?|lives?|moved|left|got|talked|just|really|both"
    r"|still)) )",
    re.IGNORECASE,
)


def _cut_run_on(clause: Clause, cast: Cast) -> Sequence[Clause]:
    """Cut a contact from what is told after it without a comma."""
    for joint in _RUN_ON.finditer(clause.text):
        left = clause.text[: joint.start()]
        fit = fit_of(left, cast)
        if fit and fit.rule.makes == "contact" and not _DEPENDS.search(left):
            middle = clause.start + joint.start()
            return [
                Clause(left, clause.start, middle),
                Clause(clause.text[joint.end() :], clause.start + joint.end(), clause.end),
            ]
    return [clause]


#: Before "she is": it goes on with the same clause.
_DEPENDS = re.compile(
    r"\b(?:that|if|whether|because|since|as|says?|said|told(?: \w+)?|when|while|where|who|what|how"
    r"|before|after|until|and|but|so|though|although|mentioned|thinks?|thought|heard)$",
    re.IGNORECASE,
)


#: "Bo reckons Ann | and Kai would get on": both are spoken of.
_SAYS_OF = re.compile(
    r"\b(?:says?|said|thinks?|thought|reckons?|believes?|claims?|hopes?|suggests?|suggested"
    r"|mentioned|heard|hears?|wonders?|doubts?|guesses|swears?|insists?|told \w+|tells \w+)"
    r"(?: that)?(?: (?-i:[^\W\d_a-z])[\w'-]*){1,3}$",
    re.IGNORECASE,
)


def _cut_at_and(clause: Clause, cast: Cast) -> Sequence[Clause]:
    fit_of_all = fit_of(clause.text, cast)
    if fit_of_all is not None and fit_of_all.rule.makes in _WHOLE:
        return [clause]
    if fit_of_all is not None and "moved" in fit_of_all.parts:
        return [clause]  # "dinner with Bo and Ann moved to Thursday"
    for joint in _AND.finditer(clause.text):
        left, right = clause.text[: joint.start()], clause.text[joint.end() :]
        if cast.only_names(left) or cast.only_names(right) or cast.names_companion(right):
            continue
        if _SAYS_OF.search(left):
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
    bare = clause.text.strip(" !")
    when = find_date(bare, today=date(2000, 1, 1), direction="past")
    is_date = when is not None and (when.start, when.end) == (0, len(bare))
    if not (is_date or _WHERE_OR_WHEN.fullmatch(bare.rstrip("."))) or clause.text.count(" ") > 7:
        return False
    if re.search(r"\b(?:i|we|he|she|they|is|was|will|works?|can)\b", clause.text, re.IGNORECASE):
        return False
    fit = fit_of(previous.text, cast)
    return fit is not None and fit.rule.makes in ("contact", "ahead")


#: "Grace, Raj and two of their engineers".
_AND_OTHERS = re.compile(
    r" (?:and|&|\+) (?:others|some|two|three|four|several|a few|a couple|more|\d+)\b", re.IGNORECASE
)


def _goes_on(previous: Clause, clause: Clause, cast: Cast) -> bool:
    """Return True when a clause adds participants: "met Ann, | Bob and Eve for tea"."""
    if not _lists_people(previous.text, cast):
        return False
    text = _LIST_AND.sub("", clause.text)
    if cast.names_companion(text):
        return True
    text = COMPANION.sub("", text, count=1).lstrip(" ,")
    run = cast.names_in(_LIST_AND.sub("", text))
    after = run.tail.split()[:1]
    follows = log_grammar().prepositions | log_grammar().after_companion
    if run.names and _AND_OTHERS.match(run.tail):
        return True
    return bool(run.names) and (not after or after[0].casefold() in follows)
