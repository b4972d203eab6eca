"""Which changes of a library's records and enums break those who use it."""

from __future__ import annotations

from typing import Any

from gopylink._changes import changes
from gopylink._manifest import (
    Field,
    Function,
    Manifest,
    Parameter,
    Shape,
    TypeDefinition,
    TypeRef,
    Variant,
)

ANY, NONE, STR, I64 = TypeRef("Any"), TypeRef("None"), TypeRef("Str"), TypeRef("Int", "i64")


def of(kind: str, *items: TypeRef) -> TypeRef:
    return TypeRef(kind, items=items)


def p(name: str, accepts: TypeRef = I64, kind: str = "Normal", default: str | None = None) -> Parameter:
    return Parameter(name, kind, accepts, default)


def library(*parameters: Parameter, returns: TypeRef = NONE, **more: Any) -> Manifest:
    return Manifest(functions=(Function("f", parameters=parameters, returns=returns),), **more)


def said(old: Manifest, new: Manifest) -> list[str]:
    return [("! " if it.breaks else "  ") + it.text for it in changes(old, new)]


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
    assert "  R: a new class" in said(library(), both_ways(with_class))
    assert "  R: a new class" not in said(library(), both_ways(plain))


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


def test_defaults_of_the_fields_of_a_class() -> None:
    def a(default: str | None = None, value: bytes | None = None) -> Field:
        return Field("a", optional=True, default=default, value=value)

    def given(*fields: Field) -> Manifest:
        types = (record(*fields, has_class=True),)
        return library(returns=TypeRef("Named", "R"), types=types)

    assert said(given(a("1")), given(a("2"))) == ["  R['a']: is 2 when it is left out, was 1"]
    assert said(given(a(None, b"1")), given(a(None, b"2"))) == ["  R['a']: is another when it is left out"]
    assert said(given(a("1")), given(a())) == ["! R['a']: the class must be given it now"]
    assert said(given(a()), given(a("1"))) == ["  R['a']: the class can do without it now"]
    assert said(given(), given(Field("a"))) == ["! R['a']: a new field, which must be passed"]
    assert said(given(), given(a("1"))) == ["  R['a']: a new field"]
    (must, may) = (both_ways(record(it, has_class=True)) for it in (Field("a"), a("1")))
    assert said(may, must) == ["! R['a']: must be passed now"]


def test_the_order_in_which_variants_are_tried() -> None:
    def untagged(*names: str, tagging: str = "Untagged") -> TypeDefinition:
        return enum(*(Variant(name, content=Shape(same=ANY)) for name in names), tagging=tagging)

    first = both_ways(untagged("A", "B"))
    assert said(first, both_ways(untagged("B", "A"))) == [
        "! E: arguments may become other variants, which are tried in another order: 'B' before 'A'"
    ]
    assert said(*(both_ways(untagged(*names, tagging="External")) for names in ("AB", "BA"))) == []
    given = [library(returns=TypeRef("Named", "E"), types=(untagged(*names),)) for names in ("AB", "BA")]
    assert said(*given) == []
    taken = [library(p("e", TypeRef("Named", "E")), types=(untagged(*names),)) for names in ("AB", "ACB", "ABC")]
    assert said(taken[0], taken[1]) == [
        "! E.C: arguments may become it that were 'B', which is tried after it",
        "  E.C: a new variant",
    ]
    assert said(taken[0], taken[2]) == ["  E.C: a new variant"]


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
