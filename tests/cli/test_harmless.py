"""Nothing that people wrote commands the terminal it is shown on."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from netkit.cli.render.harmless import escaped, harmless
from netkit.cli.render.page import Column, Page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Netkit

#: Everything a terminal may obey or that hides what stands there, as its standards list it.
OBEYED = [
    *map(chr, (*range(9), *range(0x0B, 0x20), *range(0x7F, 0xA0))),
    *map(chr, (0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A))),
]
CLIPBOARD = "\x1b]52;c;aGVsbG8=\x07"


@given(st.text(st.one_of(st.characters(), st.sampled_from(OBEYED))))
def test_no_text_keeps_what_a_terminal_obeys(text: str) -> None:
    assert not set(harmless(text)) & set(OBEYED)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp", "Co"])))
def test_a_text_without_it_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (f"Ann{CLIPBOARD} Lee", "Ann Lee"),
        ("\x1b[31mAnn\x1b[0m Lee", "Ann Lee"),
        ("Ann\x9b2J Lee", "Ann Lee"),
        ("Ann\x1b]0;title\x1b\\ Lee", "Ann Lee"),
        ("Ann\x9d0;title\x9c Lee", "Ann Lee"),
        ("Ann\x1bPq#0\x1b\\ Lee", "Ann Lee"),
        ("two\u2028lines\u2029more", "twolinesmore"),
        ("Ann \u202eeeL", "Ann eeL"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("half a pair \ud83d", "half a pair "),
    ],
)
def test_whole_sequences_go(written: str, shown: str) -> None:
    assert harmless(written) == shown


@given(st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(OBEYED))))
def test_json_says_the_same_and_prints_none_of_it(text: str) -> None:
    printed = escaped(json.dumps({"name": text}, ensure_ascii=False))
    assert json.loads(printed) == {"name": text}
    assert not set(printed) & set(OBEYED)


def test_a_page_draws_its_own_colours_and_none_from_the_data() -> None:
    page = Page(60, styled=True, coloured=True)
    page.line(("\x1b[31mAnn", "bold"))
    page.table([Column("who")], [[f"Bo{CLIPBOARD}"]])
    assert set(re.findall(r"\x1b\[[0-9;]*m", str(page))) == {"\x1b[1m", "\x1b[0m"}
    assert "\x1b]" not in str(page)


@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",)])
def test_errors_repeat_what_was_typed_without_its_commands(
    netkit: Netkit, network: str, form: tuple[str, ...]
) -> None:
    for words, repeated in (
        (("brief", f"No{CLIPBOARD}body"), "body"),
        ((f"brie{CLIPBOARD}",), "brie"),
        (("who", "x", "\x9b2Jacorn"), "acorn"),
    ):
        answer = netkit(*words, *form)
        assert answer.code in (1, 2)
        assert repeated in answer.out + answer.err
        assert not set(answer.out + answer.err) & set(OBEYED)


def test_what_is_typed_reaches_no_file_with_what_a_terminal_obeys(
    netkit: Netkit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not the network's texts, and so no map, report or export of them."""
    monkeypatch.setenv("NETKIT_NETWORK", str(tmp_path / "net.netkit"))
    bad = f"{CLIPBOARD}\x1b[31m\u202e\u2066\x9b2J"
    netkit("init", "--me", "Ida Berg")
    for words in (
        ("person", f"Ann{bad} Lee", "--new", "--email", "ann@example.org"),
        ("person", "Ann Lee", "--org", f"Alle{bad}gro", "--title", f"CT{bad}O"),
        ("note", "Ann Lee", f"plays{bad} the bassoon"),
        ("need", "Ann Lee", f"a law{bad}yer"),
        ("fact", "Ann Lee", "goal", f"to {bad}sail"),
        ("promise", "me", "Ann Lee", f"the {bad}slides"),
        ("log", f"lunch with Ann Lee: her {bad}boat"),
        ("people", "change", "--at", "Allegro", "--add-tag", f"clim{bad}ber"),
    ):
        assert netkit(*words).code == 0, words
    for made in (
        ("export", "vcard", tmp_path / "all.vcf"),
        ("export", "graphml", tmp_path / "all.graphml"),
        ("map", "--output", tmp_path / "map.html"),
        ("report", "--output", tmp_path / "reports"),
        ("export", "json", tmp_path / "all.json"),
    ):
        assert netkit(*made).code == 0, made
    texts = {
        path.name: path.read_text() for path in tmp_path.rglob("*.*") if path.suffix != ".netkit"
    }
    assert len(texts) >= 6
    obeyed = set(OBEYED) - {"\r"}
    assert [name for name, text in texts.items() if set(text) & obeyed] == []
    with closing(sqlite3.connect(tmp_path / "net.netkit")) as connection:
        whole = "\n".join(connection.iterdump())
    assert "bassoon" in whole
    assert set(whole) & obeyed == set()
    assert "u202e" not in whole


def test_joiners_that_scripts_need_stay_in_what_is_typed(
    netkit: Netkit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETKIT_NETWORK", str(tmp_path / "net.netkit"))
    netkit("init", "--me", "Ida Berg")
    netkit("person", "Ann Lee", "--new")
    netkit("note", "Ann Lee", "می\u200cخواهم 👩\u200d🚀")
    assert (
        "می\u200cخواهم 👩\u200d🚀"
        in json.loads(netkit("find", "خواهم", "--json").out)["results"][0]["text"]
    )
