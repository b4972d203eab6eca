"""The Rust that is written for what a Python file exports."""

from __future__ import annotations

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    ("annotation", "passed", "owned"),
    [
        ("int", "i64", "i64"),
        ("float", "f64", "f64"),
        ("bool", "bool", "bool"),
        ("str", "&str", "String"),
        ("'str'", "&str", "String"),
        ("bytes", "&[u8]", "Vec<u8>"),
        ("List[int]", "&[i64]", "Vec<i64>"),
        ("Sequence[str]", "&[String]", "Vec<String>"),
        ("List[List[bytes]]", "&[Vec<Vec<u8>>]", "Vec<Vec<Vec<u8>>>"),
        ("list", "&[gopylink::Value]", "Vec<gopylink::Value>"),
        ("Tuple[int, str]", "(i64, String)", "(i64, String)"),
        ("Tuple[int]", "(i64,)", "(i64,)"),
        ("Tuple[int, ...]", "&[i64]", "Vec<i64>"),
        ("Tuple[()]", "&gopylink::Value", "gopylink::Value"),
        ("tuple", "&[gopylink::Value]", "Vec<gopylink::Value>"),
        ("Set[int]", "&HashSet<i64>", "HashSet<i64>"),
        ("Dict[str, float]", "&HashMap<String, f64>", "HashMap<String, f64>"),
        ("Mapping[int, Any]", "&HashMap<i64, gopylink::Value>", "HashMap<i64, gopylink::Value>"),
        ("Optional[str]", "Option<&str>", "Option<String>"),
        ("Union[int, float]", "f64", "f64"),
        ("Union[int, str]", "&gopylink::Value", "gopylink::Value"),
        ("Union[int, str, None]", "Option<&gopylink::Value>", "Option<gopylink::Value>"),
        ("Literal['a', 'b']", "&str", "String"),
        ("Any", "&gopylink::Value", "gopylink::Value"),
        ("object", "&gopylink::Value", "gopylink::Value"),
        ("Unknown", "&gopylink::Value", "gopylink::Value"),
        ("datetime.date", "chrono::NaiveDate", "chrono::NaiveDate"),
        ("decimal.Decimal", "rust_decimal::Decimal", "rust_decimal::Decimal"),
        ("pathlib.Path", "&std::path::Path", "std::path::PathBuf"),
        ("pathlib.PosixPath", "&std::path::Path", "std::path::PathBuf"),
        ("pathlib.PurePosixPath", "&std::path::Path", "std::path::PathBuf"),
        ("Plain", "&gopylink::Value", "gopylink::Value"),
        ("Counter", "&Counter", "Counter"),
        ("Optional['Counter']", "Option<&Counter>", "Option<Counter>"),
        ("Point", "&Point", "Point"),
    ],
)
def test_types(written: Callable[[str], str], annotation: str, passed: str, owned: str) -> None:
    code = f"""
    class Plain: ...
    @dataclasses.dataclass
    class Point: x: float
    @export
    class Counter: ...
    @export
    def f(a: {annotation}) -> {annotation}: ...
    """
    assert f"    pub fn f(a: {passed}) -> {owned};\n" in written(code)


@pytest.mark.parametrize(
    ("python", "rust"),
    [
        ("def f(): ...", "pub fn f() -> gopylink::Value;"),
        ("def f() -> None: ...", "pub fn f();"),
        ("def f(a): ...", "pub fn f(a: &gopylink::Value) -> gopylink::Value;"),
        ("def f(a: int, /) -> None: ...", "pub fn f(a: i64);"),
        ("def f(match: int) -> None: ...", "pub fn f(r#match: i64);"),
        (
            "def f(a: str, b: int = 1, c: Optional[str] = None) -> None: ...",
            "#[gopylink(signature = (a, b = ..., c = ...))]\n    pub fn f(a: &str, b: Option<i64>, c: Option<&str>);",
        ),
        (
            "def f(a: int, /, b: int, *, c: int, d: int = 1) -> None: ...",
            "#[gopylink(signature = (a, /, b, *, c, d = ...))]\n    pub fn f(a: i64, b: i64, c: i64, d: Option<i64>);",
        ),
        (
            "def f(*rest: int, **options: str) -> None: ...",
            "#[gopylink(signature = (*rest, **options))]\n    pub fn f(rest: &[i64], options: HashMap<&str, &str>);",
        ),
        ("def a__b() -> None: ...", '#[gopylink(name = "a__b")]\n    pub fn a_b();'),
        ("def doThing() -> None: ...", '#[gopylink(name = "doThing")]\n    pub fn do_thing();'),
        ("def loop() -> None: ...", "pub fn r#loop();"),
    ],
)
def test_functions(written: Callable[[str], str], python: str, rust: str) -> None:
    assert f"    {rust}\n" in written(f"@export\n{python}")


def test_what_is_named_otherwise(written: Callable[[str], str]) -> None:
    code = """
    @export(name="multi-ply")
    def f() -> None: ...
    @export(name="http_counter")
    class C: ...
    @export
    def make() -> C: ...
    """
    text = written(code)
    assert '    #[gopylink(name = "multi-ply")]\n    pub fn multi_ply();\n' in text
    assert '    #[gopylink(name = "http_counter")]\n    pub type HttpCounter;\n' in text
    assert "    pub fn make() -> HttpCounter;\n" in text


def test_classes(written: Callable[[str], str]) -> None:
    code = '''
    class Base:
        def reset(self) -> None: ...
    @export
    class Counter(Base):
        """Counts."""
        def __init__(self, initial: int): ...
        def incr(self, n: int = 1) -> int:
            """Goes up.

            And up.
            """
        def merge(self, other: "Counter") -> "Counter": ...
        def _private(self): ...
        async def later(self): ...
        @property
        def value(self): ...
    '''
    assert (
        written(code).partition('extern "Python" {\n')[2]
        == """\
    /// Counts.
    pub type Counter;

    #[gopylink(constructor)]
    pub fn new(initial: i64) -> Counter;

    pub fn reset(self: &Counter);

    /// Goes up.
    ///
    /// And up.
    #[gopylink(signature = (n = ...))]
    pub fn incr(self: &Counter, n: Option<i64>) -> i64;

    pub fn merge(self: &Counter, other: &Counter) -> Counter;

    // Counter.later: an async function, whose result is a coroutine; export a function that runs it
}
"""
    )


def test_records_and_enums(written: Callable[[str], str]) -> None:
    code = '''
    class Color(enum.Enum):
        """A color."""
        RED = "red"
        lightBlue = 2
    @dataclasses.dataclass
    class Point:
        x: float
        type: Optional[str] = None
        color: "Color" = Color.RED
    class Row(TypedDict):
        points: List[Point]
        tags: NotRequired[List[str]]
    class Loose(TypedDict, total=False):
        a: int
        b: Required[int]
    class Pair(NamedTuple):
        left: int
    class Unused(TypedDict):
        a: int
    @export
    def f(row: Row, loose: Loose) -> Pair: ...
    '''
    assert (
        written(code).partition("#[gopylink::python]")[0].partition("\n\n")[2]
        == """\
/// A color.
// Python gets the name of a member: `Color[name]` is the member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[gopylink::record]
pub enum Color {
    #[serde(rename = "RED")]
    Red,
    #[serde(rename = "lightBlue")]
    LightBlue,
}

#[derive(Clone, Debug)]
#[gopylink::record]
pub struct Loose {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub a: Option<i64>,
    pub b: i64,
}

// Python gets a dataclass, which is no tuple: it has the fields by name only.
#[derive(Clone, Debug)]
#[gopylink::record(dataclass)]
pub struct Pair {
    pub left: i64,
}

#[derive(Clone, Debug)]
#[gopylink::record(dataclass)]
pub struct Point {
    pub x: f64,
    pub r#type: Option<String>,
    pub color: Color,
}

#[derive(Clone, Debug)]
#[gopylink::record]
pub struct Row {
    pub points: Vec<Point>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
}

"""
    )


def test_what_cannot_be_called_is_named(written: Callable[[str], str]) -> None:
    code = """
    @export
    async def later(): ...
    export(print, name="show")
    """
    assert written(code).endswith(
        "{\n    // later: an async function, whose result is a coroutine; export a function that runs it\n"
        "    // show: no function or class of a file that was read\n}\n"
    )


def test_features_are_named(written: Callable[[str], str]) -> None:
    code = "@export\ndef f(day: datetime.date, price: decimal.Decimal) -> uuid.UUID: ..."
    assert written(code).splitlines()[1] == "// gopylink-runtime needs the features chrono, rust_decimal, uuid."


def test_records_that_hold_themselves_are_boxed(written: Callable[[str], str]) -> None:
    code = """
    @dataclasses.dataclass
    class Node:
        next: "Optional[Node]"
        many: "List[Node]"
        named: "Dict[str, Node]"
        pair: "Tuple[int, Optional[Node]]"
    class Ping(TypedDict):
        pong: "Optional[Pong]"
    class Pong(TypedDict):
        ping: Optional[Ping]
        node: Node
    @export
    def f(ping: Ping) -> Node: ...
    """
    text = written(code)
    for field in (
        "next: Option<Box<Node>>",
        "many: Vec<Node>",
        "named: HashMap<String, Node>",
        "pair: (i64, Option<Box<Node>>)",
        "pong: Option<Box<Pong>>",
        "ping: Option<Box<Ping>>",
        "node: Node",
    ):
        assert f"    pub {field},\n" in text


def test_types_that_hold_themselves_end(written: Callable[[str], str]) -> None:
    code = """
    Json = Union[None, bool, int, str, "List[Json]", "Dict[str, Json]"]
    Tree = Dict[str, "Tree"]
    @export
    def f(json: Json) -> Tree: ...
    """
    assert "pub fn f(json: Option<&gopylink::Value>) -> HashMap<String, gopylink::Value>;" in written(code)


def test_names_that_become_the_same(written: Callable[[str], str]) -> None:
    code = """
    class HttpError(TypedDict):
        fooBar: int
        foo_bar: int
        self: int
    class Size(enum.Enum):
        BIG = 1
        Big = 2
    @export
    def fooBar(error: HttpError, size: Size) -> None: ...
    @export
    def foo_bar(*, fooBar: int, foo_bar: int, crate: int, Some: int, match: int, self: int) -> None: ...
    @export(name="http_error")
    class Error:
        def fooBar(self) -> None: ...
        def foo_bar(self) -> None: ...
        def new(self) -> None: ...
    @export
    class Option: ...
    """
    text = " ".join(written(code).split())
    for part in (
        '#[serde(rename = "fooBar")] pub foo_bar_2: i64, pub foo_bar: i64, #[serde(rename = "self")] pub self_: i64,',
        "pub enum Size { Big2 = 1, Big = 2, }",
        '#[gopylink(name = "fooBar")] pub fn foo_bar_2(error: &HttpError2, size: Size);',
        "#[gopylink(signature = (*, fooBar, foo_bar, crate, Some, r#match, self))] pub fn foo_bar(",
        '#[gopylink(name = "fooBar")] foo_bar_2: i64, foo_bar: i64, #[gopylink(name = "crate")] crate_: i64,',
        '#[gopylink(name = "Some")] some: i64, r#match: i64, #[gopylink(name = "self")] self_: i64, );',
        '#[gopylink(name = "http_error")] pub type HttpError; #[gopylink(constructor)] pub fn create() -> HttpError;',
        '#[gopylink(name = "fooBar")] pub fn foo_bar_2(self: &HttpError);',
        '#[gopylink(name = "Option")] pub type Option2;',
    ):
        assert part in text


def test_docs_are_no_rust_to_test(written: Callable[[str], str]) -> None:
    code = """
    @export
    def f() -> None:
        '''Does.

            >>> f()

        ```
        f()
        ```
        '''
    """
    text = "    /// Does.\n    ///\n    ///    >>> f()\n    ///\n    /// ```text\n    /// f()\n    /// ```\n"
    assert text in written(code)


def test_lines_are_as_long_as_rustfmt_has_them(written: Callable[[str], str]) -> None:
    code = "".join(f"@export\ndef {'f' * length}(a: int) -> int: ...\n" for length in range(65, 80))
    code += "".join(f"@export\ndef {'g' * length}(a: int) -> None: ...\n" for length in range(73, 84))
    text = written(code + "@export\ndef g(a: int) -> None: ...")
    # The fixture compares with rustfmt.
    assert max(len(line) for line in text.splitlines()) == 100
    assert "    -> i64;\n" in text
