"""What Rust's stubs expect of Python, beside what Python exports: in memory, and as its source has it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from typing import Any

import pytest
from gopylink._contract import MUST_FAIL, Exported, PythonClass, compare, of_object
from gopylink._manifest import (
    ExpectedClass,
    Expects,
    Field,
    Function,
    Location,
    Parameter,
    Shape,
    TypeDefinition,
    TypeRef,
    Variant,
)

INT, STR, FLOAT, NONE, BOOL = (
    TypeRef("Int", "i64"),
    TypeRef("Str"),
    TypeRef("Float", "f64"),
    TypeRef("None"),
    TypeRef("Bool"),
)
TYPES = [
    TypeDefinition("Point", shape=Shape(fields=(Field("x", holds=FLOAT),))),
    TypeDefinition("Color", shape=Shape(variants=(Variant("Red"), Variant("Blue")))),
    TypeDefinition("Shape", shape=Shape(variants=(Variant("Empty"), Variant("Circle", content=Shape(same=FLOAT))))),
    TypeDefinition("Id", shape=Shape(same=INT)),
]


def a_list(inside: TypeRef) -> TypeRef:
    return TypeRef("List", items=(inside,))


def optional(inside: TypeRef) -> TypeRef:
    return TypeRef("Optional", items=(inside,))


def rust(name: str, *parameters: Parameter | TypeRef, returns: TypeRef = TypeRef()) -> Function:
    given = [
        it if isinstance(it, Parameter) else Parameter("abcdefgh"[at], accepts=it) for at, it in enumerate(parameters)
    ]
    return Function(name, parameters=tuple(given), returns=returns, location=Location("src/lib.rs", 14))


@pytest.fixture
def findings(exports_of: Callable[[str], dict[str, Exported]]) -> Callable[..., list[str]]:
    """Compares with an `app.py` of the code given."""

    def findings(code: str, *functions: Function, classes: tuple[ExpectedClass, ...] = ()) -> list[str]:
        found = compare(Expects(functions, classes), exports_of(HEADER + textwrap.dedent(code)), TYPES)
        return [f"{it.rule}: {it.text}" for it in found]

    return findings


HEADER = """\
import dataclasses, datetime, enum, pathlib
from typing import Any, Callable, Dict, FrozenSet, Iterable, Iterator, List, Literal, Optional, Sequence, Set, Tuple, Union
import gopylink
registry = gopylink.PythonRegistry()
export = registry.export
"""
# The line that follows.
LINE = HEADER.count("\n") + 1


def at(line: int) -> str:
    return f"(app.py:{LINE + line})"


RUST = "(src/lib.rs:14)"


def test_what_fits_says_nothing(findings: Callable[..., list[str]]) -> None:
    code = """
    @export
    def greet(name: str, greeting: str = "Hi", *, loud: bool = False) -> str: ...
    """
    assert findings(code, rust("greet", STR, returns=STR)) == []
    assert findings(code, rust("greet", STR, STR, Parameter("loud", "KeywordOnly", BOOL, "..."), returns=STR)) == []
    assert findings(code, rust("greet", STR, Parameter("greeting", accepts=optional(STR), default="..."))) == []


@pytest.mark.parametrize(
    ("signature", "parameters", "expected"),
    [
        ("a", [STR, STR], "passes 2 arguments {rust}, Python takes 1 {python}"),
        ("a, b, c=1", [STR], "passes 1 argument {rust}, Python takes 2 to 3 {python}"),
        ("a, *rest", [], "passes 0 arguments {rust}, Python takes at least 1 {python}"),
        ("a", [Parameter("a", default="...")], "may leave 'a' out {rust}, Python requires 'a' {python}"),
        ("a", [Parameter("a", "Rest")], "passes 0 arguments {rust}, Python takes 1 {python}"),
        ("a=1", [Parameter("a", "Rest")], "passes any number of arguments {rust}, Python takes 0 to 1 {python}"),
    ],
)
def test_counts(findings: Callable[..., list[str]], signature: str, parameters: list[Any], expected: str) -> None:
    found = findings(f"\n@export\ndef f({signature}): ...", rust("f", *parameters))
    assert found == ["count: f: Rust " + expected.format(rust=RUST, python=at(2))]


def keyword(name: str, **more: Any) -> Parameter:
    return Parameter(name, "KeywordOnly", **more)


@pytest.mark.parametrize(
    ("signature", "parameters", "expected"),
    [
        (
            "greeting",
            [keyword("greting")],
            [
                "count: f: Rust passes 0 arguments {rust}, Python takes 1 {python}",
                "keyword: f: Rust passes the keyword 'greting' {rust}, Python has no such parameter {python}. "
                "Did you mean 'greeting'?",
            ],
        ),
        (
            "a",
            [INT, keyword("a")],
            ["keyword: f: Rust passes 'a' by keyword {rust}, Python gets it by position too {python}"],
        ),
        ("*, key", [], ["keyword: f: Rust does not pass it {rust}, Python requires the keyword 'key' {python}"]),
        (
            "*, key",
            [keyword("key", default="...")],
            ["count: f: Rust may leave 'key' out {rust}, Python requires 'key' {python}"],
        ),
        (
            "a, /",
            [keyword("a")],
            ["count: …", "keyword: f: Rust passes the keyword 'a' {rust}, Python has no such parameter {python}"],
        ),
        (
            "a",
            [INT, Parameter("o", "Options")],
            ["keyword: f: Rust passes any keywords {rust}, Python has no **parameter for them {python}"],
        ),
        (
            "a=1, b=1",
            [Parameter("a", default="..."), Parameter("other", default="...")],
            ["keyword: f: Rust may pass 'other' by keyword {rust}, Python has no such parameter {python}"],
        ),
        ("a=1, b=1", [Parameter("x", default="..."), Parameter("b", default="...")], []),
        ("**options", [keyword("a"), Parameter("o", "Options")], []),
    ],
)
def test_keywords(
    findings: Callable[..., list[str]], signature: str, parameters: list[Any], expected: list[str]
) -> None:
    found = findings(f"\n@export\ndef f({signature}): ...", rust("f", *parameters))
    assert len(found) == len(expected)
    for line, pattern in zip(found, expected):
        assert pattern.endswith("…") or line == pattern.format(rust=RUST, python=at(2))


def test_what_is_missing_is_told_with_what_is_near(findings: Callable[..., list[str]]) -> None:
    found = findings("@export\ndef greet(): ...", rust("great"), classes=(ExpectedClass("Xyz"),))
    assert found == [
        "missing: great: Rust expects a function (src/lib.rs:14), Python exports nothing of that name. Did you mean 'greet'?",
        "missing: Xyz: Rust expects a class, Python exports nothing of that name",
    ]
    assert "missing" not in MUST_FAIL


def test_kinds(findings: Callable[..., list[str]]) -> None:
    code = """\
    @export
    class Greeter: ...
    @export
    def Counter(): ...
    @export
    async def later(): ...
    """
    counter = ExpectedClass("Counter", location=Location("src/lib.rs", 20))
    assert findings(code, rust("Greeter"), rust("later"), classes=(counter,)) == [
        f"kind: Greeter: Rust calls a function {RUST}, Python exports a class {at(1)}",
        f"kind: later: Rust calls it {RUST}, Python defines it with async, and a coroutine is no result {at(5)}",
        f"kind: Counter: Rust expects a class (src/lib.rs:20), Python exports a function {at(3)}",
    ]


def test_generators_are_no_results(findings: Callable[..., list[str]]) -> None:
    code = """\
    import contextlib, functools
    @export
    def bare(): yield 1
    @export
    def annotated() -> int: yield 1
    @export
    @functools.lru_cache
    def cached(): yield 1
    @export
    async def later(): yield 1
    @export
    @contextlib.contextmanager
    def opened(): yield 1
    @export
    def inner() -> int:
        def within(): yield 1
        return sum(within())
    @export
    class Rows:
        def all(self) -> List[int]: yield 1
    """
    names = ("bare", "annotated", "cached", "later", "opened", "inner")
    rows = ExpectedClass("Rows", methods=(rust("all", returns=a_list(INT)),))
    found = findings(code, *(rust(name, returns=INT) for name in names), classes=(rows,))
    wrong = f"Rust calls it {RUST}, Python has yield in it, and a generator is no result"
    wrongly = ["bare", "annotated", "cached", "later", "Rows.all"]
    assert [it.rpartition(" (")[0] for it in found] == [f"kind: {name}: {wrong}" for name in wrongly]


def test_classes(findings: Callable[..., list[str]]) -> None:
    code = """\
    class Base:
        def reset(self, to: int) -> None: ...
    @export
    class Counter(Base):
        def __init__(self, initial: int = 0): ...
        def incr(self, n: int) -> int: ...
        @staticmethod
        def parse(text: str) -> int: ...
        @classmethod
        def of(cls, n: int) -> int: ...
        @property
        def value(self) -> int: ...
    """
    fits = ExpectedClass(
        "Counter",
        constructors=(rust("new", INT), rust("empty")),
        methods=(rust("incr", INT, returns=INT), rust("parse", STR), rust("of", INT), rust("reset", INT, returns=NONE)),
    )
    assert findings(code, classes=(fits,)) == []
    wrong = ExpectedClass("Counter", constructors=(rust("new", INT, INT),), methods=(rust("inc", INT), rust("of")))
    (found,) = findings(code, classes=(ExpectedClass("Counter", methods=(rust("value"),)),))
    assert found.startswith(f"method: Counter.value: Rust calls it {RUST}, the Python class has no such method {at(3)}")
    assert findings(code, classes=(wrong,)) == [
        f"count: Counter: Rust passes 2 arguments {RUST}, Python takes 0 to 1 {at(4)}",
        f"method: Counter.inc: Rust calls it {RUST}, the Python class has no such method {at(3)}. Did you mean 'incr'?",
        f"count: Counter.of: Rust passes 0 arguments {RUST}, Python takes 1 {at(9)}",
    ]


def test_dataclasses_are_constructed_from_their_fields(findings: Callable[..., list[str]]) -> None:
    code = """\
    @export
    @dataclasses.dataclass
    class Point:
        x: float
        label: str = ""
    """
    assert findings(code, classes=(ExpectedClass("Point", constructors=(rust("new", FLOAT),)),)) == []
    found = findings(code, classes=(ExpectedClass("Point", constructors=(rust("new", STR), rust("new"))),))
    assert found == [
        f"annotation: Point: Rust passes str for 'x' {RUST}, Python takes float {at(2)}",
        f"count: Point: Rust passes 0 arguments {RUST}, Python takes 1 to 2 {at(2)}",
    ]


def test_what_cannot_be_known_is_taken_to_fit(findings: Callable[..., list[str]]) -> None:
    code = """\
    class Meta(type):
        def __getattr__(cls, name): ...
    @export
    class Loose(metaclass=Meta):
        def __getattr__(self, name): ...
    export(print, name="show")
    """
    loose = ExpectedClass("Loose", methods=(rust("anything", INT),))
    assert findings(code, rust("show", INT, INT), classes=(loose,)) == []


@pytest.mark.parametrize(
    ("annotation", "fits", "contradicts"),
    [
        ("int", [INT, TypeRef("Named", "Id")], [STR, FLOAT, NONE, optional(INT), a_list(INT)]),
        ("float", [INT, FLOAT], [STR]),
        ("Optional[int]", [INT, NONE, optional(INT)], [STR]),
        ("Union[int, str]", [INT, STR], [FLOAT]),
        ("'int'", [INT], [STR]),
        ("Any", [INT, STR], []),
        ("object", [INT, STR], []),
        ("Iterable[int]", [a_list(INT)], [a_list(STR), INT]),
        ("List[int]", [a_list(INT), TypeRef()], [a_list(STR), STR, TypeRef("Tuple", items=(INT,))]),
        ("Sequence[float]", [a_list(INT)], [a_list(STR)]),
        ("Tuple[int, str]", [TypeRef("Tuple", items=(INT, STR))], [TypeRef("Tuple", items=(INT,)), a_list(INT)]),
        ("Tuple[int, ...]", [a_list(INT), TypeRef("Tuple", items=(INT, INT))], [a_list(STR), INT]),
        ("FrozenSet[int]", [TypeRef("Set", items=(INT,))], [a_list(INT), TypeRef("Set", items=(STR,))]),
        ("Dict[str, int]", [TypeRef("Dict", items=(STR, INT))], [TypeRef("Dict", items=(INT, INT)), a_list(INT)]),
        ("Dict[str, float]", [TypeRef("Named", "Point")], []),
        ("str", [TypeRef("Named", "Color")], [TypeRef("Named", "Point")]),
        ("Literal['a', 'b']", [STR], [INT]),
        ("bytes", [TypeRef("Bytes")], [STR]),
        ("Set[int]", [TypeRef("Set", items=(INT,))], [a_list(INT)]),
        ("datetime.date", [TypeRef("Standard", "datetime.date"), TypeRef("Standard", "datetime.datetime")], [STR]),
        ("datetime.datetime", [TypeRef("Standard", "datetime.datetime")], [TypeRef("Standard", "datetime.date")]),
        ("Callable[[int], int]", [INT], []),
    ],
)
def test_annotations_of_parameters(
    findings: Callable[..., list[str]], annotation: str, fits: list[TypeRef], contradicts: list[TypeRef]
) -> None:
    code = f"\n@export\ndef f(a: {annotation}): ..."
    for ref in fits:
        assert findings(code, rust("f", ref)) == []
    for ref in contradicts:
        (found,) = findings(code, rust("f", ref))
        assert found.startswith("annotation: f: Rust passes ")


def test_annotations_of_stars(findings: Callable[..., list[str]]) -> None:
    code = "\n@export\ndef f(a: int, *rest: int, **options: int): ..."
    strings = TypeRef("Dict", items=(STR, STR))
    fits = [INT, INT, Parameter("r", "Rest", a_list(INT)), Parameter("o", "Options", TypeRef("Dict", items=(STR, INT)))]
    assert findings(code, rust("f", *fits, keyword("b", accepts=INT))) == []
    wrong = [INT, STR, Parameter("r", "Rest", a_list(STR)), Parameter("o", "Options", strings)]
    assert findings(code, rust("f", *wrong, keyword("b", accepts=STR))) == [
        f"annotation: f: Rust passes str for '{name}' {RUST}, Python takes int {at(2)}"
        for name in ("rest", "rest", "options", "options")
    ]


@pytest.mark.parametrize(
    ("annotation", "fits", "contradicts"),
    [
        ("int", [INT, FLOAT, optional(INT), TypeRef()], [STR, NONE, BOOL]),
        ("bool", [BOOL], [INT]),
        ("None", [NONE, optional(INT)], [INT]),
        ("Optional[int]", [optional(INT)], [INT]),
        ("List[int]", [a_list(INT)], [a_list(STR), TypeRef("Set", items=(INT,)), TypeRef("Named", "Shape")]),
        ("Tuple[int, ...]", [a_list(INT)], [a_list(STR)]),
        ("Tuple[int, str]", [TypeRef("Tuple", items=(INT, STR))], [a_list(INT)]),
        ("Iterator[int]", [], [a_list(INT)]),
        ("Dict[str, float]", [TypeRef("Named", "Point"), TypeRef("Dict", items=(STR, FLOAT))], [INT]),
        ("Kind", [TypeRef("Named", "Color"), STR], [INT, FLOAT]),
        ("Number", [INT], [FLOAT]),
        ("Data", [TypeRef("Named", "Point"), TypeRef("Dict", items=(STR, FLOAT))], [INT, a_list(INT)]),
        ("Name", [STR], [INT]),
        ("Plain", [], [INT, STR]),
        ("datetime.datetime", [TypeRef("Standard", "datetime.datetime")], [STR, TypeRef("Standard", "datetime.date")]),
        ("pathlib.PurePath", [TypeRef("Standard", "pathlib.Path")], [TypeRef("Standard", "decimal.Decimal")]),
        ("pathlib.PosixPath", [TypeRef("Standard", "pathlib.Path")], [TypeRef("Standard", "decimal.Decimal")]),
        ("int", [TypeRef("Standard", "decimal.Decimal")], [TypeRef("Standard", "pathlib.Path")]),
        ("datetime.date", [], [TypeRef("Standard", "datetime.datetime")]),
    ],
)
def test_annotations_of_results(
    findings: Callable[..., list[str]], annotation: str, fits: list[TypeRef], contradicts: list[TypeRef]
) -> None:
    code = f"""
    class Kind(enum.Enum):
        Red = "Red"
    class Number(enum.Enum):
        One = 1
    @dataclasses.dataclass
    class Data:
        x: float
    Name = str
    class Plain: ...
    @export
    def f() -> {annotation}: ...
    """
    for ref in fits:
        assert findings(code, rust("f", returns=ref)) == []
    for ref in contradicts:
        (found,) = findings(code, rust("f", returns=ref))
        assert found.startswith("annotation: f: Rust expects ")


def test_live_objects_are_not_called() -> None:
    class Loud:
        def __init__(self, a: int) -> None:
            raise AssertionError

    found = of_object("Loud", Loud)
    assert isinstance(found, PythonClass)
    assert [it.name for it in found.constructor.parameters or ()] == ["a"]
    assert of_object("three", 3) is None
