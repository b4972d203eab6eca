# What the library sample has: written by `gopylink stubs`, from its manifest.

import builtins
import dataclasses
import datetime
import decimal
import enum
import os
import pathlib
from collections.abc import Mapping
from collections.abc import Sequence as _Sequence
from collections.abc import Set as AbstractSet
from typing import Any, ClassVar, Final, Literal, Protocol, TypedDict, final

import gopylink
from _typeshed import SupportsItems
from typing_extensions import Buffer, NotRequired, ReadOnly, Self, TypeAlias, Unpack

class Point(TypedDict):
    """A place."""

    x: float
    """How far right."""

    y: float
    label: str | None
    tags: NotRequired[builtins.list[str]]

class _PointDict(TypedDict):
    x: ReadOnly[float]
    y: ReadOnly[float]
    label: NotRequired[ReadOnly[str | None]]
    tags: NotRequired[ReadOnly[_Sequence[str]]]

class _PointFields(Protocol):
    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...

PointLike: TypeAlias = _PointDict | _PointFields

class Tree(TypedDict):
    value: int
    children: builtins.list[Tree]

class _TreeDict(TypedDict):
    value: ReadOnly[int]
    children: ReadOnly[_Sequence[TreeLike]]

class _TreeFields(Protocol):
    @property
    def value(self) -> int: ...
    @property
    def children(self) -> _Sequence[TreeLike]: ...

TreeLike: TypeAlias = _TreeDict | _TreeFields
Headers = TypedDict("Headers", {"content-type": str, "class": int})
_HeadersDict = TypedDict("_HeadersDict", {"content-type": ReadOnly[str], "class": NotRequired[ReadOnly[int]]})
HeadersLike: TypeAlias = _HeadersDict

@dataclasses.dataclass
class Pair:
    """Two."""

    left: int
    right: int = 2

class _PairDict(TypedDict):
    right: NotRequired[ReadOnly[int]]
    left: ReadOnly[int]

class _PairFields(Protocol):
    @property
    def left(self) -> int: ...

PairLike: TypeAlias = Pair | _PairDict | _PairFields

class Outcome(TypedDict):
    ok: bool
    note: NotRequired[str]

Id: TypeAlias = int
"""A number that names something."""

Color: TypeAlias = Literal["Red", "Green"]
ColorLike: TypeAlias = Literal["Red", "Green"] | enum.Enum
Speed = enum.Enum("Speed", {"very-fast": "very-fast", "slow-ish": "slow-ish"})
SpeedLike: TypeAlias = Speed | Literal["very-fast", "slow-ish"] | enum.Enum

class Level(enum.Enum):
    """How loud."""

    Low = "Low"
    High = "High"

LevelLike: TypeAlias = Level | Literal["Low", "High"] | enum.Enum

class FigureCircleContent(TypedDict):
    center: _Point
    radius: float

@final
class FigureCircle(TypedDict):
    Circle: FigureCircleContent

@final
class FigureNamed(TypedDict):
    Named: str

@final
class FigureLine(TypedDict):
    Line: tuple[_Point, _Point]

Figure: TypeAlias = Literal["Empty"] | FigureCircle | FigureNamed | FigureLine

class _FigureCircleContent(TypedDict):
    center: ReadOnly[PointLike]
    radius: ReadOnly[float]

class _FigureCircle(TypedDict):
    Circle: ReadOnly[_FigureCircleContent]

class _FigureNamed(TypedDict):
    Named: ReadOnly[str]

class _FigureLine(TypedDict):
    Line: ReadOnly[tuple[PointLike, PointLike]]

FigureLike: TypeAlias = Literal["Empty"] | enum.Enum | _FigureCircle | _FigureNamed | _FigureLine

class EventStart(TypedDict):
    type: Literal["Start"]

class EventMove(TypedDict):
    type: Literal["Move"]
    by: int

class EventPlace(TypedDict):
    type: Literal["Place"]
    x: float
    """How far right."""

    y: float
    label: str | None
    tags: NotRequired[builtins.list[str]]

Event: TypeAlias = EventStart | EventMove | EventPlace

class _EventStart(TypedDict):
    type: Literal["Start"]

class _EventMove(TypedDict):
    type: Literal["Move"]
    by: ReadOnly[int]

class _EventPlace(TypedDict):
    type: Literal["Place"]
    x: ReadOnly[float]
    y: ReadOnly[float]
    label: NotRequired[ReadOnly[str | None]]
    tags: NotRequired[ReadOnly[_Sequence[str]]]

EventLike: TypeAlias = _EventStart | _EventMove | _EventPlace

class MessageQuit(TypedDict):
    kind: Literal["Quit"]

class MessageSay(TypedDict):
    kind: Literal["Say"]
    content: str

Message: TypeAlias = MessageQuit | MessageSay
Loose: TypeAlias = int | str | None
_Point: TypeAlias = Point

class BankError(gopylink.RustError):
    """What can go wrong."""

    def __init__(self, message: object = "", /) -> None: ...

class Insufficient(BankError):
    """Not enough."""

    needed: int
    def __init__(self, message: object = "", /, *, needed: int) -> None: ...

class Missing(BankError, KeyError): ...
class Closed(BankError): ...

class Counter(gopylink.Instance):
    """A number that goes up."""

    LIMIT: Final[int]
    """The most."""

    def __init__(self, initial: int = 0) -> None:
        """Starts at `initial`."""

    @property
    def value(self) -> int:
        """The value."""

    @value.setter
    def value(self, value: int) -> None: ...
    @property
    def is_even(self) -> bool: ...
    def incr(self, n: int) -> int:
        """Adds `n`; "n" is a number.

        Returns `\\n`.
        """

    def merge(self, other: Counter) -> None: ...
    def list(self) -> builtins.list[int]: ...
    def Point(self) -> _Point: ...
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __lt__(self, other: Counter, /) -> bool: ...
    def __add__(self, other: int, /) -> Counter: ...
    def __iadd__(self, other: int, /) -> Self: ...
    def __getitem__(self, index: int, /) -> int: ...
    def __iter__(self) -> Self: ...
    def __next__(self) -> int: ...
    def __call__(self, times: int = 1) -> int: ...
    def __contains__(self, value: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]
    @staticmethod
    def starting_at(initial: int) -> Counter: ...
    # "class" is not a name in Python: reach it with getattr.

class File(gopylink.Instance):
    def __init__(self, path: str | os.PathLike[str]) -> None: ...
    def close(self, flush: bool = True) -> int: ...  # type: ignore[override]
    def __hash__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...

class Candle(gopylink.Instance):
    def __init__(self) -> None: ...
    @property  # type: ignore[override]
    def close(self) -> float: ...
    @close.setter
    def close(self, close: float) -> None: ...  # pyright: ignore[reportIncompatibleMethodOverride]
    @property
    def open(self) -> float: ...
    def __enter__(self) -> Candle: ...

class Fixed(gopylink.Instance):
    def __init__(self) -> None: ...
    @property
    def close(self) -> float: ...  # type: ignore[override]
    def __enter__(self) -> Candle: ...  # type: ignore[override]

class Shop(gopylink.Instance):
    def __init__(self) -> None: ...
    @staticmethod
    def close() -> None: ...  # pyright: ignore[reportIncompatibleMethodOverride]

class Market(gopylink.Instance):
    def __init__(self) -> None: ...
    @staticmethod
    def close(at: int) -> None: ...  # type: ignore[override]

class Range(gopylink.Instance):
    close: Final[int]  # type: ignore[assignment]
    def __init__(self) -> None: ...

class Account(gopylink.Instance):
    def __init__(self) -> None: ...
    def close(self, reason: str) -> None: ...  # type: ignore[override]

def add(a: int, b: int) -> int:
    """Adds two numbers."""

def greet(name: str, /, greeting: str = "Hi", *more: str, loud: bool = False, **options: int) -> str: ...
def configure(*, key: int, **options: Unpack[_PointDict]) -> None: ...
def lambda_of(lambda_: int, /, b: int) -> None: ...
def computed(a: int = ...) -> None: ...
def bytes(value: builtins.bytes | bytearray | memoryview) -> builtins.bytes: ...
def words(value: _Sequence[str]) -> builtins.list[str]: ...
def by_name(value: Mapping[str, _Sequence[int]]) -> dict[str, builtins.list[int]]: ...
def by_number(value: SupportsItems[int | None, int]) -> dict[int | None, int]: ...
def unique(value: AbstractSet[int]) -> set[int]: ...
def pair(value: tuple[int, str]) -> tuple[int, str]: ...
def quoted() -> None:
    """ "Quoted" at its ends, and "here\""""

def indented() -> None:
    """Has code:

      f(
          1)

    and "more"
    """

def nothing(value: tuple[()]) -> tuple[()]: ...
def maybe(value: int | None) -> int | None: ...
def any_value(value: Any) -> Any: ...
def weights(value: Buffer) -> gopylink.Array: ...
def day(value: datetime.date) -> datetime.date: ...
def price(value: decimal.Decimal | int | str) -> decimal.Decimal: ...
def path(value: str | os.PathLike[str]) -> pathlib.Path: ...
def counter(value: Counter) -> Counter: ...
def point(value: PointLike) -> _Point: ...
def points(value: _Sequence[PointLike]) -> builtins.list[_Point]: ...
def tree(value: TreeLike) -> Tree: ...
def headers(value: HeadersLike) -> Headers: ...
def both(value: PairLike) -> Pair: ...
def outcome() -> Outcome: ...
def id(value: Id) -> Id: ...
def color(value: ColorLike) -> Color: ...
def level(value: LevelLike) -> Level: ...
def speed(value: SpeedLike) -> Speed: ...
def figure(value: FigureLike) -> Figure: ...
def event(value: EventLike) -> Event: ...
def message(value: Message) -> Message: ...
def loose(value: Loose) -> Loose: ...
def Sequence(value: int) -> int: ...
def a_function_with_a_name_that_is_long_enough(
    value: Mapping[str, _Sequence[FigureLike | None]],
) -> dict[str, builtins.list[Figure | None]]: ...
def func_call(name: str, /, *args: Any, **kwargs: Any) -> Any:
    """Calls a function by name."""

def new_type(name: str, /, *args: Any, **kwargs: Any) -> Any:
    """Makes an instance of a class by name."""

# import: a function, reached with func_call("import", …)
# func_call: a function, reached with func_call("func_call", …)
