"""A class of `netkit.model.frozen` behaves as one of `dataclasses` does."""

from __future__ import annotations

import ast
import copy
import dataclasses
import pickle
from pathlib import Path
from typing import Any, Generic, TypeVar

import pytest

import netkit
from netkit.model import frozen

T = TypeVar("T")


def _twins(make: Any) -> tuple[Any, Any]:
    """Return a class made by ours and the same class made by `dataclasses`."""
    return tuple(make(one.dataclass, one.field) for one in (frozen, dataclasses))


def _points(dataclass: Any, field: Any) -> Any:
    @dataclass(frozen=True, slots=True, order=True)
    class Point:
        """A point."""

        x: int
        y: int = 2
        tags: list[str] = field(default_factory=list)

        @property
        def sum(self) -> int:
            return self.x + self.y

    return Point


@dataclasses.dataclass(frozen=True, slots=True)
class Theirs:
    name: str
    size: float = 1.0


@frozen.dataclass(frozen=True, slots=True)
class Ours:
    name: str
    size: float = 1.0


@frozen.dataclass(frozen=True, slots=True)
class Held(Generic[T]):
    one: T

    def __post_init__(self) -> None:
        if self.one is None:
            raise ValueError("nothing is held")


def test_a_value_reads_writes_and_compares_as_a_dataclass_does() -> None:
    for kind in _twins(_points):
        a, b = kind(1), kind(1, 2, [])
        assert a == b
        assert a != (1, 2, [])
        assert a < kind(1, 3) <= kind(1, 3)
        assert sorted([kind(2), a])[0] is a
        assert a.sum == 3
        assert repr(a).endswith("Point(x=1, y=2, tags=[])")
        assert a.tags is not b.tags
        assert kind.__match_args__ == ("x", "y", "tags")
        assert kind.__doc__ == "A point."


def test_a_value_is_never_changed() -> None:
    for kind in (Ours, Theirs):
        value: Any = kind("a")
        with pytest.raises(dataclasses.FrozenInstanceError):
            value.name = "b"
        with pytest.raises(dataclasses.FrozenInstanceError):
            del value.name
        with pytest.raises((AttributeError, TypeError)):  # TypeError: a fault of Python 3.11's own
            value.other = 1
        assert not hasattr(value, "__dict__")


def test_equal_values_have_one_hash_and_other_kinds_are_never_equal() -> None:
    assert len({Ours("a"), Ours("a", 1.0), Ours("b")}) == 2
    assert hash(Ours("a")) == hash(Theirs("a"))
    others: list[object] = [Theirs("a")]
    assert Ours("a") not in others


def test_without_eq_a_value_is_equal_to_itself_alone() -> None:
    @frozen.dataclass(frozen=True, slots=True, eq=False)
    class Alone:
        x: int

    one = Alone(1)
    assert one == one
    assert one != Alone(1)


def test_the_tools_of_dataclasses_work() -> None:
    ours, theirs = Ours("a", 2.0), Theirs("a", 2.0)
    assert dataclasses.is_dataclass(Ours)
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert dataclasses.astuple(ours) == ("a", 2.0)
    assert dataclasses.replace(ours, size=3.0) == Ours("a", 3.0)
    assert [(f.name, f.type, f.default) for f in dataclasses.fields(Ours)] == [
        (f.name, f.type, f.default) for f in dataclasses.fields(Theirs)
    ]
    held, known = (kind.__dataclass_fields__["tags"] for kind in _twins(_points))
    assert held.default_factory is known.default_factory is list


def test_a_value_is_copied_and_pickled() -> None:
    for value in (Ours("a", 2.0), Held("x")):
        assert copy.copy(value) == value
        assert copy.deepcopy(value) == value
        assert pickle.loads(pickle.dumps(value)) == value


def test_what_follows_the_making_is_done_and_generic_classes_are_made() -> None:
    assert Held[int](3).one == 3
    with pytest.raises(ValueError, match="nothing is held"):
        Held(None)


def test_a_wrong_call_is_told_by_the_name_of_the_class() -> None:
    wrong: Any = Ours
    with pytest.raises(TypeError, match=r"Ours.__init__\(\) .* 'name'"):
        wrong()
    with pytest.raises(TypeError, match="unexpected keyword argument 'colour'"):
        wrong("a", colour=1)


def test_a_class_that_inherits_or_is_not_frozen_is_refused() -> None:
    make: Any = frozen.dataclass
    with pytest.raises(TypeError, match="only frozen"):
        make(frozen=False, slots=True)
    with pytest.raises(TypeError, match="inherits"):

        @frozen.dataclass(frozen=True, slots=True)
        class Wider(Ours):
            more: int = 0


def _own_methods(dataclass: Any, field: Any) -> Any:
    @dataclass(frozen=True, slots=True)
    class Word:
        text: str
        place: int = 0

        def __repr__(self) -> str:
            return f"<{self.text}>"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Word) and self.text == other.text

    return Word


def test_methods_that_a_class_writes_itself_stay() -> None:
    for word in _twins(_own_methods):
        assert repr(word("a")) == "<a>"
        assert word("a", 1) == word("a", 2)
        assert word("a") != word("b")
        assert hash(word("a", 1)) == hash(("a", 1))


#: Modules that change values of `dataclasses` itself, or look into values of any class of it.
_OTHER_VALUES = {
    "answers/network_view.py", "answers/results.py", "importers/address_books/monica_sql.py",
    "importing/calibration.py", "reports/render.py", "reports/snapshots.py", "reports/tie_rows.py",
    "schedule/ledger.py", "workspace/graphs.py",
}  # fmt: skip


def _names_taken_from_dataclasses(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "dataclasses"
        for name in node.names
    }


def test_values_of_this_module_are_changed_by_its_own_replace() -> None:
    """Without a class of its own, a module takes from `dataclasses` what those above need alone."""
    root = Path(netkit.__file__).parent
    taken = {
        path.relative_to(root).as_posix(): _names_taken_from_dataclasses(path)
        for path in root.rglob("*.py")
        if path != Path(frozen.__file__)
    }
    without_class = {place for place, names in taken.items() if names and "dataclass" not in names}
    assert without_class == _OTHER_VALUES


def test_names_of_fields_are_those_of_dataclasses_in_their_order() -> None:
    ours, theirs = _twins(_own_methods)
    names = tuple(field.name for field in dataclasses.fields(theirs))
    assert names == frozen.field_names(ours("a"))


def test_frozen_values_of_every_room_are_made_by_this_module() -> None:
    """One way to make a value: `dataclasses` is for what changes, has no slots, or inherits."""
    folders = (Path(netkit.__file__).parent, Path(netkit.__file__).parents[1] / "queries")
    offenders = []
    for path in (path for folder in folders for path in folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        ours = any(
            isinstance(node, ast.ImportFrom)
            and node.module == "netkit.model.frozen"
            and "dataclass" in {name.name for name in node.names}
            for node in ast.walk(tree)
        )
        classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        inheriting = {
            base.id for node in classes for base in node.bases if isinstance(base, ast.Name)
        }
        offenders += [
            f"{path}: {node.name}"
            for node in classes
            for decorator in map(ast.unparse, node.decorator_list)
            if "frozen=True" in decorator and "slots=True" in decorator
            if not ours or not decorator.startswith("dataclass(")
            if not node.bases and node.name not in inheriting
        ]
    assert offenders == []
