"""Call Rust from Python and Python from Rust, by name, in one process.

>>> import gopylink
>>> lib = gopylink.load_go_lib("target/debug/libdemo.so")  # doctest: +SKIP
>>> lib.add(1, 2)  # doctest: +SKIP
3
"""

from __future__ import annotations

from types import ModuleType as GolangClient

from gopylink._go_instance import GoInstance
from gopylink._native import Array, Instance
from gopylink.errors import (
    BorrowError,
    ClosedError,
    ContractWarning,
    Error,
    GoError,
    GoPanic,
    LoadError,
    NotFoundError,
    RustError,
    RustPanic,
)
from gopylink.loader import load_go_lib, load_lib
from gopylink.registry import PythonRegistry, default_registry, export

global_registry = default_registry
"""What the Go original calls the default registry. Its ``GolangClient`` is what :func:`load_go_lib` returns."""

__version__ = "0.1.0"

__all__ = [
    "Array",
    "BorrowError",
    "ClosedError",
    "ContractWarning",
    "Error",
    "GoError",
    "GoInstance",
    "GoPanic",
    "GolangClient",
    "Instance",
    "LoadError",
    "NotFoundError",
    "PythonRegistry",
    "RustError",
    "RustPanic",
    "__version__",
    "default_registry",
    "export",
    "global_registry",
    "load_go_lib",
    "load_lib",
]
