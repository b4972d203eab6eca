"""The names of a stub: what the library exports keeps its name, and all else goes around it."""

from __future__ import annotations

import builtins
import keyword
import types
from collections.abc import Iterable

from gopylink._manifest import Class, Field, Manifest, Shape
from gopylink.stubs.layout import Layout

# What the loader sets on every library object, or leaves to the interpreter.
_TAKEN = {"func_call", "new_type", "__all__", "__dir__", "__getattr__", "__path__", "__file__", "__builtins__"}

_HOMES = {
    "_typeshed": ["SupportsItems"],
    "collections.abc": ["Iterator", "Mapping", "Sequence", "Set"],
    "typing": ["Any", "ClassVar", "Final", "Literal", "NamedTuple", "NoReturn", "Protocol", "TypedDict", "final"],
    # Type checkers have it for every version of Python, and a stub is never run.
    "typing_extensions": ["Buffer", "NotRequired", "ReadOnly", "Required", "Self", "TypeAlias", "Unpack"],
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}


def is_written(name: str) -> bool:
    """Whether Python code can write the name."""
    return name.isidentifier() and not keyword.iskeyword(name)


def is_attribute(name: str) -> bool:
    """Whether a library object has an export of that name as an attribute that a stub can declare."""
    return is_written(name) and name not in _TAKEN and not hasattr(types.ModuleType, name)


class Names:
    """Hands out names, and remembers what is to be imported for them."""

    def __init__(self, manifest: Manifest) -> None:
        exported = [it.name for it in manifest.functions]
        exported += [it.name for it in manifest.classes]
        exported += [it.name for it in manifest.errors]
        exported += [it.name for error in manifest.errors for it in error.variants]
        exported += [it.name for it in manifest.types if it.has_class]
        self._public = {"func_call", "new_type", *filter(is_attribute, exported)}
        # In the body of a class, its members hide what the module has.
        self._members = {name for cls in manifest.classes for name in members(cls)}
        self._members |= {field.name for definition in manifest.types for field in fields(definition.shape)}
        self._members |= {it.name for error in manifest.errors for variant in error.variants for it in variant.fields}
        self._imported: dict[str, set[str]] = {}
        self._modules: set[str] = set()
        self._aliases: dict[str, str] = {}

    def claim(self, name: str, suffix: str = "Record") -> str:
        """Returns the name, or one like it, that nothing else has from now on."""
        found = name
        while found in self._public or not is_written(found):
            found = f"{found}{suffix}" if is_written(found + suffix) else f"_{suffix}{len(self._public)}"
        self._public.add(found)
        return found

    def builtin(self, name: str) -> str:
        """Returns how a builtin name is written."""
        assert hasattr(builtins, name)
        if name in self._public or name in self._members:
            return f"{self.module('builtins')}.{name}"
        return name

    def imported(self, name: str) -> str:
        """Returns how a name of the typing modules is written, and imports it."""
        # "Set" alone would be taken for the builtin type.
        written = "AbstractSet" if name == "Set" else name
        if written in self._public or written in self._members:
            written = f"_{written}"
        spelled = name if written == name else f"{name} as {written}"
        self._imported.setdefault(_HOME_OF[name], set()).add(spelled)
        return written

    def module(self, name: str) -> str:
        """Returns how a module is written, and imports it."""
        hidden = name in self._public or name in self._members
        self._modules.add(f"{name} as _{name}" if hidden else name)
        return f"_{name}" if hidden else name

    def own(self, name: str) -> str:
        """Returns how a class or type of the stub itself is written."""
        if name not in self._members:
            return name
        return self._aliases.setdefault(name, f"_{name}")

    def imports(self, layout: Layout) -> list[str]:
        """Returns the lines that import what has been asked for."""
        lines = [f"import {name}" for name in sorted(self._modules - {"gopylink"})]
        for module in sorted(self._imported):
            names = sorted(self._imported[module], key=_import_order)
            plain = [name for name in names if " as " not in name]
            if plain:
                lines.append("\n".join(layout.imported(module, plain)))
            lines += [f"from {module} import {name}" for name in names if " as " in name]
        # What only type checkers have does not count as of the standard library.
        others = [line for line in lines if line.startswith(("from _typeshed", "from typing_extensions"))]
        standard = [line for line in lines if line not in others]
        others = [*(["import gopylink"] if "gopylink" in self._modules else []), *others]
        return [*standard, *([""] if standard and others else []), *others]

    def aliases(self) -> list[tuple[str, str]]:
        """Returns the other names that types have got, with the types."""
        return sorted((alias, name) for name, alias in self._aliases.items())


def members(cls: Class) -> Iterable[str]:
    """Returns the names of what a class has."""
    for group in (cls.methods, cls.static_methods, cls.properties, cls.constants):
        for member in group:
            yield member.name


def fields(shape: Shape) -> Iterable[Field]:
    """Returns the fields of a record or of the variants of an enum."""
    yield from shape.fields or ()
    for variant in shape.variants or ():
        if variant.content is not None:
            yield from fields(variant.content)


def _import_order(name: str) -> tuple[int, str]:
    # Constants, classes, functions: the order that ruff sorts imports by.
    word = name.split(" ")[0]
    return (0 if word.isupper() and len(word) > 1 else 1 if word[:1].isupper() else 2, name)
