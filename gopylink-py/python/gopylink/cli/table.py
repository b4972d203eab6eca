"""A manifest as a table for people."""

from __future__ import annotations

from collections.abc import Iterator

from gopylink._contract.fit import spell
from gopylink._manifest import Class, Function, Manifest, Parameter, Shape, TypeRef


def lines(manifest: Manifest, name: str, path: str) -> Iterator[str]:
    """Returns the lines of the table."""
    yield f"{name}  {path}"
    if manifest.language == "Go":
        yield "built with github.com/ray4go/gopylink, where only names are known"
    else:
        yield f"built with gopylink-runtime {manifest.runtime_version}"
    errors = [(error.name, variant) for error in manifest.errors for variant in error.variants]
    groups = [
        ("functions", [_function(it) for it in manifest.functions]),
        ("classes", [row for it in manifest.classes for row in _class(it)]),
        ("types", [(it.name, _shape(it.shape), "") for it in manifest.types]),
        ("errors", [(f"{name}.{it.name}", _shape(Shape(fields=it.fields)), "") for name, it in errors]),
        ("expects of Python", _expects(manifest)),
    ]
    for title, rows in groups:
        if rows:
            yield ""
            yield f"{title}:"
            yield from _aligned(rows)


Row = tuple[str, str, str]


def _aligned(rows: list[Row]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    for first, second, third in rows:
        yield f"  {first:<{widths[0]}}  {second:<{widths[1]}}  {third}".rstrip()


def _function(function: Function, owner: str = "") -> Row:
    name = f"{owner}.{function.name}" if owner else function.name
    held = "  holds the GIL" if function.hold_gil else ""
    return name, f"{_signature(function)}{_arrow(function)}", f"{function.location}{held}"


def _arrow(function: Function) -> str:
    return f" -> {spell(function.returns)}"


def _signature(function: Function) -> str:
    marks = {"Rest": "*", "Options": "**"}
    written: list[str] = []
    for index, parameter in enumerate(function.parameters):
        before = function.parameters[index - 1].kind if index else ""
        if before == "PositionalOnly" != parameter.kind:
            written.append("/")
        if parameter.kind == "KeywordOnly" and before not in ("Rest", "KeywordOnly"):
            written.append("*")
        default = "" if parameter.default is None else f" = {parameter.default}"
        written.append(f"{marks.get(parameter.kind, '')}{parameter.name}: {_accepted(parameter)}{default}")
    if function.parameters and function.parameters[-1].kind == "PositionalOnly":
        written.append("/")
    return f"({', '.join(written)})"


def _accepted(parameter: Parameter) -> str:
    """Writes the type behind a parameter's colon: of ``*rest`` and ``**options``, that of each argument."""
    accepts = parameter.accepts
    if parameter.kind == "Rest":
        return spell(accepts.items[0] if accepts.kind == "List" else TypeRef())
    if parameter.kind == "Options":
        if accepts.kind == "Dict":
            return spell(accepts.items[1])
        return f"Unpack[{spell(accepts)}]" if accepts.kind == "Named" else spell(TypeRef())
    return spell(accepts)


def _class(cls: Class) -> Iterator[Row]:
    constructor = cls.constructor
    yield cls.name, _signature(constructor) if constructor else "", str(cls.location)
    for method in (*cls.methods, *cls.static_methods):
        yield _function(method, cls.name)
    for found in cls.properties:
        access = "" if found.setter else "  read only"
        yield f"{cls.name}.{found.name}", spell(found.getter.returns) + access, str(found.getter.location)
    for constant in cls.constants:
        yield f"{cls.name}.{constant.name}", f"{spell(constant.returns)}  constant", str(constant.location)


def _shape(shape: Shape) -> str:
    if shape.fields is not None:
        return "{" + ", ".join(f"{it.name}: {spell(it.holds)}" for it in shape.fields) + "}"
    if shape.variants is not None:
        return " | ".join(it.name + (_shape(it.content) if it.content else "") for it in shape.variants)
    return f"({spell(shape.same or TypeRef())})"


def _expects(manifest: Manifest) -> list[Row]:
    rows = [_function(it) for it in manifest.expects.functions]
    for cls in manifest.expects.classes:
        rows += [(cls.name, _signature(it), str(it.location)) for it in cls.constructors]
        rows += [_function(it, cls.name) for it in cls.methods]
        if not cls.constructors and not cls.methods:
            rows.append((cls.name, "", str(cls.location)))
    return rows
