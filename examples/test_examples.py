"""The examples print what their readers are told."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parent
LIBRARIES = Path(os.environ.get("GOPYLINK_FIXTURES") or EXAMPLES.parent / "target" / "debug")


def run(example: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(EXAMPLES / example / "main.py"), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        timeout=300,
        check=False,
    )


def library(name: str) -> str:
    return str(LIBRARIES / name)


def test_python_call_rust() -> None:
    done = run("python_call_rust", library("python_call_rust"))
    assert (done.stdout, done.stderr) == ("Hello World\n30\n5\n8\n8\n", "")


def test_rust_call_python() -> None:
    done = run("rust_call_python", library("rust_call_python"))
    assert (done.stdout, done.stderr) == ("greet: Hi, Gopher!\nmultiply: 42\nCounter.incr: 15\n", "")


def test_rust_call_python_has_the_declarations_of_its_script() -> None:
    folder = EXAMPLES / "rust_call_python"
    command = [sys.executable, "-m", "gopylink", "rust-stubs", "main.py", "--check", "src/python.rs"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("written", "instead", "found"),
    [
        ("multiply(a: int, b: int)", "multiply(a: int)", "multiply: Rust passes 2 arguments ({}), Python takes 1 ({})"),
        (
            "multiply(a: int, b: int)",
            "multiply(a: int, b: str)",
            "multiply: Rust passes int for 'b' ({}), Python takes str ({})",
        ),
        ("def incr", "def increase", "Counter.incr: Rust calls it ({}), the Python class has no such method ({})"),
    ],
)
def test_rust_call_python_is_told_what_its_script_has_otherwise(
    tmp_path: Path, written: str, instead: str, found: str
) -> None:
    code = (EXAMPLES / "rust_call_python" / "main.py").read_text(encoding="utf-8")
    assert written in code
    script = tmp_path / "main.py"
    script.write_text(code.replace(written, instead), encoding="utf-8")
    command = [sys.executable, "-W", "error", str(script), library("rust_call_python")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert done.stdout == ""
    pattern = re.escape(found).replace(r"\{\}", r"[^()]+:\d+")
    assert re.search(f"^{pattern}", done.stderr, re.MULTILINE), done.stderr
    assert "examples/rust_call_python/src/python.rs:" in done.stderr


@pytest.mark.parametrize(
    ("written", "instead", "error"),
    [
        ("multiply(6, 7)", 'multiply(6, "7")', "error[E0308]: mismatched types"),
        ("multiply(6, 7)", "multiply(6)", "error[E0061]: this function takes 2 arguments but 1 argument was supplied"),
        ("counter.incr(5)", "counter.inrc(5)", "error[E0599]: no method named `inrc` found"),
    ],
)
def test_rust_call_python_does_not_compile_with_another_call(
    tmp_path: Path, written: str, instead: str, error: str
) -> None:
    if shutil.which("cargo") is None:
        pytest.skip("cargo is not there")
    root = EXAMPLES.parent
    shutil.copytree(EXAMPLES / "rust_call_python" / "src", tmp_path / "src")
    shutil.copyfile(root / "Cargo.lock", tmp_path / "Cargo.lock")
    (tmp_path / "Cargo.toml").write_text(
        '[package]\nname = "edited"\nedition = "2024"\n[lib]\ncrate-type = ["cdylib"]\n[workspace]\n'
        f"[dependencies]\ngopylink-runtime = {{ path = '{root / 'gopylink-runtime'}' }}\n",
        encoding="utf-8",
    )
    code = tmp_path / "src" / "lib.rs"
    text = code.read_text(encoding="utf-8")
    assert written in text
    code.write_text(text.replace(written, instead), encoding="utf-8")
    environment = {**os.environ, "CARGO_TARGET_DIR": str(root / ".build" / "examples")}
    done = subprocess.run(
        ["cargo", "check"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    # In the words of the compiler, at the call.
    assert error in done.stderr
    line = text[: text.index(written)].count("\n") + 1
    assert f"--> src/lib.rs:{line}:" in done.stderr


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    package = tmp_path / "shop"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "dates.py").write_text(
        "class Parser:\n    @property\n    def http_date(self):\n        return parse(self.date)\n"
    )
    (package / "other.py").write_text("date = None\nparse = None\n")
    (package / "binary.py").write_bytes(b"caf\xe9")
    (package / "latin.py").write_bytes(b"# coding: latin-1\nclass Menu:\n    caf\xe9 = 1\n")
    tests = package / "tests"
    tests.mkdir()
    (tests / "test_dates.py").write_text("def test_http_date():\n    parse()\n")
    installed = tmp_path / "site-packages"
    installed.mkdir()
    (installed / "web.py").write_text("def parse_http_date(): pass\n")
    return tmp_path


def search(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    pytest.importorskip("tqdm")
    return run("code_search", "--lib", library("code_search"), "--root", str(tree), *arguments)


def test_code_search_ranks_and_names_what_it_finds(tree: Path) -> None:
    done = search(tree, "parse http date", "café", "nothing-like-it", "()")
    assert done.returncode == 0, done.stderr
    shop = "shop" + os.sep
    lines = [line.strip() for line in done.stdout.splitlines()]
    assert lines[0].startswith("Indexed 5 files with 11 lines")
    assert lines[2:4] == ["Skipped 1:", f"{shop}binary.py: not UTF-8 at byte 3"]
    assert lines[6].startswith(f"1. {shop}dates.py:3  shop.dates.Parser.http_date  (")
    assert lines[7] == "def http_date(self):"
    # As good as the first, but a test.
    assert lines[8].startswith(f"2. {shop}{os.path.join('tests', 'test_dates.py')}:1  test_dates.test_http_date  (")
    assert lines[10].startswith(f"3. {shop}other.py:1  shop.other  (")
    assert lines[13] == "café"
    assert lines[14].startswith(f"1. {shop}latin.py:3  shop.latin.Menu  (")
    assert lines[-5:] == ["nothing-like-it", "nothing found", "", "()", "the query has no words to look for"]
    assert "6/6" in done.stderr, "the progress bar ends with the last file"


def test_code_search_leaves_installed_packages_out_unless_asked(tree: Path) -> None:
    file = os.path.join("site-packages", "web.py")
    assert file not in search(tree, "parse http date").stdout
    assert f" {file}:1  web.parse_http_date " in search(tree, "--all", "parse http date").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--root", "nowhere"], "code_search: no folder: nowhere\n"),
        (["--lib", "nowhere"], "code_search: no such library"),
        (["--limit", "0"], "--limit must be at least 1\n"),
    ],
)
def test_code_search_says_what_is_wrong(tree: Path, arguments: list[str], message: str) -> None:
    done = search(tree, *arguments)
    assert done.returncode != 0
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_code_search_of_a_folder_without_python(tmp_path: Path) -> None:
    done = search(tmp_path)
    assert done.returncode == 1
    assert done.stderr == f"code_search: no .py files in {tmp_path}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send to one process")
def test_code_search_can_be_interrupted() -> None:
    pytest.importorskip("tqdm")
    command = [sys.executable, str(EXAMPLES / "code_search" / "main.py"), "--lib", library("code_search")]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell starts what runs in its background with the signal ignored, and children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stderr is not None
        # The first the program writes to its standard error is the bar, at the beginning of the work.
        assert b"Indexing" in os.read(process.stderr.fileno(), 1000)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130, stderr
    assert stderr.decode().endswith("code_search: interrupted\n")
    assert b"Indexed" not in stdout
