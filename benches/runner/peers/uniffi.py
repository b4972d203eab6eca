"""The Python module that UniFFI writes. Its records are instances of a class, and it always releases the GIL."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from .. import exports
from .base import Peer
from .records import RecordObjects


class UniFFI(RecordObjects, Peer):
    name = "UniFFI"
    # It has no way to hold the GIL, and callbacks are methods of one object.
    without = frozenset({"add_released", "hello_released", "incr_released"})

    def load(self, built: Path) -> Any:
        spec = importlib.util.spec_from_file_location("peer_uniffi", built)
        assert spec is not None
        assert spec.loader is not None
        lib = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(lib)

        class Doubler(lib.Doubler):
            def double(self, number: int) -> int:
                return exports.double(number)

        lib.export(Doubler())
        return lib
