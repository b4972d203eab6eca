"""The stubs of libraries that there are: checked in, well formed, and true of what is loaded."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import gopylink
import pytest
from gopylink._manifest import Manifest, read

ROOT = Path(__file__).resolve().parents[2]
LINE_LENGTH = "120"
EXAMPLES = ["python_call_rust", "rust_call_python", "code_search"]
FIXTURES = [
    "arrays",
    "classes",
    "collisions",
    "functions",
    "pickling",
    "python_stubs",
    "records",
    "signatures",
    "types",
]
FIXTURES += ["standard_types", "typed_errors", "whole_classes"]


def python(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "ignore", "MYPYPATH": str(cwd)}
    # As it is installed, also where it is found on another path.
    path = [str(cwd), str(Path(gopylink.__file__).parents[1])]
    environment["PYTHONPATH"] = os.pathsep.join(path)
    return subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_stubs_of_the_examples_are_up_to_date(name: str, library_path: Callable[[str], Path]) -> None:
    library = library_path("").parent / name
    folder = ROOT / "examples" / name
    done = python("-m", "gopylink", "stubs", library, "-o", folder, "--line-length", LINE_LENGTH, "--check", cwd=ROOT)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}\nall at once: make stubs"


@pytest.fixture(scope="module")
def written(library_path: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the stubs of the fixtures, and modules of these names that are the loaded libraries."""
    folder = tmp_path_factory.mktemp("stubs")
    for topic in FIXTURES:
        library = library_path(topic)
        done = python("-m", "gopylink", "stubs", library, cwd=folder)
        assert done.returncode == 0, done.stderr
        module = f"import sys, gopylink\nsys.modules[__name__] = gopylink.load_go_lib({str(library)!r})\n"
        (folder / f"fixture_{topic}.py").write_text(module, encoding="utf-8")
    return folder


def installed(tool: str) -> None:
    if importlib.util.find_spec(tool) is None:
        pytest.skip(f"{tool} is not installed: pip install -r requirements-dev.txt")


def test_ruff_would_change_nothing(written: Path) -> None:
    installed("ruff")
    done = python("-m", "ruff", "format", "--isolated", "--diff", *written.glob("*.pyi"), cwd=written)
    assert done.returncode == 0, done.stdout


def test_mypy_finds_no_errors_in_them(written: Path) -> None:
    installed("mypy")
    done = python("-m", "mypy", "--strict", "--config-file=", *written.glob("*.pyi"), cwd=written)
    assert done.returncode == 0, done.stdout


# What the slots of CPython say of themselves, whatever is behind them.
SLOTS = [
    r"\.__init__ is inconsistent, stub does not have \*args parameter \"args\"$",
    r"\.__r?pow__ is inconsistent, stub does not have parameter \"mod\"$",
]


def test_they_are_true_of_what_is_loaded(written: Path, library_path: Callable[[str], Path]) -> None:
    """What stubtest compares: names, kinds, parameters and defaults."""
    installed("mypy")
    modules = [f"fixture_{topic}" for topic in FIXTURES]
    command = ["-m", "mypy.stubtest", *modules, "--concise", "--ignore-missing-stub", "--ignore-disjoint-bases"]
    done = python(*command, cwd=written)
    # Records are for type checkers alone.
    records = {it for topic in FIXTURES for it in records_of(read(library_path(topic)))}
    found = [line for line in done.stdout.splitlines() if not is_a_record(line, records)]
    found = [line for line in found if not any(re.search(slot, line) for slot in SLOTS)]
    assert found == [], done.stderr
    assert done.stderr == ""


def records_of(manifest: Manifest) -> Iterator[str]:
    """The beginnings of the names that only stubs have."""
    for definition in manifest.types:
        yield f"{definition.name}Like" if definition.has_class else definition.name


def is_a_record(line: str, records: set[str]) -> bool:
    match = re.fullmatch(r"fixture_\w+\.(\w+) is not present at runtime", line)
    return match is not None and any(match[1].startswith(name) for name in records)
