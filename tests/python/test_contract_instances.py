"""Instances that stubs pass and expect: of which classes they are, in memory and in source code alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from gopylink._contract import Exported, compare, source
from gopylink._manifest import ExpectedClass, Expects, Function, Location, Parameter, TypeRef

HEADER = """\
import abc
from dataclasses import dataclass
from typing import Any, Dict, Generic, List, NamedTuple, Optional, Protocol, Tuple, TypeVar, Union
import gopylink
registry = gopylink.PythonRegistry()
T = TypeVar("T")
class Named(Protocol):
    name: str
class Plain:
    pass
class Above(abc.ABC, Generic[T]):
    pass
@registry.export
class Account(Above[int]):
    pass
@registry.export
@dataclass
class Savings(Account):
    rate: float
@registry.export
class Row(NamedTuple):
    a: int
"""
RUST = "(src/lib.rs:14)"
CLASSES = tuple(ExpectedClass(name) for name in ("Account", "Savings", "Row"))


def instance(name: str) -> TypeRef:
    return TypeRef("Instance", name)


def of(kind: str, *items: TypeRef) -> TypeRef:
    return TypeRef(kind, items=items)


ACCOUNT, SAVINGS, ROW = map(instance, ("Account", "Savings", "Row"))


@pytest.mark.parametrize(
    ("annotation", "passed", "returned"),
    [
        ("Account", [ACCOUNT, SAVINGS], [ACCOUNT]),
        ("Savings", [SAVINGS], [ACCOUNT, SAVINGS]),
        ("Row", [ROW], [ROW]),
        ("Above[int]", [ACCOUNT, SAVINGS], []),
        ("Plain", [], []),
        ("Named", [ACCOUNT, SAVINGS, ROW], [ACCOUNT, SAVINGS, ROW]),
        ("Any", [ACCOUNT, SAVINGS, ROW], [ACCOUNT, SAVINGS, ROW]),
        ("object", [ACCOUNT, SAVINGS, ROW], [ACCOUNT, SAVINGS, ROW]),
        ("Unseen", [ACCOUNT, SAVINGS, ROW], [ACCOUNT, SAVINGS, ROW]),
        ("Union[Plain, Account]", [ACCOUNT, SAVINGS], []),
    ],
)
def test_instances_are_of_classes(
    exports_of: Callable[[str], dict[str, Exported]], annotation: str, passed: list[TypeRef], returned: list[TypeRef]
) -> None:
    code = f"@registry.export\ndef take(a: {annotation!r}): ...\n@registry.export\ndef give() -> {annotation!r}: ...\n"
    exports = exports_of(HEADER + code)
    for ref in (ACCOUNT, SAVINGS, ROW):
        take = Function("take", parameters=(Parameter("a", accepts=ref),))
        found = [it.rule for it in compare(Expects((take,), CLASSES), exports)]
        assert found == ([] if ref in passed else ["annotation"]), ref.name
        found = [it.rule for it in compare(Expects((Function("give", returns=ref),), CLASSES), exports)]
        assert found == ([] if ref in returned else ["annotation"]), ref.name


@pytest.mark.parametrize(
    ("annotation", "ref", "text"),
    [
        ("Tuple[Savings, Account]", of("Tuple", ACCOUNT, SAVINGS), "tuple[Account, Savings]"),
        ("List[Account]", of("List", SAVINGS), "list[Savings]"),
        ("Dict[str, Plain]", of("Dict", TypeRef("Str"), ACCOUNT), "dict[str, Account]"),
        ("Optional[Plain]", of("Optional", ACCOUNT), "Account | None"),
    ],
)
def test_instances_inside(
    exports_of: Callable[[str], dict[str, Exported]], annotation: str, ref: TypeRef, text: str
) -> None:
    exports = exports_of(f"{HEADER}@registry.export\ndef give() -> {annotation!r}: ...\n")
    give = Function("give", returns=ref, location=Location("src/lib.rs", 14))
    (found,) = compare(Expects((give,), CLASSES), exports)
    shown = annotation.replace("Tuple", "tuple").replace("List", "list").replace("Dict", "dict")
    shown = "Plain | None" if "Optional" in annotation else shown
    assert found.text.rpartition(" (")[0] == f"give: Rust expects {text} {RUST}, Python returns {shown}"


def test_classes_behind_unknown_ones_fit(exports_of: Callable[[str], dict[str, Exported]]) -> None:
    code = """\
import argparse
def decorated(cls):
    return cls
@registry.export
class Parser(argparse.ArgumentParser):
    pass
@registry.export
@decorated
class Odd:
    pass
@registry.export
def take(a: argparse.ArgumentParser, b: Odd): ...
@registry.export
def give() -> Parser: ...
"""
    exports = exports_of(HEADER + code)
    parser, odd = instance("Parser"), instance("Odd")
    take = Function("take", parameters=(Parameter("a", accepts=parser), Parameter("b", accepts=odd)))
    expects = Expects((take, Function("give", returns=parser)))
    assert compare(expects, exports) == []


def test_classes_that_derive_from_each_other_come_to_an_end(tmp_path: Path) -> None:
    code = """
class Left(Right): ...
class Right(Left): ...
class Deep(Deep): ...
@registry.export
class Loop(Left): ...
@registry.export
def turn(a: Left, b: Deep) -> Loop: ...
"""
    path = tmp_path / "app.py"
    path.write_text(HEADER + code, encoding="utf-8")
    loop = instance("Loop")
    turn = Function("turn", parameters=(Parameter("a", accepts=loop), Parameter("b", accepts=loop)), returns=loop)
    exports = source.read(str(path)).described()
    found = [it.text for it in compare(Expects((turn,), (ExpectedClass("Loop"),)), exports)]
    assert [it.partition(" (")[0] for it in found] == ["turn: Rust passes Loop for 'b', Python takes Deep"]
