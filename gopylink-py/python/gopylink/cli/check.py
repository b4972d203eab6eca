"""``gopylink check``: compares what a library expects of Python with what Python source code exports."""

from __future__ import annotations

import argparse
import sys

from gopylink.cli import FAILED, UsageError
from gopylink.cli.arguments import add_library, check_registry, say_left_out


def add(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    add_library(parser)
    parser.add_argument(
        "--against",
        required=True,
        metavar="FILE",
        nargs="+",
        help="the Python files that export; modules beside them that they import are read too, and nothing is run",
    )
    parser.add_argument(
        "--registry", metavar="NAME", help="the variable of the PythonRegistry that the library is loaded with"
    )


def run(options: argparse.Namespace) -> int:
    """Prints what does not go together."""
    from gopylink._contract import MUST_FAIL, compare, source
    from gopylink._manifest import read

    manifest = read(options.library)
    if manifest.language == "Go":
        raise UsageError(f"{options.library} is a Go library, which does not tell what it expects of Python")
    sources = [source.read(path, options.registry) for path in options.against]
    check_registry(options.registry, sources)
    exports = {}
    for found in sources:
        exports.update(found.described())
    findings = compare(manifest.expects, exports, manifest.types)
    # In the source all is there that there will be, so what is missing stays missing: unless some names are not known.
    if any(it.rule == "missing" for it in findings):
        say_left_out(sources)
    fails = MUST_FAIL if any(found.left_out for found in sources) else MUST_FAIL | {"missing"}
    errors = [it for it in findings if it.rule in fails]
    warnings = [it for it in findings if it not in errors]
    for title, group in (("errors", errors), ("warnings", warnings)):
        if group:
            print(f"{title}:")
            print("\n".join(f"  {it.text}" for it in group))
    expected = len(manifest.expects.functions) + len(manifest.expects.classes)
    print(f"{expected} expected, {len(errors)} errors, {len(warnings)} warnings", file=sys.stderr)
    return FAILED if errors else 0
