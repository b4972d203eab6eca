"""What a class that an annotation names consists of: the members of an enum, the fields of a record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gopylink._contract.hints import Hint


@dataclass(frozen=True)
class Member:
    """A member of an enum. Rust takes it for the variant that its value names, else for the one of its own name."""

    name: str
    value: str | None = None
    """None if the value is no text."""
    is_sure: bool = True
    """Whether the value is known."""
    is_alias: bool = False
    """Whether it is another name of a member."""

    def names(self) -> set[str]:
        """Returns the variants that it may stand for."""
        return {self.name} if self.value is None else {self.name, self.value}


@dataclass(frozen=True)
class ClassField:
    """A field of a dataclass, named tuple or typed dict."""

    name: str
    hint: Hint
    is_required: bool = True
    """Whether nothing stands for it where it is missing."""
    is_always_there: bool = True
    """Whether each value has it."""


class Contents:
    """What a class consists of. It is looked at when it is asked for, and no earlier: classes lead to themselves."""

    key: object = None
    """Tells the class from others."""

    def place(self) -> str:
        """Returns where the class is written; nothing if that is not known."""
        return ""

    def is_tuple(self) -> bool:
        """Whether its values are named tuples."""
        return False

    def members(self) -> Sequence[Member] | None:
        """Returns the members of an enum; None if they are not all known."""
        return None

    def takes_others(self) -> bool:
        """Whether an enum may make a member of what none has as its value."""
        return False

    def fields(self) -> Sequence[ClassField] | None:
        """Returns the fields of a record; None if they are not all known.

        Of an abstract class nothing is known: what is passed and returned is of those that derive from it.
        """
        return None


class Texts(Contents):
    """The texts that a ``Literal`` lists."""

    def __init__(self, values: Iterable[str]) -> None:
        self.values = tuple(dict.fromkeys(values))

    def members(self) -> Sequence[Member]:
        return [Member(value, value) for value in self.values]
