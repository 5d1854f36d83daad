"""One line typed after lunch becomes an interaction, needs, promises and facts.

``yesterday: lunch with A and B, A needs a patent lawyer, promised B the paper by Friday``
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netkit.language.first_names import is_first_name
from netkit.language.name_index import NO_NAMES, PersonRanking
from netkit.model.when.sentence_dates import find_date

from .addresses import take_address
from .clause_readers import READERS
from .clauses import Clause, clauses_of
from .coverage import turns_meaning, unread_words
from .employers import named_in_full, take_employers
from .items import people_of_item
from .leftovers import without_hour
from .line_people import Cast
from .log_entry import Contact, Favour, Note
from .log_line import ABOUT, Line
from .log_news import Ending
from .log_rules import log_grammar
from .note_clauses import keep_as_note, take_back_call
from .opening_days import is_of_another
from .plain_text import asides_placed, plain_text
from .rule_fits import Fit, fit_of
from .scopes import governed_end
from .subjects import is_of_relative, may_be_of_relative

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .log_entry import LogEntry

__all__ = ["parse_log"]

#: What these rules make has a day of its own: a date in the clause is not part of its words.
_DATED = frozenset(
    (
        "contact", "ahead", "promise", "promise to me", "introduction", "introduction to me",
        "introduction by them", "thanks", "favour", "favour to me", "push-away", "setback",
        "repair", "step forward", "job", "job ahead", "leave", "suggestion", "move", "event",
        "death", "knows", "declined", "agreed", "asked",
    )
)  # fmt: skip
#: "Sent Bo the deck as promised", "… that I had promised him".
_AS_PROMISED = re.compile(
    r",? (?:as (?:i |we )?promised"
    r"|(?:that |which )?(?:i|we)(?:'d| had)? promised(?: (?:him|her|them))?)$",
    re.IGNORECASE,
)
_NEWS = ("job", "leave", "move", "event", "death", "knows", "need", "offer", "milestone")
_REPORTED = re.compile(
    r"(?P<who>[^,;:]{1,60}?) (?:(?:told|tells) (?:me|us)|said|says|mentioned)(?: that)?"
    r" (?P<news>.+)",
    re.DOTALL,  # with regard to case: "Fatima Said needs a flat"
)
#: "Lunch with Bo (or was it Kai?)": which word it doubts is not told.
_DOUBTFUL_ASIDE = re.compile(r"\([^()]*\?+\)")
_HEADING = re.compile(r"(?P<names>[^:]+): +(?P<rest>\S.*)", re.DOTALL)


def parse_log(text: str, *, today: date, names: PersonRanking = NO_NAMES) -> LogEntry:
    """Read one line of the log.

    Parameters
    ----------
    text : str
        As typed, parts divided by commas, semicolons, full stops or "and".
    today : date
        The day it is typed; dates count from it.
    names : PersonRanking
        Ranks whom a typed name could mean.

    Returns
    -------
    LogEntry
        What was understood; ``asks`` lists what must be asked before it is written down.

    Examples
    --------
    >>> entry = parse_log("yesterday: lunch with Ann, Ann needs a tutor", today=date(2026, 11, 22))
    >>> entry.occasion, entry.participants[0].text, entry.needs[0].text
    ('lunch', 'Ann', 'a tutor')
    """
    plain = plain_text(text)
    plain = named_in_full(plain, Cast(plain, names))
    if _DOUBTFUL_ASIDE.search(plain):
        doubtful = Line(plain, today, names)
        keep_as_note(doubtful, Clause(plain, 0, len(plain)))
        return doubtful.entry()
    unread, employers = take_employers(plain, Cast(plain, names), today)
    line = _read_line(unread, today, names)
    if not line.add_employers(employers):
        line = _read_line(plain, today, names)
    return line.entry()


def _read_line(text: str, today: date, names: PersonRanking) -> Line:
    """Read the clauses of a line, one after the other."""
    line = Line(asides_placed(text), today, names)
    line.ask_about_unread_days()
    start = line.take_first_date()
    unread = [*clauses_of(line.text, start, line.cast)]
    while unread:
        clause = unread.pop(0)
        if read_to := governed_end(line.text, clause.start):
            sentence = Clause(line.text[clause.start : read_to], clause.start, read_to)
            keep_as_note(line, sentence)
            unread = _clauses_after(unread, clause, read_to)
            continue
        _read_clause(line, clause)
        while line.further:
            _read_clause(line, line.further.pop())
    return line


def _clauses_after(unread: Sequence[Clause], read: Clause, position: int) -> list[Clause]:
    """Return the clauses after a position, with the rest of one that goes on beyond it."""
    after = []
    for clause in (read, *unread):
        begin = max(clause.start, position)
        text = clause.text[begin - clause.start :]
        words = re.search(r"\w", text)
        if words and begin < clause.end:
            opening = len(text) - len(text.lstrip(" ,.;:!?"))
            after.append(Clause(text[opening:], begin + opening, clause.end))
    return after


def _read_clause(line: Line, clause: Clause) -> None:
    """Read one clause by the rule that fits it, or keep it as a note."""
    if take_address(line, clause) or take_back_call(line, clause):
        return
    if promised := _AS_PROMISED.search(clause.text.rstrip(" .!")):
        _read_kept_promise(line, clause, promised.start())
        return
    clause = _reported_news(line, clause)
    fit = _fit(line, clause)
    if fit is None:
        clause = _below_heading(line, clause)
        fit = _fit(line, clause)
    if fit and line.of_relative and may_be_of_relative(fit):
        line.keep_unclear((clause.start, clause.end), [*line.cast.last])
        return
    line.of_relative = is_of_relative(clause, fit)
    if fit is None:
        keep_as_note(line, clause)
    else:
        _read_covered(line, clause, fit)


def _read_kept_promise(line: Line, clause: Clause, end: int) -> None:
    """Read what was done without "as promised", and keep the promise to whom it was done."""
    before = line.state()
    _read_clause(line, Clause(clause.text[:end].rstrip(" ,"), clause.start, clause.start + end))
    done = [item for item in line.items_since(before) if isinstance(item, Contact | Favour)]
    theirs = any(getattr(item, "from_them", False) or getattr(item, "giver", None) for item in done)
    if not done or theirs:
        line.take_back(before)
        keep_as_note(line, clause)
        return
    text = clause.text.strip(" .,;:")
    for person in people_of_item(done[-1]):
        what = f"{getattr(done[-1], 'topic', '')}{getattr(done[-1], 'text', '')}"
        line.items.append(Ending(person, "promise", what, text, (clause.start, clause.end)))


def _read_covered(line: Line, clause: Clause, fit: Fit) -> None:
    """Read a clause by its rule; words it left out become a note, beside it or in its place."""
    before = line.state()
    READERS[fit.rule.makes](line, clause, fit)
    items = line.items_since(before)
    if line.has_read_nothing_since(before):
        keep_as_note(line, clause)  # "Tess introduced me to her dean": no name, no record
        return
    if all(isinstance(item, Note) for item in items):
        return
    if turns_meaning(line, clause, fit, items):
        line.take_back(before)
        keep_as_note(line, clause)
    elif unread_words(line, clause, fit, items) and not any(
        isinstance(item, Note) for item in items
    ):
        line.keep_note(clause, [person for item in items for person in people_of_item(item)])


def _reported_news(line: Line, clause: Clause) -> Clause:
    """Take the news out of what somebody told: "Petra told me that | Bo left Acme"."""
    match = _REPORTED.fullmatch(clause.text.strip(" ."))
    if match is None or not line.cast.is_person(match["who"]):
        return clause
    start = clause.start + clause.text.find(match["news"])
    news = Clause(match["news"], start, clause.end)
    fit = _fit(line, news)
    if fit is None or fit.rule.makes not in _NEWS:
        return clause
    line.cast.of(match["who"])
    return news


def _below_heading(line: Line, clause: Clause) -> Clause:
    """Take the names before a colon as whom the rest speaks of: "Petra: needs a designer"."""
    match = _HEADING.fullmatch(clause.text)
    if match is None or not line.cast.only_names(match["names"]):
        return clause
    if not line.cast.is_sure(match["names"]) and not is_first_name(match["names"]):
        return clause  # "Topic: the bridge round"
    verb = match["names"].split()[0].endswith(("ed", "ing"))
    if (
        verb
        and not line.cast.knows(match["names"])
        and not is_first_name(match["names"].split()[0])
    ):
        return clause  # "Booked Seville: 12 February"
    line.headed = tuple(line.cast.of(match["names"]))
    return Clause(match["rest"], clause.start + match.start("rest"), clause.end)


def _fit(line: Line, clause: Clause) -> Fit | None:
    """Find the rule for a clause, where it needs to be without the date in it."""
    dated = fit_of(clause.text, line.cast)
    when = find_date(clause.text, today=line.today, direction="ahead")
    if when is None or ABOUT.search(clause.text, 0, when.start):
        return dated
    if is_of_another(clause.text, when) and not (dated and "moved" in dated.parts):
        return dated
    text = clause.text[: when.start].rstrip() + without_hour(clause.text[when.end :])
    undated = fit_of(re.sub(r"\s+", " ", text).strip(" ,:"), line.cast)
    if undated and when.due and undated.rule.makes.startswith("favour"):
        return dated or undated  # "lent Bo the drill until Christmas"
    if undated and (dated is None or _is_better(undated, dated)):
        return undated
    return dated


def _is_better(undated: Fit, dated: Fit) -> bool:
    """Return True when a reading without the date is of a dated kind, and no less telling."""
    if undated.rule.makes not in _DATED:
        return False
    rules = log_grammar().rules
    same = undated.rule.makes == dated.rule.makes
    return same or rules.index(undated.rule) < rules.index(dated.rule)
