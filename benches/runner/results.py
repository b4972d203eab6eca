"""Where results are kept, and what they are said to come from."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import re
import subprocess
from pathlib import Path
from typing import Any

from .build import BENCHES, BUILD, locked

RESULTS = BENCHES / "results"


def write(name: str, quick: bool, content: dict[str, Any]) -> Path:
    """Keeps a result. What is measured quickly does not take the place of what is checked in."""
    folder = BUILD / "quick" if quick else RESULTS
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    whole = {"machine": machine(), "versions": versions(), **content}
    path.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def machine() -> dict[str, Any]:
    """The processor and how many cores of it there are, and nothing else."""
    return {"processor": processor(), "cores": os.cpu_count()}


def processor() -> str:
    try:
        match = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        match = None
    return match[1].strip() if match else platform.processor() or platform.machine()


def versions() -> dict[str, str]:
    """What was measured, with what."""
    found = {"Python": platform.python_version(), "rustc": said_by("rustc", "--version")}
    found |= {"PyO3": locked("pyo3"), "UniFFI": locked("uniffi")}
    for package in ("nanobind", "cffi", "msgpack", "numpy"):
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def said_by(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()[1]
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "unknown"
