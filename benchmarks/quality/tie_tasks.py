"""Lapse, live ties, slowdown and strength: what becomes of the ties of a cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality import measures
from benchmarks.quality.table import Figure, Plot, mean_over_cuts
from benchmarks.quality.ties import Ties, calibrated, rivals, ties_at
from netkit.ties.slowdown import ENOUGH_DAYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.quality.logs import Cut, Log
    from netkit.ties.network_lapse import NetworkModel

__all__ = ["DAYS", "last_share", "tie_tasks"]

Found = dict[tuple[str, str], float]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

DAYS = 3  # contact-days before a tie is judged
_BRIER = "Brier (lower is better)"
_LEVEL = "level, off by (logits, root mean square)"
_POOLED = "Brier, all cuts as one (lower is better)"
_NO_IDEA = 0.5
_QUARTER = 0.25  # a tie that drops to a quarter of its own rate has slowed down


def tie_tasks(log: Log, model: NetworkModel) -> tuple[list[Figure], list[Plot]]:
    """Return the figures of a log, and its curves.

    Parameters
    ----------
    model : fitted to other logs than this one.
    """
    seen = [(cut, ties_at(cut, model)) for cut in log.cuts()]
    tasks: dict[str, Callable[[Cut, Ties], Found]] = {
        "lapse": lapse,
        "live ties": live,
        "slowdown": slowdown,
        "strength": strength,
    }
    figures = [
        figure
        for task, measured in tasks.items()
        for figure in mean_over_cuts(task, log.name, (measured(*each) for each in seen))
    ]
    return [*figures, *pooled(log, seen)], _plots(log, seen)


def lapse(cut: Cut, ties: Ties) -> Found:
    """Rank ties with three contact-days by how likely they see none in the next period."""
    known = ties.contact_days >= DAYS
    lapsed = (ties.coming == 0)[known]
    figures = _ranked(cut, ties, known, "lapse_probability")
    for name, said in probabilities(cut, ties).items():
        figures[_BRIER, name] = measures.brier(lapsed, said[known])
    share = np.full(len(lapsed), lapsed.mean())
    return {**figures, (_BRIER, "true share for all"): measures.brier(lapsed, share)}


def probabilities(cut: Cut, ties: Ties) -> dict[str, Floats]:
    """Return the probabilities of lapse that could be said at a cut."""
    return {
        "netkit": ties.netkit["lapse_probability"],
        "own formula, calibrated": calibrated(ties, cut.horizon),
        "last period's share": np.full(len(ties.a), last_share(ties, cut.horizon)),
    }


def pooled(log: Log, seen: list[tuple[Cut, Ties]]) -> list[Figure]:
    """Return the Brier of the ties of all cuts together, as the published figures have it."""
    lapsed: list[Flags] = []
    said: dict[str, list[Floats]] = {}
    for cut, ties in seen:
        known = ties.contact_days >= DAYS
        lapsed.append((ties.coming == 0)[known])
        for name, each in probabilities(cut, ties).items():
            said.setdefault(name, []).append(each[known])
        share = np.full(len(lapsed[-1]), lapsed[-1].mean())
        said.setdefault("true share for all", []).append(share)
    came = np.concatenate(lapsed)
    off = [measures.level_error(*each) for each in zip(lapsed, said["netkit"], strict=True)]
    level = float(np.sqrt(np.mean(np.square(off))))
    return [
        Figure("lapse", log.name, _LEVEL, "netkit", level, len(off)),
        *(
            Figure("lapse", log.name, _POOLED, name, measures.brier(came, np.concatenate(parts)), 1)
            for name, parts in said.items()
        ),
    ]


def last_share(ties: Ties, horizon: float) -> float:
    """Return the share of ties that lapsed in the period just over: the base rate one can know."""
    begin = ties.contacts.now - horizon
    then = np.diff(ties.contacts.until(begin).start) >= DAYS
    return float((ties.silent >= horizon)[then].mean()) if then.any() else _NO_IDEA


def live(cut: Cut, ties: Ties) -> Found:
    """Rank those with a contact in the last period: what a person cannot see at a glance."""
    known = (ties.contact_days >= DAYS) & (ties.silent <= cut.horizon)
    return _ranked(cut, ties, known, "lapse_probability")


def _ranked(cut: Cut, ties: Ties, known: NDArray[np.bool_], figure: str) -> Found:
    lapsed = (ties.coming == 0)[known]
    methods = {"netkit": ties.netkit[figure]}
    methods |= {name: -score for name, score in rivals(cut, ties).items()}
    return {("AUC", name): measures.auc(lapsed, score[known]) for name, score in methods.items()}


def slowdown(cut: Cut, ties: Ties) -> Found:
    """Rank regular, live ties by how likely they fall to a quarter of their own rate.

    The own rate: contact-days since the first, over the days since then (a quarter of the
    horizon at least). Only ties from which the period ahead should bring at least one contact.
    """
    expected = ties.rate * cut.horizon
    known = (ties.contact_days >= ENOUGH_DAYS) & (expected >= 1)
    slowed = (ties.coming <= _QUARTER * expected)[known]
    methods = {"netkit": ties.netkit["weakening"], "lapse": ties.netkit["lapse_probability"]}
    methods |= {name: -score for name, score in rivals(cut, ties).items()}
    return {("AUC", name): measures.auc(slowed, score[known]) for name, score in methods.items()}


def strength(cut: Cut, ties: Ties) -> Found:
    """Correlate strength with the contact-days of the next period.

    Over all ties, of which most saw one contact; and over those that the other tasks judge.
    """
    methods = {"netkit": ties.netkit["strength"], "raw count": ties.events, **rivals(cut, ties)}
    known = ties.contact_days >= DAYS
    over = {"Spearman": known | True, f"Spearman, {DAYS} contact-days": known}
    return {
        (measure, name): measures.spearman(score[rows], ties.coming[rows])
        for measure, rows in over.items()
        for name, score in methods.items()
    }


def _plots(log: Log, seen: list[tuple[Cut, Ties]]) -> list[Plot]:
    """Return ROC and calibration of the lapse task, all cuts together.

    For the ROC a score is its rank within its cut: as in the table, only ties of one moment
    are held against each other.
    """
    chosen = [(cut, ties, ties.contact_days >= DAYS) for cut, ties in seen]
    lapsed = np.concatenate([(ties.coming == 0)[known] for _, ties, known in chosen])
    said = [ties.netkit["lapse_probability"][known] for _, ties, known in chosen]
    scores: dict[str, list[Floats]] = {"netkit": said}
    for cut, ties, known in chosen:
        for name, score in rivals(cut, ties).items():
            scores.setdefault(name, []).append(-score[known])
    curves = {
        name: np.concatenate([measures.ranks(part) / max(len(part), 1) for part in parts])
        for name, parts in scores.items()
    }
    plots = [Plot("roc", log.name, each, [*measures.roc(lapsed, curves[each])]) for each in curves]
    bins: list[tuple[float, ...]] = [*measures.calibration(lapsed, np.concatenate(said))]
    return [*plots, Plot("calibration", log.name, "netkit", bins)]
