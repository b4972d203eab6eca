"""The Rust that is written for what a Python file exports."""

from __future__ import annotations

import shutil
import subprocess
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from gopylink._contract import source
from gopylink.rust_stubs import write

HEADER = """\
import dataclasses, datetime, decimal, enum, pathlib, uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Dict, FrozenSet, List, Literal, NamedTuple, Optional, Set, Tuple, TypedDict, Union
from typing_extensions import NotRequired, Required
from gopylink import export
"""


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], str]:
    """What is written for a file, which is formatted as rustfmt does it."""

    def written(code: str) -> str:
        path = tmp_path / "app.py"
        path.write_text(HEADER + textwrap.dedent(code), encoding="utf-8")
        text = write(source.read(str(path)), str(path))
        if shutil.which("rustfmt") is not None:
            command = ["rustfmt", "--edition", "2024"]
            done = subprocess.run(command, cwd=tmp_path, input=text, capture_output=True, text=True, check=False)
            assert done.stderr == ""
            assert done.stdout == text
        return text

    return written


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
#[derive(Clone, Debug)]
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
    assert written(code).endswith("{\n    // later: async\n    // show: not defined in a file that was read\n}\n")


def test_features_are_named(written: Callable[[str], str]) -> None:
    code = "@export\ndef f(day: datetime.date, price: decimal.Decimal) -> uuid.UUID: ..."
    assert written(code).splitlines()[1] == "// gopylink-runtime needs the features chrono, rust_decimal, uuid."
