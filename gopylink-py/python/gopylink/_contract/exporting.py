"""Finds where source code exports something, and what, as far as that is known before it runs."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Optional, Union

from gopylink._contract import decorators
from gopylink._contract.definitions import Definition, Scope

Exportable = Union[Definition, ast.Lambda, ast.Call]
"""What can be described. A call is one of ``functools.partial``: a function that may take anything."""

_Value = Union[ast.expr, Definition]
_Bound = Mapping[str, Optional[list[_Value]]]
"""The names that a function or loop gives to something, and what that may be; None where only running tells."""

_WHEN_IT_RUNS = "what it exports is known only when the code runs"
_NAME_WHEN_IT_RUNS = "its name is known only when the code runs"
_NOT_READ = "no function or class of a file that was read"
_IS_METHOD = "a method, which has no instance when Rust calls it; export the class"
_NO_NAME = "it has no name of its own; write export(…, name=…)"


@dataclass
class Export:
    """An export that source code makes."""

    name: str
    definition: Exportable | None
    """None if it is not known."""
    scope: Scope
    reason: str = ""
    """Why it is not known."""


@dataclass
class LeftOut:
    """An export of which reading does not tell the name, or that Rust cannot call."""

    label: str
    place: str
    reason: str


def exports_of(tree: ast.Module, scope: Scope, registry: str | None) -> Iterator[Export | LeftOut]:
    """Returns the exports of a file in order.

    :param registry: the variable of the registry whose exports count; all count without it
    """
    yield from _Finder(scope, registry).within(tree)


class _Finder:
    def __init__(self, scope: Scope, registry: str | None) -> None:
        self._scope = scope
        self._registry = registry
        self._used: set[ast.AST] = set()
        """Where ``export`` stands that have been told already."""

    def within(self, tree: ast.Module) -> Iterator[Export | LeftOut]:
        """Returns the exports of a file in order."""
        # With the class whose body it is in. Not by recursion: expressions may be nested deeper than that goes.
        waiting: list[tuple[ast.AST, _Bound, str]] = [(tree, {}, "")]
        while waiting:
            node, bound, owner = waiting.pop()
            yield from self._at(node, bound, owner)
            inside, body_of = self._inside(node, bound, owner)
            waiting += [(it, inside, body_of) for it in reversed(list(self._run(node)))]

    def _run(self, node: ast.AST) -> Iterator[ast.AST]:
        """Returns what is in a node, but for what only type checkers see."""
        if isinstance(node, ast.If):
            is_not = isinstance(node.test, ast.UnaryOp) and isinstance(node.test.op, ast.Not)
            test = node.test.operand if isinstance(node.test, ast.UnaryOp) else node.test
            if self._scope.qualified(test) in _TYPE_CHECKING:
                yield from node.body if is_not else node.orelse
                return
        yield from ast.iter_child_nodes(node)

    def _at(self, node: ast.AST, bound: _Bound, owner: str) -> Iterator[Export | LeftOut]:
        """Returns the exports that a node itself makes."""
        if isinstance(node, _DEFINITIONS):
            yield from self._decorated(node, bound, owner)
        elif isinstance(node, ast.Call):
            yield from self._called(node, bound)
        elif isinstance(node, ast.Assign) and _is_alias(node) and not bound and not owner:
            self._used.add(node.value)
        elif isinstance(node, (ast.Name, ast.Attribute)) and node not in self._used and self._is_ours(node):
            yield self._left_out(node, "it is handed on, so " + _WHEN_IT_RUNS)

    def _inside(self, node: ast.AST, bound: _Bound, owner: str) -> tuple[_Bound, str]:
        """Returns the names that are bound inside of a node, and the class whose body goes on there."""
        if isinstance(node, ast.ClassDef):
            return bound, node.name
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            return {**bound, **_bound_by(node)}, ""
        for loop in [node, *getattr(node, "generators", [])]:
            if isinstance(loop, (ast.For, ast.AsyncFor, ast.comprehension)):
                bound = {**bound, **_bound_by_loop(loop)}
        return bound, owner

    def _decorated(self, node: Definition, bound: _Bound, owner: str) -> Iterator[Export | LeftOut]:
        for decorator in node.decorator_list:
            call = decorator if isinstance(decorator, ast.Call) else None
            function = call.func if call else decorator
            if not _is_export(function, self._scope, self._registry):
                continue
            self._used |= {decorator, function}
            label = f"{owner}.{node.name}" if owner else node.name
            name = self._name(call, bound, self._own_name(node, self._scope))
            if name is None:
                yield LeftOut(label, self._place(node), _NAME_WHEN_IT_RUNS)
            elif owner and not isinstance(node, ast.ClassDef) and not self._is_static(node):
                yield LeftOut(label, self._place(node), _IS_METHOD)
            else:
                yield Export(name, node, self._scope)

    def _called(self, node: ast.Call, bound: _Bound) -> Iterator[Export | LeftOut]:
        # export(obj, name="…"), or export(name="…")(obj).
        outer = node.func if isinstance(node.func, ast.Call) else None
        call = outer or node
        if node in self._used or not _is_export(call.func, self._scope, self._registry):
            return
        self._used |= {call, call.func}
        found = node.args[0] if node.args else _keyword(node, "obj")
        if found is None:
            yield self._left_out(node, "it is kept for later, so " + _WHEN_IT_RUNS)
        else:
            yield from self._exported(found, call, node, bound)

    def _exported(self, obj: ast.expr, call: ast.Call, whole: ast.Call, bound: _Bound) -> Iterator[Export | LeftOut]:
        values = bound.get(obj.id, [obj]) if isinstance(obj, ast.Name) else [obj]
        label = _shortened(ast.unparse(whole))
        for value in values if values is not None else [None]:
            definition, home, own, reason = self._looked_up(value, bound)
            name = self._name(call, bound, own)
            if name is not None:
                yield Export(name, definition, home, reason)
            elif _keyword(call, "name") is not None:
                yield LeftOut(label, self._place(whole), _NAME_WHEN_IT_RUNS)
            else:
                nameless = _NAME_WHEN_IT_RUNS if isinstance(definition, _DEFINITIONS) else _NO_NAME
                yield LeftOut(label, self._place(whole), reason or nameless)

    def _looked_up(
        self, value: _Value | None, bound: _Bound, depth: int = 0
    ) -> tuple[Exportable | None, Scope, str | None, str]:
        """Returns what a value is and where, the name that it has of its own, and why it is not known."""
        scope = self._scope
        if isinstance(value, _DEFINITIONS):
            return value, scope, self._own_name(value, scope), ""
        if isinstance(value, ast.Name) and bound.get(value.id, [value]) is not None:
            alias = None if value.id in scope.definitions else scope.once(value.id)
            if alias is not None and depth < 50:
                return self._looked_up(alias, {}, depth + 1)
            found = scope.definition_of(value)
            return (*found, self._own_name(*found), "") if found else (None, scope, scope.original(value.id), _NOT_READ)
        if isinstance(value, ast.Attribute):
            return self._attribute(value)
        is_partial = isinstance(value, ast.Call) and scope.qualified(value.func) == "functools.partial"
        if isinstance(value, ast.Lambda) or (isinstance(value, ast.Call) and is_partial):
            return value, scope, None, ""
        return None, scope, None, _WHEN_IT_RUNS

    def _own_name(self, node: Definition, scope: Scope) -> str | None:
        return None if decorators.rename(node, scope) else node.name

    def _attribute(self, value: ast.Attribute) -> tuple[Exportable | None, Scope, str | None, str]:
        found = self._scope.definition_of(value)
        if found is not None:
            return (*found, self._own_name(*found), "")
        cls = self._scope.class_of(value.value)
        methods = [it for it in cls[0].body if getattr(it, "name", "") == value.attr] if cls else []
        if cls and methods and isinstance(methods[-1], _DEFINITIONS):
            if isinstance(methods[-1], ast.ClassDef) or self._is_static(methods[-1]):
                return methods[-1], cls[1], value.attr, ""
            return None, cls[1], value.attr, _IS_METHOD
        return None, self._scope, value.attr, _NOT_READ

    def _name(self, call: ast.Call | None, bound: _Bound, own: str | None) -> str | None:
        """Returns the name that a call of export gives, or else what is exported has; nothing if that is not known."""
        given = _keyword(call, "name") if call else None
        if given is None or (isinstance(given, ast.Constant) and given.value is None):
            return own
        if isinstance(given, ast.Name) and given.id in bound:
            return None
        found = self._scope.constant(given)
        return found if isinstance(found, str) else None

    def _is_static(self, node: Definition) -> bool:
        return "staticmethod" in decorators.names(node, self._scope)

    def _is_ours(self, node: ast.Name | ast.Attribute) -> bool:
        if isinstance(node, ast.Attribute) and self._scope.qualified(node) not in _OURS:
            return False
        return isinstance(node.ctx, ast.Load) and _is_export(node, self._scope, self._registry)

    def _left_out(self, node: ast.expr, reason: str) -> LeftOut:
        return LeftOut(_shortened(ast.unparse(node)), self._place(node), reason)

    def _place(self, node: ast.expr | ast.stmt) -> str:
        return f"{self._scope.path}:{node.lineno}"


_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_TYPE_CHECKING = ("typing.TYPE_CHECKING", "typing_extensions.TYPE_CHECKING")
_OURS = ("gopylink.export", "gopylink.default_registry.export")


def _is_export(node: ast.expr, scope: Scope, registry: str | None) -> bool:
    """Whether a decorator or called function is gopylink's ``export``, or that of a registry."""
    if isinstance(node, ast.Attribute) and node.attr == "export":
        if scope.qualified(node) in _OURS:
            return registry is None or registry == "default_registry"
        owner = node.value
        # A registry may be imported, or be an attribute of something: what it is called tells enough.
        return registry is None or (isinstance(owner, ast.Name) and owner.id == registry)
    if isinstance(node, ast.Name):
        alias = scope.aliases.get(node.id)
        if isinstance(alias, ast.Attribute) or (isinstance(alias, ast.Name) and alias.id not in scope.aliases):
            return _is_export(alias, scope, registry)
        qualified = scope.qualified(node) or ""
        is_ours = qualified == "gopylink.export" or qualified.endswith(".export")
        return is_ours and registry in (None, "default_registry")
    return False


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((it.value for it in call.keywords if it.arg == name), None)


def _bound_by(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> dict[str, list[_Value] | None]:
    """Returns the names that a function has for itself."""
    bound: dict[str, list[_Value] | None] = {}
    for inside in ast.walk(node):
        if isinstance(inside, ast.arg):
            bound[inside.arg] = None
        elif isinstance(inside, ast.Name) and isinstance(inside.ctx, ast.Store):
            bound[inside.id] = None
        elif isinstance(inside, _DEFINITIONS) and inside is not node:
            bound.setdefault(inside.name, [inside])
    return bound


def _bound_by_loop(node: ast.For | ast.AsyncFor | ast.comprehension) -> dict[str, list[_Value] | None]:
    """Returns the names that a loop has. What it goes through is known if it is written there."""
    values = node.iter.elts if isinstance(node.iter, (ast.Tuple, ast.List, ast.Set)) else []
    if isinstance(node.target, ast.Name) and values and not any(isinstance(it, ast.Starred) for it in values):
        return {node.target.id: list(values)}
    return dict.fromkeys(it.id for it in ast.walk(node.target) if isinstance(it, ast.Name))


def _is_alias(node: ast.Assign) -> bool:
    return isinstance(node.value, (ast.Name, ast.Attribute)) and all(isinstance(it, ast.Name) for it in node.targets)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
