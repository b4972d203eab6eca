"""``gopylink diff``: says whether a new build of a library breaks those who use the old one."""

from __future__ import annotations

import argparse
import sys

from gopylink.cli import FAILED
from gopylink.cli.arguments import add_library


def add(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    add_library(parser, "old", "the library as it was")
    add_library(parser, "new", "the library as it is")
    parser.epilog = "Exits with 0 if nothing breaks, with 1 if something does, and with 2 if that cannot be told."


def run(options: argparse.Namespace) -> int:
    """Prints the changes, the breaking ones first."""
    from gopylink._changes import changes, names_only
    from gopylink._manifest import read

    old, new = read(options.old), read(options.new)
    if names_only(old, new):
        print("Go libraries tell names alone, so parameters, results and types are not compared", file=sys.stderr)
    found = changes(old, new)
    for title, breaks in (("breaking", True), ("compatible", False)):
        lines = [f"  {it.text}" for it in found if it.breaks is breaks]
        if lines:
            print(f"{title}:")
            print("\n".join(lines))
    count = sum(it.breaks for it in found)
    print(f"{count} breaking, {len(found) - count} compatible changes", file=sys.stderr)
    return FAILED if count else 0
