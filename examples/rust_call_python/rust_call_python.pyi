# What the library rust_call_python has: written by `gopylink stubs`, from its manifest.

from typing import Any

def start() -> None:
    """Calls two Python functions and a Python class, and prints what they return.

    `?` hands a Python exception back to Python, the same object that was raised there.
    """

def func_call(name: str, /, *args: Any, **kwargs: Any) -> Any:
    """Calls a function by name."""

def new_type(name: str, /, *args: Any, **kwargs: Any) -> Any:
    """Makes an instance of a class by name."""
