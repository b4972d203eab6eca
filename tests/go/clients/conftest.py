"""Drives libraries by the Python packages of the GoPyLink protocol, unmodified: `gopylink` 1 and `goray` from PyPI.

They have an environment of their own, which `make test-go` makes, since the first has the same name as ours. Nothing here is
collected anywhere else.
"""

from __future__ import annotations

import faulthandler
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
FOLDER = Path(os.environ.get("GOPYLINK_FIXTURES") or REPOSITORY / "target" / "debug").resolve()
LIBRARY = FOLDER / "libfixture_go_names.so"

IS_CLIENT = importlib.util.find_spec("gorayffi") is not None
collect_ignore_glob = [] if IS_CLIENT else ["*"]

if IS_CLIENT:
    # Tests are not on the path by themselves.
    sys.path.append(str(Path(__file__).parent))
    import gopylink
    from exported import export_all

    export_all(gopylink.export)

# What every script begins with.
PREAMBLE = """\
import faulthandler, os, sys, threading, time
faulthandler.enable()
faulthandler.dump_traceback_later(120, exit=True){first}
sys.path.append({here!r})
import gopylink
from exported import export_all
export_all(gopylink.export)
lib = gopylink.load_go_lib({library!r})

"""


class Ended(NamedTuple):
    """How a script ended."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture(autouse=True)
def watchdog() -> Iterator[None]:
    faulthandler.dump_traceback_later(300, exit=True, file=sys.__stderr__)
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.fixture(scope="session")
def library() -> Path:
    return LIBRARY


@pytest.fixture(scope="session")
def lib() -> Any:
    return gopylink.load_go_lib(str(LIBRARY))


@pytest.fixture(scope="session")
def call(lib: Any) -> Callable[..., Any]:
    """Calls a function."""
    return lib.func_call


@pytest.fixture(scope="session")
def execute(lib: Any) -> Callable[..., tuple[bytes, int]]:
    """Sends a command as it is."""
    return lib._cmder.execute


@pytest.fixture(scope="session")
def message(lib: Any) -> Callable[..., str]:
    """What a function fails with, without what the client puts around it."""

    def message(name: str, *args: Any) -> str:
        with pytest.raises(RuntimeError) as caught:
            lib.func_call(name, *args)
        assert type(caught.value) is RuntimeError
        before, text = str(caught.value).split("golang panic: ", 1)
        assert before == ""
        return text.split("\n\n")[0]

    return message


@pytest.fixture(scope="session")
def run_script() -> Callable[..., Ended]:
    """Runs code in a process of its own, which has loaded the library as `lib`."""

    def run_script(code: str, *, env: dict[str, str] | None = None, preamble: str = PREAMBLE, first: str = "") -> Ended:
        begin = preamble.format(first=first, here=str(Path(__file__).parent), library=str(LIBRARY))
        ended = subprocess.run(
            [sys.executable, "-c", begin + code], capture_output=True, text=True, env={**os.environ, **(env or {})}
        )
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    return run_script
