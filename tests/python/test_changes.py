"""Which changes of a library break those who use it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from gopylink._changes import changes
from gopylink._manifest import (
    Class,
    ErrorType,
    ErrorVariant,
    ExpectedClass,
    Expects,
    Field,
    Function,
    Manifest,
    Parameter,
    Shape,
    TypeDefinition,
    TypeRef,
)

ANY, NONE, BOOL, STR = map(TypeRef, ("Any", "None", "Bool", "Str"))
I32, I64, U8, FLOAT = TypeRef("Int", "i32"), TypeRef("Int", "i64"), TypeRef("Int", "u8"), TypeRef("Float", "f64")


def of(kind: str, *items: TypeRef) -> TypeRef:
    return TypeRef(kind, items=items)


def p(name: str, accepts: TypeRef = I64, kind: str = "Normal", default: str | None = None) -> Parameter:
    return Parameter(name, kind, accepts, default)


def library(*parameters: Parameter, returns: TypeRef = NONE, **more: Any) -> Manifest:
    return Manifest(functions=(Function("f", parameters=parameters, returns=returns),), **more)


def said(old: Manifest, new: Manifest) -> list[str]:
    return [("! " if it.breaks else "  ") + it.text for it in changes(old, new)]


def test_nothing_is_said_of_nothing() -> None:
    everything = library(p("a", of("List", I64)), returns=I32)
    assert said(everything, everything) == []
    documented = replace(everything.functions[0], doc="Now with words.", hold_gil=True)
    assert said(everything, replace(everything, functions=(documented,))) == []


PARAMETERS = [
    ([p("a")], [], "! f: parameter 'a' is gone"),
    ([], [p("a")], "! f: a new parameter 'a', which must be passed"),
    ([], [p("a", default="1")], "  f: a new parameter 'a'"),
    ([], [p("a", kind="Rest")], "  f: a new parameter 'a'"),
    ([], [p("a", kind="Options")], "  f: a new parameter 'a'"),
    ([p("a", kind="Rest")], [], "! f: parameter 'a' is gone"),
    ([p("a", kind="Rest")], [p("a")], "! f: parameter '*a' is 'a' now"),
    ([p("a")], [p("a", kind="Rest")], "! f: parameter 'a' is '*a' now"),
    ([p("a", kind="Options")], [p("a")], "! f: parameter '**a' is 'a' now"),
    ([p("a", kind="Options")], [p("a", kind="Rest")], "! f: parameter '**a' is '*a' now"),
    (
        [p("a", kind="Rest")],
        [p("b", default="1"), p("a", kind="Rest")],
        "! f: a new parameter 'b', which takes what '*a' took",
    ),
    ([p("a")], [p("b")], "! f: parameter 'a' is called 'b' now"),
    ([p("a", kind="PositionalOnly")], [p("b", kind="PositionalOnly")], "  f: parameter 'a' is called 'b' now"),
    ([p("a", kind="Rest")], [p("b", kind="Rest")], "  f: parameter 'a' is called 'b' now"),
    ([p("a", default="1")], [p("a")], "! f: parameter 'a' must be passed now"),
    ([p("a")], [p("a", default="1")], "  f: parameter 'a' may be left out now"),
    ([p("a", default="1")], [p("a", default="2")], "  f: parameter 'a' is 2 when it is left out, was 1"),
    ([p("a")], [p("a", kind="PositionalOnly")], "! f: parameter 'a' cannot be passed by name any more"),
    ([p("a")], [p("a", kind="KeywordOnly")], "! f: parameter 'a' cannot be passed by position any more"),
    (
        [p("a"), p("rest", kind="Rest"), p("c", STR, "KeywordOnly", "'x'")],
        [p("a"), p("c", STR, default="'x'"), p("rest", kind="Rest")],
        "! f: parameter 'c' can be passed by position now, and takes what '*rest' took",
    ),
    (
        [p("a"), p("kw", kind="Options")],
        [p("a"), p("x", STR, default="''"), p("kw", kind="Options")],
        "! f: a new parameter 'x', which takes what '**kw' took",
    ),
    (
        [p("a", kind="Rest"), p("kw", kind="Options")],
        [p("x", default="1"), p("a", kind="Rest"), p("kw", kind="Options")],
        "! f: a new parameter 'x', which takes what '*a' and '**kw' took",
    ),
    (
        [p("a", kind="Rest"), p("kw", kind="Options")],
        [p("a", kind="Rest"), p("x", STR, "KeywordOnly", "''"), p("kw", kind="Options")],
        "! f: a new parameter 'x', which takes what '**kw' took",
    ),
    (
        [p("a", kind="PositionalOnly"), p("kw", kind="Options")],
        [p("a"), p("kw", kind="Options")],
        "! f: parameter 'a' can be passed by name now, and takes what '**kw' took",
    ),
    (
        [p("a", kind="PositionalOnly"), p("rest", kind="Rest")],
        [p("a"), p("rest", kind="Rest")],
        "  f: parameter 'a' can be passed by name now",
    ),
    ([p("a", kind="KeywordOnly")], [p("a")], "  f: parameter 'a' can be passed by position now"),
    ([p("a", kind="PositionalOnly")], [p("a")], "  f: parameter 'a' can be passed by name now"),
]


@pytest.mark.parametrize(("old", "new", "expected"), PARAMETERS)
def test_parameters(old: list[Parameter], new: list[Parameter], expected: str) -> None:
    assert said(library(*old), library(*new)) == [expected]


def test_places() -> None:
    assert said(library(p("a"), p("b")), library(p("b"), p("a"))) == [
        "! f: parameter 'a' was number 1, is number 2",
        "! f: parameter 'b' was number 2, is number 1",
    ]


# A type that takes or gives less, and one that takes or gives more.
WIDER = [
    (STR, ANY),
    (I64, of("Optional", I64)),
    (NONE, of("Optional", I64)),
    (of("List", STR), of("List", of("Optional", STR))),
    (of("Dict", STR, I64), of("Dict", STR, ANY)),
    (of("Tuple", STR, I64), of("Tuple", of("Optional", STR), I64)),
]
# As above, but only for what Rust takes.
TAKES_MORE = [
    (I32, I64),
    (U8, I32),
    (I64, FLOAT),
    (of("Tuple", I64, I64), of("List", I64)),
    (of("List", I32), of("List", I64)),
    (STR, TypeRef("Standard", "pathlib.Path")),
]
OTHERS = [(STR, I64), (I64, BOOL), (of("Tuple", STR), of("Tuple", STR, STR)), (of("List", STR), of("Set", STR))]
OTHERS += [(STR, TypeRef("Standard", "uuid.UUID"))]
OTHERS += [(TypeRef("Instance", "A"), TypeRef("Instance", "B")), (TypeRef("Array", "f32"), TypeRef("Array", "f64"))]


@pytest.mark.parametrize(("less", "more"), WIDER + TAKES_MORE)
def test_what_takes_more_is_compatible(less: TypeRef, more: TypeRef) -> None:
    (wider,) = changes(library(p("a", less)), library(p("a", more)))
    (narrower,) = changes(library(p("a", more)), library(p("a", less)))
    assert (wider.breaks, narrower.breaks) == (False, True)
    assert wider.text.startswith("f: parameter 'a' took ")


@pytest.mark.parametrize(("less", "more"), WIDER)
def test_what_gives_less_is_compatible(less: TypeRef, more: TypeRef) -> None:
    (wider,) = changes(library(returns=less), library(returns=more))
    (narrower,) = changes(library(returns=more), library(returns=less))
    assert (wider.breaks, narrower.breaks) == (True, False)
    assert wider.text.startswith("f: gave ")


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_other_types_break(one: TypeRef, other: TypeRef) -> None:
    assert all(it.breaks for it in changes(library(p("a", one)), library(p("a", other))))
    assert all(it.breaks for it in changes(library(returns=one), library(returns=other)))


def test_the_width_of_numbers_is_nothing_that_results_show() -> None:
    assert said(library(returns=I32), library(returns=I64)) == []
    assert said(library(returns=TypeRef("Float", "f32")), library(returns=FLOAT)) == []
    assert said(library(p("a", I64)), library(p("a", I32))) == ["! f: parameter 'a' took int (i64), takes int (i32)"]


def test_exports() -> None:
    cls = Class("f", constructor=Function("new"))
    assert said(library(), Manifest()) == ["! f: the function is gone"]
    assert said(Manifest(), library()) == ["  f: a new function"]
    assert said(library(), Manifest(classes=(cls,))) == ["! f: was a function, is a class"]


def test_errors() -> None:
    old = ErrorType("E", "", (ErrorVariant("A", "", (Field("x", holds=I64), Field("y"))), ErrorVariant("B")))
    new = ErrorType("E", "", (ErrorVariant("A", "", (Field("x", holds=STR), Field("z"))), ErrorVariant("C")))
    assert said(Manifest(errors=(old,)), Manifest(errors=(new,))) == [
        "! E.B: the exception class is gone",
        "! E.A.x: gave int, gives str",
        "! E.A.y: the attribute is gone",
        "! E.A.z: a new attribute, which whoever makes one must pass",
        "  E.C: a new exception class",
    ]


def test_the_order_of_the_attributes_of_an_error() -> None:
    def error(*names: str) -> Manifest:
        return Manifest(errors=(ErrorType("E", "", (ErrorVariant("A", "", tuple(map(Field, names))),)),))

    assert said(error("x", "y"), error("y", "x")) == [
        "! E.A.x: was number 1 in patterns, is number 2",
        "! E.A.y: was number 2 in patterns, is number 1",
    ]
    assert said(error("x", "y"), error("y")) == ["! E.A.x: the attribute is gone"]


def test_builtin_bases_of_errors() -> None:
    plain = Manifest(errors=(ErrorType("E", "", (ErrorVariant("A"),)),))
    key = Manifest(errors=(ErrorType("E", "", (ErrorVariant("A", base="KeyError"),)),))
    assert said(key, plain) == ["! E.A: 'except KeyError' does not catch it any more"]
    assert said(plain, key) == []


def test_options_of_a_record_took_nothing_but_its_fields() -> None:
    options, limit = p("kw", TypeRef("Named", "R"), "Options"), p("limit", kind="KeywordOnly", default="3")
    for name, expected in (
        ("x", "  f: a new parameter 'limit'"),
        ("limit", "! f: a new parameter 'limit', which takes what '**kw' took"),
    ):
        types = (TypeDefinition("R", shape=Shape(fields=(Field(name),))),)
        assert said(library(options, types=types), library(limit, options, types=types)) == [expected]


def test_what_is_expected_of_python() -> None:
    def expects(*functions: Function, classes: tuple[ExpectedClass, ...] = ()) -> Manifest:
        return Manifest(expects=Expects(functions, classes))

    old = expects(Function("a", parameters=(p("x"),), returns=of("Optional", I64)), Function("gone"))
    new = expects(Function("a", parameters=(p("x", of("Optional", I64)),), returns=I64), Function("b"))
    assert said(old, new) == [
        "! b: Rust calls this Python function now",
        "! a: Rust passed Python's 'x' int, passes int | None",
        "! a: Rust expected int | None of Python, expects int",
        "  gone: Rust does not call this Python function any more",
    ]
    two = expects(Function("a", parameters=(p("x"), p("y")), returns=of("Optional", I64)), Function("gone"))
    assert said(old, two) == ["! a: Rust passed (x) to Python, passes (x, y)"]
    twice = expects(Function("a"), Function("a", parameters=(p("x"),)))
    assert said(twice, twice) == []
    thrice = expects(*twice.expects.functions, Function("a", parameters=(p("y"),)))
    assert said(twice, thrice) == ["! a: Rust calls it in one more way"]
    before = expects(classes=(ExpectedClass("C", methods=(Function("m"),)),))
    after = expects(
        classes=(ExpectedClass("C", constructors=(Function("new"),), methods=(Function("m"), Function("n"))),)
    )
    assert said(before, after) == [
        "! C.n: Rust calls this Python method now",
        "! C: Rust makes instances in a new way, with new",
    ]


def test_bases_of_expected_classes() -> None:
    def expects(base: str) -> Manifest:
        return Manifest(expects=Expects(classes=(ExpectedClass("D"), ExpectedClass("D", base=base))))

    assert said(expects(""), expects("B")) == ["! D: Rust has it derive from B now"]
    assert said(expects("B"), expects("")) == ["  D: Rust has it derive from none any more"]
