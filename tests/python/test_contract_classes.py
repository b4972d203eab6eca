"""What constructors take, as classes in memory have it and as their source has it: the same."""

from __future__ import annotations

import importlib.util
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from gopylink._contract import Exported, PythonClass, PythonFunction, compare, of_object, source
from gopylink._manifest import ExpectedClass, Expects, Function, Location, Parameter, TypeRef

HEADER = """\
from __future__ import annotations
import abc, dataclasses, enum, functools
from dataclasses import InitVar, dataclass, field
from typing import ClassVar, Dict, Generic, List, NamedTuple, Optional, Protocol, Tuple, TypedDict, TypeVar
import beside
from beside import Far
T = TypeVar("T")

@dataclass
class Base:
    name: str
    tags: List[str] = field(default_factory=list)

class Single(type):
    made = {}
    def __call__(cls, *args, **kwargs):
        return super().__call__(*args, **kwargs)

class Twice(type):
    def __call__(cls, number: int):
        return super().__call__(str(number))

def known(cls):
    return cls

def wrapping(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)
    return wrapper

"""
BESIDE = "from dataclasses import dataclass\n@dataclass\nclass Far:\n    far: int\n"


@pytest.fixture
def both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], tuple[Exported, Exported]]:
    """Returns what is said of `C` in memory, and in the source."""

    def both(code: str) -> tuple[Exported, Exported]:
        monkeypatch.chdir(tmp_path)
        monkeypatch.syspath_prepend(str(tmp_path))
        Path("beside.py").write_text(BESIDE, encoding="utf-8")
        monkeypatch.delitem(sys.modules, "beside", raising=False)
        path = tmp_path / "app.py"
        path.write_text(HEADER + textwrap.dedent(code) + "\nimport gopylink\ngopylink.PythonRegistry().export(C)\n")
        spec = importlib.util.spec_from_file_location("app", path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, "app", module)
        spec.loader.exec_module(module)
        return of_object("C", module.C), source.read("app.py").described()["C"]

    return both


def shown(function: PythonFunction) -> str:
    marks = {"Rest": "*", "Options": "**", "KeywordOnly": "kw ", "PositionalOnly": "pos ", "Normal": ""}
    written = [
        f"{marks[it.kind]}{it.name}{'' if it.required or it.kind in ('Rest', 'Options') else '?'}"
        for it in function.parameters or ()
    ]
    unsure = "" if function.is_certain else " uncertain"
    return f"({', '.join(written)}){unsure}" if function.parameters is not None else f"unknown{unsure}"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("class C: ...", "()"),
        ("class C:\n def __init__(self, a, /, b=1, *c, d, **e): ...", "(pos a, b?, *c, kw d, **e)"),
        ("@dataclass\nclass C:\n a: int\n b: str = 'b'", "(a, b?)"),
        ("@dataclasses.dataclass(frozen=True)\nclass C:\n a: int\n b: int = field(init=False)", "(a)"),
        ("@dataclass\nclass C:\n a: InitVar[int]\n b: ClassVar[int] = 1\n def __post_init__(self, a): ...", "(a)"),
        ("@dataclass\nclass C(Base):\n name: bytes\n a: int = 1", "(name, tags?, a?)"),
        ("@dataclass\nclass C(Far):\n a: int", "(far, a)"),
        ("@dataclass\nclass C(beside.Far):\n a: int", "(far, a)"),
        ("@dataclass\nclass C(Base):\n def __init__(self, a: int): ...", "(a)"),
        ("@dataclass(init=False)\nclass C(Base):\n a: int = 1", "(name, tags?)"),
        ("class C(Base):\n a: int", "(name, tags?)"),
        ("class C(NamedTuple):\n a: int\n b: int = 1", "(a, b?)"),
        ("class B(NamedTuple):\n a: int\nclass C(B): ...", "(a)"),
        ("class C(enum.Enum):\n A = 1", "(value)"),
        ("class C(str, enum.Enum):\n A = 'a'", "(value)"),
        ("class C(enum.IntFlag):\n A = 1", "(value)"),
        ("class C(enum.Enum):\n A = 1\n def __init__(self, n): ...", "(value)"),
        ("class C(TypedDict):\n a: int", "unknown"),
        ("class C(Exception): ...", "unknown"),
        ("class C(dict): ...", "unknown"),
        ("class C(Dict[str, int]):\n def __init__(self, a): ...", "(a)"),
        ("class C(abc.ABC):\n def __init__(self, a): ...", "(a)"),
        ("class C(metaclass=abc.ABCMeta):\n def __init__(self, a): ...", "(a)"),
        ("class C(metaclass=Single):\n def __init__(self, a): ...", "(a) uncertain"),
        ("class C(metaclass=Twice):\n def __init__(self, a): ...", "(number)"),
        ("class C:\n def __new__(cls, a): ...", "(a)"),
        ("class C:\n def __new__(cls, *args, **kwargs): ...\n def __init__(self, a): ...", "(a)"),
        ("class C:\n def __new__(cls, a): ...\n def __init__(self, *args, **kwargs): ...", "(a)"),
        ("class C:\n @wrapping\n def __init__(self, a): ...", "(a) uncertain"),
        ("class C(Generic[T]): ...", "()"),
        ("class P(Protocol): ...\nclass C(P): ...", "()"),
    ],
)
def test_constructors(both: Callable[[str], tuple[Exported, Exported]], code: str, expected: str) -> None:
    for found in both(code):
        assert isinstance(found, PythonClass)
        assert shown(found.constructor) == expected
        assert not found.is_abstract


@pytest.mark.skipif(sys.version_info < (3, 10), reason="kw_only is of Python 3.10")
@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "@dataclass(kw_only=True)\nclass C(Base):\n a: int\n b: int = field(default=1, kw_only=False)",
            "(name, tags?, b?, kw a)",
        ),
        ("@dataclass\nclass C:\n a: int\n _: dataclasses.KW_ONLY\n b: int = 1\n c: int", "(a, kw b?, kw c)"),
        ("@dataclass\nclass C(Base):\n a: int = field(kw_only=True)", "(name, tags?, kw a)"),
        ("@dataclass(slots=True)\nclass C(Base):\n a: int = 1", "(name, tags?, a?)"),
    ],
)
def test_constructors_by_name(both: Callable[[str], tuple[Exported, Exported]], code: str, expected: str) -> None:
    test_constructors(both, code, expected)


@pytest.mark.parametrize(
    "code",
    [
        "class C(abc.ABC):\n @abc.abstractmethod\n def area(self): ...",
        "class B(metaclass=abc.ABCMeta):\n @abc.abstractmethod\n def area(self): ...\nclass C(B): ...",
        "class C(Protocol):\n def area(self): ...",
    ],
)
def test_abstract_classes(both: Callable[[str], tuple[Exported, Exported]], code: str) -> None:
    constructor = Function("new", location=Location("src/lib.rs", 14))
    expected = ExpectedClass("C", constructors=(constructor,), methods=(Function("area"),))
    for found in both(code):
        assert isinstance(found, PythonClass)
        assert found.is_abstract
        (finding,) = compare(Expects((), (expected,)), {"C": found})
        assert finding.rule == "kind"
        start = "C: Rust makes an instance (src/lib.rs:14), the Python class is abstract (app.py:"
        assert finding.text.startswith(start)


def test_what_may_be_anything_is_only_warned_of(both: Callable[[str], tuple[Exported, Exported]]) -> None:
    for code in (
        "class C(metaclass=Single):\n def __init__(self, a): ...",
        "class C:\n @wrapping\n def __init__(self, a): ...",
    ):
        for found in both(code):
            (finding,) = compare(Expects((), (ExpectedClass("C", constructors=(Function("new"),)),)), {"C": found})
            assert finding.rule == "uncertain"


def test_a_stub_that_knows_nothing_of_the_arguments_fits(both: Callable[[str], tuple[Exported, Exported]]) -> None:
    given = (Parameter("arguments", "Rest", TypeRef()), Parameter("options", "Options", TypeRef()))
    expected = ExpectedClass("C", constructors=(Function("new", parameters=given),))
    for found in both("class C:\n def __init__(self, a): ..."):
        assert compare(Expects((), (expected,)), {"C": found}) == []


def test_names_that_a_class_gives_to_something(both: Callable[[str], tuple[Exported, Exported]]) -> None:
    code = """
    class C:
        def first(self, a): ...
        second = first
        third = functools.partialmethod(first, 1)
        number = 1
        if True:
            def fourth(self): ...
        from os.path import join as fifth
    """
    methods = tuple(Function(it) for it in ("first", "second", "third", "fourth", "fifth", "number"))
    for found in both(textwrap.dedent(code)):
        assert isinstance(found, PythonClass)
        findings = compare(Expects((), (ExpectedClass("C", methods=methods),)), {"C": found})
        rules = [(it.rule, it.text.partition(":")[0]) for it in findings]
        assert rules[:2] == [("count", "C.first"), ("count", "C.second")]
        assert ("method", "C.third") not in rules
        assert ("method", "C.fourth") not in rules
        assert ("method", "C.fifth") not in rules
        assert rules[-1] == ("method", "C.number")
