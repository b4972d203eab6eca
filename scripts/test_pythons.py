"""Runs the behaviour tests on every CPython from 3.9 that this machine has, with the same library files.

Each version gets an environment under .build, and a wheel built for it, and runs the tests by both lanes. The
libraries in target/debug are not built again: that they serve every version is part of what is tested. Run by
``make test-pythons``.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build"
OLDEST = (3, 9)
LANES = ("direct", "msgpack")
PROBE = """\
import sys, sysconfig
import ensurepip, venv
free = "t" if sysconfig.get_config_var("Py_GIL_DISABLED") else ""
print(sys.implementation.name, "%d.%d.%d" % sys.version_info[:3], "%d.%d" % sys.version_info[:2] + free)
"""


class Interpreter(NamedTuple):
    """A Python found on this machine."""

    path: Path
    release: str
    version: str


class Outcome(NamedTuple):
    """How the tests went on one version by one lane."""

    interpreter: Interpreter
    lane: str
    passed: bool
    summary: str
    seconds: float


def main() -> int:
    interpreters = find()
    if not interpreters:
        print("no CPython from 3.9 found")
        return 1
    outcomes = [outcome for interpreter in interpreters for outcome in run(interpreter)]
    print(f"\n{'version':<10}{'lane':<10}{'result':<8}{'seconds':>8}  summary")
    for outcome in outcomes:
        result = "passed" if outcome.passed else "FAILED"
        line = f"{outcome.interpreter.release:<10}{outcome.lane:<10}{result:<8}{outcome.seconds:>8.0f}"
        print(f"{line}  {outcome.summary}")
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def find() -> list[Interpreter]:
    """Returns one interpreter for each version, the oldest version first."""
    found: dict[str, Interpreter] = {}
    for path in candidates():
        try:
            probe = subprocess.run([path, "-c", PROBE], capture_output=True, text=True, timeout=60)
        except (OSError, subprocess.TimeoutExpired):
            continue
        # A shim of pyenv for a version that is not in use fails, and so does a Python without venv.
        if probe.returncode != 0:
            continue
        implementation, release, version = probe.stdout.split()
        if implementation == "cpython" and numbers(release) >= OLDEST:
            found.setdefault(version, Interpreter(path, release, version))
    return sorted(found.values(), key=lambda interpreter: (numbers(interpreter.release), interpreter.version))


def numbers(release: str) -> tuple[int, ...]:
    return tuple(int(number) for number in release.split("."))


def candidates() -> Iterator[Path]:
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    # The newest release of each version comes first.
    versions = sorted(pyenv.glob("versions/[0-9]*"), key=lambda path: re.findall(r"\d+", path.name)[-1:], reverse=True)
    folders = [path / "bin" for path in versions]
    folders += [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    folders += [Path("/usr/local/bin"), Path("/usr/bin")]
    for folder in dict.fromkeys(folders):
        # Not the environment of this checkout, which is one of the others.
        if ROOT not in folder.parents and folder.is_dir():
            yield from sorted(path for path in folder.iterdir() if re.fullmatch(r"python3\.\d+t?", path.name))


def run(interpreter: Interpreter) -> Iterator[Outcome]:
    print(f"\n== Python {interpreter.release} ({interpreter.path})", flush=True)
    begun = time.monotonic()
    environment = BUILD / f"venv-{interpreter.version}"
    python = environment / "bin" / "python"
    try:
        prepare(interpreter, environment, python)
        install(interpreter, environment, python)
    except subprocess.CalledProcessError as error:
        summary = f"{error.cmd[2]} ended with {error.returncode}"
        yield Outcome(interpreter, "none", False, summary, time.monotonic() - begun)
        return
    for lane in LANES:
        yield test(interpreter, python, lane)


def test(interpreter: Interpreter, python: Path, lane: str) -> Outcome:
    begun = time.monotonic()
    command = [str(python), "-m", "pytest", "-p", "no:cacheprovider", "tests/fixtures"]
    variables = {**os.environ, "GOPYLINK_FIXTURES": str(ROOT / "target" / "debug"), "GOPYLINK_LANE": lane}
    with subprocess.Popen(
        command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, encoding="utf-8", errors="replace"
    ) as tests:
        assert tests.stdout is not None
        last = ""
        for line in tests.stdout:
            print(line, end="", flush=True)
            last = line.strip("= \n") or last
    return Outcome(interpreter, lane, tests.returncode == 0, last, time.monotonic() - begun)


def prepare(interpreter: Interpreter, environment: Path, python: Path) -> None:
    """Makes the environment with the tools of the tests, unless it is there and of the same release."""
    requirements = (ROOT / "requirements-test.txt").read_text(encoding="utf-8")
    made = environment / ".made"
    expected = f"{interpreter.release}\n{interpreter.path}\n{requirements}"
    if made.is_file() and made.read_text(encoding="utf-8") == expected:
        return
    shutil.rmtree(environment, ignore_errors=True)
    call(interpreter.path, "-m", "venv", environment)
    call(python, "-m", "pip", "install", "--quiet", "-r", ROOT / "requirements-test.txt")
    made.write_text(expected, encoding="utf-8")


def install(interpreter: Interpreter, environment: Path, python: Path) -> None:
    """Builds and installs the wheel, unless the one that is installed is of the same sources."""
    installed = environment / ".wheel"
    sources = fingerprint()
    if installed.is_file() and installed.read_text(encoding="utf-8") == sources:
        return
    wheels = BUILD / f"wheel-{interpreter.version}"
    shutil.rmtree(wheels, ignore_errors=True)
    options = ["--release", "--interpreter", python, "--out", wheels]
    variables = {**os.environ, "PYO3_PYTHON": str(python)}
    call(python, "-m", "maturin", "build", "--manifest-path", "gopylink-py/Cargo.toml", *options, env=variables)
    call(python, "-m", "pip", "install", "--quiet", "--force-reinstall", "--no-deps", *wheels.glob("*.whl"))
    installed.write_text(sources, encoding="utf-8")


def fingerprint() -> str:
    """Tells the sources of the wheel from any others."""
    digest = hashlib.sha256()
    paths = [ROOT / "Cargo.toml", ROOT / "Cargo.lock"]
    for folder in ("gopylink-abi", "gopylink-py"):
        paths += [path for path in (ROOT / folder).rglob("*") if path.suffix in (".rs", ".toml", ".py", ".pyi")]
    for path in sorted(paths):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def call(*command: object, env: dict[str, str] | None = None) -> None:
    subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=True)


if __name__ == "__main__":
    sys.exit(main())
