"""What is loaded as a Go library, and what is refused."""

from __future__ import annotations

import shutil
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gopylink
import pytest


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
