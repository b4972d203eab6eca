"""Near names for messages."""

from __future__ import annotations

from collections.abc import Iterable


def near_names(name: str, names: Iterable[str], count: int, cutoff: float = 0.6) -> list[str]:
    """Returns up to ``count`` of the names that are similar to ``name``, the most similar first."""
    try:
        import difflib  # Costs more to import than all the rest, and is rarely needed.
    except ImportError:
        # At exit nothing can be imported any more, and a message does without.
        return []
    return difflib.get_close_matches(name, list(names), n=count, cutoff=cutoff)
