"""Drives our libraries by the clients of the GoPyLink protocol, in an environment of their own.

`python scripts/test_go.py FOLDER PYTHON` makes the environment in FOLDER with the interpreter that runs it. PYTHON is
the interpreter that has gopylink's own wheel. What cannot be installed here is skipped, and said to be.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements-go.txt"
TESTS = ROOT / "tests" / "go" / "clients"


def python_in(folder: Path) -> Path:
    """The interpreter of an environment."""
    return folder / "bin" / "python"


def install(python: Path, *what: str) -> bool:
    """Whether it could be installed."""
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *what]
    return subprocess.run(command, check=False).returncode == 0


def make(folder: Path) -> Path | None:
    """The interpreter of the environment, made anew if the requirements have changed; nothing if that cannot be."""
    stamp = folder / ".made"
    python = python_in(folder)
    wanted = sys.version + REQUIREMENTS.read_text(encoding="utf-8")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
    if not install(python, "-r", str(REQUIREMENTS)):
        print("skipped: the packages gopylink and goray cannot be installed from PyPI", flush=True)
        return None
    if not install(python, "ray"):
        print("skipped: ray cannot be installed from PyPI, so its tests are not run", flush=True)
    stamp.write_text(wanted, encoding="utf-8")
    return python


def main() -> int:
    """Runs the tests."""
    folder, ours = Path(sys.argv[1]).resolve(), sys.argv[2]
    python = make(folder)
    if python is None:
        return 0
    find = "import gopylink, os; print(os.path.dirname(os.path.dirname(gopylink.__file__)))"
    wheel = subprocess.run([ours, "-c", find], check=True, capture_output=True, text=True).stdout.strip()
    # Without the other tests' fixtures, which are for gopylink's own wheel.
    command = [str(python), "-m", "pytest", f"--confcutdir={TESTS}"]
    # Ray has a process of its own: the two clients take a library that either has loaded for their own.
    apart = TESTS / "test_ray.py"
    parts = ([str(TESTS), f"--ignore={apart}"], [str(apart)])
    environment = {**os.environ, "GOPYLINK_WHEEL": wheel}
    codes = [subprocess.run([*command, *part], check=False, env=environment).returncode for part in parts]
    return next((code for code in codes if code), 0)


if __name__ == "__main__":
    sys.exit(main())
