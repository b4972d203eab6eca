"""Whether the values of a Rust type and those that an annotation allows go together.

Only what contradicts is told: where either side says nothing, or nothing that is known here, they fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gopylink._contract.exports import Exported, PythonClass
from gopylink._contract.hints import STANDARD, Hint
from gopylink._manifest import Shape, TypeDefinition, TypeRef


class Types(dict[str, TypeDefinition]):
    """The types of a manifest by their names, and what Python exports."""

    def __init__(self, definitions: Iterable[TypeDefinition], exports: Mapping[str, Exported]) -> None:
        super().__init__((it.name, it) for it in definitions)
        self.exports = exports


# Which annotations allow the Python value that Rust passes for its type. Python's checkers take an int for a float. Of
# a value an enum makes its member.
_ALLOW = {
    "None": {"none"},
    "Bool": {"bool", "int", "float", "complex"},
    "Int": {"int", "float", "complex", "enum"},
    "Float": {"float", "complex"},
    "Str": {"str", "sequence", "iterable", "enum"},
    "Bytes": {"bytes", "sequence", "iterable"},
    "List": {"list", "sequence", "iterable"},
    "Set": {"set", "abstractset", "iterable"},
    "Tuple": {"tuple", "sequence", "iterable"},
    "Dict": {"dict", "mapping", "iterable"},
    "Record": {"dict", "mapping", "typeddict", "iterable"},
}

# Which annotations promise a value that Rust reads as its type.
_READ = {
    "None": {"none"},
    "Bool": {"bool"},
    "Int": {"int", "enum"},
    "Float": {"float", "int"},
    "Str": {"str", "enum"},
    "Bytes": {"bytes"},
    "List": {"list", "sequence", "iterable", "tuple"},
    "Set": {"set", "frozenset", "abstractset", "iterable"},
    "Tuple": {"tuple", "list", "sequence", "iterable", "record"},
    "Dict": {"dict", "mapping", "typeddict", "record", "iterable"},
    "Record": {"dict", "mapping", "typeddict", "record", "iterable"},
}

_PLAIN = {"none", "bool", "int", "float", "complex", "str", "bytes", "list", "set", "frozenset", "tuple", "dict"}


def takes(hint: Hint, ref: TypeRef, types: Types) -> bool:
    """Whether the annotation of a parameter allows all values that Rust passes."""
    ref = resolve(ref, types)
    if _says_nothing(hint, ref):
        return True
    if ref.kind == "Optional":
        return takes(hint, TypeRef("None"), types) and takes(hint, ref.items[0], types)
    if hint.kind == "union":
        return any(takes(member, ref, types) for member in hint.items)
    if ref.kind == "Enum":
        # Strings and dicts, or members of a class of the library's.
        return hint.kind not in {"none", "bool", "int", "float", "complex", "bytes", "list", "set", "frozenset"}
    if ref.kind == "Standard":
        # What Rust passes is of the class for this system.
        is_path = ref.name == "pathlib.Path" and hint.name in ("pathlib.PosixPath", "pathlib.PurePosixPath")
        return _is_standard(hint, is_path or hint.name in (ref.name, *STANDARD.get(ref.name, ())))
    if ref.kind == "Instance":
        cls, taken = _exported_class(ref, types), hint.lineage
        if cls is not None and cls.knows_ancestors and taken is not None and not taken.is_open():
            return taken.identity in cls.ancestors
    if ref.kind in ("Instance", "Array", "Dataclass"):
        return hint.kind not in _PLAIN
    # Rust has neither tuples of any length nor sets that do not change, and Python reads both as what comes.
    is_list = ref.kind == "List" and hint.kind == "tuple" and (hint.name or not hint.items)
    nearest = is_list or (ref.kind == "Set" and hint.kind == "frozenset")
    if hint.kind == "enum" and ref.kind == "Int" and not _may_have_numbers(hint):
        return False
    return (bool(nearest) or hint.kind in _ALLOW[ref.kind]) and _items(hint, ref, types, takes)


def gives(hint: Hint, ref: TypeRef, types: Types) -> bool:
    """Whether Rust reads all values that the annotation of a result promises."""
    ref = resolve(ref, types)
    if _says_nothing(hint, ref):
        return True
    if hint.kind == "union":
        unsure = any(_says_nothing(member, ref) for member in hint.items)
        return unsure or all(gives(member, ref, types) for member in hint.items)
    if ref.kind == "Optional":
        return hint.kind == "none" or gives(hint, ref.items[0], types)
    if ref.kind == "Enum":
        return hint.kind not in {"none", "bool", "int", "float", "complex", "bytes", "list", "set", "frozenset"}
    if ref.kind == "Standard":
        if ref.name == "pathlib.Path":
            return hint.kind == "str" or _is_standard(hint, "os.PathLike" in (hint.name, *STANDARD.get(hint.name, ())))
        if ref.name == "decimal.Decimal" and hint.kind == "int":
            return True
        # Not of a derived class: a datetime is no date to Rust.
        return _is_standard(hint, ref.name == hint.name)
    if ref.kind == "Instance":
        cls, given = _exported_class(ref, types), hint.lineage
        if cls is not None and given is not None and not given.is_open():
            return given.may_derive_from(cls.identity)
    if ref.kind in ("Instance", "Dataclass"):
        return hint.kind not in _PLAIN or (ref.kind == "Dataclass" and hint.kind == "dict")
    if ref.kind == "Array":
        return hint.kind not in {"none", "bool", "int", "float", "complex", "str", "dict", "set", "frozenset"}
    if hint.kind == "enum" and ref.kind == "Int" and not _may_have_numbers(hint):
        return False
    return hint.kind in _READ[ref.kind] and _items(hint, ref, types, gives)


def resolve(ref: TypeRef, types: Types) -> TypeRef:
    """Returns what a named type is: another type, or one of the kinds ``"Record"``, ``"Dataclass"`` and ``"Enum"``."""
    seen: set[str] = set()
    while ref.kind == "Named":
        if ref.name in seen or ref.name not in types:
            return TypeRef()
        seen.add(ref.name)
        definition = types[ref.name]
        shape: Shape = definition.shape
        if shape.same is not None:
            ref = shape.same
        elif shape.fields is not None:
            return TypeRef("Dataclass" if definition.has_class else "Record", ref.name)
        elif shape.tagging == "Untagged":
            return TypeRef()
        elif all(variant.content is None for variant in shape.variants or ()) and not definition.has_class:
            return TypeRef("Str") if shape.tagging == "External" else TypeRef("Record", ref.name)
        else:
            return TypeRef("Enum", ref.name)
    return ref


def _says_nothing(hint: Hint, ref: TypeRef) -> bool:
    # What derives from a class may be anything else as well, but an instance of another class.
    is_class = hint.lineage is not None and ref.kind in ("Instance", "Optional")
    return ref.kind == "Any" or (hint.kind == "unknown" and not is_class)


def _exported_class(ref: TypeRef, types: Types) -> PythonClass | None:
    found = types.exports.get(ref.name)
    return found if isinstance(found, PythonClass) and found.is_certain else None


def _may_have_numbers(enum: Hint) -> bool:
    """Whether not all values of an enum are known to be text."""
    members = enum.contents.members() if enum.contents is not None else None
    return members is None or any(it.value is None or not it.is_sure for it in members)


def _is_standard(hint: Hint, derives: bool) -> bool:
    if hint.kind == "standard":
        return derives
    return hint.kind not in _PLAIN


def _items(hint: Hint, ref: TypeRef, types: Types, fits: object) -> bool:
    """Whether what is inside of both goes together."""
    assert callable(fits)
    if not hint.items or not ref.items:
        return True
    inside = hint.items
    if ref.kind == "Tuple":
        if hint.kind == "tuple" and not hint.name:
            return len(inside) == len(ref.items) and all(map(lambda h, r: fits(h, r, types), inside, ref.items))
        return all(fits(inside[0], item, types) for item in ref.items)
    if hint.kind == "tuple" and not hint.name:
        return all(fits(item, ref.items[0], types) for item in inside)
    # A dict is an iterable of its keys, so what both have is compared.
    return all(fits(h, r, types) for h, r in zip(inside, ref.items))


def spell_beside(ref: TypeRef, hint: Hint, types: Types) -> str:
    """Returns the name of a Rust type; where Python has a class of that name, with what its values are instead."""
    name = spell(ref)
    return spell(ref, types) if name == str(hint) else name


_SPELLED = {"None": "None", "Bool": "bool", "Int": "int", "Float": "float", "Str": "str", "Bytes": "bytes"}


def spell(ref: TypeRef, types: Types | None = None) -> str:
    """Returns the Python name of a Rust type, for messages; with ``types``, also what the values of records are."""
    if ref.kind in _SPELLED:
        return _SPELLED[ref.kind]
    inside = [spell(item, types) for item in ref.items]
    if ref.kind == "Optional":
        return f"{inside[0]} | None"
    if ref.kind in ("List", "Set", "Tuple", "Dict"):
        return f"{ref.kind.lower()}[{', '.join(inside)}]"
    if ref.kind == "Named" and types is not None:
        resolved = resolve(ref, types)
        plain = {"Str": "str", "Record": "dict", "Enum": "str or dict"}.get(resolved.kind)
        return f"{plain} ({ref.name})" if plain else ref.name
    return "array" if ref.kind == "Array" else ref.name or "Any"
