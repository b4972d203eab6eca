"""Go libraries, which are built when a test wants one, and what tests need of them.

Where there is no Go, or where the original's module can neither be downloaded nor comes from a `go.work` that `GOWORK`
names, the tests that need it are skipped and say why.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gopylink
import pytest

GO = Path(__file__).resolve().parents[1]
BUILT = GO.parents[1] / ".build" / "go"


def go_tool() -> str:
    """The Go command, which is not always on the path."""
    found = shutil.which("go") or shutil.which("go", path="/usr/local/go/bin")
    if found is None:
        pytest.skip("there is no Go here")
    return found


def build(source: str, original: bool = False, folder: Path | None = None) -> Path:
    """Builds a folder, by default one beside this one, as a shared library."""
    tool = go_tool()
    path = BUILT / f"lib{source}.so"
    environment = dict(os.environ)
    command = [tool, "build", "-buildmode=c-shared", "-o", str(path), "."]
    folder = folder or GO / source
    if not original:
        environment["GOWORK"] = "off"
    else:
        # Go writes what it downloads into the folder.
        folder = Path(shutil.copytree(folder, BUILT / source, dirs_exist_ok=True))
        if "GOWORK" in environment:
            environment["GOWORK"] = str(workspace(Path(environment["GOWORK"]), folder))
        else:
            command.insert(2, "-mod=mod")
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode and original:
        pytest.skip(f"the module github.com/ray4go/gopylink is not to be had: {' '.join(done.stderr.split())}")
    assert done.returncode == 0, done.stderr
    return path


def workspace(given: Path, source: Path) -> Path:
    """A `go.work` that uses a folder of this checkout, and replaces modules as the given one does."""
    # Not above the folder, where Go would find it unasked.
    made = BUILT / "workspace" / "go.work"
    made.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"use {source}"]
    for line in given.read_text().splitlines():
        left, arrow, right = line.partition("=>")
        if arrow:
            target = right.strip()
            target = str((given.parent / target).resolve()) if target.startswith(".") else target
            lines.append(f"replace {left.replace('replace', '').strip()} => {target}")
    made.write_text("go 1.21\n\n" + "\n\n".join(lines) + "\n")
    sums = given.with_name("go.work.sum")
    if sums.exists():
        shutil.copyfile(sums, made.with_name("go.work.sum"))
    return made


@pytest.fixture(scope="session")
def plain_path() -> Path:
    """A library that speaks the protocol with Go's standard library alone."""
    return build("plain")


@pytest.fixture(scope="session")
def other_path() -> Path:
    """A Go library that has nothing to do with gopylink."""
    return build("other")


@pytest.fixture(scope="session")
def original_path() -> Path:
    """A library that was built with the Go original."""
    return build("library", original=True)


@pytest.fixture(scope="session")
def from_go_path() -> Path:
    """The Go library of the example."""
    return build("from_go", original=True, folder=GO.parents[1] / "examples" / "from_go" / "go")


@pytest.fixture(scope="session")
def registry() -> gopylink.PythonRegistry:
    """What the loaded Go libraries call."""
    return gopylink.PythonRegistry()


@pytest.fixture(scope="session")
def plain(plain_path: Path, registry: gopylink.PythonRegistry) -> Any:
    return gopylink.load_go_lib(plain_path, registry)


@pytest.fixture(scope="session")
def original(original_path: Path, registry: gopylink.PythonRegistry) -> Any:
    return gopylink.load_go_lib(original_path, registry)


@pytest.fixture
def export(registry: gopylink.PythonRegistry) -> Callable[..., Any]:
    """Exports a function or class by a name that may be taken."""

    def export(name: str, value: Any) -> Any:
        registry._exports.pop(name, None)
        gopylink._native.exports_changed()
        return registry.export(value, name=name)

    return export
