"""What Python exports, described without the objects themselves."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Union

from gopylink._contract.hints import UNKNOWN, Hint


@dataclass(frozen=True)
class PythonParameter:
    """A parameter of a Python function; its kind is a word of the manifest."""

    name: str
    kind: str = "Normal"
    required: bool = True
    hint: Hint = UNKNOWN
    default: str | None = None
    """The default as its source has it, where there is source."""


@dataclass(frozen=True)
class PythonFunction:
    """A function, a bound method or a constructor."""

    name: str
    parameters: tuple[PythonParameter, ...] | None = None
    """None if they are not known, as those of some builtin functions. Without ``self``."""
    returns: Hint = UNKNOWN
    place: str = ""
    """Where it is written, as ``app.py:12``; empty if that is not known."""
    is_async: bool = False
    is_generator: bool = False
    """Whether there is a ``yield`` in it."""
    doc: str = ""
    is_certain: bool = True
    """Whether it is called as it is written. Not behind a decorator or a metaclass that may do anything."""


@dataclass(frozen=True)
class PythonClass:
    """A class."""

    name: str
    constructor: PythonFunction
    methods: Mapping[str, PythonFunction] = field(default_factory=dict)
    is_complete: bool = True
    """Whether it has no other methods: without bases that are not known, and without ``__getattr__``."""
    place: str = ""
    doc: str = ""
    is_abstract: bool = False
    """Whether only classes that derive from it have instances."""
    identity: object = None
    """Tells it from other classes."""
    ancestors: Container[object] = ()
    """The identities of the classes that it derives from, and its own."""
    ancestor_names: frozenset[str] = frozenset()
    """What the classes are called that it derives from, but for ``object`` and the abstract ones of Python's."""
    knows_ancestors: bool = True
    """Whether these are all."""
    is_certain: bool = True
    """Whether it is what is written. Not behind a decorator that may return another class."""


Exported = Union[PythonFunction, PythonClass, None]
"""None is an export that nothing is known about."""


def choose(init: PythonFunction | None, new: PythonFunction | None) -> PythonFunction | None:
    """Returns which of the two that a class has says what its constructor takes."""
    said = [it for it in (init, new) if it is not None]
    return next((it for it in said if not takes_anything(it.parameters)), said[0] if said else None)


def takes_anything(parameters: tuple[PythonParameter, ...] | None) -> bool:
    """Whether they are ``*args, **kwargs``, which say nothing."""
    return parameters is None or {it.kind for it in parameters} == {"Rest", "Options"}
