"""Builds the peers and says why one cannot be built."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .peers.base import Peer
from .remote import PeerError, Remote, peer_class

BENCHES = Path(__file__).resolve().parent.parent
ROOT = BENCHES.parent
BUILD = ROOT / ".build" / "benches"
TARGET = ROOT / "target" / "benches"
SUFFIX = ".dylib" if sys.platform == "darwin" else ".so"
ORIGINAL = ROOT / ".build" / "go-original"
ORIGINAL_CLIENT = "gopylink==1.0.2"


class SkippedError(Exception):
    """A peer cannot be built here."""


@dataclass(frozen=True)
class Recipe:
    """How a peer is built, by a function that returns the file to load."""

    name: str
    # The class in `peers`, as `module:class`.
    peer: str
    build: Callable[[], Path]
    # The Python of a peer that has a process of its own.
    python: Path | None = None


def run(*command: object, cwd: Path = BENCHES, **environment: str) -> None:
    """Runs a command; its output is shown only if it fails."""
    spelled = [str(part) for part in command]
    done = subprocess.run(
        spelled,
        cwd=cwd,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode != 0:
        print(done.stdout, file=sys.stderr)
        raise SkippedError(f"`{Path(spelled[0]).name} {' '.join(spelled[1:3])}` fails, which says why")


def need(tool: str) -> None:
    if shutil.which(tool) is None:
        raise SkippedError(f"{tool} is not installed")


def cargo(*options: str, **environment: str) -> None:
    """Builds a crate of the benchmarks' workspace for release."""
    need("cargo")
    run(
        *("cargo", "build", "--release", *options),
        CARGO_TARGET_DIR=str(TARGET),
        PYO3_PYTHON=sys.executable,
        **environment,
    )


def locked(crate: str) -> str:
    """The version of a crate that all the benchmarks use."""
    lock = (BENCHES / "Cargo.lock").read_text(encoding="utf-8")
    match = re.search(rf'^name = "{crate}"\nversion = "(.*)"$', lock, re.MULTILINE)
    assert match is not None
    return match[1]


def library(name: str) -> Path:
    return TARGET / "release" / f"lib{name}{SUFFIX}"


def gopylink() -> Path:
    cargo("--package", "bench-gopylink")
    return library("bench_gopylink")


def pyo3() -> Path:
    cargo("--package", "peer-pyo3", PYO3_BUILD_EXTENSION_MODULE="1")
    return library("peer_pyo3")


def uniffi() -> Path:
    cargo("--package", "peer-uniffi")
    # By itself, so that what it needs of UniFFI is not built into the library.
    cargo("--package", "peer-uniffi-bindgen")
    folder = made("uniffi")
    bindgen = TARGET / "release" / "uniffi-bindgen"
    run(bindgen, "generate", library("peer_uniffi"), "--language", "python", "--no-format", "--out-dir", folder)
    replace(library("peer_uniffi"), folder / library("peer_uniffi").name)
    return folder / "peer_uniffi.py"


def nanobind() -> Path:
    need("cmake")
    folder = made("nanobind")
    run(
        *("cmake", "-S", BENCHES / "peers" / "nanobind", "-B", folder),
        *("-DCMAKE_BUILD_TYPE=Release", f"-DPython_EXECUTABLE={sys.executable}"),
    )
    run("cmake", "--build", folder)
    return folder / f"peer_nanobind{sysconfig.get_config_var('EXT_SUFFIX')}"


def cffi() -> Path:
    cargo("--package", "peer-cffi")
    need("cc")
    folder = made("cffi")
    run(
        sys.executable, "-m", "runner.compile_cffi", BENCHES / "peers" / "cffi" / "cffi.h", library("peer_cffi"), folder
    )
    return folder / f"_peer_cffi{sysconfig.get_config_var('EXT_SUFFIX')}"


def msgpack() -> Path:
    cargo("--package", "peer-msgpack")
    return library("peer_msgpack")


def go_names() -> Path:
    cargo("--package", "bench-go-names")
    return library("bench_go_names")


def go() -> Path:
    need("go")
    if not (ORIGINAL / ".made").is_file():
        venv.create(ORIGINAL, clear=True, with_pip=True)
        run(ORIGINAL / "bin" / "python", "-m", "pip", "install", "--quiet", ORIGINAL_CLIENT)
        (ORIGINAL / ".made").touch()
    # A copy, for the build writes down the checksums of what it fetches.
    folder = shutil.copytree(BENCHES / "peers" / "go", made("go"), dirs_exist_ok=True)
    fetched = go_says("mod", "download")
    if fetched.returncode != 0:
        reason = go_reason(fetched.stderr)
        raise SkippedError(f"its module cannot be fetched ({reason}); benches/README.md says how to use a local copy")
    # In a workspace the checksums are the workspace's, and Go refuses to be told to write others.
    checksums = [] if go_says("env", "GOWORK").stdout.strip() not in ("", "off") else ["-mod=mod"]
    run("go", "build", *checksums, "-buildmode=c-shared", "-o", "go.lib", ".", cwd=folder)
    return folder / "go.lib"


def go_says(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs a Go command where the peer is built."""
    return subprocess.run(["go", *arguments], cwd=made("go"), capture_output=True, text=True)


def go_reason(said: str) -> str:
    """What a Go command says went wrong, in a few words: without the modules and addresses that it names first."""
    line = next((line for line in said.splitlines() if line.startswith("go: ")), said.strip().partition("\n")[0])
    return line.rstrip(": ").rpartition(": ")[2] or "Go does not say why"


def go_versions() -> dict[str, str]:
    """Go and its original, and whether that was fetched or is a local copy."""
    form = "{{.Version}}{{if .Replace}} (a local copy){{end}}"
    original = go_says("list", "-m", "-f", form, "github.com/ray4go/gopylink")
    return {
        "Go": go_says("env", "GOVERSION").stdout.strip().removeprefix("go"),
        "GoPyLink": original.stdout.strip().removeprefix("v") or "unknown",
    }


def replace(source: Path, target: Path) -> None:
    """Copies a library in place of one that another process may have loaded."""
    fresh = target.with_name(f"{target.name}.fresh")
    shutil.copy(source, fresh)
    fresh.replace(target)


def made(name: str) -> Path:
    folder = BUILD / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


RECIPES = [
    Recipe("PyO3", "peers.pyo3:PyO3", pyo3),
    Recipe("gopylink", "peers.gopylink:Gopylink", gopylink),
    Recipe("nanobind", "peers.nanobind:Nanobind", nanobind),
    Recipe("cffi", "peers.cffi:Cffi", cffi),
    Recipe("UniFFI", "peers.uniffi:UniFFI", uniffi),
    Recipe("msgpack", "peers.msgpack:Msgpack", msgpack),
    Recipe("Go", "peers.go:Go", go, ORIGINAL / "bin" / "python"),
]


def every(wanted: list[str] | None) -> tuple[dict[str, Peer | Remote], dict[str, str]]:
    """Returns the peers, built and loaded, and why others are not there."""
    found: dict[str, Peer | Remote] = {}
    skipped: dict[str, str] = {}
    for recipe in RECIPES:
        if wanted and recipe.name.lower() not in wanted:
            continue
        try:
            built = recipe.build()
            if recipe.python:
                found[recipe.name] = Remote(recipe.python, recipe.peer, built)
            else:
                found[recipe.name] = peer_class(recipe.peer)(built)
        except (SkippedError, PeerError) as reason:
            skipped[recipe.name] = str(reason)
    return found, skipped
