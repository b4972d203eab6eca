"""Objects of Go types, and what of a Go library can be pickled."""

from __future__ import annotations

import gc
import pickle
import weakref
from typing import Any

import gopylink
import pytest


def test_instances(plain: Any) -> None:
    counter = plain.new_type("Counter", 5)
    assert isinstance(counter, plain.Counter)
    assert isinstance(counter, gopylink.GoInstance)
    assert counter.Incr(3) == 8
    assert plain.Counter.Value(counter) == 8
    assert repr(counter).startswith("<plain.Counter id=")
    with plain.Counter(1) as other:
        assert (other.Value(), counter.Value()) == (1, 8)
    with pytest.raises(gopylink.ClosedError, match=r"Counter.Value\(\): the instance is closed"):
        other.Value()
    other.close()
    assert repr(other) == "<plain.Counter closed>"


def test_collected_instances_are_let_go(plain: Any, recwarn: pytest.WarningsRecorder) -> None:
    counter = plain.Counter(1)
    number, reference = counter._number, weakref.ref(counter)
    library = type(counter)._library
    del counter
    gc.collect()
    assert reference() is None
    with pytest.raises(gopylink.GoError, match="the object is closed already"):
        library.close(number)
    # Closed first, then collected: nothing is said.
    closed = plain.Counter(1)
    closed.close()
    del closed
    gc.collect()
    assert not recwarn.list


def test_subclasses(plain: Any) -> None:
    class Named(plain.Counter):
        def __init__(self, name: str, value: int) -> None:
            super().__init__(value)
            self.name = name

    named = Named("a", 2)
    assert (named.name, named.Incr(1)) == ("a", 3)
    unmade = Named.__new__(Named)
    message = r"Named.Value\(\) needs an initialized instance: 'Named.__init__' must call super\(\).__init__\(\)"
    with pytest.raises(TypeError, match=message):
        unmade.Value()


def test_methods_are_those_of_one_type(plain: Any) -> None:
    message = "descriptor 'Value' for 'Counter' objects doesn't apply to a '{}' object"
    for other in (5, None, type("Other", (gopylink.GoInstance,), {})()):
        with pytest.raises(TypeError, match=message.format(type(other).__name__)):
            plain.Counter.Value(other)
    names = {"Incr", "Value", "close"}
    for shown in (dir(plain.Counter(1)), dir(type("Derived", (plain.Counter,), {})(1))):
        assert names <= set(shown)
        assert not {"_number", "_open", "_drop", "_library"} & set(shown)


def test_instances_are_not_pickled(plain: Any) -> None:
    with pytest.raises(TypeError, match="cannot pickle 'Counter' object"):
        pickle.dumps(plain.Counter(1))
    for found in (plain.Hello, plain.func_call, plain.new_type, plain.Counter):
        assert pickle.loads(pickle.dumps(found)) is found


def test_functions_are_found_again_in_other_processes(plain_path: Any, run_script: Any) -> None:
    ended = run_script(
        f"""
        import multiprocessing
        if __name__ == "__main__":
            lib = gopylink.load_go_lib({str(plain_path)!r})
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                print(pool.starmap_async(lib.Add, [(1, 2), (3, 4)]).get(60))
                print(pool.apply_async(lib.func_call, ("Hello", "you")).get(60))
        """
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout == "[3, 7]\nHello you\n"
