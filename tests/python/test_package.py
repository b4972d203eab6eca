"""The package as a whole."""

from __future__ import annotations

import doctest
import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import gopylink
import gopylink.registry
import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_version_is_that_of_the_workspace() -> None:
    manifest = (ROOT / "Cargo.toml").read_text(encoding="utf-8")
    version = re.search(r'^\[workspace\.package\]\nversion = "(.*)"', manifest, re.MULTILINE)
    assert version is not None
    assert gopylink.__version__ == version[1]


def test_all_is_there_documented_and_sorted() -> None:
    assert gopylink.__all__ == sorted(gopylink.__all__)
    for name in gopylink.__all__:
        assert getattr(gopylink, name).__doc__


def test_the_base_of_exported_classes() -> None:
    assert gopylink.Instance.__name__ == "Instance"
    assert not isinstance(gopylink, gopylink.Instance)
    with pytest.raises(TypeError, match="only the classes of a gopylink library have instances"):
        gopylink.Instance()


def test_the_licence_is_installed() -> None:
    files = [file for file in importlib.metadata.files("gopylink-py") or [] if file.name == "LICENSE"]
    assert [file.read_text(encoding="utf-8") for file in files] == [(ROOT / "LICENSE").read_text(encoding="utf-8")]


def test_the_package_is_typed() -> None:
    assert (Path(gopylink.__file__).parent / "py.typed").is_file()


def test_examples_in_docstrings() -> None:
    result = doctest.testmod(gopylink.registry)
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    "heavy", ["asyncio", "dataclasses", "difflib", "importlib.metadata", "inspect", "typing_extensions"]
)
def test_importing_is_light(heavy: str) -> None:
    code = f"import sys; before = set(sys.modules); import gopylink; sys.exit({heavy!r} in set(sys.modules) - before)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
