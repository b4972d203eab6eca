"""Rust calling Python: this script exports two functions and a class, and starts Rust code that calls them.

Build the library with ``cargo build --lib -p rust-call-python``, then run ``python main.py [LIBRARY]``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import gopylink

# The loader adds what this platform puts around the name of a library: lib….so, lib….dylib or ….dll.
BUILT = Path(__file__).resolve().parents[2] / "target" / "debug" / "rust_call_python"


@gopylink.export
def greet(name: str) -> str:
    return f"Hi, {name}!"


@gopylink.export
def multiply(a: int, b: int) -> int:
    return a * b


@gopylink.export
class Counter:
    def __init__(self, initial: int = 0) -> None:
        self.value = initial

    def incr(self, n: int) -> int:
        self.value += n
        return self.value


def main() -> None:
    lib = gopylink.load_go_lib(sys.argv[1] if len(sys.argv) > 1 else BUILT)
    lib.func_call("start")
    # → greet: Hi, Gopher!
    # → multiply: 42
    # → Counter.incr: 15


if __name__ == "__main__":
    main()
