"""Declares the classes of a library."""

from __future__ import annotations

from gopylink._manifest import NONE, Class, Function, Property
from gopylink.stubs.annotations import Annotations
from gopylink.stubs.functions import Functions
from gopylink.stubs.layout import class_lines, docstring, quoted
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
_RETURNS_ITSELF = ("__iter__", "__enter__")
# Python asks anything of them, and the base says so.
_TAKES_ANYTHING = ("__eq__", "__ne__", "__contains__")


class Classes:
    """Declares classes."""

    def __init__(self, names: Names, annotations: Annotations, functions: Functions) -> None:
        self._names = names
        self._annotations = annotations
        self._functions = functions

    def declare(self, cls: Class) -> list[str]:
        """Returns the lines of a class."""
        body: list[list[str]] = []
        for constant in cls.constants:
            if is_written(constant.name):
                final = f"{self._names.imported('Final')}[{self._annotations.result(constant.returns)}]"
                body.append([f"{constant.name}: {final}", *docstring(constant.doc)])
        if cls.constructor is not None:
            body.append(self._functions.declare(cls.constructor, name="__init__", receiver="self", returns="None"))
        for found in cls.properties:
            if is_written(found.name):
                body += self._property(found)
        names = set(members(cls))
        for method in cls.methods:
            if is_written(method.name):
                body.append(self._method(method))
        if "__eq__" in names and "__hash__" not in names:
            body.append([f"__hash__: {self._names.imported('ClassVar')}[None]  # type: ignore[assignment]"])
        decorator = self._names.builtin("staticmethod")
        for function in cls.static_methods:
            if is_written(function.name):
                body.append(self._functions.declare(function, decorators=[decorator]))
        body += [[_left_out(name)] for name in names if not is_written(name)]
        return class_lines(f"{cls.name}({self._names.module('gopylink')}.Instance)", body, cls.doc)

    def _property(self, found: Property) -> list[list[str]]:
        decorator = self._names.builtin("property")
        blocks = [self._functions.declare(found.getter, name=found.name, receiver="self", decorators=[decorator])]
        if found.setter is not None:
            decorator = f"{found.name}.setter"
            setter = self._functions.declare(
                found.setter, name=found.name, receiver="self", returns="None", decorators=[decorator]
            )
            blocks.append(setter)
        return blocks

    def _method(self, method: Function) -> list[str]:
        name = method.name
        special = name.startswith("__") and name.endswith("__")
        if not special or name == "__call__":
            is_own = name == "close" and (method.parameters or method.returns != NONE)
            return self._functions.declare(method, receiver="self", comment=_OVERRIDES if is_own else "")
        returns = self._special_result(method)
        anything = self._names.builtin("object")
        layout = self._functions.layout
        if name in _TAKES_ANYTHING:
            operand = method.parameters[0].name if method.parameters else "other"
            return layout.function(name, ["self", f"{operand}: {anything}", "/"], returns, method.doc, depth=1)
        if name == "__exit__":
            comment = "" if returns == "None" else _OVERRIDES
            parameters = ["self", f"*exception: {anything}"]
            return layout.function(name, parameters, returns, method.doc, comment=comment, depth=1)
        comment = _OVERRIDES if name == "__enter__" and method.returns != NONE else ""
        return self._functions.declare(method, receiver="self", returns=returns, by_position=True, comment=comment)

    def _special_result(self, method: Function) -> str:
        returns = method.returns
        if method.name in _RETURNS:
            return self._names.builtin(_RETURNS[method.name])
        in_place = method.name.startswith("__i") and method.name.strip("_")[1:] in _OPERATORS
        if returns.kind == "None" and (method.name in _RETURNS_ITSELF or in_place):
            return self._names.imported("Self")
        if method.name == "__next__" and returns.kind == "Optional":
            return self._annotations.result(returns.items[0])
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


def _left_out(name: str) -> str:
    return f"# {quoted(name)} is not a name in Python: reach it with getattr."
