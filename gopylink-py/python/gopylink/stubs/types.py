"""Declares records and enums: as Rust gives them, and as it takes them.

Rust gives a record as a dict with all fields (or an instance of the dataclass that the library has for it). It takes
a dict, whose values may be of the wider types that arguments have, or an object with the fields as attributes.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from gopylink._manifest import Field, Manifest, Shape, TypeDefinition, TypeRef, Variant
from gopylink._reach import arguments, inside, reached
from gopylink.stubs.annotations import WIDER, Annotations, parts
from gopylink.stubs.layout import Layout, class_lines, docstring, literal
from gopylink.stubs.names import Names, is_written

# What literals are of.
_LITERAL = ("Bool", "Int", "Float", "Str", "Bytes", "None")


class Types:
    """Declares the types of a manifest."""

    def __init__(self, manifest: Manifest, names: Names, annotations: Annotations, layout: Layout) -> None:
        self._definitions = {definition.name: definition for definition in manifest.types}
        self._names = names
        self._annotations = annotations
        self._layout = layout
        self._blocks: list[list[str]] = []
        taken = reached(manifest, arguments(manifest))
        self._taken = [name for name in self._definitions if name in taken]
        # Before anything is written, since types may lead to each other.
        for definition in manifest.types:
            name = definition.name if definition.has_class else names.claim(definition.name)
            annotations.results[definition.name] = name
        for name in self._taken:
            if not self._is_wider(TypeRef("Named", name), set()):
                annotations.arguments[name] = annotations.results[name]
                continue
            annotations.arguments[name] = names.claim(f"{annotations.results[name]}Like", "_")
            if self._definitions[name].shape.fields is not None:
                annotations.records[name] = names.claim(f"_{annotations.results[name]}Dict", "_")

    def blocks(self) -> list[list[str]]:
        """Returns the declarations."""
        for definition in self._definitions.values():
            self._declare(definition)
            arguments = self._annotations.arguments.get(definition.name)
            if arguments is not None and arguments != self._annotations.results[definition.name]:
                self._declare_argument(definition)
        return self._blocks

    def _is_wider(self, ref: TypeRef, seen: set[str]) -> bool:
        """Whether Rust takes more for a type than what it gives."""
        if ref.kind != "Named":
            is_wide = ref.kind in ("Bytes", "List", "Set", "Dict", "Array")
            is_wide = is_wide or (ref.kind == "Standard" and ref.name in WIDER)
            return is_wide or any(self._is_wider(item, seen) for item in ref.items)
        if ref.name in seen or ref.name not in self._definitions:
            return False
        seen.add(ref.name)
        shape = self._definitions[ref.name].shape
        if shape.fields is not None:
            return True
        if shape.tagging == "External" and any(it.content is None for it in shape.variants or ()):
            return True
        contents = [it.content for it in shape.variants or () if it.content is not None]
        if any(it.fields is not None for it in contents):
            return True
        return any(self._is_wider(ref, seen) for ref in inside(shape))

    def _declare(self, definition: TypeDefinition) -> None:
        name = self._annotations.results[definition.name]
        shape = definition.shape
        if shape.fields is not None and definition.has_class:
            self._dataclass(name, definition.doc, shape.fields)
        elif shape.fields is not None:
            self._record(name, shape.fields, definition.doc)
        elif shape.variants is not None and definition.has_class:
            self._enum(name, definition.doc, shape.variants)
        else:
            members = self._members(shape, name, is_argument=False)
            self._alias(name, members, definition.doc)

    def _declare_argument(self, definition: TypeDefinition) -> None:
        name = self._annotations.results[definition.name]
        shape = definition.shape
        if shape.fields is not None:
            members = [self._record(self._annotations.records[definition.name], shape.fields, is_argument=True)]
            members += self._protocol(self._names.claim(f"_{name}Fields", "_"), shape.fields)
            if definition.has_class:
                members.insert(0, name)
        else:
            members = self._members(shape, f"_{name}", is_argument=True)
            if definition.has_class:
                members.insert(0, name)
        self._alias(self._annotations.arguments[definition.name], members, "")

    def _alias(self, name: str, members: Sequence[str], doc: str) -> None:
        lines = self._layout.alias(name, self._names.imported("TypeAlias"), members or [self._names.imported("Any")])
        self._blocks.append([*lines, *docstring(doc)])

    def _write(self, is_argument: bool) -> Callable[[TypeRef], str]:
        return self._annotations.argument if is_argument else self._annotations.result

    def _enum(self, name: str, doc: str, variants: Sequence[Variant]) -> None:
        base = f"{self._names.module('enum')}.Enum"
        if any(is_written(it.name) for it in variants):
            self._blocks.append(class_lines(f"{name}({base})", [_member(it) for it in variants], doc))
            return
        # Checkers refuse a class without any member. Called, `Enum` takes names of every kind.
        items = [f"{literal(it.name)}: {literal(it.name)}" for it in variants]
        self._blocks.append([*self._called(name, base, items), *docstring(doc)])

    def _called(self, name: str, base: str, items: Sequence[str]) -> list[str]:
        """Returns a class that a call makes of its name and of the items of a dict."""
        whole = f"{name} = {base}({literal(name)}, {{{', '.join(items)}}})"
        if self._layout.fits(whole):
            return [whole]
        entries = self._layout.entries("{", items, "},", 1)
        return [f"{name} = {base}(", f"    {literal(name)},", *entries, ")"]

    def _dataclass(self, name: str, doc: str, fields: Sequence[Field]) -> None:
        body = []
        # As in the class itself: what must be given comes first.
        for field in sorted(fields, key=lambda it: it.has_default):
            written = f" = {_default(field)}" if field.has_default else ""
            annotation = self._annotations.result(field.holds)
            body.append([*self._layout.attribute(field.name, annotation, written), *docstring(field.doc)])
        decorator = f"{self._names.module('dataclasses')}.dataclass"
        self._blocks.append(class_lines(name, body, doc, [decorator]))

    def _record(
        self,
        name: str,
        fields: Sequence[Field],
        doc: str = "",
        *,
        is_argument: bool = False,
        tags: Sequence[tuple[str, str]] = (),
        decorators: Sequence[str] = (),
    ) -> str:
        """Declares a dict with these keys, and returns its name."""
        write = self._write(is_argument)
        entries = [(key, written, "") for key, written in tags]
        for field in fields:
            written = write(field.holds)
            if is_argument:
                written = f"{self._names.imported('ReadOnly')}[{written}]"
            if field.optional if is_argument else field.skipped:
                written = f"{self._names.imported('NotRequired')}[{written}]"
            entries.append((field.name, written, "" if is_argument else field.doc))
        typed_dict = self._names.imported("TypedDict")
        if all(is_written(key) for key, _, _ in entries):
            body = [[*self._layout.attribute(key, written), *docstring(doc)] for key, written, doc in entries]
            self._blocks.append(class_lines(f"{name}({typed_dict})", body, doc, decorators))
        else:
            items = [f"{literal(key)}: {written}" for key, written, _ in entries]
            self._blocks.append([*self._called(name, typed_dict, items), *docstring(doc)])
        return name

    def _protocol(self, name: str, fields: Sequence[Field]) -> list[str]:
        """Declares objects with these attributes; what need not be there cannot be said."""
        needed = [field for field in fields if not field.optional]
        if not needed or not all(is_written(field.name) for field in needed):
            return []
        body = []
        for field in needed:
            receiver, returns = ["self"], self._annotations.argument(field.holds)
            decorator = self._names.builtin("property")
            body.append(self._layout.function(field.name, receiver, returns, decorators=[decorator], depth=1))
        self._blocks.append(class_lines(f"{name}({self._names.imported('Protocol')})", body))
        return [name]

    def _members(self, shape: Shape, name: str, *, is_argument: bool) -> list[str]:
        """Returns what the values of an alias or enum are, and declares what that needs."""
        if shape.variants is None:
            return parts(self._write(is_argument)(shape.same or TypeRef()))
        members: list[str] = []
        units = [it for it in shape.variants if it.content is None]
        if units and shape.tagging == "External":
            literals = ", ".join(literal(it.name) for it in units)
            members.append(f"{self._names.imported('Literal')}[{literals}]")
            if is_argument:
                members.append(f"{self._names.module('enum')}.Enum")
        for variant in shape.variants:
            if variant.content is not None or shape.tagging != "External":
                members += parts(self._variant(shape, name, variant, is_argument))
        return list(dict.fromkeys(members))

    def _variant(self, shape: Shape, name: str, variant: Variant, is_argument: bool) -> str:
        inside = f"{name}{variant.name if is_written(variant.name) else 'Variant'}"
        tag = f"{self._names.imported('Literal')}[{literal(variant.name)}]"
        if shape.tagging == "Untagged":
            return self._content(inside, variant, is_argument) if variant.content else "None"
        if shape.tagging == "Internal":
            return self._internal(inside, shape.keys[0], tag, variant, is_argument)
        entries = [] if shape.tagging == "External" else [(shape.keys[0], tag)]
        if variant.content is not None:
            key = variant.name if shape.tagging == "External" else shape.keys[1]
            content = self._content(f"{inside}Content", variant, is_argument)
            entries.append((key, f"{self._names.imported('ReadOnly')}[{content}]" if is_argument else content))
        # Of final ones, checkers know by `"Circle" in figure` which it is.
        decorators = [self._names.imported("final")] if shape.tagging == "External" and not is_argument else []
        return self._record(self._names.claim(inside, "Variant"), (), variant.doc, tags=entries, decorators=decorators)

    def _internal(self, name: str, key: str, tag: str, variant: Variant, is_argument: bool) -> str:
        content = variant.content or Shape(fields=())
        name = self._names.claim(name, "Variant")
        fields = content.fields
        if fields is None and content.same is not None and content.same.kind == "Named":
            fields = self._definitions.get(content.same.name, TypeDefinition("")).shape.fields
        if fields is None:
            any_value = self._names.imported("Any")
            return f"{self._names.builtin('dict')}[{self._names.builtin('str')}, {any_value}]"
        return self._record(name, fields, variant.doc, is_argument=is_argument, tags=[(key, tag)])

    def _content(self, name: str, variant: Variant, is_argument: bool) -> str:
        content = variant.content or Shape()
        if content.fields is not None:
            return self._record(self._names.claim(name, "_"), content.fields, is_argument=is_argument)
        if content.same is not None:
            return self._write(is_argument)(content.same)
        return self._names.imported("Any")


def _member(variant: Variant) -> list[str]:
    """Returns the lines of a member of an enum."""
    name = literal(variant.name)
    if not is_written(variant.name):
        return [f"# {name} is not a name in Python: reach the member with [{name}]."]
    return [f"{variant.name} = {name}", *docstring(variant.doc)]


def _default(field: Field) -> str:
    """Returns what the constructor of a dataclass takes for a field that is left out: ``...`` for no literal."""
    if field.default is None and field.value is None:
        return "None"
    holds = field.holds.items[0] if field.holds.kind == "Optional" else field.holds
    if field.default is None or (holds.kind not in _LITERAL and field.default != "None"):
        return "..."
    try:
        return literal(ast.literal_eval(field.default))
    except ValueError:  # Not finite.
        return "..."
