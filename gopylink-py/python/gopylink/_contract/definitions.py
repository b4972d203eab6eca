"""Describes the functions of source code, and what its annotations mean."""

from __future__ import annotations

import ast
import collections
import collections.abc
import dataclasses
import enum
import typing
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Union

from gopylink._contract import decorators, hints
from gopylink._contract.exports import PythonFunction, PythonParameter
from gopylink._contract.functional import class_of_call
from gopylink._contract.hints import UNKNOWN, Hint
from gopylink._contract.lineage import SourceLineage, with_bases
from gopylink._contract.source_contents import SourceContents
from gopylink._contract.statements import statements

Definition = Union[ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef]

_BUILTIN = {"bool", "int", "float", "complex", "str", "bytes", "bytearray", "memoryview", "list", "set", "frozenset"}
_BUILTIN |= {"tuple", "dict"}

# What instances have of these is known to the packages only.
_MODELS = ("pydantic.BaseModel", "pydantic.main.BaseModel", "pydantic.v1.BaseModel", "msgspec.Struct")

# What `from … import *` brings of the modules whose names mean something here.
_STARRED = {module.__name__: frozenset(module.__all__) for module in (collections.abc, dataclasses, enum, typing)}


@dataclass
class Scope:
    """The names of a file: what is defined, and what they are imported from."""

    path: str
    definitions: dict[str, Definition] = field(default_factory=dict)
    aliases: dict[str, ast.expr] = field(default_factory=dict)
    """What is assigned to a name, which may be a type."""
    names: dict[str, str] = field(default_factory=dict)
    """The full names of what is imported."""
    modules: list[str] = field(default_factory=list)
    """The modules that something is imported from; with dots in front, those of the same package."""
    stars: list[str] = field(default_factory=list)
    """The modules of which everything is imported."""
    imported: dict[str, Scope] = field(default_factory=dict)
    """Those of them that have been read."""
    again: set[str] = field(default_factory=set)
    """What is assigned to in several places."""
    registered: set[str] = field(default_factory=set)
    """What is handed to a function ``register``, as classes are that are to pass for those of an abstract one."""
    _read: list[ast.expr] = field(default_factory=list)
    """The aliases that are being read, each within the one before it."""

    @classmethod
    def of(cls, tree: ast.Module, path: str) -> Scope:
        scope = cls(path)
        for node in statements(tree):
            scope._add(node)
        # What functions import for themselves is read as well.
        inside = cls(path)
        for it in ast.walk(tree):
            if isinstance(it, (ast.Import, ast.ImportFrom)):
                inside._add(it)
        scope.modules += inside.modules
        scope.names = {**inside.names, **scope.names}
        scope.again = {name for name, count in collections.Counter(_stored(tree)).items() if count > 1}
        return scope

    def _add(self, node: ast.stmt) -> None:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            self.definitions[node.name] = node
        elif isinstance(node, ast.Import):
            for alias in node.names:
                self.modules.append(alias.name)
                self.names[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            inside = module if module.endswith(".") else module + "."
            # What is imported may be a module, too.
            self.modules += [module, *(inside + alias.name for alias in node.names)]
            for alias in node.names:
                if alias.name == "*":
                    self.stars.append(module)
                self.names[alias.asname or alias.name] = inside + alias.name
        elif isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            made = class_of_call(name, node.value, self.qualified, self._known)
            if made is not None:
                self.definitions[name] = made
            else:
                self.aliases[name] = node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            self.aliases[node.target.id] = node.value
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            called = node.value.func
            if isinstance(called, ast.Attribute) and called.attr == "register":
                self.registered.update(it.id for it in node.value.args if isinstance(it, ast.Name))
        elif type(node).__name__ == "TypeAlias":
            self.aliases[node.name.id] = node.value  # type: ignore[attr-defined]

    def _known(self, full: str) -> ast.expr:
        """Returns an expression that has a full name, whatever is imported."""
        self.names[full] = full
        return ast.Name(full, ast.Load())

    def find(self, name: str, depth: int = 0) -> tuple[Definition, Scope] | None:
        """Returns the definition that a name stands for and where it is, also in another file that has been read."""
        if name in self.definitions:
            return self.definitions[name], self
        # Files that import each other may pass a name in circles.
        found = (home.find(original, depth + 1) for home, original in self._homes(name) if depth < 50)
        return next((it for it in found if it is not None), None)

    def _homes(self, name: str) -> Iterator[tuple[Scope, str]]:
        """Returns the files that a name may be imported from, and what it is called there."""
        module, _, original = self.names.get(name, "").rpartition(".")
        for place, called in ((module, original), *((star, name) for star in self.stars)):
            home = self.imported.get(place) or self.imported.get(place + ".")
            if home is not None:
                yield home, called

    def qualified(self, node: ast.expr) -> str | None:
        """Returns the full name of what an expression names."""
        if isinstance(node, ast.Attribute):
            owner = self.qualified(node.value)
            return None if owner is None else f"{owner}.{node.attr}"
        if isinstance(node, ast.Name):
            if node.id in self.names:
                return self.names[node.id]
            alias = self.aliases.get(node.id)
            if isinstance(alias, ast.Attribute):
                return self.qualified(alias)
            if node.id in self.definitions:
                return None
            starred = next((it for it in self.stars if node.id in _STARRED.get(it, ())), None)
            if starred is not None:
                return f"{starred}.{node.id}"
            return f"builtins.{node.id}" if node.id in _BUILTIN else None
        return None

    def hint(self, node: ast.expr | None, depth: int = 0) -> Hint:
        """Returns what an annotation says."""
        if node is None or depth > 50:
            return UNKNOWN
        if isinstance(node, ast.Constant):
            return self._constant(node, depth)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            return hints.union([self.hint(node.left, depth + 1), self.hint(node.right, depth + 1)])
        if isinstance(node, ast.Subscript):
            return self._subscript(node, depth)
        if isinstance(node, ast.Call):
            is_new = self.qualified(node.func) in ("typing.NewType", "typing_extensions.NewType")
            return self.hint(node.args[1], depth + 1) if is_new and len(node.args) == 2 else UNKNOWN
        qualified = self.qualified(node)
        known = hints.build(qualified) if qualified else None
        if known is not None:
            return known
        return self._named(node, depth)

    def _constant(self, node: ast.Constant, depth: int) -> Hint:
        if node.value is None:
            return hints.NONE
        if not isinstance(node.value, str):
            return UNKNOWN
        try:
            return self.hint(ast.parse(node.value.strip(), mode="eval").body, depth + 1)
        except SyntaxError:
            return UNKNOWN

    def _subscript(self, node: ast.Subscript, depth: int) -> Hint:
        inside = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        qualified = self.qualified(node.value) or ""
        if qualified in ("typing.Literal", "typing_extensions.Literal"):
            return hints.literal([it.value if isinstance(it, ast.Constant) else object() for it in inside])
        if qualified in ("typing.Annotated", "typing_extensions.Annotated"):
            return self.hint(inside[0], depth + 1)
        if qualified in ("builtins.tuple", "typing.Tuple") and len(inside) == 2 and _is_ellipsis(inside[1]):
            return Hint("tuple", "...", (self.hint(inside[0], depth + 1),))
        if qualified in ("builtins.tuple", "typing.Tuple") and not inside:
            return hints.EMPTY_TUPLE
        known = hints.build(qualified, [self.hint(it, depth + 1) for it in inside])
        # Of a generic class of one's own, its parameters say nothing here.
        return known or self._named(node.value, depth)

    def _named(self, node: ast.expr, depth: int) -> Hint:
        found = self.class_of(node)
        if found is not None:
            return found[1].class_hint(found[0])
        if not isinstance(node, ast.Name):
            return UNKNOWN
        alias, home = self.alias(node.id)
        if alias is None or alias in self._read:
            # What has itself inside is of no type of Rust's, and would never end.
            return UNKNOWN
        self._read.append(alias)
        try:
            return home.hint(alias, depth + 1)
        finally:
            self._read.pop()

    def alias(self, name: str, depth: int = 0) -> tuple[ast.expr | None, Scope]:
        """Returns what is assigned to a name and where, also in another file that has been read."""
        if name in self.aliases:
            return self.aliases[name], self
        found = (home.alias(original, depth + 1) for home, original in self._homes(name) if depth < 50)
        return next((it for it in found if it[0] is not None), (None, self))

    def class_hint(self, node: ast.ClassDef) -> Hint:
        """Returns what a class of this file is as an annotation."""
        kind = self.class_kind(node) or ("record" if self._is_model(node) else "unknown")
        contents = SourceContents(node, self) if kind in ("record", "typeddict", "enum") else None
        return Hint(kind, node.name, home=self.path, contents=contents, lineage=SourceLineage(node, self))

    def base(self, node: ast.expr) -> str:
        """Returns the full name of a base class, without what is in its brackets; nothing if it is not known."""
        return self.qualified(node.value if isinstance(node, ast.Subscript) else node) or ""

    def class_kind(self, node: ast.ClassDef, depth: int = 0) -> str:
        """Returns ``"typeddict"``, ``"enum"``, ``"record"``, ``"class"``, or nothing where only its bases know."""
        bases = [self.base(it).rpartition(".")[2] for it in node.bases]
        if "TypedDict" in bases:
            return "typeddict"
        if any(base.endswith("Enum") or base in ("Flag", "IntFlag") for base in bases):
            return "enum"
        makers = (decorators.is_dataclass, decorators.is_attrs)
        if "NamedTuple" in bases or any(makes(it, self) for makes in makers for it in node.decorator_list):
            return "record"
        if not node.bases and not node.keywords:
            return "class" if decorators.keep_the_signature(node, self) else ""
        found = [self.class_of(base) for base in node.bases]
        # What derives from a record is one. Of other classes only those without bases say something.
        kinds = {found[1].class_kind(found[0], depth + 1) for found in found if found and depth < 50}
        return next((kind for kind in ("typeddict", "enum", "record") if kind in kinds), "")

    def _is_model(self, node: ast.ClassDef) -> bool:
        """Whether it is a record of a package that makes the fields its own way."""
        return any(home.base(it) in _MODELS for cls, home in with_bases(node, self) for it in cls.bases)

    def class_of(self, node: ast.expr) -> tuple[ast.ClassDef, Scope] | None:
        """Returns the class that an expression names, if it is in reach."""
        found = self.definition_of(node.value if isinstance(node, ast.Subscript) else node)
        return (found[0], found[1]) if found is not None and isinstance(found[0], ast.ClassDef) else None

    def definition_of(self, node: ast.expr) -> tuple[Definition, Scope] | None:
        """Returns the function or class that an expression names, if it is in reach."""
        if isinstance(node, ast.Attribute):
            home = self.imported.get(self.qualified(node.value) or "")
            return home.find(node.attr) if home is not None else None
        return self.find(node.id) if isinstance(node, ast.Name) else None

    def original(self, name: str) -> str:
        """Returns what an imported name is called where it comes from."""
        return self.names.get(name, name).rpartition(".")[2]

    def once(self, name: str) -> ast.expr | None:
        """Returns what is assigned to a name of this file, if that is done in one place."""
        return None if name in self.again else self.aliases.get(name)

    def constant(self, node: ast.expr | None, depth: int = 0) -> object:
        """Returns the value of a constant, also by the name it has; None for all else."""
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Attribute):
            home = self.imported.get(self.qualified(node.value) or "")
            return home.constant(ast.Name(node.attr), depth + 1) if home is not None else None
        if not isinstance(node, ast.Name) or depth > 50:
            return None
        if node.id in self.aliases:
            return self.constant(self.once(node.id), depth + 1)
        found = (home.constant(ast.Name(original), depth + 1) for home, original in self._homes(node.id))
        return next((it for it in found if it is not None), None)


def describe_function(name: str, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> PythonFunction:
    """Describes a function as it is written."""
    parameters = describe_parameters(node.args, scope)
    is_async = isinstance(node, ast.AsyncFunctionDef)
    place = f"{scope.path}:{node.lineno}"
    doc = ast.get_docstring(node) or ""
    is_certain = decorators.keep_the_signature(node, scope)
    # What a decorator makes of a generator need not be one: contextlib has some.
    is_generator = is_certain and _yields(node)
    return PythonFunction(
        name, parameters, scope.hint(node.returns), place, is_async, is_generator, doc=doc, is_certain=is_certain
    )


def describe_parameters(arguments: ast.arguments, scope: Scope) -> tuple[PythonParameter, ...]:
    """Describes parameters as they are written."""
    parameters: list[PythonParameter] = []

    def add(argument: ast.arg, kind: str, default: ast.expr | None = None) -> None:
        required = default is None and kind not in ("Rest", "Options")
        source = None if default is None else ast.unparse(default)
        parameters.append(PythonParameter(argument.arg, kind, required, scope.hint(argument.annotation), source))

    positional = [(it, "PositionalOnly") for it in arguments.posonlyargs] + [(it, "Normal") for it in arguments.args]
    without = len(positional) - len(arguments.defaults)
    for index, (argument, kind) in enumerate(positional):
        add(argument, kind, arguments.defaults[index - without] if index >= without else None)
    if arguments.vararg:
        add(arguments.vararg, "Rest")
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        add(argument, "KeywordOnly", default)
    if arguments.kwarg:
        add(arguments.kwarg, "Options")
    return tuple(parameters)


def _yields(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether what is in a function makes it a generator."""
    waiting: list[ast.AST] = [*function.body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            waiting += ast.iter_child_nodes(node)
    return False


def _stored(tree: ast.Module) -> Iterator[str]:
    """Returns the names that a file gives to something, once for each place."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            # What is inside has names of its own, but for these. How often it runs is not known.
            names = [name for it in ast.walk(node) if isinstance(it, ast.Global) for name in it.names]
            yield from names * 2
        else:
            waiting += ast.iter_child_nodes(node)


def _is_ellipsis(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...
