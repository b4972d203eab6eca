# What the library python_call_rust has: written by `gopylink stubs`, from its manifest.

from typing import Any

import gopylink

class Counter(gopylink.Instance):
    """A number that goes up."""

    def __init__(self, initial: int) -> None:
        """Starts at `initial`."""

    def Incr(self, n: int) -> int:
        """Adds `n` and returns the new value."""

    def Value(self) -> int:
        """The value as it is."""

def Add(a: int, b: int) -> int:
    """Adds two numbers."""

def Hello(name: str) -> str:
    """Greets by name."""

def func_call(name: str, /, *args: Any, **kwargs: Any) -> Any:
    """Calls a function by name."""

def new_type(name: str, /, *args: Any, **kwargs: Any) -> Any:
    """Makes an instance of a class by name."""
