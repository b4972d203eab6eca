"""Which types the exports of a library lead to."""

from __future__ import annotations

from collections.abc import Iterator

from gopylink._manifest import Function, Manifest, Shape, TypeRef


def functions(manifest: Manifest) -> Iterator[Function]:
    """Returns all that Python calls, in whatever way."""
    yield from manifest.functions
    for cls in manifest.classes:
        yield from ([] if cls.constructor is None else [cls.constructor])
        yield from (*cls.methods, *cls.static_methods, *cls.constants)
        for found in cls.properties:
            yield found.getter
            yield from ([] if found.setter is None else [found.setter])


def arguments(manifest: Manifest) -> Iterator[TypeRef]:
    """Returns the types of what Rust takes, from callers and from the Python that it calls."""
    for function in functions(manifest):
        yield from (parameter.accepts for parameter in function.parameters)
    yield from (function.returns for function in _expected(manifest))


def results(manifest: Manifest) -> Iterator[TypeRef]:
    """Returns the types of what Rust gives, to callers and to the Python that it calls."""
    yield from (function.returns for function in functions(manifest))
    for error in manifest.errors:
        for variant in error.variants:
            yield from (field.holds for field in variant.fields)
    for function in _expected(manifest):
        yield from (parameter.accepts for parameter in function.parameters)


def _expected(manifest: Manifest) -> Iterator[Function]:
    yield from manifest.expects.functions
    for cls in manifest.expects.classes:
        yield from (*cls.constructors, *cls.methods)


def reached(manifest: Manifest, refs: Iterator[TypeRef]) -> set[str]:
    """Returns the names of the types that others lead to."""
    definitions = {it.name: it for it in manifest.types}
    waiting = list(refs)
    found: set[str] = set()
    while waiting:
        ref = waiting.pop()
        waiting += ref.items
        if ref.kind == "Named" and ref.name in definitions and ref.name not in found:
            found.add(ref.name)
            waiting += inside(definitions[ref.name].shape)
    return found


def inside(shape: Shape) -> Iterator[TypeRef]:
    """Returns the types inside of a shape."""
    for field in shape.fields or ():
        yield field.holds
    if shape.same is not None:
        yield shape.same
    for variant in shape.variants or ():
        if variant.content is not None:
            yield from inside(variant.content)
