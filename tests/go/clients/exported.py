"""What Python exports to the library of the tests."""

from __future__ import annotations

import math
import sys
import threading
from typing import Any, Callable

alive: list[int] = []


def greet(name: str) -> str:
    return f"Hi {name}"


def multiply(a: int, b: int) -> int:
    return a * b


def echo(value: Any) -> Any:
    return value


def several(*values: Any) -> list[Any]:
    return list(values)


def boom(*_: Any) -> None:
    raise ValueError("boom")


def interrupt(*_: Any) -> None:
    raise KeyboardInterrupt("now")


def leave(*_: Any) -> None:
    sys.exit(7)


def opaque(*_: Any) -> Any:
    return object()


def nan(*_: Any) -> float:
    return math.nan


def thread_of(*_: Any) -> int:
    return threading.get_ident()


class PyCounter:
    def __init__(self, initial: int) -> None:
        self.value = initial
        alive.append(initial)

    def incr(self, n: int) -> int:
        self.value += n
        return self.value

    def add(self, n: int, times: int = 1) -> int:
        return self.incr(n * times)

    def nobody(self) -> None:
        return None

    def fail(self, *_: Any) -> None:
        raise KeyError("no such key")

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)

    def __del__(self) -> None:
        alive.pop()


class Refuses:
    def __init__(self, *_: Any) -> None:
        raise TypeError("refused")


def export_all(export: Callable[[Any], Any]) -> None:
    for name in (greet, multiply, echo, several, boom, interrupt, leave, opaque, nan, thread_of, PyCounter, Refuses):
        export(name)
