"""What it takes to build the benchmarked functions as a library, and how large that is."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from . import build, results
from .build import BENCHES, SUFFIX

# The name of each peer, its crate, the library, and the folder of its sources.
CRATES = [
    ("PyO3", "peer-pyo3", "peer_pyo3", "peers/pyo3"),
    ("gopylink", "bench-gopylink", "bench_gopylink", "gopylink"),
    ("UniFFI", "peer-uniffi", "peer_uniffi", "peers/uniffi"),
]


def run(quick: bool) -> int:
    console = Console(stderr=True)
    found = {}
    for peer, crate, library, sources in CRATES:
        console.print(f"building {peer}")
        found[peer] = measure(crate, library, BENCHES / sources / "src" / "lib.rs", quick)
    show(found)
    console.print(f"kept in {results.write('sizes', quick, {'libraries': found})}", soft_wrap=True)
    return 0


def measure(crate: str, library: str, source: Path, quick: bool) -> dict[str, Any]:
    """The processor seconds and the bytes of one library, in a target folder of its own."""
    with tempfile.TemporaryDirectory() as target:

        def made() -> float:
            begun = processor_seconds()
            build.run(
                *("cargo", "build", "--release", "--lib", "--package", crate),
                CARGO_TARGET_DIR=target,
                PYO3_PYTHON=sys.executable,
                PYO3_BUILD_EXTENSION_MODULE="1",
            )
            return processor_seconds() - begun

        build.run("cargo", "fetch")
        first = made()
        again = []
        for _ in range(1 if quick else 3):
            source.touch()
            again.append(made())
        file = Path(target) / "release" / f"lib{library}{SUFFIX}"
        return {
            "first": round(first, 1),
            "again": round(min(again), 2),
            "bytes": file.stat().st_size,
            "stripped": stripped(file),
        }


def processor_seconds() -> float:
    """The time that programs which have ended took of all processors, whatever else these did meanwhile."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def stripped(file: Path) -> int | None:
    """The size without symbols."""
    if shutil.which("strip") is None:
        return None
    copy = file.with_suffix(".stripped")
    subprocess.run(["strip", "-o", copy, file], check=True)
    return copy.stat().st_size


def show(found: dict[str, dict[str, Any]]) -> None:
    table = Table(
        title="The library of the benchmarked functions, built for release, in processor time", title_justify="left"
    )
    table.add_column("peer")
    for heading in ("first build", "after a change", "size", "without symbols"):
        table.add_column(heading, justify="right")
    for peer, taken in found.items():
        small = taken["stripped"]
        table.add_row(
            peer,
            f"{taken['first']:.1f} s",
            f"{taken['again']:.2f} s",
            f"{taken['bytes'] / 1024:,.0f} KiB",
            "–" if small is None else f"{small / 1024:,.0f} KiB",
        )
    Console().print(table)
