"""Compares records and enums, each once, by how they are used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gopylink._changes.change import Change
from gopylink._changes.functions import Signatures
from gopylink._changes.names import moved
from gopylink._changes.subset import Subset
from gopylink._classes import in_order
from gopylink._manifest import Field, Manifest, Shape, TypeDefinition, TypeRef, Variant
from gopylink._reach import arguments, reached, results


class TypeChanges:
    """Compares the types that both manifests have."""

    def __init__(self, old: Manifest, new: Manifest, subset: Subset) -> None:
        self._old = {it.name: it for it in old.types}
        self._new = {it.name: it for it in new.types}
        self._signatures = Signatures(subset)
        self._taken = reached(old, arguments(old))
        self._given = reached(old, results(old))

    def all(self) -> Iterator[Change]:
        for name, old in self._old.items():
            new = self._new.get(name)
            if new is None:
                # Where it was used, something else is now, which is told there. Its class is an attribute.
                if old.has_class:
                    yield Change(True, f"{name}: the class is gone")
            else:
                yield from self._definition(old, new)
        for name, new in self._new.items():
            if new.has_class and name not in self._old:
                yield Change(False, f"{name}: a new class")

    def _definition(self, old: TypeDefinition, new: TypeDefinition) -> Iterator[Change]:
        name = old.name
        if old.has_class != new.has_class:
            was, now = ("instances of a class", "plain data")[:: 1 if old.has_class else -1]
            yield Change(old.has_class or name in self._given, f"{name}: values were {was}, are {now}")
        elif old.has_class:
            yield from _places(name, old.shape.fields or (), new.shape.fields or ())
        if name in self._taken and old.closed != new.closed:
            yield Change(
                new.closed, f"{name}: fields that it does not have are {'refused' if new.closed else 'taken'} now"
            )
        yield from self._shape(name, name, old.shape, new.shape)

    def _shape(self, name: str, label: str, old: Shape, new: Shape) -> Iterator[Change]:
        if old == new:
            return
        if old.fields is not None and new.fields is not None:
            yield from self._fields(name, label, old.fields, new.fields)
        elif old.variants is not None and new.variants is not None:
            if (old.tagging, old.keys) != (new.tagging, new.keys):
                yield Change(True, f"{label}: its variants are told apart in another way")
            else:
                yield from self._variants(name, label, old.variants, new.variants)
                if old.tagging == "Untagged" and name in self._taken:
                    yield from _tries(label, old.variants, new.variants)
        elif old.same is not None and new.same is not None:
            yield from self._inside(name, label, old.same, new.same)
        else:
            yield Change(True, f"{label}: its values are of another kind")

    def _inside(self, name: str, label: str, old: TypeRef, new: TypeRef) -> Iterator[Change]:
        found: list[Change] = []
        if name in self._taken:
            found += self._signatures.argument(label, "arguments", old, new)
        if name in self._given:
            found += self._signatures.result(label, old, new)
        yield from found

    def _fields(self, name: str, label: str, old: Sequence[Field], new: Sequence[Field]) -> Iterator[Change]:
        later = {it.name: it for it in new}
        for field in old:
            inside = f"{label}['{field.name}']"
            now = later.get(field.name)
            if now is None:
                renamed = next((it.name for it in new if field.name in it.aliases), None)
                if renamed is None or name in self._given or self._old[name].has_class:
                    yield Change(True, f"{inside}: the field is gone")
                else:
                    yield Change(False, f"{inside}: the field is '{renamed}' now, and taken by its old name too")
                continue
            yield from self._aliases(name, inside, field, now)
            if name in self._taken and field.optional != now.optional:
                text = "may be left out now" if now.optional else "must be passed now"
                yield Change(not now.optional, f"{inside}: {text}")
            elif self._is_made(name):
                yield from _default(inside, field, now)
            if name in self._given and field.skipped != now.skipped:
                text = "may be missing now" if now.skipped else "is always there now"
                yield Change(now.skipped, f"{inside}: {text}")
            yield from self._inside(name, inside, field.holds, now.holds)
        known = {it.name for it in old}
        for field in new:
            if field.name not in known:
                required = name in self._taken and not field.optional and known.isdisjoint(field.aliases)
                required = required or (self._is_made(name) and not field.has_default)
                extra = ", which must be passed" if required else ""
                yield Change(required, f"{label}['{field.name}']: a new field{extra}")

    def _is_made(self, name: str) -> bool:
        """Whether Python makes such records by calling their class, with the old library and with the new one."""
        old, new = self._old[name], self._new[name]
        return old.has_class and new.has_class and None not in (old.shape.fields, new.shape.fields)

    def _variants(self, name: str, label: str, old: Sequence[Variant], new: Sequence[Variant]) -> Iterator[Change]:
        later = {it.name: it for it in new}
        for variant in old:
            inside = f"{label}.{variant.name}"
            now = later.get(variant.name)
            if now is None:
                breaks, text = self._gone(name, variant, new)
                yield Change(breaks, f"{inside}: {text}")
                continue
            yield from self._aliases(name, inside, variant, now)
            if variant.content is not None and now.content is not None:
                yield from self._shape(name, inside, variant.content, now.content)
            elif (variant.content is None) != (now.content is None):
                yield Change(True, f"{inside}: the variant {'has no' if now.content is None else 'has'} content now")
        known = {it.name for it in old}
        for variant in new:
            if variant.name not in known:
                given = name in self._given
                extra = ", which results may be" if given else ""
                yield Change(given, f"{label}.{variant.name}: a new variant{extra}")

    def _aliases(self, name: str, label: str, old: Field | Variant, new: Field | Variant) -> Iterator[Change]:
        if name in self._taken:
            for alias in old.aliases:
                if alias not in new.aliases:
                    yield Change(True, f"{label}: cannot be passed as '{alias}' any more")
            for alias in new.aliases:
                if alias not in old.aliases:
                    yield Change(False, f"{label}: can be passed as '{alias}' too")

    def _gone(self, name: str, variant: Variant, new: Sequence[Variant]) -> tuple[bool, str]:
        """Returns whether it breaks that a variant is gone, and what became of it."""
        stands_for = next((it.name for it in new if variant.name in it.aliases or it.other), None)
        # Of an enum class, it was an attribute.
        if stands_for is None or self._old[name].has_class:
            return name in self._taken or self._old[name].has_class, "the variant is gone"
        return False, f"the variant is gone, and taken for '{stands_for}'"


def _places(name: str, old: Sequence[Field], new: Sequence[Field]) -> Iterator[Change]:
    """Compares the order in which the fields of a dataclass are passed by position."""
    for field, was, now in moved(*([it.name for it in in_order(fields)] for fields in (old, new))):
        yield Change(True, f"{name}['{field}']: was argument {was} of the class, is argument {now}")


def _default(label: str, old: Field, new: Field) -> Iterator[Change]:
    """Compares what stands for a field of a dataclass that is left out."""
    if old.has_default and not new.has_default:
        yield Change(True, f"{label}: the class must be given it now")
    elif new.has_default and not old.has_default:
        yield Change(False, f"{label}: the class can do without it now")
    elif (old.default, old.value) != (new.default, new.value):
        told = None not in (old.default, new.default) and old.default != new.default
        found = f"{new.default} when it is left out, was {old.default}" if told else "another when it is left out"
        yield Change(False, f"{label}: is {found}")


def _tries(label: str, old: Sequence[Variant], new: Sequence[Variant]) -> Iterator[Change]:
    """Compares the order in which the variants of an untagged enum are tried: the first that fits is taken."""
    before, after = ([it.name for it in variants] for variants in (old, new))
    known = [name for name in after if name in before]
    if known != [name for name in before if name in after]:
        listed = " before ".join(f"'{name}'" for name in known)
        yield Change(True, f"{label}: arguments may become other variants, which are tried in another order: {listed}")
    for place, name in enumerate(after):
        behind = next((it for it in after[place:] if it in before), None)
        if name not in before and behind is not None:
            yield Change(True, f"{label}.{name}: arguments may become it that were '{behind}', which is tried after it")
