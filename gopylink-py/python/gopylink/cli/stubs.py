"""``gopylink stubs``: writes the type stub of a library, for editors and type checkers."""

from __future__ import annotations

import argparse
import os

from gopylink.cli import FAILED, files
from gopylink.cli.arguments import add_library, library_name, line_length


def add(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    add_library(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar="FOLDER",
        default=".",
        help="where to write NAME.pyi; beside the script that uses the library is a good place (default: here)",
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; show what differs, and exit with 1 if anything does"
    )
    parser.add_argument(
        "--line-length", type=line_length, default=88, metavar="N", help="how long a line may be (default: 88)"
    )


def run(options: argparse.Namespace) -> int:
    """Writes the stub, or checks it."""
    from gopylink._manifest import read
    from gopylink.stubs import write

    name = library_name(options.library)
    path = os.path.join(options.output, f"{name}.pyi")
    text = write(read(options.library), name, options.line_length)
    if not options.check:
        files.write(path, text)
        return 0
    output = "" if options.output == "." else f" -o {options.output}"
    length = "" if options.line_length == 88 else f" --line-length {options.line_length}"
    return 0 if files.is_current(path, text, f"gopylink stubs {options.library}{output}{length}") else FAILED
