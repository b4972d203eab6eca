"""Declares the classes of a library."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from gopylink._changes.subset import Subset
from gopylink._manifest import Class, Function, Manifest, Property, TypeRef
from gopylink.stubs.annotations import Annotations
from gopylink.stubs.functions import Functions, parameter_name
from gopylink.stubs.layout import class_lines, docstring, literal
from gopylink.stubs.names import Names, is_written, members

# What Python fixes for methods that it calls itself, whatever they return in Rust.
_RETURNS = {
    "__bool__": "bool",
    "__len__": "int",
    "__length_hint__": "int",
    "__hash__": "int",
    "__contains__": "bool",
    "__index__": "int",
    "__int__": "int",
    "__float__": "float",
    "__repr__": "str",
    "__str__": "str",
    "__format__": "str",
    "__bytes__": "bytes",
}
# What a class has in place of what the base has.
_OVERRIDES = "type: ignore[override]"
_ASSIGNS = "type: ignore[assignment]"
# The same, where only one checker sees it.
_OVERRIDES_FOR_PYRIGHT = "pyright: ignore[reportIncompatibleMethodOverride]"
_RETURNS_ITSELF = ("__iter__", "__enter__")
# Python asks anything of them, and the base says so.
_TAKES_ANYTHING = ("__eq__", "__ne__", "__contains__")


class Classes:
    """Declares classes."""

    def __init__(self, manifest: Manifest, names: Names, annotations: Annotations, functions: Functions) -> None:
        self._subset = Subset(manifest, manifest)
        self._names = names
        self._annotations = annotations
        self._functions = functions

    def declare(self, cls: Class) -> list[str]:
        """Returns the lines of a class."""
        body: list[list[str]] = []
        for constant in cls.constants:
            if is_written(constant.name):
                final = f"{self._names.imported('Final')}[{self._annotations.result(constant.returns)}]"
                comment = f"  # {_ASSIGNS}" if constant.name == "close" else ""
                body.append([f"{constant.name}: {final}{comment}", *docstring(constant.doc)])
        if cls.constructor is not None:
            body.append(self._functions.declare(cls.constructor, name="__init__", receiver="self", returns="None"))
        else:
            never = self._names.imported("NoReturn")
            body.append([f"def __init__(self, no_constructor: {never}, /) -> None: ..."])
        for found in cls.properties:
            if is_written(found.name):
                body += self._property(found)
        names = set(members(cls))
        for method in cls.methods:
            if is_written(method.name):
                comment = self._comment(method, cls)
                body.append(self._method(method, comment))
        if "__eq__" in names and "__hash__" not in names:
            body.append([f"__hash__: {self._names.imported('ClassVar')}[None]  # type: ignore[assignment]"])
        decorator = self._names.builtin("staticmethod")
        for function in cls.static_methods:
            if is_written(function.name):
                comment = _static_comment(function)
                body.append(self._functions.declare(function, decorators=[decorator], comment=comment))
        body += [[_left_out(name)] for name in names if not is_written(name)]
        base = "GoInstance" if cls.language == "Go" else "Instance"
        return class_lines(f"{cls.name}({self._names.module('gopylink')}.{base})", body, cls.doc)

    def _property(self, found: Property) -> list[list[str]]:
        decorator = self._names.builtin("property")
        comment = _OVERRIDES if found.name == "close" else ""
        declare = partial(self._functions.declare, name=found.name, receiver="self")
        if found.setter is None:
            return [declare(found.getter, decorators=[decorator], comment=comment)]
        if comment:
            # Here mypy sees the two as one, which begins at the decorator, and pyright the last one.
            decorator, comment = f"{decorator}  # {comment}", _OVERRIDES_FOR_PYRIGHT
        getter = declare(found.getter, decorators=[decorator])
        decorators = [f"{found.name}.setter"]
        return [getter, declare(found.setter, returns="None", decorators=decorators, comment=comment)]

    def _comment(self, method: Function, cls: Class) -> str:
        """Returns what tells type checkers that a method is not as they want it, but as it is."""
        name, returns = method.name, method.returns
        if name == "close":
            return "" if _fits_close(method) else _OVERRIDES
        if name == "__enter__" and returns == TypeRef("Instance", cls.name):
            return ""
        if name == "__enter__" or (name == "__exit__" and returns.kind == "Bool"):
            return _OVERRIDES if returns.kind not in ("None", "Any") else ""
        if name in ("__eq__", "__ne__"):
            return "" if returns.kind in ("Bool", "Any") else _OVERRIDES
        operator = next((it for it in cls.methods if it.name == f"__{name[3:]}"), None)
        if _is_in_place(name) and operator is not None and method.parameters and operator.parameters:
            if len(operator.parameters) > 1:
                return "type: ignore[misc]"
            takes, must_take = method.parameters[0].accepts, operator.parameters[0].accepts
            return "" if self._subset.taken(must_take, takes) else "type: ignore[misc]"
        return ""

    def _method(self, method: Function, comment: str) -> list[str]:
        name = method.name
        special = name.startswith("__") and name.endswith("__")
        if not special or name == "__call__":
            return self._functions.declare(method, receiver="self", comment=comment)
        returns = self._special_result(method)
        anything = self._names.builtin("object")
        layout = self._functions.layout
        if name in _TAKES_ANYTHING:
            operand = parameter_name(method.parameters[0].name) if method.parameters else "other"
            parameters = ["self", f"{operand}: {anything}", "/"]
            return layout.function(name, parameters, returns, method.doc, comment=comment, depth=1)
        if name == "__exit__":
            parameters = ["self", f"*exception: {anything}"]
            return layout.function(name, parameters, returns, method.doc, comment=comment, depth=1)
        if name == "__pow__" and len(method.parameters) == 2:
            # Python passes None for the modulus of an operator.
            base, modulus = method.parameters
            method = replace(method, parameters=(base, replace(modulus, default="None")))
        return self._functions.declare(method, receiver="self", returns=returns, by_position=True, comment=comment)

    def _special_result(self, method: Function) -> str:
        returns = method.returns
        if method.name in _RETURNS:
            return self._names.builtin(_RETURNS[method.name])
        if returns.kind == "None" and (method.name in _RETURNS_ITSELF or _is_in_place(method.name)):
            return self._names.imported("Self")
        if method.name == "__next__" and returns.kind == "Optional":
            return self._annotations.result(returns.items[0])
        if method.name == "__iter__" and returns.kind in ("List", "Set", "Dict"):
            # The instance is not asked for a collection, but for an iterator over it.
            return f"{self._names.imported('Iterator')}[{self._annotations.result(returns.items[0])}]"
        return self._annotations.result(returns)


_OPERATORS = (
    "add",
    "sub",
    "mul",
    "matmul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "lshift",
    "rshift",
    "and",
    "or",
    "xor",
)


def _fits_close(function: Function) -> bool:
    """Whether a function can be called as the base's ``close``, and gives the same."""
    needed = [it for it in function.parameters if it.default is None and it.kind not in ("Rest", "Options")]
    return not needed and function.returns.kind in ("None", "Any")


def _static_comment(function: Function) -> str:
    if function.name != "close":
        return ""
    return _OVERRIDES_FOR_PYRIGHT if _fits_close(function) else _OVERRIDES


def _is_in_place(name: str) -> bool:
    return name.startswith("__i") and name.strip("_")[1:] in _OPERATORS


def _left_out(name: str) -> str:
    return f"# {literal(name)} is not a name in Python: reach it with getattr."
