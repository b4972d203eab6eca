"""Instances: made, called, closed, collected, by many threads."""

from __future__ import annotations

import gc
import threading

import pytest


def alive(call):
    """How many instances there are, but for those that only cycles keep."""
    gc.collect()
    return call("Alive")


def test_methods(lib):
    counter = lib.new_type("Counter", 5)
    assert (counter.Incr(2), counter.Value(), counter.Sum(1, 2)) == (7, 7, 3)
    with pytest.raises(AttributeError):
        counter.Nope()
    with pytest.raises(RuntimeError, match=r"^golang panic: at 7\n"):
        counter.Fail()
    with pytest.raises(RuntimeError, match=r"Counter.Incr\(\) argument 'n': expected int \(i64\), got str"):
        counter.Incr("x")


def test_unknown_methods(lib):
    counter = lib.new_type("Counter", 5)
    with pytest.raises(RuntimeError, match=r"no method 'incr' of class 'Counter'\. Did you mean 'Incr'\?"):
        counter._actor.call_method_with_native_args("incr", 1)


def test_large_and_aligned(lib):
    instances = [lib.new_type("Checked", fill) for fill in range(1, 50)]
    assert all(instance.IsAligned() for instance in instances)
    assert [instance.Sum() for instance in instances] == [200 * fill for fill in range(1, 50)]


def test_constructors_that_fail(lib, call):
    before = alive(call)
    with pytest.raises(RuntimeError, match=r"^golang panic: not zero\n"):
        lib.new_type("Checked", 0)
    with pytest.raises(RuntimeError, match=r"Counter\(\) argument 'initial': expected int"):
        lib.new_type("Counter", "x")
    assert call("Alive") == before


def test_collected(lib, call):
    before = alive(call)
    instances = [lib.new_type("Counter", number) for number in range(100)]
    assert call("Alive") == before + 100
    del instances
    assert alive(call) == before


def test_closed(lib, call, caplog):
    before = alive(call)
    counter = lib.new_type("Counter", 1)
    number = counter._actor.go_instance_index
    assert lib._cmder.close_actor(number) == ("", 0)
    assert call("Alive") == before
    assert lib._cmder.close_actor(number) == (f"the instance with the number {number} is closed", 1)
    with pytest.raises(Exception, match="is closed"):
        counter.Incr(1)
    for unknown in (-1, 2**40):
        assert lib._cmder.close_actor(unknown)[1] == 1
    del counter
    # As with Go: the client says that it has found it closed.
    assert "is closed" in caplog.text


def test_numbers_are_not_used_again(lib):
    numbers = [lib.new_type("Counter", 1)._actor.go_instance_index for _ in range(10)]
    assert len(set(numbers)) == 10


def test_closed_by_its_own_method(lib, call):
    before = alive(call)
    counter = lib.new_type("Counter", 1)
    number = counter._actor.go_instance_index
    import gopylink

    def close_it(value):
        lib._cmder.close_actor(number)
        return value

    gopylink.export(close_it)
    assert counter.With("close_it") == 2
    assert call("Alive") == before


def test_called_by_its_own_method(lib):
    counter = lib.new_type("Counter", 1)
    import gopylink

    def incr_it(value):
        return counter.Incr(value)

    gopylink.export(incr_it)
    with pytest.raises(
        RuntimeError, match=r"Counter.Incr\(\): the instance is in use by Counter.With\(\) on this thread"
    ):
        counter.With("incr_it")
    assert counter.Value() == 1


def test_no_instances_as_values(lib, message):
    counter = lib.new_type("Counter", 1)
    with pytest.raises(RuntimeError, match="returns an instance, which only gopylink's own wheel has a class for"):
        counter.Copied()
    assert message("ValueOf", 0) == "TypeError: ValueOf() argument 'counter': expected Counter, got int"


def test_many_threads_make_instances(lib, call):
    before = alive(call)
    wrong = []

    def work(mine):
        for number in range(500):
            counter = lib.new_type("Counter", mine * 1000 + number)
            if counter.Incr(1) != mine * 1000 + number + 1 or counter.Value() != mine * 1000 + number + 1:
                wrong.append((mine, number))

    threads = [threading.Thread(target=work, args=(mine,)) for mine in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert alive(call) == before


def test_many_threads_share_one(lib):
    counter = lib.new_type("Counter", 0)

    def work():
        for _ in range(500):
            counter.Incr(1)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter.Value() == 4000
