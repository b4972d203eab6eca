# What the library code_search has: written by `gopylink stubs`, from its manifest.

from collections.abc import Sequence
from typing import Any, TypedDict

import gopylink

class Hit(TypedDict):
    """A place that answers a query."""

    path: str
    """The file."""

    line: int
    """The line, counted from 1."""

    snippet: str
    """The text of the line."""

    scope: str
    """The function or class that the line belongs to, `json.decoder.JSONDecoder.decode`."""

    score: float
    """How good the answer is, compared to others of the same query."""

class Report(TypedDict):
    """What became of a tree."""

    files: int
    """How many files were indexed."""

    lines: int
    """How many lines they have."""

    bytes: int
    """How many bytes they have."""

    seconds: float
    """How long it took."""

    skipped: list[Skipped]
    """What could not be indexed, and why."""

class Skipped(TypedDict):
    """A file or folder that is not in the index, and why."""

    path: str
    """Where it is."""

    reason: str
    """What went wrong."""

class Stats(TypedDict):
    """What an index holds."""

    files: int
    """How many files there are."""

    terms: int
    """How many different terms there are."""

class Index(gopylink.Instance):
    """A searchable index of Python source code."""

    def __init__(self) -> None:
        """An index without files."""

    def add_tree(self, root: str, without: Sequence[str]) -> Report:
        """Indexes every `.py` file below the folder `root`, but for folders named in `without`.

        Shows a `Progress` and reports what was done. Files that cannot be read, or are not in the encoding that
        they declare (UTF-8 unless they do), are left out and reported. When it fails, with Ctrl-C too, the index
        stays as it was.
        """

    def search(self, query: str, limit: int) -> list[Hit]:
        """Finds the best place in each of the `limit` files that answer `query` best, best first.

        All words count, in any order and form: `parse date` also finds `parseDate` and `parsedate`. Text in
        double quotes must stand on a line as it is. Tests come after other code that answers as well.
        """

    def stats(self) -> Stats:
        """What the index holds."""

def func_call(name: str, /, *args: Any, **kwargs: Any) -> Any:
    """Calls a function by name."""

def new_type(name: str, /, *args: Any, **kwargs: Any) -> Any:
    """Makes an instance of a class by name."""
