# What the library code_search has: written by `gopylink stubs`, from its manifest.

from collections.abc import Sequence
from typing import Any

import gopylink

class Index(gopylink.Instance):
    """A searchable index of Python source code."""

    def __init__(self) -> None:
        """An index without files."""

    def add_tree(self, root: str, without: Sequence[str]) -> Any:
        """Indexes every `.py` file below the folder `root`, but for folders named in `without`.

        Shows a `Progress` and reports what was done. Files that cannot be read, or are not in the encoding that
        they declare (UTF-8 unless they do), are left out and reported. When it fails, with Ctrl-C too, the index
        stays as it was.
        """

    def search(self, query: str, limit: int) -> Any:
        """Finds the best place in each of the `limit` files that answer `query` best, best first.

        All words count, in any order and form: `parse date` also finds `parseDate` and `parsedate`. Text in
        double quotes must stand on a line as it is. Tests come after other code that answers as well.
        """

    def stats(self) -> Any:
        """What the index holds."""

def func_call(name: str, /, *args: Any, **kwargs: Any) -> Any:
    """Calls a function by name."""

def new_type(name: str, /, *args: Any, **kwargs: Any) -> Any:
    """Makes an instance of a class by name."""
