"""Puts the block together."""

from __future__ import annotations

import os
from collections.abc import Sequence

from gopylink._contract.exports import PythonClass, PythonFunction, PythonParameter
from gopylink._contract.source import Source
from gopylink.rust_stubs.names import camel, doc, identifier, literal, snake
from gopylink.rust_stubs.types import Types

_WIDTH = 100
_INDENT = "    "


def write(source: Source, path: str) -> str:
    """Returns Rust source for what has been found in the file ``path``, formatted as rustfmt does it."""
    exports = source.described()
    types = Types(source)
    for name, export in source.exports.items():
        if export.definition is not None and isinstance(exports[name], PythonClass):
            types.classes[export.definition.name] = camel(name)
    block = _Block(types)
    items: list[list[str]] = []
    left_out: list[str] = []
    for name, found in exports.items():
        if isinstance(found, PythonClass):
            items += block.cls(name, found)
        elif isinstance(found, PythonFunction) and not found.is_async:
            items.append(block.function(name, found))
        else:
            why = "async" if found else "not defined in a file that was read"
            left_out.append(f"{_INDENT}// {name}: {why}")
    if left_out:
        items.append(left_out)
    lines = [f"// What {os.path.basename(path)} exports: written by `gopylink rust-stubs`.", ""]
    declarations = types.declarations()
    if types.features:
        lines[1:1] = [f"// gopylink-runtime needs the features {', '.join(sorted(types.features))}."]
    if types.used:
        used = ", ".join(sorted(types.used))
        lines += [f"use std::collections::{{{used}}};" if len(types.used) > 1 else f"use std::collections::{used};", ""]
    for declaration in declarations:
        lines += [*declaration, ""]
    lines += ["#[gopylink::python]", 'extern "Python" {', *_spaced(items), "}"]
    return "\n".join(lines) + "\n"


class _Block:
    """Writes the items of the block."""

    def __init__(self, types: Types) -> None:
        self._types = types

    def cls(self, name: str, found: PythonClass) -> list[list[str]]:
        """Returns the lines of a class, of its constructor and of its methods."""
        rust = camel(name)
        named = [f"{_INDENT}#[gopylink(name = {literal(name)})]"] if rust != name else []
        items = [[*doc(found.doc, _INDENT), *named, f"{_INDENT}pub type {rust};"]]
        taken = {snake(method) for method in found.methods}
        constructor = next(it for it in ("new", "create", "construct", "new_") if it not in taken)
        items.append(self._item(constructor, found.constructor, ["constructor"], returns=rust))
        for method, described in found.methods.items():
            if not method.startswith("_") and not described.is_async:
                items.append(self._method(rust, method, described))
        return items

    def function(self, name: str, found: PythonFunction) -> list[str]:
        """Returns the lines of a function."""
        return self._item(snake(name), found, _renamed(name))

    def _method(self, cls: str, name: str, found: PythonFunction) -> list[str]:
        return self._item(snake(name), found, _renamed(name), receiver=f"self: &{cls}")

    def _item(
        self, rust: str, found: PythonFunction, options: Sequence[str], *, receiver: str = "", returns: str = ""
    ) -> list[str]:
        parameters = found.parameters
        lines = doc(found.doc, _INDENT)
        if parameters is None:
            # Anything goes, and Python says what does not.
            parameters = (PythonParameter("arguments", "Rest", False), PythonParameter("options", "Options", False))
        signature = _signature(parameters)
        options = [*options, f"signature = ({', '.join(signature)})"] if signature else options
        if options:
            lines.append(f"{_INDENT}#[gopylink({', '.join(options)})]")
        written = [receiver] if receiver else []
        written += [f"{_parameter(it.name)}: {self._type(it)}" for it in parameters]
        if not returns and found.returns.kind != "none":
            returns = self._types.owned(found.returns)
        arrow = f" -> {returns}" if returns else ""
        whole = f"{_INDENT}pub fn {rust}({', '.join(written)}){arrow};"
        if len(whole) <= _WIDTH or not written:
            return [*lines, whole]
        inside = [f"{_INDENT * 2}{it}," for it in written]
        return [*lines, f"{_INDENT}pub fn {rust}(", *inside, f"{_INDENT}){arrow};"]

    def _type(self, parameter: PythonParameter) -> str:
        if parameter.kind == "Rest":
            return f"&[{self._types.owned(parameter.hint)}]"
        if parameter.kind == "Options":
            return self._types.options(parameter.hint)
        if not parameter.required:
            return self._types.optional(parameter.hint)
        return self._types.passed(parameter.hint)


def _renamed(name: str) -> list[str]:
    return [] if snake(name).removeprefix("r#") == name else [f"name = {literal(name)}"]


def _parameter(name: str) -> str:
    return identifier(name)


def _signature(parameters: Sequence[PythonParameter]) -> list[str]:
    """Returns the entries of the option; none where all are passed by position."""
    if all(it.kind in ("PositionalOnly", "Normal") and it.required for it in parameters):
        return []
    written: list[str] = []
    for index, parameter in enumerate(parameters):
        before = parameters[index - 1].kind if index else ""
        if before == "PositionalOnly" != parameter.kind:
            written.append("/")
        if parameter.kind == "KeywordOnly" and before not in ("KeywordOnly", "Rest"):
            written.append("*")
        mark = {"Rest": "*", "Options": "**"}.get(parameter.kind, "")
        default = "" if parameter.required or mark else " = ..."
        written.append(f"{mark}{_parameter(parameter.name)}{default}")
    if parameters[-1].kind == "PositionalOnly":
        written.append("/")
    return written


def _spaced(items: Sequence[Sequence[str]]) -> list[str]:
    """Returns the items with empty lines around those of several lines, and before types."""
    lines: list[str] = []
    before: Sequence[str] = ()
    for item in items:
        if before and (len(item) > 1 or len(before) > 1 or "pub type " in item[-1]):
            lines.append("")
        lines += item
        before = item
    return lines
