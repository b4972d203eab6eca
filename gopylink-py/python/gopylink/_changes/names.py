"""Compares what there is by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from gopylink._changes.change import Change
from gopylink._manifest import Class, ErrorType, ErrorVariant, ExpectedClass, Function, Property

T = TypeVar("T", Function, Class, ErrorType, ErrorVariant, Property, ExpectedClass)


def both(old: Sequence[T], new: Sequence[T]) -> Iterator[tuple[T, T]]:
    """Returns what is on both sides."""
    later = {it.name: it for it in new}
    for it in old:
        if it.name in later:
            yield it, later[it.name]


def presence(owner: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    """Compares what is there; the values say what each thing is."""
    for name in [*old, *(name for name in new if name not in old)]:
        if name not in new:
            yield Change(True, f"{owner}{name}: the {old[name]} is gone")
        elif name not in old:
            yield Change(False, f"{owner}{name}: a new {new[name]}")
        elif old[name] != new[name]:
            yield Change(True, f"{owner}{name}: was a {old[name]}, is a {new[name]}")


def moved(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Returns which names have another place, and their old and new number."""
    # Of those that are gone more is said than that others took their place.
    for place, name in enumerate(name for name in old if name in new):
        if new[place] != name:
            yield name, old.index(name) + 1, new.index(name) + 1
