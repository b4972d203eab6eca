"""Holds what a library's stubs expect of Python against what Python exports.

That is done for all stubs when the library is loaded, and for what is exported later when it is first called.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from gopylink import _native
from gopylink._contract import MUST_FAIL, Exported, Finding, compare, compare_one, of_object
from gopylink._manifest import Expects, TypeDefinition
from gopylink.errors import ContractWarning, LoadError

if TYPE_CHECKING:
    from gopylink.registry import PythonRegistry


class Expectations:
    """What the stubs of one library expect."""

    def __init__(self, manifest: dict[str, Any]) -> None:
        self._expects = Expects.parse(manifest.get("expects") or {})
        definitions = [TypeDefinition.parse(definition) for definition in manifest.get("types") or ()]
        self._types = {definition.name: definition for definition in definitions}

    def all(self, exports: dict[str, Callable[..., Any]]) -> list[Finding]:
        """Compares all that is expected with all that is exported."""
        return compare(self._expects, _Described(exports), self._types.values())

    def one(self, name: str, exports: Mapping[str, Callable[..., Any]]) -> list[Finding]:
        """Compares what is expected under a name with what is exported there."""
        return compare_one(name, self._expects, _Described(exports), self._types.values())


class _Described(Mapping[str, Exported]):
    """Exports, each of which is looked at when it is asked for."""

    def __init__(self, exports: Mapping[str, Callable[..., Any]]) -> None:
        self._exports = exports
        self._described: dict[str, Exported] = {}

    def __getitem__(self, name: str) -> Exported:
        if name not in self._described:
            self._described[name] = of_object(name, self._exports[name])
        return self._described[name]

    def __contains__(self, name: object) -> bool:
        return name in self._exports

    def __iter__(self) -> Iterator[str]:
        return iter(self._exports)

    def __len__(self) -> int:
        return len(self._exports)


def check(path: str, registry: PythonRegistry) -> None:
    """Compares what the stubs of a loaded library expect with what its registry exports now.

    :raises LoadError: if calls must fail
    """
    expectations = Expectations(_native.manifest(path))
    exports = dict(registry._exports)
    findings = expectations.all(exports)
    registry._expected[path] = expectations
    if any(finding.rule in MUST_FAIL for finding in findings):
        registry._fitting.clear()
        raise LoadError(_report(f"{os.path.basename(path)} and what Python exports do not go together", findings))
    for name, obj in exports.items():
        registry._fitting[name] = obj
    if findings:
        # The caller is whoever has loaded the library.
        title = f"{os.path.basename(path)} and what Python exports may not go together"
        warnings.warn(_report(title, findings), ContractWarning, stacklevel=4)


def check_export(registry: PythonRegistry, name: str, obj: Callable[..., Any]) -> None:
    """Compares one export with what all libraries of a registry expect of it, before the first call.

    :raises TypeError: if calls must fail
    """
    libraries = list(registry._expected.values())
    exports = {**registry._exports, name: obj}
    findings = list(dict.fromkeys(finding for library in libraries for finding in library.one(name, exports)))
    if any(finding.rule in MUST_FAIL for finding in findings):
        raise TypeError(_lines(findings))
    registry._fitting[name] = obj
    if findings:
        warnings.warn(_lines(findings), ContractWarning, stacklevel=2)


def _report(title: str, findings: Iterable[Finding]) -> str:
    return f"{title}:\n{_lines(findings)}"


def _lines(findings: Iterable[Finding]) -> str:
    """Returns a line for each finding, those that must fail first."""
    ordered = sorted(findings, key=lambda finding: finding.rule not in MUST_FAIL)
    return "\n".join(finding.text for finding in ordered)
