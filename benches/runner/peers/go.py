"""The original: a Go library and its client, which has our import name and so a process of its own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from .. import exports
from ..cases import Case
from .base import Peer


class Go(Peer):
    name = "Go"
    by_name = True
    raises_type_errors = False
    # It always releases the GIL, and has no keyword arguments.
    without = frozenset(
        {"add_released", "hello_released", "incr_released", "call_held", "method_held", "construct_held"}
    )

    def load(self, built: Path) -> Any:
        import gopylink

        gopylink.export(exports.double)
        gopylink.export(exports.Tally)
        return gopylink.load_go_lib(str(built))

    def has(self, case: Case) -> bool:
        # There are no attributes to look for; what it cannot do is said above.
        return not case.function.endswith("_array")

    def spell(self, case: Case) -> tuple[str, str]:
        if case.kind == "method":
            return 'counter = lib.new_type("Counter", 0)', f"counter.{pascal(case.function)}({case.arguments})"
        finder = "new_type" if case.kind == "constructor" else "func_call"
        arguments = ", ".join(filter(None, [f'"{pascal(case.function)}"', case.arguments]))
        return "", f"lib.{finder}({arguments})"

    def plain(self, case: Case, result: Any) -> Any:
        return result.Value() if case.kind == "constructor" else result


class InWheel(Go):
    """The same library, loaded by the gopylink of this checkout."""

    name = "Go in this wheel"


def pascal(name: str) -> str:
    """`sum_ints` as Go names it."""
    return re.sub(r"(?:^|_)(\w)", lambda match: match[1].upper(), name)
