"""What users write, right and wrong, and what the checkers say of it.

On each line that must be refused a comment says by which checker and with which codes. All other lines must be accepted by
both.
"""

from __future__ import annotations

import array
import dataclasses
import datetime
import decimal
import pathlib
from typing import TYPE_CHECKING, Any, NamedTuple

import gopylink
from typing_extensions import assert_type

if TYPE_CHECKING:
    import sample as lib
else:
    lib = gopylink.load_go_lib("target/debug/sample")


@dataclasses.dataclass
class DataPoint:
    x: float
    y: float
    label: str = ""


class TuplePoint(NamedTuple):
    x: int
    y: int


class WrongPoint(NamedTuple):
    x: int
    y: str


def functions() -> None:
    assert_type(lib.add(1, b=2), int)
    lib.add("1", 2)  # error: mypy arg-type, pyright reportArgumentType
    lib.add(1)  # error: mypy call-arg, pyright reportCallIssue
    lib.add(1, c=2)  # error: mypy call-arg, pyright reportCallIssue
    lib.ad(1, 2)  # error: mypy attr-defined, pyright reportAttributeAccessIssue reportUnknownMemberType
    assert_type(lib.greet("a", "b", "c", "d", loud=True, n=1), str)
    lib.greet("a")
    lib.greet(name="a")  # error: mypy arg-type call-arg, pyright reportCallIssue
    lib.greet("a", loud=1)  # error: mypy arg-type, pyright reportArgumentType
    lib.greet("a", n="1")  # error: mypy arg-type, pyright reportArgumentType
    lib.configure(key=1, x=1, y=2)
    lib.configure(key=1, x=1)  # error: mypy call-arg, pyright reportCallIssue
    lib.lambda_of(1, b=2)
    lib.computed()
    anything: Any = lib.func_call("add", 1, 2)
    print(anything, lib.new_type("Counter", 0))


def values() -> None:
    assert_type(lib.bytes(bytearray(b"a")), bytes)
    lib.bytes("a")  # error: mypy arg-type, pyright reportArgumentType
    assert_type(lib.words(("a", "b")), list[str])
    lib.words([1])  # error: mypy list-item, pyright reportArgumentType
    assert_type(lib.by_name({"a": (1, 2)}), dict[str, list[int]])
    numbers = {1: 2}
    assert_type(lib.by_number(numbers), "dict[int | None, int]")
    lib.by_number({"1": 2})  # error: mypy dict-item, pyright reportArgumentType
    assert_type(lib.unique(frozenset({1})), set[int])
    lib.unique([1])  # error: mypy arg-type, pyright reportArgumentType
    assert_type(lib.pair((1, "a")), tuple[int, str])
    lib.pair((1,))  # error: mypy arg-type, pyright reportArgumentType
    lib.nothing(())
    maybe = lib.maybe(None)
    print(maybe + 1)  # error: mypy operator, pyright reportOptionalOperand reportUnknownArgumentType
    assert_type(lib.weights(array.array("d", [1.0])), gopylink.Array)
    lib.weights(lib.weights(memoryview(b"12345678")))
    lib.weights([1.0])  # error: mypy arg-type, pyright reportArgumentType
    assert_type(lib.day(datetime.date(2000, 1, 1)), datetime.date)
    lib.day("2000-01-01")  # error: mypy arg-type, pyright reportArgumentType
    assert_type(lib.price(decimal.Decimal(1)), decimal.Decimal)
    assert_type(lib.path("a"), pathlib.Path)
    lib.path(pathlib.PurePath("a"))


def records(place: lib.Point, given: lib.PointLike) -> None:
    assert_type(lib.point({"x": 1, "y": 2}), lib.Point)
    lib.point({"x": 1, "y": 2, "tags": ("a",)})
    lib.point({"x": 1})  # error: mypy arg-type, pyright reportArgumentType
    lib.point({"x": 1, "y": "2"})  # error: mypy arg-type, pyright reportArgumentType
    lib.point(place)
    lib.point(given)
    lib.point(DataPoint(1, 2))
    lib.point(TuplePoint(1, 2))
    lib.point(WrongPoint(1, "2"))  # error: mypy arg-type, pyright reportArgumentType
    lib.point(3)  # error: mypy arg-type, pyright reportArgumentType
    lib.points([DataPoint(1, 2), {"x": 1, "y": 2}, place])
    found = lib.point(place)
    assert_type(found["x"], float)
    found["tags"]  # error: pyright reportTypedDictNotRequiredAccess
    found["z"]  # error: mypy typeddict-item, pyright reportGeneralTypeIssues
    assert_type(lib.tree({"value": 1, "children": [{"value": 2, "children": []}]})["children"], list[lib.Tree])
    assert_type(lib.headers({"content-type": "text"})["content-type"], str)
    assert_type(lib.both(lib.Pair(1, 2)).left, int)
    lib.both({"left": 1})
    lib.outcome().get("note")
    assert_type(lib.id(3), int)


def enums() -> None:
    lib.color("Red")
    lib.color("Rde")  # error: mypy arg-type, pyright reportArgumentType
    color: lib.Color = lib.color(lib.Level.Low)
    if color == "Green":
        print(color)
    assert_type(lib.level("Low"), lib.Level)
    assert_type(lib.speed(lib.Speed["very-fast"]), lib.Speed)
    lib.speed("slow-ish")
    lib.speed("slow")  # error: mypy arg-type, pyright reportArgumentType
    lib.figure("Empty")
    lib.figure({"Circle": {"center": DataPoint(1, 2), "radius": 1}})
    lib.figure(
        {"Circle": {"center": DataPoint(1, 2)}}  # error: mypy arg-type, pyright reportArgumentType
    )
    lib.figure({"Line": ({"x": 1, "y": 2}, TuplePoint(1, 2))})
    figure = lib.figure("Empty")
    if isinstance(figure, str):
        print(figure)
    elif "Circle" in figure:
        print(figure["Circle"]["radius"])
    event = lib.event({"type": "Move", "by": 1})
    if event["type"] == "Move":
        assert_type(event["by"], int)
    lib.event(event)
    lib.event({"type": "Mov", "by": 1})  # error: mypy typeddict-item, pyright reportArgumentType
    lib.message({"kind": "Say", "content": "Hi"})
    lib.loose(None)


def classes() -> None:
    counter = lib.Counter(1)
    assert_type(lib.Counter.LIMIT, int)
    counter.value += 1
    counter.is_even = True  # error: mypy misc, pyright reportAttributeAccessIssue
    counter.incr("1")  # error: mypy arg-type, pyright reportArgumentType
    counter.inc(1)  # error: mypy attr-defined, pyright reportAttributeAccessIssue reportUnknownMemberType
    lib.Counter("1")  # error: mypy arg-type, pyright reportArgumentType
    counter.merge(lib.Counter.starting_at(2))
    counter.merge(3)  # error: mypy arg-type, pyright reportArgumentType
    assert_type(counter + 1, lib.Counter)
    counter + "1"  # error: mypy operator, pyright reportOperatorIssue reportUnusedExpression
    counter += 1
    assert_type(len(counter), int)
    assert_type(counter[0], int)
    assert_type([number for number in counter], list[int])
    assert_type(counter(), int)
    assert_type(counter.list(), list[int])
    assert_type(counter.Point(), lib.Point)
    print(counter == 3, 3 in counter, counter < counter)
    print(counter < 3)  # error: mypy operator, pyright reportOperatorIssue reportUnknownArgumentType
    print({counter})  # error: pyright reportUnhashable
    print({lib.File("a")})
    assert_type(lib.File("a").close(), int)
    with lib.Counter() as opened:
        assert_type(opened, lib.Counter)
    with lib.Candle() as candle:
        candle.close += 1
        assert_type(candle.close, float)
    with lib.Fixed() as other:
        assert_type(other, lib.Candle)
    assert_type(lib.Fixed().close, float)
    assert_type(lib.Range.close, int)
    lib.Shop.close()
    lib.Market.close(3)
    lib.Account().close("moved")
    instance: gopylink.Instance = counter
    instance.close()


class Subclass(lib.Counter):
    def incr(self, n: int) -> int:
        return super().incr(n) + 1


def errors() -> None:
    try:
        lib.add(1, 2)
    except lib.Insufficient as error:
        assert_type(error.needed, int)
        error.need  # error: mypy attr-defined, pyright reportAttributeAccessIssue reportUnknownMemberType
    except lib.BankError as error:
        print(error.args)
