"""What an annotation says, as far as it can be compared with a Rust type.

Annotations are read from live objects or from source code; both find the full name of what they see, and
:func:`build` makes a :class:`Hint` of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gopylink._contract.contents import Contents, Texts
from gopylink._contract.lineage import Lineage


@dataclass(frozen=True)
class Hint:
    """The values that an annotation allows."""

    kind: str = "unknown"
    """``"unknown"`` allows everything, as a class does whose bases are not known. Else one of the values of the table
    below, ``"tuple"``, ``"union"``, ``"standard"`` (a class of the standard library that crosses), ``"record"`` (a
    class with fields), ``"typeddict"``, ``"enum"`` or ``"class"`` (any other class)."""
    name: str = ""
    """The name of a class. Of a tuple of any length ``"..."``, of one of no length ``"()"``."""
    items: tuple[Hint, ...] = ()
    """The types inside, in the order of the annotation."""
    home: str = field(default="", compare=False)
    """The file that a class is in, where source code was read."""
    contents: Contents | None = field(default=None, compare=False, repr=False)
    """What an enum or record consists of, or the texts that a ``Literal`` has."""
    lineage: Lineage | None = field(default=None, compare=False, repr=False)
    """What a class derives from."""

    def __str__(self) -> str:
        items = ", ".join(map(str, self.items))
        if self.kind == "unknown" and self.lineage is None:
            return "Any"
        if self.kind == "none":
            return "None"
        if self.kind == "union":
            return " | ".join(map(str, self.items))
        if self.kind == "tuple":
            if self == EMPTY_TUPLE:
                return "tuple[()]"
            return f"tuple[{items}, ...]" if self.name else f"tuple[{items}]" if items else "tuple"
        return f"{self.name}[{items}]" if items else self.name


UNKNOWN = Hint()
NONE = Hint("none", "None")
EMPTY_TUPLE = Hint("tuple", "()")
SELF = Hint("unknown", "Self")
"""The class whose method has the annotation."""

_KINDS = {
    "bool": ["bool"],
    "int": ["int"],
    "float": ["float"],
    "complex": ["complex"],
    "str": ["str"],
    "bytes": ["bytes", "bytearray", "memoryview", "Buffer", "ByteString"],
    "list": ["list", "List", "MutableSequence", "deque", "Deque"],
    "sequence": ["Sequence"],
    "iterable": ["Iterable", "Collection", "Container", "Reversible"],
    "iterator": ["Iterator", "Generator", "AsyncIterator", "AsyncGenerator", "Coroutine", "Awaitable"],
    "set": ["set", "Set", "MutableSet"],
    "frozenset": ["frozenset", "FrozenSet"],
    "abstractset": ["AbstractSet"],
    "dict": ["dict", "Dict", "MutableMapping", "DefaultDict", "OrderedDict", "Counter", "defaultdict"],
    "mapping": ["Mapping"],
}
_KIND_OF = {name: kind for kind, names in _KINDS.items() for name in names}
_GENERIC = {
    "builtins",
    "typing",
    "typing_extensions",
    "collections",
    "collections.abc",
}

STANDARD = {
    "datetime.datetime": ("datetime.date",),
    "datetime.date": (),
    "datetime.time": (),
    "datetime.timedelta": (),
    "decimal.Decimal": (),
    "uuid.UUID": (),
    "pathlib.Path": ("pathlib.PurePath", "os.PathLike"),
    "pathlib.PosixPath": ("pathlib.Path", "pathlib.PurePath", "os.PathLike"),
    "pathlib.PurePosixPath": ("pathlib.PurePath", "os.PathLike"),
    "pathlib.PurePath": ("os.PathLike",),
    "os.PathLike": (),
}
"""Classes of the standard library that cross, and those that they derive from."""

_MOVED = {"pathlib._local": "pathlib", "pathlib._abc": "pathlib", "_pydatetime": "datetime", "_decimal": "decimal"}


def build(qualified: str, items: Sequence[Hint] = ()) -> Hint | None:
    """Returns the hint of a known name with what stands in its brackets, None if the name is not known here."""
    module, _, name = qualified.rpartition(".")
    full = f"{_MOVED.get(module, module)}.{name}"
    if full in STANDARD:
        return Hint("standard", full)
    if module not in _GENERIC:
        return None
    if name == "None" or name == "NoneType":
        return NONE
    if name == "Optional":
        return union([*items, NONE])
    if name == "Union":
        return union(items)
    if name in ("Annotated", "Required", "NotRequired", "Final", "ClassVar", "ReadOnly"):
        return items[0] if items else UNKNOWN
    if name in ("tuple", "Tuple"):
        return Hint("tuple", "", tuple(items))
    if name == "Self":
        return SELF
    if module == "collections.abc" and name == "Set":
        return Hint("abstractset", name, tuple(items))
    if name in _KIND_OF:
        return Hint(
            _KIND_OF[name], name if module != "typing" else name.lower() if name in _SHOUTED else name, tuple(items)
        )
    return UNKNOWN


_SHOUTED = {"List", "Dict", "Set", "FrozenSet"}


def union(members: Sequence[Hint]) -> Hint:
    """Returns what allows the values of all members."""
    flat: list[Hint] = []
    for member in members:
        for part in member.items if member.kind == "union" else (member,):
            if part not in flat:
                flat.append(part)
            else:
                at = flat.index(part)
                flat[at] = replace(flat[at], contents=_joined(flat[at].contents, part.contents))
    if UNKNOWN in flat:
        return UNKNOWN
    return flat[0] if len(flat) == 1 else Hint("union", "", tuple(flat))


def _joined(one: Contents | None, other: Contents | None) -> Contents | None:
    """Returns what both hints of one type allow. Where one does not say, all texts are."""
    if isinstance(one, Texts) and isinstance(other, Texts):
        return Texts((*one.values, *other.values))
    return one if one is not None and other is not None else None


def literal(values: Sequence[object]) -> Hint:
    """Returns the hint of the types that literal values have."""
    return union([_literal(value) for value in values])


def _literal(value: object) -> Hint:
    if type(value) is str:
        return Hint("str", "str", contents=Texts([value]))
    return NONE if value is None else build(f"builtins.{type(value).__name__}") or UNKNOWN
