"""The small examples in the docstrings are true."""

import doctest
from importlib import import_module

import pytest

WORKED = [
    "netkit.ties.strength",
    "netkit.ties.rhythm",
    "netkit.ties.owner_clock",
    "netkit.ties.outlook",
    "netkit.ties.slowdown",
    "netkit.ties.lapse",
    "netkit.ties.statistics",
    "netkit.ties.timestamps",
    "netkit.ties.beta",
    "netkit.ties.contact_days",
    "netkit.ties.network",
    "netkit.ties.link_prediction",
    "netkit.ties.neighborhood_features",
    "netkit.ties.network_lapse",
    "netkit.answers.weakening",
    "netkit.answers.backtest",
    "netkit.answers.wording",
    "netkit.answers.reciprocity",
    "benchmarks.quality.measures",
    "benchmarks.quality.logs",
]


@pytest.mark.parametrize("module", WORKED)
def test_the_worked_examples_hold(module: str) -> None:
    outcome = doctest.testmod(import_module(module))
    assert outcome.attempted > 0
    assert outcome.failed == 0
