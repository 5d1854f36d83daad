"""One line typed after lunch becomes an interaction, needs, promises and facts.

``yesterday: lunch with A and B, A needs a patent lawyer, promised B the paper by Friday``
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from netkit.language.name_index import NO_NAMES, PersonRanking
from netkit.model.when.sentence_dates import find_date

from .addresses import take_address
from .clause_readers import READERS
from .clauses import Clause, clauses_of
from .coverage import people_of_item, turns_meaning, unread_words
from .log_entry import Note
from .log_line import Line
from .log_rules import log_grammar
from .note_clauses import keep_as_note, take_back_call
from .plain_text import plain_text
from .rule_fits import Fit, fit_of
from .scopes import governed_end

if TYPE_CHECKING:
    from datetime import date

    from .log_entry import LogEntry

__all__ = ["parse_log"]

#: What these rules make has a day of its own: a date in the clause is not part of its words.
_DATED = frozenset(
    (
        "contact", "ahead", "promise", "promise to me", "introduction", "introduction to me",
        "introduction by them", "thanks", "favour", "favour to me", "push-away", "setback",
        "repair", "step forward", "job", "leave", "move", "event", "death", "knows", "declined",
        "agreed", "asked",
    )
)  # fmt: skip
_NEWS = ("job", "leave", "move", "event", "death", "knows", "need", "offer", "milestone")
_REPORTED = re.compile(
    r"(?P<who>[^,;:]{1,60}?) (?:(?:told|tells) (?:me|us)|said|says|mentioned)(?: that)?"
    r" (?P<news>.+)",
    re.IGNORECASE | re.DOTALL,
)
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
    line = Line(plain_text(text), today, names)
    line.ask_about_unread_days()
    start = line.take_first_date()
    read_to = 0
    for clause in clauses_of(line.text, start, line.cast):
        if clause.start < read_to:
            continue
        if read_to := governed_end(line.text, clause.start):
            sentence = Clause(line.text[clause.start : read_to], clause.start, read_to)
            keep_as_note(line, sentence)
            continue
        _read_clause(line, clause)
        while line.further:
            _read_clause(line, line.further.pop())
    return line.entry()


def _read_clause(line: Line, clause: Clause) -> None:
    """Read one clause by the rule that fits it, or keep it as a note."""
    if take_address(line, clause) or take_back_call(line, clause):
        return
    clause = _reported_news(line, clause)
    fit = _fit(line, clause)
    if fit is None:
        clause = _below_heading(line, clause)
        fit = _fit(line, clause)
    if fit is None:
        keep_as_note(line, clause)
    else:
        _read_covered(line, clause, fit)


def _read_covered(line: Line, clause: Clause, fit: Fit) -> None:
    """Read a clause by its rule; words it left out become a note, beside it or in its place."""
    before = line.state()
    READERS[fit.rule.makes](line, clause, fit)
    items = line.items_since(before)
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
    line.headed = tuple(line.cast.of(match["names"]))
    return Clause(match["rest"], clause.start + match.start("rest"), clause.end)


def _fit(line: Line, clause: Clause) -> Fit | None:
    """Find the rule for a clause, where it needs to be without the date in it."""
    dated = fit_of(clause.text, line.cast)
    when = find_date(clause.text, today=line.today, direction="ahead")
    if when is None:
        return dated
    text = clause.text[: when.start] + clause.text[when.end :]
    undated = fit_of(re.sub(r"\s+", " ", text).strip(" ,"), line.cast)
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
