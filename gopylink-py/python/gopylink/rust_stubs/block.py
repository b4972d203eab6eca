"""Puts the block together."""

from __future__ import annotations

import ast
import os
from collections.abc import Sequence
from dataclasses import replace

from gopylink._contract.classes import bases_of
from gopylink._contract.exports import Exported, PythonClass, PythonFunction, PythonParameter
from gopylink._contract.source import Source
from gopylink.rust_stubs.names import Scope, camel, doc, literal, plain, snake, word
from gopylink.rust_stubs.records import declarations
from gopylink.rust_stubs.types import NO_ITERATORS, CannotCross, Types

# What rustfmt leaves on one line with a result; without one, it is one more.
_WIDTH = 99
_INDENT = "    "
_ASYNC = "an async function, whose result is a coroutine; export a function that runs it"


def write(source: Source, path: str) -> str:
    """Returns Rust source for what has been found in the file ``path``, formatted as rustfmt does it."""
    exports = source.described()
    types = Types(source)
    classes = [name for name, found in exports.items() if isinstance(found, PythonClass)]
    spelled = types.names.take_all(classes, camel)
    for name in classes:
        export = source.exports[name]
        if isinstance(export.definition, ast.ClassDef):
            types.classes.setdefault((export.scope.path, export.definition.name), spelled[name])
    spelled.update(Scope().take_all([name for name in exports if name not in spelled], snake))
    writer = _Block(types)
    items: list[list[str]] = []
    for name, found in exports.items():
        if isinstance(found, PythonClass):
            base = _base(source, classes, name)
            above = exports[base] if base else None
            items += writer.cls(name, spelled[name], found, spelled.get(base, ""), above)
        elif isinstance(found, PythonFunction):
            items.append(writer.function(name, spelled[name], found))
        else:
            items.append([_left_out(name, source.exports[name].reason)])
    items += [[_left_out(it.label, it.reason)] for it in source.left_out]
    # What is left out comes last.
    items.sort(key=_is_left_out)
    lines = [f"// What {os.path.basename(path)} exports: written by `gopylink rust-stubs`.", ""]
    declared = declarations(types.records, types.value)
    if types.features:
        lines[1:1] = [f"// gopylink-runtime needs the features {', '.join(sorted(types.features))}."]
    if types.used:
        used = ", ".join(sorted(types.used))
        lines += [f"use std::collections::{{{used}}};" if len(types.used) > 1 else f"use std::collections::{used};", ""]
    for declaration in declared:
        lines += [*declaration, ""]
    lines += ["#[gopylink::python]", 'extern "Python" {', *_spaced(items), "}"]
    return "\n".join(lines) + "\n"


class _Block:
    """Writes the items of the block."""

    def __init__(self, types: Types) -> None:
        self._types = types

    def cls(self, name: str, rust: str, found: PythonClass, base: str, above: Exported) -> list[list[str]]:
        """Returns the lines of a class, of its constructor and of the methods that those of its base are not."""
        options = [f"name = {literal(name)}"] if rust != name else []
        options += [f"base = {base}"] if base else []
        written = [f"{_INDENT}#[gopylink({', '.join(options)})]"] if options else []
        items = [[*doc(found.doc, _INDENT), *written, f"{_INDENT}pub type {rust};"]]
        inherited = above.methods if isinstance(above, PythonClass) else {}
        # What may be a method, and as well something else, is none here.
        known = {method: it for method, it in found.methods.items() if it.parameters is not None}
        methods = {
            method: it
            for method, it in known.items()
            if not method.startswith("_") and not _is_same(it, inherited.get(method))
        }
        spelled = Scope().take_all(methods, snake)
        taken = {plain(it) for it in spelled.values()}
        constructor = next(it for it in ("new", "create", "construct", "new_") if it not in taken)
        if found.is_abstract:
            items.append([_left_out(f"{name}()", "the class is abstract")])
        else:
            items.append(self._item(name, constructor, found.constructor, ["constructor"], returns=rust))
        for method, described in methods.items():
            renamed = _renamed(method, spelled[method])
            label = f"{name}.{method}"
            items.append(self._item(label, spelled[method], described, renamed, receiver=f"self: &{rust}"))
        return items

    def function(self, name: str, rust: str, found: PythonFunction) -> list[str]:
        """Returns the lines of a function."""
        return self._item(name, rust, found, _renamed(name, rust))

    def _item(
        self,
        label: str,
        rust: str,
        found: PythonFunction,
        options: Sequence[str],
        *,
        receiver: str = "",
        returns: str = "",
    ) -> list[str]:
        if found.is_generator:
            return [_left_out(label, NO_ITERATORS)]
        if found.is_async:
            return [_left_out(label, _ASYNC)]
        parameters = found.parameters
        if parameters is None:
            # Anything goes, and Python says what does not.
            parameters = (PythonParameter("arguments", "Rest", False), PythonParameter("options", "Options", False))
        lines = doc(found.doc, _INDENT)
        signature = _signature(parameters)
        options = [*options, f"signature = ({', '.join(signature)})"] if signature else options
        if options:
            lines.append(f"{_INDENT}#[gopylink({', '.join(options)})]")
        before = self._types.remembered()
        try:
            written = [receiver] if receiver else []
            written += self._parameters(parameters)
            if not returns and found.returns.kind != "none":
                returns = self._types.owned(found.returns)
        except CannotCross as error:
            self._types.forget(before)
            return [_left_out(label, str(error))]
        arrow = f" -> {returns}" if returns else ""
        whole = f"{_INDENT}pub fn {rust}({', '.join(written)}){arrow};"
        if len(whole) <= (_WIDTH if returns else _WIDTH + 1) or not written:
            return [*lines, whole]
        if returns and len(whole) == _WIDTH + 1:
            # All fits but the semicolon, and rustfmt breaks before the result then.
            return [*lines, f"{_INDENT}pub fn {rust}({', '.join(written)})", f"{_INDENT}-> {returns};"]
        inside = [f"{_INDENT * 2}{it}," for it in written]
        return [*lines, f"{_INDENT}pub fn {rust}(", *inside, f"{_INDENT}){arrow};"]

    def _parameters(self, parameters: Sequence[PythonParameter]) -> list[str]:
        spelled = Scope().take_all([it.name for it in parameters], snake)
        written = []
        for parameter in parameters:
            name = spelled[parameter.name]
            attribute = f"#[gopylink(name = {literal(parameter.name)})] " if plain(name) != parameter.name else ""
            written.append(f"{attribute}{name}: {self._type(parameter)}")
        return written

    def _type(self, parameter: PythonParameter) -> str:
        if parameter.kind == "Rest":
            return self._types.rest(parameter.hint)
        if parameter.kind == "Options":
            return self._types.options(parameter.hint)
        if not parameter.required:
            return self._types.optional(parameter.hint)
        return self._types.passed(parameter.hint)


def _base(source: Source, classes: Sequence[str], name: str) -> str:
    """Returns the nearest exported class that an exported class derives from; nothing if there is none."""
    exported = {id(source.exports[it].definition): it for it in reversed(classes)}
    definition = source.exports[name].definition
    if not isinstance(definition, ast.ClassDef):
        return ""
    bases = bases_of(definition, source.exports[name].scope)
    return next((exported[id(node)] for node, _ in bases if id(node) in exported), "")


def _is_same(method: PythonFunction, inherited: PythonFunction | None) -> bool:
    """Whether calls of both are the same to Rust."""
    if inherited is None:
        return False
    return replace(method, name="", place="", doc="") == replace(inherited, name="", place="", doc="")


def _renamed(name: str, rust: str) -> list[str]:
    return [] if plain(rust) == name else [f"name = {literal(name)}"]


def _left_out(label: str, why: str) -> str:
    return f"{_INDENT}// {label}: {why}"


def _is_left_out(item: Sequence[str]) -> bool:
    return len(item) == 1 and item[0].startswith(f"{_INDENT}// ")


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
        written.append(f"{mark}{word(parameter.name)}{default}")
    if parameters[-1].kind == "PositionalOnly":
        written.append("/")
    return written


def _spaced(items: Sequence[Sequence[str]]) -> list[str]:
    """Returns the items with empty lines around those of several lines, and before types."""
    lines: list[str] = []
    before: Sequence[str] = ()
    for item in items:
        is_apart = len(item) > 1 or len(before) > 1 or "pub type " in item[-1]
        if before and (is_apart or _is_left_out(item) != _is_left_out(before)):
            lines.append("")
        lines += item
        before = item
    return lines
