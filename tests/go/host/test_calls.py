"""Functions, types and errors of Go libraries, and calls of Go's into Python."""

from __future__ import annotations

import gc
import inspect
import pickle
import pydoc
import threading
import traceback
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import gopylink
import pytest


def test_functions(plain: Any) -> None:
    assert plain.Hello("World") == "Hello World"
    assert plain.func_call("Add", 10, 20) == 30
    assert plain.Join(", ", "a", "b", "c") == "a, b, c"
    assert plain.Noop() is None
    assert plain.Several() == [1, "two", None]


def test_how_functions_look(plain: Any) -> None:
    assert plain.Hello.__name__ == "Hello"
    assert plain.Hello.__doc__ == "A Go function: its parameters are not known to Python."
    assert plain.Hello.__module__ == plain.func_call.__module__ == "plain"
    assert str(inspect.signature(plain.Hello)) == "(*arguments)"
    assert str(inspect.signature(plain.Counter)) == "(*arguments)"
    assert str(inspect.signature(plain.func_call)) == "(name, /, *arguments)"
    assert {"Hello", "Counter", "func_call", "new_type"} <= set(plain.__all__) <= set(dir(plain))
    shown = pydoc.render_doc(plain, renderer=pydoc.plaintext)
    assert "Hello(*arguments)" in shown
    assert "not known to Python" in shown


def test_arguments_by_name_are_refused(plain: Any) -> None:
    message = r"Hello\(\) got arguments by name \('name'\), and Go functions take positional ones only"
    for call in (plain.Hello, lambda **named: plain.func_call("Hello", **named)):
        with pytest.raises(TypeError, match=message):
            call(name="World")
    with pytest.raises(TypeError, match=r"Counter\(\) got arguments by name"):
        plain.Counter(initial=1)
    with pytest.raises(TypeError, match=r"Counter.Incr\(\) got arguments by name"):
        plain.Counter(1).Incr(n=1)


def test_unknown_names(plain: Any) -> None:
    with pytest.raises(gopylink.NotFoundError, match=r"library 'plain' has no function 'Helo'. Did you mean 'Hello'\?"):
        plain.func_call("Helo")
    with pytest.raises(gopylink.NotFoundError, match=r"has no class 'Conter'. Did you mean 'Counter'\?"):
        plain.new_type("Conter")
    with pytest.raises(gopylink.NotFoundError, match="no function 'Counter'; it is a class: use new_type"):
        plain.func_call("Counter", 1)
    with pytest.raises(AttributeError):
        plain.Helo
    with pytest.raises(AttributeError):
        plain.Counter(1).Inc
    for wrong in (1, []):
        with pytest.raises(TypeError, match="must be a str"):
            plain.func_call(wrong)
    with pytest.raises(TypeError, match=r"new_type\(\) missing 1 required positional argument: 'name'"):
        plain.new_type()


def test_panics(plain: Any) -> None:
    with pytest.raises(gopylink.GoPanic) as raised:
        plain.Panic("no luck")
    assert isinstance(raised.value, (RuntimeError, gopylink.Error))
    assert str(raised.value) == raised.value.message == "no luck"
    (note,) = raised.value.__notes__
    assert note.startswith("goroutine ")
    assert raised.value.stack.startswith(note)
    assert "gopylink.GoPanic: no luck" in traceback.format_exception_only(type(raised.value), raised.value)[0]
    copy = pickle.loads(pickle.dumps(raised.value))
    assert (str(copy), copy.stack) == (str(raised.value), raised.value.stack)
    with pytest.raises(gopylink.GoPanic, match="again"):
        plain.Counter(1).Panic("again")


@pytest.mark.parametrize("code", [1, 2, 3, 4, 9])
def test_failures(plain: Any, code: int) -> None:
    with pytest.raises(gopylink.GoError, match=r"^no luck$") as raised:
        plain.Fail(code, "no luck")
    assert isinstance(raised.value, (RuntimeError, gopylink.Error))
    with pytest.raises(gopylink.GoError, match=f"code {code}"):
        plain.Fail(code, "")


# Go calls Python.


def test_go_calls_functions(plain: Any, export: Any) -> None:
    export("multiply", lambda a, b: a * b)
    assert plain.CallPython("multiply", 6, 7) == 42
    export("nothing", lambda: None)
    assert plain.CallPython("nothing") is None
    export("echo", lambda *values: values)
    assert plain.CallPython("echo", 1, "a", None) == [1, "a", None]


def test_go_runs_code(plain: Any) -> None:
    assert plain.Code("def f(a, b):\n    return a + b", 1, 2) == 3
    with pytest.raises(gopylink.GoPanic, match="ValueError: the code defines no function"):
        plain.Code("1 + 1")
    with pytest.raises(gopylink.GoPanic, match="SyntaxError"):
        plain.Code("def f(:")


class Always:
    """Equal to everything."""

    def __init__(self, value: int) -> None:
        self.value = value

    def get(self, more: int = 0) -> int:
        return self.value + more

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


def test_go_has_instances(plain: Any, export: Any) -> None:
    export("Always", Always)
    first, second = plain.NewPython("Always", 1), plain.NewPython("Always", 2)
    assert (plain.MethodPython(first, "get"), plain.MethodPython(second, "get", 40)) == (1, 42)
    assert plain.ClosePython(first) == [0, ""]
    assert plain.MethodPython(second, "get") == 2
    assert plain.ClosePython(first) == [1, "the Python instance is closed"]
    with pytest.raises(gopylink.GoPanic, match="the Python instance is closed"):
        plain.MethodPython(first, "get")
    with pytest.raises(gopylink.GoPanic, match="AttributeError"):
        plain.MethodPython(second, "nothing")


def test_closed_instances_end(plain: Any, export: Any) -> None:
    made: list[Any] = []

    class Seen:
        def __init__(self) -> None:
            made.append(weakref.ref(self))

    export("Seen", Seen)
    number = plain.NewPython("Seen")
    gc.collect()
    assert made[0]() is not None
    plain.ClosePython(number)
    gc.collect()
    assert made[0]() is None


def test_exceptions_tell_go_type_text_and_place(plain: Any, export: Any) -> None:
    def fail() -> None:
        raise ValueError("no luck")

    export("fail", fail)
    code, text = plain.TryPython("fail")
    assert code == 1
    lines = text.splitlines()
    assert lines[0] == "ValueError: no luck"
    assert lines[2] == "Traceback (most recent call last):"
    assert 'raise ValueError("no luck")' in text
    with pytest.raises(gopylink.GoPanic, match=r"^ValueError: no luck\n") as raised:
        plain.CallPython("fail")
    assert type(raised.value.__cause__) is ValueError
    assert raised.value.__cause__.__traceback__ is not None
    # Not that of another call.
    with pytest.raises(gopylink.GoPanic) as raised:
        plain.Panic("no luck")
    assert raised.value.__cause__ is None


def test_results_that_go_cannot_have(plain: Any, export: Any) -> None:
    export("wrong", lambda: [object()])
    assert "TypeError: wrong() result[0]: expected plain data, got object" in plain.TryPython("wrong")[1]


def test_what_is_not_exported(plain: Any, export: Any) -> None:
    export("multiply", lambda a, b: a * b)
    assert plain.TryPython("multiplu") == [1, "no Python function 'multiplu' is exported. Did you mean 'multiply'?"]
    export("Always", Always)
    assert plain.TryPython("Always") == [1, "'Always' is a class, and no function: make an instance of it"]
    with pytest.raises(gopylink.GoPanic, match=r"^'multiply' is a function, and no class: call it"):
        plain.NewPython("multiply")
    with pytest.raises(gopylink.GoPanic, match=r"code\(\) result: expected plain data, got object"):
        plain.Code("def f():\n    return object()")


def test_commands_for_ray(plain: Any) -> None:
    for command in range(5, 17):
        code, text = plain.Ask(command, b"")
        assert (code, "Ray" in text) == (1, True)
    assert plain.Ask(17, b"")[0] == 1
    assert plain.WithReference("f")[1] == "an argument is a reference to an object of Ray's, which needs goray"


@pytest.mark.parametrize("frame", [b"", b"\x01", b"\xff" * 16, bytes(16), b"\x01" + bytes(7) + b"\xc1" + bytes(8)])
@pytest.mark.parametrize("command", range(5))
def test_malformed_frames_are_failures(plain: Any, command: int, frame: bytes) -> None:
    assert plain.Ask(command, frame)[0] == 1


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
def test_what_ends_programs_comes_through(plain: Any, export: Any, kind: type[BaseException]) -> None:
    raised = kind("stop")

    def stop() -> None:
        raise raised

    export("stop", stop)
    for call in (plain.CallPython, plain.TryPython):
        with pytest.raises(kind) as seen:
            call("stop")
        assert seen.value is raised
    # Once, and not by the next call.
    assert plain.Echo(1) == 1
    # Through two calls of Go.
    export("outer", lambda: plain.TryPython("stop"))
    with pytest.raises(kind):
        plain.TryPython("outer")


def test_calls_within_calls(plain: Any, export: Any) -> None:
    def down(depth: int) -> int:
        return 0 if depth == 0 else 1 + plain.CallPython("down", depth - 1)

    export("down", down)
    assert plain.CallPython("down", 50) == 50

    def endless() -> Any:
        return plain.CallPython("endless")

    export("endless", endless)
    with pytest.raises(RuntimeError, match="RecursionError"):
        plain.CallPython("endless")
    assert plain.Echo(1) == 1


def test_goroutines_call_python(plain: Any, export: Any) -> None:
    export("product", lambda a, b: a * b)
    assert plain.Goroutines("product", 8, 50) == sum(a * b for a in range(8) for b in range(50))


def test_threads(plain: Any, export: Any) -> None:
    export("double", lambda value: 2 * value)

    def work(number: int) -> bool:
        return all(
            plain.CallPython("double", number) == 2 * number and plain.Add(number, 1) == number + 1 for _ in range(100)
        )

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))


def test_constructors_on_many_threads_make_objects_of_their_own(plain: Any) -> None:
    start = threading.Barrier(8)

    def work(number: int) -> list[tuple[int, int]]:
        start.wait()
        made = [(value, plain.Counter(value)) for value in range(number * 1000, number * 1000 + 250)]
        return [(value, counter.Value()) for value, counter in made]

    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(work, range(8)):
            assert [value for value, _ in found] == [value for _, value in found]


def test_constructors_within_constructors(plain: Any, export: Any) -> None:
    export("make", lambda value: plain.Counter(value).Incr(1))
    assert plain.Nested("make", 1).Value() == 2


def test_constructors_that_wait_for_each_other_end(plain: Any, export: Any) -> None:
    def make() -> None:
        plain.Counter(1)

    export("make", make)
    message = plain.Waiting("make").Value()
    assert "Counter(): another constructor of the library is running, and waits for this one" in message
    assert plain.Counter(1).Value() == 1


def test_what_is_closed_while_a_constructor_runs_is_closed_after_it(plain: Any, export: Any) -> None:
    first, second = plain.Counter(1), plain.Counter(2)
    numbers = [first._number, second._number]
    library, running, go_on = type(first)._library, threading.Event(), threading.Event()
    values = []

    def hold() -> None:
        first.close()
        running.set()
        assert go_on.wait(30)
        # Nothing that the constructor may be waiting for waits for it.
        values.extend(library.method("Counter", number, "Value", ()) for number in numbers)

    export("hold", hold)
    thread = threading.Thread(target=plain.Nested, args=("hold",))
    thread.start()
    assert running.wait(30)
    second.close()
    with pytest.raises(gopylink.ClosedError):
        second.Value()
    go_on.set()
    thread.join()
    assert values == [1, 2]
    for number in numbers:
        with pytest.raises(gopylink.GoError, match="the object is closed already"):
            library.close(number)
    assert plain.Counter(3).Value() == 3


def test_threads_make_use_and_close_objects(plain: Any) -> None:
    def work(mine: int) -> bool:
        for number in range(mine * 1000, mine * 1000 + 250):
            with plain.Counter(number) as counter:
                if counter.Incr(1) != number + 1 or counter.Value() != number + 1:
                    return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(8)))


def test_other_threads_run_during_a_call(plain: Any) -> None:
    seen = []
    thread = threading.Thread(target=lambda: seen.append(1))
    thread.start()
    plain.Sleep(50)
    thread.join(0)
    assert seen == [1]
