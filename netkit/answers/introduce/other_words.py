"""Needs met in other words: which texts mean much the same, and who says them.

Read from the vectors that are kept with the network; without any, nothing is imported.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from netkit.answers.introduce.matching import BELIEF, is_covered
from netkit.answers.introduce.upper_bounds import Meant
from netkit.topics.terms import terms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Set

    from netkit.answers.facts import Profile
    from netkit.model.people import PersonId
    from netkit.store.port import Store

__all__ = ["all_meanings", "meanings_around", "people_meant"]

Pairs = dict[tuple[str, str], float]

#: A need of which words cover so much is met; below, a word or two may be in common by chance.
_MET_BY_WORDS = 0.5
_FEW = 20  # needs for which no index of the texts is made


def all_meanings(store: Store) -> Pairs:
    """Return every need and thing given in a network that mean much the same, and how well."""
    needs, offers = _sides(store)
    return _in_other_words(_alike(needs, offers), offers)


def meanings_around(store: Store, profile: Profile) -> Pairs:
    """Return the same of what somebody needs and gives, with what others give and need."""
    needs, offers = _sides(store)
    mine = {state.event.text for state in profile.needs}
    jobs = (job.title for job in profile.affiliations if job.kind == "work" and job.end is None)
    own_offers = {*profile.skills, *(state.event.text for state in profile.offers), *jobs}
    pairs = _alike(_only(needs, mine), offers)
    return _in_other_words(pairs | _alike(needs, _only(offers, own_offers)), offers)


def people_meant(
    store: Store, pairs: Mapping[tuple[str, str], float], profile: Profile
) -> dict[PersonId, Meant]:
    """Return who gives or needs what means the same as what somebody needs or gives."""
    mine = {state.event.text for state in profile.needs}
    helps: dict[PersonId, dict[str, float]] = defaultdict(dict)
    helped: dict[PersonId, float] = defaultdict(float)
    by_text: dict[tuple[bool, str], list[tuple[str, float]]] = defaultdict(list)
    for (need, offer), score in pairs.items():
        if need in mine:
            by_text[False, offer].append((need, score))
        by_text[True, need].append((offer, score))
    for pid, text, origin in store.utterances({text for _, text in by_text}):
        for other, score in by_text.get((origin == "need", text), ()):
            if origin == "need":
                helped[pid] = max(helped[pid], score)
            else:
                most = max(helps[pid].get(other, 0.0), BELIEF[origin] * score)
                helps[pid][other] = most
    return {
        pid: Meant(tuple(sorted(helps[pid].items())), helped.get(pid, 0.0))
        for pid in helps.keys() | helped.keys()
    }


def _sides(store: Store) -> tuple[dict[str, bytes], dict[str, bytes]]:
    needs: dict[str, bytes] = {}
    offers: dict[str, bytes] = {}
    for (side, text), vector in store.vectors().items():
        (needs if side == "need" else offers)[text] = vector
    return needs, offers


def _only(vectors: Mapping[str, bytes], texts: Collection[str]) -> dict[str, bytes]:
    return {text: vectors[text] for text in texts if text in vectors}


def _in_other_words(pairs: Pairs, offers: Collection[str]) -> Pairs:
    """Return the pairs of needs that nothing given meets by its words: those answers stand."""
    needs = {need for need, _ in pairs}
    if len(needs) <= _FEW:  # most are met by one of the first texts, the rest need not be read
        covered = {need for need in needs if is_covered(need, offers, least=_MET_BY_WORDS)}
    else:
        sharing = _texts_by_term(offers, {term for need in needs for term in terms(need)})
        covered = {
            need
            for need in needs
            if is_covered(
                need,
                {text for term in terms(need) for text in sharing.get(term, ())},
                least=_MET_BY_WORDS,
            )
        }
    return {pair: score for pair, score in pairs.items() if pair[0] not in covered}


def _texts_by_term(texts: Iterable[str], looked_up: Set[str]) -> dict[str, list[str]]:
    """Return for each term that is looked up the texts that have it."""
    by_term: dict[str, list[str]] = defaultdict(list)
    for text in texts if looked_up else ():
        for term in terms(text) & looked_up:
            by_term[term].append(text)
    return by_term


def _alike(needs: Mapping[str, bytes], offers: Mapping[str, bytes]) -> Pairs:
    if not needs or not offers:
        return {}
    from netkit.topics.meaning import alike

    return alike(needs, offers)
