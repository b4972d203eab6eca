"""Python calling Rust: two functions and a class of the library beside this script.

Build the library with ``cargo build --lib -p python-call-rust``, then run ``python main.py [LIBRARY]``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import gopylink

# The loader adds what this platform puts around the name of a library: lib….so, lib….dylib or ….dll.
BUILT = Path(__file__).resolve().parents[2] / "target" / "debug" / "python_call_rust"


def main() -> None:
    lib = gopylink.load_go_lib(sys.argv[1] if len(sys.argv) > 1 else BUILT)

    print(lib.func_call("Hello", "World"))  # → Hello World
    print(lib.func_call("Add", 10, 20))  # → 30

    counter = lib.new_type("Counter", 0)
    print(counter.Incr(5))  # → 5
    print(counter.Incr(3))  # → 8
    print(counter.Value())  # → 8


if __name__ == "__main__":
    main()
