"""What all peers have in common: how one is loaded, how a call to it is written, and what it cannot do."""

from __future__ import annotations

import importlib.machinery
import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from ..cases import Case
from ..measure import LocalTimer

# The fields of a record.
NAMES = ("id", "name", "score", "active")


class Peer:
    """A library that has the benchmarked functions as attributes."""

    name = ""
    # What it cannot do, or what its interface has no place for: functions of cases.
    without: frozenset[str] = frozenset()
    # Calls by name are a case of their own for it, or what others are compared with there.
    by_name = False
    # A wrong argument is a TypeError.
    raises_type_errors = True

    def __init__(self, built: Path) -> None:
        self.lib = self.load(built)

    def load(self, built: Path) -> Any:
        raise NotImplementedError

    def can(self, case: Case) -> bool:
        if case.by_name and not self.by_name:
            return False
        return self.name not in case.without and case.function not in self.without and self.has(case)

    def has(self, case: Case) -> bool:
        """Whether the library has the function. Methods are taken to be there."""
        return case.kind == "method" or hasattr(self.lib, case.function)

    def timer(self, case: Case) -> LocalTimer:
        return LocalTimer(case, self)

    def spell(self, case: Case) -> tuple[str, str]:
        """Returns how users write the call: what comes once before it, and the call."""
        if case.kind == "method":
            return "counter = lib.Counter(0)", f"counter.{case.function}({case.arguments})"
        if case.kind == "statement":
            return case.setup, case.arguments
        return "", f"lib.{case.function}({case.arguments})"

    def give(self, kind: str, value: Any) -> Any:  # noqa: ARG002
        """Makes a plain value what the peer takes."""
        return value

    def plain(self, case: Case, result: Any) -> Any:
        """Makes a result a plain value."""
        if case.result == "object":
            return as_dict(result)
        if case.result == "objects":
            return [as_dict(record) for record in result]
        return result.value() if case.kind == "constructor" else result


def as_dict(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in NAMES}


def extension(name: str, path: Path) -> ModuleType:
    """Imports an extension module from a file of any name."""
    loader = importlib.machinery.ExtensionFileLoader(name, str(path))
    spec = importlib.util.spec_from_file_location(name, path, loader=loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module
