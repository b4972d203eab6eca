"""Runs what README.md and the pages of docs/guide show.

The convention, for whoever writes them. An HTML comment on the line just above a fence says how the
snippet is tested:

``<!-- test: crate NAME -->``
    The snippet belongs to the crate NAME (a Rust identifier). All snippets of one crate are joined in the order
    of the page (no other page may have a crate of that name):

    * ```` ```toml ````: its Cargo.toml (at most one; the line ``gopylink-runtime = …`` is pointed at the working
      copy, with the features that it names; without this snippet a cdylib NAME that depends on gopylink-runtime and serde with derive is assumed);
    * ```` ```rust ````: appended to its src/lib.rs;
    * ```` ```python ````: run after ``cargo build --lib``, all in one process, one namespace, in the folder of the
      crate, so ``load_go_lib("target/debug/NAME")`` and ``load_go_lib("target/debug/libNAME.so")`` both work.

``<!-- test: crate NAME, file PATH -->``
    The snippet is written to PATH in the folder of the crate instead (say ``app.py`` that a snippet imports, or
    ``src/shapes.rs``).

``<!-- test: python -->``
    A Python snippet that needs no crate is run by itself.

``<!-- test: skip, REASON -->``
    The snippet is only parsed; the reason is shown.

Without a comment, a Python snippet must compile, a TOML or JSON snippet must parse, a Rust snippet must pass
``cargo check`` as a module of its own, and anything else (``console``, ``text``) is not run. Indented fences
are not looked at.

In Python snippets that are run, comments say what is printed, line by line and in order, on the line of the
statement or on lines of their own below it::

    print(lib.add(1, 2))  # → 3
    lib.run()             # → greet: Hi, Gopher!
    # → multiply: 42

``# Output: 3`` means the same as ``# → 3``, and ``…`` in it stands for anything. What Rust prints counts too. A
snippet without such comments may print anything. A statement that must raise ends in the exception, as a traceback's last line has it::

    lib.add("1", 2)  # raises TypeError: add() argument 'a': expected int (i64), got str
    lib.fail()       # raises gopylink.RustError
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "guide").glob("*.md"))]
BUILD = ROOT / ".build" / "readme"
DRIVER = Path(__file__).with_name("readme_driver.py")
SEPARATOR = "<<< next snippet >>>"
LANES = ("direct", "msgpack")
# What the msgpack lane does not do, as the page says.
DIRECT_ONLY = {"arrays": "writes in place"}

MANIFEST = """\
[package]
name = "{name}"
version = "0.1.0"
edition = "2024"

[lib]
crate-type = ["cdylib"]

[dependencies]
gopylink-runtime = "*"
serde = {{ version = "1", features = ["derive"] }}
"""


class Snippet(NamedTuple):
    """A fenced piece of a page."""

    page: str
    line: int
    language: str
    source: str
    test: str
    """What the comment above it says; empty without one."""

    @property
    def crate(self) -> str | None:
        match = re.fullmatch(r"crate (\w+)(?:, file .*)?", self.test)
        return match and match[1]

    @property
    def file(self) -> str | None:
        match = re.search(r", file (\S+)$", self.test)
        return match and match[1]


def snippets(text: str, page: str = "README.md") -> Iterator[Snippet]:
    pattern = re.compile(r"(?:^<!-- test: (.*?) -->\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    for match in pattern.finditer(text):
        line = text.count("\n", 0, match.start(2)) + 1
        yield Snippet(page, line, match[2], match[3], match[1] or "")


SNIPPETS = [snippet for page in PAGES for snippet in snippets(page.read_text(encoding="utf-8"), page.name)]
CRATES = sorted({snippet.crate for snippet in SNIPPETS if snippet.crate})


def called(snippet: Snippet) -> str:
    return f"{snippet.page}-line{snippet.line}-{snippet.language}"


def write(path: Path, text: str) -> None:
    """Writes a file unless it is the same already, so that cargo does not build again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def make_crate(name: str, members: list[Snippet]) -> Path:
    """Writes the crate of some snippets, all but the Python that is to be run."""
    folder = BUILD / name
    manifest = MANIFEST.format(name=name)
    code = []
    for snippet in members:
        if snippet.file:
            write(folder / snippet.file, snippet.source)
        elif snippet.language == "toml":
            manifest = snippet.source
        elif snippet.language == "rust":
            code.append(snippet.source)
    path = f'path = "{ROOT / "gopylink-runtime"}"'
    manifest, replaced = re.subn(
        r"^gopylink-runtime\s*=.*?(, features = \[.*?\])?(?: })?$",
        lambda line: f"gopylink-runtime = {{ {path}{line[1] or ''} }}",
        manifest,
        flags=re.MULTILINE,
    )
    assert replaced == 1, f"the Cargo.toml of {name} does not depend on gopylink-runtime on a line of its own"
    # Not a member of the workspace that it lies in.
    write(folder / "Cargo.toml", f"{manifest}\n[workspace]\n")
    write(folder / "src" / "lib.rs", "\n".join(code))
    target = folder / "target"
    if not target.is_symlink():
        target.symlink_to(BUILD / "target")
    # The versions that the workspace is tested with.
    shutil.copyfile(ROOT / "Cargo.lock", folder / "Cargo.lock")
    return folder


def cargo(folder: Path, *command: str) -> None:
    if shutil.which("cargo") is None:
        pytest.skip("cargo is not there")
    environment = {**os.environ, "CARGO_TARGET_DIR": str(BUILD / "target")}
    done = subprocess.run(["cargo", *command], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def expected_output(source: str) -> list[str]:
    sys.path.insert(0, str(DRIVER.parent))
    try:
        from readme_driver import comments
    finally:
        sys.path.pop(0)
    found = (re.match(r"#\s*(?:→|Output:) ?(.*)", comment) for _, comment in comments(source))
    return [match[1].rstrip() for match in found if match]


def run_python(folder: Path, members: list[Snippet], **environment: str) -> None:
    """Runs Python snippets in one process and compares what they print."""
    if not members:
        return
    write(folder / "snippets.json", json.dumps([(snippet.page, snippet.line, snippet.source) for snippet in members]))
    done = subprocess.run(
        # Unbuffered, so that what Python and Rust print keeps its order.
        [sys.executable, "-u", str(DRIVER), "snippets.json"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    for snippet, printed in zip(members, done.stdout.split(SEPARATOR + "\n")):
        expected = expected_output(snippet.source)
        if not expected:
            continue
        patterns = [".*".join(re.escape(part) for part in line.split("…")) for line in expected]
        lines = [line.rstrip() for line in printed.splitlines()]
        same = len(lines) == len(patterns) and all(map(re.fullmatch, patterns, lines))
        assert same, f"{snippet.page}:{snippet.line} says {expected}, printed is {lines}"


@pytest.mark.parametrize("lane", LANES)
@pytest.mark.parametrize("name", CRATES)
def test_crate(name: str, lane: str) -> None:
    if lane == "msgpack" and name in DIRECT_ONLY:
        pytest.skip(f"{name}: {DIRECT_ONLY[name]}")
    members = [snippet for snippet in SNIPPETS if snippet.crate == name]
    folder = make_crate(name, members)
    cargo(folder, "build", "--lib")
    python = [snippet for snippet in members if snippet.language == "python" and not snippet.file]
    run_python(folder, python, GOPYLINK_LANE=lane)


@pytest.mark.parametrize("snippet", [s for s in SNIPPETS if s.test == "python"], ids=called)
def test_python(snippet: Snippet, tmp_path: Path) -> None:
    run_python(tmp_path, [snippet])


def test_rust_without_a_crate_compiles() -> None:
    members = [snippet for snippet in SNIPPETS if snippet.language == "rust" and not snippet.test]
    if not members:
        pytest.skip("no page has such a snippet")
    modules = [
        snippet._replace(source=f"mod snippet{number} {{\n{snippet.source}}}\n", test="")
        for number, snippet in enumerate(members)
    ]
    cargo(make_crate("unmarked", modules), "check", "--lib")


@pytest.mark.parametrize("snippet", [s for s in SNIPPETS if not s.crate and s.test != "python"], ids=called)
def test_the_others_parse(snippet: Snippet) -> None:
    assert snippet.test == "" or snippet.test.startswith("skip, "), f"no such test: {snippet.test}"
    if snippet.language == "python":
        compile(snippet.source, f"{snippet.page}:{snippet.line}", "exec")
    elif snippet.language == "json":
        json.loads(snippet.source)
    elif snippet.language == "toml":
        tomllib = pytest.importorskip("tomllib", reason="Python has it from 3.11")
        tomllib.loads(snippet.source)
    elif snippet.test:
        pytest.skip(snippet.test[len("skip, ") :])
    elif snippet.language != "rust":
        pytest.skip(f"{snippet.language} is shown, not run")


def test_there_is_something_to_test() -> None:
    assert CRATES


def test_crates_are_of_one_page() -> None:
    pages = {(snippet.crate, snippet.page) for snippet in SNIPPETS if snippet.crate}
    assert sorted(crate for crate, _ in pages if crate) == CRATES


def page(*lines: str) -> list[Snippet]:
    return list(snippets("\n".join(("# Title", "", *lines, ""))))


def test_snippets_are_found() -> None:
    found = page("```toml", "a = 1", "```", "text", "<!-- test: crate demo, file app.py -->", "```python", "x", "```")
    assert [(snippet.line, snippet.language, snippet.source) for snippet in found] == [
        (3, "toml", "a = 1\n"),
        (8, "python", "x\n"),
    ]
    assert [(snippet.crate, snippet.file) for snippet in found] == [(None, None), ("demo", "app.py")]


def test_right_snippets_pass(tmp_path: Path) -> None:
    first = page("```python", "x = 1", "print(x)  # → 1", "print('a\\nbc')", "# Output: a", "# → …c", "```")
    second = page("```python", "int('x')  # raises ValueError: invalid literal for int() with base 10: 'x'", "```")
    third = page("```python", "print(x)", "int(  # raises ValueError", "    'y')", "```")
    run_python(tmp_path, first + second + third)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("print(1)  # → 2", "README.md:3 says ['2'], printed is ['1']"),
        ("print(1); print(1)  # → 1", "README.md:3 says ['1'], printed is ['1', '1']"),
        ("1  # raises ValueError", "README.md:4: did not raise ValueError"),
        ("int('x')  # raises TypeError", "README.md says TypeError"),
        ("1 / 0", "ZeroDivisionError"),
    ],
)
def test_wrong_snippets_fail(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(AssertionError) as caught:
        run_python(tmp_path, page("```python", line, "```"))
    assert message in str(caught.value)
