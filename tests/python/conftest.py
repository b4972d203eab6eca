"""What the tests of `gopylink rust-stubs` share."""

from __future__ import annotations

import shutil
import subprocess
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from gopylink._contract import source
from gopylink.rust_stubs import write

HEADER = """\
import dataclasses, datetime, decimal, enum, pathlib, uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Dict, FrozenSet, List, Literal, NamedTuple, Optional, Set, Tuple, TypedDict, Union
from typing_extensions import NotRequired, Required
from gopylink import export
"""


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], str]:
    """What is written for a file, which is formatted as rustfmt does it."""

    def written(code: str) -> str:
        path = tmp_path / "app.py"
        path.write_text(HEADER + textwrap.dedent(code), encoding="utf-8")
        text = write(source.read(str(path)), str(path))
        if shutil.which("rustfmt") is not None:
            command = ["rustfmt", "--edition", "2024"]
            done = subprocess.run(command, cwd=tmp_path, input=text, capture_output=True, text=True, check=False)
            assert done.stderr == ""
            assert done.stdout == text
        return text

    return written
