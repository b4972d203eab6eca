"""What is measured: each case names a function that every peer has, its arguments, and what it must return.

A case does not say how a peer is called; `spelling.py` does.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any

from . import data

INTS = 100_000
STRINGS = 10_000
RECORDS = 10_000
NESTED = 1_000
MEGABYTE = 1_000_000
# What gopylink's calls by name are called where a typed stub is measured beside them, and what the stub may take of it.
BY_NAME = "python_func_call"
STUB_TARGET = 1.00
# What has no place for classes with properties and special methods, for objects in place of records.
PLAIN = frozenset({"UniFFI", "cffi", "msgpack", "Go"})


@dataclass(frozen=True)
class Case:
    """One line of the table."""

    name: str
    group: str
    # What is called: "add", or the method of a counter.
    function: str
    # The arguments as Python source. `values` is what `data` makes.
    arguments: str = ""
    # What the call returns.
    expected: Any = None
    # "function", "method" or "constructor"; or "statement", for which `arguments` is the whole of it.
    kind: str = "function"
    # What comes once before a statement.
    setup: str = ""
    # What is looked at in place of the result, as Python source, which may say `result`.
    looked_at: str | None = None
    # gopylink is called by func_call or new_type.
    by_name: bool = False
    # The kind and the size of `values`.
    data: tuple[str, int] | None = None
    # What the result is made of, if a peer has a form of its own for it.
    result: str | None = None
    # The call raises an exception: of this type, whose message has this text.
    raises: tuple[type[BaseException], str] | None = None
    # The most that gopylink may take, as a part of what PyO3 takes.
    target: float | None = None
    # The least that the Go original and UniFFI take, as multiples of gopylink.
    go_target: float | None = None
    uniffi_target: float | None = None
    # How many calls the body makes, if they are what is measured.
    inner: int = 1
    # gopylink calls Python by a typed stub, and is measured without one as well. The others do what they do anyway.
    stub: bool = False
    # Another thread runs Python code all the time.
    contended: bool = False
    # Takes too long, or too many rounds, for the quick table.
    slow: bool = False
    without: frozenset[str] = field(default_factory=frozenset)

    @property
    def title(self) -> str:
        return self.name


def calls() -> list[Case]:
    """Calls with little to pass, as attributes and by name."""
    cases = []
    plain = [
        # name, function, arguments, expected, kind, target as attribute, target by name: 0 for none
        ("noop()", "noop", "", None, "function", 0.85, 0.95),
        ("add(1, 2)", "add", "1, 2", 3, "function", 0.85, 0.95),
        ("add(1, 2), GIL released", "add_released", "1, 2", 3, "function", 0.90, None),
        ('hello("World")', "hello", '"World"', "Hello World", "function", 0.90, 0),
        ('hello("World"), GIL released', "hello_released", '"World"', "Hello World", "function", None, None),
        ("counter.incr(0)", "incr", "0", 0, "method", 0.95, None),
        ("counter.incr(0), GIL released", "incr_released", "0", 0, "method", None, None),
        ("Counter(0)", "Counter", "0", 0, "constructor", 0.65, 0),
    ]
    for name, function, arguments, expected, kind, attribute, by_name in plain:
        common = {"function": function, "arguments": arguments, "expected": expected, "kind": kind}
        cases.append(Case(name, "Calls", target=attribute, go_target=150, uniffi_target=60, **common))
        if by_name is not None:
            title = f"{name}, by name"
            cases.append(Case(title, "Calls", by_name=True, target=by_name or None, **common))
    cases.append(Case("add(a=1, b=2)", "Calls", "add", "a=1, b=2", 3, without=frozenset({"cffi", "msgpack", "Go"})))
    cases.append(Case("add_ten(1), which is b = 10", "Calls", "add_ten", "1", 11, target=1.00, without=PLAIN))
    return cases


def classes() -> list[Case]:
    """What instances are used for beside calls of methods, through properties and special methods."""
    gauge = "gauge = lib.Gauge(5)"
    rows = [
        # name, statement, result, what is looked at
        ("gauge.value", "gauge.value", 5, None),
        ("gauge.value = 7", "gauge.value = 7", 7, "gauge.value"),
        ("Gauge.LIMIT", "Gauge.LIMIT", 1_000, None),
        ("Gauge.full()", "result = Gauge.full()", 1_000, "result.value"),
        ("gauge.above(other)", "gauge.above(other)", 0, None),
        ("gauge == other", "gauge == other", True, "(gauge == other) != (gauge == lib.Gauge(6))"),
        ("len(gauge)", "len(gauge)", 5, None),
        ("gauge[1]", "gauge[1]", 15, None),
        ("gauge + 1", "gauge + 1", 6, None),
        ("hash(gauge)", "hash(gauge)", True, "hash(gauge) == hash(other) != hash(lib.Gauge(6))"),
    ]
    cases = [
        Case(
            name,
            "Classes",
            "Gauge",
            statement,
            expected,
            "statement",
            setup=f"Gauge = lib.Gauge; {gauge}; other = lib.Gauge(5)",
            looked_at=looked_at,
            target=1.00,
            without=PLAIN,
        )
        for name, statement, expected, looked_at in rows
    ]
    count = 1_000
    statement = f"for step in lib.Steps({count}): pass"
    cases.append(
        Case(
            f"each of {count:,} steps of a for loop",
            "Classes",
            "Steps",
            statement,
            list(range(count)),
            "statement",
            looked_at=f"list(lib.Steps({count}))",
            inner=count,
            target=1.00,
            without=PLAIN,
        )
    )
    return cases


def failures() -> list[Case]:
    """Calls that raise."""
    return [
        Case("an Err", "Errors", "fail", '"x"', raises=(Exception, "failed on x")),
        Case("a panic, caught", "Errors", "panic", '"x"', raises=(BaseException, "panicked on x")),
        Case("wrong type: add('1', 2)", "Errors", "add", '"1", 2', raises=(TypeError, ""), target=0.80),
        Case("wrong count: add(1)", "Errors", "add", "1", raises=(TypeError, ""), target=0.80),
    ]


def collections() -> list[Case]:
    """Lists, records and dictionaries: in (sum), out (make) and both (echo)."""
    total = sum(range(INTS))
    # kind, size, what sum returns, targets of sum, make and echo, of the Go original's echo
    kinds = [
        ("ints", INTS, total, 0.20, None, 0.70, 10),
        ("floats", INTS, total / 2, 0.40, None, 0.85, 10),
        ("strings", STRINGS, 13 * STRINGS, None, None, 1.00, 10),
        ("records", RECORDS, sum(range(RECORDS)) / 4, None, None, 1.00, 4),
        ("nested", NESTED, data.nested_sum(NESTED), None, None, 1.00, None),
    ]
    cases = []
    for kind, size, total, target_sum, target_make, target_echo, go in kinds:
        what = f"{size:,} {'nested dicts' if kind == 'nested' else kind}"
        whole = ("the data", kind, size)
        values = {"data": (kind, size)}
        cases += [
            Case(f"sum of {what}", "Lists", f"sum_{kind}", "values", total, target=target_sum, **values),
            Case(f"make {what}", "Lists", f"make_{kind}", str(size), whole, target=target_make, result=kind),
            Case(
                f"echo of {what}",
                "Lists",
                f"echo_{kind}",
                "values",
                whole,
                target=target_echo,
                go_target=go,
                result=kind,
                **values,
            ),
        ]
    record = {"data": ("record", 1), "result": "record", "target": 1.00}
    cases.append(Case("echo of one record", "Lists", "echo_record", "values", ("the data", "record", 1), **record))
    return [*cases, *objects()]


def objects() -> list[Case]:
    """Records as objects: instances of a dataclass of Python's go in, those of a class of the library's come out."""
    common = {"target": 1.00, "without": PLAIN}
    values = {"data": ("objects", RECORDS), **common}
    total = sum(range(RECORDS)) / 4
    whole = ("the data", "records", RECORDS)
    what = f"{RECORDS:,} dataclass instances"
    one = {"data": ("object", 1), "result": "object", **common}
    return [
        Case(f"sum of {what}", "Lists", "sum_objects", "values", total, **values),
        Case(f"make {what}", "Lists", "make_objects", str(RECORDS), whole, result="objects", **common),
        Case("echo of one dataclass instance", "Lists", "echo_object", "values", ("the data", "record", 1), **one),
    ]


def large() -> list[Case]:
    """Bytes and text in one piece."""
    cases = []
    for label, size in (("1 MB", MEGABYTE), ("100 MB", 100 * MEGABYTE)):
        slow = size > MEGABYTE
        go = None if slow else 200
        for kind, measured in (("bytes", size + 2), ("text", size)):
            what = f"{label} {'str' if kind == 'text' else kind}"
            whole = ("the data", kind, size)
            values = {"data": (kind, size), "slow": slow, "target": 1.00}
            cases += [
                Case(f"length of {what}", "Large", f"measure_{kind}", "values", measured, **values),
                Case(f"make {what}", "Large", f"make_{kind}", str(size), whole, slow=slow, target=1.00),
                Case(f"echo of {what}", "Large", f"echo_{kind}", "values", whole, go_target=go, **values),
            ]
    return cases


def arrays() -> list[Case]:
    """NumPy arrays: seen, changed in place, and returned."""
    cases = []
    for size in (1_000, 1_000_000):
        values = {"data": ("array", size), "target": 1.00}
        what = f"a NumPy array of {size:,}"
        cases += [
            Case(f"sum of {what}", "NumPy", "sum_array", "values", (size - 1) * size / 4, **values),
            Case(f"change {what} in place", "NumPy", "increase_array", "values, 0.0", None, **values),
            Case(f"make {what}", "NumPy", "make_array", str(size), ("the data", "array", size), target=1.00),
        ]
    return cases


def python() -> list[Case]:
    """The library calls Python a thousand times; what one call takes is shown."""
    count = 1_000
    doubled = count * (count - 1)
    rows = [
        ("function, GIL held", "call_held", doubled, 1.20, None),
        ("function, detached", "call_detached", doubled, 0.95, 200),
        ("function, from a thread", "call_from_thread", doubled, None, None),
        ("method, GIL held", "method_held", count, 1.20, None),
        ("method, detached", "method_detached", count, 0.95, None),
        ("method, from a thread", "method_from_thread", count, None, None),
        ("constructor, GIL held", "construct_held", count, 1.20, None),
        ("constructor, detached", "construct_detached", count, 0.95, None),
        ("constructor, from a thread", "construct_from_thread", count, None, None),
    ]
    cases = [
        Case(
            f"Python {name}",
            "Rust → Python",
            function,
            str(count),
            expected,
            inner=count,
            target=target,
            go_target=go,
        )
        for name, function, expected, target, go in rows
    ]
    others = PLAIN | {"nanobind"}
    stubs = [
        replace(case, name=f"{case.name}, by a stub", stub=True, target=None, go_target=None, without=others)
        for case in cases
        if not case.function.endswith("_from_thread")
    ]
    return [*cases, *stubs]


def contended() -> list[Case]:
    """The same call with and without the GIL, while another thread runs Python code."""
    return [
        Case("add(1, 2), GIL held, busy", "Beside a busy thread", "add", "1, 2", 3, contended=True),
        # How often the threads miss each other is chance: a few rounds say nothing.
        Case(
            "add(1, 2), GIL released, busy",
            "Beside a busy thread",
            "add_released",
            "1, 2",
            3,
            contended=True,
            slow=True,
        ),
    ]


def every() -> list[Case]:
    """All cases, in the order of the table."""
    return [*calls(), *classes(), *failures(), *collections(), *large(), *arrays(), *python(), *contended()]


def matches(case: Case, result: Any) -> bool:
    """Whether a result, in Python's plain types, is what the case expects."""
    expected = case.expected
    if isinstance(expected, tuple):
        _, kind, size = expected
        expected = data.make(kind, size)
    if isinstance(expected, float):
        return isinstance(result, float) and math.isclose(result, expected)
    if type(result) is not type(expected):
        return False
    # A comparison of arrays gives an array.
    equal = result == expected
    return bool(equal if isinstance(equal, bool) else equal.all() and len(result) == len(expected))
