"""Holds the architecture: who may import whom, where `unsafe` may stand, how long a file may get."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CRATES = ("gopylink-abi", "gopylink-macros", "gopylink-runtime", "gopylink-py")

# The modules of the runtime in layers. A module may import from the layers below its own only.
LAYERS = (
    {"export", "go"},
    {"call", "python"},
    {"registry"},
    {"thunk"},
    {"object", "exception"},
    {"array"},
    {"codec", "value"},
    {"describe"},
    {"error"},
    {"element", "host"},
    {"location", "running"},
)
# A value is what the codec writes in a way of its own.
BESIDE = {("codec", "value"), ("value", "codec")}
# These re-export what the others hold.
EXEMPT = {"lib", "private"}

# What the crates may depend on, of our own crates.
DEPENDENCIES = {
    "gopylink-abi": set(),
    "gopylink-macros": set(),
    "gopylink-runtime": {"gopylink-abi", "gopylink-macros"},
    "gopylink-py": {"gopylink-abi"},
}

# Where `unsafe` may stand: the edges, and the types of the functions that cross them.
UNSAFE = (
    "gopylink-abi/src/direct.rs",
    "gopylink-abi/src/layout.rs",
    "gopylink-abi/src/table.rs",
    "gopylink-abi/src/array.rs",
    "gopylink-runtime/src/codec/array/identity.rs",
    "gopylink-runtime/src/codec/array/memory.rs",
    "gopylink-runtime/src/codec/array/opened.rs",
    "gopylink-runtime/src/codec/direct/objects",
    "gopylink-runtime/src/codec/slices.rs",
    "gopylink-runtime/src/codec/standard/identity.rs",
    "gopylink-runtime/src/export.rs",
    "gopylink-runtime/src/go/edge.rs",
    "gopylink-runtime/src/host",
    "gopylink-runtime/src/object",
    "gopylink-runtime/src/running.rs",
    "gopylink-py/src/library",
    "gopylink-py/src/host",
    "gopylink-py/src/direct",
    "gopylink-py/src/dispatch",
    "gopylink-py/src/enter",
    "gopylink-py/src/gil.rs",
    "gopylink-py/src/go/entries.rs",
    "gopylink-py/src/go/interrupts.rs",
    "gopylink-py/src/go/symbols.rs",
    "gopylink-py/src/array/lent.rs",
    "gopylink-py/src/array/memory.rs",
    "gopylink-py/src/array/numpy",
    "gopylink-py/src/array/object.rs",
    "gopylink-py/src/array/table.rs",
    "gopylink-py/src/array/view.rs",
)

LONGEST = 400

NOT_CODE = re.compile(
    r"""//[^\n]*|/\*.*?\*/|\bb?r(?P<hashes>\#*)".*?"(?P=hashes)|\bb?"(?:\\.|[^"\\])*"|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])'""",
    re.DOTALL,
)


def code_of(path: Path) -> str:
    """The Rust code of a file, without comments and literals, on the same lines."""
    return NOT_CODE.sub(lambda match: "\n" * match.group().count("\n"), path.read_text(encoding="utf-8"))


def sources(*suffixes: str) -> Iterator[Path]:
    made = {"target", ".build", ".venv", ".git", "__pycache__"}
    for path in sorted(ROOT.rglob("*")):
        if path.suffix in suffixes and made.isdisjoint(path.relative_to(ROOT).parts):
            yield path


def line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def imports(path: Path, source: Path) -> Iterator[tuple[int, str]]:
    """The line and the top-level module of each path into the crate's own modules."""
    code = code_of(path)
    for match in re.finditer(r"(?<![$\w])crate::(?:(\w+)(!?)|\{)", code):
        line = line_of(code, match.start())
        if match[1] is None:
            for name in group(code, match.end()):
                yield line, name
        elif not match[2]:
            yield line, match[1]
    # `super` climbs to the root of the crate when there are as many as the file is deep.
    depth = len(module_of(path, source))
    for match in re.finditer(r"\b((?:super::)+)(\w+)", code):
        if match[1].count("super") == depth and any(match[2] in layer for layer in LAYERS):
            yield line_of(code, match.start()), match[2]


def group(code: str, start: int) -> Iterator[str]:
    """The first name of each path in the braces that begin before `start`."""
    depth, first = 1, True
    for token in re.finditer(r"\w+|[{},]|::", code[start:]):
        if token[0] == "{":
            depth += 1
        elif token[0] == "}":
            depth -= 1
            if depth == 0:
                return
        elif token[0] == "," and depth == 1:
            first = True
        elif first and token[0] not in ("self", "::"):
            yield token[0]
            first = False


def module_of(path: Path, source: Path) -> tuple[str, ...]:
    parts = path.relative_to(source).with_suffix("").parts
    return parts[:-1] if parts[-1] == "mod" else parts


def layer_of(module: str) -> int | None:
    return next((number for number, layer in enumerate(LAYERS) if module in layer), None)


def violations(source: Path) -> list[str]:
    found = []
    for path in sorted(source.rglob("*.rs")):
        own = module_of(path, source)[0]
        # Unit tests stand beside what they test and may use what they need.
        if own in EXEMPT or "tests" in module_of(path, source):
            continue
        place = path.relative_to(source.parent)
        layer = layer_of(own)
        if layer is None:
            found.append(f"{place}: the module {own!r} is in no layer; add it to LAYERS")
            continue
        for line, module in imports(path, source):
            below = layer_of(module)
            if below is None:
                found.append(f"{place}:{line}: `crate::{module}` is no module; import from the one that holds it")
            elif module != own and below <= layer and (own, module) not in BESIDE:
                found.append(f"{place}:{line}: {own!r} may not import {module!r}, which is not below it")
    return found


def test_runtime_imports_go_one_way() -> None:
    assert violations(ROOT / "gopylink-runtime" / "src") == []


def test_a_violation_is_found(tmp_path: Path) -> None:
    source = tmp_path / "src"
    source.mkdir()
    (source / "lib.rs").write_text("mod host; mod call; pub use crate::call::x;")
    (source / "host.rs").write_text(
        '// use crate::call::fine;\nconst TEXT: &str = "crate::call";\nuse crate::{\n    error::Error,\n    host::X,\n};\n'
        "use super::object::y;\nuse crate::Error;\n"
    )
    (source / "codec").mkdir()
    (source / "codec" / "mod.rs").write_text("use crate::value::Value;\nuse crate::object;\nuse super::host::z;\n")
    (source / "codec" / "deep.rs").write_text("use super::mod_item;\nuse super::super::call::z;\n")
    (source / "codec" / "tests.rs").write_text("use crate::export::x;")
    (source / "odd.rs").write_text("")
    assert violations(source) == [
        "src/codec/deep.rs:2: 'codec' may not import 'call', which is not below it",
        "src/codec/mod.rs:2: 'codec' may not import 'object', which is not below it",
        "src/host.rs:3: 'host' may not import 'error', which is not below it",
        "src/host.rs:8: `crate::Error` is no module; import from the one that holds it",
        "src/host.rs:7: 'host' may not import 'object', which is not below it",
        "src/odd.rs: the module 'odd' is in no layer; add it to LAYERS",
    ]


def test_the_runtime_documents_the_same_order() -> None:
    text = (ROOT / "gopylink-runtime" / "src" / "lib.rs").read_text(encoding="utf-8")
    docs = " ".join(line[3:].strip() for line in text.splitlines() if line.startswith("//!"))
    order = re.search(r"each importing only those after it: (.*?) → the crate", docs)
    assert order is not None
    assert [set(re.findall(r"`(\w+)`", layer)) for layer in order[1].split("→")] == [set(layer) for layer in LAYERS]


@pytest.mark.parametrize("crate", CRATES)
def test_crates_depend_one_way(crate: str) -> None:
    own: set[str] = set()
    section = ""
    for line in (ROOT / crate / "Cargo.toml").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line
        # Tests may use what they test.
        elif section.endswith("dependencies]") and "dev-dependencies" not in section:
            own |= {line.split("=")[0].split(".")[0].strip()} & set(CRATES)
    assert own <= DEPENDENCIES[crate]


def test_unsafe_stays_at_the_edges() -> None:
    found = []
    for crate in CRATES:
        for path in sorted((ROOT / crate / "src").rglob("*.rs")):
            place = path.relative_to(ROOT).as_posix()
            code = code_of(path)
            if not place.startswith(UNSAFE):
                found += [f"{place}:{line_of(code, match.start())}" for match in re.finditer(r"\bunsafe\b", code)]
    assert found == []


def test_files_stay_short() -> None:
    counted = {path.relative_to(ROOT).as_posix(): len(path.read_bytes().splitlines()) for path in sources(".rs", ".py")}
    assert {place: lines for place, lines in counted.items() if lines > LONGEST} == {}
