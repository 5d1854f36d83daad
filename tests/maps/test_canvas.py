"""The bytes of the canvas page: inert data, a policy with right hashes, the same in any locale."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any

import numpy as np
import pytest

from netkit.maps import Scene, anonymise, page
from netkit.maps.canvas import inert_json
from netkit.maps.payload import payload
from netkit.model.frozen import replace
from tests.maps.hostile import NASTY, hostile_scene
from tests.maps.invented import scene


@pytest.fixture(scope="module")
def drawn() -> Scene:
    return scene(200, 800, ghosts=6)


def numbers(column: list[Any]) -> list[int]:
    """Decode a column: the oracle of ``numbers`` in data.js."""
    bits, text, count, *unusual = column
    data = b64decode(text)
    if bits == 0:
        return [0] * count
    if bits == 4:
        given = [byte >> shift & 15 for byte in data for shift in (0, 4)][:count]
    else:
        given = [int(n) for n in np.frombuffer(data, f"<u{bits // 8}")]
    if not unusual:
        return given
    usual, mask = unusual[0], b64decode(unusual[1])
    others = iter(given)
    return [next(others) if mask[n // 8] >> n % 8 & 1 else usual for n in range(count)]


def part(html: str, tag: str) -> str:
    found = re.search(rf"<{tag}[^>]*>(.*?)</{tag.split()[0]}>", html, re.DOTALL)
    assert found
    return found[1]


def test_no_character_of_the_data_means_anything_in_html() -> None:
    html = page(hostile_scene()).decode("utf-8")
    data = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert data
    assert not set("<>&\u2028\u2029") & set(data[1])
    names = json.loads(data[1])["people"]["name"]
    assert any("</script>" in name for name in names)
    assert len(re.findall(r"<script", html)) == 2  # the data and the page's own
    assert html.count("</script>") == 2


def test_inert_json_reads_back_as_it_was() -> None:
    assert json.loads(inert_json([*NASTY])) == [*NASTY]


def test_the_policy_holds_the_hashes_of_what_is_in_the_page() -> None:
    html = page(hostile_scene()).decode("utf-8")
    script = html[html.rindex("<script>") + 8 : html.rindex("</script>")]
    style = part(html, "style")
    for kind, text in (("script", script), ("style", style)):
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in html
    assert "http:" not in html.replace("http://www.w3.org/2000/svg", "")
    assert "https:" not in script
    assert "innerHTML" not in script
    assert "eval(" not in script


def test_columns_hold_what_the_scene_holds(drawn: Scene) -> None:
    data = payload(drawn)
    people = data["people"]
    assert numbers(people["strength"]) == [round(10 * p.strength) for p in drawn.people]
    assert numbers(people["group"]) == [p.group + 1 for p in drawn.people]
    assert [data["texts"][i] for i in numbers(people["organization"])] == [
        p.organization for p in drawn.people]  # fmt: skip
    assert [[data["texts"][i] for i in data["lists"][n]] for n in numbers(people["tags"])] == [
        list(p.tags) for p in drawn.people]  # fmt: skip
    assert sum(numbers(data["ties"]["first"])) == len(drawn.ties)
    start, step, column = people["x"]
    places = [start + step * n for n in numbers(column)]
    assert places == pytest.approx([p.x for p in drawn.people], abs=0.02)


def with_silent_days(drawn: Scene, silent: list[int | None]) -> Scene:
    people = zip(drawn.people, silent, strict=True)
    return replace(drawn, people=tuple(replace(p, silent_days=days) for p, days in people))


def test_a_column_that_mostly_repeats_one_number_holds_the_others_alone() -> None:
    drawn = scene(3_000, 0)
    silent = [5 if row % 40 else row for row in range(3_000)]
    usual = payload(with_silent_days(drawn, list(silent)))["people"]["silent"]
    mixed = payload(with_silent_days(drawn, list(range(3_000))))["people"]["silent"]
    assert numbers(usual) == silent
    assert numbers(mixed) == list(range(3_000))
    # 75 others of two bytes each and a bit for everybody, in base64, instead of 6,000 bytes.
    assert len(json.dumps(usual)) < (75 * 2 + 3_000 / 8) * 4 / 3 + 40 < len(json.dumps(mixed)) / 10


def test_reasons_come_back_whole_from_their_templates(drawn: Scene) -> None:
    data = payload(drawn)
    for one, number in zip(drawn.people, numbers(data["people"]["because"]), strict=True):
        told = []
        for code in data["reasons"][number].split("|"):
            template, *values = code.split(" ")
            words = data["templates"][int(template)]
            told.append(words[0] + "".join(v + w for v, w in zip(values, words[1:], strict=True)))
        assert tuple(told) == one.because


def test_the_anonymous_page_holds_no_name(drawn: Scene) -> None:
    html = page(anonymise(drawn)).decode("utf-8")
    assert not [p.name for p in drawn.people if p.name in html]
    assert "Robin" not in html


LOCALES = ({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
           {"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252", "LC_ALL": "en_US.cp1252"})  # fmt: skip
PROGRAM = """
import hashlib, sys
from netkit.maps import page
from netkit.maps.pyvis_writer import page as pyvis_page, pyvis_network
from tests.maps.invented import scene
drawn = scene(30, 60)
pyvis_network(drawn).write_html(sys.argv[1])
written = open(sys.argv[1], "rb").read()
assert written == pyvis_page(drawn)
print(hashlib.sha256(page(drawn)).hexdigest(), hashlib.sha256(written).hexdigest())
"""


def test_the_bytes_are_the_same_in_every_locale_and_process(tmp_path: Any) -> None:
    from netkit.maps.pyvis_writer import page as pyvis_page

    drawn = scene(30, 60)
    wanted = [sha256(page(drawn)).hexdigest(), sha256(pyvis_page(drawn)).hexdigest()]
    for number, locale in enumerate(LOCALES):
        run = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", PROGRAM, str(tmp_path / f"{number}.html")],
            env={"PATH": "", "PYTHONHASHSEED": str(number + 1), "PYTHONPATH": ".", **locale},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert run.stdout.split() == wanted
