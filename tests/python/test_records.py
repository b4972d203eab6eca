"""What types are sent to Rust as. How the values arrive, the behaviour tests show."""

from __future__ import annotations

import array
import collections
import collections.abc
import dataclasses
import datetime
import decimal
import enum
import gc
import os
import pathlib
import re
import typing
import uuid
import weakref
from pathlib import Path
from typing import Any

import pytest
from gopylink import _records

ENCODER = Path(__file__).resolve().parents[2] / "gopylink-py" / "src" / "codec" / "classify.rs"


class Color(enum.Enum):
    RED = 1


class Level(enum.IntEnum):
    LOW = 1


class Word(str, enum.Enum):
    A = "a"


class Bits(enum.Flag):
    ONE = 1


class Pair(typing.NamedTuple):
    left: int
    right: int


class OddTuple(tuple):  # type: ignore[type-arg]
    _fields = 5


@dataclasses.dataclass
class Point:
    x: int
    y: int = 0
    kind: typing.ClassVar[str] = "point"
    init_only: dataclasses.InitVar[int] = 0


@dataclasses.dataclass
class Point3(Point):
    z: int = 0


class Mapped(collections.abc.Mapping):  # type: ignore[type-arg]
    __getitem__ = __len__ = __iter__ = None  # type: ignore[assignment]


class Indexed:
    def __index__(self) -> int:
        return 1


class Listed:
    def __len__(self) -> int:
        return 0

    def __getitem__(self, index: int) -> int:
        raise IndexError


class IndexedList(Listed, Indexed):
    pass


class Keyed(Listed):
    def keys(self) -> list[int]:
        return []


CASES: list[tuple[type, int, Any]] = [
    (Color, _records.ENUM, None),
    (Level, _records.ENUM, None),
    (Word, _records.ENUM, None),
    (Bits, _records.ENUM, None),
    (Pair, _records.NAMED_TUPLE, ("left", "right")),
    (collections.namedtuple("Old", "a b"), _records.NAMED_TUPLE, ("a", "b")),
    (OddTuple, _records.BUILTIN, None),
    (type("MyInt", (int,), {}), _records.BUILTIN, None),
    (type("MyList", (list,), {}), _records.BUILTIN, None),
    (collections.OrderedDict, _records.BUILTIN, None),
    (collections.Counter, _records.BUILTIN, None),
    (Point, _records.RECORD, ("x", "y")),
    (Point3, _records.RECORD, ("x", "y", "z")),
    (Mapped, _records.MAPPING, None),
    (collections.ChainMap, _records.MAPPING, None),
    (collections.UserDict, _records.MAPPING, None),
    (type({}.keys()), _records.SET, None),
    (collections.UserString, _records.TEXT, None),
    (array.array, _records.TO_LIST, None),
    (range, _records.SEQUENCE, None),
    (collections.deque, _records.SEQUENCE, None),
    (collections.UserList, _records.SEQUENCE, None),
    (Listed, _records.SEQUENCE, None),
    (IndexedList, _records.SEQUENCE, None),
    (Indexed, _records.INDEX, None),
    (Keyed, _records.OPAQUE, f"{__name__}.Keyed"),
    (object, _records.OPAQUE, "object"),
    (type, _records.OPAQUE, "type"),
    (type(Color), _records.OPAQUE, f"enum.{type(Color).__name__}"),
    (type(iter([])), _records.OPAQUE, "list_iterator"),
    (complex, _records.OPAQUE, "complex"),
]


@pytest.mark.parametrize(("cls", "number", "detail"), CASES, ids=[cls.__name__ for cls, _, _ in CASES])
def test_classify(cls: type, number: int, detail: Any) -> None:
    found = _records.classify(cls)
    assert found[0] == number
    if detail is not None:
        assert found[1] == detail


class Alike(type):
    """Instances compare equal, and so have no hash."""

    def __eq__(cls, other: object) -> bool:
        return True


def test_classes_that_cannot_be_hashed() -> None:
    for bases, attributes, expected in [
        ((), {}, (_records.OPAQUE, f"{__name__}.Class")),
        ((int,), {}, (_records.BUILTIN, None)),
        ((), {"__dataclass_fields__": Point.__dataclass_fields__}, (_records.RECORD, ("x", "y"))),
        ((), {"__index__": None}, (_records.INDEX, f"{__name__}.Class")),
        ((), {"__len__": None, "__getitem__": None}, (_records.SEQUENCE, f"{__name__}.Class")),
    ]:
        assert _records.classify(Alike("Class", bases, {"__module__": __name__, **attributes}))[:2] == expected


def test_classes_that_compare_equal_are_told_apart() -> None:
    class HashedAlike(Alike):
        def __hash__(cls) -> int:
            return 1

    assert _records.classify(HashedAlike("Int", (int,), {}))[0] == _records.BUILTIN
    assert _records.classify(HashedAlike("Object", (), {}))[0] == _records.OPAQUE


def test_a_virtual_subclass() -> None:
    class Virtual:
        pass

    collections.abc.Mapping.register(Virtual)
    assert _records.classify(Virtual)[0] == _records.MAPPING


def test_classes_are_not_kept_alive() -> None:
    cls = type("Class", (), {})
    gone = weakref.ref(cls)
    assert _records.classify(cls)[0] == _records.OPAQUE
    known = len(_records.known)
    del cls
    gc.collect()
    assert gone() is None
    assert len(_records.known) < known


def test_attrs() -> None:
    attrs = pytest.importorskip("attrs")

    @attrs.define
    class Slotted:
        x: int
        _y: int = 0

    assert _records.classify(Slotted)[:2] == (_records.RECORD, ("x", "_y"))


def test_msgspec() -> None:
    msgspec = pytest.importorskip("msgspec")
    cls = msgspec.defstruct("Struct", ["x", ("y", int)])
    assert _records.classify(cls)[:2] == (_records.RECORD, ("x", "y"))


@pytest.mark.parametrize("package", ["pydantic", "pydantic.v1"])
def test_pydantic(package: str) -> None:
    pydantic = pytest.importorskip(package)
    model = pydantic.create_model("Model", x=(int, ...), y=(str, ""))
    assert _records.classify(model)[:2] == (_records.RECORD, ("x", "y"))
    derived = pydantic.create_model("Derived", __base__=model, z=(int, 0))
    assert _records.classify(derived)[:2] == (_records.RECORD, ("x", "y", "z"))


def test_numpy() -> None:
    numpy = pytest.importorskip("numpy")
    assert _records.classify(numpy.ndarray)[0] == _records.TO_LIST
    assert _records.classify(type(numpy.bool_(True)))[0] == _records.BOOL
    assert _records.classify(numpy.float32)[0] == _records.FLOAT
    assert _records.classify(numpy.float64)[0] == _records.BUILTIN
    for name in ("int8", "uint8", "int64", "uint64"):
        assert _records.classify(getattr(numpy, name))[0] == _records.INDEX
    for name in ("datetime64", "timedelta64"):
        assert _records.classify(getattr(numpy, name))[:2] == (_records.OPAQUE, f"numpy.{name}")
    assert _records.classify(numpy.void)[0] == _records.TO_LIST


@pytest.mark.parametrize(
    ("cls", "number"),
    [
        (datetime.date, 0),
        (datetime.time, 1),
        (datetime.datetime, 2),
        (datetime.timedelta, 3),
        (decimal.Decimal, 4),
        (uuid.UUID, 5),
        (pathlib.PurePosixPath, 6),
        (type(pathlib.Path()), 6),
        (os.DirEntry, 6),
    ],
)
def test_standard_library(cls: type, number: int) -> None:
    assert _records.classify(cls)[:2] == (_records.STANDARD, number)
    if cls is not os.DirEntry:
        assert _records.classify(type("Derived", (cls,), {}))[:2] == (_records.STANDARD, number)


def test_the_encoder_knows_the_same_numbers() -> None:
    text = ENCODER.read_text(encoding="utf-8")
    rust = {int(number): name for number, name in re.findall(r"(\d+) => Class::(\w+)", text)}
    python = {
        number: name.title().replace("_", "")
        for name, number in vars(_records).items()
        if name.isupper() and isinstance(number, int)
    }
    assert rust == python
