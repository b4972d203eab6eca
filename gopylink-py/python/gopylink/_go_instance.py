"""What objects of Go types have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from gopylink.errors import ClosedError

if TYPE_CHECKING:
    from types import TracebackType

    from typing_extensions import Self

    from gopylink._native import GoLibrary


class GoInstance:
    """Any object of a Go type, for annotations and ``isinstance``.

    The classes themselves are made when a library is loaded that was built with the Go original.
    """

    __slots__ = ("__weakref__", "_number")

    _library: GoLibrary
    _number: int | None
    """The library's number of the object. None once it is closed, nothing before it is made."""

    def _open(self, method: str) -> int:
        try:
            number = self._number
        except AttributeError:
            cls = type(self).__name__
            raise TypeError(
                f"{cls}.{method}() needs an initialized instance: '{cls}.__init__' must call super().__init__()"
            ) from None
        if number is None:
            raise ClosedError(f"{type(self).__name__}.{method}(): the instance is closed")
        return number

    def _drop(self) -> None:
        number = getattr(self, "_number", None)
        self._number = None
        if number is not None:
            self._library.close(number)

    def close(self) -> None:
        """Lets the Go object go. Later calls raise ``ClosedError``."""
        self._drop()

    def __enter__(self) -> Self:
        self._open("__enter__")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            self.close()
        finally:
            self._drop()

    def __del__(self) -> None:
        number = getattr(self, "_number", None)
        if number is not None:
            self._library.release(number)

    def __repr__(self) -> str:
        number = getattr(self, "_number", None)
        state = "closed" if number is None else f"id={number}"
        return f"<{type(self).__module__}.{type(self).__qualname__} {state}>"

    def __dir__(self) -> Iterable[str]:
        return [name for name in super().__dir__() if name not in _OWN]

    def __reduce_ex__(self, _protocol: Any) -> Any:
        raise TypeError(f"cannot pickle '{type(self).__name__}' object: it is an object of Go's, which stays there")


_OWN = ("_drop", "_library", "_number", "_open")
"""What is for this package alone. Names of Go's begin with a capital letter."""
