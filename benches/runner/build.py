"""Builds the peers, each into a folder of its own under `.build/benches`, and says why one cannot be built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import peers

BENCHES = Path(__file__).resolve().parent.parent
ROOT = BENCHES.parent
BUILD = ROOT / ".build" / "benches"
TARGET = ROOT / "target" / "benches"


class SkippedError(Exception):
    """A peer cannot be built here."""


@dataclass(frozen=True)
class Recipe:
    """How a peer is built: by a function that returns the file to load."""

    peer: type[peers.Peer]
    build: Callable[[], Path]

    @property
    def name(self) -> str:
        return self.peer.name


def run(*command: object, cwd: Path = BENCHES, **environment: str) -> None:
    """Runs a command; its output is shown only if it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode != 0:
        print(done.stdout, file=sys.stderr)
        raise SkippedError(f"`{' '.join(str(part) for part in command[:3])}` failed, see above")


def need(tool: str) -> None:
    if shutil.which(tool) is None:
        raise SkippedError(f"{tool} is not installed")


def cargo(package: str, library: str, **environment: str) -> Path:
    """Builds a crate of the benchmarks' workspace for release."""
    need("cargo")
    run(
        *("cargo", "build", "--release", "--lib", "--package", package),
        CARGO_TARGET_DIR=str(TARGET),
        PYO3_PYTHON=sys.executable,
        **environment,
    )
    prefix, suffix = ("lib", ".dylib") if sys.platform == "darwin" else ("lib", ".so")
    return TARGET / "release" / f"{prefix}{library}{suffix}"


def gopylink() -> Path:
    return cargo("bench-gopylink", "bench_gopylink")


def pyo3() -> Path:
    return cargo("peer-pyo3", "peer_pyo3", PYO3_BUILD_EXTENSION_MODULE="1")


RECIPES = [Recipe(peers.Gopylink, gopylink), Recipe(peers.PyO3, pyo3)]


def every(wanted: list[str] | None) -> tuple[dict[str, peers.Peer], dict[str, str]]:
    """Returns the peers, built and loaded, and why others are not there."""
    found: dict[str, peers.Peer] = {}
    skipped: dict[str, str] = {}
    for recipe in RECIPES:
        if wanted and recipe.name.lower() not in wanted:
            continue
        try:
            found[recipe.name] = recipe.peer(recipe.build())
        except SkippedError as reason:
            skipped[recipe.name] = str(reason)
    return found, skipped
