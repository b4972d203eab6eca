"""The Rust that is written for enums: a variant crosses as the value that the member has."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

HEADER = """
from enum import Enum, IntEnum, Flag, IntFlag, auto
ONE = 1
RED = "red"
"""
BY_VALUE = "// Python gets the value of a member: `Kind(value)` makes the member of it."
BY_NAME = "// Python gets the name of a member: `Kind[name]` is the member."


def enum_of(written: Callable[[str], str], python: str) -> str:
    text = written(f"{HEADER}{python}\n@export\ndef f(kind: Kind) -> None: ...\n")
    return " ".join(text.partition("\n\n")[2].partition("\n}\n")[0].split())


@pytest.mark.parametrize(
    ("python", "variants"),
    [
        (
            "class Kind(Enum):\n A = 'a'\n LIGHT_BLUE = 'b c'",
            '#[serde(rename = "a")] A, #[serde(rename = "b c")] LightBlue,',
        ),
        ("class Kind(str, Enum):\n A = 'a'", '#[serde(rename = "a")] A,'),
        ("class Kind(Enum):\n A = 'a'\n B = 'a'", '#[serde(rename = "a")] A,'),
        ("class Kind(Enum):\n A = B = 'a'", '#[serde(rename = "a")] A,'),
        ("class Kind(Enum):\n A = 'a'\n B = A", '#[serde(rename = "a")] A,'),
        ("class Kind(Enum):\n A = RED", '#[serde(rename = "red")] A,'),
        ("class Base(str, Enum): ...\nclass Kind(Base):\n A = 'a'\n _ignore_ = []", '#[serde(rename = "a")] A,'),
        ("Kind = Enum('Kind', {'A': 'a'})", '#[serde(rename = "a")] A,'),
        ("Kind = Enum('Kind', [('A', 'a')])", '#[serde(rename = "a")] A,'),
    ],
)
def test_texts_are_names_of_variants(written: Callable[[str], str], python: str, variants: str) -> None:
    derived = "#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)] #[gopylink::record]"
    assert enum_of(written, python) == f"{BY_VALUE} {derived} pub enum Kind {{ {variants}"


@pytest.mark.parametrize(
    ("python", "variants"),
    [
        ("class Kind(Enum):\n A = 1\n B = -2", "A = 1, B = -2,"),
        ("class Kind(IntEnum):\n A = ONE\n B = ONE << 3\n C = B | 1\n D = 9", "A = 1, B = 8, C = 9,"),
        ("class Kind(IntEnum):\n A = 2**40\n B = 6 ^ 2", "A = 1099511627776, B = 4,"),
        ("class Kind(Enum):\n A = auto()\n B = 5\n C = auto()", "A = 1, B = 5, C = 6,"),
        ("Kind = Enum('Kind', 'A B')", "A = 1, B = 2,"),
        ("Kind = IntEnum('Kind', ['A', 'B'], start=0)", "A = 0, B = 1,"),
    ],
)
def test_numbers_are_what_variants_are_made_of(written: Callable[[str], str], python: str, variants: str) -> None:
    text = enum_of(written, python)
    assert text.startswith(BY_VALUE)
    assert text.endswith(f'#[serde(into = "i64", try_from = "i64")] pub enum Kind {{ {variants}')


@pytest.mark.parametrize(
    "python",
    [
        "class Kind(Enum):\n A = 1\n B = 'b'",
        "class Kind(Enum):\n A = (1, 2)\n B = None",
        "class Kind(Enum):\n A = True\n B = 1.5",
        "class Kind(Enum):\n A = 1 << 63\n B = 1",
        "class Kind(Enum):\n A = make()\n B = 'b'",
        "class Kind(str, Enum):\n A = auto()\n B = auto()",
        "class Kind(Enum):\n A = 5\n B = 3\n C = auto()",
        "class Kind(Enum):\n def _generate_next_value_(name, *rest): return name\n A = auto()\n B = auto()",
        "class Kind(Enum):\n def __new__(cls, value): ...\n A = 'a'\n B = 'b'",
    ],
)
def test_all_else_crosses_by_name(written: Callable[[str], str], python: str) -> None:
    text = enum_of(written, python)
    assert text.startswith(BY_NAME)
    assert "{ A, B," in text
    assert "rename" not in text


@pytest.mark.skipif(sys.version_info < (3, 11), reason="StrEnum is of Python 3.11")
def test_automatic_texts(written: Callable[[str], str]) -> None:
    text = enum_of(written, "import enum\nclass Kind(enum.StrEnum):\n A = enum.auto()")
    assert text.endswith('{ #[serde(rename = "a")] A,')


@pytest.mark.parametrize("python", ["class Kind(Flag):\n A = auto()", "class Kind(IntFlag):\n A = 1"])
def test_flags_are_numbers(written: Callable[[str], str], python: str) -> None:
    text = written(f"{HEADER}{python}\n@export\ndef f(kind: Kind, kinds: List[Kind]) -> Kind: ...")
    assert "pub fn f(kind: i64, kinds: &[i64]) -> i64;" in text
    assert "enum" not in text


@pytest.mark.parametrize(
    ("python", "body"),
    [
        ("NamedTuple('Row', [('a', int), ('b', 'str')])", "pub a: i64, pub b: String,"),
        ("collections.namedtuple('Row', 'a b')", "pub a: gopylink::Value, pub b: gopylink::Value,"),
        ("collections.namedtuple('Row', ['a', 'b'], defaults=[1])", "pub a: gopylink::Value, pub b: gopylink::Value,"),
        ("TypedDict('Row', {'a': int, 'class': str})", "pub a: i64, pub class: String,"),
        ("TypedDict('Row', {'a-b': int})", '#[serde(rename = "a-b")] pub a_b: i64,'),
        (
            "TypedDict('Row', {'a': int}, total=False)",
            '#[serde(default, skip_serializing_if = "Option::is_none")] pub a: Option<i64>,',
        ),
    ],
)
def test_records_that_a_call_makes(written: Callable[[str], str], python: str, body: str) -> None:
    text = " ".join(written(f"import collections\nRow = {python}\n@export\ndef f(row: Row) -> Row: ...").split())
    assert f"pub struct Row {{ {body} }}" in text
    assert "pub fn f(row: &Row) -> Row;" in text


def test_constructors_of_classes_that_a_call_makes(written: Callable[[str], str]) -> None:
    code = "import collections\nRow = collections.namedtuple('Row', 'a b', defaults=[1])\nexport(Row)"
    assert "pub fn new(a: &gopylink::Value, b: Option<&gopylink::Value>) -> Row;" in written(code)


@pytest.mark.parametrize(
    "python",
    [
        "def f() -> Iterator[int]: ...",
        "def f() -> List[Iterator[int]]: ...",
        "def f(a: Iterator[int]) -> None: ...",
        "def f():\n    yield 1",
        "def f() -> int:\n    yield 1",
        "async def f() -> int:\n    yield 1",
    ],
)
def test_iterators_are_left_out(written: Callable[[str], str], python: str) -> None:
    text = written(f"from typing import Iterator\n@export\n{python}")
    assert "    // f: an iterator or a generator, which Rust does not go through; use a list\n" in text


@pytest.mark.parametrize("python", ["def f() -> Awaitable[int]: ...", "def f() -> List[Coroutine[Any, Any, int]]: ..."])
def test_awaitables_are_left_out(written: Callable[[str], str], python: str) -> None:
    text = written(f"from typing import Awaitable, Coroutine\n@export\n{python}")
    assert "    // f: an awaitable, which Rust does not wait for; export a function that runs it\n" in text


def test_models_are_any_value(written: Callable[[str], str]) -> None:
    code = "import pydantic\nclass Model(pydantic.BaseModel):\n    x: int\n@export\ndef f(a: Model) -> None: ..."
    assert "pub fn f(a: &gopylink::Value);" in written(code)


def test_what_holds_a_generator_is_none(written: Callable[[str], str]) -> None:
    code = "@export\ndef f():\n    def inner():\n        yield 1\n    return list(inner())"
    assert "pub fn f() -> gopylink::Value;" in written(code)
