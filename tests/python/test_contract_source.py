"""What a Python file exports, as far as reading can tell."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import pytest
from gopylink._contract import source


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def names(code: str, **options: Any) -> list[str]:
    Path("app.py").write_text(textwrap.dedent(code), encoding="utf-8")
    return list(source.read("app.py", **options).exports)


def test_every_way_to_export() -> None:
    code = """
    import gopylink, functools
    import gopylink as g
    from gopylink import PythonRegistry, default_registry, export, export as ex
    registry = PythonRegistry()

    @gopylink.export
    def a(): ...
    @g.export(name="b")
    def _(): ...
    @export
    class c: ...
    @ex()
    def d(): ...
    @registry.export
    def e(): ...
    @default_registry.export
    def f(): ...
    export(a, name="h")
    export(functools.partial(a), name="i")
    registry.export(name="j")(a)
    if True:
        registry.export(a, name="k")
    def main():
        @registry.export
        def l(): ...
    """
    assert names(code) == list("abcdefhijkl")
    assert names(code, registry="registry") == list("ejkl")
    assert names(code, registry="default_registry") == list("abcdfhi")


def test_what_only_type_checkers_see_is_no_export() -> None:
    code = """
    import typing
    from typing import TYPE_CHECKING
    from gopylink import export
    if TYPE_CHECKING:
        @export
        def a(): ...
    else:
        @export
        def b(): ...
    if typing.TYPE_CHECKING:
        export(b, name="c")
    if not TYPE_CHECKING:
        @export
        def d(): ...
    else:
        @export
        def e(): ...
    if not f:
        @export
        def g(): ...
    """
    assert names(code) == list("bdg")


def test_wrappers_have_the_name_of_something_else() -> None:
    code = """
    import functools
    from functools import wraps as w
    from gopylink import export
    @export
    @functools.wraps(len)
    def a(x): ...
    @export(name="b")
    @w(len)
    def _(x): ...
    @w(len)
    @export
    def c(x): ...
    @w(len)
    def d(x): ...
    export(d)
    def shown(f):
        @w(f)
        def e(x): ...
        return export(e)
    """
    assert names(code) == list("bc")
    left_out = source.read("app.py").left_out
    unknown = "its name is known only when the code runs"
    assert [(it.label, it.reason) for it in left_out] == [(it, unknown) for it in ("a", "export(d)", "export(e)")]


def test_what_is_no_export() -> None:
    code = """
    import functools
    def export(f): return f
    @export
    def a(): ...
    class B:
        @staticmethod
        def export(): ...
    @functools.cache
    def c(): ...
    """
    assert names(code) == []


def test_files_beside_are_read() -> None:
    Path("shapes.py").write_text(
        "import app\nfrom gopylink import export\n@export\ndef area(r: float): ...\nclass Box: ...\n"
    )
    Path("pkg").mkdir()
    Path("pkg/__init__.py").write_text("from . import inner\n")
    Path("pkg/inner.py").write_text("import gopylink\n@gopylink.export\ndef deep(): ...\n")
    Path("broken.py").write_text("def")
    code = "import shapes, broken, os\nfrom gopylink import export\nimport pkg\nfrom shapes import Box\nexport(Box)"
    assert sorted(names(code)) == ["Box", "area", "deep"]
    described = source.read("app.py").described()["Box"]
    assert described is not None and described.place == "shapes.py:5"


def test_faults_are_python_s_own() -> None:
    with pytest.raises(FileNotFoundError):
        source.read("nowhere.py")
    with pytest.raises(SyntaxError):
        names("def")
