"""A rule of the log is compiled for clauses with a word that it requires, and none is missed."""

from __future__ import annotations

import re
from itertools import product

import pytest

from netkit.journal import log_rules
from netkit.journal.log_rules import log_grammar
from netkit.journal.required_words import required_words

from .test_lines import cases

PIECES = re.compile(r"[,;:] |\. ")


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ("met .+", {"met "}),
        (".+ (?:is|are) here", {" here"}),
        ("(?:old )?friends?", {"friend"}),
        ("(?:old )+x", {"old "}),
        ("(?P<what>lent .*|gave .*)", {"lent ", "gave "}),
        (r"(?!met )\w+ (?<=s) away", {" away"}),
        ("a?", set()),
        ("lent|.*", set()),
        ("(?:LENT)", {"lent"}),
        (r"[)(|] note\.", {" note"}),
    ],
)
def test_the_words_that_a_shape_requires_are_read_off_it(shape: str, words: set[str]) -> None:
    assert required_words(shape) == words


def test_every_text_that_a_shape_fits_has_a_word_that_it_requires() -> None:
    """Each text of up to five letters over a small alphabet is tried on shapes made of parts."""
    parts = ("a", "b?", "(?:ab|c)", "(?:a|b)*", "(?:c )?", "[ab]", "(?!b).", "(?:a(?:b|c)?|bc)")
    texts = ["".join(letters) for n in range(1, 5) for letters in product("abc ", repeat=n)]
    for shape in map("".join, product(parts, repeat=2)):
        required, pattern = required_words(shape), re.compile(shape)
        fitting = [text for text in texts if pattern.fullmatch(text)]
        assert fitting
        if required:
            assert all(any(word in text for word in required) for text in fitting)


def test_no_rule_is_left_out_for_a_clause_that_it_fits() -> None:
    rules = log_grammar().rules
    assert sum(bool(rule.required) for rule in rules) > len(rules) * 0.9
    clauses = [part for line, _ in cases()[::8] for part in {line, *PIECES.split(line)}]
    for clause, rule in product(clauses, rules):
        fits = log_rules._shape(rule.typed_shape).fullmatch(clause)
        assert bool(fits) == bool(rule.fits(clause))
