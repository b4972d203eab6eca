"""``gopylink rust-stubs``: writes the Rust declarations of what a Python file exports."""

from __future__ import annotations

import argparse
import re
import sys

from gopylink.cli import FAILED, files
from gopylink.cli.arguments import check_registry, say_left_out


def add(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument(
        "file",
        metavar="FILE",
        help="the Python file; what it imports from beside itself is read too, and nothing is run",
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("-o", "--output", metavar="FILE", help="the Rust file to write (default: print)")
    where.add_argument(
        "--check", metavar="FILE", help="write nothing; show how a Rust file differs, and exit with 1 if it does"
    )
    parser.add_argument("--registry", metavar="NAME", help="take only what is exported by this variable's export")


def run(options: argparse.Namespace) -> int:
    """Writes the declarations, or checks them."""
    from gopylink._contract import source
    from gopylink.rust_stubs import write

    found = source.read(options.file, options.registry)
    check_registry(options.registry, [found])
    if options.check is None:
        say_left_out([found])
    if not found.exports:
        to = f" to {options.registry}" if options.registry else ""
        remedy = f"mark functions with @{options.registry or 'gopylink'}.export"
        why = " that a stub can be written for" if found.left_out else f"{to}: {remedy}"
        print(f"gopylink: {options.file} exports nothing{why}", file=sys.stderr)
        return FAILED
    text = write(found, options.file)
    if options.check is not None:
        registry = f" --registry {options.registry}" if options.registry else ""
        command = f"gopylink rust-stubs {options.file} -o {options.check}{registry}"
        return 0 if files.is_current(options.check, text, command, _unformatted) else FAILED
    if options.output is not None:
        files.write(options.output, text)
    else:
        sys.stdout.write(text)
    return 0


def _unformatted(text: str) -> str:
    """Returns Rust without what rustfmt may change, which has options."""
    return re.sub(r",(?=[)\]}>])", "", re.sub(r"\s+", "", text))
