"""Frozen dataclasses that cost next to nothing until the first value is made of them.

`dataclasses` writes and compiles six functions for each class when its module is imported: half a
millisecond a class, and a short answer names fifty. Here the class gets its slots at once, its
``__init__`` when it is first called, and shares the rest with the others. `fields`, `replace`,
`asdict`, `copy` and `pickle` work as on any dataclass; to a type checker it is `dataclasses`.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass, field, replace
else:

    def dataclass(*, frozen, slots, eq=True, order=False):
        """Return the decorator of a frozen dataclass with slots: both must be asked for."""
        if not (frozen and slots):
            raise TypeError("only frozen classes with slots; take dataclasses.dataclass")
        return lambda plain: _made(plain, eq, order)

    def field(*, default_factory):
        """Return a default that is made anew for each value."""
        return _Fresh(default_factory)

    def replace(value, /, **changes):
        """Return a value of this module's kind with some fields changed."""
        values = {name: getattr(value, name) for name in value.__slots__}
        return value.__class__(**(values | changes))


__all__ = ["dataclass", "field", "field_names", "replace"]

_MISSING = object()
_LONG_REPR, _LONG_FIELD = 800, 90  # letters
_COMPARISONS = ("__lt__", "__le__", "__gt__", "__ge__")


def field_names(value: object) -> tuple[str, ...]:
    """Return the names of the fields of a value of this module's kind, in their order."""
    names: tuple[str, ...] = type(value).__slots__  # type: ignore[attr-defined]
    return names


class _Fresh:
    """A default that is made anew for each value."""

    def __init__(self, make: Callable[[], object]) -> None:
        self.make = make


class _Fields:
    """The table that `dataclasses` keeps of a class, written when it is first looked at."""

    def __init__(self, types: dict[str, Any], defaults: dict[str, Any]) -> None:
        self._types = types
        self._defaults = defaults

    def __get__(self, value: object, owner: type[Any]) -> dict[str, Any]:
        import dataclasses

        body: dict[str, Any] = {"__annotations__": self._types, "__doc__": ""}
        for name, default in self._defaults.items():
            fresh = isinstance(default, _Fresh)
            body[name] = dataclasses.field(default_factory=default.make) if fresh else default
        twin: Any = dataclasses.dataclass(init=False, repr=False, eq=False)(type("_", (), body))
        owner.__dataclass_fields__ = twin.__dataclass_fields__
        return dict(twin.__dataclass_fields__)


def _made(plain: type[Any], eq: bool, order: bool) -> type[Any]:
    """Return a class again, with slots and with what its values need."""
    if any(base is not object and base.__name__ != "Generic" for base in plain.__bases__):
        raise TypeError(f"{plain.__name__} inherits; take dataclasses.dataclass")
    names = tuple(plain.__annotations__)
    body = {key: value for key, value in vars(plain).items() if key not in _OF_PLAIN}
    defaults = {name: body.pop(name) for name in names if name in body}
    body |= {"__slots__": names, "__match_args__": names}
    body |= {"__setattr__": _refuse, "__delattr__": _refuse}
    body["__dataclass_fields__"] = _Fields(plain.__annotations__, defaults)
    methods = {"__repr__": _repr, "__getstate__": _state, "__setstate__": _set_state}
    if eq:
        methods |= _compared(names, order)
    if body.get("__hash__") is None:  # Python's mark of a class that has its own __eq__
        body.pop("__hash__", None)
    body = methods | body
    frozen: Any = type(plain.__name__, plain.__bases__, body)
    frozen.__qualname__ = plain.__qualname__

    def first(self: Any, *arguments: object, **named: object) -> None:
        frozen.__init__ = _initializer(frozen, defaults)
        frozen.__init__(self, *arguments, **named)

    frozen.__init__ = first
    whole: type[Any] = frozen
    return whole


#: What a class without slots has and one with slots has not.
_OF_PLAIN = ("__dict__", "__weakref__")


def _initializer(frozen: type[Any], defaults: dict[str, Any]) -> Callable[..., None]:
    """Return a class's ``__init__``, written out: values are made by the hundred thousand."""
    scope: dict[str, Any] = {"_missing": _MISSING}
    heads, lines = ["self"], []
    for name in frozen.__slots__:
        scope[f"_set_{name}"] = getattr(frozen, name).__set__
        head = value = name
        if name in defaults:
            default = defaults[name]
            fresh = isinstance(default, _Fresh)
            head = f"{name}=_default_{name}"
            scope[f"_default_{name}"] = _MISSING if fresh else default
            if fresh:
                scope[f"_make_{name}"] = default.make
                value = f"_make_{name}() if {name} is _missing else {name}"
        heads.append(head)
        lines.append(f"    _set_{name}(self, {value})\n")
    if hasattr(frozen, "__post_init__"):
        lines.append("    self.__post_init__()\n")
    exec(f"def __init__({', '.join(heads)}):\n{''.join(lines) or '    pass'}", scope)  # noqa: S102 — names of fields alone
    written: Callable[..., None] = scope["__init__"]
    written.__qualname__ = f"{frozen.__qualname__}.__init__"  # what a wrong call is told by
    return written


def _compared(names: tuple[str, ...], order: bool) -> dict[str, Any]:
    """Return equality, hash and, where asked for, order: those of the fields in turn."""
    several: Any = operator.attrgetter(*names) if len(names) > 1 else None
    key = several or (lambda instance: tuple(getattr(instance, name) for name in names))

    def comparison(name: str) -> Callable[[Any, Any], Any]:
        compare: Any = getattr(operator, name)

        def compared(self: Any, other: Any) -> Any:
            same = other.__class__ is self.__class__
            return compare(key(self), key(other)) if same else NotImplemented

        return compared

    wanted = ("__eq__", *(_COMPARISONS if order else ()))
    return {name: comparison(name) for name in wanted} | {"__hash__": lambda self: hash(key(self))}


def _repr(self: Any) -> str:
    """Return a value's fields; of a value that would fill a screen, the beginning of each."""
    shown = [f"{name}={getattr(self, name)!r}" for name in self.__slots__]
    if sum(map(len, shown)) > _LONG_REPR:
        shown = [text if len(text) <= _LONG_FIELD else f"{text[:_LONG_FIELD]}…" for text in shown]
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse(self: Any, name: str, value: object = None) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"{self.__class__.__name__}.{name} is never changed")


def _state(self: Any) -> list[object]:
    return [getattr(self, name) for name in self.__slots__]


def _set_state(self: Any, values: list[object]) -> None:
    for name, value in zip(self.__slots__, values, strict=True):
        object.__setattr__(self, name, value)
