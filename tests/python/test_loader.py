"""How the file of a library is found. What is wrong with a file that is found, the behaviour tests show."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any

import gopylink
import pytest
from gopylink import loader

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the names are those of Linux")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def touch(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return str(path)


@pytest.mark.parametrize(
    ("given", "there"),
    [
        ("libdemo.so", "libdemo.so"),
        ("odd.name", "odd.name"),
        ("demo", "libdemo.so"),
        ("libdemo", "libdemo.so"),
        ("my-demo", "libmy_demo.so"),
        ("my-demo", "libmy-demo.so"),
        ("sub/demo", "sub/libdemo.so"),
        ("sub/../demo", "libdemo.so"),
    ],
)
def test_found(folder: Path, given: str, there: str) -> None:
    (folder / "sub").mkdir()
    expected = touch(folder / there)
    assert loader.find(given) == expected
    assert loader.find(str(folder / given)) == expected


def test_a_path_without_suffix_itself_comes_last(folder: Path) -> None:
    program = folder / "demo"
    program.write_bytes(Path(sys.executable).read_bytes())
    program.chmod(0o755)
    assert loader.find("demo") == str(program)
    library = touch(folder / "libdemo.so")
    assert loader.find("demo") == loader.find("libdemo") == library
    program.unlink()
    program.mkdir()
    assert loader.find("demo") == library


def test_a_path_with_suffix_is_taken_as_it_is(folder: Path) -> None:
    library = touch(folder / "demo.so")
    touch(folder / "libdemo.so")
    assert loader.find("demo.so") == library


def message(path: Any) -> str:
    with pytest.raises(gopylink.LoadError) as caught:
        gopylink.load_go_lib(path)
    assert isinstance(caught.value, OSError)
    return str(caught.value)


def test_missing(folder: Path) -> None:
    assert message("my-demo") == (
        f"no such library; tried:\n  {folder}/libmy-demo.so\n  {folder}/libmy_demo.so\n  {folder}/my-demo\n"
        "build the library with: cargo build --lib"
    )
    assert message(b"x.so") == message(Path("x.so")) == message("x.so")
    assert f"\n  {folder}/x.so\n" in message("x.so")
    with pytest.raises(gopylink.LoadError) as caught:
        gopylink.load_go_lib("x.so")
    assert caught.value.errno == errno.ENOENT


def test_missing_with_a_near_name(folder: Path) -> None:
    for name in ("libdemo.so", "libother.so", "libdemos.so", "text.txt"):
        touch(folder / name)
    assert "\nthere is: libdemo.so, libdemos.so\n" in message("libdem.so")
    assert "\nthere is: libdemo.so, libdemos.so, libother.so\n" in message("zzzzzzzzzzzzzz")


def test_directory(folder: Path) -> None:
    crate = folder / "crate"
    crate.mkdir()
    assert message("crate") == f"{crate} is a directory; pass the file of the library"
    touch(crate / "Cargo.toml")
    assert message("crate") == (
        f"{crate} is a directory; pass the file of the library; run 'cargo build --lib' there, "
        "which puts it at target/debug/lib<name>.so"
    )
    built = touch(crate / "target" / "debug" / "libdemo.so")
    assert message("crate") == f"{crate} is a directory; pass the file of the library: {built}"
    with pytest.raises(gopylink.LoadError) as caught:
        gopylink.load_go_lib(crate / "target" / "debug")
    assert str(caught.value).endswith(f"is a directory; pass the file of the library: {built}")
    assert caught.value.errno == errno.EISDIR


def test_empty() -> None:
    assert message("") == "the path of the library is empty"


@pytest.mark.parametrize("path", [None, 5, ["libdemo.so"]])
def test_not_a_path(path: Any) -> None:
    with pytest.raises(TypeError):
        gopylink.load_go_lib(path)


@pytest.mark.parametrize("registry", [5, {}, gopylink.PythonRegistry])
def test_not_a_registry(registry: Any) -> None:
    with pytest.raises(TypeError, match="python_registry must be a PythonRegistry, not "):
        gopylink.load_go_lib("x.so", registry)


def test_odd_paths() -> None:
    assert "tried:" in message("a\0b")
    assert "tried:" in message(os.fsdecode(b"\xff.so"))


def test_one_function_with_two_names() -> None:
    assert gopylink.load_lib is gopylink.load_go_lib


def test_names_of_the_go_original(folder: Path) -> None:
    with pytest.raises(gopylink.LoadError, match="no such library"):
        gopylink.load_go_lib(libpath="demo", python_registry=None)
    for wrong in ({}, {"path": None}):
        with pytest.raises(TypeError, match=r"load_go_lib\(\) missing 1 required positional argument: 'path'"):
            gopylink.load_go_lib(**wrong)  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="both 'path' and 'libpath'"):
        gopylink.load_go_lib("demo", libpath="demo")  # type: ignore[call-overload]
    assert gopylink.global_registry is gopylink.default_registry
    assert gopylink.GolangClient is type(gopylink)
