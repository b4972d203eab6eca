"""What enums and records in memory consist of."""

from __future__ import annotations

import abc
import dataclasses
import enum
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from gopylink import _records
from gopylink._contract.contents import ClassField, Contents, Member
from gopylink._contract.hints import Hint
from gopylink._contract.looking import look
from gopylink._contract.places import place_of


class LiveContents(Contents):
    """The contents of a class."""

    def __init__(self, cls: type, of_annotation: Callable[[Any], Hint]) -> None:
        self.key = cls
        self._cls: Any = cls
        self._of_annotation = of_annotation

    def place(self) -> str:
        return look("", place_of, self._cls)

    def is_tuple(self) -> bool:
        return issubclass(self._cls, tuple)

    def members(self) -> Sequence[Member] | None:
        return look(None, lambda: None if issubclass(self._cls, enum.Flag) else list(self._members()))

    def takes_others(self) -> bool:
        return any("_missing_" in vars(base) for base in self._cls.__mro__ if base.__module__ != "enum")

    def fields(self) -> Sequence[ClassField] | None:
        return None if issubclass(type(self._cls), abc.ABCMeta) else look(None, lambda: list(self._fields()))

    def _members(self) -> Iterator[Member]:
        for name, member in self._cls.__members__.items():
            value = member.value
            text = str(value) if isinstance(value, str) else None
            yield Member(name, text, is_alias=member.name != name)

    def _fields(self) -> Iterator[ClassField]:
        cls = self._cls
        # Names that only a type checker sees are not found.
        annotations: Mapping[str, Any] = look({}, lambda: typing.get_type_hints(cls, include_extras=True))
        hints = {name: self._of_annotation(_bare(it)) for name, it in annotations.items()}
        unknown = self._of_annotation(Any)
        if is_typeddict(cls):
            for name in annotations or sorted(cls.__required_keys__ | cls.__optional_keys__):
                said = _qualifier(annotations.get(name))
                is_required = said == "Required" if said else name in cls.__required_keys__
                yield ClassField(name, hints.get(name, unknown), is_required, is_required)
            return
        names = _records.classify(cls)[1]
        defaulted = _with_defaults(cls)
        for name in names:
            yield ClassField(name, hints.get(name, unknown), name not in defaulted)


def is_typeddict(cls: type) -> bool:
    """Whether it is a typed dict, of ``typing`` or ``typing_extensions``."""
    return hasattr(cls, "__required_keys__") and hasattr(cls, "__total__")


def _qualifier(annotation: Any) -> str:
    """Returns which of the two an annotation of a typed dict's key says, or nothing."""
    while typing.get_origin(annotation) is not None:
        name = str(typing.get_origin(annotation)).rpartition(".")[2]
        if name in ("Required", "NotRequired"):
            return name
        if name != "ReadOnly" and not hasattr(annotation, "__metadata__"):
            break
        annotation = typing.get_args(annotation)[0]
    return ""


def _bare(annotation: Any) -> Any:
    """Returns what an annotation of a typed dict's key says the value is."""
    while str(typing.get_origin(annotation)).rpartition(".")[2] in ("Required", "NotRequired", "ReadOnly"):
        annotation = typing.get_args(annotation)[0]
    return annotation


def _with_defaults(cls: Any) -> set[str]:
    """Returns the fields that a caller of the constructor need not give. Of other packages' classes, all."""
    if dataclasses.is_dataclass(cls):
        missing = dataclasses.MISSING
        fields = dataclasses.fields(cls)
        return {
            it.name for it in fields if not it.init or it.default is not missing or it.default_factory is not missing
        }
    names = _records.classify(cls)[1]
    if hasattr(cls, "_fields"):
        return set(getattr(cls, "_field_defaults", ()))
    attributes = getattr(cls, "__attrs_attrs__", ())
    given = {it.name for it in attributes if it.init and type(it.default).__name__ == "_Nothing"}
    return set(names) - given
