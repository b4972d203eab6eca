"""Unmodified goray: functions of the library as Ray's tasks, its classes as actors."""

from __future__ import annotations

import os
from typing import Any

import pytest

ray = pytest.importorskip("ray", reason="ray is not installed")

# What `goray.start` hands on to the workers: they load this for what Python exports.
DEFINITIONS = """\
import goray

@goray.local
def greet(name):
    return "Hi " + name
"""


@pytest.fixture(scope="module")
def goray(library: Any, tmp_path_factory: Any) -> Any:
    definitions = tmp_path_factory.mktemp("definitions") / "definitions.py"
    definitions.write_text(DEFINITIONS)
    os.environ.update(RAY_AUTH_MODE="disabled", RAY_USAGE_STATS_ENABLED="0")
    import goray

    code = goray.start(str(library), str(definitions), num_cpus=2, include_dashboard=False, address="local")
    assert code == 0
    yield goray
    ray.shutdown()


def test_tasks(goray):
    add = goray.golang_task("Add")
    assert ray.get(add.remote(1, 2)) == 3
    assert ray.get([add.remote(number, 1) for number in range(10)]) == list(range(1, 11))
    assert ray.get(goray.golang_task("Pid").remote()) != os.getpid()


def test_results_as_arguments(goray):
    add = goray.golang_task("Add")
    assert ray.get(add.remote(add.remote(1, 2), add.remote(3, 4))) == 10


def test_references_in_frames(goray):
    # As `goray` calls a task for the library: with references that Ray has resolved, at their positions.
    import msgpack
    from goray import task

    run = ray.remote(task.run_task)
    first = run.remote("Add", msgpack.packb(1) + msgpack.packb(2), [])
    assert tuple(ray.get(run.remote("Add", msgpack.packb(5), [1], first))) == (msgpack.packb(8), 0)


def test_errors(goray):
    with pytest.raises(RuntimeError, match="golang panic: bad"):
        ray.get(goray.golang_task("Fail").remote("bad"))
    with pytest.raises(RuntimeError, match=r"Add\(\) argument 'a': expected int \(i64\), got str"):
        ray.get(goray.golang_task("Add").remote("1", 2))


def test_actors(goray):
    counters = [goray.golang_actor_class("Counter", num_cpus=0.1).remote(start) for start in (5, 50)]
    for counter, start in zip(counters, (5, 50)):
        assert ray.get([counter.Incr.remote(1), counter.Incr.remote(2)]) == [start + 1, start + 3]
        assert ray.get(counter.Value.remote()) == start + 3
    with pytest.raises(RuntimeError, match="golang panic: at 8"):
        ray.get(counters[0].Fail.remote())
    for counter in counters:
        ray.kill(counter)


def test_constructors_that_fail(goray):
    with pytest.raises(ray.exceptions.RayError, match="not zero"):
        ray.get(goray.golang_actor_class("Checked").remote(0).Sum.remote())


def test_callbacks_in_a_worker(goray):
    assert ray.get(goray.golang_task("Call").remote("greet", "x")) == "Hi x"


def test_in_this_process(goray):
    assert goray.golang_local_run_task("Hello", "x") == "Hello x"
    counter = goray.golang_local_new_actor("Counter", 1)
    assert counter.Incr(1) == 2
