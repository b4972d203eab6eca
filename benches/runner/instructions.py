"""A guard against regressions that noise cannot break: how many instructions the hottest paths take.

Valgrind counts those of a script with so many calls and of the same script with none. `benches/instructions.toml` has
what is expected.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from . import build, data
from .remote import BENCHES
from .results import said_by

EXPECTED = BENCHES / "instructions.toml"
# What the file says when it is first written.
TOLERANCE = 0.02
WARM = 200
# What is run, and how often: so often that what differs between two runs of Python weighs nothing.
PATHS = {
    "noop": ("lib.noop()", 50_000),
    "add": ("lib.add(1, 2)", 50_000),
    "add, GIL released": ("lib.add_released(1, 2)", 50_000),
    "hello": ('lib.hello("World")', 50_000),
    "method": ("counter.incr(1)", 50_000),
    "constructor": ("lib.Counter(0)", 50_000),
    "keywords": ("lib.add(a=1, b=2)", 50_000),
    "by name": ('lib.func_call("add", 1, 2)', 50_000),
    "bytes": ("lib.measure_bytes(data)", 50_000),
    "array": ("lib.increase_array(array, 0.0)", 50_000),
    "make an array": ("lib.make_array(1)", 50_000),
    "sum of 1,000 ints": ("lib.sum_ints(ints)", 1_000),
    "echo of 100 records": ("lib.echo_records(records)", 500),
    "Python, GIL held": ("lib.call_held(100)", 500),
    "Python's method, GIL held": ("lib.method_held(100)", 500),
    "Python's method, by a stub": ("lib.stub_method_held(100)", 500),
    "Python's method, detached": ("lib.method_detached(100)", 500),
    "Python's constructor, detached": ("lib.construct_detached(100)", 500),
}


def run(write: bool) -> int:
    """Counts and compares, or writes down what is counted; returns how many paths changed."""
    console = Console()
    if shutil.which("valgrind") is None:
        console.print("valgrind counts the instructions and is not installed: `apt install valgrind`, or your system's")
        return 1
    here = {"Python": platform.python_version(), "rustc": said_by("rustc", "--version")}
    expected = {} if write else read()
    known_for = {name: version for name, version in expected.items() if name in here}
    if not write and known_for != here:
        console.print(f"{EXPECTED.name} is for {known_for}, here is {here}: other compilers count otherwise.")
        console.print("Use those, or write the file for these from what you compare with: --write")
        return 1
    library = build.gopylink()
    with console.status("counting") as status:
        counted = {}
        for path in PATHS:
            status.update(f"counting {path}")
            counted[path] = count(path, library)
    if write:
        lines = ["# Instructions per call, counted by `make bench-instructions`, which also says when to change them."]
        lines += [f"tolerance = {TOLERANCE}", *(f'{name} = "{version}"' for name, version in here.items())]
        lines += ["", "[paths]", *(f'"{path}" = {value}' for path, value in counted.items())]
        EXPECTED.write_text("\n".join(lines) + "\n", encoding="utf-8")
        console.print(f"{len(counted)} paths written to {EXPECTED}")
        return 0
    return compare(expected, counted, console)


def compare(expected: dict[str, str], counted: dict[str, int], console: Console) -> int:
    table = Table(title="Instructions of one call", title_justify="left")
    table.add_column("path")
    for heading in ("before", "now", "change", "verdict"):
        table.add_column(heading, justify="right")
    changed = 0
    tolerance = float(expected["tolerance"])
    for path, now in counted.items():
        before = int(expected.get(path, 0))
        change = now / before - 1 if before else float("inf")
        changed += abs(change) > tolerance
        verdict = "[red]more[/]" if change > tolerance else "[yellow]fewer[/]" if change < -tolerance else "as before"
        table.add_row(path, f"{before:,}", f"{now:,}", f"{change:+.1%}", verdict)
    console.print(table)
    if changed:
        console.print(f"{changed} changed by more than {tolerance:.0%}. If that is meant, `--write` them down.")
    return changed


def read() -> dict[str, str]:
    """The versions and the counts. Python before 3.11 cannot read TOML by itself; this much of it is lines."""
    lines = EXPECTED.read_text(encoding="utf-8").splitlines()
    matches = (re.fullmatch(r'"?([^"]*?)"? = "?([^"]*)"?', line) for line in lines)
    return {match[1]: match[2] for match in matches if match}


def count(path: str, library: Path) -> int:
    """The instructions of one call."""
    calls = PATHS[path][1]
    return round((total(path, calls, library) - total(path, 0, library)) / calls)


def total(path: str, calls: int, library: Path) -> int:
    """The instructions of a script with so many calls."""
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    command += [sys.executable, "-m", "runner.instructions", path, str(calls), str(library)]
    # What is hashed lies in the same places each time. NumPy's threads, if it had any, would wait in a loop.
    steady = {"PYTHONHASHSEED": "0", "RUST_BACKTRACE": "0", "OPENBLAS_NUM_THREADS": "1"}
    environment = {**os.environ, **steady}
    done = subprocess.run(command, cwd=BENCHES, env=environment, capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or found is None:
        raise SystemExit(done.stderr)
    return int(found[1])


def script(path: str, calls: int, library: Path) -> None:
    """What valgrind runs."""
    from .measure import Loop
    from .peers.gopylink import Gopylink

    lib = Gopylink(library).lib
    names = {"lib": lib, "ints": list(range(1_000)), "records": data.records(100), "data": data.some_bytes(100)}
    if "array" in path:
        names["array"] = data.array(1)
    if "counter" in PATHS[path][0]:
        names["counter"] = lib.Counter(0)
    loop = Loop(PATHS[path][0], names)
    # Python makes a loop faster in its first turns.
    loop.time(WARM)
    loop.time(calls)


if __name__ == "__main__":
    script(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
