"""The comparison itself: which calls of Rust's cannot work, and what contradicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from gopylink._contract import fit
from gopylink._contract.exports import Exported, PythonClass, PythonFunction, PythonParameter
from gopylink._manifest import ExpectedClass, Expects, Function, Location, Parameter, TypeDefinition
from gopylink._near import near_names

MUST_FAIL = frozenset({"kind", "count", "keyword", "method"})
"""The rules whose findings mean that calls fail."""


@dataclass(frozen=True)
class Finding:
    """Something that does not go together."""

    rule: str
    """One of those that the package lists."""
    text: str
    """A line that begins with the export's name, and has both places."""


def compare(expects: Expects, exports: Mapping[str, Exported], types: Iterable[TypeDefinition] = ()) -> list[Finding]:
    """Compares all that is expected; ``types`` are those of the manifest. An export whose value is None fits."""
    known = {definition.name: definition for definition in types}
    findings: list[Finding] = []
    for function in expects.functions:
        if function.name in exports:
            findings += compare_function(function, exports[function.name], known)
        else:
            findings.append(_missing(function.name, "function", function.location, exports))
    for cls in expects.classes:
        if cls.name in exports:
            findings += compare_class(cls, exports[cls.name], known)
        else:
            findings.append(_missing(cls.name, "class", cls.location, exports))
    return findings


def compare_function(expected: Function, found: Exported, types: fit.Types) -> list[Finding]:
    """Compares a function that Rust calls with what is exported by its name."""
    if found is None:
        return []
    if isinstance(found, PythonClass):
        rust, python = _at(expected.location), _at(found.place)
        text = f"{expected.name}: Rust calls a function{rust}, Python exports a class{python}"
        return [Finding("kind", text)]
    return _Call(expected.name, expected, found, types).findings()


def compare_class(expected: ExpectedClass, found: Exported, types: fit.Types) -> list[Finding]:
    """Compares a class that Rust makes instances of with what is exported by its name."""
    if found is None:
        return []
    if isinstance(found, PythonFunction):
        rust, python = _at(expected.location), _at(found.place)
        text = f"{expected.name}: Rust expects a class{rust}, Python exports a function{python}"
        return [Finding("kind", text)]
    findings: list[Finding] = []
    for constructor in expected.constructors:
        if found.is_abstract:
            rust, python = _at(constructor.location), _at(found.place)
            text = f"{expected.name}: Rust makes an instance{rust}, the Python class is abstract{python}"
            findings.append(Finding("kind", text))
            continue
        # What a constructor returns is the instance, whatever Rust calls it.
        findings += _Call(expected.name, constructor, found.constructor, types, is_constructor=True).findings()
    for method in expected.methods:
        label = f"{expected.name}.{method.name}"
        if method.name in found.methods:
            findings += _Call(label, method, found.methods[method.name], types).findings()
        elif found.is_complete:
            hint = _near(method.name, [name for name in found.methods if not name.startswith("_")])
            text = (
                f"{label}: Rust calls it{_at(method.location)}, the Python class has no such method{_at(found.place)}"
            )
            findings.append(Finding("method", text + hint))
    return findings


class _Call:
    """One call of Rust's beside the Python function that it reaches."""

    def __init__(
        self, label: str, expected: Function, found: PythonFunction, types: fit.Types, is_constructor: bool = False
    ) -> None:
        self._label = label
        self._expected = expected
        self._found = found
        self._types = types
        self._is_constructor = is_constructor

    def findings(self) -> list[Finding]:
        if self._found.is_async:
            return self._judged(
                [self._finding("kind", "calls it", "defines it with async, and a coroutine is no result")]
            )
        if self._found.parameters is None:
            return []
        if {it.kind for it in self._expected.parameters} == {"Rest", "Options"}:
            # Rust says that it does not know what Python takes.
            return self._annotations()
        return [*self._judged([*self._counts(), *self._keywords()]), *self._annotations()]

    def _judged(self, findings: list[Finding]) -> list[Finding]:
        """Returns what fails as what may fail, if Python may do anything with the call."""
        if self._found.is_certain:
            return findings
        return [replace(it, rule="uncertain") for it in findings]

    def _counts(self) -> list[Finding]:
        passed = self._by_position()
        takes = [it for it in self._parameters() if it.kind in ("PositionalOnly", "Normal")]
        by_name = self._names_passed()
        unlimited = any(it.kind == "Rest" for it in self._parameters())
        needed = [it for it in takes if it.required and (it.kind == "PositionalOnly" or it.name not in by_name)]
        if (len(passed) > len(takes) and not unlimited) or len(passed) < len(needed):
            return [self._finding("count", f"passes {_arguments(len(passed))}", f"takes {_takes(takes, unlimited)}")]
        findings = []
        for given, taken in zip(passed, takes):
            if given.default is not None and taken.required:
                findings.append(self._left_out(given.name, taken.name))
        if any(it.kind == "Rest" for it in self._expected.parameters) and not unlimited:
            text = "passes any number of arguments"
            findings.append(self._finding("count", text, f"takes {_takes(takes, unlimited)}"))
        return findings

    def _keywords(self) -> list[Finding]:
        findings = []
        parameters = {it.name: it for it in self._parameters()}
        takes_all = any(it.kind == "Options" for it in self._parameters())
        passed = {it.name: it for it in self._expected.parameters if it.kind == "KeywordOnly"}
        filled = {it.name for it, _ in zip(self._positional(), self._by_position())}
        findings += self._after_gaps(parameters, takes_all)
        for name, given in passed.items():
            taken = parameters.get(name)
            if taken is not None and taken.kind in ("Normal", "KeywordOnly"):
                if name in filled:
                    findings.append(self._finding("keyword", f"passes '{name}' by keyword", "gets it by position too"))
                elif given.default is not None and taken.required:
                    findings.append(self._left_out(name, name))
            elif not takes_all:
                kinds = [it.name for it in self._parameters() if it.kind in ("Normal", "KeywordOnly")]
                text = f"passes the keyword '{name}'"
                findings.append(self._finding("keyword", text, "has no such parameter", _near(name, kinds)))
        for parameter in self._parameters():
            if parameter.kind == "KeywordOnly" and parameter.required and parameter.name not in passed:
                text = f"requires the keyword '{parameter.name}'"
                findings.append(self._finding("keyword", "does not pass it", text))
        if any(it.kind == "Options" for it in self._expected.parameters) and not takes_all:
            findings.append(self._finding("keyword", "passes any keywords", "has no **parameter for them"))
        return findings

    def _after_gaps(self, parameters: Mapping[str, PythonParameter], takes_all: bool) -> list[Finding]:
        """What comes after an argument that may be left out is then passed by name."""
        optional = [it for it in self._expected.parameters if it.kind == "Normal" and it.default is not None]
        findings = []
        for given in optional[1:]:
            taken = parameters.get(given.name)
            if (taken is None or taken.kind not in ("Normal", "KeywordOnly")) and not takes_all:
                named = [it.name for it in self._parameters() if it.kind in ("Normal", "KeywordOnly")]
                text = f"may pass '{given.name}' by keyword"
                findings.append(self._finding("keyword", text, "has no such parameter", _near(given.name, named)))
        return findings

    def _annotations(self) -> list[Finding]:
        findings = []
        pairs: list[tuple[Parameter, PythonParameter]] = list(zip(self._by_position(), self._positional()))
        parameters = {it.name: it for it in self._parameters()}
        for given in self._expected.parameters:
            if given.kind == "KeywordOnly" and given.name in parameters:
                pairs.append((given, parameters[given.name]))
        for given, taken in pairs:
            # None is left out instead of passed.
            accepts = given.accepts
            if given.default is not None and accepts.kind == "Optional":
                accepts = accepts.items[0]
            if not fit.takes(taken.hint, accepts, self._types):
                passes = f"passes {fit.spell(accepts)} for '{taken.name}'"
                findings.append(self._finding("annotation", passes, f"takes {taken.hint}"))
        if not self._is_constructor and not fit.gives(self._found.returns, self._expected.returns, self._types):
            expects = f"expects {fit.spell(self._expected.returns)}"
            findings.append(self._finding("annotation", expects, f"returns {self._found.returns}"))
        return findings

    def _left_out(self, given: str, taken: str) -> Finding:
        return self._finding("count", f"may leave '{given}' out", f"requires '{taken}'")

    def _by_position(self) -> list[Parameter]:
        return [it for it in self._expected.parameters if it.kind in ("PositionalOnly", "Normal")]

    def _names_passed(self) -> set[str]:
        return {it.name for it in self._expected.parameters if it.kind == "KeywordOnly"}

    def _parameters(self) -> tuple[PythonParameter, ...]:
        return self._found.parameters or ()

    def _positional(self) -> list[PythonParameter]:
        return [it for it in self._parameters() if it.kind in ("PositionalOnly", "Normal")]

    def _finding(self, rule: str, rust: str, python: str, hint: str = "") -> Finding:
        rust += _at(self._expected.location)
        python += _at(self._found.place)
        return Finding(rule, f"{self._label}: Rust {rust}, Python {python}{hint}")


def _missing(name: str, what: str, location: Location, exports: Mapping[str, Exported]) -> Finding:
    hint = _near(name, list(exports))
    return Finding(
        "missing", f"{name}: Rust expects a {what}{_at(location)}, Python exports nothing of that name{hint}"
    )


def _arguments(count: int) -> str:
    return f"{count} argument{'' if count == 1 else 's'}"


def _takes(takes: list[PythonParameter], unlimited: bool) -> str:
    least, most = sum(it.required for it in takes), len(takes)
    if unlimited:
        return f"at least {least}"
    return str(most) if least == most else f"{least} to {most}"


def _at(place: Location | str) -> str:
    shown = str(place)
    return f" ({shown})" if shown else ""


def _near(name: str, candidates: list[str]) -> str:
    near = near_names(name, candidates, 1)
    return f". Did you mean '{near[0]}'?" if near else ""
