"""The peers as Python sees them: how each is loaded, how a call to it is written, and what it cannot do."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import Any

from . import exports
from .cases import Case


class Peer:
    """A library that has the benchmarked functions as attributes."""

    name = ""
    # What it cannot do, or what its interface has no place for: functions of cases.
    without: frozenset[str] = frozenset()

    def __init__(self, built: Path) -> None:
        self.lib = self.load(built)

    def load(self, built: Path) -> Any:
        raise NotImplementedError

    def can(self, case: Case) -> bool:
        return self.name not in case.without and case.function not in self.without

    def spell(self, case: Case) -> tuple[str, str]:
        """Returns how users write the call: what comes once before it, and the call."""
        if case.kind == "method":
            return "counter = lib.Counter(0)", f"counter.{case.function}({case.arguments})"
        return "", f"lib.{case.function}({case.arguments})"

    def give(self, kind: str, value: Any) -> Any:  # noqa: ARG002
        """Makes a plain value what the peer takes."""
        return value

    def plain(self, case: Case, result: Any) -> Any:
        """Makes a result a plain value."""
        return result.value() if case.kind == "constructor" else result


class Gopylink(Peer):
    name = "gopylink"

    def load(self, built: Path) -> Any:
        import gopylink

        registry = gopylink.PythonRegistry()
        registry.export(exports.double)
        registry.export(exports.Tally)
        return gopylink.load_lib(built, registry)

    def spell(self, case: Case) -> tuple[str, str]:
        if not case.by_name:
            return super().spell(case)
        finder = "new_type" if case.kind == "constructor" else "func_call"
        arguments = ", ".join(filter(None, [f'"{case.function}"', case.arguments]))
        return "", f"lib.{finder}({arguments})"


class PyO3(Peer):
    name = "PyO3"

    def load(self, built: Path) -> Any:
        lib = extension("peer_pyo3", built)
        lib.export("double", exports.double)
        lib.export("Tally", exports.Tally)
        return lib


def extension(name: str, path: Path) -> ModuleType:
    """Imports an extension module from a file of any name."""
    loader = importlib.machinery.ExtensionFileLoader(name, str(path))
    spec = importlib.util.spec_from_file_location(name, path, loader=loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def pascal(name: str) -> str:
    """`sum_ints` as Go names it."""
    return re.sub(r"(?:^|_)(\w)", lambda match: match[1].upper(), name)
