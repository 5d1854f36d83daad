"""The small examples in the docstrings are true."""

import doctest
from importlib import import_module

import pytest

WORKED = [
    "netkit.graph.strength",
    "netkit.graph.rhythm",
    "netkit.graph.lapse",
    "netkit.graph.ties",
    "netkit.graph.times",
    "netkit.graph.beta",
    "netkit.graph.contacts",
    "netkit.graph.network",
    "netkit.graph.structure",
    "netkit.graph.surroundings",
    "netkit.graph.network_lapse",
    "netkit.analysis.weakening",
    "netkit.analysis.backtest",
    "netkit.analysis.uncertainty",
    "netkit.analysis.reciprocity",
    "benchmarks.quality.measures",
    "benchmarks.quality.logs",
]


@pytest.mark.parametrize("module", WORKED)
def test_the_worked_examples_hold(module: str) -> None:
    outcome = doctest.testmod(import_module(module))
    assert outcome.attempted > 0
    assert outcome.failed == 0
