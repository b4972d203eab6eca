"""Declares functions and methods."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from gopylink._manifest import Function, Parameter, TypeRef
from gopylink.stubs.annotations import Annotations
from gopylink.stubs.layout import Layout, literal
from gopylink.stubs.names import Names, is_written


class Functions:
    """Declares functions, methods, and what else has parameters."""

    def __init__(self, names: Names, annotations: Annotations, layout: Layout) -> None:
        self._names = names
        self._annotations = annotations
        self.layout = layout

    def declare(
        self,
        function: Function,
        *,
        name: str = "",
        receiver: str = "",
        returns: str = "",
        decorators: Sequence[str] = (),
        by_position: bool = False,
        comment: str = "",
    ) -> list[str]:
        """Returns the lines of a function.

        :param receiver: the first parameter of a method
        :param returns: what it returns, where that is not what the manifest says
        :param by_position: whether all parameters are passed by position only, as Python does for operators
        """
        parameters = self.parameters(function.parameters, by_position=by_position)
        parameters = [receiver, *parameters] if receiver else parameters
        returns = returns or self._annotations.result(function.returns)
        # Methods stand in a class, and so do static ones.
        depth = 1 if receiver or decorators else 0
        name = name or function.name
        return self.layout.function(name, parameters, returns, function.doc, decorators, comment, depth)

    def parameters(self, parameters: Sequence[Parameter], *, by_position: bool = False) -> list[str]:
        """Returns the parameters as they stand in brackets."""
        written: list[str] = []
        slash_at = 0
        star = False
        for parameter in parameters:
            kind, name = parameter.kind, parameter.name
            if kind in ("PositionalOnly", "Normal"):
                # What Python cannot write as a keyword is passed by position.
                if kind == "PositionalOnly" or by_position or not is_written(name):
                    slash_at = len(written) + 1
                written.append(self._one(parameter))
            elif kind == "Rest":
                star = True
                written.append(f"*{parameter_name(name)}: {self._inside(parameter.accepts, 'List')}")
            elif kind == "KeywordOnly":
                if not star:
                    star = True
                    written.append("*")
                if is_written(name):
                    written.append(self._one(parameter))
                elif written[-1] == "*":
                    written.pop()
                    star = False
            else:
                written.append(f"**{parameter_name(name)}: {self._options(parameter.accepts)}")
        if slash_at:
            written.insert(slash_at, "/")
        return written

    def _one(self, parameter: Parameter) -> str:
        default = "" if parameter.default is None else f" = {_default(parameter)}"
        return f"{parameter_name(parameter.name)}: {self._annotations.argument(parameter.accepts)}{default}"

    def _inside(self, ref: TypeRef, kind: str) -> str:
        return self._annotations.argument(ref.items[0] if ref.kind == kind else TypeRef())

    def _options(self, ref: TypeRef) -> str:
        if ref.kind == "Dict":
            return self._annotations.argument(ref.items[1])
        # The dict of a record has the keywords as its keys.
        return self._annotations.unpacked(ref) or self._names.imported("Any")


def parameter_name(name: str) -> str:
    """Returns the name of a parameter as Python can write it."""
    return name if is_written(name) else f"{name}_" if is_written(f"{name}_") else "value"


def _default(parameter: Parameter) -> str:
    """Returns a default as it is written; ``...`` where that is not possible, or nothing of the parameter's type."""
    accepts = parameter.accepts.items[0] if parameter.accepts.kind == "Optional" else parameter.accepts
    try:
        value = ast.literal_eval(parameter.default or "")
    except (SyntaxError, ValueError):
        return "..."
    return "..." if accepts.kind == "Array" and value is not None else literal(value)
