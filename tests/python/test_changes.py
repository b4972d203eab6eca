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
    Property,
    Shape,
    TypeDefinition,
    TypeRef,
    Variant,
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


def test_classes() -> None:
    getter, setter = Function("x", returns=I64), Function("x", parameters=(p("value"),))
    old = Class(
        "C",
        constructor=Function("new", parameters=(p("a"),)),
        methods=(Function("gone"), Function("m", returns=I64), Function("was_method")),
        static_methods=(Function("s"),),
        properties=(Property("x", getter, setter), Property("y", getter)),
        constants=(Function("K", returns=I64),),
    )
    new = Class(
        "C",
        constructor=Function("make", parameters=(p("a"), p("b"))),
        methods=(Function("m", returns=STR), Function("s"), Function("fresh")),
        properties=(Property("x", getter), Property("y", getter, setter), Property("was_method", getter)),
        constants=(Function("K", returns=STR),),
    )
    assert said(Manifest(classes=(old,)), Manifest(classes=(new,))) == [
        "! C: a new parameter 'b', which must be passed",
        "! C.gone: the method is gone",
        "! C.was_method: was a method, is a property",
        "! C.s: was a static method, is a method",
        "! C.m: gave int, gives str",
        "! C.K: gave int, gives str",
        "! C.x: the property cannot be written any more",
        "  C.fresh: a new method",
        "  C.y: the property can be written now",
    ]


def both_ways(*definitions: TypeDefinition) -> Manifest:
    """A library that takes and gives the types."""
    names = [TypeRef("Named", it.name) for it in definitions]
    return library(*(p(it.name, it) for it in names), returns=of("Tuple", *names), types=definitions)


def record(*fields: Field, has_class: bool = False, closed: bool = False) -> TypeDefinition:
    return TypeDefinition("R", "", Shape(fields=fields), has_class, closed)


def test_records() -> None:
    old = record(Field("gone"), Field("a", holds=I64, optional=True), Field("b", holds=STR), Field("c"))
    new = record(Field("a", holds=STR), Field("b", holds=of("Optional", STR)), Field("c", skipped=True), Field("d"))
    assert said(both_ways(old), both_ways(new)) == [
        "! R['gone']: the field is gone",
        "! R['a']: must be passed now",
        "! R['a']: arguments took int, takes str",
        "! R['a']: gave int, gives str",
        "! R['b']: gave str, gives str | None",
        "! R['c']: may be missing now",
        "! R['d']: a new field, which must be passed",
        "  R['b']: arguments took str, takes str | None",
    ]


def test_records_are_judged_by_their_use() -> None:
    old, new = record(Field("a", holds=STR)), record(Field("a", holds=of("Optional", STR)), Field("b"))
    only_given = [library(returns=of("List", TypeRef("Named", "R")), types=(it,)) for it in (old, new)]
    assert said(*only_given) == ["! R['a']: gave str, gives str | None", "  R['b']: a new field"]
    only_taken = [library(p("r", TypeRef("Named", "R")), types=(it,)) for it in (old, new)]
    assert said(*only_taken) == [
        "! R['b']: a new field, which must be passed",
        "  R['a']: arguments took str, takes str | None",
    ]


def test_the_class_of_a_record() -> None:
    plain, with_class = record(Field("a")), record(Field("a"), has_class=True)
    assert said(both_ways(plain), both_ways(with_class)) == ["! R: values were plain data, are instances of a class"]
    assert said(both_ways(with_class), both_ways(plain)) == ["! R: values were instances of a class, are plain data"]
    assert "! R: the class is gone" in said(both_ways(with_class), library())


def test_the_order_of_the_fields_of_a_class() -> None:
    a, b, c = Field("a"), Field("b"), Field("c", optional=True, default="1")
    old = record(a, b, c, has_class=True)
    swapped = ["! R['a']: was argument 1 of the class, is argument 2"]
    swapped += ["! R['b']: was argument 2 of the class, is argument 1"]
    assert said(both_ways(old), both_ways(record(b, a, c, has_class=True))) == swapped
    assert said(both_ways(record(a, b)), both_ways(record(b, a))) == []
    # The constructor takes the optional ones last, wherever they are declared.
    assert said(both_ways(old), both_ways(record(c, a, b, has_class=True))) == []
    assert said(both_ways(old), both_ways(record(b, c, has_class=True))) == ["! R['a']: the field is gone"]
    grown = record(a, b, Field("d", optional=True, default="0"), c, has_class=True)
    assert said(both_ways(old), both_ways(grown)) == [
        "! R['c']: was argument 3 of the class, is argument 4",
        "  R['d']: a new field",
    ]


def enum(*variants: Variant, tagging: str = "External") -> TypeDefinition:
    return TypeDefinition("E", "", Shape(variants=variants, tagging=tagging))


def test_enums() -> None:
    old = enum(Variant("A"), Variant("B", content=Shape(same=I64)), Variant("C"))
    new = enum(Variant("B", content=Shape(same=STR)), Variant("C", content=Shape(fields=())), Variant("D"))
    assert said(both_ways(old), both_ways(new)) == [
        "! E.A: the variant is gone",
        "! E.B: arguments took int, takes str",
        "! E.B: gave int, gives str",
        "! E.C: the variant has content now",
        "! E.D: a new variant, which results may be",
    ]
    tagged = enum(*old.shape.variants or (), tagging="Untagged")
    assert said(both_ways(old), both_ways(tagged)) == ["! E: its variants are told apart in another way"]
    assert said(both_ways(old), both_ways(TypeDefinition("E"))) == ["! E: its values are of another kind"]


def test_an_alias_is_what_it_stands_for() -> None:
    alias = TypeDefinition("Id", shape=Shape(same=I64))
    named = library(p("a", TypeRef("Named", "Id")), returns=TypeRef("Named", "Id"), types=(alias,))
    plain = library(p("a", I64), returns=I64)
    assert not any(it.breaks for it in [*changes(named, plain), *changes(plain, named)])


def test_errors() -> None:
    old = ErrorType("E", "", (ErrorVariant("A", "", (Field("x", holds=I64), Field("y"))), ErrorVariant("B")))
    new = ErrorType("E", "", (ErrorVariant("A", "", (Field("x", holds=STR), Field("z"))), ErrorVariant("C")))
    assert said(Manifest(errors=(old,)), Manifest(errors=(new,))) == [
        "! E.B: the exception class is gone",
        "! E.A.x: gave int, gives str",
        "! E.A.y: the attribute is gone",
        "  E.C: a new exception class",
        "  E.A.z: a new attribute",
    ]


def test_builtin_bases_of_errors() -> None:
    plain = Manifest(errors=(ErrorType("E", "", (ErrorVariant("A"),)),))
    key = Manifest(errors=(ErrorType("E", "", (ErrorVariant("A", base="KeyError"),)),))
    assert said(key, plain) == ["! E.A: 'except KeyError' does not catch it any more"]
    assert said(plain, key) == []


def test_pickles() -> None:
    plain, pickled = (Manifest(classes=(Class("C", pickles=pickles),)) for pickles in (False, True))
    assert said(pickled, plain) == ["! C: instances cannot be pickled any more"]
    assert said(plain, pickled) == ["  C: instances can be pickled now"]


def test_constructors() -> None:
    without, made = (Manifest(classes=(Class("C", constructor=it),)) for it in (None, Function("new")))
    assert said(made, without) == ["! C: the class has no constructor any more"]
    assert said(without, made) == ["  C: the class has a constructor now"]


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


def test_names_that_arguments_may_have_beside_their_own() -> None:
    def taken(*definitions: TypeDefinition) -> Manifest:
        return library(*(p(it.name, TypeRef("Named", it.name)) for it in definitions), types=definitions)

    old = taken(record(Field("a"), Field("b", aliases=("B",))))
    new = taken(record(Field("c", aliases=("a",)), Field("b", aliases=("bee",))))
    assert said(old, new) == [
        "! R['b']: cannot be passed as 'B' any more",
        "  R['a']: the field is 'c' now, and taken by its old name too",
        "  R['b']: can be passed as 'bee' too",
        "  R['c']: a new field",
    ]
    renamed = both_ways(record(Field("a"))), both_ways(record(Field("b", aliases=("a",))))
    assert said(*renamed) == ["! R['a']: the field is gone", "  R['b']: a new field"]
    variants = taken(enum(Variant("A"), Variant("B"))), taken(enum(Variant("C", aliases=("A",)), Variant("B")))
    assert said(*variants) == ["  E.A: the variant is gone, and taken for 'C'", "  E.C: a new variant"]
    others = taken(enum(Variant("A"))), taken(enum(Variant("Any", other=True)))
    assert said(*others) == ["  E.A: the variant is gone, and taken for 'Any'", "  E.Any: a new variant"]


def test_fields_that_are_not_known() -> None:
    open_record, closed = both_ways(record(Field("a"))), both_ways(record(Field("a"), closed=True))
    assert said(open_record, closed) == ["! R: fields that it does not have are refused now"]
    assert said(closed, open_record) == ["  R: fields that it does not have are taken now"]
    given = [library(returns=TypeRef("Named", "R"), types=(it,)) for it in (record(), record(closed=True))]
    assert said(*given) == []


def test_a_variant_of_an_enum_class_is_an_attribute() -> None:
    def given(*variants: Variant) -> Manifest:
        definition = TypeDefinition("E", "", Shape(variants=variants), has_class=True)
        return library(returns=TypeRef("Named", "E"), types=(definition,))

    assert said(given(Variant("A"), Variant("B")), given(Variant("B"))) == ["! E.A: the variant is gone"]
    assert said(given(Variant("A")), given(Variant("B", aliases=("A",))))[0] == "! E.A: the variant is gone"


def test_bases_of_expected_classes() -> None:
    def expects(base: str) -> Manifest:
        return Manifest(expects=Expects(classes=(ExpectedClass("D"), ExpectedClass("D", base=base))))

    assert said(expects(""), expects("B")) == ["! D: Rust has it derive from B now"]
    assert said(expects("B"), expects("")) == ["  D: Rust has it derive from none any more"]
