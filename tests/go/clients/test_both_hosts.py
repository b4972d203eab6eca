"""One library, loaded by gopylink's own wheel and by a client of the protocol in one process."""

from __future__ import annotations

import os

import pytest

WHEEL = os.environ.get("GOPYLINK_WHEEL")

pytestmark = pytest.mark.skipif(not WHEEL, reason="GOPYLINK_WHEEL does not name the folder that gopylink's wheel is in")

# The wheel as `gopylink`, the client as `client`: the two have one name.
PREAMBLE = """\
import faulthandler, importlib.util, os, sys, threading, time
faulthandler.enable()
faulthandler.dump_traceback_later(120, exit=True)
spec = importlib.util.find_spec("gopylink")
sys.modules["client"] = client = importlib.util.module_from_spec(spec)
client.__package__ = client.__name__ = "client"
client.__spec__ = importlib.util.spec_from_file_location("client", spec.origin, submodule_search_locations=spec.submodule_search_locations)
exec(compile(open(spec.origin).read(), spec.origin, "exec"), client.__dict__)
sys.path.insert(0, {wheel!r})
import gopylink
assert gopylink.__file__.startswith({wheel!r})

def by_wheel(name):
    return "wheel " + name

def by_client(name):
    return "client " + name

def loaded(first, second):
    for which in (first, second):
        if which == "wheel":
            globals()["ours"] = gopylink.load_go_lib({{library!r}})
        else:
            globals()["theirs"] = client.load_go_lib({{library!r}})

def failed(call, *args):
    try:
        call(*args)
    except Exception as error:
        return type(error).__name__ + ": " + str(error).strip()

"""

ORDERS = pytest.mark.parametrize("order", [("wheel", "client"), ("client", "wheel")], ids=" first ".join)


@pytest.fixture
def run(run_script):
    def run(code, lane, order=None):
        preamble = PREAMBLE.format(wheel=WHEEL)
        begin = f"loaded{order!r}\n" if order else ""
        ended = run_script(begin + code, preamble=preamble, env={"GOPYLINK_LANE": lane})
        assert ended.returncode == 0, ended.stderr
        return ended.stdout.splitlines()

    return run


LANES = pytest.mark.parametrize("lane", ["direct", "msgpack"])


@LANES
@ORDERS
def test_each_calls(run, lane, order):
    code = """
print(ours.Add(1, b=2), theirs.func_call("Add", 1, 2))
mine, yours = ours.Counter(1), theirs.new_type("Counter", 2)
print(mine.Incr(1), yours.Incr(1), mine.Copied().Value())
print(failed(ours.Add, "1", 2))
print(failed(theirs.func_call, "Add", "1", 2))
"""
    assert run(code, lane, order) == [
        "3 3",
        "2 3 2",
        "TypeError: Add() argument 'a': expected int (i64), got str",
        "RuntimeError: golang panic: TypeError: Add() argument 'a': expected int (i64), got str",
    ]


@LANES
@ORDERS
def test_the_caller_is_asked_first(run, lane, order):
    code = """
gopylink.export(by_wheel, name="both")
client.export(type(by_client)(by_client.__code__, {}, "both"))
print(ours.Call("both", "a"), theirs.func_call("Call", "both", "a"))
"""
    assert run(code, lane, order) == ["wheel a client a"]


@LANES
@ORDERS
def test_who_knows_the_name_is_asked(run, lane, order):
    code = """
gopylink.export(by_wheel)
client.export(by_client)
print(ours.Call("by_wheel", "a"), theirs.func_call("Call", "by_wheel", "a"))
print(ours.Call("by_client", "a"), theirs.func_call("Call", "by_client", "a"))
print(failed(ours.Call, "nope"))
print(failed(theirs.func_call, "Call", "nope"))
"""
    lines = run(code, lane, order)
    assert lines[:2] == ["wheel a wheel a", "client a client a"]
    assert lines[2].startswith("NotFoundError: ")
    assert lines[3] == "RuntimeError: golang panic: python task nope not found"


@LANES
@ORDERS
def test_instances_of_either(run, lane, order):
    code = """
class Mine:
    def __init__(self, n): self.n = n
    def incr(self, n): self.n += n; return self.n
class Theirs(Mine): pass
gopylink.export(Mine)
client.export(Theirs)
for name in ("Mine", "Theirs"):
    print(ours.UseInstance(name, "incr", 3), theirs.func_call("UseInstance", name, "incr", 3))
"""
    assert run(code, lane, order) == ["[10, 11, 13] [10, 11, 13]"] * 2


STUBS = """
def multiply(a, b): return a * b
class PyCounter:
    def __init__(self, n): self.n = n
    def incr(self, n): self.n += n; return self.n
    def add(self, n, times=1): return self.incr(n * times)
    def merge(self, other): return self.n + other.n
    def nobody(self): return None
for export in (multiply, PyCounter):
    {which}.export(export)
import warnings
warnings.simplefilter("ignore")
loaded(*{order!r})
print(ours.Multiply(6, 7), theirs.func_call("Multiply", 6, 7))
print(list(ours.Count(1)), theirs.func_call("Count", 1))
print(failed(ours.AddTimes, 2))
print(failed(theirs.func_call, "AddTimes", 2))
print(failed(ours.Merge, 2))
print(failed(theirs.func_call, "Merge", 2))
"""


@LANES
@ORDERS
def test_stubs_of_the_wheel(run, lane, order):
    lines = run(STUBS.format(which="gopylink", order=order), lane)
    assert lines == ["42 42", "[2, 4, True] [2, 4, True]", "None", "None", "None", "None"]


@LANES
@ORDERS
def test_stubs_of_the_client(run, lane, order):
    lines = run(STUBS.format(which="client", order=order), lane)
    assert lines[:2] == ["42 42", "[2, 4, True] [2, 4, True]"]
    by_name = "PyCounter.add() argument 'times' is passed by name"
    instance = "PyCounter.merge() argument 'other' is an instance of a Python class"
    for line, said in zip(lines[2:], (by_name, by_name, instance, instance)):
        assert f"TypeError: {said}: clients of the GoPyLink protocol cannot do that" in line


@LANES
def test_errors_of_the_wheel_pass_through_the_client(run, lane):
    code = """
def boom(*_): raise KeyError("x")
gopylink.export(boom)
loaded("wheel", "client")
print(failed(ours.Call, "boom"))
print(failed(theirs.func_call, "Call", "boom").splitlines()[0])
"""
    assert run(code, lane) == ["KeyError: 'x'", "RuntimeError: golang panic: KeyError: 'x'"]


@LANES
def test_threads_and_exit(run, lane):
    code = """
gopylink.export(by_wheel)
client.export(by_client)
loaded("wheel", "client")
def work():
    for number in range(300):
        assert ours.Add(number, 1) == theirs.func_call("Add", number, 1)
        assert ours.Call("by_client", "a") == theirs.func_call("Call", "by_client", "a")
        assert ours.Call("by_wheel", "a") == theirs.func_call("Call", "by_wheel", "a")
threads = [threading.Thread(target=work) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
ours.KeepCalling("by_client", 2)
theirs.func_call("KeepCalling", "by_wheel", 2)
time.sleep(0.05)
print("end")
"""
    assert run(code, lane) == ["end"]
