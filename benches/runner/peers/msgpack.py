"""One C function that takes and gives msgpack, called through ctypes: what one writes by hand, in its simplest form."""

from __future__ import annotations

import ctypes
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgpack

from .. import exports
from .base import Peer

FUNCTIONS = [
    *("noop", "add", "hello", "fail", "panic", "call_detached", "call_from_thread", "echo_record"),
    *("measure_bytes", "make_bytes", "echo_bytes", "measure_text", "make_text", "echo_text"),
    *(
        f"{what}_{kind}"
        for kind in ("ints", "floats", "strings", "records", "nested")
        for what in ("sum", "make", "echo")
    ),
]
Callback = ctypes.CFUNCTYPE(
    ctypes.c_size_t,
    *(ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t),
)


class Buffer(ctypes.Structure):
    _fields_ = (("data", ctypes.c_void_p), ("length", ctypes.c_size_t))


class Msgpack(Peer):
    name = "msgpack"
    raises_type_errors = False
    # ctypes always releases the GIL, and there is one callback, for functions.
    without = frozenset({"add_released", "hello_released", "incr_released"})

    def load(self, built: Path) -> Any:
        library = ctypes.CDLL(str(built))
        library.call.argtypes = (
            *(ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t, ctypes.POINTER(Buffer)),
        )
        library.release.argtypes = (Buffer,)
        library.release.restype = None
        # Kept, for the library holds no more than its address.
        self.callback = Callback(call_back)
        library.register(self.callback)
        call = partial(call_function, library)
        functions = {name: partial(call, name.encode()) for name in FUNCTIONS}
        return SimpleNamespace(**functions, Counter=partial(Counter, call))


def call_function(library: Any, name: bytes, /, *arguments: Any) -> Any:
    packed = msgpack.packb(arguments)
    result = Buffer()
    code = library.call(name, len(name), packed, len(packed), result)
    try:
        answer = ctypes.string_at(result.data, result.length)
    finally:
        library.release(result)
    if code != 0:
        raise RuntimeError(answer.decode())
    return msgpack.unpackb(answer)


class Counter:
    def __init__(self, call: Any, initial: int) -> None:
        self.call = call
        self.id = call(b"new_counter", initial)

    def incr(self, n: int) -> int:
        return self.call(b"incr", self.id, n)

    def value(self) -> int:
        return self.call(b"value", self.id)

    def __del__(self) -> None:
        self.call(b"drop_counter", self.id)


def call_back(name: int, name_length: int, arguments: int, arguments_length: int, result: int, room: int) -> int:
    function = getattr(exports, ctypes.string_at(name, name_length).decode())
    answer = msgpack.packb(function(*msgpack.unpackb(ctypes.string_at(arguments, arguments_length))))
    if len(answer) > room:
        raise ValueError("the result is too long")
    ctypes.memmove(result, answer, len(answer))
    return len(answer)
