"""A Rust library by the protocol of the Go original, which it answers as well: both sides of it, and no Go.

The host would take such a library for what it is. So the tests load a copy without the symbol of our own boundary.
"""

from __future__ import annotations

import datetime
import os
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gopylink
import pytest

UTC = datetime.timezone.utc


@pytest.fixture(scope="session")
def rust_path(library_path: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = library_path("go_names")
    if not found.exists():
        pytest.skip(f"the library {found.name} is not built")
    built = found.read_bytes()
    assert b"gopylink_library\0" in built
    path: Path = tmp_path_factory.mktemp("rust") / "librust.so"
    path.write_bytes(built.replace(b"gopylink_library\0", b"gopylink_librarx\0"))
    return path


@pytest.fixture(scope="session")
def rust(rust_path: Path, registry: gopylink.PythonRegistry) -> Any:
    return gopylink.load_go_lib(rust_path, registry)


def test_functions(rust: Any) -> None:
    assert isinstance(rust.Counter(1), gopylink.GoInstance)
    assert rust.Hello("World") == "Hello World"
    assert rust.Add(1, 2) == 3
    assert rust.DivMod(7, 2) == [3, 1]
    assert rust.Nothing() is None
    assert rust.Length(bytes(1 << 20)) == 1 << 20
    assert len(rust.Zeros(101 << 20)) == 101 << 20


@pytest.mark.parametrize(
    ("function", "value"),
    [
        ("EchoI8", -128),
        ("EchoI64", -(2**63)),
        ("EchoU64", 2**64 - 1),
        ("EchoF32", 0.5),
        ("EchoF64", 0.1),
        ("EchoBool", True),
        ("EchoString", "é" * 40),
        ("EchoBytes", b"\x00\xff"),
        ("EchoList", [1, -200, 2**40]),
        ("EchoMap", {"a": 1}),
        ("EchoValue", {"a": [1, None, "x", b"y", 1.5]}),
        ("EchoTime", datetime.datetime(2026, 1, 2, 3, 4, 5, 678901, UTC)),
    ],
)
def test_values(rust: Any, function: str, value: object) -> None:
    assert rust.func_call(function, value) == value


def test_what_does_not_fit_is_an_error(rust: Any) -> None:
    for function, value in [
        ("EchoI8", 300),
        ("EchoI64", 2**63),
        ("EchoI64", None),
        ("EchoString", b"a"),
        ("EchoBytes", "a"),
    ]:
        with pytest.raises(RuntimeError, match=function):
            rust.func_call(function, value)
    with pytest.raises(RuntimeError):
        rust.Add(1)


def test_errors(rust: Any) -> None:
    with pytest.raises(RuntimeError, match="no luck"):
        rust.Fail("no luck")
    with pytest.raises(gopylink.GoPanic, match="no luck"):
        rust.Panic("no luck")


def test_instances(rust: Any) -> None:
    before = rust.Alive()
    with rust.Counter(1) as counter:
        assert (counter.Incr(2), counter.Value()) == (3, 3)
        assert rust.Alive() == before + 1
    assert rust.Alive() == before
    made = [rust.Counter(value) for value in range(10)]
    assert [counter.Value() for counter in made] == list(range(10))
    del made, counter
    assert rust.Alive() == before


class Tally:
    def __init__(self, *_: object) -> None:
        self.value = 0

    def up(self, *_: object) -> int:
        self.value += 1
        return self.value


def test_rust_calls_python(rust: Any, export: Any) -> None:
    export("multiply", lambda a, b: a * b)
    export("Tally", Tally)
    export("double", lambda value: 2 * value)
    assert rust.Call("multiply", 6, 7) == 42
    assert rust.UseInstance("Tally", "up", 3)[-1] == 3
    assert rust.Run("def f(a):\n    return a + 1", 1) == 2
    assert rust.CallFromThreads("double", 4, 10) > 0


def test_sets_of_python(rust: Any, export: Any) -> None:
    export("sets", lambda *_: [{1, 2}, frozenset(), [3, 3]])
    assert rust.UniqueInEach("sets") == [2, 0, 1]


def test_exceptions(rust: Any, export: Any) -> None:
    def fail() -> None:
        raise ValueError("no luck")

    export("fail", fail)
    with pytest.raises(RuntimeError, match="no luck"):
        rust.Call("fail")

    def stop() -> None:
        raise KeyboardInterrupt("stop")

    export("stop", stop)
    with pytest.raises(KeyboardInterrupt):
        rust.Call("stop")
    assert rust.Add(1, 2) == 3


def test_exit_while_threads_call(rust_path: Path, check_script: Callable[..., str]) -> None:
    printed = check_script(
        f"""
        @gopylink.export
        def tick(*_):
            time.sleep(0)
        lib = gopylink.load_go_lib({str(rust_path)!r})
        lib.KeepCalling("tick", 4)
        time.sleep(0.1)
        print("done")
        """
    )
    assert printed == "done\n"


@pytest.fixture
def native(load: Callable[[str], Any]) -> Any:
    """The library for what it is."""
    with warnings.catch_warnings():
        # There is not all in Python that its stubs declare.
        warnings.simplefilter("ignore", gopylink.ContractWarning)
        return load("go_names")


@pytest.mark.skipif(os.environ.get("GOPYLINK_LANE") == "msgpack", reason="it would take the memory of all those bytes")
def test_what_is_too_large_for_go_is_not_for_rust(rust: Any, native: Any) -> None:
    # Of zeros that are nowhere in memory.
    assert native.Length(bytes(2**31)) == 2**31
    with pytest.raises(OverflowError, match="2147483648 bytes, where a Go library takes 2147483647 at most"):
        rust.Length(bytes(2**31))


def test_instances_that_are_equal_to_everything(rust: Any, native: Any, export: Any) -> None:
    class Always(Tally):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None  # type: ignore[assignment]

    export("Always", Always)
    gopylink.default_registry._exports.pop("Always", None)
    gopylink.export(Always, name="Always")
    for library in (rust, native):
        assert library.UseInstance("Always", "up", 3) == [1, 2, 3]


def test_both_kinds_in_one_process(rust: Any, plain: Any, native: Any, export: Any) -> None:
    """Each calls the same exported functions, and each other through Python."""
    gopylink.default_registry._exports.pop("shared", None)
    gopylink.export(lambda value: plain.Add(value, 1), name="shared")
    export("shared", lambda value: plain.Add(native.Add(value, 1), 1))
    assert native is not rust
    assert native.Call("shared", 1) == 2
    assert rust.Call("shared", 1) == 3
    assert plain.CallPython("shared", 1) == 3
    assert (native.Hello("a"), rust.Hello("a"), plain.Hello("a")) == ("Hello a",) * 3
