"""Type checkers say of programs that use a stub what the programs' comments say."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gopylink
import pytest
from gopylink.stubs import write

HERE = Path(__file__).parent
# The checkout's own line length.
LINE_LENGTH = 120

Found = dict[int, list[str]]


def sample() -> Any:
    spec = importlib.util.spec_from_file_location("sample_manifest", HERE / "sample_manifest.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.SAMPLE


def installed(tool: str) -> None:
    if importlib.util.find_spec(tool) is None:
        pytest.skip(f"{tool} is not installed: pip install -r requirements-dev.txt")


def test_the_stub_of_the_sample_is_as_it_is_checked_in() -> None:
    written = write(sample(), "sample", LINE_LENGTH)
    path = HERE / "sample.pyi"
    if not path.is_file() or path.read_text(encoding="utf-8") != written:
        path.write_text(written, encoding="utf-8")
        pytest.fail("sample.pyi was out of date and has been written anew: look at what has changed")


@pytest.mark.parametrize("line_length", [60, 88, 120])
def test_stubs_are_formatted_as_ruff_does_it(tmp_path: Path, line_length: int) -> None:
    installed("ruff")
    path = tmp_path / "sample.pyi"
    path.write_text(write(sample(), "sample", line_length), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "ruff",
        "format",
        "--isolated",
        "--diff",
        f"--line-length={line_length}",
        str(path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the stub, and gopylink beside it as it is installed."""
    shutil.copyfile(HERE / "sample.pyi", tmp_path / "sample.pyi")
    package = Path(gopylink.__file__).parent
    shutil.copytree(package, tmp_path / "gopylink", ignore=shutil.ignore_patterns("*.so", "__pycache__"))
    return tmp_path


def mypy(folder: Path, file: str) -> Found:
    installed("mypy")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-error-summary", "--hide-error-context"]
    done = subprocess.run([*command, file], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    found: Found = {}
    for line in done.stdout.splitlines():
        match = re.fullmatch(r"(.*?):(\d+): error: .*\[([\w-]+)\]", line)
        if match:
            assert match[1] == file, f"an error elsewhere than in the program: {line}"
            found.setdefault(int(match[2]), []).append(match[3])
    return found


def pyright(folder: Path, file: str) -> Found:
    installed("pyright")
    configuration = {"typeCheckingMode": "strict", "pythonVersion": "3.9", "include": [file]}
    (folder / "pyrightconfig.json").write_text(json.dumps(configuration), encoding="utf-8")
    command = [sys.executable, "-m", "pyright", "--outputjson"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if not done.stdout.startswith("{"):
        pytest.skip(f"pyright cannot be run here: {done.stderr or done.stdout}")
    found: Found = {}
    for diagnostic in json.loads(done.stdout)["generalDiagnostics"]:
        if diagnostic["severity"] == "error":
            assert Path(diagnostic["file"]).name == file, diagnostic
            line = diagnostic["range"]["start"]["line"] + 1
            found.setdefault(line, []).append(diagnostic["rule"])
    return found


def expected(text: str, checker: str) -> Found:
    found: Found = {}
    for number, line in enumerate(text.splitlines(), 1):
        comment = line.partition("# error: ")[2]
        for part in comment.split(", "):
            if part.startswith(checker + " "):
                found[number] = sorted(part.split()[1:])
    return found


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_what_checkers_say_of_a_program(checker: Callable[[Path, str], Found], folder: Path) -> None:
    file = "sample_uses.py"
    shutil.copyfile(HERE / file, folder / file)
    text = (HERE / file).read_text(encoding="utf-8")
    found = {line: sorted(set(codes)) for line, codes in checker(folder, file).items()}
    assert found == expected(text, checker.__name__)


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_a_stub_is_without_errors(checker: Callable[[Path, str], Found], folder: Path) -> None:
    assert checker(folder, "sample.pyi") == {}
