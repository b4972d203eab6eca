"""Classes that derive from others, on both sides: in memory and in source code alike."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from gopylink._contract import Exported, PythonClass, compare, compare_one, source
from gopylink._manifest import ExpectedClass, Expects, Function, Location, Parameter, TypeRef

HEADER = """\
import abc
import gopylink
registry = gopylink.PythonRegistry()
export = registry.export
"""
LINE = HEADER.count("\n")


def at(line: int) -> str:
    return f"(app.py:{LINE + line})"


DEPOSIT = Function("deposit", parameters=(Parameter("cents", accepts=TypeRef("Int")),), location=Location("lib.rs", 3))
ACCOUNT = ExpectedClass("Account", methods=(DEPOSIT,), location=Location("lib.rs", 1))
SAVINGS = ExpectedClass("Savings", base="Account", location=Location("lib.rs", 7))
EXPECTS = Expects(classes=(ACCOUNT, SAVINGS))

ACCOUNT_IN_PYTHON = "@export\nclass Account:\n    def deposit(self, cents): ...\n@export\n"
DERIVES = "Savings: Rust has it derive from Account (lib.rs:7)"


@pytest.fixture
def findings(exports_of: Callable[[str], dict[str, Exported]]) -> Callable[..., list[str]]:
    def findings(code: str, expects: Expects = EXPECTS) -> list[str]:
        return [f"{it.rule}: {it.text}" for it in compare(expects, exports_of(HEADER + textwrap.dedent(code)))]

    return findings


def test_a_base_that_is_there(findings: Callable[..., list[str]]) -> None:
    assert findings(ACCOUNT_IN_PYTHON + "class Savings(Account): ...") == []
    between = "class Between(Account): ...\n@export\nclass Savings(Between): ..."
    assert findings(ACCOUNT_IN_PYTHON.removesuffix("@export\n") + between) == []


def test_a_base_that_is_gone(findings: Callable[..., list[str]]) -> None:
    # What it inherited is not told, too.
    found = findings(ACCOUNT_IN_PYTHON + "class Savings: ...")
    assert found == [f"base: {DERIVES}, the Python class does not {at(5)}"]
    renamed = """
        class Account: ...
        @export
        class Savings(Account): ...
        @export(name="Account")
        class Later:
            def deposit(self, cents): ...
    """
    assert findings(renamed) == [f"base: {DERIVES}, the Python class derives from another class of that name {at(4)}"]
    other = "class Other: ...\n" + ACCOUNT_IN_PYTHON + "class Savings(Other): ..."
    assert findings(other) == [f"base: {DERIVES}, the Python class does not {at(6)}"]


def test_a_base_that_is_not_exported(findings: Callable[..., list[str]]) -> None:
    missing = "missing: Account: Rust expects a class (lib.rs:1), Python exports nothing of that name"
    alone = findings("@export\nclass Savings: ...")
    assert alone == [missing, f"base: {DERIVES}, the Python class derives from none {at(2)}"]
    # What is exported later may be its base, but not what is called otherwise.
    assert findings("class Account: ...\n@export\nclass Savings(Account): ...") == [missing]
    other = findings("class Other: ...\n@export\nclass Savings(Other): ...")
    assert other == [missing, f"missing: {DERIVES}, the Python class derives from Other {at(3)}"]
    # One that is exported has its name.
    other = findings("@export\nclass Other: ...\n@export\nclass Savings(Other): ...")
    assert other == [missing, f"base: {DERIVES}, the Python class derives from Other {at(4)}"]


def test_what_a_derived_class_has_of_its_own_is_called_too(findings: Callable[..., list[str]]) -> None:
    own = "class Savings(Account):\n    def deposit(self): ...\n"
    assert findings(ACCOUNT_IN_PYTHON + own) == [
        f"count: Savings.deposit: Rust passes 1 argument (lib.rs:3), Python takes 0 {at(6)}"
    ]
    hidden = "class Savings(Account):\n    deposit = None\n"
    assert [it.split(":")[0] for it in findings(ACCOUNT_IN_PYTHON + hidden)] == ["method"]
    # Once, where it is.
    wrong = "@export\nclass Account:\n    def deposit(self): ...\n@export\nclass Savings(Account): ...\n"
    assert [it.split(":")[1] for it in findings(wrong)] == [" Account.deposit"]


def test_abstract_classes_and_those_that_pass_for_theirs(findings: Callable[..., list[str]]) -> None:
    abstract = "@export\nclass Account(abc.ABC):\n    def deposit(self, cents): ...\n@export\nclass Savings"
    assert findings(abstract + "(Account): ...") == []
    assert findings(abstract + ":\n    def deposit(self, cents): ...\nAccount.register(Savings)") == []
    assert findings(abstract + ": ...") == [f"base: {DERIVES}, the Python class does not {at(5)}"]


@pytest.fixture
def in_memory(request: pytest.FixtureRequest) -> bool:
    return request.node.callspec.params["exports_of"] == "in memory"  # type: ignore[no-any-return]


def test_what_a_decorator_makes_is_not_sure(findings: Callable[..., list[str]], in_memory: bool) -> None:
    odd = "def odd(cls): return cls\n" + ACCOUNT_IN_PYTHON + "@odd\nclass Savings: ..."
    (found,) = findings(odd)
    # Only what is in memory is known for what it is.
    assert found.split(":")[0] == ("base" if in_memory else "uncertain")


def test_classes_from_elsewhere(findings: Callable[..., list[str]], in_memory: bool) -> None:
    code = (
        "from collections import UserDict as Savings\nexport(Savings, name='Savings')\n"
        + ACCOUNT_IN_PYTHON.removesuffix("@export\n")
    )
    # The source of others is not read.
    assert [it.split(":")[0] for it in findings(code)] == ["base"] * in_memory
    unknown = "from collections import UserDict\n" + ACCOUNT_IN_PYTHON + "class Savings(UserDict): ..."
    assert [it.split(":")[0] for it in findings(unknown)] == ["base"] * in_memory


def test_files_that_are_read_by_several_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("accounts.py").write_text(HEADER + ACCOUNT_IN_PYTHON.removesuffix("@export\n"), encoding="utf-8")
    Path("app.py").write_text(
        "from accounts import Account, registry\n@registry.export\nclass Savings(Account): ...\n", encoding="utf-8"
    )
    for path in ("accounts.py", "./accounts.py", tmp_path / "accounts.py"):
        exports = {**source.read("app.py").described(), **source.read(str(path)).described()}
        assert set(exports) == {"Account", "Savings"}
        assert compare(EXPECTS, exports) == []


def test_one_class_alone_is_compared_with_its_base(exports_of: Callable[[str], dict[str, Exported]]) -> None:
    exports = exports_of(HEADER + ACCOUNT_IN_PYTHON + "class Savings: ...")
    assert isinstance(exports["Savings"], PythonClass)
    for name in ("Account", "Savings"):
        (found,) = compare_one(name, EXPECTS, exports)
        assert found.rule == "base"
    exports = exports_of(HEADER + "class Account: ...\n@export\nclass Savings(Account): ...")
    assert compare_one("Savings", EXPECTS, exports) == []
