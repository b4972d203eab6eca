"""Whether a class derives from the one that Rust says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gopylink._contract.calls import compare_methods
from gopylink._contract.exports import Exported, PythonClass
from gopylink._contract.finding import Finding, at
from gopylink._contract.fit import Types
from gopylink._manifest import ExpectedClass, Function


def compare_bases(
    classes: Sequence[ExpectedClass], exports: Mapping[str, Exported], types: Types, name: str | None = None
) -> list[Finding]:
    """Compares the bases of all classes that have one with what is exported.

    :param name: leaves out what has nothing to do with the class of that name
    """
    findings: list[Finding] = []
    for cls in classes:
        found = exports.get(cls.name)
        if cls.base and (name is None or name in (cls.name, cls.base)) and isinstance(found, PythonClass):
            findings += _compare(cls, found, classes, exports, types)
    return findings


def _compare(
    expected: ExpectedClass,
    found: PythonClass,
    classes: Sequence[ExpectedClass],
    exports: Mapping[str, Exported],
    types: Types,
) -> Iterator[Finding]:
    rust = f"{expected.name}: Rust has it derive from {expected.base}{at(expected.location)}"
    if expected.base not in exports:
        if found.knows_ancestors and expected.base not in found.ancestor_names:
            # What its bases are is done with: only one that has no name yet may get this one later.
            exported = [name for name in exports if name != expected.name and _derives(found, exports[name])]
            rule = "base" if len(found.ancestor_names) <= len(exported) else "missing"
            names = " and ".join(sorted(found.ancestor_names)) or "none"
            yield Finding(rule, f"{rust}, the Python class derives from {names}{at(found.place)}")
        return
    base = exports[expected.base]
    if not isinstance(base, PythonClass):
        return
    if base.identity in found.ancestors:
        for function in _inherited(expected, classes):
            own, above = found.methods.get(function.name), base.methods.get(function.name)
            # What is inherited is compared with the base.
            if above is not None and (own is None or own.place != above.place):
                yield from compare_methods(expected.name, [function], found, types)
    elif found.knows_ancestors:
        rule = "base" if found.is_certain else "uncertain"
        of_its_name = expected.base in found.ancestor_names
        derives = "derives from another class of that name" if of_its_name else "does not"
        yield Finding(rule, f"{rust}, the Python class {derives}{at(found.place)}")


def _derives(found: PythonClass, other: Exported) -> bool:
    return isinstance(other, PythonClass) and other.identity in found.ancestors


def _inherited(expected: ExpectedClass, classes: Sequence[ExpectedClass]) -> Iterator[Function]:
    """Returns what Rust calls by the classes that it derives from, those of other blocks too."""
    seen = {expected.name}
    waiting = [expected.base]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            for cls in classes:
                if cls.name == name:
                    yield from cls.methods
                    waiting.append(cls.base)
