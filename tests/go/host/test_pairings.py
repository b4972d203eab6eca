"""One script, unchanged, with the original's client or with ours, and with a library in Go or in Rust."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "examples" / "from_go"
RUST = Path(os.environ.get("GOPYLINK_FIXTURES") or ROOT / "target" / "debug") / "libfrom_go.so"

# The Python that has the original's client, which has our import name and so a place of its own.
ORIGINAL = Path(os.environ.get("GOPYLINK_ORIGINAL") or ROOT / ".build" / "go-clients" / "bin" / "python")

PRINTED = """\
Hello World
a-b-c
-1 200
[('be', 2), ('not', 1), ('or', 1), ('to', 2)]
Gopher: blue, quick
['Ferris: ', ': ']
b'cba'
['Hi, Gopher!', 'Hi, Ferris!']
3.75
True
15 18 18
"""


@pytest.fixture(scope="session")
def go(from_go_path: Path) -> Path:
    return from_go_path


@pytest.fixture
def rust() -> Path:
    return RUST


@pytest.fixture
def ours() -> Path:
    return Path(sys.executable)


@pytest.fixture
def theirs() -> Path:
    if not ORIGINAL.exists():
        pytest.skip(f"there is no original client: 'make test-go' installs it at {ORIGINAL}")
    return ORIGINAL


@pytest.mark.parametrize("library", ["go", "rust"])
@pytest.mark.parametrize("client", ["ours", "theirs"])
def test_the_same_script_prints_the_same(client: str, library: str, request: pytest.FixtureRequest) -> None:
    python, path = request.getfixturevalue(client), request.getfixturevalue(library)
    if client == "theirs" and b"RegisterCallback\0" not in path.read_bytes():
        pytest.skip(f"{path.name} was built without the feature go-protocol")
    environment = dict(os.environ)
    if client == "theirs":
        environment.pop("PYTHONPATH", None)
    command = [str(python), str(EXAMPLE / "main.py"), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=100)
    assert done.stdout == PRINTED, done.stderr
    assert done.returncode == 0
