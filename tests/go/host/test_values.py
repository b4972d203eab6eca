"""How values cross to Go and back, to the byte."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import math
import pathlib
import struct
import typing
import uuid

import pytest

UTC = datetime.timezone.utc


class Colour(enum.Enum):
    RED = "red"


class Number(enum.IntEnum):
    ONE = 1


class Point(typing.NamedTuple):
    x: int
    y: int


@dataclasses.dataclass
class Person:
    name: str
    age: int


def timestamp(seconds: int, nanoseconds: int) -> bytes:
    return b"\xc7\x0c\xff" + struct.pack(">Iq", nanoseconds, seconds)


@pytest.mark.parametrize(
    ("value", "wire"),
    [
        (None, b"\xc0"),
        (True, b"\xc3"),
        (0, b"\x00"),
        (127, b"\x7f"),
        (128, b"\xcc\x80"),
        (-1, b"\xff"),
        (-33, b"\xd0\xdf"),
        (2**63, b"\xcf" + (2**63).to_bytes(8, "big")),
        (-(2**63), b"\xd3" + struct.pack(">q", -(2**63))),
        (1.5, b"\xcb" + struct.pack(">d", 1.5)),
        ("é", b"\xa2\xc3\xa9"),
        ("x" * 32, b"\xd9\x20" + b"x" * 32),
        (b"\x00\xff", b"\xc4\x02\x00\xff"),
        (bytearray(b"a"), b"\xc4\x01a"),
        (memoryview(b"a"), b"\xc4\x01a"),
        ([1, [2]], b"\x92\x01\x91\x02"),
        ((1, (2,)), b"\x92\x01\x91\x02"),
        ({3}, b"\xdd\x00\x00\x00\x01\x03"),
        ({"a": 1}, b"\x81\xa1a\x01"),
        ({1: {}}, b"\x81\x01\x80"),
        (Colour.RED, b"\xa3red"),
        (Number.ONE, b"\x01"),
        (Point(1, 2), b"\x92\x01\x02"),
        (Person("A", 2), b"\x82\xa4name\xa1A\xa3age\x02"),
        (decimal.Decimal("1.50"), b"\xa41.50"),
        (uuid.UUID(int=1), b"\xd9\x2400000000-0000-0000-0000-000000000001"),
        (pathlib.PurePosixPath("/a"), b"\xa2/a"),
        (datetime.date(2026, 1, 2), b"\xaa2026-01-02"),
        (datetime.timedelta(seconds=1), b"\xce\x3b\x9a\xca\x00"),
        (datetime.datetime(1970, 1, 1, 0, 0, 1, 5, UTC), timestamp(1, 5000)),
        (datetime.datetime(1969, 12, 31, 23, 59, 59, 999999, UTC), timestamp(-1, 999999000)),
        (datetime.datetime(1970, 1, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=1))), timestamp(0, 0)),
    ],
    ids=repr,
)
def test_python_to_go(plain: typing.Any, value: object, wire: bytes) -> None:
    assert plain.Wire(value) == wire


def test_arguments_stand_one_after_the_other(plain: typing.Any) -> None:
    assert plain.Wire() == b""
    assert plain.Wire(1, "a", None) == b"\x01\xa1a\xc0"


@pytest.mark.parametrize(
    ("wire", "value"),
    [
        (b"\xc0", None),
        (b"\xc2", False),
        (b"\x05", 5),
        (b"\xe0", -32),
        (b"\xcc\x80", 128),
        (b"\xd1\x00\x80", 128),
        (b"\xd2\xff\xff\xff\xff", -1),
        (b"\xcf" + b"\xff" * 8, 2**64 - 1),
        (b"\xca" + struct.pack(">f", 0.5), 0.5),
        (b"\xcb" + struct.pack(">d", math.inf), math.inf),
        (b"\xd9\x01a", "a"),
        (b"\xdb\x00\x00\x00\x01a", "a"),
        (b"\xc5\x00\x01a", b"a"),
        (b"\x92\x01\x90", [1, []]),
        (b"\x82\x01\x02\xa1a\xc0", {1: 2, "a": None}),
        (b"\x81\x92\x01\x02\x03", {(1, 2): 3}),
        (b"\xd6\xff\x00\x00\x00\x01", datetime.datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)),
        (
            b"\xd7\xff" + (500_000_000 << 34 | 1).to_bytes(8, "big"),
            datetime.datetime(1970, 1, 1, 0, 0, 1, 500_000, UTC),
        ),
        (timestamp(-1, 0), datetime.datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)),
        (b"", None),
        (b"\x01\x02", [1, 2]),
        (b"\x01\xc0", [1, None]),
    ],
    ids=repr,
)
def test_go_to_python(plain: typing.Any, wire: bytes, value: object) -> None:
    result = plain.Raw(wire)
    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize(
    "wire", [b"\xa2a\xff", b"\x91\xa2a\xff", b"\x81\xa2a\xff\x01", b"\xd9\x28" + b"a" * 39 + b"\xff"]
)
def test_text_that_is_not_utf_8(plain: typing.Any, wire: bytes) -> None:
    with pytest.raises(
        UnicodeDecodeError, match=r"Raw\(\) result: a Go string that is not UTF-8; \[\]byte can"
    ) as raised:
        plain.Raw(wire)
    assert raised.value.object[raised.value.start] == 0xFF


@pytest.mark.parametrize("wire", [b"\xc1", b"\xa2a", b"\xd4\x05a", b"\x91", timestamp(2**50, 0)])
def test_what_is_no_value_is_an_error(plain: typing.Any, wire: bytes) -> None:
    with pytest.raises(RuntimeError):
        plain.Raw(wire)
    assert plain.Echo(1) == 1


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        (2**64, OverflowError, "Echo() argument 1: an int of more than 64 bits has no place in Go"),
        ([{"a": -(2**63) - 1}], OverflowError, "Echo() argument 1[0]['a']: an int of more than 64 bits"),
        ([object()], TypeError, "Echo() argument 1[0]: expected plain data, got object"),
        (1j, TypeError, "Echo() argument 1: expected plain data, got complex"),
        (datetime.datetime(2026, 1, 1), TypeError, "a datetime without a time zone is no instant"),
        (datetime.timedelta.max, TypeError, "a timedelta of more than 292 years"),
        ("\ud800", UnicodeEncodeError, "argument 1"),
    ],
    ids=repr,
)
def test_what_has_no_form_in_go_is_refused(
    plain: typing.Any, value: object, error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as raised:
        plain.Echo(value)
    assert message in str(raised.value)


def test_nesting(plain: typing.Any) -> None:
    value: list[typing.Any] = []
    for _ in range(1023):
        value = [value]
    result, depth = plain.Echo(value), 1
    while result:
        (result,), depth = result, depth + 1
    assert depth == 1024
    with pytest.raises(RecursionError):
        plain.Echo([value])
    with pytest.raises(RecursionError):
        plain.Raw(b"\x91" * 1024 + b"\x90")


def test_numpy(plain: typing.Any) -> None:
    numpy = pytest.importorskip("numpy")
    assert plain.Wire(numpy.int8(-1)) == b"\xff"
    assert plain.Wire(numpy.float64(1.5)) == plain.Wire(1.5)
    assert plain.Wire(numpy.array([1, 2])) == b"\x92\x01\x02"


def test_what_is_too_large_is_refused(plain: typing.Any) -> None:
    # Of zeros that are nowhere in memory.
    with pytest.raises(
        OverflowError, match=r"Echo\(\) argument 1: 2147483648 bytes, where a Go library takes 2147483647"
    ):
        plain.Echo(bytes(2**31))
    assert plain.Echo(b"a") == b"a"


def test_results_above_100_mib(plain: typing.Any) -> None:
    size = 101 << 20
    assert len(plain.Bytes(size)) == size
