"""Arguments that several commands take."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gopylink._contract.source import Source


def add_library(parser: argparse.ArgumentParser, name: str = "library", of: str = "the library") -> None:
    """Declares the argument for a library."""
    parser.add_argument(
        name, metavar=name.upper(), help=f"{of}, as load_go_lib takes it: target/debug/demo, or the file itself"
    )


def library_name(path: str) -> str:
    """Returns the name that the module object of a library has."""
    from gopylink.loader import find, stem

    return stem(find(path).rpartition("/")[2])


def check_registry(name: str | None, sources: Iterable[Source]) -> None:
    """Refuses a registry that no source has a variable for.

    :raises UsageError: if there is none of that name
    """
    from gopylink._near import near_names
    from gopylink.cli import UsageError

    sources = list(sources)
    registries = sorted({it for source in sources for it in source.registries})
    if name is None or name in registries or any(name in source.variables for source in sources):
        return
    near = near_names(name, registries, 1)
    hint = f"did you mean '{near[0]}'?" if near else f"the registries are: {', '.join(registries)}"
    files = ", ".join(source.scopes[0].path for source in sources)
    raise UsageError(f"there is no variable '{name}' in {files}, or in what is imported from beside it; {hint}")


def say_left_out(sources: Iterable[Source]) -> None:
    """Prints the exports that reading tells too little of, with their places."""
    for found in sources:
        for it in found.left_out:
            print(f"gopylink: {it.place}: {it.label} is left out: {it.reason}", file=sys.stderr)


def line_length(text: str) -> int:
    """Reads a line length."""
    number = int(text)
    if number < 40:
        raise argparse.ArgumentTypeError("a line must be allowed 40 characters")
    return number
