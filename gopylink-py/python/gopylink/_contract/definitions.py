"""Describes the functions and classes of source code, and what its annotations mean."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Union

from gopylink._contract import hints
from gopylink._contract.exports import PythonClass, PythonFunction, PythonParameter
from gopylink._contract.hints import UNKNOWN, Hint

Definition = Union[ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef]

_BUILTIN = {"bool", "int", "float", "complex", "str", "bytes", "bytearray", "memoryview", "list", "set", "frozenset"}
_BUILTIN |= {"tuple", "dict"}


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
    imported: dict[str, Scope] = field(default_factory=dict)
    """Those of them that have been read."""

    @classmethod
    def of(cls, tree: ast.Module, path: str) -> Scope:
        scope = cls(path)
        for node in _top(tree):
            scope._add(node)
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
                self.names[alias.asname or alias.name] = inside + alias.name
        elif isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            self.aliases[node.targets[0].id] = node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            self.aliases[node.target.id] = node.value
        elif type(node).__name__ == "TypeAlias":
            self.aliases[node.name.id] = node.value  # type: ignore[attr-defined]

    def find(self, name: str, depth: int = 0) -> tuple[Definition, Scope] | None:
        """Returns the definition that a name stands for and where it is, also in another file that has been read."""
        if name in self.definitions:
            return self.definitions[name], self
        module, _, original = self.names.get(name, "").rpartition(".")
        home = self.imported.get(module) or self.imported.get(module + ".")
        # Files that import each other may pass a name in circles.
        return home.find(original, depth + 1) if home is not None and depth < 50 else None

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
            return f"builtins.{node.id}" if node.id in _BUILTIN and node.id not in self.definitions else None
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
        return hints.build(qualified, [self.hint(it, depth + 1) for it in inside]) or UNKNOWN

    def _named(self, node: ast.expr, depth: int) -> Hint:
        if not isinstance(node, ast.Name):
            return UNKNOWN
        found = self.find(node.id)
        if found is not None and isinstance(found[0], ast.ClassDef):
            return found[1].class_hint(found[0])
        return self.hint(self.aliases.get(node.id), depth + 1)

    def class_hint(self, node: ast.ClassDef) -> Hint:
        """Returns what a class of this file is as an annotation."""
        kind = self.class_kind(node)
        return Hint(kind, node.name) if kind else UNKNOWN

    def class_kind(self, node: ast.ClassDef) -> str:
        """Returns ``"typeddict"``, ``"enum"``, ``"record"``, ``"class"``, or nothing where only its bases know."""
        bases = [(self.qualified(base) or "").rpartition(".")[2] for base in node.bases]
        if "TypedDict" in bases:
            return "typeddict"
        if any(base.endswith("Enum") for base in bases):
            return "enum"
        if "NamedTuple" in bases or any(self.is_dataclass(it) for it in node.decorator_list):
            return "record"
        if not node.bases and not node.keywords:
            return "class" if not node.decorator_list or self._is_plain(node) else ""
        local = [self.find(base.id) for base in node.bases if isinstance(base, ast.Name)]
        kinds = [found[1].class_kind(found[0]) for found in local if found and isinstance(found[0], ast.ClassDef)]
        return kinds[0] if len(kinds) == len(node.bases) == 1 else ""

    def _is_plain(self, node: ast.ClassDef) -> bool:
        """Whether the decorators are no more than exports."""
        names = [it.func if isinstance(it, ast.Call) else it for it in node.decorator_list]
        return all((self.qualified(it) or "export").rpartition(".")[2] == "export" for it in names)

    def is_dataclass(self, decorator: ast.expr) -> bool:
        """Whether a decorator is ``dataclasses.dataclass``, or one of attrs."""
        decorator = decorator.func if isinstance(decorator, ast.Call) else decorator
        return (self.qualified(decorator) or "") in (
            "dataclasses.dataclass",
            "attr.s",
            "attr.define",
            "attrs.define",
            "attrs.frozen",
            "attr.dataclass",
        )


def describe_function(name: str, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> PythonFunction:
    """Describes a function as it is written."""
    arguments = node.args
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
    is_async = isinstance(node, ast.AsyncFunctionDef)
    place = f"{scope.path}:{node.lineno}"
    doc = ast.get_docstring(node) or ""
    return PythonFunction(name, tuple(parameters), scope.hint(node.returns), place, is_async, doc)


def describe_class(name: str, node: ast.ClassDef, scope: Scope) -> PythonClass:
    """Describes a class as it is written, with what it inherits from classes that are in reach."""
    place = f"{scope.path}:{node.lineno}"
    lineage, is_complete = _lineage(node, scope)
    methods: dict[str, PythonFunction] = {}
    constructor: PythonFunction | None = None
    for cls, home in lineage:
        if any(home.is_dataclass(it) for it in cls.decorator_list):
            constructor = PythonFunction(name, None, UNKNOWN, place)
        for item in cls.body:
            if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)):
                if _is_property(item):
                    methods.pop(item.name, None)
                    continue
                method = _method(f"{name}.{item.name}", item, home)
                methods[item.name] = method
                if item.name in ("__init__", "__new__"):
                    constructor = replace(method, name=name)
    fields = _constructor_of_fields(name, node, scope)
    if fields is not None and "__init__" not in methods:
        constructor = fields
    if constructor is None:
        constructor = PythonFunction(name, () if is_complete else None, UNKNOWN, place)
    is_complete = is_complete and "__getattr__" not in methods
    return PythonClass(name, constructor, methods, is_complete, place, ast.get_docstring(node) or "")


def _is_property(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    names = [ast.unparse(it).rpartition(".")[2] for it in node.decorator_list]
    return any(name in ("property", "cached_property", "setter", "getter", "deleter") for name in names)


def _method(label: str, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> PythonFunction:
    described = describe_function(label, node, scope)
    decorators = [(it.func if isinstance(it, ast.Call) else it) for it in node.decorator_list]
    names = {it.id for it in decorators if isinstance(it, ast.Name)}
    parameters = described.parameters or ()
    if "staticmethod" not in names and parameters and parameters[0].kind in ("PositionalOnly", "Normal"):
        parameters = parameters[1:]
    if decorators and not names & {"staticmethod", "classmethod"}:
        # What other decorators make of it is not known.
        return replace(described, parameters=None, returns=UNKNOWN)
    return replace(described, parameters=parameters)


def _lineage(node: ast.ClassDef, scope: Scope, depth: int = 0) -> tuple[list[tuple[ast.ClassDef, Scope]], bool]:
    """Returns the class and those it derives from, the farthest first, and whether all of them are in reach."""
    lineage: list[tuple[ast.ClassDef, Scope]] = []
    is_complete = depth < 50 and not node.keywords
    for base in reversed(node.bases):
        found = scope.find(base.id) if isinstance(base, ast.Name) and is_complete else None
        if found is not None and isinstance(found[0], ast.ClassDef):
            above, complete = _lineage(found[0], found[1], depth + 1)
            lineage += above
            is_complete = is_complete and complete
        elif not (isinstance(base, ast.Name) and base.id == "object"):
            is_complete = False
    return [*lineage, (node, scope)], is_complete


def _constructor_of_fields(name: str, node: ast.ClassDef, scope: Scope) -> PythonFunction | None:
    """Returns the constructor that a dataclass gets from its fields, where they say all about it."""
    plain = [it for it in node.decorator_list if (scope.qualified(it) or "") == "dataclasses.dataclass"]
    if not plain or node.bases:
        return None
    parameters = []
    for item in fields_of(node):
        if isinstance(item.value, ast.Call):
            return PythonFunction(name, None, UNKNOWN, f"{scope.path}:{node.lineno}")
        assert isinstance(item.target, ast.Name)
        default = None if item.value is None else ast.unparse(item.value)
        parameters.append(
            PythonParameter(item.target.id, "Normal", default is None, scope.hint(item.annotation), default)
        )
    return PythonFunction(name, tuple(parameters), UNKNOWN, f"{scope.path}:{node.lineno}")


def fields_of(node: ast.ClassDef) -> Iterator[ast.AnnAssign]:
    """Returns the annotated attributes of a class body, but for class variables."""
    for item in node.body:
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            written = ast.unparse(item.annotation)
            if "ClassVar" not in written:
                yield item


def _top(tree: ast.Module) -> Iterator[ast.stmt]:
    """Returns the statements of a module, also those under ``if`` and ``try``."""
    waiting: list[ast.stmt] = list(tree.body)
    while waiting:
        node = waiting.pop(0)
        yield node
        if isinstance(node, (ast.If, ast.Try, ast.With)):
            inside: list[ast.stmt] = [*node.body, *getattr(node, "orelse", [])]
            for handler in getattr(node, "handlers", []):
                inside += handler.body
            waiting[:0] = inside


def _is_ellipsis(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...
