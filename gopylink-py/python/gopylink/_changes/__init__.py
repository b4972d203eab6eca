"""What has changed from one build of a library to the next, and whether it breaks those who use it from Python.

:func:`changes` compares two manifests. A change breaks if a program that worked with the old library, or passed type
checks with it, may not any more. Documentation and speed are not looked at, and neither is what manifests do
not tell apart: a ``DateTime<Utc>`` and a ``NaiveDateTime`` are a datetime, a ``TimeDelta`` and a ``Duration`` a
timedelta, a ``&[f64]`` and a ``&mut [f64]`` an array.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gopylink._changes.change import Change
from gopylink._changes.classes import ClassChanges
from gopylink._changes.functions import Signatures
from gopylink._changes.names import both, moved, presence
from gopylink._changes.subset import Subset
from gopylink._changes.types import TypeChanges
from gopylink._manifest import ErrorType, ErrorVariant, ExpectedClass, Function, Manifest

__all__ = ["Change", "changes", "names_only"]


def changes(old: Manifest, new: Manifest) -> list[Change]:
    """Returns what has changed, the breaking changes first."""
    found = list(_Comparison(old, new).all())
    return [it for it in found if it.breaks] + [it for it in found if not it.breaks]


def names_only(old: Manifest, new: Manifest) -> bool:
    """Returns whether nothing but names can be compared: Go libraries tell no more."""
    return "Go" in (old.language, new.language)


class _Comparison:
    """Two manifests beside each other."""

    def __init__(self, old: Manifest, new: Manifest) -> None:
        self._old = old
        self._new = new
        self._subset = Subset(old, new)
        self._signatures = Signatures(self._subset, known=not names_only(old, new))

    def all(self) -> Iterator[Change]:
        yield from presence("", _exports(self._old), _exports(self._new))
        for before, after in both(self._old.functions, self._new.functions):
            yield from self._signatures.compare(before.name, before, after)
        classes = ClassChanges(self._signatures)
        for old, new in both(self._old.classes, self._new.classes):
            yield from classes.compare(old, new)
        yield from TypeChanges(self._old, self._new, self._subset).all()
        yield from self._errors()
        if not names_only(self._old, self._new):
            yield from self._expects()

    def _errors(self) -> Iterator[Change]:
        yield from presence("", _exceptions(self._old.errors), _exceptions(self._new.errors))
        for old, new in both(self._old.errors, self._new.errors):
            owner = f"{old.name}."
            yield from presence(owner, _exceptions(old.variants), _exceptions(new.variants))
            for was, now in both(old.variants, new.variants):
                if was.base and now.base != was.base:
                    yield Change(True, f"{owner}{was.name}: 'except {was.base}' does not catch it any more")
                fields = {field.name: field for field in now.fields}
                for field in was.fields:
                    label = f"{owner}{was.name}.{field.name}"
                    if field.name not in fields:
                        yield Change(True, f"{label}: the attribute is gone")
                    else:
                        yield from self._signatures.result(label, field.holds, fields[field.name].holds)
                known = {field.name for field in was.fields}
                for name in fields:
                    if name not in known:
                        yield Change(
                            True, f"{owner}{was.name}.{name}: a new attribute, which whoever makes one must pass"
                        )
                orders = [[field.name for field in it.fields] for it in (was, now)]
                for name, before, after in moved(*orders):
                    yield Change(True, f"{owner}{was.name}.{name}: was number {before} in patterns, is number {after}")

    def _expects(self) -> Iterator[Change]:
        """What Python must have for the library: here Rust is the one that calls."""
        old, new = self._old.expects, self._new.expects
        for what in ("function", "class"):
            had, has = _expected(self._old, what), _expected(self._new, what)
            for name in sorted(has - had):
                yield Change(True, f"{name}: Rust calls this Python {what} now")
            for name in sorted(had - has):
                yield Change(False, f"{name}: Rust does not call this Python {what} any more")
        yield from self._calls("", old.functions, new.functions)
        for earlier, later in both(_joined(old.classes), _joined(new.classes)):
            owner = f"{earlier.name}."
            yield from self._calls(owner, earlier.methods, later.methods, is_method=True)
            yield from self._constructors(earlier, later)
            if earlier.base != later.base:
                derives = f"has it derive from {later.base} now" if later.base else "has it derive from none any more"
                yield Change(bool(later.base), f"{earlier.name}: Rust {derives}")

    def _calls(
        self, owner: str, old: Sequence[Function], new: Sequence[Function], is_method: bool = False
    ) -> Iterator[Change]:
        """Several stubs may call the same function, each in its own way: those of one place are compared."""
        before, after = _by_name(old), _by_name(new)
        for name, calls in after.items():
            known = before.get(name, [])
            for was, now in zip(known, calls):
                yield from self._signatures.call(f"{owner}{name}", was, now)
            if not known and is_method:
                yield Change(True, f"{owner}{name}: Rust calls this Python method now")
            elif known:
                for _ in calls[len(known) :]:
                    yield Change(True, f"{owner}{name}: Rust calls it in one more way")

    def _constructors(self, old: ExpectedClass, new: ExpectedClass) -> Iterator[Change]:
        # Of several blocks, each may have one of the same name.
        before = _by_name(old.constructors)
        for name, constructors in _by_name(new.constructors).items():
            known = before.get(name, [])
            for was, now in zip(known, constructors):
                yield from self._signatures.call(old.name, was, now)
            for _ in constructors[len(known) :]:
                yield Change(True, f"{old.name}: Rust makes instances in a new way, with {name}")


def _by_name(functions: Sequence[Function]) -> dict[str, list[Function]]:
    found: dict[str, list[Function]] = {}
    for function in functions:
        found.setdefault(function.name, []).append(function)
    return found


def _exports(manifest: Manifest) -> dict[str, str]:
    # Go may have both by one name, of which the function is the attribute.
    exports = {cls.name: "class" for cls in manifest.classes}
    exports.update((function.name, "function") for function in manifest.functions)
    return exports


def _expected(manifest: Manifest, what: str) -> set[str]:
    expects = manifest.expects
    return {it.name for it in expects.functions} if what == "function" else {it.name for it in expects.classes}


def _joined(classes: Sequence[ExpectedClass]) -> list[ExpectedClass]:
    """Returns each class once, with all that the blocks which declare it call."""
    joined: dict[str, ExpectedClass] = {}
    for cls in classes:
        first = joined.get(cls.name)
        if first is not None:
            cls = replace(
                first,
                constructors=(*first.constructors, *cls.constructors),
                methods=(*first.methods, *cls.methods),
                base=first.base or cls.base,
            )
        joined[cls.name] = cls
    return list(joined.values())


def _exceptions(group: Sequence[ErrorType] | Sequence[ErrorVariant]) -> dict[str, str]:
    return {it.name: "exception class" for it in group}
