"""Runs what README.md shows.

The convention, for whoever writes README.md. An HTML comment on the line just above a fence says how the
snippet is tested:

``<!-- test: crate NAME -->``
    The snippet belongs to the crate NAME (a Rust identifier). All snippets of one crate are joined in the order
    of the page:

    * ```` ```toml ````: its Cargo.toml (at most one; the line ``gopylink-runtime = …`` is pointed at the working
      copy; without this snippet a cdylib NAME that depends on gopylink-runtime and serde with derive is assumed);
    * ```` ```rust ````: appended to its src/lib.rs;
    * ```` ```python ````: run after ``cargo build --lib``, all in one process, one namespace, in the folder of the
      crate, so ``load_go_lib("target/debug/NAME")`` and ``load_go_lib("target/debug/libNAME.so")`` both work.

``<!-- test: crate NAME, file PATH -->``
    The snippet is written to PATH in the folder of the crate instead (say ``app.py`` that a snippet imports, or
    ``src/shapes.rs``).

``<!-- test: python -->``
    A Python snippet that needs no crate is run by itself.

``<!-- test: skip, REASON -->``
    The snippet is only parsed; the reason is shown.

Without a comment, a Python snippet must compile, a TOML or JSON snippet must parse, a Rust snippet must pass
``cargo check`` as a module of its own, and anything else (``console``, ``text``) is not run. Indented fences
are not looked at.

In Python snippets that are run, comments say what is printed, line by line and in order, on the line of the
statement or on lines of their own below it::

    print(lib.add(1, 2))  # → 3
    lib.run()             # → greet: Hi, Gopher!
    # → multiply: 42

``# Output: 3`` means the same as ``# → 3``. What Rust prints counts too. A snippet without such comments may
print anything. A statement that must raise ends in the exception, as a traceback's last line has it::

    lib.add("1", 2)  # raises TypeError: add() argument 'a': expected int (i64), got str
    lib.fail()       # raises gopylink.RustError
"""

from __future__ import annotations
