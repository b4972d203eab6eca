"""Writes the type stub of a library: what its module object has, as a ``.pyi`` file says it.

Each module writes one kind of thing; :mod:`~gopylink.stubs.names` knows which names are free, and
:mod:`~gopylink.stubs.layout` how lines are broken.
"""

from __future__ import annotations

from gopylink.stubs.module import write

__all__ = ["write"]
