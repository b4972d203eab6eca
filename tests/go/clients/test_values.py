"""How values of each type go there and back, and what a wrong one fails with."""

from __future__ import annotations

import json
import math

import msgpack
import pytest

INTEGERS = {"I8": 7, "I16": 15, "I32": 31, "I64": 63, "U8": 8, "U16": 16, "U32": 32, "U64": 64}


@pytest.mark.parametrize("name", INTEGERS)
def test_integers(call, message, name):
    bits = INTEGERS[name]
    low = 0 if name[0] == "U" else -(2**bits)
    for value in {low, -1 if low else 1, 0, 1, 127, min(128, 2**bits - 1), 2**bits - 1}:
        assert call(f"Echo{name}", value) == value
    rust = name.lower()
    for value in (low - 1, 2**bits):
        if -(2**63) <= value < 2**64:
            assert message(f"Echo{name}", value) == (
                f"OverflowError: Echo{name}() argument 'value': {value} is out of range for {rust}"
            )


def test_go_writes_integers_in_other_families(lib):
    raw = lib._cmder.raw_call_golang_func
    for encoded, value in [
        (b"\xd1\x00\x80", 128),
        (b"\xd0\x05", 5),
        (b"\xd3" + (2**40).to_bytes(8, "big"), 2**40),
        (b"\xcf" + bytes(7) + b"\x03", 3),
        (b"\xd2\xff\xff\xff\xff", -1),
    ]:
        answer, code = raw("EchoI64", encoded, [])
        assert (msgpack.unpackb(answer), code) == (value, 0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Bool", True),
        ("I128", 2**64 - 1),
        ("I128", -(2**63)),
        ("F32", 1.5),
        ("F64", -0.1),
        ("F64", math.inf),
        ("Char", "é"),
        ("String", ""),
        ("String", "a" * 40),
        ("String", "naïve 💡\0" * 20000),
        ("Bytes", b""),
        ("Bytes", bytes(range(256)) * 300),
        ("List", []),
        ("List", list(range(-200, 70000))),
        ("Floats", [0.5, -1e300]),
        ("Rows", [["a"], [], ["b", "c"]]),
        ("Map", {}),
        ("Map", {"a": 1, "b": -(2**63)}),
        ("Map", {str(number): number for number in range(70000)}),
        ("Numbered", {1: "a", -5: "b"}),
        ("Option", None),
        ("Option", 5),
        ("Pair", [1, "a"]),
        ("Pairs", [[1, "a"], [2, "b"]]),
        ("Value", {"a": [1, 2.5, None, True, b"x", {"b": {1: "c"}}]}),
        ("Point", {"x": 1, "y": 2.5, "tags": ["a", "b"], "next": {"x": 2, "y": 0.0, "tags": [], "next": None}}),
        ("Person", {"name": "x", "age": 3}),
        ("Color", "Red"),
        ("Form", "Empty"),
        ("Form", {"Circle": 1.5}),
        ("Form", {"Box": {"width": 1.0, "height": 2.0}}),
        ("Path", "/tmp/ü"),
        ("Decimal", "-1.50"),
        ("Uuid", "12345678-1234-5678-1234-567812345678"),
        ("Date", "2024-02-29"),
        ("Naive", "2024-02-29T12:00:01.500000"),
        ("TimeOfDay", "23:59:59.000001"),
    ],
)
def test_there_and_back(call, name, value):
    assert call(f"Echo{name}", value) == value
    assert call("Call", "echo", value) == value


def test_nan(call):
    assert math.isnan(call("EchoF64", math.nan))
    assert math.isnan(call("Call", "nan"))


def test_sets_are_lists(call, message):
    assert call("EchoSet", [3, 1, 2, 1]) == [1, 2, 3]
    assert call("EchoSets", [["b", "a"], []])[1] == []
    assert message("EchoSet", 5) == "TypeError: EchoSet() argument 'value': expected set, got int"


@pytest.mark.parametrize(
    ("seconds", "nanoseconds"),
    [(0, 0), (5, 1000), (2**32 - 1, 0), (2**32, 999_999_000), (2**34, 0), (253402300799, 999_999_000)],
)
def test_points_in_time(call, seconds, nanoseconds):
    moment = msgpack.Timestamp(seconds, nanoseconds)
    assert call("EchoDateTime", moment) == moment
    assert call("EchoTime", moment) == moment


def test_points_in_time_before_1970(call, message):
    moment = msgpack.Timestamp(-5, 1000)
    assert call("EchoDateTime", moment) == moment
    assert message("EchoDateTime", msgpack.Timestamp(2**40, 0)) == (
        "OverflowError: EchoDateTime() argument 'value': a point in time beyond the years 1 to 9999"
    )


def test_arrays_are_lists(call, message):
    assert call("Sum", [1, 2.5]) == 3.5
    assert call("Sum", []) == 0.0
    assert call("SumBytes", b"abc") == call("SumBytes", [97, 98, 99]) == 294
    assert call("Shape", [[1, 2], [3, 4], [5, 6]]) == [3, 2]
    assert call("Doubled", [1, -2]) == [2, -4]
    assert call("BytesOf", b"ab") == b"ab"
    assert message("SumBytes", [1, 300]) == (
        "OverflowError: SumBytes() argument 'bytes'[1]: 300 is out of range for u8"
    )
    assert message("Doubled", [1.5]).startswith(
        "TypeError: Doubled() argument 'numbers'[0]: expected int (i32), got float"
    )
    assert "got list" in message("Shape", [[1, 2], [3]])
    assert "got str" in message("Sum", "abc")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("I64", "1", ": expected int (i64), got str"),
        ("I64", True, ": expected int (i64), got bool"),
        ("I64", 1.0, ": expected int (i64), got float"),
        ("I64", None, ": expected int (i64), got None"),
        ("String", b"a", ": expected str, got bytes"),
        ("Bytes", "a", ": expected bytes, got str"),
        ("List", [1, "a"], "[1]: expected int (i64), got str"),
        ("Point", {"x": "1", "y": 2.0, "tags": [], "next": None}, "['x']: expected int (i64), got str"),
        ("Duration", 1.5, ": expected datetime.timedelta, got float"),
    ],
)
def test_wrong_types(message, name, value, expected):
    assert message(f"Echo{name}", value) == f"TypeError: Echo{name}() argument 'value'{expected}"


def test_no_extension_gets_to_the_decoder(message):
    for kind in range(128):
        for payload in (b"", bytes(20)):
            said = message("EchoValue", [msgpack.ExtType(kind, payload)])
            assert said == (
                "TypeError: EchoValue() argument 'value': expected plain data, got a msgpack extension of type "
                + str(kind)
            )


def test_what_clients_cannot_read(message):
    assert message("TooBig") == (
        "OverflowError: TooBig() result: an integer beyond 64 bits cannot reach a GoPyLink client: return it as text or bytes"
    )
    assert "keys are tuples" in message("EchoPairMap", {(1, 2): "a"})


def test_deep_values(call, lib):
    deep = []
    for _ in range(400):
        deep = [deep]
    assert call("EchoValue", deep) == deep
    answer, code = lib._cmder.raw_call_golang_func("EchoValue", b"\x91" * 5000 + b"\xc0", [])
    assert code == 5
    assert json.loads(answer)["Message"].startswith("RecursionError: EchoValue() argument 'value'")
