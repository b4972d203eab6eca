"""Declares the exception classes of a library."""

from __future__ import annotations

from collections.abc import Sequence

from gopylink._exceptions import message_name
from gopylink._manifest import ErrorType, ErrorVariant, Field
from gopylink.stubs.annotations import Annotations
from gopylink.stubs.layout import Layout, class_lines, docstring
from gopylink.stubs.names import Names, is_written


class Errors:
    """Declares exception classes."""

    def __init__(self, names: Names, annotations: Annotations, layout: Layout) -> None:
        self._names = names
        self._annotations = annotations
        self._layout = layout

    def declare(self, error: ErrorType) -> list[list[str]]:
        """Returns the lines of the base class, and of the classes of the variants."""
        body = [self._initializer(())]
        base = class_lines(f"{error.name}({self._names.module('gopylink')}.RustError)", body, error.doc)
        return [base, *(self._variant(error, variant) for variant in error.variants)]

    def _variant(self, error: ErrorType, variant: ErrorVariant) -> list[str]:
        body = [
            [f"{field.name}: {self._annotations.result(field.holds)}", *docstring(field.doc)]
            for field in variant.fields
            if is_written(field.name)
        ]
        if variant.fields:
            body.append(self._initializer(variant.fields))
        bases = [error.name, self._names.builtin(variant.base)] if variant.base else [error.name]
        return class_lines(f"{variant.name}({', '.join(bases)})", body, variant.doc)

    def _initializer(self, fields: Sequence[Field]) -> list[str]:
        fields = [field for field in fields if is_written(field.name)]
        message = message_name(field.name for field in fields)
        parameters = ["self", f'{message}: {self._names.builtin("object")} = ""', "/", *(["*"] if fields else [])]
        parameters += [f"{field.name}: {self._annotations.result(field.holds)}" for field in fields]
        return self._layout.function("__init__", parameters, "None", depth=1)
