"""Puts the stub of a library together."""

from __future__ import annotations

from gopylink._manifest import Manifest
from gopylink.stubs.annotations import Annotations
from gopylink.stubs.classes import Classes
from gopylink.stubs.errors import Errors
from gopylink.stubs.functions import Functions
from gopylink.stubs.layout import Layout, literal, spaced
from gopylink.stubs.names import Names, is_attribute
from gopylink.stubs.types import Types

LINE_LENGTH = 88


def write(manifest: Manifest, name: str, line_length: int = LINE_LENGTH) -> str:
    """Returns the source of the stub.

    :param name: the name of the library, as its module has it
    """
    names = Names(manifest)
    annotations = Annotations(names)
    # A Go library may have both by one name.
    hidden = {it.name for it in manifest.functions}
    annotations.classes = {it.name for it in manifest.classes if is_attribute(it.name) and it.name not in hidden}
    layout = Layout(line_length)
    functions = Functions(names, annotations, layout)
    classes = Classes(manifest, names, annotations, functions)
    errors = Errors(names, annotations, layout)

    types = Types(manifest, names, annotations, layout).blocks()
    blocks = [block for error in manifest.errors for block in errors.declare(error)]
    left_out: list[str] = []
    for cls in manifest.classes:
        if cls.name in annotations.classes:
            blocks.append(classes.declare(cls))
        elif cls.name in hidden:
            reached = f"new_type({literal(cls.name)}, …)"
            left_out.append(f"# {cls.name}: a class, reached with {reached}; the attribute is the function")
        else:
            left_out.append(f"# {cls.name}: a class, reached with new_type({literal(cls.name)}, …)")
    for function in manifest.functions:
        if is_attribute(function.name):
            blocks.append(functions.declare(function))
        else:
            left_out.append(f"# {function.name}: a function, reached with func_call({literal(function.name)}, …)")
    any_value = names.imported("Any")
    text = names.builtin("str")
    for caller, does in (
        ("func_call", "Calls a function by name."),
        ("new_type", "Makes an instance of a class by name."),
    ):
        parameters = [f"name: {text}", "/", f"*args: {any_value}", f"**kwargs: {any_value}"]
        blocks.append(layout.function(caller, parameters, any_value, does))
    if left_out:
        blocks.append(left_out)
    aliases = [layout.alias(alias, names.imported("TypeAlias"), [own]) for alias, own in names.aliases()]

    lines = [f"# What the library {name} has: written by `gopylink stubs`, from its manifest.", ""]
    lines += [*names.imports(layout), ""]
    lines += spaced([*types, *aliases, *blocks])
    return "\n".join(lines) + "\n"
