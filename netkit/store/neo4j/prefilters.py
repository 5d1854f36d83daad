"""Select rows of a server for one question by the files in ``queries/``: few rows come back.

What a file chooses by is a bound or the very figure that the analysis computes from the rows it
returns; the analysis has the last word on score and order.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from netkit.model.people import PersonId
from netkit.queries import question
from netkit.store.neo4j.events import EventQueries
from netkit.store.neo4j.ties import TieQueries
from netkit.store.values import Sharing, Term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

__all__ = ["PrefilterQueries"]

_NO_LIMIT = 10**9
#: Owners and people without a name among the best, whom no answer shows; seldom more.
_BESIDE = 100
#: Contact-days at which a search for leaning ties pauses: one of fewer cannot lean more surely
#: than one of as many that are all of one side.
_PAUSES = (40, 14, 8)

_TERMS_OF = """
UNWIND $rows AS id
MATCH (:Handle {net: $net, pid: id})-[:OF]->(p:Person)
MATCH (p)<-[:OF]-(:Handle)-[r:HAS]->(t:Term)
WHERE t.term IN $terms
RETURN p.id, collect(t.term + ' ' + r.origin)"""

#: People who share words: sorting them, as ``queries/introduce.cypher`` does, would hold them all.
_SHARING = """
MATCH (:Handle {net: $net, pid: $person})-[:OF]->(me:Person)
MATCH (:Handle {net: $net, pid: $x})-[:OF]->(x:Person)
CALL () {
  UNWIND $words AS word
  MATCH (:Term {net: $net, term: word[0]})<-[r:HAS]-(h)
  WHERE r.origin IN word[1..]
  RETURN h.person AS id, collect(word[0] + ' ' + r.origin) AS shared
}
WITH me.id AS mine, x.id AS asked, id, shared
WHERE id <> mine AND id <> asked
OPTIONAL MATCH ()-[t:TIE {
  net: $net, a: CASE WHEN id < mine THEN id ELSE mine END,
  b: CASE WHEN id < mine THEN mine ELSE id END
}]->()
RETURN id, shared, t.log_strength"""


class PrefilterQueries(EventQueries, TieQueries):
    """`netkit.store.port.Prefilters` on a server."""

    def fading_ties(
        self,
        person: PersonId,
        fields: Sequence[str],
        *,
        least_days: int,
        last_before: int,
        strengths: tuple[float, float],
        until: datetime | None = None,
    ) -> list[tuple[Any, ...]]:
        """See the port."""
        least, below = strengths
        if self._is_past(until):
            return [
                (end, *(getattr(tie, field) for field in fields))
                for end, tie in self.ties(person, until=until)
                if tie.contact_days >= least_days
                and tie.last_day < last_before
                and least <= tie.log_strength < below
            ]
        rows = self._maps(
            _text("fading"), person=person, days=least_days, before=last_before,
            least=max(least, -1e9), below=min(below, 1e9),
        )  # fmt: skip
        return [(PersonId(row["id"]), *(row[field] for field in fields)) for row in rows]

    def leaning_ties(
        self,
        person: PersonId,
        least: Mapping[int, float],
        share: float,
        *,
        below: int | None = None,
        until: datetime | None = None,
    ) -> tuple[list[tuple[PersonId, int, int, int]], int]:
        """See the port; the ties of the most days are looked at first, by index."""
        if self._is_past(until):
            fields = ["contact_days", "days_ab", "days_ba"]
            past = self.tie_figures(person, fields, until=until)
            return [(PersonId(end), days, out, back) for end, days, out, back in past], 0
        below = _NO_LIMIT if below is None else below
        pause = next((days for days in _PAUSES if min(least) < days < below), 0)
        rows = self._maps(
            _text("leaning"), person=person, days=" ".join(map(str, least)),
            larger=" ".join(map(str, least.values())), share=share, limit=_NO_LIMIT,
            **{"from": max(pause, min(least)), "below": below},
        )  # fmt: skip
        ties = [
            (PersonId(row["id"]), row["contact_days"], row["days_out"], row["days_in"])
            for row in rows
        ]
        return ties, max(pause - 1, 0)

    def about(
        self,
        terms: Collection[str],
        worth: Mapping[str, float],
        *,
        limit: int,
        also: Collection[PersonId] = (),
    ) -> list[Term]:
        """See the port."""
        parameters = {
            "terms": " ".join(sorted(terms)),
            "offer": worth["offer"],
            "skill": worth["skill"],
            "other": worth["title"],
            "limit": limit,
        }
        rows = self._rows(_text("about"), **parameters, beside=_BESIDE)
        if len(rows) < limit:
            rows = self._rows(_text("about"), **parameters, beside=_NO_LIMIT)
        best = {pid: [" ".join(pair) for pair in origins] for pid, _, _, origins in rows}
        missing = sorted(set(also) - best.keys())
        best |= dict(self._each(_TERMS_OF, missing, terms=sorted(terms)))
        return [
            Term(PersonId(pid), term, origin)  # type: ignore[arg-type]
            for pid, shared in best.items()
            for term, origin in _words(tuple(shared))
        ]

    def sharing(
        self,
        person: PersonId,
        asked: PersonId,
        terms: Mapping[str, Collection[str]],
        *,
        until: datetime | None = None,
    ) -> list[Sharing]:
        """See the port."""
        words = [[term, *sorted(origins)] for term, origins in sorted(terms.items()) if origins]
        if not words:
            return []
        need_counts = self.event_counts("need", least=2)
        candidates = [
            _sharing(pid, shared, log_strength, need_counts.get(PersonId(pid), 1))
            for pid, shared, log_strength in self._rows(
                _SHARING, words=words, person=person, x=asked
            )
        ]
        if not self._is_past(until):
            return candidates
        past = dict(self.tie_figures(person, ["log_strength"], until=until))
        return [
            candidate._replace(log_strength=past.get(candidate.person)) for candidate in candidates
        ]


@cache
def _text(name: str) -> str:
    text: str = question(name).text
    return text


def _sharing(pid: str, shared: Iterable[str], log_strength: float | None, needs: int) -> Sharing:
    return Sharing(PersonId(pid), _words(tuple(shared)), log_strength, needs)


@lru_cache(maxsize=4_096)
def _words(shared: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return words with their origins; many people share the same."""
    pairs = (text.rpartition(" ") for text in sorted(set(shared)))
    return tuple(sorted((term, origin) for term, _, origin in pairs))
