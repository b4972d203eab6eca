"""Whether all values of one type are values of another."""

from __future__ import annotations

from gopylink._manifest import Manifest, TypeRef

# The least and the greatest value, as powers of two: of i8, -2**7 and 2**7 - 1.
_BITS = {
    **{f"i{bits}": (bits - 1, bits - 1) for bits in (8, 16, 32, 64, 128)},
    **{f"u{bits}": (0, bits) for bits in (8, 16, 32, 64, 128)},
    "isize": (63, 63),
    "usize": (0, 64),
}

_PATH = TypeRef("Standard", "pathlib.Path")


class Subset:
    """Compares types of two manifests. What changes inside of a type of the same name is told where that is defined."""

    def __init__(self, old: Manifest, new: Manifest) -> None:
        self._old = _aliases(old)
        self._new = _aliases(new)
        self._records = {it.name: it.shape.fields for it in old.types if it.shape.fields is not None}

    def fields(self, old: TypeRef) -> set[str] | None:
        """Returns the names that the fields of an old record may be passed by, None of what is no record."""
        old = _behind(old, self._old)
        fields = self._records.get(old.name) if old.kind == "Named" else None
        return None if fields is None else {name for field in fields for name in (field.name, *field.aliases)}

    def taken(self, old: TypeRef, new: TypeRef) -> bool:
        """Whether all that Rust took for the old type it takes for the new one."""
        return self._fits(old, new, is_argument=True)

    def given(self, old: TypeRef, new: TypeRef) -> bool:
        """Whether all that Rust gives for the new type it gave for the old one."""
        return self._fits(new, old, is_argument=False)

    def _fits(self, less: TypeRef, more: TypeRef, *, is_argument: bool) -> bool:
        if less == more or more.kind == "Any":
            return True
        if more.kind == "Optional":
            inside = less.items[0] if less.kind == "Optional" else less
            return less.kind == "None" or self._fits(inside, more.items[0], is_argument=is_argument)
        # Arguments are the old library's, results the new one's.
        aliases = (self._old, self._new) if is_argument else (self._new, self._old)
        less, more = _behind(less, aliases[0]), _behind(more, aliases[1])
        if less.kind != more.kind:
            if not is_argument:
                return False
            if (less.kind, more.kind) == ("Int", "Float"):
                return True
            if (less.kind, more) == ("Str", _PATH):
                return True
            # A tuple may be passed for a list.
            is_row = less.kind == "Tuple" and more.kind == "List"
            return is_row and all(self._fits(item, more.items[0], is_argument=True) for item in less.items)
        if less.kind == "Int":
            # In Python, all are int.
            return not is_argument or _within(less.name, more.name)
        if less.kind == "Float":
            return True
        if less.name != more.name or len(less.items) != len(more.items):
            return False
        return all(self._fits(a, b, is_argument=is_argument) for a, b in zip(less.items, more.items))


def _aliases(manifest: Manifest) -> dict[str, TypeRef]:
    return {it.name: it.shape.same for it in manifest.types if it.shape.same is not None}


def _behind(ref: TypeRef, aliases: dict[str, TypeRef]) -> TypeRef:
    """Returns what stands behind the name of an alias."""
    seen: set[str] = set()
    while ref.kind == "Named" and ref.name in aliases and ref.name not in seen:
        seen.add(ref.name)
        ref = aliases[ref.name]
    return ref


def _within(less: str, more: str) -> bool:
    if less not in _BITS or more not in _BITS:
        return less == more
    return _BITS[less][0] <= _BITS[more][0] and _BITS[less][1] <= _BITS[more][1]
