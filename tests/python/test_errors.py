"""The exception classes."""

from __future__ import annotations

import copy
import errno
import pickle
import traceback

import gopylink
import pytest

BASES = {
    "Error": (RuntimeError,),
    "LoadError": (OSError, gopylink.Error),
    "NotFoundError": (LookupError, AttributeError, gopylink.Error),
    "RustError": (gopylink.Error,),
    "RustPanic": (gopylink.Error,),
    "GoError": (gopylink.Error,),
    "GoPanic": (gopylink.Error,),
    "ClosedError": (ValueError, gopylink.Error),
    "BorrowError": (gopylink.Error,),
}


@pytest.mark.parametrize("name", BASES)
def test_bases_and_names(name: str) -> None:
    error = getattr(gopylink, name)
    assert error.__bases__ == BASES[name]
    assert (error.__module__, error.__qualname__) == ("gopylink", name)
    assert error.__doc__


@pytest.mark.parametrize("name", [name for name in BASES if not name.endswith("Panic")])
def test_the_message_is_the_text(name: str) -> None:
    error = getattr(gopylink, name)("what\nhappened")
    assert str(error) == "what\nhappened"
    assert str(pickle.loads(pickle.dumps(error))) == "what\nhappened"
    assert "".join(traceback.format_exception_only(type(error), error)) == f"gopylink.{name}: what\nhappened\n"


def test_load_error_keeps_its_number_out_of_the_text() -> None:
    error = gopylink.LoadError("no such library")
    error.errno = errno.ENOENT
    assert str(error) == "no such library"


@pytest.mark.parametrize("backtrace", [None, "0: main"])
def test_panic(backtrace: str | None) -> None:
    panic = gopylink.RustPanic("index out of bounds", "src/lib.rs", 12, backtrace)
    for error in (panic, copy.copy(panic), pickle.loads(pickle.dumps(panic))):
        assert type(error) is gopylink.RustPanic
        assert str(error) == "index out of bounds (src/lib.rs:12)"
        assert (error.message, error.file, error.line) == ("index out of bounds", "src/lib.rs", 12)
        assert error.backtrace == backtrace


def test_panic_without_a_location() -> None:
    panic = gopylink.RustPanic("passed on", None, None)
    for error in (panic, copy.copy(panic), pickle.loads(pickle.dumps(panic))):
        assert str(error) == "passed on"
        assert (error.message, error.file, error.line, error.backtrace) == ("passed on", None, None, None)
