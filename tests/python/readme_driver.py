"""Runs Python snippets one after the other, in one namespace, as test_readme.py describes.

A script of its own, because the snippets need a process of their own. Takes a JSON file: for each snippet its
page, the line at which it begins and its source.
"""

from __future__ import annotations

import ast
import io
import json
import re
import sys
import tokenize
import traceback
import types
from collections.abc import Iterator
from pathlib import Path

SEPARATOR = "<<< next snippet >>>"


def comments(source: str) -> Iterator[tuple[int, str]]:
    """The comments of a piece of Python with their lines."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def expected_exceptions(source: str) -> dict[int, str]:
    found = ((line, re.match(r"#\s*raises (.*)", comment)) for line, comment in comments(source))
    return {line: match[1].strip() for line, match in found if match}


def main() -> None:
    # The snippets are the main module, as they would be in a file.
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    sys.path.insert(0, "")
    for page, start, source in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
        expected = expected_exceptions(source)
        for statement in ast.parse(source).body:
            lines = range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
            exception = next((expected[line] for line in lines if line in expected), None)
            ast.increment_lineno(statement, start)
            run(statement, module, exception, page)
        print(SEPARATOR, flush=True)


def run(statement: ast.stmt, module: types.ModuleType, exception: str | None, page: str) -> None:
    code = compile(ast.Module([statement], []), page, "exec")
    if exception is None:
        exec(code, vars(module))
        return
    try:
        exec(code, vars(module))
    except Exception as error:
        name, text = type(error).__qualname__, str(error)
        if type(error).__module__ != "builtins":
            name = f"{type(error).__module__}.{name}"
        if exception not in (name, f"{name}: {text}"):
            traceback.print_exc()
            sys.exit(f"{page}:{statement.lineno}: raised {name}: {text}\n{page} says {exception}")
    else:
        sys.exit(f"{page}:{statement.lineno}: did not raise {exception}")


if __name__ == "__main__":
    main()
