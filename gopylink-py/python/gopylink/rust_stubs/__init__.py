"""Writes Rust stubs for what a Python file exports: an ``extern "Python"`` block, and the records that it needs.

The file is read and not run. :mod:`gopylink._contract.source` finds the exports, :mod:`~gopylink.rust_stubs.types`
writes the Rust types of annotations.
"""

from __future__ import annotations

from gopylink.rust_stubs.block import write

__all__ = ["write"]
