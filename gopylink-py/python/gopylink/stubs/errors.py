"""Declares the exception classes of a library."""

from __future__ import annotations

from gopylink._manifest import ErrorType, ErrorVariant
from gopylink.stubs.annotations import Annotations
from gopylink.stubs.layout import class_lines, docstring
from gopylink.stubs.names import Names, is_written


class Errors:
    """Declares exception classes."""

    def __init__(self, names: Names, annotations: Annotations) -> None:
        self._names = names
        self._annotations = annotations

    def declare(self, error: ErrorType) -> list[list[str]]:
        """Returns the lines of the base class, and of the classes of the variants."""
        base = class_lines(f"{error.name}({self._names.module('gopylink')}.RustError)", [], error.doc)
        return [base, *(self._variant(error, variant) for variant in error.variants)]

    def _variant(self, error: ErrorType, variant: ErrorVariant) -> list[str]:
        body = [
            [f"{field.name}: {self._annotations.result(field.holds)}", *docstring(field.doc)]
            for field in variant.fields
            if is_written(field.name)
        ]
        return class_lines(f"{variant.name}({error.name})", body, variant.doc)
