"""The exceptions that gopylink raises beside the builtin ones.

Each is an :class:`Error`, and so a ``RuntimeError``, which is what the Go original raises; and also the builtin
exception that code without knowledge of gopylink would catch.
"""

from __future__ import annotations


class Error(RuntimeError):
    """What all exceptions of gopylink derive from."""

    __module__ = "gopylink"


class LoadError(OSError, Error):
    """The library cannot be loaded: no such file, not a library, built for another version, or refused."""

    __module__ = "gopylink"


class NotFoundError(LookupError, AttributeError, Error):
    """Nothing of that name is exported. The message holds the nearest name there is."""

    __module__ = "gopylink"


class ContractWarning(UserWarning):
    """What a library's stubs expect of Python and what Python exports may not go together."""

    __module__ = "gopylink"


class RustError(Error):
    """Rust code returned an error. Its message is the text of this exception, its sources are the notes."""

    __module__ = "gopylink"


class RustPanic(Error):
    """Rust code panicked. The library stays usable."""

    __module__ = "gopylink"

    message: str
    """What the code panicked with."""
    file: str | None
    """The source file, as the compiler was given it. None if the panic was passed on from elsewhere."""
    line: int | None
    """The line in the file, counted from 1. None if there is no file."""
    backtrace: str | None
    """The backtrace, if the environment variable GOPYLINK_BACKTRACE is 1."""

    def __init__(self, message: str, file: str | None, line: int | None, backtrace: str | None = None) -> None:
        super().__init__(message, file, line, backtrace)
        self.message = message
        self.file = file
        self.line = line
        self.backtrace = backtrace

    def __str__(self) -> str:
        return self.message if self.file is None else f"{self.message} ({self.file}:{self.line})"


class GoError(Error):
    """Go code of a library that was built with the Go original failed. Its message is the text of this exception."""

    __module__ = "gopylink"


class GoPanic(Error):
    """Go code panicked. The library stays usable. Go's stack is in a note."""

    __module__ = "gopylink"

    message: str
    """What the code panicked with."""
    stack: str
    """Go's stack, as Go prints it."""

    def __init__(self, message: str, stack: str = "") -> None:
        super().__init__(message, stack)
        self.message = message
        self.stack = stack

    def __str__(self) -> str:
        return self.message


class ClosedError(ValueError, Error):
    """The instance was used after ``close()``."""

    __module__ = "gopylink"


class BorrowError(Error):
    """A method on ``&mut self`` was entered again on the same thread, or while another method runs on it."""

    __module__ = "gopylink"
