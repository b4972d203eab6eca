"""PythonRegistry: what can be exported, under which names, and what Rust finds."""

from __future__ import annotations

import functools
import sys
import threading
import types
from typing import Any

import gopylink
import pytest
from gopylink import NotFoundError, PythonRegistry


@pytest.fixture
def registry() -> PythonRegistry:
    return PythonRegistry()


def greet(name: str) -> str:
    return f"Hi, {name}!"


class Counter:
    def incr(self) -> None: ...


def test_export_returns_the_object_unchanged(registry: PythonRegistry) -> None:
    assert registry.export(greet) is greet
    assert registry.export(name="hello")(greet) is greet
    assert registry.export(Counter, name="C") is Counter
    assert registry.export()(Counter) is Counter
    assert list(registry) == ["greet", "hello", "C", "Counter"]
    assert registry._function("hello") is greet
    assert registry._class("C") is Counter


def test_export_as_a_decorator(registry: PythonRegistry) -> None:
    @registry.export
    def one() -> None: ...

    @registry.export(name="zwei")
    def two() -> None: ...

    assert registry._function("one") is one
    assert registry._function("zwei") is two
    assert "two" not in registry


def test_any_callable_can_be_exported(registry: PythonRegistry) -> None:
    partial = functools.partial(greet, "you")
    for name, obj in {"len": len, "partial": partial, "bound": [].append, "lambda": lambda: 1}.items():
        assert registry.export(obj, name=name) is obj
        assert registry._function(name) is obj
    assert registry.export(len) is len


@pytest.mark.parametrize(
    ("obj", "options", "error", "message"),
    [
        (5, {}, TypeError, "only functions, classes and other callables can be exported, not 5"),
        (None, {}, TypeError, "only functions, classes and other callables can be exported, not None"),
        (
            "greet",
            {},
            TypeError,
            "only functions, classes and other callables can be exported, not 'greet'; "
            "to choose a name, write @export(name=…)",
        ),
        (greet, {"name": 5}, TypeError, "the name of an export must be a str, not int"),
        (greet, {"name": ""}, ValueError, "the name of an export must not be empty"),
    ],
)
def test_refused(registry: PythonRegistry, obj: Any, options: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        registry.export(obj, **options)
    assert str(caught.value) == message
    assert len(registry) == 0


@pytest.mark.parametrize("obj", [lambda: 1, functools.partial(greet)])
def test_a_callable_without_a_name_needs_one(registry: PythonRegistry, obj: Any) -> None:
    with pytest.raises(ValueError, match="has no name of its own to export it by"):
        registry.export(obj)


def test_the_same_definition_replaces(registry: PythonRegistry) -> None:
    def define() -> Any:
        @registry.export
        def again() -> None: ...

        return again

    first, second = define(), define()
    assert first is not second
    assert registry._function("again") is second
    registry.export(second)
    assert len(registry) == 1


def test_another_definition_is_refused(registry: PythonRegistry) -> None:
    registry.export(greet)

    def other() -> None: ...

    with pytest.raises(ValueError) as caught:
        registry.export(other, name="greet")
    here = __name__
    assert str(caught.value) == (
        f"cannot export {here}.test_another_definition_is_refused.<locals>.other as 'greet': "
        f"the name is taken by {here}.greet; choose another with export(name=…)"
    )
    assert registry._function("greet") is greet


def test_two_nameless_callables_collide(registry: PythonRegistry) -> None:
    registry.export(functools.partial(greet), name="p")
    with pytest.raises(ValueError, match="taken by"):
        registry.export(functools.partial(greet), name="p")


@pytest.mark.parametrize(
    ("kind", "name", "message"),
    [
        ("_function", "gret", "no Python function 'gret' is exported. Did you mean 'greet'?"),
        ("_function", "zzz", "no Python function 'zzz' is exported"),
        ("_function", "Countr", "no Python function 'Countr' is exported"),
        ("_function", "Counter", "'Counter' is a class, and no function: make an instance of it"),
        ("_class", "Countr", "no Python class 'Countr' is exported. Did you mean 'Counter'?"),
        ("_class", "greet", "'greet' is a function, and no class: call it"),
    ],
)
def test_not_found(registry: PythonRegistry, kind: str, name: str, message: str) -> None:
    registry.export(greet)
    registry.export(Counter)
    with pytest.raises(NotFoundError) as caught:
        getattr(registry, kind)(name)
    assert str(caught.value) == message


def test_not_found_at_exit(registry: PythonRegistry, monkeypatch: pytest.MonkeyPatch) -> None:
    """When nothing can be imported any more."""
    registry.export(greet)
    monkeypatch.delitem(sys.modules, "difflib", raising=False)
    monkeypatch.setattr(sys, "meta_path", None)
    with pytest.raises(NotFoundError, match=r"^no Python function 'gret' is exported$"):
        registry._function("gret")


def test_as_a_container(registry: PythonRegistry) -> None:
    assert repr(registry) == "<PythonRegistry: empty>"
    registry.export(greet)
    registry.export(Counter)
    assert ("greet" in registry, "other" in registry, 5 in registry) == (True, False, False)
    assert (len(registry), list(registry)) == (2, ["greet", "Counter"])
    assert repr(registry) == "<PythonRegistry: greet, Counter>"


def test_default_registry() -> None:
    function = types.FunctionType(greet.__code__, {}, "exported_by_test_default_registry")
    assert gopylink.export(function) is function
    assert "exported_by_test_default_registry" in gopylink.default_registry
    assert PythonRegistry().__contains__("exported_by_test_default_registry") is False


def test_threads(registry: PythonRegistry) -> None:
    def export(first: int) -> None:
        for number in range(first, first + 500):
            registry.export(greet, name=f"greet{number}")
            assert registry._function(f"greet{number}") is greet
            assert len(list(registry)) > 0

    threads = [threading.Thread(target=export, args=(500 * number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(registry) == 4000
