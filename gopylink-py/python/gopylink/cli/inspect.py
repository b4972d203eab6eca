"""``gopylink inspect``: shows what a library exports, and what it expects of Python."""

from __future__ import annotations

import argparse
import json
import os

from gopylink.cli.arguments import add_library, library_name


def add(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    add_library(parser)
    parser.add_argument("--json", action="store_true", help="print the whole manifest as JSON")


def run(options: argparse.Namespace) -> int:
    """Prints the manifest."""
    from gopylink import _native
    from gopylink._manifest import Manifest
    from gopylink.loader import find

    path = find(os.fsdecode(options.library))
    data = _native.manifest(path)
    if options.json:
        print(json.dumps(data, indent=2, ensure_ascii=False))
        return 0
    from gopylink.cli.table import lines

    print("\n".join(lines(Manifest.parse(data), library_name(options.library), path)))
    return 0
