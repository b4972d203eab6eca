"""Which changes of a library's classes break those who use it."""

from __future__ import annotations

from typing import Any

from gopylink._changes import changes
from gopylink._manifest import (
    Class,
    Function,
    Manifest,
    Parameter,
    Property,
    TypeRef,
)

NONE, BOOL, STR, I64, FLOAT = map(TypeRef, ("None", "Bool", "Str", "Int", "Float"))


def p(name: str, accepts: TypeRef = I64, kind: str = "Normal", default: str | None = None) -> Parameter:
    return Parameter(name, kind, accepts, default)


def said(old: Manifest, new: Manifest) -> list[str]:
    return [("! " if it.breaks else "  ") + it.text for it in changes(old, new)]


def test_classes() -> None:
    getter, setter = Function("x", returns=I64), Function("x", parameters=(p("value"),))
    old = Class(
        "C",
        constructor=Function("new", parameters=(p("a"),)),
        methods=(Function("gone"), Function("m", returns=I64), Function("was_method")),
        static_methods=(Function("s"),),
        properties=(Property("x", getter, setter), Property("y", getter)),
        constants=(Function("K", returns=I64),),
    )
    new = Class(
        "C",
        constructor=Function("make", parameters=(p("a"), p("b"))),
        methods=(Function("m", returns=STR), Function("s"), Function("fresh")),
        properties=(Property("x", getter), Property("y", getter, setter), Property("was_method", getter)),
        constants=(Function("K", returns=STR),),
    )
    assert said(Manifest(classes=(old,)), Manifest(classes=(new,))) == [
        "! C: a new parameter 'b', which must be passed",
        "! C.gone: the method is gone",
        "! C.was_method: was a method, is a property",
        "! C.s: was a static method, is a method",
        "! C.m: gave int, gives str",
        "! C.K: gave int, gives str",
        "! C.x: the property cannot be written any more",
        "  C.fresh: a new method",
        "  C.y: the property can be written now",
    ]


def test_pickles() -> None:
    plain, pickled = (Manifest(classes=(Class("C", pickles=pickles),)) for pickles in (False, True))
    assert said(pickled, plain) == ["! C: instances cannot be pickled any more"]
    assert said(plain, pickled) == ["  C: instances can be pickled now"]


def test_constructors() -> None:
    without, made = (Manifest(classes=(Class("C", constructor=it),)) for it in (None, Function("new")))
    assert said(made, without) == ["! C: the class has no constructor any more"]
    assert said(without, made) == ["  C: the class has a constructor now"]


def of_class(*methods: Function, **more: Any) -> Manifest:
    return Manifest(classes=(Class("C", methods=methods, **more),))


def test_nobody_names_the_parameters_of_setters_and_special_methods() -> None:
    def setter(name: str, accepts: TypeRef = I64) -> Manifest:
        return of_class(
            properties=(Property("x", Function("x", returns=I64), Function("x", parameters=(p(name, accepts),))),)
        )

    def special(*names: str) -> Manifest:
        return of_class(Function("__setitem__", parameters=tuple(map(p, names))))

    assert said(setter("value"), setter("v")) == []
    assert said(setter("value"), setter("v", STR)) == ["! C.x: parameter 'v' took int, takes str"]
    assert said(special("key", "value"), special("value", "key")) == []
    (call, renamed) = (of_class(Function("__call__", parameters=(p(name),))) for name in ("a", "b"))
    assert said(call, renamed) == ["! C.__call__: parameter 'a' is called 'b' now"]


def test_special_methods_that_change_what_python_did_without_them() -> None:
    plain, equal = of_class(), Function("__eq__", parameters=(p("other"),), returns=BOOL)
    assert said(plain, of_class(equal)) == [
        "! C: instances cannot be hashed any more, with '__eq__' and no '__hash__'",
        "  C.__eq__: a new method",
    ]
    hashed = of_class(equal, Function("__hash__", returns=I64))
    assert said(plain, hashed) == ["  C.__eq__: a new method", "  C.__hash__: a new method"]
    assert said(hashed, of_class(equal)) == ["! C.__hash__: the method is gone"]
    sized, true = Function("__len__", returns=I64), Function("__bool__", returns=BOOL)
    assert said(plain, of_class(sized))[0] == "! C: instances may be false now, as '__len__' says"
    assert said(of_class(sized), of_class(sized, true))[0] == "! C: instances may be false now, as '__bool__' says"
    assert said(of_class(true), of_class(sized, true)) == ["  C.__len__: a new method"]
    item = Function("__getitem__", parameters=(p("at"),), returns=I64)
    iterator = Function("__iter__", returns=TypeRef("List", items=(STR,)))
    asked = "! C: iteration asks '__iter__' now, asked '__getitem__'"
    assert said(of_class(item), of_class(item, iterator)) == [asked, "  C.__iter__: a new method"]


def test_methods_that_all_instances_have() -> None:
    plain, inherited = of_class(), "in place of what all instances have"
    with_argument = of_class(Function("close", parameters=(p("x"),), returns=NONE))
    assert said(plain, with_argument) == [
        "! C.close: a new parameter 'x', which must be passed",
        f"  C.close: the class has its own now, {inherited}",
    ]
    assert said(with_argument, plain) == [
        "! C.close: parameter 'x' is gone",
        f"  C.close: the class has none of its own any more, {inherited}",
    ]
    price = of_class(properties=(Property("close", Function("close", returns=FLOAT)),))
    assert said(plain, price)[0] == "! C.close: was a method, is a property"
    entered = f"  C.__enter__: the class has its own now, {inherited}"
    assert said(plain, of_class(Function("__enter__", returns=NONE))) == [entered]
    assert said(plain, of_class(Function("__enter__", returns=I64))) == ["! C.__enter__: gave C, gives int", entered]
    left = f"  C.__exit__: the class has its own now, {inherited}"
    assert said(plain, of_class(Function("__exit__", returns=NONE))) == [left]
    keeps = of_class(Function("__exit__", parameters=(p("kind"),), returns=BOOL))
    assert said(plain, keeps) == ["! C.__exit__: the end of a 'with' block may keep exceptions now", left]


def test_an_operator_in_place_that_returns_nothing_gives_the_instance() -> None:
    def adds(returns: TypeRef) -> Manifest:
        return of_class(Function("__iadd__", parameters=(p("other"),), returns=returns))

    assert said(adds(NONE), adds(TypeRef("Instance", "C"))) == []
    assert said(adds(NONE), adds(I64)) == ["! C.__iadd__: gave C, gives int"]
