"""One call of Rust's: whether it works with the Python function that it reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from gopylink._contract import fit, inside
from gopylink._contract.exports import PythonClass, PythonFunction, PythonParameter
from gopylink._contract.finding import Finding, at, near
from gopylink._manifest import Function, Parameter, TypeRef


def compare_methods(name: str, methods: Iterable[Function], found: PythonClass, types: fit.Types) -> list[Finding]:
    """Compares the methods that Rust calls with those of the class."""
    findings: list[Finding] = []
    for method in methods:
        label = f"{name}.{method.name}"
        if method.name in found.methods:
            findings += Call(label, method, found.methods[method.name], types).findings()
        elif found.is_complete:
            hint = near(method.name, [it for it in found.methods if not it.startswith("_")])
            text = f"{label}: Rust calls it{at(method.location)}, the Python class has no such method{at(found.place)}"
            findings.append(Finding("method", text + hint))
    return findings


class Call:
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
        if self._found.is_generator:
            return self._judged([self._finding("kind", "calls it", "has yield in it, and a generator is no result")])
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
                findings.append(self._finding("keyword", text, "has no such parameter", near(name, kinds)))
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
                findings.append(self._finding("keyword", text, "has no such parameter", near(given.name, named)))
        return findings

    def _annotations(self) -> list[Finding]:
        findings = []
        for accepts, taken in self._pairs():
            findings += self._inside(inside.passed(taken.hint, accepts, self._types, taken.name))
            if not fit.takes(taken.hint, accepts, self._types):
                passes = f"passes {fit.spell_beside(accepts, taken.hint, self._types)} for '{taken.name}'"
                findings.append(self._finding("annotation", passes, f"takes {taken.hint}"))
        if not self._is_constructor:
            returns, expected = self._found.returns, self._expected.returns
            findings += self._inside(inside.returned(returns, expected, self._types))
            if not fit.gives(returns, expected, self._types):
                expects = f"expects {fit.spell_beside(expected, returns, self._types)}"
                findings.append(self._finding("annotation", expects, f"returns {returns}"))
        return findings

    def _pairs(self) -> Iterator[tuple[TypeRef, PythonParameter]]:
        """Returns what is passed beside the parameter that takes it."""
        parameters = {it.name: it for it in self._parameters() if it.kind in ("Normal", "KeywordOnly")}
        rest = next((it for it in self._parameters() if it.kind == "Rest"), None)
        options = next((it for it in self._parameters() if it.kind == "Options"), None)
        positional = self._positional()
        for index, given in enumerate(self._by_position()):
            taken = positional[index] if index < len(positional) else rest
            if taken is not None:
                yield _passed(given), taken
        for given in self._expected.parameters:
            accepts = given.accepts
            if given.kind == "KeywordOnly":
                taken = parameters.get(given.name, options)
                if taken is not None:
                    yield _passed(given), taken
            elif given.kind == "Rest" and rest is not None and accepts.kind == "List":
                yield accepts.items[0], rest
            elif given.kind == "Options" and options is not None and accepts.kind == "Dict":
                yield accepts.items[1], options

    def _inside(self, differences: Iterable[inside.Difference]) -> list[Finding]:
        """What a class consists of says nothing of a function that may make anything of the call."""
        findings = []
        for it in differences:
            place = at(it.place or self._found.place)
            text = f"{self._label}: Rust {it.rust}{at(self._expected.location)}, Python {it.python}{place}{it.hint}"
            findings.append(Finding(it.rule, text))
        return self._judged(findings)

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
        rust += at(self._expected.location)
        python += at(self._found.place)
        return Finding(rule, f"{self._label}: Rust {rust}, Python {python}{hint}")


def _passed(given: Parameter) -> TypeRef:
    """Returns what is passed for a parameter of a stub. Of one with a default, None is left out instead."""
    is_left_out = given.default is not None and given.accepts.kind == "Optional"
    return given.accepts.items[0] if is_left_out else given.accepts


def _arguments(count: int) -> str:
    return f"{count} argument{'' if count == 1 else 's'}"


def _takes(takes: list[PythonParameter], unlimited: bool) -> str:
    least, most = sum(it.required for it in takes), len(takes)
    if unlimited:
        return f"at least {least}"
    return str(most) if least == most else f"{least} to {most}"
