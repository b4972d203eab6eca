"""The Rust types of annotations: borrowed where Rust passes a value, owned where it gets one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gopylink._contract.hints import EMPTY_TUPLE, UNKNOWN, Hint
from gopylink._contract.source import Source
from gopylink.rust_stubs.names import Scope as Names
from gopylink.rust_stubs.names import camel
from gopylink.rust_stubs.records import Key, Record, find

VALUE = "gopylink::Value"

NO_ITERATORS = "an iterator or a generator, which Rust does not go through; use a list"
"""Why a function that returns one is left out."""

_NUMBERS = {"bool": "bool", "int": "i64", "float": "f64", "none": "()"}
_ROWS = ("list", "sequence", "iterable")
_SETS = ("set", "frozenset", "abstractset")
_MAPS = ("dict", "mapping")
# What hides nothing that is written here.
_TAKEN = [
    "Option",
    "Vec",
    "String",
    "Box",
    "Result",
    "HashMap",
    "HashSet",
    "Some",
    "None",
    "Ok",
    "Err",
    "From",
    "TryFrom",
]

# How long a tuple of instances may be.
_MOST_INSTANCES = 4

# The Rust type, whether it is copied rather than borrowed, and the feature of gopylink-runtime that it needs.
_STANDARD = {
    "datetime.datetime": ("chrono::DateTime<chrono::FixedOffset>", True, "chrono"),
    "datetime.date": ("chrono::NaiveDate", True, "chrono"),
    "datetime.time": ("chrono::NaiveTime", True, "chrono"),
    "datetime.timedelta": ("chrono::TimeDelta", True, "chrono"),
    "decimal.Decimal": ("rust_decimal::Decimal", True, "rust_decimal"),
    "uuid.UUID": ("uuid::Uuid", True, "uuid"),
    "pathlib.Path": ("std::path::PathBuf", False, ""),
    "pathlib.PosixPath": ("std::path::PathBuf", False, ""),
    "pathlib.PurePosixPath": ("std::path::PathBuf", False, ""),
    "pathlib.PurePath": ("std::path::PathBuf", False, ""),
    "os.PathLike": ("std::path::PathBuf", False, ""),
}


class CannotCross(Exception):
    """There is no type in Rust for what an annotation says."""


@dataclass
class Types:
    """Writes types, and remembers what has to be declared for them."""

    source: Source
    classes: dict[Key, str] = field(default_factory=dict)
    """The exported classes, and their Rust types."""
    used: set[str] = field(default_factory=set)
    """The collections that are to be imported."""
    features: set[str] = field(default_factory=set)
    """The features of gopylink-runtime that are needed."""
    records: dict[Key, Record] = field(default_factory=dict)
    """The classes that are to be declared as records and enums."""
    names: Names = field(default_factory=lambda: Names(_TAKEN))
    """The names of types."""

    def owned(self, hint: Hint) -> str:
        """Writes the type of a value that Rust owns.

        :raises CannotCross: if there is none
        """
        if hint.kind == "union":
            return self._union(hint, self.owned)
        several = self._tuple_of_instances(hint)
        if several:
            return _in_tuple(several)
        return self._instance(hint) or self._instances(hint) or self.value(hint)

    def passed(self, hint: Hint) -> str:
        """Writes the type of a parameter.

        :raises CannotCross: if there is none
        """
        if hint.kind == "union":
            return self._union(hint, self.passed)
        instance = self._instance(hint)
        if instance:
            return f"&{instance}"
        several = self._tuple_of_instances(hint)
        if several:
            return _in_tuple([f"&{it}" for it in several])
        # Any list is an iterable, but not the other way round.
        instances = self._instances(Hint("list", "", hint.items) if hint.kind == "iterable" else hint)
        if instances:
            return f"&[{instances[4:-1]}]" if instances.startswith("Vec<") else f"&{instances}"
        return self._borrowed(hint)

    def rest(self, hint: Hint) -> str:
        """Writes the type of ``*rest`` whose values have the annotation."""
        return f"&[{self._instance(hint) or self.value(hint)}]"

    def options(self, hint: Hint) -> str:
        """Writes the type of ``**options`` whose values have the annotation."""
        self.value(hint)
        return f"{self._collection('HashMap')}<&str, {self._borrowed(hint)}>"

    def optional(self, hint: Hint) -> str:
        """Writes the type of a parameter that Rust may leave out."""
        members = [it for it in hint.items if it.kind != "none"] if hint.kind == "union" else [hint]
        given = members[0] if len(members) == 1 else Hint("union", "", tuple(members))
        return f"Option<{self.passed(given)}>"

    def value(self, hint: Hint, within: Key | None = None) -> str:
        """Writes the type of a value that is, or lies in, plain data.

        :param within: the record that the value makes larger
        :raises CannotCross: if there is none
        """
        kind, items = hint.kind, hint.items
        if kind in _NUMBERS:
            return _NUMBERS[kind]
        if kind == "str":
            return "String"
        if kind == "bytes":
            return "Vec<u8>"
        if kind in _ROWS:
            return f"Vec<{self._inside(items, 0)}>"
        if kind in _SETS:
            key = self._key(items)
            return f"{self._collection('HashSet')}<{key}>" if key else VALUE
        if kind in _MAPS:
            key, inside = self._key(items), self._inside(items, 1)
            return f"{self._collection('HashMap')}<{key}, {inside}>" if key else VALUE
        if kind == "tuple":
            return self._tuple(hint, within)
        if kind == "union":
            return self._union(hint, lambda it: self.value(it, within))
        if kind == "standard" and hint.name in _STANDARD:
            written, _, feature = _STANDARD[hint.name]
            self.features |= {feature} - {""}
            return written
        if kind == "iterator" and hint.name in ("Awaitable", "Coroutine"):
            raise CannotCross("an awaitable, which Rust does not wait for; export a function that runs it")
        if kind == "iterator":
            raise CannotCross(NO_ITERATORS)
        if self._instance(hint):
            raise CannotCross(
                f"{hint.name} is exported, and instances cross alone, or in a list, tuple or dict of them"
            )
        return self._record(hint, within) or VALUE

    def remembered(self) -> tuple[set[str], set[str], dict[Key, Record]]:
        """Returns what has been remembered so far."""
        return set(self.used), set(self.features), dict(self.records)

    def forget(self, before: tuple[set[str], set[str], dict[Key, Record]]) -> None:
        """Forgets what has been remembered since."""
        self.used, self.features, self.records = before

    def _instance(self, hint: Hint) -> str:
        return self.classes.get((hint.home, hint.name), "")

    def _instances(self, hint: Hint) -> str:
        """Writes the type of what holds instances, one beside the other; nothing for all else."""
        if hint.kind in ("list", "sequence") or (hint.kind == "tuple" and hint.name):
            inside = self._instance(hint.items[0]) if hint.items else ""
            return f"Vec<{inside}>" if inside else ""
        if hint.kind in _MAPS and len(hint.items) == 2:
            key, inside = self._key(hint.items[:1]), self._instance(hint.items[1])
            return f"{self._collection('HashMap')}<{key}, {inside}>" if key and inside else ""
        return ""

    def _tuple_of_instances(self, hint: Hint) -> list[str]:
        """Writes the types of the instances in a tuple that has nothing else; nothing for all else."""
        if hint.kind != "tuple" or hint.name or not 1 <= len(hint.items) <= _MOST_INSTANCES:
            return []
        found = [self._instance(it) for it in hint.items]
        return found if all(found) else []

    def _borrowed(self, hint: Hint) -> str:
        kind = hint.kind
        if kind == "str":
            return "&str"
        if kind == "bytes":
            return "&[u8]"
        if kind in _ROWS:
            return f"&[{self._inside(hint.items, 0)}]"
        if kind == "union":
            return self._union(hint, self._borrowed)
        written = self.value(hint)
        if written == "std::path::PathBuf":
            return "&std::path::Path"
        if written == VALUE:
            return f"&{VALUE}"
        is_copied = (
            written in _NUMBERS.values()
            or kind in ("tuple", "enum")
            or (kind == "standard" and _STANDARD[hint.name][1])
        )
        if kind == "tuple" and written.startswith("Vec<"):
            return f"&[{written[4:-1]}]"
        return written if is_copied else f"&{written}"

    def _collection(self, name: str) -> str:
        self.used.add(name)
        return name

    def _inside(self, items: Sequence[Hint], place: int) -> str:
        return self.value(items[place]) if place < len(items) else VALUE

    def _key(self, items: Sequence[Hint]) -> str:
        """Writes the type of a key; nothing if no key of Rust's is like that."""
        if not items or (items[0].kind == "unknown" and not self._instance(items[0])):
            return "String"
        return self.value(items[0]) if _has_hash(items[0]) else ""

    def _tuple(self, hint: Hint, within: Key | None) -> str:
        if hint == EMPTY_TUPLE:
            # What Rust writes () is None in Python, and an array is a list.
            return VALUE
        if hint.name or not hint.items:
            return f"Vec<{self._inside(hint.items, 0)}>"
        return _in_tuple([self.value(item, within) for item in hint.items])

    def _union(self, hint: Hint, write: Callable[[Hint], str]) -> str:
        one = write(_member(hint))
        has_none = any(it.kind == "none" for it in hint.items)
        return f"Option<{one}>" if has_none else one

    def _record(self, hint: Hint, within: Key | None) -> str:
        if hint.kind not in ("record", "typeddict", "enum"):
            return ""
        key = (hint.home, hint.name)
        if key not in self.records:
            found = find(self.source, key)
            enum = found.enum() if found is not None and found.kind == "enum" else None
            if found is None or (enum is not None and not enum.members):
                return ""
            if enum is not None and enum.is_flag:
                return _NUMBERS["int"]
            found.rust = self.names.take(camel(hint.name))
            self.records[key] = found
            try:
                # What is inside may not cross.
                for item in found.fields():
                    self._field(hint.name, item.name, item.hint)
            except CannotCross:
                del self.records[key]
                raise
        record = self.records[key]
        return f"Box<{record.rust}>" if within is not None and self._reaches(key, within) else record.rust

    def _field(self, record: str, name: str, hint: Hint) -> None:
        try:
            self.value(hint)
        except CannotCross as error:
            raise CannotCross(f"{record}.{name}: {error}") from error

    def _reaches(self, start: Key, end: Key) -> bool:
        """Whether values of a record have ones of another within them, with nothing on the heap between."""
        waiting, seen = [start], set()
        while waiting:
            key = waiting.pop()
            if key == end:
                return True
            if key not in seen and key in self.records:
                seen.add(key)
                waiting += [it for item in self.records[key].fields() for it in _directly(item.hint)]
        return False


def _in_tuple(written: Sequence[str]) -> str:
    return f"({written[0]},)" if len(written) == 1 else f"({', '.join(written)})"


def _member(hint: Hint) -> Hint:
    """Returns the one type that a union allows beside None."""
    members = [it for it in hint.items if it.kind != "none"]
    if {it.kind for it in members} == {"int", "float"}:
        return Hint("float", "float")
    return members[0] if len(members) == 1 else UNKNOWN


def _has_hash(hint: Hint) -> bool:
    if hint.kind == "tuple":
        return bool(hint.items) and all(map(_has_hash, hint.items))
    return hint.kind in ("str", "int", "bool", "bytes", "enum")


def _directly(hint: Hint) -> list[Key]:
    """Returns the records that a value has within itself."""
    if hint.kind == "union":
        return _directly(_member(hint))
    if hint.kind == "tuple" and not hint.name:
        return [key for item in hint.items for key in _directly(item)]
    return [(hint.home, hint.name)] if hint.kind in ("record", "typeddict") else []
