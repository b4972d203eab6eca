"""The library of this checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .. import exports
from ..cases import Case
from .base import Peer


class Gopylink(Peer):
    name = "gopylink"
    by_name = True

    def load(self, built: Path) -> Any:
        import gopylink

        registry = gopylink.PythonRegistry()
        registry.export(exports.double)
        registry.export(exports.Tally)
        return gopylink.load_lib(built, registry)

    def spell(self, case: Case) -> tuple[str, str]:
        if case.function == "make_array":
            # The library knows nothing of NumPy.
            return "", f"lib.make_array({case.arguments}).to_numpy()"
        if case.stub:
            return "", f"lib.stub_{case.function}({case.arguments})"
        if not case.by_name:
            return super().spell(case)
        finder = "new_type" if case.kind == "constructor" else "func_call"
        arguments = ", ".join(filter(None, [f'"{case.function}"', case.arguments]))
        return "", f"lib.{finder}({arguments})"
