"""Which exports `gopylink rust-stubs` finds, under which names, and what it says of those that it cannot write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

HELPERS = """
NAME = "of_helpers"
def helper(x: float) -> float: ...
class Parent:
    def __init__(self, a: int): ...
"""
NAME_UNKNOWN = "its name is known only when the code runs"
UNKNOWN = "what it exports is known only when the code runs"
METHOD = "a method, which has no instance when Rust calls it; export the class"
NO_NAME = "it has no name of its own; write export(…, name=…)"


@pytest.mark.parametrize(
    ("python", "rust"),
    [
        ("NAME = 'renamed'\n@export(name=NAME)\ndef f() -> None: ...", "pub fn renamed();"),
        ("@export(name=None)\ndef f() -> None: ...", "pub fn f();"),
        ("from helpers import NAME as N\n@export(name=N)\ndef f() -> None: ...", "pub fn of_helpers();"),
        ("import helpers\n@export(name=helpers.NAME)\ndef f() -> None: ...", "pub fn of_helpers();"),
        ("import helpers\nexport(helpers.helper)", "pub fn helper(x: f64) -> f64;"),
        ("import helpers as h\nexport(h.Parent)", "pub type Parent;"),
        ("def main():\n    import helpers\n    export(helpers.helper)", "pub fn helper(x: f64) -> f64;"),
        ("def main():\n    from helpers import helper\n    export(helper)", "pub fn helper(x: f64) -> f64;"),
        ("from helpers import helper as other\nexport(other)", "pub fn helper(x: f64) -> f64;"),
        ("def f() -> None: ...\ng = f\nexport(g)", "pub fn f();"),
        ("def f() -> None: ...\nexport(obj=f, name='g')", "pub fn g();"),
        ("if True:\n    @export\n    def f() -> None: ...", "pub fn f();"),
        ("def f() -> None: ...\nfor it in (f, list):\n    export(it)", "pub fn f();"),
        ("def f() -> None: ...\n[export(it) for it in [f]]", "pub fn f();"),
        ("def main():\n    @export\n    def f(a: int) -> None: ...", "pub fn f(a: i64);"),
        ("def main():\n    def f(a: int) -> None: ...\n    export(f)", "pub fn f(a: i64);"),
        ("also = export\n@also\ndef f() -> None: ...", "pub fn f();"),
        ("class C:\n    @staticmethod\n    @export\n    def f(a: int) -> None: ...", "pub fn f(a: i64);"),
        ("class C:\n    @staticmethod\n    def f(a: int) -> None: ...\nexport(C.f)", "pub fn f(a: i64);"),
        ("class C:\n    @export\n    class D: ...", "pub type D;"),
        ("export(lambda a: a, name='f')", "pub fn f(a: &gopylink::Value) -> gopylink::Value;"),
        ("f = lambda a: a\nexport(f, name='f')", "pub fn f(a: &gopylink::Value) -> gopylink::Value;"),
        (
            "import functools\ndef f(a: int) -> None: ...\nexport(functools.partial(f, 1), name='g')",
            "#[gopylink(signature = (*arguments, **options))]\n"
            "    pub fn g(\n        arguments: &[gopylink::Value],\n"
            "        options: HashMap<&str, &gopylink::Value>,\n    ) -> gopylink::Value;",
        ),
    ],
)
def test_what_is_found(tmp_path: Path, written: Callable[[str], str], python: str, rust: str) -> None:
    (tmp_path / "helpers.py").write_text(HELPERS)
    assert f"    {rust}\n" in written(python)


@pytest.mark.parametrize(
    ("python", "label", "reason"),
    [
        ("NAME = 'a'\nNAME = 'b'\n@export(name=NAME)\ndef f(): ...", "f", NAME_UNKNOWN),
        ("@export(name='a' + 'b')\ndef f(): ...", "f", NAME_UNKNOWN),
        ("def main(name):\n    @export(name=name)\n    def f(): ...", "f", NAME_UNKNOWN),
        ("name = 'a'\ndef main(name):\n    export(main, name=name)", "export(main, name=name)", NAME_UNKNOWN),
        ("for name, f in fs.items():\n    export(f, name=name)", "export(f, name=name)", NAME_UNKNOWN),
        ("for f in fs:\n    export(f)", "export(f)", UNKNOWN),
        ("[export(f) for f in fs]", "export(f)", UNKNOWN),
        ("for f in (*fs, print):\n    export(f)", "export(f)", UNKNOWN),
        ("def register(f):\n    return export(f)", "export(f)", UNKNOWN),
        ("export(make())", "export(make())", UNKNOWN),
        ("f = make()\nexport(f)", "export(f)", UNKNOWN),
        ("export(make(), name='f')", "f", UNKNOWN),
        ("export(print)", "print", "no function or class of a file that was read"),
        ("list(map(export, fs))", "export", f"it is handed on, so {UNKNOWN}"),
        ("import gopylink\nmap(gopylink.export, fs)", "gopylink.export", f"it is handed on, so {UNKNOWN}"),
        ("def main():\n    also = export\n    @also\n    def f(): ...", "export", f"it is handed on, so {UNKNOWN}"),
        ("later = export(name='f')", "export(name='f')", f"it is kept for later, so {UNKNOWN}"),
        ("export(lambda: 1)", "export(lambda: 1)", NO_NAME),
        ("import functools\nexport(functools.partial(f))", "export(functools.partial(f))", NO_NAME),
        ("class C:\n    @export\n    def f(self): ...", "C.f", METHOD),
        ("class C:\n    if True:\n        @export\n        def f(self): ...", "C.f", METHOD),
        ("class C:\n    def f(self): ...\nexport(C.f)", "f", METHOD),
        ("class C:\n    def f(self):\n        export(self.g)", "g", "no function or class of a file that was read"),
    ],
)
def test_what_is_left_out_is_named(written: Callable[[str], str], python: str, label: str, reason: str) -> None:
    text = written(python)
    assert f"    // {label}: {reason}\n" in text
    assert "pub fn" not in text


def test_names_in_circles_end(written: Callable[[str], str]) -> None:
    code = "a = b\nb = a\nexport(a)\n@export(name=a)\ndef f(): ..."
    text = written(code)
    assert f"    // f: {NAME_UNKNOWN}\n" in text


def test_deep_expressions_are_read(written: Callable[[str], str]) -> None:
    deep = "+".join(["1"] * 1500)
    text = written(f"x = {deep}\n@export\ndef f() -> int: return {deep}\n@export\ndef g(): return {deep}\n")
    assert "pub fn f() -> i64;" in text
