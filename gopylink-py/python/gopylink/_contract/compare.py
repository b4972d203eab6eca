"""The comparison itself: which calls of Rust's cannot work, and what contradicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gopylink._contract import fit
from gopylink._contract.bases import compare_bases
from gopylink._contract.calls import Call, compare_methods
from gopylink._contract.exports import Exported, PythonClass, PythonFunction
from gopylink._contract.finding import Finding, at, near
from gopylink._manifest import ExpectedClass, Expects, Function, Location, TypeDefinition


def compare(expects: Expects, exports: Mapping[str, Exported], types: Iterable[TypeDefinition] = ()) -> list[Finding]:
    """Compares all that is expected; ``types`` are those of the manifest. An export whose value is None fits."""
    known = fit.Types(types, exports)
    findings: list[Finding] = []
    for function in expects.functions:
        if function.name in exports:
            findings += _compare_function(function, exports[function.name], known)
        else:
            findings.append(_missing(function.name, "function", function.location, exports))
    for cls in expects.classes:
        if cls.name in exports:
            findings += _compare_class(cls, exports[cls.name], known)
        else:
            findings.append(_missing(cls.name, "class", cls.location, exports))
    return findings + compare_bases(expects.classes, exports, known)


def compare_one(
    name: str, expects: Expects, exports: Mapping[str, Exported], types: Iterable[TypeDefinition] = ()
) -> list[Finding]:
    """Compares what is expected under one name. Of the exports, those are asked for that have to do with it."""
    known = fit.Types(types, exports)
    findings: list[Finding] = []
    for function in expects.functions:
        if function.name == name:
            findings += _compare_function(function, exports[name], known)
    for cls in expects.classes:
        if cls.name == name:
            findings += _compare_class(cls, exports[name], known)
    return findings + compare_bases(expects.classes, exports, known, name)


def _compare_function(expected: Function, found: Exported, types: fit.Types) -> list[Finding]:
    """Compares a function that Rust calls with what is exported by its name."""
    if found is None:
        return []
    if isinstance(found, PythonClass):
        rust, python = at(expected.location), at(found.place)
        text = f"{expected.name}: Rust calls a function{rust}, Python exports a class{python}"
        return [Finding("kind", text)]
    return Call(expected.name, expected, found, types).findings()


def _compare_class(expected: ExpectedClass, found: Exported, types: fit.Types) -> list[Finding]:
    """Compares a class that Rust makes instances of with what is exported by its name."""
    if found is None:
        return []
    if isinstance(found, PythonFunction):
        rust, python = at(expected.location), at(found.place)
        text = f"{expected.name}: Rust expects a class{rust}, Python exports a function{python}"
        return [Finding("kind", text)]
    findings: list[Finding] = []
    for constructor in expected.constructors:
        if found.is_abstract:
            rust, python = at(constructor.location), at(found.place)
            text = f"{expected.name}: Rust makes an instance{rust}, the Python class is abstract{python}"
            findings.append(Finding("kind", text))
            continue
        # What a constructor returns is the instance, whatever Rust calls it.
        findings += Call(expected.name, constructor, found.constructor, types, is_constructor=True).findings()
    return findings + compare_methods(expected.name, expected.methods, found, types)


def _missing(name: str, what: str, location: Location, exports: Mapping[str, Exported]) -> Finding:
    hint = near(name, list(exports))
    return Finding("missing", f"{name}: Rust expects a {what}{at(location)}, Python exports nothing of that name{hint}")
