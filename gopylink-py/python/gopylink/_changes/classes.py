"""Compares classes: their constructors and members, and what Python does with special methods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gopylink._changes.change import Change
from gopylink._changes.functions import Signatures
from gopylink._changes.names import both, presence
from gopylink._manifest import NONE, Class, Function, Property, TypeRef

# What every instance has, unless its class has its own.
_INHERITED = ("close", "__enter__", "__exit__")


class ClassChanges:
    """Compares classes that both libraries have."""

    def __init__(self, signatures: Signatures) -> None:
        self._signatures = signatures

    def compare(self, old: Class, new: Class) -> Iterator[Change]:
        """Compares one class."""
        if old.constructor is not None and new.constructor is not None:
            yield from self._signatures.compare(old.name, old.constructor, new.constructor, is_constructor=True)
        elif old.constructor is not None:
            yield Change(True, f"{old.name}: the class has no constructor any more")
        elif new.constructor is not None:
            yield Change(False, f"{old.name}: the class has a constructor now")
        if old.pickles != new.pickles:
            found = "cannot be pickled any more" if old.pickles else "can be pickled now"
            yield Change(old.pickles, f"{old.name}: instances {found}")
        owner = f"{old.name}."
        yield from presence(owner, _members(old), _members(new))
        yield from self._inherited(owner, old, new)
        yield from _special(old.name, _names(old), _names(new))
        for was, now in both(_methods(old), _methods(new)):
            if was.name == "__exit__":
                yield from _ends(owner, was, now)
            elif _is_special(was.name):
                yield from self._signatures.compare(f"{owner}{was.name}", *_by_place(was, now))
            else:
                yield from self._signatures.compare(f"{owner}{was.name}", was, now)
        yield from self._functions(owner, old.static_methods, new.static_methods)
        yield from self._functions(owner, old.constants, new.constants)
        for earlier, later in both(old.properties, new.properties):
            yield from self._property(f"{owner}{earlier.name}", earlier, later)

    def _functions(self, owner: str, old: Sequence[Function], new: Sequence[Function]) -> Iterator[Change]:
        for was, now in both(old, new):
            yield from self._signatures.compare(f"{owner}{was.name}", was, now)

    def _property(self, label: str, old: Property, new: Property) -> Iterator[Change]:
        yield from self._signatures.compare(label, old.getter, new.getter)
        if old.setter is not None and new.setter is not None:
            yield from self._signatures.compare(label, *_by_place(old.setter, new.setter))
        elif old.setter is not None:
            yield Change(True, f"{label}: the property cannot be written any more")
        elif new.setter is not None:
            yield Change(False, f"{label}: the property can be written now")

    def _inherited(self, owner: str, old: Class, new: Class) -> Iterator[Change]:
        had, has = _own(old), _own(new)
        for name in _INHERITED:
            if (name in had) != (name in has):
                found = "has its own now" if name in has else "has none of its own any more"
                yield Change(False, f"{owner}{name}: the class {found}, in place of what all instances have")


def _special(name: str, old: set[str], new: set[str]) -> Iterator[Change]:
    """Returns what else Python does now, since special methods are there."""
    if "__eq__" in new - old and "__hash__" not in old | new:
        yield Change(True, f"{name}: instances cannot be hashed any more, with '__eq__' and no '__hash__'")
    asked = next((it for it in ("__bool__", "__len__") if it in new), None)
    if asked is not None and asked not in old:
        yield Change(True, f"{name}: instances may be false now, as '{asked}' says")
    if "__iter__" in new - old and "__getitem__" in old:
        yield Change(True, f"{name}: iteration asks '__iter__' now, asked '__getitem__'")


def _ends(owner: str, old: Function, new: Function) -> Iterator[Change]:
    """Compares what the end of a ``with`` block does. Its parameters are the same for all."""
    if old.returns.kind != new.returns.kind:
        found = "may keep exceptions now" if new.returns.kind == "Bool" else "keeps no exceptions any more"
        yield Change(True, f"{owner}__exit__: the end of a 'with' block {found}")


def _members(cls: Class) -> dict[str, str]:
    members = {it.name: "method" for it in _methods(cls)}
    members.update((it.name, "static method") for it in cls.static_methods)
    members.update((it.name, "constant") for it in cls.constants)
    members.update((it.name, "property") for it in cls.properties)
    return members


def _names(cls: Class) -> set[str]:
    return {it.name for it in cls.methods}


def _own(cls: Class) -> set[str]:
    """Returns the names of all members that the class has itself."""
    functions = (*cls.methods, *cls.static_methods, *cls.constants)
    return {it.name for it in functions} | {it.name for it in cls.properties}


def _methods(cls: Class) -> list[Function]:
    """Returns the methods, those that all instances have among them, with what Python gets of them."""
    itself = TypeRef("Instance", cls.name)
    own = _own(cls)
    methods = [*cls.methods, *(Function(name, returns=NONE) for name in _INHERITED if name not in own)]
    return [replace(it, returns=itself) if it.returns == NONE and _is_itself(it.name) else it for it in methods]


def _is_itself(name: str) -> bool:
    """Whether Python gets the instance where this method returns nothing."""
    # ``__iter__`` and the operators in place: what else has such a name must return something.
    return name == "__enter__" or name.startswith("__i")


def _is_special(name: str) -> bool:
    """Whether Python makes the calls, and passes all by position."""
    return name.startswith("__") and name.endswith("__") and name != "__call__"


def _by_place(old: Function, new: Function) -> tuple[Function, Function]:
    """Returns two functions whose parameters nobody passes by name, so that it is the same what they are called."""
    if len(old.parameters) == len(new.parameters):
        pairs = zip(old.parameters, new.parameters)
        old = replace(old, parameters=tuple(replace(was, name=now.name) for was, now in pairs))
    return _positional(old), _positional(new)


def _positional(function: Function) -> Function:
    parameters = (replace(it, kind="PositionalOnly") if it.kind == "Normal" else it for it in function.parameters)
    return replace(function, parameters=tuple(parameters))
