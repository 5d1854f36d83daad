"""What an assistant is told holds no way to reach anybody, however it is written."""

from __future__ import annotations

import pytest
from netkit.cli.contact_details import without_contact_details

#: A text, and what of it must not be told.
DETAILS = [
    ("write to ann@example.org today", "ann@example"),
    ("ann (at) example.org", "example"),
    ("ann[at]example[dot]org", "example"),
    ("mail ann AT example DOT org", "example"),
    ("ann [at] example dot org", "example"),
    ("ann\uff20example.org", "example"),
    ("Instagram: ann.lee", "ann"),
    ("skype: annlee, or mail", "annlee"),
    ("her discord name is annlee", "annlee"),
    ("+49 30 1234567", "1234567"),
    ("2026-11-20 030 123456", "123456"),
    ("since 20.11.2026: 0171/5551234.", "5551234"),
    ("(020) 7946 0018", "7946"),
    ("her desk is 55512", "55512"),
    ("call 4711 after nine", "4711"),
    ("ext. 204", "204"),
    ("tel: 112233", "112233"),
    ("IBAN DE89 3704 0044 0532 0130 00", "0532"),
    ("GB29NWBK60161331926819", "NWBK"),
    ("https://www.linkedin.com/in/ann-lee-1", "ann-lee"),
    ("linkedin.com/in/ann-lee-1", "ann-lee"),
    ("instagram.com/annlee", "annlee"),
    ("t.me/annlee", "annlee"),
    ("she is @annlee there", "annlee"),
    ("@ann@mastodon.example", "ann"),
    ("www.annlee.example", "annlee"),
    ("mailto:ann@example.org", "ann@"),
    ("wa.me/49171555123", "49171"),
    ("her site is annlee.example/contact", "contact"),
    ("9" * 60, "99"),
    ("email:ann@example.org", "ann"),
    ("email:ann@localhost", "ann"),
    ("linkedin:ann-lee", "ann-lee"),
    ("skype:ann-lee", "ann-lee"),
    ("book her at ann-lee.calendly.com", "ann-lee"),
]
#: What is no way to reach anybody stays as it is.
HARMLESS = [
    "last contact 2026-11-20T09:30:00+00:00",
    "met on 20.11.2026 at 09:30",
    "from 2019-2024, then 2024/25",
    "raised € 250000 and 12,500 USD",
    "6,873 contacts with 1,285 people",
    "p5b932a32ebea314b",
    "87.5 % at 0.41, 3 to 12 days",
    "Ann Lee (Engineer at Node.js Ltd.)",
    "lunch at noon, dot the i",
    "skype is down: Ann told me",
    "signal: the market turns",
    "every 2 to 10 months",
    "her grandmother was born 1899-12-31",
    "meet at 09:30 20/11",
    "12,500 - 13,500 a year",
    "about 12345 people for 250000 EUR",
]


@pytest.mark.parametrize(("text", "secret"), DETAILS)
def test_a_way_to_reach_somebody_is_left_out(text: str, secret: str) -> None:
    assert secret not in str(without_contact_details({"results": [{"note": text}]}))
    assert secret not in str(without_contact_details({text: 1}))
    assert secret not in str(without_contact_details((text,)))


@pytest.mark.parametrize("text", HARMLESS)
def test_other_figures_and_words_stay(text: str) -> None:
    assert without_contact_details([text]) == [text]


def test_a_day_stays_beside_a_number_that_goes() -> None:
    assert without_contact_details("2026-11-20: 030 123456") == "2026-11-20: [left out]"


def test_a_long_text_is_read_in_linear_time() -> None:
    import time

    for piece in ("1", "a@", "a(at)", "DE89 ", "1 2 ", "https:", "a.", "call "):
        begin = time.process_time()
        without_contact_details(piece * (40_000 // len(piece)))
        assert time.process_time() - begin < 2, piece
