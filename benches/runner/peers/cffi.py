"""C functions through cffi, with the Python around them that makes them as good to use as the others."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from .. import exports
from .base import Peer, extension


class Cffi(Peer):
    name = "cffi"
    # cffi always releases the GIL. C has no panics, texts of a length, records with texts, dictionaries and objects.
    without = frozenset(
        {
            *("add_released", "hello_released", "incr_released", "panic"),
            *("sum_strings", "make_strings", "echo_strings", "sum_records", "make_records", "echo_records"),
            *("echo_record", "sum_nested", "make_nested", "echo_nested"),
            *("measure_text", "make_text", "echo_text"),
        }
    )

    def load(self, built: Path) -> Any:
        module = extension("_peer_cffi", built)
        return wrap(module.ffi, module.lib)


def wrap(ffi: Any, lib: Any) -> Any:
    """Returns functions that take and give Python's types."""

    def take_text(pointer: Any) -> str:
        try:
            return ffi.string(pointer).decode()
        finally:
            lib.free_text(pointer)

    def hello(name: str) -> str:
        return take_text(lib.hello(name.encode()))

    def fail(text: str) -> int:
        error = ffi.new("char **")
        value = lib.fail(text.encode(), error)
        if error[0]:
            raise RuntimeError(take_text(error[0]))
        return value

    class Counter:
        def __init__(self, initial: int) -> None:
            self.pointer = lib.counter_new(initial)

        def incr(self, n: int) -> int:
            return lib.counter_incr(self.pointer, n)

        def value(self) -> int:
            return lib.counter_value(self.pointer)

        def __del__(self) -> None:
            lib.counter_free(self.pointer)

    @ffi.callback("int64_t(int64_t)")
    def double(number: int) -> int:
        return exports.double(number)

    def call_detached(count: int) -> int:
        return lib.call_detached(double, count)

    def call_from_thread(count: int) -> int:
        return lib.call_from_thread(double, count)

    def measure_bytes(data: bytes) -> int:
        return lib.measure_bytes(ffi.from_buffer(data), len(data))

    def take_bytes(pointer: Any, length: int) -> bytes:
        try:
            return ffi.buffer(pointer, length)[:]
        finally:
            lib.free_bytes(pointer, length)

    def make_bytes(count: int) -> bytes:
        return take_bytes(lib.make_bytes(count), count)

    def echo_bytes(data: bytes) -> bytes:
        return take_bytes(lib.echo_bytes(ffi.from_buffer(data), len(data)), len(data))

    def sum_array(values: Any) -> float:
        return lib.sum_floats(ffi.from_buffer("double[]", values), len(values))

    def increase_array(values: Any, amount: float) -> None:
        lib.increase(ffi.from_buffer("double[]", values, require_writable=True), len(values), amount)

    functions = {function.__name__: function for function in (hello, fail, Counter, call_detached, call_from_thread)}
    functions |= {function.__name__: function for function in (measure_bytes, make_bytes, echo_bytes)}
    functions |= {function.__name__: function for function in (sum_array, increase_array)}
    arrays = wrap_numbers(ffi, lib, "ints", "int64_t[]") | wrap_numbers(ffi, lib, "floats", "double[]")
    return SimpleNamespace(noop=lib.noop, add=lib.add, **functions, **arrays)


def wrap_numbers(ffi: Any, lib: Any, kind: str, c_type: str) -> dict[str, Any]:
    """The functions on lists of one type."""
    c_sum, c_make, c_echo, c_free = (getattr(lib, f"{what}_{kind}") for what in ("sum", "make", "echo", "free"))

    def take(pointer: Any, length: int) -> list[Any]:
        try:
            return ffi.unpack(pointer, length)
        finally:
            c_free(pointer, length)

    def add_up(values: list[Any]) -> Any:
        return c_sum(ffi.new(c_type, values), len(values))

    def make(count: int) -> list[Any]:
        return take(c_make(count), count)

    def echo(values: list[Any]) -> list[Any]:
        return take(c_echo(ffi.new(c_type, values), len(values)), len(values))

    return {f"sum_{kind}": add_up, f"make_{kind}": make, f"echo_{kind}": echo}
