"""Every command, names, and how arguments go with parameters."""

from __future__ import annotations

import json

import msgpack
import pytest


def units(*parts: bytes) -> bytes:
    return b"".join(len(part).to_bytes(8, "little") + part for part in parts)


def test_functions(call):
    assert call("Hello", "World") == "Hello World"
    assert call("Add", 1, 2) == 3
    assert call("Nothing") is None
    assert call("DivMod", 7, 2) == [3, 1]


def test_what_there_is(lib):
    functions, classes = lib._cmder.get_golang_tasks_info()
    assert {"Hello", "Add", "EchoI64", "Call"} <= set(functions)
    assert functions == sorted(functions)
    assert classes == ["Checked", "Counter"]
    assert lib._cmder.get_golang_actor_methods("Counter") == ["Copied", "Fail", "Incr", "Value", "With", "Sum"]
    with pytest.raises(Exception, match=r"^the library has no class 'Nope'$"):
        lib._cmder.get_golang_actor_methods("Nope")


def test_what_ray_asks_first(lib):
    assert lib._cmder.get_init_options() == {}
    assert lib._cmder.start_driver() == ("0", 0)


def test_unknown_commands(execute):
    assert execute(99, 0, b"") == (b"this library knows no command 99", 1)
    assert execute(1023, 5, b"x")[1] == 1


@pytest.mark.parametrize(
    "frame", [b"", b"short", units(b"Add"), units(b"\xff", b""), units(b"Add", b"\xc1"), b"\xff" * 16]
)
def test_malformed_frames(execute, frame):
    for command in (4, 5):
        text, code = execute(command, 0, frame)
        assert code == 5
        assert set(json.loads(text)) == {"Message", "Traceback"}


def test_truncated_values(execute):
    text, code = execute(4, 0, units(b"EchoList", b"\x93\x01\x02"))
    said = "EchoList() argument 'value': malformed msgpack: truncated"
    assert (code, json.loads(text)["Message"]) == (5, said)


def test_object_references(lib):
    pack = msgpack.packb
    raw = lib._cmder.raw_call_golang_func
    unpack = lambda answer: msgpack.unpackb(answer[0])  # noqa: E731
    assert unpack(raw("Join", pack("-") + pack("b"), [1], (pack("a"), 0))) == "a-b"
    assert unpack(raw("Join", pack("b"), [0, 2], (pack("-"), 0), (pack("c"), 0))) == "b-c"
    assert unpack(raw("Add", b"", [1, 0], (pack(1), 0), (pack(2), 0))) == 3
    # Beyond the last, where Go waits for values that do not come.
    assert unpack(raw("Add", pack(1), [5], (pack(2), 0))) == 3


def test_variadics_and_defaults(call):
    assert call("Join", "-") == ""
    assert call("Join", "-", "a", "b", "c") == "a-b-c"
    assert call("Greet", "x") == "Hello x"
    assert call("Greet", "x", "Hey", 2) == "Hey x, Hey x"
    assert call("Options", "x") == ["x", False, 0]


def test_the_wrong_number_of_arguments(message):
    assert message("Add", 1) == "TypeError: Add() missing 1 required positional argument: 'b'"
    assert message("Add") == "TypeError: Add() missing 2 required positional arguments: 'a', 'b'"
    assert message("Add", 1, 2, 3) == "TypeError: Add() takes 2 positional arguments but 3 were given"
    assert message("Nothing", 1) == "TypeError: Nothing() takes 0 positional arguments but 1 was given"
    assert message("Greet", 1, 2, 3, 4) == "TypeError: Greet() takes from 1 to 3 positional arguments but 4 were given"
    assert message("Options", "x", 1) == "TypeError: Options() takes 1 positional argument but 2 were given"
    assert message("OnlyByName") == (
        "TypeError: OnlyByName() missing 1 required keyword-only argument: 'key', which clients of the GoPyLink protocol "
        "cannot pass"
    )


def test_unknown_names(lib, message):
    assert message("Nope") == "the library has no function 'Nope'"
    assert message("div_mod") == "the library has no function 'div_mod'. Did you mean 'DivMod'?"
    with pytest.raises(Exception, match=r"^the library has no class 'counter'\. Did you mean 'Counter'\?$"):
        lib.new_type("counter")


def test_large_values(call):
    size = 90 << 20
    assert len(call("Zeros", size)) == size
    # Beyond what the client itself unpacks, which is 100 MiB.
    assert call("Length", bytes(200 << 20)) == 200 << 20
    with pytest.raises(msgpack.BufferFull):
        call("Zeros", 200 << 20)
    assert call("Add", 1, 1) == 2


def test_one_library_by_several_paths(library, tmp_path):
    import gopylink

    link = tmp_path / "link.so"
    link.symlink_to(library)
    other = gopylink.load_go_lib(str(link))
    assert other.func_call("Call", "greet", "x") == "Hi x"
    alive = other.func_call("Alive")
    counter = other.new_type("Counter", 3)
    assert (counter.Incr(1), other.func_call("Alive")) == (4, alive + 1)
