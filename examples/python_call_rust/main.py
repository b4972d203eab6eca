"""Python calling Rust: two functions and a class of the library beside this script.

Build the library with ``cargo build --lib -p python-call-rust``, then run ``python main.py [LIBRARY]``.

``python_call_rust.pyi`` beside this script tells editors and type checkers what the library has. It is written by
``gopylink stubs target/debug/python_call_rust -o examples/python_call_rust --line-length 120``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import gopylink

# The loader adds what this platform puts around the name of a library: lib….so, lib….dylib or ….dll.
BUILT = Path(__file__).resolve().parents[2] / "target" / "debug" / "python_call_rust"

if TYPE_CHECKING:
    import python_call_rust as lib
else:
    lib = gopylink.load_go_lib(sys.argv[1] if len(sys.argv) > 1 else BUILT)


def main() -> None:
    print(lib.func_call("Hello", "World"))  # → Hello World
    print(lib.func_call("Add", 10, 20))  # → 30

    # The same as attributes, which type checkers know.
    counter = lib.Counter(0)
    print(counter.Incr(5))  # → 5
    print(counter.Incr(n=3))  # → 8
    print(counter.Value())  # → 8


if __name__ == "__main__":
    main()
