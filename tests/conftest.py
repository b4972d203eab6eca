"""Where the fixture libraries are, and how tests load them and run scripts of their own.

`GOPYLINK_FIXTURES` names the folder with the built libraries; without it they are taken from `target/debug` of this
checkout, where `cargo build` puts them.
"""

from __future__ import annotations

import faulthandler
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import gopylink
import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
FOLDER = Path(os.environ.get("GOPYLINK_FIXTURES") or REPOSITORY / "target" / "debug").resolve()

# What every script begins with.
PREAMBLE = """\
import atexit, faulthandler as _faulthandler, os, sys, threading, time
_faulthandler.enable()
{watchdog}
# Functions to call at exit after gopylink's own handlers: the last that registers is the first to run.
at_last = []
atexit.register(lambda: [function() for function in at_last])
{first}
import gopylink

def load(topic, registry=None):
    return gopylink.load_go_lib({paths!r}.format(topic), registry)

"""


# By which lane values cross in this run.
LANE = os.environ.get("GOPYLINK_LANE") or "direct"

# No test takes nearly as many seconds.
PATIENCE = 600

stderr = pytest.StashKey[int]()


def pytest_configure(config: pytest.Config) -> None:
    """Keeps the real stderr, which tests do not see."""
    capture = config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        config.stash[stderr] = os.dup(2)


def pytest_report_header() -> str:
    """Says by which lane values cross."""
    return f"lane: {LANE}"


@pytest.fixture(autouse=True)
def watchdog(pytestconfig: pytest.Config) -> Iterator[None]:
    """Ends the run with the stacks of all threads when a test hangs: a deadlock in this process cannot be undone."""
    faulthandler.dump_traceback_later(PATIENCE, exit=True, file=pytestconfig.stash[stderr])
    yield
    faulthandler.cancel_dump_traceback_later()


class Ended(NamedTuple):
    """How a script ended."""

    returncode: int
    stdout: str
    stderr: str


def file_name(topic: str) -> str:
    """The file name of a topic's library on this platform."""
    if sys.platform == "win32":
        return f"fixture_{topic}.dll"
    if sys.platform == "darwin":
        return f"libfixture_{topic}.dylib"
    return f"libfixture_{topic}.so"


@pytest.fixture(scope="session")
def library_path() -> Callable[[str], Path]:
    """The path of a topic's library."""
    return lambda topic: FOLDER / file_name(topic)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def load(library_path: Callable[[str], Path]) -> Callable[[str], Any]:
    """Loads a topic's library with the default registry."""
    return lambda topic: gopylink.load_go_lib(library_path(topic))


@pytest.fixture
def load_copy(library_path: Callable[[str], Path], tmp_path: Path) -> Callable[..., Any]:
    """Loads a copy of a topic's library: another file, so another library with another state."""
    count = 0

    def load_copy(topic: str, registry: gopylink.PythonRegistry | None = None) -> Any:
        nonlocal count
        count += 1
        folder = tmp_path / f"copy{count}"
        folder.mkdir()
        path = folder / file_name(topic)
        shutil.copyfile(library_path(topic), path)
        return gopylink.load_go_lib(path, registry)

    return load_copy


@pytest.fixture
def run_script(tmp_path: Path) -> Callable[..., Ended]:
    """Runs a script in a Python process of its own, with `load(topic)` at hand and a watchdog.

    A script that takes longer than `timeout` seconds ends with the stacks of all its threads on stderr. A script
    with `watchdog=False` is ended without them: a child that forks from it waits at its exit for the watchdog's thread.
    `first` is code to run before gopylink is imported.
    """
    count = 0

    def run_script(code: str, timeout: float = 60, watchdog: bool = True, first: str = "", **environment: str) -> Ended:
        nonlocal count
        count += 1
        script = tmp_path / f"script{count}.py"
        guard = f"_faulthandler.dump_traceback_later({timeout}, exit=True)" if watchdog else ""
        paths = str(FOLDER / file_name("{}"))
        preamble = PREAMBLE.format(watchdog=guard, first=textwrap.dedent(first), paths=paths)
        script.write_text(preamble + textwrap.dedent(code), encoding="utf-8")
        inherited = {name: value for name, value in os.environ.items() if name != "GOPYLINK_BACKTRACE"}
        try:
            done = subprocess.run(
                [sys.executable, str(script)],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                stdin=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                errors="replace",
                timeout=timeout + 20,
                env={**inherited, "PYTHONIOENCODING": "utf-8", **environment},
            )
        except subprocess.TimeoutExpired as expired:
            pytest.fail(f"the script neither ended nor hit its watchdog: {expired.stdout!r} {expired.stderr!r}")
        return Ended(done.returncode, done.stdout, done.stderr)

    return run_script


@pytest.fixture
def check_script(run_script: Callable[..., Ended]) -> Callable[..., str]:
    """Runs a script that must end with 0 and say nothing on stderr; returns what it printed."""

    def check_script(code: str, timeout: float = 60, watchdog: bool = True, first: str = "", **environment: str) -> str:
        ended = run_script(code, timeout, watchdog, first, **environment)
        if (ended.returncode, ended.stderr) != (0, ""):
            pytest.fail(f"the script ended with {ended.returncode}\n{ended.stdout}\n{ended.stderr}", pytrace=False)
        return ended.stdout

    return check_script
