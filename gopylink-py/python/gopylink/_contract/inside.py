"""What differs inside of the classes that annotations name: between the members of an enum and the variants of Rust's,
and between the fields of a dataclass, named tuple or typed dict and those of a record.

Whether the class as a whole fits is told by :mod:`gopylink._contract.fit`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gopylink._contract import fit
from gopylink._contract.contents import ClassField, Contents, Member
from gopylink._contract.finding import near
from gopylink._contract.hints import Hint
from gopylink._manifest import Field, TypeDefinition, TypeRef


@dataclass(frozen=True)
class Difference:
    """Something that one side has and the other has not."""

    rule: str
    rust: str
    """What Rust does."""
    python: str
    """What Python has instead."""
    place: str = ""
    """Where the class is; nothing for what has none."""
    hint: str = ""


def passed(hint: Hint, ref: TypeRef, types: fit.Types, name: str) -> list[Difference]:
    """Compares what the annotation of the parameter of that name consists of with what Rust passes."""
    return list(_Comparison(types, is_passed=True, of=name).compare(hint, ref))


def returned(hint: Hint, ref: TypeRef, types: fit.Types) -> list[Difference]:
    """Compares what the annotation of a result consists of with what Rust reads."""
    return list(_Comparison(types, is_passed=False).compare(hint, ref))


class _Comparison:
    """The comparison of one parameter or result."""

    def __init__(self, types: fit.Types, *, is_passed: bool, of: str = "") -> None:
        self._types = types
        self._is_passed = is_passed
        self._of = of
        self._seen: set[tuple[int, str]] = set()

    def compare(self, hint: Hint, ref: TypeRef) -> Iterator[Difference]:
        ref, definition = self._definition(ref)
        if hint.kind == "union":
            yield from self._union(hint, ref)
        elif ref.kind == "Optional":
            yield from self.compare(hint, ref.items[0])
        elif definition is not None and hint.contents is not None:
            key = (id(hint.contents.key), definition.name)
            # What leads to itself comes to an end.
            if hint.contents.key is None or key not in self._seen:
                self._seen.add(key)
                yield from self._contents(hint, definition)
        elif definition is None:
            yield from self._items(hint, ref)

    def _definition(self, ref: TypeRef) -> tuple[TypeRef, TypeDefinition | None]:
        """Returns the record or enum that a type is, with the type behind its aliases."""
        seen: set[str] = set()
        while ref.kind == "Named" and ref.name in self._types and ref.name not in seen:
            seen.add(ref.name)
            definition = self._types[ref.name]
            if definition.shape.same is None:
                return ref, definition
            ref = definition.shape.same
        return ref, None

    def _union(self, hint: Hint, ref: TypeRef) -> Iterator[Difference]:
        """Each of them may be returned; what is passed is to be one of them."""
        members = [it for it in hint.items if it.kind != "none"]
        found = [list(self.compare(it, ref)) for it in members]
        if not self._is_passed:
            for differences in found:
                yield from differences
            return
        of_kind = [
            differences
            for it, differences in zip(members, found)
            if it.contents is not None or fit.takes(it, _without_none(ref), self._types)
        ]
        if of_kind and all(of_kind):
            yield from of_kind[0]

    def _items(self, hint: Hint, ref: TypeRef) -> Iterator[Difference]:
        inside, items = hint.items, ref.items
        if not inside or not items:
            return
        if hint.kind == "tuple" and not hint.name and ref.kind != "Tuple":
            pairs = [(it, items[0]) for it in inside]
        elif ref.kind == "Tuple" and (hint.kind != "tuple" or hint.name):
            pairs = [(inside[0], it) for it in items]
        else:
            pairs = list(zip(inside, items))
        for one, other in pairs:
            yield from self.compare(one, other)

    def _contents(self, hint: Hint, definition: TypeDefinition) -> Iterator[Difference]:
        contents = hint.contents
        assert contents is not None
        for it in self._differences(hint, contents, definition):
            # Inside of a field there may be another class, with a place of its own.
            yield it if it.place else replace(it, place=contents.place())

    def _differences(self, hint: Hint, contents: Contents, definition: TypeDefinition) -> Iterator[Difference]:
        shape = definition.shape
        if shape.variants is not None and shape.tagging == "External" and hint.kind in ("enum", "str"):
            members = contents.members()
            if members is not None:
                yield from (self._passed_variants if self._is_passed else self._returned_members)(
                    hint, members, definition
                )
        elif shape.fields is not None and hint.kind in ("record", "typeddict"):
            if self._is_passed and definition.has_class and contents.is_tuple():
                rust = f"passes an instance of its dataclass {definition.name} for '{self._of}'"
                yield Difference("annotation", rust, f"takes the named tuple {hint}", hint=_NO_ORDER)
            own = contents.fields()
            if own is not None:
                yield from (self._passed_fields if self._is_passed else self._returned_fields)(hint, own, definition)

    def _passed_variants(
        self, hint: Hint, members: Sequence[Member], definition: TypeDefinition
    ) -> Iterator[Difference]:
        if not all(it.is_sure for it in members) or (hint.contents is not None and hint.contents.takes_others()):
            return
        variants = definition.shape.variants or ()
        taken = {name for it in members for name in it.names()}
        known = {name for it in variants for name in (it.name, *it.aliases)}
        others = [_text(it) for it in members if not it.names() & known]
        for variant in variants:
            # Content comes in a dict, which is no member of anything.
            if variant.content is None and variant.name not in taken:
                has = f"has no such member in {hint}" if hint.kind == "enum" else "takes no such text"
                yield Difference(
                    "member", f"may pass '{variant.name}' for '{self._of}'", has, hint=near(variant.name, others)
                )

    def _returned_members(
        self, hint: Hint, members: Sequence[Member], definition: TypeDefinition
    ) -> Iterator[Difference]:
        variants = definition.shape.variants or ()
        if any(it.other for it in variants):
            return
        known = {name for it in variants if it.content is None for name in (it.name, *it.aliases)}
        told = {name for it in members for name in it.names()}
        others = [it.name for it in variants if it.content is None and it.name not in told]
        for member in members:
            if member.is_sure and not member.is_alias and not member.names() & known:
                text = _text(member)
                has = f"may return that member of {hint}" if hint.kind == "enum" else "may return it"
                yield Difference("uncertain", f"has no '{text}' in {definition.name}", has, hint=near(text, others))

    def _passed_fields(self, hint: Hint, own: Sequence[ClassField], definition: TypeDefinition) -> Iterator[Difference]:
        given = {it.name: it for it in definition.shape.fields or ()}
        others = [name for name in given if name not in {it.name for it in own}]
        for field in own:
            found = given.get(field.name)
            if found is not None:
                yield from self._held(hint, field, found, definition)
            # An instance of the library's class has them all.
            if field.is_required and (found is None or (found.skipped and not definition.has_class)):
                how, rule = ("passes", "field") if found is None else ("may pass", "uncertain")
                rust = f"{how} {definition.name} without '{field.name}' for '{self._of}'"
                yield Difference(rule, rust, f"requires it in {hint}", hint=near(field.name, others))

    def _returned_fields(
        self, hint: Hint, own: Sequence[ClassField], definition: TypeDefinition
    ) -> Iterator[Difference]:
        given = {it.name: it for it in own}
        read: set[str] = set()
        wanted = definition.shape.fields or ()
        known = {name for it in wanted for name in (it.name, *it.aliases)}
        others = [name for name in given if name not in known]
        for field in wanted:
            found = next((given[it] for it in (field.name, *field.aliases) if it in given), None)
            if found is not None:
                read.add(found.name)
                yield from self._held(hint, found, field, definition)
            if not field.optional and (found is None or not found.is_always_there):
                rule = "field" if found is None else "uncertain"
                has = f"has no such field in {hint}" if found is None else f"may leave it out of {hint}"
                rust = f"requires '{field.name}' of {definition.name}"
                yield Difference(rule, rust, has, hint=near(field.name, others))
        for it in own if definition.closed else ():
            if it.name not in known:
                rule, has = ("field", "has it") if it.is_always_there else ("uncertain", "may have it")
                yield Difference(rule, f"refuses '{it.name}' in {definition.name}", f"{has} in {hint}")

    def _held(self, hint: Hint, own: ClassField, field: Field, definition: TypeDefinition) -> Iterator[Difference]:
        """Compares what both fields hold."""
        holds = field.holds
        if self._is_passed:
            if field.skipped and not definition.has_class:
                # None is left out.
                holds = _without_none(holds)
            fits, verb, has = fit.takes(own.hint, holds, self._types), "passes", "takes"
        else:
            fits, verb, has = fit.gives(own.hint, holds, self._types), "expects", "has"
        before = self._of
        self._of = f"{before}.{field.name}" if before else field.name
        yield from self.compare(own.hint, holds)
        self._of = before
        if not fits:
            spelled = fit.spell_beside(holds, own.hint, self._types)
            rust = f"{verb} {spelled} for '{field.name}' of {definition.name}"
            yield Difference("annotation", rust, f"{has} {own.hint} in {hint}")


_NO_ORDER = "; what it gets has the fields by name only"


def _without_none(ref: TypeRef) -> TypeRef:
    return ref.items[0] if ref.kind == "Optional" else ref


def _text(member: Member) -> str:
    return member.name if member.value is None else member.value
