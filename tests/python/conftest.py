"""What the tests of `gopylink rust-stubs`, and of what stubs expect, share."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gopylink._contract import Exported, of_object, source
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


@pytest.fixture(params=["in memory", "source"])
def exports_of(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], dict[str, Exported]]:
    """What an `app.py` of the code given exports by its `registry`, once loaded and once only read."""

    def exports_of(code: str) -> dict[str, Exported]:
        monkeypatch.chdir(tmp_path)
        Path("app.py").write_text(code, encoding="utf-8")
        if request.param == "source":
            return source.read("app.py").described()
        spec = importlib.util.spec_from_file_location("app", tmp_path / "app.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        # Where the source of classes is looked for.
        monkeypatch.setitem(sys.modules, "app", module)
        spec.loader.exec_module(module)
        registry: Any = module.registry
        return {name: of_object(name, registry._exports[name]) for name in registry}

    return exports_of
