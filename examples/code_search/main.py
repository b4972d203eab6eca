"""Searches Python source code: by default, all of the standard library of the Python that runs this.

Rust (the crate beside this script) finds, reads, indexes and ranks. Python does what Python is good at: the
progress bar, which Rust moves on while it reads, and the name of the function or class around each hit, which
Rust asks for through the ``ast`` module.

Build the library with ``cargo build --lib -p code-search``, then run, for example::

    python main.py                                  # a few queries to begin with
    python main.py "parse http date" '"broken pipe"'   # your own; double quotes ask for exactly this text
    python main.py --root ~/src --limit 10 lock
"""

from __future__ import annotations

import argparse
import ast
import functools
import os
import platform
import sys
import sysconfig
import tokenize
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import gopylink
from tqdm import tqdm

if TYPE_CHECKING:
    # What the library has, as `gopylink stubs` has written it.
    import code_search

# The loader adds what this platform puts around the name of a library: lib….so, lib….dylib or ….dll.
BUILT = Path(__file__).resolve().parents[2] / "target" / "debug" / "code_search"
QUERIES = ["parse http date", "JSONDecoder", "walk directory tree", '"broken pipe"', "lru cache"]
# Installed packages live in a folder of the standard library, but are not of it.
WITHOUT = ["site-packages"]
# How many of the skipped files are listed.
SHOWN = 5


# What the library calls.


@gopylink.export
class Progress:
    """A progress bar that counts files."""

    def __init__(self, total: int) -> None:
        # A log wants fewer lines than a terminal, where they overwrite each other.
        interval = 0.1 if sys.stderr.isatty() else 1.0
        self._bar = tqdm(total=total, desc="Indexing", unit=" files", mininterval=interval)

    def update(self, n: int) -> None:
        self._bar.update(n)

    def finish(self) -> None:
        self._bar.close()


class Scope(NamedTuple):
    """A function or class, and the lines it spans."""

    first: int
    last: int
    name: str


@gopylink.export
def enclosing(path: str, line: int) -> str:
    """Name the innermost function or class around a line: ``json.decoder.JSONDecoder.decode``."""
    # Scopes come outermost first, so the last one that has the line is the innermost.
    names = [scope.name for scope in scopes(path) if scope.first <= line <= scope.last]
    return ".".join([module_name(Path(path)), *names[-1:]])


@functools.lru_cache(maxsize=256)
def scopes(path: str) -> list[Scope]:
    """List the functions and classes of a file, each after those around it."""
    try:
        with tokenize.open(path) as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the compiler thinks of other people's code
            tree = ast.parse(file.read())
    except (OSError, SyntaxError, ValueError, RecursionError):
        return []  # the module's name has to do
    found: list[Scope] = []

    def visit(node: ast.AST, around: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                first = min(it.lineno for it in [child, *child.decorator_list])
                found.append(Scope(first, child.end_lineno or first, around + child.name))
                visit(child, f"{around}{child.name}.")
            else:
                visit(child, around)

    visit(tree, "")
    return found


@functools.cache
def module_name(path: Path) -> str:
    """Name the module of a file as an import would: ``json.decoder``."""
    parts = [] if path.name == "__init__.py" else [path.stem]
    folder = path.parent
    while (folder / "__init__.py").exists():
        parts.insert(0, folder.name)
        folder = folder.parent
    return ".".join(parts)


# The program.


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Search Python source code, ranked.")
    parser.add_argument("queries", nargs="*", metavar="QUERY", help='words, or exact text in "double quotes"')
    parser.add_argument("--limit", type=int, default=3, metavar="N", help="hits for each query (default: 3)")
    parser.add_argument(
        "--root", type=Path, metavar="FOLDER", help="what to index (default: this Python's standard library)"
    )
    parser.add_argument("--all", action="store_true", help="index installed packages too")
    parser.add_argument("--lib", type=Path, default=BUILT, metavar="FILE", help="the library to load")
    options = parser.parse_args()
    if options.limit < 1:
        parser.error("--limit must be at least 1")
    return options


def summary(report: code_search.Report, terms: int, root: Path) -> None:
    seconds = max(report["seconds"], 1e-9)
    megabytes = report["bytes"] / 1e6
    print(
        f"Indexed {report['files']:,} files with {report['lines']:,} lines ({megabytes:,.1f} MB) "
        f"and {terms:,} different terms\n"
        f"in {seconds:.2f} s: {report['files'] / seconds:,.0f} files/s, {megabytes / seconds:,.1f} MB/s."
    )
    skipped = report["skipped"]
    if skipped:
        print(f"Skipped {len(skipped):,}:")
        for file in skipped[:SHOWN]:
            print(f"  {os.path.relpath(file['path'], root)}: {file['reason']}")
        if len(skipped) > SHOWN:
            print(f"  … and {len(skipped) - SHOWN:,} more")


def answer(index: code_search.Index, query: str, limit: int, root: Path) -> None:
    print(f"\n{query}")
    try:
        hits = index.search(query, limit)
    except ValueError as error:
        print(f"  {error}")
        return
    for rank, hit in enumerate(hits, 1):
        place = f"{os.path.relpath(hit['path'], root)}:{hit['line']}"
        print(f"  {rank}. {place}  {hit['scope']}  ({hit['score']:.1f})")
        print(f"     {hit['snippet'][:100]}")
    if not hits:
        print("  nothing found")


def main() -> int:
    options = arguments()
    root = options.root or Path(sysconfig.get_paths()["stdlib"])
    if options.root is None:
        print(f"The standard library of Python {platform.python_version()}, {root}")
    try:
        index: code_search.Index = gopylink.load_go_lib(options.lib).new_type("Index")
        report = index.add_tree(str(root), [] if options.all else WITHOUT)
        sys.stderr.flush()  # the progress bar, before what follows it
        summary(report, index.stats()["terms"], root)
        for query in options.queries or QUERIES:
            answer(index, query, options.limit, root)
    except (OSError, ValueError) as error:  # a gopylink.LoadError is an OSError
        print(f"code_search: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("code_search: interrupted", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
