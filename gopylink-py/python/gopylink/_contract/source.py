"""Reads what Python source code exports, without running it."""

from __future__ import annotations

import ast
import os
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Union

from gopylink._contract.classes import describe_class
from gopylink._contract.definitions import Scope, describe_function
from gopylink._contract.exports import Exported

Definition = Union[ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef]


@dataclass
class Export:
    """An export that source code makes."""

    name: str
    definition: Definition | None
    """None if it is not found: made by a call, or imported from what is not read."""
    scope: Scope


@dataclass
class Source:
    """What a file, and those beside it that it imports, export."""

    exports: dict[str, Export] = field(default_factory=dict)
    registries: set[str] = field(default_factory=lambda: {"default_registry"})
    """The variables whose ``export`` is used, and those that a registry is assigned to."""
    variables: set[str] = field(default_factory=set)
    """All variables, which may be registries too: they may come from what is not read."""
    scopes: list[Scope] = field(default_factory=list)
    """One for each file read; the first is the file asked for."""

    def described(self) -> dict[str, Exported]:
        """Returns the exports as :func:`gopylink._contract.compare` wants them."""
        return {name: _described(export) for name, export in self.exports.items()}


def read(path: str, registry: str | None = None) -> Source:
    """Reads a file and what it imports from beside itself.

    :param registry: the variable of the registry whose exports count; all count without it
    :raises OSError: if the file cannot be read
    :raises SyntaxError: if it is not Python; it names the file
    """
    source = Source()
    _read(source, path, registry, {})
    return source


def _read(source: Source, path: str, registry: str | None, seen: dict[str, Scope]) -> Scope:
    tree = _parsed(path)
    scope = Scope.of(tree, path)
    seen[os.path.realpath(path)] = scope
    source.scopes.append(scope)
    _add_variables(source, tree)
    for name in sorted(set(scope.modules)):
        for found in _files(path, name):
            known = seen.get(os.path.realpath(found))
            try:
                scope.imported[name] = known or _read(source, found, registry, seen)
            except (OSError, SyntaxError):
                continue
    for export in _exports(tree, scope, registry):
        source.exports.setdefault(export.name, export)
    return scope


def _parsed(path: str) -> ast.Module:
    try:
        with tokenize.open(path) as file:
            return ast.parse(file.read(), path)
    except UnicodeDecodeError as error:
        raise SyntaxError(f"the file is not {error.encoding}: {error.reason}", (path, None, None, None)) from error
    except SyntaxError as error:
        # Of an encoding that is not known.
        error.filename = error.filename or path
        raise
    except ValueError as error:  # Null bytes, before Python 3.12.
        raise SyntaxError(str(error), (path, None, None, None)) from error


def _add_variables(source: Source, tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "export" and isinstance(node.value, ast.Name):
            source.registries.add(node.value.id)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(node.value, ast.Call):
            made = node.value.func
            if (made.attr if isinstance(made, ast.Attribute) else getattr(made, "id", "")) == "PythonRegistry":
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                source.registries.update(it.id for it in targets if isinstance(it, ast.Name))
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            source.variables.add(node.id)
        elif isinstance(node, ast.arg):
            source.variables.add(node.arg)
        elif isinstance(node, ast.alias):
            source.variables.add(node.asname or node.name)


def _files(path: str, module: str) -> Iterator[str]:
    """Returns the file beside another one that holds a module, if there is one."""
    folder = os.path.dirname(os.path.abspath(path))
    dots = len(module) - len(module.lstrip("."))
    for _ in range(dots - 1):
        folder = os.path.dirname(folder)
    inside = os.path.join(folder, *module.lstrip(".").split("."))
    for candidate in (inside + ".py", os.path.join(inside, "__init__.py")):
        if os.path.isfile(candidate):
            yield candidate
            return


def _exports(tree: ast.Module, scope: Scope, registry: str | None) -> Iterator[Export]:
    for node in _statements(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            for decorator in node.decorator_list:
                call = decorator if isinstance(decorator, ast.Call) else None
                if _is_export(call.func if call else decorator, scope, registry):
                    name = _keyword(call, "name") if call else node.name
                    if name is not None or _keyword_node(call, "name") is None:
                        yield Export(name or node.name, node, scope)
        elif isinstance(node, ast.Call) and node.args:
            # export(obj, name="…"), or export(name="…")(obj).
            call = node.func if isinstance(node.func, ast.Call) else node
            if _is_export(call.func, scope, registry):
                yield from _exported(node.args[0], _keyword(call, "name"), scope)


def _exported(obj: ast.expr, name: str | None, scope: Scope) -> Iterator[Export]:
    if isinstance(obj, ast.Name):
        found = scope.find(obj.id)
        if found is not None:
            definition, home = found
            yield Export(name or definition.name, definition, home)
            return
        name = name or obj.id
    elif isinstance(obj, ast.Attribute):
        name = name or obj.attr
    if name is not None:
        yield Export(name, None, scope)


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Returns everything in order but what is inside of classes: a method's decorator exports no method."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, ast.ClassDef):
            yield from _statements(child)


def _is_export(node: ast.expr, scope: Scope, registry: str | None) -> bool:
    """Whether a decorator or called function is gopylink's ``export``, or that of a registry."""
    if isinstance(node, ast.Attribute) and node.attr == "export":
        qualified = scope.qualified(node)
        if qualified in ("gopylink.export", "gopylink.default_registry.export"):
            return registry is None or registry == "default_registry"
        owner = node.value
        # A registry may be imported, or be an attribute of something: what it is called tells enough.
        return registry is None or (isinstance(owner, ast.Name) and owner.id == registry)
    if isinstance(node, ast.Name):
        alias = scope.aliases.get(node.id)
        if isinstance(alias, ast.Attribute):
            return _is_export(alias, scope, registry)
        qualified = scope.qualified(node) or ""
        is_ours = qualified == "gopylink.export" or qualified.endswith(".export")
        return is_ours and registry in (None, "default_registry")
    return False


def _keyword_node(call: ast.Call | None, name: str) -> ast.expr | None:
    return next((it.value for it in call.keywords if it.arg == name), None) if call else None


def _keyword(call: ast.Call | None, name: str) -> str | None:
    node = _keyword_node(call, name)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _described(export: Export) -> Exported:
    if export.definition is None:
        return None
    if isinstance(export.definition, ast.ClassDef):
        return describe_class(export.name, export.definition, export.scope)
    return describe_function(export.name, export.definition, export.scope)
