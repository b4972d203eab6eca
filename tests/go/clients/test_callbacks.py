"""Calls from Rust into Python."""

from __future__ import annotations

import gc
import threading

import pytest
from exported import alive


def test_functions(call):
    assert call("Call", "greet", "x") == "Hi x"
    assert call("Call", "several") == []
    assert call("Call", "several", 1, "a", None, [2]) == [1, "a", None, [2]]
    assert call("Call", "thread_of") == threading.get_ident()


def test_code(call, message):
    assert call("Run", "def f(a):\n    return a + 1\n", 2) == 3
    assert call("Run", 'import math\n\ndef f():\n    return math.floor(2.5), "a\\nb"\n') == [2, "a\nb"]
    assert message("Run", "1 +") == "Invalid python function code: can't get function name"
    assert message("Run", "def f():\n    return 1 / 0\n").startswith("Call python function error: division by zero")


def test_instances(call, message):
    gc.collect()
    before = len(alive)
    assert call("UseInstance", "PyCounter", "incr", 3) == [10, 11, 13]
    gc.collect()
    assert len(alive) == before
    assert message("UseInstance", "PyCounter", "fail", 1) == "call python class instance method error: 'no such key'"
    assert message("UseInstance", "PyCounter", "nope", 1).startswith(
        "call python class instance method error: 'PyCounter'"
    )
    assert message("UseInstance", "Refuses", "incr", 1) == "create python class Refuses error: refused"
    assert message("UseInstance", "Nope", "incr", 1) == "python class Nope not found"


def test_dropped_instances(call):
    gc.collect()
    before = len(alive)
    call("KeepInstance", "PyCounter")
    assert call("KeepInstance", "PyCounter") == 2
    assert len(alive) == before + 2
    call("DropKept")
    gc.collect()
    assert len(alive) == before


def test_errors(call, message):
    assert message("Call", "nope") == "python task nope not found"
    assert call("ErrorOf", "nope") == ["NotFound", "python task nope not found"]
    assert message("Call", "boom") == "run python task error: boom"
    assert call("ErrorOf", "boom") == ["Python", "run python task error: boom"]
    assert call("ErrorOf", "opaque")[0] == "Python"
    assert call("ErrorOf", "greet")[0] == "Python"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", ["interrupt", "leave"])
def test_what_ends_in_the_client(call, message, name):
    for _ in range(50):
        assert message("Call", name).startswith("the Python function ended with KeyboardInterrupt, SystemExit")
    assert call("ErrorOf", name)[0] == "Python"
    assert call("Call", "greet", "y") == "Hi y"


def test_stubs(call, message):
    assert call("Multiply", 6, 7) == 42
    assert call("Count", 1) == [2, 4, True]
    assert message("Merge", 1) == (
        "TypeError: PyCounter.merge() argument 'other' is an instance of a Python class: clients of the GoPyLink protocol "
        "cannot do that"
    )
    assert message("AddTimes", 2) == (
        "TypeError: PyCounter.add() argument 'times' is passed by name: clients of the GoPyLink protocol cannot do that"
    )


def test_lists_are_sets_to_rust(call, message):
    assert call("Unique", 3, 1, 3) == 2
    assert call("UniqueInEach", "echo", [[1, 1], [], [2, 3, 2]]) == [1, 0, 2]
    said = "TypeError: echo() result[0]"
    assert message("UniqueInEach", "echo", [5]).startswith(f"{said}: expected set, got int")
    assert message("UniqueInEach", "echo", [[1, "a"]]).startswith(f"{said}[1]: expected int (i64), got str")


def test_threads_of_rust(call):
    assert call("CallFromThreads", "echo", 8, 100) == 8 * sum(range(100))


def test_recursion(run_script):
    ended = run_script(
        """
@gopylink.export
def again(depth):
    return 0 if depth == 0 else 1 + lib.func_call("Recurse", "again", depth - 1)
print(lib.func_call("Recurse", "again", 20))
try:
    lib.func_call("Recurse", "again", 100000)
except RuntimeError as error:
    print("recursion" in str(error))
print(lib.func_call("Add", 1, 1))
"""
    )
    assert (ended.returncode, ended.stdout) == (0, "20\nTrue\n2\n")


def test_recursion_that_python_does_not_limit(run_script):
    ended = run_script(
        """
import logging
# Each level would tell of the error.
logging.disable()
sys.setrecursionlimit(10**6)
@gopylink.export
def again(depth):
    return 1 + lib.func_call("Recurse", "again", depth + 1)
def work():
    try:
        lib.func_call("Recurse", "again", 0)
    except RuntimeError as error:
        print("again(): calls are nested deeper than this thread's stack allows" in str(error))
work()
thread = threading.Thread(target=work)
thread.start()
thread.join()
print(lib.func_call("Add", 1, 1))
"""
    )
    assert (ended.returncode, ended.stdout) == (0, "True\nTrue\n2\n")
