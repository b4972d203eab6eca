"""What is loaded as a Go library, and what is refused."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gopylink
import pytest
from gopylink import _go
from gopylink._manifest import Manifest
from gopylink.stubs.module import write


def test_one_file_is_one_library(plain: Any, plain_path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.so"
    link.symlink_to(plain_path)
    odd = f"{plain_path.parent}/./{plain_path.name}"
    for path in (plain_path, str(plain_path), str(plain_path.with_name("plain")), link, odd):
        assert gopylink.load_go_lib(path) is plain


def test_another_registry_is_refused(plain: Any, plain_path: Path) -> None:
    with pytest.raises(gopylink.LoadError, match="already loaded with another PythonRegistry"):
        gopylink.load_go_lib(plain_path, gopylink.PythonRegistry())


def test_what_another_client_has_loaded_is_refused(
    plain_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, link = tmp_path / "theirs.so", tmp_path / "link.so"
    shutil.copyfile(plain_path, path)
    link.symlink_to(path)
    # As the original's client has it.
    client = types.ModuleType("gorayffi.ffi")
    client._loaded_libs = {"./gone.so": None, str(link): None}  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gorayffi.ffi", client)
    with pytest.raises(gopylink.LoadError, match="by the original client or goray, and Go takes one client"):
        gopylink.load_go_lib(path)
    # From another folder, or by a name that the platform's loader has found.
    for other in ("elsewhere/theirs.so", "theirs.so"):
        client._loaded_libs = {other: None}  # type: ignore[attr-defined]
        with pytest.raises(gopylink.LoadError, match="by the original client or goray"):
            gopylink.load_go_lib(path)
    client._loaded_libs = {"elsewhere/ours.so": None}  # type: ignore[attr-defined]
    assert gopylink.load_go_lib(path).Add(1, 2) == 3


def test_two_libraries(plain: Any, plain_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "second.so"
    shutil.copyfile(plain_path, path)
    registry = gopylink.PythonRegistry()
    second = gopylink.load_go_lib(path, registry)
    registry.export(lambda: "second", name="which")
    assert second is not plain
    assert second.CallPython("which") == "second"
    assert plain.TryPython("which")[0] == 1
    assert second.Counter(1).Value() == 1


def test_other_go_libraries_are_refused(other_path: Path) -> None:
    with pytest.raises(gopylink.LoadError) as raised:
        gopylink.load_go_lib(other_path)
    message = str(raised.value)
    assert "is a Go library, but was not built with github.com/ray4go/gopylink" in message
    assert "it has no symbol 'gopylink_library', and not 'Execute', 'FreeMemory' and 'RegisterCallback'" in message


def test_a_library_that_never_registers_is_refused(plain_path: Path, check_script: Callable[..., str]) -> None:
    printed = check_script(
        f"""
        try:
            gopylink.load_go_lib({str(plain_path)!r})
        except gopylink.LoadError as error:
            print(error)
        os._exit(0)
        """,
        GOPYLINK_TEST_NO_INIT="1",
    )
    assert "call gopylink.Init in 'func init()' of the Go code" in printed


class Twice:
    """What the native part says of a library that has a function and a type of one name."""

    path = "/libtwice.so"
    functions = ("Thing",)
    types = {"Thing": [], "Other": []}

    def function(self, _module: str, name: str, _doc: str) -> Any:
        return f"the function {name}"

    def by_name(self, _module: str, _name: str, _doc: str, exports: Any, _missing: Any) -> Any:
        return exports.__getitem__


def test_a_function_and_a_type_of_one_name() -> None:
    library: Any = Twice()
    with pytest.warns(RuntimeWarning) as warned:
        module = _go.module(library, "twice")
    (warning,) = warned
    assert str(warning.message) == (
        "library 'twice' exports 'Thing', the name of a function and of a type, and as an attribute the function: "
        "reach the export with new_type('Thing')"
    )
    assert module.Thing == "the function Thing"
    assert issubclass(module.new_type("Thing"), gopylink.GoInstance)
    assert sorted(module.__all__) == ["Other", "Thing", "func_call", "new_type"]

    text = write(Manifest.parse(_go.manifest(library)), "twice")
    compile(text, "stub", "exec")
    assert "def Thing(*arguments: Any) -> Any:" in text
    assert "class Thing" not in text
    assert '# Thing: a class, reached with new_type("Thing", …); the attribute is the function' in text


def test_diff_compares_names(plain_path: Path, library_path: Callable[[str], Path]) -> None:
    def diff(old: Path, new: Path) -> tuple[list[str], int]:
        command = [sys.executable, "-m", "gopylink", "diff", str(old), str(new)]
        done = subprocess.run(command, capture_output=True, text=True)
        first, _ = done.stderr.splitlines()
        assert first == "Go libraries tell names alone, so parameters, results and types are not compared"
        return done.stdout.splitlines(), done.returncode

    assert diff(plain_path, plain_path) == ([], 0)
    rust = library_path("go_names")
    forwards, status = diff(plain_path, rust)
    assert (forwards[0], status) == ("breaking:", 1)
    assert {"  Sleep: the function is gone", "  Counter.Apply: the method is gone"} <= set(forwards)
    assert not [line for line in forwards if re.match(r" +(Hello|Add|Join|Counter|Counter\.Incr)\b: ", line)]
    backwards, status = diff(rust, plain_path)
    assert (backwards[0], status) == ("breaking:", 1)
    assert "  DivMod: the function is gone" in backwards
    assert not [line for line in backwards if re.match(r" +(Hello|Add|Join|Counter|Counter\.Incr)\b: ", line)]
    for line in [*forwards, *backwards]:
        assert re.fullmatch(r"\w+:|.* is gone|.*: a new .*|.* can(not)? be pickled .*", line), line


def test_check_says_that_go_libraries_expect_nothing_known(plain_path: Path, tmp_path: Path) -> None:
    app = tmp_path / "app.py"
    app.write_text("")
    command = [sys.executable, "-m", "gopylink", "check", str(plain_path), "--against", str(app)]
    done = subprocess.run(command, capture_output=True, text=True)
    message = f"gopylink: {plain_path} is a Go library, which does not tell what it expects of Python\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)


def test_inspect_and_stubs(plain_path: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> str:
        command = [sys.executable, "-m", "gopylink", *arguments]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    shown = run("inspect", str(plain_path))
    assert "built with github.com/ray4go/gopylink, where only names are known" in shown
    assert "Hello" in shown
    assert "Counter" in shown
    run("stubs", str(plain_path), "-o", str(tmp_path))
    (stub,) = tmp_path.glob("**/*.pyi")
    text = stub.read_text()
    assert "class Counter(gopylink.GoInstance):" in text
    assert "def Hello(*arguments: Any) -> Any:" in text
    assert "def Incr(self, *arguments: Any) -> Any:" in text
    compile(text, "stub", "exec")
