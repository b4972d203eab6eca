"""An extension module written with PyO3, what the ratios refer to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .. import exports
from .base import Peer, extension


class PyO3(Peer):
    name = "PyO3"
    by_name = True

    def load(self, built: Path) -> Any:
        lib = extension("peer_pyo3", built)
        lib.export("double", exports.double)
        lib.export("Tally", exports.Tally)
        return lib
