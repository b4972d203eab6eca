"""The Rust that is written for classes: what their constructors take, and which of them are records."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

CLASSES = """
import abc, functools
from dataclasses import KW_ONLY, InitVar, dataclass, field
from typing import ClassVar

@dataclass
class Base:
    name: str
    tags: List[str] = field(default_factory=list{by_name})

class Single(type):
    def __call__(cls, *args, **kwargs): return super().__call__(*args, **kwargs)

class Twice(type):
    def __call__(cls, number: int): return super().__call__(str(number))

def known(cls): return cls

class Shape(abc.ABC):
    def __init__(self, sides: int): ...
    @abc.abstractmethod
    def area(self) -> float: ...
"""


@pytest.mark.parametrize(
    ("python", "rust"),
    [
        ("@dataclass\nclass C:\n a: int\n b: str = 'b'", "(a: i64, b: Option<&str>)"),
        ("@dataclass\nclass C:\n a: int\n b: int = field(init=False, default=1)", "(a: i64)"),
        ("@dataclass\nclass C:\n a: InitVar[int]\n b: ClassVar[int] = 1", "(a: i64)"),
        ("@dataclass\nclass C:\n a: 'InitVar[int]'\n b: 'ClassVar[int]' = 1", "(a: i64)"),
        (
            "@dataclass\nclass C(Base):\n name: bytes\n a: int = 1",
            "(name: &[u8], tags: Option<&[String]>, a: Option<i64>)",
        ),
        ("@dataclass\nclass C(Base):\n def __init__(self, a: int): ...", "(a: i64)"),
        ("@dataclass(init=False)\nclass C(Base):\n a: int", "(name: &str, tags: Option<&[String]>)"),
        ("class C(Base):\n a: int", "(name: &str, tags: Option<&[String]>)"),
        ("class C(NamedTuple):\n a: int\n b: int = 1", "(a: i64, b: Option<i64>)"),
        ("class C(enum.Enum):\n A = 1\n B = 2", "(value: i64)"),
        ("class C(enum.Enum):\n A = 'a'\n def __init__(self, text, other): ...", "(value: &str)"),
        ("class C(Shape):\n def area(self): ...", "(sides: i64)"),
        ("class C(metaclass=Single):\n def __init__(self, a: int): ...", "(a: i64)"),
        ("class C(metaclass=Twice):\n def __init__(self, a: str): ...", "(number: i64)"),
        ("class C(metaclass=abc.ABCMeta):\n def __init__(self, a: int): ...", "(a: i64)"),
        ("@known\nclass C:\n def __init__(self, a: int): ...", "(a: i64)"),
        ("class C:\n def __new__(cls, a: int): ...", "(a: i64)"),
        ("class C:\n def __new__(cls, *args, **kwargs): ...\n def __init__(self, a: int): ...", "(a: i64)"),
        ("class C(Generic[T]):\n def one(self) -> T: ...", "()"),
    ],
)
def test_constructors(written: Callable[[str], str], python: str, rust: str) -> None:
    code = "from typing import Generic, TypeVar\nT = TypeVar('T')\n" + CLASSES.replace("{by_name}", "")
    assert f"pub fn new{rust} -> C;" in " ".join(written(f"{code}\n@export\n{python}").split()).replace(
        "( ", "("
    ).replace(", )", ")")


@pytest.mark.skipif(sys.version_info < (3, 10), reason="kw_only is of Python 3.10")
def test_constructors_by_name(written: Callable[[str], str]) -> None:
    code = CLASSES.replace("{by_name}", ", kw_only=True")
    code += "@export\n@dataclass(kw_only=True)\nclass C(Base):\n a: int\n b: int = field(kw_only=False)\n"
    assert "signature = (name, b, *, tags = ..., a))]" in written(code)
    code += "@export\n@dataclass\nclass D:\n a: int\n _: KW_ONLY\n b: int\n"
    assert "signature = (a, *, b))]" in written(code)


def test_abstract_classes_have_no_constructor(written: Callable[[str], str]) -> None:
    text = written(CLASSES.replace("{by_name}", "") + "export(Shape)")
    assert "pub fn area(self: &Shape) -> f64;" in text
    assert "constructor" not in text
    assert "    // Shape(): the class is abstract\n" in text


def test_exported_classes_are_handles_and_others_records(written: Callable[[str], str]) -> None:
    code = """
    @export
    class Color(enum.Enum): RED = 1
    @export
    @dataclasses.dataclass
    class Point: x: float
    class Size(enum.Enum): BIG = 1
    @export
    def f(color: Color, point: Point, size: Size) -> Point: ...
    """
    text = written(code)
    assert "pub fn f(color: &Color, point: &Point, size: Size) -> Point;" in text
    assert text.count("#[gopylink::record") == 1
    assert "pub enum Size" in text


def test_classes_that_derive_from_exported_ones(written: Callable[[str], str]) -> None:
    code = """
    @export
    class Animal:
        def __init__(self, name: str): ...
        def speak(self) -> str: ...
        def friend(self) -> "Animal": ...
    class Pet(Animal):
        def owner(self) -> str: ...
    @export(name="good_dog")
    class Dog(Pet):
        def speak(self) -> str: ...
        def friend(self) -> "Dog": ...
    """
    assert (
        written(code).partition("-> Animal;\n\n    #[gopylink(n")[2]
        == """\
ame = "good_dog", base = Animal)]
    pub type GoodDog;

    #[gopylink(constructor)]
    pub fn new(name: &str) -> GoodDog;

    pub fn friend(self: &GoodDog) -> GoodDog;
    pub fn owner(self: &GoodDog) -> String;
}
"""
    )


def test_names_that_a_class_gives_to_something(written: Callable[[str], str]) -> None:
    code = """
    @export
    class C:
        def first(self) -> int: ...
        second = first
        third = property(first)
        number = 1
    """
    text = written(code)
    assert "pub fn first(self: &C) -> i64;\n    pub fn second(self: &C) -> i64;\n}\n" in text
