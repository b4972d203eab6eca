"""Arguments that several commands take."""

from __future__ import annotations

import argparse


def add_library(parser: argparse.ArgumentParser, name: str = "library", of: str = "the library") -> None:
    """Declares the argument for a library."""
    parser.add_argument(
        name, metavar=name.upper(), help=f"{of}, as load_go_lib takes it: target/debug/demo, or the file itself"
    )


def library_name(path: str) -> str:
    """Returns the name that the module object of a library has."""
    from gopylink.loader import find, stem

    return stem(find(path).rpartition("/")[2])


def line_length(text: str) -> int:
    """Reads a line length."""
    number = int(text)
    if number < 40:
        raise argparse.ArgumentTypeError("a line must be allowed 40 characters")
    return number
