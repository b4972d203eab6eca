"""``python -m gopylink``: what it prints and writes, and how it ends."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

EXAMPLE = Path(os.environ.get("GOPYLINK_FIXTURES") or Path(__file__).resolve().parents[2] / "target" / "debug")


class Ended(NamedTuple):
    status: int
    stdout: str
    stderr: str


Run = Callable[..., Ended]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run(*arguments: object) -> Ended:
        command = [sys.executable, "-m", "gopylink", *map(str, arguments)]
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", env=environment, check=False
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def library(library_path: Callable[[str], Path]) -> Path:
    return library_path("functions")


def test_help_names_every_command(run: Run) -> None:
    ended = run("--help")
    assert ended.status == 0
    for command in ("stubs", "rust-stubs", "check", "diff", "inspect"):
        assert re.search(rf"^    {command}\s", ended.stdout, re.MULTILINE)
        assert run(command, "--help").status == 0


@pytest.mark.parametrize(
    "arguments", [[], ["stub"], ["stubs"], ["stubs", "x", "--line-length", "wide"], ["check", "x"]]
)
def test_wrong_usage_ends_with_2(run: Run, arguments: list[str]) -> None:
    ended = run(*arguments)
    assert ended.status == 2
    assert ended.stderr.startswith("usage: gopylink")


@pytest.mark.parametrize("command", [["stubs"], ["inspect"], ["diff", "there"], ["check", "--against", "app.py", "--"]])
def test_a_library_that_is_not_there_ends_with_2(run: Run, command: list[str]) -> None:
    ended = run(*command, "nowhere")
    assert ended.status == 2
    assert ended.stdout == ""
    assert ended.stderr.startswith("gopylink: no such library; tried:")


def test_stubs_are_written_and_checked(run: Run, library: Path, tmp_path: Path) -> None:
    stub = tmp_path / "out" / "fixture_functions.pyi"
    assert run("stubs", library, "-o", "out") == (0, f"wrote out{os.sep}fixture_functions.pyi\n", "")
    text = stub.read_text(encoding="utf-8")
    assert "\ndef add(a: int, b: int) -> int:\n" in text
    assert run("stubs", library, "-o", "out").stdout == f"out{os.sep}fixture_functions.pyi is up to date\n"
    assert run("stubs", library, "-o", "out", "--check") == (0, "", "")

    stub.write_text(text.replace("def add(a: int", "def add(a: str"), encoding="utf-8")
    ended = run("stubs", library, "-o", "out", "--check")
    assert ended.status == 1
    assert "\n-def add(a: str, b: int) -> int:\n+def add(a: int, b: int) -> int:\n" in ended.stdout
    assert ended.stderr.endswith(f"is out of date; write it with: gopylink stubs {library} -o out\n")
    assert "def add(a: str" in stub.read_text(encoding="utf-8")

    stub.unlink()
    assert "is not there; write it with: " in run("stubs", library, "-o", "out", "--check").stderr
    assert not stub.exists()
    assert os.listdir(tmp_path / "out") == []


def test_writing_where_one_cannot_ends_with_2(run: Run, library: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = run("stubs", library, "-o", "file")
    assert ended.status == 2
    assert ended.stderr.startswith(f"gopylink: file{os.sep}")


def test_libraries_are_read_without_being_run(run: Run, library: Path, tmp_path: Path) -> None:
    """Also a copy of one, and without another file beside it."""
    copy = tmp_path / library.name
    shutil.copyfile(library, copy)
    assert run("diff", library, "fixture_functions") == (0, "", "0 breaking, 0 compatible changes\n")


def test_diff_ends_with_1_when_something_breaks(run: Run, library: Path, library_path: Callable[[str], Path]) -> None:
    ended = run("diff", library, library_path("classes"))
    assert ended.status == 1
    assert ended.stdout.startswith("breaking:\n  ")
    assert "\n  add: the function is gone\n" in ended.stdout
    assert "\ncompatible:\n  " in ended.stdout
    assert " breaking, " in ended.stderr


def test_check_reads_source_and_does_not_run_it(run: Run, library: Path, tmp_path: Path) -> None:
    app = tmp_path / "app.py"
    app.write_text("raise SystemExit(3)\n")
    assert run("check", library, "--against", "app.py") == (0, "", "0 expected, 0 errors, 0 warnings\n")
    app.write_text("def f(:\n")
    ended = run("check", library, "--against", "app.py")
    assert ended.status == 2
    assert ended.stderr.startswith("gopylink: app.py:1: ")
    assert (
        run("check", library, "--against", "nowhere.py").stderr == "gopylink: nowhere.py: No such file or directory\n"
    )


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b"\xff = 1\n", "invalid or missing encoding declaration for 'app.py'"),
        (b"#\n#\n#\ns = '\xff'\n", "the file is not utf-8: invalid start byte"),
        (b"# coding: klingon\n", "unknown encoding for 'app.py': klingon"),
    ],
)
def test_a_file_that_is_no_text_is_named(run: Run, library: Path, tmp_path: Path, source: bytes, message: str) -> None:
    (tmp_path / "app.py").write_bytes(source)
    expected = (2, "", f"gopylink: app.py: {message}\n")
    assert run("rust-stubs", "app.py") == expected
    assert run("check", library, "--against", "app.py") == expected


def test_a_file_that_is_nested_too_deeply_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(f"x = {'-' * 100000}1\n")
    said = "gopylink: app.py: its expressions are nested too deeply to be read\n"
    assert run("rust-stubs", "app.py") == (2, "", said)


def test_a_file_for_another_python_is_named_with_this_one(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "app.py"
    path.write_text("import gopylink\ntype Row = list[int] = 1\n", encoding="utf-8")
    ended = run("rust-stubs", path)
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert ended.status == 2
    assert ended.stderr.startswith(f"gopylink: {path}:2: invalid syntax")
    assert ended.stderr.endswith(f" (read as Python {version}; run gopylink by the Python that it is for)\n")


def test_a_registry_that_is_not_there_ends_with_2(run: Run, library: Path, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(
        "import gopylink\nfrom elsewhere import others\nregistry = gopylink.PythonRegistry()\n"
        "def declare(passed):\n    @passed.export\n    def f(): ...\n"
    )
    (tmp_path / "empty.py").write_text("")
    commands = [["rust-stubs", "app.py"], ["check", library, "--against", "app.py", "empty.py"]]
    for command, files in zip(commands, ("app.py", "app.py, empty.py")):
        for known in ("registry", "others", "passed", "default_registry"):
            assert run(*command, "--registry", known).status != 2
        said = f"gopylink: there is no variable '{{}}' in {files}, or in what is imported from beside it; {{}}\n"
        near = said.format("regsitry", "did you mean 'registry'?")
        assert run(*command, "--registry", "regsitry") == (2, "", near)
        there = said.format("nope", "the registries are: default_registry, passed, registry")
        assert run(*command, "--registry", "nope") == (2, "", there)


@pytest.mark.parametrize("topic", ["classes", "python_stubs", "records", "signatures", "types", "whole_classes"])
def test_a_library_does_not_differ_from_itself(run: Run, library_path: Callable[[str], Path], topic: str) -> None:
    library = library_path(topic)
    assert run("diff", library, library) == (0, "", "0 breaking, 0 compatible changes\n")


def test_check_finds_what_the_fixture_leaves_out(run: Run, library_path: Callable[[str], Path], tmp_path: Path) -> None:
    exports = Path(__file__).resolve().parents[1] / "fixtures" / "python_stubs" / "conftest.py"
    known, changed = "registry.export(obj, name=name)", "registry.sell(obj, name=name)"
    text = exports.read_text(encoding="utf-8")
    assert known in text
    (tmp_path / "app.py").write_text(text.replace(known, changed), encoding="utf-8")
    ended = run("check", library_path("python_stubs"), "--against", "app.py")
    assert ended.status == 1
    title, *lines = ended.stdout.splitlines()
    assert title == "errors:"
    assert [line.split(":")[0] for line in lines] == ["  stubs_missing"]
    # What is missing may be what is exported by a name that only running tells.
    ended = run("check", library_path("python_stubs"), "--against", exports)
    assert (ended.status, ended.stdout.splitlines()) == (0, ["warnings:", *lines])
    place = f"{exports}:{1 + text[: text.index(known)].count(chr(10))}"
    said = f"gopylink: {place}: {known} is left out: its name is known only when the code runs"
    first, last = ended.stderr.splitlines()
    assert first == said
    assert re.fullmatch(r"[1-9]\d* expected, 0 errors, 1 warnings", last)


def test_check_tells_errors_and_warnings_apart(run: Run, library_path: Callable[[str], Path], tmp_path: Path) -> None:
    exports = Path(__file__).resolve().parents[1] / "fixtures" / "python_stubs" / "conftest.py"
    text = exports.read_text(encoding="utf-8")
    changed = text.replace("def stubs_greet(name)", "def stubs_greet()").replace(
        "def stubs_greet(name: str)", "def stubs_greet()"
    )
    changed += "\n@gopylink.export\ndef stubs_missing(number: str) -> int: ...\n"
    assert changed.count("def stubs_greet()") == 1
    (tmp_path / "app.py").write_text("import gopylink\n" + changed, encoding="utf-8")
    ended = run("check", library_path("python_stubs"), "--against", "app.py")
    assert ended.status == 1
    first, error, second, warning = ended.stdout.splitlines()
    assert (first, second) == ("errors:", "warnings:")
    assert error.startswith("  stubs_greet: Rust passes 1 argument (")
    assert warning.startswith("  stubs_missing: Rust passes int for 'number' (")


def test_inspect_shows_all(run: Run, library: Path) -> None:
    ended = run("inspect", library)
    assert ended.status == 0
    lines = ended.stdout.splitlines()
    assert lines[0] == f"fixture_functions  {library}"
    assert any(line.split()[:1] == ["add"] and "(a: int, b: int) -> int" in line for line in lines)
    data: Any = json.loads(run("inspect", library, "--json").stdout)
    assert "add" in [function["name"] for function in data["functions"]]


def test_inspect_shows_the_type_of_each_argument(run: Run, library_path: Callable[[str], Path]) -> None:
    shown = run("inspect", library_path("signatures")).stdout
    assert "(by: int | None = None, *more: int, times: int = 1, **named: int) -> int" in shown
    assert "(**options: Any) -> Any" in shown


def test_a_reader_that_has_enough_is_no_error(library: Path) -> None:
    command = f'"{sys.executable}" -m gopylink inspect "{library}" --json | head -1'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("{\n", "")


def test_rust_stubs_are_printed_written_and_checked(run: Run, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("import gopylink\n@gopylink.export\ndef greet(name: str) -> str: ...\n")
    stub = tmp_path / "python.rs"
    printed = run("rust-stubs", "app.py")
    assert "\n    pub fn greet(name: &str) -> String;\n" in printed.stdout
    assert run("rust-stubs", "app.py", "-o", "python.rs") == (0, "wrote python.rs\n", "")
    assert stub.read_text(encoding="utf-8") == printed.stdout
    assert run("rust-stubs", "app.py", "--check", "python.rs") == (0, "", "")
    # rustfmt has options.
    formatted = printed.stdout.replace("(name: &str)", "(\n\t\tname: &str,\n\t)").replace("    ", "\t")
    assert formatted != printed.stdout
    stub.write_text(formatted, encoding="utf-8")
    assert run("rust-stubs", "app.py", "--check", "python.rs") == (0, "", "")
    stub.write_text(printed.stdout, encoding="utf-8")
    (tmp_path / "app.py").write_text("import gopylink\n@gopylink.export\ndef greet(name: bytes) -> str: ...\n")
    ended = run("rust-stubs", "app.py", "--check", "python.rs")
    assert ended.status == 1
    assert "\n-    pub fn greet(name: &str) -> String;\n+    pub fn greet(name: &[u8]) -> String;\n" in ended.stdout
    assert ended.stderr.endswith("write it with: gopylink rust-stubs app.py -o python.rs\n")


def test_rust_stubs_of_a_file_that_exports_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("import gopylink\ndef greet(name: str) -> str: ...\n")
    stub = tmp_path / "python.rs"
    stub.write_text("// as it was\n")
    said = "gopylink: app.py exports nothing: mark functions with @gopylink.export\n"
    for options in ([], ["-o", "python.rs"], ["--check", "python.rs"]):
        assert run("rust-stubs", "app.py", *options) == (1, "", said)
    (tmp_path / "app.py").write_text("from gopylink import PythonRegistry\nregistry = PythonRegistry()\n")
    said = "gopylink: app.py exports nothing to registry: mark functions with @registry.export\n"
    assert run("rust-stubs", "app.py", "--registry", "registry", "-o", "python.rs") == (1, "", said)
    (tmp_path / "app.py").write_text("from gopylink import export\nfor f in fs:\n    export(f)\n")
    ended = run("rust-stubs", "app.py", "-o", "python.rs")
    assert ended == (
        1,
        "",
        "gopylink: app.py:3: export(f) is left out: what it exports is known only when the code runs\n"
        "gopylink: app.py exports nothing that a stub can be written for\n",
    )
    assert stub.read_text() == "// as it was\n"


def test_rust_stubs_say_what_is_left_out(run: Run, tmp_path: Path) -> None:
    code = "from gopylink import export\n@export\ndef greet(): ...\n@export(name=greet())\ndef other(): ...\n"
    (tmp_path / "app.py").write_text(code)
    said = "gopylink: app.py:5: other is left out: its name is known only when the code runs\n"
    assert run("rust-stubs", "app.py", "-o", "python.rs") == (0, "wrote python.rs\n", said)
    assert run("rust-stubs", "app.py", "--check", "python.rs") == (0, "", "")
    assert "    // other: its name is known only when the code runs\n" in (tmp_path / "python.rs").read_text()
