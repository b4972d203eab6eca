"""A library that was built with the original's own module."""

from __future__ import annotations

import dataclasses
import datetime
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import gopylink
import pytest

UTC = datetime.timezone.utc


@pytest.mark.parametrize(
    ("function", "value"),
    [
        ("EchoBool", True),
        ("EchoInt8", -128),
        ("EchoInt64", -(2**63)),
        ("EchoInt64", 128),
        ("EchoInt64", 2**63 - 1),
        ("EchoUint8", 255),
        ("EchoUint64", 2**64 - 1),
        ("EchoFloat32", 0.5),
        ("EchoFloat64", 0.1),
        ("EchoString", "é" * 40),
        ("EchoString", ""),
        ("EchoBytes", b"\x00\xff"),
        ("EchoInts", [1, -1, 200, 2**40]),
        ("EchoInts", []),
        ("EchoInts", None),
        ("EchoMap", {"a": 1}),
        ("EchoMap", None),
        ("EchoKeys", {1: "a", -1: "b"}),
        ("EchoPoint", {"X": 1, "Y": 2}),
        ("EchoPointer", {"X": 1, "Y": 2}),
        ("EchoPointer", None),
        ("EchoPerson", {"Name": "A", "Age": 1, "Home": None, "Tags": ["x"], "Scores": {"a": 0.5}}),
        ("EchoArray", [1, 2, 3]),
        ("EchoTime", datetime.datetime(2026, 1, 2, 3, 4, 5, 678901, UTC)),
        ("EchoTime", datetime.datetime(1950, 1, 2, tzinfo=UTC)),
        ("EchoAny", 127),
        ("EchoAny", 128),
        ("EchoAny", -1),
        ("EchoAny", [1, "a", 1.5, None][:3]),
    ],
)
def test_values(original: Any, function: str, value: object) -> None:
    result = original.func_call(function, value)
    assert result == value
    assert type(result) is type(value)


def test_what_python_has_more_of(original: Any) -> None:
    @dataclasses.dataclass
    class Point:
        X: int
        Y: int

    assert original.EchoPoint(Point(1, 2)) == {"X": 1, "Y": 2}
    assert original.EchoPeople(({"Name": "A"}, {"Name": "B"}))[1]["Name"] == "B"
    assert original.EchoInts((1, 2)) == [1, 2]
    assert original.EchoInts(range(3)) == [0, 1, 2]


def test_nesting(original: Any) -> None:
    value: list[Any] = []
    for _ in range(1000):
        value = [value]
    result, depth = original.EchoAny(value), 1
    while result:
        (result,), depth = result, depth + 1
    assert depth == 1001


def test_what_stays_as_go_has_it(original: Any) -> None:
    assert original.EchoInt64(2**63) == -(2**63)
    assert original.EchoInt64(None) == 0
    assert original.EchoString(None) == ""
    assert original.EchoString(b"a") == "a"
    assert original.EchoBytes("a") == b"a"


@pytest.mark.parametrize(
    ("function", "value", "said"),
    [
        ("EchoInt8", 300, "overflow: 300"),
        ("EchoUint8", -1, "negative"),
        ("EchoFloat32", 1e300, "overflow"),
        ("EchoInt64", 1.5, "with a fraction"),
        ("EchoInt64", "5", "unrecognized descriptor"),
        ("EchoAny", None, "passing nil"),
    ],
)
def test_what_go_refuses(original: Any, function: str, value: object, said: str) -> None:
    with pytest.raises(gopylink.GoPanic, match=said):
        original.func_call(function, value)


def test_results(original: Any) -> None:
    assert original.Noop() is None
    assert original.Several() == [1, "two", [3]]
    assert original.Divide(6, 3) == [2, None]
    assert original.Join("-", "a", "b") == "a-b"
    assert original.Join("-") == ""


def test_panics(original: Any) -> None:
    with pytest.raises(gopylink.GoPanic) as raised:
        original.Panic("no luck")
    assert str(raised.value) == "no luck"
    assert "library.go" in raised.value.__notes__[0]
    with pytest.raises(gopylink.GoPanic, match=r"^wrapped: no luck"):
        original.PanicError("no luck")
    with pytest.raises(gopylink.GoPanic, match="decode type `int`"):
        original.Add("a", 1)
    with pytest.raises(RuntimeError):
        original.Add(1)
    assert original.Add(1, 2) == 3


def test_instances(original: Any) -> None:
    with original.Counter(10) as counter:
        assert (counter.Incr(5), counter.Value(), counter.Pair(), counter.Sum(1, 2)) == (15, 15, [15, -15], 18)
        with pytest.raises(gopylink.GoPanic, match="counter at 18"):
            counter.Fail()
    with pytest.raises(gopylink.ClosedError):
        counter.Value()
    with pytest.raises(gopylink.GoPanic, match="constructor return nil"):
        original.Nothing()


class Accumulator:
    def __init__(self, start: int) -> None:
        self.total = start

    def add(self, step: int) -> int:
        self.total += step
        return self.total


def test_go_calls_python(original: Any, export: Callable[..., Any]) -> None:
    export("multiply", lambda a, b: a * b)
    export("Accumulator", Accumulator)
    assert original.Multiply(6, 7) == 42
    assert original.CallPython("multiply", 6, 7) == 42
    assert original.Accumulate(10, [1, 2, 3]) == 16
    assert original.Goroutines("echo", 0) == 0
    export("square", lambda number: number * number)
    assert original.Goroutines("square", 20) == sum(number * number for number in range(20))


def test_exceptions(original: Any, export: Callable[..., Any]) -> None:
    def fail() -> None:
        raise ValueError("no luck")

    export("fail", fail)
    assert original.TryPython("fail").startswith("ValueError: no luck\n\nTraceback")
    assert "Did you mean 'fail'?" in original.TryPython("fial")


def test_threads(original: Any) -> None:
    start = threading.Barrier(8)

    def work(number: int) -> bool:
        start.wait()
        made = [original.Counter(number * 1000 + value) for value in range(300)]
        return [counter.Value() for counter in made] == [number * 1000 + value for value in range(300)]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))


def test_ctrl_c(original_path: Path, check_script: Callable[..., str]) -> None:
    for _ in range(30):
        printed = check_script(
            f"""
            import signal
            lib = gopylink.load_go_lib({str(original_path)!r})
            try:
                os.kill(os.getpid(), signal.SIGINT)
                lib.Sleep(20)
                time.sleep(5)
            except KeyboardInterrupt:
                print("interrupted")
            """
        )
        assert printed == "interrupted\n"
