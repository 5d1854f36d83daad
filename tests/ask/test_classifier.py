"""What is learnt from all examples at once: the shares of the commands."""

from __future__ import annotations

import pytest

from netkit.ask import classifier
from netkit.ask.classifier import (
    INSTALLED_WEIGHTS,
    ROWS,
    Weights,
    installed_weights,
    shares_of_headings,
    weights_bytes,
)
from netkit.ask.installed_index import examples_digest
from netkit.ask.intents import intents
from netkit.ask.neighbours import compared_example, votes
from netkit.ask.tokens import tokens_of
from netkit.language.name_index import NO_NAMES


def test_the_weights_were_learnt_from_the_examples_as_they_are() -> None:
    """Otherwise run `make examples`."""
    weights = installed_weights()
    assert weights is not None
    assert weights.digest == examples_digest()
    assert set(weights.headings) == {intent.heading for intent in intents()}


def test_the_shares_of_all_commands_are_one() -> None:
    compared = compared_example(0)
    shares = shares_of_headings(compared.vector, compared.trigrams)
    assert sum(shares.values()) == pytest.approx(1)
    assert max(shares, key=shares.__getitem__) == intents()[0].heading


def test_a_share_is_the_softmax_of_the_sums_of_the_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row weighs 1 for the first command, in steps of ½: e^½ to 1, since one counts 1."""
    weights = Weights(("a", "b"), 0.5, "", bytes((1, 0)) * ROWS)
    monkeypatch.setattr(classifier, "installed_weights", lambda: weights)
    shares = shares_of_headings({"word:tea": 1.0}, frozenset())
    assert shares["a"] == pytest.approx(0.6225, abs=1e-4)
    assert shares["b"] == pytest.approx(0.3775, abs=1e-4)


def test_weights_are_read_as_they_were_written() -> None:
    weights = installed_weights()
    assert weights is not None
    assert weights_bytes(weights) == INSTALLED_WEIGHTS.read_bytes()


def test_without_weights_the_neighbours_vote_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classifier, "installed_weights", lambda: None)
    first = votes(tokens_of("who could I introduce to Tom Reed?", NO_NAMES))[0]
    assert first.intent.heading.startswith("introduce ")
