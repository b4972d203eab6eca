"""Libraries with many exports: written, built, and measured in a process that does nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from . import build as builds

REPEATS = 15
MANIFEST = """\
[workspace]

[package]
name = "many"
version = "0.0.0"
edition = "2024"

[lib]
crate-type = ["cdylib"]

[dependencies]
{dependency}
"""
# What loads a library is said once, so that both are measured alike.
SCRIPT = """\
import importlib.machinery, importlib.util, json, sys, time
path, peer, last = sys.argv[1:]
if peer == "gopylink":
    import gopylink
    load = gopylink.load_lib
else:
    def load(path):
        loader = importlib.machinery.ExtensionFileLoader("many", path)
        module = importlib.util.module_from_spec(importlib.util.spec_from_file_location("many", path, loader=loader))
        loader.exec_module(module)
        return module
clock = time.perf_counter
begun = clock()
lib = load(path)
loaded = clock()
result = getattr(lib, last)(1)
called = clock()
assert result == 2
function = getattr(lib, last)
for _ in range(100):
    function(1)
again = clock()
for _ in range(100_000):
    function(1)
done = clock()
print(json.dumps({"load": loaded - begun, "first": called - loaded, "later": (done - again) / 100_000}))
"""


def build(peer: str, count: int) -> Path:
    """Writes and builds a library with so many functions."""
    folder = builds.made(f"many/{peer.lower()}-{count}")
    (folder / "src").mkdir(exist_ok=True)
    dependency, source = (pyo3 if peer == "PyO3" else gopylink)(count)
    write(folder / "Cargo.toml", MANIFEST.format(dependency=dependency))
    write(folder / "src" / "lib.rs", source)
    builds.need("cargo")
    target = builds.TARGET / "many"
    builds.run(
        *("cargo", "build", "--release", "--quiet"),
        cwd=folder,
        CARGO_TARGET_DIR=str(target),
        PYO3_PYTHON=sys.executable,
        PYO3_BUILD_EXTENSION_MODULE="1",
    )
    kept = folder / f"many{builds.SUFFIX}"
    builds.replace(target / "release" / f"libmany{builds.SUFFIX}", kept)
    return kept


def write(path: Path, text: str) -> None:
    """Leaves a file that is as it should be, so that cargo leaves it too."""
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def gopylink(count: int) -> tuple[str, str]:
    functions = "".join(f"\n    pub fn f{index}(a: i64) -> i64 {{\n        a + 1\n    }}\n" for index in range(count))
    source = f"struct Many;\n\n#[gopylink::functions]\nimpl Many {{{functions}}}\n"
    return f'gopylink-runtime = {{ path = "{builds.ROOT / "gopylink-runtime"}" }}', source


def pyo3(count: int) -> tuple[str, str]:
    functions = "".join(
        f"    #[pyfunction]\n    fn f{index}(a: i64) -> i64 {{\n        a + 1\n    }}\n" for index in range(count)
    )
    source = f"#[pyo3::pymodule]\nmod many {{\n    use pyo3::prelude::*;\n\n{functions}}}\n"
    return f'pyo3 = "={builds.locked("pyo3")}"', source


def measure(peer: str, built: Path, count: int) -> dict[str, float]:
    """The seconds to load the library, for the first call and for a later one: the least of several processes."""
    command = [sys.executable, "-c", SCRIPT, str(built), peer.lower(), f"f{count - 1}"]
    runs = [
        json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _ in range(REPEATS)
    ]
    return {step: min(run[step] for run in runs) for step in runs[0]}
