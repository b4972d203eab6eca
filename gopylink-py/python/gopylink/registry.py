"""What Rust may call by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from gopylink._native import exports_changed
from gopylink._near import near_names
from gopylink.errors import NotFoundError

if TYPE_CHECKING:
    from typing import overload

    from gopylink._expectations import Expectations
else:

    def overload(function):
        # Typing's own keeps what it is given, and with it all that is exported, past the exit.
        return function


T = TypeVar("T", bound=Callable[..., Any])

_ABSENT: Any = object()


class PythonRegistry:
    """A set of Python functions and classes that a library may call by name.

    A library is loaded with one registry, by default :data:`gopylink.default_registry`, and sees what is exported
    to it at any later time.

    >>> registry = PythonRegistry()
    >>> @registry.export
    ... def greet(name: str) -> str:
    ...     return f"Hi, {name}!"
    >>> greet("Gopher")
    'Hi, Gopher!'
    >>> list(registry)
    ['greet']
    """

    def __init__(self) -> None:
        # Changed by single dict operations only, so that no lock is needed, which a fork could leave held.
        self._exports: dict[str, Callable[..., Any]] = {}
        # What the stubs of libraries expect, by the libraries' paths.
        self._expected: dict[str, Expectations] = {}
        # What was found to be as expected. What is not here is looked at before the first call.
        self._fitting: dict[str, Callable[..., Any]] = {}

    @overload
    def export(self, obj: T, *, name: str | None = None) -> T: ...

    @overload
    def export(self, *, name: str | None = None) -> Callable[[T], T]: ...  # noqa: F811

    def export(self, obj: T = _ABSENT, *, name: str | None = None) -> T | Callable[[T], T]:  # noqa: F811
        """Exports a function, class or other callable, and returns it unchanged.

        Used as ``@export``, ``@export(name="…")`` or ``export(obj, name="…")``. Without a name the object's own is
        taken. Exporting the same definition again, as reloading a module does, replaces it.

        :raises TypeError: if the object is not callable, or the name is not a ``str``
        :raises ValueError: if the name is empty, missing, or taken by another definition
        """
        if name is not None:
            if not isinstance(name, str):
                raise TypeError(f"the name of an export must be a str, not {type(name).__name__}")
            if not name:
                raise ValueError("the name of an export must not be empty")
        if obj is _ABSENT:
            return lambda obj: self._add(obj, name)
        return self._add(obj, name)

    def _add(self, obj: T, name: str | None) -> T:
        if not callable(obj):
            hint = "; to choose a name, write @export(name=…)" if isinstance(obj, str) else ""
            raise TypeError(f"only functions, classes and other callables can be exported, not {obj!r}{hint}")
        if name is None:
            name = getattr(obj, "__name__", None)
            if not isinstance(name, str) or not name.isidentifier():
                raise ValueError(f"{obj!r} has no name of its own to export it by; write export(…, name=…)")
        known = self._exports.setdefault(name, obj)
        if known is not obj:
            if _definition(known) is None or _definition(known) != _definition(obj):
                raise ValueError(
                    f"cannot export {_describe(obj)} as {name!r}: the name is taken by {_describe(known)}; "
                    "choose another with export(name=…)"
                )
            self._exports[name] = obj
            # Libraries remember what they have found, and not what they have not found.
            exports_changed()
        return obj

    # Read by native code.
    def _function(self, name: str) -> Callable[..., Any]:
        """Returns the exported function of that name."""
        found = self._exports.get(name)
        if found is None:
            raise NotFoundError(self._unknown("function", name))
        # First: where stubs expect it, what is said has both places.
        self._check(name, found)
        if isinstance(found, type):
            raise NotFoundError(f"{name!r} is a class, and no function: make an instance of it")
        return found

    # Read by native code.
    def _class(self, name: str) -> type:
        """Returns the exported class of that name."""
        found = self._exports.get(name)
        if found is None:
            raise NotFoundError(self._unknown("class", name))
        self._check(name, found)
        if not isinstance(found, type):
            raise NotFoundError(f"{name!r} is a function, and no class: call it")
        return found

    def _check(self, name: str, found: Callable[..., Any]) -> None:
        """Compares an export with what stubs expect, unless it is known to go together with that."""
        if self._expected and self._fitting.get(name) is not found:
            from gopylink import _expectations  # Only for libraries with stubs.

            _expectations.check_export(self, name, found)

    def _unknown(self, kind: str, name: str) -> str:
        names = [known for known, obj in list(self._exports.items()) if isinstance(obj, type) == (kind == "class")]
        near = near_names(name, names, 1, cutoff=0.75)
        hint = f". Did you mean {near[0]!r}?" if near else ""
        return f"no Python {kind} {name!r} is exported{hint}"

    def __contains__(self, name: object) -> bool:
        return name in self._exports

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._exports))

    def __len__(self) -> int:
        return len(self._exports)

    def __repr__(self) -> str:
        return f"<PythonRegistry: {', '.join(self) or 'empty'}>"


def _definition(obj: object) -> tuple[str, str] | None:
    """Returns where an object was defined, which stays the same when it is defined anew."""
    module, qualname = getattr(obj, "__module__", None), getattr(obj, "__qualname__", None)
    return (module, qualname) if isinstance(module, str) and isinstance(qualname, str) else None


def _describe(obj: object) -> str:
    definition = _definition(obj)
    return repr(obj) if definition is None else ".".join(definition)


in_use: list[PythonRegistry] = []
"""The registries that libraries were loaded with.

Native code holds them too, but lets go when the interpreter exits: so what is exported ends with the modules.
"""

default_registry = PythonRegistry()
"""The registry of libraries that are loaded without one."""

export = default_registry.export
