"""An extension module written with nanobind, in C++. Its records are instances of a class, not dictionaries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .. import exports
from .base import Peer, extension
from .records import RecordObjects


class Nanobind(RecordObjects, Peer):
    name = "nanobind"
    # C++ has exceptions in place of panics.
    without = frozenset({"panic"})

    def load(self, built: Path) -> Any:
        lib = extension("peer_nanobind", built)
        lib.export("double", exports.double)
        lib.export("Tally", exports.Tally)
        return lib
