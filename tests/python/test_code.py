"""The function that source code from Rust defines."""

from __future__ import annotations

import gc
import linecache
import traceback

import pytest
from gopylink import _code


@pytest.fixture(autouse=True)
def fresh() -> None:
    _code._compile.cache_clear()


def test_one_function() -> None:
    assert _code.function("def double(x): return 2 * x")(21) == 42


def test_other_statements_run_first() -> None:
    function = _code.function("import math\nFACTOR = 2\ndef area(r): return FACTOR * math.floor(r)\n")
    assert function(1.5) == 2
    assert function.__module__ == "gopylink_code"


def test_indented_source() -> None:
    assert _code.function("\n        def f():\n            return 'x'\n    ")() == "x"


def test_nested_functions_and_methods_do_not_count() -> None:
    source = "class C:\n    def m(self): return 1\ndef f():\n    def g(): return C().m()\n    return g()\n"
    assert _code.function(source)() == 1


def test_each_call_has_its_own_namespace() -> None:
    source = "count = 0\ndef f():\n    global count\n    count += 1\n    return count\n"
    first, second = _code.function(source), _code.function(source)
    assert [first(), first(), second()] == [1, 2, 1]
    assert first.__code__ is second.__code__


@pytest.mark.parametrize(
    ("source", "error", "message"),
    [
        ("x = 1", ValueError, "the code defines no function; it must define one at its top level"),
        ("", ValueError, "the code defines no function; it must define one at its top level"),
        (
            "def a(): pass\ndef b(): pass",
            ValueError,
            "the code defines 2 functions ('a', 'b'); it must define one",
        ),
        (
            "async def f(): pass",
            TypeError,
            "'f' is an async function, which Rust cannot call; write it with plain def",
        ),
    ],
)
def test_refused(source: str, error: type[Exception], message: str) -> None:
    for _ in range(2):
        with pytest.raises(error) as caught:
            _code.function(source)
        assert str(caught.value) == message


def test_syntax_error() -> None:
    with pytest.raises(SyntaxError) as caught:
        _code.function("x = 1\ndef f(:\n")
    assert caught.value.lineno == 2
    assert caught.value.filename is not None
    assert caught.value.filename.startswith("<gopylink code ")


def test_an_exception_while_the_source_runs_comes_out() -> None:
    with pytest.raises(ZeroDivisionError):
        _code.function("1 / 0\ndef f(): pass")


def test_tracebacks_show_the_lines() -> None:
    function = _code.function("def f(x):\n    return x.missing  # here\n")
    with pytest.raises(AttributeError) as caught:
        function(1)
    text = "".join(traceback.format_exception(caught.type, caught.value, caught.tb))
    assert 'File "<gopylink code ' in text
    assert "return x.missing  # here" in text


def test_lines_are_kept_as_long_as_the_function() -> None:
    function = _code.function("def f(): pass")
    filename = function.__code__.co_filename
    _code._compile.cache_clear()
    gc.collect()
    assert linecache.getline(filename, 1) == "def f(): pass"
    del function
    gc.collect()
    assert filename not in linecache.cache


def test_many_sources_leave_no_lines_behind() -> None:
    for number in range(600):
        _code.function(f"def f(): return {number}")
    gc.collect()
    assert sum(filename.startswith("<gopylink code ") for filename in linecache.cache) <= 256
