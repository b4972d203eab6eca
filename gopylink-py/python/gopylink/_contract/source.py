"""Reads what Python source code exports, without running it."""

from __future__ import annotations

import ast
import os
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field

from gopylink._contract.classes import describe_class
from gopylink._contract.definitions import Scope, describe_function, describe_parameters
from gopylink._contract.exporting import Export, LeftOut, exports_of
from gopylink._contract.exports import Exported, PythonFunction
from gopylink._contract.places import shown


@dataclass
class Source:
    """What a file, and those beside it that it imports, export."""

    exports: dict[str, Export] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    """What is exported besides."""
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
    scope = Scope.of(tree, shown(path) if seen else path)
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
    for export in exports_of(tree, scope, registry):
        if not isinstance(export, LeftOut):
            source.exports.setdefault(export.name, export)
        elif export not in source.left_out:
            source.left_out.append(export)
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
    except (RecursionError, MemoryError) as error:
        raise SyntaxError("its expressions are nested too deeply to be read", (path, None, None, None)) from error


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


def _described(export: Export) -> Exported:
    if export.definition is None:
        return None
    if isinstance(export.definition, ast.ClassDef):
        return describe_class(export.name, export.definition, export.scope)
    if isinstance(export.definition, (ast.Lambda, ast.Call)):
        made, place = export.definition, f"{export.scope.path}:{export.definition.lineno}"
        # A partial has set some parameters of what it is made of.
        parameters = describe_parameters(made.args, export.scope) if isinstance(made, ast.Lambda) else None
        return PythonFunction(export.name, parameters, place=place)
    return describe_function(export.name, export.definition, export.scope)
