"""Enums and records on both sides: what one has inside and the other has not, in memory and in source code alike."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest
from gopylink._contract import MUST_FAIL, Exported, compare
from gopylink._manifest import Expects, Field, Function, Location, Parameter, Shape, TypeDefinition, TypeRef, Variant

STR, INT = TypeRef("Str"), TypeRef("Int", "i64")
HEADER = """\
import abc, enum, functools
from dataclasses import InitVar, dataclass, field
from typing import ClassVar, Dict, List, Literal, NamedTuple, Optional, Protocol, TypedDict, Union
from typing_extensions import NotRequired, Required
from typing_extensions import TypedDict as LaterDict
import gopylink
registry = gopylink.PythonRegistry()
"""
LINE = HEADER.count("\n")
RUST = "(src/lib.rs:14)"


def at(line: int) -> str:
    return f"(app.py:{LINE + line})"


def named(name: str) -> TypeRef:
    return TypeRef("Named", name)


def of(kind: str, *items: TypeRef) -> TypeRef:
    return TypeRef(kind, items=items)


def enum(*variants: str | Variant, name: str = "Color", **options: bool) -> TypeDefinition:
    all_variants = tuple(Variant(it) if isinstance(it, str) else it for it in variants)
    return TypeDefinition(name, shape=Shape(variants=all_variants), **options)


def record(*fields: str | Field, name: str = "Person", **options: bool) -> TypeDefinition:
    all_fields = tuple(Field(it, holds=STR) if isinstance(it, str) else it for it in fields)
    return TypeDefinition(name, shape=Shape(fields=all_fields), **options)


Findings = Callable[..., "list[str]"]


@pytest.fixture
def findings(exports_of: Callable[[str], dict[str, Exported]]) -> Findings:
    """Compares `f` of the code given with a stub that passes and returns these types. Without contradictions of types."""

    def findings(
        code: str,
        *types: TypeDefinition,
        passes: TypeRef | None = None,
        returns: TypeRef = TypeRef(),
        all: bool = False,
    ) -> list[str]:
        parameters = () if passes is None else (Parameter("a", accepts=passes),)
        expects = Expects((Function("f", parameters=parameters, returns=returns, location=Location("src/lib.rs", 14)),))
        found = compare(expects, exports_of(HEADER + textwrap.dedent(code)), types)
        return [f"{it.rule}: {it.text}" for it in found if all or it.rule != "annotation"]

    return findings


def function(passes: str = "", returns: str = "") -> str:
    written = f"a: {passes!r} = None" if passes else ""
    return f"\n@registry.export\ndef f({written}){f' -> {returns!r}' if returns else ''}: ...\n"


COLOR = "class Color(enum.Enum):\n    red = 'r'\n    green = 'Green'\n" + function("Color")


def test_a_variant_that_the_enum_does_not_have_must_not_be_passed(findings: Findings) -> None:
    assert findings(COLOR, enum("red", "Green"), passes=named("Color")) == []
    # By its value, by its name, and no other.
    found = findings(COLOR, enum("red", "r", "Green", "green", "Blue"), passes=named("Color"))
    assert found == [
        f"member: f: Rust may pass 'Blue' for 'a' {RUST}, Python has no such member in Color {at(1)}",
    ]
    (found,) = findings(COLOR, enum("red", "Gren"), passes=named("Color"))
    assert found.endswith(f"has no such member in Color {at(1)}. Did you mean 'Green'?")
    # Also of a class that the library makes.
    assert len(findings(COLOR, enum("Blue", has_class=True), passes=named("Color"))) == 1
    assert {"member", "field", "base"} <= MUST_FAIL


def test_a_member_that_rust_does_not_know_may_be_returned(findings: Findings) -> None:
    code = "class Color(enum.Enum):\n    RED = 'red'\n    GREEN = 'green'\n    VERT = 'green'\n" + function("", "Color")
    assert findings(code, enum("red", "GREEN", "Other"), returns=named("Color")) == []
    found = findings(code, enum("RED"), returns=named("Color"))
    assert found == [
        f"uncertain: f: Rust has no 'green' in Color {RUST}, Python may return that member of Color {at(1)}"
    ]
    assert findings(code, enum("RED", Variant("Green", aliases=("green",))), returns=named("Color")) == []
    assert findings(code, enum("RED", Variant("Unknown", other=True)), returns=named("Color")) == []
    # A variant with content is no name alone.
    assert len(findings(code, enum("RED", Variant("green", content=Shape(same=STR))), returns=named("Color"))) == 1


@pytest.mark.parametrize(
    "body",
    [
        "red = 1",
        "red = 'x', 'y'",
        "RED = 'red'",
        "red: str = 'x'",
        "red = other = 'x'",
        "_a = 1\n    red = 'blu'",
        "_ignore_ = 'blue'\n    red = 1",
    ],
)
@pytest.mark.parametrize("base", ["enum.Enum", "str, enum.Enum"])
def test_members_by_name_and_by_value(findings: Findings, body: str, base: str) -> None:
    if "," in body and base != "enum.Enum":
        pytest.skip("a text of two texts")
    code = f"class Color({base}):\n    {body}\n" + function("Color")
    assert findings(code, enum("red"), passes=named("Color")) == []
    assert len(findings(code, enum("blue"), passes=named("Color"))) == 1


def test_members_that_are_assigned_in_other_ways(findings: Findings) -> None:
    apart = "class Color(enum.Enum):\n    A, (B, C) = 'red', ('blue', 'green')\n" + function("Color", "Color")
    assert findings(apart, enum("red", "blue", "green"), passes=named("Color"), returns=named("Color")) == []
    (found,) = findings(apart, enum("red", "blue", "green", "gray"), passes=named("Color"))
    assert "'gray'" in found


def test_what_is_under_a_condition_may_be_there(findings: Findings) -> None:
    code = "class Color(enum.Enum):\n    if True:\n        GREEN = 'green'\n" + function("Color")
    assert findings(code, enum("green"), passes=named("Color")) == []
    code = "@dataclass\nclass P:\n    if True:\n        name: str\n" + function("", "P")
    assert findings(code, record("name"), returns=named("Person")) == []


def test_members_that_an_enum_makes_when_it_is_asked(findings: Findings) -> None:
    code = "class Color(enum.Enum):\n    red = 'red'\n{}    def _missing_(cls, value): ...\n" + function("Color")
    assert findings(code.format("    @classmethod\n"), enum("blue"), passes=named("Color")) == []


def test_of_flags_and_of_values_that_are_made_nothing_is_said(findings: Findings) -> None:
    flags = "class Color(enum.Flag):\n    red = 1\n" + function("Color", "Color")
    assert findings(flags, enum("blue"), passes=named("Color"), returns=named("Color")) == []
    made = (
        "class Color(enum.Enum):\n    def _generate_next_value_(name, *_): return name.lower()\n"
        "    RED = enum.auto()\n" + function("Color", "Color")
    )
    assert findings(made, enum("red"), passes=named("Color"), returns=named("Color")) == []
    made = (
        "class Color(enum.Enum):\n    def __init__(self, text, _): self._value_ = text\n"
        "    RED = ('red', 1)\n" + function("Color", "Color")
    )
    assert findings(made, enum("red"), passes=named("Color"), returns=named("Color")) == []


def test_what_is_returned_or_passed_inside_of_others(findings: Findings) -> None:
    code = "class Color(enum.Enum):\n    red = 'red'\n"
    for annotation, ref in [
        ("List[Color]", of("List", named("Color"))),
        ("Optional[Color]", of("Optional", named("Color"))),
        ("Dict[str, Color]", of("Dict", STR, named("Color"))),
        ("Dict[Color, int]", of("Dict", named("Color"), INT)),
        ("Color", of("Optional", named("Color"))),
    ]:
        assert len(findings(code + function(annotation), enum("blue"), passes=ref)) == 1, annotation
        assert len(findings(code + function("", annotation), enum("blue"), returns=ref)) == 1, annotation
    # One of them is enough for what is passed, and each may be returned.
    either = code + function("Union[Color, str]", "Union[Color, str]")
    assert findings(either, enum("blue"), passes=named("Color")) == []
    assert len(findings(either, enum("blue"), returns=named("Color"))) == 1
    either = code + "class Later(enum.Enum):\n    blue = 'blue'\n" + function("Union[Color, Later]")
    assert findings(either, enum("blue"), passes=named("Color")) == []


def test_the_texts_of_literals(findings: Findings) -> None:
    code = function("Literal['red', 'green']", "Literal['red', 'green']")
    (found,) = findings(code, enum("red", "green", "blue"), passes=named("Color"))
    assert found == f"member: f: Rust may pass 'blue' for 'a' {RUST}, Python takes no such text {at(3)}"
    (found,) = findings(code, enum("red"), returns=named("Color"))
    assert found == f"uncertain: f: Rust has no 'green' in Color {RUST}, Python may return it {at(3)}"
    wider = function("Union[Literal['red'], str]", "Union[Literal['red'], Literal['blue']]")
    assert findings(wider, enum("red", "blue"), passes=named("Color"), returns=named("Color")) == []


PERSON = {
    "dataclass": "@dataclass\nclass Person:\n    kind: ClassVar[int] = 1\n    name: str\n    age: str = ''\n",
    "named tuple": "class Person(NamedTuple):\n    name: str\n    age: str = ''\n",
    "typed dict": "class Person(LaterDict):\n    name: str\n    age: NotRequired[str]\n",
    "partial": "class Person(LaterDict, total=False):\n    name: Required[str]\n    age: str\n",
    "inherited": "@dataclass\nclass Named:\n    name: str\n@dataclass\nclass Person(Named):\n    age: str = ''\n",
}


@pytest.mark.parametrize("kind", PERSON)
def test_fields_that_a_parameter_requires(findings: Findings, kind: str) -> None:
    code = PERSON[kind] + function("Person")
    place = at(5 if kind == "inherited" else 2 if kind == "dataclass" else 1)
    assert findings(code, record("name", "age"), passes=named("Person")) == []
    assert findings(code, record("name", "extra"), passes=named("Person")) == []
    found = findings(code, record("age"), passes=named("Person"))
    assert found == [
        f"field: f: Rust passes Person without 'name' for 'a' {RUST}, Python requires it in Person {place}"
    ]
    (found,) = findings(code, record(Field("name", holds=STR, skipped=True)), passes=named("Person"))
    assert found.startswith(f"uncertain: f: Rust may pass Person without 'name' for 'a' {RUST}")
    skipped = record(Field("name", holds=STR, skipped=True), has_class=True)
    assert findings(code, skipped, passes=named("Person")) == []


@pytest.mark.parametrize("kind", PERSON)
def test_fields_that_rust_requires_of_a_result(findings: Findings, kind: str) -> None:
    code = PERSON[kind] + function("", "Person")
    place = at(5 if kind == "inherited" else 2 if kind == "dataclass" else 1)
    assert findings(code, record("name"), returns=named("Person")) == []
    assert findings(code, record("name", Field("years", holds=STR, optional=True)), returns=named("Person")) == []
    assert findings(code, record(Field("nickname", holds=STR, aliases=("name",))), returns=named("Person")) == []
    found = findings(code, record("nam"), returns=named("Person"))
    assert found == [
        f"field: f: Rust requires 'nam' of Person {RUST}, Python has no such field in Person {place}. Did you mean 'name'?"
    ]
    maybe = findings(code, record("name", "age"), returns=named("Person"))
    missing = f"uncertain: f: Rust requires 'age' of Person {RUST}, Python may leave it out of Person {place}"
    assert maybe == ([missing] if kind in ("typed dict", "partial") else [])
    refused = findings(code, record("name", closed=True), returns=named("Person"))
    how = ("uncertain", "may have it") if kind in ("typed dict", "partial") else ("field", "has it")
    assert refused == [f"{how[0]}: f: Rust refuses 'age' in Person {RUST}, Python {how[1]} in Person {place}"]


def test_fields_that_are_only_passed_and_those_that_are_only_there(findings: Findings) -> None:
    code = "@dataclass\nclass P:\n    a: InitVar[str]\n    b: str = field(init=False)\n" + function("P", "P")
    assert findings(code, record("b"), passes=named("Person"), returns=named("Person")) == []
    assert len(findings(code, record("a", "b"), returns=named("Person"))) == 1


def test_what_fields_hold(findings: Findings) -> None:
    code = (
        "class Color(enum.Enum):\n    red = 'red'\n@dataclass\nclass Person:\n    age: str\n    likes: List[Color]\n"
        "    friend: Optional['Person'] = None\n" + function("Person", "Person")
    )
    likes = Field("likes", holds=of("List", named("Color")))
    friend = Field("friend", holds=of("Optional", named("Person")), optional=True)
    person = record(Field("age", holds=INT), likes, friend, has_class=True)
    assert findings(code, person, enum("blue"), passes=named("Person"), returns=named("Person"), all=True) == [
        f"annotation: f: Rust passes int for 'age' of Person {RUST}, Python takes str in Person {at(4)}",
        f"member: f: Rust may pass 'blue' for 'a.likes' {RUST}, Python has no such member in Color {at(1)}",
        f"annotation: f: Rust expects int for 'age' of Person {RUST}, Python has str in Person {at(4)}",
        f"uncertain: f: Rust has no 'red' in Color {RUST}, Python may return that member of Color {at(1)}",
    ]


def test_an_option_that_is_left_out_is_never_none(findings: Findings) -> None:
    code = "class P(LaterDict, total=False):\n    age: int\n" + function("P")
    left_out = record(Field("age", holds=of("Optional", INT), optional=True, skipped=True))
    assert findings(code, left_out, passes=named("Person"), all=True) == []
    passed = record(Field("age", holds=of("Optional", INT), optional=True))
    (found,) = findings(code, passed, passes=named("Person"), all=True)
    assert "Rust passes int | None for 'age'" in found


def test_fields_come_in_their_order(findings: Findings) -> None:
    names = ["zoo", "bar", "alpha", "middle"]
    code = "class P(LaterDict):\n" + "".join(f"    {it}: int\n" for it in names) + function("P")
    found = findings(code, record(), passes=named("Person"))
    assert [it.split("'")[1] for it in found] == names


@pytest.mark.parametrize("head", ["class A(abc.ABC)", "class A(metaclass=abc.ABCMeta)", "class A(Protocol)"])
def test_of_an_abstract_class_the_derived_ones_have_the_fields(findings: Findings, head: str) -> None:
    for name in ("A", "B"):
        code = f"@dataclass\n{head}:\n    x: str\n@dataclass\nclass B(A):\n    y: str\n" + function(name, name)
        assert findings(code, record("z"), passes=named("Person"), returns=named("Person")) == []


def test_what_is_not_known_says_nothing(findings: Findings) -> None:
    code = """
    def odd(cls): return cls
    class Meta(type): ...
    @odd
    @dataclass
    class Person:
        name: str
    class Loose(metaclass=Meta): ...
    """
    types = record("other"), enum("blue")
    for annotation in ("Loose", "Nowhere", "dict", "str"):
        whole = textwrap.dedent(code) + function("", annotation)
        assert findings(whole, *types, returns=named("Person")) == []
    # Other ways to tell variants apart, or none.
    tagged = TypeDefinition("T", shape=Shape(variants=(Variant("x"),), tagging="Internal", keys=("t",)))
    assert findings(COLOR, tagged, passes=named("T")) == []


def test_a_decorator_may_make_anything_of_a_call(findings: Findings) -> None:
    odd = "def odd(f):\n    return functools.wraps(f)(lambda *a, **b: f())\n"
    code = odd + COLOR.replace("@registry.export\n", "@registry.export\n@odd\n")
    (found,) = findings(code, enum("Blue"), passes=named("Color"))
    assert found.startswith("uncertain: f: Rust may pass 'Blue'")


@pytest.mark.parametrize("person", ["Person", "List[Person]", "Optional[Older]"])
def test_a_dataclass_of_the_library_is_no_named_tuple(findings: Findings, person: str) -> None:
    classes = "class Person(NamedTuple):\n    name: str\nclass Older(Person): ...\n"
    passes = of("List", named("Person")) if "List" in person else named("Person")
    code = classes + function(person)
    name = "Older" if "Older" in person else "Person"
    (found,) = findings(code, record("name", has_class=True), passes=passes, all=True)
    assert found.startswith(
        f"annotation: f: Rust passes an instance of its dataclass Person for 'a' {RUST}, Python takes the named tuple {name} "
    )
    assert found.endswith("; what it gets has the fields by name only")
    dataclass = "@dataclass\nclass Person:\n    name: str\nclass Older(Person): ...\n" + function(person)
    assert findings(dataclass, record("name", has_class=True), passes=passes, all=True) == []
    # What is read is taken apart.
    returned = classes + function("", person.replace("Optional[Older]", "Older"))
    assert findings(returned, record("name", has_class=True), returns=passes, all=True) == []


@pytest.mark.parametrize("base", ["pydantic.BaseModel", "msgspec.Struct"])
def test_models_are_no_dicts(findings: Findings, base: str) -> None:
    pytest.importorskip(base.partition(".")[0])
    code = f"import {base.partition('.')[0]}\nclass Base({base}):\n    name: str\nclass Person(Base): ...\n"
    person = named("Person")
    (found,) = findings(code + function("Person", "Person"), record("name"), passes=person, returns=person, all=True)
    assert found.startswith(f"annotation: f: Rust passes dict (Person) for 'a' {RUST}, Python takes Person (app.py:")
