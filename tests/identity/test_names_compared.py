"""When two names are one person's: same, variant, initial, given, none or different."""

from __future__ import annotations

import pytest

from netkit.identity.name_comparison import compare_names, name_words


@pytest.mark.parametrize(
    ("a", "b", "likeness"),
    [
        ("Rosa Feld", "Feld, Rosa", "same"),
        ("Jürgen Müller", "Juergen Mueller", "same"),
        ("Dr. Rosa Feld", "Rosa Feld, PhD", "same"),
        ("Olga Petrova", "Ольга Петрова", "same"),
        ("William Hart", "Bill Hart", "variant"),
        ("Rosa M. Feld", "Rosa Feld", "variant"),
        ("Rosa Feld", "Rosa Feld-Kern", "variant"),
        ("Johannes Winter", "Johanes Winter", "variant"),
        ("R. Feld", "Rosa Feld", "initial"),
        ("Rosa", "Rosa Feld", "initial"),
        ("Rosa Feld", "Rosa Kern", "given"),
        ("rosa@feld.example", "Rosa Feld", "none"),
        ("Rosa Feld", "Otto Feld", "different"),
        ("Martin Roth", "Martina Roth", "different"),
        ("Maria Prado", "Mario Prado", "different"),
        ("R. Kern", "Rosa Feld", "different"),
        ("Feld", "Rosa Feld", "different"),
        ("Wei Zhang", "Wei Zhao", "given"),
        ("Otto Kern sen.", "Otto Kern jun.", "different"),
        ("Otto Kern Jr.", "Otto Kern III", "different"),
        ("Otto Kern", "Otto Kern Jr.", "initial"),
        ("Otto Kern Jr", "Kern, Otto Jr.", "same"),
        ("Amartya Sen", "Amartya Kumar Sen", "variant"),  # a surname, not the elder
        ("Rosa M. Feld", "Rosa K. Feld", "different"),
        ("Rosa M. Feld", "Rosa Maria Feld", "variant"),
        ("Rosa M. Feld", "Rosa Karla Feld", "different"),
    ],
)
def test_two_names_are_as_alike_as_a_reader_would_say(a: str, b: str, likeness: str) -> None:
    assert compare_names(a, b) == compare_names(b, a) == likeness


@pytest.mark.parametrize(
    ("a", "b", "likeness"),
    [
        ("Дмитрий Соколов", "Dmitry Sokolov", "variant"),
        ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos", "variant"),
        ("王伟", "Wei Wang", "variant"),
        ("王伟", "Li Wei", "different"),
        ("Sepp Huber", "Josef Huber", "variant"),
        ("Sasha Ivanov", "Alexander Ivanov", "variant"),
        ("Jörg Bäcker", "Joerg Baecker", "same"),
        ("Zoë Hart", "Zoe Hart", "same"),
        ("Anna Bauer", "Anna Baur", "given"),  # an e after two vowels is no umlaut
        ("Sue Li", "Su Li", "different"),
    ],
)
def test_names_in_other_scripts_and_languages(a: str, b: str, likeness: str) -> None:
    assert compare_names(a, b) == likeness


def test_brackets_hold_a_label_behind_a_name_with_a_comma_and_else_a_name() -> None:
    assert name_words("Berg, Ulf (Oslo)") == ("ulf", "berg")
    assert compare_names("Berg, Ulf (Oslo)", "Ulf Berg") == "same"
    assert compare_names("Katharina (Kathi) Voss", "Katharina Voss") == "variant"
    assert compare_names("Anna Voss (Keller)", "Anna Keller") == "variant"
