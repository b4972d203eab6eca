"""The fields of dataclasses, named tuples and typed dicts in source code, with those that they inherit."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gopylink._contract import decorators
from gopylink._contract.exports import PythonParameter
from gopylink._contract.statements import statements

if TYPE_CHECKING:
    from gopylink._contract.definitions import Scope


@dataclass(frozen=True)
class SourceField:
    """A field as it is written."""

    name: str
    annotation: ast.expr
    scope: Scope
    """Where the annotation is."""
    default: str | None = None
    """The source of the default; none if the field is required."""
    is_parameter: bool = True
    """Whether the constructor takes it."""
    is_keyword: bool = False
    """Whether it takes it by name only."""
    is_kept: bool = True
    """Whether instances have it: an ``InitVar`` is only passed."""
    may_be_missing: bool = False
    """Whether a dict may be without it."""

    def parameter(self) -> PythonParameter:
        """Returns the constructor's parameter."""
        kind = "KeywordOnly" if self.is_keyword else "Normal"
        hint = self.scope.hint(self.annotation)
        return PythonParameter(self.name, kind, self.default is None, hint, self.default)


def fields_of(node: ast.ClassDef, scope: Scope, depth: int = 0) -> list[SourceField]:
    """Returns the fields in order, as far as the classes that it derives from are in reach."""
    found: dict[str, SourceField] = {}
    for base in reversed(node.bases) if depth < 50 else ():
        above = scope.class_of(base)
        if above is not None and above[1].class_kind(above[0]) in ("record", "typeddict"):
            found.update((it.name, it) for it in fields_of(above[0], above[1], depth + 1))
    kind = scope.class_kind(node)
    makers = (decorators.is_dataclass, decorators.is_attrs)
    adds_none = kind == "record" and not any(makes(it, scope) for makes in makers for it in node.decorator_list)
    if adds_none and not is_named_tuple(node, scope):
        # Of a class that only derives from a record, annotations are no more than that.
        return list(found.values())
    found.update((it.name, it) for it in _own(node, scope))
    return list(found.values())


def is_named_tuple(node: ast.ClassDef, scope: Scope) -> bool:
    """Whether the class body lists the fields of a named tuple."""
    return any(scope.base(it).rpartition(".")[2] == "NamedTuple" for it in node.bases)


def parameters_of(node: ast.ClassDef, scope: Scope) -> tuple[PythonParameter, ...]:
    """Returns the parameters that a constructor made of the fields has."""
    taken = [it for it in fields_of(node, scope) if it.is_parameter]
    # Those by name come last, wherever they are written.
    return tuple(it.parameter() for it in sorted(taken, key=lambda it: it.is_keyword))


def option(decorator: ast.expr | None, name: str) -> object:
    """Returns the constant that a call has for a keyword, None without one."""
    keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
    return next((it.value.value for it in keywords if it.arg == name and isinstance(it.value, ast.Constant)), None)


def _own(node: ast.ClassDef, scope: Scope) -> Iterator[SourceField]:
    maker = next((it for it in node.decorator_list if decorators.is_dataclass(it, scope)), None)
    by_name = option(maker, "kw_only") is True
    partial = any(it.arg == "total" and option_of(it) is False for it in node.keywords)
    for item in statements(node):
        if not isinstance(item, ast.AnnAssign) or not isinstance(item.target, ast.Name):
            continue
        annotation = _parsed(item.annotation)
        named = scope.base(annotation)
        if named in ("typing.ClassVar", "typing_extensions.ClassVar"):
            continue
        if named == "dataclasses.KW_ONLY":
            by_name = True
            continue
        is_kept = named != "dataclasses.InitVar"
        if not is_kept:
            annotation = annotation.slice if isinstance(annotation, ast.Subscript) else ast.Constant("")
        made = item.value if isinstance(item.value, ast.Call) and _makes_field(item.value, scope) else None
        default = next((it.value for it in made.keywords if it.arg in _DEFAULTS), None) if made else item.value
        own = option(made, "kw_only")
        yield SourceField(
            item.target.id,
            annotation,
            scope,
            None if default is None else ast.unparse(default),
            is_parameter=option(made, "init") is not False,
            is_keyword=by_name if own is None else own is True,
            is_kept=is_kept,
            may_be_missing=_may_be_missing(annotation, scope, partial),
        )


_DEFAULTS = ("default", "default_factory", "factory")


def option_of(keyword: ast.keyword) -> object:
    """Returns the constant that a keyword has."""
    return keyword.value.value if isinstance(keyword.value, ast.Constant) else None


def _makes_field(call: ast.Call, scope: Scope) -> bool:
    return (scope.qualified(call.func) or "") in ("dataclasses.field", "attr.field", "attrs.field", "attr.ib")


def _may_be_missing(annotation: ast.expr, scope: Scope, partial: bool) -> bool:
    while isinstance(annotation, ast.Subscript):
        name = scope.base(annotation).rpartition(".")[2]
        if name in ("NotRequired", "Required"):
            return name == "NotRequired"
        if name not in ("Annotated", "ReadOnly"):
            break
        annotation = annotation.slice.elts[0] if isinstance(annotation.slice, ast.Tuple) else annotation.slice
    return partial


def _parsed(annotation: ast.expr) -> ast.expr:
    """Returns what an annotation that is a string says."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        try:
            return ast.parse(annotation.value.strip(), mode="eval").body
        except SyntaxError:
            return annotation
    return annotation
