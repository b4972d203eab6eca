"""Compares what a library's stubs expect of Python with what Python exports.

What Rust expects is :class:`gopylink._manifest.Expects`. What Python exports is described by :class:`PythonFunction`
and :class:`PythonClass`, which come from live objects (:func:`of_object`) or from source code that is only read
(:func:`gopylink._contract.source.read`). :func:`compare` needs no more than these descriptions::

    exports = {name: of_object(name, obj) for name, obj in registry_items}
    for finding in compare(manifest.expects, exports, manifest.types):
        print(finding.rule, finding.text)

One name alone, say when it is called for the first time, is checked by :func:`compare_one`. The rules of a finding:

``missing``
    Nothing of that name is exported. It may be exported later, so while a program runs this is no error.
``kind``
    A function where Rust expects a class, the other way round, an ``async`` function, a generator function, or an
    instance of an abstract class. Every call fails.
``count``
    Rust passes too many arguments or too few. Every call fails, or every call that leaves out what it may.
``keyword``
    Rust passes a keyword that Python does not take.
``method``
    The class has no method of that name.
``base``
    The class does not derive from the one that Rust says.
``member``
    Rust may pass a variant that the enum, or the ``Literal``, of a parameter does not have.
``field``
    A parameter's class requires a field that Rust does not pass, or a result's has none that Rust requires.
``uncertain``
    One of those above, but behind a decorator or a metaclass, which may make anything of the call; or of some values
    only: a member that Rust does not know and Python may return, a field that may be left out.
``annotation``
    What Rust passes or expects and what Python's annotations say exclude each other. Python does not look at
    annotations, so this is a warning. What has none, or one that is not understood, fits everything.

:data:`MUST_FAIL` has those that cannot work.
"""

from __future__ import annotations

from gopylink._contract.compare import compare, compare_one
from gopylink._contract.exports import Exported, PythonClass, PythonFunction, PythonParameter
from gopylink._contract.finding import MUST_FAIL, Finding
from gopylink._contract.hints import Hint
from gopylink._contract.live import of_object

__all__ = [
    "MUST_FAIL",
    "Exported",
    "Finding",
    "Hint",
    "PythonClass",
    "PythonFunction",
    "PythonParameter",
    "compare",
    "compare_one",
    "of_object",
]
